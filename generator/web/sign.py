"""Signing a paper with the signer's own key. Key and password are asked each time, and kept nowhere."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from flask import current_app, g, redirect, render_template, request, url_for

from ..services import papers, signing
from ..services.papers import Entry


def ask_sign(id: str) -> str:
    has_key = signing.has_key(g.office)
    return render_template("ask_sign.html", entry=_entry(id), has_key=has_key, office=g.office)


def sign(id: str) -> Any:
    """Sign the PDF of the paper; what was given of key and picture is gone with the request."""
    path = papers.path_of(g.office, _entry(id))
    with tempfile.TemporaryDirectory(prefix="gen-") as folder:
        key, picture = (_given(name, Path(folder)) for name in ("key", "picture"))
        asked = signing.PaperSignRequest(request.form.get("password", ""), key, picture)
        signing.sign_paper(g.office, path, asked)
    current_app.extensions["catalogue"].refresh()
    return redirect(url_for("paper", id=id))


def _given(name: str, folder: Path) -> Path | None:
    """A file of the form, under a name of ours; None if there is none."""
    given = request.files.get(name)
    if given is None or not given.filename:
        return None
    path = folder / f"{name}{Path(given.filename).suffix[:6].lower()}"
    given.save(path)
    return path


def _entry(id: str) -> Entry:
    return papers.find(current_app.extensions["catalogue"], id)
