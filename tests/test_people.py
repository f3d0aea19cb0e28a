"""A name or position that changed is corrected once in the office's list, whatever its headings are."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import GenError
from generator.office import Office, open_office, start_office
from generator.services.people import correct, named


@pytest.fixture
def office(tmp_path: Path) -> Office:
    start_office(tmp_path)
    return open_office(tmp_path)


def listed(office: Office, text: str) -> Path:
    path = office.root / "data" / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("headings", ["name,position", "ชื่อ - สกุล,ตำแหน่ง"])
def test_a_position_and_a_name_are_corrected_in_their_row(office: Office, headings: str) -> None:
    path = listed(office, f"{headings}\nนายสมชาย ใจดี,ครู\nนางสมศรี งามดี,ครู\n")
    correct(office, "นางสมศรี งามดี", "นางสมศรี ใจงาม", "ครูชำนาญการ")
    said = path.read_text("utf-8-sig").splitlines()
    assert said == [headings, "นายสมชาย ใจดี,ครู", "นางสมศรี ใจงาม,ครูชำนาญการ"]
    assert office.posts["สมศรี ใจงาม"] == "ครูชำนาญการ"


def test_what_is_not_said_stays(office: Office) -> None:
    path = listed(office, "name,position\nนายสมชาย ใจดี,ครู\n")
    correct(office, "นายสมชาย ใจดี", position="ครูชำนาญการ")
    assert path.read_text("utf-8-sig").splitlines()[1] == "นายสมชาย ใจดี,ครูชำนาญการ"


@pytest.mark.parametrize(("list_", "typed", "code"), [
    ("name,position\nนายสมชาย ใจดี,ครู\n", "นายสมหมาย ใจดี", "E509"),
    ("name,position\nนายสมชาย ใจดี,ครู\n", "12345", "E508"),
    ("คำนำหน้า,ชื่อ,นามสกุล,ตำแหน่ง\nนาย,สมชาย,ใจดี,ครู\n", "นายสมชาย ใจดี", "E506"),
    ("name\nนายสมชาย ใจดี\n", "นายสมชาย ใจดี", "E506"),
])  # fmt: skip
def test_what_cannot_be_corrected_is_told_and_the_list_stays(office: Office, list_: str, typed: str, code: str) -> None:
    path = listed(office, list_)
    with pytest.raises(GenError, match=code):
        correct(office, typed, position="ครูชำนาญการ")
    assert path.read_text("utf-8") == list_


def test_a_signer_of_the_settings_is_named(office: Office) -> None:
    key, signer = next(iter(office.signers.items()))
    assert named(office, str(signer.person)).signers == (key,)
