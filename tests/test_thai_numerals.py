"""Digits: all of them as PyThaiNLP turns them, and only those that a paper writes in Thai."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import arabic_digits, official_digits, thai_digits

pythainlp = pytest.importorskip("pythainlp.util")


@given(st.text())
def test_all_digits_change_as_pythainlp_changes_them(text: str) -> None:
    assert thai_digits(text) == pythainlp.arabic_digit_to_thai_digit(text or " ").removeprefix("" if text else " ")
    assert arabic_digits(text) == pythainlp.thai_digit_to_arabic_digit(text or " ").removeprefix("" if text else " ")


@given(st.text(st.characters(blacklist_characters="๐๑๒๓๔๕๖๗๘๙")))
def test_thai_digits_change_back(text: str) -> None:
    assert arabic_digits(thai_digits(text)) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ที่ 218/2562 ลงวันที่ 7 มิถุนายน 2562", "ที่ ๒๑๘/๒๕๖๒ ลงวันที่ ๗ มิถุนายน ๒๕๖๒"),
        ("1,500.50 บาท (50%)", "๑,๕๐๐.๕๐ บาท (๕๐%)"),
        ("ห้อง A4 ชั้น 3", "ห้อง A4 ชั้น ๓"),
        ("ห้องA4ชั้น3", "ห้องA4ชั้น๓"),
        ("กระดาษ A4\u00a080 แกรม", "กระดาษ A4\u00a0๘๐ แกรม"),
        ("เครือข่าย 5G 20 แห่ง", "เครือข่าย 5G ๒๐ แห่ง"),
        ("COVID-19 ISO9001 v2.0 sk-12 PM2.5", "COVID-19 ISO9001 v2.0 sk-12 PM2.5"),
        ("B-12/2562 และ 12/2562", "B-12/2562 และ ๑๒/๒๕๖๒"),
        ("www.loei1.go.th/1 หน้า 2", "www.loei1.go.th/1 หน้า ๒"),
        ("https://loei1.go.th/ข่าว/12?id=5 ข้อ 3", "https://loei1.go.th/ข่าว/12?id=5 ข้อ ๓"),
        ("loei1.go.th/ข่าว/12 ข้อ 3", "loei1.go.th/ข่าว/12 ข้อ ๓"),
        ("a1@b2.go.th 3", "a1@b2.go.th ๓"),
        ("(a.b+12@loei1.go.th)", "(a.b+12@loei1.go.th)"),
        ("123@loei1.go.th 4", "123@loei1.go.th ๔"),
        ("http://10.0.0.1/ข่าว/5 ข้อ 3", "http://10.0.0.1/ข่าว/5 ข้อ ๓"),
        ("Windows 11", "Windows ๑๑"),
        ("(A4,3)", "(A4,๓)"),
        ("café2 และ 3", "café2 และ ๓"),
        ("ที่ ศธ 04xxx/12 และ ศธ 04xxx.2/ว 5", "ที่ ศธ ๐๔xxx/๑๒ และ ศธ ๐๔xxx.๒/ว ๕"),
    ],
)
def test_official_digits_leave_addresses_and_codes_alone(typed: str, shown: str) -> None:
    assert official_digits(typed) == shown


def test_text_without_arabic_digits_is_the_same_object() -> None:
    text = "คำสั่งที่ ๒๑๘/๒๕๖๒ COVID"
    assert official_digits(text) is text
    assert thai_digits(text) is text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E, blacklist_categories=("Lu", "Ll"))))
def test_without_latin_letters_every_digit_is_thai(text: str) -> None:
    assert official_digits(text) == thai_digits(text)


@given(st.text("A7 ก/.-@๑(", max_size=30))
def test_only_digits_ever_change(text: str) -> None:
    assert arabic_digits(official_digits(text)) == arabic_digits(text)
