"""Older and other kinds of documents as Word files, read-only: .doc, .odt and .rtf through LibreOffice.

In: a path. Out: the bytes of a .docx, made from a copy in a folder of ours; the file itself is never opened.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..errors import GenError
from .libreoffice import find_program

LIMIT = 120  # s, a cold start included


def to_docx(path: Path) -> bytes:
    """The document as a .docx. Raises: GenError E802 without LibreOffice, E853, E855; OSError for the file itself."""
    program = find_program()
    if program is None:
        raise GenError("E802", file=path.name, kind=path.suffix)
    with tempfile.TemporaryDirectory(prefix="gen-convert-") as folder:
        copy = Path(folder) / f"paper{path.suffix.lower()}"
        shutil.copyfile(path, copy)
        profile = (Path(folder) / "profile").as_uri()
        command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
        try:
            subprocess.run([*command, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(copy)],
                           stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT, check=False)  # fmt: skip
        except subprocess.TimeoutExpired:
            raise GenError("E853", file=path.name, seconds=LIMIT) from None
        made = copy.with_suffix(".docx")
        if not made.is_file():
            raise GenError("E855", engine="LibreOffice", file=path.name, why="เปิดไฟล์ไม่ได้")
        return made.read_bytes()
