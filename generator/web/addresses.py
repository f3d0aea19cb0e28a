"""The map of the site: an address a verb. Whoever asks was looked at by `guard` before a view is reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import case, home, jobpage

View = Callable[..., Any]

ADDRESSES: tuple[tuple[str, str, View], ...] = (
    # the server
    ("GET", "/start", home.start),
    ("GET", "/health", home.health),
    ("GET", "/hand-in", home.hand_in),
    ("POST", "/stop", home.stop),
    ("GET", "/favicon.ico", home.favicon),
    # works and cases
    ("GET", "/", home.home),
    ("GET", "/work/<form>", home.work),
    ("POST", "/work/<form>/new", case.new),
    ("POST", "/work/<form>/take", case.take),
    ("GET", "/work/<form>/<id>", case.page),
    ("POST", "/work/<form>/<id>/save", case.save),
    ("POST", "/work/<form>/<id>/name", case.rename),
    ("POST", "/work/<form>/<id>/copy", case.copy),
    ("POST", "/work/<form>/<id>/make", case.make),
    ("GET", "/work/<form>/<id>/workbook", case.workbook),
    ("GET", "/work/<form>/<id>/versions", case.versions),
    ("POST", "/work/<form>/<id>/restore", case.restore),
    ("GET", "/work/<form>/<id>/look/<paper>", case.picture),
    # long work
    ("GET", "/job/<id>", jobpage.show),
    ("POST", "/job/<id>/stop", jobpage.stop_job),
)
