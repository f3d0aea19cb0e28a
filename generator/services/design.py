"""For those who design forms: a new one, and the templates in order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import layout
from ..errors import GenError, Problem
from ..folders import form_names
from ..form import load
from ..outbox import overwrite
from ..render import Helper
from ..template.check import check_form
from ..template.forms import reframe_form, tidy_form, untidy
from ..template.new import new_form
from ..watch import NOBODY, Watch, look


@dataclass(frozen=True)
class Tidied:
    """The templates and outlines that were written, and what is wrong with the templates."""

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]


def start_form(folder: Path, name: str, kind: str, taken: Collection[str] = (), title: str = "") -> list[Path]:
    """A new form of a kind of page.yaml: its files. `taken` are names that the door needs for itself.

    Raises: GenError E418 to E421, E601.
    """
    if name in taken:
        raise GenError("E421", form=name)
    return new_form(folder, name, kind, layout.load(folder), title)


def tidy(
    folder: Path, names: Sequence[str] = (), *, only_check: bool = False, frame: bool = False, watch: Watch = NOBODY
) -> Tidied:
    """Put the templates of forms (all of them, if none is named) in order, and hold their tags against their fields.

    `frame`: figures of page.yaml that were changed are put into them first.

    Raises: GenError E301, E308, E401 to E404, E413, E415, E601; Stopped.
    """
    if frame:
        _frame(folder, names or form_names(folder))
        if not names:
            overwrite(folder / layout.FRAMED, (folder / layout.FILE).read_bytes())
    helper = Helper()  # a template from outside may take the time and memory of its own process, not of this one
    written: list[Path] = []
    wrong: list[Problem] = []
    for name in names or form_names(folder):
        look(watch)
        form = load(folder, name)
        if only_check:
            wrong += helper.ask(name, untidy, form)
        else:
            written += tidy_form(form, helper)
        wrong += helper.ask(name, check_form, form)
    return Tidied(tuple(written), tuple(wrong))


def _frame(folder: Path, names: Sequence[str]) -> None:
    old, new = layout.framed(folder), layout.read(folder / layout.FILE)
    for name in names:
        reframe_form(load(folder, name), old, new)
