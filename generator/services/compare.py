"""A Word file beside the same paper as it was made: what a clerk changed, and what its case is now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import make
from ..errors import Problem
from ..office import Office
from ..paper.back import Reading
from ..paper.changes import Change, marked

__all__ = ["Change", "Compared", "Reading", "compare", "marked", "read_back"]


@dataclass(frozen=True)
class Compared:
    """What was changed in a paper, what is worth knowing of that, and the copy that shows it, if it was asked for."""

    changes: tuple[Change, ...]
    notices: tuple[Problem, ...]
    tracked: Path | None = None


def compare(office: Office, file: Path, tracked: Path | None = None) -> Compared:
    """The changes of a paper since it was made; at `tracked` a copy is written in which Word shows them.

    Raises: GenError E301, E611, E612; E601, E602.
    """
    found = make.review(file, office)
    copy = make.write_tracked(file, office, tracked) if tracked else None
    return Compared(found.changes, found.notices, copy)


def read_back(office: Office, file: Path) -> list[Reading]:
    """The values of a paper's case as it says them now. Raises: GenError E301, E611, E612."""
    return make.read_back(file, office)
