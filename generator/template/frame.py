"""A fresh Word template for a kind of paper, every part of it written here: no other program's defaults come along.

In: a kind and the `Rules`. Out: the bytes of a .docx with the kind's page, styles, emblem slot and sample paragraphs.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from ..layout import Kind, Rules
from ..word import opc
from ..word.xml import CONTENT_TYPES, NS, RELATIONSHIPS, emu
from .parts import twips
from .styles import styles_xml

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MIME = "application/vnd.openxmlformats-officedocument"
SPACES = " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in ("w", "r", "wp", "a", "pic"))
# Letters of a character style, written as an outline shows them; and the tags of what may come after the paper is made.
MARK = re.compile(r"⟦(?P<style>\w+): (?P<words>.*?)⟧|(?P<late>\{\{ (?:number|date)\b[^}]*\}\})")
NO_ROOM = '<w:p><w:pPr><w:pStyle w:val="section_end"/></w:pPr></w:p>'  # a header or footer must end in a paragraph
EMBLEM = "ตราครุฑ"


def frame(kind: str, rules: Rules) -> bytes:
    """The template of a new form. Raises: GenError E419 for an unknown kind."""
    return opc.write(parts(rules.kind(kind), rules.slot))


def parts(kind: Kind, slot: bytes) -> dict[str, bytes]:
    """The parts of the package (ECMA-376-1 11.3: a main document, styles, settings, fonts, headers; no theme)."""
    blocks = "".join(paragraph(style, text, kind) for style, text in kind.frame)
    body = emblem_paragraph(kind, slot) + blocks
    picture = {"word/media/emblem-slot.png": slot} if kind.emblem else {}
    xml = {
        "[Content_Types].xml": _content_types(kind),
        "_rels/.rels": _relationships(PACKAGE_PARTS),
        "docProps/app.xml": f'<Properties xmlns="{OFFICE}/extended-properties"/>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{CORE}"/>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{section(kind, first=True)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(text_parts(kind)),
        "word/fontTable.xml": _font_table(kind),
        "word/settings.xml": _settings(kind),
        "word/styles.xml": styles_xml(kind),
    }
    xml |= {f"word/{name}.xml": f"<w:{tag} {SPACES}>{text}</w:{tag}>" for name, tag, text in margin_parts(kind)}
    return {**{name: (HEAD + text).encode() for name, text in xml.items()}, **picture}


# --- the body


def paragraph(style: str, text: str, kind: Kind) -> str:
    """A paragraph of a style, or a run of a character style as its text allows; an empty text gives an empty line."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs(text, kind)}</w:p>'


def runs(text: str, kind: Kind) -> str:
    """The letters of a paragraph: those between ⟦style: …⟧ in that style, a tag of what comes late in its own."""
    found, at = [], 0
    for mark in MARK.finditer(text):
        style, words = (mark["style"], mark["words"]) if mark["style"] else ("late", mark["late"])
        found += [run(text[at : mark.start()]), run(words, style if style in kind.styles else "")]
        at = mark.end()
    return "".join([*found, run(text[at:])])


def run(text: str, style: str = "") -> str:
    if not text:
        return ""
    marked = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:r>{marked}{'<w:tab/>'.join(pieces)}</w:r>"


def section(kind: Kind, first: bool = False) -> str:
    """The properties of a section; the `first` has no page number on its first page (คำอธิบายการพิมพ์: ตั้งแต่หน้า ๒)."""
    page = kind.page
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    lengths = {**margins, "header": page.header, "footer": page.footer, "gutter": 0.0}
    shown = " ".join(f'w:{name}="{twips(cm)}"' for name, cm in lengths.items())
    parts = [target.partition(".")[0] for _, target in text_parts(kind)]
    referred = "".join(
        f'<w:{part[:-1]}Reference w:type="{"first" if part.endswith("2") else "default"}" r:id="rId{n}"/>'
        for n, part in enumerate(parts, 1)
        if part.startswith(("header", "footer"))
    )
    return (
        f'<w:sectPr>{referred}<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/><w:pgMar {shown}/>'
        f'<w:pgNumType w:fmt="thaiNumbers"/><w:cols w:space="708"/>{"<w:titlePg/>" * first}</w:sectPr>'
    )


def margin_parts(kind: Kind) -> Iterator[tuple[str, str, str]]:
    """(part, element, paragraphs) of the headers and footers: 1 for pages from the second on, 2 for the first."""
    header, footer = ("".join(paragraph(*block, kind) for block in blocks) for blocks in (kind.header, kind.footer))
    yield "header1", "hdr", header + page_number(kind.page.number)
    if kind.header:
        yield "header2", "hdr", header + NO_ROOM
    if kind.footer:
        yield "footer1", "ftr", footer + NO_ROOM
        yield "footer2", "ftr", footer + NO_ROOM


def page_number(pattern: str) -> str:
    """The header of page 2 and later; its digits are Thai because the section's number format says so."""
    before, _, after = pattern.partition("{}")
    marks = [f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end")]
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    field = f"{marks[0]}{code}{marks[1]}{run('๒')}{marks[2]}" if pattern else ""
    around = [run(text) if text else "" for text in (before, after)]
    return f'<w:p><w:pPr><w:pStyle w:val="page_number"/></w:pPr>{around[0]}{field}{around[1]}</w:p>'


def emblem_paragraph(kind: Kind, slot: bytes) -> str:
    """The picture hangs on the paper, not on the text: its top is right whatever a clerk changes below it."""
    emblem = kind.emblem
    if emblem is None:
        return ""
    height = emu(emblem.height)
    width = round(height * ratio(slot))
    wrap = "<wp:wrapTopAndBottom/>" if emblem.clear else "<wp:wrapNone/>"
    return (
        '<w:p><w:pPr><w:pStyle w:val="emblem"/></w:pPr><w:r><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{emblem.of}"><wp:align>{emblem.align}</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu(emblem.top)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}'
        f'<wp:docPr id="1" name="{EMBLEM}" descr="{EMBLEM}"/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{NS["pic"]}">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="{EMBLEM}" descr="{EMBLEM}"/>'
        '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor>'
        f"</w:drawing></w:r>{runs(emblem.beside, kind)}</w:p>"
    )


def ratio(png: bytes) -> float:
    """Width over height of a PNG (ISO/IEC 15948 11.2.2: IHDR)."""
    width, height = struct.unpack(">II", png[16:24])
    return float(width / height)


# --- the parts beside the body

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PACKAGE_PARTS = (
    (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
)


def text_parts(kind: Kind) -> list[tuple[str, str]]:
    """(type, target) of the parts that the text refers to; their place in the list is their rId."""
    names = ("styles", "settings", "fontTable")
    found = [(f"{OFFICE}/relationships/{name}", f"{name}.xml") for name in names]
    if kind.emblem:
        found.append((f"{OFFICE}/relationships/image", "media/emblem-slot.png"))
    return [*found, *((f"{OFFICE}/relationships/{part[:-1]}", f"{part}.xml") for part, _, _ in margin_parts(kind))]


def _content_types(kind: Kind) -> str:
    parts = {name: name for name in ("fontTable", "settings", "styles")} | {
        part: part[:-1] for part, _, _ in margin_parts(kind)
    }
    overrides = {
        "/docProps/app.xml": f"{MIME}.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{MIME}.wordprocessingml.document.main+xml",
        **{f"/word/{part}.xml": f"{MIME}.wordprocessingml.{name}+xml" for part, name in parts.items()},
    }
    listed = "".join(f'<Override PartName="{name}" ContentType="{type_}"/>' for name, type_ in overrides.items())
    return (
        f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    listed = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(listed)}</Relationships>'


def _font_table(kind: Kind) -> str:
    """One font; charset DE is Thai (TIS-620), and Word takes the other name where the first is not installed."""
    other = f'<w:altName w:val="{escape(kind.font.other)}"/>' if kind.font.other else ""
    return (
        f'<w:fonts xmlns:w="{NS["w"]}"><w:font w:name="{escape(kind.font.name)}">{other}<w:charset w:val="DE"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _settings(kind: Kind) -> str:
    """Compatibility mode 15: below it Word lays Thai out by older rules, and says so in the title bar."""
    flags = (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
        ("useWord2013TrackBottomHyphenation", "0"),
    )
    listed = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in flags
    )
    return (
        f'<w:settings xmlns:w="{NS["w"]}"><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{twips(kind.font.tab)}"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{listed}</w:compat><w:themeFontLang w:val="en-US" w:bidi="th-TH"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
