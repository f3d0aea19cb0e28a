"""Sending children to school: what is announced, posted and told to parents is the same."""

from __future__ import annotations

from tests import made, paper


def words(start: str) -> list[str]:
    return made.words("enrolment", start)


def test_a_parent_is_told_the_school_and_the_days_of_the_announcement() -> None:
    (notice,) = words("ประกาศ")
    letters = words("หนังสือแจ้งผู้ปกครอง")
    assert len(letters) == 2 and "ตั้งแต่วันที่ ๑๖ พฤษภาคม ๒๕๗๑ เป็นต้นไป" in notice
    assert all("ตั้งแต่วันที่ ๑๖ พฤษภาคม ๒๕๗๑ เป็นต้นไป" in letter and "๑. สูติบัตร" in letter for letter in letters)
    assert {"โรงเรียนบ้านนาสมมติ", "โรงเรียนบ้านดงทดสอบ"} == {
        school for letter in letters for school in ("โรงเรียนบ้านนาสมมติ", "โรงเรียนบ้านดงทดสอบ") if school in letter
    }


def test_duties_and_power_stand_only_where_they_are_typed() -> None:
    case = made.cases("enrolment")[0]
    bare = type(case)(case.form, case.number, {**case.values, "power": "", "notice": {**case.values["notice"], "duties": ()}}, case.place)
    text = paper.plain(paper.text(made.rendered("enrolment", bare, "notice")))
    assert "หน้าที่ของผู้ปกครอง" not in text and "ตามมาตรา" not in text and "๔. การจัดสรรโอกาสเข้าเรียน" in text


def test_every_school_is_asked_to_post_by_one_number() -> None:
    letters = words("หนังสือขอให้ปิดประกาศ")
    assert len(letters) == 6 and all("/ว ๑๐๑๕" in letter for letter in letters)
