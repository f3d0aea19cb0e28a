"""A Word file's parts as drawings need them: XML, relationships and content types (ECMA-376-2 §6.5, §7.2).

In: the parts of a package (`opc.read`). Every function that adds something changes the dict that it is given.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

Element = etree._Element
Parts = dict[str, bytes]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "[Content_Types].xml"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NS: Mapping[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
}
DOCUMENT = "word/document.xml"
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
EMU = 360_000  # of a centimetre (ECMA-376-1 §20.1.2.1)


def q(name: str) -> str:
    """`w:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def spaces(*prefixes: str) -> str:
    """The declarations of some namespaces, so that XML of ours can stand in any part."""
    return " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in prefixes)


def emu(cm: float) -> int:
    return round(cm * EMU)


def twips(cm: float) -> int:
    return round(cm * 1440 / 2.54)


def parse(data: bytes) -> Element:
    """A part as XML; entities stay unresolved and nothing is fetched. Raises: lxml's XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def dump(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def find_all(root: Element, path: str) -> list[Element]:
    return cast("list[Element]", root.xpath(path, namespaces=dict(NS)))


def find(root: Element, path: str) -> Element | None:
    return next(iter(find_all(root, path)), None)


def stories(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts that hold text, the body first."""
    return iter(sorted(filter(STORY.fullmatch, parts), key=lambda name: (name != DOCUMENT, name)))


def relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """The relationships of a part inside the package: id to (last word of the type, name of the target part)."""
    if relations_name(part) not in parts:
        return {}
    inside = (rel for rel in parse(parts[relations_name(part)]) if rel.get("TargetMode") != "External")
    return {rel.get("Id", ""): (rel.get("Type", "").rpartition("/")[2], _target(part, rel)) for rel in inside}


def _target(part: str, rel: Element) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), rel.get("Target", "")))[1:]


def relate(parts: Parts, part: str, kind: str, target: str) -> str:
    """Relate one part to another; the id of the new relationship."""
    name = relations_name(part)
    root = parse(parts.get(name, f'<Relationships xmlns="{RELATIONS}"/>'.encode()))
    used = {rel.get("Id") for rel in root}
    free = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    path = posixpath.relpath(target, posixpath.dirname(part))
    type_ = kind if "/" in kind else f"{OFFICE}/{kind}"
    etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=free, Type=type_, Target=path)
    parts[name] = dump(root)
    return free


def add_part(parts: Parts, name: str, data: bytes, content_type: str) -> None:
    """Add a part and say of what type it is."""
    parts[name] = data
    root = parse(parts[TYPES])
    etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
    parts[TYPES] = dump(root)


def free_name(parts: Mapping[str, bytes], pattern: str) -> str:
    """The first name of the pattern (`word/charts/chart{}.xml`) that no part has."""
    return next(name for n in range(1, len(parts) + 2) if (name := pattern.format(n)) not in parts)
