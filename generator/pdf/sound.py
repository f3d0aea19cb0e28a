"""Whether a PDF from outside can be worked on: whole, not locked, and not one that unpacks to fill the machine.

In: a path, or bytes and the name to speak of. Out: the bytes, looked through before any library draws or unpacks them.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf

from ..errors import GenError

LARGEST = 200 * 1024 * 1024  # bytes of a file
MOST_PAGES = 2_000
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of one stream, or of those that are packed a hundredfold together
OTHER_PACKING = {"LZW": 64 * 1024, "RunLength": 1024 * 1024}  # bytes, packed: each may stand for 2,000, or 64
MOST_DOTS = 64_000_000  # of one picture
WIDEST = 5_000.0  # points of a page's side; A0 has 3,370
TIGHT = 100  # fold; pages of words are packed some five-, pictures of one colour some thousandfold
STREAM = re.compile(rb"\bstream\r?\n")
REPAIRED = re.compile("damaged|reconstruct", re.IGNORECASE)  # by its reader, with what could be found: not all of it
STEP = 1024 * 1024


def read(path: Path) -> bytes:
    """The bytes of a PDF that can be worked on. Raises: GenError E301, E309, E306, E305, E857, E869."""
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(path.name, f"{path.stat().st_size // STEP:,} MB", f"{LARGEST // STEP} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise GenError("E301", file=path.name) from None
    except OSError:
        raise GenError("E309" if path.is_dir() else "E306", file=path.name) from None
    look_through(data, path.name)
    return data


def look_through(data: bytes, name: str) -> None:
    """Raises: GenError E305, E857, E869."""
    _refuse_bombs(data, name)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise GenError("E869", file=name)
            _refuse_huge(pdf, name)
            if any(REPAIRED.search(warning) for warning in map(str, pdf.get_warnings())):
                raise GenError("E857", file=name)
    except pikepdf.PasswordError:
        raise GenError("E869", file=name) from None
    except GenError:
        raise
    except Exception:  # a damaged file can break its reader anywhere
        raise GenError("E857", file=name) from None


def _refuse_bombs(data: bytes, name: str) -> None:
    """Streams by the bytes of the file, before anything reads them: also those that hold the objects themselves."""
    together = 0
    for found in STREAM.finditer(data):
        for packed, size in _unpacked(data, found.end()):
            together += size if size > TIGHT * packed else 0
            if max(size, together) > MOST_UNPACKED:
                raise _too_large(name, f"> {MOST_UNPACKED // STEP} MB", f"{MOST_UNPACKED // STEP} MB")


def _unpacked(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """How many bytes a Flate stream has packed and unpacked, and what is packed within it."""
    while data[start : start + 1] == b"\x78":
        opened, at, size, first, waiting = zlib.decompressobj(), start, 0, b"", b""
        try:
            while not opened.eof and size <= MOST_UNPACKED and (waiting or at < len(data)):
                if not waiting:
                    waiting, at = data[at : at + STEP], at + STEP
                piece = opened.decompress(waiting, STEP)
                waiting, size = opened.unconsumed_tail, size + len(piece)
                first = first if len(first) >= STEP else first + piece
        except zlib.error:  # what cannot be unpacked is small
            pass
        left = len(waiting) + len(opened.unused_data)
        yield max(min(at, len(data)) - start - left, 1), size
        data, start = first, 0


def _refuse_huge(pdf: pikepdf.Pdf, name: str) -> None:
    if len(pdf.pages) > MOST_PAGES:
        raise _too_large(name, f"{len(pdf.pages):,} หน้า", f"{MOST_PAGES:,} หน้า")
    if not pdf.pages:
        raise GenError("E857", file=name)
    for page in pdf.pages:
        box = [float(edge) for edge in page.mediabox]
        sides = abs(box[2] - box[0]), abs(box[3] - box[1])
        if max(sides) > WIDEST:
            raise _too_large(name, f"{max(sides) / 72:.0f} นิ้ว", f"{WIDEST / 72:.0f} นิ้ว")
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            _refuse_stream(found, name)


def _refuse_stream(stream: pikepdf.Stream, name: str) -> None:
    filters, packed = str(stream.get("/Filter", "")), len(stream.read_raw_bytes())
    for kind, most in OTHER_PACKING.items():
        if kind in filters and packed > most:
            raise _too_large(name, f"{kind} {packed // 1024:,} kB", f"{most // 1024:,} kB")
    if "ASCII" in filters and "Flate" in filters:
        _refuse_bombs(b"stream\n" + _letters(stream.read_raw_bytes(), filters), name)
    if str(stream.get("/Subtype", "")) == "/Image":
        dots = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
        if dots > MOST_DOTS:
            raise _too_large(name, f"{dots // 1_000_000:,} ล้านจุด", f"{MOST_DOTS // 1_000_000} ล้านจุด")


def _letters(data: bytes, filters: str) -> bytes:
    """What ASCII85 or hexadecimal letters stand for. Raises: ValueError."""
    data = b"".join(data.split())
    if "ASCII85" in filters:
        return base64.a85decode(data.removeprefix(b"<~").partition(b"~")[0])
    return bytes.fromhex(data.partition(b">")[0].decode("ascii"))


def _too_large(name: str, size: str, limit: str) -> GenError:
    return GenError("E305", file=name, size=size, limit=limit)
