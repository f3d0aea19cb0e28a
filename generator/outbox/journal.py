"""All files of a run or none, also when the run is killed: temporary files, and a journal of what becomes of them.

    put ─ put ─ put ─▶ commit ─▶ every file gets its name ─▶ the journal goes
     a run that dies here    │    a run that dies here: the next one gives the names
     leaves nothing          │

A `batch` that dies before `commit` leaves what it has written up to its last `mark`; the same batch goes on from there,
and any other run clears it away.

`<folder>/.gen/lock` lets one run write at a time: it falls with the process, so that a journal which lies there while
we hold it belongs to a run that died. Notes are words of the caller's that live and die with the files (`issue` writes
the papers that take numbers); a journal with notes stays until the caller has seen them and calls `forget`.
`<folder>/.gen/made.jsonl` remembers the files that cannot say what they were made from (lists, sets to print).
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from ..errors import GenError, unwritable
from ..turns import Late, turn
from ..watch import Stopped
from . import files, lines
from .files import numbered
from .lines import Line, lines_of
from .packedlist import Shelf

PLACE = ".gen"
MADE = "made.jsonl"
EVERY = "*"  # any batch
WAIT = 30.0  # seconds that another run is waited for
WRITERS = 4  # files written down to the disk at a time: what waits for it is ten times as quick as one by one
PENDING = 8  # lots that may wait to be written
LOT = 8  # files that a writer is given at a time: handing one over costs as much as writing it
LARGE = 2**20  # bytes that are enough for a lot


@dataclass(frozen=True)
class Left:
    """What a run that died had in hand: its notes, and of each whether its file is there."""

    journal: Path
    notes: Mapping[str, bool]

    def forget(self) -> None:
        """The caller has put its own house in order."""
        self.journal.unlink(missing_ok=True)


class Desk:
    """One run's files that wait for their names. Made by `desk`.

    `done` says how many papers of the same batch an earlier run had finished, `said` what it said of them.
    """

    def __init__(self, folder: Path | None, left: tuple[Left, ...] = (), batch: str = "") -> None:
        self.left = left
        self.said: tuple[Line, ...] = ()
        self.done = 0
        self._folder = folder
        self._prefix = os.path.join(folder, "") if folder else ""
        self._token = uuid4().hex[:12]
        self._journal = folder / PLACE / f"run-{self._token}.jsonl" if folder else None
        self._lines: BinaryIO | None = None
        self._waiting: Shelf[Line] = Shelf()
        self._writers = ThreadPoolExecutor(WRITERS)
        self._pending: deque[Future[None]] = deque()
        self._lot: list[files.Waiting] = []
        self._noted = self._keeps = self.is_committed = False
        made = lines_of(folder / PLACE / MADE) if folder else ()
        self._made = {(line["path"], line["hash"]) for line in made if line.keys() >= {"path", "hash"}}
        if batch:
            self._say({"batch": batch})

    def go_on(self, journal: Path) -> None:
        """Take over what an earlier run of the batch has left in its journal."""
        found = lines_of(journal)
        whole = max(n for n, line in enumerate(found) if "whole" in line)
        for line in found[whole:]:
            if "temporary" in line:
                _remove(self._text(line["temporary"]))
        self.done = found[whole]["whole"]
        self.said = tuple(line["said"] for line in found[:whole] if "said" in line)
        self._waiting = Shelf(line for line in found[:whole] if "temporary" in line)
        for line in found[1:whole]:  # the first names the batch, as ours has
            self._say(line)
        self._say({"whole": self.done}, sync=True)
        journal.unlink()

    def note(self, *notes: str) -> None:
        """Say what depends on this run, before it begins."""
        self._noted = True
        self._say({"notes": notes}, sync=True)

    def has_made(self, path: Path, data: bytes) -> bool:
        """Whether a run wrote just these bytes there: nobody has edited them."""
        return (self._said(path), hashlib.sha256(data).hexdigest()) in self._made

    def remember(self, path: Path, data: bytes) -> None:
        """Keep in mind that a run wrote these bytes there."""
        said = self._said(path), hashlib.sha256(data).hexdigest()
        if self._folder and said not in self._made:
            self._made.add(said)
            path = self._folder / PLACE / MADE
            with files.writing(path), path.open("ab") as file:
                lines.write(file, {"path": said[0], "hash": said[1]})

    def put(
        self, path: Path, data: bytes | Path, was: bytes | None = None, note: str = "", said: Line | None = None
    ) -> None:
        """Write a file that gets its name at `commit`, over what stands there now (`was`); `data` may be a finished
        file in the spool, which is taken. Raises: GenError E601, for this file or one before it."""
        name, place = f".gen-{self._token}-{len(self._waiting)}.tmp", self._said(path)
        folder, slash, _ = place.rpartition("/")
        before = "" if was is None else hashlib.sha256(was).hexdigest()
        line = {"temporary": f"{folder}{slash}{name}", "path": place, "was": before, "note": note}
        self._waiting.append(line)
        self._say({**line, "said": said} if said else line)
        if isinstance(data, Path):
            files.take(data, path.with_name(name), path)
            return
        temporary = os.path.join(os.path.dirname(path), name)
        self._lot.append(files.Waiting(temporary, path, data, was is not None))
        if len(self._lot) == LOT or sum(len(file.data) for file in self._lot) > LARGE:
            self._send()
            self._written(PENDING)

    def tell(self, said: Line) -> None:
        """Say something of a paper that is not written; it comes back in `said` when the batch goes on."""
        self._say({"said": said})

    def mark(self, done: int) -> None:
        """So many papers of the batch are finished, and their files are on the disk. Raises: GenError E601."""
        self._send()
        self._written()
        self._say({"whole": done}, sync=True)
        self.done = done

    def commit(self) -> None:
        """Give all files their names. Raises: GenError E601, E609 and then nothing happened; E610 when it must go on
        with the next run."""
        self._send()
        self._written()
        for line in self._waiting:
            if line["was"] or os.path.lexists(self._text(line["path"])):
                _refuse_changed(self._path(line["path"]), line["was"])
        self._say({"commit": True}, sync=True)
        self.is_committed = True
        _finish(self._waiting, self._text, self._say)

    def close(self) -> None:
        """Leave no trace, unless something is left for the next run."""
        self._writers.shutdown(cancel_futures=True)
        if not self.is_committed and not (self._keeps and self.done):
            for line in self._waiting:
                _remove(self._text(line["temporary"]))
        if self._lines:
            with suppress(OSError):  # what a full disk did not take is tried once more at the end
                self._lines.close()
        if self._journal and not self._noted and not any(self._temporary_left()):
            self._journal.unlink(missing_ok=True)

    def keep(self) -> None:
        """The run was stopped: what is finished of a batch is left for the next one."""
        self._keeps = True

    def forget(self) -> None:
        """The caller has seen to its notes."""
        self._noted = False

    def _temporary_left(self) -> Iterator[bool]:
        return (os.path.exists(self._text(line["temporary"])) for line in self._waiting)

    def _send(self) -> None:
        """Give the lot to a writer."""
        if self._lot:
            lot, self._lot = self._lot, []
            self._pending.append(self._writers.submit(files.write_all, lot))

    def _written(self, most: int = 0) -> None:
        """Wait until no more than so many lots are left to be written. Raises: GenError E601."""
        while len(self._pending) > most:
            self._pending.popleft().result()

    def _say(self, line: Line, sync: bool = False) -> None:
        if self._journal:
            with files.writing(self._journal):
                self._lines = self._lines or self._journal.open("ab")
                lines.write(self._lines, line, sync)

    def _said(self, path: Path) -> str:
        said = os.fspath(path)
        if self._folder and said.startswith(self._prefix) and ".." not in path.parts:
            return path.as_posix()[len(self._prefix) :]
        return _relative(path, self._folder) if self._folder else said

    def _path(self, said: str) -> Path:
        return Path(self._text(said))

    def _text(self, said: str) -> str:
        """A path of the journal; as text, for what every file of thousands goes through."""
        if self._folder is None:
            return said
        return str(_absolute(said, self._folder)) if said.startswith("..") else os.path.join(self._prefix, said)


@contextmanager
def desk(
    folder: Path | None,
    wait: float = WAIT,
    batch: str = "",
    spared: str = "",
    look: Callable[[], None] = lambda: None,
) -> Iterator[Desk]:
    """The one run that writes papers of an office: first it ends what runs that died had begun.

    Others are waited for, those of this process in their order; `look` is asked meanwhile, and may raise.

    `batch` names what is to be written by all that it depends on: if a run of it died, this one goes on with it.
    One that is `spared`, or `EVERY` one, is left as it lies.
    Without a folder there is no journal, for files that nobody else writes. Raises: GenError E601, E608, E610.
    """
    if folder is None:
        made = Desk(None)
        try:
            yield made
        finally:
            made.close()
        return
    with _turn(folder, wait, look), _alone(folder, wait):
        shutil.rmtree(spool(folder), ignore_errors=True)
        begun = list(_begun(folder, batch or spared))
        made = Desk(folder, tuple(_left(folder, begun)), batch)
        try:
            if begun and batch:
                made.go_on(begun[0])
            yield made
        except (KeyboardInterrupt, Stopped):
            made.keep()
            raise
        finally:
            made.close()
            shutil.rmtree(spool(folder), ignore_errors=True)


def spool(folder: Path) -> Path:
    """Where helpers of the run that writes put their files, to be taken by `put`; what a dead run left is removed."""
    return folder / PLACE / "spool"


def unfinished(folder: Path, noted: bool = False) -> bool:
    """Whether a run died, or is still at work; `noted`: one on which something else depends."""
    return any(not noted or _is_noted(journal) for journal in (folder / PLACE).glob("run-*.jsonl"))


def _is_noted(journal: Path) -> bool:
    with suppress(OSError), journal.open("rb") as file:
        return b'"notes"' in file.readline()
    return False


@contextmanager
def _turn(folder: Path, wait: float, look: Callable[[], None]) -> Iterator[None]:
    """Be the only thread of this process that writes there. Raises: GenError E608."""
    try:
        with turn(("outbox", folder.resolve()), wait, look):
            yield
    except Late:
        raise GenError("E608") from None


@contextmanager
def _alone(folder: Path, wait: float) -> Iterator[None]:
    """Hold the lock, which falls with the process; SQLite's locks hold on every system, and on most shares."""
    import sqlite3

    path = folder / PLACE / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.keep_private(path.parent)
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise unwritable(path.parent, _as_os_error(error)) from None
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise GenError("E608") from None
            raise unwritable(path, _as_os_error(error)) from None
        yield
    finally:
        connection.close()


def _as_os_error(error: Exception) -> OSError:
    if isinstance(error, OSError):
        return error
    return OSError(0, "ไฟล์เสีย ลบไฟล์นี้ได้") if "not a database" in str(error) else OSError(errno.EACCES, "")


def _begun(folder: Path, batch: str) -> Iterator[Path]:
    """The journals of runs of this batch that died before their commit, with something finished."""
    for journal in sorted((folder / PLACE).glob("run-*.jsonl")) if batch else ():
        found = lines_of(journal)
        known = {key for line in found for key in line}
        said = found[0].get("batch") if found else None
        if said and batch in (said, EVERY) and "whole" in known and "commit" not in known:
            yield journal


def _left(folder: Path, begun: Collection[Path]) -> Iterator[Left]:
    """End what runs that died had begun, but for some; those with notes are told."""
    for journal in sorted((folder / PLACE).glob("run-*.jsonl")):
        if journal in begun:
            continue
        found = lines_of(journal)
        waiting = [line for line in found if "temporary" in line]
        if any("commit" in line for line in found):
            dropped = {line["dropped"] for line in found if "dropped" in line}
            here = [line for line in waiting if _absolute(line["temporary"], folder).exists()]

            def say(line: Line, journal: Path = journal, dropped: set[str] = dropped) -> None:
                dropped.add(line["dropped"])
                with files.writing(journal), journal.open("ab") as file:
                    lines.write(file, line, sync=True)

            _finish(here, lambda said: str(_absolute(said, folder)), say)
            done = {line["note"] for line in waiting if line["temporary"] not in dropped}
        else:
            done = set()
            for line in waiting:
                _remove(str(_absolute(line["temporary"], folder)))
        notes = {note: note in done for line in found for note in line.get("notes", ())}
        if notes:
            yield Left(journal, notes)
        else:
            journal.unlink()


def _finish(waiting: Iterable[Line], place_of: Callable[[str], str], say: Callable[[Line], None]) -> None:
    """Give every finished file its name, whatever has come in between; a clerk's edit is never written over.

    Raises: GenError E610.
    """
    stuck: list[GenError] = []
    folders = set()
    for line in waiting:
        temporary, path = place_of(line["temporary"]), place_of(line["path"])
        folders.add(os.path.dirname(path))
        if not line["was"] and files.name_free(temporary, path):
            continue
        try:
            _name(Path(temporary), Path(path), line, say)
        except GenError as error:
            stuck.append(GenError("E610", file=Path(path).name, why=error.problems[0].text))
    files.sync_folders(set(map(Path, folders)))
    if stuck:
        raise stuck[0]


def _name(temporary: Path, path: Path, line: Line, say: Callable[[Line], None]) -> None:
    """Give one file its name. Where something else stands there now, a file with a note is dropped, another goes
    beside it."""
    stands = files.hash_of(path)
    if stands and stands == line["was"]:
        files.name_over(temporary, path)
    elif not stands and not line["was"]:
        with suppress(FileExistsError):
            files.name_new(temporary, path)
            return
        _name_beside(temporary, path)
    elif stands == files.hash_of(temporary):  # the run died between giving the name and taking the old one away
        temporary.unlink()
    elif line["note"]:
        say({"dropped": line["temporary"]})
        temporary.unlink()
    else:
        _name_beside(temporary, path)


def _name_beside(temporary: Path, path: Path) -> None:
    """The first free name beside a file that somebody else put there."""
    for n in range(2, 10_000):
        with suppress(FileExistsError):
            files.name_new(temporary, numbered(path, n))
            return


def _remove(temporary: str) -> None:
    with suppress(OSError):  # what cannot be removed is hidden, and no paper
        os.unlink(temporary)


def _refuse_changed(path: Path, was: str) -> None:
    """Nobody may have written the file since we read it. Raises: GenError E601, E609."""
    if was:
        files.refuse_open(path)
    if files.hash_of(path) != was:
        raise GenError("E609", file=path.name)


def _relative(path: Path, folder: Path) -> str:
    """A path as seen from the folder, where both lie on one drive: a share has another letter on the next machine."""
    with suppress(ValueError):
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    return str(path.resolve())


def _absolute(said: str, folder: Path) -> Path:
    return folder.resolve() / said
