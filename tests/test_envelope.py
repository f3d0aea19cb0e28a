"""Envelopes and labels of letters: number and receiver as the letters have them, addresses where they are typed."""

from __future__ import annotations

from pathlib import Path

from generator.services.cases import cells_of
from generator.services.sheet import SheetRequest, write_sheet
from tests import made, paper


def test_letters_give_the_rows_of_the_workbook(tmp_path: Path) -> None:
    letters = tuple(path for path in made.papers("nonformal") if path.name.startswith("หนังสือประสาน") and path.suffix == ".docx")
    sheet = write_sheet(made.office(), SheetRequest("envelope", tmp_path / "ซอง.xlsx", letters=letters))
    rows = cells_of(made.form("envelope"), made.office(), sheet)["ซอง"]
    assert len(rows) == 5 and {row[0].replace("\xa0", " ") for row in rows} == {"ศธ ๐๔xxx/ว ๔๑๘๐"}  # the set to print has the same five
    assert ("นมัสการ", "เจ้าอาวาสวัดป่าสมมติ") in {(row[1], row[2]) for row in rows}
    assert ("เรียน", "ผู้อำนวยการสำนักงานส่งเสริมการเรียนรู้ประจำจังหวัดเลย") in {(row[1], row[2]) for row in rows}


def test_an_envelope_has_an_address_only_where_one_is_typed() -> None:
    case = made.cases("envelope")[0]
    school, monk = [paper.plain(paper.text(made.rendered("envelope", case, "envelope", n))) for n in (0, 1)]
    assert "อำเภอเมืองเลย จังหวัดเลย ๔๒๐๐๐" in school and "ด่วนที่สุด" in school
    assert monk.rstrip().endswith("นมัสการ  เจ้าอาวาสวัดป่าสมมติ") and "ด่วน" not in monk


def test_all_receivers_stand_on_the_labels() -> None:
    (labels,) = made.words("envelope", "ป้ายที่อยู่")
    assert labels.count("เรียน  ") == 1 and labels.count("นมัสการ  ") == 1


def test_an_envelope_is_no_letter_with_parts_missing() -> None:
    assert [one for one in made.examples("envelope").notices if one.code == "W170"] == []
