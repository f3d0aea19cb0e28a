"""The text of a date taken apart into weekday, day, month, year and era; what they mean is `dayreading`'s matter."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from . import era
from .clean import clean
from .daynames import MONTH_SPELLINGS, MONTHS, WEEKDAY_SPELLINGS, WEEKDAYS, squeezed
from .nearest import nearest
from .numerals import arabic_digits
from .unreadable import Unreadable

_LONGEST = 120  # characters; nobody types a longer date

_SEPARATOR = r"(?:\s*[/.\-–−,]\s*|\s+)"
_NUMERIC = re.compile(
    r"(?P<lead>[^0-9]*)(?P<day>[0-9]{1,2})(?:\s*เดือน(?:ที่)?\s*|" + _SEPARATOR + r")"
    r"(?P<month>[0-9]{1,2})(?P<era>\s*(?:ปี|พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s*|" + _SEPARATOR + r")(?P<year>[0-9]{1,6})"
)
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_NAMED = re.compile(r"(?P<lead>[^0-9]*)(?P<day>[0-9]{1,2})(?P<middle>[^0-9]+)(?P<year>[0-9]{1,6})")
_MIDDLE = re.compile(
    "(?:st|nd|rd|th)?(?:of)?(?:เดือน)?(?P<month>.*?)(?P<era>พศ|คศ|พุทธศักราช|คริสต์ศักราช|ปี|be|ad)?",
)
_PREFIX = re.compile(
    "(?:สั่ง|ประกาศ|ให้ไว้|ลง|เมื่อ|ณ|ตั้งแต่)*(?:วันที่|วัน(?=.)|ที่)?(?P<weekday>.*?)(?:วันที่|ที่)?",
)
# A time of day after the date, as exports and time stamps write it, is no part of the date.
_CLOCK = re.compile(
    r"(?:T|,?\s+(?:เวลา\s*)?)(?:[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.[0-9]+)?(?:Z|\s*น\.)?|[0-9]{1,2}\.[0-9]{2}\s*น\.)$"
)
_TRAILING = re.compile(r"(?<=[0-9])\s*(?:[.,)]|ค\.?ศ\.?|พ\.?ศ\.?|A\.?D\.?|B\.?E\.?)$", re.IGNORECASE)

_RANGE = re.compile(r"[0-9]\s*(?:[-–−,]|ถึง|และ)\s*[0-9]{1,2}\s*[ก-ฮA-Za-z]|[0-9]{4}\s*(?:[-–−,]|ถึง|และ)\s*[0-9]")
_NO_YEAR = re.compile(r"[0-9]{1,2}(?:\s*[/.\-]\s*[0-9]{1,2}|[^0-9]+)")
_NO_DAY = re.compile(r"[^0-9]+(?:[0-9]{4}|[0-9]{2})")


class Typed(NamedTuple):
    """A date taken apart: the year as typed; `era` is "พ.ศ.", "ค.ศ." or ""; `weekday` as `date.weekday()` or None."""

    day: int
    month: int
    year: str
    era: str = ""
    weekday: int | None = None


def taken_apart(text: str, today: date) -> Typed:
    """Return the parts of a typed date; `today` is only used for examples. Raises: Unreadable."""
    text = arabic_digits(clean(text))
    if not text:
        raise Unreadable("day.empty", "ว่างอยู่", shown(today))
    if len(text) > _LONGEST:
        raise unreadable(today)
    text = _CLOCK.sub("", text)
    if match := _ISO.fullmatch(text):
        return _numeric(match, "", None, today)
    tail = _TRAILING.search(text)
    label = _era(tail.group()) if tail else ""
    text = text[: tail.start()] if tail else text
    if match := _NUMERIC.fullmatch(text):
        return _numeric(match, label or _era(match["era"]), _weekday(match, today), today)
    if match := _NAMED.fullmatch(text):
        return _named(match, label, today)
    raise _explained(text, today)


def shown(day: date) -> str:
    """Return a date as clerks type it: `7 มิถุนายน 2562`."""
    return f"{day.day} {era.MONTHS[day.month - 1]} {era.be_year(day)}"


def unreadable(today: date, why: str = "ไม่ใช่วันที่") -> Unreadable:
    return Unreadable("day.unreadable", why, shown(today))


def _numeric(match: re.Match[str], label: str, weekday: int | None, today: date) -> Typed:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if 1 <= month <= 12:
        return Typed(day, month, year, label, weekday)
    example = f"{month}/{day}/{year}" if 1 <= day <= 12 < month <= 31 else shown(today)
    raise Unreadable("day.impossible", f"ไม่มีในปฏิทิน เพราะไม่มีเดือนที่ {month} (วันมาก่อนเดือน)", example)


def _named(match: re.Match[str], label: str, today: date) -> Typed:
    """Read `วันศุกร์ที่ 7 มิถุนายน พ.ศ. 2562`, and the English `June 7, 2019` whose month stands in front."""
    day, year = int(match["day"]), match["year"]
    parts = _MIDDLE.fullmatch(squeezed(match["middle"]))
    if parts is None:
        raise unreadable(today)
    name, label = parts["month"], label or _era(parts["era"] or "")
    if name in MONTHS:
        return Typed(day, MONTHS[name], year, label, _weekday(match, today))
    in_front = squeezed(match["lead"])
    if not name and in_front in MONTHS:
        return Typed(day, MONTHS[in_front], year, label)
    raise _no_month(day, name, year, today) if name else _explained(match.string, today)


def _no_month(day: int, name: str, year: str, today: date) -> Unreadable:
    near = nearest(name, MONTH_SPELLINGS) if len(name) > 2 else None
    if near is None:
        return Unreadable("day.month", "ไม่มีชื่อเดือนที่รู้จัก", shown(today))
    month = era.MONTHS[MONTHS[near] - 1]
    return Unreadable("day.month", "สะกดชื่อเดือนไม่ถูกต้อง", f"{day} {month} {year}", month=month)


def _weekday(date_match: re.Match[str], today: date) -> int | None:
    match = _PREFIX.fullmatch(squeezed(date_match["lead"]))
    name = match["weekday"] if match else date_match["lead"]
    if not name:
        return None
    if name in WEEKDAYS:
        return WEEKDAYS[name]
    if near := nearest(name, WEEKDAY_SPELLINGS):
        right = "วัน" + era.WEEKDAYS[WEEKDAYS[near]]
        example = f"{right}ที่ {date_match.string[date_match.start('day') :]}"
        raise Unreadable("day.weekday", "สะกดชื่อวันไม่ถูกต้อง", example, weekday=right)
    raise unreadable(today)


def _era(text: str) -> str:
    if "พ" in text or "b" in text.lower():
        return "พ.ศ."
    return "ค.ศ." if "ค" in text or "a" in text.lower() else ""


def _explained(text: str, today: date) -> Unreadable:
    """Say what is missing from a text that is no whole date."""
    if _RANGE.search(text):
        return Unreadable("day.several", "มีมากกว่าหนึ่งวัน ช่องนี้ใส่ได้วันเดียว", shown(today))
    name = squeezed(re.sub("[0-9]", "", text)).removeprefix("วันที่").removeprefix("เดือน").removesuffix("พศ")
    if name in MONTHS and _NO_DAY.fullmatch(text):
        return Unreadable("day.incomplete", "ไม่มีวันที่", shown(today))
    if name in MONTHS or (not name and _NO_YEAR.fullmatch(text)):
        return Unreadable("day.incomplete", "ไม่มีปี พ.ศ.", shown(today))
    return unreadable(today)
