"""Where the bookmarks of a Word file come to stand when it is laid out.

In: the bytes of a Word file. Out: bookmark to sheet (from 1), as LibreOffice lays the file out.
"""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

from ..errors import GenError
from . import scratch
from .batch import Press
from .cutting import destinations

HIDDEN = re.compile("^/?_?5F")  # how LibreOffice writes the first letter of a bookmark that Word hides: _


def places(docx: bytes) -> dict[str, int]:
    """The sheet of each bookmark; none where no program could lay the file out, or where it does not tell."""
    alone = Press(force=True, engines=1, merge=False)
    with scratch.folder("places") as folder, alone as press:
        file = folder / "book.docx"
        file.write_bytes(docx)
        try:
            (made,) = press.to_pdf([file])
        except GenError:  # neither LibreOffice nor Word is there
            return {}
        return read(made.pdf) if made.pdf else {}


def read(path: Path) -> dict[str, int]:
    """The sheet of each named place of a PDF."""
    with pikepdf.open(path) as pdf:
        return {HIDDEN.sub("_", name).lstrip("/"): page + 1 for name, page in destinations(pdf)}
