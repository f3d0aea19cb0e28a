"""A Word file beside the same paper as it was made: what a clerk changed, and what its case is now.

A paper comes as a path, or as a `Known` that was read before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import Problem, foreign
from ..make import Pair
from ..make import pair as made_again
from ..office import Office
from ..outbox import write_new
from ..paper.back import Reading
from ..paper.changes import Change, marked
from ..paper.known import Known, know

__all__ = ["Change", "Compared", "Pair", "Reading", "compare", "marked", "pair", "read_back"]


@dataclass(frozen=True)
class Compared:
    """What was changed in a paper, what is worth knowing of that, and the copy that shows it, if one was asked for."""

    changes: tuple[Change, ...]
    notices: tuple[Problem, ...]
    tracked: Path | None = None


def compare(office: Office, paper: Path | Known, tracked: Path | None = None) -> Compared:
    """The changes of a paper since it was made; at `tracked` a copy is written in which Word shows them.

    Raises: GenError E301, E306, E611, E612; E601, E602.
    """
    name = (paper.path if isinstance(paper, Known) else paper).name
    with foreign("E801", file=name):
        found = pair(office, paper)
        if tracked:
            write_new(tracked, found.tracked())
        return Compared(found.changes, found.notices, tracked)


def read_back(office: Office, paper: Path | Known) -> tuple[Reading, ...]:
    """The values of a paper's case as it says them now. Raises: GenError E301, E306, E611, E612, E801."""
    name = (paper.path if isinstance(paper, Known) else paper).name
    with foreign("E801", file=name):
        return pair(office, paper).readings


def pair(office: Office, paper: Path | Known) -> Pair:
    """All of it at once: changes, readings and the tracked copy of a paper that is made again only once.

    Raises: GenError E301, E306, E611, E612, E801.
    """
    return made_again(paper if isinstance(paper, Known) else know(paper), office)
