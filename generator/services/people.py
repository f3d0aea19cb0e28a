"""A person of the office whose name or position changed: corrected once, and what names them shown.

In: the name as it was, and as it is. Out: data/people.csv with the correction; the cases and papers that have the old
name.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import CASE, Catalogue, Entry, Query
from ..errors import GenError, guess
from ..lists import PEOPLE, columns_of
from ..office import Office
from ..thai import Person, Unreadable, nearest
from .settings import read_list, save_list

MOST = 1000  # cases and papers that are listed
LIST, NAME, POSITION = "people", "name", "position"


@dataclass(frozen=True)
class Named:
    """Who names a person: cases to be corrected, papers made with the old name, and signers of the settings."""

    person: Person
    cases: tuple[Entry, ...]
    papers: tuple[Entry, ...]
    signers: tuple[str, ...]  # keys in office.yaml


def named(office: Office, typed: str) -> Named:
    """Everything in the office that names a person. Raises: GenError E508 for a text that is no name."""
    person = _person(typed)
    catalogue = Catalogue(office.root)
    catalogue.refresh()
    found = catalogue.search(Query(words=person.name), MOST)
    signers = tuple(key for key, one in office.signers.items() if one.person.name == person.name)
    cases = tuple(one for one in found if one.kind == CASE)
    return Named(person, cases, tuple(one for one in found if one.kind != CASE), signers)


def correct(office: Office, typed: str, name: str = "", position: str = "") -> Named:
    """Correct a row of data/people.csv; who names the person as it was.

    Raises: GenError E506 for a list without the column, E508 to E511, E601.
    """
    was = named(office, typed)
    headings, rows = read_list(office, LIST)
    at = columns_of(headings, PEOPLE)
    for key in (NAME, *([POSITION] if position else [])):
        if key not in at:
            raise GenError("E506", file=f"{LIST}.csv", column=key)
    row = next((row for row in rows if _same(row[at[NAME]], was.person)), None)
    if row is None:
        near = nearest(typed, [row[at[NAME]] for row in rows])
        raise GenError("E509", name=typed, guess=guess(near))
    for key, text in ((NAME, str(_person(name)) if name else ""), (POSITION, position)):
        if text:
            row[at[key]] = text
    save_list(office, LIST, rows)
    return was


def _person(typed: str) -> Person:
    try:
        return Person.parse(typed)
    except Unreadable:
        raise GenError("E508", name=typed) from None


def _same(typed: str, person: Person) -> bool:
    try:
        return Person.parse(typed).name == person.name
    except Unreadable:
        return False
