"""New parts of a Word file, with their relationships, content types and names (ECMA-376-2 §6.5, §7.2).

In: the parts of a package (`opc.read`). What adds something changes the dict that it is given.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree

from .partnames import TYPES, relations_name
from .xml import CONTENT_TYPES, NS, RELATIONSHIPS, Parts, dump, parse

OFFICE = NS["r"]
DOCUMENT = "word/document.xml"


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
    override = f"{{{CONTENT_TYPES}}}Override"
    etree.SubElement(root, override, PartName=f"/{name}", ContentType=content_type)
    parts[TYPES] = dump(root)


def name_kind(parts: Parts, extension: str, content_type: str) -> None:
    """Say of what type all parts with a file extension are, unless that is said already."""
    root = parse(parts[TYPES])
    defaults = root.iter(f"{{{CONTENT_TYPES}}}Default")
    if extension not in [default.get("Extension", "").lower() for default in defaults]:
        default = f"{{{CONTENT_TYPES}}}Default"
        root.insert(0, etree.Element(default, Extension=extension, ContentType=content_type))
    parts[TYPES] = dump(root)


def drop_parts(parts: Parts, names: set[str]) -> None:
    """Take parts out, with their types, their relationships, and those that lead to them from the text."""
    related = {relations_name(name) for name in names}
    for name in (names | related) & parts.keys():
        del parts[name]
    links = relations_name(DOCUMENT)
    types, relations = parse(parts[TYPES]), parse(parts[links])
    for node in list(types):
        if node.get("PartName", "").lstrip("/") in names:
            types.remove(node)
    for node in list(relations):
        if _target(node.get("Target", "")) in names:
            relations.remove(node)
    parts[TYPES], parts[links] = dump(types), dump(relations)


def _target(path: str) -> str:
    return posixpath.normpath(posixpath.join("/word", path)).lstrip("/")


def free_name(parts: Mapping[str, bytes], pattern: str) -> str:
    """The first name of the pattern (`word/charts/chart{}.xml`) that no part has."""
    return next(name for n in range(1, len(parts) + 2) if (name := pattern.format(n)) not in parts)
