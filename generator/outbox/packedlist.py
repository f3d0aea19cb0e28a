"""A long list that mostly lies there: thirty thousand names take the room of some hundred."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar, overload

Item = TypeVar("Item")
EACH = 500  # items of a box


class Shelf(Sequence[Item]):
    """A list that only grows; all but its end is packed in boxes."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._boxes: list[bytes] = []
        self._open: list[Item] = []
        for item in items:
            self.append(item)

    def append(self, item: Item) -> None:
        self._open.append(item)
        if len(self._open) == EACH:
            self._boxes.append(zlib.compress(pickle.dumps(self._open), 1))
            self._open = []

    def __len__(self) -> int:
        return len(self._boxes) * EACH + len(self._open)

    def __iter__(self) -> Iterator[Item]:
        for box in self._boxes:
            yield from pickle.loads(zlib.decompress(box))
        yield from self._open

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        box, n = divmod(at % len(self), EACH)
        found: Item = (_unpacked(self._boxes[box]) if box < len(self._boxes) else self._open)[n]
        return found


@lru_cache(1)
def _unpacked(box: bytes) -> list[Any]:
    return list(pickle.loads(zlib.decompress(box)))
