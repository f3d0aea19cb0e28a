"""Names of files as they come from outside."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import GenError


def refuse_unnamed(path: Path) -> None:
    """A name must be text: one of an old zip is bytes of TIS-620. Raises: GenError E312."""
    if any("\ud800" <= letter <= "\udfff" for letter in str(path)):
        raise GenError("E312", file="/".join(map(_said, os.fsencode(path).split(b"/"))))


def _said(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp874", "replace")
