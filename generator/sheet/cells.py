"""Texts in cells, and how tall a row must be for them, where no spreadsheet program is at hand to say."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Any

from ..fields import Raw

LINE = 24  # pt: a line of TH SarabunPSK 16 in a cell
FILLED = 0.92  # of a line's width: it breaks between words
TALLEST = 409  # pt: what Excel allows a row


def height(texts: Sequence[Raw], widths: Sequence[int]) -> int:
    """The height in pt of a row whose cells are so many characters wide; Thai marks take no width of their own."""
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        spans = str(text or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(_breadth(span) / (FILLED * width))) for span in spans))
    return min(lines * LINE, TALLEST)


def _breadth(text: str) -> int:
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def write_text(worksheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text as text, whatever it looks like; an empty one is a blank cell, not a cell that holds nothing."""
    if text:
        worksheet.write_string(row, column, text, style)
    else:
        worksheet.write_blank(row, column, None, style)
