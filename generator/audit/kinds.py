"""What kind of paper it is, told from its words (ระเบียบสารบรรณ ข้อ 10-26), or as the clerk says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..errors import GenError, guess
from ..thai import nearest
from .paper import Paper

KINDS: Mapping[str, str] = {
    "order": "คำสั่ง",
    "announcement": "ประกาศ",
    "letter": "หนังสือภายนอก",
    "memo": "บันทึกข้อความ",
    "stamped": "หนังสือประทับตรา",
    "minutes": "รายงานการประชุม",
    "certificate": "หนังสือรับรอง",
    "report": "รายงาน",
    "unknown": "เอกสารอื่น",
}
OFFICIAL = ("order", "announcement", "letter", "memo", "stamped", "minutes", "certificate")
WITH_EMBLEM = ("order", "announcement", "letter", "memo", "stamped", "certificate")
SIGNED = ("order", "announcement", "letter", "memo", "certificate")
HEAD = 14  # paragraphs with words in which a paper says what it is

URGENT = r"\s*(?:ด่วน|ลับ)"  # how a class of speed or secrecy begins
MEMO = r"(?:ด่วน\S*\s+|ลับ\S*\s+)*บันทึกข้อความ"  # the title of a memo, a class in its line or not

# (kind, points, pattern of a paragraph, only in the head)
_SIGNS: tuple[tuple[str, int, re.Pattern[str], bool], ...] = tuple(
    (kind, points, re.compile(pattern), head)
    for kind, points, pattern, head in (
        ("memo", 12, rf"{MEMO}$", True),
        ("memo", 3, r"ส่วนราชการ\s", True),
        ("order", 4, r"คำสั่ง(?!.*แนบท้าย)\S", True),
        ("order", 5, r"สั่ง\s?ณ\s?วันที่", False),
        ("order", 1, r"ที่\s*\d+\s?/\s?\d{4}$", True),
        ("announcement", 4, r"ประกาศ(?!\s?ณ)\S", True),
        ("announcement", 5, r"ประกาศ\s?ณ\s?วันที่", False),
        ("announcement", 2, r"จึงประกาศ", False),
        ("minutes", 8, r"รายงานการประชุม", True),
        ("minutes", 3, r"ผู้มาประชุม|เริ่มประชุม|เลิกประชุม", False),
        ("certificate", 5, r"หนังสือฉบับนี้ให้ไว้|หนังสือรับรอง$", False),
        ("certificate", 4, r"ให้ไว้\s?ณ\s?วันที่", False),
        ("letter", 3, r"ที่\s+[ก-ฮ]{2,3}\.?\s?[\dxX]", True),
        ("letter", 3, r"(?:กราบ)?เรียน\s|นมัสการ\s", True),
        ("letter", 4, r"ขอแสดงความนับถือ|ขอนมัสการ", False),
        ("letter", 1, r"อ้างถึง|สิ่งที่ส่งมาด้วย", True),
        ("stamped", 6, r"ถึง\s", True),
        ("stamped", 2, r"ที่\s+[ก-ฮ]{2,3}\.?\s?[\dxX]", True),
        ("report", 4, r"รายงาน(?!การประชุม)", True),
        ("report", 9, r"(?:คู่มือ|แผนปฏิบัติการ)", True),
    )
)
_LATE = ("สั่ง", "ประกาศ", "จึงประกาศ", "ผู้มาประชุม", "เริ่มประชุม", "เลิกประชุม", "หนังสือ", "ให้ไว้", "ขอ")  # below the head
ENOUGH = 4


def recognise(paper: Paper) -> str:
    """The kind of a paper; `unknown` where its words say nothing."""
    points: dict[str, int] = dict.fromkeys(KINDS, 0)
    told: set[tuple[str, str]] = set()
    for n, paragraph in enumerate(paper.words):
        text = paragraph.flat.strip()
        if n >= HEAD and not text.startswith(_LATE):
            continue
        for kind, worth, pattern, head in _SIGNS:
            if (n < HEAD or not head) and (kind, pattern.pattern) not in told and pattern.match(text):
                told.add((kind, pattern.pattern))
                points[kind] += worth
    best = max(points, key=lambda kind: points[kind])
    return best if points[best] >= ENOUGH else "unknown"


def named(kind: str) -> str:
    """A kind as the clerk names it, by its key or its Thai name. Raises: GenError E804."""
    for key, title in KINDS.items():
        if kind in (key, title):
            return key
    options = " ".join(KINDS.values())
    raise GenError("E804", kind=kind, guess=guess(nearest(kind, [*KINDS, *KINDS.values()])), options=options)
