"""What is drawn in a paper: native charts filled with data, flow charts from steps, and the contents of a book."""

from __future__ import annotations

from collections.abc import Mapping

from ..word import opc

CHART, INCLUDED, CONTENTS = "กราฟ:", "แทรกเอกสาร:", "TOC"  # how each is marked in a template


def may_draw(parts: Mapping[str, bytes]) -> bool:
    """Whether a template may have any of it; quick, so that others load nothing of this package."""
    marks = [mark.encode() for mark in (CHART, INCLUDED, CONTENTS)]
    return any(mark in parts[name] for name in opc.stories(parts) for mark in marks)
