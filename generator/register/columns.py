"""The columns of printed registers: those of the form where there is one, else those that district offices use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..thai import Day, arabic_digits
from .entry import CIRCULARS, ISSUED, RESERVED, STATES, VOID, Number


@dataclass(frozen=True)
class Column:
    """One column: its heading, what of a `Number` it shows, its width in characters, other headings for it."""

    heading: str
    key: str
    width: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The title and the columns of a kind of register."""

    title: str
    columns: tuple[Column, ...]


def _own_series(title: str, number: str, day: str, *, name: bool = False) -> Layout:
    """The register of papers numbered `218/2562`."""
    return Layout(
        title,
        (
            Column("เลขทะเบียน", "number", 9, ("เลขที่", "ลำดับเลขที่")),
            Column("ปี", "year", 6, ("พ.ศ.", "ปี พ.ศ.")),
            Column(number, "text", 11, ("ที่",)),
            *((Column("ชื่อ", "sent_to", 22, ("ชื่อ - สกุล", "ออกให้แก่")),) if name else ()),
            Column("เรื่อง/รายการ" if name else "เรื่อง", "subject", 32 if name else 50, ("เรื่อง", "รายการ")),
            Column(day, "day", 17, ("ลงวันที่", "วันที่", "วันที่ออก")),
            Column("หมายเหตุ", "remark", 16 if name else 20),
            Column("ผู้ลงทะเบียน", "clerk", 12, ("ผู้บันทึก",)),
            Column("วันลงทะเบียน", "entered", 17, ("วันที่ลงทะเบียน",)),
        ),
    )


# ระเบียบสารบรรณ ข้อ 43.1: ทะเบียนหนังสือส่ง is แบบที่ 14.
_SENT = (
    Column("เลขทะเบียนส่ง", "number", 9, ("เลขทะเบียน", "เลขที่ส่ง", "เลขส่ง")),
    Column("ที่", "text", 15, ("ที่หนังสือ",)),
    Column("ลงวันที่", "day", 16, ("วันที่",)),
    Column("จาก", "sent_from", 18),
    Column("ถึง", "sent_to", 23),
    Column("เรื่อง", "subject", 36),
    Column("การปฏิบัติ", "operation", 12),
    Column("หมายเหตุ", "remark", 14),
)
# How clerks say it; but „ยกเลิกคำสั่งที่ 5/2568" is what an order is about.
_VOID = re.compile(
    r"[\s(*\[]*(?:ขอ|ให้)?(?:ยกเลิก(?!คำสั่ง|ประกาศ|ระเบียบ|หนังสือ|การ|มติ)(?:เลข(?:ที่)?)?|เลขเสีย|ไม่(?:ได้)?ใช้(?!บังคับ)(?:เลข)?"
    r"|งดใช้|void(?:ed)?\b|cancel(?:led)?\b)[\s)*\]:]*(?P<why>.*)",
    re.IGNORECASE,
)
_VOIDED = re.compile(_VOID.pattern.replace("(?P<why>.*)", "(?P<why>)"), re.IGNORECASE)
LAYOUTS = {
    "order": _own_series("ทะเบียนคำสั่ง", "ที่คำสั่ง", "สั่ง ณ วันที่"),
    "announcement": _own_series("ทะเบียนประกาศ", "ที่ประกาศ", "ประกาศ ณ วันที่"),
    "certificate": _own_series("ทะเบียนหนังสือรับรอง", "ที่หนังสือรับรอง", "ให้ไว้ ณ วันที่", name=True),
    "memo": Layout("ทะเบียนบันทึกข้อความ", _SENT),
    "letter": Layout("ทะเบียนหนังสือส่ง", _SENT),
    "letter" + CIRCULARS: Layout("ทะเบียนหนังสือเวียน", _SENT),
}


def layout(series: str) -> Layout:
    """The register of a series; one without a layout of its own is printed like orders, under its own key."""
    return LAYOUTS.get(series) or _own_series(f"ทะเบียน {series}", "ที่", "ลงวันที่")


def shown(row: Number, key: str, code: str) -> str:
    """A cell of the printed row, with ASCII digits; `code` is the office's code in the number of letters (ศธ 04001)."""
    if key == "number":
        return row.running
    if key == "text":
        return f"{code}/{row.running}" if code else str(row)
    if key in ("day", "entered"):
        day = getattr(row, key)
        return Day(day).typed if day else ""
    return _remark(row) if key == "remark" else str(getattr(row, key))


def _remark(row: Number) -> str:
    """What became of the number, then the remark, a line each."""
    state = f"{STATES[row.state]}: {row.reason}" if row.state in (VOID, RESERVED) else ""
    return "\n".join(part for part in (state, row.remark) if part)


def state_of(remark: str) -> tuple[str, str, str]:
    """(state, reason, remark) of a cell that `_remark` or a clerk wrote: issued, or „ยกเลิก …“, „จอง …“."""
    first, _, rest = remark.partition("\n")
    void = void_reason(first)
    if void is not None:
        return VOID, void, rest
    if first.startswith(STATES[RESERVED]):
        return RESERVED, first.removeprefix(STATES[RESERVED]).lstrip(" :") or STATES[RESERVED], rest
    return ISSUED, "", remark


def void_reason(text: str, *, whole: bool = False) -> str | None:
    """Why a number was voided, by the words that begin a remark, or are the `whole` text; None where none was."""
    found = (_VOIDED if whole else _VOID).fullmatch(text)
    return (found["why"].strip() or STATES[VOID]) if found else None


def bare(heading: object) -> str:
    """A heading without what people change: spaces, line breaks, marks, the kind of digits."""
    return re.sub(r"[\s.*:()]", "", arabic_digits(str(heading or "")))
