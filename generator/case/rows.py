"""The sheets of a book to records: rows under headings or right of labels, lists given to their case or row.

Records of the main sheet are made while one goes through them, each time anew; only those of the other sheets stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import Place, Problem, guess, problem
from ..fields import Field, Raw
from ..form import Form
from ..source import Book, Table
from ..thai import arabic_digits, nearest
from .record import Record, bare, blank, known
from .sheets import LINK, NUMBER, Grid, grids

EXAMPLES = "ตัวอย่าง"  # the heading of the column beside the cells to fill in
DITTO = ('"', "''", "〃", "”", "“", '-"-', '" "', ",,", "-\u201d-")  # „as above"
EXAMPLE = "เช่น "  # how the cells above the headings begin


@dataclass(frozen=True)
class Main:
    """The cases of the main sheet; `given` are what other sheets give them, by their row."""

    grid: Grid
    given: dict[int, Record]

    def __iter__(self) -> Iterator[Record]:
        for r, record in self.rows():
            if r in self.given:
                record.lists, record.records = self.given[r].lists, self.given[r].records
            yield record

    def __len__(self) -> int:
        """The rows below the headings, empty ones too."""
        return max(len(self.grid.table.rows) - self.grid.head - 1, 0) if self.grid.upright else 1

    def rows(self) -> Iterator[tuple[int, Record]]:
        """(row, record) of each case, without what other sheets give."""
        return _records(self.grid) if self.grid.upright else iter([(0, _single(self.grid))])

    def to(self, r: int) -> Record:
        """What is given to the case in this row."""
        return self.given.setdefault(r, Record(_place_of(self.grid, r)))


def records(form: Form, book: Book, problems: list[Problem]) -> Main:
    """The cases of a book."""
    grid, *others = grids(form, book, problems)
    main = Main(grid, {})
    if not any(main.rows()):
        problems.append(problem("E204", Place(grid.table.file, grid.table.sheet)))
        return main
    by_number = _numbers(main) if others else {}
    for other in others:
        path = other.wanted.path
        if other.wanted.is_list:
            _fill(other, main, by_number, problems)
        else:
            _holder(main.to(next(iter(by_number.values()))), path).records[path[-1]] = _single(other)
    return main


def _holder(case: Record, path: tuple[str, ...]) -> Record:
    """The record that a sheet's rows belong to: the case, or the record in it that the sheet's path leads through."""
    for key in path[:-1]:
        case = case.records.setdefault(key, Record(case.where))
    return case


def _numbers(main: Main) -> dict[int, int]:
    """The row of each case by its number: the one that is typed, or its place among the cases."""
    rows = main.grid.table.rows
    head = rows[main.grid.head] if main.grid.upright and rows else ()
    column = next((c for c, cell in enumerate(head) if bare(cell) == bare(NUMBER)), len(head))
    found = {}
    for n, (r, _) in enumerate(main.rows(), 1):
        typed = _integer(rows[r][column]) if column < min(len(head), len(rows[r])) else None
        found[typed or n] = r
    return found


def _single(grid: Grid) -> Record:
    """The one record of a sheet: right of each label, or the first row under the headings."""
    table = grid.table
    if grid.upright:
        return next((record for _, record in _records(grid)), Record(lambda key: table.place(grid.head, 0)))
    column, whole = grid.head + 1, Place(table.file, table.sheet)
    record = Record(lambda key: table.place(grid.at[key], column) if key in grid.at else whole, absent=grid.absent)
    examples = next((c for row in table.rows[:2] for c, cell in enumerate(row) if bare(cell) == EXAMPLES), None)
    for key, r in grid.at.items():
        row = table.rows[r]
        record.entries[key] = row[column] if column < len(row) else None
        if examples is not None and examples < len(row) and not blank(row[examples]):
            told = any(bare(row[examples]) in bare(cell) for cell in row[:examples])  # the workbook names its default
            record.beside |= {} if told else {key: (row[examples], table.place(r, examples))}
    return record


def _records(grid: Grid) -> Iterator[tuple[int, Record]]:
    """(row, record) of each filled row under the headings; a row that only goes on with a list of lines is joined."""
    table, lines = grid.table, {of.key for of in grid.wanted.columns if of.kind.lines}
    merged, absent = _merged(table, grid.head), grid.absent
    last: Record | None = None
    for r in (*_typed_over(grid), *range(grid.head + 1, len(table.rows))):
        row = table.rows[r]
        cells = {key: row[c] for key, c in grid.at.items() if c < len(row) and not blank(row[c])}
        if r < grid.head:
            cells = {key: raw for key, raw in cells.items() if not _is_example(raw)}
        if not cells:
            continue
        if last is not None and grid.wanted.is_list:
            cells = {key: last.entries.get(key) if raw in DITTO else raw for key, raw in cells.items()}
        if last is not None and grid.wanted.is_list and lines and set(cells) <= lines:
            for key, raw in cells.items():
                before = last.entries.get(key)
                last.entries[key] = raw if before is None else f"{before}\n{raw}"
            continue
        for key, c in grid.at.items() if merged else ():
            cells.setdefault(key, merged.get((r, c)))
        last = Record(_place_of(grid, r), cells, absent=absent)
        yield r, last


def _typed_over(grid: Grid) -> tuple[int, ...]:
    """The row of examples above the headings, where somebody has typed a row of the list into it."""
    needed = [grid.at[of.key] for of in grid.wanted.columns if of.required and of.default is None and of.key in grid.at]
    r = grid.head - 1
    row = grid.table.rows[r] if r >= 0 and grid.wanted.is_list else ()
    typed = [row[c] for c in grid.at.values() if c < len(row) and not blank(row[c]) and not _is_example(row[c])]
    first = row[needed[0]] if needed and needed[0] < len(row) else None
    return (r,) if len(typed) > 1 and not blank(first) and not _is_example(first) else ()


def _is_example(raw: Raw) -> bool:
    return isinstance(raw, str) and raw.startswith(EXAMPLE)


def _fill(grid: Grid, main: Main, by_number: Mapping[int, int], problems: list[Problem]) -> None:
    """Give the rows of a list sheet to their case, and those of a list in a list to their row."""
    case = main.to(next(iter(by_number.values()))) if len(by_number) == 1 else None
    parent: Record | None = None
    merged = _merged(grid.table, grid.head)
    outer: dict[int, Outer] = {}
    for r, record in _records(grid):
        if r < grid.head:
            problems.append(problem("W208", record.where(""), row=r + 1))
        typed = _cell(grid, r, grid.link, merged)
        if typed is not None:
            number, parent = _integer(typed) or 0, None
            case = main.to(by_number[number]) if number in by_number else None
            if case is None:
                place = grid.table.place(r, grid.link or 0)
                problems.append(problem("E133", place, label=LINK, found=typed, parent="หลัก"))
                continue
        if case is None:
            problems.append(problem("E134", record.where(""), label=LINK, what="เรื่องที่เท่า"))
            continue
        path, holder = grid.wanted.path, case
        if grid.wanted.outer is None:
            _holder(holder, path).lists.setdefault(path[-1], []).append(record)
            continue
        held = _holder(holder, path[:-1])
        if id(held) not in outer:
            outer[id(held)] = Outer.of(held, grid.wanted.outer)
        parent = _parent(grid, r, outer[id(held)], parent, merged, problems)
        if parent:
            parent.lists.setdefault(path[-1], []).append(record)


class Outer(NamedTuple):
    """The rows of a list that other rows lie in, by the names and the numbers that those call them by."""

    label: str
    rows: Sequence[Record]
    by_title: Mapping[str, Record]
    by_number: Mapping[str, Record]
    titles: Sequence[str]

    @classmethod
    def of(cls, held: Record, outer: Field) -> Outer:
        rows, title = held.lists.get(outer.key, []), outer.columns[0].key
        titled = [row for row in rows if title in row.entries]
        by_title = {known(row.entries[title]): row for row in titled}
        by_number = {bare(n): row for n, row in enumerate(rows, 1)}
        return cls(outer.label, rows, by_title, by_number, [str(row.entries[title]) for row in titled])


def _parent(
    grid: Grid,
    r: int,
    outer: Outer,
    last: Record | None,
    merged: Mapping[tuple[int, int], Raw],
    problems: list[Problem],
) -> Record | None:
    """The row of the outer list that a sub-row belongs to: named, numbered, or the one above."""
    typed = _cell(grid, r, grid.parent, merged)
    place = grid.table.place(r, grid.parent or 0)
    if typed is None:
        found = last or (outer.rows[0] if len(outer.rows) == 1 else None)
        if found is None:
            problems.append(problem("E134", place, label=outer.label, what=outer.label))
        return found
    found = outer.by_title.get(known(typed)) or outer.by_number.get(bare(typed))
    if found is None:
        meant = guess(nearest(str(typed), outer.titles))
        problems.append(problem("E132", place, label=outer.label, found=typed, parent=outer.label, guess=meant))
    return found


def _cell(grid: Grid, r: int, column: int | None, merged: Mapping[tuple[int, int], Raw]) -> Raw:
    if column is None:
        return None
    row = grid.table.rows[r]
    raw = row[column] if column < len(row) else None
    return merged.get((r, column)) if blank(raw) else raw


def _merged(table: Table, head: int) -> dict[tuple[int, int], Raw]:
    """The value of the first cell for every other cell merged with it downwards."""
    return {
        (r, c0): table.rows[r0][c0]
        for r0, c0, r1, _ in table.merged
        if head < r0 < r1 and r0 < len(table.rows) and c0 < len(table.rows[r0])
        for r in range(r0 + 1, min(r1 + 1, len(table.rows)))
    }


def _place_of(grid: Grid, r: int) -> Callable[[str], Place]:
    """The places of a row: its cell under the heading of a field, or its first."""
    return lambda key: grid.table.place(r, grid.at[key] if key in grid.at else min(grid.at.values()))


def _integer(raw: Raw) -> int | None:
    text = arabic_digits(str(raw)).strip().rstrip(".")
    return int(float(text)) if text.replace(".0", "").isdecimal() else None
