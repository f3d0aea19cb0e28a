"""A paper under examination: what the rules look at. Each thing is found once, when a rule first asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .. import layout
from ..errors import GenError
from ..office import Office
from ..thai import TITLES, DocNumber, Unreadable, arabic_digits
from ..word.document import Cell, Document, Paragraph
from .find.blanks import unfilled, waits_in
from .find.dates import FoundDate, find_dates
from .find.items import Item, find_items
from .find.persons import FoundPerson, find_persons
from .settings import Measures, Settings, measures

# (series, number, day) to why the register disagrees, in Thai; "" if it agrees or does not know.
Lookup = Callable[[str, DocNumber, "date | None"], str]
ABSENT = "ไม่มีในทะเบียน"  # how it begins where the register has no such number

ANNEX = re.compile(r"(?:รายละเอียด|บัญชี|เอกสาร|รายชื่อ|กำหนด)?.*แนบท้าย\s?(?:คำสั่ง|ประกาศ|หนังสือ)(?!นี้)")
DATED = {"order": "สั่ง", "announcement": "ประกาศ", "certificate": "ให้ไว้"}
_DATED = re.compile(r"(?:สั่ง|ประกาศ|ให้ไว้)\s*ณ\s*(?:วันที่|วัน|เดือน)")
CLOSING = re.compile(r"(?:ขอแสดงความนับถือ|ด้วยความเคารพ|ขอนมัสการ|ขอแสดงความเคารพ)")
_SUBJECT = re.compile(r"เรื่อง(?!ที่|อื่น|เดิม|สืบ)")
_NUMBER = re.compile(r"\s*(?:เลข)?ที่(?:\s|(?=\d)|(?=[ก-ฮ]{2,3}\.?\s?\d)|(?=[.…]{2}))")
_ORDER = re.compile(r"\s*ที่\s*\d+\s*/\s*\d{4}\s*$")
NAME = re.compile(r"(?:ลงชื่อ|ลงนาม)?[\s.…_]*\(.{3,80}\)$")
_DATE_LINE = re.compile(r"(?:วันที่\s*)?\d{1,2}\s*(?:เดือน\s*)?[ก-๙.]+\s*(?:พ\.\s?ศ\.?\s*)?\d{4}$")
_MEMO_DATE = re.compile(r"วันที่[\s.…]*\d{1,2}\s*(?:เดือน\s*)?[ก-๙.]{4,}\s*(?:พ\.\s?ศ\.?\s*)?\d{4}")
CLOSE = 60  # letters that the line of the close has at most
_CONTACT = re.compile(r"\s*(?:โทร|กลุ่ม|ฝ่าย|งาน|สำเนา|หมายเหตุ|ความเห็น|/)")
NAME_WITHIN = 8  # paragraphs with words after the date or the closing


@dataclass
class Exam:
    """One paper with the facts of the office; `today` is CE."""

    paper: Document
    settings: Settings
    today: date
    office: Office | None = None
    lookup: Lookup | None = None

    @cached_property
    def measures(self) -> Measures:
        """What its page should be. Raises: GenError E308, E402, E403 for a damaged forms/page.yaml."""
        return measures(self.settings, layout.of_office(self.office), self.paper.kind)

    @cached_property
    def dates(self) -> list[FoundDate]:
        return [found for paragraph in self.paper.all for found in find_dates(paragraph)]

    @cached_property
    def persons(self) -> list[FoundPerson]:
        return [found for paragraph in self.paper.words for found in find_persons(paragraph)]

    @cached_property
    def _persons_by_paragraph(self) -> dict[int, list[FoundPerson]]:
        found: dict[int, list[FoundPerson]] = {}
        for person in self.persons:
            found.setdefault(id(person.paragraph), []).append(person)
        return found

    def persons_in(self, paragraph: Paragraph) -> list[FoundPerson]:
        """The persons of one paragraph of the body."""
        return self._persons_by_paragraph.get(id(paragraph), [])

    @cached_property
    def items(self) -> list[Item]:
        return list(find_items(self.paper.words))

    # --- the elements of a paper, by its kind

    @cached_property
    def annex(self) -> Paragraph | None:
        """The heading of the annex."""
        return next(
            (p for p in self.paper.outside[3:] if ANNEX.match(p.flat) and p.width < 200 and self._heads(p)), None
        )

    @cached_property
    def front(self) -> list[Paragraph]:
        """The paragraphs with words before the annex."""
        words = self.paper.words
        return words[: words.index(self.annex)] if self.annex else words

    @cached_property
    def back(self) -> list[Paragraph]:
        """The annex: its heading and what follows."""
        words = self.paper.words
        return words[words.index(self.annex) :] if self.annex else []

    @cached_property
    def unfilled(self) -> bool:
        """Whether it is a blank form or a template: most of it waits for a hand or a program."""
        return unfilled(self.paper)

    @property
    def holds_orders(self) -> bool:
        """Whether it is a paper of another kind, which may hold an order or announcement: a manual, a collection."""
        return self.paper.kind in ("report", "unknown")

    @cached_property
    def head(self) -> list[Paragraph]:
        """The paragraphs above the text: up to the subject or the receiver, at most the first twelve."""
        return self.front[:12]

    @cached_property
    def heading(self) -> Paragraph | None:
        """The line that says what the paper is."""
        begins = {"order": "คำสั่ง", "announcement": "ประกาศ", "minutes": "รายงานการประชุม"}.get(self.paper.kind)
        return next(
            (p for p in self.head if begins and p.flat.strip().startswith(begins) and not p.begins(_DATED)), None
        )

    @cached_property
    def number_line(self) -> Paragraph | None:
        """The line ที่ …; in a book or report the one of the order that it holds."""
        line = next((p for p in self.head if _NUMBER.match(p.flat) and (p.cell is None or p.width > 6)), None)
        return line or (next((p for p in self.front if _ORDER.match(p.flat)), None) if self.holds_orders else None)

    @cached_property
    def subject(self) -> Paragraph | None:
        return next((p for p in self.head if p.begins(_SUBJECT)), None)

    @cached_property
    def subject_words(self) -> str:
        """What the subject says, without its label and the dots that lead to it; in a table it may be the next cell."""
        p = self.subject
        if p is None:
            return ""
        after = re.sub(r"^.*?เรื่อง", "", p.flat, count=1, flags=re.DOTALL).strip(" .…_\t\n:")
        if after or p.cell is None:
            return after
        row = p.cell.table.rows[p.cell.row - 1].texts
        return " ".join(row[p.cell.cell :]).strip(" .…_")

    @cached_property
    def receiver(self) -> Paragraph | None:
        return self.labelled(r"(?:กราบ)?เรียน|นมัสการ|ถึง")

    @cached_property
    def dated(self) -> Paragraph | None:
        """The line สั่ง ณ วันที่, ประกาศ ณ วันที่, ให้ไว้ ณ วันที่; or the date line of a letter."""
        if self.paper.kind in DATED or self.holds_orders:
            return next((p for p in self.front if p.begins(_DATED)), None)
        if self.paper.kind == "memo":
            return next((p for p in self.head if _MEMO_DATE.search(p.flat)), None)
        within = self.front if self.paper.kind == "stamped" else self.head
        return next((p for p in within if p.begins(_DATE_LINE)), None)

    @cached_property
    def closing(self) -> Paragraph | None:
        return next((p for p in self.front if p.begins(CLOSING) and len(p.flat.strip()) < CLOSE), None)

    @cached_property
    def last_words(self) -> Paragraph | None:
        """The paragraph after which the signature stands."""
        if self.paper.kind in DATED or self.holds_orders:
            return self.dated
        last = next((p for p in reversed(self.front) if p.flat.strip().startswith("จึง")), None)
        return self.closing or last

    @cached_property
    def name(self) -> Paragraph | None:
        """The typed name under the signature: in brackets, or a title and a name where brackets are missing."""
        after = self.after(self.last_words)[:NAME_WITHIN]
        for n, p in enumerate(after):
            bracketed = [q.begins(NAME) for q in after[n : n + 3]]
            if bracketed[0] or (is_name(p) and not any(bracketed)):
                return p
        return None

    @cached_property
    def position(self) -> list[Paragraph]:
        """The lines of the position, right under the name."""
        if self.name is None:
            return []
        lines: list[Paragraph] = []
        paragraphs = self.paper.body
        for paragraph in paragraphs[paragraphs.index(self.name) + 1 :][:5]:
            apart = (paragraph.blank and lines) or paragraph is self.annex or paragraph.cell is not self.name.cell
            turned = paragraph.section != self.name.section or paragraph.layout.page_break
            other = lines and paragraph.centred != self.name.centred
            too_long = len(paragraph.flat.strip()) > 110
            if (
                apart
                or turned
                or other
                or too_long
                or _CONTACT.match(paragraph.flat)
                or (lines and waits_in(paragraph))
            ):
                break
            lines += [paragraph] if paragraph.worded else []
        return lines

    @cached_property
    def rank(self) -> Paragraph | None:
        """The rank that is typed out before the signature."""
        body = self.paper.body
        at = body.index(self.name) if self.name else 0
        return next((p for p in body[max(0, at - 5) : at] if is_rank_line(p)), None)

    @cached_property
    def code(self) -> str:
        """The office's code of letters, in Arabic digits; "" where none is known, or only its place is held (04xxx)."""
        said = self.settings.code or (str(self.office.setting("code") or "") if self.office else "")
        return "" if "x" in said.lower() else arabic_digits(said)

    @cached_property
    def schools(self) -> frozenset[str]:
        """The schools by their full names, as the settings or the office's directory have them."""
        names: Iterable[str] = self.settings.schools
        if not names and self.office:
            try:
                names = [receiver.name for receiver in self.office.directory("schools")]
            except GenError:  # the office keeps no such file
                names = ()
        return frozenset(name if name.startswith("โรงเรียน") else f"โรงเรียน{name}" for name in names)

    @cached_property
    def prose(self) -> list[Paragraph]:
        """The paragraphs of running text: long, not centred, outside of tables, not one of the labelled lines."""
        return [p for p in self.paper.outside if self._is_prose(p)]

    def first_of(self, section: int) -> Paragraph | None:
        """The first paragraph with words of a section of this paper, from 0."""
        found = section + self.paper.first_section
        return next((p for p in self.paper.words if p.section == found), None)

    def labelled(self, label: str) -> Paragraph | None:
        """The line of the head that begins with a label, parted from its words by a space."""
        pattern = re.compile(rf"\s*(?:{label})(?:\s|$)")
        return next((p for p in self.head if pattern.match(p.flat)), None)

    def after(self, paragraph: Paragraph | None) -> list[Paragraph]:
        """The paragraphs with words of the front after one of them."""
        if paragraph is None or paragraph not in self.front:
            return []
        return self.front[self.front.index(paragraph) + 1 :]

    def date_of(self, paragraph: Paragraph | None) -> FoundDate | None:
        """The first date of a paragraph."""
        return next((found for found in self.dates if found.paragraph is paragraph), None)

    def number_of(self, paragraph: Paragraph | None) -> DocNumber | None:
        """The number that a line ที่ … gives, or None where it is blank or wrong."""
        if paragraph is None:
            return None
        match = re.match(r"\s*(?:เลข)?ที่\s*(.*?)(?:\s*ลงวันที่.*|\s+วันที่.*|\t.*)?$", paragraph.flat)
        try:
            return DocNumber.parse(match[1]) if match else None
        except Unreadable:
            return None

    def _heads(self, paragraph: Paragraph) -> bool:
        return paragraph.centred or paragraph.flat.strip().startswith(("รายละเอียด", "บัญชี", "รายชื่อ", "เอกสาร"))

    def _is_prose(self, p: Paragraph) -> bool:
        plain = p.flat.strip()
        labels = (
            r"(?:เรื่อง|เรียน|กราบเรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|ที่|ถึง|ส่วนราชการ|ส่วนงาน|โทร|สำเนาส่ง|คำสั่ง(?!ใด)|ประกาศสำนัก)"
            r"(?:\s|$)"
        )
        listed = p.label or re.match(r"\(?\d", plain)
        return p.width > 60 and not p.centred and not listed and not re.match(labels, plain)


def is_rank_line(paragraph: Paragraph) -> bool:
    """A line that is a rank or a learned title alone, with room for the signature behind it: ว่าที่ร้อยตรี, พันตำรวจเอก."""
    text = re.sub(r"ลงชื่อ|[()\s.…_]", "", paragraph.flat)
    bare = text.removeprefix("ว่าที่").removesuffix("หญิง")
    return 0 < len(text) < 40 and bare in _RANKS


_SHORT_RANKS = {"รต", "รท", "รอ", "สอ", "จสอ", "สตต", "สตท", "สตอ", "พตท", "พตต", "พตอ"}
_RANKS = frozenset(re.sub(r"[\s.]", "", title) for title in TITLES) | _SHORT_RANKS


def is_name(paragraph: Paragraph) -> bool:
    """A short line that begins with a person."""
    if paragraph.cell and paragraph.cell.table.lined:
        return False
    found = next(iter(find_persons(paragraph)), None)
    return found is not None and found.start <= 4 and paragraph.width < 50


def signs(cell: Cell | None) -> bool:
    """Whether a cell is of a table without lines that holds a signature."""
    if cell is None or cell.table.lined:
        return False
    paragraphs = (p for row in cell.table.rows[:3] for held in row.cells for p in held)
    return any(p.begins(NAME) for p in paragraphs)
