"""Names, ranks, codes and lists as offices write them: read as a person reads them, or told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.case import read_cases
from generator.errors import Problems
from generator.thai import TITLES, DocNumber, Money, Person, Unreadable
from generator.thai.titles import split_titles
from tests import made, slips


@pytest.mark.parametrize(("typed", "title", "given", "family"), [
    ("พ.อ. (พิเศษ) สมชาย ใจดี", "พันเอก (พิเศษ)", "สมชาย", "ใจดี"), ("น.อ.(พิเศษ)หญิง สมหญิง ใจดี", "นาวาอากาศเอก (พิเศษ)หญิง", "สมหญิง", "ใจดี"),
    ("ว่าที่ร้อยตรี (หญิง) สมหญิง ใจดี", "ว่าที่ร้อยตรีหญิง", "สมหญิง", "ใจดี"), ("นายดาบตำรวจสมชาย ใจดี", "นายดาบตำรวจ", "สมชาย", "ใจดี"),
    ("นาง สาว สมหญิง ใจดี", "นางสาว", "สมหญิง", "ใจดี"), ("ร.ท.น.พ.สมชาย ใจดี", "ร้อยโท นายแพทย์", "สมชาย", "ใจดี"),
    ("พ.ญ.สมหญิง ใจดี", "แพทย์หญิง", "สมหญิง", "ใจดี"), ("ทญ.สมหญิง ใจดี", "ทันตแพทย์หญิง", "สมหญิง", "ใจดี"),
    ("พระมหาสมชาย สุจิตฺโต, ดร.", "พระมหา", "สมชาย", "สุจิตฺโต, ดร."), ("นายสมชาย ใจดี, Ph.D.", "นาย", "สมชาย", "ใจดี, Ph.D."),
    ("นายสมชาย\nใจดี", "นาย", "สมชาย", "ใจดี"), ("นางสาวมารีอา ซานโตส เดลา ครูซ", "นางสาว", "มารีอา", "ซานโตส เดลา ครูซ"),
    ("บาทหลวงเปโตร สมมติ", "บาทหลวง", "เปโตร", "สมมติ"), ("ดช.ภูผา สมิท", "เด็กชาย", "ภูผา", "สมิท"),
])  # fmt: skip
def test_a_name_is_taken_apart(typed: str, title: str, given: str, family: str) -> None:
    person = Person.parse(typed)
    assert (person.title, person.given, person.family) == (title, given, family)
    assert Person.parse(person.typed) == person


@pytest.mark.parametrize("behind", ["", "หญิง", " (พิเศษ)", " (พิเศษ)หญิง"])
def test_name_to_parts_to_paper_to_name_for_every_title(behind: str) -> None:
    for title in sorted(TITLES):
        for space in ("", " "):
            typed = f"{title}{behind}{space if not behind else ' '}สมจิตต์ ใจดี"
            person = Person.parse(typed)
            assert Person.parse(str(person)) == person and Person.parse(person.typed) == person, typed
            if not behind and (title.endswith(".") or space):
                assert split_titles(typed)[0] and person.name == "สมจิตต์ ใจดี", typed


@pytest.mark.parametrize(("typed", "prefix", "running"), [
    ("กค (กวจ) ๐๔๐๕.๒/123", "กค (กวจ) 0405.2", 123), ("กษ ๐๒๐๒.๒ (๑)/123", "กษ 0202.2 (1)", 123), ("๕๑๐๐๐๐/123", "510000", 123),
    ("510000/ว 12", "510000", 12), ("ศธ 04001/ว 123", "ศธ 04001", 123),
])  # fmt: skip
def test_codes_of_offices_are_read(typed: str, prefix: str, running: int) -> None:
    number = DocNumber.parse(typed)
    assert (number.prefix, number.running, number.year) == (prefix, running, 0) and DocNumber.parse(number.typed) == number
    assert DocNumber.parse("12345/2569").year == 2569


@pytest.mark.parametrize("typed", ["15,000 บาท (หนึ่งหมื่นห้าพันบาท)", "15,000 บาท (-หนึ่งหมื่นห้าพันบาทถ้วน-)", "15,000 บาท (=หนึ่งหมื่นห้าพันบาทถ้วน=)"])
def test_an_amount_comes_with_its_words_in_their_ways(typed: str) -> None:
    assert str(Money.parse(typed)) == "15,000"


@pytest.mark.parametrize(("headings", "row", "name"), [
    (["คำนำหน้า", "ชื่อ - สกุล"], ["นาย", "สมชาย ใจดี"], "นายสมชาย ใจดี"), (["คำนำหน้าชื่อ", "ชื่อ - สกุล"], ["นาย", "นายสมชาย ใจดี"], "นายสมชาย ใจดี"),
    (["คำนำหน้า", "ชื่อ", "นามสกุล"], ["นางสาว", "สมหญิง", "ใจดี"], "นางสาวสมหญิง ใจดี"), (["ยศ", "ชื่อ", "สกุล"], ["พ.ต.อ.", "สมชาย", "ใจดี"], "พันตำรวจเอก สมชาย ใจดี"),
    (["ชื่อ", "นามสกุล"], ["นายสมชาย", "ใจดี"], "นายสมชาย ใจดี"),
])  # fmt: skip
def test_a_name_in_several_columns_is_one(headings: list[str], row: list[str], name: str) -> None:
    form, sheets = made.form("order"), slips.good("order")
    rest = sheets["บุคลากร"][0][1:]
    sheets["บุคลากร"] = [["ที่", *headings, *rest], [1, *row, "ครู", "งานทะเบียน", None]]
    (case,), said = slips.read(form, sheets)
    assert [one.typed for one in (person["name"] for person in case.values["people"])] == [name] and said == []


def test_a_comma_that_was_not_quoted_is_refused_and_a_cell_without_heading_is_told(tmp_path: Path) -> None:
    file = tmp_path / "หนังสือรับรอง.csv"
    file.write_text("ผู้ได้รับการรับรอง,ข้อความรับรอง\nนายสมชาย ใจดี,ได้รับเงินเดือน 15,000 บาท\n", encoding="utf-8")
    with pytest.raises(Problems) as refused:
        read_cases(made.form("certificate"), file, made.office())
    assert refused.value.code == "E211" and "C2" in str(refused.value)
    sheets: dict[str, list[list[Any]]] = {"หนังสือรับรอง": [["ผู้ได้รับการรับรอง", "ข้อความรับรอง"], ["นายสมชาย ใจดี", "เป็นครูจริง", "000"]]}
    assert [one.code for one in slips.read(made.form("certificate"), sheets)[1]] == ["W211"]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize(("number", "code", "shown"), [
    (812345678, "0000000000", "0812345678"), (42811234, "00-0000-0000", "00-4281-1234"), (0.05, "0%", "5%"), (0.125, "0.00%", "12.50%"),
    (15000, '#,##0.00 "บาท"', "15,000.00 บาท"), (7, "000", "007"),
])  # fmt: skip
def test_a_text_is_what_the_format_of_a_number_shows_and_a_number_is_the_number(
    number: float, code: str, shown: str, suffix: str, tmp_path: Path
) -> None:
    from generator.errors import Place
    from generator.fields import Field, read
    from generator.source import read as read_file

    file = tmp_path / f"ก{suffix}"
    formatted(file, number, code, shown)
    raw, plain = read_file(file).tables[0].rows[0]  # type: ignore[union-attr]
    assert read(Field("x", "x"), raw, Place(), made.office())[0] == shown
    assert raw == number and plain == 12 and not hasattr(plain, "shown")


def formatted(file: Path, number: float, code: str, shown: str) -> None:
    """A workbook of two numbers, of which the first has a format."""
    if file.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        book.active["A1"], book.active["B1"] = number, 12
        book.active["A1"].number_format = code
        book.save(file)
    elif file.suffix == ".xls":
        import xlwt

        old = xlwt.Workbook()
        sheet = old.add_sheet("ก")
        sheet.write(0, 0, number, xlwt.easyxf(num_format_str=code))
        sheet.write(0, 1, 12)
        old.save(str(file))
    else:
        from odf import opendocument, table, text

        open_book = opendocument.OpenDocumentSpreadsheet()
        row = table.TableRow()
        for value, seen in ((number, shown), (12, "12")):
            cell = table.TableCell(valuetype="float", value=repr(value))
            cell.addElement(text.P(text=seen))
            row.addElement(cell)
        of = table.Table(name="ก")
        of.addElement(row)
        open_book.spreadsheet.addElement(of)
        open_book.save(str(file))


@pytest.mark.parametrize("code", ["General", "0", "0.00", "#,##0", "d/m/yyyy", "[$-41E]d mmmm yyyy", "mm:ss", "@", "[Red]0"])
def test_other_formats_say_nothing_more_than_the_number(code: str) -> None:
    from generator.source import formats

    assert not formats._tells(code)


@pytest.mark.parametrize("name", ["นายสมชาย ใจดี นางสมหญิง ใจงาม", "นายสมชาย ใจดี น.ส.สมหญิง ใจงาม"])
def test_two_persons_in_one_cell_are_not_one(name: str) -> None:
    with pytest.raises(Unreadable, match="มีมากกว่าหนึ่งคน"):
        Person.parse(name)


@pytest.mark.parametrize(("name", "twice"), [
    ("นาย นายสมชาย ใจดี", True), ("นางสาวนางสมหญิง ใจดี", True), ("เด็กหญิงนางแย้ม ใจดี", False), ("นายสมชาย นายกอง", False), ("นายนาย ใจดี", False),
])  # fmt: skip
def test_a_title_that_is_typed_twice(name: str, twice: bool) -> None:
    assert Person.parse(name).has_two_titles is twice


def test_a_mark_that_says_as_above_is_what_stands_above() -> None:
    form, sheets = made.form("order"), slips.good("order")
    sheets["บุคลากร"] += [["นายใหม่ ใจงาม", '"', "งานหนึ่ง"], ["นายเก่า ใจงาม", "〃", "งานสอง"]]
    (case,), said = slips.read(form, sheets)
    assert len({row["position"] for row in case.values["people"]}) == 1 and not said


@pytest.mark.parametrize(("headings", "row"), [
    (["ที่", "ชื่อ-นามสกุล", "ชื่อตำแหน่ง", "ปฏิบัติงานและรับผิดชอบ"], [1, "นายสมชาย ใจดี", "ครู", "งาน"]),
    (["ลำดับที่", "รายชื่อ", "ตำแหน่ง/วิทยฐานะ", "ปฏิบัติงานและรับผิดชอบ"], [1, "นายสมชาย ใจดี", "ครู", "งาน"]),
    (["prename", "fname", "lname", "position_name", "ปฏิบัติงานและรับผิดชอบ"], ["นาย", "สมชาย", "ใจดี", "ครู", "งาน"]),
])  # fmt: skip
def test_a_list_of_a_workbook_with_the_headings_of_a_ministry(headings: list[Any], row: list[Any]) -> None:
    sheets = slips.good("order")
    sheets["บุคลากร"] = [headings, row]
    (case,), said = slips.read(made.form("order"), sheets)
    (person,) = case.values["people"]
    assert (person["name"].typed, person["position"], said) == ("นายสมชาย ใจดี", "ครู", [])
