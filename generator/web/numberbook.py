"""The number book: its rows by series and year, and the acts on it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from flask import Response, abort, g, redirect, render_template, request, url_for

from .. import outbox
from ..errors import Place
from ..folders import number_books
from ..services import book, typed
from ..services.book import STATES, Number
from ..thai import arabic_digits
from . import asked
from .answers import download, told

MOST_SHOWN = 500  # rows of a page
MOST = 999_999  # of a running number


def books() -> Any:
    """The series of the office; the first is opened."""
    series = _series()
    return redirect(url_for("one_book", series=series[0])) if series else _page("", 0, [])


def one_book(series: str) -> str:
    """The rows of a year that have the words, the last first."""
    _known(series)
    year = request.args.get("year", 0, int) or book.this_year(g.office)
    rows = book.list_rows(g.office, series, year)
    words = arabic_digits(request.args.get("q", "")).casefold().split()
    found = [row for row in rows if all(word in _words(row) for word in words)]
    state = request.args.get("state", "")
    found = [row for row in found if state in ("", row.state)]
    return _page(series, year, found[::-1][:MOST_SHOWN], count=len(found), gaps=book.gaps(g.office, series, year))


def reserve_number(series: str) -> Any:
    _known(series)
    day = typed.day(g.office, request.form.get("day", "").strip(), Place("วันที่"))
    count = asked.number("count", 1, 500, 1)
    kept = book.reserve(g.office, series, asked.text("reason"), count, day)
    span = str(kept[0]) if len(kept) == 1 else f"{kept[0]} ถึง {kept[-1]}"
    return told(f"จองเลขที่ {span} แล้ว", url_for("one_book", series=series))


def void_number(series: str) -> Any:
    _known(series)
    number, year = asked.number("number", 1, MOST), asked.number("year", 2400, 2700)
    row = book.void(g.office, series, number, asked.text("reason"), year)
    return told(f"ยกเลิกเลขที่ {row} แล้ว", url_for("one_book", series=series, year=year))


def export_book(series: str) -> Response:
    """The book of a year as the office prints it."""
    _known(series)
    year = request.args.get("year", 0, int) or book.this_year(g.office)
    with tempfile.TemporaryDirectory(prefix="gen-") as folder:
        path = Path(folder, outbox.file_name(f"ทะเบียน {series} {year}.xlsx"))
        book.export(g.office, series, path, year)
        return download(path.read_bytes(), path.name)


def import_book(series: str) -> Any:
    """Take over the book that the office kept before; all rows or none."""
    _known(series)
    given = request.files.get("file") or abort(400)
    year = asked.number("year", 2400, 2700, 0) or None
    with tempfile.TemporaryDirectory(prefix="gen-") as folder:
        path = Path(folder, outbox.file_name(Path(given.filename or "").name))
        given.save(path)
        done = book.import_rows(g.office, series, path, year)
    said = [f"นำเข้า {done.added} เลข มีอยู่แล้ว {done.same} เลข", *map(str, done.notices)]
    return told("\n".join(said), url_for("one_book", series=series))


def start_year(series: str) -> Any:
    _known(series)
    number = asked.number("number", 1, MOST)
    book.start_at(g.office, series, number, None, request.form.get("reason", "").strip())
    return told(f"เลขถัดไปเริ่มที่ {number}", url_for("one_book", series=series))


def verify_book() -> Any:
    """Whether nobody changed the book behind the program's back."""
    seal = book.verify(g.office, request.form.get("seal", "").strip())
    return told(f"ทะเบียนเรียบร้อย รหัสกำกับ {seal}", url_for("books"))


def _page(series: str, year: int, rows: list[Number], count: int = 0, gaps: list[int] | None = None) -> str:
    years = sorted({*book.other_years(g.office, series), book.this_year(g.office)}, reverse=True)
    return render_template(
        "book.html", series=series, all_series=_series(), year=year, years=years, rows=rows,
        count=count, gaps=gaps or [], states=STATES, asked=request.args, office=g.office,
    )  # fmt: skip


def _series() -> list[str]:
    """The series that the forms take numbers from, and those that the book has."""
    return sorted({*number_books(g.office.forms), *(one.series for one in book.list_books(g.office))})


def _known(series: str) -> None:
    if series not in _series():
        abort(404)


def _words(row: Number) -> str:
    said = (str(row), row.subject, row.sent_to, row.sent_from, row.reason, row.operation, row.clerk)
    return arabic_digits(" ".join(said)).casefold()
