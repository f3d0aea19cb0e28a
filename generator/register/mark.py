"""The mark outside of the book: how far it had come, so that a book which is old, lost or another's is known as such.

Beside a book in SQLite, and in `out/.gen` of each office, every action of the log leaves a line: its place in the
chain, and which number is now in which state (no names, no subjects). A mark is written after the commit, so it never
says more than the book held; the last line of each file must still stand in the log of the book that is there now.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from ..errors import GenError
from . import chain, schema

Line = dict[str, Any]
HEX = 16  # digits of a hash
TAIL = 65536  # bytes of a file in which its highest line lies: those that wrote at once are not far apart
KINDS = {"series": str, "year": int, "number": int, "state": str}  # of what a line says of a number
FACTS = ("state", "circular")


def lines(path: Path, tail: int = 0) -> list[Line]:
    """The lines of a file since the last time that its book was accepted as it is; of a broken one, nothing."""
    try:
        with path.open("rb") as file:
            file.seek(-min(tail, file.seek(0, os.SEEK_END)) if tail else 0, os.SEEK_END if tail else os.SEEK_SET)
            data = file.read()
    except OSError:
        return []
    found: list[Line] = []
    for text in data.splitlines():
        with suppress(ValueError, RecursionError):
            line = json.loads(text)
            if isinstance(line, dict) and type(line.get("seq")) is int and isinstance(line.get("hash"), str):
                found = [line] if line.get("base") else [*found, line]
    return found


def append(paths: Iterable[Path], rows: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any] | None]) -> None:
    """Note rows of the log, and what then stood in the book, in every file that can be written."""
    said = [_line(row, after) for row, after in zip(rows, now, strict=True)]
    _write(paths, said)


def accept(paths: Iterable[Path], seq: int, last: str) -> None:
    """From here on the book that is there is the office's book. `last` is the hash of its row `seq`."""
    _write(paths, [{"seq": seq, "hash": last[:HEX], "base": True}])


def refuse_behind(connection: Connection, paths: Iterable[Path], where: str) -> None:
    """The log must hold all that the marks say. Raises: GenError E750 for an old book, E751 for another one."""
    end, _ = chain.end(connection)
    for path in paths:
        found = max(lines(path, TAIL), key=lambda line: line["seq"], default=None)
        if found is None or not found["seq"]:
            continue
        if found["seq"] > end:
            raise GenError("E750", where=where, end=end, known=found["seq"], what=what(found))
        here = connection.execute(select(schema.log.c.hash).where(schema.log.c.seq == found["seq"])).scalar()
        if not isinstance(here, str) or here[:HEX] != found["hash"]:
            raise GenError("E751", where=where, known=found["seq"], what=what(found))


def what(line: Mapping[str, Any]) -> str:
    """The book or number that a line is about, as messages name it."""
    number = f"{line['number']}/" if line.get("number") else ""
    return f"{line.get('series', '')} {number}{line.get('year', '')}".strip() or "-"


def _line(row: Mapping[str, Any], after: Mapping[str, Any] | None) -> Line:
    line = {"seq": row["seq"], "hash": row["hash"][:HEX], **{key: row[key] for key in ("action", "series", "year")}}
    if row["number"] is not None:
        day = (after or {}).get("day")
        facts = {key: after[key] for key in FACTS} if after else {"state": "free"}
        line |= {"number": row["number"], "day": day.isoformat() if day else "", **facts}
    return line


def _write(paths: Iterable[Path], said: Iterable[Line]) -> None:
    data = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in said).encode()
    for path in paths if data else ():
        with suppress(OSError):  # the book has it; a mark that is missing only knows less
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(path, "ab", opener=partial(os.open, mode=mode(path.parent))) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())


def mode(folder: Path) -> int:
    """The mode of a file for the office only: its user, and the group where that may write into the folder."""
    return 0o600 | (0o060 if folder.stat().st_mode & 0o020 else 0)


def numbers(paths: Iterable[Path]) -> Iterator[Line]:
    """The last line about each number in the files."""
    found: dict[tuple[str, int, int], Line] = {}
    for path in paths:
        for line in lines(path):
            if any(type(line.get(name)) is not kind for name, kind in KINDS.items()):
                continue
            key = line["series"], line["year"], line["number"]
            if key not in found or found[key]["seq"] <= line["seq"]:
                found[key] = line
    yield from found.values()
