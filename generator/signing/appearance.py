"""How a signature looks on the paper: where its place is, and what is drawn there.

In: a PDF and the name that is typed under the signature. Out: the place above that name, and the drawing for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..pdf import pdfium, stamps
from ..pdf.pdfium import Edges
from ..pdf.stamps import CM, Box, Room
from ..thai import Day, thai_digits

if TYPE_CHECKING:
    from fpdf import FPDF

HIGHEST = 2.4  # cm, of the drawing; four blank lines are left for a signature
LOWEST = 1.1
WIDTH = 8.0
PICTURE = 2.4  # cm, of the written signature
STEP = 0.1
RANK = 0.9  # cm, a line of 16 pt with its room
SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
IGNORED = re.compile("[\\s\u00a0\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Appearance:
    """What a signature shows: who, as what, when; a code to scan; and, if the signer has one, the written signature."""

    name: str
    position: tuple[str, ...]
    day: date
    code: str = ""
    picture: Path | None = None
    certified: str = ""  # the name in the certificate, where that is another spelling

    @property
    def width(self) -> float:
        """cm."""
        return WIDTH + PICTURE if self.picture else WIDTH


@dataclass(frozen=True)
class Spot:
    """A place on a page (counted from 0); `above`: over the typed name."""

    page: int
    box: Box
    above: bool = False


def plain(text: str) -> str:
    """Text for looking up: no spaces, ำ as one letter."""
    return SPLIT_SARA_AM.sub("\\1\u0e33", IGNORED.sub("", text))


def find_spot(pdf: bytes, typed: str, width: float = WIDTH) -> Spot | None:
    """The free place above the last appearance of a typed name; None where the name, or room above it, is not found."""
    rooms = stamps.rooms(pdf)
    for page in range(len(rooms) - 1, -1, -1):
        middle_and_top = _last(pdf, page, plain(typed))
        if middle_and_top:
            box = _above(rooms[page], *middle_and_top, width)
            return Spot(page, box, above=True) if box else None
    return None


def free_spot(pdf: bytes, width: float = WIDTH) -> Spot | None:
    """A place at the lower right of the last page, for a paper without a typed name."""
    rooms = stamps.rooms(pdf)
    shape = stamps.Stamp(("",) * 4, width)
    box = rooms[-1].first_free(stamps.places(shape, rooms[-1], ("bottom", "right", "left")))
    return Spot(len(rooms) - 1, box) if box else None


def _above(room: Room, middle: float, top: float, width: float) -> Box | None:
    """The highest free rectangle that stands on `top`; beside or over a rank, which stands before the signature."""
    farthest = room.width - width - stamps.EDGE
    centred = min(max(middle - width / 2, stamps.EDGE), farthest)
    bottom = top - stamps.CLEAR - STEP
    heights = [HIGHEST - STEP * n for n in range(round((HIGHEST - LOWEST) / STEP) + 1)]
    aside = [centred + sign * STEP * n for n in range(round(width / 2 / STEP)) for sign in (1, -1)]
    for lift in (0.0, RANK):
        for left in (edge for edge in aside if stamps.EDGE <= edge <= farthest):
            free = room.first_free(Box(left, bottom - lift - height, width, height) for height in heights)
            if free:
                return free
    return None


def _last(pdf: bytes, number: int, needle: str) -> tuple[float, float] | None:
    """The middle and the top of the last appearance of some words on a page, cm."""
    import pikepdf

    with pdfium.drawn(pdf) as document:
        letters, boxes = _letters(document.letters(number))
    at = letters.rfind(needle)
    if at < 0 or not needle:
        return None
    lefts, bottoms, rights, tops = zip(*boxes[at : at + len(needle)], strict=True)
    with pikepdf.open(BytesIO(pdf)) as opened:
        box = stamps.seen(opened.pages[number], (min(lefts), min(bottoms), max(rights), max(tops)))
    return box.left + box.width / 2, box.top


def _letters(drawn: Iterable[tuple[str, Edges]]) -> tuple[str, list[Edges]]:
    """The letters of a page as `plain` has them, and their boxes."""
    letters: list[str] = []
    boxes: list[Edges] = []
    for texts, box in drawn:
        for letter in IGNORED.sub("", texts):
            nikhahit = next((back for back in (1, 2) if len(letters) >= back and letters[-back] == "\u0e4d"), 0)
            if letter == "\u0e32" and nikhahit:
                del letters[-nikhahit], boxes[-nikhahit]
                letter = "\u0e33"
            letters.append(letter)
            boxes.append(box)
    return "".join(letters), boxes


def drawing(appearance: Appearance, box: Box) -> bytes:
    """The look of a signature as a PDF of the size of its place: the code, the written signature, the words."""
    pdf = stamps.canvas(box.width, box.height)
    left = 0.0
    if appearance.code:
        _draw_code(pdf, appearance.code, box.height * CM)
        left = box.height * CM + 6
    if appearance.picture:
        pdf.image(appearance.picture, left, 0, PICTURE * CM, box.height * CM, keep_aspect_ratio=True)
        left += PICTURE * CM + 6
    signed = f"ลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์ {thai_digits(Day(appearance.day).formal)}"
    certified = (f"ตามใบรับรองของ {appearance.certified}",) if appearance.certified else ()
    words = (appearance.name, *appearance.position, signed, *certified)
    line = box.height * CM / len(words)
    for number, word in enumerate(words):
        pdf.set_font("thai", "B" if number == 0 else "", min(12.0, line / 1.1))
        stamps.fit(pdf, word, box.width * CM - left)
        pdf.set_xy(left, number * line)
        pdf.cell(box.width * CM - left, line, word)
    return bytes(pdf.output())


def _draw_code(pdf: FPDF, content: str, size: float) -> None:
    """A QR code as squares, so that it prints sharply at any size."""
    import segno

    rows = segno.make(content, error="m", micro=False).matrix
    dot = size / (len(rows) + 2)  # a quiet zone of one dot; the place around it is free as well
    for y, row in enumerate(rows, 1):
        for x, dark in enumerate(row, 1):
            if dark:
                pdf.rect(x * dot, y * dot, dot, dot, style="F")
