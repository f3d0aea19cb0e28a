"""The Thai side of every run property: what Word's Latin buttons set, set for Thai letters too.

In: the root of a part; it is changed in place. Thai letters take cs, szCs, bCs, iCs and the language of bidi
(ECMA-376-1 17.3.2), so a template made by a program that knows only the Latin side shows its Thai in another font,
smaller, and never bold.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from ..word.styles import theme_fonts as fonts_of_theme
from ..word.xml import NS, Element, Parts, parse, w
from .parts import RUN_RANK

PAIRS = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
SLOTS = ("cs", "ascii", "hAnsi", "eastAsia")
THEMED = {"cstheme": "cs", "asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia"}
LANGUAGE = "th-TH"
Theme = Mapping[str, str]


def complete(root: Element, theme: Theme) -> None:
    """Complete every run property of a part, and its defaults and settings."""
    for defaults in root.iter(w("rPrDefault")):
        properties = _child(defaults, "rPr")
        _child(properties, "lang")
    for language in root.iter(w("lang"), w("themeFontLang")):
        language.set(w("bidi"), LANGUAGE)
    for properties in root.iter(w("rPr")):
        _complete(properties, theme)


def theme_fonts(parts: Parts) -> Theme:
    """What the theme's names for fonts stand for: minorHAnsi to Calibri (ECMA-376-1 17.18.96)."""
    name = next((name for name in parts if name.startswith("word/theme/") and name.endswith(".xml")), None)
    if name is None:
        return {}
    return fonts_of_theme(parse(parts[name]))


def _complete(properties: Element, theme: Theme) -> None:
    fonts = properties.find(w("rFonts"))
    if fonts is not None:
        _complete_slots(fonts, theme)
        if not fonts.attrib:
            properties.remove(fonts)
    for latin, thai in PAIRS:
        said = properties.find(w(latin))
        if said is not None and properties.find(w(thai)) is None:
            twin = deepcopy(said)
            twin.tag = w(thai)
            said.addnext(twin)
    properties[:] = sorted(properties, key=_rank)


def _complete_slots(fonts: Element, theme: Theme) -> None:
    """All four slots; a theme's name beats the font beside it (17.3.2.26), so it goes, and its font comes in."""
    for attribute, slot in THEMED.items():
        font = theme.get(str(fonts.attrib.pop(w(attribute), "")))
        if font:
            fonts.set(w(slot), font)
    fonts.attrib.pop(w("hint"), "")  # chooses between the slots, which are now alike
    known = next((fonts.get(w(slot)) for slot in SLOTS if fonts.get(w(slot))), None)
    for slot in SLOTS:
        if known and not fonts.get(w(slot)):
            fonts.set(w(slot), known)


def _rank(property_: Element) -> int:
    """The place in the schema's order; unknown ones stay after, the record of a change is last."""
    name = str(property_.tag)
    if name == w("rPrChange"):
        return len(RUN_RANK) + 1
    return RUN_RANK.get(name.removeprefix(f"{{{NS['w']}}}"), len(RUN_RANK))


def _child(parent: Element, name: str) -> Element:
    found = parent.find(w(name))
    return found if found is not None else etree.SubElement(parent, w(name))
