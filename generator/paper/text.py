"""The text of a Word file, paragraph by paragraph, as Word shows it when all tracked changes are accepted.

In: the bytes of a .docx. Out: `Line`s in the order of the body, then headers and footers; and the words of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ..mask import masked
from ..word import opc

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
GONE = (f"{W}del", f"{W}moveFrom")  # by a tracked change
CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
PLACES = {"header": "หัวกระดาษ", "footer": "ท้ายกระดาษ", "footnotes": "เชิงอรรถ", "endnotes": "เชิงอรรถท้ายเรื่อง"}
COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", re.IGNORECASE)  # fields that layout fills
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True)
class Line:
    """A paragraph: its text, and where a reader finds it."""

    text: str
    where: str


def lines(data: bytes) -> list[Line]:
    """The paragraphs of a Word file that have text, citizen IDs masked.

    Raises: opc.NotAPackage, lxml.etree.XMLSyntaxError.
    """
    parts = opc.read(data)
    return [line for name, root in stories_of(parts) for line in _part(name, root)]


def stories_of(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """The parts with text, each header and footer once: LibreOffice writes one for each section."""
    known = set()
    for name in opc.stories(parts):
        root = etree.fromstring(parts[name], PARSER)
        said = tuple(_line(paragraph) for paragraph in paragraphs(root))
        if not re.match(r"word/(header|footer)\d", name) or said not in known:
            yield name, root
        known.add(said)


def paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs in their order, without the older copy of a drawing that Word keeps beside it."""
    for paragraph in root.iter(f"{W}p"):
        if not any(node.tag == FALLBACK for node in paragraph.iterancestors()):
            yield paragraph


def atoms(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """(element, text) of all that shows in a paragraph, but not in the paragraphs of a text box in it."""
    for node in paragraph:
        if node.tag in GONE or node.tag == f"{W}pPr":
            continue
        if node.tag == f"{W}t":
            yield node, node.text or ""
        elif node.tag in CHARACTERS:
            yield node, CHARACTERS[node.tag]
        elif node.tag not in (f"{W}p", f"{W}rPr", f"{W}sdtPr", f"{W}drawing", f"{W}pict", f"{W}object"):
            yield from atoms(node)


def text_of(paragraph: etree._Element) -> str:
    return "".join(text for _, text in atoms(paragraph))


def words(text: str) -> list[str]:
    """The words and spaces of a text, in their order."""
    from pythainlp.tokenize import word_tokenize

    return list(word_tokenize(text, engine="newmm", keep_whitespace=True))


def _part(name: str, root: etree._Element) -> Iterator[Line]:
    for paragraph, where in place_of(name, root):
        text = _line(paragraph)
        if text.strip():
            yield Line(masked(text), where)


def _line(paragraph: etree._Element) -> str:
    """The text of a paragraph; what a field of page numbers shows differs with every program that laid it out."""
    results = _counted(paragraph)
    return "".join("#" if node in results and text.strip() else text for node, text in atoms(paragraph))


def _counted(paragraph: etree._Element) -> set[etree._Element]:
    """The texts of a paragraph that a field such as PAGE works out."""
    found: set[etree._Element] = set()
    for simple in paragraph.iter(f"{W}fldSimple"):
        if COUNTED.match(simple.get(f"{W}instr") or ""):
            found.update(simple.iter(f"{W}t"))
    code, inside = "", False
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = node.get(f"{W}fldCharType") if node.tag == f"{W}fldChar" else ""
        if kind:
            code, inside = ("" if kind == "begin" else code), kind == "separate"
        elif node.tag == f"{W}instrText":
            code += node.text or ""
        elif inside and COUNTED.match(code):
            found.add(node)
    return found


def place_of(name: str, root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The paragraphs of a part, and where a reader finds each."""
    place = next((thai for key, thai in PLACES.items() if name.startswith(f"word/{key}")), "")
    tables = list(root.iter(f"{W}tbl"))
    number = 0
    for paragraph in paragraphs(root):
        in_table = place or _cell(paragraph, tables)
        number += not in_table
        yield paragraph, in_table or f"ย่อหน้าที่ {number}"


def _cell(paragraph: etree._Element, tables: list[etree._Element]) -> str:
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    table = next(paragraph.iterancestors(f"{W}tbl"), None)
    if cell is None or row is None or table is None:
        return ""
    return f"ตาราง {tables.index(table) + 1} แถว {_index(row)} ช่อง {_index(cell)}"


def _index(node: etree._Element) -> int:
    """Which of its kind it is among its brothers, from 1."""
    return sum(1 for _ in node.itersiblings(node.tag, preceding=True)) + 1


def squeezed(text: str) -> str:
    """A text for comparing and showing: one kind of space, one space."""
    return re.sub(r"\s+", " ", text).strip()
