"""Papers of anybody, dropped to be proofread: findings on their pages; nothing of them is kept longer than needed."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, g, jsonify, render_template

from ..services import papers
from ..services.drop import inboxed
from ..services.papers import Entry, PaperSeen
from .drop import inbox
from .paper import boxes, picture
from .words import SEVERITIES


def check() -> str:
    return render_template("check.html", office=g.office)


def check_file(id: str) -> str:
    return render_template("checked.html", id=id, seen=_seen(id), severities=SEVERITIES, office=g.office)


def check_page(id: str, number: int) -> Response:
    return picture(_pages(_seen(id)), number)


def check_boxes(id: str) -> Response:
    seen = _seen(id)
    pages = _pages(seen)
    return jsonify(pages=len(pages.pictures), places=boxes(seen, pages.pdf))


def _seen(id: str) -> PaperSeen:
    known = papers.know_any(inboxed(inbox(), id))
    return papers.look_at(g.office, _entry(id, known.path), known)


def _entry(id: str, path: Path) -> Entry:
    return Entry(id, "paper", path.name, "", "", path.stem, "", "", "foreign", 0, "", 0)


def _pages(seen: PaperSeen) -> papers.Pages:
    pages: papers.Pages = current_app.extensions["pages"].of_file(g.office, seen.known.data)
    return pages
