"""A number is given once, whatever happened to the book, the clock, or the files: told or refused, with a way out."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import outbox, source
from generator.audit.files import chosen
from generator.cli import run
from generator.errors import GenError
from generator.issue import issue, recover, the_book
from generator.office import Office, shipped, start_office
from generator.register import ISSUED, RESERVED, VOID, Entry, find, reserve, rows, take, verify, void
from tests import small
from tests.mistakes import TODAY
from tests.test_issue import one, shown


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return small.office(tmp_path)


# --- days and numbers that need a reason


def test_a_day_that_is_far_ahead_takes_a_reason_and_hinders_nobody(office):
    early, today = one(office, "ปีหน้า"), one(office, "วันนี้")
    with pytest.raises(GenError, match=r"E755 .*4 มกราคม 2570 ซึ่งยังไม่ถึง"):
        issue([early], office, day=date(2027, 1, 4))
    month = one(office, "สิ้นปี")
    assert issue([month], office, day=date(2026, 12, 31), reason="ผู้อำนวยการสั่ง")[0].number == "1/2569"
    assert issue([today], office)[0].number == "2/2569"


def test_a_reservation_for_a_far_day_hinders_nobody_and_is_used_on_that_day(office):
    with the_book(office) as book:
        (kept,) = reserve(book, "small", date(2026, 12, 31), "รอประชุม")
    assert issue([one(office, "วันนี้")], office)[0].number == "2/2569"
    then = replace(office, today=date(2026, 12, 31))
    assert issue([one(then, "สิ้นปี")], then, number=kept.number)[0].number == "1/2569"


def test_a_reason_lets_a_day_run_backwards_and_a_number_leap(office):
    files = [one(office, subject) for subject in "กขค"]
    issue(files[:1], office)
    with pytest.raises(GenError, match="E712"):
        issue(files[1:2], office, day=TODAY - timedelta(days=3))
    (back,) = issue(files[1:2], office, day=TODAY - timedelta(days=3), reason="ลงนามวันนั้น")
    with pytest.raises(GenError, match="E717"):
        issue(files[2:], office, number=1000)
    (leap,) = issue(files[2:], office, number=1000, reason="งานสารบรรณกลางให้เลขนี้")
    assert (back.number, leap.number) == ("2/2569", "1000/2569")
    with the_book(office) as book:
        assert find(book, "small", 2569, 2).forced == "ลงนามวันนั้น"
        assert find(book, "small", 2569, 1000).reason == "งานสารบรรณกลางให้เลขนี้"


@pytest.mark.parametrize("number", [0, -1, 1_000_000, 10**22])
def test_a_number_that_no_book_has_is_refused(office, number):
    with pytest.raises(GenError, match="E717"):
        issue([one(office)], office, number=number)


def test_a_paper_of_a_past_year_does_not_begin_a_book_of_its_own(office):
    issue([one(office, "ปีนี้")], office)
    with pytest.raises(GenError, match=r"E756 .*small ปี 2568"):
        issue([one(office)], office, day=date(2025, 12, 20))
    assert issue([one(office)], office, day=date(2025, 12, 20), number=77)[0].number == "77/2568"


def test_the_clock_is_held_against_the_book(office):
    issue([one(office, "ก")], office)
    for days, code in ((-1, "E752"), (-2000, "E752"), (16000, "E753")):
        with pytest.raises(GenError, match=code):
            issue([one(office, f"ข {days}")], replace(office, today=TODAY + timedelta(days=days)))
    yesterday = replace(office, today=TODAY - timedelta(days=1))
    assert issue([one(office, "ค")], yesterday, day=TODAY, reason="เครื่องเคยตั้งผิด")[0].number == "2/2569"
    assert issue([one(office, "ง")], yesterday, day=TODAY)[0].number == "3/2569"


def test_a_pending_number_whose_run_and_file_are_gone_can_be_voided(office):
    with the_book(office) as book:
        with book.issuing():
            take(book, Entry("small", TODAY, "หายไป", "ไม่มีไฟล์"), pending=True)
        with pytest.raises(GenError, match="E719"):
            void(book, "small", 2569, 1, "คอมพิวเตอร์เสีย")
        with book.issuing():
            void(book, "small", 2569, 1, "คอมพิวเตอร์เสีย")
    assert issue([one(office)], office)[0].number == "2/2569"


# --- books that were lost, put back, exchanged


def lose_book(office: Office) -> None:
    for file in (office.root / "data").glob("register.*"):
        file.unlink()


@pytest.mark.parametrize("mark", [True, False], ids=["with its mark", "without"])
def test_a_book_that_was_lost_learns_the_numbers_again(office, mark):
    paths = [one(office, subject) for subject in "กข"]
    issue(paths, office)
    lose_book(office)
    if not mark:
        shutil.rmtree(office.out / ".gen")
    with pytest.raises(GenError, match="E750" if mark else r"E754 .*1/2569 .*และอีก 1 ฉบับ"):
        issue([one(office, "ค")], office)
    assert [(str(row), row.subject) for row, _ in recover(office).rows] == [("1/2569", "ก"), ("2/2569", "ข")]
    assert len(recover(office, enter=True).rows) == 2 and not recover(office).rows
    assert all(done.same for done in issue(paths, office))
    assert issue([one(office, "ค")], office)[0].number == "3/2569"
    with the_book(office) as book:
        assert not verify(book) and find(book, "small", 2569, 2).file.endswith("ใบสั่ง ข.docx")


def test_a_book_that_was_put_back_gives_no_number_twice(office):
    """Also those that were reserved or voided since are known, and those whose file lies elsewhere."""
    paths = [one(office, subject) for subject in "กขค"]
    issue(paths[:1], office)
    old = {path: path.read_bytes() for path in (office.root / "data").glob("register.*")}
    issue(paths[1:], office)
    with the_book(office) as book:
        void(book, "small", 2569, 2, "พิมพ์ผิด")
        reserve(book, "small", TODAY, "รอลงนาม")
    paths[2].unlink()
    for path, data in old.items():
        path.write_bytes(data)
    later = one(office, "ง")
    with pytest.raises(GenError, match=r"E750 .*small 4/2569"):
        issue([later], office)
    with the_book(office) as book:
        assert [found.code for found in verify(book)] == ["E750"]
        with pytest.raises(GenError, match="E750"):
            reserve(book, "small", TODAY, "อีก")
    recover(office, enter=True)
    assert issue([later], office)[0].number == "5/2569"
    with the_book(office) as book:
        assert [row.state for row in rows(book, "small", 2569)] == [ISSUED, VOID, ISSUED, RESERVED, ISSUED]


@pytest.mark.parametrize("line", [
    {"series": {}, "year": [], "number": None, "state": 3}, {"series": "small", "year": "2569", "number": 7, "state": "issued"},
    {"series": "small", "year": 2569, "number": True, "state": "issued"}, {"state": "issued"}, {},
])  # fmt: skip
def test_a_line_of_the_mark_that_nobody_wrote_says_no_number(office, line):
    issue([one(office)], office)
    mark = office.out / ".gen" / "numbers.jsonl"
    with mark.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"seq": 1, "hash": "", **line}) + "\n")
    assert recover(office).rows == []


def test_another_book_in_its_place_is_told(office, tmp_path_factory):
    other = small.office(tmp_path_factory.mktemp("other"))
    issue([one(other, "ของเขา")], other)
    issue([one(office, "ก")], office)
    shutil.copy(other.root / "data" / "register.db", office.root / "data" / "register.db")
    with pytest.raises(GenError, match="E751"):
        issue([one(office, "ข")], office)


def test_a_book_of_the_office_is_readable_for_the_office_only(office):
    issue([one(office)], office)
    for path in (*(office.root / "data").glob("register.*"), office.out / ".gen"):
        assert not path.stat().st_mode & 0o007, path


# --- papers known by what they are made from


def test_two_offices_and_two_checkouts_on_one_book_share_no_number(office, tmp_path_factory):
    """Letters of one form, subject and name: another office's is another paper; a copy of ours is refused."""
    folders = [tmp_path_factory.mktemp("there") for _ in range(2)]
    shared = {**office.sections, "register": str(office.root / "data" / "register.db")}
    checkout = replace(small.office(folders[0]), sections=shared)
    other = replace(small.office(folders[1]), sections=shared, name="สำนักงานอื่น")
    assert issue([one(office)], office)[0].number == "1/2569"
    with pytest.raises(GenError, match=r"E626 .*1/2569"):
        issue([one(checkout)], checkout)
    assert issue([one(other)], other)[0].number == "2/2569"


def test_a_path_of_the_book_is_seen_from_the_folder_of_the_office(office, monkeypatch):
    named = replace(office, sections={**office.sections, "register": "data/book.db"})
    for folder in (office.root, office.out):
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        issue([one(named, folder.name)], named)
    with the_book(named) as book:
        assert [row.number for row in rows(book, "small", 2569)] == [1, 2]
    assert (office.root / "data" / "book.db").is_file()


def test_next_months_letter_on_the_same_subject_is_another_paper(office):
    issue([one(office)], office)
    shutil.move(one(office).parent, office.root / "เดือนก่อน")
    later = replace(office, today=TODAY + timedelta(days=30))
    assert issue([one(later)], later)[0].number == "2/2569"


def test_a_copied_draft_of_an_issued_paper_gets_no_number_wherever_that_went(office):
    path = one(office)
    copy = Path(shutil.copy(path, office.root / "สำเนา.docx"))
    issue([path], office)
    moved = Path(shutil.move(path, office.root / "เก็บแล้ว.docx"))
    with pytest.raises(GenError, match=r"E626 .*1/2569"):
        issue([copy], office)
    moved.unlink()
    assert issue([copy], office, number=1)[0].number == "1/2569"


# --- readers and hands


@pytest.fixture
def gen(office, monkeypatch, capsys):
    """A command of the office: its exit code and what it said."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((TODAY - date(1970, 1, 1)).total_seconds())))
    shutil.copy(shipped("data") / "office.yaml", office.root / "data")
    monkeypatch.chdir(office.root)

    def call(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def test_reading_the_book_clears_no_batch_and_waits_for_none(office, gen, monkeypatch):
    monkeypatch.setattr(outbox.fate, "EACH", 5)
    issue([one(office, "ก")], office)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(outbox.Desk, "commit", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        small.slips(office, [f"ชุด {n}" for n in range(12)])
    waiting = len(list(office.out.rglob("*.tmp")))
    assert waiting >= 10
    with outbox.desk(office.out, spared=outbox.EVERY):
        for asked in (["list"], ["list", "small"], ["gaps", "small"], ["verify"], ["export", "small", "-o", "ทะเบียน.xlsx"]):
            assert gen("register", *asked)[0] == 0
        assert gen("register", "reserve", "small", "--reason", "รอ")[0] == 0
    assert gen("register", "void", "small", "2", "--reason", "เลิก")[0] == 0
    assert len(list(office.out.rglob("*.tmp"))) == waiting
    assert len(small.slips(office, [f"ชุด {n}" for n in range(12)]).papers) == 12


@pytest.mark.parametrize("number", ["²", "1/²", "1/99999999999999999999", "9999999", "-1"])
def test_a_number_to_file_that_is_none_is_a_usage_error(gen, number):
    assert gen("file", "ไม่มี.pdf", f"--number={number}")[0] == 2


@pytest.mark.parametrize("number", [1_000_000, 10**22])
def test_a_first_number_that_no_book_has_is_refused(gen, number):
    code, said = gen("register", "start", "small", number)
    assert code == 1 and "E717" in said


def test_a_number_that_a_dead_run_left_is_shown_among_the_gaps(office, gen):
    with the_book(office) as book, book.issuing():
        take(book, Entry("small", TODAY, "หายไป", "ไม่มีไฟล์"), pending=True)
    assert "ค้างระหว่างออก: 1 " in gen("register", "gaps", "small")[1]
    assert gen("register", "void", "small", 1, "--reason", "คอมพิวเตอร์เสีย")[0] == 0


def test_a_book_that_was_only_begun_says_where(office, gen):
    assert gen("register", "start", "small", "5")[0] == 0
    assert gen("register", "list") == (0, "small 2569  ยังไม่มีเลข เริ่มที่ 5\n")


def test_a_clock_that_is_off_leaves_every_act_on_the_book_a_way_out(office, gen, monkeypatch):
    issue([one(office)], office)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")  # 13 September 2563
    for act in (["reserve", "small", "--reason", "รอประชุม"], ["void", "small", "1", "--year", "2569", "--reason", "ก"]):
        code, said = gen("register", *act)
        assert code == 1 and "E752" in said and "ถ้าสมุดและนาฬิกาถูกแล้ว สั่ง gen register recover --enter" in said
    assert gen("register", "start", "small", "5", "--reason", "ตรวจนาฬิกาแล้ว")[0] == 0
    assert gen("register", "recover", "--enter")[0] == 0
    assert gen("register", "void", "small", "1", "--year", "2569", "--reason", "ก")[0] == 0


def test_a_first_number_that_leaps_takes_a_reason(office, gen):
    issue([one(office)], office)
    code, said = gen("register", "start", "small", 2000)
    assert code == 1 and "E717" in said and "--reason" in said
    assert gen("register", "start", "small", 2000, "--reason", "ใช้เลขต่อจากสมุดเดิม")[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux: a name of any bytes")
@pytest.mark.parametrize("command", ["issue", "diff", "read"])
def test_a_name_in_an_old_encoding_is_told(office, gen, command):
    name = os.fsdecode("ใบสั่ง.docx".encode("cp874"))
    shutil.copy(one(office), office.root / name)
    code, said = gen(command, name)
    assert code == 1 and "E312" in said and "ใบสั่ง.docx" in said


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux: a name of any bytes")
def test_an_office_in_a_folder_of_an_old_encoding_is_told(tmp_path, capsys, monkeypatch):
    folder = tmp_path / "โรงเรียน" / os.fsdecode("สำนักงาน".encode("cp874"))
    folder.parent.mkdir()
    start_office(folder)
    monkeypatch.chdir(folder)
    assert run(["forms"]) == 1 and run(["register", "list"]) == 1
    assert capsys.readouterr().err.count('โรงเรียน/สำนักงาน" ไม่ได้เขียนเป็น UTF-8') == 2


@pytest.mark.skipif(sys.platform == "win32", reason="names that lead to themselves, devices, pipes")
@pytest.mark.parametrize("command", ["issue", "check", "read", "diff", "pdf", "verify", "order", "register recover"])
def test_a_name_that_is_of_no_file_is_told_and_not_waited_for(tmp_path, capsys, command):
    (tmp_path / "วน.docx").symlink_to(tmp_path / "วน.docx")
    os.mkfifo(tmp_path / "ท่อ.docx")
    for name, why in (("ยาว" * 100, "ชื่อยาวเกินไป"), (tmp_path / "วน.docx", "วนกลับ"), (tmp_path / "ท่อ.docx", "อุปกรณ์"),
                      ("/dev/zero", "อุปกรณ์"), ("a/" * 3000, "ชื่อยาวเกินไป")):
        assert run([*command.split(), str(name)]) == 1
        said = capsys.readouterr().err
        assert said.startswith("E313") and why in said


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_a_pipe_in_a_folder_to_check_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "ท่อ.docx")
    (tmp_path / "ก.docx").write_bytes(b"")
    assert list(chosen([tmp_path])) == [tmp_path / "ก.docx"]


def test_an_address_with_an_option_that_there_is_not_is_told(office):
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e .[postgres]")
    named = replace(office, sections={"register": "postgresql://gen@127.0.0.1/x?options2=1"})
    with pytest.raises(GenError, match="E708"):
        issue([one(named)], named)


def test_an_office_is_begun_whole_also_after_a_run_that_died(tmp_path, monkeypatch):
    folder = tmp_path / "สำนักงาน"
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        start_office(folder)
    assert not folder.exists()
    start_office(folder)
    assert (folder / "data" / "office.yaml").is_file() and (folder / "forms" / "order").is_dir()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_way_out_is_shown_and_entered_from_the_command_line(office, gen):
    issue([one(office, "ก")], office)
    lose_book(office)
    code, said = gen("register", "recover")
    assert code == 0 and "1/2569" in said and "--enter" in said
    assert gen("register", "recover", "--enter")[0] == 0
    assert "1/2569" in gen("register", "list", "small")[1]


# --- years, days and books of papers


def test_the_year_of_a_blank_number_is_that_of_the_day_that_was_typed(office):
    (path,) = (one.path for one in small.slips(office, ["ปีหน้า"], วันที่="15 มกราคม 2570").papers)
    assert {text for text in shown(path)["number"]} == {"\u00a0" * 8 + "/๒๕๗๐"}
    assert shown(one(office, "ไม่ลงวันที่"))["number"] == {"\u00a0" * 8 + "/๒๕๖๙"}


def test_a_reissued_paper_keeps_its_day_unless_told_otherwise(office):
    first, other = one(office, "ก"), one(office, "ข")
    issue([first], office)
    later = replace(office, today=TODAY + timedelta(days=5))
    issue([other], later)
    with the_book(later) as book:
        void(book, "small", 2569, 1, "พิมพ์ผิด")
    (done,) = issue([first], later)
    assert (done.number, done.day) == ("3/2569", TODAY)
    with the_book(later) as book:
        assert find(book, "small", 2569, 3).forced == "แทนเลขที่ 1/2569"
        void(book, "small", 2569, 3, "พิมพ์ผิดอีก")
    (again,) = issue([first], later, day=later.today)
    assert (again.number, again.day) == ("4/2569", later.today)


def test_what_is_missing_is_told_in_spans_and_other_years_are_named(office, gen):
    issue([one(office, "ก")], office)
    for number in (4, 305):
        issue([one(office, f"เลข {number}")], office, number=number)
    code, said = gen("register", "gaps", "small")
    assert code == 0 and "2–3, 5–304" in said
    code, said = gen("register", "list", "small", "--year", "2570")
    assert code == 0 and "2569" in said


def test_the_printed_register_of_orders_never_bears_the_code_of_letters(office, gen):
    issue([one(office)], office)
    assert gen("register", "export", "small", "-o", "ทะเบียน.xlsx")[0] == 0
    table = source.read(office.root / "ทะเบียน.xlsx").tables[0]
    assert any("๑/๒๕๖๙" in map(str, row) for row in table.rows)
    assert not any("ศธ" in str(cell) for row in table.rows[2:] for cell in row)
