"""The dates in the text of a paper, with what clerks write around them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...thai import MONTHS, SHORT_MONTHS, WEEKDAYS, ce_year
from ...word.document import Paragraph

_SHORT = [re.escape(name).replace(r"\.", r"\.?\s?").removesuffix(r"\s?") for name in SHORT_MONTHS]
_END = r"(?:(?<=\.)|(?![ก-๎]))"  # มี.ค.ถึง, not มีคุณลักษณะ
_DAY_NAME = rf"(?:{'|'.join(WEEKDAYS)}|พฤหัส(?:ฯ)?)"
_DATE = re.compile(
    r"(?P<day>\d(?<![\d/,]\d)(?<!\d\.\d)\d?)\s*(?P<word>เดือน\s*)?"
    rf"(?:(?P<full>{'|'.join(MONTHS)})|(?P<short>{'|'.join(_SHORT)}){_END})"
    r"(?:\s*(?P<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|พุทธศักราช|คริสต์ศักราช|ปี)?\s*(?P<year>\d{4,5}|\d{2}(?![\d.,]))(?!\s*/))?"
)
# A month cut short without a day: เดือนมิ.ย., มิ.ย. ๒๕๖๙.
SHORT_MONTH = re.compile(
    rf"(?<=เดือน)\s?(?:{'|'.join(_SHORT)}){_END}|"
    rf"(?<![\d\s][ \xa0])(?<!\d)(?<![ก-๎.])(?:{'|'.join(_SHORT)})\s*(?=2[45]\d\d)"
)
MAY_BE_SHORT = re.compile("|".join(_SHORT))
NUMERIC = re.compile(
    r"(?P<day>\d(?<![\d/.\-]\d)\d?)(?P<sign>[/-])(?P<month>\d{1,2})(?P=sign)(?:25\d\d|20\d\d|(?<=/)\d\d)(?![\d/])"
)
_ENGLISH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_FOREIGN = re.compile(
    rf"\b(?:{_ENGLISH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+[12]\d{{3}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_ENGLISH},?\s+[12]\d{{3}})\b|"
    r"(?<![\w/.\-])(?:20|25)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/\-]|\.\w)",
)
_MAY_BE_FOREIGN = re.compile(r"[A-Z][a-z][a-z]|\d-\d")
_NAMED = rf"วัน(?P<{{}}>{_DAY_NAME})\s*(?:ที่)?\s*"
_BEFORE = re.compile(_NAMED.format("name") + "$")
_AFTER = re.compile(rf"\s*\(\s*(?:ตรงกับ)?(?:วัน)?(?P<name>{_DAY_NAME})\s*\)")
# The first day of a range, of which the date is the last: วันจันทร์ที่ ๙ - ๑๐, วันอังคารที่ ๘ ถึงวันพุธที่.
_RANGE = re.compile(
    rf"(?:{_NAMED.format('name')})?(?<![\d/.,])(?P<first>\d{{1,2}})\s*(?:[-–—]|ถึง)\s*(?:วันที่\s*|วัน{_DAY_NAME}\s*(?:ที่)?\s*)?$"
)
_JOINED = re.compile(rf"\s*(?:[-–—]|ถึง)\s*(?:วันที่\s*|วัน{_DAY_NAME}\s*(?:ที่)?\s*)?")
Date = date  # a FoundDate has a date of its own
BEFORE = 60  # letters before a date that may belong to it


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `text[start:end]`; `era` is พ.ศ., ค.ศ. or "", `year` as written (0 where there is none), `first` the
    first day of a range such as ๑ - ๓ มิถุนายน (0 if it is none) and `first_weekday` its name; `word`: เดือน stands
    before the month; `since`: the date from which a range of two full dates runs to this one."""

    paragraph: Paragraph
    start: int
    end: int
    weekday: str
    day: int
    month: int
    short: bool
    era: str
    year: int
    year_at: int
    first: int = 0
    first_weekday: str = ""
    word: bool = False
    since: FoundDate | None = None

    @property
    def be(self) -> bool:
        """Whether the year is a BE year of four digits that a paper can mean."""
        return 2400 <= self.year <= 2700 and self.era != "ค.ศ."

    @property
    def date(self) -> date | None:
        """The CE date, or None where it has no BE year or does not exist."""
        return self.on(self.day)

    @property
    def ce(self) -> int | None:
        return ce_year(self.year, self.month) if self.be else None

    def on(self, day: int) -> Date | None:
        """A day of its month and year."""
        year = self.ce
        return date(year, self.month, day) if year and 1 <= day <= monthrange(year, self.month)[1] else None

    def exists(self, year: int) -> bool:
        return 1 <= self.day <= monthrange(year, self.month)[1]


def find_dates(paragraph: Paragraph) -> Iterator[FoundDate]:
    """The dates of a paragraph with the month in letters, in their order."""
    text = paragraph.flat
    last: FoundDate | None = None
    for match in _DATE.finditer(text):
        at = match.start("day")
        if match["short"] and "." not in match["short"] and not match["year"]:
            continue  # ๕ ธค may be anything
        before = text[max(0, at - BEFORE) : at]
        named, ranged, after = _BEFORE.search(before), _RANGE.search(before), _AFTER.match(text, match.end())
        name = named["name"] if named else after["name"] if after else ""
        joined = last is not None and _JOINED.fullmatch(text, last.end, at)
        era = (match["era"] or "").replace(" ", "")
        last = FoundDate(
            paragraph, at - len(named[0]) if named else at, match.end(), _whole(name), int(match["day"]),
            _month(match), bool(match["short"]),
            "ค.ศ." if era.startswith("ค") else "พ.ศ." if era.startswith("พ") else "",
            int(match["year"] or 0), match.start("year") if match["year"] else match.end(),
            int(ranged["first"]) if ranged else 0, _whole(ranged["name"] or "") if ranged else "",
            bool(match["word"]), last if joined else None,
        )  # fmt: skip
        yield last


def foreign_dates(paragraph: Paragraph) -> Iterator[re.Match[str]]:
    """English and ISO dates in Thai words: April 9, 2561; 2018-05-22."""
    text = paragraph.flat
    if _MAY_BE_FOREIGN.search(text) and (paragraph.cell is not None or re.search("[ก-ฮ]", text)):
        yield from _FOREIGN.finditer(text)


def _month(match: re.Match[str]) -> int:
    if match["full"]:
        return MONTHS.index(match["full"]) + 1
    letters = re.sub(r"[.\s]", "", match["short"])
    return [name.replace(".", "") for name in SHORT_MONTHS].index(letters) + 1


def _whole(name: str) -> str:
    """The name of a weekday, written out."""
    return "พฤหัสบดี" if name.startswith("พฤหัส") else name
