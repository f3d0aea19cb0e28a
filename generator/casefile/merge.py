"""Two hands on one case: what each changed is put together, and what both changed otherwise is told.

In: the cells that both began with, and those of each. Out: the cells of both, and the clashes. Rows are compared
as a whole first (difflib), so that rows which one hand put in or took out do not shift what the other typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
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
        """Rows of both, cell by cell where they stand side by side; what both changed otherwise is told."""
        if not len(base) == len(mine) == len(theirs):
            self.clashes.append(Clash(self._name, len(self._merged), mine, theirs))
            self._merged += theirs
            return
        for was, one, other in zip(base, mine, theirs, strict=True):
            cells = [_one_cell(*three) for three in _side_by_side(was, one, other)]
            ours, others = (tuple(pair[n] for pair in cells) for n in (0, 1))
            if ours != others:
                self.clashes.append(Clash(self._name, len(self._merged), (ours,), (others,)))
            self._merged.append(others)


def differ(theirs: Cells, mine: Cells) -> list[Clash]:
    """What differs between two that have no base in common: each place as a clash, rows counted in theirs."""
    found = []
    for sheet, rows in mine.items():
        there = theirs.get(sheet, ())
        for one in _changes(there, rows):
            found.append(Clash(sheet, one.start, one.rows, there[one.start : one.end]))
    return found


def settled(merged: Cells, clashes: Sequence[Clash], mine: Collection[int]) -> dict[str, Rows]:
    """The cells with my side of the clashes whose numbers (from 0) are given, and theirs of the others."""
    cells = dict(merged)
    for n in sorted(mine, key=lambda n: clashes[n].row, reverse=True):  # from below, so that no row moves
        one = clashes[n]
        rows = cells.get(one.sheet, ())
        cells[one.sheet] = (*rows[: one.row], *one.mine, *rows[one.row + len(one.theirs) :])
    return cells


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


def _side_by_side(*rows: Row) -> Iterator[tuple[str, ...]]:
    """The cells of rows, side by side; a shorter row ends with empty ones."""
    width = max(map(len, rows))
    return zip(*((*row, *[""] * (width - len(row))) for row in rows), strict=True)


def _one_cell(was: str, mine: str, theirs: str) -> tuple[str, str]:
    """A cell of both: two texts that are one, unless both hands changed it otherwise."""
    if mine in (was, theirs):
        return theirs, theirs
    return (mine, mine) if theirs == was else (mine, theirs)
