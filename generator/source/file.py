"""A file's bytes, what kind they really are, and text in the encodings that Thai offices have.

In: a path. Out: bytes and a kind, decided by the content and not by the name. Everything that is wrong with a file as
such (missing, locked, a folder, too large, damaged) is said here, once for all kinds.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import GenError

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods", ".ots")
TEXTS = (".csv", ".tsv", ".txt")
TREES = (".yaml", ".yml")
KEPT = (".json",)
LARGEST = 200 * 2**20  # bytes of a file

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_XLS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # BIFF without a container, before Excel 5
# Web pages, XML and RTF that web systems serve under the name of a workbook.
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[!?a-z]|mime-version:|\{\\rtf|%pdf)", re.IGNORECASE)
PAGE = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+)?(?:html|head|meta|style|body|table|center|div)\b")
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def content(path: Path) -> bytes:
    """The bytes of a file. Raises: GenError E301, E302, E305, E306, E309, E310, E311."""
    name = path.name
    if name.startswith(("~$", ".~lock.")):
        raise GenError("E310", file=name)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise GenError("E309", file=name or str(path))
        if not stat.S_ISREG(found.st_mode) or path.suffix.lower() not in WORKBOOKS + TEXTS + TREES + KEPT:
            raise GenError("E302", file=name)
        hold_size(name, found.st_size, LARGEST)
        data = path.read_bytes()
    except PermissionError:
        raise GenError("E306", file=name) from None
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise GenError("E301", file=name) from None
    except OSError as error:  # a network drive that went away, or a name that the system cannot hold
        raise GenError("E306" if os.path.exists(path) else "E301", file=name) from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise GenError("E311", file=name)
    return data


def kind(data: bytes, suffix: str) -> str:
    """`zip`, `ole`, `page`, `text`, `tree`, `kept` or `unknown`: what the bytes are, where the name may lie."""
    suffix = suffix.lower()
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(OLE) or (suffix == ".xls" and data.startswith(OLD_XLS)):
        return "ole"
    if suffix in TREES:
        return "tree"
    if suffix in KEPT:
        return "kept"
    if PAGE.match(data):
        return "page"
    return "unknown" if MARKUP.match(data) else "text"


def text(data: bytes, file: str) -> str:
    """Text in UTF-8 or UTF-16 (with its mark), or in cp874, the TIS-620 of Windows. Raises: GenError E307."""
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _decoded(data, encoding, file)
    if b"\0" in data:
        raise GenError("E307", file=file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        found = _decoded(data, "cp874", file)
    # Every byte above 7F means something in cp874: only words with Thai consonants in it are believed, and never
    # UTF-8 that lost a byte on its way, of which most is still UTF-8.
    whole = data.decode("utf-8", "ignore")
    lost = 2 * 3 * len(re.findall("[฀-๿]", whole)) > sum(byte > 0x7F for byte in data)
    if lost or not re.search("[ก-ฮ]", found):
        raise GenError("E307", file=file)
    return found


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError:
        raise GenError("E307", file=file) from None
    if "\0" in found:
        raise GenError("E307", file=file)
    return found


def hold_size(file: str, size: int, limit: int) -> None:
    """Refuse what is larger than is safe to read, in bytes. Raises: GenError E305."""
    if size > limit:
        raise GenError("E305", file=file, size=f"{size / 2**20:,.0f} MB", limit=f"{limit / 2**20:,.0f} MB")


@contextmanager
def damaged(file: str) -> Iterator[None]:
    """Say E303 for whatever a library makes of a damaged file: each fails in ways of its own."""
    try:
        yield
    except (GenError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic inside calamine is no Exception
        raise GenError("E303", file=file, kind=Path(file).suffix.lower()) from error
