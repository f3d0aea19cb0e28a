"""The book that an office already has: rows of a spreadsheet or CSV file, taken over as they are.

In: a file with the headings of a register (those of `columns`, or near ones). Out: numbers in the book; all or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .. import source
from ..errors import GenError, Place, Problem, Problems, problem
from ..thai import Day
from . import lookup
from .books import book_row, change_book, put
from .columns import layout
from .database import Register, Transaction
from .entry import STATES, VOID, Number
from .oldrows import NEEDED, OldRows, twice

SHOWN = 5  # rows that are shown beside those that are wrong
FORCED = "ตามทะเบียนเดิม"


@dataclass(frozen=True)
class Imported:
    """What an import did: rows `added`, rows that were there already (`same`), and what is worth saying (W701)."""

    added: int
    same: int
    notices: tuple[Problem, ...]


def import_rows(register: Register, series: str, path: Path, year: int | None = None) -> Imported:
    """Take over the register in a file; `year` (BE) is for rows that do not say theirs. All rows or none.

    Dates that run backwards are kept, and said. Importing the same file again changes nothing.
    Raises: Problems E722 to E727 at their cells, GenError E301 to E311.
    """
    found, notices = read_rows(path, series, year, register.today)
    wrong: list[Problem] = []
    added = 0
    with register.write() as transaction:
        for row, place in sorted(found, key=lambda pair: (pair[0].year, pair[0].number)):
            old = lookup.row(transaction.connection, row.series, row.year, row.number)
            if old is None:
                notices += _add(transaction, row, place)
                added += 1
            elif _facts(old) != _facts(row):
                wrong.append(problem("E724", place, number=row, subject=old.subject))
        if wrong:
            raise Problems(wrong)
    return Imported(added, len(found) - added, tuple(notices))


def _add(transaction: Transaction, row: Number, place: Place) -> Iterator[Problem]:
    book = book_row(transaction, row.series, row.year)
    if not lookup.last(transaction.connection, row.series, row.year) and row.number > book["first"]:
        change_book(transaction, "start", {**book, "first": row.number})
    other = lookup.backwards(transaction.connection, row)
    if other and row.day and other.day:
        days = Day(row.day).typed, Day(other.day).typed
        row = replace(row, forced=FORCED)
        yield problem("W701", place, number=row, other=other, day=days[0], other_day=days[1])
    row = replace(row, clerk=row.clerk or transaction.user, entered=row.entered or transaction.today)
    if row.state == VOID:
        row = replace(row, voided=transaction.today, voided_by=transaction.user)
    put(transaction, "import", row, None)


def _facts(row: Number) -> tuple[object, ...]:
    return row.state, row.day, row.subject, row.circular


Found = list[tuple[Number, Place]]


def read_rows(path: Path, series: str, year: int | None, today: date) -> tuple[Found, list[Problem]]:
    """The numbers of a file with their places, in its order, and a word on rows that are none.

    Raises: Problems E102, E103, E722, E723, E725 to E727, E731, with what could be read of the rest.
    """
    book = source.read(path)
    tables = book.tables if isinstance(book, source.Book) else ()
    read = [rows for rows in (OldRows(table, series, year, today) for table in tables) if rows.read()]
    if not read:
        names = [column.heading for column in layout(series).columns if column.key in NEEDED]
        raise GenError("E726", Place(path.name), headings=" และ ".join(names))
    found = [row for rows in read for row in rows.found]
    notices = [notice for rows in read for notice in rows.notices]
    wrong = [problem for rows in read for problem in rows.wrong]
    wrong += twice(found)
    if wrong:
        raise Problems([*wrong, *notices, *_rest(path, found)])
    return found, notices


def _rest(path: Path, found: Found) -> Iterator[Problem]:
    """What would be taken over, were the rest right."""
    if found:
        shown = [f"{row} {Day(row.day).typed if row.day else STATES[row.state]} {row.subject}" for row, _ in found]
        more = " …" if shown[SHOWN:] else ""
        yield problem("W705", Place(path.name), count=len(found), rows=f"{' · '.join(shown[:SHOWN])}{more}")
