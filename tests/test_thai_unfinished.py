"""Texts that are none yet are told from short texts that are whole."""

from __future__ import annotations

import pytest

from generator.thai import unfinished


@pytest.mark.parametrize("text", [
    "...", "……………", '"', "xxx", "test", "asdf", "N/A", "(ระบุ)", "(ใส่ชื่อ)", "[ใส่ชื่อ]", "<ชื่อ>", "{เรื่อง}", "ใส่ข้อความที่นี่", "เหมือนเดิม",
    "เช่นเดียวกัน", "รอข้อมูล", "ยังไม่ทราบ", "ฟหกด่าสว", "Lorem ipsum dolor",
])  # fmt: skip
def test_what_stands_in_for_a_text(text: str) -> None:
    assert unfinished(text) == "ยังไม่ใช่ข้อความจริง"


@pytest.mark.parametrize("text", ["l;ylfu8iy[", "ๅ/-ภถุ", "c9j';6c", "ะำหะ"])
def test_a_keyboard_in_the_wrong_layout(text: str) -> None:
    assert unfinished(text) == "น่าจะพิมพ์โดยแป้นพิมพ์ผิดภาษา"


def test_a_tag_of_a_web_page_is_said() -> None:
    assert unfinished("ขอเชิญ <b>ประชุม</b>") == "มีคำสั่งของหน้าเว็บ <b>"


@pytest.mark.parametrize("text", [
    "ขอเชิญประชุม", "-", "–", "/", "✓", "๑", "TV", "AMSS++ 2.0", "COVID-19", "O-NET; NT", "(ร่าง) ระเบียบ", "[1] ก", "(ว่าง)", "a<b", "50%",
    "https://x.go.th/a;b", "a@b.go.th", "15:30 น.", "Windows 11", "ICT's", "เหมือนกันทุกประการ", "ระบุชื่อผู้รับ", "ก", "ณ ที่ทำการ",
])  # fmt: skip
def test_short_texts_that_are_whole(text: str) -> None:
    assert unfinished(text) == ""
