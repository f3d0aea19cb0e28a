"""Tables of many cases: first how many, then their papers in one go."""

from __future__ import annotations

from flask import current_app, g, render_template

from ..services import batch
from ..services.drop import inboxed
from ..services.works import load
from . import jobpage
from .drop import inbox


def ask_batch(form: str, id: str) -> str:
    of, path = load(g.office.forms, form), inboxed(inbox(), id)
    count = batch.count(g.office, form, path)
    return render_template("ask_batch.html", form=of, id=id, name=path.name, count=count, office=g.office)


def make_batch(form: str, id: str) -> str:
    of, path = load(g.office.forms, form), inboxed(inbox(), id)
    asked = {"form": form, "file": path.relative_to(current_app.config["ROOT"]).as_posix()}
    job = current_app.extensions["jobs"].add("batch", f"ทำ{of.title}จากตาราง {path.name}", asked)
    return jobpage.whole(job)
