"""Education by families: a permission or a refusal, never both, and deadlines that the law counts."""

from __future__ import annotations

import copy
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case import read_cases
from generator.drawing.flow import HEIGHT, SIZES, WIDTH, draw
from generator.drawing.works import Works
from generator.errors import GenError
from generator.issue import issue
from generator.make import make, standing
from generator.office import Office
from generator.thai import Day
from tests import made, paper

FORM = "permit"
ALLOWED, REFUSED, EARLY = range(3)


def raw(example: int) -> dict[str, Any]:
    return copy.deepcopy(yaml.safe_load(made.form(FORM).examples.read_text(encoding="utf-8"))[example])


def papers(case: dict[str, Any], folder: Path) -> dict[str, str]:
    """The words of each Word file of a case, by the paper's key (or its file's name, of one of several)."""
    (folder / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    done = make(made.form(FORM), [folder / "case.yaml"], office(folder))
    files = [written.path for written in done.papers if written.path.suffix == ".docx"]
    return {file.stem: paper.plain(paper.text(file)) for file in files}


def office(folder: Path):
    """The example office, whose papers go to a folder of the test's own."""
    (folder / "data").symlink_to(made.folder() / "data", target_is_directory=True)
    return replace(made.office(), root=folder)


def one(found: dict[str, str], begins: str) -> str:
    return next(text for name, text in found.items() if name.startswith(begins))


def test_a_permission_is_made_only_of_a_case_that_was_allowed(tmp_path: Path) -> None:
    case = raw(ALLOWED) | {"refusal": raw(REFUSED)["refusal"]}
    names = list(papers(case, tmp_path))
    assert any(name.startswith("หนังสืออนุญาต") for name in names)
    assert not any(name.startswith("หนังสือแจ้งไม่อนุญาต") for name in names)


def test_a_refusal_is_made_only_of_a_case_that_was_refused(tmp_path: Path) -> None:
    case = raw(REFUSED) | {"permission": raw(ALLOWED)["permission"], "power": "มาตรา 12"}
    names = list(papers(case, tmp_path))
    assert any(name.startswith("หนังสือแจ้งไม่อนุญาต") for name in names)
    assert not any(name.startswith("หนังสืออนุญาต") for name in names)


def test_before_the_meeting_neither_is_made_and_the_resolution_is_left_open(tmp_path: Path) -> None:
    case = raw(ALLOWED)
    del case["outcome"], case["meeting"]["resolution"]
    case["meeting"]["secretary"] = "นายสมศักดิ์ ตัวอย่างดี"
    found = papers(case, tmp_path)
    assert not [name for name in found if name.startswith(("หนังสืออนุญาต", "หนังสือแจ้งไม่"))]
    agenda = one(found, "เอกสารประกอบการพิจารณา")
    assert "มติที่ประชุม" in agenda and "ผู้จดมติที่ประชุม" not in agenda


def test_the_resolution_of_another_board_is_not_recorded_by_this_office(tmp_path: Path) -> None:
    text = one(papers(raw(ALLOWED), tmp_path), "เอกสารประกอบการพิจารณา")
    assert text.startswith("เอกสารประกอบการพิจารณา\nคณะกรรมการศึกษาธิการจังหวัด")
    assert "มติที่ประชุม" not in text and "ผู้จดมติ" not in text


@pytest.mark.parametrize(
    ("field", "label"), [("facts", "ข้อเท็จจริง"), ("legal", "ข้อกฎหมายที่อ้างอิง"), ("reasons", "เหตุผล")]
)
def test_a_refusal_without_what_the_law_asks_is_a_problem(field: str, label: str, tmp_path: Path) -> None:
    """พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. 2539 มาตรา 37 และ 40."""
    case = raw(REFUSED)
    del case["refusal"][field]
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    with pytest.raises(GenError) as error:
        read_cases(made.form(FORM), tmp_path / "case.yaml", made.office())
    assert [(problem.code, problem.label) for problem in error.value.problems] == [("E101", label)]


def test_a_refusal_says_facts_law_reasons_and_how_to_appeal() -> None:
    text = paper.plain(paper.text(next(path for path in made.papers(FORM) if path.stem.startswith("หนังสือแจ้งไม่อนุญาต"))))
    parts = [text.index(title) for title in ("๑. ข้อเท็จจริง", "๒. ข้อกฎหมาย", "๓. เหตุผล", "๔. สิทธิโต้แย้งคำสั่ง")]
    assert parts == sorted(parts)
    assert "ยื่นคำฟ้องเป็นหนังสือต่อศาลปกครอง" in text and "ภายใน ๙๐ วัน นับแต่วันที่ได้รับแจ้งคำสั่งนี้" in text
    assert "อุทธรณ์" not in text, "an order of a committee is not appealed to an official"


def test_who_made_the_refusal_decides_how_it_is_contested(tmp_path: Path) -> None:
    case = raw(REFUSED)
    case["refusal"] |= {"maker": "สำนักงาน", "appeal_to": "ผู้อำนวยการสำนักงาน"}
    by_office = one(papers(case, tmp_path), "หนังสือแจ้งไม่อนุญาต")
    assert "๔. สิทธิอุทธรณ์" in by_office and "ยื่นต่อผู้อำนวยการสำนักงาน ภายใน ๑๕ วัน" in by_office
    assert "ศาลปกครอง" not in by_office
    (tmp_path / "law").mkdir()
    case["refusal"]["remedy"] = "ท่านมีสิทธิอุทธรณ์ต่อคณะกรรมการตามกฎหมายเฉพาะภายใน 30 วัน"
    by_law = one(papers(case, tmp_path / "law"), "หนังสือแจ้งไม่อนุญาต")
    assert "คณะกรรมการตามกฎหมายเฉพาะภายใน ๓๐ วัน" in by_law
    assert "๑๕ วัน" not in by_law and "ศาลปกครอง" not in by_law


def test_an_office_that_does_not_say_who_refuses_is_asked(tmp_path: Path) -> None:
    settings = {key: what for key, what in made.office().sections["permit"].items() if key != "maker"}
    office = replace(made.office(), sections={**made.office().sections, "permit": settings})
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(raw(REFUSED), allow_unicode=True), encoding="utf-8")
    with pytest.raises(GenError) as error:
        read_cases(made.form(FORM), tmp_path / "case.yaml", office)
    assert [(problem.code, problem.label) for problem in error.value.problems] == [("E101", "ผู้ทำคำสั่ง")]


def test_a_letter_does_not_know_the_day_on_which_it_will_be_received(tmp_path: Path) -> None:
    case = raw(REFUSED) | {"notified": "26 กุมภาพันธ์ 2570"}
    text = one(papers(case, tmp_path), "หนังสือแจ้งไม่อนุญาต")
    assert "คือภายใน" not in text and "มีนาคม" not in text


def test_deadlines_follow_the_settings_of_the_office() -> None:
    settings = made.office().sections["permit"]
    values = made.cases(FORM)[ALLOWED].values
    assert values["decision_due"] - values["complete"] == settings["decision_days"]
    assert values["notice_due"] - values["decided"] == settings["notice_days"]
    assert values["appeal_until"] - values["notified"] >= settings["appeal_days"]


def test_what_is_missing_is_listed_with_a_working_day_as_the_last() -> None:
    case = made.cases(FORM)[EARLY]
    due = case.values["acknowledgement"]["complete_by"]
    assert due - case.values["acknowledgement"]["date"] == 17 and due.weekday == "วันจันทร์"
    text = paper.plain(paper.text(next(p for p in made.papers(FORM) if p.stem == "หนังสือตอบรับคำขอ นางอารยา ภูทดลอง")))
    assert "จำนวน ๓ รายการ" in text and "ภายในวันจันทร์ที่ ๑ มีนาคม ๒๕๗๐" in text
    for document in case.values["documents"]:
        assert (document["title"].translate(THAI) in text) != document["received"]


def test_an_undated_letter_gives_the_days_and_no_day(tmp_path: Path) -> None:
    case = raw(EARLY)
    del case["acknowledgement"]["date"]
    text = one(papers(case, tmp_path), "หนังสือตอบรับคำขอ")
    assert "ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือฉบับนี้" in text


def test_a_late_decision_is_said_and_does_not_stop(tmp_path: Path) -> None:
    case = raw(ALLOWED) | {"decided": "26 กุมภาพันธ์ 2570", "notified": None}
    case["permission"]["date"] = "1 มีนาคม 2570"
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    _, said = read_cases(made.form(FORM), tmp_path / "case.yaml", made.office())
    assert [(problem.code, problem.label) for problem in said] == [("W104", "วันประชุมพิจารณา")]


def test_early_in_the_work_the_first_papers_are_ready() -> None:
    _, early = list(standing(made.form(FORM), [made.form(FORM).examples], made.office()))[EARLY]
    assert [one.paper.key for one in early if not one.missing] == ["application", "acknowledgement"]


def test_citizen_ids_stand_in_full_only_where_they_are_asked_for() -> None:
    for path in made.papers(FORM):
        if path.suffix == ".docx":
            words = paper.text(path)
            assert ("๑-๒๓๔๕-" in words) == path.stem.startswith("แบบคำขอ"), path.name


def test_hours_and_shares_are_computed() -> None:
    plan = made.cases(FORM)[ALLOWED].values["plan"]
    assert plan["hours"] == sum(one["hours"] for one in plan["subjects"])
    text = paper.plain(paper.text(next(path for path in made.papers(FORM) if path.stem.startswith("รายงานผล"))))
    families = made.cases(FORM)[ALLOWED].values["report"]["families"]
    assert f"จำนวน {len(families)} ครอบครัว ผู้เรียน {sum(one['learners'] for one in families)} คน".translate(THAI) in text
    assert "๘๘.๘๙" in text


def test_a_learner_without_results_gets_a_form_to_fill_in_by_hand(tmp_path: Path) -> None:
    case = raw(ALLOWED)
    del case["learners"][1]["grades"]
    found = papers(case, tmp_path)
    blank, filled = (one(found, f"แบบบันทึกผล {name}") for name in ("เด็กชายภูผา", "เด็กหญิงพิมพ์ใจ"))
    assert "(√)" not in blank and all(subject["title"] in blank for subject in case["plan"]["subjects"])
    assert "( ) ผ่าน  ( ) ไม่ผ่าน" in filled and "ผ่าน ๔ รายการ" in filled, "the committee ticks"


def test_a_result_that_fails_is_seen_in_the_summary(tmp_path: Path) -> None:
    case = raw(ALLOWED)
    case["learners"][0]["grades"][1]["result"] = "ไม่ผ่าน"
    text = one(papers(case, tmp_path), "แบบบันทึกผล เด็กหญิงพิมพ์ใจ")
    assert "ผ่าน ๓ รายการ ไม่ผ่าน ๑ รายการ" in text and "(√)" not in text, "attendance counts too"


def test_a_certificate_for_one_who_is_no_learner_is_a_problem(tmp_path: Path) -> None:
    case = raw(ALLOWED)
    case["certification"]["certificates"][0]["learner"] = "เด็กหญิงพิมพ์ใจ ใจสมมุติ"
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    with pytest.raises(GenError, match="E132"):
        read_cases(made.form(FORM), tmp_path / "case.yaml", made.office())


def test_every_paper_names_the_family_alike() -> None:
    for path in made.papers(FORM):
        if path.suffix == ".docx" and "ภัทรา" in path.stem:
            assert "ภัทรา ใจสมมติ" in paper.plain(paper.text(path)).replace("ภัทรา  ใจ", "ภัทรา ใจ"), path.name


@pytest.fixture(scope="module")
def pages(soffice: None) -> dict[str, list[paper.Page]]:
    folder = made.folder() / "permit-pages"
    files = [path for path in made.papers(FORM) if path.suffix == ".docx" and "รวม" not in path.stem]
    return {pdf.stem: paper.pages(pdf) for pdf in paper.to_pdfs(files, folder)}


def test_no_line_leaves_the_margins_and_no_heading_ends_a_page(pages: dict[str, list[paper.Page]]) -> None:
    for name, found in pages.items():
        for n, page in enumerate(found):
            assert all(line.left >= 2.95 and line.right <= 19.1 and line.baseline <= 27.8 for line in page.lines), name
            last = page.lines[-1]
            assert n == len(found) - 1 or not last.bold or re.fullmatch("[๐-๙.,]+", last.text), name  # a table's total


def test_no_signature_stands_alone_on_a_page(pages: dict[str, list[paper.Page]]) -> None:
    for name, found in pages.items():
        for page in found:
            signed = next((n for n, line in enumerate(page.lines) if line.text.startswith("(นา")), None)
            assert signed is None or len([line for line in page.lines[:signed] if "- " not in line.text]) >= 2, name


THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def test_the_days_of_the_example_are_days_of_the_calendar() -> None:
    """The example's meeting is on a working day of the office."""
    decided = made.cases(FORM)[ALLOWED].values["decided"]
    assert isinstance(decided, Day) and decided.date.weekday() < 5 and decided.date not in made.office().holidays


def test_the_chart_of_the_work_asks_whether_the_committee_agrees() -> None:
    steps = Works(made.FORMS)["permit"].steps
    shapes = [shape for drawing in draw(steps, "", SIZES[0], WIDTH, HEIGHT) for shape in drawing.shapes]
    (asked,) = [shape for shape in shapes if shape.form == "flowChartDecision"]
    (refused,) = [shape for shape in shapes if shape.form == "flowChartAlternateProcess"]
    assert asked.text == "คณะกรรมการเห็นชอบ" and "สิทธิอุทธรณ์" in refused.text


def test_no_two_learners_have_one_certificate_number(tmp_path: Path) -> None:
    case = raw(ALLOWED)
    for row in case["certification"]["certificates"]:
        row["number"] = "7/2571"
    with pytest.raises(GenError) as wrong:
        papers(case, tmp_path)
    assert [problem.code for problem in wrong.value.problems] == ["E139"]


def certificates(folder: Path, *numbers: str, **other: Any) -> tuple[Office, list[Path]]:
    """The certificates of the learners of the example, made in an office with a number book of its own."""
    if not (folder / "data").exists():
        shutil.copytree(made.folder() / "data", folder / "data")
    case = raw(ALLOWED) | other
    for row, number in zip(case["certification"]["certificates"], numbers, strict=True):
        row["number"] = number
    (folder / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    own = replace(made.office(), root=folder, today=date(2028, 4, 1))  # after the certificates are dated
    done = make(made.form(FORM), [folder / "case.yaml"], own, only="certificate")
    return own, [one.path for one in done.papers if "ผลการศึกษา เด็ก" in one.path.stem]


def test_each_certificate_takes_its_own_number_from_the_book(tmp_path: Path) -> None:
    own, files = certificates(tmp_path, "", "")
    assert [one.number for one in issue(files, own)] == ["1/2571", "2/2571"]
    assert ["๑/๒๕๗๑" in paper.text(file) for file in files] == [True, False]


def test_a_number_in_the_row_is_the_one_that_the_book_gets_and_no_other_paper_after_it(tmp_path: Path) -> None:
    own, files = certificates(tmp_path, "7/2571", "8/2571")
    assert [one.number for one in issue(files, own)] == ["7/2571", "8/2571"]
    own, others = certificates(tmp_path, "", "8/2571", received="2 มกราคม 2570")
    assert not set(others) & set(files)
    with pytest.raises(GenError, match="8"):
        issue(others, own)


def test_a_number_that_is_typed_later_does_not_make_it_another_paper(tmp_path: Path) -> None:
    _, files = certificates(tmp_path, "", "")
    assert certificates(tmp_path, "7/2571", "8/2571")[1] == files


def test_a_period_told_otherwise_than_the_deadlines_are_counted_is_said(tmp_path: Path) -> None:
    case = raw(REFUSED)
    case["refusal"]["appeal_days"] = "๓๐"
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    (said,) = read_cases(made.form(FORM), tmp_path / "case.yaml", made.office())[1]
    assert (said.code, said.label) == ("W103", "กำหนดอุทธรณ์ (วัน)") and "15" in said.text
    case["refusal"]["appeal_days"] = "๑๕"
    (tmp_path / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    assert read_cases(made.form(FORM), tmp_path / "case.yaml", made.office())[1] == []
