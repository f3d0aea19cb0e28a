"""The throw-away copy of a Word file that LibreOffice lays out as Word would. The Word file itself is never touched.

In: the parts of a Word file. Out: its parts, changed. LibreOffice departs from Word in five things that Thai papers
use; each is made up for here. Observed with LibreOffice 7.4: the tests try each on the version at hand. What only an
editor needs, content controls and the data behind them, is left out: no paper is printed otherwise for it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from lxml import etree

from ..word.xml import dump, parse, remove
from .fonts import BOXES, PSK
from .typefaces import Fonts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORY = re.compile(r"word/(document|styles|numbering|header\d*|footer\d*|footnotes|endnotes)\w*\.xml")
THEME = re.compile(r"word/theme/theme\d*\.xml")
CHART = re.compile(r"word/charts/[^/]+\.xml")
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
THAI_SWITCH = re.compile(r"\\\*\s*thaiarabic\b", re.IGNORECASE)
THAI_DIGITS = "TH SarabunIT๙"  # draws 0-9 as ๐-๙
OWN = ("word/document.xml",)  # different in every paper
DATA, RELS = "customXml/", "word/_rels/document.xml.rels"  # what controls are bound to, and what leads there
TO_DATA = re.compile(rb'<Relationship\b[^>]*Target="(?:\.\./|/)customXml/[^>]*/>')
BOX = re.compile(f"([{BOXES}]+)")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TYPEFACE = re.compile(r'(?<=typeface=")[^"]*(?=")')


def cured(parts: Mapping[str, bytes], fonts: Fonts, *, joiners: bool = True) -> dict[str, bytes]:
    """The parts of the throw-away copy; `joiners`: its reader lays out characters that no font has.

    Raises: ValueError for a damaged part.
    """
    thai_pages = b"thaiNumbers" in parts.get("word/document.xml", b"")
    return {
        name: (_cured_part if name in OWN else _cured_shared_part)(name, data, thai_pages, fonts, joiners)
        for name, data in parts.items()
        if not name.startswith(DATA)
    }


def _cured_part(name: str, data: bytes, thai_pages: bool, fonts: Fonts, joiners: bool) -> bytes:
    """One part of the throw-away copy; `thai_pages`: the section asks for Thai page numbers."""
    if THEME.fullmatch(name) or CHART.fullmatch(name):
        return TYPEFACE.sub(lambda found: fonts.given(found[0]), data.decode()).encode()
    if name == RELS:
        return TO_DATA.sub(b"", data)
    if not STORY.fullmatch(name):
        return data
    root = parse(data)
    _open_controls(root)
    _justify(root)
    if joiners:
        _hold_no_break_spaces(root)
    _draw_thai_page_numbers(root, thai_pages, fonts)
    _draw_thai_list_numbers(root, fonts)
    _name_given_fonts(root, fonts)
    _draw_boxes(root)
    return dump(root)


_cured_shared_part = lru_cache(maxsize=64)(_cured_part)  # styles and headers are the same in all papers of a template


def _open_controls(root: etree._Element) -> None:
    """What a content control holds takes its place: newer versions of LibreOffice make a form of the PDF for one."""
    for control in list(root.iter(f"{W}sdt")):
        content, around = control.find(f"{W}sdtContent"), control.getparent()
        if around is not None:
            at = around.index(control)
            around[at : at + 1] = [] if content is None else list(content)


def _justify(root: etree._Element) -> None:
    """LibreOffice reads thaiDistribute as left; its own justification (both) opens Thai letters as Word's does."""
    for jc in root.iter(f"{W}jc"):
        if jc.get(f"{W}val") == "thaiDistribute":
            jc.set(f"{W}val", "both")


def _hold_no_break_spaces(root: etree._Element) -> None:
    """LibreOffice sometimes breaks a line at a no-break space; a word joiner on either side stops that."""
    for text in root.iter(f"{W}t"):
        if text.text and "\u00a0" in text.text:
            text.text = text.text.replace("\u00a0", "\u2060\u00a0\u2060")


def _draw_thai_page_numbers(root: etree._Element, thai_pages: bool, fonts: Fonts) -> None:
    """LibreOffice shows 2 for thaiNumbers and ข for ThaiArabic; a font that draws 0-9 as ๐-๙ puts both right."""
    for runs in _fields(root):
        code = "".join(text.text or "" for run in runs for text in run.iter(f"{W}instrText"))
        if _is_thai_number(code, thai_pages):
            for run in runs:
                _draw_thai_digits(_properties(run), fonts)
                for text in run.iter(f"{W}instrText"):
                    text.text = THAI_SWITCH.sub("", text.text or "")
    for field in root.iter(f"{W}fldSimple"):
        code = field.get(f"{W}instr", "")
        if _is_thai_number(code, thai_pages):
            field.set(f"{W}instr", THAI_SWITCH.sub("", code))
            for run in field.iter(f"{W}r"):
                _draw_thai_digits(_properties(run), fonts)


def _is_thai_number(code: str, thai_pages: bool) -> bool:
    """`thai_pages` holds for the number of the page only, not for the count of pages."""
    kind = PAGE_FIELD.match(code)
    return bool(kind and (THAI_SWITCH.search(code) or (thai_pages and kind[1].upper() == "PAGE")))


def _draw_thai_list_numbers(root: etree._Element, fonts: Fonts) -> None:
    """LibreOffice numbers thaiNumbers lists 1. 2. 3.; the same font puts them right."""
    for level in root.iter(f"{W}lvl"):
        form = level.find(f"{W}numFmt")
        if form is not None and form.get(f"{W}val") == "thaiNumbers":
            found = level.find(f"{W}rPr")
            _draw_thai_digits(etree.SubElement(level, f"{W}rPr") if found is None else found, fonts)


def _fields(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The runs of each complex field, from its begin mark to its end mark, inner fields before outer ones."""
    marked = dict.fromkeys(next(mark.iterancestors(f"{W}p"), root) for mark in root.iter(f"{W}fldChar"))
    for paragraph in marked:
        opened: list[list[etree._Element]] = []
        for run in paragraph.iter(f"{W}r"):
            marks = [mark.get(f"{W}fldCharType") for mark in run.findall(f"{W}fldChar")]
            opened += [[] for mark in marks if mark == "begin"]
            for runs in opened:
                runs.append(run)
            for mark in marks:
                if mark == "end" and opened:
                    yield opened.pop()


def _properties(run: etree._Element) -> etree._Element:
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


def _draw_thai_digits(rpr: etree._Element, fonts: Fonts) -> None:
    _choose(rpr, ("ascii", "hAnsi"), fonts.given(THAI_DIGITS))


def _choose(rpr: etree._Element, slots: Iterable[str], family: str) -> None:
    """Let a run take a font for some of its scripts."""
    chosen = rpr.find(f"{W}rFonts")
    if chosen is None:
        chosen = etree.Element(f"{W}rFonts")
        rpr.insert(0 if rpr.find(f"{W}rStyle") is None else 1, chosen)
    for slot in slots:
        chosen.attrib.pop(f"{W}{slot}Theme", "")
        chosen.set(f"{W}{slot}", family)


def _draw_boxes(root: etree._Element) -> None:
    """Boxes to tick come from a stand-in, which has them: Word takes them from a font of Windows, unasked."""
    for text in list(root.iter(f"{W}t")):
        run = text.getparent()
        if not BOX.search(text.text or "") or run is None or run.tag != f"{W}r":
            continue
        for piece in _pieces(run, text):
            run.addprevious(piece)
        remove(run)


def _pieces(run: etree._Element, text: etree._Element) -> Iterator[etree._Element]:
    """The runs that a run becomes when the boxes of one of its texts get a font of their own."""
    children = [child for child in run if child.tag != f"{W}rPr"]
    at = children.index(text)
    words: list[list[etree._Element]] = [children[:at]]
    for letters in filter(None, BOX.split(text.text or "")):
        piece = etree.Element(f"{W}t", {SPACE: "preserve"})
        piece.text = letters
        words.append([piece])
    words.append(children[at + 1 :])
    for content in filter(None, words):
        made = etree.Element(f"{W}r")
        made.extend([copy.deepcopy(own) for own in run.findall(f"{W}rPr")])
        made.extend(content)
        if content[0].tag == f"{W}t" and BOX.fullmatch(content[0].text or ""):
            _choose(_properties(made), SLOTS, PSK.name)
        yield made


def _name_given_fonts(root: etree._Element, fonts: Fonts) -> None:
    """A stand-in goes by its own name, so that no system needs an alias and no other font can slip in."""
    for chosen in root.iter(f"{W}rFonts"):
        for slot in SLOTS:
            asked = chosen.get(f"{W}{slot}")
            if asked in fonts.replaced:
                chosen.set(f"{W}{slot}", fonts.replaced[asked])
