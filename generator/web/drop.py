"""Files dropped on any page: each is known by itself, and the answer says where it went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import abort, current_app, g, render_template, request, url_for

from ..services import drop as services
from ..services.papers import id_of

MOST_FILES = 60


def drop() -> Any:
    """Take the files in, and show what each is."""
    given = request.files.getlist("file")
    if not 0 < len(given) <= MOST_FILES:
        abort(400)
    found = [_received(Path(one.filename or "").name, one.read()) for one in given]
    if len(found) == 1 and found[0]["go"]:
        return "", 204, {"HX-Redirect": found[0]["url"]}
    return render_template("seen.html", found=found, office=g.office)


def inbox() -> Path:
    """Where files lie that belong to nothing yet."""
    folder: Path = current_app.config["ROOT"] / "out" / ".gen" / "web" / "inbox"
    return folder


def _received(name: str, data: bytes) -> dict[str, Any]:
    catalogue = current_app.extensions["catalogue"]
    got = services.receive(g.office, catalogue, inbox(), name, data, g.now)
    return {"name": got.name, "kind": got.kind, **_words(got)}


def _words(got: services.Dropped) -> dict[str, Any]:
    """What is said of a file, the page that goes on with it, and whether to go there at once."""
    if got.kind in (services.EDITED, services.SAME) and got.path:
        current_app.extensions["catalogue"].refresh()
        said = "เหมือนฉบับที่มีอยู่" if got.kind == services.SAME else f"รับฉบับที่แก้แล้ว เก็บเป็น {got.path.name}"
        id = id_of(got.path.relative_to(g.office.root).as_posix())
        return {"said": said, "act": "ดูเอกสาร", "url": url_for("paper", id=id), "go": True}
    if got.kind == services.FOREIGN:
        return {"said": "หนังสือที่ไม่ได้ทำจากโปรแกรมนี้", "act": "ตรวจ", "url": url_for("check_file", id=got.id), "go": True}
    if got.kind == services.CASE:
        url = url_for("page", form=got.form, id=got.id)
        return {"said": "ตารางที่กรอก เปิดเป็นเรื่องใหม่", "act": "เปิดเรื่อง", "url": url, "go": True}
    if got.kind == services.MERGED:
        url = url_for("page", form=got.form, id=got.id)
        return {"said": "ตารางของเรื่องนี้ รวมเข้าแล้ว", "act": "เปิดเรื่อง", "url": url, "go": True}
    if got.kind == services.DIFFERS:
        url = url_for("given", form=got.form, id=got.id, received=got.received)
        return {"said": "ตารางกับเรื่องต่างกัน", "act": "เลือกทีละที่", "url": url, "go": True}
    if got.kind == services.BATCH:
        url = url_for("ask_batch", form=got.form, id=got.id)
        return {"said": "ตารางหลายเรื่อง", "act": "ทำเอกสาร", "url": url, "go": True}
    if got.kind == services.SCAN:
        return {"said": "ฉบับสแกน", "act": "เก็บตามเลขที่", "url": url_for("ask_scan", id=got.id), "go": True}
    said = " · ".join(str(one) for one in got.problems) or "ไฟล์ชนิดนี้โปรแกรมไม่รู้จัก"
    return {"said": said, "act": "", "url": "", "go": False}
