"""Telephone numbers as offices write them: 0 4281 1234 ต่อ 12, 08-1234-5678, 1579, 0 4281 1234-5."""

from __future__ import annotations

import re

from .numerals import arabic_digits

_BETWEEN = re.compile(r"\s*(?:[,;/\n]|และ|หรือ)\s*|\s+(?=โทร|มือถือ|แฟกซ์)")
_CALLED = re.compile(r"^(?:(?:โทร(?:ศัพท์|สาร)?|มือถือ|แฟกซ์|IP\s?Phone|VoIP|สายใน|ภายใน)\s*\.?\s*:?\s*)+", re.IGNORECASE)
_INSIDE = re.compile(r"\s*(?:ต่อ|#)\s*[0-9]{1,6}(?:\s*[-–]\s*[0-9]{1,6})?$")
_RANGE = re.compile(r"(?<=[0-9])\s*(?:[-–]|ถึง)\s*[0-9]{1,4}$")
_WRITTEN = re.compile(r"\+?[0-9()\s.\-–]+")
_WHOLE = re.compile(r"0[2-7][0-9]{7}|0[689][0-9]{8}|66[2-9][0-9]{7,8}|1[0-9]{3}|1800[0-9]{6}")
_SHORT = re.compile(r"[1-9][0-9]{0,3}|[0-9]{4,5}")  # inside an office, or the end of the number before


def is_phone(text: str) -> bool:
    """Whether a text holds telephone numbers and nothing else; a Thai one has nine digits, a mobile one ten."""
    plain = _CALLED.sub("", arabic_digits(text).strip())
    return bool(plain) and all(map(_is_one, _BETWEEN.split(plain)))


def _is_one(text: str) -> bool:
    number = _INSIDE.sub("", _CALLED.sub("", text))
    return any(_is_whole(way) for way in (number, _RANGE.sub("", number)))


def _is_whole(number: str) -> bool:
    digits = re.sub(r"[^0-9]", "", number)
    return bool(_WRITTEN.fullmatch(number) and (_WHOLE.fullmatch(digits) or _SHORT.fullmatch(digits)))
