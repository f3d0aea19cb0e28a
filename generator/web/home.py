"""The first page, a work's page, and the server itself."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for

from ..folders import form_titles
from ..services import cases, settings
from ..services import desk as desks
from ..services.papers import Catalogue
from ..services.works import load
from .guard import let_in
from .words import FIRST_STEPS

MOST_DAYS = 15  # of the first page


def start() -> Any:
    """Let the browser in by a link that is good once."""
    if not current_app.extensions["links"].use(request.args.get("link", "")):
        abort(401)
    let_in()
    return redirect(url_for("home"))


def health() -> str:
    """The office that is served, to one who knows the secret of the server."""
    _know_hand()
    return str(current_app.config["ROOT"].name)


def hand_in() -> str:
    """A new link for the browser, to a second start."""
    _know_hand()
    return str(current_app.extensions["links"].new())


def _know_hand() -> None:
    import hmac

    if not hmac.compare_digest(request.headers.get("X-Gen-Hand", ""), current_app.extensions["hand"]):
        abort(401)


def stop() -> str:
    """End the server, after the page is sent."""
    import threading

    threading.Timer(0.5, current_app.extensions["stop"]).start()
    return render_template("stopped.html")


def favicon() -> tuple[str, int]:
    return "", 204


def home() -> str:
    """The desk: what to go on with, what waits, and the works to begin."""
    catalogue, desk = _catalogue(), current_app.extensions["desk"]
    works = dict(form_titles(g.office.forms))
    return render_template(
        "home.html",
        works=works,
        steps=settings.first_steps(g.office),
        first_steps=FIRST_STEPS,
        cases=desk.open_cases(g.office),
        edited=desks.edited(catalogue),
        waiting=desks.waiting(catalogue),
        jobs=[job for job in current_app.extensions["jobs"].all if not job.is_ended],
        office=g.office,
    )


def deadlines() -> str:
    """The part of the desk that counts days; it asks again while cases are left to look at."""
    _catalogue()
    days, left = current_app.extensions["desk"].deadlines(g.office)
    return render_template("deadlines.html", days=days[:MOST_DAYS], more=len(days) - MOST_DAYS, left=left)


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    catalogue.look()
    return catalogue


def work(form: str) -> str:
    of = load(g.office.forms, form)
    own = [(of.title, one) for one in cases.listed(g.office, form)]
    return render_template("work.html", form=of, cases=own, office=g.office)
