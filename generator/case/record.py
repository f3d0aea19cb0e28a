"""A case before its values are known: raw entries by field key, and the way to their places.

Tables and trees become records; records become cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from ..errors import Place
from ..fields import Field, Raw
from ..thai import Person, Unreadable, arabic_digits, clean


@dataclass
class Record:
    """The raw entries of a case, record or row of a list, by field key; its rows by list key; its records by key.

    `where` is worked out only when a message needs it: the place of an entry by its key, "" that of the record.
    """

    where: Callable[[str], Place]
    entries: dict[str, Raw] = field(default_factory=dict)
    lists: dict[str, list[Record]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    beside: dict[str, tuple[Raw, Place]] = field(default_factory=dict)  # what stands in the column of examples
    absent: frozenset[str] = frozenset()  # fields whose heading is missing, which is said once

    @property
    def filled(self) -> bool:
        entries = any(not blank(raw) for raw in self.entries.values())
        return entries or any(self.lists.values()) or any(record.filled for record in self.records.values())


def names(of: Field) -> tuple[str, ...]:
    return (of.label, of.key, *of.aliases)


def bare(name: object) -> str:
    """A heading without what people change: spaces, line breaks, `*`, digits' kind, letter case."""
    return "" if name is None else _bare(str(name))


def known(name: object) -> str:
    """A name of a row as another row may write it: `bare`, and of a person without the ways that titles are written."""
    try:
        return bare(str(Person.parse(str(name))))
    except Unreadable:
        return bare(name)


@lru_cache(16384)
def _bare(name: str) -> str:
    return "".join(arabic_digits(clean(name)).split()).replace("*", "").rstrip(":").casefold()


def blank(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())
