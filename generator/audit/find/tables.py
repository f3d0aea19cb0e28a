"""What the rows of a table are: which is its heading, and whether that counts the rows."""

from __future__ import annotations

import re

from ...word.document import Row, Table

_ROW_NUMBER = re.compile(r"^(?:ที่|ลำดับ(?:ที่)?|เลขที่|ข้อที่|ข้อ)$")


def says_row_numbers(heading: str) -> bool:
    """Whether the column under a heading counts the rows."""
    return bool(_ROW_NUMBER.match(heading))


def header(table: Table) -> int | None:
    """The last heading row among the first three: one that repeats, or words without figures, in most cells."""
    found: int | None = None
    for n, row in enumerate(table.rows[:3]):
        texts = [text for text in row.texts if text]
        worded = row.repeats or not any(re.search("[0-9๐-๙]", text) for text in texts)
        headed = texts and worded and len(texts) * 2 > len(row.cells)
        if (
            headed
            and (len(texts) > 1 or found is None)
            and (found is None or row.repeats or (n == found + 1 and _deep(row)))
        ):
            found = n
    if found is None or len(table.rows[found].cells) < 2:
        return None
    first = table.rows[found].texts
    bold = all(
        span.letters.bold for cell in table.rows[found].cells for p in cell for span in p.spans if span.node is not None
    )
    return found if bold or table.rows[found].repeats or says_row_numbers(first[0]) else None


def _deep(row: Row) -> bool:
    """A second heading row: short words, no names in it."""
    return row.repeats or (all(len(text) < 20 for text in row.texts) and not row.texts[0])
