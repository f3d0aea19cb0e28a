"""What a typed or stored date means: every reading of its year is listed, and only one that makes sense is taken."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from . import era
from .daytext import Typed, shown, taken_apart, unreadable
from .unreadable import Unreadable

_YEARS_BACK, _YEARS_AHEAD = 100, 20
_SOON = 3  # years ahead that two digits are taken for without asking


class _Reading(NamedTuple):
    """One meaning of a typed year, and the date it gives, or the nearest that exists: an impossible day still shows
    which year is meant."""

    era: str
    year: int
    near: date


def read_date(raw: object, today: date, earliest: date | None = None, latest: date | None = None) -> date:
    """Return the date that a cell means; see `Day.parse`. Raises: Unreadable."""
    if isinstance(raw, date):
        typed = Typed(raw.day, raw.month, f"{raw.year:04}")
    elif raw is None or isinstance(raw, str):
        typed = taken_apart(raw or "", today)
    else:
        number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
        raise unreadable(today, "เป็นตัวเลข ไม่ใช่วันที่" if number else "ไม่ใช่วันที่")
    day = _settled(typed, today, earliest, latest)
    if typed.weekday not in (None, day.weekday()):
        weekday = "วัน" + era.WEEKDAYS[day.weekday()]
        why = f"ไม่ตรงกับปฏิทิน วันที่ {shown(day)} เป็น{weekday}"
        raise Unreadable("day.weekday", why, f"{weekday}ที่ {shown(day)}", weekday=weekday)
    return day


def _settled(typed: Typed, today: date, earliest: date | None, latest: date | None) -> date:
    """Return the one date inside the window, or say why there is not exactly one."""
    usual = _window(today)
    first, last = earliest or usual[0], latest or usual[1]
    readings = _readings(typed)
    inside = [reading for reading in readings if first <= reading.near <= last]
    inside = [reading for reading in inside if not _a_century_late(reading, typed, today)]
    if len(inside) == 1:
        return _existing(typed, inside[0])
    if inside:
        raise _either(inside)
    for reading in readings:
        if usual[0] <= reading.near <= usual[1]:
            raise _beyond(_existing(typed, reading), first, last)
    raise _no_year(typed, today, first, last)


def _readings(typed: Typed) -> list[_Reading]:
    """List what a typed year can mean: BE and CE for four digits; for two digits BE 25yy and 24yy, and CE 20yy.

    A two-digit CE year of the 1900s is left out: a Thai paper that writes 62 means 2562, and no clerk writes 1962 so.
    """
    year = int(typed.year)
    if len(typed.year) == 2:
        years = [("พ.ศ.", 2500 + year), ("พ.ศ.", 2400 + year), ("ค.ศ.", 2000 + year)]
    else:
        years = [("พ.ศ.", year), ("ค.ศ.", year)] if len(typed.year) == 4 else []
    return [
        _Reading(name, number, near)
        for name, number in years
        if typed.era in ("", name) and (near := _nearest_date(name, number, typed.month, typed.day))
    ]


def _a_century_late(reading: _Reading, typed: Typed, today: date) -> bool:
    """Whether 69 is taken for 2469 where 2569 is this year, or near it: no paper is dated a hundred years back."""
    is_last_century = reading.era == "พ.ศ." and reading.year < 2500
    return len(typed.year) == 2 and is_last_century and reading.year + 100 <= era.be_year(today) + _SOON


def _nearest_date(name: str, year: int, month: int, day: int) -> date | None:
    """Return the date of a reading, clamped to its month; None outside the years that a date can hold."""
    ce = era.ce_year(year, month) if name == "พ.ศ." else year
    if ce is None:
        # พ.ศ. 2483 has no January to March: stand at its first day, and let `_existing` refuse it.
        return date(era.SHORT_YEAR - era.OFFSET, 4, 1)
    return _in_month(ce, month, day) if 1 <= ce <= 9999 else None


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, max(1, min(day, monthrange(year, month)[1])))


def _existing(typed: Typed, reading: _Reading) -> date:
    near = reading.near
    if near.month != typed.month:
        why = "ไม่มีในปฏิทิน เพราะ พ.ศ. 2483 เริ่มวันที่ 1 เมษายน"
        raise Unreadable("day.impossible", why, shown(_in_month(near.year, typed.month, typed.day)))
    if near.day != typed.day:
        raise Unreadable("day.impossible", "ไม่มีในปฏิทิน", shown(near))
    return near


def _either(inside: list[_Reading]) -> Unreadable:
    ways = " หรือ ".join(f"{reading.era} {reading.year}" for reading in inside)
    dates = tuple(reading.near for reading in inside)
    return Unreadable("day.era", f"อ่านปีได้ทั้ง {ways} ให้ใส่ปี พ.ศ. สี่หลัก", shown(dates[0]), dates=dates)


def _beyond(day: date, first: date, last: date) -> Unreadable:
    if day < first:
        return Unreadable("day.early", f"อยู่ก่อนวันที่ {shown(first)}", shown(first), day=day)
    return Unreadable("day.late", f"อยู่หลังวันที่ {shown(last)}", shown(last), day=day)


def _no_year(typed: Typed, today: date, first: date, last: date) -> Unreadable:
    """Suggest the same day in the year that was likely meant: the other era, 25yy for short, or else this year."""
    year = int(typed.year)
    guesses = [("พ.ศ.", year), ("ค.ศ.", year), ("พ.ศ.", 2500 + year % 100)]
    for name, number in guesses:
        near = _nearest_date(name, number, typed.month, typed.day)
        if near and first <= near <= last:
            return Unreadable("day.year", "มีปีที่เป็นไปไม่ได้", shown(near))
    return Unreadable("day.year", "มีปีที่เป็นไปไม่ได้", shown(_in_month(today.year, typed.month, typed.day)))


@lru_cache(maxsize=64)
def _window(today: date) -> tuple[date, date]:
    first = _in_month(max(1, today.year - _YEARS_BACK), today.month, today.day)
    return first, _in_month(min(9999, today.year + _YEARS_AHEAD), today.month, today.day)
