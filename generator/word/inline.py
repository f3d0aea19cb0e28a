"""A picture that a value of a case puts into the text of a paper, whoever places it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from .xml import EMU_CM


@dataclass(frozen=True)
class Picture:
    """A picture of one case; `width` and `height` in cm. One of them alone keeps the ratio; none is the own size.

    `name`: of its file, where a clerk has typed that.
    """

    data: bytes
    width: float | None = None
    height: float | None = None
    name: str = ""

    def emu(self, cm: float | None) -> int | None:
        return None if cm is None else int(cm * EMU_CM)

    @property
    def typed(self) -> str:
        return self.name

    def __str__(self) -> str:
        return self.name

    def __html__(self) -> str:
        return PLACE.get()(self)


PLACE: ContextVar[Callable[[Picture], str]] = ContextVar("place")  # set by whoever makes the paper
