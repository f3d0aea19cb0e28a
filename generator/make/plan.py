"""What is to be made: cases checked one after another, and their papers packed in chunks.

In: cases as they come out of files. Out: chunks of papers, and the sets that go with some. A packed paper is some
hundred bytes of typed values and a path, so that thousands need no room, and can travel to where they are made.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import context, outbox
from ..case import Case
from ..errors import Place, Problem, Problems, problem
from ..form import Form, Paper
from ..office import Office
from ..paper.data import receiver_text
from ..thai import Day, official_digits
from .asked import AskedNumbers

SIZE = 100  # papers of a chunk: some tenth of a second of work
SEEN = 30  # characters by which a name is known to hold a text already
TOGETHER = 500  # papers of a set in one Word file: Word does not open more of them in reasonable time


@dataclass(frozen=True)
class Job:
    """One paper to make of one case, for one receiver where it has several, and where it goes."""

    case: Case
    paper: Paper
    receiver: Any
    path: Path


@dataclass(frozen=True)
class Standing:
    """Where one paper of a case stands: made at `path`, ready to be made, or short of the fields `missing`."""

    paper: Paper
    missing: tuple[str, ...]
    path: Path | None = None


@dataclass(frozen=True)
class Chunk:
    """Papers to make, packed; chunks of one case to many receivers share its bytes."""

    cases: bytes
    jobs: bytes
    count: int

    def open(self, form: Form) -> Iterator[Job]:
        """The jobs, with values equal to those that were packed."""
        cases = [Case(form, *fields) for fields in _opened(self.cases)]
        for n, paper, receiver, path in pickle.loads(zlib.decompress(self.jobs)):
            yield Job(cases[n], form.paper(paper), receiver, Path(path))


@dataclass(frozen=True)
class Set:
    """What goes with a paper to several receivers: all of them in one file, and the list of who gets which."""

    chunks: tuple[Chunk, ...]

    @property
    def count(self) -> int:
        return -(-sum(chunk.count for chunk in self.chunks) // TOGETHER) + 1


Item = Chunk | Set


class Planner:
    """Takes one case after another, and gives what is to be made of them.

    `waiting` are papers of works with steps whose data is not there yet; `count` are the papers so far.
    """

    def __init__(self, form: Form, papers: Sequence[Paper], office: Office, shard: int = 0) -> None:
        self.waiting: list[Standing] = []
        self.asked = AskedNumbers(form, office)
        self.count = 0
        self._form, self._papers, self._office, self._shard = form, papers, office, shard
        self._pile: list[Job] = []
        self._items: list[Item] = []
        self._nothing: list[Problem] = []
        self._clashes: list[Problem] = []
        self._names: dict[str, tuple[int, int]] = {}  # of files: the number of the case, and the hash of its key

    def add(self, case: Case) -> list[Item]:
        """The papers of the case whose data is there, in the order of the steps; what has come together so far."""
        short = list(waiting(case, self._papers))
        ready = [paper for paper in self._papers if paper not in {one.paper for one in short}]
        if self._form.steps:
            self.waiting += short
        if not ready:
            said = (f"{one.paper.title} ต้องมี{' และ'.join(one.missing)}" for one in short)
            self._nothing.append(problem("E604", case.place, missing=" · ".join(said)))
        taken: set[Path] = set()
        for paper in ready:
            self.asked.add(case, paper)
            jobs = [self._job(case, paper, receiver, taken) for receiver in context.receivers(case, paper)]
            if paper.each and len(jobs) > 1:
                self._set(jobs)
            else:
                self._pile += jobs
                self._pack(SIZE)
        return self._taken()

    def end(self) -> list[Item]:
        """The rest. Raises: Problems E604 for cases without any paper, of a work with steps only when there is nothing
        to make at all; E603 for two cases that would become one file, most often one row copied twice."""
        self._pack()
        if self._nothing and not (self._form.steps and self.count):
            raise Problems(self._nothing)
        if self._clashes:
            raise Problems(self._clashes)
        return self._taken()

    def _taken(self) -> list[Item]:
        items, self._items = self._items, []
        return items

    def _job(self, case: Case, paper: Paper, receiver: Any, taken: set[Path]) -> Job:
        path = path_of(case, paper, self._office, receiver)
        if self._shard:
            first = self.count // self._shard * self._shard + 1
            path = path.with_name(f"{first:05}-{first + self._shard - 1:05}") / path.name
        if path in taken:  # two papers of one case whose names are patterned alike
            more = receiver_text(receiver, case.form, paper) or paper.title
            path = path.with_name(outbox.file_name(f"{path.stem[:40]} {more}") + path.suffix)
        path = self._apart(case, path)
        taken.add(path)
        self.count += 1
        return Job(case, paper, receiver, path)

    def _apart(self, case: Case, path: Path) -> Path:
        """The path; where another case has it, one that tells the two apart, as letters on one subject to many have."""
        said = [_official(case.values.get(key)) for key in case.form.key]
        mine, first = (case.number, hash(tuple(said))), 0
        for more in ("", *(text for text in said if text[:SEEN] not in path.stem)):
            name = path.with_name(outbox.file_name(f"{path.stem[:40]} {more}") + path.suffix) if more else path
            found = self._names.setdefault(str(name).casefold(), mine)
            if found is mine:
                return name
            first = found[0]
            if found[1] == mine[1]:
                break
        self._clashes.append(problem("E603", case.place, first=first, second=case.number, file=path.name))
        return path

    def _pack(self, most: int = 0) -> None:
        while len(self._pile) > most:
            jobs, self._pile = self._pile[:SIZE], self._pile[SIZE:]
            cases = list({id(job.case): job.case for job in jobs}.values())
            self._items.append(_chunk(_cases(cases), cases, jobs))

    def _set(self, jobs: list[Job]) -> None:
        self._pack()
        cases = [jobs[0].case]
        packed = _cases(cases)
        chunks = [_chunk(packed, cases, jobs[n : n + SIZE]) for n in range(0, len(jobs), SIZE)]
        self._items += [*chunks, Set(tuple(chunks))]


def waiting(case: Case, papers: Iterable[Paper]) -> Iterator[Standing]:
    """The papers of a case that are not ready, with what each is short of."""
    for paper in papers:
        missing = context.missing(case, paper)
        if missing:
            labels = {field.key: field.label for field in (*case.form.fields, *case.form.seen(paper))}
            chosen = {key: f" เป็น {choice}" for key, choice in paper.when}
            yield Standing(paper, tuple(labels[key] + chosen.get(key, "") for key in missing))


def standing_of(case: Case, paper: Paper, office: Office) -> Standing:
    """Where a paper of a case stands."""
    for short in waiting(case, [paper]):
        return short
    path = path_of(case, paper, office, context.receivers(case, paper)[0])
    return Standing(paper, (), path if path.exists() else None)


def path_of(case: Case, paper: Paper, office: Office, receiver: Any) -> Path:
    """`out/<BE year>/<form>/<name>.docx`"""
    from .. import render

    names = context.context(case, paper, office, receiver)
    name = outbox.file_name(render.text(paper.file, names))
    day = names.get("date")
    year = (day if isinstance(day, Day) else Day(office.today)).be_year
    return Path(office.out, str(year), case.form.name, f"{name}.docx")


def _official(value: Any) -> str:
    """A value as a name shows it."""
    return plain(str(getattr(value, "typed", "" if value is None else value)))


def plain(name: str) -> str:
    """A name of a file in official digits and single spaces, however it was written."""
    return official_digits(" ".join(name.split()))


def _cases(cases: Sequence[Case]) -> bytes:
    return zlib.compress(pickle.dumps([(case.number, case.values, case.place) for case in cases]), 1)


@lru_cache(2)
def _opened(packed: bytes) -> list[tuple[int, dict[str, Any], Place]]:
    return list(pickle.loads(zlib.decompress(packed)))


def _chunk(packed: bytes, cases: Sequence[Case], jobs: Sequence[Job]) -> Chunk:
    at = {id(case): n for n, case in enumerate(cases)}
    said = [(at[id(job.case)], job.paper.key, job.receiver, str(job.path)) for job in jobs]
    return Chunk(packed, zlib.compress(pickle.dumps(said), 1), len(jobs))
