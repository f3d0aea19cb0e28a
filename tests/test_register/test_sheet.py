"""Books on paper: printed in the columns of the form, and the office's old book taken over."""

from __future__ import annotations

import csv
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import GenError, Problems
from generator.register import (
    ISSUED,
    RESERVED,
    VOID,
    Entry,
    count_circulars_apart,
    export,
    find,
    gaps,
    import_rows,
    open_register,
    reserve,
    rows,
    seal,
    take,
    take_all,
    verify,
    void,
)

JUNE = date(2019, 6, 7)
OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต 1"


def printed(register, series: str, path, code: str = "", year: int = 2562):
    """The sheet of an export, as another library reads it."""
    export(register, series, year, path, OFFICE, code)
    return openpyxl.load_workbook(path).worksheets[0]


def cells(sheet) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_sent_letters_stand_in_the_columns_of_form_14(small, tmp_path):
    take(small, Entry("letter", JUNE, "ขอเชิญประชุม ครั้งที่ 3", "ก", sent_from="กลุ่มนโยบายและแผน", sent_to="ผอ.รร. ทุกโรง", operation="ส่งทาง e-office 2"))
    take(small, Entry("letter", JUNE, "แจ้งเวียน", "ข", circular=True, remark="ด่วนที่สุด"))
    assert cells(printed(small, "letter", tmp_path / "ส่ง.xlsx", "ศธ 04022")) == [
        ["ทะเบียนหนังสือส่ง ประจำปี พ.ศ. ๒๕๖๒", *[""] * 7],
        ["สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑", *[""] * 7],
        ["เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"],
        ["๑", "ศธ ๐๔๐๒๒/๑", "๗ มิถุนายน ๒๕๖๒", "กลุ่มนโยบายและแผน", "ผอ.รร. ทุกโรง", "ขอเชิญประชุม ครั้งที่ ๓", "ส่งทาง e-office ๒", ""],
        ["ว ๒", "ศธ ๐๔๐๒๒/ว ๒", "๗ มิถุนายน ๒๕๖๒", "", "", "แจ้งเวียน", "", "ด่วนที่สุด"],
    ]


def test_orders_stand_in_the_columns_of_the_district(small, tmp_path):
    take_all(small, [Entry("order", JUNE, "=ชื่อเรื่อง", str(n)) for n in range(2)])
    void(small, "order", 2562, 2, "ลงวันที่ผิด")
    reserve(small, "order", JUNE, "คำสั่งด่วน")
    found = cells(printed(small, "order", tmp_path / "คำสั่ง.xlsx"))
    assert found[0][0] == "ทะเบียนคำสั่ง ประจำปี พ.ศ. ๒๕๖๒"
    assert found[2:] == [
        ["เลขทะเบียน", "ปี", "ที่คำสั่ง", "เรื่อง", "สั่ง ณ วันที่", "หมายเหตุ", "ผู้ลงทะเบียน", "วันลงทะเบียน"],
        ["๑", "๒๕๖๒", "๑/๒๕๖๒", "=ชื่อเรื่อง", "๗ มิถุนายน ๒๕๖๒", "", "สมศรี", "๗ มิถุนายน ๒๕๖๒"],
        ["๒", "๒๕๖๒", "๒/๒๕๖๒", "=ชื่อเรื่อง", "๗ มิถุนายน ๒๕๖๒", "ยกเลิก: ลงวันที่ผิด", "สมศรี", "๗ มิถุนายน ๒๕๖๒"],
        ["๓", "๒๕๖๒", "๓/๒๕๖๒", "", "๗ มิถุนายน ๒๕๖๒", "จอง: คำสั่งด่วน", "สมศรี", "๗ มิถุนายน ๒๕๖๒"],
    ]


def test_the_printed_sheet_is_landscape_a4_in_sarabun_with_its_head_on_every_page_and_a_seal(small, tmp_path):
    take(small, Entry("certificate", JUNE, "รับรองเงินเดือน", sent_to="นางสาวมาลี ใจดี"))
    sheet = printed(small, "certificate", tmp_path / "รับรอง.xlsx")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, int(sheet.page_setup.fitToHeight)) == (True, 0)
    assert sheet.print_title_rows == "$1:$3"
    assert seal(small) in sheet.oddFooter.left.text
    fonts = {(cell.font.name, cell.font.size) for row in sheet.iter_rows() for cell in row if cell.value}
    assert fonts == {("TH SarabunPSK", 16), ("TH SarabunPSK", 14)}
    assert all(cell.border.left.style == "thin" for row in sheet.iter_rows(min_row=3) for cell in row)
    assert "นางสาวมาลี ใจดี" in cells(sheet)[3]


def test_circulars_apart_are_a_register_of_their_own(small, tmp_path):
    count_circulars_apart(small, "letter", 2562, True)
    take(small, Entry("letter", JUNE, "เวียน", circular=True))
    assert cells(printed(small, "letter-ว", tmp_path / "เวียน.xlsx", "ศธ 04022"))[3][:2] == ["ว ๑", "ศธ ๐๔๐๒๒/ว ๑"]


def test_an_export_overwrites_nothing(small, tmp_path):
    take(small, Entry("order", JUNE, "เรื่อง"))
    assert export(small, "order", 2562, tmp_path / "ก.xlsx", OFFICE) == 1
    with pytest.raises(GenError, match=r"^E602"):
        export(small, "order", 2562, tmp_path / "ก.xlsx", OFFICE)


WORDS = st.text("กขคงิ่้ำ ๑5=A/\"'-", max_size=15)
LIVES = st.lists(st.tuples(st.sampled_from([ISSUED, VOID, RESERVED]), WORDS, WORDS, st.integers(0, 3)), min_size=1, max_size=12)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES, series=st.sampled_from(["order", "announcement", "certificate", "letter", "minutes"]))
def test_what_is_exported_can_be_imported(lives, series, tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")
    with open_register(folder / "a.db", "สมศรี", JUNE) as old, open_register(folder / "b.db", "สมชาย", JUNE) as new:
        days = sorted(day for _, _, _, day in lives)
        for (state, subject, reason, _), day in zip(lives, days, strict=True):
            day = date(2019, 6, 7 + day)
            if state == RESERVED:
                reserve(old, series, day, f"ก{reason}")
                continue
            row = take(old, Entry(series, day, f"ก{subject}", remark=reason, circular=series == "letter" and day.day == 8))
            if state == VOID:
                void(old, series, 2562, row.number, f"ก{reason}")
        before = rows(old, series, 2562)
        export(old, series, 2562, folder / "book.xlsx", OFFICE, "ศธ 04022" if series == "letter" else "")
        done = import_rows(new, series, folder / "book.xlsx", 2562)
        assert (done.added, done.same, done.notices) == (len(lives), 0, ())
        facts = ("number", "state", "day", "subject", "remark", "circular", "sent_to")
        show = lambda row: [getattr(row, key) for key in facts] + [row.reason if row.state != ISSUED else ""]  # noqa: E731
        assert list(map(show, rows(new, series, 2562))) == list(map(show, before))
        assert import_rows(new, series, folder / "book.xlsx", 2562).same == len(lives)
        assert verify(new) == []


def sheet(path, *lines):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def test_the_book_of_an_office_is_taken_over_and_goes_on(small, tmp_path):
    path = sheet(
        tmp_path / "คำสั่ง 2562.csv",
        ["ทะเบียนคุมคำสั่ง"],
        ["ที่", "เรื่อง", "ลงวันที่", "หมายเหตุ"],
        ["๒๑๕/๒๕๖๒", "แต่งตั้งคณะกรรมการ", "๓ มิ.ย. ๒๕๖๒", ""],
        ["217/2562", "ยกเลิกคำสั่ง", "7/6/2562", "ส่งแล้ว"],
        [],
        ["216", "", "4 มิ.ย. 62", "ยกเลิก"],
        ["218", "", "", "จองไว้ กลุ่มบุคคล"],
    )
    done = import_rows(small, "order", path, 2562)
    assert (done.added, done.notices) == (4, ())
    assert [(row.number, row.state, row.day, row.reason, row.clerk) for row in rows(small, "order", 2562)] == [
        (215, ISSUED, date(2019, 6, 3), "", "สมศรี"), (216, VOID, date(2019, 6, 4), "ยกเลิก", "สมศรี"),
        (217, ISSUED, JUNE, "", "สมศรี"), (218, RESERVED, None, "ไว้ กลุ่มบุคคล", "สมศรี"),
    ]  # fmt: skip
    assert gaps(small, "order", 2562) == []
    assert take(small, Entry("order", JUNE, "เรื่องใหม่")).number == 219
    assert take(small, Entry("order", JUNE, "เรื่องที่จอง", number=218)).state == ISSUED
    with pytest.raises(Problems, match=r"^E724 ข.csv › A2: เลขที่ 215/2562 .*แต่งตั้งคณะกรรมการ"):
        import_rows(small, "order", sheet(tmp_path / "ข.csv", ["ที่", "เรื่อง", "ลงวันที่"], ["215", "อื่น", "3 มิ.ย. 62"]))


def test_dates_that_run_backwards_in_an_old_book_are_kept_and_said(small, tmp_path):
    path = sheet(tmp_path / "ก.csv", ["เลขทะเบียน", "เรื่อง", "สั่ง ณ วันที่"], ["1", "ก", "7 มิ.ย. 62"], ["2", "ข", "6 มิ.ย. 62"])
    done = import_rows(small, "order", path)
    assert [str(notice) for notice in done.notices] == [
        "W701 ก.csv › A3: เลขที่ 2/2562 ลงวันที่ 6 มิถุนายน 2562 ก่อนเลขที่ 1/2562 ซึ่งลงวันที่ 7 มิถุนายน 2562"
    ]
    assert find(small, "order", 2562, 2).forced


def test_all_mistakes_of_an_old_book_are_said_at_their_cells_and_nothing_is_taken(small, tmp_path):
    path = sheet(
        tmp_path / "ก.csv",
        ["เลขทะเบียน", "ปี", "เรื่อง", "สั่ง ณ วันที่"],
        ["หนึ่ง", "2562", "ก", "7 มิ.ย. 62"],
        ["2", "2562", "ข", "31 มิ.ย. 62"],
        ["3", "2562", "ค", "7 มิ.ย. 2561"],
        ["4", "2562", "ง", ""],
        ["5", "2562", "จ", "7 มิ.ย. 62"],
        ["5", "2562", "ฉ", "7 มิ.ย. 62"],
    )
    with pytest.raises(Problems) as caught:
        import_rows(small, "order", path)
    assert [(problem.code, problem.place.cell) for problem in caught.value.problems] == [
        ("E722", "A2"), ("E102", "D3"), ("E725", "D4"), ("E727", "A5"), ("E723", "A7"), ("W705", ""),
    ]  # fmt: skip
    assert rows(small, "order", 2562) == []


def test_a_file_that_is_no_register(small, tmp_path):
    with pytest.raises(GenError, match=r"^E726 .*เลขทะเบียนส่ง และ เรื่อง"):
        import_rows(small, "letter", sheet(tmp_path / "ก.csv", ["ชื่อ", "สกุล"], ["ก", "ข"]))
