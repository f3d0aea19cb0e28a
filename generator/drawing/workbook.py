"""The workbook inside a chart: what Word opens for „edit data“.

In: `Data` with named series. Out: the bytes of an .xlsx, always the same for the same data; and the ranges of it.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from .alttext import Data

SHEET = "Sheet1"


def workbook(data: Data, code: str) -> bytes:
    """Categories in column A from row 2, a series a column, its name in row 1; `code` is the format of the numbers."""
    import xlsxwriter

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # no clock: the same data give the same bytes
        sheet = book.add_worksheet(SHEET)
        font = book.add_format({"font_name": "TH SarabunPSK", "font_size": 16})
        number = book.add_format({"font_name": "TH SarabunPSK", "font_size": 16, "num_format": code})
        sheet.set_column(0, 0, 36, font)
        sheet.set_column(1, max(1, len(data.series)), 16, font)
        for row, category in enumerate(data.categories, 1):
            sheet.write_string(row, 0, category, font)
        for column, series in enumerate(data.series, 1):
            sheet.write_string(0, column, series.name, font)
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value, number)
    return buffer.getvalue()


def name_range(series: int) -> str:
    """Where the name of a series (from 0) stands."""
    return f"{SHEET}!${_column(series + 1)}$1"


def category_range(data: Data) -> str:
    return f"{SHEET}!$A$2:$A${len(data.categories) + 1}"


def value_range(data: Data, series: int) -> str:
    column = _column(series + 1)
    return f"{SHEET}!${column}$2:${column}${len(data.categories) + 1}"


def _column(number: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))
