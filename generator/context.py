"""What a template sees: the values of a case, the office, and visible blanks for what comes later.

In: a case and the office. Out: a plain dict; the values show themselves (`{{ date.formal }}`, `{{ signer.lines }}`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .case import Case
from .directory import Receiver
from .fields import Field
from .form import Paper
from .office import Office
from .thai import BlankDay, BlankNumber, Day


def context(case: Case, paper: Paper, office: Office, receiver: Any = None) -> dict[str, Any]:
    """The names that the template of a paper can use for one case; those of the paper's record come first.

    `receiver` is the one of `paper.each` to whom this file goes.
    """
    from .drawing.works import Works  # loads lxml

    row = receiver if isinstance(receiver, Mapping) else {}
    values = {**_values(case, paper), **{field.key: row.get(field.key) for field in case.form.own(paper)}}
    seen = case.form.seen(paper)
    day = _own_day(seen, values) or Day(office.today)
    code = office.series(paper.series).code
    names = {field.key: _late(field, values.get(field.key), code, day) for field in seen}
    always = {"office": office.facts, "works": Works(office.forms)}
    to = {"receiver": receiver} if paper.each else {}
    if isinstance(receiver, Receiver) and "to" in names:  # each of many, instead of all of them
        to["to"] = receiver.head or receiver.name
    return {**always, **names, **to, **_greeting(names, receiver, office)}


def _greeting(names: Mapping[str, Any], receiver: Any, office: Office) -> dict[str, Any]:
    """How the letter to one of many greets and sends, where its receiver is not greeted like the others."""
    head = receiver.head if isinstance(receiver, Receiver) else ""
    due = office.greeting(head) if head and "salutation" in names else None
    if not due or not due.closing or due == names["salutation"]:
        return {}
    closing = str(names.get("closing") or "")
    sends = next((one.sends for one in office.by_sending if closing.startswith(one.sends)), "")
    return {"salutation": due, **({"closing": due.sends + closing.removeprefix(sends)} if sends else {})}


def receivers(case: Case, paper: Paper) -> tuple[Any, ...]:
    """Those for whom a paper is made, one file each; one None for a paper that is made once."""
    if not paper.each:
        return (None,)
    return tuple(_values(case, paper)[paper.each])


def missing(case: Case, paper: Paper) -> tuple[str, ...]:
    """The keys of what the paper needs and the case does not have, or has otherwise."""
    if paper.record and not case.values[paper.record]:
        return (paper.record,)
    values = _values(case, paper)
    filled = {name for name, value in values.items() if value not in (None, ())}
    if instead := [name for name in paper.unless if name in filled]:
        return tuple(instead)
    other = [name for name, choice in paper.when if values[name] != choice]
    some = paper.any[:1] if filled.isdisjoint(paper.any) else ()
    return (*other, *some, *(need for need in paper.needs if need not in filled))


def ready(case: Case, paper: Paper) -> bool:
    """Whether the case has all that the paper needs."""
    return not missing(case, paper)


def _values(case: Case, paper: Paper) -> dict[str, Any]:
    """The values of a case, and over them those of the paper's record."""
    return {**case.values, **(case.values[paper.record] or {} if paper.record else {})}


def _own_day(fields: Iterable[Field], values: Mapping[str, Any]) -> Day | None:
    """The day of the paper, where somebody has said it."""
    days = (values.get(field.key) for field in fields if field.late and field.type == "date")
    return next((day for day in days if isinstance(day, Day)), None)


def _late(field: Field, value: Any, code: str, day: Day) -> Any:
    """A number or day that is not given yet shows as a visible blank; central records fill it in later
    (ระเบียบสารบรรณ ข้อ 42-43)."""
    if value is None and field.late:
        return _blank_number(field, code, day) if field.type == "docnumber" else BlankDay()
    return value


def _blank_number(field: Field, code: str, day: Day) -> BlankNumber:
    """What is known of a number before it is given: the code of the office, or the year of the paper's day."""
    return BlankNumber(prefix=code) if code and field.coded else BlankNumber(year=day.be_year)
