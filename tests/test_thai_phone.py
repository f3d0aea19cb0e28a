"""A telephone number has its digits, however it is written."""

from __future__ import annotations

import pytest

from generator.thai import is_phone


@pytest.mark.parametrize("text", [
    "0 4281 1234", "๐ ๔๒๘๑ ๑๒๓๔ ต่อ ๑๐๑-๑๐๓", "08-1234-5678", "0812345678", "02-628-5000 ต่อ 123", "0 4281 1234-5", "0 4281 1234 ถึง 36",
    "042-811234, 042-811235", "0 4281 1234, 1235", "305", "1579", "+66 42 811 234", "(042) 811 234", "0 2281 5555 ต่อ 1, 2",
    "โทร. 0 4281 1234 มือถือ 08 1234 5678", "0 4281 1234 โทรสาร 0 4281 1235", "0 4281 1234 และ 0 4281 1235",
])  # fmt: skip
def test_numbers_as_offices_write_them(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", [
    "0 4281 12345", "04281123", "๐ ๔๒๘๑ ๑๒๓", "1234567890123", "08-1234-567", "0-4281-1234 ต่อ", "o 4281 1234", "0 4281 1234, 0 42",
    "abc", "โทรศัพท์", "กลุ่มอำนวยการ", "-", "812345",
])  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert not is_phone(text)
