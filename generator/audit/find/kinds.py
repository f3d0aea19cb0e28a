"""What kind of paper it is, told from its words (ระเบียบสารบรรณ ข้อ 10-26), or as the clerk says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...errors import GenError, guess
from ...thai import nearest
from ...word.document import Document
from .blanks import waits

KINDS: Mapping[str, str] = {
    "order": "คำสั่ง",
    "announcement": "ประกาศ",
    "letter": "หนังสือภายนอก",
    "memo": "บันทึกข้อความ",
    "stamped": "หนังสือประทับตรา",
    "minutes": "รายงานการประชุม",
    "certificate": "หนังสือรับรอง",
    "report": "รายงาน",
    "form": "แบบฟอร์ม",
    "unknown": "เอกสารอื่น",
}
OFFICIAL = ("order", "announcement", "letter", "memo", "stamped", "minutes", "certificate")
WITH_EMBLEM = ("order", "announcement", "letter", "memo", "stamped", "certificate")
SIGNED = ("order", "announcement", "letter", "memo", "certificate")
HEAD = 14  # paragraphs with words in which a paper says what it is

URGENT = r"\s*(?:ด่วน|ลับ)"  # how a class of speed or secrecy begins
UNIT = r"ส่วน(?:ราชการ|งาน)"  # the first label of a memo; universities under the state have ส่วนงาน
MEMO = r"(?:ด่วน\S*\s+|ลับ\S*\s+)*บันทึกข้อความ"  # the title of a memo, a class in its line or not
_TOLD_OF = r"\s?(?:คือ|หมายความ|หมายถึง|เป็น|ได้แก่)"  # after it a paper is told of, not named
HEADING = 120  # letters that a line of a heading has at most

# (kind, points, pattern of a part of a line, where: in the head, or anywhere below it too)
_SIGNS: tuple[tuple[str, int, re.Pattern[str], bool], ...] = tuple(
    (kind, points, re.compile(pattern), head)
    for kind, points, pattern, head in (
        ("memo", 12, rf"(?:.{{0,40}}\s)?{MEMO}$", True),
        ("memo", 6, rf"{UNIT}(?:\s|[.…:_]|$)", True),
        ("memo", 2, r"ที่.*\sวันที่|วันที่(?:\s|[.…])", True),
        ("order", 5, rf"คำสั่ง(?!.*แนบท้าย)(?!{_TOLD_OF})\s?[ก-๎]", True),
        ("order", 5, r"สั่ง\s*ณ\s*วันที่", False),
        ("order", 1, r"ที่\s*[\d.…_ ]+\s?/\s?\d{4}$", True),
        ("announcement", 5, rf"ประกาศ(?!\s*ณ\s)(?!{_TOLD_OF})\s?[ก-๎]", True),
        ("announcement", 5, r"ประกาศ\s*ณ\s*วันที่", False),
        ("announcement", 2, r"จึงประกาศ", False),
        ("minutes", 12, r"รายงานการประชุม", True),
        ("minutes", 3, r"ผู้(?:เข้า)?มาประชุม|เริ่มประชุม|เลิกประชุม|ปิดประชุม", False),
        ("certificate", 5, r"หนังสือฉบับนี้ให้ไว้|หนังสือรับรอง", False),
        ("certificate", 4, r"ให้ไว้\s*ณ\s*วันที่", False),
        ("letter", 3, r"ที่\s*[ก-ฮ]{2,3}\.?\s?[\dxX.…]", True),
        ("letter", 3, r"(?:(?:กราบ)?เรียน|นมัสการ)(?:\s|[.…]|$)", True),
        ("letter", 4, r"ขอแสดงความนับถือ|ขอนมัสการ", False),
        ("letter", 1, r"อ้างถึง|สิ่งที่ส่งมาด้วย", True),
        ("stamped", 6, r"ถึง(?:\s|$)", True),
        ("stamped", 2, r"ที่\s*[ก-ฮ]{2,3}\.?\s?[\dxX]", True),
        ("report", 4, r"รายงาน(?!การประชุม)", True),
        ("report", 9, r"เกียรติบัตร$", True),  # letters of any size
        ("report", 9, r"คู่มือ|แผน(?:ปฏิบัติ|พัฒนา|กลยุทธ์|ยุทธ)|คำนำ$|สารบัญ$|บทที่\s*\d|หลักสูตร|ขอบเขตของงาน|ข้อตกลง", True),
        ("report", 9, r"ใบ(?:สั่ง(?:ซื้อ|จ้าง)|เสนอราคา|ตรวจรับ|ส่งของ|เบิก|เสร็จ|สำคัญ)|สัญญา(?!ณ)", True),
    )
)
_LATE = re.compile(r"สั่ง|ประกาศ|จึงประกาศ|ผู้(?:เข้า)?มาประชุม|(?:เริ่ม|เลิก|ปิด)ประชุม|หนังสือ|ให้ไว้|ขอ[แน]")  # below the head
LATE = 250  # paragraphs after which the signs of a letter say nothing of the whole: a book holds letters too
ENOUGH = 4


def recognise(paper: Document) -> str:
    """The kind of a paper; `unknown` where its words say nothing, and for an envelope."""
    if any(page.is_envelope for page in paper.sections[:1]):
        return "unknown"
    points: dict[str, int] = dict.fromkeys(KINDS, 0)
    told: set[tuple[str, str]] = set()
    for n, paragraph in enumerate(paper.words):
        for piece in paragraph.pieces:
            if n < HEAD or _LATE.match(piece.text):
                for kind, worth in _told(piece.text, n, told):
                    points[kind] += worth
    if not any(kind == "order" and pattern.startswith("คำสั่ง") for kind, pattern in told):
        points["order"] = 0  # สั่ง ณ วันที่ stands in a book that holds an order
    best = max(points, key=lambda kind: points[kind])
    best = best if points[best] >= ENOUGH else "unknown"
    return "form" if best in ("letter", "stamped", "unknown") and waits(paper) else best


def _told(text: str, n: int, told: set[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    """The signs that a part of a line is, each once in a paper."""
    for kind, worth, pattern, head in _SIGNS:
        within = n < HEAD and len(text) <= HEADING if head else n < LATE or kind in ("order", "announcement", "minutes")
        if within and (kind, pattern.pattern) not in told and pattern.match(text):
            told.add((kind, pattern.pattern))
            yield kind, worth


def named(kind: str) -> str:
    """A kind as the clerk names it, by its key or its Thai name. Raises: GenError E804."""
    for key, title in KINDS.items():
        if kind in (key, title):
            return key
    options = " ".join(KINDS.values())
    raise GenError("E804", kind=kind, guess=guess(nearest(kind, [*KINDS, *KINDS.values()])), options=options)
