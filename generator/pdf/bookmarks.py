"""Where the bookmarks of a Word file come to stand when it is laid out.

In: the bytes of a Word file. Out: bookmark to sheet (from 1), as LibreOffice lays the file out.
"""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

from ..errors import GenError
from ..paper.known import Known
from . import scratch
from .batch import Press
from .cutting import destinations
from .typefaces import Fonts

HIDDEN = re.compile("^/?_?5F")  # how LibreOffice writes the first letter of a bookmark that Word hides: _


def places(docx: bytes, fonts: Fonts) -> dict[str, int]:
    """The sheet of each bookmark, in the office's own fonts: the height of their lines breaks the pages.

    None where no program could lay the file out, or where it does not tell.
    """
    press = Press(fonts, force=True, engines=1, merge=False)
    with scratch.folder("places") as folder:
        try:
            (made,) = press.to_pdf([Known(Path("book.docx"), docx)], folder)
        except GenError:  # neither LibreOffice nor Word is there
            return {}
        return read(made.pdf) if made.pdf else {}


def read(path: Path) -> dict[str, int]:
    """The sheet of each named place of a PDF."""
    with pikepdf.open(path) as pdf:
        return {HIDDEN.sub("_", name).lstrip("/"): page + 1 for name, page in destinations(pdf)}
