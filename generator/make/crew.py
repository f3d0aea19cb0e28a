"""Who makes the papers: this process, several processes of this machine, or the workers of a Dask cluster.

In: a maker and the items of a plan. Out: what each of them became, in their order; a few are asked for ahead, and never
more, so that thirty thousand papers need the room of some hundred. The maker travels to each worker once.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ..errors import GenError
from .maker import Maker, Papers
from .plan import Chunk, Item, Set

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

Crew = Callable[[Maker, Iterable[Item]], Iterator[Papers]]
AHEAD = 3  # chunks of each worker that are asked for before the first of them is taken
TRIES = 3  # times that a chunk is given to workers, of which the system may kill one


def crew(jobs: int = 1, dask: str = "") -> Crew:
    """Those who make the papers: `jobs` processes (more than the machine has cores are no help, and could take all its
    memory), or the cluster whose scheduler has that address."""
    if dask:
        return partial(_cluster, dask)
    return partial(_processes, min(jobs, max(2, os.cpu_count() or 1))) if jobs > 1 else _alone


def _alone(maker: Maker, items: Iterable[Item]) -> Iterator[Papers]:
    return map(maker.made, items)


def _ahead(
    submit: Callable[[Chunk], Future[Papers]], maker: Maker, items: Iterable[Item], most: int
) -> Iterator[Papers]:
    """What each item became; sets are made here, where their files are written."""
    waiting: deque[Set | Future[Papers]] = deque()

    def first() -> Papers:
        doing = waiting.popleft()
        return maker.made(doing) if isinstance(doing, Set) else doing.result()

    for item in items:
        waiting.append(submit(item) if isinstance(item, Chunk) else item)
        if len(waiting) > most:
            yield first()
    while waiting:
        yield first()


# --- processes


class Processes:
    """Workers on this machine, each asked by a thread of its own through a pipe of its own.

    A pool of the standard library has one pipe for all, and hangs for ever when the system kills a worker that writes.
    """

    def __init__(self, maker: Maker, count: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._packed = pickle.dumps(maker)
        self._threads = ThreadPoolExecutor(count)
        self._own = threading.local()
        self._hired: list[Worker] = []
        self._is_over = False

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
    maker: Maker = pickle.loads(packed)
    with suppress(EOFError, OSError):
        while True:
            chunk = pipe.recv()
            pipe.send(_answer(maker, chunk))


def _answer(maker: Maker, chunk: Chunk) -> Papers | GenError:
    try:
        return maker.made(chunk)
    except GenError as error:
        return error
    except Exception as error:  # ours, and not to be taken for a process that died
        return GenError("E900", why=f"{type(error).__name__}: {error}")


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


def _processes(count: int, maker: Maker, items: Iterable[Item]) -> Iterator[Papers]:
    workers = Processes(maker, count)
    try:
        yield from _ahead(workers.submit, maker, items, count * AHEAD)
    finally:
        workers.dismiss()


# --- a cluster


def _cluster(address: str, maker: Maker, items: Iterable[Item]) -> Iterator[Papers]:
    """Workers of a Dask cluster, which gives a chunk to another one when one dies. Raises: GenError E623, E624."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise GenError("E623", address=address, why="ยังไม่ได้ติดตั้ง: pip install gen-saraban[dask]") from None
    if any(maker.template(paper).is_unfinished for paper in maker.form.papers):
        raise GenError("E623", address=address, why="เอกสารนี้ต้องอ่านไฟล์อื่นของสำนักงาน ทำได้เฉพาะบนเครื่องนี้")
    try:
        client: Any = Client(address, timeout="5s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise GenError("E623", address=address, why=str(error) or type(error).__name__) from None
    with client:
        there = client.scatter(maker, broadcast=True, hash=False)
        submit = partial(client.submit, Maker.made, there, pure=False, retries=TRIES)
        most = AHEAD * max(1, sum(client.nthreads().values()))
        try:
            yield from _ahead(submit, maker, items, most)
        except KilledWorker:
            raise GenError("E624") from None
