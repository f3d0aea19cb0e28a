"""Cases that are filled in at a door: kept as raw cells, looked at as a workbook would be.

In: the cells of sheets as typed. Out: what is missing and wrong, cell by cell, and how far each paper is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from .. import casefile, source
from ..case import Case, Cases, rows
from ..case.sheets import Grid, grids
from ..casefile import CaseFile, Cells, Clash
from ..casefile.outline import Part, Step, outline
from ..errors import GenError, Place, Problem, Problems
from ..fields import Field, Raw, read, show
from ..form import Form, load
from ..make import Standing
from ..make.plan import standing_of
from ..office import Office
from ..sheet.book import draw
from ..sheet.plan import Column, Sheet, plan
from ..source import STAMP, Head

__all__ = [
    "WHOLE", "CaseFile", "Cells", "Clash", "Column", "Mark", "Part", "Saved", "Seen", "Step", "cell_at",
    "folder_of", "listed", "look", "looked_at", "rename", "restore", "save", "start", "take", "versions", "workbook",
]  # fmt: skip

WHOLE = -1  # the row and column of what is wrong with a sheet as such


@dataclass(frozen=True)
class Mark:
    """What is said of one cell of a sheet (from 0; `WHOLE` for the sheet); of a sheet of labels, row 0."""

    sheet: str
    row: int
    column: int
    problem: Problem


@dataclass(frozen=True)
class Seen:
    """A kept case, looked at: its steps, what is said of its cells, and where its papers stand."""

    file: CaseFile
    form: Form
    steps: tuple[Step, ...]
    case: Case | None
    marks: tuple[Mark, ...]
    papers: Mapping[str, Standing]

    @property
    def sheets(self) -> Iterator[Sheet]:
        return (sheet for step in self.steps for part in step.parts for sheet in part.sheets)


@dataclass(frozen=True)
class Saved:
    """A case after a save. With clashes nothing was saved: `seen` is what another hand wrote."""

    seen: Seen
    clashes: tuple[Clash, ...]


def start(office: Office, form: str, now: datetime, name: str = "") -> CaseFile:
    """A new case, empty. Raises: GenError E401, E601."""
    of = load(office.forms, form)
    return casefile.create(office.root, form, heads(of, office), {}, office.user, now, name)


def look(office: Office, form: str, id: str, version: int = 0) -> Seen:
    """A case as it is now, or as it was in one version. Raises: GenError E401, E950, E951."""
    of = load(office.forms, form)
    return looked_at(office, of, as_planned(of, office, casefile.read(office.root, form, id, version)))


def save(office: Office, form: str, id: str, version: int, cells: Cells, now: datetime) -> Saved:
    """Save the cells of some sheets, typed into a version of the case. Raises: GenError E401, E950, E951, E601."""
    of = load(office.forms, form)
    base = as_planned(of, office, casefile.read(office.root, form, id, version))
    last, clashes = casefile.save(office.root, base, cells, office.user, now)
    return Saved(looked_at(office, of, as_planned(of, office, last)), tuple(clashes))


def rename(office: Office, form: str, id: str, name: str, now: datetime) -> CaseFile:
    """Give a case the name that lists show. Raises: GenError E950, E951, E601."""
    of = casefile.read(office.root, form, id)
    return casefile.save(office.root, of, {}, office.user, now, name[:120])[0]


def listed(office: Office, form: str = "") -> list[CaseFile]:
    """The cases that can be read, the newest first; of one form or all."""
    found = []
    for name, id in casefile.listed(office.root):
        if form in ("", name):
            with suppress(GenError):  # told where it is opened
                found.append(casefile.read(office.root, name, id))
    return sorted(found, key=lambda one: one.at, reverse=True)


def versions(office: Office, form: str, id: str) -> list[CaseFile]:
    """The versions that are kept, the newest first, without their cells. Raises: GenError E950."""
    return casefile.versions(office.root, form, id)


def folder_of(office: Office, form: str, id: str) -> Path:
    """The folder of a case. Raises: GenError E950."""
    return casefile.find(office.root, form, id)


def restore(office: Office, form: str, id: str, version: int, now: datetime) -> CaseFile:
    """Make an older version the newest one; all in between stay. Raises: GenError E950, E951, E601."""
    old = casefile.read(office.root, form, id, version)
    last = casefile.read(office.root, form, id)
    empty = dict.fromkeys(last.cells, ())
    return casefile.save(office.root, last, {**empty, **old.cells}, office.user, now)[0]


def workbook(office: Office, seen: Seen) -> bytes:
    """The case as the workbook that `gen sheet` gives, filled; it is known again when it comes back."""
    return filled(seen.form, office, seen.file.cells, f"{STAMP}{seen.file.id} {seen.file.version}")


def filled(form: Form, office: Office, cells: Cells, stamp: str = "") -> bytes:
    """The workbook of a form with these cells."""
    sheets = [replace(sheet, rows=_typed(cells, sheet)) for sheet in plan(form, office, [])]
    return draw(form, office, sheets, example=False, stamp=stamp)


def take(office: Office, form: str, path: Path, now: datetime) -> CaseFile:
    """A new case out of the first case of a file. Raises: GenError E301 to E311, E401; Problems."""
    of = load(office.forms, form)
    made = casefile.create(
        office.root, form, heads(of, office), cells_of(of, office, path), office.user, now, path.stem
    )
    casefile.receive(office.root, made, path.name, path.read_bytes())
    return made


def cells_of(form: Form, office: Office, path: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The cells of a file by the planned sheets, as typed. Raises: as `take`."""
    found = source.read(path)
    if isinstance(found, source.Tree):
        from ..case import read_cases

        cases, _ = read_cases(form, path, office)
        return {sheet.name: _texts(sheet.rows) for sheet in plan(form, office, cases[:1])}
    said: list[Problem] = []
    by_path = {grid.wanted.path: grid for grid in grids(form, found, said)}
    planned = [sheet for sheet in plan(form, office, []) if sheet.path in by_path]
    return {sheet.name: _cells(by_path[sheet.path], sheet, office) for sheet in planned}


def heads(form: Form, office: Office) -> dict[str, Head]:
    """The headings of the planned sheets."""
    return {
        sheet.name: Head(sheet.labels, tuple(column.heading for column in sheet.columns))
        for sheet in plan(form, office, [])
    }


def as_planned(form: Form, office: Office, of: CaseFile) -> CaseFile:
    """A case under the headings of today: a form may have got other columns since it was kept."""
    planned = heads(form, office)
    if planned == of.heads:
        return of
    cells = {name: _moved(of, name, head) for name, head in planned.items()}
    return replace(of, heads=planned, cells=cells)


def _moved(of: CaseFile, name: str, head: Head) -> tuple[tuple[str, ...], ...]:
    """The rows of a sheet with their cells under the same headings as before."""
    was = of.heads.get(name)
    if was is None:
        return ()
    at = {heading: n for n, heading in enumerate(was.headings)}
    columns = [at.get(heading, -1) for heading in head.headings]
    return tuple(
        tuple(row[n] if 0 <= n < len(row) else "" for n in columns) for row in of.cells.get(name, ())
    )


# --- a case that is looked at


def looked_at(office: Office, form: Form, of: CaseFile) -> Seen:
    """A case that is read already, looked at."""
    case, problems = _read(office, form, of)
    steps = tuple(outline(form, office))
    marks = tuple(_marks(form, of, problems))
    papers = {} if case is None else {one.key: standing_of(case, one, office) for one in form.papers}
    return Seen(of, form, steps, case, marks, papers)


def _read(office: Office, form: Form, of: CaseFile) -> tuple[Case | None, list[Problem]]:
    """The case with what can be read of it, and everything that is said of it."""
    said: list[Problem] = []
    try:
        found = Cases(form, office, rows.records(form, of.book, said), said)
        cases = list(found.checked(said))
    except Problems as error:
        return None, [*said, *error.problems]
    return (cases[0] if cases else None), said


def _marks(form: Form, of: CaseFile, problems: Iterable[Problem]) -> Iterator[Mark]:
    main = next(iter(of.heads), "")
    for one in problems:
        sheet = one.place.sheet or main
        row, column = cell_at(one.place, of.heads.get(sheet))
        yield Mark(sheet, row, column, one)


def cell_at(place: Place, head: Head | None) -> tuple[int, int]:
    """The row and column of a page's sheet that an address of the workbook stands for."""
    if head is None or not place.row:
        return WHOLE, WHOLE
    return (0, place.row - 2) if head.labels else (place.row - 2, place.column - 1)


# --- cells


def _cells(grid: Grid, sheet: Sheet, office: Office) -> tuple[tuple[str, ...], ...]:
    """The cells of one sheet of a clerk's file under the planned columns."""
    fields = [column.field for column in sheet.columns]
    if not grid.upright:
        return (tuple(_text(of, _beside(grid, of), office) for of in fields),)
    below = range(grid.head + 1, len(grid.table.rows))
    return tuple(tuple(_text(of, _in_row(grid, of, n), office) for of in fields) for n in below)


def _beside(grid: Grid, of: Field | None) -> Raw:
    """The value right of the label of a field."""
    at = grid.at.get(of.key) if of else None
    row = grid.table.rows[at] if at is not None else ()
    return row[grid.head + 1] if grid.head + 1 < len(row) else None


def _in_row(grid: Grid, of: Field | None, row: int) -> Raw:
    """The value of a row under the heading of a field, or under that of the outer list."""
    column = grid.parent if of is None else grid.at.get(of.key)
    cells = grid.table.rows[row]
    return cells[column] if column is not None and column < len(cells) else None


def _text(of: Field | None, raw: Raw, office: Office) -> str:
    """What was typed, as text: a number or day of Excel as people write it."""
    if raw is None or isinstance(raw, str):
        return raw or ""
    if of is not None:
        value, wrong = read(of, raw, Place(), office)
        if wrong is None and value is not None:
            return str(show(of, value) or "")
    return str(raw)


def _texts(found: Sequence[Sequence[Raw]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple("" if raw is None else str(raw) for raw in row) for row in found)


def _typed(cells: Cells, sheet: Sheet) -> tuple[tuple[Any, ...], ...]:
    width = len(sheet.columns)
    rows = cells.get(sheet.name, ())
    return tuple(tuple(text or None for text in [*row, *[""] * (width - len(row))]) for row in rows)
