"""The list in front of a print set: what is printed, how many of each, for whom, and how many sheets of paper.

In: a row for each copy. Out: a PDF of one or more A4 pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..paper.text import words
from ..pdf.stamps import CM, canvas
from ..thai import thai_digits

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT, MARGIN = 21.0, 29.7, 2.0
COLUMNS = (1.0, 6.6, 2.6, 4.4, 1.2, 1.2)  # cm
HEADINGS = ("ที่", "เอกสาร", "ชนิด", "ผู้รับ", "ชุด", "แผ่น")
COUNTS = ("ที่", "ชุด", "แผ่น")
SIZE = 14
LINE = 0.6  # cm
PAD = 0.15  # cm around the words of a cell
ROW = LINE + PAD
MARKS = "ัิีึืฺุู็่้๊๋์ํ๎ำะาๅฯๆ"  # never begin a line

Row = tuple[str, str, str, int]  # title, kind, receiver, pages


def cover(rows: Sequence[Row], duplex: bool, head: str = "") -> bytes:
    """The list, with a sum at its end; `head` stands under its title, in lines of its own."""
    pdf = canvas(WIDTH, HEIGHT)
    top = _head(pdf, head)
    lines = list(_counted(rows, duplex))
    for cells in [*lines, _sum(lines)]:
        pdf.set_font("thai", "B" if cells[0] == "" else "", SIZE)
        broken = [_broken(pdf, text, width - 2 * PAD) for text, width in zip(cells, COLUMNS, strict=True)]
        height = max(map(len, broken)) * LINE + PAD
        if top + height > HEIGHT - MARGIN:
            pdf.add_page()
            top = _head(pdf, head)
            pdf.set_font("thai", "", SIZE)
        _draw(pdf, broken, top, height)
        top += height
    return bytes(pdf.output())


def _counted(rows: Sequence[Row], duplex: bool) -> Iterator[tuple[str, ...]]:
    """Equal copies as one line: number, title, kind, receiver, copies, sheets."""
    for number, (row, equal) in enumerate(groupby(rows), 1):
        title, kind, receiver, pages = row
        copies = len(list(equal))
        sheets = copies * (-(-pages // 2) if duplex else pages)
        yield str(number), title, kind, receiver, str(copies), str(sheets)


def _sum(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    copies, sheets = (str(sum(int(line[column]) for line in lines)) for column in (4, 5))
    return "", "รวม", "", "", copies, sheets


def _head(pdf: FPDF, head: str) -> float:
    """The title and the headings; where the first row begins, cm."""
    pdf.set_font("thai", "", SIZE)
    below = [line for part in head.split("\n") if part for line in _broken(pdf, part, WIDTH - 2 * MARGIN)]
    for number, line in enumerate(["รายการเอกสารที่พิมพ์", *below]):
        pdf.set_font("thai", "" if number else "B", SIZE if number else 18)
        pdf.set_xy(0, (MARGIN + (0.8 + LINE * (number - 1) if number else 0.0)) * CM)
        pdf.cell(WIDTH * CM, 20, thai_digits(line), align="C")
    pdf.set_font("thai", "B", SIZE)
    first = MARGIN + 1.2 + LINE * len(below)
    _draw(pdf, [[heading] for heading in HEADINGS], first, ROW)
    return first + ROW


def _draw(pdf: FPDF, cells: Sequence[Sequence[str]], top: float, height: float) -> None:
    left = MARGIN
    for heading, lines, width in zip(HEADINGS, cells, COLUMNS, strict=True):
        pdf.rect(left * CM, top * CM, width * CM, height * CM)
        for number, line in enumerate(lines):
            pdf.set_xy((left + PAD) * CM, (top + PAD / 2 + number * LINE) * CM)
            pdf.cell((width - 2 * PAD) * CM, LINE * CM, thai_digits(line), align="C" if heading in COUNTS else "L")
        left += width


def _broken(pdf: FPDF, text: str, width: float) -> list[str]:
    """A text in lines of a width: cut between words, and a word only where it is wider than the line."""
    if _fits(pdf, text, width):
        return [text]
    lines = [""]
    for word in words(text):
        if lines[-1] and not _fits(pdf, lines[-1] + word.rstrip(), width):
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
        while not _fits(pdf, lines[-1].rstrip(), width):
            at = _last_cut(pdf, lines[-1], width)
            lines[-1:] = [lines[-1][:at], lines[-1][at:]]
    return [line.rstrip() for line in lines if line.strip()]


def _fits(pdf: FPDF, text: str, width: float) -> bool:
    return bool(pdf.get_string_width(thai_digits(text)) <= width * CM)


def _last_cut(pdf: FPDF, text: str, width: float) -> int:
    """Where a word that is too wide may be cut: not before a mark, nor after a vowel that is written first."""
    at = next(n for n in range(len(text) - 1, 0, -1) if _fits(pdf, text[:n], width) or n == 1)
    while at > 1 and (text[at] in MARKS or text[at - 1] in "เแโใไ"):
        at -= 1
    return at
