"""A book as a register to print: XLSX in the columns of the form, on A4 landscape, with Thai digits."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from ..outbox import write_new
from ..thai import official_digits, thai_digits
from .columns import layout, shown
from .database import Register
from .log import seal
from .lookup import rows

FONT = {"font_name": "TH SarabunPSK", "font_size": 16}  # pt
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
    headings = [column.heading for column in shape.columns]
    widths = [column.width for column in shape.columns]
    centred = {n for n, column in enumerate(shape.columns) if column.key in CENTRED}
    footer = f"&L&\"{FONT['font_name']}\"&12รหัสกำกับ {seal(register)}&R&\"{FONT['font_name']}\"&14หน้า &P / &N"
    made = datetime.combine(register.today, time())
    write_new(path, _workbook(shape.title, titles, headings, widths, centred, cells, footer, made))
    return len(found)


def _workbook(
    name: str,
    titles: tuple[str, ...],
    headings: list[str],
    widths: list[int],
    centred: set[int],
    cells: list[list[str]],
    footer: str,
    made: datetime,
) -> bytes:
    import xlsxwriter

    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": titles[0], "created": made})
        sheet = book.add_worksheet(name[:31])
        title = book.add_format({**FONT, "bold": True, "align": "center", "valign": "vcenter"})
        cell = {**FONT, "valign": "top", "border": 1, "text_wrap": True, "num_format": "@"}
        text, centre = book.add_format(cell), book.add_format({**cell, "align": "center"})
        head = book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"})
        for r, line in enumerate(titles):
            sheet.merge_range(r, 0, r, len(headings) - 1, line, title)
        for c, heading in enumerate(headings):
            sheet.set_column(c, c, widths[c], text)
            sheet.write_string(len(titles), c, heading, head)
        for r, row in enumerate(cells, len(titles) + 1):
            for c, value in enumerate(row):
                sheet.write_string(r, c, value, centre if c in centred else text)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(**MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, len(titles))
        sheet.freeze_panes(len(titles) + 1, 0)
        sheet.set_footer(footer)
    return data.getvalue()
