"""WordprocessingML as far as templates need it: names, units, safe parsing, and the order of properties.

Source: ECMA-376-1 (names and order), its clause 17.18 (measures: twips and half points), clause 20 (EMU).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from lxml import etree

from .. import opc
from ..errors import GenError

Element = etree._Element
Parts = dict[str, bytes]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS: Mapping[str, str] = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EMU_CM = 360_000
TWIPS_CM = 1440 / 2.54

# ECMA-376-1 17.3.2.28 (EG_RPrBase). Word reads any order, but a validator does not.
RUN_ORDER = (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
    "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
    "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
RUN_RANK = {name: rank for rank, name in enumerate(RUN_ORDER)}


def w(name: str) -> str:
    """A name of the w: namespace as lxml writes it."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    return f"{{{NS['r']}}}{name}"


def find_all(root: Element, path: str, **values: Any) -> list[Element]:
    """The elements of an XPath, with the usual prefixes."""
    return cast("list[Element]", root.xpath(path, namespaces=dict(NS), **values))


def find_values(root: Element, path: str) -> list[str]:
    """The attributes of an XPath, as texts."""
    return [str(value) for value in cast("list[object]", root.xpath(path, namespaces=dict(NS)))]


def remove(element: Element) -> None:
    """Take an element out of its parent; WordprocessingML keeps no text between elements."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def twips(cm: float) -> int:
    return round(cm * TWIPS_CM)


def emu(cm: float) -> int:
    return round(cm * EMU_CM)


DAMAGE = (ValueError, ArithmeticError, LookupError)  # what figures and names that are none raise, deep in a part


def open_package(docx: bytes, name: str) -> Parts:
    """The parts of a Word file. Raises: GenError E415 when it is damaged, hostile, or no Word file."""
    try:
        parts = opc.read(docx)
        main_part(parts)
    except (opc.NotAPackage, ValueError):
        raise GenError("E415", template=name) from None
    return parts


def parse(data: bytes) -> Element:
    """One XML part: entities stay unresolved, nothing is fetched. Raises: ValueError for what is no plain XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type, which OPC forbids (ECMA-376-2 8.1.4)")
    return root


def dump(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the text. Raises: ValueError."""
    for kind, target in relations(parts, "").values():
        if kind.endswith("/officeDocument") and target in parts:
            return target
    raise ValueError("no main document part")


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """The relationships of a part: id to (type, name of the target part); those to the outside world are left out."""
    if relations_name(part) not in parts:
        return {}
    root = parse(parts[relations_name(part)])
    inside = (rel for rel in root.iter(f"{{{RELATIONSHIPS}}}Relationship") if rel.get("TargetMode") != "External")
    return {rel.get("Id", ""): (rel.get("Type", ""), target_of(part, rel.get("Target", ""))) for rel in inside}


def relations_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def target_of(part: str, target: str) -> str:
    """A relationship's target as the name of a part (ECMA-376-2 9.3: relative to the part that has it)."""
    if target.startswith("/"):
        return target[1:]
    folder = part.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            folder = folder[:-1]
        elif step != ".":
            folder.append(step)
    return "/".join(folder)


def stories(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    """(name, root) of every part below word/ that is WordprocessingML: the text first, then by name."""
    first = main_part(parts)
    names = (name for name in parts if name.startswith("word/") and name.endswith(".xml"))
    for name in sorted(names, key=lambda name: (name != first, name)):
        root = parse(parts[name])
        if root.tag.startswith(f"{{{W}}}"):
            yield name, root
