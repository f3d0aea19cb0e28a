"""`gen tidy`: a Word template in its one form, so that git shows what a clerk changed and nothing else.

In: the bytes of a .docx saved by any program. Out: the bytes of the same template; tidying it again changes nothing.
The words stay as they are; what is repaired, the functions of `runs` and `fonts` and those below say one by one.
"""

from __future__ import annotations

from ..errors import GenError
from ..render import free_section_breaks
from ..word import opc
from ..word.xml import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    Parts,
    dump,
    find_all,
    local,
    number_drawings,
    parse,
    relations,
    relations_name,
    remove,
)  # fmt: skip
from .fonts import complete, theme_fonts
from .parts import DAMAGE, open_package, stories
from .runs import drop_empty, drop_noise, harden, join

UNUSED = ("metadata/thumbnail", "stylesWithEffects")  # a picture of the first page; styles as Word 2007 shows them
THREADED = ("commentsExtended", "commentsIds", "commentsExtensible")  # these name paragraphs by their ids
PERSONAL = {
    "creator", "lastModifiedBy", "created", "modified", "lastPrinted", "revision",
    "Company", "Manager", "Template", "HyperlinkBase", "TotalTime",
    "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs",
}  # fmt: skip


def tidy(docx: bytes, name: str = "แม่แบบ") -> bytes:
    """Tidy a template; `name` is for messages. Raises: GenError E415 for what is no safe Word file."""
    parts = open_package(docx, name)
    try:
        _drop_unused(parts)
        _tidy_stories(parts)
        _forget_people(parts)
    except DAMAGE:
        raise GenError("E415", template=name) from None
    return opc.write(parts)


def _tidy_stories(parts: Parts) -> None:
    theme = theme_fonts(parts)
    threaded = any(kind in name for name in parts for kind in THREADED)
    roots = dict(stories(parts))
    for root in roots.values():
        drop_noise(root, keep_ids=threaded)
        for record in find_all(root, "/w:settings/w:rsids | /w:settings/w:proofState | //w:style/w:rsid"):
            remove(record)
        complete(root, theme)
        drop_empty(root)
        join(root)
        free_section_breaks(root)
        harden(root)
    number_drawings(roots.values())
    parts.update({name: dump(root) for name, root in roots.items()})


def _drop_unused(parts: Parts) -> None:
    for holder in ("", *[name for name in parts if name.endswith("document.xml")]):
        gone = {target for kind, target in relations(parts, holder).values() if kind.endswith(UNUSED)}
        if gone:
            _drop(parts, relations_name(holder), gone)


def _drop(parts: Parts, links: str, gone: set[str]) -> None:
    """Remove parts, and every word of them in the relationships and content types."""
    for name in gone:
        parts.pop(name, None)
    root = parse(parts[links])
    for rel in list(root.iter(f"{{{RELATIONSHIPS}}}Relationship")):
        if rel.get("Type", "").endswith(UNUSED):
            root.remove(rel)
    parts[links] = dump(root)
    types = parse(parts["[Content_Types].xml"])
    for override in list(types.iter(f"{{{CONTENT_TYPES}}}Override")):
        if override.get("PartName", "").lstrip("/") in gone:
            types.remove(override)
    parts["[Content_Types].xml"] = dump(types)


def _forget_people(parts: Parts) -> None:
    """Clear who made a template and when: the file goes to other offices, and a clock makes every save a change."""
    for kind, target in relations(parts, "").values():
        if kind.endswith(("core-properties", "extended-properties")) and target in parts:
            root = parse(parts[target])
            for item in list(root):
                if local(item) in PERSONAL:
                    root.remove(item)
            parts[target] = dump(root)
