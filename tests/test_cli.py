"""The door: Thai help, exit codes, and a road that a clerk can walk from an empty folder to a Word file."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from generator import cli
from generator.audit.settings import read_settings
from generator.cli import book, door
from generator.errors import problem
from generator.office import open_office, start_office
from generator.word import opc
from tests import paper
from tests.workbook import good, save, set_cell

CLOCK = {"SOURCE_DATE_EPOCH": "1795305600"}  # 22 November 2026


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new office's folder, and we stand in it."""
    start_office(tmp_path / "สำนักงาน")
    monkeypatch.chdir(tmp_path / "สำนักงาน")
    monkeypatch.setenv(*next(iter(CLOCK.items())))
    monkeypatch.delenv("GEN_OFFICE", raising=False)
    return tmp_path / "สำนักงาน"


def gen(*arguments: object) -> int:
    return cli.run([str(argument) for argument in arguments])


def test_help_is_thai_and_lists_every_form_and_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert gen("--help") == 0
    text = capsys.readouterr().out
    assert "วิธีใช้: gen" in text and re.search("order ไฟล์… +คำสั่ง", text)
    for name, command in cli.cli.commands.items():
        assert re.search(rf"^  {name} +[ก-๙]", text, re.MULTILINE), command
    assert not re.search(r"Usage|Options|Commands|Show|Error", text)


def test_the_help_of_every_command_is_thai(capsys: pytest.CaptureFixture[str]) -> None:
    for name in (*([name] for name in cli.cli.commands), ["order"], *(["register", name] for name in book.register_command.commands)):
        assert gen(*name, "--help") == 0
        text = capsys.readouterr().out
        assert "วิธีใช้: gen" in text and not re.search(r"Usage|Options:|Show this|\[OPTIONS\]|required|<=", text), name


def test_the_help_of_a_form_shows_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    gen("order", "--help")
    text = capsys.readouterr().out
    assert "เรื่อง*" in text and "duty-order" in text and "gen sheet order" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ordr", "x"], 'ไม่มีคำสั่งหรืองานชื่อ "ordr" หรือหมายถึง "order"'),
        (["order"], "ยังไม่ได้ระบุ ไฟล์…"),
        (["order", "x.xlsx", "--papr", "y"], "ไม่มีตัวเลือก --papr"),
        (["order", "x.xlsx", "--paper"], "ตัวเลือก --paper ต้องมีค่าตามหลัง"),
        (["sheet", "order"], "ยังไม่ได้ระบุ -o ไฟล์"),
        (["sheet", "letter", "-o", "ตาราง.xlsx", "--letters", "หนังสือ.docx"], "--letters ใช้กับ gen sheet envelope เท่านั้น"),
        (["คำสั่ง", "x.xlsx"], 'ไม่มีคำสั่งหรืองานชื่อ "คำสั่ง" หรือหมายถึง "order"'),
        (["sheet", "order", "-o", "ตาราง", "ใหม่.xlsx"], '"ใหม่.xlsx" เกินมา ถ้าชื่อไฟล์มีช่องว่าง'),
        (["order", "x.xlsx", "--jobs", "สอง"], '--jobs จำนวน "สอง" ใช้ไม่ได้ ต้องเป็นจำนวนเต็มตั้งแต่ 1 —'),
        (["register", "list", "order", "--year", "69"], '"69" ใช้ไม่ได้ ต้องเป็นจำนวนเต็มตั้งแต่ 2400 ถึง 2999'),
        (["register", "start", "order", "0"], 'เลข "0" ใช้ไม่ได้'),
        (["register", "circulars", "letter", "x"], "แยก หรือ รวม"),
        (["pdf", "x.docx", "-o", "y.pdf"], "คือชื่อโฟลเดอร์"),
    ],
)
def test_wrong_usage_is_told_in_thai_with_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gen(*arguments) == 2
    assert said in capsys.readouterr().err


def test_patterns_of_names_are_left_to_click_as_no_shell_of_windows_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    monkeypatch.setattr(cli.cli, "main", lambda args, **_: given.append(args))
    cli.run()
    assert given == [None]


def test_many_warnings_of_one_kind_do_not_hide_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    door.say([*(problem("W203", sheet=f"แผ่น {n}", meant="คำสั่ง") for n in range(500)), *[problem("E301", file="ก")] * 40])
    said = capsys.readouterr().err.splitlines()
    assert len(said) == door.LISTED + 40 + 1 and said[-1] == "W203 … และอีก 470 แห่ง"


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert gen() == 2
    assert "วิธีใช้" in capsys.readouterr().out


def test_a_filled_workbook_becomes_word_files(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = save(good(), office / "order.xlsx")
    assert gen("order", file) == 0
    said = capsys.readouterr()
    made = sorted((office / "out" / "2562" / "order").iterdir())
    assert [path.suffix for path in made] == [".docx", ".docx"] and "ทำเอกสารใหม่ 2 ฉบับ" in said.out
    assert "W501" in said.err and all(path.name in said.out for path in made)
    assert any("ที่ ๒๑๘/๒๕๖๒" in paper.text(path).replace("\u00a0", " ") for path in made)


def test_the_same_again_changes_nothing_and_an_edited_file_is_kept(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = save(good(), office / "order.xlsx")
    gen("order", file, "--paper", "duty-order")
    (made,) = (office / "out" / "2562" / "order").iterdir()
    first = made.read_bytes()
    assert gen("order", file, "--paper", "duty-order") == 0 and made.read_bytes() == first
    assert "เหมือนเดิม 1 ฉบับ" in capsys.readouterr().out
    made.write_bytes(first + b"a clerk's edit")
    assert gen("order", file, "--paper", "duty-order") == 0
    assert made.read_bytes() == first + b"a clerk's edit"
    assert "W601" in capsys.readouterr().err and len(list(made.parent.iterdir())) == 2


def test_with_one_mistake_nothing_is_made(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = good()
    set_cell(sheets, "คำสั่ง!B2", "31 กุมภาพันธ์ 2562")
    set_cell(sheets, "บุคลากร!A2", "นาง")
    right, wrong = save(good(), office / "right.xlsx"), save(sheets, office / "wrong.xlsx")
    assert gen("order", right, wrong) == 1
    said = capsys.readouterr().err
    assert "E103 wrong.xlsx › คำสั่ง › B2" in said and "E109 wrong.xlsx › บุคลากร › A2" in said
    assert "พบข้อผิดพลาด 2 ข้อ ยังไม่ได้ทำเอกสารใด" in said
    assert not (office / "out").exists()


def test_a_row_copied_twice_is_said(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = save(good(), office / "order.xlsx")
    assert gen("order", file, file, "--paper", "duty-order") == 1
    assert "E603" in capsys.readouterr().err and not (office / "out").exists()


def test_an_unknown_paper_is_guessed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gen("order", save(good(), office / "order.xlsx"), "--paper", "duty-ordr") == 1
    assert 'หรือหมายถึง "duty-order"' in capsys.readouterr().err


def test_the_office_is_found_from_the_case_file_or_said(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert gen("order", save(good(), office / "order.xlsx")) == 0 and (office / "out").is_dir()
    outside = save(good(), tmp_path / "order.xlsx")
    assert gen("order", outside) == 1
    assert "E501" in capsys.readouterr().err
    assert gen("--office", office, "order", outside) == 0


def test_forms_are_listed_with_their_papers(capsys: pytest.CaptureFixture[str]) -> None:
    assert gen("forms") == 0
    assert "committee-order  คำสั่งแต่งตั้งคณะกรรมการ" in capsys.readouterr().out


def test_a_form_of_a_named_office_is_a_command_from_anywhere(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gen("new", "ours", "--kind", "memo") == 0
    monkeypatch.chdir(tmp_path)
    assert gen("--office", office, "ours", "--help") == 0 and "ช่องที่กรอก" in capsys.readouterr().out
    assert gen("--office", office, "--help") == 0 and "ours ไฟล์…" in capsys.readouterr().out
    assert gen("--office", office, "order", "ไม่มี.xlsx") == 1 and "E301" in capsys.readouterr().err
    assert gen("--office", office, "our") == 2 and 'หรือหมายถึง "ours"' in capsys.readouterr().err
    monkeypatch.setenv("GEN_OFFICE", str(office))
    assert gen("ours", "--help") == 0
    monkeypatch.delenv("GEN_OFFICE")
    assert gen("ours", "--help") == 2


def test_a_new_form_is_started_tidy_and_can_be_used(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gen("new", "my-order", "--kind", "order") == 0
    assert gen("tidy", "my-order", "--check") == 0
    (office / "case.yaml").write_text("เรื่อง: เรื่องใหม่\nข้อความ: ด้วยมีเหตุ\n", encoding="utf-8")
    assert gen("my-order", office / "case.yaml") == 0 and list((office / "out").rglob("*.docx"))
    capsys.readouterr()
    assert gen("new", "my-order", "--kind", "order") == 1 and "E418" in capsys.readouterr().err
    assert gen("new", "sheet", "--kind", "order") == 1 and "E421" in capsys.readouterr().err
    assert gen("new", "Ord er", "--kind", "order") == 1 and "E420" in capsys.readouterr().err
    assert gen("new", "x", "--kind", "ordr") == 1 and 'หรือหมายถึง "order"' in capsys.readouterr().err


def test_a_blank_workbook_comes_back_with_an_example_and_is_never_overwritten(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gen("sheet", "order", "-o", "คำสั่ง.xlsx", "--example") == 0 and gen("order", "คำสั่ง.xlsx") == 0
    capsys.readouterr()
    assert gen("sheet", "order", "-o", "คำสั่ง.xlsx") == 1 and "E602" in capsys.readouterr().err


def test_the_emblem_of_an_old_paper_stands_in_the_new_ones(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = office / "ตรา.png"
    picture.write_bytes(a_png(width=90, height=100))
    assert gen("emblem", picture) == 0 and "emblem: emblem.png" in (office / "data" / "office.yaml").read_text(encoding="utf-8")
    assert gen("order", save(good(), office / "order.xlsx")) == 0
    assert "W501" not in capsys.readouterr().err
    made = next((office / "out").rglob("*.docx"))
    with zipfile.ZipFile(made) as package:
        assert picture.read_bytes() in [package.read(name) for name in package.namelist() if "media" in name]
        extent = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', package.read("word/document.xml").decode())
    assert extent and int(extent[2]) == 1080000 and int(extent[1]) == 972000, "3 cm high, as wide as the picture"
    (office / "ข้อความ.png").write_text("ไม่ใช่รูป", encoding="utf-8")
    assert gen("emblem", office / "ข้อความ.png") == 1 and "E503" in capsys.readouterr().err


def a_png(width: int, height: int) -> bytes:
    """A grey picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    body = b"".join(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def test_steps_say_how_far_a_case_is(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = good()
    sheets["คณะกรรมการ"] = sheets["คณะกรรมการ"][:1]
    sheets["กรรมการ"] = sheets["กรรมการ"][:1]
    file = save(sheets, office / "order.xlsx")
    assert gen("steps", "order") == 0 and "คำสั่งแต่งตั้งคณะกรรมการ (committee-order)\n" in capsys.readouterr().out
    assert gen("steps", "order", file) == 0
    assert "(duty-order): พร้อมทำ" in (said := capsys.readouterr().out) and "(committee-order): ต้องกรอก คณะกรรมการ" in said
    gen("order", file)
    assert gen("steps", "order", file) == 0 and "(duty-order): ทำแล้ว out" in capsys.readouterr().out
    assert gen("order", file, "--step", "1") == 1 and "E606" in capsys.readouterr().err


def test_a_paper_and_its_data_are_checked_and_a_copy_is_mended(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = save(good(), office / "order.xlsx")
    gen("order", file, "--paper", "duty-order")
    made = next((office / "out").rglob("*.docx"))
    assert gen("check", file, made) == 0 and "ไม่พบข้อผิดพลาด" in capsys.readouterr().out
    parts = opc.read(made.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace("๗\u00a0มิถุนายน".encode(), "31\u00a0มิถุนายน".encode(), 1)
    spoilt = office / "แก้แล้ว.docx"
    spoilt.write_bytes(opc.write(parts))
    assert gen("check", spoilt, "--comments", office / "comments.docx", "--fix", office / "fixed.docx") == 1
    assert "31" in (said := capsys.readouterr().out) and "เขียนข้อคิดเห็น" in said
    assert "word/comments.xml" in opc.read((office / "comments.docx").read_bytes())
    assert "๓๑\u00a0มิถุนายน" in paper.text(office / "fixed.docx")
    assert not re.search("แก้ .* แห่ง: .*[A-Za-z]{2}", said) and "แห่ง: " in said
    assert gen("check", spoilt, made, "--fix", office / "two.docx") == 2
    assert "ใช้กับหนังสือทีละไฟล์" in capsys.readouterr().err
    assert gen("check", spoilt, "--json") == 1 and json.loads(capsys.readouterr().out)["errors"] > 0
    sheets = good()
    set_cell(sheets, "คำสั่ง!B2", "31 กุมภาพันธ์ 2562")
    assert gen("check", save(sheets, office / "wrong.xlsx")) == 1 and "E103" in capsys.readouterr().err
    assert gen("check", office / "data" / "people.csv") == 1 and "E807" in capsys.readouterr().err
    gen("register", "start", "order", 500)
    assert gen("check", made) == 0 and "ไม่มีในทะเบียนปี 2562" in capsys.readouterr().out


def test_the_number_book_is_kept_from_the_command_line(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gen("register", "start", "order", 12) == 0
    assert gen("register", "reserve", "order", "--reason", "ผอ. สั่ง", "--count", 2, "--date", "1 ธันวาคม 2569") == 0
    assert "12/2569 ถึง 13/2569" in capsys.readouterr().out
    assert gen("register", "void", "order", 13, "--reason", "ไม่ใช้แล้ว") == 0
    assert gen("register", "list", "order") == 0
    assert "13/2569  ยกเลิก (ไม่ใช้แล้ว)  1 ธันวาคม 2569" in capsys.readouterr().out
    assert gen("register", "list") == 0 and "order 2569" in capsys.readouterr().out
    assert gen("register", "export", "order", "-o", office / "book.xlsx") == 0
    seal = capsys.readouterr().out.split()[-1]
    assert gen("register", "verify", "--seal", seal) == 0 and gen("register", "gaps", "order") == 0
    assert "ไม่มีเลขขาด" in capsys.readouterr().out
    (office / "old.csv").write_text("เลขทะเบียน,ปี,เรื่อง,สั่ง ณ วันที่\n1,2568,เก่า,2 มกราคม 2568\n", encoding="utf-8")
    assert gen("register", "import", "order", office / "old.csv") == 0 and "นำเข้า 1 เลข" in capsys.readouterr().out
    assert gen("register", "void", "order", 99, "--reason", "x") == 1 and "E713" in capsys.readouterr().err
    assert gen("register", "reserve", "order", "--reason", "x", "--date", "31 กุมภาพันธ์ 2569") == 1
    assert "E103 --date" in capsys.readouterr().err and gen("register") == 2
    assert gen("register", "reserve", "ordr", "--reason", "x") == 1
    assert 'E730 ไม่มีทะเบียนชุด ordr หรือหมายถึง "order"' in capsys.readouterr().err
    assert gen("register", "list", "memo") == 0 and "ยังไม่มีเลข" in capsys.readouterr().out


def test_an_edited_draft_is_issued_and_cannot_be_made_over(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = good()
    set_cell(sheets, "คำสั่ง!B1", None)
    set_cell(sheets, "คำสั่ง!B2", None)
    file = save(sheets, office / "order.xlsx")
    gen("order", file, "--paper", "duty-order")
    made = next((office / "out").rglob("*.docx"))
    assert gen("register", "start", "order", 219) == 0
    assert gen("issue", made, "--date", "24 พฤศจิกายน 2569") == 0
    assert "ที่ 219/2569 วันที่ 24 พฤศจิกายน 2569" in capsys.readouterr().out
    assert "ที่ ๒๑๙/๒๕๖๙" in (words := paper.plain(paper.text(made))) and "สั่ง ณ วันที่ ๒๔ พฤศจิกายน พ.ศ. ๒๕๖๙" in words
    assert gen("issue", made) == 0 and "ออกไว้แล้ว" in capsys.readouterr().out
    assert gen("order", file, "--paper", "duty-order") == 0, "the same data: the issued paper is left as it is"
    set_cell(sheets, "คำสั่ง!B6", "จึงเปลี่ยนคำสั่ง")
    save(sheets, file)
    before = made.read_bytes()
    assert gen("order", file, "--paper", "duty-order") == 1 and "E607" in capsys.readouterr().err
    assert made.read_bytes() == before


def test_what_was_edited_in_word_is_shown_and_read_back(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gen("order", save(good(), office / "order.xlsx"), "--paper", "duty-order")
    made = next((office / "out").rglob("*.docx"))
    capsys.readouterr()
    assert gen("diff", made) == 0 and capsys.readouterr().out == "ไม่มีการแก้ไข\n"
    assert gen("read", made) == 0 and "ตรงกับตาราง" in capsys.readouterr().out
    parts = opc.read(made.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace("เกษียณอายุราชการ".encode(), "ลาออก".encode())
    made.write_bytes(opc.write(parts))
    assert gen("diff", made, "-o", office / "tracked.docx") == 0
    assert "เกษียณอายุราชการ" in (said := capsys.readouterr().out) and "ลาออก" in said
    assert b"<w:del " in opc.read((office / "tracked.docx").read_bytes())["word/document.xml"]
    assert gen("read", made) == 0 and "เหตุผล" in (said := capsys.readouterr().out) and "ลาออก" in said


def test_a_signed_copy_is_filed_beside_its_paper(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = good()
    set_cell(sheets, "คำสั่ง!B1", None)
    gen("order", save(sheets, office / "order.xlsx"), "--paper", "duty-order")
    made = next((office / "out").rglob("*.docx"))
    gen("issue", made, "--date", "24 พฤศจิกายน 2569")
    (office / "scan.pdf").write_bytes(b"%PDF-1.7 scanned")
    assert gen("file", office / "scan.pdf", "--number", "๑/๒๕๖๙") == 0
    (kept,) = made.parent.glob("*(ลงนามแล้ว).pdf")
    assert kept.read_bytes() == b"%PDF-1.7 scanned" and gen("file", office / "scan.pdf", "--number", "1/2569") == 0
    assert gen("register", "list", "order") == 0 and "ลงนามแล้ว" in capsys.readouterr().out
    gen("register", "reserve", "letter", "--reason", "จอง", "--date", "25 พฤศจิกายน 2569")
    assert gen("file", office / "scan.pdf", "--number", "1/2569") == 1
    assert "E729" in (said := capsys.readouterr().err) and "letter order" in said
    assert gen("file", office / "scan.pdf", "--number", "1/2569", "--series", "order") == 0
    gen("register", "void", "letter", "1", "--reason", "ไม่ใช้")
    capsys.readouterr()
    (office / "scan.pdf").write_bytes(b"%PDF-1.7 another")
    assert gen("file", office / "scan.pdf", "--number", "1/2569", "--series", "order") == 1 and "E602" in capsys.readouterr().err
    assert gen("file", office / "scan.pdf", "--number", "9/2569") == 1 and "E713" in capsys.readouterr().err
    gen("register", "reserve", "order", "--reason", "จอง", "--date", "25 พฤศจิกายน 2569")
    assert gen("file", office / "scan.pdf", "--number", "2/2569") == 1 and "E728" in capsys.readouterr().err
    assert gen("file", office / "order.xlsx", "--number", "1/2569") == 1 and "E866" in capsys.readouterr().err
    assert gen("file", office / "scan.pdf", "--number", "หนึ่ง") == 2 and gen("register", "verify") == 0


def test_papers_are_printed_once_they_are_right_and_numbered(
    office: Path, soffice: None, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = good()
    set_cell(sheets, "คำสั่ง!B1", None)
    gen("order", save(sheets, office / "order.xlsx"), "--paper", "duty-order")
    made = next((office / "out").rglob("*.docx"))
    capsys.readouterr()
    assert gen("print", made, "-o", office / "set.pdf") == 1 and "E864" in capsys.readouterr().err
    assert gen("print", made, "-o", office / "draft.pdf", "--draft") == 0 and "1 ฉบับ" in capsys.readouterr().out
    assert gen("issue", made) == 0 and gen("print", made, "-o", office / "set.pdf") == 0
    assert "2 ฉบับ" in capsys.readouterr().out and "สำเนาคู่ฉบับ" in paper.pages(office / "set.pdf")[4].text
    assert gen("pdf", made, "-o", office / "pdf") == 0 and "2 หน้า" in capsys.readouterr().out
    assert gen("preview", made, "-o", office / "seen") == 0 and len(list((office / "seen").glob("*.png"))) == 2
    assert gen("verify", next((office / "pdf").glob("*.pdf"))) == 1 and "E881" in capsys.readouterr().err
    gen("register", "void", "order", "1", "--year", "2562", "--reason", "ผิด")
    assert gen("print", made, "-o", office / "void.pdf") == 0
    assert all("ยกเลิก" in page.text for page in paper.pages(office / "void.pdf")[2:])
    parts = opc.read(made.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace("งานสารบรรณ".encode(), "{{ งาน }}".encode())
    made.write_bytes(opc.write(parts))
    assert gen("print", made, "-o", office / "wrong.pdf") == 1
    said = capsys.readouterr().err
    assert "E863" in said and "S33" in said and "{{ งาน }}" in said  # what is wrong, without a second command
    assert gen("print", made, "-o", office / "forced.pdf", "--force", "--reason", "ผู้อำนวยการสั่งให้พิมพ์") == 0
    assert "ผู้อำนวยการสั่งให้พิมพ์" in paper.pages(office / "forced.pdf")[0].text


def test_a_rule_or_a_word_is_accepted_for_this_office(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = office / "data" / "office.yaml"
    before = settings.read_text(encoding="utf-8")
    assert gen("check", "--accept", "L05", "--accept", "โควต้า") == 0 and "L05" in capsys.readouterr().out
    kept = settings.read_bytes()
    said = open_office(office).sections["check"]
    assert read_settings(said).off == {"L05"} and read_settings(said).accept == {"โควต้า"}
    assert all(line in settings.read_text(encoding="utf-8") for line in before.splitlines() if line.strip().startswith("#"))
    assert gen("check", "--accept", "L99") == 1 and "L99" in capsys.readouterr().err
    assert settings.read_bytes() == kept


def test_an_emblem_that_is_gone_stops_nothing_but_its_place(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = office / "data" / "office.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^emblem:.*$", "emblem: หาย.png", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    assert gen("order", save(good(), office / "order.xlsx")) == 0
    assert "W505" in (said := capsys.readouterr().err) and "หาย.png" in said
    small = office / "ตรา.png"
    small.write_bytes(a_png(width=90, height=100))
    assert gen("emblem", small) == 0 and "W506" in capsys.readouterr().err


def test_an_older_kind_of_document_is_checked_too(office: Path, soffice: None, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "เก่า.rtf").write_text(r"{\rtf1\ansi 31 February}", encoding="ascii")
    gen("check", office / "เก่า.rtf")
    assert "เก่า.rtf" in (said := capsys.readouterr().out) and "อ่านไม่ได้" not in said and "E80" not in said


def test_the_doctor_says_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert gen("doctor") == 0
    assert "LibreOffice" in (said := capsys.readouterr().out) and "TH SarabunPSK" in said


def test_output_is_utf8_on_a_thai_windows_console(office: Path) -> None:
    env = {**os.environ, **CLOCK, "PYTHONIOENCODING": "cp874", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "generator", "order", "ไม่มี.xlsx"], capture_output=True, env={
        **env, "PYTHONPATH": str(Path(cli.__file__).parents[2])}, check=False)  # fmt: skip
    assert done.returncode == 1 and done.stderr.decode("utf-8").startswith("E301 ไม่พบไฟล์ ไม่มี.xlsx")


def test_a_mistake_of_the_program_is_one_line_with_a_code(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("หลุด")

    monkeypatch.setattr("generator.services.make.make", broken)
    assert gen("order", "x.xlsx") == 1
    assert capsys.readouterr().err == "E900 โปรแกรมผิดพลาดเอง (RuntimeError: หลุด) — โปรดแจ้งผู้ดูแล พร้อมข้อความนี้\n"


def test_a_paper_is_signed_once_it_is_numbered_and_by_its_own_signer(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.pdf.batch import source_of
    from generator.pdf.cutting import SOURCE
    from generator.pdf.typefaces import Fonts
    from tests.test_pdf_sign import PASSWORD, TYPED, Keys, page_of

    keys, sheets = Keys(office / "data"), good()
    set_cell(sheets, "คำสั่ง!B1", None)
    gen("order", save(sheets, office / "order.xlsx"), "--paper", "duty-order")
    made = next((office / "out").rglob("*.docx"))

    def pdf_of(word: Path) -> Path:
        import pikepdf

        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(595, 842))
            pdf.docinfo[SOURCE] = source_of(word.read_bytes(), Fonts(), False)
            pdf.save(word.with_suffix(".pdf"))
        return word.with_suffix(".pdf")

    draft, key = pdf_of(made), ("--key", keys.folder / "good.p12", "--password", PASSWORD)
    capsys.readouterr()
    assert gen("sign", draft, *key) == 1 and "E864" in capsys.readouterr().err
    alone = office / "ส่งมา.pdf"  # of whomever, with no Word file beside it
    alone.write_bytes(page_of("ที่        /๒๕๖๙", TYPED))
    assert gen("sign", alone, *key) == 1
    said = capsys.readouterr().err
    assert "E887 ส่งมา.pdf ยังไม่มีเลขที่" in said and "/๒๕๖๙" in said and "--number" in said
    assert gen("issue", made) == 0
    [issued] = (office / "out").rglob("*.docx")
    draft.rename(issued.with_suffix(".pdf"))
    capsys.readouterr()
    assert gen("sign", issued.with_suffix(".pdf"), *key) == 1 and "E862" in capsys.readouterr().err
    fresh = pdf_of(issued)
    assert gen("sign", fresh, *key, "--signer", "deputy") == 1 and "E878" in capsys.readouterr().err
    assert gen("sign", fresh, *key) == 0 and "หน้า 1" in capsys.readouterr().out
    assert gen("verify", issued.with_name(f"{issued.stem} (ลงนาม).pdf")) == 0
    assert "W881" in capsys.readouterr().err
