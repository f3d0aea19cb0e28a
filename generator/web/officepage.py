"""The office: its facts and signers as a form, its lists as grids, its emblem, and what this PC has."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from flask import abort, g, jsonify, redirect, render_template, request, url_for

from .. import outbox
from ..services import settings
from ..services.settings import OfficeForm
from . import asked
from .answers import told
from .words import FACTS, LISTS


def office_page() -> str:
    form = settings.read_form(g.office)
    facts = settings.doctor(g.office)
    return render_template(
        "office.html", form=form, words=FACTS, lists=LISTS, facts=facts, emblem=g.office.emblem, office=g.office
    )


def save_office() -> Any:
    """Keep the form, if an office can be opened with it."""
    was, sent = settings.read_form(g.office), request.form
    keys, names, lines = (sent.getlist(f"signer-{part}") for part in ("key", "name", "position"))
    if not len(keys) == len(names) == len(lines):
        abort(400)
    new = OfficeForm(
        texts={key: sent.get(key, text) for key, text in was.texts.items()},
        lines={key: _plain(sent.get(key, text)) for key, text in was.lines.items()},
        signers=[
            (key.strip() or f"signer{n}", name.strip(), _plain(position))
            for n, (key, name, position) in enumerate(zip(keys, names, lines, strict=True), 1)
            if name.strip()
        ],
        works={key: sent.get(key, text) for key, text in was.works.items()},
    )
    settings.save_form(g.office, new)
    return told("บันทึกการตั้งค่าแล้ว", url_for("office_page"))


def take_emblem() -> Any:
    """The emblem out of a picture or any old paper of the office."""
    given = request.files.get("file") or abort(400)
    with tempfile.TemporaryDirectory(prefix="gen-") as folder:
        path = Path(folder, outbox.file_name(Path(given.filename or "").name))
        given.save(path)
        settings.set_emblem(g.office, path)
    return redirect(url_for("office_page"))


def list_page(name: str) -> str:
    _known(name)
    headings, rows = settings.read_list(g.office, name)
    return render_template(
        "list.html", name=name, title=LISTS.get(name, name), headings=headings, rows=rows, office=g.office
    )


def save_list(name: str) -> Any:
    _known(name)
    rows = asked.rows(asked.document().get("rows"))
    settings.save_list(g.office, name, rows)
    return jsonify(saved=len(rows))


def _known(name: str) -> None:
    if name not in settings.LISTS:
        abort(404)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
