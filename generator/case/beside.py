"""What a clerk has picked in the column of examples, beside the empty cell that it was meant for.

In: a record. Out: a notice at the example cell of a choice that says something else than the workbook came with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import Problem, problem
from ..fields import Field, Raw, Wrong, value
from ..office import Office
from ..thai import Unreadable
from .record import Record, bare, blank

PICKED = ("choice", "signer", "salutation")


def settle_beside(fields: Sequence[Field], record: Record, office: Office) -> Iterator[Problem]:
    """Say where a choice stands beside its cell."""
    for of in fields:
        if of.is_record and of.key in record.records:
            yield from settle_beside(of.of, record.records[of.key], office)
        raw, place = record.beside.get(of.key, (None, None))
        if place is None or of.type not in PICKED or not blank(record.entries.get(of.key)):
            continue
        if _is_picked(of, raw, office):
            yield problem("W209", place, label=of.label, found=raw, cell=record.where(of.key).cell)


def _is_picked(of: Field, raw: Raw, office: Office) -> bool:
    """Whether it can be chosen, and is not what the workbook came with: the example, or the first of the list."""
    try:
        picked = value(of, raw, office)
    except (Wrong, Unreadable):
        return False
    if of.type == "signer":
        first = next(iter(office.signers.values()))
        return picked not in (first, office.signers.get(str(of.default), first))
    given = [of.example, of.kind.example, *of.choices[:1], *list(office.salutations)[:1]]
    return bare(raw) not in map(bare, given)
