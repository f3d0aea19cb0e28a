"""Places in a selection: scores decide, then the stated tie-breakers, and nothing else."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ranking import RANKED, rank, total
from generator.thai import Money

SCORES = st.integers(0, 3)
BY = [["a", "b"], "b", "-lot"]
ROWS = st.lists(st.fixed_dictionaries({"a": SCORES, "b": SCORES, "lot": st.integers(1, 2)}), max_size=5).map(
    lambda rows: [{"name": n, **row} for n, row in enumerate(rows)]
)
SOME = st.one_of(st.none(), SCORES)
GAPS = st.lists(st.fixed_dictionaries({"a": SOME, "b": SOME, "lot": SOME}), max_size=8).map(
    lambda rows: [{"name": n, **row} for n, row in enumerate(rows)]
)
PLACES = st.integers(0, 4)


def row(name: str, a: int | None, b: int | None, lot: int | None = None) -> dict[str, Any]:
    return {"name": name, "a": a, "b": b, "lot": lot}


def results(rows: list[dict[str, Any]], seats: int, reserves: int = 0) -> dict[str, str]:
    return {found["name"]: found["result"] for found in rank(rows, BY, seats, reserves)}


def sensible(rows: tuple[dict[str, Any], ...]) -> bool:
    """Whether nobody stands behind one who is worse, said without a sort."""
    keys = [(one["a"] + one["b"], one["b"], -one["lot"]) for one in rows]
    return all(before >= after for before, after in itertools.pairwise(keys))


@given(ROWS, PLACES, PLACES)
def test_a_result_is_certain_only_if_every_order_that_the_criteria_allow_gives_it(
    rows: list[dict[str, Any]], seats: int, reserves: int
) -> None:
    """Brute force: all orders of the rows, those kept that put nobody behind one who is worse."""
    named = ["seat"] * seats + ["reserve"] * reserves + ["out"] * len(rows)
    seen: dict[int, set[str]] = {one["name"]: set() for one in rows}
    at: dict[int, set[int]] = {one["name"]: set() for one in rows}
    for order in filter(sensible, itertools.permutations(rows)):
        for n, one in enumerate(order):
            seen[one["name"]].add(named[n])
            at[one["name"]].add(n + 1)
    for found in rank(rows, BY, seats, reserves):
        possible = seen[found["name"]]
        assert {found["result"]} == possible if len(possible) == 1 else found["result"] == "undecided"
        assert set(found["between"]) == (possible if len(possible) > 1 else set())
        assert found["rank"] == min(at[found["name"]]) and found["tied"] == (len(at[found["name"]]) > 1)


@given(GAPS, PLACES, PLACES, st.randoms())
def test_the_order_of_the_rows_decides_nothing(
    rows: list[dict[str, Any]], seats: int, reserves: int, chance: Any
) -> None:
    def places(of: list[dict[str, Any]]) -> dict[int, list[Any]]:
        return {found["name"]: [found[key] for key in RANKED] for found in rank(of, BY, seats, reserves, least=2)}

    mixed = list(rows)
    chance.shuffle(mixed)
    assert places(mixed) == places(rows)


@given(GAPS, PLACES, PLACES)
def test_nobody_is_lost_and_no_more_are_in_than_there_are_seats(
    rows: list[dict[str, Any]], seats: int, reserves: int
) -> None:
    found = rank(rows, BY, seats, reserves)
    assert sorted(one["name"] for one in found) == [one["name"] for one in rows]
    assert sum(one["result"] == "seat" for one in found) <= seats
    ranked = [one["rank"] for one in found if one["rank"]]
    assert ranked == sorted(ranked) and all(one["rank"] is None for one in found[len(ranked) :])


def test_equal_totals_are_parted_by_the_next_criterion_and_the_parting_is_told() -> None:
    found = rank([row("ก", 2, 1), row("ข", 1, 2), row("ค", 3, 3)], BY, seats=2)
    assert [(one["name"], one["rank"], one["equal"], one["decided"], one["result"]) for one in found] == [
        ("ค", 1, False, 1, "seat"),
        ("ข", 2, True, 2, "seat"),
        ("ก", 3, True, 2, "out"),
    ]


def test_those_who_are_equal_by_every_criterion_share_a_rank_and_the_last_seat_stays_open() -> None:
    found = rank([row("ก", 1, 2), row("ข", 1, 2), row("ค", 3, 3), row("ง", 0, 0)], BY, seats=2, reserves=1)
    assert [(one["name"], one["rank"], one["result"], one["between"]) for one in found] == [
        ("ค", 1, "seat", ()),
        ("ก", 2, "undecided", ("seat", "reserve")),
        ("ข", 2, "undecided", ("seat", "reserve")),
        ("ง", 4, "out", ()),
    ]


def test_equal_ones_who_all_have_a_seat_need_no_decision() -> None:
    assert results([row("ก", 1, 2), row("ข", 1, 2)], seats=2) == {"ก": "seat", "ข": "seat"}


def test_a_lot_decides_only_among_those_who_all_drew_one() -> None:
    assert results([row("ก", 1, 2, 2), row("ข", 1, 2, 1)], seats=1) == {"ข": "seat", "ก": "out"}
    assert results([row("ก", 1, 2, 1), row("ข", 1, 2)], seats=1) == {"ก": "undecided", "ข": "undecided"}


def test_one_without_a_score_is_not_ranked_and_one_below_the_least_takes_no_seat() -> None:
    found = rank([row("ก", None, 3), row("ข", 0, 1), row("ค", 2, 2)], BY, seats=3, least=Decimal("1.5"))
    assert [(one["name"], one["rank"], one["result"]) for one in found] == [
        ("ค", 1, "seat"),
        ("ข", None, "below"),
        ("ก", None, "unranked"),
    ]


@pytest.mark.parametrize(
    ("values", "sum_"),
    [
        ([], None),
        ([None, None], None),
        ([1, None, 2], 3),
        ([Decimal("1.25"), 2], Decimal("3.25")),
        ([Money(Decimal("0.10")), None, Money(Decimal("0.20"))], Money(Decimal("0.30"))),
    ],
)
def test_a_total_leaves_out_what_is_not_given(values: list[Any], sum_: Any) -> None:
    assert total(values) == sum_
