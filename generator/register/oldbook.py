"""The book that an office already has: rows of a spreadsheet or CSV file, taken over as they are.

In: a file with the headings of a register (those of `columns`, or near ones). Out: numbers in the book; all or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from .. import source
from ..errors import GenError, Place, Problem, Problems, problem
from ..source import Raw, Table
from ..thai import Day, Unreadable
from . import lookup
from .books import book_row, change_book, put
from .columns import bare, layout, state_of
from .database import Register, Transaction
from .entry import CIRCULARS, ISSUED, VOID, Number, line

HEAD_ROWS = 20  # the headings stand within these
TEXTS = ("subject", "sent_from", "sent_to", "operation", "clerk")
NEEDED = ("number", "subject")
RUNNING = re.compile(r"(?:ที่\s*)?(ว)?\s*(\d{1,6})(?:\s*/\s*(2[4-9]\d\d))?")
YEAR = re.compile(r"2[4-9]\d\d")
YEARS = 30  # an old book is not older: so ๖๒ is 2562
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
    found = read_rows(path, series, year, register.today)
    wrong: list[Problem] = []
    notices: list[Problem] = []
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


def read_rows(path: Path, series: str, year: int | None, today: date) -> list[tuple[Number, Place]]:
    """The numbers of a file with their places, in its order. Raises: Problems E102, E722, E723, E725 to E727."""
    book = source.read(path)
    tables = book.tables if isinstance(book, source.Book) else ()
    headed = [(table, *head) for table in tables if (head := _headed(table, series))]
    if not headed:
        names = [column.heading for column in layout(series).columns if column.key in NEEDED]
        raise GenError("E726", Place(path.name), headings=" และ ".join(names))
    found: list[tuple[Number, Place]] = []
    wrong: list[Problem] = []
    for table, top, at in headed:
        for r in range(top + 1, len(table.rows)):
            try:
                if row := _row(table, r, at, series, year, today):
                    found.append((row, table.place(r, at["number"])))
            except GenError as error:
                wrong += error.problems
    wrong += _twice(found)
    if wrong:
        raise Problems(wrong)
    return found


def _headed(table: Table, series: str) -> tuple[int, dict[str, int]] | None:
    """The heading row of a table and the column of each key; None if the table is no register."""
    exact = {bare(column.heading): column.key for column in layout(series).columns}
    near = {bare(alias): column.key for column in layout(series).columns for alias in column.aliases}
    for r, row in enumerate(table.rows[:HEAD_ROWS]):
        at: dict[str, int] = {}
        for known in (exact, near):
            for c, cell in enumerate(row):
                key = known.get(bare(cell))
                if key and key not in at and c not in at.values():
                    at[key] = c
        if "number" not in at and "text" in at:  # a book that has only „ที่ 218/2562"
            at["number"] = at["text"]
        if all(key in at for key in NEEDED):
            return r, at
    return None


def _row(table: Table, r: int, at: Mapping[str, int], series: str, year: int | None, today: date) -> Number | None:
    """One row as a number; None for an empty one. Raises: GenError at the cell."""
    cells = {key: table.rows[r][c] if c < len(table.rows[r]) else None for key, c in at.items()}
    if all(cell is None for cell in cells.values()):
        return None
    places = {key: table.place(r, c) for key, c in at.items()}
    match = RUNNING.fullmatch(_text(cells["number"]))
    if not match or not int(match[2]):
        raise GenError("E722", places["number"], found=_text(cells["number"]))
    days: dict[str, Any] = {key: _day(cells.get(key), places.get(key, Place()), today) for key in ("day", "entered")}
    day = Day(days["day"]) if days["day"] else None
    own = match[3] or _text(cells.get("year"))
    year = int(own) if YEAR.fullmatch(own) else year or (day.be_year if day else None)
    state, reason, remark = state_of(str(cells.get("remark") or "").strip())
    if year is None or (state == ISSUED and day is None):
        raise GenError("E727", places["number"], number=match[2])
    if day and day.be_year != year:
        raise GenError("E725", places["day"], day=day.typed, year=year)
    circular = bool(match[1]) or series.endswith(CIRCULARS) or "/ว" in bare(cells.get("text"))
    texts: dict[str, Any] = {key: _text(cells.get(key)) for key in TEXTS}
    texts |= {"remark": line(remark), "reason": line(reason)}
    return Number(series, year, int(match[2]), state, circular=circular, **days, **texts)


def _day(raw: Raw, place: Place, today: date) -> date | None:
    if raw is None or _text(raw) in ("", "-"):
        return None
    try:
        return Day.parse(raw, today, date(today.year - YEARS, 1, 1)).date
    except Unreadable as error:
        raise GenError("E102", place, found=raw, why=error.why) from None


def _text(raw: Raw) -> str:
    return line(str(raw)) if raw is not None else ""


def _twice(found: list[tuple[Number, Place]]) -> Iterator[Problem]:
    first: dict[tuple[int, int], Place] = {}
    for row, place in found:
        other = first.setdefault((row.year, row.number), place)
        if other is not place:
            yield problem("E723", place, number=row, other=other.cell)
