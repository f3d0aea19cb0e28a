"""The table of contents of a book: Word's own field, its entries written out, with the numbers that pages really have.

In: the parts of a made book with a TOC field (ECMA-376-1 §17.16.5.68). `prepare` marks every heading and writes the
entries, still without numbers; then some program lays the book out, and `number` puts in where each heading came to
stand. Until then the field is marked dirty, so that Word fills it when the book is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..word.numbering import numeral
from ..word.package import DOCUMENT
from ..word.xml import SPACE, Element, Parts, dump, find_all, parse, q, remove
from . import CONTENTS
from .headings import Levels, headings, sections, text_of

TOC = re.compile(r'^\s*TOC\b(?:.*\\o\s+"1-(?P<levels>[1-9])")?', re.DOTALL)
HEADING = "_Toc{:09d}"  # bookmarks that Word hides, as it names its own
SECTION = "_Part{:09d}"
FIRST_ID = 70_000  # of bookmarks: beyond those of templates


@dataclass(frozen=True)
class Field:
    """A TOC field: the paragraph that it begins in, the one that it ends in, and down to which level it goes."""

    first: Element
    last: Element
    code: str
    levels: int


def has_toc(parts: Mapping[str, bytes]) -> bool:
    """Whether a paper has a table of contents; quick, so that it can be asked of every paper."""
    return CONTENTS.encode() in parts.get(DOCUMENT, b"") and _field(parse(parts[DOCUMENT])) is not None


def waits(parts: Mapping[str, bytes]) -> bool:
    """Whether the numbers are still to come: Word puts them in when the file is opened."""
    return has_toc(parts) and b'w:dirty="true"' in parts[DOCUMENT]


def prepare(parts: Mapping[str, bytes]) -> Parts:
    """The parts with every heading marked and the entries written; a paper without a TOC field stays as it is."""
    root = parse(parts[DOCUMENT])
    field = _field(root)
    if field is None:
        return dict(parts)
    styles = Levels.of(parts)
    found = [(paragraph, level) for paragraph, level in headings(root, styles) if level <= field.levels]
    _mark(root, [paragraph for paragraph, _ in found])
    entries = [(text_of(paragraph), level, HEADING.format(n)) for n, (paragraph, level) in enumerate(found, 1)]
    _write(field, entries, styles)
    return {**parts, DOCUMENT: dump(root)}


def number(parts: Mapping[str, bytes], places: Mapping[str, int]) -> Parts:
    """The parts with the numbers of pages in; `places` are bookmarks with the sheet (from 1) on which each stands.

    A bookmark that is not among them leaves the field dirty: Word fills it in.
    """
    root = parse(parts[DOCUMENT])
    labels = dict(_labels(root, places))
    field = _field(root)
    if field is None or not labels:
        return dict(parts)
    complete = True
    for link in find_all(root, "//w:hyperlink[.//w:instrText[contains(., 'PAGEREF')]]"):
        page = labels.get(link.get(q("w:anchor"), ""))
        complete = complete and page is not None
        for shown in find_all(link, ".//w:r[preceding-sibling::w:r[w:fldChar/@w:fldCharType='separate']]/w:t"):
            shown.text = page or ""
    if complete:
        for mark in find_all(field.first, ".//w:fldChar[@w:dirty]"):
            mark.attrib.pop(q("w:dirty"))
    return {**parts, DOCUMENT: dump(root)}


def _mark(root: Element, found: list[Element]) -> None:
    """A bookmark around each heading, and one at the first paragraph of each section."""
    for old in find_all(root, "//w:bookmarkStart[starts-with(@w:name, '_Toc') or starts-with(@w:name, '_Part')]"):
        for end in find_all(root, f"//w:bookmarkEnd[@w:id='{old.get(q('w:id'))}']"):
            remove(end)
        remove(old)
    marks = [(HEADING.format(n), paragraph) for n, paragraph in enumerate(found, 1)]
    for n, section in enumerate(sections(root), 1):
        marks += [(SECTION.format(n), first) for block in section.blocks for first in block.iter(q("w:p"))][:1]
    for key, (name, paragraph) in enumerate(marks, FIRST_ID):
        start = etree.Element(q("w:bookmarkStart"), {q("w:id"): str(key), q("w:name"): name})
        properties = paragraph.find(q("w:pPr"))
        if properties is None:
            paragraph.insert(0, start)
        else:
            properties.addnext(start)
        paragraph.append(etree.Element(q("w:bookmarkEnd"), {q("w:id"): str(key)}))


def _labels(root: Element, places: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Bookmark to page number as it is printed; the number runs on from section to section where none restarts it."""
    ahead = 0  # what a page's number is ahead of its sheet's
    for n, section in enumerate(sections(root), 1):
        if section.start is not None:
            if SECTION.format(n) not in places:
                return
            ahead = section.start - places[SECTION.format(n)]
        for mark in (mark for block in section.blocks for mark in block.iter(q("w:bookmarkStart"))):
            name = mark.get(q("w:name"), "")
            if name.startswith("_Toc") and name in places:
                yield name, numeral(places[name] + ahead, section.form)


# --- the field


def _field(root: Element) -> Field | None:
    """The first TOC field of the body."""
    for code in find_all(root, "w:body//w:instrText"):
        found = TOC.match(code.text or "")
        if found:
            first = next(code.iterancestors(q("w:p")))
            last = _end(code)
            if last is not None and last.getparent() is first.getparent():
                return Field(first, last, (code.text or "").strip(), int(found["levels"] or 3))
    return None


def _end(code: Element) -> Element | None:
    """The paragraph in which the field of a code ends."""
    depth = 1
    for mark in find_all(code, "following::w:fldChar"):
        kind = mark.get(q("w:fldCharType"))
        depth += (kind == "begin") - (kind == "end")
        if depth == 0:
            return next(mark.iterancestors(q("w:p")))
    return None


def _write(field: Field, entries: list[tuple[str, int, str]], styles: Levels) -> None:
    """Put the entries in place of the field's result; its last paragraph keeps the end, and its look."""
    look = field.first.find(q("w:pPr"))
    made = [_entry(text, styles.entries.get(level, ""), mark, look) for text, level, mark in entries]
    if not made:
        return
    at = made[0].find(q("w:hyperlink"))
    assert at is not None  # `_entry` makes one
    for run in (_char("begin", dirty=True), _code(field.code), _char("separate")):
        at.addprevious(run)
    parent = field.first.getparent()
    assert parent is not None
    start, end = parent.index(field.first), parent.index(field.last)
    rest = _rest(field.last)
    if text_of(rest) or not text_of(field.last):  # as Word has it: the field ends in a paragraph of its own
        made.append(rest)
    else:
        made[-1].append(_char("end"))
    parent[start : end + 1] = made


def _rest(last: Element) -> Element:
    """The paragraph that a field ends in, from the end of the field on."""
    rest = deepcopy(last)
    end = find_all(rest, "w:r[w:fldChar/@w:fldCharType='end']")[-1]
    for child in list(rest)[: rest.index(end)]:
        if child.tag != q("w:pPr"):
            rest.remove(child)
    return rest


def _entry(text: str, style: str, mark: str, look: Element | None) -> Element:
    paragraph = etree.Element(q("w:p"))
    if style:
        etree.SubElement(etree.SubElement(paragraph, q("w:pPr")), q("w:pStyle"), {q("w:val"): style})
    elif look is not None:
        paragraph.append(deepcopy(look))
    link = etree.SubElement(paragraph, q("w:hyperlink"), {q("w:anchor"): mark, q("w:history"): "1"})
    tab = etree.Element(q("w:r"))
    etree.SubElement(tab, q("w:tab"))
    shown = (_char("begin"), _code(f"PAGEREF {mark} \\h"), _char("separate"), _text(""), _char("end"))
    link.extend((_text(text), tab, *shown))
    return paragraph


def _char(kind: str, dirty: bool = False) -> Element:
    run = etree.Element(q("w:r"))
    mark = etree.SubElement(run, q("w:fldChar"), {q("w:fldCharType"): kind})
    if dirty:
        mark.set(q("w:dirty"), "true")
    return run


def _code(code: str) -> Element:
    return _text(f" {code} ", "w:instrText")


def _text(words: str, kind: str = "w:t") -> Element:
    run = etree.Element(q("w:r"))
    etree.SubElement(run, q(kind), {SPACE: "preserve"}).text = words
    return run
