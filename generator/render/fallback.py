"""docxtpl's language: what it makes of the parts of a template before Jinja reads them.

In: the bytes of a template. Out: `Source`s for the engine, its properties with tags, and what new pictures need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from docx.opc.part import Part as DocxPart
from docx.parts.story import StoryPart
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from ..word import opc
from ..word.partnames import TYPES
from ..word.xml import relations_name
from .faults import Fault
from .mend import BODY, NOTHING
from .pictures import Found
from .places import tagged
from .tags import TAG, as_meant, free_section_breaks

DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # those where docxtpl looks for tags
CELL = re.compile(r"(?<=<w:tcPr>).*?(?=</w:tcPr>)", re.DOTALL)
CELL_ORDER = (  # of the properties of a cell (ECMA-376-1 17.4.69)
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange",
)  # fmt: skip
PROPERTY = re.compile(r"<w:(\w+)(?: [^<]*?)?(?:/>|>(?:(?!<w:\1[ >]).)*?</w:\1>)", re.DOTALL)
OFFICE = "application/vnd.openxmlformats-officedocument"
NOTES = tuple(f"{OFFICE}.wordprocessingml.{kind}+xml" for kind in ("footnotes", "endnotes", "comments"))
DRAWN = (  # texts that are no paragraphs of Word; and the properties that Word shows
    f"{OFFICE}.drawingml.chart+xml", f"{OFFICE}.drawingml.chartshapes+xml", f"{OFFICE}.drawingml.diagramData+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml", f"{OFFICE}.extended-properties+xml",
    f"{OFFICE}.custom-properties+xml",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A part as Jinja gets it: `xml` with tags, where a paragraph or a tag begins a line; `before` and `after` stay as
    they are. `raw` is the part as Word has it, by which mistakes are told (see `places`)."""

    name: str
    xml: str
    before: bytes = b""
    after: bytes = b""
    is_body: bool = False
    raw: str = ""


class Docx(DocxTemplate):  # type: ignore[misc]
    """docxtpl's document; attributes that hold numbers keep Arabic digits, and errors say where they are from."""

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data))

    def patch_xml(self, src_xml: str) -> str:
        patched = CELL.sub(_ordered, super().patch_xml(as_meant(src_xml)))
        return re.sub(r'(<w:(?:gridSpan|shd) [^>]*")\{\{(.+?)\}\}"', r'\1{{ (\2) | arabic }}"', patched)

    def sources(self) -> Iterator[Source]:
        """The parts that hold words: body, headers, footers, notes, comments; what is drawn, where it has tags."""
        self.render_init()
        yield self._body()
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                xml = self.get_part_xml(part)
                yield Source(_name(part), lined(tagged(self.patch_xml(xml))), DECLARATION, raw=xml)
        for part in self.docx.part.package.parts:
            if part.content_type in NOTES:
                declaration, xml = _split(part.blob.decode("utf-8-sig"))
                yield Source(_name(part), lined(tagged(self.patch_xml(xml))), declaration.encode(), raw=xml)
            elif part.content_type in DRAWN and TAG.search(xml := part.blob.decode("utf-8-sig", "replace")):
                declaration, raw = _split(xml)
                yield Source(_name(part), tagged(as_meant(raw)), declaration.encode(), raw=raw)

    def _body(self) -> Source:
        """The body inside its document; as docxtpl does, its own namespaces are those of the root."""
        root = self.docx.part.element
        if not len(root.body):
            raise Fault(_name(self.docx.part), "", 1) from TemplateSyntaxError(NOTHING, 1)
        raw = self.get_xml()
        free_section_breaks(root)
        xml = tagged(self.patch_xml(self.get_xml()))
        whole = etree.tostring(root, encoding="utf-8")
        start, end = whole.index(b"<w:body"), whole.rindex(b"</w:body>") + len(b"</w:body>")
        opened = lined(BODY.sub("<w:body>", xml, count=1))
        return Source(_name(self.docx.part), opened, DECLARATION + whole[:start], whole[end:], True, raw)

    def properties(self) -> dict[str, str]:
        """The core properties that hold tags."""
        found = {name: getattr(self.docx.core_properties, name) or "" for name in PROPERTIES}
        return {name: text for name, text in found.items() if "{" in text}

    def pictures(self, package: Mapping[str, bytes]) -> Found:
        """What new pictures are named and numbered by."""
        main = self.docx.part
        stories = [main, *(rel.target_part for rel in main.rels.values() if not rel.is_external)]
        next_ids = {_name(part): part.next_id for part in stories if isinstance(part, StoryPart)}
        relations = {name: package[relations_name(name)] for name in next_ids if relations_name(name) in package}
        media = {image.blob: _name(image) for image in main.package.image_parts}
        return Found(_name(main), media, relations, package[TYPES], next_ids)

    def parts(self) -> dict[str, bytes]:
        """The package as python-docx writes it."""
        buffer = BytesIO()
        self.save(buffer)
        return opc.read(buffer.getvalue())


def opened(data: bytes) -> Docx:
    """Raises: NotAPackage for relationships or parts that python-docx cannot follow."""
    docx = Docx(data)
    try:
        docx.render_init()
    except Exception as error:  # KeyError, ValueError, XMLSyntaxError … as the damage has it
        raise opc.NotAPackage(str(error)) from None
    return docx


def lined(xml: str) -> str:
    """The XML with a line a paragraph, as docxtpl hands it to Jinja, so that an error's line says its paragraph."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)


def _ordered(cell: re.Match[str]) -> str:
    """The properties of a cell in the schema's order: docxtpl puts its own wherever it can."""
    found = list(PROPERTY.finditer(cell[0]))
    if "".join(one[0] for one in found) != cell[0] or any(one[1] not in CELL_ORDER for one in found):
        return cell[0]
    return "".join(one[0] for one in sorted(found, key=lambda one: CELL_ORDER.index(one[1])))


def _split(xml: str) -> tuple[str, str]:
    """The XML declaration, and the element."""
    start = re.search(r"<[^?!]", xml)
    at = start.start() if start else 0
    return xml[:at], xml[at:]


def _name(part: DocxPart) -> str:
    return str(part.partname).lstrip("/")
