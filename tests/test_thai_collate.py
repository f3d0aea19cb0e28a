"""Thai alphabetical order, against ICU's Thai collation."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import Person, sort_key

icu = pytest.importorskip("icu")
corpus = pytest.importorskip("pythainlp.corpus")

THAI = icu.Collator.createInstance(icu.Locale("th"))


def sign(first: str, second: str) -> int:
    one, two = sort_key(first)[:2], sort_key(second)[:2]
    return (one > two) - (one < two)


def test_words_of_the_dictionary_sort_as_icu_sorts_them() -> None:
    listed = sorted(corpus.thai_words(), key=THAI.getSortKey)
    wrong = [(one, two) for one, two in pairwise(listed) if sign(one, two) > 0]
    assert not wrong


def test_names_sort_as_icu_sorts_them() -> None:
    names = sorted({*corpus.thai_family_names(), *corpus.thai_female_names(), *corpus.thai_male_names()})
    pairs = random.Random(5)
    for one, two in zip(pairs.sample(names, 3000), pairs.sample(names, 3000), strict=True):
        assert sign(one, two) == THAI.compare(one, two)


SYLLABLES = st.lists(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", "เ", "แ", "โ", "ใ", "ไ"]),
            st.sampled_from("กขครฤลฦวหอฮ"),
            st.sampled_from(["", "ั", "า", "ำ", "ิ", "ี", "ึ", "ื", "ุ", "ู", "ะ"]),
            st.sampled_from(["", "็", "่", "้", "๊", "๋", "์"]),
        ),
    ),
    min_size=1,
    max_size=3,
).map("".join)


@given(SYLLABLES, SYLLABLES)
def test_syllables_sort_as_icu_sorts_them(one: str, two: str) -> None:
    assert sign(one, two) == THAI.compare(one, two)


def test_digits_come_before_thai_and_thai_before_latin() -> None:
    assert sorted(["b", "ก", "A", "๒", "1", "เก", "ข"], key=sort_key) == ["1", "๒", "ก", "เก", "ข", "A", "b"]


def test_people_sort_by_given_name_then_family_name() -> None:
    names = ["นายแก้ว ใจดี", "นางสาวกาญจนา มั่งมี", "ว่าที่ร้อยตรี กาญจนา จันทร์", "นายไกร กล้า", "นางเกษร งาม"]
    people = sorted(map(Person.parse, names), key=lambda person: person.sort_key)
    assert [person.given for person in people] == ["กาญจนา", "กาญจนา", "เกษร", "แก้ว", "ไกร"]
    assert [person.family for person in people[:2]] == ["จันทร์", "มั่งมี"]
