"""Numbers and amounts of money in Thai words, read: สองร้อยห้าสิบบาทห้าสิบสตางค์ is 250.50."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    "ศูนย์": 0, "หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_MILLION = "ล้าน"
_WORD = re.compile("|".join((*_DIGITS, *_PLACES, _MILLION)))


def value(said: str) -> Decimal | None:
    """The number or the baht that words say, or None where they say none: a word is misspelt, or something else."""
    text = re.sub(r"\s|เป็นเงิน|จำนวน", "", said).removesuffix("ถ้วน")
    if not text.endswith("สตางค์"):
        whole = _number(text.removesuffix("บาท"))
        return None if whole is None else Decimal(whole)
    before, _, after = text.removesuffix("สตางค์").rpartition("บาท")
    baht, satang = _number(before or "ศูนย์"), _number(after)
    return None if baht is None or satang is None or satang > 99 else Decimal(baht) + Decimal(satang) / 100


def _number(said: str) -> int | None:
    """A whole number; หนึ่ง before a place may be left out, as in ร้อยบาท."""
    words = _WORD.findall(said)
    if not words or "".join(words) != said:
        return None
    total = part = 0
    digit: int | None = None
    for word in words:
        if word in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[word]
        elif word == _MILLION:
            total = (total + part + (digit or (0 if part or total else 1))) * 1_000_000
            part, digit = 0, None
        else:
            part += (1 if digit is None else digit) * _PLACES[word]
            digit = None
    return total + part + (digit or 0)
