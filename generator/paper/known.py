"""A Word file that is read once in a run, and all that it says of itself.

In: a path, or bytes that came from elsewhere under a name. Out: a `Known`, which every station takes as it is, so that
no file is opened twice and all of them speak of the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import GenError, foreign
from ..thai import BLANK
from ..word import opc
from ..word.xml import parse
from . import origin
from .origin import Origin

FOREIGN, DRAFT, EDITED, ISSUED = "foreign", "draft", "edited", "issued"


@dataclass(frozen=True)
class Known:
    """A Word file: its name (a path, where it lies on a disk) and its bytes."""

    path: Path
    data: bytes

    @cached_property
    def _item(self) -> tuple[str, Origin, dict[str, str]] | None:
        return origin.read_item(self.data)

    @property
    def item(self) -> str:
        """The name of its custom XML part; "" in a paper that is not ours."""
        return self._item[0] if self._item else ""

    @property
    def origin(self) -> Origin | None:
        """What it was made from; None for a paper that is not ours."""
        return self._item[1] if self._item else None

    @property
    def late(self) -> dict[str, str]:
        """The texts of its late values (number, day), by tag."""
        return self._item[2] if self._item else {}

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """The parts of the package. Raises: opc.NotAPackage."""
        return opc.read(self.data)

    @cached_property
    def is_edited(self) -> bool:
        """Whether a clerk has changed it since the program wrote it."""
        found = origin.read(self.data)
        return found is not None and found[1]

    @property
    def is_blank(self) -> bool:
        """Whether its number or day is still a gap."""
        return any(BLANK in text for text in self.late.values())

    @property
    def state(self) -> str:
        """Of a paper that is ours: draft, edited or issued."""
        if self.origin is None:
            return FOREIGN
        if self.origin.issued or self.origin.day:
            return ISSUED
        return EDITED if self.is_edited else DRAFT

    def value(self, key: str) -> Any:
        """A value of its case as typed; None where it has none."""
        return self.origin.data.get(key) if self.origin else None


def refuse_damaged(data: bytes, name: str) -> None:
    """A Word file all of whose text can be read, as Word writes it: a sound package of XML in UTF-8.

    Raises: GenError E801.
    """
    with foreign("E801", file=name):
        parts = opc.read(data)
        for part, held in parts.items():
            if opc.STORY.fullmatch(part) or part.endswith((".rels", "[Content_Types].xml")):
                held.decode("utf-8")
                parse(held)


def know(path: Path) -> Known:
    """Read a file, once. Raises: GenError E301, E306, E309."""
    if path.is_dir():
        raise GenError("E309", file=path.name)
    try:
        return Known(path, path.read_bytes())
    except FileNotFoundError:
        raise GenError("E301", file=path.name) from None
    except OSError:
        raise GenError("E306", file=path.name) from None
