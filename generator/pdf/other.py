"""Older and other kinds of documents as Word files, read-only: .doc, .odt and .rtf through LibreOffice.

In: a path. Out: the bytes of a .docx, made from a copy in a folder of ours; the file itself is never opened.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from ..errors import GenError
from . import scratch
from .libreoffice import end, find_program, start, write_settings

# How LibreOffice reads what begins like this; a .doc may be a web page or RTF under another name.
FILTERS = {
    b"\xd0\xcf\x11\xe0": "MS Word 97", b"{\\rtf": "Rich Text Format", b"PK": "writer8", b"<": "HTML (StarWriter)",
}  # fmt: skip
# Fields that bring in a file, which the settings of LibreOffice do not stop; letters of old files have one byte or two.
WORDS = ("INCLUDEPICTURE", "INCLUDETEXT", "DDEAUTO")
FETCHES = re.compile(b"|".join(word.encode(width) for word in WORDS for width in ("ascii", "utf-16-le")), re.IGNORECASE)
LIMIT = 120  # s, a cold start included


def to_docx(path: Path) -> bytes:
    """The document as a .docx.

    Raises: GenError E801 for a damaged file or one of another kind, E802 without LibreOffice, E853; OSError for the
            file itself.
    """
    program = find_program()
    if program is None:
        raise GenError("E802", file=path.name, kind=path.suffix)
    kind = _filter(path)
    with scratch.folder("convert") as folder:
        copy = folder / f"paper{path.suffix.lower()}"
        copy.write_bytes(FETCHES.sub(lambda found: b"-" * len(found[0]), path.read_bytes()))
        profile = folder / "profile"
        write_settings(profile)
        # Without a filter by name LibreOffice takes what it cannot read for plain text.
        command = [str(program), f"--infilter={kind}", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
        _run([*command, str(copy)], folder, path.name)
        made = copy.with_suffix(".docx")
        if not made.is_file():
            raise GenError("E801", file=path.name)
        return made.read_bytes()


def _run(command: list[str], folder: Path, name: str) -> None:
    """Run LibreOffice to its end, or to the end of our patience. Raises: GenError E853."""
    process = start(command, folder)
    watch = scratch.Watch(folder, process.pid)
    try:
        process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        raise GenError("E853", file=name, seconds=LIMIT) from None
    finally:
        watch.close()
        end(process)


def _filter(path: Path) -> str:
    """How LibreOffice is to read a file, by its first bytes."""
    with path.open("rb") as file:
        begin = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((name for first, name in FILTERS.items() if begin.startswith(first)), None)
    if found is None:
        raise GenError("E801", file=path.name)
    return found
