"""The Thai calendar: names of months and weekdays, and the Buddhist year of a date.

BE = CE + 543 since 1 January 2484 (1941). Before, and since 2432 (1889), the Thai year began on 1 April, so January to
March of a BE year lie in the CE year after, and the short year 2483 has no January, February or March
(พระราชบัญญัติปีประดิทิน พุทธศักราช 2483).
"""

from __future__ import annotations

from datetime import date

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")  # in the order of date.weekday()

OFFSET = 543
SHORT_YEAR = 2483  # the last BE year that began in April; it ended on 31 December


def be_year(day: date) -> int:
    """Return the BE year of a date, by the year that began in April up to 2483."""
    before_april = day.year <= SHORT_YEAR - OFFSET and day.month < 4
    return day.year + OFFSET - before_april


def ce_year(year: int, month: int) -> int | None:
    """Return the CE year of a month in a BE year, or None for the three months that 2483 does not have."""
    if year <= SHORT_YEAR and month < 4:
        return None if year == SHORT_YEAR else year - OFFSET + 1
    return year - OFFSET
