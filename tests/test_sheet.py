"""The blank workbook: what it writes, the reader reads back unchanged, also after other programs have saved it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from generator.case import Case, read_cases
from generator.case.sheets import _wanted
from generator.errors import GenError, Place, Problems
from generator.fields import TYPES, Field, Wrong, value
from generator.folders import form_names as names
from generator.form import Form, load
from generator.office import open_office, shipped
from generator.sheet import workbook, write
from generator.sheet.plan import plan
from generator.thai import Day, Money, Unreadable
from tests import libreoffice, paper

OFFICE = open_office(shipped("data").parent, date(2026, 11, 22))

MEMO = """\
title: บันทึก/ทดสอบ
kind: order
fields:
  text: {label: เรื่อง, required: true, aliases: [หัวข้อ]}
  paragraphs: {label: ข้อความ, type: paragraphs}
  items: {label: รายการ, type: items}
  date: {label: ลงวันที่, type: date, late: true}
  time: {label: เวลา, type: time}
  money: {label: จำนวนเงิน, type: money}
  integer: {label: จำนวนคน, type: integer, low: 1, high: 1000000}
  person: {label: ผู้รับผิดชอบ, type: person, suggest: [people.name]}
  docnumber: {label: เลขที่, type: docnumber}
  citizenid: {label: เลขประจำตัว, type: citizenid}
  yesno: {label: เร่งด่วน, type: yesno}
  choice: {label: ระดับ, type: choice, choices: ["ก, ข", "ค", "หนึ่ง"], default: ค}
  signer: {label: ผู้ลงนาม, type: signer, default: director}
  schools:
    label: โรงเรียนและหน่วยงานที่เกี่ยวข้องทั้งหมด
    type: list
    high: 900
    of:
      name: {label: ชื่อโรงเรียน}
      amount: {label: เงิน, type: money, required: true}
      teachers:
        label: ครู
        type: list
        of:
          name: {label: ชื่อครู, type: person, required: true}
          work: {label: งาน, type: items}
  dates:
    label: กำหนดการ
    type: list
    of:
      date: {label: วันที่, type: date, required: true}
      what: {label: กิจกรรม}
papers:
  paper: {title: เอกสาร, template: paper.docx, needs: []}
"""


def made_form(folder: Path, name: str, text: str) -> Form:
    (folder / name).mkdir(parents=True)
    (folder / name / "form.yaml").write_text(text, encoding="utf-8")
    (folder / name / "paper.docx").write_bytes(b"")
    return load(folder, name)


def unrelated(form: Form) -> Form:
    """The form without what its fields say of one another: values that are drawn apart do not agree."""

    def alone(of: Field) -> Field:
        related = isinstance(of.default, str) and "{" in of.default
        plain = replace(
            of, sum=(), count="", most="", among="", unique=False, due=None, until="", relations=(), greets="", begins=""
        )
        return replace(plain, default=None if related else of.default, of=tuple(map(alone, of.of)))

    return replace(form, fields=tuple(map(alone, form.fields)))


class Forms(dict[str, Form]):
    """Forms by name; hypothesis shows its arguments, and would show every field of them."""

    def __repr__(self) -> str:
        return f"<{len(self)} forms>"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    """Every form of the program, and one of all types in both layouts."""
    folder = tmp_path_factory.mktemp("forms")
    found = Forms({name: load(shipped("forms"), name) for name in names(shipped("forms"))})
    found["all-rows"] = made_form(folder, "all-rows", MEMO)
    found["all-labels"] = made_form(folder, "all-labels", MEMO.replace("kind: order", "kind: order\nlayout: labels"))
    return found


every_form = pytest.mark.parametrize("name", [*names(shipped("forms")), "all-rows", "all-labels"])


# --- cases that could have been typed

LETTERS = st.sampled_from("กขคงจฉสำ่้ะาิู็์ฯๆ๐๙ AZaz019-/.,'&<>\"=+@(){}%#_:;")
TEXT = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: f"ก{text}")
LINES = st.lists(TEXT, min_size=1, max_size=4).map("\n".join)
PEOPLE = st.sampled_from(["นายสมชาย ใจดี", "นางบุญจันทร์ ลีกลาง", "ว่าที่ร้อยตรีณัฐวุฒิ จันทร์เพ็ง", "ดร.ปรีชา วงศ์ไพศาล"])


def citizen(number: int) -> str:
    digits = f"{number:012}"
    return digits + str((11 - sum(int(d) * (13 - i) for i, d in enumerate(digits)) % 11) % 10)


def typed(of: Field) -> st.SearchStrategy[Any]:
    """What a clerk may type into a field."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": TEXT,
        "paragraphs": LINES,
        "items": LINES,
        "date": st.dates(date(2005, 1, 1), date(2035, 12, 31)).map(lambda day: Day(day).typed),
        "time": st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}.{minute % 60:02} น."),
        "money": st.decimals(0, 10**14, places=2).map(lambda amount: Money(Decimal(amount)).typed),
        "integer": st.integers(of.low or 0, of.high or 10**17),
        "decimal": st.decimals(0, 10**9 - 1, places=2).map(float),
        "person": PEOPLE,
        "docnumber": st.tuples(st.integers(1, 9999), st.integers(2540, 2580)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
        "citizenid": st.integers(10**11, 9 * 10**11).map(citizen),
        "phone": st.sampled_from(["๐ ๔๒๐๐ ๐๐๐๐", "08 1234 5678", "0 4200 0000 ต่อ 12"]),
        "yesno": st.booleans(),
        "choice": st.sampled_from(of.choices or ("",)),
        "signer": st.sampled_from(list(OFFICE.signers)),
        "picture": st.nothing(),  # files: see test_pictures
        "salutation": st.sampled_from(list(OFFICE.salutations)),
        "receivers": st.sampled_from(["ทุกแห่ง", *(one.name for one in OFFICE.directory(of.directory or "schools"))]),
    }
    return kinds[of.type]


def readable(of: Field, raw: Any) -> bool:
    try:
        value(of, raw, OFFICE)
    except (Wrong, Unreadable):
        return False
    return True


def values(fields: tuple[Field, ...], row: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """A case, or a row of a list: there the first cell is filled, for a blank row is no row."""

    def one(n: int, of: Field) -> st.SearchStrategy[Any]:
        if any(inner.type == "picture" for inner in of.of):  # the office has none
            return st.just(())
        if of.is_list:
            return st.lists(values(of.of, row=True), min_size=of.low or int(of.required), max_size=max(2, of.low or 0)).map(tuple)
        if of.is_record:
            return st.one_of(st.none(), values(of.of).filter(lambda record: any(record.values())))
        filled = typed(of).filter(lambda raw: readable(of, raw)).map(lambda raw: value(of, raw, OFFICE))
        blank = st.just(None).map(lambda raw: value(of, raw, OFFICE))
        return filled if of.required or (row and n == 0) else st.one_of(filled, blank)

    return st.fixed_dictionaries({of.key: one(n, of) for n, of in enumerate(fields)})


def cases_of(form: Form, found: list[dict[str, Any]]) -> list[Case]:
    return [Case(form, n, values, Place()) for n, values in enumerate(found, 1)]


@pytest.mark.slow
@every_form
@settings(max_examples=15, phases=set(Phase) - {Phase.shrink})  # to make a whole case smaller takes many minutes
@given(data=st.data())
def test_what_is_written_is_read_back_unchanged(
    name: str, data: st.DataObject, forms: dict[str, Form], tmp_path_factory: pytest.TempPathFactory
) -> None:
    form = unrelated(forms[name])
    most = 1 if form.layout == "labels" else 4
    cases = cases_of(form, data.draw(st.lists(values(form.fields), min_size=1, max_size=most)))
    path = tmp_path_factory.getbasetemp() / f"{name}.xlsx"
    path.write_bytes(workbook(form, OFFICE, cases))
    found, said = read_cases(form, path, OFFICE)
    assert [case.values for case in found] == [case.values for case in cases]
    assert not [str(problem) for problem in said if problem.code not in ("W101", "W102", "W179", "W203")]


@pytest.mark.parametrize("name", names(shipped("forms")))
def test_the_examples_are_read_back_unchanged(name: str, forms: dict[str, Form], tmp_path: Path) -> None:
    form = forms[name]
    cases = read_cases(form, form.examples, OFFICE)[0]
    for n, case in enumerate(cases):
        path = write(form, OFFICE, [case], tmp_path / f"{n}.xlsx")
        found, said = read_cases(form, path, OFFICE)
        assert (found[0].values, said) == (case.values, [])


@pytest.mark.parametrize("name", [name for name in names(shipped("forms")) if not any(of.is_record for of in load(shipped("forms"), name).fields)])
def test_the_examples_are_read_back_from_a_row_each(name: str, forms: dict[str, Form], tmp_path: Path) -> None:
    form = forms[name]
    examples = read_cases(form, form.examples, OFFICE)[0]
    path = write(form.in_rows(), OFFICE, examples, tmp_path / "ตาราง.xlsx")
    assert [case.values for case in read_cases(form, path, OFFICE)[0]] == [case.values for case in examples]


def test_a_form_whose_sheets_belong_to_one_case_has_no_rows(forms: dict[str, Form]) -> None:
    with pytest.raises(GenError, match="E507"):
        forms["permit"].in_rows()


def test_rows_that_cannot_be_named_are_numbered(forms: dict[str, Form], tmp_path: Path) -> None:
    """Two schools of one name, or of none: their teachers stay apart."""
    form = forms["all-rows"]
    (case,) = cases_of(form, [dict.fromkeys((of.key for of in form.fields), None) | {"text": "ก", "dates": ()}])
    teachers = [
        ({"name": value(Field("n", "n", "person"), name, OFFICE), "work": ()},) for name in ("นายก ข", "นายค ง")
    ]
    for school in ("โรงเรียนบ้านนา", None):
        schools = tuple(
            {"name": school, "amount": Money(Decimal(n)), "teachers": of} for n, of in enumerate(teachers, 1)
        )
        written = Case(form, 1, {**case.values, "schools": schools}, Place())
        path = write(form, OFFICE, [written], tmp_path / f"{school}.xlsx")
        assert read_cases(form, path, OFFICE)[0][0].values["schools"] == schools


@every_form
def test_a_planned_sheet_says_the_path_by_which_the_reader_finds_it(forms: dict[str, Form], name: str) -> None:
    form = forms[name]
    planned = [sheet.path for sheet in plan(form, OFFICE, ())]
    assert sorted(planned) == sorted(wanted.path for wanted in _wanted(form))
    assert planned[0] == () and len({sheet.name for sheet in plan(form, OFFICE, ())}) == len(planned)


def test_a_column_whose_values_another_list_names_offers_them(forms: dict[str, Form]) -> None:
    sheets = {sheet.name: sheet for sheet in plan(forms["quota"], OFFICE, ())}
    (column,) = (one for one in sheets["ผู้สมัคร"].columns if one.heading == "ประเภทที่สมัคร")
    assert column.offered_by == ("ประเภทโควตา", "ประเภท") and not column.only


# --- the blank workbook


@every_form
def test_a_blank_workbook_holds_no_case(name: str, forms: dict[str, Form], tmp_path: Path) -> None:
    """Its examples are shown where the reader does not look: all that it says is what is not filled yet."""
    form = forms[name]
    path = write(form, OFFICE, [], tmp_path / "blank.xlsx")
    with pytest.raises(Problems) as caught:
        read_cases(form, path, OFFICE)
    needs = any(of.required and of.default is None and not of.of for of in form.fields)  # beside its lists
    expected = {"E204"} if form.layout == "rows" else {"E101"} if needs else set()
    assert {problem.code for problem in caught.value.problems} - {"W203", "E130"} == expected


FILLED = {"date": "7 มิถุนายน 2562", "time": "09.00 น.", "docnumber": "1/2562", "person": "นายสมชาย ใจดี", "integer": "2570"}


@every_form
def test_a_blank_workbook_can_be_filled_and_its_example_deleted(
    name: str, forms: dict[str, Form], tmp_path: Path
) -> None:
    form = forms[name]
    path = write(form, OFFICE, [], tmp_path / "blank.xlsx")
    for deleted in (False, True):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        at = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
        for of in form.columns:
            if of.required:
                cell = at[f"{of.label} *"]
                filled = sheet.cell(cell.row, 2) if form.layout == "labels" else sheet.cell(cell.row + 1, cell.column)
                filled.value = FILLED.get(of.type, "กรอกแล้ว")
        if deleted:
            sheet.delete_cols(4) if form.layout == "labels" else sheet.delete_rows(1)
        book.save(tmp_path / "filled.xlsx")
        if any(of.required for of in form.lists):
            with pytest.raises(Problems) as caught:
                read_cases(form, tmp_path / "filled.xlsx", OFFICE)
            pairs = {"E150", "W154"}  # one example in both cells of a pair
            assert {problem.code for problem in caught.value.problems} - {"W203"} - pairs == {"E130"}
            continue
        (case,), _ = read_cases(form, tmp_path / "filled.xlsx", OFFICE)
        required = [of for of in form.columns if of.required]
        assert all(case.values[of.key] == value(of, FILLED.get(of.type, "กรอกแล้ว"), OFFICE) for of in required)
        assert all(case.values[of.key] == () for of in form.lists)


def test_the_same_workbook_byte_for_byte(forms: dict[str, Form]) -> None:
    assert workbook(forms["order"], OFFICE, []) == workbook(forms["order"], OFFICE, [])


def test_a_file_is_never_overwritten_and_always_a_workbook_by_name(forms: dict[str, Form], tmp_path: Path) -> None:
    path = write(forms["order"], OFFICE, [], tmp_path / "คำสั่ง")
    assert path.name == "คำสั่ง.xlsx"
    before = path.read_bytes()
    with pytest.raises(GenError, match=r"E602 มี คำสั่ง\.xlsx อยู่แล้ว"):
        write(forms["order"], OFFICE, [], path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["คำสั่ง.xlsx"]


def test_a_text_too_long_for_a_cell_is_said(forms: dict[str, Form]) -> None:
    form = forms["order"]
    filled = dict.fromkeys((of.key for of in form.columns), None) | dict.fromkeys((of.key for of in form.lists), ())
    (case,) = cases_of(form, [filled | {"reason": ("ก" * 20_000, "ข" * 20_000)}])
    with pytest.raises(Problems, match="E121 คำสั่ง \\(เหตุผล\\): ยาว 40001 ตัวอักษร"):
        workbook(form, OFFICE, [case])


# --- what a clerk sees


def opened(form: Form, cases: list[Case] | None = None) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(form, OFFICE, cases or [])))


def headings(sheet: Worksheet) -> Iterator[Any]:
    """The cells with a note: the headings of the fields."""
    return (cell for row in sheet.iter_rows() for cell in row if cell.comment)


@every_form
def test_every_field_is_explained_where_it_is_filled_and_in_the_guide(name: str, forms: dict[str, Form]) -> None:
    form = forms[name]
    book = opened(form)
    fields = [of for of in form.columns]
    fields += [of for outer in form.lists for of in outer.columns]
    fields += [of for outer in form.lists for inner in outer.lists for of in inner.columns]
    guide = [[cell.value for cell in row] for row in book["คำอธิบาย"].iter_rows()]
    noted = [(str(cell.value).removesuffix(" *"), cell.comment.text) for sheet in book for cell in headings(sheet)]
    for of in fields:
        assert any(heading == of.label and of.note in text for heading, text in noted)
        assert any(
            row[1] == of.label and row[2] == ("ต้องกรอก" if of.required and of.default is None else None)
            for row in guide
        )


@every_form
def test_required_headings_are_marked_by_a_star_and_a_colour(name: str, forms: dict[str, Form]) -> None:
    for sheet in opened(forms[name]):
        for cell in headings(sheet):
            assert str(cell.value).endswith(" *") == (cell.fill.fgColor.rgb == "FFFFE699")


@every_form
def test_excel_accepts_every_rule(name: str, forms: dict[str, Form]) -> None:
    """Excel calls a workbook damaged whose prompts, titles or formulas are too long, or whose lists point nowhere."""
    book = opened(forms[name])
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32 and len(rule.prompt or "") <= 255
            assert len(rule.errorTitle or "") <= 32 and len(rule.error or "") <= 255
            assert len(rule.formula1 or "") <= 255
            assert not re.search(r"\{.*\}", rule.formula1 or "")  # no array constants in rules
            if rule.type == "list":
                other, area = rule.formula1.rsplit("!", 1)
                assert book[other.strip("'")][area.replace("$", "")]


@pytest.mark.parametrize("filled", [False, True])
def test_a_row_of_an_inner_list_can_choose_its_outer_row(filled: bool, forms: dict[str, Form]) -> None:
    book = opened(forms["all-rows"], [example(forms["all-rows"], n) for n in (1, 2)] if filled else [])
    rules = {rule.promptTitle: rule for rule in book["ครู"].data_validations.dataValidation}
    outer = "โรงเรียนและหน่วยงานที่เกี่ยวข้องทั้งหมด"
    for title, sheet, column in (("เรื่องที่", "บันทึก ทดสอบ", 0), (outer[:32], outer[:31], 1)):
        other, area = rules[title].formula1.rsplit("!", 1)
        assert other.strip("'") == sheet
        offered = [row[0].value for row in book[sheet][area.replace("$", "")]]
        expected = [row[column] for row in book[sheet].iter_rows(min_row=2 if filled else 3, values_only=True)]
        assert offered[: len(expected)] == expected and not any(offered[len(expected) :])


@every_form
def test_drop_downs_offer_what_the_reader_takes(name: str, forms: dict[str, Form]) -> None:
    book = opened(forms[name])
    signers = [signer.typed for signer in OFFICE.signers.values()]
    chosen = [of for of in forms[name].columns if of.type in ("choice", "signer", "yesno")]
    if "_lists" not in book.sheetnames:
        assert not chosen
        return
    offered = [[cell.value for cell in column if cell.value] for column in book["_lists"].iter_cols()]
    assert signers in offered or not any(of.type == "signer" for of in chosen)
    assert book["_lists"].sheet_state == "hidden"
    for of in chosen:
        options = next(column for column in offered if readable(of, column[0]))
        assert all(readable(of, option) for option in options)


@every_form
def test_text_stays_text_and_headings_stay_in_view(name: str, forms: dict[str, Form]) -> None:
    form = forms[name]
    for sheet in opened(form).worksheets[: 1 + len(form.lists)]:
        assert sheet.freeze_panes and sheet.print_title_rows
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
        assert "หน้า &P จาก &N" in str(sheet.oddFooter.center.text)
        assert not sheet.auto_filter.ref and not sheet.protection.sheet
    formats = [sheet.column_dimensions["B"].number_format for sheet in opened(form).worksheets[:1]]
    assert formats == ["@"] or form.layout == "rows"


def test_rows_are_free_to_grow(forms: dict[str, Form]) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(forms["order"], OFFICE, []))) as archive:
        for part in archive.namelist():
            assert b"customHeight" not in archive.read(part)
        assert b' ht="' in archive.read("xl/worksheets/sheet1.xml")


@every_form
def test_the_font_is_that_of_official_papers(name: str, forms: dict[str, Form]) -> None:
    for sheet in opened(forms[name]):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and sheet.title != "_lists":
                    assert (cell.font.name, cell.font.scheme) == ("TH SarabunPSK", None)


@every_form
def test_it_is_a_valid_workbook(name: str, forms: dict[str, Form], tmp_path: Path, validator: None) -> None:
    assert paper.validate([write(forms[name], OFFICE, [], tmp_path / "a.xlsx")]) == []


# --- after other programs


def converted(path: Path, suffix: str, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    program = libreoffice.soffice()
    assert program
    profile = f"-env:UserInstallation={libreoffice.profile().as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", suffix, "--outdir", folder, path]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    made = folder / f"{path.stem}.{suffix}"
    assert made.is_file(), said
    return made


def example(form: Form, n: int) -> Case:
    """A case of all types, without hypothesis."""
    texts = {"text": 'ก & <ข> "ค" = 007', "paragraphs": "หนึ่ง\nสอง  เว้น", "items": "ก\nข", "date": "7 มิถุนายน 2562"}
    texts |= {"time": "09.30 น.", "money": "1,234,567.25", "integer": str(n), "decimal": "38.25", "person": "นายสมชาย ใจดี"}
    texts |= {
        "docnumber": "1/2562",
        "citizenid": citizen(110070012345),
        "yesno": "ใช่",
        "choice": "ก, ข",
        "signer": "deputy",
    }
    row = {of.key: value(of, texts[of.type], OFFICE) for of in form.columns}
    lists = {of.key: tuple(_row(of, texts, k) for k in range(3)) for of in form.lists}
    return Case(form, n, row | lists, Place())


def _row(of: Field, texts: dict[str, str], k: int) -> dict[str, Any]:
    row = {
        sub.key: value(sub, f"ที่ {k} 1/2562" if sub.type == "text" else texts[sub.type], OFFICE) for sub in of.columns
    }
    return row | {sub.key: tuple(_row(sub, texts, n) for n in range(k)) for sub in of.lists}


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("name", ["all-rows", "all-labels"])
def test_values_survive_libreoffice(
    name: str, suffix: str, forms: dict[str, Form], tmp_path: Path, soffice: None
) -> None:
    form = forms[name]
    cases = [example(form, n) for n in range(1, 2 if form.layout == "labels" else 4)]
    path = write(form, OFFICE, cases, tmp_path / "ต้นฉบับ.xlsx")
    (tmp_path / "saved").mkdir()
    found, said = read_cases(form, converted(path, suffix, tmp_path / "saved"), OFFICE)
    assert [case.values for case in found] == [case.values for case in cases]
    assert {problem.code for problem in said} <= {"W203"}


ACCEPTED = {
    "date": ["7 มิถุนายน 2562", "๗ มิ.ย. ๖๒", "7/6/2562", date(2019, 6, 7)],
    "time": ["09.30 น.", "๙.๓๐", timedelta(hours=9)],
    "money": [15000, "๑๕,๐๐๐.๕๐", 0],
    "integer": [12, "๑๒", 1],
    "docnumber": ["218/2562", "ศธ ๐๔๐๔๓/ว ๑๒๓"],
    "citizenid": ["1-1007-00123-45-0", "1100700123450", "๑ ๑๐๐๗ ๐๐๑๒๓ ๔๕ ๐"],
}
WARNED = {
    "date": ["เมื่อวาน"],
    "time": ["เช้า"],
    "money": ["ร้อยบาท", -1],
    "integer": ["หลายคน", 1.5, 0, 101],
    "docnumber": ["218"],
    "citizenid": ["110070012345", "สมชาย"],
}


def test_rules_accept_what_the_reader_takes(tmp_path: Path, soffice: None) -> None:
    """LibreOffice works the formulas of the rules out."""
    rules = {name: kind.rule for name, kind in TYPES.items() if kind.rule}
    assert set(rules) == set(ACCEPTED) == set(WARNED) <= set(TYPES)
    book = openpyxl.Workbook()
    expected = []
    for kind, rule in rules.items():
        for raw in [*ACCEPTED[kind], *WARNED[kind]]:
            expected.append(str(raw in ACCEPTED[kind]).upper())
            row = len(expected)
            book.active.cell(row, 1, raw)
            book.active.cell(row, 2, "=" + rule.format(cell=f"A{row}", low=1, high=100))
    book.save(tmp_path / "rules.xlsx")
    lines = converted(tmp_path / "rules.xlsx", "csv", tmp_path).read_text(encoding="utf-8").splitlines()
    assert [line.rsplit(",", 1)[1] for line in lines] == expected
