"""A form as pages: its steps, the parts that each step asks for, and the papers that it ends in.

In: a form and the office. Out: `Step`s of `Part`s of planned sheets. A part (the main sheet, or a record or list with
the lists in it) stands at the first step whose papers need it; what several steps need stands before the first one.
A form without steps is one step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..form import Form
from ..office import Office
from ..sheet.plan import Sheet, plan

SHARED = "ข้อมูลของเรื่อง"
MAIN = ""  # the key of the part of the main sheet


@dataclass(frozen=True)
class Part:
    """What is filled in together: `key` of the field, and its sheets, the outer one first."""

    key: str
    title: str
    sheets: tuple[Sheet, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sheet.name for sheet in self.sheets)


@dataclass(frozen=True)
class Step:
    """A step of a work: `number` from 1, 0 for what all steps share; papers by their keys."""

    number: int
    title: str
    parts: tuple[Part, ...]
    papers: tuple[str, ...]


def outline(form: Form, office: Office) -> list[Step]:
    """The steps of a form."""
    parts = {part.key: part for part in _parts(form, office)}
    papers = tuple(paper.key for paper in form.papers)
    if not form.steps:
        return [Step(0, form.title, tuple(parts.values()), papers)]
    wanted = [_needed(form, step.papers, parts) for step in form.steps]
    count = Counter(key for keys in wanted for key in keys)
    shared = [key for key in parts if key == MAIN or count[key] != 1]
    steps = [Step(0, SHARED, tuple(parts[key] for key in shared), ())]
    for number, (step, keys) in enumerate(zip(form.steps, wanted, strict=True), 1):
        own = tuple(parts[key] for key in keys if count[key] == 1)
        steps.append(Step(number, step.title, own, step.papers))
    return steps


def _needed(form: Form, papers: Sequence[str], parts: dict[str, Part]) -> list[str]:
    """The parts that the papers of a step need, in their order."""
    found = (form.paper(key) for key in papers)
    keys = [key for paper in found for key in (paper.record, *paper.needs, *paper.any, paper.each)]
    return [key for key in dict.fromkeys(keys) if key in parts and key != MAIN]


def _parts(form: Form, office: Office) -> Iterator[Part]:
    """The planned sheets of a form, put together by the field of the schema that they are for."""
    titles = {MAIN: form.title, **{of.key: of.label for of in form.fields}}
    for key, sheets in groupby(plan(form, office, []), _field_of):
        yield Part(key, titles[key], tuple(sheets))


def _field_of(sheet: Sheet) -> str:
    return sheet.path[0] if sheet.path else MAIN
