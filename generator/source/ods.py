"""OpenDocument spreadsheets (.ods of LibreOffice), read from content.xml.

One cell of the file can stand for a million (`number-columns-repeated`), error values are texts, hidden rows and merged
cells are attributes: libraries that give values only lose these or unroll without a limit.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from xml.parsers import expat

from ..errors import ERRORS, GenError, Place, Problem, problem
from . import formats
from .archive import Archive
from .file import damaged
from .table import (
    PRIVATE,
    UNCALCULATED,
    Book,
    Range,
    Raw,
    Table,
    error_value,
    hidden_notice,
    hold_cells,
    tidy,
    trimmed,
    uncalculated_notice,
)

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {f"{ODF}{name}:1.0": name for name in ("office", "table", "text", "style", "drawing")}
SPACES["urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"] = "calcext"
SKIPPED = ("office:annotation", "table:shapes", "table:tracked-changes", "table:sub-table")
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

_DURATION = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")


def read(data: bytes, file: str) -> Book:
    """Read a spreadsheet. Raises: GenError E303, E304, E305."""
    notices: list[Problem] = []
    with damaged(file):
        archive = Archive(data, file)
        if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise GenError("E304", file=file)
        content = _Content(file)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = content.start
        parser.EndElementHandler = content.end
        parser.CharacterDataHandler = content.characters
        parser.Parse(archive.read("content.xml"), True)
    for sheet in content.hidden_sheets:
        notices.append(problem("W207", Place(file), sheet=sheet))
    for table, cells in zip(content.tables, content.uncalculated, strict=True):
        notices += hidden_notice(table) + uncalculated_notice(table, cells)
    return Book(file, tuple(content.tables), tuple(notices))


class _Content:
    """The state of a parse of content.xml: the sheet, row, cell and paragraph that are open."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables: list[Table] = []
        self.hidden_sheets: list[str] = []
        self.uncalculated: list[list[tuple[int, int]]] = []
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._skipping = 0
        self._count = 0
        self._sheet: dict[str, str] | None = None
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []

    # --- what expat calls

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _short(tag)
        if self._skipping or name in SKIPPED or name.startswith("drawing:") or (name == "table:table" and self._sheet):
            self._skipping += 1
            return
        opener = getattr(self, "_open_" + name.replace(":", "_").replace("-", "_"), None)
        if opener:
            opener({_short(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        closer = getattr(self, "_close_" + _short(tag).replace(":", "_").replace("-", "_"), None)
        if closer:
            closer()

    def characters(self, text: str) -> None:
        if not self._skipping and self._cell is not None and self._paragraphs:
            self._paragraphs[-1].append(re.sub(r"[ \t\r\n]+", " ", text))

    # --- styles of sheets

    def _open_style_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _open_style_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    # --- sheets, rows, cells

    def _open_table_table(self, attributes: dict[str, str]) -> None:
        self._sheet = attributes
        self._rows: list[list[Raw]] = []
        self._blank_rows = 0
        self._merged: list[Range] = []
        self._hidden: set[int] = set()
        self._formulas: list[tuple[int, int]] = []

    def _close_table_table(self) -> None:
        assert self._sheet is not None
        name = self._sheet.get("table:name", "")
        hidden = self._sheet.get("table:style-name") in self._hidden_styles
        self._sheet = None
        if hidden and not name.startswith(PRIVATE):
            self.hidden_sheets.append(name)
        if hidden or name.startswith(PRIVATE):
            return
        hidden_rows = frozenset(row for row in self._hidden if row < len(self._rows))
        self.tables.append(Table(self.file, name, trimmed(self._rows), tuple(self._merged), hidden_rows, name))
        self.uncalculated.append(self._formulas)

    def _open_table_table_row(self, attributes: dict[str, str]) -> None:
        self._row: list[Raw] = []
        self._blank_cells = 0
        self._row_times = _times(attributes, "table:number-rows-repeated")
        self._row_hidden = attributes.get("table:visibility", "visible") != "visible"

    def _close_table_table_row(self) -> None:
        first = len(self._rows) + self._blank_rows
        if first + self._row_times > 2 * MOST_ROWS:
            raise ValueError("more rows than a sheet has")
        if not self._row:
            self._blank_rows += self._row_times
            return
        self._count += len(self._row) * self._row_times
        hold_cells(self.file, self._count)
        self._rows += [[]] * self._blank_rows + [self._row] * self._row_times
        self._blank_rows = 0
        if self._row_hidden:
            self._hidden.update(range(first, first + self._row_times))

    def _open_table_table_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._paragraphs = []

    _open_table_covered_table_cell = _open_table_table_cell

    def _close_table_table_cell(self) -> None:
        assert self._cell is not None
        cell, times = self._cell, _times(self._cell, "table:number-columns-repeated")
        shown = "\n".join(map("".join, self._paragraphs))
        raw = formats.as_shown(tidy(_value(cell, shown)), shown)
        row, column = len(self._rows) + self._blank_rows, len(self._row) + self._blank_cells
        self._cell = None
        if raw == UNCALCULATED:
            self._formulas.append((row, column))
        down, right = _times(cell, "table:number-rows-spanned"), _times(cell, "table:number-columns-spanned")
        if down > 1 or right > 1:
            self._merged.append((row, column, row + down - 1, column + right - 1))
        if raw is None:
            self._blank_cells += times
            return
        if column + times > MOST_COLUMNS:
            raise ValueError("more columns than a sheet has")
        self._row += [None] * self._blank_cells + [raw] * times
        self._blank_cells = 0

    _close_table_covered_table_cell = _close_table_table_cell

    # --- the text of a cell

    def _open_text_p(self, attributes: dict[str, str]) -> None:
        self._paragraphs.append([])

    def _open_text_s(self, attributes: dict[str, str]) -> None:
        self._add(" " * min(_times(attributes, "text:c"), 1000))

    def _open_text_tab(self, attributes: dict[str, str]) -> None:
        self._add("\t")

    def _open_text_line_break(self, attributes: dict[str, str]) -> None:
        self._add("\n")

    def _add(self, text: str) -> None:
        if self._cell is not None and self._paragraphs:
            self._paragraphs[-1].append(text)


def _short(tag: str) -> str:
    space, _, name = tag.rpartition(" ")
    return f"{SPACES.get(space, '')}:{name}"


def _times(attributes: dict[str, str], key: str) -> int:
    text = attributes.get(key, "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _value(cell: dict[str, str], shown: str) -> object:
    """The value of a cell by its type; error values are known by their type or, in older files, by their text."""
    kind = cell.get("office:value-type", "")
    formula = "table:formula" in cell
    if cell.get("calcext:value-type") == "error" or (formula and (shown in ERRORS or shown.startswith("Err:"))):
        return error_value(shown)
    if formula and not kind:
        return UNCALCULATED
    if kind in ("float", "percentage", "currency"):
        return float(cell.get("office:value", ""))
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    if kind == "date":
        return _date(cell.get("office:date-value", ""))
    if kind == "time":
        return _duration(cell.get("office:time-value", ""))
    return shown or cell.get("office:string-value", "")


def _date(text: str) -> date | datetime | str:
    try:
        return datetime.fromisoformat(text[:19]) if "T" in text else date.fromisoformat(text)
    except ValueError:  # before the year 1 or after 9999
        return text


def _duration(text: str) -> timedelta | str:
    found = _DURATION.fullmatch(text)
    if not found:
        return text
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    try:
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return text
