"""The blank workbook of a form, which clerks fill."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..case import read_cases
from ..form import load
from ..office import Office
from ..sheet import write


@dataclass(frozen=True)
class SheetRequest:
    """A blank workbook of a form at `to`; `example`: with its example cases; `rows`: a case a row."""

    form: str
    to: Path
    example: bool = False
    rows: bool = False


def write_sheet(office: Office, request: SheetRequest) -> Path:
    """Write the blank workbook of a form. Raises: GenError E401, E507, E601, E602."""
    form = load(office.forms, request.form)
    form = form.in_rows() if request.rows else form
    cases = read_cases(form, form.examples, office)[0] if request.example else []
    return write(form, office, cases, request.to)
