"""What a request says, read; what no page of ours sends is refused as a bad request."""

from __future__ import annotations

from typing import Any

from flask import abort, request

LONGEST = 100  # letters of a name in an address
FORBIDDEN = set("/\\:\0")


def names_are_plain() -> bool:
    """Whether every name in the address could be one of ours: short, and no part of a path."""
    found = [value for value in (request.view_args or {}).values() if isinstance(value, str)]
    return all(
        len(value) <= LONGEST and value.isprintable() and not FORBIDDEN & set(value) for value in found
    )


def number(name: str, least: int, most: int, usual: int | None = None) -> int:
    """A whole number of a form, within what makes sense."""
    text = request.form.get(name, "").strip()
    if not text and usual is not None:
        return usual
    if not text.isdecimal() or len(text) > 12 or not least <= int(text) <= most:
        abort(400)
    return int(text)


def text(name: str, most: int = 200) -> str:
    """A text of a form, which must be there."""
    found = request.form.get(name, "").strip()
    if not found or len(found) > most:
        abort(400)
    return found


def document() -> dict[str, Any]:
    """The JSON object of a request."""
    try:
        found = request.get_json()
    except RecursionError:
        abort(400)
    return found if isinstance(found, dict) else abort(400)


def rows(found: Any) -> tuple[tuple[str, ...], ...]:
    """Rows of texts out of JSON."""
    if not isinstance(found, list) or not all(isinstance(row, list) for row in found):
        abort(400)
    texts = tuple(tuple(cell for cell in row if isinstance(cell, str)) for row in found)
    if [len(row) for row in texts] != [len(row) for row in found] or not _is_text(texts):
        abort(400)
    return texts


def _is_text(texts: tuple[tuple[str, ...], ...]) -> bool:
    """Whether all of it can be written: no half of a letter."""
    try:
        "".join(cell for row in texts for cell in row).encode()
    except UnicodeEncodeError:
        return False
    return True
