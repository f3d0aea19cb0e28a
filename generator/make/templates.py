"""Opened and compiled templates, lent to one maker at a time, and kept for the next one on demand.

In: a template, the emblem, its late fields. Out: the `Template` that stands for them as they are on
the disk now. Opening and compiling one costs forty times what a paper does. Safe for threads; what
is kept is bounded for the whole process.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from ..render import Template

MOST = 32  # kept, of all kinds


class Templates:
    """Templates that nobody uses at the moment, the longest unused first."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._idle: OrderedDict[Template, Hashable] = OrderedDict()
        self._users = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        """Keep templates that are given back, until all who say so have let go."""
        with self._lock:
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if not self._users:
                    self._idle.clear()

    def take(self, kind: Hashable) -> Template | None:
        """A template of a kind for one maker, if one is kept."""
        with self._lock:
            for template, its in reversed(self._idle.items()):
                if its == kind:
                    del self._idle[template]
                    return template
        return None

    def give(self, template: Template, kind: Hashable) -> None:
        """The maker needs it no more."""
        with self._lock:
            if self._users:
                self._idle[template] = kind
                while len(self._idle) > self.most:
                    self._idle.popitem(last=False)


def kind_of(path: Path, emblem: Path | None, late: Mapping[str, str] | None) -> Hashable:
    """What a template depends on: equal as long as neither it nor the emblem was changed on the disk."""
    return path, _hash(path), emblem, _hash(emblem), tuple((late or {}).items())


def _hash(path: Path | None) -> str:
    with suppress(OSError):  # who opens it says so
        return sha256(path.read_bytes()).hexdigest() if path else ""
    return ""


TEMPLATES = Templates()
