"""The work of non-formal education: its papers count alike, name alike, and circulars differ only in their greeting."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case import read_cases
from generator.context import ready
from generator.errors import Problems
from generator.thai import thai_digits
from tests import made, paper

FORM = "nonformal"


@pytest.fixture(scope="module")
def typed() -> dict[str, Any]:
    return made.typed(FORM)


def words(start: str) -> list[str]:
    """Those of the full example; the other is of the year 2571."""
    return made.words(FORM, start, but="๒๕๗๑")


def amount(number: Decimal | int) -> str:
    return thai_digits(f"{number:,.2f}" if number % 1 else f"{number:,.0f}")


def share(part: Decimal | int, whole: Decimal | int) -> str:
    return thai_digits(f"{float(part) * 100 / float(whole):.2f}")


def total(rows: list[dict[str, Any]], field: str) -> Decimal:
    return sum((Decimal(str(row.get(field, 0))) for row in rows), Decimal(0))


def test_the_plan_adds_its_budget_up(typed: dict[str, Any]) -> None:
    (plan,) = words("แผนปฏิบัติการ")
    budget = amount(total(typed["activities"], "budget"))
    assert f"รวมงบประมาณ\n{budget}\n" in plan
    assert f"งบประมาณทั้งสิ้น {budget} บาท (หนึ่งแสนสี่พันบาทถ้วน)" in plan


def test_the_plan_counts_the_activities_of_each_source(typed: dict[str, Any]) -> None:
    (plan,) = words("แผนปฏิบัติการ")
    for source in {row["source"] for row in typed["activities"] if "budget" in row}:
        baht = sum(row.get("budget", 0) for row in typed["activities"] if row.get("source") == source)
        assert f"{source} จำนวน {amount(baht)} บาท" in plan
    assert "ถัวจ่ายได้เฉพาะภายในแหล่งงบประมาณเดียวกัน" in plan


def test_the_report_compares_results_with_the_plan(typed: dict[str, Any]) -> None:
    (report,) = words("รายงานผลการติดตาม")
    rows = typed["activities"]
    target, done, budget, spent = (total(rows, field) for field in ("target", "done", "budget", "spent"))
    assert (
        f"รวม\n{amount(target)}\n{amount(done)}\n{share(done, target)}\n{amount(budget)}\n{amount(spent)}\n{share(spent, budget)}\n"
        in report
    )
    assert f"มีผู้เข้าร่วม {amount(done)} คน จากเป้าหมาย {amount(target)} คน" in report


def test_the_report_says_how_many_results_are_awaited() -> None:
    (report,) = words("รายงานผลการติดตาม")
    assert "รายงานผลแล้ว ๖ กิจกรรม จาก ๗ กิจกรรม" in report
    assert "ยังไม่ได้รับรายงานผล ๑ กิจกรรม" in report


def test_the_report_adds_learners_up_by_office_and_by_level(typed: dict[str, Any]) -> None:
    (report,) = words("รายงานผลการติดตาม")
    rows, levels = typed["report"]["learners"], ("primary", "lower", "upper")
    for row in rows:
        counts = [row[level] for level in levels]
        assert "\n".join([row["unit"], *map(amount, counts), amount(sum(counts))]) in report
    sums = [int(total(rows, level)) for level in levels]
    assert "\n".join(["รวม", *map(amount, sums), amount(sum(sums))]) in report


def test_every_partner_gets_a_letter_that_differs_in_its_greeting_only(typed: dict[str, Any]) -> None:
    letters = [text.splitlines() for text in words("หนังสือประสานความร่วมมือ")]
    greetings = [line for text in letters for line in text if line.startswith(("เรียน\t", "นมัสการ\t"))]
    greets = {partner["head"]: "นมัสการ" if partner["head"].startswith("เจ้าอาวาส") else "เรียน" for partner in typed["partners"]}
    assert sorted(greetings) == sorted(f"{how}\t{head}" for head, how in greets.items())
    others = {tuple(line for line in text if line not in greetings) for text in letters}
    to_a_monk, to_others = sorted(others, key=lambda lines: "ขอนมัสการด้วยความเคารพ" not in lines)
    assert {"จึงนมัสการมาเพื่อโปรดพิจารณาให้ความร่วมมือ", "ขอนมัสการด้วยความเคารพ"} == set(to_a_monk) - set(to_others)
    assert {"จึงเรียนมาเพื่อโปรดพิจารณาให้ความร่วมมือ", "ขอแสดงความนับถือ"} == set(to_others) - set(to_a_monk)


def test_a_person_is_called_the_same_in_every_paper(typed: dict[str, Any]) -> None:
    (order,), (plan,) = words("คำสั่ง"), words("แผนปฏิบัติการ")
    for owner in {row["owner"] for row in typed["activities"]} - {"นายอนุชา ทองภู"}:  # he is not of the working group
        assert owner in order and owner in plan


def test_a_case_at_its_first_step_has_only_the_memo() -> None:
    first = made.cases(FORM)[1]
    assert [one.key for one in made.form(FORM).papers if ready(first, one)] == ["memo"]


def said(case: dict[str, Any], folder: Path) -> list[str]:
    """What reading a case says."""
    file = folder / "wrong.yaml"
    file.write_text(yaml.safe_dump([case], allow_unicode=True), encoding="utf-8")
    with pytest.raises(Problems) as found:
        read_cases(made.form(FORM), file, made.office())
    return [str(one) for one in found.value.problems]


def test_a_typed_total_that_differs_is_said(tmp_path: Path, typed: dict[str, Any]) -> None:
    (problem,) = said({**typed, "budget": 99_999}, tmp_path)
    assert problem.startswith("E137") and "104000" in problem


def test_learners_of_an_office_that_was_not_written_to_are_said(tmp_path: Path, typed: dict[str, Any]) -> None:
    learners = [{"unit": "ศูนย์ที่ไม่มี", "primary": 1, "lower": 1, "upper": 1}]
    (problem,) = said({**typed, "report": {**typed["report"], "learners": learners}}, tmp_path)
    assert problem.startswith("E132")


def test_the_chart_of_the_report_shows_what_its_table_says(typed: dict[str, Any]) -> None:
    names = {"primary": "ประถมศึกษา", "lower": "มัธยมศึกษาตอนต้น", "upper": "มัธยมศึกษาตอนปลาย"}
    rows = typed["report"]["learners"]
    shown = {name: {row["unit"]: row[key] for row in rows} for key, name in names.items()}
    (report,) = (path for path in made.papers(FORM) if path.name.startswith("รายงานผลการติดตาม"))
    assert paper.charted(report) == shown
