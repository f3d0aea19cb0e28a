"""A case as a page: its steps, the cells of the part that is open, its papers, and what is said of every cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)

from .. import outbox
from ..services import batch, cases, copies
from ..services.cases import Mark, Part, Saved, Seen, Step
from ..services.drop import keep
from ..watch import Stopped
from . import asked, jobpage
from .answers import download
from .drop import inbox

MOST_YEARS = 20  # that a copy is later
MOST_CELLS = 20_000_000  # bytes of the cells of one save
MOST_VERSIONS = 10**9


def new(form: str) -> Any:
    made = cases.start(g.office, form, g.now)
    return redirect(url_for("page", form=form, id=made.id))


def take(form: str) -> Any:
    """A case out of the file that a clerk gives; one with many cases is asked about first."""
    given = request.files.get("file") or abort(400)
    path = keep(inbox(), Path(given.filename or "").name, given.read())
    if batch.count(g.office, form, path) > 1:
        return redirect(url_for("ask_batch", form=form, id=path.parent.name))
    made = cases.take(g.office, form, path, g.now)
    path.unlink()
    return redirect(url_for("page", form=form, id=made.id))


def page(form: str, id: str) -> str:
    """The case at one step, and one of its parts where it has several."""
    seen = cases.look(g.office, form, id)
    step = _step(seen)
    part = _part(step)
    parts = [part] if step.number and part else list(step.parts)
    return render_template(
        "case.html", seen=seen, step=step, part=part, parts=parts, said=_said(seen), office=g.office
    )


def save(form: str, id: str) -> Any:
    """Keep what was typed, and say what is missing and wrong now."""
    request.max_content_length = MOST_CELLS
    sent = asked.document()
    cells, version = _cells(sent.get("cells")), sent.get("version")
    if not isinstance(version, int) or not 0 < version < MOST_VERSIONS:
        abort(400)
    saved = cases.save(g.office, form, id, version, cells, g.now)
    answer = {**_said(saved.seen), "clashes": _clashes(saved)}
    if saved.clashes or saved.seen.file.version > version + 1:  # another hand typed too
        answer["cells"] = {name: saved.seen.file.cells.get(name, ()) for name in cells}
    return jsonify(answer)


def rename(form: str, id: str) -> Any:
    cases.rename(g.office, form, id, request.form["name"].strip(), g.now)
    return redirect(url_for("page", form=form, id=id))


def copy(form: str, id: str) -> Any:
    """A new case out of this one, as many years later as was said."""
    years = asked.number("years", 0, MOST_YEARS, 0)
    made = copies.copy(g.office, form, id, years, g.now)
    return redirect(url_for("page", form=form, id=made.id))


def make(form: str, id: str) -> str:
    """Have the papers made: all, those of a step, or one."""
    seen = cases.look(g.office, form, id)
    wanted = {
        "form": form,
        "case": id,
        "paper": request.form.get("paper", ""),
        "step": asked.number("step", 0, 99, 0),
    }
    job = current_app.extensions["jobs"].add("make", f"ทำ{seen.form.title}", wanted)
    return jobpage.part(job) if "HX-Request" in request.headers else jobpage.whole(job)  # no script yet


def workbook(form: str, id: str) -> Response:
    seen = cases.look(g.office, form, id)
    data = cases.workbook(g.office, seen)
    name = outbox.file_name(f"{seen.form.title} {seen.file.name}".strip())
    return download(data, f"{name}.xlsx")


def versions(form: str, id: str) -> str:
    seen = cases.look(g.office, form, id)
    kept = cases.versions(g.office, form, id)
    return render_template("versions.html", seen=seen, versions=kept, office=g.office)


def restore(form: str, id: str) -> Any:
    cases.restore(g.office, form, id, asked.number("version", 1, MOST_VERSIONS), g.now)
    return redirect(url_for("page", form=form, id=id))


def picture(form: str, id: str, paper: str) -> Response:
    """A page of a paper as it would be printed; `X-Pages` says how many there are."""
    seen = cases.look(g.office, form, id)
    try:
        pages = current_app.extensions["pages"].of_case(g.office, seen, paper)
    except Stopped:
        return Response(status=204)  # a newer one is coming
    number = min(max(request.args.get("page", 1, int), 1), len(pages.pictures))
    answer = Response(pages.pictures[number - 1], mimetype="image/webp")
    answer.headers["X-Pages"] = str(len(pages.pictures))
    return answer


# --- what a page needs


def _step(seen: Seen) -> Step:
    number = request.args.get("step", 0, int)
    return next((step for step in seen.steps if step.number == number), seen.steps[0])


def _part(step: Step) -> Part | None:
    wanted = request.args.get("part", "")
    return next((part for part in step.parts if part.key == wanted), next(iter(step.parts), None))


def _cells(sent: Any) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The cells that a page sent, as texts."""
    if not isinstance(sent, dict):
        abort(400)
    return {sheet: asked.rows(rows) for sheet, rows in sent.items()}


def _said(seen: Seen) -> dict[str, Any]:
    """What a page shows beside the cells: messages, and where each paper stands."""
    return {
        "version": seen.file.version,
        "marks": [_mark(mark) for mark in seen.marks],
        "papers": {key: list(one.missing) for key, one in seen.papers.items()},
    }


def _mark(mark: Mark) -> dict[str, Any]:
    said = mark.problem
    kind = "missing" if said.is_missing else "wrong" if said.fatal else "word"
    text = f"{said.text} — ใส่เช่น {said.example}" if said.example else said.text
    return {
        "sheet": mark.sheet,
        "row": mark.row,
        "column": mark.column,
        "kind": kind,
        "label": said.label,
        "text": text,
    }


def _clashes(saved: Saved) -> list[dict[str, Any]]:
    return [
        {"sheet": one.sheet, "row": one.row, "mine": one.mine, "theirs": one.theirs}
        for one in saved.clashes
    ]
