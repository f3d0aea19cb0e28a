"""Blank forms and templates: what of a paper waits for a hand or a program."""

from __future__ import annotations

import re

from ...word.document import Document, Paragraph

# What templates hold where a program or a person puts words.
TAG = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|[$#]\{[^{}]{1,60}\}|<<[^<>\n]{1,60}>>|«[^»]{1,60}»|"
    r"(?<![\w${])\{[A-Za-z_ก-๎][\w .ก-๎-]{0,40}\}(?!\})|(?<![\w<])<[A-Za-z]+_[A-Za-z_]{1,30}>|%[A-Za-z]+_[A-Za-z_]{1,30}%"
)
GAP = re.compile(r"\.{4,}|…{2,}|(?:…\.|\.…)[.…]*|_{4,}|\((?: {3,}|\t)\)|[□☐❑▢]|\[\s+\]|\(\s*\)(?=\s*[ก-๎])")
# Dots that lead to words in a memo's head.
_LEADER = re.compile(r"(?:ส่วนราชการ|ส่วนงาน|หน่วยงาน|ที่|วันที่|เรื่อง)\s*[.…]{3,}\s*[^\s.…]")
_CONTENTS = re.compile(r"(?<![.…])[.…]{4,}\s*[\d๐-๙ก-ฮ]{1,4}\s*$")
MANY_GAPS = 4
_MAY_BE_TAG = re.compile(r"[{<«%]")
MANY_TAGS = 3


def unfilled(paper: Document) -> bool:
    """Whether a paper is a blank form or a template: many of its lines wait."""
    return tags(paper) >= MANY_TAGS or waits(paper)


def waits(paper: Document) -> bool:
    """Whether many lines of a paper wait to be written on by hand."""
    held = sum(waits_in(p) for p in paper.words)
    return held >= max(MANY_GAPS, len(paper.words) // 12)


def tags(paper: Document) -> int:
    """How many tags of templates a paper has."""
    return sum(len(TAG.findall(p.text)) for p in paper.words if _MAY_BE_TAG.search(p.text))


def waits_in(paragraph: Paragraph) -> bool:
    """Whether a line waits to be written on: dots, underscores, empty boxes; leaders are none."""
    text = paragraph.flat
    if not any(sign in text for sign in ("...", "…", "___", "(", "[", "□", "☐", "❑", "▢")):
        return False
    return bool(GAP.search(text)) and not _CONTENTS.search(text) and not _LEADER.search(text)
