"""Issued papers as they lie in folders: what each says of its number, and whether the number book has it.

In: folders and the office. Out: `Found` papers, and what the book would take over from them and from its mark.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..office import Office
from ..paper import origin
from ..paper.origin import Origin
from ..thai import Day

if TYPE_CHECKING:
    from ..register import Register


@dataclass(frozen=True)
class Found:
    """A paper with a number, as it lies in a folder."""

    path: Path
    origin: Origin

    def is_in(self, book: Register) -> bool:
        """Whether the book has its number, whatever became of it."""
        from ..register import find

        number, year = place_in_book(self.origin)
        series = self.origin.series
        return find(book, series, year, number) is not None


def issued_papers(folders: Iterable[Path], office: Office) -> Iterator[Found]:
    """The papers of the office in these folders that bear a number, by name."""
    for folder in folders:
        for path in sorted(folder.rglob("*.docx")):
            if path.name.startswith(("~$", ".")) or not os.access(path, os.R_OK):
                continue
            kept = origin.read_item(path.read_bytes())
            if kept and kept[1].issued and kept[1].series and kept[1].day and kept[1].office in ("", office.name):
                yield Found(path, kept[1])


def place_in_book(of: Origin) -> tuple[int, int]:
    """Running number and BE year of an issued paper."""
    return of.running, Day(date.fromisoformat(of.day)).be_year
