"""Many short papers of one template as one Word file, so that LibreOffice opens one file and not fifty.

In: the (cured) parts of papers. Out: the parts of one file, in which each paper is a section of its own that begins on
page 1, marked with a bookmark; LibreOffice turns these into places of the PDF, where it is cut again. A paper whose
numbers or notes would run on into the next one goes alone: `why_alone` says so.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from .throwaway import W, parse

Parts = Mapping[str, bytes]

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
MARK = "paper"  # bookmark of the first paragraph: paper0, paper1 …
# What counts through a whole file, or points to another place in it.
RUNS_ON = re.compile(
    rb"\b(?:NUMPAGES|SECTIONPAGES|SECTION|PAGEREF|NOTEREF|STYLEREF|TOC|TOA|SEQ|REF)\b|<w:(?:footnoteReference|"
    rb"endnoteReference|commentReference|numPr|altChunk|dataBinding|subDoc|pgBorders)\b"
)
NUMBERED_STYLE = re.compile(rb'<w:style\b[^>]*w:styleId="([^"]+)"[^>]*>(?:(?!</w:style>).)*<w:numPr\b', re.DOTALL)
USED_STYLE = re.compile(rb'<w:pStyle w:val="([^"]+)"')
STORY = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
# What follows a pgNumType in a sectPr (ECMA-376 17.6.17).
LATER = ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
         "rtlGutter", "docGrid", "printerSettings", "sectPrChange")


def why_alone(parts: Parts) -> str:
    """Why a paper cannot share a file with others (English, for a log); empty when it can."""
    for name, data in parts.items():
        if STORY.fullmatch(name) and (found := RUNS_ON.search(data)):
            return f"{name} has {found[0].decode()}"
    numbered = set(NUMBERED_STYLE.findall(parts.get("word/styles.xml", b"")))
    if numbered & set(USED_STYLE.findall(parts[DOCUMENT])):
        return "a style with automatic numbers"
    return _uneven_sections(parse(parts[DOCUMENT]))


def _uneven_sections(root: etree._Element) -> str:
    """A section takes the headers that it lacks from the one before, which would be another paper's."""
    sections = list(root.iter(f"{W}sectPr"))
    body = root.find(f"{W}body")
    if body is None or not sections or body[-1] is not sections[-1]:
        return "no section at the end"
    if len(body) < 2 or body[-2].tag != f"{W}p" or body[-2].find(f"{W}pPr/{W}sectPr") is not None:
        return "no paragraph at the end"
    if {kind for section in sections for kind in _headers(section)} != set(_headers(sections[0])):
        return "sections with different headers"
    return ""


def _headers(section: etree._Element) -> Iterator[tuple[str, str]]:
    for kind in ("header", "footer"):
        for found in section.findall(f"{W}{kind}Reference"):
            yield kind, found.get(f"{W}type", "default")


def headers(parts: Parts) -> frozenset[tuple[str, str]]:
    """The kinds of header and footer of a paper; only papers with the same kinds go together."""
    section = next(parse(parts[DOCUMENT]).iter(f"{W}sectPr"), None)
    return frozenset(() if section is None else _headers(section))


def merged(papers: Sequence[Parts]) -> dict[str, bytes]:
    """One file of several papers, all free of `why_alone` and equal in styles, settings and `headers`."""
    whole = dict(papers[0])
    root = parse(whole[DOCUMENT])
    body = _body(root)
    types, rels = parse(whole[TYPES]), parse(whole[RELS])
    _begin(root, 0)
    for n, parts in enumerate(papers[1:], 1):
        _end_section(body)
        added = parse(parts[DOCUMENT])
        _rename(added, _own_parts(whole, parts, n, rels, types))
        _begin(added, n)
        body.extend(list(_body(added)))
    for name, tree in ((DOCUMENT, root), (RELS, rels), (TYPES, types)):
        whole[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole


def _body(root: etree._Element) -> etree._Element:
    body = root.find(f"{W}body")
    assert body is not None
    return body


def _begin(root: etree._Element, n: int) -> None:
    """Mark the first paragraph, and let the first section begin a page and the page number."""
    first = next(root.iter(f"{W}p"))
    mark = {f"{W}id": str(900_000 + n), f"{W}name": f"{MARK}{n}"}
    at = 0 if first.find(f"{W}pPr") is None else 1
    first.insert(at, etree.Element(f"{W}bookmarkEnd", {f"{W}id": mark[f"{W}id"]}))
    first.insert(at, etree.Element(f"{W}bookmarkStart", mark))
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
    section, paragraph = body[-1], body[-2]
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    change = properties.find(f"{W}pPrChange")
    properties.append(section) if change is None else change.addprevious(section)


def _own_parts(
    whole: dict[str, bytes], parts: Parts, n: int, rels: etree._Element, types: etree._Element
) -> dict[str, str]:
    """Add the headers and pictures in which paper `n` differs from the first; old relationship id to new one."""
    renamed: dict[str, str] = {}
    known = {rel.get("Id"): (rel.get("Type"), rel.get("Target")) for rel in rels}
    for rel in parse(parts[RELS]):
        name, target = rel.get("Id", ""), rel.get("Target", "")
        part = posixpath.normpath(posixpath.join("word", target)) if rel.get("TargetMode") != "External" else ""
        if known.get(name) == (rel.get("Type"), target) and parts.get(part) == whole.get(part):
            continue
        renamed[name] = f"p{n}{name}"
        if part in parts:
            target = target.replace("/", f"/p{n}") if "/" in target else f"p{n}{target}"
            _add_part(whole, parts, part, posixpath.normpath(posixpath.join("word", target)), types)
        added = _copied(rel, rels)
        added.set("Id", renamed[name])
        added.set("Target", target)
    return renamed


def _add_part(whole: dict[str, bytes], parts: Parts, old: str, new: str, types: etree._Element) -> None:
    """A part under a new name, with its content type and its own relationships."""
    whole[new] = parts[old]
    kind = next((item for item in types if item.get("PartName") == f"/{old}"), None)
    if kind is not None:
        _copied(kind, types).set("PartName", f"/{new}")
    own = "{}/_rels/{}.rels".format(*posixpath.split(old))
    if own in parts:
        whole["{}/_rels/{}.rels".format(*posixpath.split(new))] = parts[own]


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
