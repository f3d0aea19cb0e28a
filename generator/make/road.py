"""The road of one case: source, case, context, render, outbox. The only place that knows the order.

In: a form, a file of cases, the office. Out: Word files in `out/<BE year>/<form>/`, or in one zip; all or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from .. import __version__, context, issue, outbox
from ..case import Case, open_cases, read_cases
from ..errors import GenError, Place, Problem, Problems, fatal, problem
from ..form import Form
from ..office import Office
from ..outbox import Output, Written
from ..paper import origin
from ..paper.changes import Change, data_changes, summary, text_changes
from ..paper.data import case_of, receiver_text
from ..paper.origin import Origin
from ..watch import NOBODY, Phase, Watch, look, tell
from .elsewhere import Elsewhere
from .maker import Maker, Papers
from .plan import Item, Job, Planner, Standing, standing_of
from .proof import Proofreader
from .workers import crew


@dataclass(frozen=True)
class Made:
    """What a run left on the disk, and what is worth saying about it."""

    papers: Sequence[Written]
    notices: tuple[Problem, ...]
    waiting: tuple[Standing, ...] = ()  # papers of a work with steps whose data is not there yet
    bundled: int = 0  # how many lie in the one zip that `papers` names


@dataclass(frozen=True)
class Way:
    """How a run works: in how many processes or on which Dask cluster, so many files a folder, or all in one zip."""

    jobs: int = 1
    dask: str = ""
    shard: int = 0
    bundle: Path | None = None
    proofread: bool = True

    @property
    def is_alone(self) -> bool:
        return self.jobs == 1 and not self.dask


def make(
    form: Form,
    files: Iterable[Path],
    office: Office,
    only: str = "",
    step: int = 0,
    watch: Watch = NOBODY,
    way: Way = Way(),
) -> Made:
    """Make the papers of every case in the files; `only` names one paper, `step` (from 1) the papers of one step: a
    mistake in a field that these do not use stops neither.

    Raises: Problems with everything that is wrong in every file, and then nothing is written; Stopped, and then the
    next run of the same goes on where this one was.
    """
    papers = [form.paper(only)] if only else form.papers_of(step)
    files = tuple(files)
    elsewhere = Elsewhere(form, papers, office) if only or step else None
    run = _Run(form, files, office, Planner(form, papers, office, way.shard), way, watch, elsewhere)
    if way.is_alone:
        run.check()
    kept: list[Problem] = []
    if way.bundle:
        written: Sequence[Written] = [outbox.write_bundle(run.outputs(0), office.out, way.bundle)]
    else:
        batch = _batch(form, files, office, repr((only, step, way.shard)))
        issue.settle(office, batch)
        waits = partial(look, watch)
        written = outbox.write_batch(batch, run.outputs, office.out, issue.voided(office), waits)
        kept = [_kept(one, form, office) for one in written if one.kept]
    return Made(written, (*run.notices, *kept), tuple(run.planner.waiting), run.made if way.bundle else 0)


def standing(form: Form, files: Iterable[Path], office: Office) -> Iterator[tuple[Case, list[Standing]]]:
    """How far each case of a work has come: every paper, step by step. Raises: Problems."""
    for file in files:
        for case in read_cases(form, file, office)[0]:
            yield case, [standing_of(case, paper, office) for paper in form.papers_of()]


class _Run:
    """One run: the cases checked, the papers made, and what is worth saying of both."""

    def __init__(
        self,
        form: Form,
        files: Sequence[Path],
        office: Office,
        planner: Planner,
        way: Way,
        watch: Watch,
        elsewhere: Elsewhere | None,
    ) -> None:
        self.planner = planner
        self._said: list[Problem] = []  # of the cases
        self._noticed: dict[Problem, None] = {}  # of papers: each is worth saying once
        self._form, self._files, self._office = form, files, office
        self._way, self._watch, self._elsewhere = way, watch, elsewhere
        self.made = self._cases = self._checked = 0
        self._proof = Proofreader(form, office) if way.proofread else None
        self._ready = self._items()

    @property
    def notices(self) -> list[Problem]:
        proofread = self._proof.notices() if self._proof else ()
        elsewhere = self._elsewhere.notices if self._elsewhere else ()
        return [*self._said, *elsewhere, *proofread, *self._noticed]

    def check(self) -> None:
        """Check everything now, instead of while papers are made. Raises: Problems with all that is wrong."""
        self._ready = iter(list(self._ready))

    def outputs(self, done: int) -> Iterator[Output]:
        """The papers after so many, always in the same order. Raises: as `check`, if that was not called."""
        items, skipped = self._ready, 0
        for item in items:
            if skipped + item.count > done:
                items = chain([item], items)
                break
            skipped += item.count
        spool = None if self._way.bundle else outbox.spool(self._office.out)
        work = crew(self._way.jobs, self._way.dask, spool)
        with Maker(self._form, self._office) as maker:
            made = (output for papers in work(maker, items) for output in self._told(papers))
            for n, output in enumerate(islice(made, done - skipped, None), done + 1):
                self.made = n
                yield output
                tell(self._watch, Phase.MAKING, n, self._expected())

    def _items(self) -> Iterator[Item]:
        """What is to be made; after the first mistake nothing more, but every case of every file is gone through.

        Raises: Problems.
        """
        said = self._said
        is_right, seen = True, 0
        for file in self._files:
            try:
                cases = open_cases(self._form, file, self._office)
            except GenError as error:
                said += error.problems
                continue
            self._cases += cases.count
            said += cases.problems
            for case in cases.checked(said):
                self._checked += 1
                tell(self._watch, Phase.CHECKING, self._checked, self._cases)
                if self._elsewhere:
                    said[seen:] = self._elsewhere.spare(case, said[seen:])
                is_right = is_right and not any(fatal(said[seen:]))
                seen = len(said)
                if is_right:
                    if self._proof:
                        self._proof.read(case)
                    yield from self.planner.add(case)
        asked = self.planner.asked
        said += asked.problems()
        if any(fatal(said)):
            raise Problems(said)
        said += asked.in_book()
        yield from self.planner.end()

    def _expected(self) -> int:
        """How many papers it will be, as far as the cases that were checked tell."""
        return round(self.planner.count * self._cases / self._checked)

    def _told(self, made: Papers) -> Sequence[Output]:
        self._noticed |= dict.fromkeys(made.notices)
        if self._proof:
            self._proof.look(made.samples)
        return made.outputs


def _batch(form: Form, files: Sequence[Path], office: Office, asked: str) -> str:
    """A name for all that the papers depend on: cases, form, settings, the day, and what was asked for."""
    hashed = hashlib.sha256(f"{__version__} {office.today} {office.user} {form.name} {asked}".encode())
    own = (*office.forms.glob("*.yaml"), *form.folder.iterdir(), *(office.root / "data").glob("*.[yc]*"))
    for path in (*files, *sorted(own), *filter(None, [office.emblem])):
        with suppress(OSError):  # what cannot be read is told by who reads it
            hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()


def remake(form: Form, of: Origin, path: Path, office: Office) -> tuple[bytes, bool]:
    """The paper at `path` as it was first made from its own data, and whether its template is still the same.

    Raises: GenError E605, E612.
    """
    paper = form.paper(of.paper)
    then = replace(office, today=date.fromisoformat(of.made)) if of.made else office
    case = case_of(form, of, then)
    receiver = _receiver(context.receivers(case, paper), form, of)
    with Maker(form, then) as maker:
        return maker.paper(Job(case, paper, receiver, path), []), maker.template(paper).hash == of.template


def _receiver(receivers: Sequence[Any], form: Form, of: Origin) -> Any:
    """The one to whom the paper goes; papers of the first version hold all, and know him by the whole row."""
    if len(receivers) == 1:
        return receivers[0]
    known = [(one, receiver_text(one, form, form.paper(of.paper), receivers)) for one in receivers]
    same = [one for one, text in known if text == of.receiver]
    first = [one for one, text in known if text and of.receiver.startswith(f"{text} ")]
    return next(iter([*same, *first]), None)


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
    except ValueError:  # something else of that name
        return data
