"""Made files are whole or absent, bear names that every system can hold, and never replace another file."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import outbox
from generator.errors import GenError
from generator.issue import issue, settle
from generator.office import Office
from generator.outbox import BESIDE, NEW, REPLACED, SAME, desk, file_name, write_all, write_new
from generator.thai import thai_digits
from generator.word import opc
from tests import small


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("คำสั่งที่ ๒๑๘/๒๕๖๒ การกำหนดหน้าที่", "คำสั่งที่ ๒๑๘-๒๕๖๒ การกำหนดหน้าที่"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "CON_"),
        ("con.txt", "con_.txt"),
        ("LPT1.docx", "LPT1_.docx"),
        ("COM¹", "COM¹_"),
        ("CONIN$", "CONIN$_"),
        ("clock$.a", "clock$_.a"),
        ("aux .b", "aux_ .b"),
        ("console", "console"),
        ("com12", "com12"),
        ('a<b>:"c"|?*', "abc"),
        ("จบด้วยจุด...", "จบด้วยจุด"),
        ("\u202eกลับทาง\u200b", "กลับทาง"),
        (" \t ", "เอกสาร"),
        ("เลข\u00a0\u00a0\u00a0/๒๕๖๙", "เลข -๒๕๖๙"),
        (f"รายงานการประชุม{'คณะกรรมการ' * 5} ครั้งที่ ๑๒๓๔/๒๕๗๐", f"รายงานการประชุม{'คณะกรรมการ' * 5} ครั้งที่"),
        ("ยาว" * 40, ("ยาว" * 40)[:80]),
    ],
)
def test_a_name_holds_on_every_system(text: str, name: str) -> None:
    assert file_name(text) == name


@given(st.text(max_size=300))
def test_any_text_becomes_one_path_segment(text: str) -> None:
    name = file_name(text)
    assert name and not set(name) & set('/\\<>:"|?*\0\n') and name not in (".", "..")
    assert len(f"{name} (ใหม่ ๙๙).docx".encode()) <= 4 * outbox.LONGEST and name == file_name(name)


def test_a_different_file_is_kept_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "ก.docx"
    path.write_bytes(b"edited by a clerk")
    (first,) = write_all([(path, b"made")])
    (second,) = write_all([(path, b"made again")])
    (third,) = write_all([(path, b"made")])
    assert path.read_bytes() == b"edited by a clerk"
    assert (first.path.name, first.kept, first.same) == ("ก (ใหม่ ๒).docx", path, False)
    assert second.path.name == "ก (ใหม่ ๓).docx"
    assert third.same and third.path == first.path
    assert len(list(tmp_path.iterdir())) == 3


def test_two_papers_of_one_run_never_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ก.docx"
    written = write_all([(path, b"1"), (path, b"2")])
    assert [item.path.read_bytes() for item in written] == [b"1", b"2"]


def test_a_failure_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync
    calls = iter([False, False, True])

    def full(handle: int) -> None:
        if next(calls):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GenError, match=r"E601 เขียน [กขค]\.docx ไม่ได้ \(ดิสก์เต็ม\)"):
        write_all([(tmp_path / f"{name}.docx", b"x") for name in "กขค"])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(GenError, match="E601"):
        write_all([(tmp_path / "out" / "2562" / "ก.docx", b"x")])


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "ตาราง.xlsx"
    write_new(path, b"first")
    with pytest.raises(GenError, match="E602"):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"


def test_a_share_without_hard_links_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "not supported")

    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path / "ก.docx", b"x")
    assert (tmp_path / "ก.docx").read_bytes() == b"x"
    with pytest.raises(GenError, match="E602"):
        write_new(tmp_path / "ก.docx", b"y")


# --- papers of ours that stand there already


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return small.office(tmp_path / "สำนักงาน")


def test_a_paper_that_nobody_edited_is_replaced(office: Office) -> None:
    (first,) = small.slips(office, ["ก"], "แบบแรก").papers
    before = first.path.read_bytes()
    (again,) = small.slips(office, ["ก"], "แบบใหม่").papers
    assert (first.state, again.state, again.kept) == (NEW, REPLACED, None)
    assert again.path == first.path and first.path.read_bytes() != before and names(office) == ["ใบสั่ง ก.docx"]


def test_the_same_data_on_another_day_changes_nothing(office: Office) -> None:
    (first,) = small.slips(office, ["ก"]).papers
    before = first.path.read_bytes(), first.path.stat().st_mtime_ns
    later = dataclasses.replace(office, today=office.today + timedelta(days=3))
    (again,) = small.slips(later, ["ก"]).papers
    assert again.state == SAME and before == (first.path.read_bytes(), first.path.stat().st_mtime_ns)


def test_an_edited_paper_is_kept_and_what_differs_is_told(office: Office) -> None:
    (first,) = small.slips(office, ["ก"]).papers
    edited = small.edit_file(first.path, small.table)
    made = small.slips(office, ["ก"], "ขอให้เร่งดำเนินการ")
    (again,) = made.papers
    assert (again.state, again.kept, again.path.name) == (BESIDE, first.path, "ใบสั่ง ก (ใหม่ ๒).docx")
    assert first.path.read_bytes() == edited
    (told,) = [notice.text for notice in made.notices if notice.code == "W601"]
    assert 'ข้อความ: "ขอให้ดำเนินการต่อไป' in told and "ย่อหน้าที่ 2: " in told and 'ตัด "เพิ่มเอง"' in told


def test_new_ones_do_not_pile_up(office: Office) -> None:
    (first,) = small.slips(office, ["ก"]).papers
    edited = small.edit_file(first.path, small.text)
    for n in range(3):
        (again,) = small.slips(office, ["ก"], f"แบบที่ {n}").papers
        assert again.path.name == "ใบสั่ง ก (ใหม่ ๒).docx"
    beside = small.edit_file(again.path, small.table)
    (third,) = small.slips(office, ["ก"], "แบบสุดท้าย").papers
    assert third.path.name == "ใบสั่ง ก (ใหม่ ๓).docx"
    assert first.path.read_bytes() == edited and again.path.read_bytes() == beside and len(names(office)) == 3


def test_another_case_of_the_same_name_never_takes_the_place(office: Office) -> None:
    """The names of files are shortened; the key of the case is not."""
    long = "เรื่องยาว" * 12
    (first,) = small.slips(office, [f"{long}หนึ่ง"]).papers
    before = first.path.read_bytes()
    (second,) = small.slips(office, [f"{long}สอง"]).papers
    assert second.state == BESIDE and first.path.read_bytes() == before
    (again,) = small.slips(office, [f"{long}สอง"], "แก้ใหม่").papers
    assert again.path == second.path and first.path.read_bytes() == before


def test_a_day_that_is_filled_in_later_is_the_same_case(office: Office) -> None:
    (first,) = small.slips(office, ["ก"]).papers
    (dated,) = small.slips(office, ["ก"], **{"วันที่": "7 ตุลาคม 2569"}).papers
    assert (dated.path, dated.state) == (first.path, REPLACED)
    (other,) = small.slips(office, ["ก"], **{"วันที่": "9 ตุลาคม 2569"}).papers
    assert other.state == BESIDE


def test_many_papers_again_of_which_some_were_edited(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    count = int(os.environ.get("GEN_PAPERS", "200"))
    subjects = [f"ที่ {n}" for n in range(count)]
    papers = small.slips(office, subjects).papers
    edited = {one.path: small.edit_file(one.path, small.text) for one in papers[::10]}
    began = time.perf_counter()
    again = Counter(one.state for one in small.slips(office, subjects, "ข้อความใหม่").papers)
    took = time.perf_counter() - began
    assert again == {BESIDE: count // 10, REPLACED: count - count // 10}
    assert all(path.read_bytes() == data for path, data in edited.items())
    with capsys.disabled():
        print(f"\n{count} papers made again: {dict(again)} in {took:.1f} s")


def test_a_list_that_cannot_say_what_it_was_made_from_is_remembered(office: Office) -> None:
    path = office.out / "บัญชี.xlsx"
    states = [write_all([(path, data)], office.out)[0].state for data in (b"1", b"2", b"2")]
    assert states == [NEW, REPLACED, SAME] and path.read_bytes() == b"2"
    path.write_bytes(b"edited")
    (beside,) = write_all([(path, b"3")], office.out)
    assert (beside.state, path.read_bytes()) == (BESIDE, b"edited")
    (again,) = write_all([(path, b"4")], office.out)
    assert again.path == beside.path and again.path.read_bytes() == b"4"


def names(office: Office) -> list[str]:
    return sorted(path.name for path in office.out.rglob("*.docx"))


# --- runs that die, and others at the same time


def test_an_edit_while_the_papers_are_made_stops_the_run(office: Office) -> None:
    (first,) = small.slips(office, ["ก"]).papers
    data = first.path.read_bytes()
    with pytest.raises(GenError, match="E609"), desk(office.out) as waiting:
        waiting.put(first.path, b"new", was=data)
        edited = small.edit_file(first.path, small.text)
        waiting.commit()
    assert first.path.read_bytes() == edited and left_over(office) == []


def test_one_run_at_a_time(office: Office) -> None:
    with desk(office.out), pytest.raises(GenError, match="E608"), desk(office.out, wait=0.1):
        pass
    small.slips(office, ["ก"])


def test_a_folder_that_is_only_read_is_told(office: Office) -> None:
    office.out.write_text("a file where the folder should be")
    with pytest.raises(GenError, match="E601"):
        small.slips(office, ["ก"])


def test_a_journal_that_breaks_off_in_a_line_says_what_it_says(office: Office) -> None:
    path = office.out / "ก.docx"
    with pytest.raises(KeyboardInterrupt), desk(office.out) as waiting:
        waiting.put(path, b"x")
        (journal,) = (office.out / ".gen").glob("run-*.jsonl")
        kept = journal.read_bytes()
        raise KeyboardInterrupt
    journal.write_bytes(kept + b'{"comm')
    (path.parent / next(line for line in kept.decode().split('"') if line.endswith(".tmp"))).write_bytes(b"x")
    with desk(office.out):
        pass
    assert left_over(office) == [] and not path.exists()


def test_a_lock_that_is_spoilt_or_a_folder_is_told_in_thai(office: Office) -> None:
    lock = office.out / ".gen" / "lock"
    lock.parent.mkdir(parents=True)
    lock.write_text("what a program that copies folders left here", encoding="utf-8")
    with pytest.raises(GenError, match=r"E601 เขียน lock ไม่ได้ .ไฟล์เสีย ลบไฟล์นี้ได้"):
        small.slips(office, ["ก"])
    lock.unlink()
    lock.mkdir()
    with pytest.raises(GenError, match=r"E601 .*ไม่มีสิทธิ์"):
        small.slips(office, ["ก"])


def journal_of(office: Office, *lines: object) -> Path:
    journal = office.out / ".gen" / f"run-{'a' * 12}.jsonl"
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return journal


@pytest.mark.parametrize("commit", [True, False])
@pytest.mark.parametrize("temporary", ["{0}/a.txt", "../../a.txt", "{1}/.gen-aaaaaaaaaaaa-0.tmp"])
def test_a_journal_that_somebody_else_wrote_moves_and_removes_nothing(
    office: Office, tmp_path: Path, temporary: str, commit: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    theirs = [tmp_path / "a.txt", tmp_path / "b.txt", elsewhere / ".gen-aaaaaaaaaaaa-0.tmp"]
    for path in theirs:
        path.write_text(path.name, encoding="utf-8")
    was = hashlib.sha256(b"b.txt").hexdigest()
    line = {"temporary": temporary.format(tmp_path, elsewhere), "path": str(tmp_path / "b.txt"), "was": was, "note": ""}
    journal = journal_of(office, line, *([{"commit": True}] if commit else []))
    small.slips(office, ["ก"])
    assert all(path.read_text(encoding="utf-8") == path.name for path in theirs) and not journal.exists()


@pytest.mark.parametrize("line", [
    [], 5, "x", None, {"temporary": 5, "path": [], "was": 1}, {"temporary": ".gen-aaaaaaaaaaaa-0.tmp"}, {"notes": 5},
    {"notes": [[]]}, {"said": 5}, {"said": {}}, {"whole": "x"}, {"path": "x"}, {"path": "x", "hash": []}, {"dropped": []},
    {"temporary": ".gen-aaaaaaaaaaaa-0.tmp", "path": "a\0", "was": "", "note": ""}, {"batch": {}},
])  # fmt: skip
def test_a_spoilt_journal_stops_no_run(office: Office, line: object) -> None:
    journal = journal_of(office, line, {"commit": True})
    (journal.parent / "made.jsonl").write_bytes(journal.read_bytes())
    small.slips(office, ["ก"])
    assert not journal.exists() and len(list(office.out.rglob("*.docx"))) == 1


@pytest.mark.kills
@pytest.mark.skipif(not hasattr(os, "fork"), reason="only on POSIX")
@pytest.mark.parametrize("what", ["make", "issue"])
def test_a_run_killed_before_each_of_its_steps_leaves_all_or_nothing(office: Office, what: str) -> None:
    """Each call by which a run changes the disk is in turn the one that it never makes."""
    subjects = ["ก", "ข"]
    files = [one.path for one in small.slips(office, subjects).papers]
    kept = {path: path.read_bytes() for path in files}
    ends: Counter[bool] = Counter()
    for step in range(1000):
        body = f"ครั้งที่ {step}"
        if not killed_before(step, lambda: small.slips(office, subjects, body) if what == "make" else issue(files, office)):  # noqa: B023
            break
        settle(office)
        with desk(office.out):
            pass
        assert left_over(office) == []
        new = [path.read_bytes() != kept[path] for path in files]
        assert new[0] == new[1], "half of the files"
        assert all(opc.read(path.read_bytes()) for path in files) and sorted(files) == sorted(office.out.rglob("*.docx"))
        ends[new[0]] += 1
        if what == "issue" and new[0]:
            assert [one.number for one in issue(files, office)] == ["1/2569", "2/2569"]
            break
        kept = {path: path.read_bytes() for path in files}
    assert ends[True] and ends[False] > 1  # Python 3.10 calls fewer of them by these names


@pytest.mark.kills
@pytest.mark.skipif(not hasattr(os, "fork"), reason="only on POSIX")
def test_new_papers_of_a_run_killed_before_each_of_its_steps_are_all_there_or_none(office: Office) -> None:
    ends: Counter[int] = Counter()
    for step in range(1000):
        subjects = [f"{thai_digits(str(step))} ก", f"{thai_digits(str(step))} ข"]
        alive = not killed_before(step, lambda: small.slips(office, subjects))  # noqa: B023
        with desk(office.out):
            pass
        found = sorted(path.stem.removeprefix("ใบสั่ง ") for path in office.out.rglob(f"* {thai_digits(str(step))} *.docx"))
        assert left_over(office) == [] and found in ([], subjects)
        ends[len(found)] += 1
        if alive:
            break
    assert ends[0] > 1 and ends[2] > 2


def killed_before(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a process of its own, that dies before the call number `step`; False if it lived to the end."""
    child = os.fork()
    if not child:
        calls = count()
        for name in ("fsync", "replace", "link", "unlink", "mkdir", "write"):
            setattr(os, name, dying(getattr(os, name), calls, step))
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def dying(real: Callable[..., object], calls: Iterator[int], step: int) -> Callable[..., object]:
    def call(*arguments: object, **more: object) -> object:
        if next(calls) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)

    return call


def left_over(office: Office) -> list[Path]:
    return [*office.root.rglob("*.tmp"), *office.root.rglob("run-*.jsonl")]
