"""Where words of a paper stand on its pages, for the boxes that are drawn over a picture of them.

In: a PDF, and the texts of the paper's paragraphs in their order. Out: for letters of a paragraph, the page and the
boxes of its lines, as parts of the page's width and height from its upper left corner.

A PDF has letters, not paragraphs: white space may be gone, and ำ may be one letter or two. So both sides are compared
without space and with ำ as two, paragraph after paragraph; headings that stand elsewhere are looked for from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .pdfium import Drawn, Edges, drawn

SPLIT = {"ำ": "ํา"}
SKIPPED = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe\x02"  # marks without width, and PDFium's hyphen
LINE = 0.6  # boxes that overlap by this part of their height are of one line


@dataclass(frozen=True)
class Box:
    """Part of a page: left, top, width and height, each from 0 to 1."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """Letters on a page (from 0): a box a line."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class _Letter:
    text: str
    page: int
    edges: Edges


class Spots:
    """The places of the paragraphs of one paper."""

    def __init__(self, pdf: bytes, texts: Sequence[str]) -> None:
        with drawn(pdf) as document:
            self._sizes = [document.size(number) for number in range(document.count)]
            self._letters = list(_letters(document))
        self._text = "".join(letter.text for letter in self._letters)
        self._texts = texts
        self._starts = list(self._found())

    def find(self, paragraph: int, start: int, end: int) -> list[Spot]:
        """The places of the letters `start` to `end` of a paragraph; of all its letters if they are none."""
        first = self._starts[paragraph]
        if first is None:
            return []
        text = self._texts[paragraph]
        low = first + len(_plain(text[:start]))
        high = low + len(_plain(text[start:end]))
        if high == low:
            low, high = first, first + len(_plain(text))
        return list(self._spots(self._letters[low:high]))

    def _found(self) -> Iterator[int | None]:
        """Where each paragraph begins among the letters; None for one that is not on the pages."""
        at = 0
        for text in self._texts:
            plain = _plain(text)
            if not plain:
                yield None
                continue
            found = self._text.find(plain, at)
            if found < 0:
                found = self._text.find(plain)
            else:
                at = found + len(plain)
            yield found if found >= 0 else None

    def _spots(self, letters: Sequence[_Letter]) -> Iterator[Spot]:
        for page in sorted({letter.page for letter in letters}):
            edges = [letter.edges for letter in letters if letter.page == page]
            width, height = self._sizes[page]
            boxes = tuple(_box(line, width, height) for line in _lines(edges))
            yield Spot(page, boxes)


def _letters(document: Drawn) -> Iterator[_Letter]:
    for page in range(document.count):
        for text, edges in document.letters(page):
            for letter in _plain(text):
                yield _Letter(letter, page, edges)


def _plain(text: str) -> str:
    """A text as it is compared."""
    kept = (letter for letter in text if not letter.isspace() and letter not in SKIPPED)
    return "".join(SPLIT.get(letter, letter) for letter in kept)


def _lines(edges: Sequence[Edges]) -> Iterator[Edges]:
    """The boxes of letters, joined line by line."""
    line: Edges | None = None
    for left, bottom, right, top in edges:
        if right <= left or top <= bottom:
            continue
        if line is not None and _is_same_line(line, (left, bottom, right, top)):
            line = (min(line[0], left), min(line[1], bottom), max(line[2], right), max(line[3], top))
            continue
        if line is not None:
            yield line
        line = (left, bottom, right, top)
    if line is not None:
        yield line


def _is_same_line(one: Edges, other: Edges) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared >= LINE * min(one[3] - one[1], other[3] - other[1])


def _box(edges: Edges, width: float, height: float) -> Box:
    left, bottom, right, top = edges
    return Box(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
