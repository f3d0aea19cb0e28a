"""A workbook that comes back into the case that it belongs to.

In: a file, and a kept case. Out: what both say, put together by sheet and row; where they differ both are shown, and
nothing is written until a person has chosen. A workbook that was downloaded from the case says from which version of
it; of any other all that differs is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .. import casefile, source
from ..casefile import CaseFile, Cells, Clash
from ..errors import GenError
from ..form import Form, load
from ..office import Office
from ..source import Head
from .cases import as_planned, cells_of

__all__ = ["Upload", "compare", "stamped", "take", "take_chosen"]


@dataclass(frozen=True)
class Upload:
    """A file beside its case: its `id` in the case, the `version` that it was held against, and what differs."""

    id: str
    version: int
    heads: Mapping[str, Head]
    differences: tuple[Clash, ...]


def take(office: Office, form: str, id: str, path: Path, now: datetime) -> Upload:
    """Keep a file with its case, and put both together where nothing differs that a person must choose.

    Raises: GenError E301 to E311, E401, E950, E951, E601; Problems of a workbook of another work.
    """
    of, last = _open(office, form, id)
    merged, differences = _beside(office, of, last, path)
    kept = casefile.receive(office.root, last, path.name, path.read_bytes())
    if not differences:
        casefile.save(office.root, last, merged, office.user, now)
    return Upload(casefile.received_id(kept), last.version, last.heads, tuple(differences))


def compare(office: Office, form: str, id: str, received: str) -> Upload:
    """What differs between a kept file and its case as it is now. Raises: as `take`; GenError E953."""
    of, last = _open(office, form, id)
    _, differences = _beside(office, of, last, casefile.received(office.root, last, received))
    return Upload(received, last.version, last.heads, tuple(differences))


def take_chosen(
    office: Office, form: str, id: str, received: str, version: int, chosen: Collection[int], now: datetime
) -> bool:
    """Put a kept file and its case together: the file's side of the differences that were chosen (from 0).

    False when the case was changed since `version`: then nothing is written. Raises: as `compare`.
    """
    of, last = _open(office, form, id)
    merged, differences = _beside(office, of, last, casefile.received(office.root, last, received))
    if last.version != version:
        return False
    mine = {n for n in chosen if 0 <= n < len(differences)}
    cells = casefile.settled(merged, differences, mine)
    saved, clashes = casefile.save(office.root, last, cells, office.user, now)
    return not clashes and saved.version >= version


def stamped(office: Office, form: str, path: Path) -> str:
    """The id of the kept case that a workbook was downloaded from; "" for any other file."""
    found = source.read(path)
    id, _ = _stamp(found)
    try:
        casefile.find(office.root, form, id)
    except GenError:
        return ""
    return id


def _open(office: Office, form: str, id: str) -> tuple[Form, CaseFile]:
    of = load(office.forms, form)
    return of, as_planned(of, office, casefile.read(office.root, form, id))


def _beside(office: Office, form: Form, last: CaseFile, path: Path) -> tuple[Cells, list[Clash]]:
    """The cells of both, with the case's where they differ; and what differs."""
    given = cells_of(form, office, path)
    mine = casefile.plain(given, given)
    base = _base(office, form, last, path)
    if base is not None:
        return casefile.merge(base.cells, {**base.cells, **mine}, last.cells)
    if not any(last.cells.values()):
        return {**last.cells, **mine}, []
    return last.cells, casefile.differ(last.cells, mine)


def _base(office: Office, form: Form, last: CaseFile, path: Path) -> CaseFile | None:
    """The version of the case that a workbook was downloaded from, if it is still kept."""
    id, version = _stamp(source.read(path))
    if id != last.id or not version:
        return None
    try:
        return as_planned(form, office, casefile.read(office.root, form.name, id, version))
    except (GenError, OSError):  # folded away since
        return None


def _stamp(found: source.Book | source.Tree) -> tuple[str, int]:
    """The id and the version that a workbook bears; "" and 0 without them."""
    words = found.stamp.split() if isinstance(found, source.Book) else []
    return (words[1], int(words[2])) if len(words) == 3 and words[2].isdecimal() else ("", 0)
