"""Names of files as they come from outside."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from ..errors import GenError, refusal

USELESS = (errno.ENAMETOOLONG, errno.ELOOP)


def refuse_useless(path: Path) -> None:
    """A name must be text (one of an old zip is bytes of TIS-620), and be of a file or a folder, or of nothing yet.

    Reading a device or a pipe would never end. Raises: GenError E312, E313.
    """
    if any("\ud800" <= letter <= "\udfff" for letter in str(path)):
        raise GenError("E312", file="/".join(map(_said, os.fsencode(path).split(b"/"))))
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno in USELESS:
            raise GenError("E313", file=path.name, why=refusal(error)) from None
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise GenError("E313", file=path.name, why="เป็นอุปกรณ์ ไม่ใช่ไฟล์")


def _said(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp874", "replace")
