"""Persons: title, given name and family name, so that one person written two ways is one person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .clean import clean
from .collate import sort_key
from .titles import is_rank, parts, split_titles, stands_apart
from .unreadable import Unreadable
from .words import NBSP

_EXAMPLE = "นายสมชาย ใจดี"
_LONGEST = 200  # characters
_CIVIL = ("นาย", "นาง", "นางสาว")

_LIST_MARK = re.compile(r"^(?:\(?[0-9๐-๙]{1,3}[.)]|[-–—•*])\s*")
_BRACKETED = re.compile(r"\((?P<inside>[^()]*)\)")
_DIGIT = re.compile("[0-9๐-๙]")
_SEPARATOR = re.compile(r"[\n,;/+]|\s(?:และ|กับ)")
_STRANGE = re.compile(r"[^ก-ฺเ-๎A-Za-zÀ-ÖØ-öø-ɏ .'’()\-]")
_POSITION = re.compile(
    "(?:^| )(?:ผู้อำนวยการ|ผู้ช่วย|รอง|ครู(?![ก-ฮ](?: |$))|ประธาน|"
    "กรรมการ|ศึกษานิเทศก์|นักวิชาการ|นักทรัพยากร|เจ้าพนักงาน|เจ้าหน้าที่|ผอ[.])"
)
_OFFICE = re.compile("ตำแหน่ง|^นายก(?:เทศมนตรี|รัฐมนตรี|องค์การ|สมาคม|อบต|อบจ|สภา|เหล่ากาชาด)")
_DEGREE = re.compile(r"\s*,\s*(ดร\.|(?:Ph|M|Ed)\.?\s?D\.?|D\.?B\.?A\.?|ป\.ธ\.\s?[0-9๐-๙])$")  # behind a name
_ANOTHER = re.compile("(?<=[ก-๎] )(?:นาย|นาง|นางสาว|เด็กชาย|เด็กหญิง|น[.]ส[.]|ด[.][ชญ][.])[ก-ฮเ-ไ][ก-๎]+ [ก-ฮเ-ไ]")
_ENDED = re.compile("(?<=[ก-๎]{3})[.]$")
_BARE_TITLE = re.compile(r"(?:คุณ|ท่าน)\s")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as papers name one; `title` is written out, "" if none was typed; `family` is all after the given name.

    `str` is for running text: `นายสมชาย ใจดี`, `ว่าที่ร้อยตรี<NBSP>สมชาย ใจดี`, `ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี`.
    """

    title: str
    given: str
    family: str = ""

    @classmethod
    def parse(cls, raw: object) -> Person:
        """Read a name as clerks type it: titles full or short, close or apart, with a list number or in brackets.

        A name without title is allowed (`has_title`), so is one without family name. Raises: Unreadable (`person.*`).
        """
        if isinstance(raw, Person):
            return raw
        if raw is not None and not isinstance(raw, str):
            raise Unreadable("person.unreadable", "ไม่ใช่ชื่อบุคคล", _EXAMPLE)
        text = _ENDED.sub("", _bare(_in_one_line(clean(raw or ""))))
        degree = _DEGREE.search(text)
        text = text[: degree.start()] if degree else text
        _only_a_name(text)
        title, rest = split_titles(text)
        given, _, family = rest.partition(" ")
        _whole_name(title, given, family)
        behind = f", {degree[1]}" if degree else ""
        return cls(title, given, f"{family}{behind}") if family else cls(title, f"{given}{behind}")

    @property
    def name(self) -> str:
        """Given name and family name, one space between."""
        return f"{self.given} {self.family}" if self.family else self.given

    @property
    def has_title(self) -> bool:
        return bool(self.title)

    @property
    def has_two_titles(self) -> bool:
        """Whether the name begins with what may be a title again: นาย นายสมชาย, นางสาวนางสมหญิง."""
        return self.title in _CIVIL and split_titles(self.given)[0] in _CIVIL

    @property
    def rank(self) -> str:
        """The rank, typed out before the signature line; "" if there is none."""
        return " ".join(title for title in parts(self.title) if is_rank(title))

    @property
    def signature(self) -> str:
        """The name under a signature: in brackets, without rank, two spaces before the family name."""
        title = " ".join(title for title in parts(self.title) if not is_rank(title))
        return f"({_before(title)}{self.name.replace(' ', '  ', 1)})"

    @property
    def key(self) -> str:
        """The name without title and spaces: equal for one person written two ways, or with a new title or rank."""
        return "".join(self.name.split()).casefold()

    @property
    def sort_key(self) -> tuple[tuple[str, str, str], ...]:
        """The key of a list in Thai alphabetical order: given name, then family name, then title."""
        return sort_key(self.given), sort_key(self.family), sort_key(self.title)

    @property
    def typed(self) -> str:
        """The plain text of a spreadsheet cell."""
        return str(self).replace(NBSP, " ")

    def __str__(self) -> str:
        return _before(self.title) + self.name.replace(" ณ ", f" ณ{NBSP}")


@lru_cache(256)
def _before(title: str) -> str:
    """Return titles as they stand before a name: a rank apart, all others close to it."""
    if not title:
        return ""
    return title + (NBSP if stands_apart(parts(title)[-1]) else "")


def _in_one_line(text: str) -> str:
    """A name whose cell is wrapped: the second line has no title, and goes on with the first."""
    first, _, second = text.partition("\n")
    title, given = split_titles(first)
    goes_on = title and second and "\n" not in second and " " not in given.strip() and not split_titles(second)[0]
    return f"{first} {second}" if goes_on else text


def _bare(text: str) -> str:
    """Take off list numbers or dashes before a name, and brackets around all of it, until none is left."""
    match = _BRACKETED.fullmatch(text)
    inside = match["inside"].strip() if match else _LIST_MARK.sub("", text, count=1)
    return text if inside == text else _bare(inside)


def _only_a_name(text: str) -> None:
    """Refuse what else clerks put in the cell of a name."""
    if not text:
        raise Unreadable("person.empty", "ว่างอยู่", _EXAMPLE)
    if _SEPARATOR.search(text):
        raise Unreadable("person.several", "มีมากกว่าหนึ่งคน ช่องนี้ใส่ได้คนเดียว", _EXAMPLE)
    if _DIGIT.search(text):
        raise Unreadable("person.digits", "มีตัวเลขอยู่ในชื่อ", _EXAMPLE)
    if len(text) > _LONGEST:
        raise Unreadable("person.unreadable", "ยาวเกินกว่าจะเป็นชื่อบุคคล", _EXAMPLE)
    if strange := _STRANGE.search(text):
        raise Unreadable("person.symbol", f"มีอักขระที่ไม่ใช่ชื่อ ({strange.group()})", _EXAMPLE)
    if _OFFICE.search(text):
        raise Unreadable("person.position", "มีตำแหน่งปนอยู่กับชื่อ", _EXAMPLE)
    if _BARE_TITLE.match(text):
        raise Unreadable("person.title", "มีคำนำหน้าที่ไม่ใช้ในหนังสือราชการ", _EXAMPLE)


def _whole_name(title: str, given: str, family: str) -> None:
    """Refuse what is left of a name if it is none; only behind a family name can a position stand: รองพล is a name."""
    if not re.search("[ก-ฮA-Za-zÀ-ɏ]", given):
        raise Unreadable("person.empty", "ไม่มีชื่อ", _EXAMPLE)
    if not title and split_titles(f"{given}ก")[1] == "ก":
        raise Unreadable("person.title", "มีแต่คำนำหน้าชื่อ", _EXAMPLE)
    if _ANOTHER.search(family):
        raise Unreadable("person.several", "มีมากกว่าหนึ่งคน ช่องนี้ใส่ได้คนเดียว", _EXAMPLE)
    if _POSITION.search(family.partition(" ")[2]):
        raise Unreadable("person.position", "มีตำแหน่งปนอยู่กับชื่อ", _EXAMPLE)
