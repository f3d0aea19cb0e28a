"""Receivers decide how a letter greets and closes: a monk, the prime minister, a royal personage, an office.

In: a record and its values. Out: the salutation and the words of the last paragraph chosen where their cells are empty;
a problem where one is typed that does not go with the receiver, or with the other (ระเบียบสารบรรณ ภาคผนวก 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..directory import Receiver
from ..errors import Problem, problem
from ..fields import Field
from ..office import Office, Salutation
from .record import Record, bare, blank
from .relations import Cell, cells
from .scope import Scope

# The name of an office where a position belongs; whoever heads it is greeted.
_OFFICE = re.compile(r"(?:โรงเรียน|สำนักงาน(?!กฎหมาย)|กระทรวง|กรม(?!การ)|มหาวิทยาลัย|วิทยาลัย|เทศบาล|องค์การ|ศูนย์|วัด)(?!\S*ทุก)")
_HEADS = "ผู้อำนวยการ"
_LAST = re.compile("จึง(?:กราบ)?(?:เรียน|นมัสการ|แจ้ง)มา|จึงประกาศ")


def settle_greetings(fields: Sequence[Field], record: Record, values: dict[str, Any], office: Office) -> list[Problem]:
    """Choose the salutations of a case, and say which typed ones do not fit."""
    return list(_settled(Scope(fields, record, values), office))


def _greets(of: Field) -> bool:
    return bool(of.greets or of.begins)


def _settled(scope: Scope, office: Office) -> Iterator[Problem]:
    for of in scope.fields:
        if of.greets:
            yield from _greeted(of, scope, office)
        if of.begins:
            yield from _ended_twice(of, scope)
        for inner in scope.inside(of) if of.within(_greets) else ():
            yield from _settled(inner, office)


def _greeted(of: Field, scope: Scope, office: Office) -> Iterator[Problem]:
    yield from _near_schools(of, scope, office)
    received = cells(of.greets, Cell(of, None, scope), office)
    yield from _several(received)
    chooses = of.type == "salutation"
    for cell in received:
        for name in _names(cell.value):
            due = office.greeting(name)
            if due and not due.closing:
                yield _said("W166", cell, name)
            elif due and chooses and blank(scope.record.entries.get(of.key)) and len(received) == 1:
                scope.values[of.key] = due
            elif due and chooses and cell.of.type == "receivers":
                continue  # each of many has a letter, and is greeted in it by itself
            elif due and due != (scope.values.get(of.key) if chooses else office.usual):
                yield _unfit(of, scope, cell, name, due)
            elif not due and _OFFICE.match(name) and cell.of.type != "receivers":
                yield _said("W167", cell, name, example=f"{_HEADS}{name}")
            elif not due and chooses and str(scope.values.get(of.key)) == "นมัสการ":
                yield _unfit(of, scope, cell, name, office.usual)
    if chooses and isinstance(scope.values.get(of.key), Salutation):
        yield from _closed(scope.values[of.key], of, scope, office)


def _several(received: Sequence[Cell]) -> Iterator[Problem]:
    """Receivers under one another in a cell that greets one."""
    for cell in received:
        typed = cell.scope.record.entries.get(cell.of.key) if cell.scope else None
        lines = typed.strip().split("\n") if isinstance(typed, str) and cell.of.type == "text" else []
        heads = [line for line in lines if _POST.match(line.strip())]
        if len(heads) > 1:
            yield _said("W180", cell, " ".join(heads), count=len(heads))


_POST = re.compile("(?:ผู้อำนวยการ|ผู้ว่าราชการ|ผู้จัดการ|นายก|หัวหน้า|เลขาธิการ|อธิบดี|ศึกษาธิการ|คณบดี|อธิการบดี|ประธาน|ปลัด|นายอำเภอ)")


def _near_schools(of: Field, scope: Scope, office: Office) -> Iterator[Problem]:
    """A receiver that heads a school of the directory, but for a slip."""
    for cell in cells(of.greets, Cell(of, None, scope), office):
        for name in _names(cell.value) if cell.of.type != "receivers" else ():
            school = _SCHOOL.search(name)
            _, near = office.spelled("schools", school[0]) if school else ("", "")
            if near:
                yield _said("W173", cell, name, near=near)


_SCHOOL = re.compile(r"โรงเรียน(?!ใน|ทุก)\S+")


def _names(value: Any) -> list[str]:
    """The receivers that a cell names, by their positions."""
    found = value if isinstance(value, tuple) else (value,)
    return [one.head if isinstance(one, Receiver) else str(one) for one in found if one]


def _said(code: str, cell: Cell, found: str, **facts: Any) -> Problem:
    assert cell.scope is not None
    return problem(code, cell.scope.place(cell.of), label=cell.of.label, found=found, **facts)


def _unfit(of: Field, scope: Scope, cell: Cell, name: str, due: Salutation) -> Problem:
    facts = {"other": name, "where": cell.where, "right": due.typed, "closing": due.closing}
    if of.type != "salutation":  # the template greets, and nobody chooses
        return problem("W165", scope.place(of), label=of.label, found=name, right=due.typed, closing=due.closing)
    return problem("E164", scope.place(of), label=of.label, found=scope.values[of.key].typed, **facts)


def _closed(chosen: Salutation, of: Field, scope: Scope, office: Office) -> Iterator[Problem]:
    """The last paragraph sends the letter in the words of its salutation: จึงนมัสการมา."""
    for other in [one for one in scope.fields if one.begins]:
        text = str(scope.values.get(other.key) or "")
        sends = next((one.sends for one in office.by_sending if text.startswith(one.sends)), "")
        if not sends or sends == chosen.sends:
            continue
        right = chosen.sends + text.removeprefix(sends)
        if blank(scope.record.entries.get(other.key)):
            scope.values[other.key] = right
        else:
            facts = {"other": chosen.typed, "where": Cell(of, chosen, scope).where, "right": chosen.sends}
            yield problem("E165", scope.place(other), label=other.label, found=sends, **facts)


def _ended_twice(of: Field, scope: Scope) -> Iterator[Problem]:
    """A last paragraph that the clerk typed at the end of the text too stands once."""
    body = next((one for one in scope.fields if one.key == "body" and one.type == "paragraphs"), None)
    text = scope.values.get(body.key) if body else None
    if body is None or not text or len(text) < 2 or not _LAST.match(text[-1]):
        return
    if bare(text[-1]) != bare(scope.values.get(of.key)):
        if not blank(scope.record.entries.get(of.key)):
            facts = {"found": scope.values[of.key], "what": body.label, "where": Cell(body, text, scope).where}
            yield problem("E168", scope.place(of), label=of.label, **facts)
            return
        scope.values[of.key] = text[-1]
    scope.values[body.key] = text[:-1]
