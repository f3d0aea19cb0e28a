"""What a paper may cost: time, and the size of whatever a template builds.

In: a block of code, or a value. Out: the same, or `TooLong` / `SecurityError`.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from jinja2.exceptions import SecurityError

SECONDS = 60.0  # one paper; an order for 300 officers takes far less than one
MOST_BYTES = 64 * 1024 * 1024  # of one made paper, packed; and of one part, unpacked
MOST_TEXT = 1_000_000  # characters or items of one value that a template builds
MOST_BITS = 128  # of a number that a template works out
MOST_EXPONENT = 40  # of ten, in a decimal number that it works out
# What a template may build in this process; one that builds more goes on in a process of its own (`helper`).
OWN_TEXT = 100_000  # characters of one value
OWN_TEXTS = 20_000_000  # characters of all values of a paper
OWN_ITEMS = 10_000  # of a list that it makes, with all that is in it
OWN_PARSED = 8 * 1024 * 1024  # bytes of a part that must be parsed again
PIECE = 50  # characters that an item of a list counts for: its own room
CONTAINERS = (list, tuple, dict, set, frozenset)
AT_ONCE = 1024  # pieces of a part that are joined before its size is looked at

Result = TypeVar("Result")


class TooLong(BaseException):
    """Raised inside a template that runs over its time; no template code can catch it."""


class Beyond(BaseException):
    """A template builds more than usual ones do, and goes on where the system holds its time and memory.

    In this process no single step can take long or much: what a step works on is given, or bounded here.
    """


class State(threading.local):
    """What this thread has built for the paper that it makes; `is_apart` in a process of its own."""

    is_apart = False
    built = 0


state = State()


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
    """The value, if a paper can need one of that size. Raises: SecurityError, Beyond."""
    if isinstance(value, str):
        _built(len(value), "ตัวอักษร")
    elif isinstance(value, (list, tuple)):
        _built(len(value), "รายการ")
        _weigh(value)
    elif _is_huge(value):
        raise SecurityError("ตัวเลขใหญ่เกิน")
    return value


def _is_huge(value: Any) -> bool:
    if isinstance(value, int):
        return value.bit_length() > MOST_BITS
    return isinstance(value, Decimal) and bool(value) and abs(value.adjusted()) > MOST_EXPONENT


def pieces(values: list[Any]) -> list[Any]:
    """A list of texts that a step has made out of one."""
    _built(len(values) * PIECE, "รายการ")
    return values


def bounded_length(length: int) -> None:
    """A text of this length may be built. Raises: SecurityError, Beyond."""
    _built(length, "ตัวอักษร")


def _built(size: int, of: str) -> None:
    if size > MOST_TEXT:
        raise SecurityError(f"ยาวเกิน {MOST_TEXT:,} {of}")
    state.built += size
    if size > OWN_TEXT or state.built > OWN_TEXTS:
        go_beyond()


def _weigh(value: Any) -> None:
    """Lists in lists, which are long though each is short."""
    left, inside = OWN_ITEMS, [value]
    while inside and not state.is_apart:
        one = inside.pop()
        if isinstance(one, CONTAINERS):
            left -= len(one)
            if left > 0:
                inside.extend(one.values() if isinstance(one, dict) else one)
        elif isinstance(one, str):
            left -= len(one) // PIECE
        if left < 0:
            go_beyond()


def go_beyond() -> None:
    if not state.is_apart:
        raise Beyond


class Buffer(list[str]):
    """What a macro or a `set` block collects, within bounds."""

    size = 0

    def append(self, text: str) -> None:
        self.size += len(text)
        state.built += len(text)
        if self.size > MOST_TEXT:
            raise SecurityError(f"ยาวเกิน {MOST_TEXT:,} ตัวอักษร")
        if self.size > OWN_TEXT or state.built > OWN_TEXTS:
            go_beyond()
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

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The time of this thread's work stands still: what it now waits for has a limit of its own."""
        thread, begun = threading.get_ident(), time.monotonic()
        with self._lock:
            end = self._ends.pop(thread, None)
        try:
            yield
        finally:
            if end is not None:
                end += time.monotonic() - begun
                with self._lock:
                    self._ends[thread] = end
                    if not self._wakes or end < self._wakes:
                        self._look(end)

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
