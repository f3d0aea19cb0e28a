"""Issued papers: the number and day stand wherever they belong, nothing else changed, and no number is lost or doubled."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from generator import outbox
from generator.errors import GenError, Problems
from generator.issue import issue, settle, the_book
from generator.make import make
from generator.office import Office
from generator.outbox import ISSUED, REPLACED
from generator.paper import controls, origin
from generator.register import ISSUED as TAKEN
from generator.register import PENDING, books, find, of_paper, rows, void
from generator.word import opc
from tests import libreoffice, made, paper, small
from tests.mistakes import TODAY

KILLS = int(os.environ.get("GEN_KILLS", "40"))  # 200 for the figures of a release
CONTENT = re.compile(rb"<w:sdtContent>.*?</w:sdtContent>", re.DOTALL)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return small.office(tmp_path)


def one(office: Office, subject: str = "จัดซื้อวัสดุ") -> Path:
    return small.slips(office, [subject]).papers[0].path


def shown(path: Path) -> dict[str, set[str]]:
    """What stands in the controls of a file, by tag."""
    found: dict[str, set[str]] = {}
    for name, xml in opc.read(path.read_bytes()).items():
        if opc.STORY.fullmatch(name):
            for control in controls.controls(xml.decode()):
                found.setdefault(control.tag, set()).add(control.text)
    return found


def members(data: bytes) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(i.filename, i.date_time, i.compress_type, i.external_attr, i.create_system) for i in archive.infolist()]


# --- what issuing writes


@pytest.mark.parametrize("edit", small.EDITS)
def test_only_the_late_values_of_an_edited_file_change(office, edit, validator):
    path = one(office)
    before = small.EDITS[edit](path.read_bytes())
    path.write_bytes(before)
    (done,) = issue([path], office)
    after = path.read_bytes()
    assert done.number == "1/2569" and done.day == TODAY
    assert members(before) == members(after)
    old, new = opc.read(before), opc.read(after)
    differing = {name for name in old if old[name] != new[name]}
    assert differing == {"word/document.xml", "word/header1.xml", origin.ITEM}
    for name in differing - {origin.ITEM}:
        assert CONTENT.sub(b"", old[name]) == CONTENT.sub(b"", new[name])
        assert bare(old[name]) == bare(new[name])
    assert shown(path) == {"number": {"๑/๒๕๖๙"}, "date.formal": {"๒๒\u00a0พฤศจิกายน พ.ศ.\u00a0๒๕๖๙"}}
    assert paper.validate([path]) == []


def bare(xml: bytes) -> bytes:
    """A part in canonical form, with no text in its controls."""
    root = etree.fromstring(xml)
    for node in root.iter("{*}sdtContent"):
        for text in node.iter("{*}t"):
            text.text = None
            text.attrib.clear()
    return etree.tostring(root, method="c14n2")


def test_the_number_stands_in_heading_header_annex_and_custom_xml(office):
    path = one(office)
    issue([path], office)
    assert paper.text(path).count("๑/๒๕๖๙") == 2 and "ใบสั่งที่ ๑/๒๕๖๙" in paper.text(path, "word/header1.xml")
    _, of, late = origin.read_item(path.read_bytes())
    assert late == {"number": "๑/๒๕๖๙", "date.formal": "๒๒\u00a0พฤศจิกายน พ.ศ.\u00a0๒๕๖๙"}
    assert (of.issued, of.series, of.running, of.day) == ("1/2569", "small", 1, "2026-11-22")


@pytest.mark.parametrize("name", ["order", "letter", "announcement", "certificate"])
def test_issued_papers_of_real_forms_are_valid(name, validator, tmp_path):
    office = real(tmp_path, "ศธ 04123")
    blank = [path for path in made.papers(name) if "number" not in origin.read(path.read_bytes())[0].late]
    files = [Path(shutil.copy(path, tmp_path)) for path in blank]
    assert files and len(issue(files, office, day=date(2027, 6, 1), reason="ประกาศใช้ล่วงหน้า")) == len(files)
    assert paper.validate(files) == []


def real(folder: Path, code: str = "") -> Office:
    (folder / "data").mkdir(exist_ok=True)
    office = made.office()
    return replace(office, root=folder, facts={**office.facts, "code": code or office.facts["code"]})


def test_a_file_saved_by_libreoffice_is_issued_like_any(office, soffice):
    path = one(office)
    small.edit_file(path, small.text)
    saved = through_libreoffice(path)
    issue([saved], office)
    assert shown(saved) == {"number": {"๑/๒๕๖๙"}, "date.formal": {"๒๒\u00a0พฤศจิกายน พ.ศ.\u00a0๒๕๖๙"}}
    assert paper.text(saved).count("๑/๒๕๖๙") == 2 and "เร่งดำเนินการ" in paper.text(saved)
    assert shown(through_libreoffice(saved)) == shown(saved)


def through_libreoffice(path: Path) -> Path:
    folder = path.parent / "saved"
    folder.mkdir(exist_ok=True)
    program = [libreoffice.soffice(), f"-env:UserInstallation={libreoffice.profile().as_uri()}", "--headless"]
    subprocess.run(
        [*program, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, path], check=True, capture_output=True
    )
    return Path(shutil.copy(folder / path.name, path))


def test_a_number_that_a_clerk_typed_is_kept_and_entered_in_the_book(office):
    path = one(office)
    for part in ("word/document.xml", "word/header1.xml"):
        small.edit_file(path, lambda xml: small.typed(xml, "number", "๗/๒๕๖๙"), part)
    small.edit_file(path, lambda xml: small.typed(xml, "date.formal", "๒๐ พฤศจิกายน พ.ศ. ๒๕๖๙"))
    (done,) = issue([path], office)
    assert (done.number, done.day) == ("7/2569", date(2026, 11, 20))
    with the_book(office) as book:
        assert find(book, "small", 2569, 7).given


def test_the_control_that_lost_its_text_is_filled_in_the_looks_of_the_paper(office):
    path = one(office)
    empty = '<w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Choose an item.</w:t></w:r></w:sdtContent>'
    small.edit_file(path, lambda xml: CONTENT.sub(empty.encode(), xml.encode()).decode().replace("<w:comboBox/>", "<w:showingPlcHdr/><w:comboBox/>"))
    issue([path], office)
    xml = opc.read(path.read_bytes())["word/document.xml"].decode()
    assert "PlaceholderText" not in xml and "showingPlcHdr" not in xml and "Choose" not in xml
    assert shown(path)["number"] == {"๑/๒๕๖๙"}


def test_letters_bear_the_code_of_the_office_and_circulars_their_mark(tmp_path):
    office = real(tmp_path, "ศธ 04123")
    blank, circular = (next(path for path in made.papers("letter") if words in path.name) for words in ("ขอความอนุเคราะห์", "ว ๒๔๐"))
    files = [Path(shutil.copy(path, tmp_path)) for path in (blank, circular)]
    first, second = issue(files, office)
    assert first.number == "ศธ 04123/1" and second.number == "ศธ 04123/ว 240"
    assert shown(files[0])["number"] == {"ศธ\u00a0๐๔๑๒๓/๑"}


@pytest.mark.parametrize(("circular", "numbers"), [(True, ["1/2569", "1/2569"]), (False, ["1/2569", "2/2569"])])
def test_receivers_share_the_number_of_a_circular_and_nothing_else(tmp_path, circular, numbers):
    office = small.office(tmp_path, f"{small.SCHEMA}    each: posts\n    circular: {circular}\n")
    cases = office.root / "ใบสั่ง.yaml"
    cases.write_text("- เรื่อง: ก\n  ข้อความ: ข\n  อัตรา: [{ชื่อ: บ้านนา}, {ชื่อ: วัดเหนือ}]\n", encoding="utf-8")
    made = [one.path for one in make(small.form(office), [cases], office).papers if one.path.suffix == ".docx"]
    files = [path for path in made if origin.read(path.read_bytes())]
    assert [origin.read(path.read_bytes())[0].receiver for path in files] == ["บ้านนา", "วัดเหนือ"]
    assert sorted(done.number.replace("ว ", "") for done in issue(files, office)) == numbers
    assert all(done.same for done in issue(files, office))
    with the_book(office) as book:
        assert len(rows(book, "small", 2569)) == len(set(numbers))


# --- what it refuses


def test_a_code_with_x_is_no_code(tmp_path):
    path = Path(shutil.copy(made.papers("letter")[0], tmp_path))
    with pytest.raises(GenError, match="E616"):
        issue([path], real(tmp_path))


def test_all_files_or_none_and_every_problem_at_once(office):
    good, bare_, foreign = one(office, "ดี"), one(office, "ช่องหาย"), office.root / "อื่น.docx"
    small.edit_file(bare_, lambda xml: re.sub(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", xml, flags=re.DOTALL))
    small.edit_file(bare_, lambda xml: re.sub(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", xml, flags=re.DOTALL), "word/header1.xml")
    foreign.write_bytes(small.template())
    before = {path: path.read_bytes() for path in (good, bare_, foreign)}
    with pytest.raises(Problems) as told:
        issue([good, bare_, foreign, office.root / "ไม่มี.docx"], office)
    assert [found.code for found in told.value.problems] == ["E611", "E301"]
    with pytest.raises(GenError, match=r'E613 ใบสั่ง ช่องหาย\.docx: ไม่พบที่ใส่เลขที่ ซึ่งต้นแบบมีที่ "ใบสั่งที่ …… เรื่อง'):
        issue([good, bare_], office)
    assert before == {path: path.read_bytes() for path in before}
    with the_book(office) as book:
        assert books(book) == []


@pytest.mark.parametrize(("typed", "code"), [
    ("๗ก", "E614"), ("๗/๒๕๖๘", "E621"), ("พิเศษ/๒๕๖๙", "E627"), ("ศธ ๐๔๙๙๙/๗", "E628"),
])  # fmt: skip
def test_a_number_typed_wrong_is_said(office, typed, code):
    path = one(office)
    small.edit_file(path, lambda xml: small.typed(xml, "number", typed))
    with pytest.raises(GenError, match=code):
        issue([path], office)


@pytest.mark.parametrize("typed", ["ศธ ๐๔๙๙๙/๗", "มท ๐๘๑๐/ว ๗", "๐๔๙๙๙/๗", "ศธ ๐๔๑๒๓.๕/๗"])
def test_a_number_with_the_code_of_another_office_is_refused(tmp_path, typed):
    office, path = lettered(tmp_path)
    small.edit_file(path, lambda xml: small.typed(xml, "number", typed))
    with pytest.raises(GenError, match=r"E628 .*\(ศธ 04123\)"):
        issue([path], office)
    with the_book(office) as book:
        assert books(book) == []


@pytest.mark.parametrize("typed", ["ศธ ๐๔๑๒๓/๗", "ศ.ธ. 04123/7", "๐๔๑๒๓/๗", "ศธ ๐๔xxx/๗"])
def test_a_number_with_the_code_of_the_office_is_taken(tmp_path, typed):
    office, path = lettered(tmp_path)
    small.edit_file(path, lambda xml: small.typed(xml, "number", typed))
    assert issue([path], office)[0].number == "ศธ 04123/7"


def lettered(folder: Path) -> tuple[Office, Path]:
    """An office whose papers bear its code, and one of them."""
    made = small.office(folder, small.SCHEMA.replace("type: docnumber", "type: docnumber, coded: true"))
    office = replace(made, facts={**made.facts, "code": "ศธ 04123"})
    return office, one(office)


def test_controls_that_contradict_each_other_are_said(office):
    path = one(office)
    small.edit_file(path, lambda xml: small.typed(xml, "number", "๗/๒๕๖๙"))
    small.edit_file(path, lambda xml: small.typed(xml, "number", "๘/๒๕๖๙"), "word/header1.xml")
    with pytest.raises(GenError, match=r"E622 .*7/2569, 8/2569"):
        issue([path], office)


def test_one_number_is_not_for_several_files(office):
    with pytest.raises(GenError, match="E617"):
        issue([one(office, "ก"), one(office, "ข")], office, number=5)


def test_a_copy_of_a_paper_gets_no_second_number_nor_the_same(office):
    path = one(office)
    copy = Path(shutil.copy(path, office.root / "สำเนา.docx"))
    with pytest.raises(GenError, match="E618"):
        issue([path, copy], office)
    issue([path], office)
    with pytest.raises(GenError, match=r"E618 .*ใบสั่ง จัดซื้อวัสดุ\.docx"):
        issue([copy], office)
    later = Path(shutil.copy(path, office.root / "สำเนา ๒.docx"))
    with pytest.raises(GenError, match="E618"):
        issue([later], office)


def test_a_paper_that_was_moved_keeps_its_number(office):
    path = one(office)
    issue([path], office)
    there = Path(shutil.move(path, office.root / "ย้ายแล้ว.docx"))
    (done,) = issue([there], office)
    assert done.same and done.number == "1/2569"


def test_a_place_that_is_gone_is_told(office):
    path = one(office)
    small.edit_file(path, lambda xml: re.sub(r"<w:p><w:r><w:t[^>]*>ใบสั่งที่ </w:t>.*?</w:p>", "<w:p/>", xml, flags=re.DOTALL), "word/header1.xml")
    (done,) = issue([path], office)
    assert [notice.code for notice in done.notices] == ["W602"] and "เหลือ 2 แห่ง ต้นแบบมี 3 แห่ง" in done.notices[0].text
    assert issue([one(office, "ครบ")], office)[0].notices == ()


# --- once, and in order


def test_a_paper_with_a_number_is_not_given_another_that_is_asked_for(office):
    (path,) = [one.path for one in small.slips(office, ["จัดซื้อวัสดุ"]).papers]
    issue([path], office, number=7)
    issued = path.read_bytes()
    assert issue([path], office, number=7)[0].same
    with pytest.raises(GenError, match=r"E625.*7/2569"):
        issue([path], office, number=8)
    assert path.read_bytes() == issued


def test_the_same_file_again_has_the_same_number_and_no_change(office):
    path = one(office)
    issue([path], office)
    first = path.read_bytes()
    (done,) = issue([path], office, day=TODAY + timedelta(days=1))
    assert done.same and done.number == "1/2569" and path.read_bytes() == first


def test_numbers_follow_the_order_of_the_files(office):
    files = [one(office, subject) for subject in "คขก"]
    assert [done.number for done in issue(files, office)] == ["1/2569", "2/2569", "3/2569"]
    with the_book(office) as book:
        assert [row.subject for row in rows(book, "small", 2569)] == ["ค", "ข", "ก"]
        assert [row.file for row in rows(book, "small", 2569)] == [f"out/2569/slip/ใบสั่ง {name}.docx" for name in "คขก"]


def test_the_year_of_the_number_is_that_of_the_day(office):
    (done,) = issue([one(office)], office, day=date(2027, 1, 4), number=12)
    assert done.number == "12/2570"


def test_a_voided_paper_may_be_issued_anew_or_made_again(office):
    path = one(office)
    issue([path], office)
    with the_book(office) as book:
        void(book, "small", 2569, 1, "พิมพ์ผิด")
    (done,) = issue([path], office)
    assert done.number == "2/2569" and shown(path)["number"] == {"๒/๒๕๖๙"}
    with the_book(office) as book:
        void(book, "small", 2569, 2, "พิมพ์ผิดอีก")
    (again,) = small.slips(office, ["จัดซื้อวัสดุ"], body="ข้อความใหม่").papers
    assert again.state == REPLACED and shown(path)["number"] == {"\u00a0" * 8 + "/๒๕๖๙"}


def test_an_issued_paper_is_never_made_again(office):
    path = one(office)
    issue([path], office)
    issued = path.read_bytes()
    (same,) = small.slips(office, ["จัดซื้อวัสดุ"]).papers
    assert same.state == ISSUED and same.same and path.read_bytes() == issued
    with pytest.raises(Problems, match=r"E607 .*1/2569"):
        small.slips(office, ["จัดซื้อวัสดุ", "เรื่องใหม่"], body="ข้อมูลอื่น")
    assert path.read_bytes() == issued and not (path.parent / "ใบสั่ง เรื่องใหม่.docx").exists()


# --- runs that die


def test_a_failure_before_the_files_are_named_gives_the_numbers_back(office, monkeypatch):
    files = [one(office, subject) for subject in "กข"]
    before = [path.read_bytes() for path in files]

    def full(*_: object) -> None:
        raise GenError("E601", file="ข.docx", why="ดิสก์เต็ม")

    with monkeypatch.context() as patched:
        patched.setattr(outbox.Desk, "commit", full)
        with pytest.raises(GenError, match="E601"):
            issue(files, office)
    assert [path.read_bytes() for path in files] == before
    assert [done.number for done in issue(files, office)] == ["1/2569", "2/2569"]


def test_a_full_disk_stops_the_batch_and_gives_the_numbers_back(office, monkeypatch):
    files = [one(office, subject) for subject in "กข"]
    before = [path.read_bytes() for path in files]
    real_fsync, calls = os.fsync, iter([False] * 4 + [True])  # the journal, two marks of the book, two files

    def full(handle: int) -> None:
        if next(calls, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        real_fsync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(GenError, match=r"E601 เขียน ใบสั่ง [กข]\.docx ไม่ได้ \(ดิสก์เต็ม\)"):
            issue(files, office)
    assert [path.read_bytes() for path in files] == before
    check(office)
    assert [done.number for done in issue(files, office)] == ["1/2569", "2/2569"]


def test_a_book_that_is_lost_stops_before_any_file_is_touched(office):
    issue([one(office, "ก")], office)
    path = one(office, "ข")
    before = path.read_bytes()
    (office.root / "data" / "register.db").unlink()
    with pytest.raises(GenError, match="E709"):
        issue([path], office)
    assert path.read_bytes() == before and not outbox.unfinished(office.out)


@pytest.mark.slow
def test_two_clerks_at_once_get_numbers_of_their_own(office):
    """Each run waits for the other; six processes with five papers each."""
    groups = [[one(office, f"{clerk}-{n}") for n in range(5)] for clerk in range(6)]
    script = (
        "import sys; from pathlib import Path; from tests import small; from generator.issue import issue;"
        "issue([Path(name) for name in sys.argv[2:]], small.again(Path(sys.argv[1])))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", script, office.root, *group]) for group in groups]
    assert [run.wait() for run in runs] == [0] * 6
    check(office)
    numbers = [origin.read(path.read_bytes())[0].running for group in groups for path in group]
    assert sorted(numbers) == list(range(1, 31))
    for group in groups:
        first = origin.read(group[0].read_bytes())[0].running
        assert [origin.read(path.read_bytes())[0].running for path in group] == list(range(first, first + 5))


def test_a_file_open_in_word_stops_the_batch_before_anything_happens(office, monkeypatch):
    files = [one(office, subject) for subject in "กข"]
    before = [path.read_bytes() for path in files]

    def locked(path: Path) -> None:
        if path == files[1]:
            raise outbox.unwritable(path, PermissionError(13, "sharing violation"))

    monkeypatch.setattr("generator.outbox.files.refuse_open", locked)
    with pytest.raises(GenError, match=r"E601 เขียน ใบสั่ง ข\.docx ไม่ได้ \(ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่"):
        issue(files, office)
    assert [path.read_bytes() for path in files] == before and not outbox.unfinished(office.out)


def test_a_file_that_cannot_be_named_is_finished_by_the_next_run(office, monkeypatch):
    files = [one(office, subject) for subject in "กข"]
    real_rename = outbox.files._rename

    def stuck(temporary: Path, path: Path) -> None:
        if path == files[1]:
            raise outbox.unwritable(path, PermissionError(13, "sharing violation"))
        real_rename(temporary, path)

    with monkeypatch.context() as patched:
        patched.setattr("generator.outbox.files._rename", stuck)
        with pytest.raises(GenError, match="E610"):
            issue(files, office)
    settle(office)
    assert [shown(path)["number"] for path in files] == [{"๑/๒๕๖๙"}, {"๒/๒๕๖๙"}]
    check(office)


def test_an_edit_after_a_killed_run_is_never_lost(office, monkeypatch):
    """The run died after its decision and before it named the file; the clerk edits the draft before the next run."""
    path = one(office)
    with monkeypatch.context() as patched:
        patched.setattr("generator.outbox.journal._name", lambda *_: (_ for _ in ()).throw(GenError("E608")))
        with pytest.raises(GenError, match="E610"):
            issue([path], office)
    edited = small.edit_file(path, small.text)
    settle(office)
    assert path.read_bytes() == edited
    check(office)
    (done,) = issue([path], office)
    assert done.number == "1/2569"


@pytest.mark.kills
@pytest.mark.skipif(not hasattr(os, "fork"), reason="only on POSIX")
def test_runs_killed_at_any_moment_lose_no_edit_and_no_number(office, capsys):
    dice = random.Random(2569)
    figures: Counter[str] = Counter()
    took = {"make": 60.0, "issue": 60.0}  # seconds, of a run that nobody kills: the first
    edits: dict[Path, str] = {}
    for n in range(KILLS):
        subjects = [f"เรื่องที่ {n} {k}" for k in range(3)]
        if n % 2:
            small.slips(office, subjects)
        drafts = [path for path in sorted(office.out.rglob("*.docx")) if not origin.read(path.read_bytes())[0].issued]
        for path in drafts[:2]:
            edits[path] = f" แก้ครั้งที่ {n}."
            small.edit_file(path, lambda xml, path=path: xml.replace("</w:t>", f"{edits[path]}</w:t>", 1))
        again = [path.stem.removeprefix("ใบสั่ง ").partition(" (")[0] for path in drafts[:4]]
        what = ("make", "issue")[n % 2]
        seconds, killed = killed_after(
            lambda: issue(drafts[:6], office) if n % 2 else small.slips(office, dict.fromkeys([*again, *subjects])),  # noqa: B023
            dice.uniform(0, took[what] * 1.3) if n > 1 else 60,
        )
        took[what] = took[what] if killed else seconds
        figures[f"{what} {'killed' if killed else 'finished'}"] += 1
        settle(office)
        check(office)
        for path, words in edits.items():
            assert words in opc.read(path.read_bytes())["word/document.xml"].decode(), "an edit was lost"
    papers = list(office.out.rglob("*.docx"))
    with capsys.disabled():
        print(f"\n{KILLS} runs: {dict(figures)}; {len(papers)} papers whole, {len(edits)} edits kept, {issued(papers)} issued")
    assert figures["make killed"] and figures["issue killed"] and issued(papers)


def issued(papers: list[Path]) -> int:
    return sum(bool(origin.read(path.read_bytes())[0].issued) for path in papers)


def killed_after(work, seconds: float) -> tuple[float, bool]:
    """Do some work in a process of its own, which is killed after so many seconds; how long it ran, and if it was."""
    began = time.perf_counter()
    child = os.fork()
    if not child:
        try:
            work()
        except GenError:
            pass
        finally:
            os._exit(0)
    while time.perf_counter() - began < seconds:
        done, _ = os.waitpid(child, os.WNOHANG)
        if done:
            return time.perf_counter() - began, False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.perf_counter() - began, True


def check(office: Office) -> None:
    """Every file is whole, and the book and the files agree."""
    assert not list(office.root.rglob("*.tmp")) and not outbox.unfinished(office.out)
    numbers: dict[tuple[int, int], Path] = {}
    for path in office.out.rglob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
        of = origin.read(path.read_bytes())[0]
        if of.issued:
            key = of.running, int(of.issued.rpartition("/")[2])
            assert key not in numbers, "a number twice"
            numbers[key] = path
            assert all(len(texts) == 1 for texts in shown(path).values())
    with the_book(office) as book:
        entered = {(row.number, row.year): row for one in books(book) for row in rows(book, one.series, one.year)}
        assert not [row for row in entered.values() if row.state == PENDING]
        assert {key for key, row in entered.items() if row.state == TAKEN} == numbers.keys(), "a number without its file"
        for key, path in numbers.items():
            assert of_paper(book, origin.read(path.read_bytes())[0].id).number == key[0]
