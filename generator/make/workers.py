"""Who makes the papers: this process, several processes of this machine, or the workers of a Dask cluster.

In: a maker and the items of a plan. Out: what each of them became, in their order; a few are asked for ahead, and never
more, so that thirty thousand papers need the room of some hundred. The maker travels to each worker once.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import outbox
from ..errors import GenError
from .maker import Maker, Papers
from .plan import Chunk, Item, Set
from .processes import TRIES, Processes, spooled

if TYPE_CHECKING:
    from concurrent.futures import Future

Crew = Callable[[Maker, Iterable[Item]], Iterator[Papers]]
AHEAD = 3  # chunks of each worker that are asked for before the first of them is taken


def crew(jobs: int = 1, dask: str = "", spool: Path | None = None) -> Crew:
    """Those who make the papers: `jobs` processes (more than the machine has cores are no help, and could take all its
    memory), or the cluster whose scheduler has that address. Who can reach the `spool` leaves the papers there."""
    if dask:
        return partial(_cluster, dask, spool)
    return partial(_processes, min(jobs, max(2, os.cpu_count() or 1)), spool) if jobs > 1 else _alone


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


def _processes(jobs: int, spool: Path | None, maker: Maker, items: Iterable[Item]) -> Iterator[Papers]:
    workers = Processes(maker, jobs, spool)
    try:
        yield from _ahead(workers.submit, maker, items, jobs * AHEAD)
    finally:
        workers.dismiss()


def _cluster(address: str, spool: Path | None, maker: Maker, items: Iterable[Item]) -> Iterator[Papers]:
    """Workers of a Dask cluster, which gives a chunk to another one when one dies. Raises: GenError E623, E624."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise GenError("E623", address=address, why='ยังไม่ได้ติดตั้ง สั่ง pip install "gen-saraban[dask]"') from None
    if any(maker.template(paper).is_unfinished for paper in maker.form.papers):
        raise GenError("E623", address=address, why="เอกสารนี้ต้องอ่านไฟล์อื่นของสำนักงาน ทำได้เฉพาะบนเครื่องนี้")
    try:
        client: Any = Client(address, timeout="5s", set_as_default=False)  # type: ignore[no-untyped-call]
    except OSError:
        raise GenError("E623", address=address, why="ไม่มีใครตอบที่ที่อยู่นั้น") from None
    except ValueError:
        raise GenError("E623", address=address, why="เขียนที่อยู่ไม่ถูกต้อง เช่น tcp://10.0.0.5:8786") from None
    with client:
        there = client.scatter(maker, broadcast=True, hash=False)
        submit = partial(client.submit, _there, there, _marked(spool), pure=False, retries=TRIES)
        most = AHEAD * max(1, sum(client.nthreads().values()))
        try:
            yield from _ahead(submit, maker, items, most)
        except KilledWorker:
            raise GenError("E624") from None


def _marked(spool: Path | None) -> Path | None:
    """A file in the spool by which a worker sees that it is the folder of this run, on a disk that both have."""
    if spool is None:
        return None
    mark = spool / os.urandom(8).hex()
    with outbox.writing(mark):
        spool.mkdir(parents=True, exist_ok=True)
        mark.touch()
    return mark


def _there(maker: Maker, mark: Path | None, chunk: Chunk) -> Papers:
    """What a worker of a cluster makes: files in the spool where it can reach that, else bytes that travel."""
    made = maker.made(chunk)
    return spooled(made, mark.with_name(os.urandom(8).hex())) if mark and mark.exists() else made
