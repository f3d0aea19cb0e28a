"""On which page a paragraph stands: as Word saw it when it saved the file, and only where that is sure.

Word marks where its pages began (w:lastRenderedPageBreak, ECMA-376-1 17.3.3.13) and counts them in the properties of
the file. Where both agree the pages are told; in all other files, and those of other programs, a page would be a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from .document import BODY, Paragraph
from .xml import Parts, parse, relations


def counted(parts: Parts) -> tuple[int, bool]:
    """The pages that the program which saved the file has counted (0 if it does not say), and whether it was Word."""
    for kind, target in relations(parts, "").values():
        if kind.endswith("/extended-properties") and target in parts:
            root = parse(parts[target])
            said = (root.findtext("{*}Pages") or "").strip()
            program = root.findtext("{*}Application") or ""
            return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0, _is_word(program)
    return 0, False


def _is_word(program: str) -> bool:
    return program.startswith("Microsoft") and "Word" in program


def find_pages(body: Sequence[Paragraph], pages: int) -> None:
    """Give each paragraph the page on which it begins, if the marks make as many pages as Word has counted."""
    inner = [p for p in body if not _of_the_text(p)]
    if pages < 2 or any(p.breaks for p in inner):
        return
    page = 1
    begins: dict[int, int] = {}
    for _, line in groupby(filter(_of_the_text, body), key=_line):
        row = list(line)
        whole = row[0].cell is not None and row[0].breaks[:1] == [0]  # the row begins a page: its first cell says so
        page += whole
        ends = [_cell_pages(list(cell), page, begins, whole) for _, cell in groupby(row, key=_column)]
        page = max(ends)
    if page != pages:
        return
    before: Paragraph | None = None
    for p in body:
        if id(p) in begins:
            p.page, before = begins[id(p)], p
        elif before is not None and not before.breaks:  # a text box, a table in a cell
            p.page = before.page


def _cell_pages(paragraphs: list[Paragraph], page: int, begins: dict[int, int], whole: bool) -> int:
    """Note the pages of a cell's paragraphs from one page on; the page on which it ends."""
    for n, p in enumerate(paragraphs):
        marks = p.breaks[1:] if whole and n == 0 and p.breaks[:1] == [0] else p.breaks
        begins[id(p)] = page + (marks[:1] == [0])
        page += len(marks)
    return page


def _of_the_text(p: Paragraph) -> bool:
    return p.story == BODY and (p.cell is None or p.cell.table.depth == 1)


def _line(p: Paragraph) -> tuple[int, int]:
    """What stands side by side: the row of a table; else a paragraph alone."""
    return (p.cell.table.number, p.cell.row) if p.cell else (0, id(p))


def _column(p: Paragraph) -> int:
    return p.cell.cell if p.cell else 0
