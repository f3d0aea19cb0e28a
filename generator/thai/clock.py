"""Times of day, ranges of times and days, and ages."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from .clean import clean
from .day import Day
from .numerals import arabic_digits
from .unreadable import Unreadable
from .words import NBSP

_MINUTES = 24 * 60
_EXAMPLE = "09.00 น."

_CLOCK = re.compile(
    r"(?:เวลา\s*)?(?P<hour>[0-9]{1,2})(?:\s*[.:]\s*(?P<minute>[0-9]{1,2})(?::[0-9]{2}(?:\.0+)?)?)?"
    r"\s*(?P<label>น\.?|นาฬิกา|[AaPp]\.?[Mm]\.?)?(?:\s*(?P<spoken>[0-9]{1,2})\s*นาที)?"
)
_FOUR_DIGITS = re.compile(r"(?:เวลา\s*)?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})\s*(?P<label>น\.?|นาฬิกา)?")

_Ordered = TypeVar("_Ordered", "Time", Day)


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """A time of day to the minute, 00.00 to 24.00; `str` is `09.00<NBSP>น.` (full stop, not colon)."""

    hour: int
    minute: int = 0

    def __post_init__(self) -> None:
        of_day = 0 <= self.hour < 24 and 0 <= self.minute < 60
        if not of_day and (self.hour, self.minute) != (24, 0):
            raise Unreadable("time.impossible", "ไม่มีเวลานี้", _EXAMPLE)

    @classmethod
    def parse(cls, raw: object) -> Time:
        """Read a time as clerks type it (`9:00`, `09.00 น.`, `๐๙.๐๐`, `0900`, `9 นาฬิกา 30 นาที`) or Excel stores it.

        Excel gives a `time`, a `datetime`, a length of time, or a fraction of a day; 0900 typed in a cell comes as 900.
        A number such as 9.3 is refused: it is 9.30 to the clerk and 9.03 to nobody, but 9.5 may be half past nine.
        Raises: Unreadable.
        """
        if isinstance(raw, Time):
            return raw
        if isinstance(raw, (time, datetime)):
            return cls(raw.hour, raw.minute)
        if isinstance(raw, timedelta):
            return cls._of_day(raw / timedelta(days=1))
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return cls._of_number(raw)
        if raw is None or isinstance(raw, str):
            return cls._of_text(arabic_digits(clean(raw or "")))
        raise _unreadable()

    @classmethod
    def _of_day(cls, fraction: float) -> Time:
        if not 0 <= fraction <= 1:
            raise _unreadable()
        return cls(*divmod(round(fraction * _MINUTES), 60))

    @classmethod
    def _of_number(cls, number: int | float) -> Time:
        if 0 <= number < 1:
            return cls._of_day(number)
        if 100 <= number <= 2400 and number == int(number):
            return cls(*divmod(int(number), 100))
        if 1 <= number < 25:
            hour, minute = divmod(round(number * 100), 100)
            example = f"{hour:02}.{minute:02} น." if hour < 24 and minute < 60 else _EXAMPLE
            raise Unreadable("time.decimal", "เป็นตัวเลขทศนิยม ไม่ใช่เวลา ให้ใส่ น. ต่อท้าย", example)
        raise _unreadable()

    @classmethod
    def _of_text(cls, text: str) -> Time:
        if not text:
            raise Unreadable("time.empty", "ว่างอยู่", _EXAMPLE)
        match = _FOUR_DIGITS.fullmatch(text) or _CLOCK.fullmatch(text)
        if not match:
            raise _unreadable()
        parts = match.groupdict()
        hour, label = int(parts["hour"]), (parts["label"] or "").lower().replace(".", "")
        minute, spoken = parts["minute"], parts.get("spoken")
        if not (minute or label) or (spoken and (minute or label != "นาฬิกา")):
            raise _unreadable(f"{hour:02}.00 น." if hour < 24 and not spoken else _EXAMPLE)
        if minute and len(minute) == 1:
            shown = f"{minute}0" if minute < "6" else f"0{minute}"
            raise Unreadable("time.decimal", "มีนาทีหลักเดียว", f"{hour % 24:02}.{shown} น.")
        if label in ("am", "pm"):
            hour = _afternoon(hour, label)
        return cls(hour, int(minute or spoken or 0))

    @property
    def clock(self) -> str:
        """The figures alone: `09.00`."""
        return f"{self.hour:02}.{self.minute:02}"

    @property
    def typed(self) -> str:
        """The text of a spreadsheet cell: `09.00 น.`; the น. keeps Excel from making it the number 9."""
        return f"{self.clock} น."

    def __str__(self) -> str:
        return f"{self.clock}{NBSP}น."


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """A completed age; `str` leaves out what is zero: `5 ปี 3 เดือน`, `0 วัน` on the day of birth."""

    years: int
    months: int
    days: int

    @classmethod
    def at(cls, birth: Day, on: Day) -> Age:
        """Return the age completed on a day; one born on 29 February completes a common year on 1 March.

        Source: ประมวลกฎหมายแพ่งและพาณิชย์ มาตรา 16, 193/5. Raises: Unreadable (`span.order`) if `on` lies before birth.
        """
        _in_order(birth, on)
        start, end = birth.date, on.date
        months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        counted = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
        return cls(*divmod(months, 12), (end - counted).days)

    def __str__(self) -> str:
        parts = ((self.years, "ปี"), (self.months, "เดือน"), (self.days, "วัน"))
        return " ".join(f"{count}{NBSP}{unit}" for count, unit in parts if count) or f"0{NBSP}วัน"


def span(first: _Ordered, last: _Ordered, *, formal: bool = False) -> str:
    """Return a range of times or of days with a spaced en dash; what both ends share is written once.

    `09.00 – 16.30 น.`, `1 – 3 มิถุนายน 2562`, `28 พฤษภาคม – 3 มิถุนายน 2562`, `30 ธันวาคม 2562 – 2 มกราคม 2563`; no line
    begins with the dash. `formal`: years of days with พ.ศ. Raises: Unreadable (`span.order`) if the end lies first.
    """
    _in_order(first, last)
    if first == last:
        return first.formal if formal and isinstance(first, Day) else str(first)
    if isinstance(first, Day) and isinstance(last, Day):
        return f"{_start(first, last, formal)}{NBSP}– {last.formal if formal else last}"
    assert isinstance(first, Time)
    return f"{first.clock}{NBSP}– {last}"


def _start(first: Day, last: Day, formal: bool) -> str:
    if first.year != last.year:
        return first.formal if formal else str(first)
    return str(first.day) if first.month == last.month else f"{first.day}{NBSP}{first.month}"


def _in_order(first: _Ordered, last: _Ordered) -> None:
    if last < first:
        raise Unreadable("span.order", f"เริ่ม {first} หลังจากสิ้นสุด {last}".replace(NBSP, " "))


def _afternoon(hour: int, label: str) -> int:
    if not 1 <= hour <= 12:
        raise Unreadable("time.impossible", "ไม่มีเวลานี้", _EXAMPLE)
    return hour % 12 + (12 if label == "pm" else 0)


def _unreadable(example: str = _EXAMPLE) -> Unreadable:
    return Unreadable("time.unreadable", "ไม่ใช่เวลา", example)
