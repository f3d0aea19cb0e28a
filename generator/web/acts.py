"""What is done with papers: first a page that says what it will do, then the act, in the queue where it takes long."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, g, redirect, render_template, request, send_file, url_for

from .. import outbox
from ..errors import GenError, Place
from ..services import book, check, papers, typed
from ..services import issue as issuing
from ..services.drop import inboxed
from ..services.papers import Entry
from ..services.printing import set_names
from . import asked as said
from . import jobpage
from .answers import told
from .drop import inbox
from .jobs import DONE, Job

MOST = 500  # papers of one act


def ask_issue() -> str:
    return render_template("ask_issue.html", entries=_chosen(), today=_today(), office=g.office)


def issue() -> str:
    """Give numbers and days to the papers, all or none."""
    entries = _chosen()
    number = request.form.get("number", "").strip()
    running = typed.running_number(g.office, number) if number else None
    if number and running is None:
        raise GenError("E954", found=number)
    asked = {
        "papers": [one.path for one in entries],
        "day": typed.day(g.office, request.form.get("day", "").strip(), Place("ลงวันที่")).isoformat(),
        "number": running[0] if running else None,
    }
    return jobpage.whole(_add("issue", f"ออกเลข {len(entries)} ฉบับ", asked))


def ask_print() -> str:
    sets = set_names(g.office)
    return render_template("ask_print.html", entries=_chosen(), sets=sets, office=g.office)


def print_set() -> str:
    """Make a print set, to look at before it is printed."""
    entries = _chosen()
    asked = {
        "papers": [one.path for one in entries],
        "set": request.form.get("set", ""),
        "draft": bool(request.form.get("draft")),
        "reason": request.form.get("reason", "").strip()[:200],
    }
    return jobpage.whole(_add("print", f"ทำชุดพิมพ์ {len(entries)} ฉบับ", asked))


def printed(job: str) -> Response:
    """The print set of a job."""
    found: Job | None = current_app.extensions["jobs"].get(job)
    if found is None or found.act != "print" or found.state != DONE:
        abort(404)
    path = Path(current_app.config["ROOT"], found.result["file"])
    return send_file(BytesIO(path.read_bytes()), mimetype="application/pdf", download_name=path.name)


def void(id: str) -> Any:
    """Void the number of a paper, with a reason."""
    entry = papers.find(current_app.extensions["catalogue"], id)
    of = papers.known(g.office, entry).origin
    if of is None or not of.series:
        raise GenError("E953")
    book.void(g.office, of.series, of.running, said.text("reason"), entry.year)
    return redirect(url_for("paper", id=id))


def scan(id: str) -> Any:
    """Keep the signed copy of a paper beside it."""
    entry = papers.find(current_app.extensions["catalogue"], id)
    of = papers.known(g.office, entry).origin
    if of is None or not of.series:
        raise GenError("E953")
    given = request.files.get("file") or abort(400)
    with tempfile.TemporaryDirectory(prefix="gen-") as folder:
        path = Path(folder, outbox.file_name(Path(given.filename or "").name))
        given.save(path)
        issuing.file(g.office, issuing.FileRequest(path, of.running, entry.year, of.series))
    return redirect(url_for("paper", id=id))


def ask_scan(id: str) -> str:
    """Ask for the number of a scan that was dropped."""
    return render_template("ask_scan.html", id=id, file=inboxed(inbox(), id), office=g.office)


def keep_scan(id: str) -> Any:
    number = said.text("number", 30)
    running = typed.running_number(g.office, number)
    if running is None:
        raise GenError("E954", found=number)
    path = issuing.file(g.office, issuing.FileRequest(inboxed(inbox(), id), *running))
    return told(f"เก็บไว้ที่ {path.relative_to(g.office.root)}", url_for("listing"))


def mend(id: str) -> Any:
    """Write a copy in which what has one right answer is mended, as tracked changes of Word."""
    entry = papers.find(current_app.extensions["catalogue"], id)
    path = papers.path_of(g.office, entry)
    to = outbox.free_name(path.with_name(f"{path.stem} (แก้แล้ว){path.suffix}"))
    check.write_mended(g.office, path, to, tracked=True)
    current_app.extensions["catalogue"].refresh()
    return redirect(url_for("paper", id=papers.id_of(to.relative_to(g.office.root).as_posix())))


# --- pieces


def _chosen() -> list[Entry]:
    """The papers that were chosen, in the order of the page."""
    catalogue = current_app.extensions["catalogue"]
    ids = dict.fromkeys(request.form.getlist("id"))
    if not 0 < len(ids) <= MOST:
        abort(400)
    return [papers.find(catalogue, id) for id in ids]


def _add(act: str, title: str, asked: dict[str, Any]) -> Job:
    job: Job = current_app.extensions["jobs"].add(act, title, asked)
    return job


def _today() -> str:
    return str(typed.shown_day(g.office.today))
