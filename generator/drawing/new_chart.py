"""A new native chart for a template, plain and printable: Thai font, Thai digits, colours that part in black and white.

In: a line of text such as `กราฟแท่ง: results x=school y=seats:แผนการรับ,applicants:ผู้สมัคร`, alone in its paragraph.
Out: the chart in its place, with sample data that a designer can restyle in Word.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ..word.package import DOCUMENT, add_part, free_name, relate
from ..word.xml import NS, Element, Parts, cm, dump, emu, find, number_drawings, parse, q, spaces
from . import alttext
from .alttext import MARK, Data, Series
from .charts import PACKAGE, XLSX
from .fill_chart import PALETTE, THAI, refill
from .workbook import workbook

KINDS: Mapping[str, str] = {"กราฟแท่ง:": "column", "กราฟแท่งนอน:": "bar", "กราฟเส้น:": "line", "กราฟวงกลม:": "pie"}
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
FONT = "TH SarabunPSK"
SIZE = 14  # pt
WIDTH, HEIGHT = 16.0, 8.5  # cm, where there is room
NARROWEST = 2.0  # cm
CELL_MARGIN = 0.19  # cm, at both sides, as Word has it
AFTER_INDENT = {  # what stands behind it in the properties of a paragraph (ECMA-376-1 17.3.1.26)
    q(f"w:{name}") for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
}  # fmt: skip
DIGITS = f"{THAI}#,##0"
PERCENT = f"{THAI}0%"
GREY = "7F7F7F"


def place(parts: Mapping[str, bytes], font: str = FONT, size: float = SIZE) -> Parts:
    """The parts with a chart where a paragraph of the body says only `กราฟแท่ง: …`. Raises: alttext.Wrong."""
    made = dict(parts)
    if "กราฟ".encode() not in parts.get(DOCUMENT, b""):
        return made
    root = parse(parts[DOCUMENT])
    changed = False
    for paragraph in list(root.iter(q("w:p"))):
        text = "".join(node.text or "" for node in paragraph.iter(q("w:t"))).strip()
        kind = next((word for word in KINDS if text.startswith(word)), "")
        if kind:
            room = min(WIDTH, _room(paragraph))
            run = insert(made, KINDS[kind], f"{MARK}{text.removeprefix(kind)}", font, size, room)
            _drop_indent(paragraph)
            for child in list(paragraph):
                if child.tag != q("w:pPr"):
                    paragraph.remove(child)
            paragraph.append(parse(run.encode()))
            changed = True
    if changed:
        number_drawings([root])
        made[DOCUMENT] = dump(root)
    return made


def _room(paragraph: Element) -> float:
    """How wide the place of a paragraph is, cm: its cell, or what the margins leave of its page."""
    cell = find(paragraph, "ancestor::w:tc[1]/w:tcPr/w:tcW[@w:type='dxa']")
    if cell is not None:
        return max(cm(cell.get(q("w:w"))) - 2 * CELL_MARGIN, NARROWEST)
    section = find(paragraph, "following::w:sectPr[1]")
    page, margins = (section.find(q(name)) if section is not None else None for name in ("w:pgSz", "w:pgMar"))
    if page is None or margins is None:
        return WIDTH
    sides = sum(cm(margins.get(q(name))) for name in ("w:left", "w:right", "w:gutter"))
    return max(cm(page.get(q("w:w"))) - sides, NARROWEST)


def _drop_indent(paragraph: Element) -> None:
    """A chart begins at the margin, whatever the style of its paragraph says of a first line."""
    properties = paragraph.find(q("w:pPr"))
    if properties is None:
        properties = etree.Element(q("w:pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(q("w:ind")):
        properties.remove(old)
    indent = etree.Element(q("w:ind"), {q(f"w:{side}"): "0" for side in ("left", "right", "firstLine")})
    later = next((child for child in properties if child.tag in AFTER_INDENT), None)
    properties.append(indent) if later is None else later.addprevious(indent)


def insert(
    parts: Parts, kind: str, alt: str, font: str = FONT, size: float = SIZE, width: float = WIDTH
) -> str:
    """Add the parts of a new chart; the run that shows it in the body. `kind`: column, bar, line or pie; cm."""
    what = alttext.read(alt)
    sample = _sample(what, kind)
    chart = free_name(parts, "word/charts/gen-chart{}.xml")
    book = free_name(parts, "word/embeddings/gen-chart{}.xlsx")
    add_part(parts, chart, b"", CHART)
    add_part(parts, book, workbook(sample, DIGITS), XLSX)
    link = relate(parts, chart, PACKAGE, book)
    root = parse(chart_xml(kind, len(sample.series), len(sample.categories), link, font, size).encode())
    refill(root, sample)
    parts[chart] = dump(root)
    return _drawing(relate(parts, DOCUMENT, "chart", chart), alt, width)


def _sample(what: alttext.Spec, kind: str) -> Data:
    """Data that shows a designer what the chart will look like."""
    names = [name or field or what.by for field, name in what.y]
    if what.series:
        names = [f"{what.series} {digit}" for digit in ("๑", "๒")]
    names = names[:1] if kind == "pie" else names
    values = ((120, 95, 140, 60), (110, 130, 125, 75), (90, 85, 100, 50), (70, 60, 90, 40))
    series = tuple(Series(name, values[n % len(values)]) for n, name in enumerate(names))
    return Data(tuple(f"ตัวอย่าง {digit}" for digit in "๑๒๓๔"), series)


def _drawing(link: str, alt: str, width: float = WIDTH) -> str:
    name = quoteattr(alt)
    return (
        f'<w:r {spaces("w", "wp", "a", "c", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{emu(width)}" cy="{emu(HEIGHT)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="1" name="กราฟ" descr={name}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NS["c"]}"><c:chart r:id="{link}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


# --- the XML of a chart (ECMA-376-1 §21.2)


def chart_xml(kind: str, series: int, points: int, link: str, font: str, size: float) -> str:
    """A chart space with empty series, ready for `refill`."""
    groups = {"column": _bars, "bar": _bars, "line": _lines, "pie": _pie}
    plot = groups[kind](kind, series, points)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if series > 1 or kind == "pie" else ""
    return (
        f'<c:chartSpace {spaces("c", "a", "r")}><c:date1904 val="0"/><c:lang val="th-TH"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{letters(font, size)}"
        f'<c:externalData r:id="{link}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def letters(font: str, size: float) -> str:
    """The letters of a whole chart: Thai takes the complex-script font (ECMA-376-1 §21.1.2.3.1)."""
    name = escape(font)
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="0">'
        f'<a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:latin typeface="{name}"/><a:ea typeface="{name}"/>'
        f'<a:cs typeface="{name}"/></a:defRPr></a:pPr><a:endParaRPr lang="th-TH"/></a:p></c:txPr>'
    )


def _bars(kind: str, series: int, points: int) -> str:
    shown = "".join(_one(n, f"<c:spPr>{_fill(n)}</c:spPr><c:invertIfNegative val=\"0\"/>") for n in range(series))
    along, value = ("b", "l") if kind == "column" else ("l", "b")
    direction = "col" if kind == "column" else "bar"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{shown}'
        f'{_labels(DIGITS, "outEnd")}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'{_axes(along, value, reverse=kind == "bar")}'
    )


def _lines(kind: str, series: int, points: int) -> str:
    shown = "".join(
        _one(n, f'<c:spPr><a:ln w="28575">{_fill(n)}</a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="7"/>'
                f"<c:spPr>{_fill(n)}</c:spPr></c:marker>", '<c:smooth val="0"/>')
        for n in range(series)
    )  # fmt: skip
    labels = _labels(DIGITS, "t") if series == 1 else ""  # those of several lines would lie on each other
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{shown}{labels}'
        f'<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>{_axes("b", "l")}'
    )


def _pie(kind: str, series: int, points: int) -> str:
    slices = "".join(
        f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/><c:spPr>{_fill(n)}<a:ln w="9525"><a:solidFill>'
        '<a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr></c:dPt>' for n in range(points)
    )  # fmt: skip
    labels = _labels(PERCENT, "outEnd", "c:showPercent", '<c:showLeaderLines val="1"/>')
    return f'<c:pieChart><c:varyColors val="1"/>{_one(0, slices)}{labels}<c:firstSliceAng val="0"/></c:pieChart>'


def _one(number: int, look: str, after: str = "") -> str:
    reference = "<c:numRef><c:f/><c:numCache><c:formatCode>General</c:formatCode></c:numCache></c:numRef>"
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{look}<c:val>{reference}</c:val>{after}</c:ser>'
    )


def _fill(number: int) -> str:
    return f'<a:solidFill><a:srgbClr val="{PALETTE[number % len(PALETTE)]}"/></a:solidFill>'


def _labels(code: str, position: str, shown: str = "c:showVal", after: str = "") -> str:
    flags = ("c:showLegendKey", "c:showVal", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize")
    listed = "".join(f'<{flag} val="{int(flag == shown)}"/>' for flag in flags)
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape(code)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
        f'</c:spPr><c:dLblPos val="{position}"/>{listed}{after}</c:dLbls>'
    )


def _axes(along: str, value: str, reverse: bool = False) -> str:
    """The categories and the values; the first category of lying bars stands at the top."""
    line = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{GREY}"/></a:solidFill></a:ln>'
    order = "maxMin" if reverse else "minMax"
    crosses = "max" if reverse else "autoZero"
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{along}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{line}</c:spPr><c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{value}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>'
        f'<a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode="{escape(DIGITS)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="1"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
    )
