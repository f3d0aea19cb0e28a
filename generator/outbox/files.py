"""Files on the disk: names that every system can hold, temporary files, and why one cannot be written."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ..errors import unwritable
from ..thai import thai_digits

LONGEST = 80  # characters of a file's name: Thai takes 3 bytes each, and Linux holds 255 bytes
MOST_BYTES = 250
TOGETHER = "รวม"  # in brackets in the name of a file that holds all papers of a set
# Windows keeps these for devices, whatever follows their first full stop.
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))")
FRESH = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
PATIENCE = (0.05, 0.2, 0.5, 1.0)  # seconds: a virus scanner holds a new file on Windows for a moment


def file_name(text: str) -> str:
    """A name for a file, without what Windows, macOS or Linux forbid; `/` of a number becomes `-`.

    A long one ends at a word, so that no number or name is cut short.
    """
    text = re.sub(r"[\\/]", "-", text)
    text = re.sub(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]', "", text)
    text = " ".join(text.split())
    if len(text) > LONGEST:
        words = text[: LONGEST + 1].rpartition(" ")[0]
        text = words if len(words) > LONGEST // 2 else text[:LONGEST]
    text = text.strip(" .-")
    return RESERVED.sub(r"\1_", text) or "เอกสาร"  # Windows looks at what stands before the first full stop


def numbered(path: Path, n: int) -> Path:
    """The name beside a file that is kept: `… (ใหม่ ๒).docx`; a long one is cut so far that systems hold it."""
    stem, tail = path.stem, f" (ใหม่ {thai_digits(str(n))}){path.suffix}"
    while len(f"{stem}{tail}".encode()) > MOST_BYTES:
        stem = stem[:-1]
    return path.with_name(f"{stem.rstrip()}{tail}")


def is_together(path: Path) -> bool:
    """Whether a file holds all papers of a set, made to be printed instead of the single ones."""
    return re.search(rf"\({TOGETHER}(?: [๐-๙]+)?\)\.docx$", path.name) is not None


def read(path: Path) -> bytes | None:
    """What stands in a file; None if there is none. Raises: GenError E601 where something is there that is no file."""
    if not os.path.lexists(path):  # asked of every new paper, and quicker than an error
        return None
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        raise unwritable(path, error) from None


def hash_of(path: Path) -> str:
    """The SHA-256 of a file; "" if there is none."""
    data = read(path)
    return "" if data is None else hashlib.sha256(data).hexdigest()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say why a file cannot be written. Raises: GenError E601."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from None


class Waiting(NamedTuple):
    """A file to be written under a temporary name beside `path`, which `stands` there already or does not."""

    temporary: str
    path: Path
    data: bytes
    stands: bool


def write(temporary: Path, path: Path, data: bytes) -> None:
    """Write a temporary file beside `path`, down to the disk; it may be read as the file that it will replace."""
    write_all([Waiting(os.fspath(temporary), path, data, True)])


def write_all(files: Iterable[Waiting]) -> None:
    """Write temporary files, each down to the disk. Raises: GenError E601."""
    for file in files:
        try:
            _write(file.temporary, file.data)
            if file.stands:
                _like(Path(file.temporary), file.path)
        except OSError as error:
            with suppress(OSError):
                os.unlink(file.temporary)
            raise unwritable(file.path, error) from None


def _write(temporary: str, data: bytes) -> None:
    """By the calls of the system alone: a file object costs as much as they do."""
    handle = _new(temporary)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def create(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet. Raises: FileExistsError; GenError E601."""
    temporary = path.with_name(f".{uuid.uuid4().hex}")
    write(temporary, path, data)
    try:
        name_new(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def create_beside(path: Path, data: bytes) -> Path:
    """Write a file under its name, or the next free one beside it; the name it got. Raises: GenError E601."""
    n, free = 1, path
    while True:
        try:
            create(free, data)
            return free
        except FileExistsError:
            n += 1
            free = numbered(path, n)


def free_name(path: Path) -> Path:
    """The name, or the next one beside it that no file has."""
    n, free = 1, path
    while os.path.lexists(free):
        n += 1
        free = numbered(path, n)
    return free


def overwrite(path: Path, data: bytes) -> None:
    """Write a file whole in place of the one of that name, or leave that one. Raises: GenError E601."""
    temporary = path.with_name(f".{uuid.uuid4().hex}")  # of its own: others may write the same file now
    write(temporary, path, data)
    try:
        name_over(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def take(finished: Path, temporary: Path, path: Path) -> None:
    """Make a finished file of the same disk the temporary one beside `path`. Raises: GenError E601."""
    with writing(path):
        temporary.parent.mkdir(parents=True, exist_ok=True)
        os.replace(finished, temporary)
        _like(temporary, path)


def _new(temporary: str) -> int:
    try:
        return os.open(temporary, FRESH, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(temporary), exist_ok=True)
        return os.open(temporary, FRESH, 0o666)


def _like(temporary: Path, path: Path) -> None:
    if os.name == "posix" and path.exists():
        shutil.copymode(path, temporary)


def keep_private(folder: Path) -> None:
    """Let only the office look into a folder: its user, and the group that may write there."""
    if os.name == "posix" and (now := folder.stat().st_mode) & 0o007:
        with suppress(OSError):  # somebody else's
            folder.chmod(now & (0o770 if now & 0o020 else 0o700))


def name_free(temporary: str, path: str) -> bool:
    """Give the finished file its name as nearly all get theirs; whether that is done, or is to be looked into."""
    try:
        os.link(temporary, path)
        os.unlink(temporary)
    except (AttributeError, OSError):
        return False
    return True


def name_new(temporary: Path, path: Path) -> None:
    """Give the finished file its name, but never over another one. Raises: FileExistsError, GenError E601."""
    try:
        os.link(temporary, path)  # fails when the name is taken; rename would overwrite
    except (AttributeError, OSError) as error:
        if isinstance(error, FileExistsError) or path.exists():
            raise FileExistsError from None
        _rename(temporary, path)  # a share or card without hard links
    else:
        temporary.unlink()


def name_over(temporary: Path, path: Path) -> None:
    """Let the finished file replace the one of that name at once. Raises: GenError E601."""
    _rename(temporary, path)


def _rename(temporary: Path, path: Path) -> None:
    for pause in (*PATIENCE, None):
        try:
            os.replace(temporary, path)
            return
        except OSError as error:
            if pause is None or not isinstance(error, PermissionError) or os.name != "nt":
                raise unwritable(path, error) from None
            time.sleep(pause)


def refuse_open(path: Path) -> None:
    """Word on Windows lets nobody replace a file that it has open. Raises: GenError E601."""
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        raise unwritable(path, error) from None


def sync_folders(paths: set[Path]) -> None:
    """Make the new names in these folders last (POSIX; Windows does so by itself)."""
    if os.name != "posix":
        return
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError:  # a file system that cannot
            pass
        finally:
            os.close(handle)
