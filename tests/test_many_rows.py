"""A case takes time by the length of its lists, whatever form.yaml says must hold between their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests import made, slips
from tests.growth import growth

FEW, MANY = 60, 480
QUADRATIC = (MANY / FEW) ** 2


def lists() -> Iterator[tuple[str, str]]:
    """Every form, and each of its sheets of rows."""
    for name in made.NAMES:
        for sheet, labels, _ in slips._planned(name):
            if not labels:
                yield name, sheet


def grown(sheets: slips.Sheets, sheet: str, count: int) -> slips.Sheets:
    """The same with a sheet of many rows, each with a name of its own."""
    heads, *rows = sheets[sheet]
    rows = rows or [[None] * len(heads)]
    made_of = [[told_apart(value, n) for value in rows[n % len(rows)]] for n in range(count)]
    return {**sheets, sheet: [heads, *made_of]}


def told_apart(value: Any, n: int) -> Any:
    title = next((one for one in ("นางสาว", "นาย", "นาง", "โรงเรียน") if str(value).startswith(one)), "")
    return f"{title}{word(n)} {word(n + 7)}" if title and title != "โรงเรียน" else f"{title}{word(n)}" if title else value


def word(n: int) -> str:
    """A name that is like that of no other number."""
    return "".join("กขคงจฉชซญด"[mark % 10] for mark in hashlib.sha256(str(n).encode()).digest()[:9])


@pytest.mark.parametrize(("name", "sheet"), list(lists()))
def test_a_list_of_many_rows_is_read_and_held_together_in_time_by_its_length(name, sheet):
    form, good = made.form(name), slips.good(name)
    few, many = grown(good, sheet, FEW), grown(good, sheet, MANY)
    assert growth(lambda sheets: slips.read(form, sheets), few, many, QUADRATIC / 3) < QUADRATIC / 3
