"""The numbered items of a paper: ๑. ๒.๑ (๑) ๑) ข้อ ๑ ตอนที่ ๑, typed or counted by a list of Word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...word.document import Paragraph, plain

_MARK = re.compile(
    r"\s*(?P<open>\()?(?P<figures>(?:[1-9]\d{0,2})(?:\.[1-9]\d{0,2}){0,4})"
    r"(?P<close>[.)](?!\d)|\.\))?(?=[ \t]|$|[ก-๙A-Z“\"(])"
)
_WORD = re.compile(
    r"\s*(?P<word>ตอนที่|บทที่|ส่วนที่|หมวดที่|หมวด|ภาคที่|(?:ระเบียบ)?วาระที่|ข้อ)\s*(?P<figures>\d{1,2}(?:\.\d{1,2}){0,2})(?![\d/])"
)
_LABEL = re.compile(r"\s*(?:อ้างถึง|สิ่งที่ส่งมาด้วย|สำเนาส่ง|เรียน)[ \t]+(?=\d)")
_WORDS = re.compile("[ก-ฮA-Za-z]")  # a cell of scores numbers nothing
_MEASURE = re.compile(r"\s*(?:บาท|คะแนน|ชั่วโมง|นาที|น\.|เมตร|ซม|กม|กก|ตาราง|ล้าน|ไร่|คน|ปี|วัน|เดือน|เท่า|ของ)|\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered paragraph: `numbers` (2, 1) for ๒.๑; `style` how the mark is closed: "." ")" "()" "" or a word."""

    paragraph: Paragraph
    start: int
    end: int
    numbers: tuple[int, ...]
    style: str
    counted: bool  # by Word: there is no mark in the text
    labelled: bool = False  # in a list that a label of the head begins: สิ่งที่ส่งมาด้วย ๑. …

    @property
    def depth(self) -> int:
        return len(self.numbers)

    @property
    def look(self) -> tuple[bool, float]:
        """How a list looks: bold or not, and where its first lines begin, cm."""
        p = self.paragraph
        bold = bool(p.spans) and all(span.letters.bold for span in p.spans if span.node is not None)
        return bold, round(p.layout.left + p.layout.first, 1)

    @property
    def scope(self) -> tuple[int, int]:
        """Where its neighbours stand: the text, the list of a label, or one column of a table."""
        cell = self.paragraph.cell
        return (cell.table.number, cell.column) if cell else (0, int(self.labelled))


def find_items(paragraphs: Iterable[Paragraph]) -> Iterator[Item]:
    """The numbered paragraphs, in the order of the paper."""
    labelled = False
    for paragraph in paragraphs:
        label = _after_label(paragraph)
        item = _item(paragraph, label)
        labelled = item is not None and bool(label or labelled)
        if item is not None:
            yield replace(item, labelled=labelled)


def _item(paragraph: Paragraph, label: int) -> Item | None:
    if paragraph.label:
        match = _MARK.match(plain(paragraph.label))
        whole = match is not None and match.end() == len(paragraph.label.rstrip())
        return Item(paragraph, 0, 0, _numbers(match), _style(match), True) if match and whole else None
    if match := _WORD.match(paragraph.flat):
        return Item(paragraph, match.start("word"), match.end(), _numbers(match), match["word"], False)
    match = _MARK.match(paragraph.flat, label)
    if match is None or not _is_item(match, paragraph):
        return None
    start = match.start("open" if match["open"] else "figures")
    return Item(paragraph, start, match.end(), _numbers(match), _style(match), False)


def _after_label(paragraph: Paragraph) -> int:
    """Where the words begin after a label such as อ้างถึง: its list begins in its own line."""
    match = _LABEL.match(paragraph.flat)
    return match.end() if match else 0


def shown(numbers: Iterable[int]) -> str:
    return ".".join(map(str, numbers))


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(map(int, match["figures"].split(".")))


def _style(match: re.Match[str]) -> str:
    close = match["close"] or ""
    return "()" if match["open"] and close.endswith(")") else close


def _is_item(match: re.Match[str], paragraph: Paragraph) -> bool:
    """Not a date, a measure or a score: a lone figure is closed by a dot or a bracket, a deep one stands before words
    or alone in the first column."""
    if "." not in match["figures"]:
        return bool(match["close"])
    rest = paragraph.flat[match.end() :]
    if not rest.strip():
        return paragraph.cell is not None and paragraph.cell.column == 1
    return _WORDS.search(rest) is not None and (bool(match["close"]) or not _MEASURE.match(rest))
