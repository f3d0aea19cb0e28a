"""The bundle for offices: scripts that Windows reads as meant, an installer that loses neither program nor office."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bundle

INSTALL = runpy.run_path(str(bundle.OFFICE / "install.py"))
COMMANDS = sorted(bundle.OFFICE.glob("*.cmd"))


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A folder with the scripts as they stand in the bundle for Windows."""
    (tmp_path / "program").mkdir()
    bundle.scripts(tmp_path, "windows", "3.13")
    return tmp_path


def windows(tmp_path: Path, name: str = "สมชาย 100% & ก") -> dict[Path, str]:
    home = tmp_path / name
    at = INSTALL["Places"](home / "gen" / "program", home / "สำนักงาน gen", home / "menu", home / "desktop")
    return INSTALL["windows"](at)


def test_scripts_lie_where_a_person_looks(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir()} == {"ติดตั้ง.cmd", "อ่านก่อน.txt", "program"}
    assert {path.name for path in (unpacked / "program").iterdir()} == {"gen.cmd", "install.py", "start.py"}


def test_a_python_that_is_put_in_can_be_started(tmp_path: Path) -> None:
    bare = tmp_path / "given" / "python" / "bin" / "python3"
    bare.parent.mkdir(parents=True)
    bare.write_text("#!/bin/sh\n", encoding="utf-8")
    archive = shutil.make_archive(str(tmp_path / "cpython"), "zip", tmp_path / "given")
    bundle.put_in(Path(archive), tmp_path / "program")
    assert (tmp_path / "program" / "python" / "bin" / "python3").stat().st_mode & 0o111 or sys.platform == "win32"


def test_command_files_are_read_by_windows_as_meant(unpacked: Path) -> None:
    """CRLF and no byte order mark; code page 65001 before any Thai; every label that is gone to; no %VERSION% left."""
    for path in unpacked.rglob("*.cmd"):
        raw = path.read_bytes()
        assert raw.count(b"\n") == raw.count(b"\r\n") and not raw.startswith(b"\xef\xbb\xbf")
        hold_command_file(raw.decode().replace("\r\n", "\n"))


def test_entries_are_read_by_windows_as_meant(tmp_path: Path) -> None:
    for text in windows(tmp_path).values():
        hold_command_file(text)
        assert "100%% & ก" in text  # a path with % and &, doubled and between quotation marks
        bare = re.sub('"[^"]*"', "", text.replace("2>nul &", ""))
        assert "&" not in bare


def hold_command_file(text: str) -> None:
    assert text.startswith("@echo off\n") and "%VERSION%" not in text
    thai = re.search("[ก-๙]", text)
    assert thai is None or "chcp 65001 >nul" in text[: thai.start()]
    assert set(re.findall(r"(?m)^(?:if .* )?goto (\w+)", text)) <= set(re.findall(r"(?m)^:(\w+)", text))


def test_a_new_program_takes_the_place_of_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, program = tmp_path / "ใหม่", tmp_path / "gen" / "program"
    here.mkdir()
    for version in ("1", "2"):
        (here / version).write_text(version, encoding="utf-8")
        monkeypatch.setitem(INSTALL["put"].__globals__, "HERE", here)
        INSTALL["put"](program)
        (here / version).unlink()
    assert [path.name for path in program.iterdir()] == ["2"] and [*program.parent.iterdir()] == [program]


def test_where_the_old_program_is_in_use_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, program = tmp_path / "ใหม่", tmp_path / "gen" / "program"
    here.mkdir()
    program.mkdir(parents=True)
    (program / "old").touch()
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name == "program-new":
            raise PermissionError(13, "in use")
        return rename(path, target)

    monkeypatch.setitem(INSTALL["put"].__globals__, "HERE", here)
    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        INSTALL["put"](program)
    assert [path.name for path in program.iterdir()] == ["old"]


def test_start_runs_the_program_that_lies_beside_it(unpacked: Path) -> None:
    """-I keeps the PC's own settings and packages out, so that only lib/ is looked into."""
    (unpacked / "program" / "lib" / "generator").mkdir(parents=True)
    main = "import sys\n\n\ndef main():\n    print(sys.argv, __file__)\n"
    (unpacked / "program" / "lib" / "generator" / "__main__.py").write_text(main, encoding="utf-8")
    command = [sys.executable, "-I", "-X", "utf8", unpacked / "program" / "start.py", "order", "ก ข.xlsx"]
    said = subprocess.run(command, cwd=unpacked, capture_output=True, encoding="utf-8", check=True).stdout
    assert said.startswith("['gen', 'order', 'ก ข.xlsx']") and str(unpacked) in said


def test_what_a_package_lacks_is_told(tmp_path: Path) -> None:
    def package(name: str, version: str, *needs: str) -> None:
        folder = tmp_path / f"{name}-{version}.dist-info"
        folder.mkdir()
        lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {need}" for need in needs)]
        (folder / "METADATA").write_text("\n".join(lines), encoding="utf-8")

    package("gen-saraban", "1", "click>=2", 'Flask; extra == "web"', 'dask; extra == "dask"', "tzdata; sys_platform == 'win32'")
    package("click", "1")
    package("Flask", "3")
    told = {line.partition(" (for")[0] for line in bundle.unmet(tmp_path, "windows", "3.13")}
    assert told == {"click>=2", 'tzdata; sys_platform == "win32"'}
