"""The chain of the log: each row holds the hash of the one before.

A row names an action, a book or number, and `digest`, the hash of the book's or number's row after the action; what
that row says (subjects, reasons, perhaps names) is not repeated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, insert, select, update

from . import schema
from .faults import Damaged

Key = tuple[str, int, int | None]  # series, BE year, number; None: the book itself


class Note(NamedTuple):
    """One action for the log; `row` is what stands in the book afterwards, None where it was taken out."""

    action: str
    key: Key
    row: Mapping[str, Any] | None
    detail: str = ""


def append(connection: Connection, at: date, clerk: str, notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Add the actions of one transaction, which holds the row of `head`, to the chain; the new rows of the log."""
    seq, previous = end(connection)
    rows = []
    for note in notes:
        seq += 1
        series, year, number = note.key
        row = {
            "seq": seq, "at": at, "clerk": clerk, "action": note.action, "series": series, "year": year,
            "number": number, "detail": note.detail, "digest": digest(note.row), "previous": previous,
        }  # fmt: skip
        previous = hash_of(row)
        rows.append({**row, "hash": previous})
    if rows:
        connection.execute(insert(schema.log), rows)
        connection.execute(update(schema.head).values(seq=seq, hash=previous))
    return rows


def end(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last row of the log, as `head` says them. Raises: Damaged."""
    found = connection.execute(select(schema.head)).mappings().one()
    if type(found["seq"]) is not int or type(found["hash"]) is not str:
        raise Damaged
    return found["seq"], found["hash"]


def digest(row: Mapping[str, Any] | RowMapping | None) -> str:
    """The hash of a row, "" of none; empty columns do not count, so that a later version may add some."""
    filled = {key: value for key, value in (row or {}).items() if value not in (None, "", False)}
    return hash_of(filled) if filled else ""


def hash_of(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row, whatever the order of its columns; dates as in ISO 8601."""
    text = json.dumps(row, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
