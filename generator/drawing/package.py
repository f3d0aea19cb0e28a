"""Drawings in a Word file's parts: new parts with relationships and types (ECMA-376-2 §6.5, §7.2).

In: the parts of a package (`opc.read`). What adds something changes the dict that it is given.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree

from ..word.xml import CONTENT_TYPES, NS, RELATIONSHIPS, Element, Parts, dump, find_all, parse, relations_name

TYPES = "[Content_Types].xml"
OFFICE = NS["r"]
DOCUMENT = "word/document.xml"


def q(name: str) -> str:
    """`w:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def spaces(*prefixes: str) -> str:
    """The declarations of some namespaces, so that XML of ours can stand in any part."""
    return " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in prefixes)


def find(root: Element, path: str) -> Element | None:
    return next(iter(find_all(root, path)), None)


def relate(parts: Parts, part: str, kind: str, target: str) -> str:
    """Relate one part to another; the id of the new relationship."""
    name = relations_name(part)
    root = parse(parts.get(name, f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()))
    used = {rel.get("Id") for rel in root}
    free = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    path = posixpath.relpath(target, posixpath.dirname(part))
    type_ = kind if "/" in kind else f"{OFFICE}/{kind}"
    etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=free, Type=type_, Target=path)
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
