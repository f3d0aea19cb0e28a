"""What a paper may cost: time, and the size of whatever a template builds.

In: a block of code, or a value. Out: the same, or `TooLong` / `SecurityError`.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

from jinja2.exceptions import SecurityError

SECONDS = 60.0  # one paper; an order for 300 officers takes far less than one
MOST_BYTES = 64 * 1024 * 1024  # of one made paper, packed; and of one part, unpacked
MOST_TEXT = 1_000_000  # characters or items of one value that a template builds
MOST_BITS = 128  # of a number that a template works out
AT_ONCE = 1024  # pieces of a part that are joined before its size is looked at

Result = TypeVar("Result")


class TooLong(BaseException):
    """Raised inside a template that runs over its time; no template code can catch it."""


class TooLarge(Exception):
    """A part grows over `MOST_BYTES`."""


def joined(before: bytes, pieces: Iterator[bytes], after: bytes) -> bytes:
    """The pieces of a part as one. Raises: TooLarge as soon as they are more than a paper may be."""
    texts, room = [before], MOST_BYTES
    while some := list(islice(pieces, AT_ONCE)):
        texts.append(b"".join(some))
        room -= len(texts[-1])
        if room < 0:
            raise TooLarge
    return b"".join((*texts, after))


def bounded(value: Any) -> Any:
    """The value, if a paper can need one of that size. Raises: SecurityError."""
    if isinstance(value, (str, list, tuple)) and len(value) > MOST_TEXT:
        raise SecurityError(f"ยาวเกิน {MOST_TEXT:,} ตัวอักษรหรือรายการ")
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        raise SecurityError("ตัวเลขใหญ่เกิน")
    return value


class Buffer(list[str]):
    """What a macro or a `set` block collects, within bounds."""

    size = 0

    def append(self, text: str) -> None:
        self.size += len(text)
        if self.size > MOST_TEXT:
            raise SecurityError(f"ยาวเกิน {MOST_TEXT:,} ตัวอักษร")
        super().append(text)

    def extend(self, texts: Any) -> None:
        for text in texts:
            self.append(text)


class Watch:
    """One thread that stops whatever work runs over its time: Jinja has no limit of its own, Windows no alarm signal.

    The thread sleeps until the first work that it knows of could be over, so that ten thousand short papers a second
    wake it once a minute. It ends when it finds nothing to watch.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # not a Condition: TooLong may strike between its Python lines
        self._nudge = threading.Event()
        self._ends: dict[int, float] = {}  # thread: when its work must be over
        self._wakes = 0.0  # when the watching thread looks again; 0 when there is none

    def run(self, seconds: float, work: Callable[..., Result], *arguments: Any) -> Result:
        """What the work gives. Raises: TooLong in it when it runs longer. Runs do not nest within a thread."""
        thread, end = threading.get_ident(), time.monotonic() + seconds
        with self._lock:
            self._ends[thread] = end
            if not self._wakes or end < self._wakes:
                self._look(end)
        try:
            return work(*arguments)
        finally:
            with self._lock:
                if self._ends.pop(thread, None) is None:  # struck; if only now, the work is done all the same
                    _strike(thread, None)

    def _look(self, when: float) -> None:
        alone, self._wakes = not self._wakes, when
        if alone:
            threading.Thread(target=self._watch, name="render-watch", daemon=True).start()
        else:
            self._nudge.set()

    def _watch(self) -> None:
        while self._wakes:
            self._nudge.wait(max(0.0, self._wakes - time.monotonic()))
            self._nudge.clear()
            with self._lock:
                now = time.monotonic()
                for thread in [thread for thread, end in self._ends.items() if end <= now]:
                    del self._ends[thread]
                    _strike(thread, TooLong)
                self._wakes = min(self._ends.values(), default=0.0)


def _strike(thread: int, error: type[BaseException] | None) -> None:
    """Raise the error in another thread at its next step of Python, or take back one that was not raised yet."""
    value = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), value)


WATCH = Watch()
