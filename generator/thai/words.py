"""Numbers in Thai words, ordinals, and counts with their unit."""

from __future__ import annotations

from functools import lru_cache

NBSP = "\u00a0"

_DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def words(n: int) -> str:
    """Return a whole number in words: 21 ยี่สิบเอ็ด, 101 หนึ่งร้อยเอ็ด, 10**12 หนึ่งล้านล้าน, -5 ลบห้า.

    A final one after any higher digit is เอ็ด (Royal Society); millions nest without limit.
    """
    if n < 0:
        return "ลบ" + words(-n)
    return _positive(n) if n else _DIGITS[0]


def ordinal(n: int) -> str:
    """Return an ordinal in words: 1 ที่หนึ่ง, 21 ที่ยี่สิบเอ็ด. Raises: ValueError below one."""
    if n < 1:
        raise ValueError(f"an ordinal counts from one, not {n}")
    return "ที่" + words(n)


def quantity(n: int, unit: str) -> str:
    """Return a count with commas and its unit, which a line break must not part: `12,500<NBSP>ฉบับ`."""
    return f"{n:,}{NBSP}{unit}"


def _positive(n: int) -> str:
    millions, rest = divmod(n, _MILLION)
    if not millions:
        return _below_million(rest, follows=False)
    return _positive(millions) + "ล้าน" + _below_million(rest, follows=True)


@lru_cache(maxsize=4096)
def _below_million(n: int, follows: bool) -> str:
    """Return 0 to 999,999 in words ("" for zero); `follows`: millions stand before it."""
    spoken: list[str] = []
    for place in range(5, -1, -1):
        digit = n // 10**place % 10
        if digit:
            spoken.append(_spoken(digit, place, follows or bool(spoken)))
    return "".join(spoken)


def _spoken(digit: int, place: int, follows: bool) -> str:
    if place == 1 and digit <= 2:
        return ("สิบ", "ยี่สิบ")[digit - 1]
    if place == 0 and digit == 1 and follows:
        return "เอ็ด"
    return _DIGITS[digit] + _PLACES[place]
