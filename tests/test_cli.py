"""The door: Thai help, exit codes, and a road that a clerk can walk from an empty folder to a Word file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import cli
from generator.office import start_office
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
    assert "วิธีใช้: gen" in text and "order ไฟล์…  คำสั่ง" in text
    for name, command in cli.cli.commands.items():
        assert re.search(rf"^  {name} +[ก-๙]", text, re.MULTILINE), command
    assert not re.search(r"Usage|Options|Commands|Show|Error", text)


def test_the_help_of_every_command_is_thai(capsys: pytest.CaptureFixture[str]) -> None:
    for name in (*cli.cli.commands, "order"):
        assert gen(name, "--help") == 0
        text = capsys.readouterr().out
        assert "วิธีใช้: gen" in text and not re.search(r"Usage|Options:|Show this|\[OPTIONS\]", text), name


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
        (["sheet", "order"], "ยังไม่ได้ระบุ ไฟล์"),
        (["forms", "เกิน"], "ใช้คำสั่งไม่ถูกต้อง"),
    ],
)
def test_wrong_usage_is_told_in_thai_with_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gen(*arguments) == 2
    assert said in capsys.readouterr().err


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


def test_output_is_utf8_on_a_thai_windows_console(office: Path) -> None:
    env = {**os.environ, **CLOCK, "PYTHONIOENCODING": "cp874", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "generator", "order", "ไม่มี.xlsx"], capture_output=True, env={
        **env, "PYTHONPATH": str(Path(cli.__file__).parent.parent)}, check=False)  # fmt: skip
    assert done.returncode == 1 and done.stderr.decode("utf-8").startswith("E301 ไม่พบไฟล์ ไม่มี.xlsx")


def test_a_mistake_of_the_program_is_one_line_with_a_code(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("หลุด")

    monkeypatch.setattr("generator.make.make", broken)
    assert gen("order", "x.xlsx") == 1
    assert capsys.readouterr().err == "E900 โปรแกรมผิดพลาดเอง (RuntimeError: หลุด) — โปรดแจ้งผู้ดูแล พร้อมข้อความนี้\n"
