"""A book as a register to print: XLSX in the columns of the form, on A4 landscape, with Thai digits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from ..outbox import write_new
from ..thai import official_digits, thai_digits
from .columns import Column, Layout, layout, shown
from .database import Register
from .log import seal
from .lookup import rows

FONT = "TH SarabunPSK"
LINE = 20  # pt: a line of 14 pt in any build of the font
FILLED = 0.85  # characters of text to a character of a column's width, where words wrap
ABOVE = "ัิีึืฺุู็่้๊๋์ํ๎"  # vowels and marks that take no width
CENTRED = ("number", "year", "text", "day", "entered")
A4 = 9  # ECMA-376 Part 1, 18.3.1.63, paperSize
MARGINS = {"left": 0.59, "right": 0.59, "top": 0.79, "bottom": 0.79}  # inches: 1.5 and 2 cm


def export(register: Register, series: str, year: int, path: Path, office: str, code: str = "") -> int:
    """Write the register of a series and BE year to a new file; return its number of rows.

    `office` is the office's name under the title, `code` its code in the numbers of letters.
    Raises: GenError E601, E602.
    """
    found = rows(register, series, year)
    shape = layout(series)
    cells = [[official_digits(shown(row, column.key, code)) for column in shape.columns] for row in found]
    titles = (thai_digits(f"{shape.title} ประจำปี พ.ศ. {year}"), official_digits(office))
    made = datetime.combine(register.today, time())
    write_new(path, _workbook(shape, titles, cells, f"รหัสกำกับ {seal(register)}", made))
    return len(found)


def _workbook(shape: Layout, titles: Sequence[str], cells: Sequence[Sequence[str]], mark: str, made: datetime) -> bytes:
    import xlsxwriter

    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": titles[0], "created": made})
        sheet = book.add_worksheet(shape.title[:31])
        middle = {"font_name": FONT, "bold": True, "align": "center", "valign": "vcenter"}
        cell = {"font_name": FONT, "font_size": 14, "valign": "top", "border": 1, "text_wrap": True, "num_format": "@"}
        title, head = book.add_format({**middle, "font_size": 16}), book.add_format({**cell, **middle})
        text, centre = book.add_format(cell), book.add_format({**cell, "align": "center"})
        for r, line in enumerate(titles):
            sheet.set_row(r, 1.2 * LINE)
            sheet.merge_range(r, 0, r, len(shape.columns) - 1, line, title)
        for r, row in enumerate([shape.headings, *cells], len(titles)):
            sheet.set_row(r, LINE * max(map(_lines, row, shape.columns)))
            for c, (value, column) in enumerate(zip(row, shape.columns, strict=True)):
                style = head if r == len(titles) else centre if column.key in CENTRED else text
                sheet.write_string(r, c, value, style)
        for c, column in enumerate(shape.columns):
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
