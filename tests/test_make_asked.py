"""The number book is asked while papers are made; a circular of one letter to many has one number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.errors import GenError, Problems
from generator.form import load
from generator.issue import issue, the_book
from generator.make import Made, make
from generator.office import Office, open_office, start_office
from generator.register import Entry, books, find, reserve, rows, take, void
from tests import paper, small
from tests.mistakes import TODAY
from tests.test_issue import one


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return small.office(tmp_path)


@pytest.fixture
def real(tmp_path: Path) -> Office:
    start_office(tmp_path / "office")
    settings = tmp_path / "office" / "data" / "office.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("ศธ ๐๔xxx ", "ศธ 04123 "), encoding="utf-8")
    return open_office(tmp_path / "office", TODAY)


def letters(office: Office, rows: list[dict[str, str]], form: str = "letter") -> Made:
    """Letters, a row each."""
    base = {"เรื่อง": "ขอเชิญประชุม", "เรียน": "ผู้อำนวยการโรงเรียนบ้านนา", "ข้อความ": "ด้วยสำนักงานจะจัดประชุม", "ข้อความลงท้าย": "จึงเรียนมาเพื่อโปรดทราบ"}
    path = office.root / "หนังสือ.yaml"
    path.write_text(yaml.safe_dump([base | row for row in rows], allow_unicode=True), encoding="utf-8")
    return make(load(office.forms, form), [path], office)


def said(made: Made) -> list[str]:
    return [f"{found.code} {found.text}" for found in made.notices if found.code in ("W706", "W708")]


def typed(office: Office, number: str, subject: str = "ขอซื้อ") -> Made:
    return small.slips(office, [subject], เลขที่=number)


def test_a_number_that_nothing_speaks_against_is_made_in_silence(office):
    assert said(typed(office, "7/2569")) == []
    issue([one(office)], office)
    assert said(typed(office, "2/2569")) == []


def test_a_typed_number_is_held_against_the_book(office):
    with the_book(office) as book:
        take(book, Entry("small", TODAY, "เรื่องของคนอื่น"))
        (kept,) = reserve(replace_user(book, "คนอื่น"), "small", TODAY, "รอลงนาม")
        take(book, Entry("small", TODAY, "พิมพ์ผิด", number=3))
        void(book, "small", 2569, 3, "ผิดเรื่อง")
    assert said(typed(office, "1/2569")) == ["W706 เลขที่ 1/2569 ออกให้เรื่องอื่นแล้ว (เรื่องของคนอื่น) — ตรวจเลขก่อนใช้"]
    assert "จองไว้ (รอลงนาม)" in said(typed(office, f"{kept.number}/2569"))[0]
    assert "ยกเลิกแล้ว (ผิดเรื่อง)" in said(typed(office, "3/2569"))[0]
    assert "ห่างจากเลขล่าสุด (3)" in said(typed(office, "3000/2569"))[0]


def replace_user(book, user: str):
    book.user = user
    return book


def test_a_paper_that_has_its_number_is_made_again_in_silence(office):
    (path,) = (one.path for one in typed(office, "5/2569").papers)
    issue([path], office)
    assert said(typed(office, "5/2569")) == []


def test_two_papers_of_a_run_never_bear_one_number(office):
    with pytest.raises(Problems, match="E758") as told:
        small.slips(office, ["ก", "ข"], เลขที่="88/2569")
    assert [found.code for found in told.value.problems] == ["E758"]


def test_letters_of_a_circular_made_row_by_row_have_one_number(real):
    rows_ = [{"เลขที่หนังสือ": "ว 77", "เรียน": f"ผู้อำนวยการโรงเรียนบ้านนา {n}"} for n in range(4)]
    paths = [one.path for one in letters(real, rows_).papers]
    assert {done.number for done in issue(paths, real)} == {"ศธ 04123/ว 77"}
    assert all(done.same for done in issue(paths, real))
    with the_book(real) as book:
        assert [row.number for row in rows(book, "letter", 2569)] == [77]


def test_many_letters_of_one_text_without_numbers_are_asked_about(real):
    rows_ = [{"เรียน": f"ผู้อำนวยการโรงเรียนบ้านนา {n}"} for n in range(5)]
    assert [text[:4] for text in said(letters(real, rows_))] == ["W708"]
    assert said(letters(real, [{**row, "เรื่อง": f"เรื่อง {n}"} for n, row in enumerate(rows_)])) == []


def test_memos_and_letters_share_a_book_or_not_as_the_office_says(real):
    form = load(real.forms, "memo")
    memo = make(form, [form.examples], real).papers[0].path
    (letter,) = (one.path for one in letters(real, [{}]).papers)
    assert [done.number for done in issue([letter, memo], real, reason="ลอง")] == ["ศธ 04123/1", "ศธ 04123/45"]
    with the_book(real) as book:
        assert {one.series for one in books(book)} == {"letter"}
    apart = replace(real, sections={**real.sections, "numbers": {"memo": {"code": "ศธ 04123/กส"}}})
    assert apart.series("memo").book == "memo" and apart.series("memo").code == "ศธ 04123/กส"
    with pytest.raises(GenError, match="E402"):
        replace(real, sections={"numbers": {"memo": {"bok": "letter"}}}).series("memo")


def test_numbers_of_central_records_are_entered_as_they_are_typed(office):
    central = replace(office, sections={**office.sections, "numbers": {"small": {"central": True}}})
    with pytest.raises(GenError, match="E757"):
        issue([one(central)], central)
    for number in ("912/2569", "45/2569", "3107/2569"):
        (path,) = (one.path for one in typed(central, number, f"เรื่อง {number[:2]}").papers)
        assert issue([path], central)[0].number == number
    with the_book(central) as book:
        assert find(book, "small", 2569, 3107).given


@pytest.mark.parametrize("receivers", ["ทุกโรงเรียน", "ผู้อำนวยการโรงเรียน ทุกโรงเรียน", "ทุกแห่ง", "โรงเรียนบ้านนาสมมติ\nโรงเรียนบ้านดงทดสอบ"])
def test_one_letter_to_many_is_a_circular_with_one_number_and_one_list(real, receivers):
    made = [one.path for one in letters(real, [{"ถึงหลายราย": receivers}]).papers]
    names = [path.name for path in made]
    assert sum("(รวม).docx" in name for name in names) == sum("(บัญชีส่ง).xlsx" in name for name in names) == 1
    single = [path for path in made if path.suffix == ".docx" and "(รวม)" not in path.name]
    assert len(single) == (2 if "\n" in receivers else 6)
    assert "ผู้อำนวยการโรงเรียนบ้านนาสมมติ" in paper.text(single[0])
    assert {done.number for done in issue(single, real)} == {"ศธ 04123/ว 1"}
    with the_book(real) as book:
        assert [row.circular for row in rows(book, "letter", 2569)] == [True]


def test_a_letter_to_one_stays_one_letter(real):
    made = [one.path for one in letters(real, [{}]).papers]
    assert len(made) == 1 and "บ้านนา" in paper.text(made[0])
