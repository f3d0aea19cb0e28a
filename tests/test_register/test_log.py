"""Whatever is changed behind the program's back is found and named."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from sqlalchemy import text

from generator.errors import GenError
from generator.register import (
    Entry,
    confirm,
    count_circulars_apart,
    release,
    reserve,
    seal,
    start_number,
    take,
    take_all,
    verify,
    void,
)

JUNE = date(2019, 6, 7)


@pytest.fixture
def busy(small):
    return filled(small)


def filled(register):
    """A book with rows of every kind: its log has 13 rows."""
    start_number(register, "order", 2562, 10)
    take_all(register, [Entry("order", JUNE, f"เรื่อง {n}", str(n)) for n in range(3)])
    reserve(register, "order", JUNE, "จอง")
    void(register, "order", 2562, 11, "ผิด")
    count_circulars_apart(register, "letter", 2562, True)
    with register.issuing():
        take_all(register, [Entry("letter", JUNE, "จดหมาย", paper) for paper in "กข"], pending=True)
        confirm(register, "ก")
        release(register, "ข")
    return register


def tamper(register, *statements: str) -> list[str]:
    """Change the database as an outsider would; return what `verify` then says."""
    with register._writing.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return [str(problem).removeprefix(f"{problem.code} {register.where}: ") for problem in verify(register)]


def codes(register, *statements: str) -> list[str]:
    tamper(register, *statements)
    return [problem.code for problem in verify(register)]


def test_a_sound_book_has_nothing_to_say_until_it_is_touched(register):
    busy = filled(register)
    assert verify(busy) == []
    assert seal(busy).startswith("13-")
    assert verify(busy, seal(busy)) == []
    found = tamper(busy, "UPDATE log SET clerk = 'x' WHERE seq = 3", "UPDATE number SET remark = 'x' WHERE number = 12")
    assert found == ["บันทึกลำดับที่ 3 (take order 10/2562) ถูกแก้ไขหรือย้ายที่", "order 12/2562 ถูกแก้ไขโดยไม่ผ่านโปรแกรม"]


def test_a_new_book_is_sound(register):
    assert verify(register) == []
    assert verify(register, seal(register)) == []


@pytest.mark.parametrize("change", [
    "at = '2019-06-08'", "clerk = 'สมชาย'", "action = 'void'", "number = 99", "detail = ''", "series = 'letter'",
    "digest = 'x'", "previous = 'x'", "hash = 'x'", "year = 2563",
])
def test_a_changed_row_of_the_log_is_named(busy, change):
    found = tamper(busy, f"UPDATE log SET {change} WHERE seq = 4")
    assert any(line.startswith("บันทึกลำดับที่ 4 (") for line in found)


@pytest.mark.parametrize("gone", [1, 7, 12, 13])
def test_a_removed_row_of_the_log_is_named(busy, gone):
    assert f"บันทึกลำดับที่ {gone} ถึง {gone} หายไป" in tamper(busy, f"DELETE FROM log WHERE seq = {gone}")


def test_removed_ends_of_the_log_are_named(busy):
    assert "บันทึกลำดับที่ 10 ถึง 13 หายไป" in tamper(busy, "DELETE FROM log WHERE seq > 9")


def test_rows_of_the_log_that_changed_places_are_named(busy):
    found = tamper(
        busy, "UPDATE log SET seq = 99 WHERE seq = 4", "UPDATE log SET seq = 4 WHERE seq = 5",
        "UPDATE log SET seq = 5 WHERE seq = 99",
    )  # fmt: skip
    assert [line.split(" (")[0] for line in found if "(" in line] == ["บันทึกลำดับที่ 4", "บันทึกลำดับที่ 5"]


def test_rows_that_were_renumbered_over_a_removed_one_are_named(busy):
    found = tamper(busy, "DELETE FROM log WHERE seq = 12", "UPDATE log SET seq = 12 WHERE seq = 13")
    assert any(line.startswith("บันทึกลำดับที่ 12 (") for line in found)


def test_a_row_that_was_added_to_the_log_is_named(busy):
    added = "INSERT INTO log SELECT 14, at, clerk, action, series, year, number, detail, digest, hash, 'x' FROM log WHERE seq = 13"
    assert any(line.startswith("บันทึกลำดับที่ 14 (") for line in tamper(busy, added))


def test_a_lost_end_of_the_chain_is_said(busy):
    assert codes(busy, "UPDATE head SET hash = 'x'") == ["E742"]
    with pytest.raises(GenError, match="E705"):
        tamper(busy, "DELETE FROM head")


@pytest.mark.parametrize(("change", "said"), [
    ("UPDATE number SET subject = 'อื่น' WHERE series = 'order' AND number = 10", "order 10/2562 ถูกแก้ไขโดยไม่ผ่านโปรแกรม"),
    ("UPDATE number SET state = 'issued' WHERE series = 'order' AND number = 11", "order 11/2562 ถูกแก้ไขโดยไม่ผ่านโปรแกรม"),
    ("UPDATE number SET day = '2019-06-01' WHERE number = 12", "order 12/2562 ถูกแก้ไขโดยไม่ผ่านโปรแกรม"),
    ("UPDATE number SET reason = '' WHERE number = 13", "order 13/2562 ถูกแก้ไขโดยไม่ผ่านโปรแกรม"),
    ("DELETE FROM number WHERE number = 12", "order 12/2562 ถูกลบโดยไม่ผ่านโปรแกรม"),
    ("UPDATE number SET number = 50 WHERE number = 12", "order 50/2562 ถูกเพิ่มโดยไม่ผ่านโปรแกรม"),
    ("UPDATE book SET first = 1 WHERE series = 'order'", "order 2562 ถูกแก้ไขโดยไม่ผ่านโปรแกรม"),
    ("DELETE FROM book WHERE series = 'letter'", "letter 2562 ถูกลบโดยไม่ผ่านโปรแกรม"),
])  # fmt: skip
def test_a_row_of_a_book_that_was_touched_is_named(busy, change, said):
    assert said in tamper(busy, change)


def test_a_log_rewritten_whole_is_found_by_the_seal_on_paper(tmp_path, small):
    take(small, Entry("order", JUNE, "เรื่องเดิม"))
    printed = seal(small)
    take(small, Entry("order", JUNE, "อีกเรื่อง"))
    assert verify(small, printed) == []
    small.close()
    (tmp_path / "register.db").unlink()
    (tmp_path / "register.db").write_bytes(b"")
    small.migrate()
    for subject in ("เรื่องใหม่", "อีกเรื่อง"):
        take(small, Entry("order", JUNE, subject))
    assert [problem.code for problem in verify(small)] == ["E751"], "the mark beside the book knows the old log"
    (tmp_path / "register.mark").unlink()
    assert verify(small) == []
    assert [problem.code for problem in verify(small, printed)] == ["E746"]
    assert [problem.code for problem in verify(small, "2-")] == ["E746"]
    assert [problem.code for problem in verify(small, "พิมพ์ผิด")] == ["E746"]


def test_the_log_holds_no_subject_reason_or_remark(small):
    take(small, Entry("order", JUNE, "ลงโทษนายลับ", remark="ลับ", force="ลับ"))
    void(small, "order", 2562, 1, "นายลับอุทธรณ์")
    with sqlite3.connect(small.where) as connection:
        assert "ลับ" not in str(connection.execute("SELECT * FROM log").fetchall())
    connection.close()
