"""The sheet that explains the others, a line a field; the reader knows it by its name and leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..case import GUIDE
from ..form import Form
from .cells import height, write_text
from .plan import Sheet

__all__ = ["GUIDE", "guide"]

HEADINGS = (("แผ่น", 22), ("ช่อง", 28), ("ต้องกรอก", 12), ("กรอกอย่างไร", 70), ("ตัวอย่าง", 50))


def guide(worksheet: Any, form: Form, sheets: Sequence[Sheet], formats: dict[str, Any]) -> None:
    """Write the sheet: how the workbook works, then each field."""
    lines = list(_lines(form, sheets))
    worksheet.write_string(0, 0, f"วิธีกรอก{form.title}", formats["title"])
    for r, line in enumerate(lines, 1):
        worksheet.write_string(r, 0, line)
    head = len(lines) + 2
    for c, (heading, width) in enumerate(HEADINGS):
        worksheet.set_column(c, c, width)
        worksheet.write_string(head, c, heading, formats["heading"])
    fields = [(sheet, column) for sheet in sheets for column in sheet.columns]
    for r, (sheet, column) in enumerate(fields, head + 1):
        row = (sheet.name, column.heading, "ต้องกรอก" if column.required else "", column.hint, column.example)
        worksheet.set_row(r, height(row, [width for _, width in HEADINGS]))
        for c, text in enumerate(row):
            write_text(worksheet, r, c, text, formats["box"])
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(head)


def _lines(form: Form, sheets: Sequence[Sheet]) -> Iterator[str]:
    main, others = sheets[0], sheets[1:]
    if main.labels:
        yield f'แผ่น "{main.name}": กรอกในช่องข้างชื่อ หนึ่งไฟล์ต่อหนึ่งเรื่อง'
    else:
        yield f'แผ่น "{main.name}": กรอกหนึ่งแถวต่อหนึ่งเรื่อง'
    if records := _names(sheet for sheet in others if sheet.labels):
        yield f"แผ่น {records}: กรอกในช่องข้างชื่อ เว้นว่างทั้งแผ่นได้ถ้ายังไม่ทำเอกสารนั้น"
    if lists := _names(sheet for sheet in others if not sheet.labels):
        yield f"แผ่น {lists}: กรอกหนึ่งแถวต่อหนึ่งรายการ เว้นว่างทั้งแผ่นได้ถ้าไม่มี"
    yield "ช่องสีเหลืองที่มีเครื่องหมาย * ต้องกรอก ช่องอื่นเว้นว่างได้"
    yield "ตัวอักษรเอียงสีเทาเป็นตัวอย่าง โปรแกรมไม่อ่าน ลบได้"
    yield "วันที่พิมพ์ได้หลายแบบ เช่น 7 มิถุนายน 2562, ๗ มิ.ย. ๖๒, 7/6/2562 ตัวเลขใช้เลขไทยหรือเลขอารบิกก็ได้"
    yield "ขึ้นบรรทัดใหม่ในช่องเดียวกันด้วย Alt+Enter"
    yield f"กรอกแล้วบันทึก ปิดไฟล์ แล้วสั่ง: gen {form.name} ชื่อไฟล์.xlsx"


def _names(sheets: Iterable[Sheet]) -> str:
    return ", ".join(f'"{sheet.name}"' for sheet in sheets)
