"""Books as offices keep them: what is meant is read, the rest is told row by row, and what would be taken is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import GenError, Problems
from generator.register import ISSUED, RESERVED, VOID, import_rows, rows

HEAD = "เลขทะเบียน,ปี,เรื่อง,สั่ง ณ วันที่,หมายเหตุ"


def taken(register, folder: Path, *lines: str, head: str = HEAD, series: str = "order"):
    file = folder / "สมุดเดิม.csv"
    file.write_text("\n".join([head, *lines]), encoding="utf-8-sig")
    return import_rows(register, series, file)


@pytest.mark.parametrize(("typed", "number"), [("1/62", 1), ("2/2562", 2), ("๓/๖๒", 3), ("ที่ 4/62", 4), ("5.", 5), ("006", 6)])
def test_a_number_with_its_year(small, tmp_path, typed, number):
    taken(small, tmp_path, f"{typed},ก,5 มกราคม 2562", head="ที่คำสั่ง,เรื่อง,สั่ง ณ วันที่")
    assert [row.number for row in rows(small, "order", 2562)] == [number]


@pytest.mark.parametrize("typed", ["ว.3", "ว. 3", "ว3", "ว 3", "ว๓/2562", "ว/3", "ว.3/62"])
def test_a_circular(small, tmp_path, typed):
    head = "เลขทะเบียนส่ง,ที่,ลงวันที่,จาก,ถึง,เรื่อง"
    taken(small, tmp_path, f"{typed},ศธ 04188/{typed},6 มกราคม 2562,กลุ่ม,ทุกโรง,ค", head=head, series="letter")
    assert [(row.number, row.circular) for row in rows(small, "letter", 2562)] == [(3, True)]


@pytest.mark.parametrize("line", [
    "รวม 1 ฉบับ,,,,", "รวมทั้งสิ้น,,3 เรื่อง,,", ",,รวม 3 เรื่อง,,", "ยอดยกไป,,,,",
    "มกราคม 2562,,,,", "เดือนกุมภาพันธ์ ๒๕๖๒,,,,", "ม.ค. 62,,,,", "ประจำเดือน มีนาคม,,,,",
])  # fmt: skip
def test_totals_and_months_are_no_numbers(small, tmp_path, line):
    done = taken(small, tmp_path, "1,2562,ก,5 มกราคม 2562,", line, "2,2562,ข,6 มกราคม 2562,")
    assert (done.added, [found.code for found in done.notices]) == (2, ["W704"])


def test_an_inserted_number_is_left_out_and_told(small, tmp_path):
    done = taken(small, tmp_path, "1,2562,ก,5 มกราคม 2562,", "2,2562,ข,6 มกราคม 2562,", "2/1,2562,แทรก,6 มกราคม 2562,")
    assert done.added == 2 and [found.code for found in done.notices] == ["W703"]
    assert "2/1" in done.notices[0].text and done.notices[0].place.cell == "A4"


def test_a_range_is_each_of_its_numbers(small, tmp_path):
    taken(small, tmp_path, "1-3,2562,แต่งตั้งกรรมการคุมสอบ,5 มกราคม 2562,", "๔ ถึง ๕,2562,ข,6 มกราคม 2562,")
    assert [(row.number, row.subject) for row in rows(small, "order", 2562)] == [
        (1, "แต่งตั้งกรรมการคุมสอบ"), (2, "แต่งตั้งกรรมการคุมสอบ"), (3, "แต่งตั้งกรรมการคุมสอบ"), (4, "ข"), (5, "ข"),
    ]


@pytest.mark.parametrize("mark", ['""""', "〃", "”", "''", "-\"-", "เช่นเดียวกัน", "-ditto-"])
def test_a_ditto_mark_is_what_stands_above(small, tmp_path, mark):
    taken(small, tmp_path, "1,2562,แต่งตั้งกรรมการ,5 มกราคม 2562,", f"2,2562,{mark},{mark},")
    assert len({(row.subject, row.day) for row in rows(small, "order", 2562)}) == 1


@pytest.mark.parametrize("line", [
    "1,2562,ก,5 มกราคม 2562,ยกเลิก", "1,2562,ก,,(ยกเลิก) พิมพ์ผิด", "1,2562,ยกเลิก,,", "1,2562,ก,,เลขเสีย",
    "1,2562,ก,,ไม่ใช้", "1,2562,*ยกเลิกเลข*,,", "1,2562,ก,,ขอยกเลิก", "1,2562,ก,ยกเลิก,", "1,2562,ก,,VOID",
])  # fmt: skip
def test_a_voided_entry_comes_in_as_void(small, tmp_path, line):
    taken(small, tmp_path, line)
    assert [row.state for row in rows(small, "order", 2562)] == [VOID]


@pytest.mark.parametrize(("line", "state"), [
    ("1,2562,ยกเลิกคำสั่งที่ 5/2561,5 มกราคม 2562,", ISSUED), ("1,2562,ก,5 มกราคม 2562,ยกเลิกคำสั่งที่ 5/2561", ISSUED),
    ("1,2562,การยกเลิกการสอบ,5 มกราคม 2562,แทนเลขที่ยกเลิก", ISSUED), ("1,2562,ก,,จองไว้ให้กลุ่มบุคคล", RESERVED),
])  # fmt: skip
def test_an_entry_that_is_about_a_revocation_is_not_void(small, tmp_path, line, state):
    taken(small, tmp_path, line)
    assert [row.state for row in rows(small, "order", 2562)] == [state]


def test_more_cells_than_headings_are_told(small, tmp_path):
    with pytest.raises(GenError, match=r"E731 สมุดเดิม\.csv › F2: .*จุลภาค"):
        taken(small, tmp_path, "1,2562,แต่งตั้ง, ย้าย,5 มกราคม 2562,x")
    with pytest.raises(GenError, match=r"E731 สมุดเดิม\.csv › D2: แถวนี้มี 6 ช่อง แต่หัวตารางมี 5 ช่อง"):
        taken(small, tmp_path, "1,2562,แต่งตั้ง, ย้าย,5 มกราคม 2562,")


def test_what_would_be_taken_is_shown_beside_what_is_wrong(small, tmp_path):
    with pytest.raises(Problems) as told:
        taken(small, tmp_path, "1,2562,ก,5 มกราคม 2562,", "2,2562,ข,32 มกราคม 2562,", "x,2562,ค,7 มกราคม 2562,", "4,2562,ง,7 มกราคม 2562,")
    assert [found.code for found in told.value.problems] == ["E102", "E722", "W705"]
    assert "2 เลข" in told.value.problems[-1].text and "1/2562 5 มกราคม 2562 ก" in told.value.problems[-1].text
    assert rows(small, "order", 2562) == []
