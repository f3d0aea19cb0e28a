"""WordprocessingML as far as templates and the checker need it: names, units, safe parsing, relations between parts.

Source: ECMA-376-1 (names), its clause 17.18 (measures), ECMA-376-2 (parts and relations).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from lxml import etree

from .partnames import relations_name as relations_name

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
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
}
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# A paragraph that takes no room, a line of one point; a section may end in it.
NO_HEIGHT = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>{}</w:pPr></w:p>'
)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EMU_CM = 360_000
TWIPS_CM = 1440 / 2.54
OFF = ("0", "false", "off", "none")
DRAWN = ("drawing", "pict", "object", "AlternateContent")  # what a run can draw: pictures, shapes, text boxes
UNITS = {"pt": 2.54 / 72, "cm": 1.0, "mm": 0.1, "in": 2.54, "pc": 2.54 / 6, "pi": 2.54 / 6}


@lru_cache(maxsize=1024)
def w(name: str) -> str:
    """A name of the w: namespace as lxml writes it."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    return f"{{{NS['r']}}}{name}"


def q(name: str) -> str:
    """`wp:inline` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def spaces(*prefixes: str) -> str:
    """The declarations of some namespaces, so that XML of ours can stand in any part."""
    return " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in prefixes)


def local(element: Element) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_all(root: Element, path: str, **values: Any) -> list[Element]:
    """The elements of an XPath, with the usual prefixes."""
    return cast("list[Element]", root.xpath(path, namespaces=dict(NS), **values))


def find(root: Element, path: str) -> Element | None:
    """The first element of an XPath."""
    return next(iter(find_all(root, path)), None)


def value(parent: Element | None, name: str, attribute: str = "val") -> str:
    """What a child says (`<w:name w:val="…"/>`), or "" where there is none."""
    found = parent.find(w(name)) if parent is not None else None
    return found.get(w(attribute), "") if found is not None else ""


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a property that is on or off is there and on (17.17.4)."""
    found = parent.find(w(name)) if parent is not None else None
    return found is not None and found.get(w("val"), "1") not in OFF


def number(text: str | None) -> float:
    """A measure as a number; what is none (files are damaged, or of other programs) counts as nothing."""
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return found if abs(found) < 1e9 else 0.0


def cm(text: str | None) -> float:
    """Twips, or a length with its unit (17.18.81), in cm."""
    text = (text or "").strip()
    return number(text[:-2]) * UNITS[text[-2:]] if text[-2:] in UNITS else number(text) / TWIPS_CM


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


def no_height() -> Element:
    """A new paragraph that takes no room."""
    return parse(NO_HEIGHT.format("").replace("<w:p>", f'<w:p xmlns:w="{W}">').encode())


def remove(element: Element) -> None:
    """Take an element out of its parent; WordprocessingML keeps no text between elements."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def number_drawings(roots: Iterable[Element]) -> None:
    """Give a drawing that shares its number with another one the next free one (ECMA-376-1 20.4.2.5: unique)."""
    drawings = [drawing for root in roots for drawing in root.iter(f"{{{NS['wp']}}}docPr")]
    taken: set[str] = set()
    highest = max((int(number) for drawing in drawings if (number := drawing.get("id", "")).isdigit()), default=0)
    for drawing in drawings:
        number = drawing.get("id", "")
        if number in taken or not number.isdigit():
            highest += 1
            drawing.set("id", str(highest))
        taken.add(drawing.get("id", ""))


def emu(cm: float) -> int:
    return round(cm * EMU_CM)


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


def related(parts: Mapping[str, bytes], links: Iterable[tuple[str, str]], kind: str) -> Element | None:
    """The root of the first part that is related in this way (`styles`, `numbering` …), or None."""
    name = next((target for found, target in links if found.endswith(f"/{kind}") and target in parts), None)
    return parse(parts[name]) if name else None


def alternatives(element: Element) -> Iterator[Element]:
    """What stands in an mc:AlternateContent: the first choice, else the fallback (ECMA-376-3 7.5)."""
    chosen = element.find("mc:Choice", dict(NS))
    if chosen is None:
        chosen = element.find("mc:Fallback", dict(NS))
    yield from chosen if chosen is not None else ()
