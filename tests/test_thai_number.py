"""Document numbers, and citizen numbers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.thai import BlankNumber, CitizenId, DocNumber, Unreadable, thai_digits

NUMBERS = st.builds(
    DocNumber,
    prefix=st.sampled_from(["", "ศธ 04001", "ศธ 04123.2", "นร 0505", "ศธ 04xxx"]),
    year=st.one_of(st.integers(2400, 2700)),
    circular=st.booleans(),
    running=st.integers(1, 999_999_999),
) | st.builds(
    DocNumber,
    prefix=st.just(""),
    year=st.integers(2400, 2700),
    circular=st.just(False),
    running=st.integers(1, 999),
    word=st.sampled_from(["พิเศษ", "กส", "กนผ"]),
)
TWELVE = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    ("raw", "typed"),
    [
        ("๒๑๘/๒๕๖๒", "218/2562"),
        ("ที่ 218 /2562", "218/2562"),
        ("ที่ ๒๑๘ / ๒๕๖๒", "218/2562"),
        ("เลขที่ 218/2562", "218/2562"),
        ("คำสั่งที่ 218/2562", "218/2562"),
        ("0218/2562", "218/2562"),
        ("ว 12/2562", "ว 12/2562"),
        ("ศธ ๐๔๐๐๑/ว ๑๒๓", "ศธ 04001/ว 123"),
        ("ศธ 04001/ว123", "ศธ 04001/ว 123"),
        ("ศธ04001/ว.123", "ศธ 04001/ว 123"),
        ("ศ.ธ. 04001/123", "ศธ 04001/123"),
        ("ศธ ๐๔๑๒๓.๒/๕๖", "ศธ 04123.2/56"),
        ("ที่ ศธ 04xxx/1330", "ศธ 04xxx/1330"),
        ("ศธ 04001/12/2562", "ศธ 04001/12/2562"),
        ("ว.3/2562", "ว 3/2562"),
        ("พิเศษ/2569", "พิเศษ/2569"),
        ("คำสั่งที่ พิเศษ๑/๒๕๖๙", "พิเศษ 1/2569"),
        ("ก.ส.12/2569", "กส 12/2569"),
        ("ศธ 04188/2569", "ศธ 04188/2569"),
        (DocNumber("", 2562, False, 218), "218/2562"),
    ],
)
def test_one_number_is_read_however_it_is_typed(raw: object, typed: str) -> None:
    number = DocNumber.parse(raw)
    assert number.typed == typed
    assert str(number) == typed.replace(" ", "\u00a0")


def test_the_parts_of_a_number() -> None:
    order, circular = DocNumber.parse("218/2562"), DocNumber.parse("ศธ 04001/ว 123")
    assert (order.prefix, order.circular, order.running, order.year, order.year_be) == ("", False, 218, 2562, 2562)
    assert (circular.prefix, circular.circular, circular.running, circular.year) == ("ศธ 04001", True, 123, 0)
    assert DocNumber.parse("ศธ 04xxx/1").unfinished and not circular.unfinished


@pytest.mark.parametrize("raw", ["218", "๒๑๘", 218, 218.0])
def test_a_known_year_completes_a_bare_number(raw: object) -> None:
    assert DocNumber.parse(raw, year=2562) == DocNumber.parse("218/2562")
    assert DocNumber.parse("ศธ 04001/5", year=2562).year == 0


@pytest.mark.parametrize(
    ("raw", "kind", "example"),
    [
        ("218/62", "number.year", "218/2562"),
        ("218/2019", "number.year", "218/2562"),
        ("ที่ 218 / 62", "number.year", "ที่ 218 /2562"),
        ("218/256", "number.year", "218/2562"),
        ("218/02562", "number.year", "218/2562"),
        ("218", "number.incomplete", "218/2562"),
        (218, "number.incomplete", "218/2562"),
        ("0/2562", "number.running", "218/2562"),
        (dt.datetime(2562, 1, 1), "number.date", "1/2562"),
        (dt.date(2019, 5, 1), "number.date", "5/2562"),
        (dt.date(2026, 5, 12), "number.date", "218/2562"),
        (0.085, "number.unreadable", "218/2562"),
        (True, "number.unreadable", "218/2562"),
        ("218/2562 และ 219/2562", "number.unreadable", "218/2562"),
        ("", "number.empty", "218/2562"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_type(raw: object, kind: str, example: str) -> None:
    with pytest.raises(Unreadable) as refused:
        DocNumber.parse(raw)
    assert (refused.value.kind, refused.value.example) == (kind, example)


@given(NUMBERS)
def test_every_way_to_show_a_number_reads_back(number: DocNumber) -> None:
    for shown in (number.typed, str(number), f"ที่ {number}", thai_digits(number.typed)):
        assert DocNumber.parse(shown) == number


def test_numbers_sort_as_a_register_lists_them() -> None:
    listed = ["9/2561", "218/2561", "1/2562", "10/2562", "ศธ 04001/2", "ศธ 04001/10"]
    assert [number.typed for number in sorted(map(DocNumber.parse, reversed(listed)))] == listed


def test_a_paper_without_number_shows_a_gap() -> None:
    gap = "\u00a0" * 8
    assert not BlankNumber()
    assert str(BlankNumber(2562)) == f"{gap}/2562"
    assert str(BlankNumber(prefix="ศธ 04001", circular=True)) == f"ศธ\u00a004001/ว\u00a0{gap}"
    assert BlankNumber(2562).typed == ""


def with_check_digit(first: str) -> str:
    """The 13th digit by definition: the sum of all digits times 13, 12, … 2, and of the check digit, is 0 or 1 … mod 11."""
    total = sum((13 - place) * int(digit) for place, digit in enumerate(first))
    return next(f"{first}{check}" for check in range(10) if (11 - total % 11) % 10 == check)


@given(TWELVE)
def test_exactly_one_check_digit_is_right(first: str) -> None:
    right = with_check_digit(first)
    for check in range(10):
        typed = f"{first}{check}"
        if typed == right:
            assert CitizenId.parse(typed).digits == typed
            continue
        with pytest.raises(Unreadable) as refused:
            CitizenId.parse(typed)
        assert refused.value.kind == "citizen.checksum"


@given(TWELVE, st.integers(0, 12), st.integers(1, 9))
def test_nearly_every_mistyped_digit_is_found(first: str, place: int, shift: int) -> None:
    """Weights 13 … 2 find every single wrong digit but where remainders 0 and 10 share a check digit, or weights are 11."""
    right = with_check_digit(first)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    if wrong == with_check_digit(wrong[:12]):
        assert CitizenId.parse(wrong)
    else:
        with pytest.raises(Unreadable):
            CitizenId.parse(wrong)


@given(TWELVE)
def test_every_way_to_write_a_citizen_number_reads_back(first: str) -> None:
    citizen = CitizenId(with_check_digit(first))
    spaced = citizen.grouped.replace("-", " ")
    for typed in (citizen.digits, citizen.grouped, citizen.typed, spaced, thai_digits(citizen.grouped)):
        assert CitizenId.parse(typed) == citizen
    if first[0] != "0":
        assert CitizenId.parse(int(citizen.digits)) == CitizenId.parse(float(citizen.digits)) == citizen


def test_a_citizen_number_shows_its_last_digits_only() -> None:
    citizen = CitizenId.parse("1100700123455")
    assert citizen.grouped == "1-1007-00123-45-5"
    assert str(citizen) == "×-××××-×××××-45-5"
    for shown in (repr(citizen), str(citizen), f"{citizen}", repr([citizen])):
        assert "00123" not in shown


def test_a_refusal_does_not_repeat_the_citizen_number() -> None:
    with pytest.raises(Unreadable) as refused:
        CitizenId.parse("1100700123456")
    assert "110070" not in repr((str(refused.value), refused.value.args, refused.value.facts))


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("1.1007E+12", "citizen.lost"),
        ("1.10070012E12", "citizen.lost"),
        (1100700123.5, "citizen.lost"),
        (110070012345, "citizen.length"),
        ("11007001234555", "citizen.length"),
        ("G640012345678", "citizen.unreadable"),
        ("ไม่มี", "citizen.unreadable"),
        (-1, "citizen.unreadable"),
        (1e300, "citizen.unreadable"),
        ("  ", "citizen.empty"),
    ],
)
def test_what_is_no_citizen_number_is_refused(raw: object, kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        CitizenId.parse(raw)
    assert refused.value.kind == kind
