"""Threads of this process that want one thing, first come first served.

In: what is wanted (a folder, a database), and how long one holder is waited for. Out: the turn.
Locks of files know only processes, and let whoever asks at the right moment go first; so one
thread at a time goes to them, in order.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

LOOK = 0.1  # s between two looks at whether one who waits was stopped


class Late(Exception):
    """One holder kept its turn for longer than it was waited for."""


class _Line:
    def __init__(self) -> None:
        self.waiting: deque[object] = deque()  # the first holds the turn
        self.moved = time.monotonic()


_changed = threading.Condition()
_lines: dict[Hashable, _Line] = {}


@contextmanager
def turn(of: Hashable, wait: float, look: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the turn; `look` is asked while one waits, and may raise.

    Raises: Late, when the turn has not moved on for `wait` seconds.
    """
    mine = object()
    with _changed:
        line = _lines.setdefault(of, _Line())
        if not line.waiting:
            line.moved = time.monotonic()
        line.waiting.append(mine)
    try:
        _wait(line, mine, wait, look)
        yield
    finally:
        with _changed:
            if line.waiting[0] is mine:
                line.moved = time.monotonic()
            line.waiting.remove(mine)
            if not line.waiting:
                _lines.pop(of, None)
            _changed.notify_all()


def _wait(line: _Line, mine: object, wait: float, look: Callable[[], None]) -> None:
    begun = time.monotonic()
    while True:
        with _changed:
            if line.waiting[0] is mine:
                return
            if time.monotonic() - max(line.moved, begun) > wait:
                raise Late
            _changed.wait(LOOK)
        look()
