"""Non-breaking spaces where a line of an official paper must not break; never a zero-width space."""

from __future__ import annotations

import re
from itertools import pairwise

from .era import MONTHS, SHORT_MONTHS
from .titles import TITLES
from .words import NBSP

_D = "[0-9๐-๙]"
_GAP = re.compile(f"([ {NBSP}])")
_DIGITS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
_MONTHS = MONTHS + SHORT_MONTHS
_ACTING = frozenset("ว่าที่" + title for title in TITLES)

# Words whose number is a name, not a count: เขต ๑, มาตรา ๓๗, ที่ ๒๑๘/๒๕๖๒. The day of a date stays with its month only.
_LABEL = re.compile(
    r"(?:เขต|ข้อ|มาตรา|หน้า|(?<!วัน)(?<!หน้า)(?<!พื้น)(?<!สถาน)ที่|หมู่|ชั้น|ห้อง|ลำดับ|ตอน|บท|ภาค|เล่ม|ระดับ|วรรค|ปี|ปีการศึกษา|ปีงบประมาณ"
    r"|พุทธศักราช|พ\.ศ\.|ค\.ศ\.|ร\.ศ\.|โทร\.|ม\.|ป\.|/ว)$"
)
_COUNTED = re.compile("(?:จำนวน|เวลา|รวม|(?:คน|ราย|แห่ง|ชุด|วัน|ร้อย)ละ)$")
_UNIT = re.compile(
    "(?:(?:ล้าน|แสน|หมื่น|พัน|ร้อย)?บาท|สตางค์|ล้าน|คน|ราย|รูป|ฉบับ|ชุด|แผ่น|หน้า|ครั้ง|วัน|เดือน|ปี|ชั่วโมง|นาที|นาฬิกา|น[.]|แห่ง"
    "|ห้อง|คะแนน|เปอร์เซ็นต์|ร้อยละ|(?:กิโล|เซนติ|มิลลิ|ตาราง)?เมตร|(?:กิโล)?กรัม|ลิตร|ไร่|ตารางวา|หน่วยกิต|เล่ม|รายการ|อัตรา|เครื่อง"
    "|คัน|ขวบ|กลุ่ม|หลัง|ข้อ|โครงการ|กม[.]|ซม[.]|กก[.])(?!ที่)"
)
_NUMBER = re.compile(f"(?:^|[^0-9๐-๙,.])({_D}(?:[{_D[1:-1]},.]*{_D})?)$")
_YEAR = re.compile(f"[2๒][4-6๔-๖]{_D}{_D}")
_DAY = re.compile(f"(?:^|[^0-9๐-๙,.]){_D}{{1,2}}$")
_LETTERS = re.compile(r"(?:^|[(“\"])[ก-ฮ]{2,4}$")
_CODE = re.compile(f"{_D}{{4,}}(?:[.]{_D}+)*/")
_DASHES = ("–", "-", "—")
# Spaces that may be held: most are not, and the search for one of these is quick.
_LIKELY = re.compile(
    f" (?:(?=[ๆฯ{_D[1:-1]}])|(?<={_D} )|(?<=(?:{'|'.join(sorted({re.escape(title[-2:]) for title in TITLES}))}) ))"
)


def glue(text: str) -> str:
    """Return text with NBSP for the plain space in what must stay on one line; no other character changes.

    เขต~๑, ข้อ~๑, มาตรา~๓๗, ที่~๒๑๘/๒๕๖๒, พ.ศ.~๒๕๖๒, ๑๕~พฤษภาคม (day and month only), ๓~ฉบับ, ๐๙.๐๐~น., ต่าง~ๆ,
    ดร.~สมชาย, ๑~– ๓, in either kind of digits. A number after a label does not also hold its unit, nor does a BE year,
    so chains stay short. Idempotent.
    """
    if not _LIKELY.search(text):
        return text
    parts = _GAP.split(text)
    words = parts[::2]
    for i, (left, right) in enumerate(pairwise(words)):
        if parts[2 * i + 1] == " " and left and right and _held(words, i, left, right):
            parts[2 * i + 1] = NBSP
    return "".join(parts)


def _held(words: list[str], i: int, left: str, right: str) -> bool:
    """Whether the words i and i + 1 stay together; depends on the words only, so that a second pass changes nothing."""
    if right[0] in "ๆฯ":
        return right[0] == "ๆ" or right.startswith("ฯลฯ")
    if "\n" in left:
        left = left.rpartition("\n")[2]
    if right[0] in _DIGITS:
        return bool(_LABEL.search(left) or _COUNTED.search(left) or (_LETTERS.search(left) and _CODE.match(right)))
    if left and left[-1] in _DIGITS:
        return _number_holds(words, i, left, right)
    return _is_title(left) and "ก" <= right[0] <= "ไ"


def _number_holds(words: list[str], i: int, left: str, right: str) -> bool:
    if right.startswith(_MONTHS):
        return bool(_DAY.search(left))
    if right in _DASHES:
        return i + 2 < len(words) and words[i + 2][:1] in _DIGITS
    number = _NUMBER.search(left)
    if not number or not _UNIT.match(right):
        return False
    names = i > 0 and number.start(1) == 0 and _LABEL.search(words[i - 1])
    return not names and not _YEAR.fullmatch(number[1])


def _is_title(word: str) -> bool:
    word = word.lstrip('(“"')
    return word in TITLES or (word.startswith("ว่าที่") and word in _ACTING)
