"""The days that a free text names, and their official writing: „1 ธ.ค. 69", „1/12/2569", „22 – 26 มีนาคม 2570".

In: a text, and today. Out: its days in order; or the text with each day written out as papers have it, digits as typed.
What is not plainly a day of the calendar is left as it stands.
"""

from __future__ import annotations

import re
from datetime import date

from .day import Day
from .daynames import MONTHS, squeezed
from .era import MONTHS as NAMES
from .era import SHORT_MONTHS
from .numerals import TO_THAI, arabic_digits
from .unreadable import Unreadable

_SHORT = [r"\s?".join(map(re.escape, name)).replace(r"\.", r"\.?") for name in SHORT_MONTHS]
_MONTH = "|".join([*NAMES, *_SHORT])
_END = r"(?=\s*(?:$|[\n)\]”\",;]|[-–—]|ถึง|และ|เป็นต้น|เวลา|ณ|นั้น|แล้ว|โดย|ที่))"  # what may follow a year of two digits
_YEAR = rf"(?P<era>พ\.?\s?ศ\.?\s*|ปี\s*)?(?P<year>[12][0-9]{{3}}(?![0-9])|[2-9][0-9]{_END})"
_TO = r"\s*(?:[-–—]|ถึงวันที่|ถึง|และวันที่|และ|,)\s*"
_NAMED = re.compile(
    rf"(?<![0-9./])(?:(?P<first>[0-9]{{1,2}})(?:\s*(?P<from>{_MONTH}))?{_TO})?"
    rf"(?P<day>[0-9]{{1,2}})\s*(?P<month>{_MONTH})\s*{_YEAR}"
)
_NUMERIC = re.compile(
    r"(?<![0-9./])(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>2[45][0-9]{2})(?![0-9/])"
)
_MONTH_ALONE = re.compile(
    rf"(?<![ก-๙0-9.])(?:(?P<from>{'|'.join(_SHORT)})(?P<to>{_TO}))?(?P<month>{_MONTH})\s*(?P<era>พ\.?\s?ศ\.?\s*)?(?P<year>2[45][0-9]{{2}})(?![0-9])"
)


def days_in(text: str, today: date) -> tuple[Day, ...]:
    """The days that a text names, both ends of „22 – 26 มีนาคม 2570" among them, in the order of the text."""
    text = arabic_digits(text)
    found: list[tuple[int, Day]] = []
    for match in [*_NAMED.finditer(text), *_NUMERIC.finditer(text)]:
        facts = match.groupdict()
        if facts.get("first"):
            month = facts["from"] or facts["month"]
            found += _day(match.start(), facts["first"], month, facts["year"], today)
        found += _day(match.start("day"), facts["day"], facts["month"], facts["year"], today)
    return tuple(day for _, day in sorted(found))


def written_out(text: str, today: date) -> str:
    """The text with its days as papers write them: `1 ธ.ค. 69` and `1/12/2569` become `1 ธันวาคม 2569`."""
    bare = arabic_digits(text)
    is_thai = bare != text
    parts, end = [], 0
    for start, stop, official in _mended(bare, today):
        if start >= end:
            parts += [text[end:start], official.translate(TO_THAI) if is_thai else official]
            end = stop
    return "".join([*parts, text[end:]])


def _mended(text: str, today: date) -> list[tuple[int, int, str]]:
    """(start, end, official writing) of each month and year that is not written out."""
    found = []
    for match in _NAMED.finditer(text):
        if not _day(0, match["day"], match["month"], match["year"], today):
            continue
        if match["from"] and match["from"] not in NAMES:
            found.append((*match.span("from"), _name(match["from"])))
        if match["month"] not in NAMES or len(match["year"]) == 2:
            year = str(_full(match["year"]))
            era = match["era"] or ""
            month = match["month"] if match["month"] in NAMES else _name(match["month"])
            found.append((match.start("month"), match.end("year"), f"{month} {era}{year}"))
    for match in _MONTH_ALONE.finditer(text):
        first = f"{_name(match['from'])}{match['to']}" if match["from"] else ""
        found.append((*match.span(), f"{first}{_name(match['month'])} {match['era'] or ''}{match['year']}"))
    for match in _NUMERIC.finditer(text):
        for _, day in _day(0, match["day"], match["month"], match["year"], today):
            found.append((match.start(), match.end(), day.typed))
    return sorted(found)


def _name(month: str) -> str:
    return NAMES[MONTHS[squeezed(month)] - 1]


def _full(year: str) -> int:
    return int(year) + 2500 if len(year) == 2 else int(year)


def _day(at: int, day: str, month: str, year: str, today: date) -> list[tuple[int, Day]]:
    name = month if month.isdecimal() else str(MONTHS[squeezed(month)])
    try:
        return [(at, Day.parse(f"{day}/{name}/{_full(year)}", today))]
    except Unreadable:
        return []
