"""The works of an office as a template sees them: `works`, with the steps of each and the flow chart drawn from them.

In: the folder of forms. Out: the forms that have steps, read when a template first asks for them.

    {%p for work in works %}   {{ work.title }}   {{p work.flow }}   or   {{ works['admission'].title }}
    {%p for step in work.steps %}   {{ step.number }}. {{ step.title }}   {{ step.papers | join(', ') }}
    {%p for section in sections or works.sections %}   {{ section.title }}
    {%p for name in section.works %}   {{ works[name] }}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ..folders import form_names
from ..form import Form, load

if TYPE_CHECKING:
    from .flow import Flow

FIRST_NUMBER = 30_001  # of the drawings: beyond those of a template
NUMBERS = 200  # that the drawings of one work can have


@dataclass(frozen=True)
class WorkStep:
    """A step of a work, numbered from 1, with the titles of the papers that it ends in. See `flow.Step`."""

    number: int
    title: str
    papers: tuple[str, ...]
    decision: str = ""
    otherwise: int | str = ""


@dataclass(frozen=True)
class Work:
    """A form with steps, by its name in the manual; `place` is its number among the works, from 0."""

    name: str
    title: str
    steps: tuple[WorkStep, ...]
    place: int
    section: str

    def __str__(self) -> str:
        return self.title

    @property
    def flow(self) -> Flow:
        from .flow import flow

        return flow(self.steps, self.title, FIRST_NUMBER + NUMBERS * self.place, style="flow")


@dataclass(frozen=True)
class Section:
    """Works that the manual puts together, by name."""

    title: str
    works: tuple[str, ...]


@dataclass(frozen=True)
class Works:
    """All works of a folder of forms, by name or title; those of the manual in its order, then the others by name."""

    forms: Path

    @cached_property
    def _all(self) -> tuple[Work, ...]:
        forms = [load(self.forms, name) for name in form_names(self.forms)]
        ours = sorted((form for form in forms if form.steps), key=_place)
        return tuple(_work(form, place) for place, form in enumerate(ours))

    @property
    def sections(self) -> tuple[Section, ...]:
        together = groupby(self._all, key=lambda work: work.section)
        return tuple(Section(title, tuple(work.name for work in works)) for title, works in together)

    def __iter__(self) -> Iterator[Work]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, name: str) -> Work:
        """A work by the name of its folder, or by its title. Raises: KeyError."""
        for work in self._all:
            if str(name) in (work.name, work.title):
                return work
        raise KeyError(name)


def _place(form: Form) -> tuple[bool, int, str]:
    return form.chapter is None, form.chapter.place if form.chapter else 0, form.name


def _work(form: Form, place: int) -> Work:
    titles = {paper.key: paper.title for paper in form.papers}
    steps = tuple(
        WorkStep(
            number,
            step.title,
            tuple(titles[key] for key in step.papers),
            step.decision,
            step.otherwise,
        )
        for number, step in enumerate(form.steps, 1)
    )
    title, section = (form.chapter.title, form.chapter.section) if form.chapter else (form.title, form.title)
    return Work(form.name, title, steps, place, section)
