"""A table with columns of the clerk's own: a sheet as typed becomes a table of the paper.

In: the rows of a list whose columns are c1, c2 …: the first row with more than one cell is the heading, a row of one
cell before it the title. Out: a `Table`, which writes itself as WordprocessingML: as wide as its place, headings
repeated on each page, numbers at the right, rows that begin with รวม added up where they are left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import Any
from unicodedata import category

from ..thai import arabic_digits, glue, official_digits
from ..word.xml import NO_HEIGHT

COLUMNS = 12
KEYS = tuple(f"c{n}" for n in range(1, COLUMNS + 1))
NOTE = "แถวแรกเป็นหัวตาราง (แถวที่มีช่องเดียวก่อนหน้า เป็นชื่อตาราง) แถวที่ขึ้นต้นด้วย รวม ถ้าเว้นช่องไว้ โปรแกรมรวมให้"
NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?|[-–—]")
TOTAL = re.compile(r"(?:ยอด)?รวม")
ORDER = re.compile(r"(?:ลำดับ)?(?:ที่|ลำดับ)")
NOT_ADDED = re.compile(r"ที่$|ลำดับ|เลข|รหัส|โทร|ปี|พ\.ศ\.|ร้อยละ|เฉลี่ย|อัตรา|%|(?:ละ|ต่อหน่วย)(?:\s*\(.*\))?$")
MONEY = re.compile(r"เงิน|บาท|งบ|มูลค่า")  # where such columns are, others are counts of different things
WIDEST, HEADING, SIDES = 40, 12, 2  # characters: a column at most, a heading that asks for room, beside the text
WHOLE = 5000  # the width of the place, in fiftieths of a per cent (ECMA-376-1 17.18.90)
GAP = (
    '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)
GRID = 9072  # twips: the text of a page with margins of 3 and 2 cm


class Table(tuple[Mapping[str, Any], ...]):
    """The rows of a table as they were typed; `{{p table }}` shows it."""

    __slots__ = ()

    def __html__(self) -> str:
        return Drawn(self).xml if self else ""


def table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """The table of some rows, its totals worked out where they are left empty."""
    found = Table({**row} for row in rows)
    Drawn(found).add_up()
    return found


class Drawn:
    """A table on its way to the paper."""

    def __init__(self, rows: Table) -> None:
        self.rows = rows
        filled = [n for row in rows for n, key in enumerate(KEYS, 1) if row.get(key)]
        self.keys = KEYS[: max(filled, default=0)]
        titled = len(rows) > 1 and self._is_alone(rows[0])
        self.title = str(rows[0][self.keys[0]]) if titled else ""
        self.head = rows[1] if titled else (rows[0] if rows else {})
        self.body = rows[2 if titled else 1 :]

    @cached_property
    def _plain(self) -> list[Mapping[str, Any]]:
        """The rows that are neither the heading of a group nor a total."""
        return [row for row in self.body if not (self._is_alone(row) or self._is_total(row))]

    @cached_property
    def numeric(self) -> frozenset[str]:
        """The columns whose cells are numbers, one at least."""
        found = {key: [_plain(row[key]) for row in self._plain if row.get(key)] for key in self.keys}
        is_number = {key: any(map(_has_digit, cells)) for key, cells in found.items()}
        return frozenset(
            key for key, cells in found.items() if is_number[key] and all(map(NUMBER.fullmatch, cells))
        )

    def add_up(self) -> None:
        """Fill the empty cells of the rows of totals, unless the clerk has typed one of theirs."""
        heads = {key: str(self.head.get(key) or "") for key in self.keys if key in self.numeric}
        added = [key for key, head in heads.items() if not NOT_ADDED.search(head)]
        columns = [key for key in added if MONEY.search(heads[key])] or added
        since: list[Mapping[str, Any]] = []
        for row in self.body:
            if not self._is_total(row):
                since.append(row)
            elif not any(row.get(key) for key in columns):
                assert isinstance(row, dict)
                row |= {key: _sum([one[key] for one in since if one.get(key)]) for key in columns}
                since = []

    def _is_alone(self, row: Mapping[str, Any]) -> bool:
        """Whether only the first cell of a row is filled: a title, or the heading of a group."""
        others = any(row.get(key) for key in KEYS[1:])
        return bool(row.get(KEYS[0])) and not others and not TOTAL.match(str(row[KEYS[0]]))

    def _is_total(self, row: Mapping[str, Any]) -> bool:
        first = next((str(row[key]) for key in self.keys if row.get(key)), "")
        return TOTAL.match(first) is not None

    # --- WordprocessingML

    @property
    def xml(self) -> str:
        title = _paragraph(self.title, "left", bold=True, before=120, keep=True) if self.title else GAP
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        return (
            f'{title}<w:tbl><w:tblPr><w:tblW w:w="{WHOLE}" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(self._rows())}</w:tbl>{NO_HEIGHT.format('')}"
        )

    @cached_property
    def _widths(self) -> list[int]:
        """The widths of the columns in twips, by what stands in them."""
        widest = [max([_letters(row.get(key)) for row in self._plain], default=0) for key in self.keys]
        heads = [min(_letters(self.head.get(key)), HEADING) for key in self.keys]
        wanted = [min(max(letters) + SIDES, WIDEST) for letters in zip(widest, heads, strict=True)]
        return [GRID * letters // sum(wanted) for letters in wanted]

    def _rows(self) -> Iterator[str]:
        cells = [(str(self.head.get(key) or ""), "center", 1) for key in self.keys]
        yield self._row(cells, bold=True, marks="<w:cantSplit/><w:tblHeader/>")
        for row in self.body:
            if self._is_alone(row):
                yield self._row([(str(row[KEYS[0]]), "left", len(self.keys))], bold=True)
            elif self._is_total(row):
                yield self._row(self._total(row), bold=True)
            else:
                yield self._row([(str(row.get(key) or ""), self._side(key), 1) for key in self.keys])

    def _total(self, row: Mapping[str, Any]) -> list[tuple[str, str, int]]:
        """The cells of a total, its word over all columns before the first number."""
        first = next((n for n, key in enumerate(self.keys) if row.get(key)), 0)
        after = next((n for n, key in enumerate(self.keys) if n > first and row.get(key)), len(self.keys))
        cells = [(str(row[self.keys[first]]), "center", after)]
        return cells + [(str(row.get(key) or ""), self._side(key), 1) for key in self.keys[after:]]

    def _side(self, key: str) -> str:
        if key not in self.numeric:
            return "left"
        return "center" if ORDER.fullmatch(str(self.head.get(key) or "").strip()) else "right"

    def _row(self, cells: Iterable[tuple[str, str, int]], bold: bool = False, marks: str = "<w:cantSplit/>") -> str:
        """A row of (text, side, columns)."""
        made, at = "", 0
        for text, side, span in cells:
            width = sum(self._widths[at : at + span])
            over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            lines = "".join(_paragraph(line, side, bold) for line in text.split("\n"))
            made += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}</w:tcPr>{lines}</w:tc>'
            at += span
        return f"<w:tr><w:trPr>{marks}</w:trPr>{made}</w:tr>"


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'


def _paragraph(text: str, side: str, bold: bool = False, before: int = 0, keep: bool = False) -> str:
    strong = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    held = "<w:keepNext/>" if keep else ""
    words = escape(official_digits(glue(text)), quote=False)
    run = f'<w:r>{strong}<w:t xml:space="preserve">{words}</w:t></w:r>' if text else ""
    return (
        f'<w:p><w:pPr>{held}<w:spacing w:before="{before}" w:after="0"/><w:ind w:left="0" w:firstLine="0"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{run}</w:p>'
    )


def _letters(cell: Any) -> int:
    """How wide the longest line of a cell is, in letters that stand side by side."""
    lines = str(cell or "").split("\n")
    return max(sum(category(letter) != "Mn" for letter in line) for line in lines)


def _plain(cell: Any) -> str:
    return arabic_digits(str(cell)).strip()


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _sum(cells: Iterable[Any]) -> str:
    """The sum as its parts are written: with their decimals, and a comma where one has it; "" of nothing."""
    texts = [text for cell in cells if _has_digit(text := _plain(cell))]
    if not texts or any("%" in text for text in texts):
        return ""
    total = sum((Decimal(text.replace(",", "")) for text in texts), Decimal(0))
    places = max(len(text.partition(".")[2]) for text in texts)
    is_bare = any(re.match(r"\d{4}", text) for text in texts)  # thousands without a comma
    return f"{total:.{places}f}" if is_bare else f"{total:,.{places}f}"
