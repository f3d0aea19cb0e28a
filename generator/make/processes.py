"""Papers made by several processes of this machine.

In: a maker, and chunks one by one. Out: what they became. A process writes its papers into the spool, a folder on the
disk where they go, so that only their names come back.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .. import outbox
from ..errors import GenError
from .maker import Maker, Papers
from .plan import Chunk

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

TRIES = 3  # times that a chunk is given to a worker, which the system may kill


class Processes:
    """Workers on this machine, each asked by a thread of its own through a pipe of its own.

    A pool of the standard library has one pipe for all, and hangs for ever when the system kills a worker that writes.
    """

    def __init__(self, maker: Maker, jobs: int, spool: Path | None) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._packed = pickle.dumps((maker, spool))
        self._threads = ThreadPoolExecutor(jobs)
        self._own = threading.local()
        self._hired: list[Worker] = []
        self._is_over = False
        for _ in range(jobs):  # now, while the first cases are read
            self._threads.submit(self._worker)

    def submit(self, chunk: Chunk) -> Future[Papers]:
        return self._threads.submit(self._made, chunk)

    def dismiss(self) -> None:
        self._is_over = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._hired:
            worker.dismiss()
        self._threads.shutdown()

    def _made(self, chunk: Chunk) -> Papers:
        """What a chunk became, by the worker of this thread. Raises: GenError E624 when workers die time and again."""
        for _ in range(TRIES):
            try:
                return self._worker().made(chunk)
            except (EOFError, OSError):
                self._own.worker = None
            if self._is_over:
                break
        raise GenError("E624")

    def _worker(self) -> Worker:
        found: Worker | None = getattr(self._own, "worker", None)
        if found is None:
            found = self._own.worker = Worker(self._packed)
            self._hired.append(found)
        return found


class Worker:
    """A process that makes papers until it is dismissed, or the one who asks is gone."""

    def __init__(self, packed: bytes) -> None:
        from multiprocessing import get_context

        fresh = get_context("spawn")
        self._pipe, theirs = fresh.Pipe()
        self._process = fresh.Process(target=_serve, args=(theirs, packed), daemon=True)
        with _undisturbed():
            self._process.start()
        theirs.close()

    def made(self, chunk: Chunk) -> Papers:
        """Raises: GenError that was raised there; EOFError or OSError when the process has died."""
        self._pipe.send(chunk)
        found = self._pipe.recv()
        if isinstance(found, GenError):
            raise found
        return cast(Papers, found)

    def dismiss(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, packed: bytes) -> None:
    """The work of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop stops the workers
    maker, spool = pickle.loads(packed)
    with suppress(EOFError, OSError):
        for n in count():
            chunk = pipe.recv()
            pipe.send(_answer(maker, chunk, spool / f"{os.getpid()}-{n}" if spool else None))


def _answer(maker: Maker, chunk: Chunk, folder: Path | None) -> Papers | GenError:
    try:
        made = maker.made(chunk)
        return spooled(made, folder) if folder else made
    except GenError as error:
        return error
    except Exception as error:  # ours, and not to be taken for a process that died
        return GenError("E900", why=f"{type(error).__name__}: {error}")


def spooled(made: Papers, folder: Path) -> Papers:
    """The papers as files in a new folder, down to the disk. Raises: GenError E601."""
    kept = []
    for n, output in enumerate(made.outputs):
        outbox.write_file(folder / str(n), output.path, output.read())
        kept.append(output._replace(data=folder / str(n)))
    return replace(made, outputs=kept)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A process that is begun here has Ctrl+C blocked: it does not die half loaded, with words of its own."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # which would unblock it when a first process begins it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
