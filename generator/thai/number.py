"""Numbers of official papers: orders (218/2562), letters (ศธ 04001/123), circulars (ศธ 04001/ว 123), พิเศษ/2562."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from .clean import clean
from .day import BLANK
from .numerals import arabic_digits
from .unreadable import Unreadable
from .words import NBSP

_FIRST_YEAR, _LAST_YEAR = 2400, 2700  # BE years that a paper can bear
_EXAMPLE = "218/2562"

_NUMBER = re.compile(
    r"(?:(?:คำสั่ง|ประกาศ|หนังสือ)?\s*(?:เลข)?ที่\s*)?"
    r"(?:(?P<letters>[ก-ฮ](?:\s?\.?\s?[ก-ฮ]){1,4})\s?\.?\s*(?P<group>\([ก-ฮ.]{1,12}\)\s*)?"
    r"(?P<code>[0-9xX]+(?:\.[0-9xX]+)*)(?P<branch>\s*\([0-9]{1,3}\))?\s*/\s*)?"
    r"(?P<circular>ว\.?\s*)?(?P<running>[0-9]{1,9})(?:\s*/\s*(?P<year>[0-9]{1,6}))?"
)


# A code that is digits alone, as provinces and local offices have it: 510000/123.
_DIGITS_CODE = re.compile(r"(?:ที่\s*)?(?P<code>[0-9]{5,6})\s*/\s*(?P<circular>ว\.?\s*)?(?P<running>[0-9]{1,6})")

# Numbers outside of the book: พิเศษ/2569, and those of a group that counts its own, กส 12/2569.
_WORDED = re.compile(
    r"(?:คำสั่ง)?(?:(?:เลข)?ที่\s*)?(?:(?P<special>พิเศษ)\s*(?P<nth>[1-9][0-9]{0,5})?"
    r"|(?P<group>(?!ว[ .0-9])[ก-ฮ](?:\.?[ก-ฮ]){0,4}\.?)\s*(?P<running>[1-9][0-9]{0,2}))\s*/\s*(?P<year>2[4-7][0-9]{2})"
)


@dataclass(frozen=True, slots=True, order=True)
class DocNumber:
    """The number of a paper; sorts by series, year and running number, as a register lists them.

    `prefix`: code of the office, `ศธ 04001` (plain space), "" for orders. `year`: BE, 0 for letters, whose number bears
    none. `word`: that of a number outside of the book, which may have no running one (0): `พิเศษ/2569`, `กส 12/2569`.
    `str` is ready for a paper: `218/2562`, `ศธ<NBSP>04001/ว<NBSP>123`.
    """

    prefix: str
    year: int
    circular: bool
    running: int
    word: str = ""

    @classmethod
    def parse(cls, raw: object, *, year: int = 0) -> DocNumber:
        """Read `๒๑๘/๒๕๖๒`, `ที่ 218 /2562`, `ศธ ๐๔๐๐๑/ว ๑๒๓`, `ศ.ธ. 04123.2/56`; `year` completes a bare `218`.

        The year must have four digits: in `218/62` the 62 could be a running number too, and the paper needs 2562
        anyway. An `x` in the office code (`ศธ 04xxx`) is kept as typed. Raises: Unreadable (`number.*`).
        """
        if isinstance(raw, DocNumber):
            return raw
        if isinstance(raw, date):
            raise _made_a_date(raw)
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float, type(None))):
            raise _unreadable()
        text = arabic_digits(clean(raw or "")) if raw is None or isinstance(raw, str) else _whole(raw)
        if not text:
            raise Unreadable("number.empty", "ว่างอยู่", _EXAMPLE)
        digits = _DIGITS_CODE.fullmatch(text)
        if digits and int(digits["running"]) and not _is_year(digits["running"]):
            return cls(digits["code"], 0, bool(digits["circular"]), int(digits["running"]))
        if worded := _WORDED.fullmatch(text):
            word, running = worded["special"] or worded["group"].replace(".", ""), worded["nth"] or worded["running"]
            return cls("", int(worded["year"]), False, int(running or 0), word)
        match = _NUMBER.fullmatch(text) if len(text) <= 100 else None
        if not match:
            raise _unreadable()
        return cls._of_parts(match, year)

    @classmethod
    def _of_parts(cls, match: re.Match[str], year: int) -> DocNumber:
        group = f" {match['group'].strip()}" if match["group"] else ""
        branch = f" {match['branch'].strip()}" if match["branch"] else ""
        letters = re.sub(r"[ .]", "", match["letters"] or "")
        prefix = f"{letters}{group} {match['code'].lower()}{branch}" if letters else ""
        running, circular = int(match["running"]), bool(match["circular"])
        if not running:
            raise Unreadable("number.running", "มีเลขลำดับเป็นศูนย์", _EXAMPLE)
        if not prefix and not match["year"] and not year:
            why = "มีแต่เลขลำดับ ขาดปี พ.ศ. หรือรหัสหน่วยงาน"
            raise Unreadable("number.incomplete", why, f"{running}/2562")
        stated = _year(match, running) if match["year"] else (0 if prefix else year)
        return cls(prefix, stated, circular, running)

    @property
    def year_be(self) -> int:
        """The BE year, 0 where the number bears none."""
        return self.year

    @property
    def unfinished(self) -> bool:
        """Whether the code of the office is still a placeholder: `ศธ 04xxx`."""
        return "x" in self.prefix

    @property
    def typed(self) -> str:
        """The plain text of a spreadsheet cell or a register: `218/2562`, `ศธ 04001/ว 123`."""
        running = f"{self.word} {self.running or ''}".strip() if self.word else str(self.running)
        return _joined(self.prefix, self.circular, running, self.year)

    def __str__(self) -> str:
        return self.typed.replace(" ", NBSP)


@dataclass(frozen=True, slots=True)
class BlankNumber:
    """The visible gap of a paper without number yet; falsy. What is known stands: `<gap>/2562`, `ศธ 04001/<gap>`."""

    year: int = 0
    prefix: str = ""
    circular: bool = False

    @property
    def running(self) -> str:
        return BLANK

    @property
    def year_be(self) -> int:
        return self.year

    @property
    def typed(self) -> str:
        return ""

    def __str__(self) -> str:
        return _joined(self.prefix, self.circular, BLANK, self.year).replace(" ", NBSP)

    def __bool__(self) -> bool:
        return False


def _is_year(text: str) -> bool:
    return len(text) == 4 and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def _joined(prefix: str, circular: bool, running: str, year: int) -> str:
    series = f"{prefix}/" if prefix else ""
    return f"{series}{'ว ' if circular else ''}{running}{f'/{year}' if year else ''}"


def _year(match: re.Match[str], running: int) -> int:
    text = match["year"]
    year = int(text)
    if len(text) == 4 and _FIRST_YEAR <= year <= _LAST_YEAR:
        return year
    meant = 2500 + year if len(text) == 2 else year + 543
    if not _FIRST_YEAR <= meant <= _LAST_YEAR:
        meant = 2562
    why = "มีปีสองหลัก ให้ใส่ปี พ.ศ. สี่หลัก" if len(text) == 2 else "มีปีที่ไม่ใช่ปี พ.ศ. สี่หลัก"
    raise Unreadable("number.year", why, f"{match.string[: match.start('year')].strip()}{meant}")


def _whole(number: int | float) -> str:
    """Return the text of a number cell that holds a whole running number, or a text that is none."""
    if number != number or not 0 <= number < 10**9 or number != int(number):
        raise _unreadable()
    return str(int(number))


def _made_a_date(day: date | time) -> Unreadable:
    """Tell what Excel did: 1/2562 typed in a plain cell becomes 1 January 2562, and 12/5 becomes 12 May."""
    example = _EXAMPLE
    if isinstance(day, date) and day.day == 1:  # Excel takes a year of four digits for CE, and two for 20..
        example = f"{day.month}/{day.year if day.year >= _FIRST_YEAR else day.year + 543}"
    why = "เป็นวันที่ เพราะ Excel เปลี่ยนเลขที่เป็นวันที่ไปแล้ว ให้ตั้งรูปแบบช่องเป็นข้อความแล้วพิมพ์ใหม่"
    return Unreadable("number.date", why, example)


def _unreadable() -> Unreadable:
    return Unreadable("number.unreadable", "ไม่ใช่เลขที่เอกสาร", _EXAMPLE)
