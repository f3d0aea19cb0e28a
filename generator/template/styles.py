"""The styles part of a template, from the rules: names that a clerk reads, properties that Thai text obeys.

Thai takes the complex-script side of every property (ECMA-376-1 17.3.2: bCs, szCs, cs of rFonts), so each is written
twice: once for Latin letters and once for Thai.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from ..layout import TAB, Font, Kind, Style, Table
from ..word.xml import W
from .parts import twips

SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'


def styles_xml(kind: Kind) -> str:
    """word/styles.xml: defaults, Word's four default styles, one style a rule, and two table styles."""
    own = "".join(_style(key, style, rank) for rank, (key, style) in enumerate(kind.styles.items(), 1))
    # Word's several hundred built-in styles stay out of the clerk's list until one is used.
    latent = (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
    )
    tables = _table_styles(kind.table, len(kind.styles) + 1)
    return f'<w:styles xmlns:w="{W}">{_defaults(kind.font)}{latent}{BUILT_IN}{own}{tables}</w:styles>'


def _defaults(font: Font) -> str:
    slots = " ".join(f'w:{slot}="{escape(font.name)}"' for slot in ("ascii", "eastAsia", "hAnsi", "cs"))
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {slots}/>{_size(font.size)}"
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{SINGLE}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


BUILT_IN = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def _style(key: str, style: Style, rank: int) -> str:
    kind = "character" if style.character else "paragraph"
    based = "DefaultParagraphFont" if style.character else "Normal"
    color = f'<w:color w:val="{escape(style.color)}"/>' if style.color else ""
    rpr = ("<w:b/><w:bCs/>" if style.bold else "") + color + (_size(style.size) if style.size else "")
    ppr = "" if style.character else "".join(_paragraph_properties(style))
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{key}"><w:name w:val="{escape(style.name)}"/>'
        f'<w:basedOn w:val="{based}"/><w:uiPriority w:val="{rank}"/><w:qFormat/>'
        f'{f"<w:pPr>{ppr}</w:pPr>" if ppr else ""}{f"<w:rPr>{rpr}</w:rPr>" if rpr else ""}</w:style>'
    )


def _paragraph_properties(style: Style) -> Iterable[str]:
    """In the order of ECMA-376-1 17.3.1.26; the defaults stay unsaid."""
    if style.keep_next:
        yield "<w:keepNext/>"
    if style.keep_lines:
        yield "<w:keepLines/>"
    if style.new_page:
        yield "<w:pageBreakBefore/>"
    if style.rule:
        size = round(style.rule * 8)  # eighths of a point
        yield f'<w:pBdr><w:top w:val="single" w:sz="{size}" w:space="0" w:color="auto"/></w:pBdr>'
    stops = [*([f"left {style.left}"] if style.hanging else []), *style.tabs]
    if stops:
        yield f"<w:tabs>{''.join(_tab(stop) for stop in sorted(stops, key=_place))}</w:tabs>"
    spacing = {"before": style.before, "after": style.after, "line": style.exact}
    if any(spacing.values()):
        shown = "".join(f' w:{name}="{round(pt * 20)}"' for name, pt in spacing.items() if pt)
        exact = ' w:lineRule="exact"' if style.exact else ""
        yield f"<w:spacing{shown}{exact}/>"
    indents = {"left": style.left, "right": style.right, "hanging": style.hanging, "firstLine": style.first}
    if any(indents.values()):
        shown = "".join(f' w:{name}="{twips(cm)}"' for name, cm in indents.items() if cm)
        yield f"<w:ind{shown}/>"
    if style.contextual:
        yield "<w:contextualSpacing/>"
    if style.align != "left":
        yield f'<w:jc w:val="{style.align}"/>'


def _place(stop: str) -> float:
    return float(stop.split()[1])


def _tab(stop: str) -> str:
    found = TAB.fullmatch(stop)
    assert found, stop
    leader = ' w:leader="dot"' if found[2] else ""
    return f'<w:tab w:val="{found[1]}"{leader} w:pos="{twips(_place(stop))}"/>'


def _table_styles(table: Table, rank: int) -> str:
    """One with lines; one without, whose first column begins where a paragraph of the same indent does."""
    size = round(table.line * 8)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>' for side in sides)
    borders = f"<w:tblBorders>{lines}</w:tblBorders>"
    room = {"left": table.padding, "right": table.padding}
    lined = _table_style("lined_table", "ตารางมีเส้น", borders, room, rank)
    return lined + _table_style("plain_table", "ตารางไม่มีเส้น", "", {"left": 0.0, "right": table.gap}, rank + 1)


def _table_style(key: str, name: str, borders: str, cell: Mapping[str, float], rank: int) -> str:
    room = "".join(f'<w:{side} w:w="{twips(cm)}" w:type="dxa"/>' for side, cm in cell.items())
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="{rank}"/>'
        f"<w:tblPr>{borders}<w:tblCellMar>{room}</w:tblCellMar></w:tblPr></w:style>"
    )


def _size(pt: float) -> str:
    half = round(pt * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
