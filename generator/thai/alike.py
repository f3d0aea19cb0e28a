"""Names that are one name with a slip of the pen: of persons (ลีกลาง, ลือกลาง) and of schools.

What differs more is another name; so are the names that brothers and sisters bear. Nothing here is sure: two persons
may be alike in this way, so whoever asks must let them be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .nearest import nearest, without_marks
from .person import Person
from .titles import is_child, sex

Name = tuple[str, str]  # given name, family name

_LONG = 6  # letters of a family name in which two slips are still a slip


@lru_cache(maxsize=4096)
def distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with their neighbour (Damerau-Levenshtein)."""
    head = _same(one, other)
    tail = _same(one[head:][::-1], other[head:][::-1])
    one, other = one[head : len(one) - tail], other[head : len(other) - tail]
    if not one or not other:
        return len(one or other)
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _same(one: str, other: str) -> int:
    """How many letters two words have alike at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=16_384)
def _letters(word: str) -> int:
    """The letters that a word has, a bit for each; one slip changes two of them at most."""
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) & 127)
    return bits


def same_name(one: Name, other: Name) -> bool:
    """Whether two names are one name with a slip: a part alike and the other near, or both off by one letter.

    Equal names, and names without a family name, are not.
    """
    (given, family), (other_given, other_family) = one, other
    if not family or not other_family:
        return False
    if given == other_given:
        return _near_families(family, other_family)
    if not _off_by_one(given, other_given) or min(len(given), len(other_given)) < 4:
        return False
    if family == other_family:
        return not _of_one_family(given, other_given)
    return _off_by_one(family, other_family) and len(family) > 3


def same_person(one: Person, other: Person) -> bool:
    """Whether two persons are one whose name is spelled in two ways: นาย is not นาง, เด็กชาย is not นาย."""
    if not same_name((one.given, one.family), (other.given, other.family)):
        return False
    sexes = {sex(one.title), sex(other.title)} - {""}
    return len(sexes) < 2 and (not one.title or not other.title or is_child(one.title) == is_child(other.title))


def slip_of(word: str, names: Iterable[str]) -> str | None:
    """The name of a school or office of which a word is a slip: other marks above and below, or a letter more or less.

    Schools may differ in a letter (บ้านนา, บ้านผา), hardly in marks alone. A word that is one of the names is none.
    """
    known = list(names)
    near = None if word in known else nearest(word, known, limit=0.85)
    return near if near and (without_marks(word) == without_marks(near) or _letter_more(word, near)) else None


class Names:
    """Persons by name, asked for those that are one person with another spelling, without comparing each with each.

    Two names with a slip share the family name, or the given name but for a letter.
    """

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        self._by_family: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}
        self._asked: dict[str, list[Person]] = {}
        for person in dict.fromkeys(persons):
            self._by_family.setdefault(person.family, []).append(person)
            for given in _but_a_letter(person.given):
                self._by_given.setdefault(given, []).append(person)

    def near(self, person: Person) -> list[Person]:
        """Those who may be this person spelled otherwise, in no order that counts."""
        alike = [*self._by_family.get(person.family, ()), *self._called(person.given)]
        return [other for other in dict.fromkeys(alike) if same_person(person, other)] if alike else []

    def _called(self, given: str) -> list[Person]:
        """Those whose given name is this one but for a letter: many bear it, and it is looked for once."""
        if given not in self._asked:
            self._asked[given] = [one for name in _but_a_letter(given) for one in self._by_given.get(name, ())]
        return self._asked[given]


def _but_a_letter(given: str) -> set[str]:
    """A given name, and what is left of it without one of its letters."""
    return {given, *(given[:i] + given[i + 1 :] for i in range(len(given)))}


def _near_families(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 2 or (_letters(one) ^ _letters(other)).bit_count() > 4 or one == other:
        return False
    longer = max(len(one), len(other))
    slips = distance(one, other)
    return (slips == 1 and longer > 2) or (slips == 2 and longer >= _LONG)


def _off_by_one(one: str, other: str) -> bool:
    """Whether two names differ in one letter; most pairs are told apart by their length or their ends."""
    if abs(len(one) - len(other)) > 1 or (one[:1] != other[:1] and one[-1:] != other[-1:]):
        return False
    return distance(one, other) == 1


def _of_one_family(one: str, other: str) -> bool:
    """Given names of brothers and sisters often differ in the last letters only: สมชาย, สมชัย."""
    return one[:-2] == other[:-2] and len(one) < 6


def _letter_more(one: str, other: str) -> bool:
    """Whether one name has a letter more than the other, and no other difference."""
    return abs(len(one) - len(other)) == 1 and distance(one, other) == 1
