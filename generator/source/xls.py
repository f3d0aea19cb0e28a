"""Workbooks of Excel 97 to 2003 (.xls), through xlrd.

Not through calamine, as the newer kinds: it makes room for what the header of a damaged file claims and so ends the
process, and gives error values as blanks.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import time
from typing import Any

from ..errors import GenError, Place, Problem, problem
from . import formats
from .file import damaged
from .table import PRIVATE, Book, Raw, Table, error_value, hidden_notice, hold_cells, tidy, trimmed


def read(data: bytes, file: str) -> Book:
    """Read a workbook. Raises: GenError E303, E304, E305."""
    import xlrd  # type: ignore[import-untyped]

    if "EncryptedPackage".encode("utf-16-le") in data:  # an .xlsx with a password is an OLE file too
        raise GenError("E304", file=file)
    notices: list[Problem] = []
    with damaged(file):
        try:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise GenError("E304", file=file) from None
            raise
        sheets = [sheet for sheet in book.sheets() if not sheet.name.startswith(PRIVATE)]
        shown = [sheet for sheet in sheets if sheet.visibility == 0]
        hold_cells(file, sum(sheet.row_len(r) for sheet in shown for r in range(sheet.nrows)))
        codes = {n: book.format_map[style.format_key].format_str for n, style in enumerate(book.xf_list)}
        told = formats.told(codes)
        tables = tuple(_table(file, sheet, book.datemode, told) for sheet in shown)
    notices += [problem("W207", Place(file), sheet=sheet.name) for sheet in sheets if sheet.visibility == 1]
    for table in tables:
        notices += hidden_notice(table)
    return Book(file, tables, tuple(notices))


def _table(file: str, sheet: Any, datemode: int, told: Mapping[int, str]) -> Table:
    rows = [[_value(cell, datemode, told) for cell in sheet.row(r)] for r in range(sheet.nrows)]
    merged = tuple((r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in sheet.merged_cells)
    hidden = frozenset(r for r, info in sheet.rowinfo_map.items() if info.hidden)
    return Table(file, sheet.name, trimmed(rows), merged, hidden, sheet.name)


def _value(cell: Any, datemode: int, told: Mapping[int, str]) -> Raw:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return error_value(xlrd.error_text_from_code.get(cell.value, ""))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, datemode)
    if cell.xf_index in told:
        return formats.seen(tidy(cell.value), told[cell.xf_index])
    return tidy(cell.value)


def _date(serial: float, datemode: int) -> Raw:
    """A number in a cell formatted as a date, by Excel's calendar."""
    from xlrd.xldate import xldate_as_datetime  # type: ignore[import-untyped]

    try:
        moment = xldate_as_datetime(serial, datemode)
    except (ValueError, OverflowError):
        return tidy(serial)
    return tidy(moment) if serial >= 1 else time(moment.hour, moment.minute, moment.second)
