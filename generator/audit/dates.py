"""The dates in the text of a paper, with what clerks write around them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..thai import MONTHS, SHORT_MONTHS, WEEKDAYS, ce_year
from .paper import Paragraph

_SHORT = [re.escape(name).replace(r"\.", r"\.?\s?").removesuffix(r"\s?") for name in SHORT_MONTHS]
_DATE = re.compile(
    rf"(?:วัน(?P<weekday>{'|'.join(WEEKDAYS)})\s?ที่\s*)?(?<![\d/.,])(?P<day>\d{{1,2}})\s*"
    rf"(?:เดือน\s*)?(?:(?P<full>{'|'.join(MONTHS)})|(?P<short>{'|'.join(_SHORT)})(?![ก-ฮ]))"
    r"(?:\s*(?P<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|พุทธศักราช|คริสต์ศักราช|ปี)?\s*(?P<year>\d{4,5}|\d{2}(?![\d.,]))(?!\s*/))?"
)
# A month cut short without a day: เดือนมิ.ย., มิ.ย. ๒๕๖๙.
SHORT_MONTH = re.compile(
    rf"(?<=เดือน)\s?(?:{'|'.join(_SHORT)})|"
    rf"(?<![\d\s][ \xa0])(?<!\d)(?<![ก-๎.])(?:{'|'.join(_SHORT)})\s*(?=2[45]\d\d)"
)
_RANGE = re.compile(r"(\d{1,2})\s*(?:[-–—]|ถึง)\s*$")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `text[start:end]`; `era` is พ.ศ., ค.ศ. or "", `year` as written (0 where there is none), `first` the
    first day of a range such as ๑ - ๓ มิถุนายน (0 if it is none)."""

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

    @property
    def be(self) -> bool:
        """Whether the year is a BE year of four digits that a paper can mean."""
        return 2400 <= self.year <= 2700 and self.era != "ค.ศ."

    @property
    def date(self) -> date | None:
        """The CE date, or None where it has no BE year or does not exist."""
        year = ce_year(self.year, self.month) if self.be else None
        return date(year, self.month, self.day) if year and self.exists(year) else None

    @property
    def ce(self) -> int | None:
        return ce_year(self.year, self.month) if self.be else None

    def exists(self, year: int) -> bool:
        return 1 <= self.day <= monthrange(year, self.month)[1]


def find_dates(paragraph: Paragraph) -> Iterator[FoundDate]:
    """The dates of a paragraph with the month in letters, in their order."""
    for match in _DATE.finditer(paragraph.flat):
        if match["full"]:
            month = MONTHS.index(match["full"]) + 1
        else:
            letters = re.sub(r"[.\s]", "", match["short"])
            month = [name.replace(".", "") for name in SHORT_MONTHS].index(letters) + 1
        before = _RANGE.search(paragraph.flat[max(0, match.start("day") - 12) : match.start("day")])
        era = (match["era"] or "").replace(" ", "")
        yield FoundDate(
            paragraph, match.start(), match.end(), match["weekday"] or "", int(match["day"]), month,
            bool(match["short"]), "ค.ศ." if era.startswith("ค") else "พ.ศ." if era.startswith("พ") else "",
            int(match["year"] or 0), match.start("year") if match["year"] else match.end(),
            int(before[1]) if before else 0,
        )  # fmt: skip
