"""The stand-in fonts are as wide and as high as the originals, carry their licence, and give way to genuine ones."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from generator.pdf.fonts import FOLDER, IT9, LACKING, NEW, PSK, STAND_INS, STYLES
from generator.pdf.typefaces import Fonts, read_face, write_fonts_conf
from tests.test_paper import CHARACTERS
from tools import fonts as build

FACES = [(family, style) for family in STAND_INS for style in STYLES]
# What Word and LibreOffice make of the originals' tables at 16 points; TH SarabunPSK 1.000, TH Sarabun New 1.35.
LINES = {PSK.name: 18.08, NEW.name: 21.30, IT9.name: 18.08}


@pytest.fixture(params=FACES, ids=lambda face: face[0].file(face[1]).stem)
def face(request):
    family, style = request.param
    with TTFont(family.file(style)) as font:
        yield family, style, font


def test_line_is_as_high_as_in_the_original_for_word_and_for_libreoffice(face):
    family, _, font = face
    hhea, os2, em = font["hhea"], font["OS/2"], font["head"].unitsPerEm
    libreoffice = hhea.ascent - hhea.descent + hhea.lineGap
    win = os2.usWinAscent + os2.usWinDescent
    word = win + max(0, hhea.lineGap - (win - (hhea.ascent - hhea.descent)))
    assert libreoffice / em * 16 == pytest.approx(LINES[family.name], abs=0.01)
    assert word / em * 16 == pytest.approx(LINES[family.name], abs=0.01)


def test_em_is_1000_as_in_the_originals(face):
    assert face[2]["head"].unitsPerEm == 1000


def test_every_character_of_thai_and_ascii_is_drawn(face):
    assert {ord(char) for char in CHARACTERS} <= set(face[2].getBestCmap())


def test_own_name_is_no_reserved_name(face):
    family, style, font = face
    names = {str(record) for record in font["name"].names if record.nameID in (1, 3, 4, 6, 16)}
    assert all(name.startswith("Saraban") for name in names)
    assert font["name"].getBestFamilyName() == family.name and font["name"].getBestSubFamilyName() == style


def test_licence_and_change_are_said_in_the_file(face):
    names = face[2]["name"]
    assert "GNU General Public License" in names.getDebugName(13) and "exception" in names.getDebugName(13)
    assert "Software Industry Promotion Agency" in names.getDebugName(0) and "Changed in 2026" in names.getDebugName(0)


def test_licence_comes_with_the_fonts_whole():
    text = (FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
    assert "As a special exception, if you create a document which uses this font" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text and "END OF TERMS AND CONDITIONS" in text
    assert "tools/fonts.py" in text and "fonts-tlwg" in text


@pytest.mark.slow
def test_script_makes_these_very_fonts(tmp_path):
    if not (build.LAKSAMAN / "Laksaman.ttf").is_file():
        pytest.skip("the font Laksaman is not installed (package fonts-tlwg-laksaman-ttf)")
    for made in build.build(build.LAKSAMAN, tmp_path):
        with TTFont(made) as new, TTFont(FOLDER / made.name) as shipped:
            assert set(new.keys()) == set(shipped.keys())
            assert new["hmtx"].metrics == shipped["hmtx"].metrics
            assert new.getBestCmap() == shipped.getBestCmap()
            assert all(new["glyf"][name] == shipped["glyf"][name] for name in new.getGlyphOrder())


def test_stand_ins_answer_where_no_genuine_font_is():
    replaced = Fonts(system=False).replaced
    assert replaced["TH SarabunPSK"] == PSK.name
    assert replaced["TH Sarabun New"] == NEW.name
    assert replaced["TH SarabunIT๙"] == IT9.name
    assert Fonts(system=False).given("Arial") == "Arial"


def named(path: Path, family: str, scale: int = 1000) -> Path:
    """A font file of another family name, drawn on another em."""
    with TTFont(PSK.file()) as font:
        for record in font["name"].names:
            if record.nameID in (1, 16):
                record.string = family
        font["head"].unitsPerEm = scale
        font.save(path)
    return path


def test_offices_own_font_wins(tmp_path):
    named(tmp_path / "THSarabun.ttf", "TH SarabunPSK")
    fonts = Fonts((tmp_path,), system=False)
    [face] = fonts.faces
    assert (face.family, face.genuine) == ("TH SarabunPSK", True)
    assert "TH SarabunPSK" not in fonts.replaced
    assert fonts.replaced["TH Sarabun PSK"] == "TH SarabunPSK"
    assert fonts.replaced["TH Sarabun New"] == NEW.name


def test_web_font_of_the_official_name_is_not_used(tmp_path):
    """npm's font-th-sarabun-new draws every letter half as large again under the name TH Sarabun New."""
    named(tmp_path / "sarabun.ttf", "TH Sarabun New", scale=655)
    fonts = Fonts((tmp_path,), system=False)
    assert [face.genuine for face in fonts.faces] == [False]
    assert fonts.replaced["TH Sarabun New"] == NEW.name


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + b"\0" * 100])
def test_file_that_is_no_font_is_passed_over(tmp_path, content):
    (tmp_path / "THSarabun.ttf").write_bytes(content)
    assert read_face(tmp_path / "THSarabun.ttf") is None
    assert Fonts((tmp_path,), system=False).faces == ()


def test_fontconfig_shows_the_folders_and_nothing_else(tmp_path):
    """Asked with fontconfig's own tool: the stand-ins are there, the system's Laksaman is not."""
    if shutil.which("fc-list") is None:
        pytest.skip("fontconfig's tools are not installed (package fontconfig)")

    own = tmp_path / "a & b"
    own.mkdir()
    named(own / "own.ttf", "TH SarabunPSK")
    conf = write_fonts_conf(Fonts((own,), system=False), tmp_path)
    listed = subprocess.run(["fc-list", ":", "family"], env={"FONTCONFIG_FILE": str(conf)}, capture_output=True,
                            encoding="utf-8", check=True).stdout.split("\n")
    assert {line for line in listed if line} == {"TH SarabunPSK", *(family.name for family in (*STAND_INS, LACKING))}


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_system_folders_are_those_of_the_system(monkeypatch, tmp_path, platform):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("generator.pdf.typefaces.SYSTEM_FOLDERS",
                        {platform: (str(tmp_path), str(tmp_path / "absent")), "linux": (str(tmp_path),)})
    assert Fonts().system_folders == (tmp_path,)
