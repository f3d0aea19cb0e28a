"""A browser without a screen or network for the pages of the door: Flask's own, which gives back what it sent."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient


class Client(FlaskClient):
    """Closes the file that a large request was packed in (Werkzeug's client leaves it open)."""

    def open(self, *asked: Any, **more: Any) -> Any:
        answer = super().open(*asked, **more)
        answer.request.environ["wsgi.input"].close()
        return answer


def visitor(app: Flask) -> FlaskClient:
    app.test_client_class = Client
    return app.test_client()
