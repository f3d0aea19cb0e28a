"""The programs that lay Word files out, lent to whoever needs one, within one bound for the whole process.

In: what kind of engine is wanted. Out: an engine that nobody else uses until it is given back. Idle ones stay while
somebody holds `ENGINES.open()`: a run, or a server for all its life, which so keeps them warm; the last one who lets go
ends them all.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .engine import Engine

MOST = 4  # each takes 200 MB
LOOK = 0.1  # s between two looks at whether one who waits was stopped
QUOTA = Path("/sys/fs/cgroup/cpu.max")  # of a container: "200000 100000" are two cores, "max" is no bound


class Engines:
    """Engines that are at work, and idle ones; safe for threads."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._changed = threading.Condition()
        self._idle: list[tuple[Hashable, Engine]] = []  # the one that was used last stands last
        self._count = 0  # at work and idle
        self._users = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        """Keep engines that are given back, until all who say so have let go."""
        with self._changed:
            self._users += 1
        try:
            yield
        finally:
            with self._changed:
                self._users -= 1
                ended = [] if self._users else [engine for _, engine in self._idle]
                self._idle = self._idle if self._users else []
            for engine in ended:
                self._end(engine)

    @contextmanager
    def lend(
        self, kind: Hashable, make: Callable[[], Engine], look: Callable[[], None] = lambda: None
    ) -> Iterator[Engine]:
        """An engine of a kind, for one job; while all are at work, one waits, and `look` may raise."""
        engine = self._taken(kind, look) or self._made(make)
        try:
            yield engine
        finally:
            with self._changed:
                keeps = self._users > 0
                if keeps:
                    self._idle.append((kind, engine))
                    self._changed.notify()
            if not keeps:
                self._end(engine)

    def _taken(self, kind: Hashable, look: Callable[[], None]) -> Engine | None:
        """An idle engine of the kind; None where there is room for a new one, in place of one of another kind if need
        be."""
        with self._changed:
            while True:
                for n in reversed(range(len(self._idle))):
                    if self._idle[n][0] == kind:
                        return self._idle.pop(n)[1]
                if self._count < self.most:
                    self._count += 1
                    return None
                if self._idle:
                    old = self._idle.pop(0)[1]
                    break
                self._changed.wait(LOOK)
                look()
        old.close()
        return None

    def _made(self, make: Callable[[], Engine]) -> Engine:
        try:
            return make()
        except BaseException:
            self._leave()
            raise

    def _end(self, engine: Engine) -> None:
        try:
            engine.close()
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify()


def cores() -> int:
    """The cores that this process may use: of the machine, of its own bounds, of its container."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = QUOTA.read_text(encoding="ascii").split()
        return max(1, min(count, -(-int(quota) // int(period))))
    except (OSError, ValueError):  # another system, or no bound
        return count


ENGINES = Engines()
