"""The stand-in fonts of `generator.pdf`, for a LibreOffice that a test starts by itself."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from generator.pdf.fonts import IT9, NEW, PSK, STAND_INS
from generator.pdf.typefaces import write_fonts_conf
from tests.libreoffice import FONTS

__all__ = ["IT9", "NEW", "PSK", "STAND_INS", "fontconfig"]


@functools.cache
def fontconfig() -> Path:
    """A fontconfig file that shows only the stand-ins."""
    folder = Path(tempfile.mkdtemp(prefix="gen-test-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_fonts_conf(FONTS, folder)
