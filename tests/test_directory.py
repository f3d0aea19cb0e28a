"""A clerk names receivers as people do: all, a district, a school by name or code; who is unknown is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import directory, lists
from generator.errors import GenError, Place
from generator.fields import Field, read
from generator.office import open_office, shipped
from tests.mistakes import TODAY
from tests.test_source_workbooks import write_xlsx

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


HEADED = [  # as a ministry's system gives a list of schools: a title, and headings of its own
    ["ข้อมูลพื้นฐานสถานศึกษา ปีการศึกษา ๒๕๖๙"],
    ["ที่", "รหัสโรงเรียน 8 หลัก", "ชื่อสถานศึกษา", "อำเภอ/เขต", "ชื่อผู้บริหาร"],
    [1, 42010001, "บ้านหนอง", "เมืองเลย", "นายสมชาย ใจดี"], [2, 42010002, "บ้านหนอง", "เชียงคาน", None],
    [3, 42010003, "รร.ชุมชนบ้านนา", "เชียงคาน", "ผู้อำนวยการชำนาญการพิเศษ"], [4, 42010004, "วิทยาลัยชุมชนเลย", "เชียงคาน", None],
]  # fmt: skip


def headed(path: Path, rows: list[list[Any]]) -> None:
    """A file of rows: a workbook, a CSV of a Thai Excel, or a web page in TIS-620 that is named .xls."""
    if path.suffix == ".xlsx":
        write_xlsx(path, rows)
        return
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if path.suffix == ".csv":
        path.write_bytes("\n".join(map(",".join, texts)).encode("cp874"))
        return
    cells = "".join("<tr>" + "".join(f"<td nowrap>{cell}&nbsp;" for cell in row) + "</tr>" for row in texts)
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=tis-620"></head><table>{cells}</table>'
    path.write_bytes(page.encode("cp874"))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".xls"])
def test_a_list_of_schools_is_read_as_a_ministry_gives_it(suffix: str, tmp_path: Path) -> None:
    headed(tmp_path / f"schools{suffix}", HEADED)
    found = directory.read(tmp_path / "schools.csv")
    assert [(one.code, one.name, one.district, one.head) for one in found] == [
        ("42010001", "โรงเรียนบ้านหนอง", "เมืองเลย", "ผู้อำนวยการโรงเรียนบ้านหนอง"),
        ("42010002", "โรงเรียนบ้านหนอง", "เชียงคาน", "ผู้อำนวยการโรงเรียนบ้านหนอง"),
        ("42010003", "โรงเรียนชุมชนบ้านนา", "เชียงคาน", "ผู้อำนวยการชำนาญการพิเศษ"),
        ("42010004", "วิทยาลัยชุมชนเลย", "เชียงคาน", "ผู้อำนวยการวิทยาลัยชุมชนเลย"),
    ]


@pytest.mark.parametrize(("typed", "codes"), [
    ("รร.บ้านหนอง (เชียงคาน)", "2"), ("โรงเรียนบ้านหนอง อ.เมืองเลย", "1"), ("42010002", "2"), ("ร.ร.ชุมชนบ้านนา", "3"), ("ทุกแห่ง", "1 2 3 4"),
])  # fmt: skip
def test_of_two_schools_of_one_name_the_one_that_is_meant_is_read(typed: str, codes: str, tmp_path: Path) -> None:
    headed(tmp_path / "schools.csv", HEADED)
    schools = directory.read(tmp_path / "schools.csv")
    assert directory.doubled(schools, typed) is None
    found, _ = directory.pick(schools, typed)
    assert [one.code[-1] for one in found] == codes.split()
    assert directory.pick(schools, "\n".join(one.typed for one in found))[0] == found


def test_the_name_of_two_schools_is_asked_about(tmp_path: Path) -> None:
    headed(tmp_path / "schools.csv", HEADED)
    office = replace(OFFICE, root=tmp_path.parent / tmp_path.name)
    (tmp_path / "data").mkdir()
    (tmp_path / "schools.csv").rename(tmp_path / "data" / "schools.csv")
    _, wrong = read(Field("to", "เรียน", "receivers", directory="schools"), "บ้านหนอง", Place("a.xlsx"), office)
    assert wrong and wrong.code == "E135" and "42010001 เมืองเลย, 42010002 เชียงคาน" in wrong.text


@pytest.mark.parametrize(("typed", "name", "head"), [
    ("อบต.โคก", "องค์การบริหารส่วนตำบลโคก", "นายกองค์การบริหารส่วนตำบลโคก"), ("ทต.ภู", "เทศบาลตำบลภู", "นายกเทศมนตรีตำบลภู"),
    ("เทศบาลเมืองเลย", "เทศบาลเมืองเลย", "นายกเทศมนตรีเมืองเลย"), ("อบจ.เลย", "องค์การบริหารส่วนจังหวัดเลย", "นายกองค์การบริหารส่วนจังหวัดเลย"),
])  # fmt: skip
def test_a_local_government_has_its_name_and_head(typed: str, name: str, head: str, tmp_path: Path) -> None:
    headed(tmp_path / "localgov.csv", [["ชื่อ อปท."], [typed]])
    assert [(one.name, one.head) for one in directory.read(tmp_path / "localgov.csv")] == [(name, head)]


@pytest.mark.parametrize(("headings", "row", "name", "position"), [
    (["คำนำหน้า", "ชื่อ", "สกุล", "ตำแหน่ง"], ["นาย", "สมชาย", "ใจดี", "ครู"], "นายสมชาย ใจดี", "ครู"),
    (["prefix_name", "fname", "lname", "position"], ["นาง", "สมศรี", "ใจดี", "ครู"], "นางสมศรี ใจดี", "ครู"),
    (["ที่", "ชื่อ-นามสกุล", "ตำแหน่ง", "ระดับ"], ["1", "นายสมชาย ใจดี", "นักวิชาการศึกษา", "ชำนาญการ"], "นายสมชาย ใจดี", "นักวิชาการศึกษาชำนาญการ"),
    (["name", "position"], ["นายสมชาย ใจดี", "ครู"], "นายสมชาย ใจดี", "ครู"),
    (["คำนำหน้านาม", "ชื่อตัว", "ชื่อสกุล", "ชื่อตำแหน่ง"], ["นาย", "สมชาย", "ใจดี", "ครู"], "นายสมชาย ใจดี", "ครู"),
])  # fmt: skip
def test_people_are_read_as_their_lists_give_them(headings: list[str], row: list[str], name: str, position: str, tmp_path: Path) -> None:
    headed(tmp_path / "people.xls", [["บัญชีรายชื่อบุคลากร"], headings, row])
    (found,) = lists.people(tmp_path / "people.csv")
    assert (found["name"], found["position"]) == (name, position)


def test_a_list_under_the_wrong_name_or_twice_is_refused(tmp_path: Path) -> None:
    headed(tmp_path / "people.csv", HEADED)
    with pytest.raises(GenError, match=r"E506 .*people\.csv"):
        lists.people(tmp_path / "people.csv")
    headed(tmp_path / "people.csv", [["ชื่อ"], *([f"โรงเรียนบ้าน{n}"] for n in "กขค")])
    with pytest.raises(GenError, match=r"E512 .*หน่วยงาน ไม่ใช่รายชื่อบุคลากร"):
        lists.people(tmp_path / "people.csv")
    headed(tmp_path / "schools.csv", [["ชื่อ"], *([f"นาย{n} ใจดี"] for n in "กขค")])
    with pytest.raises(GenError, match=r"E512 .*บุคคล ไม่ใช่รายชื่อหน่วยงาน"):
        directory.read(tmp_path / "schools.csv")
    headed(tmp_path / "people.xlsx", HEADED)
    with pytest.raises(GenError, match=r"E511 .*people\.csv และ data/people\.xlsx"):
        lists.people(tmp_path / "people.csv")


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
