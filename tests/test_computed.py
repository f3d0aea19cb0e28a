"""What fields say of one another: sums and counts nobody has to type, and every typed one that differs is found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.case import Case, read_cases
from generator.errors import GenError, Problems
from generator.form import Form, load
from generator.office import open_office, shipped
from tests import mistakes

OFFICE = open_office(shipped("data").parent, mistakes.TODAY)
FORM = """\
title: การคัดเลือก
kind: announcement
layout: labels
fields:
  year: {label: ปี, type: integer}
  program: {label: โครงการ}
  board: {label: คณะ, default: "คณะกรรมการคัดเลือก{program}"}
  seats: {label: รับรวม, type: integer, sum: quotas.seats}
  quotas:
    label: ประเภท
    type: list
    of:
      name: {label: ชื่อประเภท, required: true, unique: true}
      seats: {label: จำนวนรับ, type: integer}
      applied: {label: จำนวนผู้สมัคร, type: integer, count: applicants.quota}
  criteria:
    label: เกณฑ์
    type: list
    of: {name: {label: ชื่อเกณฑ์}, full: {label: คะแนนเต็ม, type: integer}}
  applicants:
    label: ผู้สมัคร
    type: list
    of:
      number: {label: เลขประจำตัว, unique: true}
      quota: {label: ประเภทที่สมัคร, among: quotas.name}
      score1: {label: คะแนนที่ 1, type: decimal, most: criteria.1.full}
      score2: {label: คะแนนที่ 2, type: decimal, most: criteria.2.full}
      total: {label: คะแนนรวม, type: decimal, sum: [score1, score2]}
  call:
    label: ประกาศ
    type: record
    of:
      subject: {label: เรื่อง, default: "รับสมัคร{program} ปี {year}"}
      count: {label: จำนวนประเภท, type: integer, count: quotas}
      order_text: {label: ข้อความสั่ง, default: "จึงแต่งตั้ง{board} ดังนี้"}
      note: {label: ข้อความ}
papers:
  paper: {title: เอกสาร, template: paper.docx}
"""
QUOTAS = [{"name": "ด้านกีฬา", "seats": 2}, {"name": "ด้านดนตรี", "seats": 3}]
CRITERIA = [{"name": "ทักษะ", "full": 60}, {"name": "สัมภาษณ์", "full": 40}]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return formed(FORM, tmp_path_factory.mktemp("forms"))


def formed(text: str, forms: Path) -> Form:
    (forms / "work").mkdir()
    (forms / "work" / "form.yaml").write_text(text, encoding="utf-8")
    (forms / "work" / "paper.docx").write_bytes(b"")
    return load(forms, "work")


def read(form: Form, folder: Path, **values: Any) -> dict[str, Any]:
    """The values of one case of YAML."""
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    cases: list[Case] = read_cases(form, file, OFFICE)[0]
    return dict(cases[0].values)


def wrong(form: Form, folder: Path, **values: Any) -> list[str]:
    with pytest.raises(Problems) as caught:
        read(form, folder, **values)
    return [problem.code + " " + problem.text for problem in caught.value.problems]


def applicant(number: int, quota: str = "ด้านกีฬา", **scores: Any) -> dict[str, Any]:
    return {"number": str(number), "quota": quota, **scores}


def test_empty_totals_are_filled_in(form: Form, tmp_path: Path) -> None:
    rows = [applicant(1, score1=50.5, score2=30), applicant(2, "ด้านดนตรี", score1=40), applicant(3)]
    case = read(form, tmp_path, quotas=QUOTAS, applicants=rows, criteria=CRITERIA, call={"note": "ก"})
    assert case["seats"] == 5
    assert [row["applied"] for row in case["quotas"]] == [2, 1]
    assert [row["total"] for row in case["applicants"]] == [Decimal("80.5"), 40, None]
    assert case["call"]["count"] == 2


def test_typed_totals_that_agree_are_kept(form: Form, tmp_path: Path) -> None:
    rows = [applicant(1, score1=50.5, score2=30, total=80.5)]
    assert read(form, tmp_path, seats=5, quotas=QUOTAS, applicants=rows, criteria=CRITERIA)["seats"] == 5


def test_every_typed_total_that_differs_is_a_problem_at_its_cell(form: Form, tmp_path: Path) -> None:
    quotas = [{**QUOTAS[0], "applied": 4}, QUOTAS[1]]
    rows = [applicant(1, score1=50, score2=30, total=81)]
    said = wrong(form, tmp_path, seats=6, quotas=quotas, applicants=rows, criteria=CRITERIA)
    assert said == [
        f'E137 "{typed}" ไม่ตรงกับผลรวมที่คำนวณได้ คือ {computed} — แก้ให้ตรง หรือเว้นว่างให้โปรแกรมคำนวณ'
        for typed, computed in ((4, 1), (81, 80), (6, 5))
    ]


def test_a_part_that_cannot_be_read_is_said_once(form: Form, tmp_path: Path) -> None:
    quotas = [{"name": "ด้านกีฬา", "seats": "สอง"}]
    assert [text[:4] for text in wrong(form, tmp_path, seats=9, quotas=quotas)] == ["E116"]


def test_a_default_takes_other_fields_of_the_case(form: Form, tmp_path: Path) -> None:
    case = read(form, tmp_path, year=2570, program="นักเรียน", call={"note": "ก"})
    assert case["call"]["subject"] == "รับสมัครนักเรียน ปี 2570"
    assert case["call"]["order_text"] == "จึงแต่งตั้งคณะกรรมการคัดเลือกนักเรียน ดังนี้"
    assert read(form, tmp_path, call={"subject": "เรื่องของเรา {program}"})["call"]["subject"] == "เรื่องของเรา {program}"


def test_names_bounds_and_repetitions_are_held_against_the_other_lists(form: Form, tmp_path: Path) -> None:
    rows = [applicant(1, "ด้านกิฬา", score1=61), applicant(1, score2=40)]
    assert wrong(form, tmp_path, quotas=QUOTAS, applicants=rows, criteria=CRITERIA) == [
        'E132 "ด้านกิฬา" ไม่ตรงกับรายการใดในแผ่น "ประเภท" หรือหมายถึง "ด้านกีฬา"',
        'E138 "61" มากกว่าคะแนนเต็ม คือ 60',
        'E139 "1" ซ้ำกับช่อง บรรทัด 2',
    ]


def test_a_score_of_a_criterion_that_is_not_there_is_a_problem(form: Form, tmp_path: Path) -> None:
    said = wrong(form, tmp_path, quotas=QUOTAS, criteria=CRITERIA[:1], applicants=[applicant(1, score2=4)])
    assert said == ['E132 "คะแนนที่ 2" ไม่ตรงกับรายการใดในแผ่น "เกณฑ์"']


@given(st.lists(st.decimals(0, 60, places=2), max_size=20))
def test_hundredths_add_up_exactly(scores: list[Decimal]) -> None:
    from generator.ranking import total

    assert total(scores) == (sum(round(score * 100) for score in scores) / Decimal(100) if scores else None)


@pytest.mark.parametrize("path", ["quota.seats", "quotas.seat", "quotas.seats.x"])
def test_a_sum_of_what_is_not_there_is_an_error_of_the_form(path: str, tmp_path: Path) -> None:
    with pytest.raises(GenError) as caught:
        formed(FORM.replace("sum: quotas.seats", f"sum: {path}"), tmp_path)
    assert caught.value.code == "E403" and "ไม่มีช่อง" in str(caught.value)
