"""The slot of the emblem in a template, and the office's own picture in it.

In: the parts of a template. Out: the same parts with the picture in the slot; without one the neutral frame stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..word import opc
from ..word.package import name_kind
from ..word.xml import Element, dump, find_all, parse, r, relations_name

EMBLEM = "ตราครุฑ"  # the alt text that marks the picture slot of the emblem

Slots = dict[str, Element]
SLOT = f"//wp:docPr[@descr='{EMBLEM}']/.."


def emblem_slots(parts: Mapping[str, bytes]) -> Slots:
    """The parts (by name, parsed) that hold a picture slot marked as the emblem."""
    marked = (name for name in opc.stories(parts) if EMBLEM.encode() in parts[name])
    found = {name: parse(parts[name]) for name in marked}
    return {name: root for name, root in found.items() if find_all(root, SLOT)}


def put_emblem(parts: dict[str, bytes], slots: Slots, emblem: Path) -> None:
    """Show the office's picture in every slot: the height stays (ระเบียบสารบรรณ ข้อ 71), the width follows."""
    from docx.image.image import Image

    picture = Image.from_file(str(emblem))
    target = f"media/office-emblem.{picture.ext}"
    parts[f"word/{target}"] = emblem.read_bytes()
    name_kind(parts, picture.ext, picture.content_type)
    for name, root in slots.items():
        rels_name = relations_name(name)
        rels = parse(parts[rels_name])
        for drawing in find_all(root, SLOT):
            _fit(drawing, picture.px_width / picture.px_height)
            used = {blip.get(r("embed")) for blip in find_all(drawing, ".//a:blip")}
            for rel in rels:
                if rel.get("Id") in used:
                    rel.set("Target", target)
        parts[name], parts[rels_name] = dump(root), dump(rels)


def _fit(drawing: Element, ratio: float) -> None:
    for extent in find_all(drawing, "wp:extent | .//a:xfrm/a:ext"):
        extent.set("cx", str(round(int(extent.get("cy", "0")) * ratio)))
