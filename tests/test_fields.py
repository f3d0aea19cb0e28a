"""A cell becomes the value of its type, or one problem that says what to type instead."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import thai
from generator.errors import MESSAGES, Place
from generator.fields import KINDS, TYPES, Field, kept, read, show
from generator.office import Office, open_office, shipped

OFFICE = open_office(shipped("data").parent, datetime.date(2026, 11, 22))
PLACE = Place("order.xlsx", "คำสั่ง", "B2")
RAW = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.datetimes(), st.dates(), st.times(),
    st.text(), st.text("๐๑๒๓๔๕๖๗๘๙0123456789/-. พศมิยนกรฎาคํา่้\u200b", max_size=30),
)  # fmt: skip


def field(type_: str, **facts: Any) -> Field:
    return Field("key", "ช่อง", type_, **facts)


def good(type_: str, raw: Any, office: Office = OFFICE, **facts: Any) -> Any:
    value, wrong = read(field(type_, **facts), raw, PLACE, office)
    assert wrong is None, wrong
    return value


def wrong(type_: str, raw: Any, **facts: Any) -> str:
    value, problem = read(field(type_, **facts), raw, PLACE, OFFICE)
    assert value is None and problem is not None
    return str(problem)


def test_every_kind_of_unreadable_value_has_a_code() -> None:
    assert set(KINDS) == set(thai.KINDS) and set(KINDS.values()) <= set(MESSAGES)


@pytest.mark.parametrize("name", sorted(set(TYPES) - {"picture"}))  # a file: see test_pictures
def test_what_a_paper_keeps_of_an_example_gives_its_value_again(name: str) -> None:
    kind = TYPES[name]
    of = field(name, choices=(kind.sample,), directory="schools")
    found = good(name, kind.sample or kind.example, choices=(kind.sample,), directory="schools")
    again = kind.again(kept(of, found)) or good(name, kept(of, found), choices=(kind.sample,), directory="schools")
    assert str(again) == str(found)
    if kind.values and not kind.lines:
        assert type(found) is kind.values[0] and {type(found), type(again)} <= set(kind.values)
        assert all(hasattr(value, shown) for value in (found, again) for shown in kind.shows)


@given(st.sampled_from(sorted(set(TYPES) - {"list"})), RAW, st.booleans())
def test_no_cell_ever_breaks_a_type(type_: str, raw: Any, required: bool) -> None:
    of = field(type_, required=required, choices=("ใช่", "ไม่"), directory="schools")
    value, problem = read(of, raw, PLACE, OFFICE)
    if problem:
        assert (value is None) is problem.fatal  # what is only worth a look comes with its value
        assert str(problem).startswith(f"{problem.code} order.xlsx › คำสั่ง › B2 (ช่อง): ")
    elif value is not None and value != ():
        again, problem = read(of, show(of, value), PLACE, OFFICE)
        assert problem is None and again == value


@pytest.mark.parametrize(
    ("type_", "raw", "value"),
    [
        ("text", "  สองช่อง   ว่าง\nและบรรทัด ", "สองช่อง ว่าง และบรรทัด"),
        ("text", 2562, "2562"),
        ("text", 12.5, "12.5"),
        ("text", "-", "-"),
        ("text", "นํ้า", "น้ำ"),
        ("paragraphs", "หนึ่ง\n\n สอง ", ("หนึ่ง", "สอง")),
        ("items", "1. งานรับนักเรียน\n๒) งานอื่น ๆ\n- สุดท้าย", ("งานรับนักเรียน", "งานอื่น ๆ", "สุดท้าย")),
        ("items", "๑.๑ ไม่ใช่เลขข้อ\n2562 ก็ไม่ใช่", ("๑.๑ ไม่ใช่เลขข้อ", "2562 ก็ไม่ใช่")),
        ("integer", "๑,๒๐๐", 1200),
        ("integer", 12.0, 12),
        ("decimal", "๓๘.๕", Decimal("38.5")),
        ("decimal", 38.1, Decimal("38.1")),
        ("decimal", 0.1 + 0.2, Decimal("0.3")),
        ("yesno", "ใช่", True),
        ("yesno", "ไม่มี", False),
        ("yesno", True, True),
        ("date", "๗/๖/๒๕๖๒", thai.Day(datetime.date(2019, 6, 7))),
        ("date", datetime.datetime(2562, 6, 7), thai.Day(datetime.date(2019, 6, 7))),
        ("money", "15,000.50 บาท", thai.Money(Decimal("15000.50"))),
        ("date", " - ", None),
        ("money", "", None),
    ],
)
def test_what_clerks_type_becomes_a_value(type_: str, raw: Any, value: Any) -> None:
    assert good(type_, raw) == value


@pytest.mark.parametrize("way", ["director", "นายรอง ปัญส์งกา", "นายรอง  ปัญส์งกา", "รอง ปัญส์งกา"])
def test_a_signer_is_known_by_key_or_name(way: str) -> None:
    assert good("signer", way) is OFFICE.signers["director"]


@pytest.mark.parametrize("signer", OFFICE.signers.values(), ids=OFFICE.signers)
def test_a_signer_is_known_as_the_workbook_lists_him(signer: Any) -> None:
    assert good("signer", signer.typed) is signer and good("signer", " ".join(signer.lines)) is signer


def test_an_empty_cell_is_a_default_none_or_a_problem() -> None:
    assert good("text", None) is None and good("items", "  ") == () and good("text", "", default="เดิม") == "เดิม"
    assert wrong("text", None, required=True) == "E101 order.xlsx › คำสั่ง › B2 (ช่อง): ยังไม่ได้กรอก (ช่องนี้ต้องมี)"


def test_a_choice_is_guessed() -> None:
    said = wrong("choice", "รับทั้งหมดด", choices=("รับทั้งหมด", "จับฉลาก"))
    assert said.endswith('"รับทั้งหมดด" ไม่อยู่ในตัวเลือก หรือหมายถึง "รับทั้งหมด" — เลือกได้: รับทั้งหมด, จับฉลาก')


@pytest.mark.parametrize(("raw", "said"), [("ก", "ไม่ใช่จำนวนเต็ม"), (3, "ระหว่าง 5 ถึง 9"), (2.5, "ไม่ใช่จำนวนเต็ม")])
def test_an_integer_keeps_its_bounds(raw: Any, said: str) -> None:
    assert said in wrong("integer", raw, low=5, high=9)


def test_a_citizen_id_is_never_shown_whole(tmp_path: Path) -> None:
    assert "1100700123459" not in wrong("citizenid", "1100700123459") + wrong("date", "1-1007-00123-45-9")


def test_ten_thousand_characters_are_read_and_more_than_a_cell_holds_is_a_problem() -> None:
    assert len(good("text", "ก" * 10_000)) == 10_000
    assert "E121" in wrong("text", "ก" * 40_000)


@pytest.mark.parametrize(
    ("raw", "typed"),
    [("123", "ศธ 04xxx/123"), (123, "ศธ 04xxx/123"), ("ว ๑๒", "ศธ 04xxx/ว 12"), ("ศธ ๐๔๐๐๑/๗", "ศธ 04001/7"), ("1/2569", "1/2569")],
)
def test_the_number_of_a_letter_begins_with_the_code_of_the_office(raw: Any, typed: str) -> None:
    assert good("docnumber", raw, coded=True).typed == typed


def test_a_number_of_no_letter_is_not_completed() -> None:
    assert "ขาดปี พ.ศ." in wrong("docnumber", "123")


def test_a_salutation_brings_the_closing_of_its_row() -> None:
    pairs = [(str(found), found.closing) for name in OFFICE.salutations if (found := good("salutation", name))]
    assert pairs[0] == ("เรียน", "ขอแสดงความนับถือ") and ("นมัสการ", "ขอนมัสการด้วยความเคารพอย่างสูง") in pairs
    assert len({closing for _, closing in pairs}) == len(pairs) and all("(" not in shown for shown, _ in pairs)
    assert 'หรือหมายถึง "กราบเรียน"' in wrong("salutation", "กราบเรียนน")


@pytest.mark.parametrize(("raw", "code"), [
    ("ศธ 04099/12", "W172"), ("12/2569", "W172"), ("12", ""), ("ว 12", ""), ("ศ.ธ. 04188/ว 12", ""), ("พิเศษ/2569", ""), ("กส 12/2569", ""),
])  # fmt: skip
def test_another_code_than_the_offices_is_said(raw: str, code: str) -> None:
    office = replace(OFFICE, facts={**OFFICE.facts, "code": "ศธ 04188"})
    _, said = read(field("docnumber", coded=True), raw, PLACE, office)
    assert (said.code if said else "") == code


@pytest.mark.parametrize(("raw", "code"), [("ขอแสดงความนับถือ", "W179"), ("จึงเรียนมาเพื่อโปรดทราบ", ""), ("หวังเป็นอย่างยิ่งว่าจะได้รับความร่วมมือ", "")])
def test_a_closing_is_no_last_paragraph(raw: str, code: str) -> None:
    _, said = read(field("text", begins="จึง"), raw, PLACE, OFFICE)
    assert (said.code if said else "") == code
