"""Cases come out the same whatever the file: sheets in any order, labels or rows, CSV or YAML, headings as people type."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case import Case, read_cases
from generator.errors import GenError, Problem, Problems
from generator.form import Form, load
from generator.office import open_office, shipped
from generator.sheet import workbook
from tests import mistakes
from tests.workbook import Sheets, good, save, set_cell

ORDER = load(shipped("forms"), "order")
OFFICE = open_office(shipped("data").parent, mistakes.TODAY)

ROWS_FORM = """\
title: บันทึก
kind: order
fields:
  subject: {label: เรื่อง, required: true}
  date: {label: ลงวันที่, type: date}
  people:
    label: บุคลากร
    type: list
    of:
      name: {label: ชื่อ, type: person, required: true}
      duties: {label: หน้าที่, type: items}
papers:
  paper: {title: เอกสาร, template: paper.docx, needs: []}
"""


RECORD_FORM = """\
title: งาน
kind: order
layout: labels
fields:
  year: {label: ปี, type: integer}
  order:
    label: คำสั่งตั้ง
    type: record
    of:
      number: {label: เลขที่, type: docnumber}
      date: {label: วันที่, type: date, required: true}
      groups:
        label: คณะ
        type: list
        of:
          title: {label: ชื่อคณะ, required: true}
          who: {label: คน, type: list, of: {name: {label: ชื่อ, type: person}}}
  minutes: {label: รายงาน, type: record, of: {text: {label: ความ, required: true}}}
papers:
  paper: {title: เอกสาร, template: paper.docx, record: order, needs: [groups]}
"""


@pytest.fixture
def rows_form(tmp_path: Path) -> Form:
    """A form whose cases are rows of the main sheet."""
    folder = tmp_path / "forms" / "memo"
    folder.mkdir(parents=True)
    (folder / "form.yaml").write_text(ROWS_FORM, encoding="utf-8")
    (folder / "paper.docx").write_bytes(b"")
    return load(tmp_path / "forms", "memo")


def read(form: Form, sheets: Sheets, folder: Path, **merged: list[str]) -> tuple[list[Case], list[str]]:
    cases, said = read_cases(form, save(sheets, folder / "order.xlsx", merged), OFFICE)
    return cases, [str(problem) for problem in said]


def values(cases: list[Case]) -> list[Any]:
    return [case.values for case in cases]


def plain(sheets: Sheets, folder: Path) -> Any:
    return values(read(ORDER, sheets, folder)[0])


def test_the_good_workbook_reads_without_a_word(tmp_path: Path) -> None:
    (case,), said = read(ORDER, good(), tmp_path)
    assert said == [] and case.number == 1
    assert str(case.values["date"].formal).replace("\u00a0", " ") == "7 มิถุนายน พ.ศ. 2562"
    assert case.values["people"][0]["duties"] == ("งานรับนักเรียน", "งานอื่น ๆ")
    (committee,) = case.values["committees"]
    assert [str(member["role"]) for member in committee["members"]] == ["ประธานกรรมการ", "กรรมการและเลขานุการ"]


def shuffled(sheets: Sheets) -> None:
    sheets["คำสั่ง"].reverse()
    sheets["บุคลากร"] = [row[::-1] for row in ([*row, *[None] * (4 - len(row))] for row in sheets["บุคลากร"])]


def decorated(sheets: Sheets) -> None:
    for rows in sheets.values():
        for row in rows:
            row[0] = f"  {row[0]} \n" if isinstance(row[0], str) else row[0]
    set_cell(sheets, "บุคลากร!C1", "ปฏิบัติงานและ\nรับผิดชอบ *")
    set_cell(sheets, "คำสั่ง!A3", "เรื่อง:")


def blank_rows(sheets: Sheets) -> None:
    for rows in sheets.values():
        rows.insert(0, [])
        rows.insert(2, [None, "  "])
        rows.append([])


def titled(sheets: Sheets) -> None:
    sheets["บุคลากร"].insert(0, ["รายชื่อบุคลากร กลุ่มส่งเสริมการจัดการศึกษา"])
    sheets["คำสั่ง"].insert(0, ["แบบกรอกคำสั่ง"])


def thai_digits(sheets: Sheets) -> None:
    set_cell(sheets, "คำสั่ง!B1", "ที่ ๒๑๘ /๒๕๖๒")
    set_cell(sheets, "คำสั่ง!B2", "วันศุกร์ที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒")
    set_cell(sheets, "บุคลากร!C2", "๑. งานรับนักเรียน\n๒. งานอื่น ๆ")


def excel_dates(sheets: Sheets) -> None:
    set_cell(sheets, "คำสั่ง!B2", datetime.datetime(2562, 6, 7))
    set_cell(sheets, "คำสั่งที่ยกเลิก!B2", datetime.date(2016, 5, 23))


def badly_typed(sheets: Sheets) -> None:
    set_cell(sheets, "คำสั่ง!B4", "\u200bด้วยมีบุคลากรเกษียณอายุราชการ\ufeff  ")
    set_cell(sheets, "บุคลากร!B3", "เจ้าพนักงานธุรการ\u00a0")


def one_duty_a_row(sheets: Sheets) -> None:
    sheets["บุคลากร"][1][2] = "งานรับนักเรียน"
    sheets["บุคลากร"].insert(2, [None, None, "งานอื่น ๆ"])


def by_number(sheets: Sheets) -> None:
    set_cell(sheets, "กรรมการ!A2", 1)
    set_cell(sheets, "กรรมการ!A3", "๑")


def by_default(sheets: Sheets) -> None:
    del sheets["คำสั่ง"][6:]
    sheets["คำสั่ง"].append(["ผู้ลงนาม", "director"])


SAME = [
    shuffled, decorated, blank_rows, titled, thai_digits, excel_dates, badly_typed, one_duty_a_row, by_number, by_default,
]  # fmt: skip


@pytest.mark.parametrize("change", SAME, ids=lambda change: change.__name__)
def test_what_real_files_hold_reads_the_same(change: Callable[[Sheets], None], tmp_path: Path) -> None:
    sheets = good()
    change(sheets)
    assert plain(sheets, tmp_path) == plain(good(), tmp_path)


def test_sheets_in_another_order_or_renamed_are_recognised(tmp_path: Path) -> None:
    renamed = {"Sheet1" if name == "บุคลากร" else name: rows for name, rows in reversed(good().items())}
    cases, said = read(ORDER, renamed, tmp_path)
    assert values(cases) == plain(good(), tmp_path)
    assert said == ['W203 order.xlsx: อ่านแผ่น "Sheet1" เป็นแผ่น "บุคลากร"']


def test_misspelt_extra_and_unknown_things_are_said_and_do_not_stop(tmp_path: Path) -> None:
    sheets = good()
    set_cell(sheets, "บุคลากร!B1", "ตำเเหน่งง")
    set_cell(sheets, "บุคลากร!E1", "เงินเดือน")
    sheets["หมายเหตุ"] = [["จดไว้เอง"]]
    cases, said = read(ORDER, sheets, tmp_path)
    assert values(cases) == plain(good(), tmp_path)
    assert said == [
        'W204 order.xlsx: ไม่ได้ใช้แผ่น "หมายเหตุ" เพราะไม่ใช่แผ่นของแบบฟอร์มนี้',
        'W202 order.xlsx › บุคลากร › B1: อ่านหัวข้อ "ตำเเหน่งง" เป็น "ตำแหน่ง"',
        'W201 order.xlsx › บุคลากร › E1: ไม่รู้จักหัวข้อ "เงินเดือน" — ไม่ได้ใช้ข้อมูลของหัวข้อนี้',
    ]


def test_a_cell_merged_over_several_rows_counts_for_each(tmp_path: Path) -> None:
    sheets = good()
    sheets["บุคลากร"][1][1] = sheets["บุคลากร"][2][1] = "นักวิชาการศึกษา"
    merged = good()
    merged["บุคลากร"][2][1] = None
    cases, _ = read(ORDER, merged, tmp_path, **{"บุคลากร": ["B2:B3"]})
    assert values(cases) == plain(sheets, tmp_path)


def test_many_cases_are_rows_and_lists_say_which(rows_form: Form, tmp_path: Path) -> None:
    sheets: Sheets = {
        "บันทึก": [["ลำดับ", "เรื่อง", "ลงวันที่"], [7, "ก", "1/1/2569"], ["๙", "ข", None]],
        "บุคลากร": [
            ["เรื่องที่", "ชื่อ", "หน้าที่"],
            [9, "นายสมชาย ใจดี", "หนึ่ง"],
            [None, "นางสมหญิง ใจงาม", "สอง"],
            [7, "นายสมศักดิ์ ใจเย็น", "สาม"],
            [None, None, "สี่"],
        ],
    }
    cases, said = read(rows_form, sheets, tmp_path)
    assert said == []
    people = [[str(person["name"].name) for person in case.values["people"]] for case in cases]
    assert people == [["สมศักดิ์ ใจเย็น"], ["สมชาย ใจดี", "สมหญิง ใจงาม"]]
    assert cases[0].values["people"][0]["duties"] == ("สาม", "สี่")
    sheets["บุคลากร"][1][0] = 8
    sheets["บุคลากร"][3][0] = None
    with pytest.raises(Problems) as error:
        read(rows_form, sheets, tmp_path)
    assert [problem.code for problem in error.value.problems] == ["E133", "E134", "E134"]


def test_a_record_is_a_sheet_of_labels_with_lists_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "work"
    folder.mkdir(parents=True)
    (folder / "form.yaml").write_text(RECORD_FORM, encoding="utf-8")
    (folder / "paper.docx").write_bytes(b"")
    form = load(tmp_path / "forms", "work")
    sheets: Sheets = {
        "งาน": [["ปี", 2570]],
        "คำสั่งตั้ง": [["วันที่", "1/2/2569"], ["เลขที่", "5/2569"]],
        "คณะ": [["ชื่อคณะ"], ["หนึ่ง"], ["สอง"]],
        "คน": [["คณะ", "ชื่อ"], ["สอง", "นายก ข"], ["หนึ่ง", "นายค ง"]],
    }
    (case,), said = read(form, sheets, tmp_path)
    assert said == [] and case.values["minutes"] is None
    assert str(case.values["order"]["number"]) == "5/2569"
    assert [[str(one["name"]) for one in group["who"]] for group in case.values["order"]["groups"]] == [["นายค ง"], ["นายก ข"]]
    (tmp_path / "again.xlsx").write_bytes(workbook(form, OFFICE, [case]))
    assert read_cases(form, tmp_path / "again.xlsx", OFFICE)[0][0].values == case.values
    sheets["คำสั่งตั้ง"] = [["วันที่", None], ["เลขที่", "5/2569"]]
    with pytest.raises(Problems, match=r"E101 order\.xlsx › คำสั่งตั้ง › B1"):
        read(form, sheets, tmp_path)


def test_csv_is_a_sheet_and_its_lists_lie_beside_it(rows_form: Form, tmp_path: Path) -> None:
    (tmp_path / "งาน.csv").write_bytes("เรื่อง,ลงวันที่\r\nก,๑ ม.ค. ๒๕๖๙\r\n".encode("cp874"))
    (tmp_path / "งาน.บุคลากร.csv").write_bytes("\ufeffชื่อ;หน้าที่\r\nนายสมชาย ใจดี;หนึ่ง\r\n".encode())
    (case,), said = read_cases(rows_form, tmp_path / "งาน.csv", OFFICE)
    assert said == [] and str(case.values["people"][0]["name"]) == "นายสมชาย ใจดี"


def test_yaml_reads_as_the_workbook_does(tmp_path: Path) -> None:
    tree = {
        "เลขที่คำสั่ง": "218/2562", "date": "2019-06-07", "subject": "การกำหนดหน้าที่ความรับผิดชอบ",
        "reason": ["ด้วยมีบุคลากรเกษียณอายุราชการ"],
        "power": good()["คำสั่ง"][4][1], "order_text": good()["คำสั่ง"][5][1],
        "revokes": [{"number": "405/2559", "date": "23 พฤษภาคม 2559", "subject": "กำหนดหน้าที่"}],
        "people": [dict(zip(["name", "position", "duties", "remark"], row, strict=False)) for row in good()["บุคลากร"][1:]],
        "committees": [{
            "title": "คณะกรรมการอำนวยการ", "duties": ["กำหนดนโยบาย"],
            "members": [dict(zip(["name", "position", "role"], row[1:], strict=True)) for row in good()["กรรมการ"][1:]],
        }],
    }  # fmt: skip
    file = tmp_path / "order.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    cases, said = read_cases(ORDER, file, OFFICE)
    assert said == [] and values(cases) == plain(good(), tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("subjct: ก", 'E205 c.yaml › บรรทัด 1: ไม่รู้จักช่อง "subjct" หรือหมายถึง "subject"'),
        ("people: ก", "E206 c.yaml › บรรทัด 1 (บุคลากร): ต้องเป็นรายการที่ขึ้นต้นแต่ละข้อด้วย -"),
        ("subject: [ก]", "E206 c.yaml › บรรทัด 1 (เรื่อง): ต้องเป็นข้อความ"),
        ("- ก\n- ข", "E206 c.yaml › บรรทัด 1: ต้องเป็นรายการ ชื่อช่อง: ค่า"),
        ("subject: ก\nsubject: ข", 'E308 c.yaml บรรทัด 2: เขียน YAML ผิด (มี "subject" สองครั้ง)'),
    ],
)
def test_a_yaml_mistake_is_told_by_its_line(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GenError) as error:
        read_cases(ORDER, tmp_path / "c.yaml", OFFICE)
    assert said in map(str, error.value.problems)


def test_the_examples_of_the_form_read_without_a_word() -> None:
    cases, said = read_cases(ORDER, ORDER.examples, OFFICE)
    assert len(cases) == 9 and said == []


def test_every_mistake_gets_its_agreed_message(tmp_path: Path) -> None:
    assert "\n".join(mistakes.transcript(tmp_path)) == mistakes.AGREED.read_text(encoding="utf-8")


def test_the_table_of_mistakes_is_long_enough_and_each_is_a_mistake(tmp_path: Path) -> None:
    found: list[tuple[Problem, ...]] = [mistakes.said(mistake, tmp_path) for mistake in mistakes.mistakes()]
    assert len(found) >= 60 and all(found)


def test_one_order_is_revoked_once(tmp_path: Path) -> None:
    form = load(shipped("forms"), "order")
    case = yaml.load(form.examples.read_text(encoding="utf-8"), yaml.BaseLoader)[0]
    case["revokes"] = [dict(case["revokes"][0]), dict(case["revokes"][0])]
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    with pytest.raises(Problems, match="E139"):
        read_cases(form, tmp_path / "case.yaml", OFFICE)
