"""Long work, seen from outside: how far it is, and the word to stop.

In: the one who watches (a line of a terminal, a page of a browser, nobody). Out: steps told to it as they are done, in
the thread that asked for the work; `Stopped` in that thread once the watcher says so. Work that was stopped keeps what
it has finished, as Ctrl+C does.
"""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Phase(Enum):
    """What is being done; each door has its own word for it."""

    READING = "reading"
    CHECKING = "checking"
    MAKING = "making"
    WRITING = "writing"
    CONVERTING = "converting"  # Word files to PDFs
    PRINTING = "printing"
    SIGNING = "signing"
    IMPORTING = "importing"
    LEARNING = "learning"


class Watch(Protocol):
    """Who watches a piece of work. Both are called from the thread that asked for it, and must return at once."""

    def step(self, phase: Phase, done: int, of: int) -> None:
        """So many of so many things of a phase are done; `of` may still change, and is 0 where nobody knows."""

    @property
    def stopped(self) -> bool:
        """Whether the work is to end now."""


class Stopped(Exception):
    """The watcher said stop; what was finished is kept. No `GenError`: nothing is wrong."""


class Nobody:
    """Watches nothing, and never stops."""

    stopped = False

    def step(self, phase: Phase, done: int, of: int) -> None:
        pass


NOBODY: Watch = Nobody()


def tell(watch: Watch, phase: Phase, done: int, of: int) -> None:
    """Tell a step, and look whether to stop. Raises: Stopped."""
    watch.step(phase, done, of)
    look(watch)


def look(watch: Watch) -> None:
    """Look whether to stop. Raises: Stopped."""
    if watch.stopped:
        raise Stopped
