"""A case of an earlier year as the beginning of a new one.

In: a kept case or a filled file, and how many years later the new one is. Out: a new case, or a workbook, with its
cells: people and words as they were, school and budget years moved on, days and numbers empty. Years of laws and
numbers of other papers stay.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from .. import casefile
from ..casefile import CaseFile
from ..form import Form, load
from ..office import Office
from ..sheet.plan import Column, plan
from ..thai import thai_digits
from .cases import as_planned, cells_of, filled

__all__ = ["copy", "workbook"]

DIGIT = "[0-9๐-๙]"
YEAR = re.compile(rf"(?<!{DIGIT})[2๒][5๕]{DIGIT}{{2}}(?!{DIGIT})")
NAMED = re.compile(rf"(?:ปี(?:การศึกษา|งบประมาณ)?\s*(?:พ\.ศ\.\s*)?){YEAR.pattern}")  # ปีการศึกษา 2569


def copy(office: Office, form: str, id: str, years: int, now: datetime) -> CaseFile:
    """A new case with the cells of an old one, `years` later. Raises: GenError E401, E950, E951, E601."""
    of = load(office.forms, form)
    old = as_planned(of, office, casefile.read(office.root, form, id))
    name = moved(old.name, years) if years else f"{old.name} (สำเนา)" if old.name else ""
    cells = _cells(of, office, old.cells, years)
    return casefile.create(office.root, form, old.heads, cells, office.user, now, name)


def workbook(form: Form, office: Office, file: Path, years: int) -> bytes:
    """The workbook to fill for a year, out of the first case of an earlier file. Raises: as `cases.cells_of`."""
    return filled(form, office, _cells(form, office, cells_of(form, office, file), years))


def moved(text: str, years: int) -> str:
    """A text with the school and budget years in it moved on."""
    return NAMED.sub(lambda found: _later(found[0], years), text)


def _cells(form: Form, office: Office, old: casefile.Cells, years: int) -> casefile.Cells:
    columns = {sheet.name: sheet.columns for sheet in plan(form, office, [])}
    return {
        name: tuple(
            tuple(_cell(column, text, years) for column, text in zip(columns[name], row, strict=False)) for row in rows
        )
        for name, rows in old.items()
    }


def _cell(column: Column, text: str, years: int) -> str:
    of = column.field
    if of is not None and of.late:  # number and day of the old paper
        return ""
    if not years:
        return text
    if of is not None and (of.type == "date" or (of.day and YEAR.search(text))):
        return ""
    return _later(text, years) if YEAR.fullmatch(text.strip()) else moved(text, years)


def _later(text: str, years: int) -> str:
    """A text with every year in it moved on, in the digits that it has."""

    def later(found: re.Match[str]) -> str:
        year = str(int(found[0]) + years)
        return thai_digits(year) if found[0][0] == "๒" else year

    return YEAR.sub(later, text)
