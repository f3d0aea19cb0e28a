"""Watchers of long work, as tests need them."""

from __future__ import annotations

from collections.abc import Callable

from generator.watch import Phase


class Told:
    """Hands the steps of one phase on to a function; stops the work once that gives True."""

    def __init__(self, told: Callable[[int, int], object] | None, phase: Phase = Phase.MAKING) -> None:
        self._told, self._phase = told, phase
        self.stopped = False

    def step(self, phase: Phase, done: int, of: int) -> None:
        if phase is self._phase and self._told:
            self.stopped = self._told(done, of) is True
