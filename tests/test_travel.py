"""A journey on duty: the memo that asks for it, its costs, and the order."""

from __future__ import annotations

from typing import Any

import pytest

from generator.case import Case
from tests import made, paper


def told(key: str, case: int = 0, **values: Any) -> str:
    one = made.cases("travel")[case]
    changed = Case(one.form, one.number, {**one.values, **values}, one.place) if values else one
    return paper.plain(paper.text(made.rendered("travel", changed, key)))


def test_costs_are_added_up_and_told_in_words() -> None:
    memo = told("memo")
    assert "เป็นเงินทั้งสิ้น ๘,๔๖๐ บาท (แปดพันสี่ร้อยหกสิบบาทถ้วน)" in memo and "รวมเป็นเงิน\n๘,๔๖๐" in memo


def test_a_journey_without_costs_and_superiors_says_nothing_of_them() -> None:
    memo = told("memo", 1)
    assert "ค่าใช้จ่าย" not in memo and "ความเห็น" not in memo and "คน " not in memo
    assert "ขออนุมัติให้ข้าราชการเดินทางไปราชการ" in memo and "ในวันที่ ๘ มีนาคม ๒๕๗๐" in memo


@pytest.mark.parametrize("key", ["memo", "order"])
def test_all_who_travel_stand_in_both_papers_with_the_same_days(key: str) -> None:
    text = told(key)
    assert all(f"{n}. {person['name']} ตำแหน่ง" in text for n, person in zip("๑๒๓", made.cases("travel")[0].values["travellers"], strict=True))
    assert "วันที่ ๒ มีนาคม ๒๕๗๐ ถึงวันที่ ๔ มีนาคม ๒๕๗๐" in text


def test_a_journey_of_one_day_is_no_span() -> None:
    start = made.cases("travel")[0].values["start"]
    assert "ทั้งนี้ ในวันที่ ๒ มีนาคม ๒๕๗๐" in told("order", end=None) and "ทั้งนี้ ในวันที่ ๒ มีนาคม ๒๕๗๐" in told("order", end=start)


def test_no_order_is_made_where_none_is_typed() -> None:
    assert [file.name for file in made.papers("travel") if file.name.startswith("คำสั่ง")] == ["คำสั่งที่ ๙๕-๒๕๗๐ ให้เดินทางไปราชการ ๒ มีนาคม ๒๕๗๐.docx"]
