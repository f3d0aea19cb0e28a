"""Times of day, ranges and ages."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import Age, Day, Time, Unreadable, span, thai_digits

TIMES = st.builds(Time, st.integers(0, 23), st.integers(0, 59))
DATES = st.dates(dt.date(1941, 1, 1), dt.date(2100, 1, 1))


@pytest.mark.parametrize(
    "raw",
    [
        "9:00", "09.00 น.", "๐๙.๐๐", "0900", "0900 น.", "9.00", "9.00น", "เวลา 9.00 น.", "9 น.", "9 นาฬิกา", "09:00:00",
        "9:00 AM", "9 a.m.", dt.time(9), dt.datetime(2019, 6, 7, 9), dt.timedelta(hours=9), 0.375, 900, 900.0, Time(9),
    ],
)  # fmt: skip
def test_one_time_is_read_however_it_is_typed(raw: object) -> None:
    assert Time.parse(raw) == Time(9)


@pytest.mark.parametrize(
    ("raw", "time"),
    [
        ("16.30", Time(16, 30)),
        ("9 นาฬิกา 30 นาที", Time(9, 30)),
        ("4:30 pm", Time(16, 30)),
        ("12.30 am", Time(0, 30)),
        ("12 pm", Time(12)),
        ("24.00 น.", Time(24)),
        (1630, Time(16, 30)),
        (0, Time(0)),
        (0.6875, Time(16, 30)),
    ],
)
def test_times_of_the_day(raw: object, time: Time) -> None:
    assert Time.parse(raw) == time


@pytest.mark.parametrize(
    ("raw", "kind", "example"),
    [
        (9.3, "time.decimal", "09.30 น."),
        (9, "time.decimal", "09.00 น."),
        (9.75, "time.decimal", "09.00 น."),
        ("9.3", "time.decimal", "09.30 น."),
        ("9.6", "time.decimal", "09.06 น."),
        ("9", "time.unreadable", "09.00 น."),
        ("25.00 น.", "time.impossible", "09.00 น."),
        ("9.75", "time.impossible", "09.00 น."),
        ("24.01", "time.impossible", "09.00 น."),
        ("13 pm", "time.impossible", "09.00 น."),
        (975, "time.impossible", "09.00 น."),
        (43623.5, "time.unreadable", "09.00 น."),
        (-0.5, "time.unreadable", "09.00 น."),
        (True, "time.unreadable", "09.00 น."),
        ("บ่ายโมง", "time.unreadable", "09.00 น."),
        ("9.00 - 16.30", "time.unreadable", "09.00 น."),
        ("", "time.empty", "09.00 น."),
    ],
)
def test_what_is_no_time_is_refused_with_what_to_type(raw: object, kind: str, example: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Time.parse(raw)
    assert (refused.value.kind, refused.value.example) == (kind, example)


@given(TIMES)
def test_every_way_to_show_a_time_reads_back(time: Time) -> None:
    fraction = dt.timedelta(hours=time.hour, minutes=time.minute) / dt.timedelta(days=1)
    shown = (time.typed, str(time), time.clock, thai_digits(str(time)), fraction, dt.time(time.hour, time.minute))
    for raw in shown:
        assert Time.parse(raw) == time


def test_a_time_shows_a_full_stop_and_holds_its_sign() -> None:
    assert str(Time(9, 5)) == "09.05\u00a0น." and Time(9, 5).typed == "09.05 น."


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ((2019, 6, 1), (2019, 6, 3), "1~– 3~มิถุนายน 2562"),
        ((2019, 5, 28), (2019, 6, 3), "28~พฤษภาคม~– 3~มิถุนายน 2562"),
        ((2019, 12, 30), (2020, 1, 2), "30~ธันวาคม 2562~– 2~มกราคม 2563"),
        ((2019, 6, 1), (2020, 6, 1), "1~มิถุนายน 2562~– 1~มิถุนายน 2563"),
        ((2019, 6, 1), (2019, 6, 1), "1~มิถุนายน 2562"),
    ],
)
def test_a_span_of_days_says_once_what_both_ends_share(
    first: tuple[int, int, int], last: tuple[int, int, int], text: str
) -> None:
    assert span(Day(dt.date(*first)), Day(dt.date(*last))) == text.replace("~", "\u00a0")


def test_spans_of_times_and_formal_spans() -> None:
    assert span(Time(9), Time(16, 30)) == "09.00\u00a0– 16.30\u00a0น."
    assert span(Time(9), Time(9)) == "09.00\u00a0น."
    first, last = Day(dt.date(2019, 6, 1)), Day(dt.date(2019, 6, 3))
    assert span(first, last, formal=True) == "1\u00a0– 3\u00a0มิถุนายน พ.ศ.\u00a02562"
    assert span(first, first, formal=True) == first.formal


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"เริ่ม 10.00 น. หลังจากสิ้นสุด 09.00 น."):
        span(Time(10), Time(9))


@given(DATES, DATES)
def test_an_age_counts_back_to_the_birth(one: dt.date, other: dt.date) -> None:
    birth, on = sorted((one, other))
    age = Age.at(Day(birth), Day(on))
    assert 0 <= age.months < 12 and 0 <= age.days < 31
    # Count whole years and months one by one, by the rule: a month is complete when its day is reached.
    completed = sum(
        1
        for month in range(1, (on.year - birth.year) * 12 + on.month - birth.month + 1)
        if (on.year, on.month, on.day)
        >= (birth.year + (birth.month - 1 + month) // 12, (birth.month - 1 + month) % 12 + 1, birth.day)
    )
    assert age.years * 12 + age.months == completed


@pytest.mark.parametrize(
    ("birth", "on", "text"),
    [
        ((2019, 6, 7), (2026, 6, 6), "6~ปี 11~เดือน 30~วัน"),
        ((2019, 6, 7), (2026, 6, 7), "7~ปี"),
        ((2019, 6, 7), (2019, 6, 7), "0~วัน"),
        ((2020, 2, 29), (2021, 2, 28), "11~เดือน 30~วัน"),
        ((2020, 2, 29), (2021, 3, 1), "1~ปี 1~วัน"),
        ((2020, 1, 31), (2020, 3, 1), "1~เดือน 1~วัน"),
    ],
)
def test_an_age_in_words(birth: tuple[int, int, int], on: tuple[int, int, int], text: str) -> None:
    assert str(Age.at(Day(dt.date(*birth)), Day(dt.date(*on)))) == text.replace("~", "\u00a0")


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(Unreadable):
        Age.at(Day(dt.date(2019, 6, 7)), Day(dt.date(2019, 6, 6)))
