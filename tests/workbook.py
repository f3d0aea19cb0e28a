"""A workbook as a clerk fills it, to be spoilt: sheets by name, rows of cells; written as .xlsx."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import coordinate_to_tuple

Sheets = dict[str, list[list[Any]]]


def good() -> Sheets:
    """The order workbook without a mistake: one duty order and one committee."""
    return {
        "คำสั่ง": [
            ["เลขที่คำสั่ง", "218/2562"],
            ["สั่ง ณ วันที่", "7 มิถุนายน 2562"],
            ["เรื่อง", "การกำหนดหน้าที่ความรับผิดชอบ"],
            ["เหตุผล", "ด้วยมีบุคลากรเกษียณอายุราชการ"],
            ["อาศัยอำนาจตามความใน", "มาตรา 37 แห่งพระราชบัญญัติระเบียบบริหารราชการกระทรวงศึกษาธิการ พ.ศ. 2546"],
            ["ข้อความสั่ง", "จึงปรับปรุงคำสั่งให้เป็นปัจจุบัน"],
            ["ทั้งนี้", "ตั้งแต่บัดนี้เป็นต้นไป"],
            ["ผู้ลงนาม", "นายรอง ปัญส์งกา"],
        ],
        "คำสั่งที่ยกเลิก": [["เลขที่", "ลงวันที่", "เรื่อง"], ["405/2559", "23 พฤษภาคม 2559", "กำหนดหน้าที่"]],
        "บุคลากร": [
            ["ชื่อ - สกุล", "ตำแหน่ง", "ปฏิบัติงานและรับผิดชอบ", "หมายเหตุ"],
            ["นางบุญจันทร์ ลีกลาง", "นักวิชาการศึกษา", "1. งานรับนักเรียน\n2. งานอื่น ๆ", None],
            ["นายอนุชา ทองภู", "เจ้าพนักงานธุรการ", "งานสารบรรณ", "หัวหน้า"],
        ],
        "คณะกรรมการ": [["ชื่อคณะกรรมการ", "มีหน้าที่"], ["คณะกรรมการอำนวยการ", "กำหนดนโยบาย"]],
        "กรรมการ": [
            ["คณะกรรมการ", "ชื่อ - สกุล", "ตำแหน่ง", "หน้าที่ในคณะ"],
            ["คณะกรรมการอำนวยการ", "นายธีรพงษ์ แสนสุข", "ผู้อำนวยการกลุ่ม", "ประธานกรรมการ"],
            [None, "นางสาวกมลชนก พิมพ์ดี", "นักวิชาการศึกษา", "กรรมการและเลขานุการ"],
        ],
    }


def set_cell(sheets: Sheets, address: str, value: Any) -> None:
    """Put a value at `sheet!C7`, making the row long enough."""
    sheet, cell = address.split("!")
    row, column = coordinate_to_tuple(cell)
    rows = sheets[sheet]
    while len(rows) < row:
        rows.append([])
    rows[row - 1] += [None] * (column - len(rows[row - 1]))
    rows[row - 1][column - 1] = value


def save(sheets: Sheets, path: Path, merged: dict[str, list[str]] | None = None) -> Path:
    """Write the sheets as a workbook; text that looks like a formula stays a formula, as in Excel."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value is not None:
                    cell = sheet.cell(r, c)
                    if isinstance(value, str) and re.fullmatch(r"#[A-Z/0!?]+", value):
                        cell.data_type = "e"
                        cell._value = value  # the only way to an error cell without a formula
                    else:
                        cell.value = value
        for area in (merged or {}).get(name, []):
            sheet.merge_cells(area)
    book.save(path)
    return path
