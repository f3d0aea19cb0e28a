"""What lies on a clerk's desk: open cases with their next step, days that the law counts, papers that wait.

In: the office and its catalogue. Out: `OnDesk`s and `Deadline`s. A case is looked at again only when it or a paper of
the office changed, and not for longer than a page may wait: what is left is counted at the next look. May be shared
between threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..catalogue import CASE, PAPER, Catalogue, Entry, Query
from ..errors import GenError
from ..fields import Field
from ..office import HOLIDAYS, SETTINGS, Office
from ..thai import Day
from . import cases
from .cases import Seen, Step

__all__ = ["Deadline", "Desk", "Next", "OnDesk", "edited", "waiting"]

WRONG, MISSING, READY, DONE, UNREADABLE = "wrong", "missing", "ready", "done", "unreadable"
LONGEST = 0.4  # seconds that a look may take
SHOWN = 20  # cases with their next step
MOST = 5000  # cases whose days are counted


@dataclass(frozen=True)
class Next:
    """What a case waits for: `kind` as above, at the step (0: of all steps), with how many, or the papers or fields."""

    kind: str
    step: int = 0
    title: str = ""
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """The last day of a period of a case that is still to be kept; `left` days, below 0 when it is over."""

    case: Entry
    label: str
    day: date
    left: int


@dataclass(frozen=True)
class OnDesk:
    """A case of the list, and what it waits for."""

    case: Entry
    next: Next


@dataclass
class _Known:
    """What was seen of a case: when it was changed, the state of the office and of its papers then."""

    changed: int
    office: object
    papers: int
    next: Next
    days: tuple[tuple[str, date], ...] = ()


@dataclass
class Desk:
    """The desk of an office, as long as its server lives."""

    catalogue: Catalogue
    _known: dict[str, _Known] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open_cases(self, office: Office, most: int = SHOWN) -> list[OnDesk]:
        """The cases that were changed last, each with what it waits for."""
        stamp = _stamp(office)
        found = self.catalogue.search(Query(kind=CASE), most)
        return [OnDesk(one, self._look(office, one, stamp, papers=True).next) for one in found]

    def deadlines(self, office: Office) -> tuple[list[Deadline], int]:
        """The days of all cases, the nearest first; and how many cases were not looked at yet."""
        stamp, until = _stamp(office), time.monotonic() + LONGEST
        found: list[Deadline] = []
        left = 0
        for one in self.catalogue.search(Query(kind=CASE), MOST):
            if time.monotonic() > until and not self._is_known(one, stamp):
                left += 1
                continue
            days = self._look(office, one, stamp).days
            found += [Deadline(one, label, day, (day - office.today).days) for label, day in days]
        return sorted(found, key=lambda of: of.day), left

    def _is_known(self, case: Entry, stamp: object) -> bool:
        known = self._known.get(case.id)
        return known is not None and (known.changed, known.office) == (case.changed, stamp)

    def _look(self, office: Office, case: Entry, stamp: object, *, papers: bool = False) -> _Known:
        """What is known of a case; looked at again if it is out of date. `papers`: also if only a paper changed."""
        turn = self.catalogue.changes
        with self._lock:
            known = self._known.get(case.id)
            if known and self._is_known(case, stamp) and (not papers or known.papers == turn):
                return known
        try:
            seen = cases.look(office, case.form, case.paper)
            new = _Known(case.changed, stamp, turn, next_of(seen), tuple(_days(seen, office.today)))
        except GenError:  # told where it is opened
            new = _Known(case.changed, stamp, turn, Next(UNREADABLE))
        with self._lock:
            self._known[case.id] = new
        return new


def edited(catalogue: Catalogue, most: int = SHOWN) -> list[Entry]:
    """Papers that were edited in Word, and still wait for their number or day."""
    return catalogue.search(Query(kind=PAPER, state="edited", waits=True), most)


def waiting(catalogue: Catalogue, most: int = SHOWN) -> list[Entry]:
    """Papers as they were made that wait for their number or day."""
    return catalogue.search(Query(kind=PAPER, state="draft", waits=True), most)


def next_of(seen: Seen) -> Next:
    """The first step with something wrong, with papers that could be made, or short of what its papers need."""
    if not seen.file.cells or not any(seen.file.cells.values()):
        first = seen.steps[0]
        return Next(MISSING, first.number, first.title)
    for step in seen.steps:
        found = _wrong(seen, step) or _undone(seen, step)
        if found:
            return found
    return Next(DONE)


def _wrong(seen: Seen, step: Step) -> Next | None:
    names = {name for part in step.parts for name in part.names}
    wrong = [mark for mark in seen.marks if mark.problem.fatal and not mark.problem.is_missing and mark.sheet in names]
    return Next(WRONG, step.number, step.title, len(wrong)) if wrong else None


def _undone(seen: Seen, step: Step) -> Next | None:
    """What the papers of a step lack; of papers of which a case gets one or the other, one that is made is enough."""
    papers = [seen.papers[key] for key in step.papers if key in seen.papers]
    ready = tuple(one.paper.title for one in papers if not one.missing and one.path is None)
    if ready:
        return Next(READY, step.number, step.title, len(ready), ready)
    if not papers or any(one.path for one in papers):
        return None
    return Next(MISSING, step.number, step.title, names=papers[0].missing)


def _days(seen: Seen, today: date) -> Iterator[tuple[str, date]]:
    """The last days of periods that are not kept yet; one that nothing keeps (an appeal) is told until it is over."""
    if seen.case is None:
        return
    fields, values = seen.form.fields, seen.case.values
    duties, kept = _duties(fields), _kept(fields, values)
    for of, label, day in _open(fields, values):
        if of.key not in kept and (of.key in duties or day >= today):
            yield label, day


def _open(fields: Iterable[Field], values: Mapping[str, Any]) -> Iterator[tuple[Field, str, date]]:
    for of in fields:
        value = values.get(of.key)
        if of.due and isinstance(value, Day):
            yield of, of.label, value.date
        for inner in _inside(of, value):
            yield from ((one, f"{of.label}: {label}", day) for one, label, day in _open(of.of, inner))


def _duties(fields: Iterable[Field]) -> set[str]:
    """The deadlines that a day of the form is held against."""
    found: set[str] = set()
    for of in fields:
        found |= {of.until} if of.until else _duties(of.of)
    return found


def _kept(fields: Iterable[Field], values: Mapping[str, Any]) -> set[str]:
    """The deadlines of which the day that keeps them (`until`) is filled in."""
    found: set[str] = set()
    for of in fields:
        value = values.get(of.key)
        if of.until and value is not None:
            found.add(of.until)
        for inner in _inside(of, value):
            found |= _kept(of.of, inner)
    return found


def _inside(of: Field, value: Any) -> Iterable[Mapping[str, Any]]:
    if of.is_record:
        return [value] if value else []
    return value or () if of.is_list else ()


def _stamp(office: Office) -> object:
    """What days are counted with: today, and the files that say how long periods are."""
    files = (office.root / SETTINGS, office.root / HOLIDAYS)
    return office.today, *(path.stat().st_mtime_ns if path.is_file() else 0 for path in files)
