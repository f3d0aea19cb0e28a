"""A paper of out/: its pages with what the proofreader sees on them, its files, and what may be done with it next."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, g, jsonify, redirect, render_template, request, url_for

from ..services import check, compare, papers, readback
from ..services.papers import Entry, Pages, PaperSeen, Query, Spot
from . import asked
from .answers import download
from .words import SEVERITIES

PAGE = 50  # entries of a list


def listing() -> str:
    """Papers and cases that have the words, are of a work, in a state."""
    asked = Query(
        words=request.args.get("q", "")[:200],
        kind="paper",
        form=request.args.get("form", ""),
        state=request.args.get("state", ""),
    )
    start = max(request.args.get("start", 0, int), 0)
    catalogue = _catalogue()
    found = catalogue.search(asked, PAGE, start)
    page = "papers_found.html" if "HX-Request" in request.headers else "papers.html"
    return render_template(
        page, asked=asked, found=found, start=start, most=PAGE, count=catalogue.count(asked), office=g.office
    )


def paper(id: str) -> str:
    entry = _entry(id)
    seen = papers.look(g.office, entry)
    return render_template(
        "paper.html",
        seen=seen,
        severities=SEVERITIES,
        by_word=check.BY_WORD,
        versions=papers.versions(g.office, _catalogue(), entry),
        signed=papers.signed_copy(g.office, entry),
        office=g.office,
    )


def paper_changed(id: str) -> Any:
    """A word if the file is another one than the page shows; nothing otherwise."""
    entry = _entry(id)
    if str(entry.changed) == request.args.get("since"):
        return "", 204
    return render_template("changed.html", entry=entry)


def paper_page(id: str, number: int) -> Response:
    """The picture of a page; `X-Pages` says how many there are."""
    return picture(_pages(_entry(id)), number)


def paper_boxes(id: str) -> Response:
    """Where each finding stands: for each, its boxes with their pages (from 1)."""
    seen = papers.look(g.office, _entry(id))
    pages = current_app.extensions["pages"].of_file(g.office, seen.known.data)
    return jsonify(pages=len(pages.pictures), places=boxes(seen, pages.pdf))


def paper_word(id: str) -> Response:
    path = papers.path_of(g.office, _entry(id))
    return download(path.read_bytes(), path.name)


def paper_pdf(id: str) -> Response:
    entry = _entry(id)
    pages = _pages(entry)
    answer = Response(pages.pdf, mimetype="application/pdf")
    stem = papers.path_of(g.office, entry).stem
    answer.headers.set("Content-Disposition", "attachment", filename=f"{stem}.pdf")
    return answer


def paper_signed(id: str) -> Response:
    """The signed copy that is kept beside the paper."""
    path = papers.signed_copy(g.office, _entry(id)) or abort(404)
    return download(path.read_bytes(), path.name)


def paper_diff(id: str) -> str:
    """What was changed since the paper was made, and what its case would be now."""
    known = papers.known(g.office, _entry(id))
    found = compare.compare(g.office, known)
    back = readback.changed(g.office, known)
    case = readback.case_of(g.office, _catalogue(), known) if back else None
    return render_template("diff.html", entry=_entry(id), found=found, back=back, case=case, office=g.office)


def paper_back(id: str) -> str:
    """Write what the paper says into the case that it was made from."""
    known = papers.known(g.office, _entry(id))
    case = readback.case_of(g.office, _catalogue(), known) or abort(404)
    written = readback.write_back(g.office, case, known, g.now)
    return render_template("back.html", entry=_entry(id), case=case, written=written, office=g.office)


def paper_accept(id: str) -> Any:
    """Switch a rule off for this office, or take a word for right."""
    entry = _entry(id)
    check.accept(g.office, [asked.text("code")])
    return redirect(url_for("paper", id=entry.id))


def picture(pages: Pages, number: int) -> Response:
    """One page (from 1), the last for more."""
    data = pages.pictures[min(max(number, 1), len(pages.pictures)) - 1]
    answer = Response(data, mimetype="image/webp")
    answer.headers["X-Pages"] = str(len(pages.pictures))
    return answer


def boxes(seen: PaperSeen, pdf: bytes) -> list[list[dict[str, float]]]:
    """For each finding its boxes on the pages."""
    return [[box for spot in spots for box in _boxes(spot)] for spots in papers.spots_of(seen, pdf)]


def _entry(id: str) -> Entry:
    return papers.find(_catalogue(), id)


def _catalogue() -> papers.Catalogue:
    catalogue: papers.Catalogue = current_app.extensions["catalogue"]
    catalogue.look()
    return catalogue


def _pages(entry: Entry) -> Pages:
    data = papers.path_of(g.office, entry).read_bytes()
    pages: Pages = current_app.extensions["pages"].of_file(g.office, data)
    return pages


def _boxes(spot: Spot) -> list[dict[str, float]]:
    return [
        {"page": spot.page + 1, "left": one.left, "top": one.top, "width": one.width, "height": one.height}
        for one in spot.boxes
    ]

