"""The work of admission: schools read the same everywhere, and every total is that of the rows."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from generator.case import Case, read_cases
from generator.context import ready
from generator.errors import Problems
from generator.folders import shipped
from generator.form import load
from generator.make import Made, make
from generator.office import start_office
from generator.thai import arabic_digits
from tests import made, paper

FORM = "admission"


@functools.cache
def words(case: int, key: str, receiver: int = 0) -> str:
    """The words of a paper of an example case."""
    return paper.plain(paper.text(made.rendered(FORM, made.cases(FORM)[case], key, receiver)))


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = list(made.cases(FORM)[0].values["enrolments"])
    return found


def numbers(text: str, label: str, count: int) -> list[float]:
    """The cells after one of a table, as numbers."""
    lines = [arabic_digits(line).replace(",", "") for line in text.split("\n")]
    label = arabic_digits(label)
    at = next(n for n, line in enumerate(lines) if line == label and lines[n + 1][:1].isdecimal())
    return [float(cell) for cell in lines[at + 1 : at + 1 + count]]


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> Case:
    case = yaml.load(made.form(FORM).examples.read_text(encoding="utf-8"), yaml.BaseLoader)[0]
    change(case)
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    return read_cases(made.form(FORM), file, made.office())[0][0]


def test_each_step_ends_in_the_papers_of_the_manual() -> None:
    assert [(step.title, step.papers) for step in made.form(FORM).steps] == [
        ("จัดทำนโยบาย แนวปฏิบัติเกี่ยวกับการรับนักเรียน", ("policy",)),
        ("แต่งตั้งคณะกรรมการ ประชุม กำหนดนโยบาย", ("order", "invitation", "agenda", "reply", "minutes")),
        ("แจ้งสถานศึกษาดำเนินการตามนโยบาย", ("notice",)),
        ("ติดตามและตรวจสอบการรับนักเรียนในพื้นที่รับผิดชอบ", ("tracking",)),
        ("สรุปและรายงานผลหน่วยงานที่เกี่ยวข้อง", ("report", "submission")),
    ]


def test_early_in_the_work_only_its_first_paper_is_ready() -> None:
    early = made.cases(FORM)[1]
    assert [one.key for one in made.form(FORM).papers if ready(early, one)] == ["policy"]


@pytest.mark.parametrize("level", ["ระดับก่อนประถมศึกษา", "ชั้นประถมศึกษาปีที่ ๑", "ชั้นมัธยมศึกษาปีที่ ๑"])
def test_the_report_adds_up_each_level(level: str) -> None:
    own = [row for row in rows() if paper.plain(row["level"]) == level]
    sums = [sum(row[key] for row in own) for key in ("plan", "applied", "male", "female", "admitted")]
    share = round(sums[4] * 100 / sums[0], 2)
    assert numbers(words(0, "report"), level, 6) == pytest.approx([*sums, share], abs=0.006)


def test_the_report_adds_up_each_school_and_all_of_them() -> None:
    told = words(0, "report")
    for school in {row["school"] for row in rows()}:
        own = [row for row in rows() if row["school"] == school]
        sums = [sum(row[key] for row in own) for key in ("plan", "applied", "admitted")]
        assert numbers(told, school, 3) == sums, school
    plan, admitted = (sum(row[key] for row in rows()) for key in ("plan", "admitted"))
    text = arabic_digits(told)
    assert f"ทั้งสิ้น {admitted} คน จากแผนการรับ {plan} คน คิดเป็นร้อยละ {admitted * 100 / plan:.2f}" in text
    assert numbers(told, "รวม", 5)[0::4] == [plan, admitted], "the first table"


def test_boys_and_girls_are_added_up() -> None:
    assert all(row["admitted"] == row["male"] + row["female"] for row in rows())


def test_the_notice_says_the_same_to_every_school() -> None:
    schools = made.cases(FORM)[0].values["schools"]
    assert len(schools) == len(made.office().directory("schools"))
    told = [words(0, "notice", n) for n in range(len(schools))]
    assert len({text.replace(school.head, "ผู้รับ") for text, school in zip(told, schools, strict=True)}) == 1
    assert all(f"เรียน\t{school.head}" in text for text, school in zip(told, schools, strict=True))


def test_each_school_tracks_its_own_levels() -> None:
    schools = made.cases(FORM)[0].values["schools"]
    for n, school in enumerate(schools):
        own = [row for row in rows() if row["school"] == school.name]
        told = words(0, "tracking", n)
        assert school.name in told and school.head in told
        assert [row["level"] for row in own] == [
            line for line in told.split("\n") if line.startswith(("ระดับก่อน", "ชั้นประถม", "ชั้นมัธยม"))
        ]
        assert numbers(told, "รวม", 5)[0::4] == [sum(row[key] for row in own) for key in ("plan", "admitted")]


def test_before_the_results_the_form_holds_the_plan_and_room_for_the_rest() -> None:
    lines = words(2, "tracking").split("\n")
    at = lines.index("ระดับก่อนประถมศึกษา")
    assert lines[at : at + 8] == ["ระดับก่อนประถมศึกษา", "๒๐", "", "", "", "", "", ""]
    assert "รวม\n๔๕\n\n\n" in "\n".join(lines[at:])
    without = words(2, "tracking", 1).split("\n")
    at = without.index("ชั้นมัธยมศึกษาปีที่ ๑")
    assert without[at : at + 3] == ["ชั้นมัธยมศึกษาปีที่ ๑", "", ""], "no plan is known: all levels, empty"


def test_number_and_day_of_the_order_read_the_same_in_all_papers() -> None:
    assert "คำสั่งที่ ๒๑/๒๕๗๐ ลงวันที่ ๑๘ มกราคม ๒๕๗๐" in words(0, "invitation")
    assert "คำสั่งที่ ๒๑/๒๕๗๐ ลงวันที่ ๑๘ มกราคม ๒๕๗๐" in words(0, "minutes")
    assert "ที่ ๒๑/๒๕๗๐" in words(0, "order") and "๑๘ มกราคม พ.ศ. ๒๕๗๐" in words(0, "order")
    assert "ลงวันที่ ๒ กุมภาพันธ์ ๒๕๗๐" in words(0, "notice") and "๒ กุมภาพันธ์ พ.ศ. ๒๕๗๐" in words(0, "policy")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("admitted", "1", "E137"),
        ("school", "โรงเรียนบ้านนาสมมต", "E132"),
        ("level", "ชั้นประถมศึกษาปีที่ ๒", "E132"),
    ],
)
def test_what_does_not_agree_is_a_problem(key: str, value: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        changed(tmp_path, lambda case: case["enrolments"][0].update({key: value}))
    assert [problem.code for problem in caught.value.problems] == [said]


def test_the_chart_of_the_report_shows_the_sums_of_its_table() -> None:
    levels = dict.fromkeys(paper.plain(row["level"]) for row in rows())
    sums = {
        key: {level: sum(row[key] for row in rows() if paper.plain(row["level"]) == level) for level in levels}
        for key in ("plan", "admitted")
    }
    report = made.rendered(FORM, made.cases(FORM)[0], "report")
    assert paper.charted(report, paper.plain) == {"แผนการรับ": sums["plan"], "รับได้": sums["admitted"]}


def schools(tmp_path: Path, count: int) -> tuple[list[str], Made]:
    """The notices to so many schools, made in one run, and the names of these."""
    start_office(tmp_path / "office")
    head, *_ = shipped("data").joinpath("schools.csv").read_text(encoding="utf-8").splitlines()
    names = [f"โรงเรียนบ้านตัวอย่างที่ {n}" for n in range(1, count + 1)]
    rows = [f"{42010000 + n},{name},เมืองเลย,ผู้อำนวยการ{name}," for n, name in enumerate(names, 1)]
    (tmp_path / "office" / "data" / "schools.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    office = replace(made.office(), root=tmp_path / "office")
    case = yaml.load(made.form(FORM).examples.read_text(encoding="utf-8"), yaml.BaseLoader)[0]
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case | {"schools": "ทุกแห่ง"}, allow_unicode=True), encoding="utf-8")
    return names, make(load(office.forms, FORM), [tmp_path / "case.yaml"], office, "notice")


def test_a_hundred_and_fifty_schools_in_one_run(tmp_path: Path) -> None:
    """Each school its letter, all letters in one file to print, and the list of who gets which."""
    names, done = schools(tmp_path, 150)
    *letters, together, listed = [written.path for written in done.papers]
    assert len(letters) == 150 and all(name in arabic_digits(path.name) for name, path in zip(names, letters, strict=True))
    assert listed.suffix == ".xlsx" and openpyxl.load_workbook(listed).active.max_row == 3 + 150
    text = arabic_digits(paper.plain(paper.text(together)))
    assert re.findall(r"เรียน\s*ผู้อำนวยการ(โรงเรียนบ้านตัวอย่างที่\s\d+)", text) == names


def test_the_letters_of_one_file_have_a_page_each(tmp_path: Path, soffice: None) -> None:
    _, done = schools(tmp_path, 20)
    (pdf,) = paper.to_pdfs([done.papers[-2].path], tmp_path)
    assert len(paper.pages(pdf)) == 20
