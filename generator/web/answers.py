"""Answers that several views give."""

from __future__ import annotations

from io import BytesIO

from flask import Response, g, render_template, send_file


def download(data: bytes, name: str) -> Response:
    """A file under its name."""
    return send_file(BytesIO(data), as_attachment=True, download_name=name)


def told(said: str, back: str) -> str:
    """A page that says what was done, with the way back."""
    return render_template("done.html", said=said.splitlines(), back=back, office=g.office)
