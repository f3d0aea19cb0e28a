"""A Word file as its parts (Open Packaging Conventions, ECMA-376-2): name to bytes, read with limits, written the same.

In: the bytes of a .docx from outside. Out: a dict of parts. The same parts always give the same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

MOST_PARTS = 4_000
MOST_BYTES = 200 * 1024 * 1024  # what all parts may unpack to
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can say
STORED = (".png", ".jpg", ".jpeg", ".gif", ".odttf")  # deflating these gains nothing
FIRST = ("[Content_Types].xml", "_rels/.rels")


class NotAPackage(ValueError):
    """The bytes are not a package, or not one that is safe to open."""


def read(data: bytes) -> dict[str, bytes]:
    """The parts of a package, in their order. Raises: NotAPackage."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_hostile(infos)
            parts = {info.filename: archive.read(info) for info in infos}
    except NotAPackage:
        raise
    except Exception as error:  # zipfile raises many kinds for damaged input: BadZipFile, zlib.error, EOFError …
        raise NotAPackage(str(error)) from None
    if "[Content_Types].xml" not in parts:
        raise NotAPackage("no content types")
    return parts


def _refuse_hostile(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise NotAPackage("too many parts, or the same part twice")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise NotAPackage("too large")
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise NotAPackage("a part outside the package")
    if any(info.flag_bits & 1 for info in infos):
        raise NotAPackage("encrypted")


def write(parts: Mapping[str, bytes]) -> bytes:
    """The package as bytes: content types first, then by name, no clock, so that equal parts give equal bytes."""
    rest = sorted(name for name in parts if name not in FIRST)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in [*(name for name in FIRST if name in parts), *rest]:
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 0  # the same on every system
            stored = name.lower().endswith(STORED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name], compresslevel=6)
    return buffer.getvalue()
