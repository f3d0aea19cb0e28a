"""Make the papers of a work.

In: a form and files of cases. Out: `Made`: the Word files in out/, what waits for data, and what is worth saying.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..case import Case
from ..form import load
from ..make import Made, Standing, Way, standing
from ..make import make as make_papers
from ..office import Office
from ..watch import NOBODY, Watch

__all__ = ["Case", "Made", "MakeRequest", "Standing", "Way", "make", "standing_of"]

HERE = Way()


@dataclass(frozen=True)
class MakeRequest:
    """The work by its name, and the files of its cases.

    `paper` asks for one of its papers, `step` (from 1) for those of one step.
    """

    form: str
    files: Sequence[Path]
    paper: str = ""
    step: int = 0
    way: Way = HERE


def make(office: Office, request: MakeRequest, watch: Watch = NOBODY) -> Made:
    """Make papers: all that are asked for, or with every Problem at once none.

    Raises: Problems of every file; GenError E401, E605, E606, E601, E608 to E610; Stopped.
    """
    form = load(office.forms, request.form)
    return make_papers(form, request.files, office, request.paper, request.step, watch, request.way)


def standing_of(
    office: Office, form: str, files: Sequence[Path]
) -> list[tuple[Case, list[Standing]]]:
    """How far each case has come, paper by paper. Raises: Problems of the files."""
    return list(standing(load(office.forms, form), files, office))
