"""Lists that give a person in several columns, title, given name and family name apart, as ministries' lists do.

In: a table and its heading row. Out: the table with the parts of a name in the cell that the form reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .. import lists
from ..fields import Field
from ..source import Table
from .record import bare, blank, names


def joined(columns: Sequence[Field], table: Table, head: int) -> Table:
    """The table, its names whole; as it is where they stand in one column."""
    headings = [bare(cell) for cell in table.rows[head]]
    person = next((of for of in columns if of.type == "person" or of.key == "name"), None)
    title, given, family = (_column(headings, known) for known in (lists.TITLE, lists.GIVEN, lists.FAMILY))
    known = {bare(name) for of in columns for name in names(of)}
    if person is None or any(bare(word) in known for word in lists.TITLE + lists.FAMILY):
        return table
    whole = next((n for n, text in enumerate(headings) if text in {bare(name) for name in names(person)}), None)
    if whole is None and (given is None or family is None or headings[given] in known):
        return table
    if whole is not None and title is None and family is None:
        return table
    at = whole if whole is not None else given
    parts = [n for n in (title, at, family) if n is not None]
    rows = [list(row) for row in table.rows]
    if whole is None:
        rows[head][parts[-2]] = person.label
    for n in (title, family):
        if n is not None:
            rows[head][n] = None
    for row in rows[head + 1 :]:
        _join(row, parts, at, title)
    return replace(table, rows=rows)


def _column(headings: Sequence[str], known: Sequence[str]) -> int | None:
    found = [n for n, text in enumerate(headings) if text in {bare(word) for word in known}]
    return found[0] if len(found) == 1 else None


def _join(row: list[Any], parts: Sequence[int], at: int | None, title: int | None) -> None:
    said = [str(row[n]).strip() for n in parts if n < len(row) and not blank(row[n])]
    if at is None or len(row) <= at or blank(row[at]):
        return
    before = str(row[title]).strip() if title is not None and title < len(row) and not blank(row[title]) else ""
    if before and str(row[at]).strip().startswith(before):
        said = said[1:]
        before = ""
    row[at] = before + " ".join(said[1:]) if before else " ".join(said)
    for n in parts:
        if n != at and n < len(row):
            row[n] = None
