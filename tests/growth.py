"""How the work of an act grows with its input: a ratio of two runs side by side, so that no machine is too slow for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

TRIES = 3  # another program may disturb one
Input = TypeVar("Input")


def growth(act: Callable[[Input], object], small: Input, large: Input, enough: float) -> float:
    """How many times the CPU time of this process `act` takes for `large` as for `small`; the least of a few tries.

    The tries end with the first that is below `enough`.
    """
    least = float("inf")
    for _ in range(TRIES):
        least = min(least, _cost(act, large) / _cost(act, small))
        if least < enough:
            break
    return least


def _cost(act: Callable[[Input], object], of: Input) -> float:
    begun = time.process_time()
    act(of)
    return max(time.process_time() - begun, 0.001)
