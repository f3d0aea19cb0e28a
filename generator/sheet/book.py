"""Draws the planned sheets as a workbook that a clerk wants to fill. The only file that knows XlsxWriter.

Cells are formatted as text, so that 1/2562, 007 and 7 มิถุนายน 2562 stay what was typed; rules warn and never forbid
what the reader can read, so dates of the Buddhist era and Thai digits pass.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..errors import Place, Problems, problem
from ..fields import LONGEST, TYPES, Raw
from ..form import Form
from ..office import Office
from .cells import LINE, height, write_text
from .guide import GUIDE, guide
from .plan import Column, Sheet

FONT = {"font_name": "TH SarabunPSK", "font_size": 16, "font_scheme": "none"}  # a scheme would win over the name
LISTS = "_lists"  # the hidden sheet of the drop-downs; the reader skips names that begin so
WIDTHS = (26, 70, 44, 36)  # characters, of a sheet of labels: label, value, hint, example
WIDE = 100  # characters of columns from which a sheet prints landscape
A4 = 9
TEXT_FORMAT = TYPES["text"].format
STYLES: dict[str, dict[str, Any]] = {
    "heading": {
        "bold": True,
        "bg_color": "#DDEBF7",
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    "required": {
        "bold": True,
        "bg_color": "#FFE699",
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    "label": {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "top"},
    "required label": {"bold": True, "bg_color": "#FFE699", "border": 1, "text_wrap": True, "valign": "top"},
    "text": {"num_format": TEXT_FORMAT, "text_wrap": True, "valign": "top"},
    "box": {"num_format": TEXT_FORMAT, "text_wrap": True, "valign": "top", "border": 1},
    **{
        name: {"num_format": type_.format, "valign": "top"}
        for name, type_ in TYPES.items()
        if type_.format != TEXT_FORMAT
    },
    "hint": {"text_wrap": True, "valign": "top", "font_color": "#595959"},
    "example": {"num_format": TEXT_FORMAT, "text_wrap": True, "valign": "top", "italic": True, "font_color": "#7F7F7F"},
    "title": {"bold": True, "font_size": 20},
}

def draw(form: Form, office: Office, sheets: Sequence[Sheet], example: bool, stamp: str = "") -> bytes:
    """The workbook as bytes, the same for the same input. `example`: show how to fill, where no reader looks; `stamp`:
    the name of a sheet that nobody sees, by which the file is known when it comes back."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": FONT, "default_row_height": LINE * 4 // 3}  # px
    with xlsxwriter.Workbook(buffer, options) as workbook:
        created = datetime(office.today.year, office.today.month, office.today.day)
        workbook.set_properties({"title": form.title, "author": office.name, "created": created})
        formats = {name: workbook.add_format({**FONT, **style}) for name, style in STYLES.items()}
        drawn = [(sheet, workbook.add_worksheet(sheet.name)) for sheet in sheets]
        guide(workbook.add_worksheet(GUIDE), form, sheets, formats)
        ranges = _lists(workbook, sheets, first=2 if example else 1)
        for sheet, worksheet in drawn:
            (_draw_labels if sheet.labels else _draw_rows)(worksheet, sheet, formats, ranges, example)
        if stamp:
            workbook.add_worksheet(stamp).very_hidden()
        drawn[0][1].activate()
    return _with_automatic_heights(buffer)


def _lists(workbook: Any, sheets: Sequence[Sheet], first: int) -> dict[tuple[str, ...] | tuple[str, str], str]:
    """Where each drop-down takes its values: a range of the hidden sheet, or the column of another sheet.

    `first`: the row below the headings.
    """
    ranges: dict[tuple[str, ...] | tuple[str, str], str] = {}
    lists = dict.fromkeys(column.options for sheet in sheets for column in sheet.columns if column.options)
    if lists:
        hidden = workbook.add_worksheet(LISTS)
        hidden.hide()
        for c, options in enumerate(lists):
            hidden.write_column(0, c, options)
            ranges[options] = _range(LISTS, 0, c, len(options))
    for sheet in sheets:
        if not sheet.labels:
            for c, column in enumerate(sheet.columns):
                ranges[sheet.name, column.heading] = _range(sheet.name, first, c, sheet.reach)
    return ranges


def _range(sheet: str, row: int, column: int, count: int) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    return f"={quote_sheetname(sheet)}!{xl_range_abs(row, column, row + count - 1, column)}"


# --- the two layouts


def _draw_rows(worksheet: Any, sheet: Sheet, formats: dict[str, Any], ranges: dict[Any, str], example: bool) -> None:
    """A row a record; the example stands above the headings, where the reader does not look."""
    head = 1 if example else 0
    for c, column in enumerate(sheet.columns):
        worksheet.set_column(c, c, max(column.width, len(column.heading) + 4), formats[_style(column)])
        if example and column.example:
            worksheet.write_string(0, c, f"เช่น {column.example}", formats["example"])
        _heading(worksheet, head, c, column, formats["required" if column.required else "heading"])
        _rule(worksheet, column, (head + 1, c, head + sheet.reach, c), ranges)
        for r, row in enumerate(sheet.rows, head + 1):
            _cell(worksheet, r, c, row[c], sheet, column, None)
    widths = [column.width for column in sheet.columns]
    if example:
        worksheet.set_row(0, height([f"เช่น {column.example}" for column in sheet.columns], widths))
    for r, row in enumerate(sheet.rows, head + 1):
        worksheet.set_row(r, height(row, widths))
    worksheet.hide_gridlines(0)  # print them too
    worksheet.freeze_panes(head + 1, 0)
    worksheet.repeat_rows(head)
    _print_set_up(worksheet, sum(column.width for column in sheet.columns) > WIDE)


def _draw_labels(worksheet: Any, sheet: Sheet, formats: dict[str, Any], ranges: dict[Any, str], example: bool) -> None:
    """A row a field: label, value, hint and example."""
    headings = ["", "กรอกในช่องนี้", GUIDE, "ตัวอย่าง"][: 4 if example else 3]
    for c, (heading, width) in enumerate(zip(headings, WIDTHS, strict=False)):
        worksheet.set_column(c, c, width, formats["text"] if c == 1 else None)
        write_text(worksheet, 0, c, heading, formats["heading"])
    values = sheet.rows[0] if sheet.rows else (None,) * len(sheet.columns)
    for r, (column, raw) in enumerate(zip(sheet.columns, values, strict=True), 1):
        _heading(worksheet, r, 0, column, formats["required label" if column.required else "label"])
        _cell(worksheet, r, 1, raw, sheet, column, formats["box"])
        worksheet.write_string(r, 2, column.hint, formats["hint"])
        if example and column.example:
            worksheet.write_string(r, 3, column.example, formats["example"])
        _rule(worksheet, column, (r, 1, r, 1), ranges)
        worksheet.set_row(r, height([column.heading, raw, column.hint, column.example if example else ""], WIDTHS))
    worksheet.freeze_panes(1, 1)
    worksheet.repeat_rows(0)
    _print_set_up(worksheet, landscape=True)


def _heading(worksheet: Any, r: int, c: int, column: Column, style: Any) -> None:
    worksheet.write_string(r, c, f"{column.heading} *" if column.required else column.heading, style)
    note = f"{column.hint}\nเช่น {column.example}" if column.example else column.hint
    height = 30 + 26 * (1 + len(note) // 28 + note.count("\n"))
    size = {"width": 320, "height": height, "font_name": FONT["font_name"], "font_size": 14}
    worksheet.write_comment(r, c, note, {"author": "gen", **size})


def _style(column: Column) -> str:
    return column.field.type if column.field and column.field.type in STYLES else "text"


def _cell(worksheet: Any, r: int, c: int, raw: Raw, sheet: Sheet, column: Column, style: Any) -> None:
    """Write a value so that the reader gets it back. Raises: Problems E121 for more than a cell can hold."""
    if raw is None:
        if style:
            worksheet.write_blank(r, c, None, style)
    elif isinstance(raw, (int, float)) and abs(raw) < 10**15:  # a spreadsheet keeps 15 digits
        worksheet.write_number(r, c, raw, style)
    elif len(text := str(raw)) > LONGEST:
        place = Place("", sheet.name)
        raise Problems([problem("E121", place, label=column.heading, length=len(text), limit=LONGEST)])
    else:
        worksheet.write_string(r, c, text, style)


def _with_automatic_heights(buffer: io.BytesIO) -> bytes:
    """The workbook with its rows still free to grow: XlsxWriter pins every row whose height it is told."""
    packed = io.BytesIO()
    with zipfile.ZipFile(buffer) as drawn, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in drawn.infolist():
            content = drawn.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(rb'(<row [^>]*) customHeight="1"', rb"\1", content)
            archive.writestr(zipfile.ZipInfo(part.filename), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


# --- rules and print set-up


def _rule(worksheet: Any, column: Column, area: tuple[int, int, int, int], ranges: dict[Any, str]) -> None:
    """The prompt of a cell, and its drop-down or its check."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    prompt = f"{column.hint}\nเช่น {column.example}" if column.example else column.hint
    rule: dict[str, Any] = {"input_title": column.heading[:32], "input_message": _short(prompt), "validate": "any"}
    formula = column.field.kind.rule if column.field else ""
    source = ranges.get(column.options) if column.options else ranges.get(column.offered_by)
    if source:
        rule |= {"validate": "list", "source": source, "show_error": column.only}
        rule |= {"error_title": "ไม่อยู่ในรายการ", "error_message": "เลือกจากรายการในช่องนี้"}
    elif formula:
        field = column.field
        low, high = (field.low, field.high) if field else (None, None)
        cell = xl_rowcol_to_cell(*area[:2])
        formula = formula.format(
            cell=cell, low=-(10**15) if low is None else low, high=10**15 if high is None else high
        )
        rule |= {"validate": "custom", "value": f"={formula}", "error_type": "warning"}
        rule |= {"error_title": "โปรดตรวจอีกครั้ง", "error_message": _short(f"ช่องนี้เป็น{prompt}")}
    worksheet.data_validation(*area, rule)


def _short(text: str, limit: int = 255) -> str:
    """A text that fits into the prompt of a rule."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _print_set_up(worksheet: Any, landscape: bool) -> None:
    worksheet.set_paper(A4)
    if landscape:
        worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)  # inches
    worksheet.set_footer(f'&C&"{FONT["font_name"]},Regular"&14แผ่น &A หน้า &P จาก &N')
    worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
