"""The persons in a case, held against those that the office knows and against one another: who is spelled in two ways.

In: a record and its values. Out: a problem at each name that is nearly a known one, or nearly one in another cell. It
stops the run in fields of the office's own people (`suggest: [people.name]`); families and pupils are worth a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, NamedTuple

from ..errors import Problem, problem
from ..fields import Field
from ..office import Office
from ..thai import Names, Person, Unreadable, distance
from .record import Record

PEOPLE = "people.name"  # what a field of the office's own people suggests
CIVIL = ("นาย", "นาง", "นางสาว")


class Named(NamedTuple):
    """A person in a cell of a record. Those in the rows of one list (`group`) are different people, however alike."""

    of: Field
    person: Person
    record: Record
    group: int

    @property
    def ours(self) -> bool:
        return PEOPLE in self.of.suggest

    @property
    def where(self) -> str:
        return f"ในช่อง {replace(self.record.where(self.of.key), file='')}"

    def says(self, code: str, other: Person, **facts: Any) -> Problem:
        place = self.record.where(self.of.key)
        return problem(code, place, label=self.of.label, found=self.person.typed, other=other.typed, **facts)


class Known:
    """The persons that the office knows, by name and by the slips that a name is typed with."""

    def __init__(self, office: Office) -> None:
        self._named = {person.name: person for person in office.persons}
        self._spelled = Names(office.persons)
        self._fields: dict[int, tuple[list[Field], list[Field]]] = {}

    def called(self, name: str) -> Person | None:
        return self._named.get(name)

    def near(self, person: Person) -> Person | None:
        """The one whose name is nearly this one's."""
        found = self._spelled.near(person)
        return min(found, key=lambda other: (distance(other.name, person.name), other.name), default=None)

    def fields(self, of: Sequence[Field]) -> tuple[list[Field], list[Field]]:
        """Of the fields of a form, those with a person, and those that hold such; looked for once, not in each row."""
        if id(of) not in self._fields:
            persons = [field for field in of if _names_one(field)]
            self._fields[id(of)] = persons, [field for field in of if _holds_persons(field)]
        return self._fields[id(of)]


def settle_names(fields: Sequence[Field], record: Record, values: Mapping[str, Any], known: Known) -> list[Problem]:
    """Say who is spelled otherwise than the office or another cell spells them."""
    problems: list[Problem] = []
    strange: list[Named] = []
    for one in _named(fields, record, values, known, count(1)):
        if same := known.called(one.person.name):
            if _clash(one.person, same):
                problems.append(one.says("W108", same, where="ในรายชื่อของสำนักงาน"))
        elif near := known.near(one.person):
            problems.append(one.says("E140" if one.ours else "W106", near))
        else:
            strange.append(one)
    if len({one.group for one in strange}) < 2:
        return problems
    return [*problems, *_spelled_twice(strange), *_titled_twice(strange)]


def _named(
    fields: Sequence[Field],
    record: Record,
    values: Mapping[str, Any],
    known: Known,
    groups: Iterator[int],
    own: int = 0,
) -> Iterator[Named]:
    persons, holders = known.fields(fields)
    for of in persons:
        if (person := _person(of, values[of.key])) is not None:
            yield Named(of, person, record, own or next(groups))
    for of in holders:
        if of.is_record and values[of.key]:
            yield from _named(of.of, record.records[of.key], values[of.key], known, groups)
        elif of.is_list:
            group = next(groups)
            for row, inner in zip(record.lists.get(of.key, ()), values[of.key], strict=True):
                yield from _named(of.of, row, inner, known, groups, group)


def _person(of: Field, value: Any) -> Person | None:
    if not value or isinstance(value, Person):
        return value or None
    try:
        return Person.parse(value)
    except Unreadable:  # a group or an office, where a person may stand
        return None


def _names_one(of: Field) -> bool:
    return of.type == "person" or PEOPLE in of.suggest


def _holds_persons(of: Field) -> bool:
    return any(_names_one(inner) or _holds_persons(inner) for inner in of.of)


def _spelled_twice(found: Sequence[Named]) -> Iterator[Problem]:
    """Names that differ by a slip, each said where it stands less often, or else later."""
    cells: dict[Person, list[Named]] = {}
    for one in found:
        cells.setdefault(one.person, []).append(one)
    order = {person: (-len(ones), n) for n, (person, ones) in enumerate(cells.items())}
    for right, wrong in sorted(_near_pairs(cells, order), key=lambda pair: order[pair[1]][1]):
        for one in cells[wrong]:
            other = cells[right][0]
            yield one.says("E141" if one.ours and other.ours else "W107", right, where=other.where)


def _near_pairs(
    cells: dict[Person, list[Named]], order: dict[Person, tuple[int, int]]
) -> Iterable[tuple[Person, Person]]:
    """(right, wrong) spellings. Who stands only in the longest list is compared with the others, not with its rows."""
    groups = {person: {one.group for one in ones} for person, ones in cells.items()}
    longest = Counter(group for of in groups.values() for group in of).most_common(1)
    others = Names(person for person, of in groups.items() if of != {longest[0][0]})
    near = ((one, other) for one in cells for other in others.near(one) if not groups[one] & groups[other])
    return dict.fromkeys((min(pair, key=order.__getitem__), max(pair, key=order.__getitem__)) for pair in near)


def _titled_twice(found: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, Named] = {}
    for one in found:
        other = first.setdefault(one.person.name, one)
        if other.group != one.group and _clash(one.person, other.person):
            yield one.says("W108", other.person, where=other.where)


def _clash(one: Person, other: Person) -> bool:
    """Whether two titles cannot be one person's: a rank or a degree may come with time, นาง for นาย does not."""
    return one.title in CIVIL and other.title in CIVIL and one.title != other.title
