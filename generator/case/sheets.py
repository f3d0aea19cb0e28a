"""Which sheet is which, and where its headings stand: by name and heading, as people change and misspell them.

In: a form and the tables of a book. Out: a `Grid` a sheet: field keys to columns (or rows, where labels stand upright).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .. import lists
from ..errors import Place, Problem, Problems, guess, problem
from ..fields import Field, Raw
from ..form import Form
from ..source import Book, Table
from ..thai import nearest
from .joined import joined
from .record import bare, names

NUMBER = "ลำดับ"  # column of the main sheet that numbers the cases
LINK = "เรื่องที่"  # column of a list sheet that says which case a row belongs to
POSITION = "ตำแหน่ง"
GUIDE = "คำอธิบาย"  # the sheet, and the column, that explain; never read
IGNORED = (NUMBER, LINK, GUIDE, "ที่", "ลำดับที่", "ตัวอย่าง")
HEAD_ROWS = 20  # a heading row stands within these
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")  # in the name of a sheet of Excel
NEAR = 0.85  # a heading at least this alike is the heading misspelt


@dataclass(frozen=True)
class Wanted:
    """A sheet that the form reads: the main sheet (`path` empty), a record, a list, or a list in either."""

    path: tuple[str, ...]
    title: str
    columns: tuple[Field, ...]
    is_list: bool = False
    outer: Field | None = None  # of a list in a list: the outer list
    as_typed: bool = False  # a table of the clerk's own: a sheet without our headings is read from its first cell on


@dataclass(frozen=True)
class Grid:
    """A sheet whose headings are known: field key to column (`rows`) or to row (`labels`)."""

    table: Table
    wanted: Wanted
    head: int  # the heading row, or the column of labels
    at: Mapping[str, int]
    upright: bool  # True: a row a record; False: a label a row
    link: int | None = None
    parent: int | None = None

    @property
    def absent(self) -> frozenset[str]:
        """Required fields without a heading."""
        needed = (of.key for of in self.wanted.columns if of.required and of.default is None)
        return frozenset(needed) - self.at.keys()


def sheet_name(title: str) -> str:
    """A title as the name of a sheet: what Excel forbids goes, and so does the sign of the hidden sheets of ours."""
    return " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'_ ")[:31] or "แผ่น"


def grids(form: Form, book: Book, problems: list[Problem]) -> list[Grid]:
    """The sheets of the form that the book has, the main one first, each before those inside it.

    Raises: Problems when there is no main sheet.
    """
    found = _wanted(form)
    tables = _assign(found, book, problems)
    return [_grid(want, tables[want.path], form.layout, problems) for want in found if want.path in tables]


def _wanted(form: Form) -> list[Wanted]:
    return [Wanted((), form.title, form.columns), *_inner(form.fields, (), None)]


def _inner(fields: Sequence[Field], path: tuple[str, ...], outer: Field | None) -> Iterator[Wanted]:
    """The sheets of the lists and records among the fields, each before those inside it."""
    for of in fields:
        if of.of:
            here = (*path, of.key)
            yield Wanted(here, of.label, of.columns, of.is_list, outer, of.kind.is_drawn)
            yield from _inner(of.of, here, of if of.is_list else None)


def _assign(wanted: list[Wanted], book: Book, problems: list[Problem]) -> dict[tuple[str, ...], Table]:
    """Which table is which sheet of the form: by name, then by headings for a renamed one."""
    free = {bare(table.name): table for table in book.tables if bare(table.name) != bare(GUIDE)}
    named = {want.path: bare(sheet_name(want.title)) for want in wanted}
    found = {path: free.pop(name) for path, name in named.items() if name in free}
    for want in wanted:
        if want.path in found:
            continue
        alike = [table for table in free.values() if _score(want, table) >= 0.6]
        if len(alike) > 1:
            names = ", ".join(table.name for table in alike)
            problems.append(problem("E207", Place(book.file), sheet=want.title, sheets=names))
        elif alike:
            table = free.pop(bare(alike[0].name))
            found[want.path] = table
            if table.sheet and len(book.tables) > 1:
                problems.append(problem("W203", Place(book.file), sheet=table.name, meant=want.title))
    if () not in found:
        headings = ", ".join(of.label for of in wanted[0].columns[:3])
        raise Problems([*problems, problem("E201", Place(book.file), sheet=wanted[0].title, headings=headings)])
    problems += [problem("W204", Place(book.file), sheet=table.name) for table in free.values() if any(table.rows)]
    return found


def _score(want: Wanted, table: Table) -> float:
    """The share of the sheet's headings that stand in the table's best heading line, row or column."""
    hits, _, _ = _heading_line(want, table, "rows")
    return hits / max(2, len(want.columns))


def _heading_line(want: Wanted, table: Table, layout: str) -> tuple[int, int, bool]:
    """(hits, index, upright) of the row, or for the main sheet also the column, that holds most headings."""
    known, called = {bare(name) for of in want.columns for name in names(of)}, _called(want.columns)

    def hits(cells: Iterable[Raw]) -> int:
        return sum(bare(cell) in known or lists.bare(str(cell)) in called for cell in cells if cell is not None)

    rows = table.rows[:HEAD_ROWS]
    numbered = () if want.is_list else (bare(NUMBER),)  # only cases in rows are
    lines = [(hits(row) + sum(bare(cell) in numbered for cell in row), -r, True) for r, row in enumerate(rows)]
    if not want.is_list:
        width = max(map(len, rows), default=0)
        columns = [[row[c] for row in table.rows if c < len(row)] for c in range(min(4, width))]
        lines += [(hits(cells), -c, False) for c, cells in enumerate(columns)]
    best = max(lines, key=lambda line: (line[0], line[2] == (layout == "rows"), line[1]), default=(0, 0, True))
    return best[0], -best[1], best[2]


def _grid(want: Wanted, table: Table, layout: str, problems: list[Problem]) -> Grid:
    hits, head, upright = _heading_line(want, table, layout)
    if want.as_typed and not hits and want.outer is None:
        return Grid(table, want, -1, {of.key: n for n, of in enumerate(want.columns)}, upright=True)
    if upright and table.rows:
        table = joined(want.columns, table, head)
        _beyond(table, head, problems)
    if upright:
        cells = list(table.rows[head]) if table.rows else []
        place = [table.place(head, c) for c in range(len(cells))]
    else:
        cells = [row[head] if head < len(row) else None for row in table.rows]
        place = [table.place(r, head) for r in range(len(cells))]
    extra = [LINK, *([want.outer.label] if want.outer else [])] if want.is_list else []
    at, special = _headings(want, cells, place, extra, problems)
    known = {*at.values(), *special.values()}
    lost = [str(cell) for i, cell in enumerate(cells) if bare(cell) and i not in known]
    parent = special.get(want.outer.label) if want.outer else None
    grid = Grid(table, want, head, at, upright, special.get(LINK), parent)
    for of in want.columns:
        if of.key in grid.absent:
            near = guess(nearest(of.label, lost))
            problems.append(problem("E202", Place(table.file, table.sheet), heading=of.label, guess=near))
    return grid


def _beyond(table: Table, head: int, problems: list[Problem]) -> None:
    """Cells under no heading: in a CSV file a comma of 15,000 that was not quoted, and all behind it has moved."""
    width = max((n for n, cell in enumerate(table.rows[head], 1) if bare(cell)), default=0)
    longer = [r for r in range(head + 1, len(table.rows)) if len(table.rows[r]) > width]
    if not longer or not width:
        return
    if table.sheet:
        cells = ", ".join(table.place(r, len(table.rows[r]) - 1).cell for r in longer[:5])
        problems.append(problem("W211", Place(table.file, table.sheet), cells=cells + (" …" if longer[5:] else "")))
        return
    for r in longer[:5]:
        row, place = table.rows[r], table.place(r, width)
        problems.append(problem("E211", place, found=row[width], count=len(row), width=width))


def _headings(
    want: Wanted, cells: Sequence[Raw], place: Sequence[Place], extra: Iterable[str], problems: list[Problem]
) -> tuple[dict[str, int], dict[str, int]]:
    """Column of each field, and of the linking columns; misspelt, extra and doubled headings are said."""
    known = {bare(name): of.key for of in want.columns for name in names(of)}
    special = {bare(name): name for name in extra}
    ignored = {bare(name) for name in IGNORED}
    at: dict[str, int] = {}
    links: dict[str, int] = {}
    odd: list[int] = []
    for i, cell in enumerate(cells):
        heading = bare(cell)
        if heading in known and known[heading] in at:
            problems.append(problem("E203", place[i], heading=str(cell)))
        elif heading in known:
            at[known[heading]] = i
        elif heading in special:
            links[special[heading]] = i
        elif heading and heading not in ignored:
            odd.append(i)
    called = _called(want.columns)
    for i in odd:
        key = called.get(lists.bare(str(cells[i])), "")
        if key and key not in at:
            at[key] = i
            continue
        _odd_heading(want, i, str(cells[i]), place[i], at, problems)
    return at, links


def _called(columns: Sequence[Field]) -> dict[str, str]:
    """What lists of ministries call the columns of a list: of its first person, position and school."""
    person = next((of.key for of in columns if of.type == "person"), "")
    position = next((of.key for of in columns if of.label == POSITION), "")
    school = next((of.key for of in columns if of.directory and not of.of), "")
    ways = ((person, lists.WHOLE), (position, lists.POSITION), (school, lists.RECEIVERS["name"]))
    return {lists.bare(word): key for key, words in ways if key for word in words}


def _odd_heading(
    want: Wanted, i: int, heading: str, place: Place, at: dict[str, int], problems: list[Problem]
) -> None:
    """A heading that is not one of the form's: the misspelt one of a missing field, or an extra column."""
    open_fields = {of.label: of for of in want.columns if of.key not in at}
    shown = " ".join(heading.split())
    if meant := nearest(shown, list(open_fields), limit=NEAR):
        at[open_fields[meant].key] = i
        problems.append(problem("W202", place, heading=shown, meant=meant))
    else:
        problems.append(problem("W201", place, heading=shown, guess=guess(nearest(shown, list(open_fields)))))
