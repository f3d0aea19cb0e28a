"""From a template and a context to a Word file; the only module that knows docxtpl.

In: a .docx template whose tags are Jinja (docxtpl's language), and the dict of `context`. Out: the bytes of a .docx.
Templates run in a sandbox, autoescaped and strict on names, within limits of time and size. What is shown passes once
through `official`: Thai digits, and spaces that do not break.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from . import opc
from .errors import GenError, guess
from .thai import glue, nearest, official_digits

SECONDS = 60  # one paper; an order for 300 officers takes about one
MOST_BYTES = 64 * 1024 * 1024  # of one made paper, packed
EMBLEM = "ตราครุฑ"  # the alt text that marks the picture slot of the emblem

FILTERS = (
    "abs", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int", "items", "join",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round",
    "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip  # those of Jinja's that cannot grow a text without bounds or switch off escaping
GROWING = frozenset({"center", "expandtabs", "format", "format_map", "ljust", "rjust", "translate", "zfill"})


class Arabic(str):
    """A text that keeps its Arabic digits: `{{ x | arabic }}`."""


def official(value: Any) -> Any:
    """A value as the paper shows it: nothing for None, Thai digits, and spaces that hold where a line must not end."""
    if value is None:
        return ""
    if isinstance(value, Arabic) or hasattr(value, "__html__"):
        return value
    return official_digits(glue(str(value)))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates that come from outside: no way to Python, and nothing that grows without bounds."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not all(isinstance(side, (int, float)) for side in (left, right)):
            raise SecurityError(f"operator {operator}")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return attr not in GROWING and super().is_safe_attribute(obj, attr, value)


def environment() -> Sandbox:
    """A fresh Jinja environment as every template of ours runs in it."""
    env = Sandbox(autoescape=True, undefined=StrictUndefined, finalize=official)
    env.filters = {name: env.filters[name] for name in FILTERS if name in env.filters}
    env.filters["arabic"] = lambda value: Arabic(str(value))
    env.filters["comma"] = lambda value: f"{value:,}"
    env.globals = {name: env.globals[name] for name in ("namespace", "joiner", "cycler")}
    return env


def text(pattern: str, context: Mapping[str, Any]) -> str:
    """A one-line Jinja text such as the name of a file. Raises: GenError E411."""
    try:
        env = environment()
        env.autoescape = False
        return env.from_string(pattern).render(context)
    except TemplateError as error:
        raise GenError("E411", template=pattern, paragraph=1, near=pattern, why=error.message or "") from None


class Template:
    """A Word template, opened once: `render(context)` gives the bytes of one paper.

    `emblem` is the office's own picture; without one the slot keeps its neutral frame (`needs_emblem` is True).
    """

    def __init__(self, path: Path, emblem: Path | None = None) -> None:
        self.name = f"{path.parent.name}/{path.name}"
        try:
            parts = opc.read(path.read_bytes())
        except (opc.NotAPackage, OSError):
            raise GenError("E415", template=self.name) from None
        _refuse_open_tags(self.name, parts)
        slots = _emblem_slots(parts)
        self.needs_emblem = bool(slots) and emblem is None
        if emblem and slots:
            _put_emblem(parts, slots, emblem)
        self._bytes = opc.write(parts)

    def sources(self) -> Iterator[tuple[str, list[str]]]:
        """(part, Jinja lines) of the body, headers and footers, a line a paragraph, as docxtpl hands them to Jinja."""
        docx = self._open()
        docx.init_docx()
        yield "", docx.patch_xml(docx.get_xml()).replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>").split("\n")
        for uri in (docx.HEADER_URI, docx.FOOTER_URI):
            for _, part in docx.get_headers_footers(uri):
                xml = docx.patch_xml(docx.get_part_xml(part))
                yield str(part.partname), xml.replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>").split("\n")

    def render(self, context: Mapping[str, Any], title: str = "", author: str = "", day: date | None = None) -> bytes:
        """One paper. `day` is the clock that its properties show.

        Raises: GenError E410, E411, E413, E414 or E416, each with the template and paragraph.
        """
        docx = self._open()
        try:
            with limited(SECONDS):
                docx.render(dict(context), environment(), autoescape=True)
        except TooLong:
            raise GenError("E413", template=self.name, limit=f"{SECONDS} วินาที") from None
        except Exception as error:
            raise self._blame(error, docx, context) from error
        buffer = BytesIO()
        docx.save(buffer)
        parts = opc.read(buffer.getvalue())
        parts["docProps/core.xml"] = _properties(title, author, day or date(1980, 1, 1))
        made = opc.write(parts)
        if len(made) > MOST_BYTES:
            raise GenError("E413", template=self.name, limit=f"{MOST_BYTES // 1024**2} MB")
        return made

    def _open(self) -> _Docx:
        return _Docx(BytesIO(self._bytes))

    def _blame(self, error: Exception, docx: _Docx, context: Mapping[str, Any]) -> GenError:
        """What a template did wrong, at its paragraph."""
        line = error.lineno if isinstance(error, TemplateSyntaxError) else _template_line(error)
        near = paragraph_text(docx.lines[line - 1]) if 0 < line <= len(docx.lines) else "?"
        where: dict[str, Any] = {"template": self.name, "paragraph": line - 1, "near": near}
        if isinstance(error, UndefinedError):
            name = (re.findall(r"'([^']+)'", error.message or "") or ["?"])[-1]
            return GenError("E410", name=name, guess=guess(nearest(name, list(context))), **where)
        if isinstance(error, SecurityError):
            return GenError("E414", why=error.message or "", **where)
        if isinstance(error, TemplateSyntaxError):
            return GenError("E411", why=error.message or "", **where)
        return GenError("E416", template=self.name, why=f"{type(error).__name__}: {error}")


class _Docx(DocxTemplate):  # type: ignore[misc]
    """docxtpl, with attributes of the XML kept in Arabic digits, and the source at hand for messages."""

    lines: Sequence[str] = ()

    def patch_xml(self, src_xml: str) -> str:
        patched = super().patch_xml(src_xml)
        return re.sub(r'(<w:(?:gridSpan|shd) [^>]*")\{\{(.+?)\}\}"', r'\1{{ (\2) | arabic }}"', patched)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        self.lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml).split("\n")
        return str(super().render_xml_part(src_xml, part, context, jinja_env))


STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


def _refuse_open_tags(name: str, parts: Mapping[str, bytes]) -> None:
    """A tag that does not end in its paragraph would silently swallow those up to the next tag's end."""
    for part in filter(STORY.fullmatch, parts):
        for n, xml in enumerate(re.split(r"<w:p[ >]", parts[part].decode("utf-8", "replace"))[1:], 1):
            if half := HALF.search(TAG.sub("", re.sub(r"<[^>]+>", "", f"<w:p {xml}"))):
                why = f"{half[0]} ไม่มีคู่ในย่อหน้าเดียวกัน"
                raise GenError("E411", template=name, paragraph=n, near=paragraph_text(f"<w:p {xml}"), why=why)


def paragraph_text(xml: str) -> str:
    """The words of a paragraph's XML, shortened, as a message shows where a tag stands."""
    words = " ".join(re.sub(r"<[^>]+>", "", xml).split())
    return words[:59] + "…" if len(words) > 60 else words


def _template_line(error: BaseException) -> int:
    """The line of the template that raised: Jinja puts template frames into the traceback."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_globals.get("__jinja_template__") is not None or "<template>" in str(
            trace.tb_frame.f_code.co_filename
        ):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


# --- limits


class TooLong(BaseException):
    """Raised inside a template that runs over its time; no template code can catch it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop the block when it runs longer: Jinja has no limit of its own, and Windows has no alarm signal."""
    thread, lock, over = threading.get_ident(), threading.Lock(), False

    def stop() -> None:
        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooLong))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()


# --- the emblem slot

_NS = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
Slots = dict[str, "etree._Element"]
SLOT = f"//wp:docPr[@descr='{EMBLEM}']/.."


def _emblem_slots(parts: Mapping[str, bytes]) -> Slots:
    """The parts (by name, parsed) that hold a picture slot marked as the emblem."""
    marked = (name for name in filter(STORY.fullmatch, parts) if EMBLEM.encode() in parts[name])
    found = {name: etree.fromstring(parts[name], _PARSER) for name in marked}
    return {name: root for name, root in found.items() if _find(root, SLOT)}


def _put_emblem(parts: dict[str, bytes], slots: Slots, emblem: Path) -> None:
    """Show the office's picture in every slot: the height stays (ระเบียบสารบรรณ ข้อ 71), the width follows."""
    from docx.image.image import Image

    picture = Image.from_file(str(emblem))
    target = f"media/office-emblem.{picture.ext}"
    parts[f"word/{target}"] = emblem.read_bytes()
    parts["[Content_Types].xml"] = _with_type(parts["[Content_Types].xml"], picture.ext, picture.content_type)
    for name, root in slots.items():
        rels_name = f"word/_rels/{name.removeprefix('word/')}.rels"
        rels = etree.fromstring(parts[rels_name], _PARSER)
        for drawing in _find(root, SLOT):
            _fit(drawing, picture.px_width / picture.px_height)
            used = {blip.get(f"{{{_NS['r']}}}embed") for blip in _find(drawing, ".//a:blip")}
            for rel in _find(rels, "rel:Relationship"):
                if rel.get("Id") in used:
                    rel.set("Target", target)
        parts[name], parts[rels_name] = _xml(root), _xml(rels)


def _fit(drawing: etree._Element, ratio: float) -> None:
    for extent in _find(drawing, "wp:extent | .//a:xfrm/a:ext"):
        extent.set("cx", str(round(int(extent.get("cy", "0")) * ratio)))


def _with_type(types: bytes, ext: str, content_type: str) -> bytes:
    root = etree.fromstring(types, _PARSER)
    ns = root.nsmap[None]
    if not any(default.get("Extension", "").lower() == ext for default in root.iter(f"{{{ns}}}Default")):
        root.insert(0, etree.Element(f"{{{ns}}}Default", Extension=ext, ContentType=content_type))
    return _xml(root)


def _find(root: etree._Element, path: str) -> list[etree._Element]:
    return cast("list[etree._Element]", root.xpath(path, namespaces=_NS))


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _properties(title: str, author: str, day: date) -> bytes:
    """docProps/core.xml (ECMA-376-2 §8.3): the title and the office; no clock but the run's own day."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title[:255])}</dc:title><dc:creator>{escape(author[:255])}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
    ).encode()
