"""Where a value stands: a case, the records and rows within it, and what lies around each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import Place
from ..fields import Field
from .record import Record, blank


@dataclass(frozen=True)
class Scope:
    """A case, record or row: its fields, what was typed, its values so far, what it lies in, and the row above."""

    fields: Sequence[Field]
    record: Record
    values: dict[str, Any]
    outer: Scope | None = None
    above: Scope | None = None
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, what: Hashable, work_out: Callable[[], Any]) -> Any:
        """What every row within asks for, worked out for the first: a list of many rows takes time by its length."""
        if what not in self._kept:
            self._kept[what] = work_out()
        return self._kept[what]

    def inside(self, of: Field) -> list[Scope]:
        """The record or the rows that a field holds."""
        found: list[Scope] = self.once(of.key, lambda: self._inside(of)) if of.of else []
        return found

    def _inside(self, of: Field) -> list[Scope]:
        if of.is_record and self.values[of.key]:
            return [Scope(of.of, self.record.records[of.key], self.values[of.key], self)]
        rows: list[Scope] = []
        if of.is_list:
            pairs = zip(self.record.lists.get(of.key, []), self.values[of.key], strict=True)
            for record, values in pairs:
                rows.append(Scope(of.of, record, values, self, rows[-1] if rows else None))
        return rows

    def list_named(self, key: str) -> tuple[Field, Scope] | None:
        """The list of that name here or further out, and the scope that it is of."""
        of = next((one for one in self.fields if one.key == key and one.is_list), None)
        if of is None:
            return self.outer.list_named(key) if self.outer else None
        return of, self

    def rows(self, key: str) -> list[Scope]:
        """The rows of the list of that name here or further out."""
        of, owner = self.list_named(key) or (None, self)
        return owner.inside(of) if of else []

    def place(self, of: Field) -> Place:
        return self.record.where(of.key)

    def unread(self, key: str) -> bool:
        """Whether something is typed that could not be read, which is said elsewhere."""
        return not blank(self.record.entries.get(key)) and self.values[key] is None
