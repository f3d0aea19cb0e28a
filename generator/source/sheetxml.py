"""The XML of an Excel sheet, searched as bytes: what calamine does not tell, and what it must not be given.

calamine gives error values and uncalculated formulas as blanks, keeps no word of hidden rows, and ends the process
where it cannot allocate the rectangle that a far-away cell asks for. A parse would cost more than all the reading.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .table import MOST_CELLS, Range, address, column_of, error_value

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet (ECMA-376)
SMALL = 99_999, 26

# The one way in which Excel writes the tag of a cell; whatever is written in another way is brought to it.
_CELL = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: [a-qs-z]+="[A-Za-z0-9]*")*)'
_CELLS = re.compile(rb'<c r="([A-Z]+[0-9]+)"')
_BLANKS = re.compile(_CELL + rb"(?:/>|>\s*</c>)")
_ERRORS = re.compile(_CELL + rb">(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?\s*<v>([^<]*)</v>")
_FORMULAS = re.compile(_CELL + rb">\s*(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
# A cell written in another way, and one that is that or lies beyond Z99999: few sheets need a closer look.
_STRANGE = re.compile(rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: [a-qs-z]+="[A-Za-z0-9]*")*/?>|[A-Za-z])')
_BEYOND_SMALL = re.compile(rb'<c(?! r="[A-Z][1-9][0-9]{0,4}"(?: [a-qs-z]+="[A-Za-z0-9]*")*/?>|[A-Za-z])')
_COLON = re.compile(rb":(?:row|c)[\s/>]")
_PREFIXED = re.compile(rb"<[^\s<>]+:(?:row|c)[\s/>]")
_PREFIX = re.compile(rb"<(/?)[^\s<>:/!?]+:")
_TAG = re.compile(rb"<(row|c)(?=[\s/>])([^<>]*?)(/?)>")
_REFERENCE = re.compile(rb"""(?<!\S)r\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_ATTRIBUTE = re.compile(rb"""(?<!\S)(s|t|hidden)\s*=\s*["']([A-Za-z0-9]*)["']""")
_MERGED = re.compile(rb'mergeCell\s[^<>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_HIDDEN = re.compile(rb'<row [^<>]*hidden="(?:1|true)"')
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()

Cell = tuple[int, int]


@dataclass(frozen=True)
class Scan:
    """What a sheet says besides its values; none of its `cells` lies beyond so many `rows` and `columns`."""

    cells: int
    rows: int
    columns: int
    merged: tuple[Range, ...]
    errors: Mapping[Cell, str]
    uncalculated: frozenset[Cell]
    hidden: frozenset[int]


def struck_styles(styles: bytes) -> frozenset[bytes]:
    """The styles of cells (`s`) whose letters are struck through; found without a parse, as few workbooks have any."""
    fonts = re.search(rb"<fonts[^>]*>(.*?)</fonts>", styles, re.DOTALL)
    formats = re.search(rb"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
    if not fonts or not formats or b"<strike" not in fonts[1]:
        return frozenset()
    each = re.findall(rb"<font>.*?</font>|<font/>|<font [^>]*>.*?</font>", fonts[1], re.DOTALL)
    struck = {n for n, font in enumerate(each) if re.search(rb'<strike(?! val="(?:0|false)")[^>]*/?>', font)}
    used = re.findall(rb'<xf [^>]*?fontId="([0-9]+)"', formats[1])
    return frozenset(str(n).encode() for n, font in enumerate(used) if int(font) in struck)


def struck_rows(xml: bytes, styles: frozenset[bytes]) -> frozenset[int]:
    """The rows in which a cell that holds something has one of these styles; the first row is 0."""
    found = re.finditer(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"[^<>]*? s="([0-9]+)"[^<>]*>(?=<)', xml) if styles else ()
    return frozenset(int(cell[1]) - 1 for cell in found if cell[2] in styles and not cell[0].endswith(b"/>"))


def scan(xml: bytes) -> tuple[bytes, Scan]:
    """Search a sheet; with what it says comes the XML that may be given to calamine. Raises: ValueError if damaged."""
    rows, columns = SMALL
    if _BEYOND_SMALL.search(xml) or _is_prefixed(xml):
        xml, (rows, columns) = _measured(xml)
    about = _merged(xml), _errors(xml), _uncalculated(xml), _hidden(xml)
    return xml, Scan(xml.count(b"<c r="), rows, columns, *about)


def strings(xml: bytes) -> bytes:
    """The shared strings without the count in their root, of which calamine makes room before it reads any."""
    if b":sst" in xml[:5000]:
        xml = _PREFIX.sub(rb"<\1", xml)
    first = re.search(rb"<si[\s/>]", xml)
    if not first:
        return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    items = xml[first.start() :]
    if b"sst" in items[: items.rfind(b"<")] and re.search(rb"<(?:[^\s<>:/!?]+:)?sst[\s/>]", items):
        raise ValueError("shared strings within shared strings")
    return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + items


def _measured(xml: bytes) -> tuple[bytes, Cell]:
    """The sheet with its cells as Excel writes them, and (rows, columns) up to the last filled one."""
    if _is_prefixed(xml) or _STRANGE.search(xml):
        xml = _rewritten(xml)
    if _is_prefixed(xml) or _STRANGE.search(xml):
        raise ValueError("a cell that no spreadsheet program writes")
    size = _size(xml)
    if size[0] * size[1] > MOST_CELLS:  # formatted down to the last row: empty cells count for nothing
        xml = _BLANKS.sub(b"", xml)
        size = _size(xml)
    return xml, size


def _is_prefixed(xml: bytes) -> bool:
    return bool(_COLON.search(xml) and _PREFIXED.search(xml))


def _rewritten(xml: bytes) -> bytes:
    """The sheet with its cells as Excel writes them; some programs leave out addresses, or use prefixes."""
    row, column = 0, -1

    def numbered(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        name, attributes, close = tag.groups()
        found = _REFERENCE.search(attributes)
        letters, digits = found.groups() if found else (b"", b"")
        if name == b"row":
            row, column = int(digits or row + 1), -1
            reference = b"%d" % row
        else:
            column = column_of(letters.decode().upper()) if letters else column + 1
            reference = address(int(digits or row) - 1, column).encode()
        rest = b"".join(b' %s="%s"' % pair for pair in _ATTRIBUTE.findall(attributes))
        return b'<%s r="%s"%s%s>' % (name, reference, rest, close)

    return _TAG.sub(numbered, _PREFIX.sub(rb"<\1", xml))


def _size(xml: bytes) -> Cell:
    addresses = b" ".join(_CELLS.findall(xml))
    rows = max(map(int, set(addresses.translate(None, _LETTERS).split())), default=0)
    letters = set(addresses.translate(None, _DIGITS).split())
    columns = max((column_of(name.decode()) + 1 for name in letters), default=0)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise ValueError("a cell outside of any sheet")
    return rows, columns


def _merged(xml: bytes) -> tuple[Range, ...]:
    found = _MERGED.findall(xml, max(xml.rfind(b"</sheetData"), 0))
    return tuple((int(b) - 1, column_of(a.decode()), int(d) - 1, column_of(c.decode())) for a, b, c, d in found)


def _errors(xml: bytes) -> dict[Cell, str]:
    if b't="e"' not in xml:
        return {}
    found = (hit for hit in _ERRORS.finditer(xml) if b' t="e"' in hit[3])
    return {_cell(hit): error_value(hit[4].decode("utf-8", "replace").strip()) for hit in found}


def _uncalculated(xml: bytes) -> frozenset[Cell]:
    """Formulas without a value; one whose value is an empty text says so with `t="str"`."""
    if b"<f" not in xml:
        return frozenset()
    return frozenset(_cell(hit) for hit in _FORMULAS.finditer(xml) if b' t="str"' not in hit[3])


def _hidden(xml: bytes) -> frozenset[int]:
    if b'hidden="' not in xml:
        return frozenset()
    found: Iterator[re.Match[bytes] | None] = (_REFERENCE.search(hit[0]) for hit in _HIDDEN.finditer(xml))
    return frozenset(int(reference[2]) - 1 for reference in found if reference and reference[2])


def _cell(hit: re.Match[bytes]) -> Cell:
    return int(hit[2]) - 1, column_of(hit[1].decode())
