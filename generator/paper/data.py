"""The data of a case as a clerk typed it: what a paper keeps of its case, and the case made of it again.

In: a case. Out: plain texts, lists and mappings (JSON), citizen IDs masked; and the way back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..case import Case
from ..errors import GenError, Place
from ..fields import Field, Wrong, show, value
from ..form import Form, Paper
from ..office import Office
from ..thai import CitizenId, Unreadable
from .origin import Origin

MASK = "×"


@dataclass(frozen=True)
class MaskedId:
    """A citizen ID of which a paper keeps only the last digits."""

    grouped: str

    @property
    def typed(self) -> str:
        return self.grouped

    def __str__(self) -> str:
        return self.grouped


def origin_of(case: Case, paper: Paper, receiver: Any, used: Collection[str], office: Office) -> Origin:
    """What a paper is made from: of the case, the fields that its template uses, and those that tell cases apart."""
    kept = {field.key: typed(field, case.values.get(field.key)) for field in case.form.fields}
    kept = {key: text for key, text in kept.items() if text not in (None, "", [])}
    late = {field.key for field in case.form.seen(paper) if field.late}
    wanted = {*used, *case.form.key, paper.record, paper.each}
    return Origin(
        case.form.name,
        paper.key,
        office.name,
        {key: str(kept[key]) for key in case.form.key if key in kept},
        {key: text for key, text in kept.items() if key in wanted and key not in late},
        {key: str(text) for key, text in kept.items() if key in late},
        receiver=receiver_text(receiver, case.form, paper),
        is_circular=paper.circular,
        made=office.today.isoformat(),
    )


def receiver_text(receiver: Any, form: Form, paper: Paper) -> str:
    """How a paper knows to whom it goes: a name, or the row of a list but for what comes later."""
    if isinstance(receiver, Mapping):
        late = {field.key for field in form.own(paper)}
        kept = (value for key, value in receiver.items() if value and key not in late)
        return " ".join(str(getattr(value, "typed", value)) for value in kept)
    return "" if receiver is None else str(receiver)


def late_fields(form: Form, paper: Paper) -> dict[str, str]:
    """The labels of the fields that come after the paper is made, by key."""
    return {field.key: field.label for field in form.seen(paper) if field.late}


def typed(field: Field, found: Any) -> Any:
    """A value as a cell would hold it; a list is a list of mappings, a record a mapping."""
    if found is None:
        return None
    if field.is_list:
        return [_row(field.of, row) for row in found]
    if field.is_record:
        return _row(field.of, found)
    if isinstance(found, CitizenId):
        return str(found)
    return show(field, found)


def case_of(form: Form, origin: Origin, office: Office) -> Case:
    """The case that a paper was made from. Raises: GenError E612 when the office or form no longer knows a value."""
    return Case(form, 1, _values(form.fields, {**origin.data, **origin.late}, office), Place())


def _row(fields: Iterable[Field], row: Mapping[str, Any]) -> dict[str, Any]:
    pairs = ((field.key, typed(field, row.get(field.key))) for field in fields)
    return {key: text for key, text in pairs if text not in (None, "", [])}


def _values(fields: Iterable[Field], data: Mapping[str, Any], office: Office) -> dict[str, Any]:
    return {field.key: _value(field, data.get(field.key), office) for field in fields}


def _value(field: Field, raw: Any, office: Office) -> Any:
    if field.is_list:
        return tuple(_values(field.of, row, office) for row in raw or ())
    if field.is_record:
        return _values(field.of, raw, office) if raw else None
    if field.type == "citizenid" and MASK in str(raw):
        return MaskedId(str(raw))
    if raw is None:
        return () if field.kind.lines else None
    try:
        return value(field, raw, office)
    except (Wrong, Unreadable):
        raise GenError("E612", field=field.label, found=raw) from None
