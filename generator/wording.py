"""What clerks type that the template writes anyway is typed once: words around a value, and numbers of items.

In: a typed text, and the words that form.yaml says the templates write (`lead`, `tail`). Out: the text without them.
`#` among them is the number of an item („3.1", „(2)", „๑."). A word that begins other words too („เรื่อง" in
เรื่องร้องเรียน) is only taken off where it stands apart, or before a verb.
"""

from __future__ import annotations

import re
from functools import lru_cache

_APART = r"(?:\s*[:：]\s*|\s+)"
_NUMBER = r"[(（]?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*(?:[.)）]\s*|(?<=\.[0-9๐-๙])\s+|(?<=\.[0-9๐-๙]{2})\s+)(?![0-9๐-๙])"
_VERB = "ขอ|การ|แจ้ง|ส่ง|รายงาน|แต่งตั้ง|กำหนด|มอบ|เชิญ|ตอบ|ขยาย|ประชาสัมพันธ์|อนุ|ผล|นโยบาย|รับสมัคร|รายชื่อ|ยกเลิก|เลื่อน"
_TIED = {  # words that other words begin with: what must follow them when nothing parts them from it
    "เรื่อง": _VERB,
    "ที่": r"[0-9๐-๙]",
    "ณ": "ห้อง|โรงเรียน|สำนักงาน|ศาลา|หอ|อาคาร|วัด|ศูนย์|โรงแรม|กลุ่ม",
    "การ": _VERB,
    "ตาม": "มาตรา|พระราช|กฎ|ระเบียบ|คำสั่ง|ประกาศ",
    "ใน": "วัน",
    "รับ": r"[0-9๐-๙]",
    "ราย": "นาย|นาง|เด็ก|ว่าที่",
    "และ": "นาย|นาง|เด็ก|ว่าที่",
    "เพื่อ": r"(?!น)[ก-ฮเ-ไ]",
    "เป็น": "บิดา|มารดา|ผู้ปกครอง",
    "ระดับ": "ก่อน|ประถม|มัธยม|ปฐม",
    "ผู้เรียน": "นาย|นาง|เด็ก",
    "กับ": "เทศบาล|องค์การ|โรงเรียน|นาย|นาง|นักเรียน",
    "ทาง": "ไปรษณีย์|ระบบ|เว็บ|อี|โทร|ไลน์",
    "ตาราง": "จำนวน|แสดง|ผล|สรุป|ร้อยละ",
    "ต่อ": "ผู้|คณะ|สำนัก|เลขา|ปลัด|รัฐ",
    "ประเภท": "ด้าน|วิชา|กีฬา|ความ|โค",
    "อยู่": "บ้าน|เลขที่|หมู่",
}
_BEGIN = re.compile(
    "(?:กราบ)?เรียนมา|นมัสการมา|แจ้งมา|แจ้งเพื่อ|รายงานมา|ประกาศ|ขอ(?!ง)|แต่งตั้ง|มอบหมาย|ปรับปรุง|ยกเลิก|กำหนด|ให้"
)


def without(text: str, lead: tuple[str, ...], tail: tuple[str, ...]) -> str:
    """A value without the words that the template writes around it; a text that is nothing else stays as it is."""
    before, behind = _before(lead), _behind(tail)
    while before and (match := before.match(text)) and text[match.end() :].strip():
        text = text[match.end() :].strip()
    while behind and (match := behind.search(text)) and text[: match.start()].strip():
        text = text[: match.start()].strip()
    return text


def begun(text: str, word: str) -> str:
    """The text with the word that its sentence begins with („จึง") where a clerk left it to the template."""
    return f"{word}{text}" if word and not text.startswith(word) and _BEGIN.match(text) else text


@lru_cache(512)
def _before(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(_leading, sorted(words, key=len, reverse=True)))) if words else None


@lru_cache(512)
def _behind(words: tuple[str, ...]) -> re.Pattern[str] | None:
    spaced = (r"\s*".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"\s*(?:{'|'.join(spaced)})\.?$") if words else None


def _leading(word: str) -> str:
    if word == "#":
        return _NUMBER
    if word.endswith("#"):
        return rf"{_spaced(word[:-1])}\s*[0-9๐-๙.]+\s*(?:[:：]\s*)?"
    follows = rf"(?={_TIED[word]})" if word in _TIED else r"(?=\S)"
    return rf"{_spaced(word)}(?:{_APART}|{follows})"


def _spaced(word: str) -> str:
    """A word in which a clerk may leave a space or a full stop out, or put one in."""
    return r"\s*".join(re.escape(part).replace(r"\.", r"\.?") for part in word.split())
