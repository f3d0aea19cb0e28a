"""Names with a slip of the pen are told from other names, and an index of names finds what comparing all would."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import Names, Person, distance, same_person, slip_of

corpus = pytest.importorskip("pythainlp.corpus.common")

SLIPS = [
    ("นางบุญจันทร์ ลีกลาง", "นางบุญจันทร์ ลือกลาง"),
    ("นางบุญจันทร์ ลีกลาง", "นางบุญจันทร์ ลีอกกลาง"),
    ("นางบุญจันทร์ ลีกลาง", "นางบุญจันทร์ ลีลกาง"),
    ("นายธีรพงษ์ แสนสุข", "นายธีรพงษ์ แสนศุข"),
    ("นายธีรพงษ์ แสนสุข", "นายธีรพงศ์ แสนสุข"),
    ("นายธีรพงษ์ แสนสุข", "นายธีรพงศ์ แสนศุข"),
    ("นางสาวสุภาวดี มั่นคง", "นางสาวสุภาวดี มันคง"),
    ("นางสาวสุภาวดี มั่นคง", "นางสุภาวดี มันคง"),
    ("ดร.ปรีชา วงศ์ไพศาล", "นายปรีชา วงค์ไพศาล"),
    ("ว่าที่ร้อยตรีณัฐวุฒิ จันทร์เพ็ง", "ณัฐวุฒิ จันทร์เพ็ญ"),
    ("นางสาวมาลี ณ อยุธยา", "นางสาวมาลี ณ อยุทธยา"),
]
TWO = [
    ("นางบุญจันทร์ ลีกลาง", "นางบุญจันทร์ ลีกลาง"),  # one spelling is no slip
    ("นางบุญจันทร์ ลีกลาง", "นางสาวบุญจันทร์ ลีกลาง"),
    ("นายสมชาย ใจดี", "นายสมชัย ใจดี"),  # brothers
    ("นายสมชาย ใจดี", "นายสมหมาย ใจดี"),
    ("นายอนุชา ทองภู", "นายอนุชา ทองดี"),
    ("นายอนุชา ทองภู", "เด็กชายอนุชา ทองพู"),  # a father and his son
    ("นายบุญจันทร์ ลีกลาง", "นางบุญจันทร์ ลือกลาง"),  # a man and a woman
    ("นายสมชาย", "นายสมชัย"),
    ("นายณัฐวุฒิ จันทร์เพ็ง", "นายณัฐวุฒิ จันทร์แดง"),
    ("พระมหาสมชาย ใจดี", "แม่ชีสมชาย ใจดิ"),
]
LETTERS = st.text("กขจนมรลีืา์อ", max_size=7)
PERSONS = st.builds(Person, st.sampled_from(["", "นาย", "นาง", "เด็กหญิง"]), LETTERS.filter(bool), LETTERS)


@pytest.mark.parametrize(("one", "other"), SLIPS)
def test_a_slip_of_the_pen_is_one_person(one: str, other: str) -> None:
    assert same_person(Person.parse(one), Person.parse(other)) and same_person(Person.parse(other), Person.parse(one))


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_persons_who_are_merely_alike_are_two(one: str, other: str) -> None:
    assert not same_person(Person.parse(one), Person.parse(other))
    assert not same_person(Person.parse(other), Person.parse(one))


@given(PERSONS, PERSONS)
def test_it_does_not_matter_who_is_asked_about(one: Person, other: Person) -> None:
    assert same_person(one, other) == same_person(other, one)


@given(st.lists(PERSONS, max_size=25), PERSONS)
def test_the_index_finds_whom_comparing_with_all_would_find(persons: list[Person], asked: Person) -> None:
    assert set(Names(persons).near(asked)) == {person for person in persons if same_person(asked, person)}


@given(LETTERS, LETTERS, LETTERS)
def test_a_distance_is_none_only_to_itself_and_never_more_than_all_letters(one: str, other: str, third: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)
    assert distance(third + one, third + other) <= distance(one, other)


def test_names_of_real_people_are_seldom_taken_for_one_another() -> None:
    """20,000 pairs out of lists of real Thai names, with one given name: that is the rate of false alarms."""
    dice = random.Random(1)
    families = sorted(corpus.thai_family_names())
    given_names = sorted(corpus.thai_male_names())
    pairs = [(dice.choice(given_names), *dice.sample(families, 2)) for _ in range(20_000)]
    taken = [pair for pair in pairs if same_person(Person("นาย", pair[0], pair[1]), Person("นาย", pair[0], pair[2]))]
    assert len(taken) <= 10


SCHOOLS = ["โรงเรียนบ้านนาสมมติ", "โรงเรียนบ้านโคกตัวอย่าง", "โรงเรียนชุมชนบ้านห้วยทดลอง"]


@pytest.mark.parametrize(("typed", "meant"), [
    ("โรงเรียนบ้านนาสมมุติ", "โรงเรียนบ้านนาสมมติ"), ("โรงเรียนบ้านโคกตัวอยาง", "โรงเรียนบ้านโคกตัวอย่าง"),
    ("โรงเรียนชุมชนบ้านห้วยทดลองง", "โรงเรียนชุมชนบ้านห้วยทดลอง"), ("โรงเรียนบ้านนาสมมติ", None),
    ("โรงเรียนบ้านผาสมมติ", None), ("โรงเรียนสมมติพิทยาคม", None), ("", None),
])  # fmt: skip
def test_a_slip_in_a_school_is_told_from_another_school(typed: str, meant: str | None) -> None:
    assert slip_of(typed, SCHOOLS) == meant
