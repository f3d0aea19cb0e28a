"""Every message has a stable code, says where, and never shows a whole citizen ID."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.cli.door import REMEDIES, worded
from generator.errors import MESSAGES, NEXT, GenError, Place, Problems, problem, quoted

PACKAGE = Path(__file__).parent.parent / "generator"


def test_a_problem_says_where_what_and_an_example() -> None:
    place = Place("order.xlsx", "บุคลากร", "C7")
    said = problem("E103", place, label="วันที่", found="๓๑ กุมภาพันธ์ ๒๕๖๒", why="ไม่มีในปฏิทิน", example="๒๘ กุมภาพันธ์ ๒๕๖๒")
    assert str(said) == (
        'E103 order.xlsx › บุคลากร › C7 (วันที่): "๓๑ กุมภาพันธ์ ๒๕๖๒" ไม่มีในปฏิทิน — ใส่เช่น ๒๘ กุมภาพันธ์ ๒๕๖๒'
    )
    assert said.fatal and not problem("W501").fatal


def test_an_error_of_many_problems_lists_them_all() -> None:
    error = Problems([problem("E101", Place("a.xlsx")), problem("E301", file="b.xlsx")])
    assert isinstance(error, GenError) and str(error).count("\n") == 1 and error.code == "E101"


@pytest.mark.parametrize("typed", ["1100700123450", "1-1007-00123-45-0", "๑๑๐๐๗๐๐๑๒๓๔๕๐", "เลข 1 1007 00123 45 0 ครับ"])
def test_a_citizen_id_is_masked_in_every_message(typed: str) -> None:
    assert "×-××××-×××××-××-×" in quoted(typed) and not re.search(r"\d{4}", quoted(typed))


def test_a_long_value_is_shortened_and_stays_on_one_line() -> None:
    assert len(quoted("ก" * 500)) <= 62 and "\n" not in quoted("ก\nข")


def test_every_code_is_used_and_every_used_code_is_known() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    used = set(re.findall(r'"([EW]\d{3})"(?!: \()', source))
    assert used == set(MESSAGES), f"unused {sorted(set(MESSAGES) - used)}, unknown {sorted(used - set(MESSAGES))}"


def test_the_thai_of_a_message_is_thai_and_its_explanation_is_english() -> None:
    for code, (thai, english) in MESSAGES.items():
        assert re.search(r"[ก-๙]", thai) or "{why}" in thai, code
        assert english.isascii() and english.endswith("."), code


def test_no_message_names_a_command_and_the_door_knows_words_for_every_act_that_helps() -> None:
    for code, (thai, _) in MESSAGES.items():
        assert not re.search(r"\bgen [a-z]|(?<!\w)--[a-z]", thai), code
    assert set(NEXT) <= set(MESSAGES)
    assert {act for acts in NEXT.values() for act in acts} == set(REMEDIES)
    said = worded(problem("E864", Place("ก.docx")))
    assert said == "E864 ก.docx: ยังไม่มีเลขที่หรือวันที่ — ออกเลขก่อน หรือพิมพ์เป็นร่าง (สั่ง gen issue หรือ พิมพ์ร่างด้วย --draft)"


def test_a_problem_keeps_its_facts_as_plain_data_without_a_citizen_id() -> None:
    said = problem("E618", other="ก.docx", number=Path("218"))
    assert said.facts == {"other": "ก.docx", "number": "218"} and said == problem("E618", other="ก.docx", number="218")
    assert problem("E112", found="1100700123450", why="ผิด").facts["found"] == "×-××××-×××××-××-×"
    assert json.dumps(dict(said.facts)) and hash(said)


@pytest.mark.parametrize(("cell", "row", "column"), [("B3", 3, 2), ("A1", 1, 1), ("AA10", 10, 27), ("บรรทัด 4", 0, 0), ("", 0, 0)])
def test_a_place_in_a_table_knows_its_row_and_column(cell: str, row: int, column: int) -> None:
    place = Place("a.xlsx", "บุคลากร", cell)
    assert (place.row, place.column) == (row, column)


def test_what_is_only_missing_is_told_from_what_is_wrong() -> None:
    assert problem("E101").is_missing and problem("E130", least=1).is_missing and not problem("E116").is_missing
