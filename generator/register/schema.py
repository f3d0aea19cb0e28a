"""The tables of the number book, and the steps by which an older database becomes a new one.

`MIGRATIONS` makes the tables, in SQL that SQLite and PostgreSQL both read; the `Table`s below only say what stands in
them. A migration that has been released is never edited: the next change is the next migration. A new column of
`number` or `book` must be empty in old rows (NULL, '' or false), or the hash of every old row changes (see log.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Boolean, Column, Connection, Date, Integer, MetaData, Table, Text, func, inspect, select

from ..errors import GenError


class Migration(NamedTuple):
    """One step from version n - 1 to version n, its place in `MIGRATIONS`."""

    title: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "books, numbers and a hash-chained log",
        (
            """CREATE TABLE book (
                series TEXT NOT NULL,
                year INTEGER NOT NULL CHECK (year BETWEEN 2400 AND 2999),
                first INTEGER NOT NULL CHECK (first > 0),
                apart BOOLEAN NOT NULL,
                PRIMARY KEY (series, year))""",
            """CREATE TABLE number (
                series TEXT NOT NULL,
                year INTEGER NOT NULL,
                number INTEGER NOT NULL CHECK (number > 0),
                circular BOOLEAN NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('free', 'reserved', 'pending', 'issued', 'void')),
                day DATE,
                subject TEXT NOT NULL,
                sent_from TEXT NOT NULL,
                sent_to TEXT NOT NULL,
                operation TEXT NOT NULL,
                remark TEXT NOT NULL,
                reason TEXT NOT NULL,
                forced TEXT NOT NULL,
                given BOOLEAN NOT NULL,
                paper TEXT,
                file TEXT NOT NULL,
                clerk TEXT NOT NULL,
                entered DATE,
                voided DATE,
                voided_by TEXT NOT NULL,
                PRIMARY KEY (series, year, number))""",
            "CREATE UNIQUE INDEX number_of_paper ON number (paper) WHERE state IN ('pending', 'issued')",
            "CREATE INDEX number_by_day ON number (series, year, day)",
            "CREATE INDEX number_by_state ON number (series, year, state, number)",
            """CREATE TABLE log (
                seq INTEGER NOT NULL PRIMARY KEY,
                at DATE NOT NULL,
                clerk TEXT NOT NULL,
                action TEXT NOT NULL,
                series TEXT NOT NULL,
                year INTEGER NOT NULL,
                number INTEGER,
                detail TEXT NOT NULL,
                digest TEXT NOT NULL,
                previous TEXT NOT NULL,
                hash TEXT NOT NULL)""",
            """CREATE TABLE head (
                id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                seq INTEGER NOT NULL,
                hash TEXT NOT NULL)""",
            "INSERT INTO head (id, seq, hash) VALUES (1, 0, '')",
        ),
    ),
    Migration("the signed copy of a paper", ("ALTER TABLE number ADD COLUMN signed TEXT",)),
)

metadata = MetaData()

book = Table(
    "book",
    metadata,
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),  # BE
    Column("first", Integer, nullable=False),
    Column("apart", Boolean, nullable=False),  # circulars have a series of their own
)  # fmt: skip

number = Table(
    "number",
    metadata,
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),  # BE
    Column("number", Integer, primary_key=True),
    Column("circular", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("day", Date),  # the date on the paper
    Column("subject", Text, nullable=False),
    Column("sent_from", Text, nullable=False),
    Column("sent_to", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("reason", Text, nullable=False),  # why it is reserved, void, or leaps ahead
    Column("forced", Text, nullable=False),  # why its date may run backwards; it then binds no other
    Column("given", Boolean, nullable=False),  # by central records: never given out again by this book
    Column("paper", Text),
    Column("file", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("entered", Date),
    Column("voided", Date),
    Column("voided_by", Text, nullable=False),
    Column("signed", Text),  # the signed copy, filed beside the paper
)

log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Date, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer),  # None: the book itself
    Column("detail", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

head = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

migration = Table(
    "migration",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("at", Date, nullable=False),
)


def version(connection: Connection) -> int:
    """The version of the tables; 0 for an empty database."""
    if not inspect(connection).has_table(migration.name):
        return 0
    return connection.execute(select(func.max(migration.c.version))).scalar() or 0


def is_current(connection: Connection, where: str, steps: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether no migration is due. Raises: GenError E707 when the tables are newer than this program."""
    found = version(connection)
    if found > len(steps):
        raise GenError("E707", where=where, found=found, known=len(steps))
    return found == len(steps)


def migrate(connection: Connection, today: date, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Apply the migrations that are due, in order, inside the transaction of the caller: all of them or none."""
    migration.create(connection, checkfirst=True)
    for n, step in enumerate(steps[version(connection) :], version(connection) + 1):
        for statement in step.statements:
            connection.exec_driver_sql(statement)
        connection.execute(migration.insert().values(version=n, title=step.title, at=today))
