"""LibreOffice for tests: one that stays warm and lays papers out in the fonts of `generator.pdf`, and the bare program."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from generator.pdf.batch import Press
from generator.pdf.libreoffice import find_program as soffice
from generator.pdf.typefaces import Fonts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Nothing of this machine's own, but for DejaVu: it draws what Sarabun lacks, so that a test can see it was lacking.
FONTS = Fonts((Path("/usr/share/fonts/truetype/dejavu"),), system=False)

__all__ = ["FONTS", "W", "missing", "press", "profile", "soffice", "to_pdf", "to_pdfs"]


def missing() -> str:
    """Why no paper can be laid out on this machine; empty if it can."""
    return "" if soffice() else "LibreOffice is not installed (package libreoffice-writer-nogui)"


@functools.cache
def press() -> Press:
    """The warm LibreOffice of this process; it lays out any file by itself, with whatever fonts it takes."""
    warm = ExitStack()
    atexit.register(warm.close)
    return warm.enter_context(Press(FONTS, force=True, limit=600, engines=1, merge=False))  # s: the machine is busy


def to_pdf(docx: Path, folder: Path) -> Path:
    """Lay one Word file out; see `to_pdfs`."""
    return to_pdfs([docx], folder)[0]


def to_pdfs(files: Iterable[Path], folder: Path) -> list[Path]:
    """Lay Word files out as PDFs of the same names in `folder`.

    Raises: RuntimeError that says why a PDF did not come out.
    """
    made = press().to_pdf(files, folder)
    for paper in made:
        if paper.pdf is None:
            raise RuntimeError(f"no PDF of {paper.file.name}: {paper.problems[0]}")
    return [paper.pdf for paper in made if paper.pdf]


@functools.cache
def profile() -> Path:
    """A profile for the bare program: two runs that share one lock each other out."""
    folder = Path(tempfile.mkdtemp(prefix="gen-test-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
