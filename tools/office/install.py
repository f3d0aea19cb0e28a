"""Installs what lies beside this file for one user: no administrator, no network, only the user's own folders.

The program is copied whole beside the old one, then takes its place; the office's folder is made once and left alone.
Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPEN, TYPE, REMOVE = "เปิด gen", "พิมพ์คำสั่ง gen", "ถอน gen"


@dataclass(frozen=True)
class Places:
    """Where things go: the program's folder, the office's, and the folders whose entries a person clicks."""

    program: Path
    office: Path
    menu: Path
    desktop: Path


def places() -> Places:
    if sys.platform == "win32":
        local = Path(os.environ["LOCALAPPDATA"])
        menu, desktop = shell_folder("Programs") / "gen", shell_folder("Desktop")
        return Places(local / "gen" / "program", shell_folder("Personal") / "สำนักงาน gen", menu, desktop)
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Places(data / "gen" / "program", user_folder("DOCUMENTS") / "สำนักงาน gen", data / "applications",
                  user_folder("DESKTOP"))


def shell_folder(name: str) -> Path:
    """A folder of the Windows user, wherever it was moved to (OneDrive, another drive)."""
    import winreg

    key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as folders:
        return Path(os.path.expandvars(winreg.QueryValueEx(folders, name)[0]))


def user_folder(name: str) -> Path:
    """A folder of the Linux user, as xdg-user-dirs has it; else the home folder."""
    tool = shutil.which("xdg-user-dir")
    said = subprocess.run([tool, name], capture_output=True, text=True, check=False).stdout.strip() if tool else ""
    return Path(said) if said else Path.home()


def main() -> None:
    at = places()
    try:
        put(at.program)
    except OSError as error:
        sys.exit(f"เขียนที่ {at.program} ไม่ได้ ({error.strerror}) — ปิดหน้าต่างของ gen ให้หมด แล้วติดตั้งใหม่")
    print(f"โปรแกรมอยู่ที่ {at.program}")
    if not at.office.exists():
        start = [sys.executable, "-I", "-X", "utf8", at.program / "start.py", "init", at.office]
        if subprocess.run(start, check=False).returncode:
            sys.exit(f"เริ่มโฟลเดอร์ของสำนักงานที่ {at.office} ไม่ได้")
    print(f"งานของสำนักงานอยู่ที่ {at.office}")
    entries(at)
    print(f'เสร็จแล้ว — เปิด "{OPEN}" ที่ {at.desktop}')


def put(program: Path) -> None:
    """Copy the program beside the old one, then let it take its place. Raises: OSError, and the old one stays."""
    new, old = program.with_name("program-new"), program.with_name("program-old")
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)
    shutil.copytree(HERE, new)
    if program.exists():
        program.rename(old)
    try:
        new.rename(program)
    except OSError:
        if old.exists():
            old.rename(program)
        raise
    shutil.rmtree(old, ignore_errors=True)


def entries(at: Places) -> None:
    for folder in (at.menu, at.desktop):
        folder.mkdir(parents=True, exist_ok=True)
    written = windows(at) if sys.platform == "win32" else linux(at)
    for path, text in written.items():
        path.write_text(text, encoding="utf-8", newline="\r\n" if path.suffix == ".cmd" else "\n")
        path.chmod(0o644 if path.suffix in (".cmd", ".desktop") else 0o755)


def windows(at: Places) -> dict[Path, str]:
    """Small command files: Windows opens them like any program, and they need no tool to be made."""
    program, office = quoted(at.program), quoted(at.office)
    begin = "@echo off\nchcp 65001 >nul\n"
    opens = f'{begin}cd /d "{office}"\ncall "{program}\\gen.cmd" web\nif errorlevel 1 pause\n'
    types = f'{begin}cd /d "{office}"\nset "PATH={program};%PATH%"\ncmd /k gen --help\n'
    removes = (f'{begin}rmdir /s /q "{program}"\ndel "{quoted(at.desktop / OPEN)}.cmd" "{quoted(at.menu / OPEN)}.cmd" '
               f'"{quoted(at.menu / TYPE)}.cmd"\necho ถอน gen แล้ว งานของสำนักงานยังอยู่ที่ "{office}"\npause\n'
               '(goto) 2>nul & del "%~f0"\n')
    return {at.desktop / f"{OPEN}.cmd": opens, at.menu / f"{OPEN}.cmd": opens, at.menu / f"{TYPE}.cmd": types,
            at.menu / f"{REMOVE}.cmd": removes}


def quoted(path: Path) -> str:
    """A path as a command file writes it between quotation marks, where % is the only sign that means something."""
    return str(path).replace("%", "%%")


def linux(at: Places) -> dict[Path, str]:
    program, office = shlex.quote(str(at.program)), shlex.quote(str(at.office))
    command = Path.home() / ".local" / "bin" / "gen"
    command.parent.mkdir(parents=True, exist_ok=True)
    menu, icon = at.menu / "gen.desktop", at.desktop / f"{OPEN}.desktop"
    mine = " ".join(shlex.quote(str(path)) for path in (menu, icon, command))
    start = at.program / "open.sh"
    said = re.sub(r'(["$`\\])', r"\\\1", str(start).replace("%", "%%"))
    entry = f'[Desktop Entry]\nType=Application\nName={OPEN}\nExec=sh "{said}"\nTerminal=true\n'
    return {start: f"#!/bin/sh\ncd {office} && exec sh {program}/gen.sh web\n",
            at.program / "remove.sh": f"#!/bin/sh\nrm -rf {program} {mine}\n",
            command: f'#!/bin/sh\nexec sh {program}/gen.sh "$@"\n', menu: entry, icon: entry}


if __name__ == "__main__":
    main()
