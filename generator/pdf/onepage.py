"""Papers of one page each, page after page in one section: twice as fast to lay out as a section for each of them.

In: papers that can share a file (`merge.Sharer`). Out: the parts of one file, whose every page shows the header and
footer of a first page. Whether a paper kept to its page is seen in the PDF; one that did not is made another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from ..word.xml import parse, relations_name
from .merge import DOCUMENT, RELS, TYPES, R, Sharer, adopt, body_of, links, mark, properties_of, written
from .throwaway import W

MOST_LETTERS, MOST_PARAGRAPHS = 3_000, 45  # on an A4 page at 16 pt: more than that is not tried
COUNTED = re.compile(rb"\bPAGE\b|<w:lnNumType\b")  # pages or lines
BEFORE_BREAK = ("pStyle", "keepNext", "keepLines")  # in a pPr (ECMA-376 17.3.1.26)


def page_of(paper: Sharer) -> bytes:
    """What papers must have in common to follow each other so; empty where one cannot, or seems too long."""
    sections = list(paper.root.iter(f"{W}sectPr"))
    first = body_of(paper.root)[0]
    if len(sections) != 1 or first.tag != f"{W}p" or first.find(f"{W}pPr/{W}framePr") is not None:
        return b""
    shown = [data for rel in _shown(sections[0]) for data in _header(paper, rel.get(f"{R}id", ""))]
    if any(COUNTED.search(data) for data in (paper.parts[DOCUMENT], *shown)):
        return b""
    if b"<w:evenAndOddHeaders" in paper.parts.get("word/settings.xml", b"") or _is_long(paper.root):
        return b""
    return b"\0".join([etree.tostring(sections[0]), *shown])


def _shown(section: etree._Element) -> list[etree._Element]:
    """The references to the header and the footer of the first page."""
    kind = "default" if section.find(f"{W}titlePg") is None else "first"
    return [rel for side in ("header", "footer") for rel in section.findall(f"{W}{side}Reference")
            if rel.get(f"{W}type", "default") == kind]


def _header(paper: Sharer, link: str) -> list[bytes]:
    """A header or footer, and what it leads to."""
    _, _, part = links(paper.parts[RELS]).get(link, ("", "", ""))
    return [paper.parts[name] for name in (part, relations_name(part)) if name in paper.parts]


def _is_long(root: etree._Element) -> bool:
    letters = sum(len(text.text or "") for text in root.iter(f"{W}t"))
    return letters > MOST_LETTERS or sum(1 for _ in root.iter(f"{W}p")) > MOST_PARAGRAPHS


def merged(papers: Sequence[Sharer]) -> dict[str, bytes]:
    """One file of several papers that are equal in styles, settings and `page_of`; their trees are used up."""
    whole, root = dict(papers[0].parts), papers[0].root
    types, rels = parse(whole[TYPES]), parse(whole[RELS])
    body = body_of(root)
    section = body[-1]
    mark(root, 0)
    for n, paper in enumerate(papers[1:], 1):
        adopt(whole, paper, n, rels, types)
        mark(paper.root, n)
        _begin_page(body_of(paper.root)[0])
        body.extend(list(body_of(paper.root))[:-1])
    body.append(section)
    _show_everywhere(section)
    return written(whole, root, rels, types)


def _begin_page(paragraph: etree._Element) -> None:
    properties = properties_of(paragraph)
    for found in properties.findall(f"{W}pageBreakBefore"):
        properties.remove(found)
    at = sum(1 for child in properties if etree.QName(child).localname in BEFORE_BREAK)
    properties.insert(at, etree.Element(f"{W}pageBreakBefore"))


def _show_everywhere(section: etree._Element) -> None:
    """Let the first page's header and footer be those of every page."""
    shown = _shown(section)
    for side in ("header", "footer"):
        for rel in section.findall(f"{W}{side}Reference"):
            rel.set(f"{W}type", "default")
            if rel not in shown:
                section.remove(rel)
    for title in section.findall(f"{W}titlePg"):
        section.remove(title)
