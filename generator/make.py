"""The road of one case: source, case, context, render, outbox. The only place that knows the order.

In: a form, a file of cases, the office. Out: Word files in `out/<BE year>/<form>/`, all or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import context, outbox
from .case import Case, read_cases
from .errors import GenError, Place, Problem, Problems, problem
from .form import Form, Paper, seen_fields
from .office import Office
from .outbox import Written
from .thai import Day

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Job:
    """One paper to make of one case, and where it goes."""

    case: Case
    paper: Paper
    path: Path


@dataclass(frozen=True)
class Made:
    """What a run left on the disk, and what is worth saying about it."""

    papers: tuple[Written, ...]
    notices: tuple[Problem, ...]


def make(form: Form, files: Iterable[Path], office: Office, only: str = "", progress: Progress | None = None) -> Made:
    """Make the papers of every case in the files; `only` names one paper.

    Raises: Problems with everything that is wrong in every file, and then nothing is written.
    """
    cases, notices = _read(form, files, office)
    jobs = list(_jobs(form, cases, office, only))
    _refuse_clashes(jobs)
    papers = outbox.write_all(_rendered(jobs, office, notices, progress))
    notices += [_kept(written, office) for written in papers if written.kept]
    return Made(tuple(papers), tuple(notices))


def _read(form: Form, files: Iterable[Path], office: Office) -> tuple[list[Case], list[Problem]]:
    cases: list[Case] = []
    notices: list[Problem] = []
    wrong: list[Problem] = []
    for file in files:
        try:
            found, said = read_cases(form, file, office)
        except GenError as error:
            wrong += error.problems
        else:
            cases += found
            notices += said
    if wrong:
        raise Problems([*notices, *wrong])
    return cases, notices


def _jobs(form: Form, cases: Iterable[Case], office: Office, only: str) -> Iterator[Job]:
    """The papers whose data is there, case by case, in the order of form.yaml."""
    papers = [form.paper(only)] if only else list(form.papers)
    missing: list[Problem] = []
    for case in cases:
        ready = [paper for paper in papers if context.ready(case, paper)]
        if not ready:
            missing.append(problem("E604", case.place, missing=_missing(form, papers)))
        for paper in ready:
            yield Job(case, paper, _path(case, paper, office, several=len(ready) > 1))
    if missing:
        raise Problems(missing)


def _missing(form: Form, papers: Iterable[Paper]) -> str:
    """What each paper still needs, in the clerk's words."""

    def needed(paper: Paper) -> Iterator[str]:
        labels = {field.key: field.label for field in (*seen_fields(form.fields, paper.record), *form.fields)}
        yield from (labels[key] for key in (paper.record, *paper.needs) if key)

    return " · ".join(f"{paper.title} ต้องมี{' และ'.join(needed(paper))}" for paper in papers)


def _path(case: Case, paper: Paper, office: Office, several: bool) -> Path:
    from . import render

    names = context.context(case, paper, office)
    name = outbox.file_name(render.text(paper.file, names))
    if several:
        name = outbox.file_name(f"{paper.title} {name}")
    day = names.get("date")
    year = (day if isinstance(day, Day) else Day(office.today)).be_year
    return office.out / str(year) / case.form.name / f"{name}.docx"


def _refuse_clashes(jobs: Iterable[Job]) -> None:
    """Two cases that would become one file are said, not silently numbered: most often one row was copied twice."""
    seen: dict[str, Job] = {}
    clashes = []
    for job in jobs:
        first = seen.setdefault(str(job.path).casefold(), job)
        if first is not job:
            facts: dict[str, Any] = {"first": first.case.number, "second": job.case.number, "file": job.path.name}
            clashes.append(problem("E603", job.case.place, **facts))
    if clashes:
        raise Problems(clashes)


def _rendered(
    jobs: list[Job], office: Office, notices: list[Problem], progress: Progress | None
) -> Iterator[tuple[Path, bytes]]:
    from .render import Template

    templates: dict[Path, Template] = {}
    for n, job in enumerate(jobs, 1):
        path = job.paper.template
        if path not in templates:
            templates[path] = Template(path, office.emblem)
            if templates[path].needs_emblem and not any(notice.code == "W501" for notice in notices):
                notices.append(problem("W501"))
        names = context.context(job.case, job.paper, office)
        yield job.path, templates[path].render(names, job.path.stem, office.name, office.today)
        if progress:
            progress(n, len(jobs))


def _kept(written: Written, office: Office) -> Problem:
    assert written.kept is not None
    folder = str(written.path.parent.relative_to(office.root))
    return problem("W601", Place(folder), file=written.kept.name, new=written.path.name)
