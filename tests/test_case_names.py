"""The same person reads the same in every paper: a near miss of a known name, or of another cell's, is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.case import read_cases
from generator.case.names import Known, settle_names
from generator.case.record import Record
from generator.errors import Place, Problem, Problems
from generator.fields import Field
from generator.form import Form, load
from generator.office import Office, open_office, shipped
from generator.thai import Person, alike
from tests import mistakes

FORM = """\
title: งาน
kind: order
layout: labels
fields:
  year: {label: ปี, type: integer}
  owner: {label: ผู้รับผิดชอบ, suggest: [people.name]}
  contact: {label: ผู้ประสานงาน, type: person, suggest: [people.name]}
  applicant: {label: ผู้ยื่นคำขอ, type: person}
  learners: {label: ผู้เรียน, type: list, of: {name: {label: ชื่อ, type: person}, teacher: {label: ผู้สอน, type: person}}}
  pupils: {label: ผู้สอบ, type: list, of: {name: {label: ชื่อ, type: person}}}
  groups:
    label: คณะ
    type: list
    of:
      title: {label: ชื่อคณะ}
      members: {label: กรรมการ, type: list, of: {name: {label: ชื่อ, type: person, suggest: [people.name]}}}
papers:
  paper: {title: เอกสาร, template: paper.docx}
"""
KNOWN = "นางบุญจันทร์ ลีกลาง"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    folder = tmp_path_factory.mktemp("forms")
    (folder / "work").mkdir()
    (folder / "work" / "form.yaml").write_text(FORM, encoding="utf-8")
    (folder / "work" / "paper.docx").write_bytes(b"")
    return load(folder, "work")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that knows the director and one officer."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "people.csv").write_text(f"name,position\n{KNOWN},นักวิชาการศึกษา\n", encoding="utf-8")
    found = open_office(shipped("data").parent, mistakes.TODAY)
    return replace(found, root=tmp_path, signers={"director": found.signers["director"]})


def said(form: Form, office: Office, **values: Any) -> list[Problem]:
    file = office.root / "case.yaml"
    file.write_text(yaml.safe_dump({"year": 2570, **values}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        return read_cases(form, file, office)[1]
    except Problems as error:
        return list(error.problems)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def members(*groups: str) -> list[dict[str, Any]]:
    """Committees, each of the names in a text parted by commas."""
    return [{"title": f"คณะที่ {n}", "members": [{"name": name} for name in names.split(",")]} for n, names in enumerate(groups, 1)]


@pytest.mark.parametrize("name", [
    "นางบุญจันทร์ ลือกลาง", "นางบุญจันทร์ ลีอกกลาง", "น.ส.บุญจันทร์ ลีกลา", "นางบุญจันทร ลีกลาง", "บุญจันทร์ ลีกราง",
    "นายรอง ปัญสงกา",
])  # fmt: skip
def test_a_near_miss_of_a_known_person_stops_and_names_the_person(form: Form, office: Office, name: str) -> None:
    (wrong,) = [problem for problem in said(form, office, contact=name) if problem.fatal]
    assert wrong.code == "E140" and wrong.label == "ผู้ประสานงาน" and wrong.place.file == "case.yaml"
    assert name.replace("น.ส.", "นางสาว") in wrong.text and "data/people.csv" in wrong.text
    assert ("ปัญส์งกา" if "รอง" in name else KNOWN) in wrong.text


def test_whoever_really_is_another_person_is_added_to_the_people_of_the_office(form: Form, office: Office) -> None:
    with (office.root / "data" / "people.csv").open("a", encoding="utf-8") as file:
        file.write("นางบุญจันทร์ ลือกลาง,ครู\n")
    assert said(form, office, contact="นางบุญจันทร์ ลือกลาง", groups=members(KNOWN)) == []


@pytest.mark.parametrize("name", [
    KNOWN, "ดร.บุญจันทร์ ลีกลาง", "บุญจันทร์  ลีกลาง", "นางบุญจันทร์ ใจดี", "นางบุญจิรา ลีกลาง", "นายบุญจันทร์ ลือกลาง",
    "เด็กหญิงบุญจันทร์ ลือกลาง", "นางสาวจันทร์ ลือกลาง",
])  # fmt: skip
def test_a_known_person_and_people_who_are_merely_alike_pass(form: Form, office: Office, name: str) -> None:
    assert not [problem for problem in said(form, office, contact=name) if problem.code in ("E140", "W106", "W108")]


def test_in_a_field_that_is_not_for_the_office_a_near_miss_is_only_worth_a_look(form: Form, office: Office) -> None:
    assert codes(said(form, office, applicant="นางบุญจันทร์ ลือกลาง")) == ["W106"]


def test_a_person_in_a_field_of_text_is_held_against_the_known_where_people_are_suggested(form: Form, office: Office) -> None:
    assert codes(said(form, office, owner="นางบุญจันทร์ ลือกลาง")) == ["E140"]
    assert said(form, office, owner="กลุ่มส่งเสริมการจัดการศึกษา") == []


def test_one_person_spelled_in_two_ways_names_both_cells(form: Form, office: Office) -> None:
    (wrong,) = said(form, office, contact="นายสมคิด แก้วมณี", groups=members("นายเอก โทตรี", "นายสมคิด แก้วมะณี"))
    assert wrong.code == "E141" and wrong.place.cell and "นายสมคิด แก้วมณี" in wrong.text and "นายสมคิด แก้วมะณี" in wrong.text
    first = said(form, office, contact="x1")[0].place  # a wrong cell there says its own address
    assert str(replace(first, file="")) in wrong.text


def test_the_spelling_that_stands_most_often_is_taken_for_right(form: Form, office: Office) -> None:
    groups = members("นายสมคิด แก้วมะณี", "นายสมคิด แก้วมณี", "นายสมคิด แก้วมณี")
    (wrong,) = said(form, office, groups=groups)
    assert wrong.text.startswith('"นายสมคิด แก้วมะณี" กับ "นายสมคิด แก้วมณี"')


def test_the_rows_of_one_list_are_different_people(form: Form, office: Office) -> None:
    twins = [{"name": "เด็กหญิงธัญชนก แก้วมณี"}, {"name": "เด็กหญิงธัญชนน แก้วมณี"}]
    assert said(form, office, learners=twins) == []
    assert said(form, office, learners=twins, pupils=list(map(dict, twins))) == []  # and so they are where both lists have both
    assert codes(said(form, office, learners=twins[:1], pupils=twins[1:])) == ["W107"]


@pytest.mark.parametrize(("names", "code"), [
    (["นางสาวมาลี ใจงาม", "นางมาลี ใจงาม"], ["W108"]), (["นายมาลี ใจงาม", "นางมาลี ใจงาม"], ["W108"]),
    (["นายมานะ ใจงาม", "ว่าที่ร้อยตรีมานะ ใจงาม"], []), (["นายมานะ ใจงาม", "ดร.มานะ ใจงาม"], []),
])  # fmt: skip
def test_one_name_with_two_titles_is_worth_a_look(form: Form, office: Office, names: list[str], code: list[str]) -> None:
    assert codes(said(form, office, groups=members(*names))) == code


def test_another_title_than_a_known_persons_is_worth_a_look(form: Form, office: Office) -> None:
    assert codes(said(form, office, contact="นางสาวบุญจันทร์ ลีกลาง")) == ["W108"]


NAMES = st.builds(
    "{}{} {}".format, st.sampled_from(["นาย", "นาง", "เด็กหญิง"]), st.sampled_from(["สมคิด", "สมคิต", "มานะ"]),
    st.sampled_from(["แก้วมณี", "แก้วมะณี", "ใจงาม", "ใจงามม"]),
)  # fmt: skip


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True))
@settings(max_examples=40, deadline=None)
def test_one_list_alone_is_never_said_to_spell_anyone_twice(names: list[str]) -> None:
    office = open_office(shipped("data").parent, mistakes.TODAY)
    of = Field("people", "คน", "list", of=(Field("name", "ชื่อ", "person", suggest=("people.name",)),))
    record = Record(Place, lists={"people": [Record(Place) for _ in names]})  # wherever it stands
    assert settle_names([of], record, {"people": tuple({"name": Person.parse(name)} for name in names)}, Known(office)) == []


def test_a_long_list_is_not_compared_with_itself(form: Form, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """2,000 rows of few given names: each is held against the short list only, not against the other 1,999."""
    asked: list[Person] = []
    monkeypatch.setattr(alike, "same_person", lambda one, other: asked.append(other))
    given_names = [f"กา{a}{b}" for a in "กขคงจ" for b in "นมรล"]
    rows = [{"name": f"เด็กชาย{g} แก้ว{a}{b}"} for g in given_names for a in "กขคงจฉชซฐณ" for b in "กขคงจฉชซฐณ"]
    assert said(form, office, learners=rows, groups=members("นายกากน แก้วกา")) == []
    assert 0 < len(asked) < 2 * len(rows)
