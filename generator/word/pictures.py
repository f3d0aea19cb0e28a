"""The pictures of a paper: how large they are shown, and how large they are of themselves.

In: a w:drawing, w:pict or mc:AlternateContent. Out: `Picture`s, cm.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from .document import Picture
from .xml import EMU_CM, NS, UNITS, Element, find_all, local, number, r


def drawn(element: Element, links: Mapping[str, tuple[str, str]]) -> Iterator[Picture]:
    """The pictures of one drawing; shapes without a picture are none, copies for older programs do not count."""
    for holder in find_all(
        element, ".//wp:inline[not(ancestor::mc:Fallback)] | .//wp:anchor[not(ancestor::mc:Fallback)]"
    ):
        if blips := find_all(holder, ".//a:blip"):
            yield _drawing(holder, blips[0], links)
    for shape in find_all(element, ".//v:shape[v:imagedata][not(ancestor::mc:AlternateContent)]"):
        yield _vml(shape, links)


def natural_ratio(data: bytes) -> float:
    """Width over height of a PNG or JPEG of itself; 0 for other kinds and damaged ones."""
    try:
        if data.startswith(b"\x89PNG"):
            width, height = struct.unpack(">II", data[16:24])
        elif data.startswith(b"\xff\xd8"):
            width, height = _jpeg_size(data)
        else:
            return 0.0
    except (struct.error, IndexError):
        return 0.0
    return width / height if width and height else 0.0


def _drawing(holder: Element, blip: Element, links: Mapping[str, tuple[str, str]]) -> Picture:
    extent, named = holder.find("wp:extent", dict(NS)), holder.find("wp:docPr", dict(NS))
    width, height = (number(extent.get(side)) / EMU_CM if extent is not None else 0.0 for side in ("cx", "cy"))
    name = (named.get("descr") or named.get("name") or "") if named is not None else ""
    crop = next(iter(find_all(holder, ".//a:srcRect")), None)
    cropped = crop is not None and any(number(crop.get(side)) for side in "ltrb")
    _, target = links.get(blip.get(r("embed"), ""), ("", ""))
    return Picture(width, height, name, local(holder) == "inline", target, cropped)


def _vml(shape: Element, links: Mapping[str, tuple[str, str]]) -> Picture:
    pairs = (pair.partition(":") for pair in shape.get("style", "").split(";"))
    style = {key.strip().lower(): text.strip() for key, _, text in pairs}
    width, height = (_length(style.get(side, "")) for side in ("width", "height"))
    image = shape.find("v:imagedata", dict(NS))
    _, target = links.get(image.get(r("id"), "") if image is not None else "", ("", ""))
    return Picture(width, height, shape.get("alt", ""), style.get("position") != "absolute", target)


def _length(text: str) -> float:
    return number(text[:-2]) * UNITS[text[-2:]] if text[-2:] in UNITS else number(text) * 2.54 / 96


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at < len(data):
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0
