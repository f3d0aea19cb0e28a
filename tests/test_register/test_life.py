"""The life of numbers, on SQLite and PostgreSQL: taken, reserved, pending, issued, void; never twice, never backwards."""

from __future__ import annotations

from datetime import date

import pytest

from generator.errors import GenError, Problems
from generator.register import (
    FREE,
    ISSUED,
    PENDING,
    RESERVED,
    VOID,
    Entry,
    books,
    confirm,
    count_circulars_apart,
    find,
    gaps,
    of_paper,
    open_register,
    release,
    reserve,
    rows,
    start_number,
    take,
    take_all,
    unfinished,
    verify,
    void,
)  # fmt: skip

JUNE = date(2019, 6, 7)


def order(paper: str = "", day: date = JUNE, **rest) -> Entry:
    return Entry("order", day, rest.pop("subject", f"เรื่อง {paper}"), paper, **rest)


def refused(code: str):
    return pytest.raises(GenError, match=f"^{code} ")


def test_numbers_count_up_from_one_in_each_series_and_buddhist_year(register):
    register.today = date(2020, 1, 2)
    given = [take(register, entry) for entry in (
        order("ก"), order("ข"), Entry("announcement", JUNE, "ประกาศ"), order("ค", date(2020, 1, 2)), order("ง", date(2019, 12, 31)),
    )]
    assert [(row.series, str(row)) for row in given] == [
        ("order", "1/2562"), ("order", "2/2562"), ("announcement", "1/2562"), ("order", "1/2563"), ("order", "3/2562"),
    ]


def test_the_row_says_what_whose_and_when(register):
    take(register, order("id-1", subject=" เเต่งตั้ง\u200bคณะ ที่ ๕\n", file="out/2562/คำสั่ง ๕.docx", sent_to="โรงเรียน", remark="ด่วน"))
    row = find(register, "order", 2562, 1)
    assert row == of_paper(register, "id-1") == rows(register, "order", 2562)[0]
    assert (row.subject, row.file, row.sent_to, row.remark) == ("แต่งตั้งคณะ ที่ 5", "out/2562/คำสั่ง ๕.docx", "โรงเรียน", "ด่วน")
    assert (row.state, row.day, row.clerk, row.entered) == (ISSUED, JUNE, "สมศรี", JUNE)


def test_the_same_paper_keeps_its_number_whatever_it_says_now(register):
    first = take(register, order("id-1"))
    take(register, order("id-2"))
    assert take(register, order("id-1", date(2020, 5, 5), subject="แก้เรื่อง")) == first
    assert len(rows(register, "order", 2562)) == 2


def test_papers_without_an_id_are_all_different(register):
    assert take(register, order()).number != take(register, order()).number


def test_a_year_may_start_at_a_number_that_the_paper_book_had_reached(register):
    start_number(register, "order", 2562, 218)
    assert str(take(register, order("ก"))) == "218/2562"
    start_number(register, "order", 2562, 300)
    assert str(take(register, order("ข"))) == "300/2562"
    register.today = date(2020, 1, 1)
    assert str(take(register, order("ค", date(2020, 1, 1)))) == "1/2563"
    assert gaps(register, "order", 2562) == list(range(300, 300))
    with refused("E718"):
        start_number(register, "order", 2562, 300)


def test_a_batch_is_all_or_nothing_and_says_all_that_is_wrong(register):
    take_all(register, [order("ก", date(2019, 6, 10)), order("ข", date(2019, 6, 10))])
    void(register, "order", 2562, 1, "พิมพ์ผิด")
    with pytest.raises(Problems) as caught:
        take_all(register, [order("ค", date(2019, 6, 11)), order("ง"), order("จ", number=1), order("ข", number=9)])
    assert [problem.code for problem in caught.value.problems] == ["E712", "E711", "E716"]
    assert [str(row) for row in rows(register, "order", 2562)] == ["1/2562", "2/2562"]
    assert take(register, order("ค", date(2019, 6, 11))).number == 3


def test_a_date_may_not_run_backwards_unless_there_is_a_reason(register):
    take(register, order("ก", date(2019, 6, 10)))
    with pytest.raises(Problems, match="เลขที่ 2/2562 ลงวันที่ 7 มิถุนายน 2562 ไม่ได้ เพราะเลขที่ 1/2562 ลงวันที่ 10 มิถุนายน 2562"):
        take(register, order("ข"))
    row = take(register, order("ข", force="ผู้อำนวยการสั่งการไว้แล้ว"))
    assert (row.number, row.forced) == (2, "ผู้อำนวยการสั่งการไว้แล้ว")
    with refused("E712"):  # the forced date binds nobody: 10 June still does
        take(register, order("ค", date(2019, 6, 9)))
    assert take(register, order("ค", date(2019, 6, 10), force="ไม่จำเป็น")).forced == ""


def test_a_void_date_binds_nobody(register):
    take(register, order("ก", date(2019, 6, 12)))
    void(register, "order", 2562, 1, "พิมพ์เดือนผิด")
    assert take(register, order("ข")).number == 2


def test_a_void_number_is_never_given_again_and_its_paper_may_have_another(register):
    take_all(register, [order("ก"), order("ข")])
    row = void(register, "order", 2562, 2, "ผู้ลงนามไม่เห็นชอบ")
    assert (row.state, row.reason, row.voided_by, row.voided) == (VOID, "ผู้ลงนามไม่เห็นชอบ", "สมศรี", JUNE)
    assert of_paper(register, "ข") is None
    assert take(register, order("ข")).number == 3
    with refused("E711"):
        take(register, order("ค", number=2))
    with refused("E714"):
        void(register, "order", 2562, 2, "อีกครั้ง")


@pytest.mark.parametrize("reason", ["", " ", "\u200b"])
def test_to_void_and_to_reserve_need_a_reason(register, reason):
    take(register, order("ก"))
    with refused("E715"):
        void(register, "order", 2562, 1, reason)
    with refused("E715"):
        reserve(register, "order", JUNE, reason)


def test_reserved_numbers_wait_for_the_papers_that_name_them(register):
    kept = reserve(register, "order", JUNE, "คำสั่งด่วนของผู้อำนวยการ", 2)
    assert [(row.number, row.state, row.clerk, row.day) for row in kept] == [(n, RESERVED, "สมศรี", JUNE) for n in (1, 2)]
    assert take(register, order("ก", date(2019, 6, 10))).number == 3
    with refused("E712"):  # number 3 is of 10 June
        take(register, order("ข", date(2019, 6, 11), number=2))
    assert take(register, order("ข", date(2019, 6, 10), number=2)).state == ISSUED
    with refused("E710"):
        take(register, order("ค", number=2))
    assert void(register, "order", 2562, 1, "ไม่ได้ใช้").state == VOID


def test_central_records_may_give_the_number(register):
    row = take(register, order("ก", number=218))
    assert (str(row), row.given) == ("218/2562", True)
    assert take(register, order("ก", number=218)) == row
    assert take(register, order("ก")) == row
    with refused("E710"):
        take(register, order("ข", number=218))
    with refused("E716"):
        take(register, order("ก", number=219))
    assert take(register, order("ข")).number == 219
    assert gaps(register, "order", 2562) == list(range(1, 218))


@pytest.mark.parametrize("number", [0, -1, 719, 2562, 10**12])
def test_a_number_that_leaps_is_taken_for_a_typing_mistake(register, number):
    take(register, order("ก", number=218))
    with refused("E717"):
        take(register, order("ข", number=number))
    assert take(register, order("ข", number=718)).number == 718


def test_a_leap_with_a_reason_is_allowed_and_its_date_still_binds(register):
    take(register, order("ก", number=218))
    row = take(register, order("ข", date(2019, 6, 10), number=2000, force="กลุ่มอื่นใช้เลขระหว่างนี้"))
    assert (row.number, row.forced, row.reason) == (2000, "", "กลุ่มอื่นใช้เลขระหว่างนี้")
    with refused("E712"):
        take(register, order("ค", date(2019, 6, 9)))


def test_a_gap_of_an_older_book_is_closed_by_voiding_it(register):
    take(register, order("ก", number=3))
    assert void(register, "order", 2562, 2, "ไม่พบคำสั่ง").state == VOID
    assert gaps(register, "order", 2562) == [1]
    with refused("E713"):
        void(register, "order", 2562, 4, "ยังไม่ออก")


def test_pending_numbers_become_issued_or_free(register):
    with register.issuing():
        given = take_all(register, [order(paper, file=f"{paper}.docx") for paper in "กขค"], pending=True)
        assert [(row.number, row.state) for row in given] == [(1, PENDING), (2, PENDING), (3, PENDING)]
        assert unfinished(register) == given
        confirm(register, "กค")
        release(register, "ข")
        with refused("E720"):
            release(register, "ก")
    with register.issuing():
        take(register, order("ฉ", date(2019, 6, 8)), pending=True)
    with refused("E719"):
        void(register, "order", 2562, 4, "ยังออกไม่เสร็จ")
    with register.issuing():
        release(register, "ฉ")
    assert unfinished(register) == []
    assert gaps(register, "order", 2562) == [2]
    assert [row.number for row in rows(register, "order", 2562)] == [1, 3]
    assert find(register, "order", 2562, 2).state == FREE
    assert take(register, order("ง")).number == 2, "the free number comes first"
    assert take(register, order("จ")).number == 4


def test_a_free_number_waits_for_a_paper_that_its_date_fits(register):
    with register.issuing():
        take_all(register, [order("ก"), order("ข"), order("ค")], pending=True)
        confirm(register, "กค")
        release(register, "ข")
    assert take(register, order("ง", date(2019, 6, 8))).number == 4
    assert take(register, order("จ", date(2019, 6, 7))).number == 2


def test_a_released_number_goes_back_to_whoever_had_it(register):
    reserve(register, "order", JUNE, "จองไว้")
    with register.issuing():
        take_all(register, [order("ก", number=1), order("ข", number=90)], pending=True)
        release(register, "กข")
    assert find(register, "order", 2562, 1).state == RESERVED
    assert find(register, "order", 2562, 1).reason == "จองไว้"
    assert find(register, "order", 2562, 90) is None, "a number of central records is not ours to give"
    assert take(register, order("ค")).number == 2
    assert verify(register) == []


def test_only_the_one_run_that_issues_has_pending_numbers(register, where):
    with pytest.raises(RuntimeError, match="issuing"):
        take(register, order("ก"), pending=True)
    with register.issuing(), open_register(where, "สมชาย", JUNE, wait=0.2) as other:
        assert take(other, order("ข")).number == 1, "others still take numbers"
        with refused("E704"), other.issuing():
            pass
    with open_register(where, "สมชาย", JUNE, wait=0.2) as other, other.issuing():
        pass


def test_a_run_that_was_stopped_goes_on_with_the_same_numbers(register, where):
    with pytest.raises(KeyboardInterrupt), register.issuing():
        take_all(register, [order("ก"), order("ข")], pending=True)
        raise KeyboardInterrupt
    with open_register(where, "สมชาย", JUNE) as again, again.issuing():
        assert [row.paper for row in unfinished(again)] == ["ก", "ข"]
        assert [row.number for row in take_all(again, [order("ข"), order("ค")], pending=True)] == [2, 3]
        confirm(again, "กขค")
        confirm(again, "กขค")
    assert [row.state for row in rows(register, "order", 2562)] == [ISSUED] * 3


def letter(paper: str, circular: bool = True, **rest) -> Entry:
    return Entry("letter", JUNE, "ขอเชิญประชุม", paper, circular=circular, **rest)


def test_circulars_share_the_ordinary_numbers_unless_the_book_says_otherwise(register):
    given = [take(register, letter(paper, circular)) for paper, circular in (("ก", False), ("ข", True), ("ค", False))]
    assert [row.running for row in given] == ["1", "ว 2", "3"]
    with refused("E721"):
        count_circulars_apart(register, "letter", 2562, True)


def test_circulars_may_have_a_series_of_their_own_also_in_later_years(register):
    count_circulars_apart(register, "letter", 2562, True)
    given = [take(register, letter(paper, circular)) for paper, circular in (("ก", False), ("ข", True), ("ค", False), ("ง", True))]
    assert [(row.series, row.running) for row in given] == [("letter", "1"), ("letter-ว", "ว 1"), ("letter", "2"), ("letter-ว", "ว 2")]
    register.today = date(2021, 1, 5)
    later = Entry("letter", date(2021, 1, 5), "เวียน", "จ", circular=True)
    assert take(register, later).series == "letter-ว"
    with refused("E721"):
        count_circulars_apart(register, "letter", 2562, False)
    assert take(register, letter("ข")) == given[1]
    count_circulars_apart(register, "letter", 2565, False)
    register.today = date(2022, 1, 5)
    assert take(register, Entry("letter", date(2022, 1, 5), "เวียน", "ฉ", circular=True)).series == "letter"


def test_the_books_are_listed_with_their_counts(register):
    take_all(register, [order("ก"), order("ข"), letter("ค")])
    void(register, "order", 2562, 1, "ผิด")
    start_number(register, "order", 2563, 10)
    assert [(book.series, book.year, book.first, book.last, book.counts) for book in books(register)] == [
        ("letter", 2562, 1, 1, {ISSUED: 1}), ("order", 2562, 1, 2, {ISSUED: 1, VOID: 1}), ("order", 2563, 10, 0, {}),
    ]


def test_a_large_batch_is_in_the_order_of_its_papers(register):
    given = take_all(register, [order(str(n)) for n in range(300)])
    assert [(row.number, row.paper) for row in given] == [(n + 1, str(n)) for n in range(300)]
    assert verify(register) == []
