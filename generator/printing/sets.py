"""Print sets: of each paper the original, the file copy and the copies, stamped, padded and in the order of posting.

In: finished PDFs and the office's `Printing`. Out: one PDF to print, with a list of what it holds in front.
Sources: ระเบียบสารบรรณ ข้อ 30 (สำเนาคู่ฉบับ signed by those who drafted, typed and checked it), ข้อ 31 (สำเนาถูกต้อง).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf

from ..errors import GenError
from ..pdf import stamps
from ..pdf.stamps import Room, Stamp
from .cover import cover
from .settings import COPIES, RECEIVERS, Plan, Printing

DRAFT, VOID = "ร่าง", "ยกเลิก"
DOTTED = "." * 34
BLANK = "(" + "." * 40 + ")"


@dataclass(frozen=True)
class Sheet:
    """A paper to print: its PDF, what the list calls it, who gets copies, and whether it is a draft or void."""

    pdf: Path
    title: str
    receivers: tuple[str, ...] = ()
    to: str = ""  # who gets the original
    names: tuple[str, ...] = ()  # of its form and paper: a set of that name is its own
    draft: bool = False
    void: bool = False


@dataclass(frozen=True)
class Copy:
    """One copy of one paper: its kind (a key of `COPIES`), and who gets it."""

    sheet: Sheet
    kind: str
    receiver: str = ""


@dataclass(frozen=True)
class Printed:
    """A print set: the PDF, and of each paper how many copies and pages."""

    data: bytes
    copies: tuple[Copy, ...]
    pages: int
    sheets: int  # of paper, the list in front included


def print_set(sheets: Sequence[Sheet], plan: Plan | None, printing: Printing, head: str = "") -> Printed:
    """Print sets of papers as one PDF; without a plan each gets the set of its name, or the office's first.

    `head` stands under the title of the list, which drafts alone do not get.
    Raises: GenError E857 for a PDF that cannot be read.
    """
    plans = [(sheet, plan or printing.plan_for(sheet.names)) for sheet in sheets]
    copies = tuple(_sorted([copy for sheet, its in plans for copy in copies_of(sheet, its)], printing))
    with pikepdf.new() as printed:
        opened = {sheet.pdf: _Original(sheet.pdf) for sheet in sheets}
        counts = []
        for copy in copies:
            start = len(printed.pages)
            _add(printed, opened[copy.sheet.pdf], copy, printing)
            counts.append(len(printed.pages) - start)
            _pad(printed, printing)
        if printing.cover and not all(sheet.draft for sheet in sheets):
            _put_first(printed, cover(_rows(copies, counts), printing.duplex, head), printing)
        pages = len(printed.pages)
        buffer = BytesIO()
        printed.save(buffer, deterministic_id=True)
    return Printed(buffer.getvalue(), copies, pages, -(-pages // 2) if printing.duplex else pages)


def copies_of(sheet: Sheet, plan: Plan) -> Iterator[Copy]:
    """The copies of one paper; of a draft only one, for reading."""
    if sheet.draft:
        yield Copy(sheet, "original", sheet.to)
        return
    for kind, count in plan.items():
        if count == RECEIVERS:
            yield from (Copy(sheet, kind, receiver) for receiver in sheet.receivers)
        else:
            yield from (Copy(sheet, kind, sheet.to if kind == "original" else "") for _ in range(int(count)))


def _sorted(copies: list[Copy], printing: Printing) -> list[Copy]:
    kinds = list(COPIES)
    return copies if printing.sort == "paper" else sorted(copies, key=lambda copy: kinds.index(copy.kind))


class _Original:
    """A PDF that is printed several times; its pages are looked at once. Raises: GenError E857."""

    def __init__(self, path: Path) -> None:
        try:
            self.data = path.read_bytes()
            self.pdf = pikepdf.open(BytesIO(self.data))
        except (pikepdf.PdfError, OSError):
            raise GenError("E857", file=path.name) from None
        self._rooms: list[Room] | None = None

    @property
    def rooms(self) -> list[Room]:
        if self._rooms is None:
            self._rooms = stamps.rooms(self.data)
        return self._rooms


def _add(printed: pikepdf.Pdf, original: _Original, copy: Copy, printing: Printing) -> None:
    """Append one copy, with its stamps and its watermark."""
    start = len(printed.pages)
    printed.pages.extend(original.pdf.pages)
    pages = [printed.pages[n] for n in range(start, len(printed.pages))]
    if copy.kind != "original":
        _head(pages[0], original.rooms[0], COPIES["copy" if copy.kind == "certified" else copy.kind])
    if copy.kind == "file_copy":
        _foot(printed, pages[-1], original.rooms[-1], _duties(printing.duties))
    if copy.kind == "certified":
        for page, room in zip(pages, original.rooms, strict=True):
            _foot(printed, page, room, _certified(printing))
    word = DRAFT if copy.sheet.draft else VOID if copy.sheet.void else ""
    for page in pages if word else ():
        width, height = stamps.size_of(page)
        stamps.lay(page, stamps.watermark(word, width, height), stamps.Box(0, 0, width, height), under=True)


def _head(page: pikepdf.Page, room: Room, words: str) -> None:
    """The kind of copy, in a top corner that is free; a page without one goes without it, as its foot tells it too."""
    stamp = Stamp((words,), 4, 20, bold=True, align="R")
    box = room.first_free(stamps.places(stamp, room, ("right", "left", "center")))
    if box:
        stamps.lay(page, stamps.drawn(stamp), box)


def _foot(printed: pikepdf.Pdf, page: pikepdf.Page, room: Room, shapes: Sequence[Stamp]) -> None:
    """The signing lines where there is room: as a block at the lower right, else low in the bottom margin; else the
    back of the page or a fresh one takes them, for they never cover words."""
    for stamp in shapes:
        box = room.first_free(stamps.places(stamp, room, ("bottom",)))
        if box:
            stamps.lay(page, stamps.drawn(stamp), box)
            return
    blank = _blank_page(printed, page)
    stamps.lay(blank, stamps.drawn(shapes[0]), shapes[0].at(room.width - shapes[0].width - 2, 3))


def _duties(duties: Sequence[str]) -> tuple[Stamp, ...]:
    """The lines of those who drafted, typed and checked: under each other, or in one line."""
    return (Stamp(tuple(f"{duty} {DOTTED}" for duty in duties), 5.8, align="R"),
            Stamp(("   ".join(f"{duty} {DOTTED[:20]}" for duty in duties),), 17, 12, align="C"))


def _certified(printing: Printing) -> tuple[Stamp, ...]:
    """The lines of the certifying officer: under each other, or in two lines."""
    by = printing.certifier
    name, position = (by.signature, by.lines) if by else (BLANK, (f"ตำแหน่ง {DOTTED}",))
    sign, day = f"ลงชื่อ {DOTTED}", f"วันที่ {DOTTED}"
    return (Stamp(("สำเนาถูกต้อง", sign, name, *position, day), 7.5, align="C"),
            Stamp((f"สำเนาถูกต้อง   {sign}   {day}", f"{name} {' '.join(position)}"), 17, 12, align="C"))


def _blank_page(printed: pikepdf.Pdf, like: pikepdf.Page) -> pikepdf.Page:
    """A page of the same size, right after a page."""
    at = next(n for n, page in enumerate(printed.pages) if page.obj.objgen == like.obj.objgen)
    width, height = stamps.size_of(like)
    printed.add_blank_page(page_size=(width * stamps.CM, height * stamps.CM))
    printed.pages.insert(at + 1, printed.pages[-1])
    del printed.pages[-1]
    return printed.pages[at + 1]


def _pad(printed: pikepdf.Pdf, printing: Printing) -> None:
    """Let the next copy begin on a fresh sheet."""
    if printing.duplex and len(printed.pages) % 2:
        _blank_page(printed, printed.pages[-1])


def _put_first(printed: pikepdf.Pdf, front: bytes, printing: Printing) -> None:
    with pikepdf.open(BytesIO(front)) as pdf:
        if printing.duplex and len(pdf.pages) % 2:
            _blank_page(pdf, pdf.pages[-1])
        for page in reversed(pdf.pages):
            printed.pages.insert(0, page)


def _rows(copies: Sequence[Copy], counts: Sequence[int]) -> list[tuple[str, str, str, int]]:
    """The list in front: title, kind, receiver, pages."""
    return [(copy.sheet.title, "ร่าง" if copy.sheet.draft else COPIES[copy.kind], copy.receiver, pages)
            for copy, pages in zip(copies, counts, strict=True)]
