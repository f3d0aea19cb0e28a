"""No-break spaces, and suggestions for mistyped words."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import MONTHS, TITLES, arabic_digits, glue, nearest, thai_digits

WORDS = [
    "เขต", "ที่", "ข้อ", "วันที่", "มาตรา", "จำนวน", "เวลา", "พ.ศ.", "๑", "12", "๒๕๖๒", "1,500", "๐๙.๐๐", "218/2562", "บาท", "คน", "น.",
    "มิถุนายน", "ม.ค.", "ๆ", "ฯลฯ", "ดร.", "นาย", "ว่าที่ร้อยตรี", "สมชาย", "ศธ", "04001/ว", "–", "-", "ต่าง", "\n", "", "\u00a0", "A4",
]  # fmt: skip
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", " ", "\u00a0"])), max_size=10).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("สพป.เลย เขต ๑ ที่ ๒๑๘/๒๕๖๒", "สพป.เลย เขต~๑ ที่~๒๑๘/๒๕๖๒"),
        ("ลงวันที่ ๗ มิถุนายน ๒๕๖๒ เรื่อง", "ลงวันที่ ๗~มิถุนายน ๒๕๖๒ เรื่อง"),
        ("สั่ง ณ วันที่ 7 มิถุนายน พ.ศ. 2562", "สั่ง ณ วันที่ 7~มิถุนายน พ.ศ.~2562"),
        ("วันที่ 7 มิ.ย. 2562", "วันที่ 7~มิ.ย. 2562"),
        ("มาตรา ๓๗ มาตรา ๔๕ แห่ง", "มาตรา~๓๗ มาตรา~๔๕ แห่ง"),
        ("(ฉบับที่ ๒) พ.ศ. ๒๕๕๓", "(ฉบับที่~๒) พ.ศ.~๒๕๕๓"),
        ("จำนวน ๑๒,๕๐๐ บาท", "จำนวน~๑๒,๕๐๐~บาท"),
        ("จำนวน 3 ฉบับ และ 12 คน", "จำนวน~3~ฉบับ และ 12~คน"),
        ("เวลา ๐๙.๐๐ – ๑๖.๓๐ น. ณ ห้อง", "เวลา~๐๙.๐๐~– ๑๖.๓๐~น. ณ ห้อง"),
        ("๑ – ๓ มิถุนายน ๒๕๖๒", "๑~– ๓~มิถุนายน ๒๕๖๒"),
        ("ต่าง ๆ และงานอื่น ๆ ที่ได้รับ", "ต่าง~ๆ และงานอื่น~ๆ ที่ได้รับ"),
        ("สถาบันศาสนา ฯลฯ", "สถาบันศาสนา~ฯลฯ"),
        ("ดร. สมชาย ใจดี และ นาย สมชาย ใจดี", "ดร.~สมชาย ใจดี และ นาย~สมชาย ใจดี"),
        ("(ว่าที่ร้อยตรี สมชาย ใจดี)", "(ว่าที่ร้อยตรี~สมชาย ใจดี)"),
        ("ที่ ศธ ๐๔๐๐๑/ว ๑๒๓", "ที่ ศธ~๐๔๐๐๑/ว~๑๒๓"),
        ("ปีการศึกษา ๒๕๖๒ คนที่", "ปีการศึกษา~๒๕๖๒ คนที่"),
        ("ในปี ๒๕๖๒ คน", "ในปี~๒๕๖๒ คน"),
        ("พ.ศ. ๒๕๖๒ ข้อ ๑", "พ.ศ.~๒๕๖๒ ข้อ~๑"),
        ("๗ มิถุนายน ๒๕๖๒ ห้องประชุม", "๗~มิถุนายน ๒๕๖๒ ห้องประชุม"),
        ("มิ.ย. ๖๒ ครั้งที่ ๒", "มิ.ย. ๖๒ ครั้งที่~๒"),
        ("เขต ๑ คน", "เขต~๑ คน"),
        ("ลำดับที่ ๓ ในกรณี", "ลำดับที่~๓ ในกรณี"),
        ("ก\nเขต ๑", "ก\nเขต~๑"),
        ("นายสมชาย  ใจดี", "นายสมชาย  ใจดี"),
        ("ประชุม ครั้งที่ ๒ ครั้งที่ ๓", "ประชุม ครั้งที่~๒ ครั้งที่~๓"),
        ("พื้นที่ ๑๒ ไร่ เจ้าหน้าที่ ๓ คน", "พื้นที่ ๑๒~ไร่ เจ้าหน้าที่ ๓~คน"),
        ("คนละ ๕๐๐ บาท", "คนละ~๕๐๐~บาท"),
        ("พบนาง และ", "พบนาง และ"),
    ],
)
def test_what_belongs_together_stays_on_one_line(typed: str, held: str) -> None:
    assert glue(typed) == held.replace("~", "\u00a0")


@pytest.mark.parametrize("title", sorted(TITLES))
def test_every_title_stays_with_its_name(title: str) -> None:
    assert glue(f"(ว่าที่{title} สมชาย {title} สมหญิง") == f"(ว่าที่{title}\u00a0สมชาย {title}\u00a0สมหญิง"


def test_a_space_is_held_whatever_else_the_text_says() -> None:
    for text in map(" ".join, product(WORDS, WORDS)):
        assert glue(f"{text} ต่าง ๆ")[: len(text)] == glue(text)


@given(TEXTS)
def test_gluing_twice_is_gluing_once(text: str) -> None:
    assert glue(glue(text)) == glue(text)


@given(TEXTS)
def test_only_spaces_become_no_break_spaces(text: str) -> None:
    glued = glue(text)
    assert glued.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert all(after in (before, "\u00a0") for before, after in zip(text, glued, strict=True))
    assert not re.search("[\u200b\u2060]", glued)


@given(TEXTS)
def test_both_kinds_of_digits_are_held_alike(text: str) -> None:
    arabic = arabic_digits(text)
    assert glue(thai_digits(arabic)) == thai_digits(glue(arabic))


def test_text_without_a_space_is_the_same_object() -> None:
    text = "งานส่งเสริมการจัดการศึกษาเขต๑"
    assert glue(text) is text


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("กรกฏาคม", "กรกฎาคม"),
        ("กุมภาพันธุ์", "กุมภาพันธ์"),
        ("พฤษจิกายน", "พฤศจิกายน"),
        ("ธันวาคน", "ธันวาคม"),
        ("มกรคม", "มกราคม"),
        ("เมษายน", "เมษายน"),
        ("สิงหาคม ", "สิงหาคม"),
        ("มิถุนํายน", "มิถุนายน"),
        ("ทดสอบ", None),
        ("", None),
        ("คม", None),
    ],
)
def test_a_mistyped_month_means_the_nearest_month(word: str, meant: str | None) -> None:
    assert nearest(word, MONTHS) == meant


def test_nothing_is_suggested_where_two_words_are_equally_near() -> None:
    assert nearest("ตำแหน่งกข", ["ตำแหน่งกค", "ตำแหน่งกง"]) is None


def test_case_spaces_digits_and_marks_hardly_count() -> None:
    headings = ["ชื่อ - สกุล", "ตำแหน่ง", "ปฏิบัติงานและรับผิดชอบ", "หมายเหตุ", "Field 1"]
    assert nearest("ชือ-สกุล", headings) == "ชื่อ - สกุล"
    assert nearest("ตําแหนง", headings) == "ตำแหน่ง"
    assert nearest("ปฎิบัติงานและรับผิดชอบ", headings) == "ปฏิบัติงานและรับผิดชอบ"
    assert nearest("field๑", headings) == "Field 1"
    assert nearest("หมายเหตุ", headings, limit=1.0) == "หมายเหตุ"
    assert nearest("หมายเหต", headings, limit=1.0) is None


@given(st.lists(st.text("กขคงเแ่้ิา", min_size=1, max_size=8), min_size=1, max_size=6))
def test_a_word_that_is_there_means_itself(options: list[str]) -> None:
    found = nearest(options[-1], options)
    assert found is not None and nearest(found, options) == found
