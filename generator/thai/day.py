"""Days of the calendar as official papers write them; values are CE dates, only their text is BE."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import overload

from . import era
from .dayreading import read_date
from .words import NBSP

BLANK = NBSP * 8  # the gap that a draft leaves for a figure that central records fill in


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day; `str` is the style of letters: `7<NBSP>มิถุนายน 2562` (day and month never part at a line's end).

    Digits are ASCII: the template engine turns them into Thai digits once.
    """

    date: dt.date

    @classmethod
    def parse(cls, raw: object, today: dt.date, earliest: dt.date | None = None, latest: dt.date | None = None) -> Day:
        """Read a day as clerks type it, or as Excel stores it (BE years that Excel took for CE included).

        `earliest` and `latest` bound what makes sense, by default 100 years before `today` to 20 years after. A year
        counts as read only if exactly one reading (BE, CE, or century of a two-digit year) falls inside; day comes
        before month; plain numbers are no dates. Raises: Unreadable (`day.*`).
        """
        return cls(read_date(raw.date if isinstance(raw, Day) else raw, today, earliest, latest))

    @property
    def day(self) -> int:
        return self.date.day

    @property
    def month(self) -> str:
        """The month's name."""
        return era.MONTHS[self.date.month - 1]

    @property
    def year(self) -> int:
        """The BE year."""
        return era.be_year(self.date)

    @property
    def be_year(self) -> int:
        return era.be_year(self.date)

    @property
    def fiscal_year(self) -> int:
        """The BE fiscal year, 1 October to 30 September, named by the year it ends in (in force since 2484)."""
        return self.date.year + era.OFFSET + (self.date.month >= 10)

    @property
    def academic_year(self) -> int:
        """The BE school year, which begins on 16 May and is named by the year it begins in."""
        return self.date.year + era.OFFSET - ((self.date.month, self.date.day) < (5, 16))

    @property
    def formal(self) -> str:
        """Style of orders and announcements: `7<NBSP>มิถุนายน พ.ศ.<NBSP>2562` (ระเบียบสารบรรณ ข้อ 16.5)."""
        return f"{self.day}{NBSP}{self.month} พ.ศ.{NBSP}{self.year}"

    @property
    def short(self) -> str:
        """Style of narrow table cells, unbreakable: `7<NBSP>มิ.ย.<NBSP>62`. Not for letters, not for typing back."""
        return f"{self.day}{NBSP}{era.SHORT_MONTHS[self.date.month - 1]}{NBSP}{self.year % 100:02}"

    @property
    def weekday(self) -> str:
        """The weekday with its วัน: `วันศุกร์`."""
        return "วัน" + era.WEEKDAYS[self.date.weekday()]

    @property
    def full(self) -> str:
        """With the weekday, as invitations write it: `วันศุกร์ที่ 7<NBSP>มิถุนายน 2562`."""
        return f"{self.weekday}ที่ {self}"

    @property
    def typed(self) -> str:
        """The text of a spreadsheet cell: `7 มิถุนายน 2562`; text, because Excel would take a BE year for CE."""
        return f"{self.day} {self.month} {self.year}"

    def until(self, other: Day) -> int:
        """Return the days from this day to the other, negative if it lies before."""
        return (other.date - self.date).days

    def __str__(self) -> str:
        return f"{self.day}{NBSP}{self.month} {self.year}"

    def __add__(self, days: int) -> Day:
        return Day(self.date + dt.timedelta(days=days))

    @overload
    def __sub__(self, other: Day) -> int: ...
    @overload
    def __sub__(self, other: int) -> Day: ...
    def __sub__(self, other: Day | int) -> int | Day:
        """Days between two days, or the day so many days before."""
        return other.until(self) if isinstance(other, Day) else Day(self.date - dt.timedelta(days=other))


@dataclass(frozen=True, slots=True)
class BlankDay:
    """The visible gap of a paper that has no date yet; falsy, with the show properties of `Day`.

    A month or BE year that is known already stands in its place: `        มิถุนายน 2562`.
    """

    month: str = NBSP * 20
    year: int | str = BLANK

    @property
    def day(self) -> str:
        return BLANK

    @property
    def be_year(self) -> int | str:
        return self.year

    @property
    def fiscal_year(self) -> str:
        return BLANK

    @property
    def academic_year(self) -> str:
        return BLANK

    @property
    def formal(self) -> str:
        return f"{BLANK} {self.month} พ.ศ.{self._after_label}"

    @property
    def short(self) -> str:
        return f"{BLANK} {BLANK} {BLANK}"

    @property
    def weekday(self) -> str:
        return "วัน" + BLANK

    @property
    def full(self) -> str:
        return f"{self.weekday}ที่ {self}"

    @property
    def typed(self) -> str:
        return ""

    @property
    def _after_label(self) -> str:
        return self.year if isinstance(self.year, str) else f"{NBSP}{self.year}"

    def __str__(self) -> str:
        return f"{BLANK} {self.month} {self.year}"

    def __bool__(self) -> bool:
        return False
