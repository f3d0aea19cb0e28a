"""docxtpl, and the only module that knows it: what it makes of a template, what it mends, and its whole way.

In: the bytes of a template. Out: `Source`s for the engine, or the parts of a paper that docxtpl made by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.opc.part import Part as DocxPart
from docx.parts.story import StoryPart
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from .. import opc
from ..wordml import relations_name
from .faults import Fault, line_of
from .pictures import PLACE, TYPES, Found, Picture

DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # those where docxtpl looks for tags
BODY = re.compile("^<w:body[^>]*>")
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

Build = Callable[[DocxTemplate], Mapping[str, Any]]  # the names of a case, out of the open document


@dataclass(frozen=True)
class Source:
    """A part as Jinja gets it: `xml` with tags, a paragraph begins a line; `before` and `after` stay as they are."""

    name: str
    xml: str
    before: bytes = b""
    after: bytes = b""
    is_body: bool = False


class Docx(DocxTemplate):  # type: ignore[misc]
    """docxtpl's document; attributes that hold numbers keep Arabic digits, and errors say where they are from."""

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data))

    def patch_xml(self, src_xml: str) -> str:
        patched = super().patch_xml(src_xml)
        return re.sub(r'(<w:(?:gridSpan|shd) [^>]*")\{\{(.+?)\}\}"', r'\1{{ (\2) | arabic }}"', patched)

    def render_xml_part(self, src_xml: str, part: DocxPart, context: Any, jinja_env: Environment | None = None) -> str:
        try:
            return str(super().render_xml_part(src_xml, part, context, jinja_env))
        except Exception as error:
            raise Fault(_name(part), lined(src_xml), line_of(error)) from error

    def sources(self) -> Iterator[Source]:
        """The parts that docxtpl fills: body, headers, footers, footnotes."""
        self.render_init()
        yield self._body()
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                yield Source(_name(part), lined(self.patch_xml(self.get_part_xml(part))), DECLARATION)
        for part in self.docx.part.package.parts:
            if part.content_type == FOOTNOTES:
                declaration, xml = _split(part.blob.decode("utf-8-sig"))
                yield Source(_name(part), lined(self.patch_xml(xml)), declaration.encode())

    def _body(self) -> Source:
        """The body inside its document; as docxtpl does, its own namespaces are those of the root."""
        root = self.docx.part.element
        xml = self.patch_xml(self.get_xml())
        whole = etree.tostring(root, encoding="utf-8")
        start, end = whole.index(b"<w:body"), whole.rindex(b"</w:body>") + len(b"</w:body>")
        opened = lined(BODY.sub("<w:body>", xml, count=1))
        return Source(_name(self.docx.part), opened, DECLARATION + whole[:start], whole[end:], is_body=True)

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


def lined(xml: str) -> str:
    """The XML with a line a paragraph, as docxtpl hands it to Jinja, so that an error's line says its paragraph."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)


def _split(xml: str) -> tuple[str, str]:
    """The XML declaration, and the element."""
    start = re.search(r"<[^?!]", xml)
    at = start.start() if start else 0
    return xml[:at], xml[at:]


def mended(body: str, before: bytes) -> str:
    """A rendered body as docxtpl leaves it after parsing it again: columns counted, drawings numbered, XML whole."""
    docx = DocxTemplate(None)
    docx.docx_ids_index = 1000
    root = before.decode().rpartition("<w:document ")[2].partition(">")[0]
    namespaces = " ".join(re.findall(r"xmlns(?::[\w.-]+)?=\"[^\"]*\"", root))
    tree = docx.fix_tables(body.replace("<w:body>", f"<w:body {namespaces}>", 1))
    docx.fix_docpr_ids(tree)
    return BODY.sub("<w:body>", etree.tostring(tree, encoding="unicode"), count=1)


def parsed(xml: str) -> str:
    """The XML of another part, unchanged, if it is whole: docxtpl parses these strictly."""
    etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    return xml


def listing(text: str) -> str:
    """Line breaks, tabs, paragraphs and pages for the \\n, \\t, \\a and \\f of values (docxtpl's Listing)."""
    resolve = DocxTemplate.resolve_listing
    done = re.sub(
        r"<w:p(?: [^>]*)?>.*?</w:p>",
        lambda found: str(resolve(None, found[0])) if re.search("[\n\t\a\f]", found[0]) else found[0],
        text,
        flags=re.DOTALL,
    )
    return re.sub("[\a\f]", "", done)


def render(data: bytes, names: Mapping[str, Any] | Build, env: Environment) -> dict[str, bytes]:
    """The parts of one paper, made by docxtpl alone. A function gets the open document: subdocuments, links and
    replaced media are made with it."""
    docx = Docx(data)
    docx.init_docx()
    context = dict(names(docx) if callable(names) else names)
    token = PLACE.set(lambda picture: _inline(docx, picture))
    try:
        docx.render(context, env, autoescape=True)
    finally:
        PLACE.reset(token)
    return docx.parts()


def _inline(docx: Docx, picture: Picture) -> str:
    from docxtpl import InlineImage

    return str(InlineImage(docx, BytesIO(picture.data), picture.emu(picture.width), picture.emu(picture.height)))


def _name(part: DocxPart) -> str:
    return str(part.partname).lstrip("/")
