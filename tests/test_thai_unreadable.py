"""What no parser can read is told, never raised as another error; every kind of it is listed, and raised somewhere."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import generator.thai
from generator.thai import (
    KINDS,
    CitizenId,
    Day,
    DocNumber,
    Money,
    Person,
    Time,
    Unreadable,
    clean,
    glue,
    nearest,
    official_digits,
    sort_key,
)

TODAY = dt.date(2026, 11, 22)
PARSERS: dict[str, Callable[[Any], Any]] = {
    "day": partial(Day.parse, today=TODAY),
    "money": Money.parse,
    "time": Time.parse,
    "person": Person.parse,
    "number": DocNumber.parse,
    "citizen": CitizenId.parse,
}
THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=12)
FIGURES = st.text("0123456789๐๑๒๓๔๕๖๗๘๙/.-: ,()บาทน.ว", max_size=14)
PIECES = st.sampled_from(
    [
        "7",
        "62",
        "2562",
        " ",
        "/",
        ".",
        "-",
        "มิถุนายน",
        "ก.พ.",
        "พ.ศ.",
        "วัน",
        "ที่",
        "นาย",
        "ว่าที่",
        "ดร.",
        "พระ",
        "(",
        ")",
        "ศธ",
        "ว",
        "\n",
    ]
)
TYPED = st.one_of(THAI, FIGURES, st.text(max_size=20), st.lists(PIECES, max_size=8).map("".join))
CELLS = st.one_of(
    TYPED,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.binary(max_size=4),
)


@pytest.mark.parametrize("subject", PARSERS)
@given(raw=CELLS)
@example(raw=10**5000)
@example(raw="9" * 6000)
@example(raw=float("nan"))
@example(raw=float("-inf"))
@example(raw=Decimal("sNaN"))
@example(raw=Decimal("1E+999999"))
@example(raw="\ud800")
@example(raw=dt.date(1, 1, 1))
@example(raw=dt.date.max)
def test_a_cell_is_read_or_told_to_be_unreadable(subject: str, raw: Any) -> None:
    try:
        value = PARSERS[subject](raw)
    except Unreadable as unreadable:
        assert unreadable.kind.startswith(f"{subject}.") and unreadable.kind in KINDS
        assert unreadable.why
        return
    assert PARSERS[subject](value) == value
    assert PARSERS[subject](value.typed) == value
    assert hash(PARSERS[subject](value.typed)) == hash(value)


@pytest.mark.parametrize("subject", PARSERS)
@given(raw=TYPED)
def test_a_suggestion_can_itself_be_read(subject: str, raw: str) -> None:
    """But for a date whose suggestion mends one mistake of several."""
    try:
        PARSERS[subject](raw)
    except Unreadable as unreadable:
        if unreadable.example and unreadable.kind not in ("day.month", "day.weekday", "day.impossible"):
            PARSERS[subject](unreadable.example)


@given(text=TYPED)
@pytest.mark.parametrize("function", [clean, glue, official_digits])
def test_texts_of_any_kind_are_changed_once(function: Callable[[str], str], text: str) -> None:
    once = function(text)
    assert function(once) == once


@given(text=TYPED, options=st.lists(TYPED, max_size=4))
def test_texts_of_any_kind_can_be_sorted_and_compared(text: str, options: list[str]) -> None:
    assert sort_key(text) <= sort_key(text)
    assert nearest(text, options) in {None, *options}


def kinds_in_source() -> set[str]:
    """The first argument of every call of Unreadable in the package."""
    kinds = set()
    for path in Path(generator.thai.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Unreadable":
                assert isinstance(node.args[0], ast.Constant), f"{path.name}: a kind is written out"
                kinds.add(node.args[0].value)
    return kinds


def test_the_listed_kinds_are_those_in_the_source() -> None:
    assert kinds_in_source() == set(KINDS)


DAYS = {
    "day.empty": "",
    "day.unreadable": 43623,
    "day.incomplete": "มิถุนายน 2562",
    "day.several": "1-3 มิถุนายน 2562",
    "day.month": "7 มิถุนยน 2562",
    "day.impossible": "31 กุมภาพันธ์ 2562",
    "day.era": "7/6/19",
    "day.year": "7/6/1562",
    "day.weekday": "วันพุธที่ 7 มิถุนายน 2562",
}
RAISED: dict[str, Callable[[], Any]] = {
    **{kind: partial(Day.parse, raw, TODAY) for kind, raw in DAYS.items()},
    "day.early": partial(Day.parse, "7 มิถุนายน 2562", TODAY, earliest=TODAY),
    "day.late": partial(Day.parse, "7 มิถุนายน 2572", TODAY, latest=TODAY),
    "money.empty": partial(Money.parse, None),
    "money.unreadable": partial(Money.parse, "หมื่นห้า"),
    "money.grouping": partial(Money.parse, "15,00"),
    "money.satang": partial(Money.parse, "15.005"),
    "money.negative": partial(Money.parse, -5),
    "money.range": partial(Money.parse, 10**19),
    "money.words": partial(Money.parse, "15 บาท (สิบหกบาทถ้วน)"),
    "number.empty": partial(DocNumber.parse, " "),
    "number.unreadable": partial(DocNumber.parse, "ไม่มีเลข"),
    "number.incomplete": partial(DocNumber.parse, "218"),
    "number.year": partial(DocNumber.parse, "218/62"),
    "number.running": partial(DocNumber.parse, "0/2562"),
    "number.date": partial(DocNumber.parse, dt.datetime(2562, 1, 1)),
    "citizen.empty": partial(CitizenId.parse, None),
    "citizen.unreadable": partial(CitizenId.parse, "ไม่ทราบ"),
    "citizen.length": partial(CitizenId.parse, "1-1007-00123-45"),
    "citizen.lost": partial(CitizenId.parse, "1.1007E+12"),
    "citizen.checksum": partial(CitizenId.parse, "1100700123456"),
    "time.empty": partial(Time.parse, ""),
    "time.unreadable": partial(Time.parse, "เช้า"),
    "time.decimal": partial(Time.parse, 9.3),
    "time.impossible": partial(Time.parse, "25.00 น."),
    "span.order": partial(generator.thai.span, Time(10), Time(9)),
    "person.empty": partial(Person.parse, "-"),
    "person.unreadable": partial(Person.parse, 5),
    "person.digits": partial(Person.parse, "นายสมชาย2 ใจดี"),
    "person.symbol": partial(Person.parse, "นายสมชาย@ ใจดี"),
    "person.several": partial(Person.parse, "นายสมชาย ใจดี และนางสมหญิง ใจดี"),
    "person.position": partial(Person.parse, "นายสมชาย ใจดี ผู้อำนวยการกลุ่ม"),
    "person.title": partial(Person.parse, "น.ส."),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_raised(kind: str) -> None:
    with pytest.raises(Unreadable) as raised:
        RAISED[kind]()
    assert raised.value.kind == kind


def test_the_error_reads_as_a_sentence_after_the_quoted_value() -> None:
    with pytest.raises(Unreadable, match="ไม่มีในปฏิทิน — ใส่เช่น 28 กุมภาพันธ์ 2562"):
        Day.parse("31 กุมภาพันธ์ 2562", TODAY)
