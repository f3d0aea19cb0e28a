"""The acts of the queue: what is asked, as JSON, done by one service each; the result as JSON for a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..services import cases
from ..services.make import MakeRequest, make
from ..services.office import Office
from .jobs import Job

LISTED = 30  # papers that a page names


def make_papers(office: Office, asked: Mapping[str, Any], job: Job) -> Mapping[str, Any]:
    """Make the papers of a kept case: all, or those of one step or one paper."""
    folder = cases.folder_of(office, asked["form"], asked["case"])
    made = make(
        office,
        MakeRequest(asked["form"], [folder / "case.json"], asked["paper"], asked["step"]),
        job,
    )
    return {
        "papers": [
            {"name": one.path.name, "file": one.path.relative_to(office.out).as_posix(), "state": one.state}
            for one in made.papers[:LISTED]
        ],
        "count": len(made.papers),
        "waiting": [[one.paper.title, list(one.missing)] for one in made.waiting],
        "notices": [str(one) for one in made.notices],
    }


ACTS = {"make": make_papers}
REPEATABLE = frozenset({"make"})  # what goes on, or does no harm, when it is done again after a crash
