"""Pictures of the pages of papers, quick enough to follow the typing.

In: a kept case and one of its papers, or the bytes of a Word file. Out: `Pages`. One LibreOffice is kept warm for the
whole process, and one paper is laid out at a time; of several asks for the same thing only the newest is answered.
May be shared between threads; close it at the end.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from .. import context
from ..errors import GenError, Problems, problem
from ..make.maker import Maker
from ..make.plan import Job
from ..office import Office
from ..paper.known import Known
from ..pdf import pdfium, scratch
from ..pdf.batch import Press
from ..pdf.settings import fonts
from ..watch import Stopped
from .cases import Seen
from .warm import kept_warm

DPI = 96
KEPT = 60_000_000  # bytes of pictures and PDFs
QUALITY = 80


@dataclass(frozen=True)
class Pages:
    """A paper as it would be printed: the hash of its Word file, its PDF, and a picture (WebP) of each page."""

    hash: str
    pdf: bytes
    pictures: tuple[bytes, ...]

    @property
    def size(self) -> int:
        return len(self.pdf) + sum(map(len, self.pictures))


class PageView:
    """Draws pages. The newest ask wins: one that was overtaken raises `Stopped`."""

    def __init__(self) -> None:
        self._lane = threading.Lock()
        self._lock = threading.Lock()
        self._warm = ExitStack()
        self._warm.enter_context(kept_warm())
        self._newest: dict[str, int] = {}
        self._kept: OrderedDict[str, Pages] = OrderedDict()

    def of_case(self, office: Office, seen: Seen, key: str, receiver: int = 0) -> Pages:
        """The pages of a paper that is not written yet. Raises: as `of_file`; Problems of the case; Stopped."""
        asked = f"{seen.file.form}/{seen.file.id}"
        turn = self._asked(asked)
        return self._pages(office, draft(office, seen, key, receiver), asked, turn)

    def of_file(self, office: Office, docx: bytes) -> Pages:
        """The pages of a Word file. Raises: GenError E850, E855, E857, of rendering; Problems."""
        return self._pages(office, docx, "", 0)

    def close(self) -> None:
        with self._lane:
            self._warm.close()

    def _asked(self, asked: str) -> int:
        with self._lock:
            self._newest[asked] = self._newest.get(asked, 0) + 1
            return self._newest[asked]

    def _pages(self, office: Office, docx: bytes, asked: str, turn: int) -> Pages:
        name = hashlib.sha256(docx).hexdigest()
        found = self._found(name)
        if found:
            return found
        with self._lane:
            if turn and self._newest[asked] != turn:
                raise Stopped
            found = self._found(name)  # the one before in the lane may have made it
            return found or self._keep(self._drawn(office, name, docx))

    def _drawn(self, office: Office, name: str, docx: bytes) -> Pages:
        press = Press(fonts(office), force=True, engines=1, merge=False)
        with scratch.folder("view") as folder:
            [made] = press.to_pdf([Known(Path("paper.docx"), docx)], folder)
            if made.pdf is None:
                raise Problems(made.problems)
            pdf = made.pdf.read_bytes()
        return Pages(name, pdf, tuple(_pictures(pdf)))

    def _found(self, name: str) -> Pages | None:
        with self._lock:
            found = self._kept.get(name)
            if found:
                self._kept.move_to_end(name)
            return found

    def _keep(self, pages: Pages) -> Pages:
        with self._lock:
            self._kept[pages.hash] = pages
            while sum(one.size for one in self._kept.values()) > KEPT and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return pages


def draft(office: Office, seen: Seen, key: str, receiver: int = 0) -> bytes:
    """A paper of a case, made and not written. Raises: Problems where the case lacks what the paper needs."""
    paper = seen.form.paper(key)
    if seen.case is None or key not in seen.papers:
        raise Problems([mark.problem for mark in seen.marks])
    standing = seen.papers[key]
    if standing.missing:
        missing = f"{paper.title} ต้องมี{' และ'.join(standing.missing)}"
        raise Problems([problem("E604", missing=missing)])
    to = context.receivers(seen.case, paper)
    job = Job(seen.case, paper, to[min(receiver, len(to) - 1)], Path(f"{paper.title}.docx"))
    with Maker(seen.form, office) as maker:
        return maker.paper(job, [])


def _pictures(pdf: bytes) -> list[bytes]:
    """A picture of each page. Raises: GenError E857."""
    try:
        with pdfium.drawn(pdf) as document:
            return [_picture(document, number) for number in range(document.count)]
    except pdfium.Unreadable:
        raise GenError("E857", file="PDF") from None


def _picture(document: pdfium.Drawn, number: int) -> bytes:
    buffer = BytesIO()
    document.picture(number, DPI).save(buffer, "WEBP", quality=QUALITY, method=0)
    return buffer.getvalue()
