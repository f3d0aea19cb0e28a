"""A workbook into an existing case: put together by sheet and row, both shown where they differ."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for

from .. import outbox
from ..services import cases, upload
from ..services.cases import Clash
from ..services.upload import Upload
from . import asked

MOST = 10**9  # versions of a case
SIDE = re.compile(r"side-[0-9]{1,6}")


def give(form: str, id: str) -> Any:
    """Take a workbook into the case."""
    file = request.files.get("file") or abort(400)
    with tempfile.TemporaryDirectory(prefix="gen-") as folder:
        path = Path(folder, outbox.file_name(Path(file.filename or "").name))
        file.save(path)
        found = upload.take(g.office, form, id, path, g.now)
    if found.differences:
        return redirect(url_for("given", form=form, id=id, received=found.id))
    return redirect(url_for("page", form=form, id=id))


def given(form: str, id: str, received: str) -> Any:
    """Show where a workbook and its case differ."""
    return _shown(form, id, upload.compare(g.office, form, id, received))


def choose(form: str, id: str, received: str) -> Any:
    """Put both together as was chosen; shown again where the case was changed meanwhile."""
    chosen = [int(key[5:]) for key, side in request.form.items() if SIDE.fullmatch(key) and side == "file"]
    version = asked.number("version", 1, MOST)
    if upload.take_chosen(g.office, form, id, received, version, chosen, g.now):
        return redirect(url_for("page", form=form, id=id))
    return _shown(form, id, upload.compare(g.office, form, id, received), again=True)


def _shown(form: str, id: str, found: Upload, *, again: bool = False) -> Any:
    if not found.differences:
        return redirect(url_for("page", form=form, id=id))
    seen = cases.look(g.office, form, id)
    places = [(one, _columns(found, one)) for one in found.differences]
    return render_template("given.html", seen=seen, found=found, places=places, again=again, office=g.office)


def _columns(found: Upload, of: Clash) -> list[tuple[int, str]]:
    """The columns of a place to show: those that differ where row stands against row, all that are filled otherwise."""
    heads = list(enumerate(found.heads[of.sheet].headings))
    rows = [*of.mine, *of.theirs]
    if len(of.mine) == len(of.theirs):
        pairs = list(zip(of.mine, of.theirs, strict=True))
        return [(n, head) for n, head in heads if any(_at(one, n) != _at(other, n) for one, other in pairs)]
    return [(n, head) for n, head in heads if any(_at(row, n) for row in rows)]


def _at(row: tuple[str, ...], n: int) -> str:
    return row[n] if n < len(row) else ""
