"""What the text of one Word file needs to stand in another: its styles, pictures and charts, under names of their own.

In: the parts of both files and the text, parsed. The parts of ours and the text are changed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from ..word.package import DOCUMENT, add_part, free_name, relate
from ..word.partnames import TYPES
from ..word.xml import RELATIONSHIPS, Element, Parts, dump, parse, q, relations, relations_name
from .headings import STYLES

USES = tuple(map(q, ("w:pStyle", "w:rStyle", "w:tblStyle")))
LISTED = ("name", "uiPriority", "qFormat", "semiHidden", "unhideWhenUsed", "rsid", "next", "link")  # no part of a look
LINKS = tuple(map(q, ("r:embed", "r:link", "r:id", "r:pict")))


def styles(made: Parts, other: Mapping[str, bytes], root: Element) -> None:
    """Bring the styles that a text uses; one that looks otherwise than ours of that id comes under a new one."""
    ours, theirs = parse(made[STYLES]), _by_id(parse(other[STYLES]))
    held = _by_id(ours)
    renamed: dict[str, str] = {}
    for key in _needed(root, theirs):
        style = deepcopy(theirs[key])
        for base in style.iter(q("w:basedOn")):
            base.set(q("w:val"), renamed.get(base.get(q("w:val"), ""), base.get(q("w:val"), "")))
        if key in held and _look(held[key]) == _look(style):
            continue
        _join(style, key, held, renamed)
        ours.append(style)
        held[style.get(q("w:styleId"), "")] = style
    for use in root.iter(*USES):
        use.set(q("w:val"), renamed.get(use.get(q("w:val"), ""), use.get(q("w:val"), "")))
    made[STYLES] = dump(ours)


def _join(style: Element, key: str, held: Mapping[str, Element], renamed: dict[str, str]) -> None:
    """Make a style fit among ours: an id and a name that no other has, and no default."""
    style.attrib.pop(q("w:default"), "")
    for child in [child for child in style if child.tag in (q("w:next"), q("w:link"))]:
        style.remove(child)
    taken = [key in held, *(f"{key}_{n}" in held for n in range(2, 1000))]
    number = taken.index(False) + 1
    if number > 1:
        renamed[key] = f"{key}_{number}"
        style.set(q("w:styleId"), renamed[key])
    names = {name.get(q("w:val")) for one in held.values() for name in one.iter(q("w:name"))}
    for name in style.iter(q("w:name")):
        if name.get(q("w:val")) in names:
            name.set(q("w:val"), f"{name.get(q('w:val'))} (เอกสารแทรก {number})")


def _by_id(root: Element) -> dict[str, Element]:
    return {style.get(q("w:styleId"), ""): style for style in root.iter(q("w:style"))}


def _needed(root: Element, known: Mapping[str, Element]) -> Iterator[str]:
    """The styles that a text uses, each after that which it is based on."""
    seen: set[str] = set()

    def with_base(key: str) -> Iterator[str]:
        if key in known and key not in seen:
            seen.add(key)
            for base in known[key].iter(q("w:basedOn")):
                yield from with_base(base.get(q("w:val"), ""))
            yield key

    for use in root.iter(*USES):
        yield from with_base(use.get(q("w:val"), ""))


def _look(style: Element) -> bytes:
    """What a style does, without how it is listed."""
    kept = deepcopy(style)
    for child in [child for child in kept if etree.QName(child).localname in LISTED]:
        kept.remove(child)
    return etree.tostring(kept, method="c14n", exclusive=True, with_tail=False)


def related_parts(made: Parts, other: Mapping[str, bytes], root: Element) -> None:
    """Bring the pictures and charts that a text shows; headers are not brought, links to the outside go."""
    related = relations(other, DOCUMENT)
    new: dict[str, str] = {}
    for element in root.iter():
        if etree.QName(element).localname in ("headerReference", "footerReference"):
            continue
        for name in [name for name in element.attrib if name in LINKS]:
            key = element.get(name, "")
            kind, target = related.get(key, ("", ""))
            if key not in new and target in other:
                new[key] = relate(made, DOCUMENT, kind, _copied(made, other, target))
            if key in new:
                element.set(name, new[key])
            else:
                element.attrib.pop(name)


def _copied(made: Parts, other: Mapping[str, bytes], name: str) -> str:
    """Copy a part under a free name, with its type and the parts that it refers to."""
    stem, extension = posixpath.splitext(name)
    target = free_name(made, f"{stem}-in{{}}{extension}")
    add_part(made, target, other[name], _type_of(other, name))
    inner = {key: part for key, (_, part) in relations(other, name).items() if part in other}
    if inner:
        rels = parse(other[relations_name(name)])
        for rel in rels.iter(f"{{{RELATIONSHIPS}}}Relationship"):
            if rel.get("Id") in inner:
                copied = _copied(made, other, inner[rel.get("Id", "")])
                rel.set("Target", posixpath.relpath(copied, posixpath.dirname(target)))
        made[relations_name(target)] = dump(rels)
    return target


def _type_of(parts: Mapping[str, bytes], name: str) -> str:
    """Of what type a part is: by its own name, or by its extension."""
    extension = posixpath.splitext(name)[1][1:].lower()
    theirs = parse(parts[TYPES])
    by_name = {entry.get("PartName", ""): entry.get("ContentType", "") for entry in theirs}
    by_extension = {entry.get("Extension", "").lower(): entry.get("ContentType", "") for entry in theirs}
    return by_name.get(f"/{name}") or by_extension.get(extension, "application/octet-stream")
