"""Small drawings that are laid over or under a page: words in correctly shaped Thai, and where there is room for them.

In: words, and a page. Out: a one-page PDF of the drawing, and a place on the page that nothing is drawn on. Lengths are
cm from the page's top left corner; type sizes are points. The only module that knows fpdf2.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from . import pdfium
from .fonts import PSK

if TYPE_CHECKING:
    from fpdf import FPDF
    from PIL.Image import Image

CM = 72 / 2.54  # points
LINE = 1.2  # a line's height, em
PALE = 215  # of 255: a watermark stays behind the words
LARGEST = 240  # pt, of a watermark
NARROWEST = 0.75  # of its width, that letters may be set to
CLEAR = 0.15  # cm to keep between a stamp and what is drawn
DOTS = 72.0  # of the picture in which we look for room, dpi


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, cm from its top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Stamp:
    """Lines of words, `size` points high, to be drawn in a rectangle of this width (cm)."""

    lines: tuple[str, ...]
    width: float
    size: float = 14
    bold: bool = False
    align: str = "L"  # L, C or R

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE / CM

    def at(self, left: float, top: float) -> Box:
        return Box(left, top, self.width, self.height)


def canvas(width: float, height: float) -> FPDF:
    """A page to draw on, cm, that shapes Thai and knows `thai` in regular and bold."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=(width * CM, height * CM))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.add_font("thai", "", PSK.file())
    pdf.add_font("thai", "B", PSK.file("Bold"))
    pdf.set_text_shaping(True)
    pdf.add_page()
    return pdf


@lru_cache(maxsize=256)
def drawn(stamp: Stamp) -> bytes:
    """A stamp as a PDF of its own size; words that are too wide are set narrower."""
    pdf = canvas(stamp.width, stamp.height)
    for number, line in enumerate(stamp.lines):
        pdf.set_font("thai", "B" if stamp.bold else "", stamp.size)
        fit(pdf, line, stamp.width * CM)
        pdf.set_xy(0, number * stamp.size * LINE)
        pdf.cell(stamp.width * CM, stamp.size * LINE, line, align=stamp.align)
    return bytes(pdf.output())


def fit(pdf: FPDF, words: str, width: float) -> None:
    """Set words that are wider than this (points) narrower, and smaller where they would be too narrow to read."""
    pdf.set_stretching(100)  # else the width is that of the words before
    share = min(1.0, width / max(pdf.get_string_width(words), 1e-9))
    if share < NARROWEST:
        pdf.set_font_size(pdf.font_size_pt * share / NARROWEST)
    pdf.set_stretching(100 * max(share, NARROWEST))


@lru_cache(maxsize=16)
def watermark(word: str, width: float, height: float) -> bytes:
    """A pale word from corner to corner of a page of this size."""
    pdf = canvas(width, height)
    angle = math.degrees(math.atan2(height, width))
    pdf.set_font("thai", "B", 100)
    pdf.set_font_size(min(LARGEST, 100 * 0.8 * width * CM / pdf.get_string_width(word)))
    pdf.set_text_color(PALE)
    across, middle = pdf.get_string_width(word), (width * CM / 2, height * CM / 2)
    with pdf.rotation(angle, *middle):
        pdf.set_xy(middle[0] - across / 2, middle[1] - pdf.font_size / 2)
        pdf.cell(across, pdf.font_size, word)
    return bytes(pdf.output())


class Room:
    """The room on one page of a PDF, as a reader sees it."""

    def __init__(self, picture: Image) -> None:
        self.picture = picture

    @property
    def width(self) -> float:
        return self.picture.width / DOTS * 2.54

    @property
    def height(self) -> float:
        return self.picture.height / DOTS * 2.54

    def is_free(self, box: Box) -> bool:
        """Whether nothing is drawn in a rectangle or next to it, and it lies on the page."""
        left, top = box.left - CLEAR, box.top - CLEAR
        right, bottom = box.left + box.width + CLEAR, box.top + box.height + CLEAR
        if min(left, top) < 0 or right > self.width or bottom > self.height:
            return False
        return self._is_blank(left, top, right, bottom)

    def is_blank(self, box: Box) -> bool:
        """Whether nothing is drawn in a rectangle, wherever it lies."""
        return self._is_blank(box.left, box.top, box.left + box.width, box.top + box.height)

    def _is_blank(self, *edges: float) -> bool:
        left, top, right, bottom = (round(edge / 2.54 * DOTS) for edge in edges)
        dots = max(left, 0), max(top, 0), min(right, self.picture.width), min(bottom, self.picture.height)
        if dots[0] >= dots[2] or dots[1] >= dots[3]:
            return True
        darkest: tuple[int, int] = self.picture.crop(dots).getextrema()  # type: ignore[assignment]
        return darkest[0] > 250

    def first_free(self, boxes: Iterable[Box]) -> Box | None:
        return next((box for box in boxes if self.is_free(box)), None)


def rooms(pdf: bytes) -> list[Room]:
    """The pages of a PDF, to look for room on."""
    with pdfium.drawn(pdf) as document:
        return [Room(document.picture(number, DOTS, grey=True)) for number in range(document.count)]


def lay(page: pikepdf.Page, drawing: bytes, box: Box, *, under: bool = False) -> None:
    """Lay a drawing over (or under) a page."""
    height = float(page.mediabox[3])
    bottom = height - (box.top + box.height) * CM
    rectangle = pikepdf.Rectangle(box.left * CM, bottom, (box.left + box.width) * CM, bottom + box.height * CM)
    with pikepdf.open(BytesIO(drawing)) as small:
        (page.add_underlay if under else page.add_overlay)(small.pages[0], rectangle)


def on_page(page: pikepdf.Page, box: Box) -> tuple[int, tuple[int, int, int, int]]:
    """How far a page is turned (degrees, clockwise), and a place on it as its own points: left, bottom, right, top."""
    turned = int(page.obj.get("/Rotate", 0)) % 360
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    x0, y0 = box.left * CM, box.top * CM
    x1, y1 = x0 + box.width * CM, y0 + box.height * CM
    edges = {
        0: (left + x0, top - y1, left + x1, top - y0),
        90: (left + y0, bottom + x0, left + y1, bottom + x1),
        180: (right - x1, bottom + y0, right - x0, bottom + y1),
        270: (right - y1, top - x1, right - y0, top - x0),
    }[turned]
    a, b, c, d = (round(edge) for edge in edges)
    return turned, (a, b, c, d)


def seen(page: pikepdf.Page, edges: tuple[float, float, float, float]) -> Box:
    """A place in a page's own points (left, bottom, right, top) as a reader sees it: the other way of `on_page`."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    a, b, c, d = edges
    x, y, width, height = {
        0: (a - left, top - d, c - a, d - b),
        90: (b - bottom, a - left, d - b, c - a),
        180: (right - c, b - bottom, c - a, d - b),
        270: (top - d, right - c, d - b, c - a),
    }[int(page.obj.get("/Rotate", 0)) % 360]
    return Box(x / CM, y / CM, width / CM, height / CM)


def turned(drawing: bytes, degrees: int) -> bytes:
    """A drawing turned against a page that is shown turned by this much, so that it stands upright there."""
    if not degrees:
        return drawing
    with pikepdf.open(BytesIO(drawing)) as small, pikepdf.new() as pdf:
        page = small.pages[0]
        width, height = (edge * CM for edge in size_of(page))
        page.rotate(360 - degrees, relative=False)
        size = (height, width) if degrees % 180 else (width, height)
        pdf.add_blank_page(page_size=size).add_overlay(page, pikepdf.Rectangle(0, 0, *size))
        buffer = BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def size_of(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page, cm."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return (right - left) / CM, (top - bottom) / CM


def places(stamp: Stamp, room: Room, corners: Sequence[str]) -> list[Box]:
    """Where a stamp may stand, best first: `bottom` right and upwards, or the named corner at the top."""
    found: list[Box] = []
    right = room.width - stamp.width - EDGE
    for corner in corners:
        if corner == "bottom":
            lowest = room.height - stamp.height - EDGE
            steps = int((lowest - room.height / 2) / 0.5)
            found += [stamp.at(right, lowest - 0.5 * step) for step in range(max(steps, 1))]
        else:
            left = {"right": right, "left": EDGE, "center": (room.width - stamp.width) / 2}[corner]
            found.append(stamp.at(left, TOP))
    return found


EDGE = 1.0  # cm from the edge that a printer can still reach
TOP = 0.6
