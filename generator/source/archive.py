"""The parts of a zipped workbook (xlsx, ods), unpacked within limits.

Only the parts that are asked for are unpacked: pictures, macros, hidden sheets are never touched. An absolute limit on
what comes out makes one on the ratio needless.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from ..errors import GenError
from ..word.opc import has_more_members, unpacked
from .file import hold_size

MOST_PARTS = 10_000
LARGEST = 500 * 2**20  # bytes of all parts that are unpacked
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)


class Archive:
    """An open zip, and how much may still come out of it. Names are as OPC has them: letter case does not count."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises: GenError E304 (password), E305 (too many parts), and what zipfile raises for a damaged file."""
        self.file, self.left = file, LARGEST
        if has_more_members(data, MOST_PARTS):
            raise zipfile.BadZipFile("too many members")
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {entry.filename.replace("\\", "/").casefold(): entry for entry in self._zip.infolist()}
        if len(self._entries) > MOST_PARTS:
            size = f"{len(self._entries):,} ชิ้นส่วน"
            raise GenError("E305", file=file, size=size, limit=f"{MOST_PARTS:,} ชิ้นส่วน")
        if "encrypted-package" in self or any(entry.flag_bits & 1 for entry in self._entries.values()):
            raise GenError("E304", file=file)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def read(self, name: str) -> bytes:
        """An XML part. Raises: GenError E305; ValueError, KeyError or what zipfile raises for a damaged file."""
        entry = self._entries[name.casefold()]
        hold_size(self.file, LARGEST - self.left + entry.file_size, LARGEST)
        self.left -= entry.file_size
        return _plain_xml(unpacked(self._zip, entry))


def pack(parts: dict[str, bytes], path: Path) -> None:
    """Write parts as a fresh zip, stored."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)


def _plain_xml(content: bytes) -> bytes:
    """Refuse XML that no spreadsheet program writes: entities, or an encoding in which tags hide from a byte search."""
    if b"<!DOCTYPE" in content or b"\0" in content or _ENCODING.search(content[:1000]):
        raise ValueError("XML with a document type or not in UTF-8")
    return content
