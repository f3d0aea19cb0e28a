"""Cases out of a file: the sheets of a workbook, CSV files or YAML, all through the schema of one form.

In: a form and a path. Out: `Case`s with typed values, and notices (W…); or `Problems` with everything that is wrong,
each at its cell. Roads: tables and trees become *records* (raw entries by field key), records become cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from . import source
from .errors import Place, Problem, Problems, fatal, guess, problem
from .fields import Field, Raw, read
from .form import Form
from .office import Office
from .source import Book, Branch, Leaf, Node, Row, Table, Tree
from .thai import arabic_digits, clean, nearest

NUMBER = "ลำดับ"  # column of the main sheet that numbers the cases
LINK = "เรื่องที่"  # column of a list sheet that says which case a row belongs to
GUIDE = "คำอธิบาย"  # the sheet, and the column, that explain; never read
IGNORED = (NUMBER, LINK, GUIDE, "ที่", "ลำดับที่", "ตัวอย่าง")
HEAD_ROWS = 20  # a heading row stands within these
NEAR = 0.85  # a heading at least this alike is the heading misspelt


@dataclass(frozen=True)
class Case:
    """One case of a form: values by field key (lists are tuples of mappings), and where it was read."""

    form: Form
    number: int
    values: Mapping[str, Any]
    place: Place


class Entry(NamedTuple):
    """A raw value and where it stands; the place is worked out only when a message needs it."""

    raw: Raw
    where: Callable[[], Place]


@dataclass
class Record:
    """The raw entries of a case or of a row of a list, by field key, and its sub-rows by list key."""

    where: Callable[[], Place]
    entries: dict[str, Entry] = field(default_factory=dict)
    lists: dict[str, list[Record]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()  # fields whose heading is missing, which is said once


def read_cases(form: Form, path: Path, office: Office) -> tuple[list[Case], list[Problem]]:
    """Read every case of a file. Raises: Problems with all that is wrong, in the order of the sheets."""
    found = source.read(path)
    problems: list[Problem] = []
    if isinstance(found, Tree):
        records = list(_from_tree(form, found, problems))
    else:
        problems += found.notices
        records = _from_book(form, found, problems)
    values = [_values(form.fields, record, office, problems) for record in records]
    if any(fatal(problems)):
        raise Problems(problems)
    cases = zip(values, records, strict=True)
    return [Case(form, n, value, record.where()) for n, (value, record) in enumerate(cases, 1)], problems


# --- records to values


def _values(fields: Sequence[Field], record: Record, office: Office, problems: list[Problem]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for of in fields:
        if of.is_list:
            values[of.key] = _rows(of, record, office, problems)
            continue
        if of.key in record.absent:
            values[of.key] = None
            continue
        entry = record.entries.get(of.key)
        values[of.key], wrong = read(of, entry.raw if entry else None, EMPTY, office)
        if wrong:  # or worth saying
            place = (entry.where if entry else record.where)()
            problems.append(Problem(wrong.code, place, wrong.text, wrong.label, wrong.example))
    return values


def _rows(of: Field, record: Record, office: Office, problems: list[Problem]) -> tuple[dict[str, Any], ...]:
    rows = record.lists.get(of.key, [])
    least = of.low or (1 if of.required else 0)
    if len(rows) < least:
        problems.append(problem("E130", record.where(), label=of.label, least=least))
    if of.high is not None and len(rows) > of.high:
        place = rows[of.high].where()
        problems.append(problem("E131", place, label=of.label, count=len(rows), most=of.high))
    return tuple(_values(of.of, row, office, problems) for row in rows)


EMPTY = Place()


# --- a YAML tree to records


def _from_tree(form: Form, tree: Tree, problems: list[Problem]) -> Iterator[Record]:
    nodes = tree.root.items if isinstance(tree.root, Row) else [tree.root]
    for node in nodes:
        yield _branch(form.fields, node, tree, problems)


def _branch(fields: Sequence[Field], node: Node, tree: Tree, problems: list[Problem]) -> Record:
    record = Record(lambda: tree.place(node))
    if not isinstance(node, Branch):
        problems.append(problem("E206", tree.place(node), expected="รายการ ชื่อช่อง: ค่า"))
        return record
    known = {_bare(name): of for of in fields for name in _names(of)}
    for key, child in node.items.items():
        of = known.get(_bare(key))
        if of is None:
            meant = guess(nearest(key, [of.key for of in fields] + [of.label for of in fields]))
            problems.append(problem("E205", tree.place(child), key=key, guess=meant))
        elif of.is_list:
            record.lists[of.key] = _branches(of, child, tree, problems)
        else:
            record.entries[of.key] = _leaf(of, child, tree, problems)
    return record


def _branches(of: Field, node: Node, tree: Tree, problems: list[Problem]) -> list[Record]:
    if isinstance(node, Leaf) and node.text is None:
        return []
    if not isinstance(node, Row):
        problems.append(problem("E206", tree.place(node), label=of.label, expected="รายการที่ขึ้นต้นแต่ละข้อด้วย -"))
        return []
    return [_branch(of.of, child, tree, problems) for child in node.items]


def _leaf(of: Field, node: Node, tree: Tree, problems: list[Problem]) -> Entry:
    if of.kind.lines and isinstance(node, Row) and all(isinstance(child, Leaf) for child in node.items):
        text = "\n".join(child.text or "" for child in node.items if isinstance(child, Leaf))
        return Entry(text, lambda: tree.place(node))
    if not isinstance(node, Leaf):
        problems.append(problem("E206", tree.place(node), label=of.label, expected="ข้อความ"))
        return Entry(None, lambda: tree.place(node))
    return Entry(node.text, lambda: tree.place(node))


# --- the sheets of a workbook to records


@dataclass(frozen=True)
class Wanted:
    """A sheet that the form reads: the main sheet (`path` empty), a list, or a list in a list."""

    path: tuple[str, ...]
    title: str
    columns: tuple[Field, ...]
    parent: Field | None = None  # of a list in a list: the outer list


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


def _wanted(form: Form) -> list[Wanted]:
    found = [Wanted((), form.title, form.columns)]
    for of in form.lists:
        found.append(Wanted((of.key,), of.label, of.columns))
        found += [Wanted((of.key, sub.key), sub.label, sub.columns, of) for sub in of.lists]
    return found


def _from_book(form: Form, book: Book, problems: list[Problem]) -> list[Record]:
    tables = _assign(_wanted(form), book, problems)
    grids = {path: _grid(wanted, table, form.layout, problems) for path, (wanted, table) in tables.items()}
    records = _main(grids[()], problems)
    for of in form.lists:
        if grid := grids.get((of.key,)):
            _fill(grid, records, problems)
        for sub in of.lists:
            if grid := grids.get((of.key, sub.key)):
                _fill(grid, records, problems)
    return [record for _, record in records]


def _assign(
    wanted: list[Wanted], book: Book, problems: list[Problem]
) -> dict[tuple[str, ...], tuple[Wanted, Table]]:
    """Which table is which sheet of the form: by name, then by headings for a renamed one."""
    free = {_bare(table.name): table for table in book.tables if _bare(table.name) != _bare(GUIDE)}
    found = {want.path: (want, free.pop(_bare(want.title))) for want in wanted if _bare(want.title) in free}
    for want in wanted:
        if want.path in found:
            continue
        alike = [table for table in free.values() if _score(want, table) >= 0.6]
        if len(alike) > 1:
            names = ", ".join(table.name for table in alike)
            problems.append(problem("E207", Place(book.file), sheet=want.title, sheets=names))
        elif alike:
            table = free.pop(_bare(alike[0].name))
            found[want.path] = (want, table)
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
    names = {_bare(name) for of in want.columns for name in _names(of)}
    rows = table.rows[:HEAD_ROWS]
    lines = [(sum(_bare(cell) in names for cell in row), -r, True) for r, row in enumerate(rows)]
    if not want.path:
        width = max(map(len, rows), default=0)
        columns = [[row[c] for row in table.rows if c < len(row)] for c in range(min(4, width))]
        lines += [(sum(_bare(cell) in names for cell in cells), -c, False) for c, cells in enumerate(columns)]
    best = max(lines, key=lambda line: (line[0], line[2] == (layout == "rows"), line[1]), default=(0, 0, True))
    return best[0], -best[1], best[2]


def _grid(want: Wanted, table: Table, layout: str, problems: list[Problem]) -> Grid:
    _, head, upright = _heading_line(want, table, layout)
    if upright:
        cells = list(table.rows[head]) if table.rows else []
        place = [table.place(head, c) for c in range(len(cells))]
    else:
        cells = [row[head] if head < len(row) else None for row in table.rows]
        place = [table.place(r, head) for r in range(len(cells))]
    extra = {LINK: None, **({want.parent.label: None} if want.parent else {})} if want.path else {}
    at, special = _headings(want, cells, place, extra, problems)
    known = {*at.values(), *special.values()}
    lost = [str(cell) for i, cell in enumerate(cells) if _bare(cell) and i not in known]
    parent = special.get(want.parent.label) if want.parent else None
    grid = Grid(table, want, head, at, upright, special.get(LINK), parent)
    for of in want.columns:
        if of.key in grid.absent:
            near = guess(nearest(of.label, lost))
            problems.append(problem("E202", Place(table.file, table.sheet), heading=of.label, guess=near))
    return grid


def _headings(
    want: Wanted, cells: Sequence[Raw], place: Sequence[Place], extra: Iterable[str], problems: list[Problem]
) -> tuple[dict[str, int], dict[str, int]]:
    """Column of each field, and of the linking columns; misspelt, extra and doubled headings are said."""
    names = {_bare(name): of for of in want.columns for name in _names(of)}
    special = {_bare(name): name for name in extra}
    at: dict[str, int] = {}
    links: dict[str, int] = {}
    odd: list[int] = []
    for i, cell in enumerate(cells):
        bare = _bare(cell)
        if bare in names and names[bare].key in at:
            problems.append(problem("E203", place[i], heading=str(cell)))
        elif bare in names:
            at[names[bare].key] = i
        elif bare in special:
            links[special[bare]] = i
        elif bare and bare not in map(_bare, IGNORED):
            odd.append(i)
    for i in odd:
        _odd_heading(want, i, str(cells[i]), place[i], at, problems)
    return at, links


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


def _main(grid: Grid, problems: list[Problem]) -> list[tuple[int, Record]]:
    """(number, record) of each case of the main sheet."""
    if not grid.upright:
        return [(1, _upright_record(grid))]
    numbers = [c for c, cell in enumerate(grid.table.rows[grid.head]) if _bare(cell) == _bare(NUMBER)]
    records: list[tuple[int, Record]] = []
    for r, record in _records(grid):
        typed = _integer(grid.table.rows[r][numbers[0]]) if numbers and numbers[0] < len(grid.table.rows[r]) else None
        records.append((typed or len(records) + 1, record))
    if not records:
        problems.append(problem("E204", Place(grid.table.file, grid.table.sheet)))
    return records


def _upright_record(grid: Grid) -> Record:
    """The one case of a sheet of labels: the value stands right of its label."""
    table, column = grid.table, grid.head + 1
    record = Record(lambda: Place(table.file, table.sheet), absent=grid.absent)
    for key, r in grid.at.items():
        row = table.rows[r]
        raw = row[column] if column < len(row) else None
        record.entries[key] = Entry(raw, lambda r=r: table.place(r, column))  # type: ignore[misc]
    return record


def _records(grid: Grid) -> Iterator[tuple[int, Record]]:
    """(row, record) of each filled row under the headings; a row that only goes on with a list of lines is joined."""
    table, lines = grid.table, {of.key for of in grid.wanted.columns if of.kind.lines}
    merged = _merged(table, grid.head)
    last: Record | None = None
    for r in range(grid.head + 1, len(table.rows)):
        row = table.rows[r]
        cells = {key: row[c] for key, c in grid.at.items() if c < len(row) and not _blank(row[c])}
        if not cells:
            continue
        if last is not None and grid.wanted.path and lines and set(cells) <= lines:
            for key, raw in cells.items():
                before = last.entries.get(key)
                joined = f"{before.raw}\n{raw}" if before and before.raw is not None else raw
                last.entries[key] = Entry(joined, before.where if before else _at(table, r, grid.at[key]))
            continue
        last = Record(_at(table, r, min(grid.at.values())), absent=grid.absent)
        for key, c in grid.at.items():
            raw = cells.get(key, merged.get((r, c)))
            last.entries[key] = Entry(raw, _at(table, r, c))
        yield r, last


def _fill(grid: Grid, cases: list[tuple[int, Record]], problems: list[Problem]) -> None:
    """Give the rows of a list sheet to their case, and those of a list in a list to their row."""
    if not cases:
        return
    case = cases[0][1] if len(cases) == 1 else None
    by_number = dict(cases)
    parent: Record | None = None
    merged = _merged(grid.table, grid.head)
    for r, record in _records(grid):
        typed = _cell(grid, r, grid.link, merged)
        if typed is not None:
            case, parent = by_number.get(_integer(typed) or 0), None
            if case is None:
                place = grid.table.place(r, grid.link or 0)
                problems.append(problem("E133", place, label=LINK, found=typed, parent="หลัก"))
                continue
        if case is None:
            problems.append(problem("E134", record.where(), label=LINK, what="เรื่องที่เท่า"))
            continue
        if grid.wanted.parent is None:
            case.lists.setdefault(grid.wanted.path[0], []).append(record)
            continue
        parent = _parent(grid, r, case, parent, merged, problems)
        if parent:
            parent.lists.setdefault(grid.wanted.path[1], []).append(record)


def _parent(
    grid: Grid,
    r: int,
    case: Record,
    last: Record | None,
    merged: Mapping[tuple[int, int], Raw],
    problems: list[Problem],
) -> Record | None:
    """The row of the outer list that a sub-row belongs to: named, numbered, or the one above."""
    outer = grid.wanted.parent
    assert outer is not None
    rows = case.lists.get(outer.key, [])
    typed = _cell(grid, r, grid.parent, merged)
    if typed is None:
        found = last or (rows[0] if len(rows) == 1 else None)
        if found is None:
            problems.append(problem("E134", grid.table.place(r, grid.parent or 0), label=outer.label, what=outer.label))
        return found
    names = {_bare(row.entries[outer.columns[0].key].raw): row for row in rows if outer.columns[0].key in row.entries}
    by_order = {_bare(n): row for n, row in enumerate(rows, 1)}
    found = names.get(_bare(typed)) or by_order.get(_bare(typed))
    if found is None:
        titles = [str(row.entries[outer.columns[0].key].raw) for row in rows]
        place, meant = grid.table.place(r, grid.parent or 0), guess(nearest(str(typed), titles))
        problems.append(problem("E132", place, label=outer.label, found=typed, parent=outer.label, guess=meant))
    return found


def _cell(grid: Grid, r: int, column: int | None, merged: Mapping[tuple[int, int], Raw]) -> Raw:
    if column is None:
        return None
    row = grid.table.rows[r]
    raw = row[column] if column < len(row) else None
    return merged.get((r, column)) if _blank(raw) else raw


def _merged(table: Table, head: int) -> dict[tuple[int, int], Raw]:
    """The value of the first cell for every other cell merged with it downwards."""
    return {
        (r, c0): table.rows[r0][c0]
        for r0, c0, r1, _ in table.merged
        if head < r0 < r1 and r0 < len(table.rows) and c0 < len(table.rows[r0])
        for r in range(r0 + 1, min(r1 + 1, len(table.rows)))
    }


def _at(table: Table, r: int, c: int) -> Callable[[], Place]:
    return lambda: table.place(r, c)


def _names(of: Field) -> tuple[str, ...]:
    return (of.label, of.key, *of.aliases)


def _bare(name: object) -> str:
    """A heading without what people change: spaces, line breaks, `*`, digits' kind, letter case."""
    if name is None:
        return ""
    return "".join(arabic_digits(clean(str(name))).split()).replace("*", "").rstrip(":").casefold()


def _blank(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _integer(raw: Raw) -> int | None:
    text = arabic_digits(str(raw)).strip().rstrip(".")
    return int(float(text)) if text.replace(".0", "").isdecimal() else None
