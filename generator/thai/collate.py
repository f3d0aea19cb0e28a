"""Thai alphabetical order, as the Royal Society's dictionary and ICU's Thai collation have it."""

from __future__ import annotations

import re

_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
# Marks that only count where all letters are alike, in their order.
_SECONDARY = {mark: chr(2 + n) for n, mark in enumerate("๎์็่้๊๋")}
# Nikhahit sorts before all vowels, and phinthu after them; sara am is sara aa and nikhahit; lakkhangyao is sara aa.
_PRIMARY = str.maketrans({"ํ": "\u0e2f", "ำ": "า\u0e2f", "ๅ": "า", "ฺ": "\u0e45", "ๆ": None, "ฯ": None})
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_LATIN_AFTER_THAI = 0xE000  # moves Latin letters behind Thai ones


def sort_key(text: str) -> tuple[str, str, str]:
    """Return the key that sorts texts in Thai alphabetical order; for a person's list use `Person.sort_key`.

    A vowel before its consonant counts after it; tone marks and thanthakhat count only between words of the same
    letters. Digits come first (Thai and Arabic alike), then Thai, then Latin letters; spaces and signs do not count.
    """
    letters, marks = [], []
    for char in _LEADING.sub(r"\2\1", text.casefold().translate(_DIGITS)):
        if char in _SECONDARY:
            marks.append(_SECONDARY[char])
        elif primary := _primary(char):
            letters.append(primary)
            marks.append("\x01" * len(primary))
    return "".join(letters), "".join(marks), text


def _primary(char: str) -> str:
    if "\u0e00" <= char <= "\u0e4f":
        return char.translate(_PRIMARY)
    if not char.isalnum():
        return ""
    return char if char.isdecimal() else chr(_LATIN_AFTER_THAI + ord(char)) if ord(char) < 0x1000 else char
