"""What a work asks for and makes, and its templates: down, and edited up again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, g, render_template, request, send_file, url_for

from ..services import templates
from ..services.works import load
from .answers import told

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def about_work(form: str) -> str:
    """The fields and papers of a work."""
    of = load(g.office.forms, form)
    old = {paper.key: len(templates.old_versions(g.office, form, paper.key)) for paper in of.papers}
    return render_template("about.html", form=of, old=old, office=g.office)


def template_down(form: str, paper: str) -> Response:
    path = templates.current(g.office, form, paper).template
    return send_file(path, mimetype=WORD, as_attachment=True, download_name=path.name)


def template_up(form: str, paper: str) -> str:
    """Try an edited template: its faults, or the example cases beside the old one."""
    given = request.files.get("file") or abort(400)
    found = templates.try_out(g.office, form, paper, given.read(), _room(form, paper))
    return render_template("trial.html", trial=found, title=load(g.office.forms, form).title, office=g.office)


def template_page(form: str, paper: str, which: str, number: int) -> Response:
    """The first pages of an example, with the old template or the new one."""
    if which == "new":
        trial = templates.trial_of(form, paper, _room(form, paper))
        of, own = trial.form, trial.paper
    else:
        of = load(g.office.forms, form)
        own = of.paper(paper)
    made = list(templates.samples(g.office, of, own))
    if not 1 <= number <= len(made):
        abort(404)
    pages = current_app.extensions["pages"].of_file(g.office, made[number - 1])
    return Response(pages.pictures[0], mimetype="image/webp")


def template_take(form: str, paper: str) -> Any:
    """Make the tried template the one of the office."""
    trial = templates.trial_of(form, paper, _room(form, paper))
    templates.take(g.office, trial)
    return told("ใช้แม่แบบใหม่แล้ว แม่แบบเดิมเก็บไว้", url_for("about_work", form=form))


def _room(form: str, paper: str) -> Path:
    """Where a template of a paper is tried; the names are those of a form that is there."""
    of = load(g.office.forms, form)
    root: Path = current_app.config["ROOT"]
    return root / "out" / ".gen" / "web" / "trial" / of.name / of.paper(paper).key
