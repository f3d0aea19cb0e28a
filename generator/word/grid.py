"""The rows and cells of a table in its XML, and which conditional formats of its style hold for a cell.

The standard's order (ECMA-376-1 17.7.6.6) has bands of columns before bands of rows, and rows before columns; Word goes
the other way in both ([MS-OI29500] 2.1.251), and papers are seen in Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .styles import Styles, TableStyle
from .xml import OFF, Element, is_on, local, number, value, w

FLAGS = {  # of w:tblLook, with the bits of older programs
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
GONE = {"del", "moveFrom"}
NESTED = {"ins", "del", "moveTo", "moveFrom", "customXml", "smartTag", "sdtContent"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: `row` counts from 0 below the heading rows, `column` from 0; the edges that it is at."""

    row: int
    top: bool
    bottom: bool
    column: int = 0
    left: bool = True
    right: bool = False


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table's style and what the table takes of it; `bands`: how many rows and columns make one band."""

    style: str
    flags: frozenset[str]
    known: frozenset[str]  # the regions that the style says anything of
    bands: tuple[int, int] = (1, 1)

    def at(self, place: Place) -> TableStyle:
        """The style, and its regions that hold at a place."""
        if not self.known:
            return (self.style,) if self.style else ()
        return (self.style, *(region for region in self._regions(place) if region in self.known))

    def _regions(self, place: Place) -> Iterator[str]:
        top, bottom = place.top and "firstRow" in self.flags, place.bottom and "lastRow" in self.flags
        left, right = place.left and "firstColumn" in self.flags, place.right and "lastColumn" in self.flags
        column = place.column - ("firstColumn" in self.flags)
        yield "wholeTable"
        if "noHBand" not in self.flags and not (top or bottom):
            yield f"band{place.row // self.bands[0] % 2 + 1}Horz"
        if "noVBand" not in self.flags and not (left or right):
            yield f"band{column // self.bands[1] % 2 + 1}Vert"
        for region, holds in {
            "firstCol": left, "lastCol": right, "firstRow": top, "lastRow": bottom,
            "nwCell": top and left, "neCell": top and right, "swCell": bottom and left, "seCell": bottom and right,
        }.items():  # fmt: skip
            if holds:
                yield region

    def rows(self, rows: list[Element]) -> Iterator[Place]:
        """The place of each row. A further row that repeats on each page is a heading too (17.18.89)."""
        heads = 0
        if "firstRow" in self.flags:
            repeated = (is_on(row.find(w("trPr")), "tblHeader") for row in rows[1:])
            heads = 1 + next((n for n, on in enumerate(repeated) if not on), len(rows) - 1)
        for n in range(len(rows)):
            yield Place(n - heads, n < heads, n + 1 == len(rows))


def table_look(properties: Element | None, styles: Styles) -> TableLook:
    """The look of a table, by its tblPr. Without tblLook bands hold and edges do not (17.4.55)."""
    style = value(properties, "tblStyle") or styles.table
    said = properties.find(w("tblLook")) if properties is not None else None
    flags = frozenset(name for name, bit in FLAGS.items() if said is not None and _says(said, name, bit))
    chain = styles.ancestors(style)
    known = {part.get(w("type"), "") for found in chain for part in found.iterfind(w("tblStylePr"))}
    return TableLook(style, flags, frozenset(known), (_band(chain, "Row"), _band(chain, "Col")))


def _says(look: Element, name: str, bit: int) -> bool:
    """By its own attribute, or by the bits that older programs write."""
    own = look.get(w(name))
    if own is not None:
        return own not in OFF
    try:
        return bool(int(look.get(w("val")) or "0", 16) & bit)
    except ValueError:
        return False


def _band(chain: list[Element], side: str) -> int:
    sizes = (value(found.find(w("tblPr")), f"tblStyle{side}BandSize") for found in reversed(chain))
    return max(1, int(number(next((size for size in sizes if size), "1"))))


def rows_of(table: Element) -> list[Element]:
    """The rows that are not deleted."""
    return [row for row in through_controls(table, "tr") if row.find(f"{w('trPr')}/{w('del')}") is None]


def through_controls(parent: Element, name: str) -> Iterator[Element]:
    """The children of one name, those in content controls and insertions too."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) == "sdt":
            content = child.find(w("sdtContent"))
            yield from through_controls(content, name) if content is not None else ()
        elif local(child) in NESTED and local(child) not in GONE:
            yield from through_controls(child, name)


def lined(properties: Element | None, styles: Styles, style: str) -> bool:
    """Whether a table has lines between its cells."""
    found = properties.find(w("tblBorders")) if properties is not None else None
    if found is None and style in styles.by_id:
        found = styles.by_id[style].find(f"{w('tblPr')}/{w('tblBorders')}")
    return found is not None and value(found, "insideH") not in ("", "nil", "none")
