"""The papers that one file holds: a set of letters to print, a memo with the draft that it submits.

In: a paper as read. Out: its papers, each with its own paragraphs, tables and sections, each to be judged by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..word.document import Document, Paragraph, Section
from ..word.xml import value
from .find.kinds import MEMO, OFFICIAL, WITH_EMBLEM, recognise

TOP = 6  # paragraphs at the top of a page among which the emblem stands


def papers(paper: Document) -> list[Document]:
    """The papers of a file, in their order; the file itself where it holds one. A report or book stays whole, whatever
    papers are bound into it."""
    pages = list(_pages(paper)) if paper.kind != "report" else []
    starts = [0, *(start for start, end in pairwise((*pages, len(paper.body))) if _begins(paper, start, end))]
    if len(starts) == 1:
        return [paper]
    pieces = [_piece(paper, start, end) for start, end in pairwise((*starts, len(paper.body)))]
    return list(_with_margins(paper, pieces))


def _pages(paper: Document) -> Iterator[int]:
    """Where a page surely begins: after a break, in a new section, before a paragraph that begins one."""
    for n, (before, p) in enumerate(pairwise(paper.body), 1):
        turned = p.section != before.section and not paper.section_of(p).continuous
        if turned or before.page_break or p.layout.page_break:
            yield n


def _begins(paper: Document, start: int, end: int) -> bool:
    """Whether a new paper begins on a page: it bears the emblem or counts its pages from 1, and its words say what it
    is; or it counts from 1 and begins with the words of the first, which may then be of any kind."""
    top = paper.body[start : start + TOP]
    emblem = any(picture.like_emblem for p in top for picture in p.pictures)
    turned = top[0].section != paper.body[start - 1].section
    restarts = turned and value(paper.section_of(top[0]).element, "pgNumType", "start") == "1"
    if restarts and _first_words(top) == _first_words(paper.body):
        return True
    kinds = OFFICIAL if restarts else WITH_EMBLEM if emblem else ()
    if paper.kind in (*OFFICIAL, "form") and (_titled(top) or _OTHER.match(_first_words(top))):
        return True
    if paper.kind in ("letter", "memo", "stamped") and _enclosed(top):
        return True
    return paper.kind in OFFICIAL and bool(kinds) and recognise(replace(paper, body=paper.body[start:end])) in kinds


# What begins another paper without an emblem, in a set of papers of one purchase or behind a letter.
_OTHER = re.compile(
    r"ใบ(?:สั่ง|เสนอ|ตรวจ|ส่ง|สำคัญ|แจ้ง|เบิก)|แบบ(?:ตอบรับ|ฟอร์ม|สำรวจ|ขอ|ใบ|ประเมิน|แจ้ง)|สัญญา|บันทึกข้อตกลง|หนังสือมอบอำนาจ"
)
_TITLES = (
    re.compile(rf"(?:.{{0,40}}\s)?{MEMO}$"),
    re.compile(r"(?:คำสั่ง|ประกาศ)(?!.*แนบท้าย)[ก-๎]"),
    re.compile(r"รายงานการประชุม"),
)


def _titled(top: Sequence[Paragraph]) -> bool:
    """Whether the first words of a page are the title of an official paper, with its number or subject below."""
    worded = [p for p in top if p.worded][:4]
    if not worded:
        return False
    if any(p.begins(_TITLES[0]) for p in worded[:2]):
        return True
    below = any(re.match(r"\s*(?:ที่\s*[\d.…]|เรื่อง\s|ครั้งที่)", p.flat) for p in worded[1:])
    return below and worded[0].width < 120 and any(worded[0].begins(title) for title in _TITLES[1:])


def _enclosed(top: Sequence[Paragraph]) -> bool:
    """Whether a page begins with a heading of its own, as what is sent with a letter does."""
    first = next((p for p in top if p.worded), None)
    return first is not None and first.centred and first.width < 120 and bool(re.search("[ก-ฮ]", first.text))


def _piece(paper: Document, start: int, end: int) -> Document:
    body = paper.body[start:end]
    tables = {id(p.cell.table) for p in body if p.cell}
    first, last = body[0].section, body[-1].section
    piece = replace(
        paper, body=body, tables=[table for table in paper.tables if id(table) in tables],
        sections=paper.sections[first : last + 1], first_section=first, pages=0,
    )  # fmt: skip
    piece.kind = paper.kind if start == 0 and paper.kind != "form" else recognise(piece)
    return piece


def _with_margins(paper: Document, pieces: Sequence[Document]) -> Iterator[Document]:
    """Headers and footers go with the first paper that has them, notes with the first of all."""
    owner: dict[int, int] = {}
    for n, piece in enumerate(pieces):
        for section in piece.sections:
            owner |= {id(p): n for p in _margins(section) if id(p) not in owner}
    for n, piece in enumerate(pieces):
        yield replace(piece, others=[p for p in paper.others if owner.get(id(p), 0) == n])


def _margins(section: Section) -> Iterator[Paragraph]:
    for kinds in (section.headers, section.footers):
        for paragraphs in kinds.values():
            yield from paragraphs


def _first_words(paragraphs: Sequence[Paragraph]) -> str:
    return next((p.text.strip() for p in paragraphs if p.worded), "")
