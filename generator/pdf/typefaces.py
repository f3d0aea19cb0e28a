"""Which font file draws each family: the office's own, one that the system has, or a stand-in.

In: the folder of fonts that office.yaml names. Out: a `Fonts`, which the engines take. Only font files of the three
official families are looked into; all other fonts are the system's own affair.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.sax.saxutils import escape

from .fonts import FOLDER, LACKING, STAND_INS

KINDS = (".ttf", ".otf")
KO_KAI = 0.378  # the advance of ก in the regular and upright faces of all three originals, em
NEAR = 0.02
SYSTEM_FOLDERS = {
    "win32": (r"%SYSTEMROOT%\Fonts", r"%LOCALAPPDATA%\Microsoft\Windows\Fonts"),
    "darwin": ("/Library/Fonts", "~/Library/Fonts", "/System/Library/Fonts"),
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
}
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<cachedir>/var/cache/fontconfig</cachedir>
<!-- TH SarabunIT๙ also calls itself TH SarabunPSK, and would draw all its digits Thai -->
<match target="scan"><test name="family"><string>TH SarabunIT๙</string></test>
<edit name="family" mode="assign"><string>TH SarabunIT๙</string></edit></match>
<!-- a family that is nowhere turns into one that can be told from all others -->
<match target="pattern"><edit name="family" mode="append_last" binding="weak"><string>{lacking}</string></edit></match>
</fontconfig>
"""


@dataclass(frozen=True)
class Face:
    """A font file: its family and style, its version, and the height of its lines in em."""

    family: str
    style: str
    version: str
    line: float
    path: Path
    genuine: bool  # its letters are as wide as the official ones; a web font of the same name is half as wide again


@dataclass(frozen=True)
class Fonts:
    """Where fonts come from: the office's own folders, and the system's if `system`."""

    folders: tuple[Path, ...] = ()
    system: bool = True

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """The faces of the official families, the office's own first."""
        own = (path for folder in self.folders for path in _font_files(folder))
        system = (path for folder in self.system_folders for path in _font_files(folder) if _is_named(path))
        asked = {name for family in STAND_INS for name in family.answers_to}
        return tuple(face for path in (*own, *system) if (face := read_face(path)) and face.family in asked)

    @property
    def system_folders(self) -> tuple[Path, ...]:
        if not self.system:
            return ()
        places = SYSTEM_FOLDERS.get(sys.platform, SYSTEM_FOLDERS["linux"])
        return tuple(path for place in places if (path := Path(os.path.expandvars(place)).expanduser()).is_dir())

    @cached_property
    def replaced(self) -> dict[str, str]:
        """Asked family to the one that is given: a stand-in, wherever no genuine file is at hand."""
        genuine = {face.family for face in self.faces if face.genuine}
        return {
            asked: next((name for name in family.answers_to if name in genuine), family.name)
            for family in STAND_INS
            for asked in family.answers_to
            if asked not in genuine
        }

    def given(self, family: str) -> str:
        return self.replaced.get(family, family)


def _is_named(path: Path) -> bool:
    return "sarabun" in path.name.lower()


def _font_files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in KINDS)


def read_face(path: Path) -> Face | None:
    """What a font file says of itself; None for a file that is no font."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            names, em = font["name"], font["head"].unitsPerEm
            family, style = (names.getBestFamilyName() or "", names.getBestSubFamilyName() or "")
            glyph = font.getBestCmap().get(ord("ก"))
            width = font["hmtx"][glyph][0] / em if glyph else 0.0
            hhea = font["hhea"]
            line = (hhea.ascent - hhea.descent + hhea.lineGap) / em
            return Face(family, style, names.getDebugName(5) or "", line, path, _is_genuine(width, style))
    except (TTLibError, OSError, KeyError, AssertionError, AttributeError, struct.error):
        return None


def _is_genuine(ko_kai: float, style: str) -> bool:
    return abs(ko_kai - KO_KAI) < (NEAR if "bold" not in style.lower() else 2 * NEAR)


def write_fonts_conf(fonts: Fonts, folder: Path) -> Path:
    """The fontconfig file of one LibreOffice: the office's fonts, the stand-ins, the system's; no alias."""
    places = (*fonts.folders, FOLDER, *fonts.system_folders)
    lines = "\n".join(f"<dir>{escape(str(place.resolve()))}</dir>" for place in places)
    path = folder / "fonts.conf"
    text = FONTS_CONF.format(folders=lines, cache=escape(str(folder / "cache")), lacking=LACKING.name)
    path.write_text(text, encoding="utf-8")
    return path
