"""The numbers that people type before paragraphs: how deep in its list a paragraph stands."""

from __future__ import annotations

import re

_D = "[0-9๐-๙]"
_POINTS = re.compile(rf"({_D}{{1,2}}(?:\.{_D}{{1,2}})+)\.?\s+(?!ล้าน|แสน|หมื่น|พัน|บาท|เมตร|กิโล|คะแนน|ชั่วโมง|น\.)\S")
_BRACKETS = re.compile(rf"\({_D}{{1,2}}\)\s*\S")


def numbered_level(text: str) -> int:
    """1 for a paragraph without a number, or one of a first level (๑.); 2 for ๑.๑; 3 for ๑.๑.๑ and deeper, and (๑)."""
    if _BRACKETS.match(text):
        return 3
    points = _POINTS.match(text)
    return min(points[1].count(".") + 1, 3) if points else 1
