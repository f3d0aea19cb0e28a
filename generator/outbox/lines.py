"""The lines of a journal, each an object of JSON; those that no run of ours can have written say nothing."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from . import files

Line = dict[str, Any]
TEMPORARY = re.compile(r"\.gen-[0-9a-f]{12}-\d+\.tmp")
TEXTS = {"batch", "temporary", "path", "was", "note", "hash", "dropped"}
SAID = {"path", "state", "kept"}  # of a paper
_JSON = json.JSONEncoder(ensure_ascii=False).encode


def write(file: BinaryIO, line: Line, sync: bool = False) -> None:
    """Add a line to a journal, and make it last where what follows depends on it. Raises: OSError."""
    file.write(f"{_JSON(line)}\n".encode())
    file.flush()
    if sync:
        os.fsync(file.fileno())


def lines_of(journal: Path) -> list[Line]:
    """The lines of a journal; one that its run did not finish writing is the last and says nothing."""
    found = []
    for text in (files.read(journal) or b"").splitlines():
        with suppress(ValueError, RecursionError):
            if _is_ours(line := json.loads(text)):
                found.append(line)
    return found


def _is_ours(line: Any) -> bool:
    """A journal lies where others may write: it may not have us remove or rename any file but a temporary one of ours,
    nor that to another folder."""
    if not isinstance(line, dict):
        return False
    said, notes = line.get("said", dict.fromkeys(SAID, "")), line.get("notes", [])
    if not isinstance(said, dict) or not said.keys() >= SAID or not isinstance(notes, list):
        return False
    if not isinstance(line.get("whole", 0), int):
        return False
    texts = (*(line[key] for key in TEXTS & line.keys()), *said.values(), *notes)
    if not all(isinstance(text, str) and "\0" not in text for text in texts):
        return False
    if "temporary" not in line:
        return True
    here, there = Path(line["temporary"]), Path(line.get("path", ""))
    named = TEMPORARY.fullmatch(here.name) is not None and here.parent == there.parent
    return named and line.keys() >= {"path", "was", "note"}
