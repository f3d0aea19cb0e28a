"""What in a Word file leads out of it: pictures, texts and data of other places, which nothing of ours may fetch.

In: the parts of a Word file. Out: the parts without such links; the words and pictures inside it stay. Hyperlinks stay:
they are followed by a reader, not by the program. (ECMA-376-1 17.16.5 fields, -2 9.3 relationships, MS-VML.)
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from ..word.xml import RELATIONSHIPS, dump, parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")
KEPT = "/hyperlink"
UNSEEN = ("/attachedTemplate", "/mailMergeSource", "/mailMergeHeaderSource", "/oleObject")  # no look hangs on them
FETCHES = re.compile(r"\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b", re.IGNORECASE)
OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
SVG_LINKS = re.compile(
    rb"""((?:xlink:)?href\s*=\s*["'])(?!\s*#|\s*data:)[^"']*"""
    rb"""|(url\(\s*["']?)(?!\s*["']?#)[^)"']*"""
    rb"""|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?>|<\?xml-stylesheet.*?\?>""",
    re.IGNORECASE | re.DOTALL,
)
SVG = re.compile(rb"<(?:\w+:)?svg[\s>]")
HEAD = 4096  # bytes of a picture, by which a reader tells its kind
GZIP = b"\x1f\x8b"
LARGEST_SVG = 32 * 1024 * 1024  # bytes, unpacked


def cut(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], bool]:
    """The parts without what leads out of the file, and whether something that is seen on the page went.

    Raises: ValueError for a damaged part.
    """
    done: dict[str, bytes] = {}
    seen = False
    for name, data in parts.items():
        done[name] = data
        if name.endswith(".rels"):
            done[name], lost = _relations(data)
            seen = seen or lost
        elif drawn := _svg(data):
            done[name] = SVG_LINKS.sub(lambda found: found[1] or found[2] or b"", drawn)
        elif name.endswith(".xml") and (b"instrText" in data or b"fldSimple" in data or b":vml" in data):
            root = parse(data)
            lost = cut_story(root)
            seen = seen or lost
            done[name] = dump(root) if lost else data
    return done, seen


def _svg(data: bytes) -> bytes:
    """The text of an SVG, under whatever name, packed or not; b"" for other data."""
    if data.startswith(GZIP):
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, LARGEST_SVG)
        except zlib.error:
            return b""
    return data if SVG.search(data[:HEAD]) else b""


@lru_cache(maxsize=64)  # those of a template are the same in all its papers
def _relations(data: bytes) -> tuple[bytes, bool]:
    root = parse(data)
    lost = [node for node in root.iter(f"{{{RELATIONSHIPS}}}Relationship") if _leads_out(node)]
    for node in lost:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    seen = any(not node.get("Type", "").endswith(UNSEEN) for node in lost)
    return (dump(root) if lost else data), seen


def _leads_out(node: etree._Element) -> bool:
    if node.get("Type", "").endswith(KEPT):
        return False
    return node.get("TargetMode", "") == "External" or bool(OUTSIDE.match(node.get("Target", "")))


def cut_story(root: etree._Element) -> bool:
    """Take fields that fetch, and drawings' own addresses, out of a part; whether there were any."""
    found = False
    for code in _codes(root):
        if FETCHES.match("".join(text.text or "" for text in code)):
            found = True
            for text in code:
                text.text = ""
    for field in root.iter(f"{W}fldSimple"):
        if FETCHES.match(field.get(f"{W}instr", "")):
            found = True
            field.set(f"{W}instr", "")
    for node in root.iter(*(f"{{{space}}}*" for space in DRAWN)):
        for name, value in list(node.attrib.items()):
            if etree.QName(name).localname in ("src", "href", "althref") and OUTSIDE.match(str(value)):
                found = True
                del node.attrib[name]
    return found


def _codes(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The pieces of each complex field's instruction, wherever Word broke it."""
    opened: list[list[etree._Element]] = []
    for node in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append([])
        elif kind in ("separate", "end"):
            if opened and (kind == "end" or opened[-1]):
                yield opened[-1]
            if kind == "end" and opened:
                opened.pop()
        elif opened:
            opened[-1].append(node)
