"""Money and numbers in words, against PyThaiNLP where it is right and against arithmetic elsewhere."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import Money, Unreadable, ordinal, quantity, words

pythainlp = pytest.importorskip("pythainlp.util")

AMOUNTS = st.decimals(-(10**18), 10**18, places=2)
DIGIT = {"หนึ่ง": 1, "เอ็ด": 1, "ยี่": 2, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9}
PLACE = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}


def spoken(text: str) -> int:
    """Read a number in words back, letter by letter: the inverse that nobody needs but this test."""
    total = group = digit = 0
    while text:
        token = next(word for word in [*DIGIT, *PLACE, "ล้าน"] if text.startswith(word))
        text = text.removeprefix(token)
        if token in DIGIT:
            digit = DIGIT[token]
        elif token in PLACE:
            group, digit = group + (digit or 1) * PLACE[token], 0
        else:
            total, group, digit = (total + group + digit) * 1_000_000, 0, 0
    return total + group + digit


@given(st.one_of(st.integers(0, 10**6), st.integers(0, 10**18)))
def test_words_are_those_of_pythainlp(n: int) -> None:
    assert words(n) == pythainlp.num_to_thaiword(n)


@given(st.integers(1, 10**30))
def test_words_read_back_as_the_number(n: int) -> None:
    assert spoken(words(n)) == n


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "ศูนย์"),
        (10, "สิบ"),
        (11, "สิบเอ็ด"),
        (21, "ยี่สิบเอ็ด"),
        (101, "หนึ่งร้อยเอ็ด"),
        (2501, "สองพันห้าร้อยเอ็ด"),
        (1_000_001, "หนึ่งล้านเอ็ด"),
        (10_056_518, "สิบล้านห้าหมื่นหกพันห้าร้อยสิบแปด"),
        (101_000_000, "หนึ่งร้อยเอ็ดล้าน"),
        (10**12, "หนึ่งล้านล้าน"),
        (-5, "ลบห้า"),
    ],
)
def test_numbers_in_words(n: int, text: str) -> None:
    assert words(n) == text


def test_ordinals_and_counts() -> None:
    assert ordinal(1) == "ที่หนึ่ง" and ordinal(21) == "ที่ยี่สิบเอ็ด"
    assert quantity(12500, "ฉบับ") == "12,500\u00a0ฉบับ"
    with pytest.raises(ValueError, match="counts from one"):
        ordinal(0)


@given(st.integers(100, 10**10))
def test_baht_in_words_are_those_of_pythainlp(satang: int) -> None:
    """PyThaiNLP takes floats, so only as far as a float holds the satang, and above one baht (it says ศูนย์บาท below)."""
    assert Money(Decimal(satang) / 100).words == pythainlp.bahttext(satang / 100)


@pytest.mark.parametrize(
    ("raw", "shown", "in_words"),
    [
        ("15,000", "15,000", "หนึ่งหมื่นห้าพันบาทถ้วน"),
        ("๑๕,๐๐๐.๕๐ บาท", "15,000.50", "หนึ่งหมื่นห้าพันบาทห้าสิบสตางค์"),
        ("15000.-", "15,000", "หนึ่งหมื่นห้าพันบาทถ้วน"),
        ("15,000.- บาท", "15,000", "หนึ่งหมื่นห้าพันบาทถ้วน"),
        ("15,000,-", "15,000", "หนึ่งหมื่นห้าพันบาทถ้วน"),
        ("฿15,000", "15,000", "หนึ่งหมื่นห้าพันบาทถ้วน"),
        ("15 000 บาทถ้วน", "15,000", "หนึ่งหมื่นห้าพันบาทถ้วน"),
        ("500 บาท 25 สตางค์", "500.25", "ห้าร้อยบาทยี่สิบห้าสตางค์"),
        ("500บาท5สตางค์", "500.05", "ห้าร้อยบาทห้าสตางค์"),
        ("15,000 บาท (หนึ่งหมื่นห้าพันบาทถ้วน)", "15,000", "หนึ่งหมื่นห้าพันบาทถ้วน"),
        (0, "0", "ศูนย์บาทถ้วน"),
        (0.25, "0.25", "ยี่สิบห้าสตางค์"),
        (2.675, "2.68", "สองบาทหกสิบแปดสตางค์"),
        (1.015, "1.02", "หนึ่งบาทสองสตางค์"),
        (0.1 + 0.2, "0.30", "สามสิบสตางค์"),
        (Decimal("0.005"), "0.01", "หนึ่งสตางค์"),
        (10**18, "1,000,000,000,000,000,000", "หนึ่งล้านล้านล้านบาทถ้วน"),
    ],
)
def test_amounts_as_clerks_and_spreadsheets_give_them(raw: object, shown: str, in_words: str) -> None:
    money = Money.parse(raw)
    assert (str(money), money.words) == (shown, in_words)


@pytest.mark.parametrize(
    ("raw", "kind", "example"),
    [
        ("15,00", "money.grouping", "1,500"),
        ("1,50,000", "money.grouping", "150,000"),
        ("15.000", "money.satang", "15,000"),
        ("15.005", "money.satang", "15.01"),
        ("-500", "money.negative", "500"),
        ("(500)", "money.negative", "500"),
        ("15.50 บาท 25 สตางค์", "money.unreadable", "15,000"),
        ("1.2E+05", "money.unreadable", "15,000"),
        ("15,000 บาท (หนึ่งหมื่นหกพันบาทถ้วน)", "money.words", "15,000 บาท (หนึ่งหมื่นห้าพันบาทถ้วน)"),
        (True, "money.unreadable", "15,000"),
        (float("inf"), "money.range", "15,000"),
        ("ประมาณ 500", "money.unreadable", "15,000"),
    ],
)
def test_what_is_no_clear_amount_is_refused_with_what_was_likely_meant(raw: object, kind: str, example: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Money.parse(raw)
    assert (refused.value.kind, refused.value.example) == (kind, example)


@given(AMOUNTS)
def test_typed_and_shown_amounts_read_back(amount: Decimal) -> None:
    money = Money(amount)
    assert Money.parse(money.typed, negative=True) == money
    assert Money.parse(str(money), negative=True) == money
    assert Money.parse(abs(money.baht)).baht == abs(amount)
    if amount >= 0:
        assert Money.parse(money.full) == money


@given(st.decimals(0, 10**12, places=5))
def test_satang_round_half_up(amount: Decimal) -> None:
    assert Money(amount).baht == amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_sums_are_exact(satang: list[int]) -> None:
    amounts = [Money(Decimal(n) / 100) for n in satang]
    assert Money.total(amounts).baht * 100 == sum(satang)
    assert sum(amounts, Money.total([])) == Money.total(amounts)
    assert not amounts or sum(amounts) == Money.total(amounts)


def test_amounts_are_compared_added_and_shown_in_full() -> None:
    assert Money(Decimal(2)) > Money(Decimal("1.99"))
    assert Money(Decimal(2)) - Money(Decimal(5)) == Money(Decimal(-3)) == -Money(Decimal(3))
    assert 3 * Money(Decimal("0.50")) == Money(Decimal("1.50"))
    assert str(Money(Decimal("-0.001"))) == "0"
    assert Money(Decimal(-3)).words == "ลบสามบาทถ้วน"
    assert Money(Decimal(15000)).full == "15,000\u00a0บาท (หนึ่งหมื่นห้าพันบาทถ้วน)"
