"""Who may ask: only this PC's own browser, from a page of ours, after it came in by the link of the start.

A page of another site in the same browser can send requests here; that the answer is kept from it is the browser's
work, that nothing happens is ours. Browsers tell by `Sec-Fetch-Site` where a request comes from (always, for an
address of this PC), older ones by `Origin`. A name that was made to point here is told by `Host`.
"""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, Response, abort, request, session

from .asked import names_are_plain

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",  # pictures that a script fetched
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make the Origin of forms null
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OPEN = ("static", "start", "health", "hand_in")  # what may be asked before one came in
ASKING = ("GET", "HEAD", "OPTIONS")
MOST_BYTES = 1_000_000  # of a request; addresses that take files say their own limit
LINKS = 20  # links of the start that are good at one time


class Links:
    """Links that let a browser in, each good once."""

    def __init__(self) -> None:
        self._good: list[str] = []

    def new(self) -> str:
        link = secrets.token_urlsafe(24)
        self._good = [*self._good, link][-LINKS:]
        return link

    def use(self, link: str) -> bool:
        """Whether a link is good; it is not any more then."""
        found = [one for one in self._good if hmac.compare_digest(one, link)]
        self._good = [one for one in self._good if one not in found]
        return bool(found)


def guard(app: Flask, hosts: frozenset[str]) -> None:
    """Have every request looked at before its view, and every answer bear the headers."""

    @app.before_request
    def look() -> None:
        if request.host not in hosts:
            abort(421)
        if not _is_ours():
            abort(403)
        if not names_are_plain():
            abort(404)
        if request.endpoint not in OPEN and not session.get("in"):
            abort(401)

    @app.after_request
    def answer(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response


def _is_ours() -> bool:
    """Whether a page of ours, or the clerk's own hand, made the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if request.method not in ASKING:
        own = request.headers.get("Origin") == request.host_url.rstrip("/")
        return site == "same-origin" if site is not None else own
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return site in (None, "same-origin", "none") or (site != "same-origin" and is_page)


def let_in() -> None:
    """Remember in the browser that it came in by a good link."""
    session.clear()
    session["in"] = secrets.token_urlsafe(9)
    session.permanent = True

