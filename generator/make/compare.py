"""A paper that a clerk has edited, beside the same paper as it was made.

In: a Word file of ours and the office. Out: a `Pair`: what was changed, a copy with tracked changes,
the values of the case as they stand there now. The paper is made again once for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..errors import GenError, Problem, problem
from ..fields import Field
from ..form import Form, load
from ..office import Office
from ..paper import back, controls
from ..paper.back import Reading
from ..paper.changes import Change, text_changes
from ..paper.controls import Control
from ..paper.data import case_of
from ..paper.known import Known, refuse_damaged
from ..paper.origin import Origin
from ..word import opc
from .road import remake


@dataclass(frozen=True)
class Pair:
    """A paper of ours as it is now, and as it was made; `notices` are worth knowing of the comparison."""

    now: Known
    made: bytes
    origin: Origin
    form: Form
    office: Office
    notices: tuple[Problem, ...]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was changed since the paper was made, in text or looks."""
        from .looks import look_changes

        now = self.now.data
        return (*text_changes(self.made, now), *look_changes(self.made, now))

    def tracked(self) -> bytes:
        """A copy of the paper whose changes Word shows as tracked."""
        from ..paper.tracked import tracked

        return tracked(self.made, self.now.data, self.office.today.isoformat())

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The values of the case as the paper says them now."""
        of, late = self.origin, [field for field in self._seen if field.late]
        case = case_of(self.form, of, self.office)
        own = [field for field in self.form.fields if field.key in of.data]
        typed = back.from_controls(late, self._controls, of.late, self.office.today)
        return (*typed, *back.from_text(own, case.values, self.made, self.now.data))

    @property
    def _seen(self) -> tuple[Field, ...]:
        return self.form.seen(self.form.paper(self.origin.paper))

    @property
    def _controls(self) -> list[Control]:
        stories = [data for name, data in self.now.parts.items() if opc.STORY.fullmatch(name)]
        return [one for data in stories for one in controls.controls(data.decode())]


def pair(paper: Known, office: Office) -> Pair:
    """Make a paper again from what it holds, as it first was. Raises: GenError E611, E612, E801."""
    of = paper.origin
    if of is None:
        raise GenError("E611", file=paper.path.name)
    refuse_damaged(paper.data, paper.path.name)
    form = load(office.forms, of.form)
    made, is_same_template = remake(form, of, paper.path, office)
    if of.day:  # number and day came by issuing, not by the clerk
        made = _filled(made, paper.late)
    name = form.paper(of.paper).template.name
    notices = () if is_same_template else (problem("W603", template=name),)
    return Pair(paper, made, of, form, office, notices)


def _filled(docx: bytes, late: dict[str, str]) -> bytes:
    """A paper with its late values in their controls."""
    stories = {name: data for name, data in opc.read(docx).items() if opc.STORY.fullmatch(name)}
    filled = {name: controls.fill(data.decode(), late).encode() for name, data in stories.items()}
    return opc.replace(docx, filled)
