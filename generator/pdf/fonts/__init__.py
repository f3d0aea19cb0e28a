"""Fonts that stand in for TH SarabunPSK, TH Sarabun New and TH SarabunIT๙ where an office has given none of its own.

The agencies' fonts may not be shipped. These files have their widths and line heights, so that lines and pages
break in the same places. `tools/fonts.py` makes them from Laksaman; they carry its licence (see LICENSE.txt), not ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
STYLES = ("Regular", "Bold", "Italic", "Bold Italic")


@dataclass(frozen=True)
class StandIn:
    """A family: its own name, the names it answers to, and its line metrics in units of 1/1000 em."""

    name: str
    answers_to: tuple[str, ...]
    ascent: int
    descent: int
    gap: int = 30
    thai_digits: bool = False  # 0-9 are drawn ๐-๙, as TH SarabunIT๙ does

    def file(self, style: str = "Regular") -> Path:
        return FOLDER / f"{self.name} {style}.ttf".replace(" ", "-")


PSK = StandIn("Saraban PSK", ("TH SarabunPSK", "TH Sarabun PSK"), 850, 250)  # 18.08 pt a line at 16
NEW = StandIn("Saraban New", ("TH Sarabun New", "TH SarabunNew", "TH Sarabun"), 844, 457)  # 21.30 pt
IT9 = StandIn("Saraban IT9", ("TH SarabunIT๙", "TH SarabunIT9"), 850, 250, thai_digits=True)  # 18.08 pt
STAND_INS = (PSK, NEW, IT9)
BOXES = "☐☑☒"  # boxes to tick, which the originals do not have and every stand-in has
LACKING = StandIn("Saraban Lacking", (), 850, 250)  # regular only: what a family that is nowhere turns into, to be seen
