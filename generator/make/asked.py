"""Numbers that clerks typed, held against each other and against the number book before anything is made.

In: the papers of a run, one after another. Out: an error where two of them bear one number, and a word where the book
has the number for another paper, keeps it for somebody, or is far from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import context, issue
from ..case import Case
from ..errors import GenError, Place, Problem, problem
from ..form import Form, Paper
from ..office import Office
from ..paper.data import typed
from ..thai import Day, DocNumber, be_year

if TYPE_CHECKING:
    from ..register import Register

MANY = 5  # letters of one text, a row each, that look like a circular


@dataclass(frozen=True)
class Asked:
    """A number that a paper bears before it is issued."""

    book: str
    year: int
    number: DocNumber
    subject: str
    label: str
    place: Place
    case: int

    @property
    def key(self) -> tuple[str, int, int, bool]:
        return self.book, self.year, self.number.running, self.number.circular


class AskedNumbers:
    """The typed numbers of a run, each once: papers of one case that show the same number share it."""

    def __init__(self, form: Form, office: Office) -> None:
        self._form, self._office = form, office
        self._first: dict[tuple[str, int, int, bool], Asked] = {}
        self._doubled: list[Problem] = []
        self._blank: dict[tuple[str, str], int] = {}

    def add(self, case: Case, paper: Paper) -> None:
        """Note the numbers of a paper that is ready to be made."""
        field = next((one for one in self._form.seen(paper) if one.late and one.type == "docnumber"), None)
        if not paper.series or field is None:
            return
        for receiver in context.receivers(case, paper):
            row = receiver if isinstance(receiver, Mapping) else {}
            own = case.values[paper.record] or {} if paper.record else {}
            values = {**case.values, **own, **{key: row[key] for key in ("number", "date") if key in row}}
            number, day = values.get(field.key), values.get("date")
            if isinstance(number, DocNumber) and not number.word:  # which stands outside of the book
                year = number.year or be_year(day.date if isinstance(day, Day) else self._office.today)
                book = self._office.series(paper.series).book
                self._note(Asked(book, year, number, self._subject(case, paper), field.label, case.place, case.number))
            elif number is None and not paper.each and not self._form.steps:
                text = self._subject(case, paper), repr(case.values.get("body"))
                self._blank[text] = self._blank.get(text, 0) + 1

    def problems(self) -> list[Problem]:
        """Numbers that two papers bear (E758); texts that look like a circular (W708)."""
        told = [problem("W708", count=count) for (_, body), count in self._blank.items() if count >= MANY and body]
        return [*self._doubled, *(told if self._form.kind == "letter" else ())]

    def in_book(self) -> list[Problem]:
        """What the number book says of them (W706); an office that keeps none, or cannot reach it, is not asked."""
        if not self._first or not self._office.keeps_book:
            return []
        with suppress(GenError), issue.the_book(self._office) as book:
            return [
                problem("W706", one.place, label=one.label, number=one.number.typed, why=why)
                for one in self._first.values()
                if (why := _said(book, one, self._office))
            ]
        return []

    def _note(self, asked: Asked) -> None:
        first = self._first.setdefault(asked.key, asked)
        is_circular = asked.number.circular and asked.subject == first.subject
        if first.case != asked.case and not is_circular:
            said = problem("E758", asked.place, label=asked.label, number=asked.number.typed, other=first.case)
            self._doubled.append(said)

    def _subject(self, case: Case, paper: Paper) -> str:
        known = {field.key: field for field in case.form.fields}
        keys = (key for key in case.form.key if case.values.get(key) not in (None, "", ()))
        return issue.subject_of(case.values, paper.title, {key: typed(known[key], case.values[key]) for key in keys})


def _said(book: Register, asked: Asked, office: Office) -> str:
    """Why the number is not for this paper, in Thai; "" where nothing speaks against it."""
    from ..register import CIRCULARS, LEAP, LIVE, RESERVED, VOID, books, find, line

    apart = find(book, asked.book + CIRCULARS, asked.year, asked.number.running) if asked.number.circular else None
    row = apart or find(book, asked.book, asked.year, asked.number.running)
    if row is None:
        last = max((one.last for one in books(book) if (one.series, one.year) == asked.key[:2]), default=0)
        far = bool(last) and asked.number.running > last + LEAP and not office.series(asked.book).central
        return f"ห่างจากเลขล่าสุด ({last}) มาก" if far else ""
    if row.state == VOID:
        return f"ยกเลิกแล้ว ({row.reason})"
    if row.state in LIVE and row.subject != line(asked.subject):
        return f"ออกให้เรื่องอื่นแล้ว ({row.subject})"
    if row.state == RESERVED and row.clerk != office.user:
        return f"จองไว้ ({row.reason})"
    return ""

