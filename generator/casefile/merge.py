"""Two hands on one case: what each changed is put together, and what both changed otherwise is told.

In: the cells that both began with, and those of each. Out: the cells of both, and the clashes. Rows are compared
as a whole first (difflib), so that rows which one hand put in or took out do not shift what the other typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Row = tuple[str, ...]
Rows = tuple[Row, ...]
Cells = Mapping[str, Rows]  # by name of the sheet; a sheet of labels has one row


@dataclass(frozen=True)
class Clash:
    """Rows of a sheet, from `row` on (0 the first), that two hands changed otherwise."""

    sheet: str
    row: int
    mine: Rows
    theirs: Rows


@dataclass(frozen=True)
class _Change:
    """Rows `start` to `end` of the base (without `end`), and what one hand made of them."""

    start: int
    end: int
    rows: Rows


def merge(base: Cells, mine: Cells, theirs: Cells) -> tuple[dict[str, Rows], list[Clash]]:
    """The cells of both, and the clashes; where there is one, the cells have theirs."""
    merged: dict[str, Rows] = {}
    clashes: list[Clash] = []
    for sheet in dict.fromkeys([*theirs, *mine]):
        rows = _Sheet(sheet, base.get(sheet, ()), mine.get(sheet, ()), theirs.get(sheet, ()))
        merged[sheet] = rows.merged()
        clashes += rows.clashes
    return merged, clashes


class _Sheet:
    def __init__(self, name: str, base: Rows, mine: Rows, theirs: Rows) -> None:
        self._name, self._base = name, base
        self._mine = _changes(base, mine)
        self._theirs = _changes(base, theirs)
        self._merged: list[Row] = []
        self.clashes: list[Clash] = []

    def merged(self) -> Rows:
        at = 0
        for start, end in _regions([*self._mine, *self._theirs]):
            self._merged += self._base[at:start]
            self._settle(start, end)
            at = end
        return (*self._merged, *self._base[at:])

    def _settle(self, start: int, end: int) -> None:
        """Put what both made of one region of the base to the merged rows."""
        base = self._base[start:end]
        mine = _applied(self._base, self._mine, start, end)
        theirs = _applied(self._base, self._theirs, start, end)
        if mine in (base, theirs):
            self._merged += theirs
        elif theirs == base:
            self._merged += mine
        elif not base:  # both put rows in at one place
            self._merged += (*theirs, *mine)
        else:
            self._settle_cells(base, mine, theirs)

    def _settle_cells(self, base: Rows, mine: Rows, theirs: Rows) -> None:
        cells = _cell_by_cell(base, mine, theirs) if len(base) == len(mine) == len(theirs) else None
        if cells is None:
            self.clashes.append(Clash(self._name, len(self._merged), mine, theirs))
        self._merged += theirs if cells is None else cells


def _changes(base: Rows, after: Rows) -> list[_Change]:
    matcher = SequenceMatcher(None, base, after, autojunk=False)
    found = (code for code in matcher.get_opcodes() if code[0] != "equal")
    return [_Change(start, end, after[low:high]) for _, start, end, low, high in found]


def _regions(changes: Sequence[_Change]) -> Iterator[tuple[int, int]]:
    """The regions of the base that changes touch; those that overlap are one."""
    start = end = -1
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        if start >= 0 and (change.start < end or change.start == start):
            end = max(end, change.end)
            continue
        if start >= 0:
            yield start, end
        start, end = change.start, change.end
    if start >= 0:
        yield start, end


def _applied(base: Rows, changes: Sequence[_Change], start: int, end: int) -> Rows:
    """What one hand made of a region."""
    rows: list[Row] = []
    at = start
    for change in changes:
        if start <= change.start and change.end <= end and (change.start < end or start == end):
            rows += (*base[at : change.start], *change.rows)
            at = change.end
    return (*rows, *base[at:end])


def _cell_by_cell(base: Rows, mine: Rows, theirs: Rows) -> Rows | None:
    """Rows whose cells were changed by one hand or the other; None where both changed one otherwise."""
    merged = []
    for was, one, other in zip(base, mine, theirs, strict=True):
        cells = [_one_cell(*three) for three in _side_by_side(was, one, other)]
        if None in cells:
            return None
        merged.append(tuple(cell for cell in cells if cell is not None))
    return tuple(merged)


def _side_by_side(*rows: Row) -> Iterator[tuple[str, ...]]:
    """The cells of rows, side by side; a shorter row ends with empty ones."""
    width = max(map(len, rows))
    return zip(*((*row, *[""] * (width - len(row))) for row in rows), strict=True)


def _one_cell(was: str, mine: str, theirs: str) -> str | None:
    if mine in (was, theirs):
        return theirs
    return mine if theirs == was else None
