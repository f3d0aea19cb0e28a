"""A paper that a clerk has edited, beside the same paper as it was made: what was changed, and what its case is now.

In: a Word file of ours and the office. Out: a `Review`, a copy with tracked changes, or the values of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import opc, outbox
from ..errors import GenError, Problem, problem
from ..form import Form, load
from ..office import Office
from ..paper import back, controls, origin
from ..paper.back import Reading
from ..paper.changes import Change, text_changes
from ..paper.data import case_of
from ..paper.origin import Origin
from .road import remake

TRACKED = "ที่แก้ไข"


@dataclass(frozen=True)
class Review:
    """What was changed in a paper since it was made, and what is worth knowing of the comparison."""

    file: Path
    changes: tuple[Change, ...]
    notices: tuple[Problem, ...]


@dataclass(frozen=True)
class Paper:
    """A paper of ours as it is now, and as it was made."""

    file: Path
    now: bytes
    made: bytes
    origin: Origin
    form: Form
    notices: tuple[Problem, ...]


def review(file: Path, office: Office) -> Review:
    """What was changed since the paper was made, in text or looks. Raises: GenError E301, E611, E612."""
    from .looks import look_changes

    paper = _read(file, office)
    changes = (*text_changes(paper.made, paper.now), *look_changes(paper.made, paper.now))
    return Review(file, changes, paper.notices)


def write_tracked(file: Path, office: Office, out: Path | None = None) -> Path:
    """Write a copy of the paper whose changes Word shows as tracked. Raises: as `review`; GenError E601, E602."""
    from ..paper.tracked import tracked

    paper = _read(file, office)
    path = out or file.with_name(f"{file.stem} ({TRACKED}){file.suffix}")
    outbox.write_new(path, tracked(paper.made, paper.now, office.today.isoformat()))
    return path


def read_back(file: Path, office: Office) -> list[Reading]:
    """The values of the case as the paper says them now. Raises: GenError E301, E611, E612."""
    paper = _read(file, office)
    of = paper.form.paper(paper.origin.paper)
    fields = paper.form.seen(of)
    parts = opc.read(paper.now)
    found = [one for name in parts if opc.STORY.fullmatch(name) for one in controls.controls(parts[name].decode())]
    late = back.from_controls([field for field in fields if field.late], found, paper.origin.late, office.today)
    case = case_of(paper.form, paper.origin, office)
    own = [field for field in paper.form.fields if field.key in paper.origin.data]
    return [*late, *back.from_text(own, case.values, paper.made, paper.now)]


def _read(file: Path, office: Office) -> Paper:
    now = outbox.read(file)
    kept = origin.read_item(now) if now is not None else None
    if now is None:
        raise GenError("E301", file=file.name)
    if kept is None:
        raise GenError("E611", file=file.name)
    _, of, late = kept
    form = load(office.forms, of.form)
    made, is_same_template = remake(form, of, file, office)
    if of.day:  # number and day came by issuing, not by the clerk
        parts = {name: data.decode() for name, data in opc.read(made).items() if opc.STORY.fullmatch(name)}
        made = opc.replace(made, {name: controls.fill(xml, late).encode() for name, xml in parts.items()})
    notices = () if is_same_template else (problem("W603", template=form.paper(of.paper).template.name),)
    return Paper(file, now, made, of, form, notices)
