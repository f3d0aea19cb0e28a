"""The first page, a work's page, and the server itself."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for

from .. import casefile
from ..errors import GenError
from ..folders import form_titles
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
    found = [(titles.get(form, form), one) for form, one in _cases()]
    newest = sorted(found, key=lambda pair: pair[1].at, reverse=True)
    return render_template("home.html", works=works, cases=newest[:OPEN_CASES], office=g.office)


def work(form: str) -> str:
    of = load(g.office.forms, form)
    found = sorted(_cases(form), key=lambda pair: pair[1].at, reverse=True)
    cases = [(of.title, one) for _, one in found]
    return render_template("work.html", form=of, cases=cases, office=g.office)


def _cases(form: str = "") -> list[tuple[str, casefile.CaseFile]]:
    """The kept cases that can be read."""
    found = []
    for name, id in casefile.listed(g.office.root):
        if form and name != form:
            continue
        try:
            found.append((name, casefile.read(g.office.root, name, id)))
        except GenError:  # told where it is opened
            continue
    return found
