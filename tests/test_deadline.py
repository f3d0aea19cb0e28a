"""Deadlines: the first day is not counted, a person's last day is a working day, an officer's is the day itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.case import read_cases
from generator.deadline import deadline, is_working, last_day
from generator.errors import GenError
from generator.form import load
from generator.office import Office, open_office, shipped
from generator.thai import Day
from tests.mistakes import TODAY

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31)).map(Day)
PERIODS = st.integers(0, 400)
HOLIDAYS = st.frozensets(st.dates(date(2020, 1, 1), date(2037, 12, 31)), max_size=60)
NEW_YEAR = {date(2026, 12, 31), date(2027, 1, 1)}  # Thursday and Friday

FORM = """\
title: คำขอ
kind: order
layout: labels
fields:
  received: {label: วันที่รับ, type: date}
  decision_due: {label: ครบกำหนดพิจารณา, type: date, due: {after: received, days: permit.decision_days, by: office}}
  decided: {label: วันที่มีมติ, type: date, until: decision_due}
  answer:
    label: หนังสือแจ้ง
    type: record
    of:
      date: {label: ลงวันที่, type: date}
      appeal_until: {label: อุทธรณ์ได้ถึง, type: date, due: {after: date, days: 15}}
      board: {label: คณะ, default: "{office.permit.board}"}
      to: {label: เรียน, default: "ผู้อำนวยการ{office.name}"}
papers:
  answer: {title: หนังสือแจ้ง, template: a.docx}
"""


@given(DAYS, PERIODS, HOLIDAYS)
def test_a_person_has_until_the_first_working_day_at_or_after_the_last(day: Day, days: int, holidays: frozenset[date]) -> None:
    found = deadline(day, days, holidays)
    assert is_working(found, holidays) and found >= last_day(day, days)
    between = (last_day(day, days) + n for n in range(last_day(day, days).until(found)))
    assert not any(is_working(one, holidays) for one in between)


@given(DAYS, PERIODS)
def test_the_first_day_is_not_counted(day: Day, days: int) -> None:
    """มาตรา 193/3: the days of the period are those after the first."""
    counted = [day.date + timedelta(days=n) for n in range(1, days + 1)]
    assert last_day(day, days).date == (counted[-1] if counted else day.date)


@given(DAYS, PERIODS, HOLIDAYS)
def test_a_longer_period_never_ends_earlier(day: Day, days: int, holidays: frozenset[date]) -> None:
    assert deadline(day, days, holidays) <= deadline(day, days + 1, holidays)


@pytest.mark.parametrize(
    ("start", "days", "ends"),
    [
        (date(2026, 12, 1), 15, date(2026, 12, 16)),
        (date(2026, 12, 4), 15, date(2026, 12, 21)),  # the 19th is a Saturday
        (date(2026, 12, 16), 15, date(2027, 1, 4)),  # two holidays, then a weekend
        (date(2026, 12, 17), 0, date(2026, 12, 17)),
    ],
)
def test_known_periods(start: date, days: int, ends: date) -> None:
    assert deadline(Day(start), days, NEW_YEAR).date == ends


def test_a_period_does_not_run_backwards() -> None:
    with pytest.raises(ValueError):
        last_day(Day(TODAY), -1)


# --- in a form


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = open_office(shipped("data").parent, TODAY)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "holidays.csv").write_text("date,name\n31 ธันวาคม 2569,สิ้นปี\n1/1/2570,ปีใหม่\n", encoding="utf-8")
    return replace(opened, root=tmp_path)


def case(folder: Path, office: Office, form: str = FORM, **values: object):
    (folder / "ask").mkdir()
    (folder / "ask" / "form.yaml").write_text(form, encoding="utf-8")
    (folder / "ask" / "a.docx").touch()
    (folder / "case.yaml").write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    (found,), said = read_cases(load(folder, "ask"), folder / "case.yaml", office)
    return found.values, [(problem.code, problem.label) for problem in said]


def test_deadlines_are_counted_from_the_settings(tmp_path: Path, office: Office) -> None:
    values, said = case(tmp_path, office, received="1 ธันวาคม 2569", answer={"date": "16 ธันวาคม 2569"})
    assert str(values["decision_due"].typed) == "31 ธันวาคม 2569", "officers have until the day itself"
    assert values["answer"]["appeal_until"].typed == "4 มกราคม 2570", "a person until the next working day"
    assert said == []


def test_settings_and_facts_of_the_office_stand_in_defaults(tmp_path: Path, office: Office) -> None:
    values, _ = case(tmp_path, office, answer={"date": "16 ธันวาคม 2569"})
    assert values["answer"]["board"] == office.sections["permit"]["board"]
    assert values["answer"]["to"] == f"ผู้อำนวยการ{office.name}"


def test_nothing_is_counted_from_a_day_that_is_not_given(tmp_path: Path, office: Office) -> None:
    values, said = case(tmp_path, office, answer={"board": "กศจ."})
    assert values["decision_due"] is None and values["answer"]["appeal_until"] is None and said == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"received": "1/12/2569", "decided": "31/12/2569"}, []),
        ({"received": "1/12/2569", "decided": "1/1/2570"}, [("W104", "วันที่มีมติ")]),
        ({"received": "22/10/2569"}, [("W105", "วันที่มีมติ")]),  # 30 days later was yesterday
        ({"received": "23/10/2569"}, []),
        ({"received": "1/12/2569", "decision_due": "2/1/2570"}, [("W103", "ครบกำหนดพิจารณา")]),
        ({"answer": {"date": "20/12/2571"}}, [("W503", "อุทธรณ์ได้ถึง")]),
    ],
)
def test_what_is_late_or_unlike_is_said(values: dict[str, object], said: list[object], tmp_path: Path, office: Office) -> None:
    assert case(tmp_path, office, **values)[1] == said


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("after: received,", "after: nothing,", "ไม่มีช่อง nothing"),
        ("until: decision_due", "until: nothing", "ไม่มีช่อง nothing"),
        ("by: office", "by: nobody", "by เป็น person หรือ office"),
        ("days: 15", "days: [15]", "days เป็นจำนวนวัน"),
        ("days: 15", "day: 15", "days"),
        ("permit.decision_days", "permit.decison_days", "ต้องเป็นจำนวนวัน"),
    ],
)
def test_a_wrong_deadline_is_named(old: str, new: str, word: str, tmp_path: Path, office: Office) -> None:
    with pytest.raises(GenError, match=word):
        case(tmp_path, office, FORM.replace(old, new), received="1 ธันวาคม 2569")


def test_a_holiday_that_is_no_day_is_named(office: Office) -> None:
    (office.root / "data" / "holidays.csv").write_text("date,name\n31 กุมภาพันธ์ 2569,\n", encoding="utf-8")
    with pytest.raises(GenError, match="31 กุมภาพันธ์ 2569"):
        office.holidays  # noqa: B018
