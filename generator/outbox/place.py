"""Where a paper goes, by what stands there already: see the table in the package.

In: a path and the bytes of a new paper. Out: a `Written`, before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ..errors import GenError, Place, Problem, Problems
from ..paper import origin
from ..paper.origin import Origin
from . import files
from .files import numbered
from .journal import Desk, desk

NEW, SAME, REPLACED, BESIDE, ISSUED = "new", "same", "replaced", "beside", "issued"
IsVoid = Callable[[Origin], bool]


@dataclass(frozen=True)
class Written:
    """A paper that stands on the disk: `path`, and `kept` = the different file of that name that was left alone."""

    path: Path
    state: str = NEW
    kept: Path | None = None

    @property
    def same(self) -> bool:
        """It was there already, and was left as it is."""
        return self.state in (SAME, ISSUED)


def never(_: Origin) -> bool:
    """No number was voided."""
    return False


def write_all(
    papers: Iterable[tuple[Path, bytes]], folder: Path | None = None, is_void: IsVoid = never
) -> list[Written]:
    """Write all papers or none, each to a temporary file first; `folder` holds the journal (see `journal`).

    `is_void` says of an issued paper whether its number was voided. Raises: Problems E607 for every issued paper that
    would change; GenError E601, E608 to E610.
    """
    done: list[Written] = []
    refused: list[Problem] = []
    taken: set[Path] = set()
    with desk(folder) as waiting:
        for path, data in papers:
            was = None if path in taken else files.read(path)
            try:
                written, was = _place(path, data, was, taken, waiting, is_void)
            except GenError as error:
                refused += error.problems
                continue
            taken.add(written.path)
            done.append(written)
            if not written.same:
                waiting.put(written.path, data, was)
            if origin.read_item(data) is None:
                waiting.remember(written.path, data)
        if refused:
            raise Problems(refused)
        waiting.commit()
    return done


def write_new(path: Path, data: bytes) -> None:
    """Write one file that must not be there yet. Raises: GenError E601, E602."""
    if path.exists():
        raise GenError("E602", file=path.name)
    with desk(None) as waiting:
        waiting.put(path, data)
        try:
            waiting.commit()
        except GenError as error:
            raise (GenError("E602", file=path.name) if error.code == "E609" else error) from None


def _place(
    path: Path, data: bytes, was: bytes | None, taken: Collection[Path], waiting: Desk, is_void: IsVoid
) -> tuple[Written, bytes | None]:
    """Where the paper goes, and what stands there. Raises: GenError E607."""
    if path in taken:
        return _beside(path, data, taken, waiting, None)
    if was is None:
        return Written(path), None
    if was == data:
        return Written(path, SAME), was
    state = REPLACED if waiting.has_made(path, was) else state_of(was, data, is_void)
    if state == ISSUED and origin_data(was) != origin_data(data):
        old = origin.read(was)
        raise GenError("E607", Place(path.name), number=old[0].issued if old else "")
    return (Written(path, state), was) if state != BESIDE else _beside(path, data, taken, waiting, path)


def state_of(was: bytes, data: bytes, is_void: IsVoid = never) -> str:
    """What becomes of a file when its paper is made again."""
    old, new = origin.read(was), origin.read(data)
    if old is None or new is None or not old[0].is_same_case(new[0]):
        return BESIDE
    if old[0].issued and not is_void(old[0]):
        return ISSUED
    if old[1]:
        return BESIDE
    return SAME if (old[0].content, old[0].data) == (new[0].content, new[0].data) else REPLACED


def origin_data(data: bytes) -> object:
    found = origin.read(data)
    return found and found[0].data


def _beside(
    path: Path, data: bytes, taken: Collection[Path], waiting: Desk, kept: Path | None
) -> tuple[Written, bytes | None]:
    """The first name beside a kept file that is free, or that of an older new one that nobody has edited."""
    for n in count(2):
        target = numbered(path, n)
        if target in taken:
            continue
        was = files.read(target)
        if was is None or (was != data and (waiting.has_made(target, was) or state_of(was, data) == REPLACED)):
            return Written(target, BESIDE, kept), was
        if was == data or state_of(was, data) == SAME:
            return Written(target, SAME), was
    raise AssertionError  # `count` has no end
