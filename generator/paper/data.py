"""The data of a case as a clerk typed it: what a paper keeps of its case, and the case made of it again.

In: a case. Out: plain texts, lists and mappings (JSON), citizen IDs masked; and the way back.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..case import Case
from ..errors import GenError, Place
from ..fields import Field, Wrong, kept, value
from ..form import Form, Paper
from ..office import Office
from ..thai import Unreadable
from .needed import Asked
from .origin import Origin, digest

SEALED = re.compile(r"[0-9a-f]{32}")  # a datum of a key that is there as a hash only


def origin_of(case: Case, paper: Paper, receiver: str, asked: Asked, office: Office) -> Origin:
    """What a paper is made from: of the case, what its template uses, and the fields that tell cases apart.

    `receiver` is his `receiver_text`.
    """
    form = case.form
    late = {field.key for field in form.seen(paper) if field.late}
    wanted = {*asked.names, paper.record, paper.each} | late
    found = {field.key: typed(field, case.values.get(field.key), asked) for field in form.fields if field.key in wanted}
    kept = {key: text for key, text in found.items() if text not in (None, "", [], {})}
    return Origin(
        form.name,
        paper.key,
        office.name,
        _key(case, paper, asked, office),
        {key: text for key, text in kept.items() if key not in late},
        {key: str(text) for key, text in kept.items() if key in late},
        receiver=receiver,
        is_circular=paper.circular,
        made=office.today.isoformat(),
    )


def _key(case: Case, paper: Paper, asked: Asked, office: Office) -> dict[str, str]:
    """The values that tell cases apart; a person of whom the paper says nothing is there as a hash only.

    The letters of a circular whose form names no such values have in common what all of them are made from.
    """
    fields = [field for field in case.form.fields if field.key in case.form.key]
    if not fields and paper.circular:
        whole = {field.key: typed(field, case.values.get(field.key)) for field in case.form.fields if not field.late}
        return {"": sealed(digest(whole), office)}
    key = {}
    for field in fields:
        value = case.values.get(field.key)
        text = typed(field, value)
        hidden = field.type == "citizenid" or (field.type == "person" and field.key not in asked.names)
        if text not in (None, "", []):
            key[field.key] = sealed(getattr(value, "typed", str(text)), office) if hidden else str(text)
    return key


def is_case_of(origin: Origin, case: Case, office: Office) -> bool:
    """Whether what tells cases apart says that a paper was made from this one; a value that one lacks tells nothing."""
    fields = {field.key: field for field in case.form.fields}
    said = {key: text for key, text in origin.key.items() if key in fields and case.values.get(key) is not None}
    return all(_is_said(text, fields[key], case.values[key], office) for key, text in said.items())


def _is_said(text: str, field: Field, value: Any, office: Office) -> bool:
    mine = str(typed(field, value))
    hidden = SEALED.fullmatch(text) is not None
    return text == mine or (hidden and text == sealed(getattr(value, "typed", mine), office))


def likeness(origin: Origin, case: Case) -> int:
    """How many of the values of a paper a case has too."""
    fields = ((field, origin.data.get(field.key)) for field in case.form.fields)
    return sum(kept is not None and kept == typed(field, case.values.get(field.key)) for field, kept in fields)


@lru_cache(maxsize=1024)
def _sealed(text: str, salt: str) -> str:
    return hashlib.scrypt(text.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=16).hex()


def sealed(text: str, office: Office) -> str:
    """A hash by which an office knows a datum again. It is slow, so that nobody tries all that it could be."""
    return _sealed(text, office.name)


def receiver_text(receiver: Any, form: Form, paper: Paper, rows: Sequence[Any] = ()) -> str:
    """How a paper knows to whom it goes: a name; of the `rows` of a list that have one name, the later are counted."""
    if not isinstance(receiver, Mapping):
        return "" if receiver is None else str(receiver)
    fields = next(field.of for field in form.seen(paper) if field.key == paper.each)
    silent = {"citizenid", "integer", "docnumber", "date"}
    key = next((one.key for one in fields if receiver.get(one.key) and not one.late and one.type not in silent), "")
    name = str(getattr(receiver.get(key), "typed", receiver.get(key) or ""))
    before = _numbered(rows, key).get(id(receiver), 1) if rows else 1
    return name if before == 1 else f"{name} ({before})"


_LAST: list[Any] = [(), "", {}]  # of which list the numbers are known: all its papers are made one after another


def _numbered(rows: Sequence[Any], key: str) -> dict[int, int]:
    """The how-manieth of its name each row of a list is."""
    if _LAST[0] is not rows or _LAST[1] != key:
        counts: Counter[str] = Counter()
        numbers = {}
        for row in rows:
            counts[str(row.get(key))] += 1
            numbers[id(row)] = counts[str(row.get(key))]
        _LAST[:] = [rows, key, numbers]
    found: dict[int, int] = _LAST[2]
    return found


def late_fields(form: Form, paper: Paper) -> dict[str, str]:
    """The labels of the fields that come after the paper is made, by key."""
    return {field.key: field.label for field in form.seen(paper) if field.late}


def typed(field: Field, found: Any, asked: Asked | None = None) -> Any:
    """A value as a cell would hold it; a list is a list of mappings, a record a mapping; of them what is `asked`."""
    if found is None:
        return None
    if field.is_list:
        return [_row(field.of, row, None if field.kind.is_drawn else asked) for row in found]
    if field.is_record:
        return _row(field.of, found, asked)
    return kept(field, found)


def case_of(form: Form, origin: Origin, office: Office) -> Case:
    """The case that a paper was made from. Raises: GenError E612 when the office or form no longer knows a value."""
    return Case(form, 1, _values(form.fields, {**origin.data, **origin.late}, office), Place())


def _row(fields: Iterable[Field], row: Mapping[str, Any], asked: Asked | None) -> dict[str, Any]:
    wanted = (field for field in fields if asked is None or asked.takes(field))
    pairs = ((field.key, typed(field, row.get(field.key), asked)) for field in wanted)
    return {key: text for key, text in pairs if text not in (None, "", [])}


def _values(fields: Iterable[Field], data: Mapping[str, Any], office: Office) -> dict[str, Any]:
    return {field.key: _value(field, data.get(field.key), office) for field in fields}


def _value(field: Field, raw: Any, office: Office) -> Any:
    if field.is_list:
        return field.kind.gather(_values(field.of, row, office) for row in raw or ())
    if field.is_record:
        return _values(field.of, raw, office) if raw else None
    if raw is None:
        return () if field.kind.lines else None
    if again := field.kind.again(raw):
        return again
    try:
        return value(field, raw, office)
    except (Wrong, Unreadable):
        raise GenError("E612", field=field.label, found=raw) from None
