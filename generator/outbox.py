"""Made papers on the disk: names that every system can hold, whole files or none, and nothing overwritten.

In: names and bytes. Out: files below the office's `out/`. A file that is there already and differs is kept (a clerk may
have edited it); the new one stands beside it as `… (ใหม่ ๒).docx`.
"""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import GenError
from .thai import thai_digits

LONGEST = 80  # characters of a file's name: Thai takes 3 bytes each, and Linux holds 255 bytes
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")  # Windows keeps these
WHY = {
    errno.ENOSPC: "ดิสก์เต็ม",
    errno.EROFS: "โฟลเดอร์อ่านได้อย่างเดียว",
    errno.EACCES: "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น",
    errno.EPERM: "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น",
    errno.ENOENT: "ไม่มีโฟลเดอร์นั้น",
}


@dataclass(frozen=True)
class Written:
    """A paper that stands on the disk: `path`, and `kept` = the different file of that name that was left alone."""

    path: Path
    kept: Path | None = None
    same: bool = False  # it was there already, byte for byte


def file_name(text: str) -> str:
    """A name for a file, without what Windows, macOS or Linux forbid; `/` of a number becomes `-`."""
    text = re.sub(r"[\\/]", "-", text)
    text = re.sub(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]', "", text)
    text = " ".join(text.split())[:LONGEST].strip(" .-")
    return f"{text}_" if RESERVED.match(text) else text or "เอกสาร"


def write_all(papers: Iterable[tuple[Path, bytes]]) -> list[Written]:
    """Write all papers or none: each to a temporary file first, then all are named. Raises: GenError E601."""
    planned: list[tuple[Written, bytes]] = []
    taken: set[Path] = set()
    for path, data in papers:
        written = _beside(path, data, taken)
        taken.add(written.path)
        planned.append((written, data))
    waiting: list[tuple[Path, Path]] = []
    try:
        for written, data in planned:
            if not written.same:
                waiting.append((_temporary(written.path, data), written.path))
        for temporary, path in waiting:
            _name(temporary, path)
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    return [written for written, _ in planned]


def write_new(path: Path, data: bytes) -> None:
    """Write one file that must not be there yet. Raises: GenError E601, E602."""
    if path.exists():
        raise GenError("E602", file=path.name)
    temporary = _temporary(path, data)
    try:
        _name(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path, data: bytes, taken: set[Path]) -> Written:
    """Where the paper goes: its own name, or the first free one beside a file that differs."""
    target, n = path, 1
    while target in taken or target.exists():
        if target not in taken and _same(target, data):
            return Written(target, same=True)
        n += 1
        target = path.with_name(f"{path.stem} (ใหม่ {thai_digits(str(n))}){path.suffix}")
    return Written(target, kept=path if target != path else None)


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _temporary(path: Path, data: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".gen-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise unwritable(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":  # mkstemp makes the file the owner's alone; a paper is the office's
            temporary.chmod(0o666 & ~_umask())
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise unwritable(path, error) from None
    return temporary


def _name(temporary: Path, path: Path) -> None:
    """Give the finished file its name, but never over another one that came in the meantime."""
    try:
        try:
            os.link(temporary, path)  # fails when the name is taken; rename would overwrite
        except (AttributeError, OSError) as error:
            if isinstance(error, FileExistsError) or path.exists():
                raise FileExistsError from None
            os.rename(temporary, path)  # a share or card without hard links
    except FileExistsError:
        raise GenError("E602", file=path.name) from None
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> GenError:
    """Why a file cannot be written, in the clerk's words."""
    return GenError("E601", file=path.name, why=WHY.get(error.errno or 0, error.strerror or str(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
