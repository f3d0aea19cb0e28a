"""An open number book: SQLite in a file, or PostgreSQL at a URL, through one library.

In: where it is, the user and the day. Out: a `Register`, whose transactions never give a number twice nor leave a gap:
every writer first holds the one row of `head`, so writers stand in line, and the next number is worked out and kept
in one transaction. SQLite lies on shared folders too, where its WAL does not work (https://www.sqlite.org/wal.html):
rollback journal, BEGIN IMMEDIATE, and a wait for the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import get_ident
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError

from ..errors import GenError
from ..thai import Day
from ..turns import Late, turn
from . import mark, schema, served
from .chain import Key, Note, append, end
from .faults import told

WAIT = 30.0  # seconds that a lock of another clerk's is waited for
SYNCHRONOUS = "EXTRA"  # a commit is on the disk, and its journal's end too: a power cut undoes nothing
SMALLEST = 512  # bytes of a database (https://www.sqlite.org/fileformat.html, 1.2)
FAR = 400  # days without an entry after which the clock is doubted
ISSUING = 0x67656E  # the number of PostgreSQL's advisory lock for issuing; +1: for migrations


class Transaction:
    """A transaction that writes: its connection, and what it has to tell the log."""

    def __init__(self, connection: Connection, register: Register) -> None:
        self.connection = connection
        self.user = register.user
        self.today = register.today
        self.notes: list[Note] = []

    def note(self, action: str, key: Key, row: Any, detail: str = "") -> None:
        """Log an action at the end of the transaction; `row` is the row as it then stands."""
        self.notes.append(Note(action, key, row, detail))


class Register:
    """The open number book of an office; `where` is how messages call it. Made by `open_register`.

    `marks` are the files that say how far it had come (see `mark`); before the first entry of a run it is held against
    them, and against the clock, unless somebody gave a `reason` to go on.
    """

    def __init__(
        self, engine: Engine, issuing: Engine, where: str, user: str, today: date, wait: float, marks: Sequence[Path]
    ) -> None:
        self.where = where
        self.user = user
        self.today = today
        self._issuer = 0  # the thread that issues
        self.marks = tuple(marks)
        self.reason = ""
        self._is_held = False
        self._wait = wait
        self._issuing = issuing
        self._reading = engine
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")
        if engine.dialect.name == "postgresql":  # one snapshot for all that is read together
            self._reading = engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that reads. Raises: GenError E701 to E706."""
        with told(self.where, self._wait), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, settles: bool = False) -> Iterator[Transaction]:
        """A transaction that writes, alone: all of it happens, its log included, or nothing.

        One that `settles` ends what was begun, and gives no number: it does not ask the clock.

        Raises: GenError E701 to E706, E750 to E753, E759.
        """
        with self._turn(), told(self.where, self._wait), self._writing.begin() as connection:
            connection.execute(select(schema.head).with_for_update()).one()
            if not self._is_held:
                mark.refuse_behind(connection, self.marks, self.where)
                served.refuse_copy(connection, self.where)
                if not settles:
                    self._refuse_clock(connection)
            transaction = Transaction(connection, self)
            yield transaction
            rows = append(connection, self.today, self.user, transaction.notes)
        self._is_held = self._is_held or not settles
        mark.append(self.marks, rows, [note.row for note in transaction.notes])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Be the only thread of this process that writes, in order: locks of SQLite let any of them go first.

        Raises: GenError E704.
        """
        try:
            with turn(("register", self.where), self._wait):
                yield
        except Late:
            raise GenError("E704", where=self.where, seconds=f"{self._wait:g}") from None

    @contextmanager
    def accepting(self) -> Iterator[Transaction]:
        """As `write`, for a book that is behind, another one or of another time: from here on it is the office's."""
        self._is_held = True
        with self.write() as transaction:
            yield transaction
            served.claim(transaction.connection)
            transaction.note("accept", ("", Day(self.today).be_year, None), None)
        with self.read() as connection:
            mark.accept(self.marks, *end(connection))

    def _refuse_clock(self, connection: Connection) -> None:
        """Today is not before the last entry, nor far after it. Raises: GenError E752, E753."""
        last = select(schema.log.c.at).order_by(schema.log.c.seq.desc()).limit(1)
        at = None if self.reason else connection.execute(last).scalar()
        if at and not 0 <= (self.today - at).days <= FAR:
            code = "E752" if self.today < at else "E753"
            raise GenError(code, today=Day(self.today).typed, last=Day(at).typed)

    @property
    def is_issuing(self) -> bool:
        """Whether this thread holds `issuing`; another one that shares the book does not."""
        return self._issuer == get_ident()

    @contextmanager
    def issuing(self) -> Iterator[None]:
        """Be the only run of the office that writes numbers into files; the lock falls with the process that holds it.

        So a number that is still pending belongs to a run that died. Raises: GenError E704 while another run issues.
        """
        with told(self.where, self._wait), self._issuing.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ISSUING})
            self._issuer = get_ident()
            try:
                yield
            finally:
                self._issuer = 0

    def migrate(self) -> None:
        """Bring the tables up to this program's version. Raises: GenError E707 when they are newer."""
        with self.read() as connection:
            if schema.is_current(connection, self.where):
                return
        with told(self.where, self._wait), self._writing.begin() as connection:
            if connection.dialect.name == "postgresql":  # CREATE TABLE IF NOT EXISTS fails when two run it at once
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ISSUING + 1})
            schema.migrate(connection, self.today)

    def close(self) -> None:
        self._reading.dispose()
        self._issuing.dispose()


@contextmanager
def open_register(
    database: Path | str,
    user: str,
    today: date,
    wait: float = WAIT,
    marks: Sequence[Path] = (),
    *,
    afresh: bool = False,
) -> Iterator[Register]:
    """Open the number book: a path is a SQLite file (made at first use), a URL `postgresql://…` a server.

    `marks` are files that say how far it had come. `afresh` lets a new book begin where one was lost.
    Raises: GenError E701 to E709.
    """
    make = _served if "://" in str(database) else _in_file
    if make is _in_file:
        path = Path(database)
        _refuse_lost(path, afresh)
        marks = (path.with_suffix(".mark"), *marks)
        _keep_private(path)
    register = make(database, user, today, wait, marks)
    try:
        register.migrate()
        if make is _in_file and not os.path.exists(lock := _lock_file(path)):
            with suppress(OSError):  # a folder that is only read
                lock.touch(mark.mode(path.parent))  # only once: closing a file drops this process's locks on it
        yield register
    finally:
        register.close()


def _refuse_lost(path: Path, afresh: bool) -> None:
    """The lock file stays where a book was once: without it a lost book would start again at 1, unnoticed."""
    size = os.path.getsize(path) if os.path.isfile(path) else 0
    if os.path.exists(_lock_file(path)) and not size and not afresh:
        raise GenError("E709", where=str(path))
    if 0 < size < SMALLEST:  # SQLite would take so little for a new file and write over it
        raise GenError("E705", where=str(path))


def _keep_private(path: Path) -> None:
    """A book is read by the office only: a new file has no rights for others, and an old one loses them."""
    with suppress(OSError):
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, mark.mode(path.parent)))
        elif path.stat().st_mode & 0o007:
            path.chmod(path.stat().st_mode & 0o770)


def _in_file(database: Path | str, user: str, today: date, wait: float, marks: Sequence[Path]) -> Register:
    path = Path(database)
    lock = _lock_file(path)
    engines = [
        create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": wait}) for file in (path, lock)
    ]
    for engine in engines:
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    issuing = engines[1].execution_options(begin="BEGIN EXCLUSIVE")
    return Register(engines[0], issuing, str(path), user, today, wait, marks)


def _served(database: Path | str, user: str, today: date, wait: float, marks: Sequence[Path]) -> Register:
    try:
        url = make_url(str(database))
    except (ArgumentError, ValueError):
        raise GenError("E708", why="เขียนที่อยู่ไม่ถูกต้อง") from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise GenError("E708", why=f"ไม่รู้จัก {url.drivername}")
    options = f"-c lock_timeout={int(wait * 1000)}"
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": max(2, int(wait)), "options": options},
            pool_pre_ping=True,
        )
    except ModuleNotFoundError:
        raise GenError("E708", why='ยังไม่ได้ติดตั้ง สั่ง pip install "gen-saraban[postgres]"') from None
    where = url.set(password=None, username=None, query={}).render_as_string()
    return Register(engine, engine, where, user, today, wait, marks)


def _lock_file(path: Path) -> Path:
    return path.with_suffix(".lock")


def _on_connect(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_on_begin` does
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
