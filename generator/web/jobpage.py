"""How far long work is, and the button to stop it."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, g, render_template

from .jobs import Job, Jobs


def show(id: str) -> str:
    return part(_job(id))


def stop_job(id: str) -> str:
    job = _job(id)
    _jobs().stop(job)
    return part(job)


def part(job: Job) -> str:
    """The part of a page that shows a job, and asks again until it has ended."""
    return render_template("job.html", job=job, place=_jobs().place(job))


def whole(job: Job) -> str:
    """A page of its own for a job that was just asked for."""
    return render_template("jobshown.html", job=job, place=_jobs().place(job), office=g.office)


def _job(id: str) -> Job:
    return _jobs().get(id) or abort(404)


def _jobs() -> Jobs:
    jobs: Any = current_app.extensions["jobs"]
    found: Jobs = jobs
    return found
