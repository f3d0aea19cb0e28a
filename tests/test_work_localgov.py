"""The work with local governments: letters to each, a network directory that counts itself, agreements of two parties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case import read_cases
from generator.context import ready
from generator.errors import Problems
from generator.thai import thai_digits
from tests import made, paper

FORM = "localgov"
DISTRICT = "เมืองเลย"


@pytest.fixture(scope="module")
def typed() -> dict[str, Any]:
    return made.typed(FORM)


def words(start: str) -> list[str]:
    return made.words(FORM, start)


def greetings(texts: list[str]) -> list[str]:
    return [line.removeprefix("เรียน\t") for text in texts for line in text.splitlines() if line.startswith("เรียน\t")]


def without_greeting(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("เรียน\t"))


def amount(number: int) -> str:
    return thai_digits(f"{number:,}")


def share(part: int, whole: int) -> str:
    return thai_digits(f"{part * 100 / whole:.2f}")


def test_every_local_government_gets_the_same_letter() -> None:
    letters = [text for text in words("หนังสือขอความร่วมมือ") if "๑๙๐๕" in text]
    directory = made.office().directory("localgov")
    assert sorted(greetings(letters)) == sorted(one.head for one in directory)
    assert len(set(map(without_greeting, letters))) == 1


def test_a_case_at_its_first_step_writes_to_one_district_and_leaves_the_number_open() -> None:
    first = made.cases(FORM)[1]
    assert [one.key for one in made.form(FORM).papers if ready(first, one)] == ["letter", "contact"]
    letters = [text for text in words("หนังสือขอความร่วมมือ") if "๑๙๐๕" not in text]
    heads = [one.head for one in made.office().directory("localgov") if one.district == DISTRICT]
    assert sorted(greetings(letters)) == sorted(heads)


def test_the_directory_counts_its_members_and_districts(typed: dict[str, Any]) -> None:
    (directory,) = words("ทำเนียบเครือข่าย")
    rows = typed["partners"]
    districts = {row["district"] for row in rows}
    assert f"ในเครือข่าย {amount(len(rows))} แห่ง ใน {amount(len(districts))} อำเภอ" in directory
    centers, schools = (sum(row.get(key, 0) for row in rows) for key in ("centers", "schools"))
    assert f"รวม\n{amount(centers)}\n{amount(schools)}\n" in directory


def test_an_address_keeps_its_letters_and_a_phone_number_is_thai() -> None:
    (directory,) = words("ทำเนียบเครือข่าย")
    assert "edu@nasommut.example" in directory and "๐ ๔๒๐๐ ๐๑๐๑" in directory


def test_the_invitation_calls_to_the_meeting_that_the_minutes_report(typed: dict[str, Any]) -> None:
    invitations, (minutes,) = words("หนังสือเชิญประชุม"), words("รายงานการประชุม")
    assert sorted(greetings(invitations)) == sorted(one["head"] for one in typed["invitation"]["invited"])
    assert len(set(map(without_greeting, invitations))) == 1
    for said in ("วันศุกร์ที่ ๒๕ มิถุนายน ๒๕๗๐", "ห้องประชุมภูหลวง", "๑๘๗/๒๕๗๐ ลงวันที่ ๗ มิถุนายน ๒๕๗๐", "ครั้งที่ ๑/๒๕๗๐"):
        assert said in minutes and all(said in text for text in invitations)


def test_each_agreement_names_its_own_two_parties_and_no_other(typed: dict[str, Any]) -> None:
    parties = typed["agreement"]["parties"]
    agreements = words("บันทึกข้อตกลงความร่วมมือ")
    assert len(agreements) == len(parties) == 2
    for party in parties:
        (text,) = (one for one in agreements if party["name"] in one)
        others = [one for one in parties if one is not party]
        assert f"โดย {party['signer']} {party['position']}" in text
        assert text.count("ฝ่ายที่หนึ่ง") >= 2 and text.count("พยาน") == 3  # the last clause names witnesses too
        assert not any(other["name"] in text or other["signer"] in text for other in others)


def test_the_report_adds_learners_up_and_shares_them_out(typed: dict[str, Any]) -> None:
    (report,) = words("รายงานผลการจัดการศึกษา")
    rows, levels = typed["report"]["learners"], ("preschool", "primary", "secondary")
    whole = sum(row[level] for row in rows for level in levels)
    for row in rows:
        total = sum(row[level] for level in levels)
        cells = [row["partner"], *(amount(row[level]) for level in levels), amount(total), share(total, whole)]
        assert "\n".join(cells) in report
    sums = [sum(row[level] for row in rows) for level in levels]
    assert "\n".join(["รวม", *map(amount, sums), amount(whole), "๑๐๐.๐๐"]) in report
    assert f"ปฐมวัยร้อยละ {share(sums[0], whole)}" in report


def test_the_report_says_who_has_not_reported(typed: dict[str, Any]) -> None:
    (report,) = words("รายงานผลการจัดการศึกษา")
    late = len(typed["partners"]) - len(typed["report"]["learners"])
    assert f"ยังไม่ได้รับรายงาน {amount(late)} แห่ง" in report


def test_learners_of_one_outside_the_network_are_said(tmp_path: Path, typed: dict[str, Any]) -> None:
    learners = [{"partner": "เทศบาลที่ไม่มี", "preschool": 1, "primary": 0, "secondary": 0, "total": 2}]
    file = tmp_path / "wrong.yaml"
    wrong = {**typed, "report": {**typed["report"], "learners": learners}}
    file.write_text(yaml.safe_dump([wrong], allow_unicode=True), encoding="utf-8")
    with pytest.raises(Problems) as found:
        read_cases(made.form(FORM), file, made.office())
    assert sorted(one.code for one in found.value.problems) == ["E132", "E137"]


def test_the_chart_of_the_report_shows_what_its_table_says(typed: dict[str, Any]) -> None:
    names = {"preschool": "ปฐมวัย", "primary": "ประถมศึกษา", "secondary": "มัธยมศึกษา"}
    rows = typed["report"]["learners"]
    shown = {name: {row["partner"]: row[key] for row in rows} for key, name in names.items()}
    (report,) = (path for path in made.papers(FORM) if path.name.startswith("รายงานผลการจัดการศึกษา"))
    assert paper.charted(report) == shown
