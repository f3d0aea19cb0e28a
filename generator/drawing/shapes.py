"""Shapes and arrows as DrawingML that Word edits: a drawing canvas, in which arrows stay glued to their shapes.

In: shapes and arrows with places in cm. Out: the XML of one run. Word's connectors hold only inside a canvas (wpc);
what cannot show one (LibreOffice before 24) gets the same shapes as a group (wpg) in mc:Fallback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape  # xml.sax.saxutils brings the whole of urllib with it

from ..word.xml import NS, emu, spaces

TOP, LEFT, BOTTOM, RIGHT = range(4)  # connection sites of the flow-chart shapes (ECMA-376-1 §20.1.9.9, presets)
INSET = 0.1  # cm between the line of a shape and its text
INSETS = {  # beside and above the text, where the preset's own text area leaves less to spare: more would cut ุ and ู
    "flowChartTerminator": (INSET, 0.0),
    "flowChartConnector": (0.0, 0.0),
}
LINE = 9525  # EMU: 0.75 pt
BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


@dataclass(frozen=True)
class Shape:
    """A shape of a preset form with centred text; `bare` has neither line nor fill (a label). Lengths are cm."""

    form: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    bare: bool = False

    def site(self, number: int) -> tuple[float, float]:
        """Where an arrow ends on it."""
        x, y = self.x + self.width / 2, self.y + self.height / 2
        return {
            TOP: (x, self.y), LEFT: (self.x, y), BOTTOM: (x, self.y + self.height), RIGHT: (self.x + self.width, y),
        }[number]  # fmt: skip


@dataclass(frozen=True)
class Arrow:
    """An arrow from a site of one shape to one of another (by their numbers in the drawing).

    `around`: how far left of both ends it goes to come back to an earlier shape, cm; 0 is a straight arrow.
    """

    start: int
    start_site: int
    end: int
    end_site: int
    around: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """Shapes and arrows on a canvas of some size, cm; `alt` is read out to those who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    alt: str = ""


def run(drawing: Drawing, number: int, size: float) -> str:
    """The run that shows a drawing. `number` and the next are no other drawing's; `size` of letters is in pt."""
    inside = "".join(_shape(shape, n, size) for n, shape in enumerate(drawing.shapes, number + 2))
    first = number + 2 + len(drawing.shapes)
    inside += "".join(_arrow(arrow, drawing.shapes, n, number + 2) for n, arrow in enumerate(drawing.arrows, first))
    extent = f'cx="{emu(drawing.width)}" cy="{emu(drawing.height)}"'
    canvas = f"<wpc:wpc><wpc:bg/><wpc:whole/>{inside}</wpc:wpc>"
    # LibreOffice takes the size of a group from its shapes: one without line and text keeps that of the whole.
    whole = Shape("rect", 0, 0, drawing.width, drawing.height, bare=True)
    inside = _shape(whole, first + len(drawing.arrows), size) + inside
    group = (
        f'<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="0" y="0"/>'
        f"<a:chExt {extent}/></a:xfrm></wpg:grpSpPr>{inside}</wpg:wgp>"
    )
    return (
        f'<w:r {spaces("w", "mc", "wp", "a", "wps", "wpg", "wpc")}><mc:AlternateContent>'
        f'<mc:Choice Requires="wpc">{_inline(drawing, extent, number, "wpc", canvas)}</mc:Choice>'
        f'<mc:Fallback>{_inline(drawing, extent, number + 1, "wpg", group)}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def _inline(drawing: Drawing, extent: str, number: int, kind: str, content: str) -> str:
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="ผังงาน" '
        f'descr="{escape(drawing.alt)}"/><wp:cNvGraphicFramePr/><a:graphic>'
        f'<a:graphicData uri="{NS[kind]}">{content}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _shape(shape: Shape, number: int, size: float) -> str:
    look = "<a:noFill/><a:ln><a:noFill/></a:ln>"
    if not shape.bare:
        look = f'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="{LINE}">{BLACK}</a:ln>'
    side, above = (0.0, 0.0) if shape.bare else INSETS.get(shape.form, (INSET, INSET))
    room = f'lIns="{emu(side)}" tIns="{emu(above)}" rIns="{emu(side)}" bIns="{emu(above)}"'
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="{escape(shape.text[:40])}"/><wps:cNvSpPr/><wps:spPr>'
        f"{_place(shape.x, shape.y, shape.width, shape.height)}"
        f'<a:prstGeom prst="{shape.form}"><a:avLst/></a:prstGeom>{look}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{_words(shape.text, size)}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square" {room} anchor="ctr" anchorCtr="0"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp>"
    )


def _words(text: str, size: float) -> str:
    """One centred paragraph in the font of the paper; Thai letters take the complex-script side of the size."""
    half = round(size * 2)
    letters = f'<w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        f'<w:p><w:pPr>{spacing}<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
        f'<w:r>{letters}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
    )


def _arrow(arrow: Arrow, shapes: Sequence[Shape], number: int, first: int) -> str:
    (x1, y1), (x2, y2) = shapes[arrow.start].site(arrow.start_site), shapes[arrow.end].site(arrow.end_site)
    left, top, width, height = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
    form = '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
    flips = ' flipH="1"' * (x2 < x1) + ' flipV="1"' * (y2 < y1)
    if arrow.around:
        # Out to the left, up, and in again: a bent arrow turned half round, its bend beyond its own frame.
        width = max(width, 0.01)
        bend = round((width + arrow.around) / width * 100_000)
        flips = ' rot="10800000"'
        guide = f'<a:gd name="adj1" fmla="val {bend}"/>'
        form = f'<a:prstGeom prst="bentConnector3"><a:avLst>{guide}</a:avLst></a:prstGeom>'
    ends = (
        f'<a:stCxn id="{first + arrow.start}" idx="{arrow.start_site}"/>'
        f'<a:endCxn id="{first + arrow.end}" idx="{arrow.end_site}"/>'
    )
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="ลูกศร"/><wps:cNvCnPr>{ends}</wps:cNvCnPr><wps:spPr>'
        f"{_place(left, top, width, height, flips)}{form}"
        f'<a:ln w="{LINE}">{BLACK}<a:tailEnd type="triangle"/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _place(x: float, y: float, width: float, height: float, turned: str = "") -> str:
    return (
        f'<a:xfrm{turned}><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
    )


def height_of_text(text: str, width: float, size: float) -> float:
    """How high a text stands in a column of `width` cm, in the font of official papers: an estimate from above."""
    lines = max(1, -(-letters_width(text, size) // (width * 0.92)))  # a line ends at a word, not at the edge
    return lines * size * LINE_PITCH / 72 * 2.54


LINE_PITCH = 1.33  # of the type size: TH SarabunPSK of 2016, the highest of those that offices have
ADVANCES = (  # of TH SarabunPSK in em, rounded up
    (0.0, "ัิีึืฺุู็่้๊๋์ํ๎"), (0.19, ".,()"), (0.22, " \u00a0-"), (0.25, "เโใไ"), (0.27, "/"), (0.34, "งราำธวฐะ"),
    (0.45, "ทนบปพฟภมหษฬฎฏฑ๐๑๒๓๔๕๖๗๘๙"), (0.55, "ฌญฒณ"),
)  # fmt: skip
ADVANCE = {letter: em for em, letters in ADVANCES for letter in letters}
OTHER = 0.395


def letters_width(text: str, size: float) -> float:
    """The width of a text on one line, cm."""
    return sum(ADVANCE.get(letter, OTHER) for letter in text) * size / 72 * 2.54
