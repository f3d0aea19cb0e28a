"""Fonts that stand in for TH SarabunPSK, TH Sarabun New and TH SarabunIT๙ where LibreOffice lays a paper out.

The agencies' fonts may not be shipped. Debian's Laksaman (package fonts-tlwg-laksaman-ttf) has the outlines of TH
Sarabun New, drawn 1.503 times too large for their em; on the true em they break every line where the originals do.
The fonts made here stay in a temporary folder: they carry Laksaman's licence (GPL-2+ with font exception), not ours.
"""

from __future__ import annotations

import copy
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.otlLib import builder as otl
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

LAKSAMAN = (Path("/usr/share/fonts/truetype/tlwg"), Path("/usr/share/fonts/thai-scalable"))
FALLBACK = Path("/usr/share/fonts/truetype/dejavu")    # draws what Sarabun lacks, so that a test can see it was lacking
STYLES = {
    "Regular": "Laksaman",
    "Bold": "Laksaman-Bold",
    "Italic": "Laksaman-Italic",
    "Bold Italic": "Laksaman-BoldItalic",
}
DRAWN_EM = 1503      # Laksaman says 1000, but 1000 units of TH Sarabun New are 1503 of Laksaman's
EM = 1000
THAI_ZERO, ZERO = 0x0E50, 0x30


@dataclass(frozen=True)
class Family:
    """A family to build: its own name, the names it answers to, and its line metrics in units of 1/1000 em."""

    name: str
    answers_to: tuple[str, ...]
    ascent: int
    descent: int
    gap: int = 30
    thai_digits: bool = False    # 0-9 are drawn ๐-๙, as TH SarabunIT๙ does


PSK = Family("Saraban PSK", ("TH SarabunPSK", "TH Sarabun PSK"), 850, 250)                      # 18.08 pt a line at 16
NEW = Family("Saraban New", ("TH Sarabun New", "TH SarabunNew", "TH Sarabun"), 844, 457)        # 21.30 pt
IT9 = Family("Saraban IT9", ("TH SarabunIT๙", "TH SarabunIT9"), 850, 250, thai_digits=True)     # 18.08 pt
FAMILIES = (PSK, NEW, IT9)


def laksaman() -> Path | None:
    """The folder of Laksaman's four TrueType files, or None where they are not installed."""
    return next((folder for folder in LAKSAMAN if all((folder / f"{f}.ttf").is_file() for f in STYLES.values())), None)


def fontconfig() -> Path:
    """A fontconfig file that shows only the stand-ins; made once, kept while this file and Laksaman stay the same.

    Raises: FileNotFoundError where Laksaman is not installed.
    """
    source = laksaman()
    if source is None:
        raise FileNotFoundError("Laksaman (package fonts-tlwg-laksaman-ttf)")
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for file in STYLES.values():
        digest.update((source / f"{file}.ttf").read_bytes())
    folder = Path(tempfile.gettempdir()) / f"gen-test-fonts-{os.getuid()}" / digest.hexdigest()[:16]
    if not folder.is_dir():
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            build(source, Path(scratch) / "made")
            try:
                (Path(scratch) / "made").rename(folder)
            except OSError:    # another test process was quicker; its fonts are the same
                assert folder.is_dir()
    return write_config(folder)


def build(source: Path, folder: Path) -> None:
    """Write the twelve stand-in fonts to `folder`."""
    folder.mkdir(parents=True)
    for family in FAMILIES:
        for style, file in STYLES.items():
            font = TTFont(source / f"{file}.ttf", recalcTimestamp=False)
            rescale(font)
            if style == "Regular":
                correct_advances(font)
            set_line_metrics(font, family)
            keep_sara_am_whole(font)
            if family.thai_digits:
                draw_thai_digits(font)
            rename(font, family.name, style)
            font.save(folder / f"{family.name} {style}.ttf".replace(" ", "-"))


def rescale(font: TTFont) -> None:
    """Put the outlines on the em they were drawn for, without the hints, which do not survive the change of scale."""
    for table in ("fpgm", "prep", "cvt ", "FFTM"):
        if table in font:
            del font[table]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    font["head"].unitsPerEm = DRAWN_EM
    scale_upem(font, EM)


def correct_advances(font: TTFont) -> None:
    """Set the three advances in which Laksaman's regular face departs from TH Sarabun New by more than rounding."""
    for glyph, advance in (("uni0E0A", 380), ("uni0E0B", 384), ("emdash", 720)):
        font["hmtx"][glyph] = (advance, font["hmtx"][glyph][1])


def set_line_metrics(font: TTFont, family: Family) -> None:
    """Give the face the line height of its original, in the tables that Word (OS/2) and LibreOffice (hhea) read."""
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = family.ascent, -family.descent, family.gap
    os2.usWinAscent, os2.usWinDescent = family.ascent, family.descent
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = 850, -250, 60
    os2.fsSelection &= ~(1 << 7)    # USE_TYPO_METRICS off, as in the originals


def draw_thai_digits(font: TTFont) -> None:
    """Draw 0-9 as ๐-๙."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({ZERO + n: table.cmap[THAI_ZERO + n] for n in range(10)})


def rename(font: TTFont, family: str, style: str) -> None:
    full = family if style == "Regular" else f"{family} {style}"
    postscript = f"{family}-{style}".replace(" ", "")
    new = {1: family, 2: style, 3: postscript, 4: full, 6: postscript, 16: family, 17: style}
    for record in font["name"].names:
        record.string = new.get(record.nameID, record.string)


def keep_sara_am_whole(font: TTFont) -> None:
    """Let ำ reach the PDF as ำ: shaping splits it into ํ + า, and every other า then loses its meaning for readers.

    Joined again wherever the mark was not moved aside for a tall consonant; there the split า gets a glyph of its own,
    so that the PDF's map from glyphs to characters holds for every other า.
    """
    aa, own_aa, nikhahit, am = "uni0E32", "uni0E32.am", "uni0E4D", "uni0E33"
    add_glyph(font, own_aa, like=aa)
    names = font.getGlyphOrder()
    marks = [name for name in names if name.split(".")[0] == nikhahit]
    tones = [name for name in names if name.split(".")[0] in {f"uni0E4{n}" for n in "89AB"}]
    tall = ["uni0E1B", "uni0E1D", "uni0E1F", "uni0E2C"]    # ป ฝ ฟ ฬ

    join = otl.LigatureSubstBuilder(font, None)
    join.ligatures[(nikhahit, aa)] = am
    swap = otl.SingleSubstBuilder(font, None)
    swap.mapping[aa] = own_aa
    joining = otl.ChainContextSubstBuilder(font, None)
    joining.rules.append(otl.ChainContextualRule([tall], [[nikhahit], [aa]], [], [None, None]))
    joining.rules.append(otl.ChainContextualRule([], [[nikhahit], [aa]], [], [[join], None]))
    swapping = otl.ChainContextSubstBuilder(font, None)
    swapping.rules.append(otl.ChainContextualRule([marks], [[aa]], [], [[swap]]))
    swapping.rules.append(otl.ChainContextualRule([marks, tones], [[aa]], [], [[swap]]))
    append_lookups(font, [join, swap, joining, swapping], [joining, swapping])


def add_glyph(font: TTFont, name: str, like: str) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = copy.deepcopy(font["glyf"][like])
    font["hmtx"].metrics[name] = font["hmtx"][like]
    font["maxp"].numGlyphs += 1


def append_lookups(font: TTFont, builders: list[otl.LookupBuilder], applied: list[otl.LookupBuilder]) -> None:
    """Append substitutions to the font; those in `applied` run last of the composition feature (ccmp)."""
    gsub = font["GSUB"].table
    for builder in builders:
        builder.lookup_index = len(gsub.LookupList.Lookup)
        gsub.LookupList.Lookup.append(builder.build())
    gsub.LookupList.LookupCount = len(gsub.LookupList.Lookup)
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex += [builder.lookup_index for builder in applied]
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def write_config(folder: Path) -> Path:
    """Write `fonts.conf` beside the stand-ins: they answer to the names of the originals, and no other font is near."""
    def answer(asked: str, given: str) -> str:
        return f'<alias binding="same"><family>{asked}</family><prefer><family>{given}</family></prefer></alias>'

    aliases = [answer(asked, family.name) for family in FAMILIES for asked in family.answers_to]
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', "<fontconfig>",
             f"<dir>{folder}</dir>", f"<dir>{FALLBACK}</dir>", f"<cachedir>{folder / 'cache'}</cachedir>",
             *aliases, "</fontconfig>"]
    config = folder / "fonts.conf"
    if not config.is_file():
        scratch = config.with_suffix(f".{os.getpid()}")
        scratch.write_text("\n".join(lines), encoding="utf-8")
        scratch.replace(config)
    return config
