"""Cases out of a file: the sheets of a workbook, CSV files or YAML, all through the schema of one form.

In: a form and a path. Out: `Case`s with typed values, and notices (W…); or `Problems` with everything that is wrong,
each at its cell. `tree` and `rows` make records of what was read, `sheets` finds the sheets and headings of a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import source
from ..errors import Place, Problem, Problems, fatal, problem
from ..fields import Field, read
from ..form import Form
from ..office import Office
from . import rows, tree
from .computed import settle
from .dates import settle_dates
from .record import Record
from .sheets import GUIDE, LINK, NUMBER, sheet_name

__all__ = ["GUIDE", "LINK", "NUMBER", "Case", "read_cases", "sheet_name"]


@dataclass(frozen=True)
class Case:
    """One case of a form: values by field key (lists are tuples of mappings), and where it was read."""

    form: Form
    number: int
    values: Mapping[str, Any]
    place: Place


def read_cases(form: Form, path: Path, office: Office) -> tuple[list[Case], list[Problem]]:
    """Read every case of a file. Raises: Problems with all that is wrong, in the order of the sheets."""
    found = source.read(path)
    problems: list[Problem] = []
    if isinstance(found, source.Tree):
        records = list(tree.records(form, found, problems))
    else:
        problems += found.notices
        records = rows.records(form, found, problems)
    values = [_values(form.fields, record, office, problems) for record in records]
    for one, record in zip(values, records, strict=True):
        problems += settle(form.fields, record, one, office)
        problems += settle_dates(form.fields, record, one, office)
    if any(fatal(problems)):
        raise Problems(problems)
    cases = zip(values, records, strict=True)
    return [Case(form, n, value, record.where("")) for n, (value, record) in enumerate(cases, 1)], problems


def _values(fields: Sequence[Field], record: Record, office: Office, problems: list[Problem]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for of in fields:
        if of.is_list:
            values[of.key] = _rows(of, record, office, problems)
            continue
        if of.is_record:
            inner = record.records.get(of.key)
            values[of.key] = _values(of.of, inner, office, problems) if inner and inner.filled else None
            continue
        if of.key in record.absent:
            values[of.key] = None
            continue
        values[of.key], wrong = read(of, record.entries.get(of.key), Place(), office)
        if wrong:  # or worth saying
            problems.append(replace(wrong, place=record.where(of.key)))
    return values


def _rows(of: Field, record: Record, office: Office, problems: list[Problem]) -> tuple[dict[str, Any], ...]:
    rows = record.lists.get(of.key, [])
    least = of.low or (1 if of.required else 0)
    if len(rows) < least:
        problems.append(problem("E130", record.where(""), label=of.label, least=least))
    if of.high is not None and len(rows) > of.high:
        place = rows[of.high].where("")
        problems.append(problem("E131", place, label=of.label, count=len(rows), most=of.high))
    return tuple(_values(of.of, row, office, problems) for row in rows)
