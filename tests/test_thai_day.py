"""Days: read as clerks type them, shown as papers need them, and never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import MONTHS, NBSP, SHORT_MONTHS, BlankDay, Day, Unreadable, be_year, ce_year, thai_digits

TODAY = dt.date(2026, 11, 22)
JUNE_7 = Day(dt.date(2019, 6, 7))
DAYS = st.dates(dt.date(1927, 1, 1), dt.date(2046, 1, 1)).map(Day)


def read(raw: object, **limits: dt.date) -> Day:
    return Day.parse(raw, TODAY, **limits)


def refused(raw: object, **limits: dt.date) -> Unreadable:
    with pytest.raises(Unreadable) as unreadable:
        read(raw, **limits)
    return unreadable.value


@pytest.mark.parametrize(
    "raw",
    [
        "๗ มิ.ย. ๒๕๖๒",
        "7 มิถุนายน 2562",
        "7/6/2562",
        "07/06/2562",
        "๗/๖/๖๒",
        "7-6-2562",
        "7 - 6 - 2562",
        "7.6.62",
        "7 6 2562",
        "2019-06-07",
        "2562-06-07",
        "2562/6/7",
        "7/6/2019",
        "วันศุกร์ที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
        "วันศุกร์ ที่ 7 เดือน มิถุนายน พ.ศ.2562",
        "ศ. 7 มิ.ย. 62",
        "ศุกร์ 7 มิย 62",
        "Fri 7 Jun 2019",
        "วันที่ 7 เดือนมิถุนายน พ.ศ. 2562",
        "วันที่ 7 เดือน 6 พ.ศ. 2562",
        "ลงวันที่ 7 มิถุนายน 2562",
        "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
        "7 มิ.ย 2562",
        "7 มิย. 2562",
        "7มิถุนายน2562",
        "7 มิถุนา 62",
        "7-มิ.ย.-62",
        "7/มิ.ย./2562",
        "7\u00a0มิถุนายน\u200b 2562 ",
        "7 มิถุนายน พุทธศักราช 2562",
        "7 มิถุนายน 2562.",
        "7 มิถุนายน ค.ศ. 2019",
        "7 June 2019",
        "7th of June 2019",
        "June 7, 2019",
        "Jun 7th 2019",
        "7 มิถุนายน 2562 เวลา 09.00 น.",
        "2019-06-07 00:00:00",
        "2019-06-07T14:30:00Z",
        "7/6/2019, 14:30:00",
        dt.date(2019, 6, 7),
        dt.datetime(2019, 6, 7, 13, 45),
        dt.date(2562, 6, 7),
        dt.datetime(2562, 6, 7),
        JUNE_7,
    ],
)
def test_one_day_is_read_however_it_is_typed(raw: object) -> None:
    assert read(raw) == JUNE_7


@pytest.mark.parametrize(
    ("raw", "kind", "example"),
    [
        ("31 กุมภาพันธ์ 2562", "day.impossible", "28 กุมภาพันธ์ 2562"),
        ("29/2/2562", "day.impossible", "28 กุมภาพันธ์ 2562"),
        ("31/6/62", "day.impossible", "30 มิถุนายน 2562"),
        ("0/6/2562", "day.impossible", "1 มิถุนายน 2562"),
        ("45 มิถุนายน 2562", "day.impossible", "30 มิถุนายน 2562"),
        ("6/13/2562", "day.impossible", "13/6/2562"),
        ("2019-13-06", "day.impossible", "13/6/2019"),
        ("15/14/2562", "day.impossible", "22 พฤศจิกายน 2569"),
        ("13/14/2562", "day.impossible", "22 พฤศจิกายน 2569"),
        (dt.date(2564, 2, 29), "day.impossible", "28 กุมภาพันธ์ 2564"),
        ("15 มกราคม 2483", "day.impossible", "15 มกราคม 2482"),
        ("7/6/19", "day.era", "7 มิถุนายน 2519"),
        ("7 มิ.ย. 45", "day.era", "7 มิถุนายน 2545"),
        ("1/2/75", "day.era", "1 กุมภาพันธ์ 2575"),
        ("7/6/2462", "day.year", "7 มิถุนายน 2562"),
        ("7 มิถุนายน พ.ศ. 2019", "day.year", "7 มิถุนายน 2562"),
        ("7 มิถุนายน ค.ศ. 2562", "day.year", "7 มิถุนายน 2562"),
        ("7/6/256", "day.year", "7 มิถุนายน 2556"),
        ("7/6/25622", "day.year", "7 มิถุนายน 2522"),
        (dt.date(3105, 6, 7), "day.year", "7 มิถุนายน 2505"),
        ("วันพฤหัสบดีที่ 7 มิถุนายน 2562", "day.weekday", "วันศุกร์ที่ 7 มิถุนายน 2562"),
        ("วันศุกที่ 7 มิถุนายน 2562", "day.weekday", "วันศุกร์ที่ 7 มิถุนายน 2562"),
        ("7 มิถุนยน 2562", "day.month", "7 มิถุนายน 2562"),
        ("5 กรกฏาคม 2562", "day.month", "5 กรกฎาคม 2562"),
        ("5 กุมภาพันธุ์ 2562", "day.month", "5 กุมภาพันธ์ 2562"),
        ("5 ม.ย. 2562", "day.month", "22 พฤศจิกายน 2569"),
        ("1-3 มิถุนายน 2562", "day.several", "22 พฤศจิกายน 2569"),
        ("1 และ 3 มิ.ย. 2562", "day.several", "22 พฤศจิกายน 2569"),
        ("1/6/2562 - 3/6/2562", "day.several", "22 พฤศจิกายน 2569"),
        ("มิถุนายน 2562", "day.incomplete", "22 พฤศจิกายน 2569"),
        ("7 มิถุนายน", "day.incomplete", "22 พฤศจิกายน 2569"),
        ("7/6", "day.incomplete", "22 พฤศจิกายน 2569"),
        (43623, "day.unreadable", "22 พฤศจิกายน 2569"),
        (43623.0, "day.unreadable", "22 พฤศจิกายน 2569"),
        (dt.time(9), "day.unreadable", "22 พฤศจิกายน 2569"),
        ("ปลายเดือนหน้า", "day.unreadable", "22 พฤศจิกายน 2569"),
        ("เมื่อ 7 มิถุนายน 2562 ถึงวันนี้", "day.unreadable", "22 พฤศจิกายน 2569"),
        ("", "day.empty", "22 พฤศจิกายน 2569"),
        (None, "day.empty", "22 พฤศจิกายน 2569"),
    ],
)
def test_what_is_no_one_day_is_refused_with_what_to_type(raw: object, kind: str, example: str) -> None:
    unreadable = refused(raw)
    assert (unreadable.kind, unreadable.example) == (kind, example)


def test_a_wrong_weekday_is_told_with_the_right_one() -> None:
    assert refused("วันเสาร์ที่ 7 มิถุนายน 2562").why == "ไม่ตรงกับปฏิทิน วันที่ 7 มิถุนายน 2562 เป็นวันศุกร์"


def test_limits_decide_between_two_readings_of_a_short_year() -> None:
    assert read("7/6/19", earliest=dt.date(2000, 1, 1)) == JUNE_7
    assert read("7/6/19", latest=dt.date(2000, 1, 1)) == Day(dt.date(1976, 6, 7))
    assert read("1/2/70", earliest=dt.date(2000, 1, 1)).year == 2570


def test_a_label_decides_between_two_readings_of_a_short_year() -> None:
    assert read("7 มิถุนายน พ.ศ. 45").year == 2545
    assert read("7 มิถุนายน ค.ศ. 19") == JUNE_7


def test_wide_limits_make_a_full_year_undecided() -> None:
    assert refused("7/6/2562", latest=dt.date(2600, 1, 1)).kind == "day.era"


def test_a_day_outside_the_limits_is_read_before_it_is_refused() -> None:
    early, late = refused("7/6/2562", earliest=TODAY), refused("7/6/2572", latest=TODAY)
    assert (early.kind, early.facts["day"]) == ("day.early", dt.date(2019, 6, 7))
    assert (late.kind, late.why) == ("day.late", "อยู่หลังวันที่ 22 พฤศจิกายน 2569")
    assert read("22/11/2569", earliest=TODAY, latest=TODAY).date == TODAY


@given(DAYS)
def test_every_way_to_show_a_whole_date_reads_back(day: Day) -> None:
    for shown in (day.typed, str(day), day.formal, day.full, thai_digits(day.full), day.date, day.date.isoformat()):
        assert read(shown) == day


@given(DAYS)
def test_a_date_that_excel_stores_with_its_be_year_is_the_same_day(day: Day) -> None:
    if day.date.day == 29 and day.date.month == 2 and not calendar.isleap(day.year):
        return  # Excel takes 29 February of BE 2563 for no date and leaves it text
    assert read(dt.datetime(day.year, day.date.month, day.date.day)) == day


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2484, 2588))
def test_a_date_that_does_not_exist_is_never_read(day: int, month: int, year: int) -> None:
    typed = f"{day} {SHORT_MONTHS[month - 1]} {year}"
    if day <= calendar.monthrange(year - 543, month)[1]:
        assert read(typed).date == dt.date(year - 543, month, day)
    else:
        assert refused(typed).kind == "day.impossible"


def every_day(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=n) for n in range((last - first).days + 1))


def test_every_day_since_1889_has_the_year_that_counting_gives() -> None:
    """Count the years as the law turned them: on 1 April until 1940, on 1 January from 1941."""
    year = 2431
    for day in every_day(dt.date(1889, 1, 1), dt.date(2100, 12, 31)):
        turns = (4, 1) if day < dt.date(1941, 1, 1) else (1, 1)
        year += (day.month, day.day) == turns
        assert be_year(day) == year
        assert ce_year(year, day.month) == day.year


@pytest.mark.slow
def test_every_day_since_1889_reads_back_with_its_weekday() -> None:
    for day in every_day(dt.date(1889, 1, 1), dt.date(2100, 12, 31)):
        assert Day.parse(Day(day).full, day).date == day


def test_the_year_2483_has_no_january_to_march() -> None:
    assert [ce_year(2483, month) for month in (1, 3, 4, 12)] == [None, None, 1940, 1940]
    assert (ce_year(2482, 3), ce_year(2482, 4), ce_year(2484, 1)) == (1940, 1939, 1941)


def test_the_calendar_is_that_of_icu() -> None:
    icu = pytest.importorskip("icu")
    buddhist = icu.Calendar.createInstance(icu.Locale("th_TH@calendar=buddhist"))
    buddhist.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
    symbols = icu.DateFormatSymbols(icu.Locale("th"))
    fields = icu.UCalendarDateFields
    for day in every_day(dt.date(1941, 1, 1), dt.date(2100, 12, 31)):
        buddhist.setTime(float(calendar.timegm(day.timetuple())))
        shown = Day(day)
        assert shown.year == buddhist.get(fields.YEAR)
        assert shown.month == symbols.getMonths()[buddhist.get(fields.MONTH)]
        assert shown.weekday == symbols.getWeekdays()[buddhist.get(fields.DAY_OF_WEEK)]


@given(st.dates(dt.date(1941, 1, 1), dt.date(2200, 1, 1)))
def test_text_is_that_of_pythainlp(date: dt.date) -> None:
    thai_strftime = pytest.importorskip("pythainlp.util").thai_strftime
    day, moment = Day(date), dt.datetime(date.year, date.month, date.day)
    assert day.full.replace(NBSP, " ") == thai_strftime(moment, "%Aที่ %-d %B %Y")
    assert day.short.replace(NBSP, " ") == thai_strftime(moment, "%-d %b %y")


def test_a_day_shows_itself_in_each_style() -> None:
    assert str(JUNE_7) == "7\u00a0มิถุนายน 2562"
    assert JUNE_7.formal == "7\u00a0มิถุนายน พ.ศ.\u00a02562"
    assert JUNE_7.short == "7\u00a0มิ.ย.\u00a062"
    assert JUNE_7.weekday == "วันศุกร์"
    assert JUNE_7.full == "วันศุกร์ที่ 7\u00a0มิถุนายน 2562"
    assert (JUNE_7.day, JUNE_7.month, JUNE_7.year, JUNE_7.be_year) == (7, "มิถุนายน", 2562, 2562)
    assert Day(dt.date(2005, 1, 1)).short == "1\u00a0ม.ค.\u00a048"


@pytest.mark.parametrize(
    ("date", "fiscal", "academic"),
    [
        (dt.date(2019, 9, 30), 2562, 2562),
        (dt.date(2019, 10, 1), 2563, 2562),
        (dt.date(2020, 1, 1), 2563, 2562),
        (dt.date(2020, 5, 15), 2563, 2562),
        (dt.date(2020, 5, 16), 2563, 2563),
    ],
)
def test_fiscal_and_school_years_turn_in_october_and_may(date: dt.date, fiscal: int, academic: int) -> None:
    assert (Day(date).fiscal_year, Day(date).academic_year) == (fiscal, academic)


@given(DAYS, st.integers(-400, 400))
def test_days_add_up(day: Day, count: int) -> None:
    later = day + count
    assert day.until(later) == later - day == count
    assert later - count == day
    assert (later > day) == (count > 0)


def test_a_paper_without_date_shows_a_gap() -> None:
    blank = BlankDay()
    gap = NBSP * 8
    assert not blank
    assert blank.formal == f"{gap} {NBSP * 20} พ.ศ.{gap}"
    assert str(BlankDay("มิถุนายน", 2562)) == f"{gap} มิถุนายน 2562"
    assert BlankDay("มิถุนายน", 2562).formal == f"{gap} มิถุนายน พ.ศ.{NBSP}2562"
    assert blank.typed == ""


def test_a_blank_shows_all_that_a_day_shows() -> None:
    shown = {name for name in dir(Day) if isinstance(getattr(Day, name), property)}
    assert shown <= {name for name in dir(BlankDay) if not name.startswith("_")}
    assert len(MONTHS) == 12


@pytest.mark.parametrize(("raw", "typed"), [
    ("1 ธ.ค. 69", "1 ธันวาคม 2569"), ("1/12/69", "1 ธันวาคม 2569"), ("1 ธันวาคม 70", "1 ธันวาคม 2570"), ("5 ม.ค. ๖๙", "5 มกราคม 2569"),
    ("7/6/62", "7 มิถุนายน 2562"), ("1 ม.ค. 71", "1 มกราคม 2571"),
])  # fmt: skip
def test_two_digits_are_this_century_of_the_era_near_today(raw: str, typed: str) -> None:
    assert Day.parse(raw, dt.date(2026, 11, 30)).typed == typed
