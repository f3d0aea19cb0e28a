"""The work of the special quota: places by the stated scores, ties in the open, and no citizen ID on any paper."""

from __future__ import annotations

import functools
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case import Case, read_cases
from generator.context import ready
from generator.errors import Problems
from generator.thai import arabic_digits
from tests import made, paper

FORM = "quota"


@functools.cache
def words(case: int, key: str, receiver: int = 0) -> str:
    """The words of a paper of an example case."""
    return text_of(made.cases(FORM)[case], key, receiver)


def text_of(case: Case, key: str, receiver: int = 0) -> str:
    return paper.plain(paper.text(made.rendered(FORM, case, key, receiver)))


def examples() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.load(made.form(FORM).examples.read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


def changed(folder: Path, case: dict[str, Any]) -> Case:
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    return read_cases(made.form(FORM), file, made.office())[0][0]


def table(text: str, columns: int, start: str) -> list[list[str]]:
    """The rows of the first table after some words; a cell is a line."""
    lines = text[text.index(start) :].split("\n")
    first = next(n for n, line in enumerate(lines) if line == "๑")
    rows = []
    while re.fullmatch("[๐-๙]+|–", lines[first]):
        rows.append(lines[first : first + columns])
        first += columns
    return rows


def test_each_step_ends_in_the_papers_of_the_manual() -> None:
    assert [(step.title, step.papers) for step in made.form(FORM).steps] == [
        ("ศึกษาหลักเกณฑ์ แจ้งประชาสัมพันธ์ รับสมัคร", ("call", "application", "eligible")),
        ("แต่งตั้งคณะกรรมการคัดเลือกตามเกณฑ์ที่กำหนด", ("order",)),
        ("ประชุมคณะกรรมการดำเนินการคัดเลือก", ("invitation", "agenda", "reply", "minutes", "scores")),
        ("ประกาศผล", ("results",)),
        ("สรุปผลการคัดเลือก รายงานผล", ("report", "submission")),
    ]


def test_early_in_the_work_only_its_first_papers_are_ready() -> None:
    early = made.cases(FORM)[1]
    assert [one.key for one in made.form(FORM).papers if ready(early, one)] == ["call", "application"]


def test_the_results_stand_in_the_order_of_the_totals_with_ties_marked() -> None:
    rows = table(words(0, "results"), 7, "ประเภทด้านวิชาการ")
    assert [(row[1], row[4], row[5], row[6]) for row in rows] == [
        ("๐๑๙", "๙๑.๕๐", "ตัวจริง", ""),
        ("๐๑๖", "๘๗.๕๐", "ตัวจริง", "เท่ากัน"),
        ("๐๑๔", "๘๗.๕๐", "ตัวจริง", "เท่ากัน"),
        ("๐๑๐", "๘๕.๕๐", "ตัวจริง", "เท่ากัน"),
        ("๐๐๗", "๘๕.๕๐", "ตัวจริง", "เท่ากัน"),
        ("๐๑๒", "๘๕.๕๐", "สำรอง ๑", "เท่ากัน"),
        ("๐๐๙", "๘๐.๐๐", "สำรอง ๒", ""),
        ("๐๑๗", "๗๘.๕๐", "สำรอง ๓", ""),
    ]


def test_a_tie_that_nothing_decides_is_shown_and_counted_apart() -> None:
    told = words(2, "results")
    assert [row[1:2] + row[5:] for row in table(told, 7, "ประเภท")] == [
        ["๐๒", "ตัวจริง", ""],
        ["๐๑", "รอชี้ขาด", "เท่ากัน"],
        ["๐๓", "รอชี้ขาด", "เท่ากัน"],
    ]
    assert "ผู้ได้รับการคัดเลือก จำนวน ๑ คน" in told and "คะแนนเท่ากันทุกเกณฑ์ จำนวน ๒ คน" in told
    assert "ตะวัน" not in told, "below the least total"


@pytest.mark.parametrize("key", ["scores", "results", "report"])
def test_the_order_of_the_rows_in_the_workbook_changes_nothing(key: str, tmp_path: Path) -> None:
    case = examples()[0]
    random.Random(5).shuffle(case["applicants"])
    assert text_of(changed(tmp_path, case), key) == words(0, key)


def test_the_counts_of_all_papers_agree(tmp_path: Path) -> None:
    """Who is in is counted from the list itself, and every paper says that number."""
    results, report, scores = words(0, "results"), words(0, "report"), words(0, "scores")
    chosen, reserves = results.count("\nตัวจริง\n"), len(re.findall("\nสำรอง [๐-๙]+\n", results))
    said = [int(arabic_digits(n)) for n in re.findall(r"จำนวน ([๐-๙]+) คน", results)]
    assert said == [chosen, reserves] == [12, 7]
    assert scores.count("\nตัวจริง\n") == chosen
    total = report[report.index("\nรวม\n") :].split("\n")[2:7]
    assert total == ["๑๒", "๒๓", "๑๒", "๗", "๑๐๐.๐๐"]


def test_no_paper_shows_a_citizen_id() -> None:
    held = [str(row["citizen"].grouped).replace("-", "") for row in made.cases(FORM)[0].values["applicants"]]
    assert len(held) == 23
    for one in made.form(FORM).papers:
        digits = re.sub("[^0-9]", " ", arabic_digits(words(0, one.key)).replace("-", ""))
        assert not re.search(r"\d{13}", digits) and not any(number in digits for number in held), one.key


def test_all_are_invited_with_the_same_words() -> None:
    first, second = (words(0, "invitation", n).split("\n") for n in (0, 1))
    assert [(a, b) for a, b in zip(first, second, strict=True) if a != b] == [
        ("เรียน\tผู้อำนวยการโรงเรียนสมมติพิทยาคม", "เรียน\tผู้อำนวยการโรงเรียนบ้านนาสมมติ")
    ]


def test_number_day_and_subject_read_the_same_in_all_papers() -> None:
    assert "คำสั่งที่ ๘๖/๒๕๗๐ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๗๐" in words(0, "invitation") and "ที่ ๘๖/๒๕๗๐" in words(0, "order")
    for key in ("order", "invitation", "minutes", "scores", "results"):
        assert "คณะกรรมการคัดเลือกนักเรียนโควตาพิเศษ ปีการศึกษา ๒๕๗๐" in words(0, key), key
    subject = "รับสมัครนักเรียนโควตาพิเศษ เข้าศึกษาต่อชั้นมัธยมศึกษาปีที่ ๑ โรงเรียนสมมติพิทยาคม ปีการศึกษา ๒๕๗๐"
    assert subject in words(0, "results") and subject in words(0, "call").replace("\n", "").replace(
        "พิเศษเข้า", "พิเศษ เข้า"
    )
    for key in ("minutes", "scores"):
        assert "วันพุธที่ ๓ มีนาคม ๒๕๗๐" in words(0, key)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"total": "91"}, "E137"),
        ({"quota": "ด้านวิชากร"}, "E132"),
        ({"score2": "30.5"}, "E138"),
        ({"score4": "1"}, "E132"),
        ({"number": "016"}, "E139"),
    ],
)
def test_what_does_not_agree_is_a_problem(change: dict[str, str], said: str, tmp_path: Path) -> None:
    case = examples()[0]
    first = next(row for row in case["applicants"] if row["number"] == "019")
    first.update(change)
    with pytest.raises(Problems) as caught:
        changed(tmp_path, case)
    assert said in {problem.code for problem in caught.value.problems}


def test_the_chart_of_the_report_shows_the_seats_and_the_applicants() -> None:
    applicants = [row["quota"] for row in made.cases(FORM)[0].values["applicants"]]
    quotas = made.cases(FORM)[0].values["quotas"]
    assert paper.charted(made.rendered(FORM, made.cases(FORM)[0], "report"), paper.plain) == {
        "จำนวนรับ": {quota["name"]: quota["seats"] for quota in quotas},
        "ผู้สมัคร": {quota["name"]: applicants.count(quota["name"]) for quota in quotas},
    }
