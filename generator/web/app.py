"""The site: addresses, guard, and what lives as long as the server.

One request = one thread = one `Office`, so that what was changed on the disk is seen and no book is shared.
"""

from __future__ import annotations

import logging
import mimetypes
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException

from .. import outbox
from ..errors import GenError
from ..services import book
from ..services.desk import Desk
from ..services.office import open_office
from ..services.pageview import PageView
from ..services.papers import Catalogue
from .addresses import ADDRESSES
from .guard import Links, guard
from .jobs import Jobs
from .words import NEXT, SERIES, STATES, WRITTEN, days_left, next_step
from .work import ACTS, REPEATABLE

if TYPE_CHECKING:
    from ..services.cases import Column

MOST_BYTES = 60 * 2**20  # of a request with files
SESSION = timedelta(days=30)
log = logging.getLogger(__name__)

# The registry of some Windows says text/plain for scripts, and nosniff then stops each of them.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/css", ".css")


def create_app(root: Path, port: int, today: date | None = None) -> Flask:
    """The site of the office at `root`, for the browser of this PC. `today`: only where a test stops the clock."""
    app = Flask(__name__, static_folder="static", template_folder="pages")
    app.config.update(
        SECRET_KEY=_key(root),
        SESSION_COOKIE_NAME=f"gen-{port}",  # cookies know no port
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=SESSION,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MOST_BYTES=MOST_BYTES,
        ROOT=root.resolve(),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    jobs = Jobs(root / "out" / ".gen" / "web" / "jobs", _acts(root, today), REPEATABLE)
    pages = PageView()
    catalogue = Catalogue(root)

    def close() -> None:
        jobs.close()
        pages.close()

    app.extensions.update(
        links=Links(),
        hand=secrets.token_urlsafe(24),
        jobs=jobs,
        pages=pages,
        catalogue=catalogue,
        desk=Desk(catalogue),
        close=close,
        stop=lambda: None,
    )
    guard(app, frozenset({f"127.0.0.1:{port}", f"localhost:{port}"}))

    @app.before_request
    def open_the_office() -> None:
        g.today = today or date.today()
        g.now = datetime.now() if today is None else datetime(today.year, today.month, today.day, 9)
        g.office = open_office(root, g.today)

    @app.teardown_request
    def give_files_back(error: BaseException | None) -> None:
        request.close()

    for method, rule, view in ADDRESSES:
        app.add_url_rule(rule, view.__name__, view, methods=[method])
    app.register_error_handler(GenError, _wrong)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _broken)
    return app


def _acts(root: Path, today: date | None) -> dict[str, Any]:
    """The acts of the queue, each with an office of its own."""

    def with_office(act: Any) -> Any:
        def do(asked: Mapping[str, Any], job: Any) -> Any:
            return act(open_office(root, today or date.today()), asked, job)

        return do

    return {name: with_office(act) for name, act in ACTS.items()}


def _key(root: Path) -> bytes:
    """The key of the sessions, kept so that an open page still knows the server after it was started again."""
    path = root / "out" / ".gen" / "web" / "key"
    try:
        found = path.read_bytes()
    except OSError:
        found = b""
    if len(found) != 32:
        found = secrets.token_bytes(32)
        outbox.overwrite(path, found)
        path.chmod(0o600)
    return found


# --- what goes wrong


def _wrong(error: GenError) -> tuple[str, int]:
    """What cannot be done, in words; a part of a page for a part."""
    code = 404 if error.code in ("E401", "E950", "E953") else 422
    return render_template("wrong.html", problems=error.problems, part=_is_part()), code


REFUSED = {
    401: "เปิดหน้านี้จากโปรแกรม gen web บนเครื่องนี้",
    403: "คำขอนี้ไม่ได้มาจากหน้าของโปรแกรม จึงไม่ทำ",
    404: "ไม่มีหน้านี้",
    405: "ไม่มีหน้านี้",
    413: "ไฟล์ใหญ่เกินไป ส่งได้ครั้งละไม่เกิน 60 MB",
    421: "เปิดหน้านี้จากโปรแกรม gen web บนเครื่องนี้",
}


def _refused(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    said = REFUSED.get(code, "โปรแกรมไม่เข้าใจคำขอนี้")
    return render_template("refused.html", said=said, code=code, part=_is_part()), code


def _broken(error: Exception) -> tuple[str, int]:
    """One sentence with a number; the log has the rest, without what was typed."""
    number = secrets.token_hex(3)
    log.error("%s %s %s", number, request.endpoint, type(error).__name__, exc_info=error)
    said = f"โปรแกรมผิดพลาดเอง เลขที่ {number} โปรดแจ้งผู้ดูแล ข้อมูลที่พิมพ์ไว้ยังอยู่"
    return render_template("refused.html", said=said, code=500, part=_is_part()), 500


def _is_part() -> bool:
    """Whether a script of ours asked, and shows the answer inside its page."""
    return "HX-Request" in request.headers or request.is_json


def _day(text: str) -> str:
    from ..thai import Day, thai_digits

    when = datetime.fromisoformat(text)
    return f"{thai_digits(Day(when.date()).short)} {thai_digits(f'{when:%H.%M}')} น."


def _column(of: Column) -> dict[str, Any]:
    """A column as the script of the grid takes it."""
    hint = f"{of.hint} · เช่น {of.example}" if of.example else of.hint
    offered = list(of.offered_by) if of.offered_by else None
    return {
        "label": of.heading,
        "required": of.required,
        "width": of.width,
        "hint": hint,
        "options": list(of.options),
        "offeredBy": offered,
    }


def _written(iso: str) -> str:
    """A day (ISO, CE) as papers write it."""
    from ..thai import Day

    return str(Day(date.fromisoformat(iso))) if iso else ""


FILTERS: dict[str, Any] = {
    "day": _day,
    "column": _column,
    "written": _written,
    "state": STATES.get,
    "became": WRITTEN.get,
    "act": NEXT.get,
    "series": lambda name: SERIES.get(name, name),
    "spans": lambda numbers: ", ".join(book.spans(numbers)),
    "next_step": next_step,
    "left": days_left,
    "when": lambda ns: _day(datetime.fromtimestamp(ns / 1e9).isoformat()),
}
