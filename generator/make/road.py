"""The road of one case: source, case, context, render, outbox. The only place that knows the order.

In: a form, a file of cases, the office. Out: Word files in `out/<BE year>/<form>/`, all or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from .. import context, issue, opc, outbox
from ..case import Case, read_cases
from ..errors import GenError, Place, Problem, Problems, problem
from ..form import Form, Paper, seen_fields
from ..office import Office
from ..outbox import Written
from ..paper import origin
from ..paper.changes import Change, data_changes, summary, text_changes
from ..paper.data import case_of, late_fields, origin_of, receiver_text
from ..paper.origin import Origin
from ..thai import Day
from . import sending

if TYPE_CHECKING:
    from ..render import Template

Progress = Callable[[int, int], None]


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
class Made:
    """What a run left on the disk, and what is worth saying about it."""

    papers: tuple[Written, ...]
    notices: tuple[Problem, ...]
    waiting: tuple[Standing, ...] = ()  # papers of a work with steps whose data is not there yet


def make(
    form: Form, files: Iterable[Path], office: Office, only: str = "", step: int = 0, progress: Progress | None = None
) -> Made:
    """Make the papers of every case in the files; `only` names one paper, `step` (from 1) the papers of one step.

    Raises: Problems with everything that is wrong in every file, and then nothing is written.
    """
    cases, notices = _read(form, files, office)
    wanted = [form.paper(only)] if only else form.papers_of(step)
    jobs = list(_jobs(form, cases, office, wanted))
    _refuse_clashes(jobs)
    issue.settle(office)
    papers = outbox.write_all(_rendered(jobs, office, notices, progress), office.out, issue.voided(office))
    notices += [_kept(written, form, office) for written in papers if written.kept]
    waiting = tuple(missing for case in cases for missing in _waiting(form, case, wanted)) if form.steps else ()
    return Made(tuple(papers), tuple(notices), waiting)


def standing(form: Form, files: Iterable[Path], office: Office) -> Iterator[tuple[Case, list[Standing]]]:
    """How far each case of a work has come: every paper, step by step. Raises: Problems."""
    for case in _read(form, files, office)[0]:
        yield case, [_standing(form, case, paper, office) for paper in form.papers_of()]


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


def _jobs(form: Form, cases: Iterable[Case], office: Office, papers: Sequence[Paper]) -> Iterator[Job]:
    """The papers whose data is there, case by case, in the order of the steps.

    Raises: Problems E604 for cases without any; of a work with steps only when there is nothing to make at all.
    """
    nothing: list[Problem] = []
    some = False
    for case in cases:
        ready = [paper for paper in papers if context.ready(case, paper)]
        if not ready:
            short = (f"{one.paper.title} ต้องมี{' และ'.join(one.missing)}" for one in _waiting(form, case, papers))
            nothing.append(problem("E604", case.place, missing=" · ".join(short)))
        taken: set[Path] = set()
        for paper, receiver in ((one, to) for one in ready for to in context.receivers(case, one)):
            path = _path(case, paper, office, receiver)
            if path in taken:  # two papers of one case whose names are patterned alike
                more = receiver_text(receiver) or paper.title
                path = path.with_name(outbox.file_name(f"{path.stem[:40]} {more}") + path.suffix)
            taken.add(path)
            some = True
            yield Job(case, paper, receiver, path)
    if nothing and not (form.steps and some):
        raise Problems(nothing)


def _waiting(form: Form, case: Case, papers: Iterable[Paper]) -> Iterator[Standing]:
    """The papers of a case that are not ready, with what each is short of."""
    for paper in papers:
        if not context.ready(case, paper):
            labels = {field.key: field.label for field in (*form.fields, *seen_fields(form.fields, paper.record))}
            yield Standing(paper, tuple(labels[key] for key in context.missing(case, paper)))


def _standing(form: Form, case: Case, paper: Paper, office: Office) -> Standing:
    for short in _waiting(form, case, [paper]):
        return short
    path = _path(case, paper, office, context.receivers(case, paper)[0])
    return Standing(paper, (), path if path.exists() else None)


def _path(case: Case, paper: Paper, office: Office, receiver: Any) -> Path:
    from .. import render

    names = context.context(case, paper, office, receiver)
    name = outbox.file_name(render.text(paper.file, names))
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
    templates: dict[Path, Template] = {}
    for n, job in enumerate(jobs, 1):
        path = job.paper.template
        if path not in templates:
            templates[path] = _template(job.case.form, job.paper, office)
            if templates[path].needs_emblem and not any(notice.code == "W501" for notice in notices):
                notices.append(problem("W501"))
        yield job.path, _render(job, templates[path], office, notices)
        if progress:
            progress(n, len(jobs))
    for one in sending.sets(jobs):
        yield sending.together(one, templates[one[0].paper.template], office)
        yield sending.dispatch(one, office)


def remake(form: Form, of: Origin, path: Path, office: Office) -> tuple[bytes, bool]:
    """The paper at `path` as it was first made from its own data, and whether its template is still the same.

    Raises: GenError E605, E612.
    """
    paper = form.paper(of.paper)
    template = _template(form, paper, office)
    then = replace(office, today=date.fromisoformat(of.made)) if of.made else office
    case = case_of(form, of, then)
    receiver = next((one for one in context.receivers(case, paper) if receiver_text(one) == of.receiver), None)
    return _render(Job(case, paper, receiver, path), template, then, []), template.hash == of.template


def _template(form: Form, paper: Paper, office: Office) -> Template:
    from ..render import Template

    return Template(paper.template, office.emblem, late_fields(form, paper))


def _render(job: Job, template: Template, office: Office, notices: list[Problem]) -> bytes:
    from ..drawing.finish import finish

    names = context.context(job.case, job.paper, office, job.receiver)
    of = origin_of(job.case, job.paper, job.receiver, template.names, office)
    places = partial(_places, job.path, notices)
    done = partial(finish, find_file=partial(_find, office), places=places, template=template.name)
    return template.render(names, job.path.stem, office.name, office.today, of, done)


def _find(office: Office, name: str) -> bytes:
    """A Word file of the office by its name, or by its path from the office's folder. Raises: GenError E301."""
    root = office.root.resolve()
    by_path = [path for path in [(root / name).resolve()] if path.is_relative_to(root)]
    for path in (*by_path, *sorted(office.out.rglob(Path(name).name))):
        if path.is_file():
            return path.read_bytes()
    raise GenError("E301", file=name)


def _places(path: Path, notices: list[Problem], docx: bytes) -> Mapping[str, int]:
    """Where the bookmarks of a book come to stand; without a program that can tell, Word numbers the contents."""
    from ..pdf.places import places

    found = places(docx)
    if not found:
        notices.append(problem("W604", Place(path.name)))
    return found


def _kept(written: Written, form: Form, office: Office) -> Problem:
    """The word on a file that was kept: where the new one is, and what differs between the two."""
    assert written.kept is not None
    folder = str(written.path.parent.relative_to(office.root))
    differs = summary(_differences(written.kept.read_bytes(), written.path.read_bytes(), form))
    more = f" — ต่างกันที่ {differs}" if differs else ""
    return problem("W601", Place(folder), file=written.kept.name, new=written.path.name, differs=more)


def _differences(old: bytes, new: bytes, form: Form) -> list[Change]:
    """Data against data, then text against text."""
    was, now = origin.read(old), origin.read(new)
    data: list[Change] = []
    if was and now and was[0].form == now[0].form:
        then, after = ({**one.data, **one.late} for one in (was[0], now[0]))
        data = data_changes(form.fields, then, after)
    try:
        return [*data, *text_changes(old, new)]
    except (opc.NotAPackage, etree.XMLSyntaxError):  # something else of that name
        return data
