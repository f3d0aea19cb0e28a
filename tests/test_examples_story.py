"""The examples of all forms tell one story: read together, one meeting, one order and one person are one thing each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import yaml

from generator.thai import Day, arabic_digits
from tests import made
from tests.mistakes import TODAY


def cases() -> Iterator[tuple[str, Any]]:
    for name in made.NAMES:
        for case in yaml.safe_load(made.form(name).examples.read_text(encoding="utf-8")):
            yield name, case


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a case, itself included."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from inside(one)
    elif isinstance(value, list):
        for one in value:
            yield from inside(one)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield arabic_digits(value)


def meetings() -> dict[str, list[dict[str, Any]]]:
    """The meetings of the office by number, day and place."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _, case in cases():
        for one in inside(case):
            if one.get("present"):
                found[arabic_digits(f"{one.get('number')} {one.get('date')} {one.get('place')}")].append(one)
    return found


def test_one_meeting_has_one_chair_and_one_list_of_people() -> None:
    several = {name: ones for name, ones in meetings().items() if len(ones) > 1}
    assert several, "the general minutes and those of a work tell of the same meeting"
    for name, ones in several.items():
        for part in ("present", "absent", "attending"):
            assert len({str(one.get(part)) for one in ones}) == 1, f"{name}: {part}"


def test_a_memo_that_counts_who_came_counts_as_the_minutes() -> None:
    held = [one for ones in meetings().values() for one in ones]
    counts = {arabic_digits(f"{one['number']} {one['date']}"): len(one["present"]) for one in held}
    told = 0
    for name, case in cases():
        whole = " ".join(texts(case))
        for number, day in re.findall(r"ครั้งที่ (\d+/\d{4}) เมื่อ(วัน\S+ที่ \d+ \S+ \d{4})", whole):
            for count in re.findall(r"มีกรรมการมาประชุม จำนวน (\d+) คน", whole):
                told += 1
                assert int(count) == counts[f"{number} {day}"], name
    assert told


def test_a_number_of_an_order_belongs_to_one_day_and_subject() -> None:
    days: dict[str, set[str]] = defaultdict(set)
    for _, case in cases():
        for one in texts(case):
            for number, day in re.findall(r"คำสั่ง[^\d]{0,60}ที่ (\d+/\d{4}) ลงวันที่ (\d+ \S+ \d{4})", one):
                days[number].add(day)
    assert days and not {number: found for number, found in days.items() if len(found) > 1}


def orders() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Every numbered order of the examples: its number, its form, its own fields, and the case around them."""
    for name, case in cases():
        for record in {paper.record for paper in made.form(name).papers if paper.series == "order"}:
            own = case.get(record) if record else case
            if own and own.get("number"):
                yield arabic_digits(str(own["number"])), name, own, case


def test_an_order_that_two_forms_tell_is_one_order() -> None:
    """The same day, the same people, and a journey of the same days."""
    told: dict[str, list[tuple[str, dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for number, name, one, case in orders():
        told[number].append((name, one, case))
    twice = {number: ones for number, ones in told.items() if len(ones) > 1}
    assert twice, "a journey is told by order and by travel"
    for number, ones in twice.items():
        assert len({arabic_digits(str(one["date"])) for _, one, _ in ones}) == 1, number
        people = [case.get("people") or case.get("travellers") for _, _, case in ones]
        assert len({str([(of["name"], of["position"]) for of in own]) for own in people if own}) == 1, number
        days = {arabic_digits(str(one["effective"])) for _, one, _ in ones if "effective" in one}
        days |= {
            arabic_digits(f"ตั้งแต่วันที่ {case['start']} ถึงวันที่ {case['end']}") for _, _, case in ones if "end" in case
        }
        assert len(days) == 1, f"{number}: {days}"


def test_orders_of_a_year_are_numbered_in_the_order_of_their_days() -> None:
    for year in {number.partition("/")[2] for number, *_ in orders()}:
        own = sorted((int(number.partition("/")[0]), Day.parse(str(one["date"]), TODAY))
                     for number, _, one, _ in orders() if number.endswith(f"/{year}"))
        assert [day for _, day in own] == sorted(day for _, day in own), f"{year}: {own}"


def test_a_committee_of_a_year_is_appointed_once() -> None:
    subjects: dict[str, set[str]] = defaultdict(set)
    for name, case in cases():
        for one in inside(case):
            if one.get("committees") and one.get("number"):
                titles = [arabic_digits(str(of["title"])) for of in one["committees"]]
                said = arabic_digits(str(one.get("subject") or f"{name} {titles[0]} {case.get('year')}"))
                subjects[said].add(arabic_digits(str(one["number"])))
    assert subjects and not {said: found for said, found in subjects.items() if len(found) > 1}


def test_the_days_of_admission_are_the_same_wherever_they_are_told() -> None:
    found = {
        day for _, case in cases() for one in texts(case)
        for day in re.findall(r"ระดับก่อนประถมศึกษา\s*รับสมัครระหว่างวันที่ (\d+ – \d+ กุมภาพันธ์ 2570)", one)
    }
    own = next(case for name, case in cases() if name == "admission")
    assert found == {arabic_digits(own["calendar"][0]["apply"])}


def test_the_policy_comes_after_the_meeting_that_agreed_to_it() -> None:
    (case, *_) = made.cases("admission")
    values = case.values
    assert values["order"]["date"] <= values["meeting"]["date"] <= values["policy"]["date"] <= values["notice"]["date"]


def test_no_degree_stands_before_a_name() -> None:
    """ดร. is a degree, not a title: ระเบียบสารบรรณ ภาคผนวก 3."""
    assert not [one for _, case in cases() for one in texts(case) if "ดร." in one]
