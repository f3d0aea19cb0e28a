"""Learning centres of others than families: a permission or a refusal by the board, and who holds the right."""

from __future__ import annotations

from tests import made


def test_a_case_ends_in_a_permission_or_a_refusal() -> None:
    (allowed,), (refused,) = made.words("centre", "หนังสืออนุญาต"), made.words("centre", "หนังสือแจ้งไม่อนุญาต")
    assert "มีมติอนุญาตให้ท่านจัดการศึกษาขั้นพื้นฐานในศูนย์การเรียน ตั้งแต่ภาคเรียนที่ ๑ ปีการศึกษา ๒๕๗๐" in allowed
    assert "มีมติไม่อนุญาตตามคำขอ" in refused and "ศาลปกครอง" in refused and "ครอบครัว" not in allowed + refused


def test_the_memo_says_who_the_holder_is_and_no_paper_greets_an_office() -> None:
    (memo,) = made.words("centre", "บันทึกข้อความ")
    assert "ผู้ขอเป็นองค์กรเอกชน ทะเบียนเลขที่ ลย ๙๙" in memo and "ได้รับครบถ้วน" in memo
    assert all("เรียน\tมูลนิธิ" not in text for text in made.words("centre", "หนังสือ"))
