"""Plain cells with addresses: what every kind of file becomes.

A `Raw` is what a cell holds, as typed: empty is None, whole numbers are int, only line ends are normalised. An error
value is its text, one of `errors.ERRORS`, so that it never reads as empty. Rows and columns count from 0; a row may be
shorter than others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ..errors import ERRORS, GenError, Place, Problem, problem

Raw = str | int | float | bool | date | datetime | time | None
Range = tuple[int, int, int, int]  # first row, first column, last row, last column

MOST_CELLS = 5_000_000  # of all the sheets that are read; a filled workbook of 30,000 papers has a tenth of it
ERROR = "#VALUE!"  # stands for error values that `errors.ERRORS` does not know
PRIVATE = "_"  # the sheets of lists that `gen sheet` writes begin with this
STAMP = "_gen "  # so begins the name of the sheet that says which case, and which version of it, a file came from
UNCALCULATED = "#CALC!"  # stands for a formula without a stored value


@dataclass(frozen=True)
class Table:
    """One sheet. `merged` ranges hold their value in the first cell; hidden rows are read like the others."""

    file: str
    name: str
    rows: Sequence[Sequence[Raw]]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    sheet: str = ""  # the name of the sheet in messages; empty where the file is the sheet (CSV)

    def place(self, row: int, column: int) -> Place:
        """The place of a cell, with the address that a spreadsheet shows."""
        return Place(self.file, self.sheet, address(row, column))


@dataclass(frozen=True)
class Book:
    """The sheets of a file in their order, and what is worth saying about them (codes W).

    `stamp`: the name of the sheet without cells that says which kept case the file came from; "" without one.
    """

    file: str
    tables: tuple[Table, ...]
    notices: tuple[Problem, ...] = ()
    stamp: str = ""


def address(row: int, column: int) -> str:
    """A1 address of a cell: (6, 2) is C7."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def column_of(letters: str) -> int:
    """The column that letters name: C is 2."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def tidy(raw: Any) -> Raw:
    """A cell as any library gives it, as a `Raw`."""
    if isinstance(raw, str):
        if not raw.strip():
            return None
        return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    if isinstance(raw, float):
        if not math.isfinite(raw):
            return "#NUM!"
        return int(raw) if raw.is_integer() else raw
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == time() else raw
    if isinstance(raw, timedelta):
        return duration(raw)
    return raw if isinstance(raw, (int, date, time)) else None


def duration(length: timedelta) -> time | str:
    """A cell formatted as hours: a time of day where it can be one, else the text that a spreadsheet shows."""
    seconds = round(length.total_seconds())
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return time(hours, minutes, seconds) if 0 <= hours < 24 else f"{hours}:{minutes:02}:{seconds:02}"


def error_value(text: str) -> str:
    """The text of an error value, as `errors.ERRORS` knows it."""
    return text if text in ERRORS else ERROR


def trimmed(rows: Iterable[Sequence[Raw]]) -> list[Sequence[Raw]]:
    """The rows without the empty cells and rows at their ends."""
    short = [_shortened(row) for row in rows]
    while short and not short[-1]:
        short.pop()
    return short


def _shortened(row: Sequence[Raw]) -> Sequence[Raw]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row if end == len(row) else row[:end]


def hold_cells(file: str, count: int) -> None:
    """Refuse more cells than are safe to hold. Raises: GenError E305."""
    if count > MOST_CELLS:
        raise GenError("E305", file=file, size=f"{count:,} ช่อง", limit=f"{MOST_CELLS:,} ช่อง")


def hidden_notice(table: Table) -> list[Problem]:
    """The word on hidden rows that hold something: they are read, though the clerk does not see them."""
    rows = sorted(row for row in table.hidden_rows if row < len(table.rows) and table.rows[row])
    return [problem("W205", Place(table.file, table.sheet), rows=spans(rows))] if rows else []


def uncalculated_notice(table: Table, cells: Iterable[tuple[int, int]]) -> list[Problem]:
    """The word on formulas that were never calculated; one a sheet, at the first of them."""
    found = sorted(cells)
    if not found:
        return []
    names = ", ".join(address(*cell) for cell in found[:5]) + (" …" if len(found) > 5 else "")
    return [problem("W206", table.place(*found[0]), cells=names)]


def spans(rows: Sequence[int], most: int = 6) -> str:
    """Sorted row numbers as a clerk reads them: (2, 3, 4, 8) is 3–5, 9."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and parts[-1][1] == row - 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    texts = [f"{a + 1}–{b + 1}" if b > a else f"{a + 1}" for a, b in parts]
    return ", ".join(texts[:most]) + (" …" if len(texts) > most else "")
