"""The first page, a work's page, and the server itself."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for

from ..folders import form_titles
from ..services import cases
from ..services.works import load
from .guard import let_in

OPEN_CASES = 20  # on the first page


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
    works = list(form_titles(g.office.forms))
    titles = dict(works)
    newest = [(titles.get(one.form, one.form), one) for one in cases.listed(g.office)[:OPEN_CASES]]
    return render_template("home.html", works=works, cases=newest, office=g.office)


def work(form: str) -> str:
    of = load(g.office.forms, form)
    own = [(of.title, one) for one in cases.listed(g.office, form)]
    return render_template("work.html", form=of, cases=own, office=g.office)
