"""PDFs as they are drawn: pictures of pages, their letters, fonts and boxes. The one module that knows PDFium.

In: the bytes of a PDF. Out: plain values. PDFium must never run in two threads of a process at once, whatever the
documents (https://pypdfium2.readthedocs.io/en/stable/readme.html#incompatibility-with-threading): one lock is held for
each page, and every object of PDFium's is closed under it, so that nothing is left for the garbage collector.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

LOCK = RLock()
LONGEST_NAME = 256  # bytes of a font's name
Edges = tuple[float, float, float, float]  # left, bottom, right, top; points from the lower left corner


class Unreadable(Exception):
    """The bytes are no PDF that PDFium can open."""


class Drawn:
    """An open PDF, for one thread. Made by `drawn`."""

    def __init__(self, document: Any) -> None:
        self._document = document

    @property
    def count(self) -> int:
        """Its pages."""
        with LOCK:
            return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page (from 0) in points."""
        with LOCK, closing(self._document[number]) as page:
            width, height = page.get_size()
        return width, height

    def picture(self, number: int, dpi: float, *, grey: bool = False) -> Image:
        """A page (from 0) as a picture."""
        with LOCK, closing(self._document[number]) as page:
            bitmap = page.render(scale=dpi / 72, grayscale=grey)
            with closing(bitmap):
                picture: Image = bitmap.to_pil().copy()
        return picture

    def text(self, number: int) -> str:
        """The words of a page (from 0), a line of the page a line; a gap of any width is a space."""
        with LOCK, closing(self._document[number]) as page, closing(page.get_textpage()) as text:
            words: str = text.get_text_range()
        return words

    def letters(self, number: int) -> list[tuple[str, Edges]]:
        """The letters of a page (from 0) in their order, each with its box."""
        with LOCK, closing(self._document[number]) as page, closing(page.get_textpage()) as text:
            return [
                (text.get_text_range(n, 1), text.get_charbox(n, loose=True))
                for n in range(text.count_chars())
            ]

    def fonts(self, number: int) -> list[tuple[str, str]]:
        """The letters of a page (from 0), each with the name of its font."""
        import pypdfium2.raw as pdfium

        name = ctypes.create_string_buffer(LONGEST_NAME)
        letters = []
        with LOCK, closing(self._document[number]) as page, closing(page.get_textpage()) as text:
            for n in range(text.count_chars()):
                length = pdfium.FPDFText_GetFontInfo(text.raw, n, name, LONGEST_NAME, None)
                font = name.raw[: max(length - 1, 0)].decode("utf-8", "replace")
                letters.append((chr(pdfium.FPDFText_GetUnicode(text.raw, n)), font))
        return letters


@contextmanager
def drawn(pdf: bytes) -> Iterator[Drawn]:
    """Open a PDF. Raises: Unreadable."""
    import pypdfium2

    try:
        with LOCK:
            document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise Unreadable from None
    try:
        yield Drawn(document)
    finally:
        with LOCK:
            document.close()
