"""Good workbooks of every form, made of its examples, and small changes to them: what a clerk types wrong, or unusually.

`put(sheets, form, "meeting.present.2.name", …)` sets a cell by the fields that lead to it; `read` takes the sheets the
way of a file, without one, so that hundreds of workbooks are tried in seconds.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Sequence
from typing import Any

from generator.case import Case, cases_in, sheet_name
from generator.errors import Problem
from generator.fields import Field
from generator.form import Form
from generator.sheet.plan import plan
from generator.source import Book, Table
from generator.source.table import address, tidy, trimmed
from tests import made

Sheets = dict[str, list[list[Any]]]


@functools.cache
def _planned(name: str) -> tuple[tuple[str, bool, Sequence[Sequence[Any]]], ...]:
    form = made.form(name)
    found = []
    for sheet in plan(form, made.office(), made.cases(name)[:1]):
        headings = [column.heading for column in sheet.columns]
        if sheet.labels:
            values = sheet.rows[0] if sheet.rows else [None] * len(headings)
            found.append((sheet.name, True, [list(pair) for pair in zip(headings, values, strict=True)]))
        else:
            found.append((sheet.name, False, [headings, *map(list, sheet.rows)]))
    return tuple(found)


def good(name: str) -> Sheets:
    """The workbook of a form's first example, as `gen sheet --example` fills it."""
    return {sheet: copy.deepcopy(list(rows)) for sheet, _, rows in _planned(name)}


def put(sheets: Sheets, form: Form, path: str, value: Any) -> str:
    """Set the cell of a field, in the first row of its list or in the one that the path numbers; its place."""
    *holders, last = path.split(".")
    fields: Sequence[Field] = form.fields
    sheet, row = sheet_name(form.title), 0
    for part in holders:
        if part.isdigit():
            row = int(part)
            continue
        of = next(one for one in fields if one.key == part)
        if of.is_list and row:
            _filled(sheets[sheet])
        sheet, fields, row = sheet_name(of.label), of.of, 1 if of.is_list else 0
    label = next(one.label for one in fields if one.key == last)
    rows = sheets[sheet]
    upright = {name: labels for name, labels, _ in _planned(form.name)}[sheet]
    if upright:
        row = next(n for n, cells in enumerate(rows) if cells[0] == label)
        rows[row][1] = value
        return f"{sheet} › {address(row, 1)}"
    row = row or 1  # a form of rows has its cases on the main sheet
    while len(rows) <= row:
        rows.append([None] * len(rows[0]))
    column = rows[0].index(label)
    rows[row][column] = value
    return f"{sheet} › {address(row, column)}"


def _filled(rows: list[list[Any]]) -> None:
    """See that a list of lists has a row for the inner rows to belong to."""
    if len(rows) == 1:
        rows.append(["คณะหนึ่ง", *[None] * (len(rows[0]) - 1)])


def book(sheets: Sheets) -> Book:
    """The sheets as a file gives them."""
    tables = [Table("งาน.xlsx", name, trimmed([[tidy(cell) for cell in row] for row in rows]), sheet=name) for name, rows in sheets.items()]
    return Book("งาน.xlsx", tuple(tables))


def read(form: Form, sheets: Sheets) -> tuple[list[Case], list[Problem]]:
    """The cases of the sheets, and all that is said of them."""
    cases = cases_in(form, book(sheets), made.office())
    said = list(cases.problems)
    return list(cases.checked(said)), said
