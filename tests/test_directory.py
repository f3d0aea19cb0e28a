"""A clerk names receivers as people do: all, a district, a school by name or code; who is unknown is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator import directory
from generator.errors import GenError, Place
from generator.fields import Field, read
from generator.office import open_office, shipped
from tests.mistakes import TODAY

OFFICE = open_office(shipped("data").parent, TODAY)
SCHOOLS = OFFICE.directory("schools")


@pytest.mark.parametrize("typed", ["ทุกแห่ง", "ทุกโรงเรียน", "ทั้งหมด", "ทุกโรงเรียนในสังกัด"])
def test_all_are_meant(typed: str) -> None:
    assert directory.pick(SCHOOLS, typed) == (SCHOOLS, [])


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("อำเภอเชียงคาน", "4 5"),
        ("ทุกโรงเรียนในอำเภอเชียงคาน", "4 5"),
        ("อ.ปากชม, บ้านนาสมมติ", "1 6"),
        ("โรงเรียนบ้านภูสมมุติ\n๔๒๐๑๐๐๐๒", "2 5"),
        ("บ้านนาสมมติ; บ้านนาสมมติ", "1"),
    ],
)
def test_some_are_meant_in_the_order_of_the_directory(typed: str, codes: str) -> None:
    found, unknown = directory.pick(SCHOOLS, typed)
    assert unknown == [] and [receiver.code[-1] for receiver in found] == codes.split()


def test_an_unknown_receiver_is_guessed_and_what_is_read_reads_back() -> None:
    field = Field("to", "เรียน", "receivers", directory="schools")
    value, wrong = read(field, "บ้านนาสมมต", Place("a.xlsx"), OFFICE)
    assert value is None and str(wrong).startswith('E136 a.xlsx (เรียน): "บ้านนาสมมต" ไม่มีในทำเนียบ หรือหมายถึง "โรงเรียนบ้านนาสมมติ"')
    value, wrong = read(field, "อำเภอเชียงคาน", Place("a.xlsx"), OFFICE)
    assert wrong is None and read(field, "\n".join(map(str, value)), Place(), OFFICE)[0] == value


def test_a_directory_that_a_thai_excel_saved_is_read_and_a_missing_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_bytes("รหัส,ชื่อ,อำเภอ,เรียน\n1,โรงเรียนก,เมือง,ผู้อำนวยการโรงเรียนก\n".encode("cp874"))
    assert directory.read(tmp_path / "schools.csv")[0].head == "ผู้อำนวยการโรงเรียนก"
    with pytest.raises(GenError, match="E506"):
        directory.read(tmp_path / "none.csv")
    (tmp_path / "odd.csv").write_text("ก,ข\n1,2\n", encoding="utf-8")
    with pytest.raises(GenError, match="E506"):
        directory.read(tmp_path / "odd.csv")


@pytest.mark.parametrize(("typed", "name"), [
    ("โรงเรียนบ้านนาสมมติ", "โรงเรียนบ้านนาสมมติ"), ("บ้านนา สมมติ", "โรงเรียนบ้านนาสมมติ"), ("๔๒๐๑๐๐๐๒", "โรงเรียนบ้านโคกตัวอย่าง"),
    ("โรงเรียนนอกเขตพิทยา", "โรงเรียนนอกเขตพิทยา"), ("โรงเรียนบ้านผาสมมติ", "โรงเรียนบ้านผาสมมติ"),
])  # fmt: skip
def test_the_text_of_a_school_is_spelled_as_listed_and_another_school_as_typed(typed: str, name: str) -> None:
    assert read(Field("school", "โรงเรียน", directory="schools"), typed, Place(), OFFICE) == (name, None)


@pytest.mark.parametrize("typed", ["โรงเรียนบ้านนาสมมุติ", "บ้านนาสมมุติ", "โรงเรียนบ้านนาสมมมติ"])
def test_a_near_miss_of_a_listed_school_names_it_and_the_file_to_add_another_to(typed: str) -> None:
    value, wrong = read(Field("school", "โรงเรียน", directory="schools"), typed, Place(), OFFICE)
    assert value is None and wrong and wrong.code == "E129"
    assert '"โรงเรียนบ้านนาสมมติ"' in wrong.text and "data/schools.csv" in wrong.text


def test_an_office_without_the_directory_takes_any_school_as_typed(tmp_path: Path) -> None:
    office = replace(OFFICE, root=tmp_path)
    found, wrong = read(Field("school", "โรงเรียน", directory="schools"), "โรงเรียนบ้านนาสมมุติ", Place(), office)
    assert found == "โรงเรียนบ้านนาสมมุติ" and wrong is None
