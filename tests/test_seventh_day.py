"""What comes back each year: an earlier case as the beginning, a person whose name or post changed, posts from the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from generator.case import read_cases
from generator.errors import GenError
from generator.office import Office, open_office, start_office
from generator.services import cases, people
from generator.services.cases import cells_of
from generator.services.sheet import SheetRequest, write_sheet
from tests import made, slips

NOW = datetime(2026, 11, 30, 9, 0)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    start_office(tmp_path / "สำนักงาน")
    return open_office(tmp_path / "สำนักงาน", NOW.date())


def test_a_sheet_begins_with_the_case_of_an_earlier_year(office: Office, tmp_path: Path) -> None:
    form = made.form("special")
    last = write_sheet(office, SheetRequest("special", tmp_path / "ปีก่อน.xlsx", example=True))
    now = write_sheet(office, SheetRequest("special", tmp_path / "ปีนี้", earlier=last, years=1))
    assert now.name == "ปีนี้.xlsx"
    was, found = cells_of(form, office, last), cells_of(form, office, now)
    main = next(iter(found))
    heads = cases.heads(form, office)
    first = dict(zip(heads[main].headings, found[main][0], strict=False))
    assert first["ปีการศึกษา"] in ("2571", "๒๕๗๑") and first["ข้อมูล ณ วันที่"] == ""
    (survey,) = found["หนังสือขอสำรวจข้อมูล"]
    by_label = dict(zip(heads["หนังสือขอสำรวจข้อมูล"].headings, survey, strict=False))
    assert by_label["เลขที่หนังสือ"] == by_label["ส่งข้อมูลภายในวันที่"] == "" and by_label["ผู้ประสานงาน"] == "นางสาวกมลชนก พิมพ์ดี"
    assert "พ.ศ. 2551" in by_label["ตามกฎหมาย"].translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    assert [row[0] for row in found["ทะเบียน"]] == [row[0] for row in was["ทะเบียน"]]


def test_a_person_is_corrected_once_and_who_names_her_is_shown(office: Office) -> None:
    made_of = cases.take(office, "order", office.root / "data/order-218-2562.xlsx", NOW)
    found = people.correct(office, "นางบุญจันทร์ ลีกลาง", "นางบุญจันทร์ ศรีสมมติ", "นักวิชาการศึกษาชำนาญการพิเศษ")
    assert [one.path for one in found.cases if made_of.id in one.path] and not found.signers
    fresh = open_office(office.root, NOW.date())
    assert fresh.posts["บุญจันทร์ ศรีสมมติ"] == "นักวิชาการศึกษาชำนาญการพิเศษ" and "บุญจันทร์ ลีกลาง" not in fresh.posts
    assert people.named(fresh, "นายธีรพงษ์ แสนสุข").signers == ("head",)


@pytest.mark.parametrize(("name", "code"), [("นาง", "E508"), ("นายไม่มี ในรายชื่อ", "E509"), ("นางบุญจันทร์ ลีกลา", "E509")])
def test_who_is_no_person_of_the_office_is_told(name: str, code: str, office: Office) -> None:
    with pytest.raises(GenError) as caught:
        people.correct(office, name, position="ครู")
    assert caught.value.code == code and (("ลีกลาง" in str(caught.value)) == (name.endswith("ลีกลา")))


def test_a_position_left_empty_is_that_of_the_list() -> None:
    sheets = slips.good("travel")
    slips.put(sheets, made.form("travel"), "travellers.2.position", None)
    (case, *_), said = slips.read(made.form("travel"), sheets)
    assert case.values["travellers"][1]["position"] == "นักวิชาการศึกษาชำนาญการ" and not [one for one in said if one.fatal]


def test_a_position_of_somebody_else_is_still_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    text = made.form("travel").examples.read_text(encoding="utf-8")
    file.write_text(text.replace("name: นางบุญจันทร์ ลีกลาง, position: นักวิชาการศึกษาชำนาญการ", "name: นายไกล สุดสมมติ"), encoding="utf-8")
    with pytest.raises(GenError) as caught:
        read_cases(made.form("travel"), file, replace(made.office(), root=made.folder()))
    assert "E101" in str(caught.value)
