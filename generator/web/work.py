"""The acts of the queue: what is asked, as JSON, done by one service each; the result as JSON for a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..services import batch, cases, printing
from ..services.issue import IssueRequest, issue
from ..services.make import Made, MakeRequest, make
from ..services.office import Office
from ..services.papers import id_of
from .jobs import Job

LISTED = 30  # papers that a page names


def make_papers(office: Office, asked: Mapping[str, Any], job: Job) -> Mapping[str, Any]:
    """Make the papers of a kept case: all, or those of one step or one paper."""
    folder = cases.folder_of(office, asked["form"], asked["case"])
    request = MakeRequest(asked["form"], [folder / "case.json"], asked["paper"], asked["step"])
    return _told(office, make(office, request, job))


def make_batch(office: Office, asked: Mapping[str, Any], job: Job) -> Mapping[str, Any]:
    """Make the papers of a table of many cases, which is gone afterwards."""
    path = office.root / asked["file"]
    told = _told(office, make(office, MakeRequest(asked["form"], [path], way=batch.WAY), job))
    path.unlink(missing_ok=True)
    return told


def _told(office: Office, made: Made) -> Mapping[str, Any]:
    return {
        "papers": [
            {"name": one.path.name, "id": _id(office, one.path), "state": one.state}
            for one in made.papers[:LISTED]
        ],
        "count": len(made.papers),
        "waiting": [[one.paper.title, list(one.missing)] for one in made.waiting],
        "notices": [str(one) for one in made.notices],
    }


def _id(office: Office, path: Path) -> str:
    return id_of(path.relative_to(office.root).as_posix())


def issue_papers(office: Office, asked: Mapping[str, Any], job: Job) -> Mapping[str, Any]:
    """Give papers their numbers and days."""
    files = [office.root / path for path in asked["papers"]]
    request = IssueRequest(files, date.fromisoformat(asked["day"]), asked["number"])
    done = issue(office, request)
    papers = [
        {"name": one.path.name, "id": _id(office, one.path), "said": str(one.number)} for one in done
    ]
    return {"count": len(done), "papers": papers}


def print_papers(office: Office, asked: Mapping[str, Any], job: Job) -> Mapping[str, Any]:
    """Write a print set into the server's own folder."""
    to = office.out / ".gen" / "web" / "print" / f"{job.id}.pdf"
    to.parent.mkdir(parents=True, exist_ok=True)
    files = [office.root / path for path in asked["papers"]]
    request = printing.PrintRequest(files, to, asked["set"], asked["draft"], asked["reason"])
    done = printing.print_papers(office, request, job)
    problems = [str(one) for made in done.made for one in made.problems]
    if done.path is None:
        return {"count": 0, "papers": [], "notices": problems}
    return {
        "count": len(done.copies),
        "pages": done.pages,
        "sheets": done.sheets,
        "file": to.relative_to(office.root).as_posix(),
        "notices": problems,
    }


ACTS = {"make": make_papers, "batch": make_batch, "issue": issue_papers, "print": print_papers}
REPEATABLE = frozenset({"make", "batch"})  # what goes on, or does no harm, when it is done again after a crash
