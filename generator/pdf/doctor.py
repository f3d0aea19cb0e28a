"""What this machine can do with PDFs, as facts: what is installed, which font file draws which family, what to do.

In: the office's `Fonts`. Out: a list of `Fact`s, which the command line shows. Nothing is started or changed.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from ..thai import thai_digits
from . import word
from .fonts import STAND_INS
from .libreoffice import find_program
from .typefaces import Face, Fonts

LIBRARIES = (  # package, module, what it is for, the extra that brings it
    ("pyHanko", "pyhanko", "ลงนามและตรวจลายมือชื่ออิเล็กทรอนิกส์", "sign"),
    ("rdocx", "rdocx", "ภาพตัวอย่างคร่าว ๆ เมื่อไม่มี LibreOffice", "preview"),
    ("python-pkcs11", "pkcs11", "ลงนามด้วยอุปกรณ์เก็บกุญแจ (โทเคน)", "token"),
    ("Flask", "flask", "งานของสำนักงานในเบราว์เซอร์ (gen web)", "web"),
    ("psycopg", "psycopg", "สมุดทะเบียนที่หลายสำนักงานใช้ร่วมกัน (PostgreSQL)", "postgres"),
    ("distributed", "distributed", "ทำหลายพันฉบับด้วยหลายเครื่อง (Dask)", "dask"),
)
INSTALL = {
    "win32": "ดาวน์โหลดจาก www.libreoffice.org แล้วติดตั้ง",
    "darwin": "ดาวน์โหลดจาก www.libreoffice.org แล้วลากไปไว้ใน Applications",
    "linux": "sudo apt install libreoffice-writer-nogui",
}


@dataclass(frozen=True)
class Fact:
    """One thing that was looked into: `ok`, what was found, and what to do (empty when nothing)."""

    name: str
    ok: bool
    found: str
    advice: str = ""

    def __str__(self) -> str:
        advice = f" — {self.advice}" if self.advice else ""
        return f"{'✓' if self.ok else '✗'} {self.name}: {self.found}{advice}"


def doctor(fonts: Fonts) -> list[Fact]:
    """All facts, the most important first."""
    return [*_engines(), *_families(fonts), *_web_fonts(fonts), *_libraries()]


def _engines() -> Iterator[Fact]:
    program, has_word = find_program(), word.installed()
    if has_word:
        yield Fact("Word", True, "ใช้ทำ PDF", "")
    if program:
        yield Fact("LibreOffice", True, f"{program}" + ("" if has_word else " ใช้ทำ PDF"))
    else:
        advice = INSTALL.get(sys.platform, INSTALL["linux"])
        yield Fact("LibreOffice", has_word, "ไม่พบ", "" if has_word else f"{advice} จึงจะทำ PDF ได้")


def _families(fonts: Fonts) -> Iterator[Fact]:
    """Which file draws each official family, and how high its lines are: the number of pages hangs on that."""
    for family in STAND_INS:
        asked = family.answers_to[0]
        genuine = [face for face in fonts.faces if face.family in family.answers_to and face.genuine]
        if genuine:
            face = next((face for face in genuine if face.style in ("Regular", "")), genuine[0])
            yield Fact(asked, True, _described(face))
        else:
            yield Fact(asked, True, f"ใช้ฟอนต์ทดแทนที่ตัดบรรทัดตรงกับของจริง ({family.file().name})",
                       f"ถ้ามีไฟล์ฟอนต์ {asked} ของหน่วยงาน ให้ใส่ในโฟลเดอร์ fonts ของ office.yaml")


def _described(face: Face) -> str:
    height = thai_digits(f"{face.line * 16:.1f}")
    return f"{face.path} ({face.version}, บรรทัดละ {height} พอยท์ ที่ขนาด ๑๖)"


def _web_fonts(fonts: Fonts) -> Iterator[Fact]:
    for face in fonts.faces:
        if not face.genuine:
            yield Fact(face.family, False, f"{face.path} ตัวอักษรไม่เท่าของจริง จึงไม่ใช้", "ลบไฟล์นี้ หรือใส่ไฟล์จากหน่วยงาน")


def _libraries() -> Iterator[Fact]:
    for package, module, purpose, extra in LIBRARIES:
        if importlib.util.find_spec(module):
            yield Fact(package, True, f"{_version(package)} {purpose}")
        else:
            yield Fact(package, False, f"ยังไม่ได้ติดตั้ง ({purpose})", f'ถ้าจะใช้ สั่ง pip install "gen-saraban[{extra}]"')


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
