"""The deadlines of a case: the last days of periods, filled in where a cell is empty, and what was done too late.

In: a record and its values. Out: values filled in; a notice at each day that is not as counted, or after its deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..deadline import deadline, last_day
from ..errors import Problem, problem
from ..fields import Due, Field, show
from ..office import Office
from ..thai import Day, arabic_digits
from .computed import nearby
from .record import Record
from .scope import Scope

SETTING = re.compile(r"\{office\.([\w.]+)\}")  # a default that is a setting and nothing else


def settle_dates(fields: Sequence[Field], record: Record, values: dict[str, Any], office: Office) -> list[Problem]:
    """Count the deadlines of a case, the outer ones first, and hold its days against them."""
    return list(_settled(Scope(fields, record, values), office))


def _has_days(of: Field) -> bool:
    return bool(of.due or of.until or (isinstance(of.default, str) and SETTING.fullmatch(of.default)))


def _settled(scope: Scope, office: Office) -> Iterator[Problem]:
    for of in scope.fields:
        if of.due:
            yield from _due(of, of.due, scope, office)
        if of.until:
            yield from _in_time(of, scope, office)
        if isinstance(of.default, str) and (named := SETTING.fullmatch(of.default)):
            yield from _told(of, named[1], scope, office)
    for of in scope.fields:
        for one in scope.inside(of) if of.within(_has_days) else ():
            yield from _settled(one, office)


def _due(of: Field, due: Due, scope: Scope, office: Office) -> Iterator[Problem]:
    """`due: {after: received, days: permit.decision_days}`"""
    start = nearby(due.after, scope)
    if not isinstance(start, Day) or scope.unread(of.key):
        return
    days = due.days if isinstance(due.days, int) else office.days(due.days)
    computed = last_day(start, days) if due.by_office else deadline(start, days, office.holidays)
    typed = scope.values[of.key]
    if typed is None:
        scope.values[of.key] = computed
    elif typed != computed:
        said = {"found": show(of, typed), "computed": show(of, computed)}
        yield problem("W103", scope.place(of), label=of.label, **said)
    if not due.by_office and not any(Day(day).year == computed.year for day in office.holidays):
        yield problem("W503", scope.place(of), label=of.label, year=computed.year)


def _told(of: Field, setting: str, scope: Scope, office: Office) -> Iterator[Problem]:
    """A paper that says a number of days says the one that the deadlines are counted with."""
    days, found = office.setting(setting), scope.values[of.key]
    if isinstance(days, int) and not isinstance(days, bool) and arabic_digits(str(found)) != str(days):
        yield problem("W103", scope.place(of), label=of.label, found=found, computed=days)


def _in_time(of: Field, scope: Scope, office: Office) -> Iterator[Problem]:
    """`until: decision_due`: a day that is not later than that one."""
    most = nearby(of.until, scope)
    found = scope.values.get(of.key)
    if not isinstance(most, Day) or scope.unread(of.key):
        return
    facts = {"label": of.label, "what": _label(of.until, scope), "most": str(most)}
    if found is None and Day(office.today) > most:
        yield problem("W105", scope.place(of), **facts)
    elif found is not None and found > most:
        yield problem("W104", scope.place(of), found=show(of, found), **facts)


def _label(key: str, scope: Scope | None) -> str:
    while scope:
        label = next((of.label for of in scope.fields if of.key == key), "")
        if label:
            return label
        scope = scope.outer
    return key
