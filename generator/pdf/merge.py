"""Many short papers of one template as one Word file, so that LibreOffice opens one file and not fifty.

In: the (cured) parts of papers. Out: the parts of one file, in which each paper is a section of its own that begins on
page 1, marked with a bookmark; LibreOffice turns these into places of the PDF, where it is cut again. A paper whose
numbers or notes would run on into the next one goes alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from ..word.xml import dump, parse, relations_name
from .throwaway import W

Parts = Mapping[str, bytes]

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
MARK = "paper"  # bookmark of the first paragraph: paper0, paper1 …
# What counts through a whole file, or points to another place in it.
FIELD = re.compile(rb"\b(?:NUMPAGES|SECTIONPAGES|SECTION|PAGEREF|NOTEREF|STYLEREF|TOC|TOA|SEQ|REF)\b")
ELEMENT = re.compile(
    rb"<w:(?:footnoteReference|endnoteReference|commentReference|numPr|altChunk|subDoc|pgBorders)\b"
)
HAS_FIELD = (b"<w:instrText", b"<w:fldSimple")
NUMBERED_STYLE = re.compile(rb'<w:style\b[^>]*w:styleId="([^"]+)"[^>]*>(?:(?!</w:style>).)*<w:numPr\b', re.DOTALL)
USED_STYLE = re.compile(rb'<w:pStyle w:val="([^"]+)"')
STORY = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
# What follows a pgNumType in a sectPr (ECMA-376 17.6.17).
LATER = ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
         "rtlGutter", "docGrid", "printerSettings", "sectPrChange")


@dataclass(frozen=True)
class Sharer:
    """A paper that can share a file with others: its parts, its parsed text, its kinds of header and footer.

    Only papers with the same kinds go together: a section without one takes that of the section before.
    """

    parts: Parts
    root: etree._Element
    headers: frozenset[tuple[str, str]]


def sharer(parts: Parts) -> Sharer | None:
    """A paper that can share a file; None for one that must go alone."""
    if RELS not in parts or why_alone(parts):
        return None
    root = parse(parts[DOCUMENT])
    return None if _uneven_sections(root) else Sharer(parts, root, frozenset(_headers(next(root.iter(f"{W}sectPr")))))


def why_alone(parts: Parts) -> str:
    """What in a paper runs on through a whole file, so that it cannot share one; empty where nothing does."""
    for name, data in parts.items():
        if STORY.fullmatch(name):
            has_field = any(mark in data for mark in HAS_FIELD)
            found = ELEMENT.search(data) or (FIELD.search(data) if has_field else None)
            if found:
                return f"{name}: {found[0].decode()}"
    numbered = _numbered_styles(parts.get("word/styles.xml", b""))
    if numbered and numbered & set(USED_STYLE.findall(parts[DOCUMENT])):
        return "a style with automatic numbers"
    return ""


@lru_cache(maxsize=8)
def _numbered_styles(styles: bytes) -> frozenset[bytes]:
    return frozenset(NUMBERED_STYLE.findall(styles))


def _uneven_sections(root: etree._Element) -> bool:
    """Whether the sections cannot be strung together: the last one must end in a paragraph, and none bring a header
    of a kind that the first lacks, for the next paper would take it over.
    """
    sections = list(root.iter(f"{W}sectPr"))
    body = root.find(f"{W}body")
    if body is None or not sections or len(body) < 2 or body[-1] is not sections[-1]:
        return True
    if body[-2].tag != f"{W}p" or body[-2].find(f"{W}pPr/{W}sectPr") is not None:
        return True
    return {kind for section in sections for kind in _headers(section)} != set(_headers(sections[0]))


def _headers(section: etree._Element) -> Iterator[tuple[str, str]]:
    for kind in ("header", "footer"):
        for found in section.findall(f"{W}{kind}Reference"):
            yield kind, found.get(f"{W}type", "default")


def merged(papers: Sequence[Sharer]) -> dict[str, bytes]:
    """One file of several papers that are equal in styles, settings and `headers`; their trees are used up."""
    whole, root = dict(papers[0].parts), papers[0].root
    body = body_of(root)
    types, rels = parse(whole[TYPES]), parse(whole[RELS])
    mark(root, 0)
    _begin_section(root)
    for n, paper in enumerate(papers[1:], 1):
        _end_section(body)
        adopt(whole, paper, n, rels, types)
        mark(paper.root, n)
        _begin_section(paper.root)
        body.extend(list(body_of(paper.root)))
    return written(whole, root, rels, types)


def written(
    whole: dict[str, bytes], root: etree._Element, rels: etree._Element, types: etree._Element
) -> dict[str, bytes]:
    """The parts of the file, with the trees that were changed."""
    for name, tree in ((DOCUMENT, root), (RELS, rels), (TYPES, types)):
        whole[name] = dump(tree)
    return whole


def body_of(root: etree._Element) -> etree._Element:
    body = root.find(f"{W}body")
    assert body is not None
    return body


def mark(root: etree._Element, n: int) -> None:
    """Mark the first paragraph, where the PDF is cut again."""
    first = next(root.iter(f"{W}p"))
    names = {f"{W}id": str(900_000 + n), f"{W}name": f"{MARK}{n}"}
    at = 0 if first.find(f"{W}pPr") is None else 1
    first.insert(at, etree.Element(f"{W}bookmarkEnd", {f"{W}id": names[f"{W}id"]}))
    first.insert(at, etree.Element(f"{W}bookmarkStart", names))


def _begin_section(root: etree._Element) -> None:
    """Let the first section begin a page and the page number."""
    section = next(root.iter(f"{W}sectPr"))
    for kind in section.findall(f"{W}type"):
        section.remove(kind)  # the next page is what a section begins on by default
    number = section.find(f"{W}pgNumType")
    if number is None:
        number = etree.Element(f"{W}pgNumType")
        later = next((child for child in section if etree.QName(child).localname in LATER), None)
        section.append(number) if later is None else later.addprevious(number)
    if number.get(f"{W}start") is None:
        number.set(f"{W}start", "1")


def _end_section(body: etree._Element) -> None:
    """Move the last section's properties into the last paragraph, so that another paper can follow."""
    section, properties = body[-1], properties_of(body[-2])
    change = properties.find(f"{W}pPrChange")
    properties.append(section) if change is None else change.addprevious(section)


def properties_of(paragraph: etree._Element) -> etree._Element:
    """The properties of a paragraph, which gets empty ones where it has none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    return properties


def adopt(
    whole: dict[str, bytes], paper: Sharer, n: int, rels: etree._Element, types: etree._Element
) -> None:
    """Take over the headers and pictures that only paper `n` has."""
    _rename(paper.root, _own_parts(whole, paper.parts, n, rels, types))


@lru_cache(maxsize=8)
def links(rels: bytes) -> Mapping[str, tuple[str, str, str]]:
    """Of each relationship of a document its type, its target, and the part that it leads to, if any."""
    found = {}
    for rel in parse(rels):
        target = rel.get("Target", "")
        part = posixpath.normpath(posixpath.join("word", target)) if rel.get("TargetMode") != "External" else ""
        found[rel.get("Id", "")] = (rel.get("Type", ""), target, part)
    return found


def _own_parts(
    whole: dict[str, bytes], parts: Parts, n: int, rels: etree._Element, types: etree._Element
) -> dict[str, str]:
    """Add the headers and pictures in which paper `n` differs from the first; old relationship id to new one."""
    known = links(whole[RELS])
    own = {name: link for name, link in links(parts[RELS]).items()
           if known.get(name) != link or parts.get(link[2]) != whole.get(link[2])}
    theirs = {rel.get("Id", ""): rel for rel in parse(parts[RELS])} if own else {}
    for name, (_, target, part) in own.items():
        if part in parts:
            target = target.replace("/", f"/p{n}") if "/" in target else f"p{n}{target}"
            _add_part(whole, parts, part, posixpath.normpath(posixpath.join("word", target)), types)
        added = _copied(theirs[name], rels)
        added.set("Id", f"p{n}{name}")
        added.set("Target", target)
    return {name: f"p{n}{name}" for name in own}


def _add_part(whole: dict[str, bytes], parts: Parts, old: str, new: str, types: etree._Element) -> None:
    """A part under a new name, with its content type and its own relationships."""
    whole[new] = parts[old]
    kind = next((item for item in types if item.get("PartName") == f"/{old}"), None)
    if kind is not None:
        _copied(kind, types).set("PartName", f"/{new}")
    if relations_name(old) in parts:
        whole[relations_name(new)] = parts[relations_name(old)]


def _copied(item: etree._Element, to: etree._Element) -> etree._Element:
    to.append(deepcopy(item))
    return to[-1]


def _rename(root: etree._Element, renamed: Mapping[str, str]) -> None:
    if not renamed:
        return
    for element in root.iter():
        for name, value in element.attrib.items():
            if str(name).startswith(R) and value in renamed:
                element.set(name, renamed[str(value)])
