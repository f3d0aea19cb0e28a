"""What the fields of a case say about one another: sums and counts, texts made of other fields, bounds, names to match.

In: a record and its values. Out: values filled in where a cell is empty; a problem at each cell that says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..errors import Problem, guess, problem
from ..fields import Field, read, show, shown
from ..office import Office
from ..ranking import total
from ..thai import Person, nearest
from .record import Record, bare, blank, known
from .scope import Scope

NAMED = re.compile(r"\{([\w.]+)\}")


def settle(fields: Sequence[Field], record: Record, values: dict[str, Any], office: Office) -> list[Problem]:
    """Fill in what is computed, and say what does not agree."""
    scope = Scope(fields, record, values)
    return [*_compose(scope, office), *_settled(scope)]


def _computed(of: Field) -> bool:
    return bool(of.sum or of.count or of.among or of.most or of.unique)


def _composed(of: Field) -> bool:
    return of.composed or bool(of.post_of)


def _settled(scope: Scope) -> Iterator[Problem]:
    for of in scope.fields:  # the inner ones first: totals of rows stand before totals of lists
        if of.of and of.within(_computed):
            rows = scope.inside(of)
            for row in rows:
                yield from _settled(row)
            yield from _repeated(of, rows)
    for of in scope.fields:
        if of.sum or of.count:
            yield from _summed(of, scope)
        if of.among:
            yield from _named(of, scope)
        if of.most:
            yield from _bounded(of, scope)


def _compose(scope: Scope, office: Office) -> Iterator[Problem]:
    """Values made of other fields, the outer ones first: „รับสมัคร{program}" takes them as they are.

    A setting that is empty leaves its field empty, and a field that may not be is a problem.
    """
    for of in scope.fields:
        if of.composed and blank(scope.record.entries.get(of.key)):
            text = NAMED.sub(lambda name: str(_called(name[1], scope, office)), of.default)
            found, wrong = read(replace(of, default=None), text, scope.place(of), office)
            scope.values[of.key] = found
            yield from [wrong] if wrong else []
        elif of.post_of and blank(scope.record.entries.get(of.key)):
            yield from _posted(of, scope, office)
    for of in scope.fields:
        for inner in scope.inside(of) if of.within(_composed) else ():
            yield from _compose(inner, office)


def _posted(of: Field, scope: Scope, office: Office) -> Iterator[Problem]:
    """The position that the office's list has for the person; none where the field may not be empty is told."""
    person = nearby(of.post_of, scope)
    post = office.posts.get(person.name, "") if isinstance(person, Person) else ""
    found, wrong = read(replace(of, relations=()), post, scope.place(of), office)
    scope.values[of.key] = found
    if wrong and of.key not in scope.record.absent:  # a heading that is not there is told once
        yield wrong


def _called(name: str, scope: Scope, office: Office) -> Any:
    """The value of a field, or `office.name`, `office.permit.board`: a setting of the office."""
    setting = name.removeprefix("office.")
    return office.setting(setting) if setting != name else nearby(name, scope)


def nearby(key: str, scope: Scope | None) -> Any:
    """The value of a field here or further out; nothing for one that is not given."""
    while scope and key not in scope.values:
        scope = scope.outer
    found = scope.values[key] if scope else None
    return "" if found is None else found


def _summed(of: Field, scope: Scope) -> Iterator[Problem]:
    """A sum or count: filled in where it is left empty, and held against what is typed."""
    computed = _count(of.count, scope) if of.count else _sum(of.sum, scope)
    if computed is None or scope.unread(of.key):
        return
    typed = scope.values[of.key]
    if typed is None:
        scope.values[of.key] = computed
    elif typed != computed:
        found = {"found": shown(show(of, typed)), "computed": shown(show(of, computed))}
        yield problem("E137", scope.place(of), label=of.label, **found)


def _sum(paths: Sequence[str], scope: Scope) -> Any:
    """The sum of fields of the row, or of a field over the rows of a list; None when a part of it is not known."""
    parts: list[Any] = []
    for path in paths:
        key, _, inner = path.partition(".")
        rows = scope.rows(key) if inner else [scope]
        if any(row.unread(inner or key) for row in rows):
            return None
        parts += [row.values[inner or key] for row in rows]
    return total(parts)


def _count(path: str, scope: Scope) -> int | None:
    """How many rows a list has, or how many of them name this row; None before the list has any."""
    key, _, inner = path.partition(".")
    _, owner = scope.list_named(key) or (None, scope)
    rows = owner.rows(key)
    if not inner or not rows:
        return len(rows) or None
    counted = owner.once(("count", path), lambda: _counted(inner, rows))
    return counted[bare(scope.values[scope.fields[0].key])] if counted is not None else None


def _counted(column: str, rows: Sequence[Scope]) -> Counter[str] | None:
    """How often each name stands in a column; nothing where one of them could not be read."""
    if any(row.unread(column) for row in rows):
        return None
    return Counter(bare(row.values[column]) for row in rows)


def _named(of: Field, scope: Scope) -> Iterator[Problem]:
    """`among: quotas.name`: the value stands in that column of that list."""
    found = scope.values.get(of.key)
    if found is None:
        return
    key, _, inner = of.among.partition(".")
    other, owner = scope.list_named(key) or (of, scope)
    names = owner.once(("among", of.among), lambda: _names(inner, owner.rows(key)))
    if known(found) in names:
        scope.values[of.key] = names[known(found)]
        return
    meant = guess(nearest(str(found), [str(name) for name in names.values()]))
    yield problem("E132", scope.place(of), label=of.label, found=found, parent=other.label, guess=meant)


def _names(column: str, rows: Sequence[Scope]) -> dict[str, Any]:
    return {known(row.values[column]): row.values[column] for row in rows}


def _bounded(of: Field, scope: Scope) -> Iterator[Problem]:
    """`most: criteria.2.full`: not more than that field of the second row of the list has."""
    found = scope.values.get(of.key)
    if found is None:
        return
    key, n, inner = of.most.split(".")
    other, owner = scope.list_named(key) or (of, scope)
    rows = owner.rows(key)
    if int(n) > len(rows):
        yield problem("E132", scope.place(of), label=of.label, found=f"{of.label}", parent=other.label, guess="")
        return
    most = rows[int(n) - 1].values[inner]
    if most is not None and found > most:
        what = next(field.label for field in other.of if field.key == inner)
        facts = {"found": shown(show(of, found)), "what": what, "most": most, "where": ""}
        yield problem("E138", scope.place(of), label=of.label, **facts)


def _repeated(of: Field, rows: Sequence[Scope]) -> Iterator[Problem]:
    """A field that is `unique` says something else in every row of its list."""
    for column in of.of:
        first: dict[str, Scope] = {}
        for row in rows if column.unique else ():
            found = row.values[column.key]
            before = first.setdefault(bare(show(column, found)), row)  # a citizen ID would be masked
            if found is not None and before is not row:
                facts = {"found": shown(show(column, found)), "where": before.place(column).cell}
                yield problem("E139", row.place(column), label=column.label, **facts)
