"""The road of one case: source, case, context, render, outbox. The only place that knows the order.

In: a form, a file of cases, the office. Out: Word files in `out/<BE year>/<form>/`, or in one zip; all or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from lxml import etree

from .. import __version__, context, issue, opc, outbox
from ..case import Case, open_cases, read_cases
from ..errors import GenError, Place, Problem, Problems, fatal, problem
from ..form import Form
from ..office import Office
from ..outbox import EACH, Output, Written
from ..paper import origin
from ..paper.changes import Change, data_changes, summary, text_changes
from ..paper.data import case_of, receiver_text
from ..paper.origin import Origin
from .crew import Crew, crew
from .maker import Maker, Papers
from .plan import Chunk, Job, Plan, Planner, Standing, standing_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """What a run left on the disk, and what is worth saying about it."""

    papers: Sequence[Written]
    notices: tuple[Problem, ...]
    waiting: tuple[Standing, ...] = ()  # papers of a work with steps whose data is not there yet


@dataclass(frozen=True)
class Way:
    """How a run works: in how many processes or on which Dask cluster, so many files a folder, or all in one zip."""

    jobs: int = 1
    dask: str = ""
    shard: int = 0
    bundle: Path | None = None


def make(
    form: Form,
    files: Iterable[Path],
    office: Office,
    only: str = "",
    step: int = 0,
    progress: Progress | None = None,
    way: Way = Way(),
) -> Made:
    """Make the papers of every case in the files; `only` names one paper, `step` (from 1) the papers of one step.

    Raises: Problems with everything that is wrong in every file, and then nothing is written.
    """
    planner = Planner(form, [form.paper(only)] if only else form.papers_of(step), office, way.shard)
    notices = _check(form, files, office, planner)
    plan = planner.end()
    maker = Maker(form, plan.papers, office)
    notices += maker.notices
    outputs = _Outputs(plan, maker, crew(way.jobs, way.dask), notices, progress)
    if way.bundle:
        papers: Sequence[Written] = [outbox.write_bundle(outputs.after(0), office.out, way.bundle)]
    else:
        batch = _batch(plan, maker) if plan.count > EACH else ""
        issue.settle(office, batch)
        papers = outbox.write_batch(batch, outputs.after, office.out, issue.voided(office))
        notices += [_kept(written, form, office) for written in papers if written.kept]
    return Made(papers, tuple(notices), plan.waiting)


def standing(form: Form, files: Iterable[Path], office: Office) -> Iterator[tuple[Case, list[Standing]]]:
    """How far each case of a work has come: every paper, step by step. Raises: Problems."""
    for file in files:
        for case in read_cases(form, file, office)[0]:
            yield case, [standing_of(case, paper, office) for paper in form.papers_of()]


def _check(form: Form, files: Iterable[Path], office: Office, planner: Planner) -> list[Problem]:
    """Go through every case of every file once; what is worth saying of them. Raises: Problems."""
    said: list[Problem] = []
    is_right, seen = True, 0
    for file in files:
        try:
            cases = open_cases(form, file, office)
        except GenError as error:
            said += error.problems
            continue
        said += cases.problems
        for case in cases.checked(said):
            is_right = is_right and not any(fatal(said[seen:]))
            seen = len(said)
            if is_right:
                planner.add(case)
    if any(fatal(said)):
        raise Problems(said)
    return said


class _Outputs:
    """The papers of a plan as they are made."""

    def __init__(
        self, plan: Plan, maker: Maker, crew: Crew, notices: list[Problem], progress: Progress | None
    ) -> None:
        self._plan, self._maker, self._crew = plan, maker, crew
        self._notices, self._progress = notices, progress

    def after(self, done: int) -> Iterator[Output]:
        """Those after so many, in the order of the plan."""
        items, skipped = list(self._plan.items), 0
        while items and skipped + items[0].count <= done:
            skipped += items.pop(0).count
        made = (output for one in self._crew(self._maker, items) for output in self._told(one))
        for n, output in enumerate(islice(made, done - skipped, None), done + 1):
            yield output
            if self._progress:
                self._progress(n, self._plan.count)

    def _told(self, made: Papers) -> Sequence[Output]:
        self._notices += made.notices
        return made.outputs


def _batch(plan: Plan, maker: Maker) -> str:
    """A name for all that the papers of a plan depend on."""
    hashed = hashlib.sha256(__version__.encode())
    for item in plan.items:
        hashed.update(item.cases + item.jobs if isinstance(item, Chunk) else b"set")
    for key, template in maker.templates.items():
        hashed.update(f"{key} {template.hash} ".encode())
    data = maker.office.root / "data"
    for path in sorted((*data.glob("*.yaml"), *data.glob("*.csv"))):
        hashed.update(path.name.encode() + path.read_bytes())
    return f"{hashed.hexdigest()} {maker.office.today}"


def remake(form: Form, of: Origin, path: Path, office: Office) -> tuple[bytes, bool]:
    """The paper at `path` as it was first made from its own data, and whether its template is still the same.

    Raises: GenError E605, E612.
    """
    paper = form.paper(of.paper)
    then = replace(office, today=date.fromisoformat(of.made)) if of.made else office
    case = case_of(form, of, then)
    receivers = context.receivers(case, paper)
    receiver = next((one for one in receivers if receiver_text(one, form, paper) == of.receiver), None)
    maker = Maker(form, [paper], then)
    return maker.paper(Job(case, paper, receiver, path), []), maker.templates[paper.key].hash == of.template


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
