"""The slot of the emblem in a template, and the office's own picture in it.

In: the parts of a template. Out: the same parts with the picture in the slot; without one the neutral frame stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from lxml import etree

from ..word import opc
from ..word.xml import dump, relations_name

EMBLEM = "ตราครุฑ"  # the alt text that marks the picture slot of the emblem

_NS = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
Slots = dict[str, "etree._Element"]
SLOT = f"//wp:docPr[@descr='{EMBLEM}']/.."


def emblem_slots(parts: Mapping[str, bytes]) -> Slots:
    """The parts (by name, parsed) that hold a picture slot marked as the emblem."""
    marked = (name for name in opc.stories(parts) if EMBLEM.encode() in parts[name])
    found = {name: etree.fromstring(parts[name], _PARSER) for name in marked}
    return {name: root for name, root in found.items() if _find(root, SLOT)}


def put_emblem(parts: dict[str, bytes], slots: Slots, emblem: Path) -> None:
    """Show the office's picture in every slot: the height stays (ระเบียบสารบรรณ ข้อ 71), the width follows."""
    from docx.image.image import Image

    picture = Image.from_file(str(emblem))
    target = f"media/office-emblem.{picture.ext}"
    parts[f"word/{target}"] = emblem.read_bytes()
    parts["[Content_Types].xml"] = _with_type(parts["[Content_Types].xml"], picture.ext, picture.content_type)
    for name, root in slots.items():
        rels_name = relations_name(name)
        rels = etree.fromstring(parts[rels_name], _PARSER)
        for drawing in _find(root, SLOT):
            _fit(drawing, picture.px_width / picture.px_height)
            used = {blip.get(f"{{{_NS['r']}}}embed") for blip in _find(drawing, ".//a:blip")}
            for rel in _find(rels, "rel:Relationship"):
                if rel.get("Id") in used:
                    rel.set("Target", target)
        parts[name], parts[rels_name] = dump(root), dump(rels)


def _fit(drawing: etree._Element, ratio: float) -> None:
    for extent in _find(drawing, "wp:extent | .//a:xfrm/a:ext"):
        extent.set("cx", str(round(int(extent.get("cy", "0")) * ratio)))


def _with_type(types: bytes, ext: str, content_type: str) -> bytes:
    root = etree.fromstring(types, _PARSER)
    ns = root.nsmap[None]
    if not any(default.get("Extension", "").lower() == ext for default in root.iter(f"{{{ns}}}Default")):
        root.insert(0, etree.Element(f"{{{ns}}}Default", Extension=ext, ContentType=content_type))
    return dump(root)


def _find(root: etree._Element, path: str) -> list[etree._Element]:
    return cast("list[etree._Element]", root.xpath(path, namespaces=_NS))
