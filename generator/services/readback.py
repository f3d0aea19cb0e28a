"""What a clerk changed in Word, written back into the kept case that the paper was made from.

In: a paper read back (`services.compare`). Out: the case, saved once more with the cells that say what the paper says;
and what stands there no cell could be found for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..case.record import Record
from ..catalogue import CASE, Catalogue, Entry, Query
from ..errors import GenError, Place
from ..fields import Field, show
from ..form import Form
from ..office import Office
from ..paper.back import Reading
from ..paper.data import is_case_of, likeness
from ..paper.known import Known
from ..paper.origin import Origin
from . import cases
from .cases import CaseFile, Seen
from .compare import read_back

__all__ = ["WrittenBack", "case_of", "changed", "write_back"]

MOST = 300  # cases of a form that are looked through


@dataclass(frozen=True)
class WrittenBack:
    """A case after its paper was read back: what was written into it, and what is left to be done by hand."""

    case: CaseFile
    done: tuple[Reading, ...]
    left: tuple[Reading, ...]


def changed(office: Office, paper: Known) -> list[Reading]:
    """What a paper says otherwise than its case did; without what issuing it put in.

    Raises: GenError E301, E306, E611, E612, E801.
    """
    of = paper.origin
    issued = of is not None and bool(of.issued or of.day)
    return [one for one in read_back(office, paper) if one.changed and not (one.sure and issued)]


def case_of(office: Office, catalogue: Catalogue, paper: Known) -> Entry | None:
    """The kept case that a paper was made from: of several that are told apart by nothing, the one most alike."""
    of = paper.origin
    if of is None:
        return None
    found: list[tuple[int, int, Entry]] = []
    for entry in catalogue.search(Query(kind=CASE, form=of.form), MOST):
        with suppress(GenError):  # told where it is opened
            case = cases.look(office, entry.form, entry.paper).case
            if case and is_case_of(of, case, office):
                found.append((likeness(of, case), entry.changed, entry))
    return max(found, key=lambda one: one[:2])[2] if found else None


def write_back(office: Office, entry: Entry, paper: Known, now: datetime) -> WrittenBack:
    """Write what a paper says otherwise into its case. Raises: as `changed`; GenError E401, E950, E951, E601."""
    readings = changed(office, paper)
    seen = cases.look(office, entry.form, entry.paper)
    done: list[Reading] = []
    for one in readings:
        new = _written(office, seen, _path(seen.form, paper.origin, one), one.now)
        if new:
            seen = new
            done.append(one)
    saved = cases.save(office, entry.form, entry.paper, seen.file.version, seen.file.cells, now)
    left = tuple(one for one in readings if one not in done)
    return WrittenBack(saved.seen.file, tuple(done), left)


def _written(office: Office, seen: Seen, path: Sequence[str], text: str) -> Seen | None:
    """The case with a text in the cell of a value; None unless the value then is what the text says."""
    at = _cell(seen, path)
    if at is None:
        return None
    sheet, row, column, line = at
    cells = with_text(seen.file, sheet, row, column, line, text)
    new = cases.looked_at(office, seen.form, replace(seen.file, cells=cells))
    said = new.case and _value(seen.form.fields, new.case.values, path)
    return new if said == text else None


def with_text(of: CaseFile, sheet: str, row: int, column: int, line: int, text: str) -> cases.Cells:
    """The cells of a case with another text in one: all of it, or one of its lines (from 1)."""
    rows = [list(cells) for cells in of.cells.get(sheet, ())]
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [""] * (column + 1 - len(rows[row]))
    lines = rows[row][column].splitlines() if line else []
    if 0 < line <= len(lines):
        lines[line - 1] = text
        text = "\n".join(lines)
    rows[row][column] = text
    return {**of.cells, sheet: tuple(map(tuple, rows))}


def _path(form: Form, of: Origin | None, one: Reading) -> list[str]:
    """The way to a value in its case: the late values of a paper with a record of its own stand in that record."""
    path = one.key.split(".")
    record = form.paper(of.paper).record if of else ""
    own = next((field for field in form.fields if field.key == record), None)
    if one.sure and own and any(field.key == path[0] for field in own.of):
        return [record, *path]
    return path


def _cell(seen: Seen, path: Sequence[str]) -> tuple[str, int, int, int] | None:
    """Sheet, row and column of a value, and which of its lines (from 1; 0: all of it)."""
    record = seen.case.record if seen.case else None
    keys = list(path)
    while record is not None and keys:
        key = keys.pop(0)
        if key in record.records:
            record = record.records[key]
        elif key in record.lists and keys:
            record = _row(record.lists[key], keys.pop(0))
        else:
            place = record.where(key)
            return (*_at(seen, place), int(keys[0]) if keys else 0)
    return None


def _row(rows: Sequence[Record], number: str) -> Record | None:
    return rows[int(number) - 1] if 0 < int(number) <= len(rows) else None


def _at(seen: Seen, place: Place) -> tuple[str, int, int]:
    sheet = place.sheet or next(iter(seen.file.heads), "")
    return sheet, *cases.cell_at(place, seen.file.heads.get(sheet))


def _value(fields: Iterable[Field], values: Mapping[str, Any], path: Sequence[str]) -> str | None:
    """A value of a case as typed."""
    key, *inner = path
    of = next(one for one in fields if one.key == key)
    value = values.get(key)
    if value is None:
        return ""
    if of.is_record:
        return _value(of.of, value, inner)
    if of.is_list:
        return _value(of.of, value[int(inner[0]) - 1], inner[1:])
    return str(value[int(inner[0]) - 1] if inner else show(of, value))
