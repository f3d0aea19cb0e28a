"""A paper as a person sees it: paragraphs with places, tables, sections, pictures. What the rules read.

Lengths are cm, sizes pt. A paragraph's `text` is what Word shows: tabs are \\t, line breaks \\n, pictures \\ufffc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .styles import Layout, Letters
from .xml import Element, Parts

BODY, HEADER, FOOTER, NOTE, BOX = "body", "header", "footer", "note", "box"
OBJECT = "\ufffc"
THAI = re.compile("[ก-๛]")
STORIES = {HEADER: "หัวกระดาษ", FOOTER: "ท้ายกระดาษ", NOTE: "เชิงอรรถ", BOX: "กล่องข้อความ"}
_PLAIN = [*zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True), *((space, " ") for space in "\u00a0\u2007\u202f")]
_PIECE = re.compile(r"[^\s\ufffc](?:[^ \n\t\ufffc]+| (?! {2}))*")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200f\u2060\ufeff]")


def plain(text: str) -> str:
    """A text with Arabic digits and plain spaces, letter for letter."""
    for sign, instead in _PLAIN:  # faster than str.translate, which looks at each letter
        text = text.replace(sign, instead)
    return text


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of one look: `text[start:end]` of the paragraph; `node` is their w:t, None for a tab, a break, a mark,
    `element` what shows them in either case; `paged`: a field counts pages there, which is filled in by layout."""

    start: int
    end: int
    letters: Letters
    node: Element | None
    element: Element
    paged: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line with its words, and where it begins; digits are Arabic, spaces at its ends are gone."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a paragraph stands in a table: numbers from 1; `column` counts columns, `cell` the row's cells."""

    table: Table
    row: int
    cell: int
    column: int


@dataclass(slots=True, eq=False)
class Paragraph:
    """One paragraph; `number` counts those with words, outside of tables, from 1."""

    story: str
    element: Element
    part: str
    layout: Layout
    label: str = ""
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    number: int = 0
    section: int = 0
    cell: Cell | None = None
    fields: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    page_break: bool = False  # a page ends inside
    breaks: list[int] = field(default_factory=list)  # letters before which a page began when Word saved the file
    page: int = 0  # the page on which it begins, from 1; 0 where that is not sure
    ends_section: bool = False
    marked: list[str] = field(default_factory=list)  # what was left by people at work: comment, inserted, deleted …
    _flat: str | None = None
    _pieces: list[Piece] | None = None
    _width: int = -1

    @property
    def flat(self) -> str:
        """The text with Arabic digits and plain spaces, letter for letter as long as `text`."""
        if self._flat is None:
            self._flat = plain(self.text)
        return self._flat

    @property
    def pieces(self) -> list[Piece]:
        """What a reader sees as parts of the line: parted by line breaks, tabs, pictures and three spaces and more."""
        if self._pieces is None:
            self._pieces = [Piece(match.start(), match[0].strip()) for match in _PIECE.finditer(self.flat)]
        return self._pieces

    def begins(self, pattern: re.Pattern[str]) -> bool:
        """Whether a part of the line begins with a pattern."""
        return any(pattern.match(piece.text) for piece in self.pieces)

    @property
    def shown(self) -> str:
        """The label of a list, and the text."""
        return f"{self.label} {self.text}" if self.label else self.text

    @property
    def worded(self) -> bool:
        """Whether it has words; a picture in the line is none."""
        return bool(self.text.strip(f"{OBJECT} \t\n\u00a0"))

    @property
    def blank(self) -> bool:
        return not self.text.strip() and not self.pictures and not self.label

    @property
    def centred(self) -> bool:
        return self.layout.align in ("center", "right")

    @property
    def width(self) -> int:
        """How many letters stand side by side: marks above and below take no room."""
        if self._width < 0:
            self._width = len(_MARKS.sub("", self.text))
        return self._width

    @property
    def place(self) -> str:
        """Where a person finds it."""
        if self.cell:
            inner = f"ตารางที่ {self.cell.table.number} แถว {self.cell.row} ช่อง {self.cell.cell}"
            return inner if self.story == BODY else f"{STORIES[self.story]} {inner}"
        return f"ย่อหน้าที่ {self.number}" if self.story == BODY else STORIES[self.story]

    def page_at(self, at: int) -> int:
        """The page of a letter, 0 where that is not sure."""
        return self.page + sum(0 < begins <= at for begins in self.breaks) if self.page else 0

    def letters_at(self, start: int, end: int) -> Iterator[Letters]:
        """The looks of a stretch of the text."""
        return (span.letters for span in self.spans if span.start < end and span.end > start)


@dataclass(slots=True)
class Picture:
    """A picture: shown size, its alt text, whether it stands in the line, and the part that holds it."""

    width: float
    height: float
    name: str
    inline: bool
    target: str = ""
    cropped: bool = False

    @property
    def like_emblem(self) -> bool:
        """Whether it can be the emblem, by its size and shape, be they a little wrong."""
        return 0.9 <= self.height <= 4.6 and 0.5 <= self.width / self.height <= 1.8


@dataclass(slots=True)
class Row:
    cells: list[list[Paragraph]] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)  # the first column of each cell, from 1
    repeats: bool = False  # stands again at the head of each page
    whole: bool = False  # is not parted by the end of a page

    @property
    def texts(self) -> list[str]:
        return [" ".join(p.shown.strip() for p in cell).strip() for cell in self.cells]


@dataclass(slots=True, eq=False)
class Table:
    """A table; `depth` is 1 for one in the text, 2 for one in its cells."""

    number: int
    depth: int
    element: Element
    width: float = 0.0
    indent: float = 0.0
    lined: bool = False
    section: int = 0
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """The page of a part of the paper; `headers` and `footers` by kind: default, first, even."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    title_page: bool
    number_format: str
    continuous: bool
    headers: Mapping[str, list[Paragraph]]
    footers: Mapping[str, list[Paragraph]]
    element: Element | None

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def is_envelope(self) -> bool:
        """Whether it is C5 or DL: less than 17 cm high, and wider (ระเบียบสารบรรณ ข้อ 74.2)."""
        return self.height < 17 < self.width


@dataclass(eq=False)
class Document:
    """A paper: `name` is its file's, `kind` what it is (`kinds.KINDS`)."""

    name: str
    parts: Parts
    main: str
    body: list[Paragraph]  # with tables and text boxes, in reading order
    others: list[Paragraph]  # headers, footers, notes
    tables: list[Table]
    sections: list[Section]
    comments: int = 0
    tab: float = 1.27  # cm between default tab stops
    pages: int = 0  # as the program that saved it counted; 0 where it does not say
    roots: Mapping[str, Element] = field(default_factory=dict)
    kind: str = ""
    first_section: int = 0  # where its sections begin among those of the file, which its paragraphs count

    @property
    def all(self) -> list[Paragraph]:
        return self.body + self.others

    @cached_property
    def words(self) -> list[Paragraph]:
        """The paragraphs of the body that have words."""
        return [p for p in self.body if p.worded]

    @cached_property
    def lines(self) -> list[Paragraph]:
        """The paragraphs outside of tables and text boxes, empty ones included."""
        return [p for p in self.body if p.cell is None and p.story == BODY]

    @cached_property
    def outside(self) -> list[Paragraph]:
        """The paragraphs with words outside of tables and text boxes."""
        return [p for p in self.lines if p.worded]

    @cached_property
    def pictures(self) -> list[tuple[Paragraph, Picture]]:
        return [(p, picture) for p in self.all for picture in p.pictures]

    def section_of(self, part: Paragraph | Table) -> Section:
        """The section in which a paragraph or table stands."""
        return self.sections[min(part.section - self.first_section, len(self.sections) - 1)]

    @cached_property
    def long(self) -> bool:
        """Whether the paper has more than one page, as far as a file can tell."""
        breaks = any(p.page_break for p in self.body[:-1]) or any(p.layout.page_break for p in self.body[1:])
        sections = any(not section.continuous for section in self.sections[1:])
        return breaks or sections or self.pages > 1 or self.height > 1.25

    @cached_property
    def height(self) -> float:
        """The height of all lines in pages, roughly: 75 letters and 38 lines of 16 pt on a page of text."""
        lines = sum(-(-max(p.width, 1) // 75) for p in self.lines)
        return (lines + sum(lines_of(table) for table in self.tables if table.depth == 1)) / 36


def lines_of(table: Table) -> int:
    """The lines that a table takes, roughly."""
    return sum(lines_of_row(row) for row in table.rows)


def lines_of_row(row: Row) -> int:
    """The lines that a row takes, roughly: 16 cm hold 75 letters."""
    room = max(4.0, 75 / max(1, len(row.cells)))
    return max((sum(int(-(-max(p.width, 1) // room)) for p in cell) for cell in row.cells), default=1)
