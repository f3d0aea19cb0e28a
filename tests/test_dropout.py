"""Children who are not at school: each followed by a form of its own, and a report that counts them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.case import Case
from tests import made, paper, slips


def told(key: str, receiver: int = 0, **values: Any) -> str:
    one = made.cases("dropout")[0]
    changed = Case(one.form, one.number, {**one.values, **values}, one.place)
    return paper.plain(paper.text(made.rendered("dropout", changed, key, receiver)))


def test_the_report_counts_who_was_found_and_who_learns() -> None:
    report = told("report")
    assert "มีเด็กในทะเบียน ๖ คน ติดตามแล้ว ๕ คน พบตัว ๔ คน ได้เรียนหรือฝึกอาชีพแล้ว ๓ คน คิดเป็นร้อยละ ๕๐.๐๐" in report
    assert "และยังไม่ได้ติดตาม ๑ คน" in report and "รวม\n๖\n๔\n๑\n๑" in report


def test_before_anybody_was_followed_no_result_is_claimed() -> None:
    fresh = [{**row, "found": "ยังไม่ได้ติดตาม", "visited": None, "result": None, "cause": ""} for row in made.cases("dropout")[0].values["children"]]
    report = told("report", children=fresh)
    assert "พบตัว ๐ คน" in report and "ผลของเด็กที่พบตัว" not in report and "สาเหตุ (" not in report


def test_a_form_of_a_child_who_was_not_followed_has_room_to_tick() -> None:
    followed, waiting = told("followup", 0), told("followup", 5)
    assert "( ) พบตัว" in waiting and "( ) พบตัว" not in followed and "เรียนนอกระบบ" in followed
    assert "1-2345" not in followed and "๑-๒๓๔๕" not in followed


@pytest.mark.parametrize(("path", "value"), [
    ("children.1.result", None), ("children.1.visited", None), ("children.3.school", "โรงเรียนบ้านนาสมมติ"), ("children.1.school", None),
])  # fmt: skip
def test_what_a_child_has_goes_together(path: str, value: str | None) -> None:
    sheets = slips.good("dropout")
    slips.put(sheets, made.form("dropout"), path, value)
    _, said = slips.read(made.form("dropout"), sheets)
    assert [one.code for one in said if one.fatal]
