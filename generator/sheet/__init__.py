"""`gen sheet`: the blank workbook that a clerk wants to fill, from the schema alone.

In: a form, the office, cases (none for a blank one). Out: an .xlsx file that the reader reads back unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import outbox
from ..case import Case
from ..form import Form
from ..office import Office
from .book import draw
from .plan import plan

__all__ = ["keep", "workbook", "write"]


def write(form: Form, office: Office, cases: Sequence[Case], path: Path) -> Path:
    """Write the workbook of a form; return its path. Raises: GenError E601, E602."""
    return keep(path, workbook(form, office, cases))


def keep(path: Path, data: bytes) -> Path:
    """Write a workbook, with `.xlsx` to its name; return its path. Raises: GenError E601, E602."""
    if path.suffix.lower() != ".xlsx":
        path = path.with_name(f"{path.name}.xlsx")
    outbox.write_new(path, data)
    return path


def workbook(form: Form, office: Office, cases: Sequence[Case]) -> bytes:
    """The workbook filled with cases, or a blank one that shows an example of each field."""
    return draw(form, office, plan(form, office, cases), example=not cases)
