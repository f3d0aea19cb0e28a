"""Sections of a Word text (ECMA-376-1 17.6): where a paper that joins others begins, and where it ends.

In: the body of a paper as XML. Out: its blocks and its last section, changed so that another paper may follow.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..word.xml import NO_HEIGHT

LAST = re.compile(
    r"<w:sectPr(?: [^>]*)?/>$|<w:sectPr(?: [^>]*)?>(?:(?!<w:sectPr[ >]|</w:sectPr>).)*"
    r"(?:<w:sectPrChange .*?</w:sectPrChange>)?</w:sectPr>$",
    re.DOTALL,
)
SECTION = re.compile(r"<w:sectPr(?: [^>]*)?>.*?</w:sectPr>", re.DOTALL)
REFERENCE = re.compile(r"<w:(header|footer)Reference [^>]*>")
KIND = re.compile(r'w:type="(\w+)"')
FLOWING = re.compile(r'<w:type w:val="(?:continuous|nextColumn)"/>')
AFTER_NUMBER = re.compile(  # what may stand after the page number in a section
    "<w:(?:cols|formProt|vAlign|noEndnote|titlePg|textDirection|bidi|rtlGutter|docGrid|printerSettings)[ />]"
    "|<w:sectPrChange |</w:sectPr>"
)
AFTER_NOTES = re.compile(
    "<w:(?:endnotePr|type|pgSz|pgMar|paperSrc|pgBorders|lnNumType|pgNumType|cols)[ />]|</w:sectPr>"
)
PARAGRAPH = re.compile(r"(<w:p(?: [^>]*)?>)(<w:pPr/>|<w:pPr>.*?</w:pPr>)?(.*)</w:p>", re.DOTALL)
EMPTY = re.compile("<w:p(?: [^>]*)?/>")


def split(body: str) -> tuple[str, str]:
    """The blocks of a body, and its last section."""
    start = body.rfind("<w:sectPr")
    if body.find("<w:sectPrChange ", 0, start) >= 0 and not LAST.match(body, start):
        start = body.rfind("<w:sectPr", 0, body.rfind("<w:sectPrChange ", 0, start))
    last = LAST.match(body, start) if start >= 0 else None
    if not last:
        return body, "<w:sectPr></w:sectPr>"
    return body[:start], re.sub("^(<w:sectPr[^>]*)/>$", r"\1></w:sectPr>", last[0])


def begun(blocks: str, last: str) -> tuple[str, str]:
    """A paper whose first section begins on a new page with page number 1, and takes no header of the paper before."""
    first = SECTION.search(blocks)
    notes = "<w:footnoteReference " in blocks
    if not first:
        return blocks, _begun(last, notes, frozenset())
    kinds = frozenset(_kinds(blocks) | _kinds(last))
    return f"{blocks[: first.start()]}{_begun(first[0], notes, kinds)}{blocks[first.end() :]}", last


@lru_cache(64)
def _begun(section: str, notes: bool, kinds: frozenset[tuple[str, str]]) -> str:
    """A first section; of `kinds` (header or footer, and of which pages) it has none by itself it gets empty ones."""
    section = FLOWING.sub("", section)
    if "<w:pgNumType" not in section:
        section = AFTER_NUMBER.sub(lambda after: f'<w:pgNumType w:start="1"/>{after[0]}', section, count=1)
    elif not re.search("<w:pgNumType [^>]*w:start=", section):
        section = section.replace("<w:pgNumType", '<w:pgNumType w:start="1"', 1)
    if notes and "<w:footnotePr" not in section:
        restart = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
        section = AFTER_NOTES.sub(lambda after: f"{restart}{after[0]}", section, count=1)
    lacking = sorted(kinds - _kinds(section))
    empty = "".join(f'<w:{story}Reference w:type="{pages}" r:id="{empty_id(story)}"/>' for story, pages in lacking)
    return re.sub("(<w:sectPr[^>]*>)", rf"\1{empty}", section, count=1)


def empty_id(story: str) -> str:
    """The relationship of the header or footer that holds nothing."""
    return f"rIdNo{story}"


def _kinds(xml: str) -> set[tuple[str, str]]:
    found = REFERENCE.finditer(xml)
    return {(one[1], kind[1] if (kind := KIND.search(one[0])) else "default") for one in found}


def ended(blocks: str, section: str) -> str:
    """The blocks of a paper that another one follows: its section is that of its last paragraph."""
    start = max(blocks.rfind("<w:p>"), blocks.rfind("<w:p "), blocks.rfind("<w:p/>"))
    last = blocks[start:] if start >= 0 else ""
    if EMPTY.fullmatch(last):
        return f"{blocks[:start]}<w:p><w:pPr>{section}</w:pPr></w:p>"
    paragraph = PARAGRAPH.fullmatch(last)
    if not paragraph or "</w:p>" in paragraph[3]:  # a table, or a text box in the last paragraph
        return blocks + NO_HEIGHT.format(section)
    opened, properties, rest = paragraph.groups()
    inside = (properties or "").removeprefix("<w:pPr/>").removeprefix("<w:pPr>").removesuffix("</w:pPr>")
    before, change, after = inside.partition("<w:pPrChange ")
    return f"{blocks[:start]}{opened}<w:pPr>{before}{section}{change}{after}</w:pPr>{rest}</w:p>"
