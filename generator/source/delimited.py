"""Text tables (.csv, .tsv, .txt): cells stay text; the delimiter is found, list sheets lie beside the file.

A form with lists reads `order.csv` as its main sheet and `order.บุคลากร.csv`, `order.people.csv` … in the same folder as
the sheets of that name.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..errors import GenError
from .file import TEXTS, content, text
from .table import Book, Raw, Table, hold_cells, tidy, trimmed

DELIMITERS = ",;\t"
SEPARATED = [f"sep={delimiter}" for delimiter in DELIMITERS]  # Excel's own first line, of which it shows no row
SAMPLE = 50  # records that decide on the delimiter
LONGEST = 1_000_000  # characters of a cell; far more than any field takes, so that a field says so and not the reader


def read(data: bytes, path: Path) -> Book:
    """Read a file and the list sheets beside it. Raises: GenError E303, E305, E307 and those of `file.content`."""
    tables = [_table(text(data, path.name), path.name, path.stem)]
    for beside, name in _companions(path):
        tables.append(_table(text(content(beside), beside.name), beside.name, name))
    return Book(path.name, tuple(tables))


def _companions(path: Path) -> Iterator[tuple[Path, str]]:
    """(path, name of the sheet) of each `<stem>.<sheet>.<suffix>` in the folder."""
    if path.suffix.lower() not in TEXTS:
        return
    start = f"{_plain(path.stem)}."
    for beside in sorted(path.parent.iterdir()):
        name = _plain(beside.stem)
        if beside.suffix.lower() == path.suffix.lower() and name.startswith(start) and beside.is_file():
            yield beside, name[len(start) :]


def _plain(name: str) -> str:
    """A file's name as macOS and the others agree on it."""
    return unicodedata.normalize("NFC", name)


def _table(typed: str, file: str, name: str) -> Table:
    typed = typed.removeprefix("\ufeff")
    first, _, rest = typed.partition("\n")
    if first.strip("\r").lower() in SEPARATED:
        typed, delimiter = rest, first.strip("\r")[-1]
    else:
        delimiter = _delimiter(typed)
    rows: list[list[Raw]] = []
    count = 0
    for record in _records(typed, delimiter, file):
        count += len(record)
        hold_cells(file, count)
        rows.append([tidy(cell) for cell in record])
    return Table(file, name, trimmed(rows))


def _records(typed: str, delimiter: str, file: str) -> Iterator[list[str]]:
    """The records of a text; a quotation mark that is never closed is an error, not a cell of the rest of the file."""
    lines = _Lines(typed)
    csv.field_size_limit(LONGEST)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for record in reader:
            if lines.ended:
                raise csv.Error("unclosed quotation mark")
            yield record
    except csv.Error as error:
        where = f'CSV (บรรทัด {reader.line_num}: เครื่องหมาย " ไม่ครบคู่)'
        raise GenError("E303", file=file, kind=where) from error


class _Lines:
    """The lines of a text, and whether the reader asked for more than there are: then a cell is still open."""

    def __init__(self, typed: str) -> None:
        self.ended = False
        self._lines = io.StringIO(typed, newline="")

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        self.ended = not line
        if self.ended:
            raise StopIteration
        return line


def _delimiter(typed: str) -> str:
    """The delimiter that cuts most records into the same number of cells, more than one."""

    def regular(delimiter: str) -> tuple[int, int]:
        try:
            sample = list(islice(csv.reader(io.StringIO(typed, newline=""), delimiter=delimiter), SAMPLE))
        except csv.Error:
            return 0, 0
        widths = Counter(len(record) for record in sample if len(record) > 1)
        width, times = max(widths.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
        return times, width

    return max(DELIMITERS, key=regular)
