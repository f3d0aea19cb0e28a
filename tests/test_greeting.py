"""Receivers decide how a letter greets, sends and closes; what does not fit is told with the right pair."""

from __future__ import annotations

import pytest

from generator.context import context
from generator.directory import Receiver
from generator.errors import Problem
from tests import made, slips


def letter(**cells: object) -> tuple[dict[str, object], list[Problem]]:
    form, sheets = made.form("letter"), slips.good("letter")
    for path, value in cells.items():
        slips.put(sheets, form, path, value)
    cases, said = slips.read(form, sheets)
    return dict(cases[0].values), said


@pytest.mark.parametrize(("to", "greets"), [
    ("พระครูสุตธรรมาภรณ์ เจ้าอาวาสวัดสมมติ", "นมัสการ"), ("เจ้าคณะจังหวัดเลย", "นมัสการ"), ("พระมหาสมชาย สุจิตฺโต", "นมัสการ"),
    ("พระเทพวัชรเมธี", "นมัสการ (พระราชาคณะ)"), ("สมเด็จพระมหาวีรวงศ์", "นมัสการ (สมเด็จพระราชาคณะ)"),
    ("นายกรัฐมนตรี", "กราบเรียน"), ("ฯพณฯ นายกรัฐมนตรี", "กราบเรียน"), ("ประธานรัฐสภา", "กราบเรียน"), ("อัยการสูงสุด", "กราบเรียน"),
    ("รองนายกรัฐมนตรี", "เรียน"), ("เลขาธิการนายกรัฐมนตรี", "เรียน"), ("นายกเทศมนตรีตำบลนาสมมติ", "เรียน"), ("ผู้ว่าราชการจังหวัดเลย", "เรียน"),
    ("ผู้อำนวยการโรงเรียนวัดพระธาตุ", "เรียน"), ("ไวยาวัจกรวัดสมมติ", "เรียน"), ("ประธานกรรมการสถานศึกษา", "เรียน"),
])  # fmt: skip
def test_an_empty_salutation_is_the_one_of_the_receiver(to: str, greets: str) -> None:
    values, said = letter(to=to, salutation=None, closing="จึงเรียนมาเพื่อโปรดทราบ" if greets == "เรียน" else None)
    assert values["salutation"].typed == greets
    assert not [one for one in said if one.code in ("E164", "E165")]


@pytest.mark.parametrize(("to", "salutation", "right"), [
    ("พระครูสุตธรรมาภรณ์", "เรียน", "นมัสการ คู่กับ ขอนมัสการด้วยความเคารพ"), ("นายกรัฐมนตรี", "เรียน", "กราบเรียน คู่กับ ขอแสดงความนับถืออย่างยิ่ง"),
    ("ผู้ว่าราชการจังหวัดเลย", "นมัสการ", "เรียน คู่กับ ขอแสดงความนับถือ"),
])  # fmt: skip
def test_a_typed_one_that_does_not_fit_is_told_with_the_right_pair(to: str, salutation: str, right: str) -> None:
    said = [one for one in letter(to=to, salutation=salutation)[1] if one.code == "E164"]
    assert len(said) == 1 and said[0].text.endswith(f"ใช้ {right}") and "B7" in said[0].text


def test_the_last_paragraph_sends_the_letter_as_it_greets() -> None:
    _, said = letter(to="พระครูสุตธรรมาภรณ์", salutation="นมัสการ", closing="จึงเรียนมาเพื่อโปรดทราบ")
    assert [one.code for one in said] == ["E165"] and "จึงนมัสการมา" in said[0].text


def test_a_last_paragraph_typed_twice_stands_once() -> None:
    body = "ด้วยสำนักงานจะจัดประชุม\nจึงเรียนมาเพื่อโปรดทราบ"
    values, said = letter(body=body, closing="จึงเรียนมาเพื่อโปรดทราบ")
    assert values["body"] == ("ด้วยสำนักงานจะจัดประชุม",) and said == []
    assert [one.code for one in letter(body=body, closing="จึงเรียนมาเพื่อโปรดพิจารณา")[1]] == ["E168"]


@pytest.mark.parametrize(("to", "code"), [
    ("หม่อมเจ้าสมมติ", "W166"), ("สมเด็จพระกนิษฐาธิราชเจ้า", "W166"), ("โรงเรียนบ้านนาสมมติ", "W167"), ("กระทรวงศึกษาธิการ", "W167"),
])  # fmt: skip
def test_royal_personages_and_offices_are_told(to: str, code: str) -> None:
    assert [one.code for one in letter(to=to)[1]] == [code]


def test_each_receiver_of_many_is_greeted_by_itself() -> None:
    form = made.form("letter")
    (case, *_), _ = slips.read(form, slips.good("letter"))
    paper = next(one for one in form.papers if one.each == "receivers")
    temple, school = Receiver("1", "วัดสมมติ", head="พระครูสุตธรรมาภรณ์"), Receiver("2", "โรงเรียน", head="ผู้อำนวยการโรงเรียน")
    monk, other = (context(case, paper, made.office(), one) for one in (temple, school))
    assert (monk["salutation"].typed, other["salutation"].typed) == ("นมัสการ", "เรียน")
    assert monk["closing"].startswith("จึงนมัสการมาเพื่อ") and other["closing"].startswith("จึงเรียนมาเพื่อ")
    assert monk["closing"].removeprefix("จึงนมัสการมา") == other["closing"].removeprefix("จึงเรียนมา")


def test_receivers_under_one_another_are_not_one() -> None:
    _, said = letter(to="ผู้อำนวยการโรงเรียนบ้านนาสมมติ\nผู้อำนวยการโรงเรียนบ้านหนองจำลอง")
    assert [one.code for one in said if one.code == "W180"] == ["W180"]
    _, said = letter(to="ผู้อำนวยการโรงเรียนบ้านนาสมมติ\nอำเภอเมืองเลย")
    assert not [one for one in said if one.code == "W180"]
