"""The office's own emblem: from a picture file, or out of any Word paper that the office has already made.

In: a path. Out: the picture as it is; nothing is redrawn. An emblem is 3 cm high, on memos 1.5 cm
(ระเบียบสารบรรณ ข้อ 71).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..errors import GenError
from ..folders import SETTINGS, shipped
from ..layout import SLOT
from ..office import Office
from ..outbox import overwrite
from ..word import opc
from ..word.xml import EMU_CM, Element, Parts, find_all, main_part, parse, r, relations, w
from .parts import DAMAGE, find_values, open_package

HEIGHTS = (3.0, 1.5)
EMBLEM_LINE = re.compile(r"(?m)^emblem:[^\n#]*?(?=[ \t]*(?:#.*)?$)")  # of office.yaml
SIZES = (0.9, 4.6)  # cm high: offices show it smaller and larger than it should be, as gen check sees too
SHAPES = (0.5, 1.8)  # width over height: the emblem's is 0.92, some pictures have white at the sides
SHARP = 200  # dots an inch below which a print is coarse
TOP = 15  # paragraphs of the body that may stand on the upper part of page 1
MOST_BYTES = 50 * 1024 * 1024
MOST_PICTURE = 5 * 1024 * 1024
MOST_PIXELS = 10_000  # a side; 600 dots an inch need 709
USABLE = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp"}
UNITS = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96, "": 2.54 / 96}


@dataclass(frozen=True)
class Picture:
    """A picture that Word shows everywhere; sizes are pixels."""

    data: bytes
    extension: str
    width: int
    height: int

    @property
    def ratio(self) -> float:
        return self.width / self.height

    @property
    def dots_an_inch(self) -> int:
        """How fine it is at the height that it has on most papers."""
        return round(self.height / HEIGHTS[0] * 2.54)


@dataclass(frozen=True)
class Found:
    """A picture of a Word paper, by the part that holds it; its shown size is cm. `flaw` says why it cannot be used."""

    target: str
    width: float
    height: float
    flaw: str = ""

    @property
    def off(self) -> float:
        """How far the height is from an emblem's, cm."""
        return min(abs(self.height - height) for height in HEIGHTS)

    @property
    def likely(self) -> bool:
        return SIZES[0] <= self.height <= SIZES[1] and SHAPES[0] <= self.width / self.height <= SHAPES[1]


def take_emblem(path: Path) -> Picture:
    """The emblem from a PNG or JPEG file, or the likely one of a Word paper.

    Raises: GenError E301, E305, E306, E309; E503 for a picture that not every Word shows; E504 when a paper has no
    picture that can be the emblem; E415 for a damaged or hostile paper.
    """
    data = _read(path)
    if data.startswith((b"PK", opc.OLD_WORD)):  # of a .doc E415 says that it must be a .docx
        return from_paper(data, path.name)
    picture = read_picture(data, path.name)
    if picture.extension not in ("png", "jpg"):
        raise GenError("E503", file=path.name)
    return picture


def keep_emblem(office: Office, picture: Picture) -> Path:
    """Keep the emblem as `data/emblem.<extension>` and name it in office.yaml, whose other lines stay as they are.

    Raises: GenError E601.
    """
    path, settings = office.root / "data" / f"emblem.{picture.extension}", office.root / SETTINGS
    text, line = settings.read_text(encoding="utf-8"), f"emblem: {path.name}"
    changed, found = EMBLEM_LINE.subn(line, text, count=1)
    overwrite(path, picture.data)
    overwrite(settings, (changed if found else f"{text.rstrip()}\n{line}\n").encode())
    return path


def from_paper(docx: bytes, name: str) -> Picture:
    """The picture nearest 3 or 1.5 cm high at the top of the first page. Raises: GenError E415, E503, E504."""
    parts = open_package(docx, name)
    try:
        likely = [found for found in pictures_at_top(parts) if found.likely]
    except DAMAGE:
        raise GenError("E415", template=name) from None
    if not likely:
        raise GenError("E504", file=name)
    best = min(likely, key=lambda found: (bool(found.flaw), round(found.off, 1)))
    if best.flaw:
        raise GenError("E503", file=f"ตราครุฑใน {name} ({best.flaw})")
    return read_picture(parts[best.target], f"ตราครุฑใน {name}")


def read_picture(data: bytes, name: str) -> Picture:
    """A picture with its size, from its header. Raises: GenError E305, E503."""
    from docx.image.image import Image

    if len(data) > MOST_PICTURE:
        raise GenError("E305", file=name, size=f"{len(data) / 1024**2:.0f} MB", limit=f"{MOST_PICTURE // 1024**2} MB")
    try:
        image = Image.from_blob(data)
        extension, width, height = USABLE[image.content_type], image.px_width, image.px_height
    except Exception:  # python-docx has an error for an unknown kind, but lets through what damaged headers raise
        raise GenError("E503", file=name) from None
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise GenError("E503", file=f"{name} ({width} x {height} จุด)")
    return Picture(data, extension, width, height)


def pictures_at_top(parts: Parts) -> Iterator[Found]:
    """The pictures of the headers and of the first paragraphs. Raises: ValueError for damaged XML."""
    main = main_part(parts)
    headers = [to for kind, to in relations(parts, main).values() if kind.endswith("/header") and to in parts]
    for name in (main, *headers):
        related = relations(parts, name)
        for paragraph in islice(parse(parts[name]).iter(w("p")), TOP):
            for picture in (*_drawings(paragraph), *_shapes(paragraph)):
                yield _found(parts, related, *picture)


def _found(parts: Parts, related: dict[str, tuple[str, str]], key: str, size: tuple[float, float], cut: bool) -> Found:
    _, target = related.get(key, ("", ""))
    width, height = size
    if target not in parts:
        flaw = "เป็นรูปที่ลิงก์จากที่อื่น ไม่ได้อยู่ในไฟล์"
    elif cut:
        flaw = "เป็นรูปที่ครอบตัดไว้ใน Word"
    else:
        flaw = _flaw(parts[target])
    return Found(target, width, max(height, 0.01), flaw)


def _flaw(data: bytes) -> str:
    if data[40:44] == b" EMF":
        return "เป็นภาพ EMF"
    if data[:4] in (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00"):
        return "เป็นภาพ WMF"
    slot = shipped("forms") / SLOT
    return "เป็นกรอบเปล่าของโปรแกรม" if slot.is_file() and slot.read_bytes() == data else ""


def _drawings(paragraph: Element) -> Iterator[tuple[str, tuple[float, float], bool]]:
    """(relationship, size, cut) of DrawingML pictures (ECMA-376-1 20.2); in a group each has its own size."""
    for picture in find_all(paragraph, ".//pic:pic"):
        sizes = find_all(picture, "pic:spPr/a:xfrm/a:ext | ancestor::*/wp:extent")
        for blip in find_all(picture, "pic:blipFill/a:blip"):
            width, height = (_emu(sizes[-1].get(side)) if sizes else 0.0 for side in ("cx", "cy"))
            cuts = find_values(picture, "pic:blipFill/a:srcRect/@*")
            yield blip.get(r("embed"), ""), (width, height), any(cut.strip("-0") for cut in cuts)


def _shapes(paragraph: Element) -> Iterator[tuple[str, tuple[float, float], bool]]:
    """(relationship, size, cut) of VML pictures, as Word 2003 and its converters leave them."""
    for image in find_all(paragraph, ".//v:imagedata"):
        style = "".join(find_values(image, "../@style"))
        cut = any(str(name).startswith("crop") for name in image.attrib)
        yield image.get(r("id"), ""), (_length(style, "width"), _length(style, "height")), cut


def _length(style: str, name: str) -> float:
    """A length of a VML style in cm: width:77.85pt."""
    found = re.search(rf"(?:^|;)\s*{name}\s*:\s*([\d.]{{1,12}})\s*([a-z]*)", style)
    try:
        return float(found[1]) * UNITS.get(found[2], 0.0) if found else 0.0
    except DAMAGE:
        return 0.0


def _emu(text: str | None) -> float:
    return int(text) / EMU_CM if text and text.isdigit() and len(text) < 12 else 0.0


def _read(path: Path) -> bytes:
    """A file of a sane size, Word's own limits for pictures and papers being larger."""
    if path.is_dir():
        raise GenError("E309", file=path.name)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise GenError("E305", file=path.name, size=f"{size / 1024**2:.0f} MB", limit=f"{MOST_BYTES // 1024**2} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise GenError("E301", file=path.name) from None
    except OSError:
        raise GenError("E306", file=path.name) from None
