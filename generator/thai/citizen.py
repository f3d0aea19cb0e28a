"""The 13-digit number of a citizen: personal data, so it never shows in full by accident."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..mask import BETWEEN
from .clean import clean
from .numerals import arabic_digits
from .unreadable import Unreadable

_EXAMPLE = "1-1007-00123-45-5"
_FORM = re.compile(rf"[0-9][0-9{BETWEEN}]*")
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_MASK = "×"  # no Latin letter: the digits beside it still become Thai digits in a paper


@dataclass(frozen=True, slots=True, order=True, repr=False)
class CitizenId:
    """A citizen number with a right check digit; `str` is masked to the last three digits, `×-××××-×××××-45-5`.

    `grouped` shows all of it where a form asks for it; `repr` is masked too, so that no log holds it.
    """

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9]{13}", self.digits):
            raise _wrong_length(len(self.digits))
        if check_digit(self.digits[:12]) != self.digits[12]:
            raise Unreadable("citizen.checksum", "มีเลขผิด เพราะหลักสุดท้ายไม่ตรงกับสิบสองหลักแรก")

    @classmethod
    def parse(cls, raw: object) -> CitizenId:
        """Read the number with or without dashes and spaces, or as the number that Excel made of it.

        Raises: Unreadable (`citizen.*`); its text never repeats the number.
        """
        if isinstance(raw, CitizenId):
            return raw
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float, type(None))):
            raise _unreadable()
        text = arabic_digits(clean(raw or "")) if raw is None or isinstance(raw, str) else _whole(raw)
        if not text:
            raise Unreadable("citizen.empty", "ว่างอยู่", _EXAMPLE)
        if len(text) < 40 and _EXPONENT.fullmatch(text):
            raise _lost()
        if not _FORM.fullmatch(text):
            raise _unreadable()
        return cls(re.sub("[^0-9]", "", text))

    @property
    def grouped(self) -> str:
        """The whole number as the card groups it: `1-1007-00123-45-5`."""
        return _grouped(self.digits)

    @property
    def typed(self) -> str:
        """The text of a spreadsheet cell; dashes keep Excel from making it a number."""
        return self.grouped

    def __str__(self) -> str:
        return _grouped(_MASK * 10 + self.digits[10:])

    def __repr__(self) -> str:
        return f"CitizenId({self})"


@dataclass(frozen=True, slots=True)
class MaskedId:
    """A citizen number of which only the last digits are known, as a paper keeps it."""

    grouped: str

    @property
    def typed(self) -> str:
        return self.grouped

    def __str__(self) -> str:
        return self.grouped


def check_digit(first: str) -> str:
    """Return the 13th digit for the first twelve: weights 13 down to 2, 11 less the remainder of 11, last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(first, range(13, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def _grouped(digits: str) -> str:
    return f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"


def _whole(number: int | float) -> str:
    """Return the digits of a number cell; a float keeps 15 digits, so 13 are exact."""
    if number != number or not 0 <= number < 10**15:
        raise _unreadable()
    if number != int(number):
        raise _lost()
    return str(int(number))


def _lost() -> Unreadable:
    why = "เป็นเลขย่อของ Excel เลขท้ายหายไปแล้ว ให้ตั้งรูปแบบช่องเป็นข้อความแล้วพิมพ์ใหม่"
    return Unreadable("citizen.lost", why, _EXAMPLE)


def _wrong_length(count: int) -> Unreadable:
    why = f"มี {count} หลัก ต้องมี 13 หลัก"
    if count == 12:
        why += " (Excel ตัดเลข 0 ตัวหน้าทิ้งหรือไม่)"
    return Unreadable("citizen.length", why, _EXAMPLE, count=count)


def _unreadable() -> Unreadable:
    return Unreadable("citizen.unreadable", "ไม่ใช่เลขประจำตัวประชาชน", _EXAMPLE)
