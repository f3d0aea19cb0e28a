"""A list to print, as a workbook: titles, headings and rows on A4, with Thai digits.

In: plain texts. Out: the bytes of an .xlsx: the heading on every page, rows as high as their text, as many pages as it
takes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from .thai import official_digits

FONT = "TH SarabunPSK"
LINE = 20  # pt: a line of 14 pt in any build of the font
FILLED = 0.85  # characters of text to a character of a column's width, where words wrap
ABOVE = "ัิีึืฺุู็่้๊๋์ํ๎"  # vowels and marks that take no width
A4 = 9  # ECMA-376 Part 1, 18.3.1.63, paperSize
MARGINS = {"left": 0.59, "right": 0.59, "top": 0.79, "bottom": 0.79}  # inches: 1.5 and 2 cm


@dataclass(frozen=True)
class Column:
    """A column of the list; its width is in characters."""

    heading: str
    width: float
    centred: bool = False


def workbook(
    name: str,
    titles: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    day: date,
    mark: str = "",
) -> bytes:
    """The list as a workbook whose sheet is called `name`, the same for the same input; `mark` is each page's foot."""
    import xlsxwriter

    cells = [[official_digits(value) for value in row] for row in rows]
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": official_digits(titles[0]), "created": datetime.combine(day, time())})
        sheet = book.add_worksheet(name[:31])
        middle = {"font_name": FONT, "bold": True, "align": "center", "valign": "vcenter"}
        cell = {"font_name": FONT, "font_size": 14, "valign": "top", "border": 1, "text_wrap": True, "num_format": "@"}
        title, head = book.add_format({**middle, "font_size": 16}), book.add_format({**cell, **middle})
        text, centre = book.add_format(cell), book.add_format({**cell, "align": "center"})
        for r, line in enumerate(titles):
            sheet.set_row(r, 1.2 * LINE)
            sheet.merge_range(r, 0, r, len(columns) - 1, official_digits(line), title)
        for r, row in enumerate([[column.heading for column in columns], *cells], len(titles)):
            sheet.set_row(r, LINE * max(map(_lines, row, columns)))
            for c, (value, column) in enumerate(zip(row, columns, strict=True)):
                style = head if r == len(titles) else centre if column.centred else text
                sheet.write_string(r, c, value, style)
        for c, column in enumerate(columns):
            sheet.set_column(c, c, column.width)
        _page(sheet, len(titles), mark)
    return data.getvalue()


def _page(sheet: Any, head: int, mark: str) -> None:
    """A4 landscape, as many pages as it takes, with everything up to the row `head` on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(**MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, head)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_footer(f'&L&"{FONT}"&12{mark}&R&"{FONT}"&12หน้า &P / &N')


def _lines(value: str, column: Column) -> int:
    """The lines that a text takes in a column: programs that open the file do not work the height out by themselves."""
    widths = [sum(c not in ABOVE for c in line) for line in value.split("\n")]
    return sum(max(1, math.ceil(width / (FILLED * column.width))) for width in widths)
