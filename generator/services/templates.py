"""Templates that come back edited: held against their form, looked at beside the old ones, and taken, or not.

In: the bytes of a Word template of one paper. Out: what is wrong with it, at its paragraphs; pages of the example
cases made with it. A template is tried in a copy of its form; the old one is kept when another takes its place.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import context, outbox
from ..case import read_cases
from ..errors import GenError, Problem
from ..form import Form, Paper, load
from ..make.maker import Maker
from ..make.plan import Job
from ..office import Office
from . import design

__all__ = ["Form", "Paper", "Trial", "current", "old_versions", "samples", "take", "trial_of", "try_out"]

MOST_SAMPLES = 3  # example cases that are shown


@dataclass(frozen=True)
class Trial:
    """A template that is tried: the form that it stands in, and what is wrong with it."""

    form: Form
    paper: Paper
    problems: tuple[Problem, ...]


def current(office: Office, form: str, paper: str) -> Paper:
    """A paper with its template of today. Raises: GenError E401, E605."""
    return load(office.forms, form).paper(paper)


def try_out(office: Office, form: str, paper: str, data: bytes, room: Path) -> Trial:
    """Put a template into a copy of its form in `room`, tidy and check it.

    Raises: GenError E401, E413, E415, E605.
    """
    of = load(office.forms, form)
    key = of.paper(paper).key
    folder = room / "forms"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for shared in office.forms.glob("*.*"):
        shutil.copy2(shared, folder / shared.name)
    shutil.copytree(of.folder, folder / form)
    copy = load(folder, form)
    outbox.overwrite(copy.paper(key).template, data)
    found = design.tidy(folder, [form])
    return Trial(load(folder, form), copy.paper(key), tuple(found.problems))


def trial_of(form: str, paper: str, room: Path) -> Trial:
    """A template that was tried before, and what is wrong with it. Raises: GenError E401, E605."""
    of = load(room / "forms", form)
    found = design.tidy(room / "forms", [form], only_check=True)
    return Trial(of, of.paper(paper), found.problems)


def samples(office: Office, form: Form, paper: Paper) -> Iterator[bytes]:
    """The paper made of the example cases that have what it needs."""
    cases, _ = read_cases(form, form.examples, office)
    ready = [case for case in cases if context.ready(case, paper)][:MOST_SAMPLES]
    with Maker(form, office) as maker:
        for case in ready:
            receiver = context.receivers(case, paper)[0]
            yield maker.paper(Job(case, paper, receiver, Path(f"{paper.title}.docx")), [])


def take(office: Office, trial: Trial) -> Path:
    """Make a tried template the one of the office; the old one is kept. Raises: GenError E601, E955."""
    if trial.problems:
        raise GenError("E955", problems=len(trial.problems))
    target = load(office.forms, trial.form.name).paper(trial.paper.key).template
    kept = _old_folder(office, trial.form.name, trial.paper.key) / f"{office.today.isoformat()}.docx"
    outbox.create_beside(kept, target.read_bytes())
    for suffix in (".docx", ".outline.txt"):
        source = trial.paper.template.with_name(f"{trial.paper.template.stem}{suffix}")
        if source.is_file():
            outbox.overwrite(target.with_name(f"{target.stem}{suffix}"), source.read_bytes())
    return target


def old_versions(office: Office, form: str, paper: str) -> list[Path]:
    """The templates that stood here before, the newest last."""
    return sorted(_old_folder(office, form, paper).glob("*.docx"), key=lambda path: path.stat().st_mtime_ns)


def _old_folder(office: Office, form: str, paper: str) -> Path:
    return office.out / ".gen" / "templates" / form / paper
