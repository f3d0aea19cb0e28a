"""A case that is kept as a file of raw cells (`cases/<form>/<id>/case.json`), read as the workbook that it stands for.

    {"sheets": {"คำสั่ง": {"labels": true, "headings": ["เลขที่คำสั่ง", …], "rows": [["218/2562", …]]}, …}, …}

A sheet of labels has one row: its values in the order of the headings. So its cells have the addresses of a workbook
of `gen sheet`: B2 is the first value, and A2 the first cell of a list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import GenError
from .file import hold_size
from .table import Book, Raw, Table

MOST_BYTES = 20_000_000
BAD = (ValueError, LookupError, TypeError, AttributeError, RecursionError)  # what wrong JSON ends in


@dataclass(frozen=True)
class Head:
    """The headings of a sheet, and whether they stand upright, a label a row."""

    labels: bool
    headings: tuple[str, ...]


def read(data: bytes, file: str) -> Book:
    """Raises: GenError E303 for what is no such file, E305."""
    hold_size(file, len(data), MOST_BYTES)
    try:
        heads, rows = sheets_of(json.loads(data))
    except BAD as error:
        raise GenError("E303", file=file, kind=".json") from error
    return book_of(file, heads, rows)


def sheets_of(found: Any) -> tuple[dict[str, Head], dict[str, tuple[tuple[str, ...], ...]]]:
    """The heads and the rows of the sheets in the JSON of a case. Raises: what `BAD` lists."""
    sheets = found["sheets"].items()
    heads = {str(name): Head(bool(one["labels"]), _texts(one["headings"])) for name, one in sheets}
    rows = {str(name): tuple(_texts(row) for row in one["rows"]) for name, one in sheets}
    return heads, rows


def book_of(file: str, heads: Mapping[str, Head], rows: Mapping[str, Sequence[Sequence[str]]]) -> Book:
    """Raw texts as the book that a clerk could have filled; white space alone is an empty cell."""
    tables = (Table(file, name, _laid(head, rows.get(name, ())), sheet=name) for name, head in heads.items())
    return Book(file, tuple(tables))


def _laid(head: Head, rows: Sequence[Sequence[str]]) -> list[list[Raw]]:
    filled: list[list[Raw]] = [[text if text.strip() else None for text in row] for row in rows]
    if not head.labels:
        return [list(head.headings), *filled]
    values = filled[0] if filled else []
    values += [None] * (len(head.headings) - len(values))
    return [[None, None], *([label, value] for label, value in zip(head.headings, values, strict=False))]


def _texts(texts: Any) -> tuple[str, ...]:
    if not isinstance(texts, list):
        raise TypeError
    return tuple(str(text) for text in texts)
