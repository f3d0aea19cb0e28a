"""Sums, and places in a selection: what papers compute from their lists, so that nobody types it.

In: rows (mappings) and the names of their fields. Out: a total; rows in the order of their scores with who is in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from .thai import Money

Number = int | Decimal
Row = Mapping[str, Any]
Criterion = str | Sequence[str]  # a field, `-field` for the lower first, or fields whose sum counts
RANKED = ("rank", "total", "equal", "tied", "decided", "result", "between")  # what `rank` adds to a row

SEAT, RESERVE, OUT = "seat", "reserve", "out"
UNDECIDED, BELOW, UNRANKED = "undecided", "below", "unranked"


def total(values: Iterable[Any]) -> Any:
    """The sum of numbers, or of amounts of money; None are left out, and nothing at all gives None."""
    given = [value for value in values if value is not None]
    if any(isinstance(value, Money) for value in given):
        return Money.total(given)
    return sum(given) if given else None


def rank(
    rows: Iterable[Row],
    by: str | Sequence[Criterion],
    seats: int | None = None,
    reserves: int = 0,
    least: Number | None = None,
) -> list[dict[str, Any]]:
    """The rows from the highest to the lowest by the first criterion; the next criteria part those who are equal.

    `by` may be the name of one field; without `seats` there are ranks and no results. Raises: KeyError for a field that
    the rows do not have.

    A criterion that some of the equal do not have parts none of them. The order of the rows decides nothing: who is
    equal by every criterion shares a rank, and is `undecided` where the last seat or reserve lies among them. Each row
    comes with

    - `rank` from 1, and `total`, its value by the first criterion;
    - `equal`: others have the same total; `decided`: the criterion (from 1) that parted it from them; `tied`: none did;
    - `result`: seat, reserve, out, undecided (then `between` names the results that are open), below (its total is less
      than `least`), or unranked (it has no total). The last two have no rank and stand at the end.
    """
    by = [by] if isinstance(by, str) else by
    told = [(row, _value(row, by[0])) for row in rows]
    ranked = [row for row, score in told if score is not None and (least is None or score >= least)]
    groups = [(ranked, 0)] if ranked else []
    for n, criterion in enumerate(by, 1):
        groups = [part for group, decided in groups for part in _parted(group, decided, criterion, n)]
    totals = Counter(_value(row, by[0]) for row in ranked)
    found: list[dict[str, Any]] = []
    for group, decided in groups:
        open_to = ("",) if seats is None else _results(len(found) + 1, len(group), seats, reserves)
        tied = len(group) > 1
        place = {
            "rank": len(found) + 1,
            "total": _value(group[0], by[0]),
            "equal": totals[_value(group[0], by[0])] > 1,
            "tied": tied,
            "decided": None if tied else decided,
            "result": open_to[0] if len(open_to) == 1 else UNDECIDED,
            "between": open_to if len(open_to) > 1 else (),
        }
        found += [{**row, **place} for row in group]
    return [*found, *_unranked(told, least)]


def _parted(group: list[Row], decided: int, criterion: Criterion, n: int) -> Iterator[tuple[list[Row], int]]:
    """The groups that the n-th criterion makes of one, the better first."""
    values = [_value(row, criterion) for row in group]
    if len(group) == 1 or None in values:
        yield group, decided
        return
    for value in sorted(set(values), reverse=True):
        yield [row for row, own in zip(group, values, strict=True) if own == value], n


def _value(row: Row, criterion: Criterion) -> Any:
    """What a row has by a criterion, the higher the better; None when any part of it is missing."""
    if isinstance(criterion, str):
        value = row[criterion.removeprefix("-")]
        return -value if value is not None and criterion.startswith("-") else value
    parts = [row[name] for name in criterion]
    return None if None in parts else total(parts)


def _results(first: int, count: int, seats: int, reserves: int) -> tuple[str, ...]:
    """The results of the places from `first` on."""
    places = range(first, first + count)
    named = [SEAT if n <= seats else RESERVE if n <= seats + reserves else OUT for n in places]
    return tuple(dict.fromkeys(named))


def _unranked(told: Iterable[tuple[Row, Any]], least: Number | None) -> Iterator[dict[str, Any]]:
    below = [(row, score) for row, score in told if score is not None and least is not None and score < least]
    for row, score in sorted(below, key=lambda pair: pair[1], reverse=True):
        yield {**row, **_nowhere(score, BELOW)}
    for row, score in told:
        if score is None:
            yield {**row, **_nowhere(None, UNRANKED)}


def _nowhere(score: Number | None, result: str) -> dict[str, Any]:
    return {
        "rank": None, "total": score, "equal": False, "tied": False, "decided": None, "result": result, "between": (),
    }  # fmt: skip
