"""Good workbooks of every form, made of its examples, and small changes to them: what a clerk types wrong, or unusually.

`put(sheets, form, "meeting.present.2.name", …)` sets a cell by the fields that lead to it; `read` takes the sheets the
way of a file, without one, so that hundreds of workbooks are tried in seconds. `python -m tests.slips` writes slips.txt
and unusual.txt anew, to be read: the agreed text of what is told for each change of slips.yaml and unusual.yaml.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.case import Case, cases_in, sheet_name
from generator.errors import Problem
from generator.fields import Field, show
from generator.form import Form
from generator.make.proof import Proofreader
from generator.sheet.plan import plan
from generator.source import Book, Table
from generator.source.table import address, tidy, trimmed
from tests import made

HERE = Path(__file__).parent
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


def changed(entry: dict[str, Any]) -> tuple[Form, Sheets]:
    """The good workbook of a form with the change of an entry of slips.yaml or unusual.yaml.

    `set` are cells by the fields that lead to them; with `only`, the lists that they are in hold no other rows. `add` are
    rows behind those of a sheet, `swap` two columns of it whose cells change places, `sheets` whole new ones.
    """
    form, sheets = made.form(entry["form"]), good(entry["form"])
    sheets |= copy.deepcopy(entry.get("sheets", {}))
    for sheet, rows in entry.get("add", {}).items():
        sheets[sheet] += copy.deepcopy(rows)
    for sheet, (one, other) in entry.get("swap", {}).items():
        for row in sheets[sheet][1:]:
            row[one], row[other] = row[other], row[one]
    for path in entry["set"] if entry.get("only") else ():
        fields, most = form.fields, 3
        for part in (one for one in path.split(".") if not one.isdigit()):
            of = next(one for one in fields if one.key == part)
            fields = of.of
            if of.is_list and not any(inner.is_list for inner in of.of):
                rows = sheets[sheet_name(of.label)]
                del rows[most + 1 :]
                for row in rows[2:] if len(rows[0]) > len(of.of) else ():
                    row[0] = None  # of the same outer row as the first
                if entry["only"] != "rows":
                    del rows[2:]
    for path, value in entry.get("set", {}).items():
        put(sheets, form, path, value)
    return form, sheets


def told(entry: dict[str, Any]) -> list[str]:
    """What the clerk is told of a changed workbook while papers are made of it, and how its changed cells are read."""
    form, sheets = changed(entry)
    cases = cases_in(form, book(sheets), made.office())
    said = list(cases.problems)
    proof = Proofreader(form, made.office())
    found = list(cases.checked(said))
    for case in found:
        proof.read(case)
    lines = [*map(str, said), *map(_proofread, proof.notices())]
    return lines or [line for path in entry.get("set", ()) for line in _read(form, found[0], path)]


def _proofread(said: Problem) -> str:
    """Where the proofreader says what, by the rule's number: its words are its own tables' matter."""
    return f"{said.code} {said.place} ({said.label}) {said.text[said.text.rindex('(') :]}"


def _read(form: Form, case: Case, path: str) -> list[str]:
    value: Any = case.values
    fields: Sequence[Field] = form.fields
    row, of = 1, form.fields[0]
    for part in path.split("."):
        if part.isdigit():
            row = int(part)
            continue
        if isinstance(value, tuple):
            value = value[row - 1] if row <= len(value) else {}
            row = 1
        value = (value or {}).get(part)
        of = next(one for one in fields if one.key == part)
        fields = of.of
    return [f"→ {of.label}: {str(show(of, value)) if value not in (None, ()) else '(ว่าง)'}".replace("\n", " ⏎ ")]


def transcript(name: str) -> str:
    """The agreed text of slips.yaml or unusual.yaml: each change, and what is told of it."""
    entries = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return "\n".join(f"# {one['form']}: {one['what']}\n" + "\n".join(told(one)) + "\n" for one in entries)


if __name__ == "__main__":
    for table in ("slips", "unusual"):
        (HERE / f"{table}.txt").write_text(transcript(table), encoding="utf-8")
