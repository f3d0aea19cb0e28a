"""Where a paper goes, by what stands there already: see the table in the package.

In: a path and the bytes of a new paper. Out: a `Written`, before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ..errors import GenError, Place, Problem, Problems
from ..paper import origin
from ..paper.origin import Origin
from . import files
from .files import numbered
from .journal import Desk, desk
from .packedlist import Shelf

NEW, SAME, REPLACED, BESIDE, ISSUED = "new", "same", "replaced", "beside", "issued"
IsVoid = Callable[[Origin], bool]
EACH = 500  # papers of a batch after which it is marked how far it is


class Output(NamedTuple):
    """A new paper, and the path that it would have; a `known` one says in itself what it was made from.

    Its bytes may lie in a file of the spool.
    """

    path: Path
    data: bytes | Path
    known: bool = False

    def read(self) -> bytes:
        return self.data.read_bytes() if isinstance(self.data, Path) else self.data


class Taken:
    """The paths of a run, by 64 bits of each: were two of them ever alike, one paper would stand beside its name."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._marks = {hash(str(path)) for path in paths}

    def add(self, path: Path) -> None:
        self._marks.add(hash(str(path)))

    def __contains__(self, path: Path) -> bool:
        return hash(str(path)) in self._marks


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
) -> Sequence[Written]:
    """Write all papers or none, each to a temporary file first; `folder` holds the journal (see `journal`).

    `is_void` says of an issued paper whether its number was voided. Raises: Problems E607 for every issued paper that
    would change; GenError E601, E608 to E610.
    """
    return write_batch("", lambda done: (Output(*paper) for paper in papers), folder, is_void)


def write_batch(
    batch: str,
    papers: Callable[[int], Iterable[Output]],
    folder: Path | None,
    is_void: IsVoid = never,
    look: Callable[[], None] = lambda: None,
) -> Sequence[Written]:
    """As `write_all`, and where a run of the same `batch` was stopped, go on with it.

    `batch` names all that the papers depend on; `papers(done)` are those after so many, always in the same order.
    `look` is asked while another run is waited for, and may raise.
    """
    refused: list[Problem] = []
    with desk(folder, batch=batch, look=look) as waiting:
        done = Shelf(_written(line) for line in waiting.said)
        taken = Taken(written.path for written in done)
        for n, paper in enumerate(papers(waiting.done), waiting.done + 1):
            was = None if paper.path in taken else files.read(paper.path)
            try:
                written, was = _place(paper, was, taken, waiting, is_void)
            except GenError as error:
                refused += error.problems
                continue
            taken.add(written.path)
            done.append(written)
            if written.same:
                waiting.tell(_line(written))
            else:
                waiting.put(written.path, paper.data, was, said=_line(written))
            if not paper.known:
                waiting.remember(written.path, paper.read())
            if batch and not n % EACH and not refused:
                waiting.mark(n)
        if refused:
            raise Problems(refused)
        waiting.commit()
    return done


def _line(written: Written) -> dict[str, str]:
    return {"path": str(written.path), "state": written.state, "kept": str(written.kept or "")}


def _written(line: dict[str, str]) -> Written:
    return Written(Path(line["path"]), line["state"], Path(line["kept"]) if line["kept"] else None)


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
    paper: Output, was: bytes | None, taken: Taken, waiting: Desk, is_void: IsVoid
) -> tuple[Written, bytes | None]:
    """Where the paper goes, and what stands there. Raises: GenError E607."""
    path = paper.path
    if path in taken:
        return _beside(path, paper.read(), taken, waiting, None)
    if was is None:
        return Written(path), None
    data = paper.read()
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
    path: Path, data: bytes, taken: Taken, waiting: Desk, kept: Path | None
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
