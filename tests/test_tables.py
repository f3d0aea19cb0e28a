"""A table of the clerk's own: a sheet as typed is a table of the paper, in every form that has a field of the type."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from generator.case import read_cases
from generator.fields import show
from generator.fields.table import Drawn, table
from generator.form import load
from generator.office import open_office, shipped
from generator.word.xml import find_all, parse

OFFICE = open_office(shipped("data").parent, date(2026, 11, 22))
MEMO = load(shipped("forms"), "memo")
MONEY = [
    ["ค่าใช้จ่ายในการอบรม"],
    ["ที่", "รายการ", "จำนวน", "ราคาต่อหน่วย", "เป็นเงิน"],
    ["1", "ค่าอาหาร", "30", "150.00", "4,500.00"],
    ["2", "ค่าวิทยากร", "6", "600.00", "3,600.00"],
    ["รวมทั้งสิ้น"],
]


def rows(cells: list[list[str]]) -> list[dict[str, str]]:
    return [{f"c{n}": text for n, text in enumerate(row, 1)} for row in cells]


def drawn(cells: list[list[str]]) -> list[list[tuple[str, str, str]]]:
    """The cells of the table in the paper: text, side and how many columns."""
    root = parse(f'<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                 f"{table(rows(cells)).__html__()}</w:body>".encode())
    return [
        [("".join(cell.itertext()), *side(cell)) for cell in find_all(row, "w:tc")] for row in find_all(root, "//w:tr")
    ]


def side(cell: object) -> tuple[str, str]:
    (jc,) = find_all(cell, "w:p/w:pPr/w:jc")
    span = find_all(cell, "w:tcPr/w:gridSpan")
    return jc.get(jc.keys()[0]), span[0].get(span[0].keys()[0]) if span else "1"


def test_numbers_stand_right_and_totals_are_worked_out() -> None:
    assert drawn(MONEY) == [
        [(head, "center", "1") for head in MONEY[1]],
        [("๑", "center", "1"), ("ค่าอาหาร", "left", "1"), ("๓๐", "right", "1"), ("๑๕๐.๐๐", "right", "1"), ("๔,๕๐๐.๐๐", "right", "1")],
        [("๒", "center", "1"), ("ค่าวิทยากร", "left", "1"), ("๖", "right", "1"), ("๖๐๐.๐๐", "right", "1"), ("๓,๖๐๐.๐๐", "right", "1")],
        [("รวมทั้งสิ้น", "center", "4"), ("๘,๑๐๐.๐๐", "right", "1")],
    ]


def test_a_typed_total_stays() -> None:
    typed = [*MONEY[:-1], ["รวม", "", "", "", "8,100"]]
    assert drawn(typed)[-1] == [("รวม", "center", "4"), ("๘,๑๐๐", "right", "1")]


def test_groups_have_totals_of_their_own() -> None:
    found = table(rows([["รายการ", "คน"], ["ก", "1"], ["รวม"], ["ข", "2"], ["ค", "3"], ["รวม"]]))
    assert [row.get("c2") for row in found] == ["คน", "1", "1", "2", "3", "5"]


def test_headings_come_again_on_each_page_and_the_title_stands_above() -> None:
    made = Drawn(table(rows(MONEY)))
    assert made.title == "ค่าใช้จ่ายในการอบรม" and made.xml.index("ค่าใช้จ่าย") < made.xml.index("<w:tbl>")
    assert made.xml.count("<w:tblHeader/>") == 1 and '<w:tblW w:w="5000" w:type="pct"/>' in made.xml


def test_a_group_goes_over_all_columns() -> None:
    found = drawn([["ก", "ข"], ["หมวดที่ 1"], ["ค", "ง"]])
    assert found[1] == [("หมวดที่\xa0๑", "left", "2")]


@pytest.mark.parametrize("cell", ["<w:p/>", "&amp;", "a@b.th", "]]>"])
def test_a_cell_is_text_whatever_it_holds(cell: str) -> None:
    assert drawn([["ก", "ข"], [cell, "ค"]])[1][0][0] == cell


def memo(tmp_path: Path, sheet: list[list[object]]) -> dict[str, object]:
    """The memo of a workbook whose table is a sheet as a clerk types it."""
    book = openpyxl.Workbook()
    book.active.title = "บันทึกข้อความ"
    typed = {"เรื่อง": "ขออนุมัติ", "เรียน": "ผู้อำนวยการ", "ข้อความ": "ด้วย", "ข้อความลงท้าย": "จึงเรียนมาเพื่อโปรดพิจารณา"}
    for pair in typed.items():
        book.active.append(pair)
    other = book.create_sheet("ตาราง")
    for row in sheet:
        other.append(row)
    book.save(tmp_path / "memo.xlsx")
    (case,), _ = read_cases(MEMO, tmp_path / "memo.xlsx", OFFICE)
    return case.values


def test_a_sheet_is_read_as_it_is_typed_or_under_our_headings(tmp_path: Path) -> None:
    bare: list[list[object]] = [["รายการ", "บาท"], ["ก", 1500], [None, None], ["รวม"]]
    headed: list[list[object]] = [[f"ช่อง {n}" for n in range(1, 13)], *bare]
    first, second = memo(tmp_path, bare)["table"], memo(tmp_path, headed)["table"]
    assert first == second
    assert [(row["c1"], row["c2"]) for row in first] == [("รายการ", "บาท"), ("ก", "1500"), ("รวม", "1500")]


def test_a_table_in_yaml_is_rows_of_cells(tmp_path: Path) -> None:
    text = "เรื่อง: ก\nto: ข\nbody: ค\nclosing: จึงเรียนมาเพื่อทราบ\ntable:\n- [รายการ, คน]\n- [ก, 2]\n- [รวม]\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (case,), _ = read_cases(MEMO, tmp_path / "a.yaml", OFFICE)
    assert [show(MEMO.fields[0], row["c2"]) for row in case.values["table"]] == ["คน", "2", "2"]
