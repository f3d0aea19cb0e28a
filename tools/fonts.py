"""Make the stand-in fonts of generator/pdf/fonts out of Debian's Laksaman (package fonts-tlwg-laksaman-ttf).

    python -m tools.fonts [FOLDER OF LAKSAMAN]

Laksaman has the outlines of TH Sarabun New, drawn 1.503 times too large for their em; on the true em they break every
line where the originals do. This script and Laksaman's sources are the whole source of these files.
"""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import Any

from fontTools.otlLib import builder as otl
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from generator.pdf.fonts import BOXES, FOLDER, LACKING, PSK, STAND_INS, STYLES, StandIn

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg")
SOURCES = ("Laksaman", "Laksaman-Bold", "Laksaman-Italic", "Laksaman-BoldItalic")  # in the order of STYLES
DRAWN_EM = 1503  # Laksaman says 1000, but 1000 units of TH Sarabun New are 1503 of Laksaman's
EM = 1000
THAI_ZERO, ZERO = 0x0E50, 0x30
BOX_SIDE, BOX_LINE, BOX_SPACE = 460, 32, 40  # units of the em
TICK = (((90, 235), (200, 95), (380, 375), (345, 400), (195, 165), (125, 260)),)
CROSS = (
    ((90, 120), (120, 90), (370, 340), (340, 370)),
    ((90, 340), (340, 90), (370, 120), (120, 370)),
)
NOTICE = "Changed in 2026 for gen-saraban: put on the em of TH Sarabun New, with the line height of {original}."


def build(source: Path, folder: Path) -> list[Path]:
    """Write the twelve stand-in fonts, and the one for what is lacking, to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    faces = [*((family, style) for family in STAND_INS for style in STYLES), (LACKING, "Regular")]
    files = dict(zip(STYLES, SOURCES, strict=True))
    return [_face(source / f"{files[style]}.ttf", family, style, folder) for family, style in faces]


def _face(source: Path, family: StandIn, style: str, folder: Path) -> Path:
    font = TTFont(source, recalcTimestamp=False)
    _rescale(font)
    if style == "Regular":
        _correct_advances(font)
    _set_line_metrics(font, family)
    _keep_sara_am_whole(font)
    if family.thai_digits:
        _draw_thai_digits(font)
    if family is not LACKING:
        _draw_boxes(font)
    _rename(font, family, style)
    path = folder / family.file(style).name
    font.save(path)
    return path


def _rescale(font: TTFont) -> None:
    """Put the outlines on the em they were drawn for, without the hints, which do not survive the change of scale."""
    for table in ("fpgm", "prep", "cvt ", "FFTM"):
        if table in font:
            del font[table]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    font["head"].unitsPerEm = DRAWN_EM
    scale_upem(font, EM)


def _correct_advances(font: TTFont) -> None:
    """Set the three advances in which Laksaman's regular face departs from TH Sarabun New by more than rounding."""
    for glyph, advance in (("uni0E0A", 380), ("uni0E0B", 384), ("emdash", 720)):
        font["hmtx"][glyph] = (advance, font["hmtx"][glyph][1])


def _set_line_metrics(font: TTFont, family: StandIn) -> None:
    """Give the face the line height of its original, in the tables that Word (OS/2) and LibreOffice (hhea) read."""
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = family.ascent, -family.descent, family.gap
    os2.usWinAscent, os2.usWinDescent = family.ascent, family.descent
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = 850, -250, 60
    os2.fsSelection &= ~(1 << 7)  # USE_TYPO_METRICS off, as in the originals


def _draw_thai_digits(font: TTFont) -> None:
    """Draw 0-9 as ๐-๙."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({ZERO + n: table.cmap[THAI_ZERO + n] for n in range(10)})


def _draw_boxes(font: TTFont) -> None:
    """Give the face the boxes to tick, ☐ ☑ ☒, as high as a Latin capital; the originals have none."""
    for letter, strokes in zip(BOXES, ((), TICK, CROSS), strict=True):
        pen = TTGlyphPen(None)
        low, high, line = 0, BOX_SIDE, BOX_LINE
        _outline(pen, ((low, low), (low, high), (high, high), (high, low)))
        inner = (low + line, high - line)
        _outline(pen, ((inner[0], inner[0]), (inner[1], inner[0]), (inner[1], inner[1]), (inner[0], inner[1])))
        for stroke in strokes:
            _outline(pen, stroke)
        name = f"uni{ord(letter):04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = pen.glyph()
        font["hmtx"].metrics[name] = (BOX_SIDE + 2 * BOX_SPACE, BOX_SPACE)
        font["maxp"].numGlyphs += 1
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(letter)] = name


def _outline(pen: TTGlyphPen, points: tuple[tuple[int, int], ...]) -> None:
    """A closed contour, right of the space before the letter."""
    first, *rest = ((x + BOX_SPACE, y) for x, y in points)
    pen.moveTo(first)
    for point in rest:
        pen.lineTo(point)
    pen.closePath()


def _rename(font: TTFont, family: StandIn, style: str) -> None:
    full = family.name if style == "Regular" else f"{family.name} {style}"
    postscript = f"{family.name}-{style}".replace(" ", "")
    new = {1: family.name, 2: style, 3: postscript, 4: full, 6: postscript, 16: family.name, 17: style}
    for record in font["name"].names:
        record.string = new.get(record.nameID, record.string)
        if record.nameID == 0:  # the licence wants every change to be said in the file
            names = (*family.answers_to, PSK.answers_to[0])
            original = next(name for name in names if name.isascii())  # the Macintosh record holds no ๙
            record.string = f"{record.toUnicode()}\n\n{NOTICE.format(original=original)}"


def _keep_sara_am_whole(font: TTFont) -> None:
    """Let ำ reach the PDF as ำ: shaping splits it into ํ + า, and every other า then loses its meaning for readers.

    Joined again wherever the mark was not moved aside for a tall consonant; there the split า gets a glyph of its own,
    so that the PDF's map from glyphs to characters holds for every other า.
    """
    aa, own_aa, nikhahit, am = "uni0E32", "uni0E32.am", "uni0E4D", "uni0E33"
    _add_glyph(font, own_aa, like=aa)
    names = font.getGlyphOrder()
    marks = [name for name in names if name.split(".")[0] == nikhahit]
    tones = [name for name in names if name.split(".")[0] in {f"uni0E4{n}" for n in "89AB"}]
    tall = ["uni0E1B", "uni0E1D", "uni0E1F", "uni0E2C"]  # ป ฝ ฟ ฬ

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
    _append_lookups(font, [join, swap, joining, swapping], [joining, swapping])


def _add_glyph(font: TTFont, name: str, like: str) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = copy.deepcopy(font["glyf"][like])
    font["hmtx"].metrics[name] = font["hmtx"][like]
    font["maxp"].numGlyphs += 1


def _append_lookups(font: TTFont, builders: list[Any], applied: list[Any]) -> None:
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


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else LAKSAMAN, FOLDER)
