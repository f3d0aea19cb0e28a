"""Web pages that systems of ministries serve under the name of a workbook (.xls): the tables in them.

In: the text of a page. Out: a `Book`, a table a sheet; merged cells hold their value in the first, as in a workbook.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

from ..errors import GenError
from .file import text
from .table import Book, Range, Raw, Table, hold_cells, tidy, trimmed

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SKIPPED = ("script", "style", "title")
_BREAKS = ("br", "p", "div", "li")
WIDEST, MOST_SPANNED = 4_000, 1_000  # columns of a table; rows or columns that one cell covers


def read(data: bytes, file: str) -> Book:
    """Read the tables of a page. Raises: GenError E303 without any, E305, E307."""
    found = _CHARSET.search(data[:4096])
    thai = found and found[1].lower() in (b"tis-620", b"windows-874", b"iso-8859-11", b"cp874")
    page = _Page(file)
    page.feed(data.decode("cp874", "replace") if thai else text(data, file))
    page.close()
    if not page.tables:
        raise GenError("E303", file=file, kind=Path(file).suffix.lower())
    only = len(page.tables) == 1
    return Book(file, tuple(replace(table, sheet="" if only else table.name) for table in page.tables))


class _Page(HTMLParser):
    """The state of a page: the tables that are open, and the cell in which text is."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._file, self._skipping, self._count, self._depth = file, 0, 0, 0
        self._rows: list[dict[int, Raw]] = []
        self._merged: list[Range] = []
        self._until: dict[int, int] = {}  # column: the last row that a cell above reaches down to
        self._cell: list[str] | None = None
        self._spans = 1, 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._rows.append({})
        elif self._depth == 1 and tag in ("td", "th"):
            self._begin_cell({key: value or "" for key, value in attrs})
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(self._skipping - 1, 0)
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_table()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._skipping:
            self._cell.append(re.sub(r"[ \t\r\n]+", " ", data))

    def close(self) -> None:
        super().close()
        if self._depth:
            self._end_table()

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        if not self._rows:
            self._rows.append({})
        self._cell = []
        self._spans = _times(attributes, "rowspan"), _times(attributes, "colspan")

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
        value, (down, right) = tidy("\n".join(filter(None, lines))), self._spans
        self._cell = None
        row, cells = len(self._rows) - 1, self._rows[-1]
        column = next(n for n in count(max(cells, default=-1) + 1) if self._until.get(n, -1) < row)
        if column + right > WIDEST:
            raise GenError("E305", file=self._file, size=f"{column + right:,} คอลัมน์", limit=f"{WIDEST:,} คอลัมน์")
        self._count += right
        hold_cells(self._file, self._count)
        cells[column] = value
        if down > 1 or right > 1:
            self._until |= dict.fromkeys(range(column, column + right), row + down - 1)
            self._merged.append((row, column, row + down - 1, column + right - 1))

    def _end_table(self) -> None:
        self._end_cell()
        rows = [[cells.get(n) for n in range(max(cells, default=-1) + 1)] for cells in self._rows]
        if any(map(any, rows)):
            name = f"ตาราง {len(self.tables) + 1}"
            self.tables.append(Table(self._file, name, trimmed(rows), tuple(self._merged), sheet=name))
        self._rows, self._merged, self._until, self._depth = [], [], {}, 0


def _times(attributes: dict[str, str], key: str) -> int:
    said = attributes.get(key, "1").strip()
    return min(max(int(said), 1), MOST_SPANNED) if said.isascii() and said.isdigit() and len(said) < 8 else 1
