"""Excel workbooks (.xlsx, .xlsm): the values of the cells through calamine, the rest from the XML.

calamine is given a fresh package of the sheets that are wanted and checked, and nothing of the clerk's own file: what
is checked is what is read.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ..errors import GenError, Place, Problem, problem
from . import formats
from .archive import Archive, pack
from .file import damaged, hold_size
from .sheetxml import Scan, scan, strings, struck_rows, struck_styles
from .table import (
    MOST_CELLS,
    PRIVATE,
    STAMP,
    UNCALCULATED,
    Book,
    Raw,
    Table,
    address,
    hidden_notice,
    hold_cells,
    spans,
    tidy,
    trimmed,
    uncalculated_notice,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_TEXT = 1_000 * 2**20  # bytes of text, each cell counted: one shared string can stand in a million cells

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

# Built-in formats of Thai Excel (ECMA-376 part 1, 18.8.30, th-TH) that calamine does not know as dates and times.
_THAI_FORMATS = dict.fromkeys(range(71, 75), 14) | {75: 20, 76: 21, 77: 22, 78: 45, 79: 46, 80: 47, 81: 14}
_THAI_FORMAT = re.compile(rb'numFmtId="(7[1-9]|8[01])"')


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it; `kind` is the last word of its relationship's type."""

    name: str
    path: str
    kind: str
    state: str


def read(data: bytes, file: str) -> Book:
    """Read a workbook. Raises: GenError E303, E304, E305."""
    notices: list[Problem] = []
    with damaged(file):
        archive = Archive(data, file)
        book = _book_path(archive)
        root = ET.fromstring(archive.read(book))
        parts = {kind: path for kind, path in _relations(archive, book).values()}
        listed = list(_listed(archive, book, root))
        sheets = list(_visible(listed, file, notices))
        with TemporaryDirectory(prefix="gen-") as folder:
            package = Path(folder, "book.xlsx")
            scans = _checked(archive, sheets, parts, _is_1904(root), package)
            grids = _values(package, len(sheets))
        styles = archive.read(parts["styles"]) if parts.get("styles", "") in archive else b""
        if struck := struck_styles(styles):
            rows = [struck_rows(archive.read(sheet.path), struck) for sheet in sheets]
            notices += [
                problem("W210", Place(file, sheet.name), rows=spans(sorted(of)))
                for sheet, of in zip(sheets, rows, strict=True)
                if of
            ]
        if shown := formats.telling(styles):
            for sheet, rows_ in zip(sheets, grids, strict=True):
                _show(rows_, archive.read(sheet.path), shown)
        tables = [_table(file, *found) for found in zip(sheets, scans, grids, strict=True)]
    for table, found in zip(tables, scans, strict=True):
        notices += hidden_notice(table) + uncalculated_notice(table, found.uncalculated)
    stamp = next((sheet.name for sheet in listed if sheet.name.startswith(STAMP)), "")
    return Book(file, tuple(tables), tuple(notices), stamp)


# --- what the package lists


def _book_path(archive: Archive) -> str:
    found = (path for kind, path in _relations(archive, "").values() if kind == "officeDocument")
    return next(found, "xl/workbook.xml")


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Id of each relationship of a part: (the last word of its type, the path of its target)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    for node in ET.fromstring(archive.read(path)) if path in archive else ():
        target = posixpath.normpath(posixpath.join(f"/{folder}", node.get("Target", "")))
        found[node.get("Id", "")] = (node.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"))
    return found


def _listed(archive: Archive, book: str, root: ET.Element) -> Iterator[Listed]:
    relations = _relations(archive, book)
    for node in root.iter():
        if node.tag.rsplit("}", 1)[-1] == "sheet":
            reference = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
            kind, path = relations[reference]
            yield Listed(node.get("name", ""), path, kind, node.get("state", "visible"))


def _visible(listed: Sequence[Listed], file: str, notices: list[Problem]) -> Iterator[Listed]:
    """The sheets with cells that a clerk sees; a hidden one is not read, and is said."""
    for sheet in listed:
        if sheet.kind != "worksheet" or sheet.name.startswith(PRIVATE) or sheet.state == "veryHidden":
            continue
        if sheet.state == "visible":
            yield sheet
        else:
            notices.append(problem("W207", Place(file), sheet=sheet.name))


def _is_1904(root: ET.Element) -> bool:
    found = (node for node in root.iter() if node.tag.rsplit("}", 1)[-1] == "workbookPr")
    return any(node.get("date1904") in ("1", "true") for node in found)


def _thai_dates(styles: bytes) -> bytes:
    if re.search(rb"<(?:\w+:)?numFmt\s[^<>]*" + _THAI_FORMAT.pattern, styles):
        return styles  # the workbook says itself what these mean
    return _THAI_FORMAT.sub(lambda found: b'numFmtId="%d"' % _THAI_FORMATS[int(found[1])], styles)


# --- limits


def _checked(
    archive: Archive, sheets: Sequence[Listed], parts: Mapping[str, str], is_1904: bool, package: Path
) -> list[Scan]:
    """What the sheets say besides their values; these go into a package for calamine. It is a file, because of bytes in
    memory calamine makes three copies. Raises: GenError E305."""
    found = [scan(archive.read(sheet.path)) for sheet in sheets]
    scans = [about for _, about in found]
    _hold_area(archive.file, sheets, scans)
    texts = strings(archive.read(parts["sharedStrings"])) if parts.get("sharedStrings", "") in archive else b""
    _hold_text(archive.file, texts, [(xml, about.cells) for xml, about in found])
    styles = _thai_dates(archive.read(parts["styles"])) if parts.get("styles", "") in archive else b""
    pack(_package([xml for xml, _ in found], texts, styles, is_1904), package)
    return scans


def _hold_area(file: str, sheets: Sequence[Listed], scans: Sequence[Scan]) -> None:
    """Refuse sheets that would not fit into memory as rectangles. Raises: GenError E305."""
    for sheet, found in zip(sheets, scans, strict=True):
        if found.rows * found.columns > MOST_CELLS:
            far = f'แผ่น "{sheet.name}" กรอกถึงช่อง {address(found.rows - 1, found.columns - 1)}'
            raise GenError("E305", file=file, size=far, limit=f"{MOST_CELLS:,} ช่อง")
    hold_cells(file, sum(found.cells for found in scans))


def _hold_text(file: str, texts: bytes, found: Sequence[tuple[bytes, int]]) -> None:
    """Refuse cells that repeat long shared strings beyond what memory holds. Raises: GenError E305."""
    sizes = list(map(len, texts.split(b"</si>")))
    if max(sizes) * sum(cells for _, cells in found) <= MOST_TEXT:
        return
    used = (int(i) for xml, _ in found for i in re.findall(rb't="s"[^<>]*><v>([0-9]{1,9})</v>', xml))
    hold_size(file, sum(sizes[i] for i in used if i < len(sizes)), MOST_TEXT)


# --- values


def _values(package: Path, sheets: int) -> list[list[list[Raw]]]:
    """The cells of each sheet from A1 on."""
    from python_calamine import load_workbook

    if not sheets:
        return []
    with load_workbook(package) as book:
        return [_rows(book.get_sheet_by_index(i)) for i in range(sheets)]


def _rows(sheet: CalamineSheet) -> list[list[Raw]]:
    """Row after row, as the sheet holds all of them already; a text that comes again is kept once."""
    before: list[Raw] = [None] * (sheet.start[1] if sheet.start else 0)
    known: dict[Raw, str] = {}

    def once(raw: Any) -> Raw:
        # Most cells are Thai text, which needs no work; asking that first halves the time of this loop.
        return known.setdefault(raw, raw) if type(raw) is str and raw > "฀" and "\r" not in raw else tidy(raw)

    return [before + [once(raw) for raw in row] for row in sheet.iter_rows()]


def _package(sheets_xml: Sequence[bytes], texts: bytes, styles: bytes, is_1904: bool) -> dict[str, bytes]:
    """The least that calamine opens: the checked sheets under numbers for names."""
    numbers = range(1, len(sheets_xml) + 1)
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="s{n}"/>' for n in numbers)
    book = f'<workbookPr date1904="{int(is_1904)}"/><sheets>{sheets}</sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": _relationships({"b": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}</workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": _relationships(
            {f"s{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
        ),
        "xl/sharedStrings.xml": texts,
        "xl/styles.xml": styles,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in zip(numbers, sheets_xml, strict=True)}
    return {name: content for name, content in parts.items() if content}


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    nodes = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{path}"/>' for key, (kind, path) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{nodes}</Relationships>'.encode()


def _show(rows: list[list[Raw]], xml: bytes, shown: dict[bytes, str]) -> None:
    """Give the numbers of a sheet what their cells show."""
    for row, column, code in formats.cells(xml, shown):
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = formats.seen(rows[row][column], code)


def _table(file: str, sheet: Listed, found: Scan, rows: list[list[Raw]]) -> Table:
    for (row, column), text in (dict(found.errors) | dict.fromkeys(found.uncalculated, UNCALCULATED)).items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = text
    return Table(file, sheet.name, trimmed(rows), found.merged, found.hidden, sheet.name)
