"""Cases on the disk. A save is a new file of the next version, which nobody can write twice; so two programs may
save one case at the same time, and the second one merges what it has with what the first one wrote.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from .. import outbox
from ..errors import GenError
from ..source import Book, Head, book_of
from ..source.kept import BAD, MOST_BYTES, sheets_of
from .merge import Cells, Clash, Row, Rows, merge

FOLDER = "cases"
FORMAT = 1
ID = re.compile(r"[a-z0-9-]{1,40}")
FRESH = 30  # versions that are kept whatever they are; of older ones, the last of each sitting
SITTING = 1800  # seconds without a save that end a sitting


@dataclass(frozen=True)
class CaseFile:
    """One version of a case: raw texts by sheet, and by whom and when (ISO, local time) it was saved.

    `heads` are the headings that its cells stand under.
    """

    form: str
    id: str
    version: int
    by: str
    at: str
    cells: Cells
    heads: Mapping[str, Head]
    name: str = ""  # what the list of cases calls it

    @property
    def book(self) -> Book:
        """The case as the workbook that a clerk could have filled."""
        return book_of(self.name or self.id, self.heads, self.cells)


def find(root: Path, form: str, id: str) -> Path:
    """The folder of a case. Raises: GenError E950 unless the names are those of one."""
    folder = root / FOLDER / form / id
    if not (ID.fullmatch(id) and re.fullmatch(r"[a-z0-9_-]{1,60}", form) and folder.is_dir()):
        raise GenError("E950", id=id[:40])
    return folder


def listed(root: Path) -> Iterator[tuple[str, str]]:
    """The form and the id of every case."""
    for path in sorted((root / FOLDER).glob("*/*/case.json")):
        if ID.fullmatch(path.parent.name):
            yield path.parent.parent.name, path.parent.name


def create(
    root: Path, form: str, heads: Mapping[str, Head], cells: Cells, by: str, now: datetime, name: str = ""
) -> CaseFile:
    """A new case. Its id has the day and some letters, so that two made at once differ. Raises: GenError E601."""
    id = f"{now.year + 543}{now:%m%d}-{secrets.token_hex(3)}"
    of = CaseFile(form, id, 1, by, now.isoformat(timespec="seconds"), plain(cells, heads), heads, name)
    _write_new(root / FOLDER / form / id, of)
    return of


def read(root: Path, form: str, id: str, version: int = 0) -> CaseFile:
    """A case as it was saved last, or one version of it. Raises: GenError E950, E951."""
    folder = find(root, form, id)
    return _read(folder, _path_of(folder, version or _newest(folder)))


def versions(root: Path, form: str, id: str) -> list[CaseFile]:
    """The versions that can be read, the newest first; without their cells. Raises: GenError E950."""
    folder = find(root, form, id)
    found = []
    for path in reversed(_kept(folder)):
        with suppress(GenError):
            found.append(replace(_read(folder, path), cells={}))
    return found


def save(
    root: Path, of: CaseFile, cells: Cells, by: str, now: datetime, name: str | None = None
) -> tuple[CaseFile, list[Clash]]:
    """Save the cells of some sheets, changed since the version `of`; other sheets stay as they are.

    Out: the case as it is now, and the clashes with what was saved in between. With a clash nothing is written, and
    the case that is given has what both typed, and at the clashes what the other hand typed.
    Raises: GenError E950, E951, E601.
    """
    folder = find(root, of.form, of.id)
    mine = {**of.cells, **plain(cells, cells)}
    while True:
        last = _read(folder, _path_of(folder, _newest(folder)))
        merged, clashes = (mine, []) if last.version == of.version else merge(of.cells, mine, last.cells)
        called = last.name if name is None else name
        if clashes or (merged == last.cells and called == last.name):
            return replace(last, cells=merged), list(clashes)
        at = now.isoformat(timespec="seconds")
        new = replace(last, version=last.version + 1, by=by, at=at, cells=merged, name=called)
        try:
            _write_new(folder, new)
        except FileExistsError:  # somebody else saved meanwhile: once more, upon that
            continue
        _fold(folder)
        return new, []


def receive(root: Path, of: CaseFile, name: str, data: bytes) -> Path:
    """Keep a file that a clerk gave, as it came; never over another one. Raises: GenError E950, E601."""
    path = find(root, of.form, of.id) / "received" / outbox.file_name(name)
    return outbox.create_beside(path, data)


def received(root: Path, of: CaseFile, id: str) -> Path:
    """A file that a clerk gave, by its id. Raises: GenError E950, E953."""
    folder = find(root, of.form, of.id) / "received"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if received_id(path) == id:
            return path
    raise GenError("E953")


def received_id(path: Path) -> str:
    """The id of a received file, by which pages speak of it."""
    return hashlib.sha256(path.name.encode()).hexdigest()[:20]


# --- files


def plain(cells: Cells, sheets: Iterable[str]) -> dict[str, Rows]:
    """Cells without empty rows and cells at the ends, so that equal cases are equal."""
    return {sheet: _trimmed(cells.get(sheet, ())) for sheet in sheets}


def _trimmed(rows: Sequence[Sequence[str]]) -> Rows:
    short = [_shortened(row) for row in rows]
    while short and not short[-1]:
        short.pop()
    return tuple(short)


def _shortened(row: Sequence[str]) -> Row:
    cells = [text if text.strip() else "" for text in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _path_of(folder: Path, version: int) -> Path:
    return folder / "versions" / f"{version:06}.json"


def _kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("versions/[0-9]*.json"), key=lambda path: int(path.stem))


def _newest(folder: Path) -> int:
    kept = _kept(folder)
    if not kept:
        raise GenError("E951", id=folder.name)
    return int(kept[-1].stem)


def _read(folder: Path, path: Path) -> CaseFile:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError
        return _case_of(folder, json.loads(path.read_text("utf-8")))
    except (OSError, *BAD):
        raise GenError("E951", id=folder.name) from None


def _case_of(folder: Path, found: Any) -> CaseFile:
    heads, cells = sheets_of(found)
    return CaseFile(
        form=folder.parent.name,
        id=folder.name,
        version=int(found["version"]),
        by=str(found["by"]),
        at=str(found["at"]),
        cells=plain(cells, heads),
        heads=heads,
        name=str(found["name"]),
    )


def _written(of: CaseFile) -> bytes:
    kept: Mapping[str, Any] = {
        "format": FORMAT,
        "form": of.form,
        "name": of.name,
        "version": of.version,
        "by": of.by,
        "at": of.at,
        "sheets": {
            name: {"labels": head.labels, "headings": head.headings, "rows": of.cells.get(name, ())}
            for name, head in of.heads.items()
        },
    }
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def _write_new(folder: Path, of: CaseFile) -> None:
    """Write the next version, then the copy that commands read. Raises: FileExistsError; GenError E601."""
    data = _written(of)
    outbox.create(_path_of(folder, of.version), data)
    outbox.overwrite(folder / "case.json", data)


def _fold(folder: Path) -> None:
    """Take away old versions that are not the last of a sitting."""
    old = _kept(folder)[:-FRESH]
    seen = [(path, _read(folder, path)) for path in old[-FRESH:]]
    for (path, one), (_, after) in pairwise(seen):
        pause = datetime.fromisoformat(after.at) - datetime.fromisoformat(one.at)
        if one.by == after.by and pause.total_seconds() < SITTING:
            path.unlink(missing_ok=True)
