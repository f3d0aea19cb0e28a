"""Deadlines in calendar days, as Thai law counts them.

In: the day that a period runs from, its days, and the holidays. Out: its last day. The first day is not counted
(ประมวลกฎหมายแพ่งและพาณิชย์ มาตรา 193/3 วรรคสอง, พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. 2539 มาตรา 64 วรรคหนึ่ง).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from .thai import Day

SATURDAY = 5


def last_day(start: Day, days: int) -> Day:
    """The last day of a period in which officers must act, a holiday or not (มาตรา 64 วรรคสอง)."""
    if days < 0:
        raise ValueError(f"a period of {days} days")
    return start + days


def deadline(start: Day, days: int, holidays: Collection[date]) -> Day:
    """The last day for a person to act: never a holiday, but the next working day (มาตรา 193/8, 64 วรรคสาม)."""
    day = last_day(start, days)
    while not is_working(day, holidays):
        day += 1
    return day


def is_working(day: Day, holidays: Collection[date]) -> bool:
    """Whether an office is open: neither a weekend nor one of the holidays."""
    return day.date.weekday() < SATURDAY and day.date not in holidays
