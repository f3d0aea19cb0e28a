"""The blank workbook of a form, which clerks fill."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..case import read_cases
from ..form import load
from ..office import Office
from ..sheet import keep, write
from . import copies, envelopes


@dataclass(frozen=True)
class SheetRequest:
    """A blank workbook of a form at `to`.

    `example`: with its example cases; `rows`: a case a row; `earlier`: filled from the first case of that file, `years`
    later; `letters`: envelopes of these Word files.
    """

    form: str
    to: Path
    example: bool = False
    rows: bool = False
    earlier: Path | None = None
    years: int = 1
    letters: tuple[Path, ...] = ()


def write_sheet(office: Office, request: SheetRequest) -> Path:
    """Write the blank workbook of a form. Raises: GenError E401, E507, E601, E602; E301 to E311 of an earlier file."""
    if request.letters:
        return keep(request.to, envelopes.workbook(office, request.letters))
    form = load(office.forms, request.form)
    if request.earlier:
        return keep(request.to, copies.workbook(form, office, request.earlier, request.years))
    form = form.in_rows() if request.rows else form
    cases = read_cases(form, form.examples, office)[0] if request.example else []
    return write(form, office, cases, request.to)
