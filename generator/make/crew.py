"""Who makes the papers: this process, several processes of this machine, or the workers of a Dask cluster.

In: a maker and the items of a plan. Out: what each of them became, in their order; a few are asked for ahead, and never
more, so that thirty thousand papers need the room of some hundred. The maker travels to each worker once.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import GenError
from .maker import Maker, Papers
from .plan import Chunk, Item, Set

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Crew = Callable[[Maker, Iterable[Item]], Iterator[Papers]]
AHEAD = 3  # chunks of each worker that are asked for before the first of them is taken
TRIES = 3  # times that a chunk is given to workers, of which the system may kill one


def crew(jobs: int = 1, dask: str = "") -> Crew:
    """Those who make the papers: `jobs` processes, or the cluster whose scheduler has that address."""
    if dask:
        return partial(_cluster, dask)
    return partial(_processes, jobs) if jobs > 1 else _alone


def _alone(maker: Maker, items: Iterable[Item]) -> Iterator[Papers]:
    return map(maker.made, items)


def _ahead(
    submit: Callable[[Chunk], Any], take: Callable[[Chunk, Any], Papers], maker: Maker, items: Iterable[Item], most: int
) -> Iterator[Papers]:
    """What each item became; sets are made here, where their files are written."""
    waiting: deque[tuple[Item, Any]] = deque()

    def first() -> Papers:
        item, doing = waiting.popleft()
        return maker.made(item) if isinstance(item, Set) else take(item, doing)

    for item in items:
        waiting.append((item, submit(item) if isinstance(item, Chunk) else None))
        if len(waiting) > most:
            yield first()
    while waiting:
        yield first()


# --- processes

_maker: Maker  # of a worker


def _hired(packed: bytes) -> None:
    global _maker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop stops the workers
    _maker = pickle.loads(packed)


def _work(chunk: Chunk) -> Papers:
    return _maker.made(chunk)


class Processes:
    """Workers on this machine. When the system kills one, all are hired anew and get again what was not done."""

    def __init__(self, maker: Maker, count: int) -> None:
        self._count, self._packed = count, pickle.dumps(maker)
        self._tries = 0
        self._pool = self._hire()

    def submit(self, chunk: Chunk) -> Future[Papers] | None:
        """The chunk on its way, or None when a worker has just died."""
        with suppress(RuntimeError):  # of a pool that is broken
            return self._pool.submit(_work, chunk)
        return None

    def take(self, chunk: Chunk, doing: Future[Papers] | None) -> Papers:
        """What a chunk became. Raises: GenError E624 when workers die time and again."""
        from concurrent.futures.process import BrokenProcessPool

        if doing:
            with suppress(BrokenProcessPool):
                return doing.result()
        while self._tries < TRIES:
            with suppress(BrokenProcessPool):
                return self._pool.submit(_work, chunk).result()
            self._tries += 1
            self._pool.shutdown(wait=False)
            self._pool = self._hire()
        raise GenError("E624")

    def dismiss(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _hire(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(self._count, get_context("spawn"), _hired, (self._packed,))


def _processes(count: int, maker: Maker, items: Iterable[Item]) -> Iterator[Papers]:
    workers = Processes(maker, count)
    try:
        yield from _ahead(workers.submit, workers.take, maker, items, count * AHEAD)
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
            yield from _ahead(submit, lambda chunk, doing: doing.result(), maker, items, most)
        except KilledWorker:
            raise GenError("E624") from None
