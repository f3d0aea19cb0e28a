"""What the number book says of a paper's number and day; the checker's `Lookup` for an open register.

In: a `Register`. Out: a function that says in Thai why the book disagrees, "" where it agrees.
"""

from __future__ import annotations

from datetime import date

from ..office import Office, Series
from ..register import CIRCULARS, FREE, PENDING, RESERVED, VOID, Register, find
from ..thai import Day, DocNumber, be_year
from .exam import ABSENT, Lookup

# The book in which each kind of paper has its number; stamped letters stand among the letters (ข้อ 14.1).
SERIES = {"order": "order", "letter": "letter", "stamped": "letter", "memo": "memo", "certificate": "certificate"}
SAID = {
    FREE: "เลขนี้ยังไม่ได้ออก",
    RESERVED: "เลขนี้จองไว้ ยังไม่ได้ออก",
    PENDING: "เลขนี้กำลังออกอยู่",
}


def lookup_in(register: Register, today: date, office: Office | None = None) -> Lookup:
    """Look numbers up in an open register; a letter's number bears no year, so its date or today gives it.

    The office says which series share a book, and whose numbers central records give: those may be absent.
    """

    def asked(kind: str, number: DocNumber, day: date | None) -> str:
        if kind not in SERIES or number.word:
            return ""
        year = number.year or be_year(day or today)
        of = office.series(SERIES[kind]) if office else Series(SERIES[kind])
        apart = find(register, of.book + CIRCULARS, year, number.running) if number.circular else None
        row = apart or find(register, of.book, year, number.running)
        if row is None and of.central:
            return ""
        if row is None:
            return f"{ABSENT}ปี {year}"
        if row.state == VOID:
            return f"ยกเลิกแล้ว ({row.reason})"
        if row.state in SAID:
            return SAID[row.state]
        if day and row.day and row.day != day:
            return f"ทะเบียนลงวันที่ {Day(row.day).typed}"
        return ""

    return asked
