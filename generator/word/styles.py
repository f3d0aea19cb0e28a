"""What letters and paragraphs really look like, as Word puts defaults, theme, styles and direct formatting together.

In: the styles and theme of a paper. Out: `Letters` and `Layout`, seen from the Thai side: Thai letters take the font,
size, bold and italic of complex scripts (ECMA-376-1 17.3.2; order of levels and toggles: 17.7.2, 17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from lxml import etree

from .xml import NS, OFF, Element, cm, is_on, local, number, value, w

TOGGLES = ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish")
SLOTS = {"cs": "cstheme", "ascii": "asciiTheme"}
ALIGNS = {"start": "left", "end": "right"}
Said = dict[str, Any]
TableStyle = tuple[str, ...]  # the id of a table's style, and its regions that hold for a cell; () for none


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look: `font`, `size` (pt), `bold`, `italic` are those of Thai letters, `latin` that of Latin ones."""

    font: str = "Times New Roman"
    latin: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    underline: str = ""
    colour: str = ""
    highlight: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph stands: lengths in cm, spacing in pt; `line` is a multiple (rule auto) or pt (exact, atLeast)."""

    style: str = ""
    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: str = "auto"
    keep_next: bool = False
    page_break: bool = False
    tabs: tuple[tuple[float, str, str], ...] = ()  # (cm, kind, leader)
    borders: tuple[tuple[str, str], ...] = ()  # (side, kind)
    list: tuple[str, int] = ("", 0)  # (numId, level)


@dataclass
class Styles:
    """The styles of a paper; answers are kept, because a paper has thousands of runs and few formats."""

    by_id: Mapping[str, Element]
    theme: Mapping[str, str]
    letter_defaults: Said
    layout_defaults: Said
    normal: str = ""
    table: str = ""  # the style of tables that name none
    _letters: dict[tuple[TableStyle, str, str, bytes], Letters] = field(default_factory=dict)
    _layouts: dict[tuple[TableStyle, str, bytes], Layout] = field(default_factory=dict)
    _said: dict[tuple[str, str, str], Said] = field(default_factory=dict)

    def name(self, style: str) -> str:
        """The name that a clerk sees in Word."""
        return value(self.by_id.get(style), "name") or style

    def letters(self, paragraph: str, character: str, direct: Element | None, table: TableStyle = ()) -> Letters:
        """How the letters of a run look."""
        key = (table, paragraph, character, b"" if direct is None else etree.tostring(direct, with_tail=False))
        if key not in self._letters:
            levels = [self._of_table(table, "rPr"), *(self._chain(style, "rPr") for style in (paragraph, character))]
            self._letters[key] = _letters(self.letter_defaults, levels, letters_said(direct, self.theme))
        return self._letters[key]

    def layout(self, style: str, direct: Element | None, listed: Mapping[str, Said], table: TableStyle = ()) -> Layout:
        """How a paragraph stands; `listed`: what each list level says of it, by `numId/level`."""
        key = (table, style, b"" if direct is None else etree.tostring(direct, with_tail=False))
        if key not in self._layouts:
            self._layouts[key] = self._laid_out(style, direct, listed, table)
        return self._layouts[key]

    def _laid_out(self, style: str, direct: Element | None, listed: Mapping[str, Said], table: TableStyle) -> Layout:
        said = {**self.layout_defaults, **self._of_table(table, "pPr")}
        own, styled = layout_said(direct), self._chain(style, "pPr")
        level = "/".join(map(str, own.get("list") or styled.get("list") or ("", 0)))
        # A list's own indents stand over those of the style, unless the style itself names the list (17.7.2).
        order = (listed.get(level, {}), styled) if "list" not in own else (styled, listed.get(level, {}))
        for more in (*order, own):
            said = _joined(said, more)
        return _layout(style, said)

    def _of_table(self, table: TableStyle, part: str) -> Said:
        """What a table's style says of a cell: of the whole table, then of each region that holds there."""
        regions = ("", *table[1:]) if table else ()
        return reduce(_joined, (self._chain(table[0], part, region) for region in regions), {})

    def _chain(self, style: str, part: str, region: str = "") -> Said:
        """What a style says, its ancestors' words included; `region`: what it says of a part of a table."""
        key = (style, part, region)
        if key not in self._said:
            path = f"{w('tblStylePr')}[@{w('type')}='{region}']/{w(part)}" if region else w(part)
            read = layout_said if part == "pPr" else lambda found: letters_said(found, self.theme)
            self._said[key] = reduce(_joined, (read(found.find(path)) for found in self.ancestors(style)), {})
        return self._said[key]

    def ancestors(self, style: str) -> list[Element]:
        """The style with its ancestors, the oldest first; a circle of styles ends."""
        chain: list[Element] = []
        while style in self.by_id and self.by_id[style] not in chain:
            chain.append(self.by_id[style])
            style = value(self.by_id[style], "basedOn")
        return chain[::-1]


def read_styles(root: Element | None, theme: Element | None) -> Styles:
    """The styles of a paper; without a styles part Word's own defaults hold."""
    fonts = theme_fonts(theme)
    if root is None:
        return Styles({}, fonts, {}, {})
    styles = {style.get(w("styleId"), ""): style for style in root.iterfind(w("style"))}
    normal, table = (_default(styles, kind) for kind in ("paragraph", "table"))
    ppr, rpr = defaults(root)
    return Styles(styles, fonts, letters_said(rpr, fonts), layout_said(ppr), normal, table)


def defaults(root: Element | None) -> tuple[Element | None, Element | None]:
    """What a styles part says of all paragraphs, and of all letters: pPr and rPr."""
    if root is None:
        return None, None
    ppr, rpr = (root.find(f"{w('docDefaults')}/{w(f'{kind}Default')}/{w(kind)}") for kind in ("pPr", "rPr"))
    return ppr, rpr


def theme_fonts(root: Element | None) -> dict[str, str]:
    """What the theme's names for fonts stand for: minorBidi to the theme's font for Thai (17.18.96)."""
    found: dict[str, str] = {}
    for group in ("major", "minor") if root is not None else ():
        fonts = root.find(f".//a:{group}Font", dict(NS)) if root is not None else None
        latin, asian, script = (_typeface(fonts, path) for path in ("a:latin", "a:ea", "a:cs"))
        thai = script or _typeface(fonts, "a:font[@script='Thai']") or latin
        sides = {"Ascii": latin, "HAnsi": latin, "EastAsia": asian or latin, "Bidi": thai}
        found |= {f"{group}{side}": font for side, font in sides.items()}
    return {name: font for name, font in found.items() if font}


def letters_said(properties: Element | None, theme: Mapping[str, str]) -> Said:
    """What one rPr says."""
    said: Said = {}
    for child in properties if properties is not None else ():
        name = local(child)
        if name == "rFonts":
            said |= _fonts(child, theme)
        elif name in TOGGLES:
            said[name] = child.get(w("val"), "1") not in OFF
        elif name in ("rtl", "cs"):  # toggles of the run; the slot cs of its fonts is another thing
            said[f"as_{name}"] = child.get(w("val"), "1") not in OFF
        elif name in ("sz", "szCs"):
            said[name] = number(child.get(w("val"))) / 2
        elif name in ("u", "color", "highlight"):
            said[name] = child.get(w("val"), "")
    return said


def layout_said(properties: Element | None) -> Said:
    """What one pPr says; lengths in cm, spacing in pt."""
    said: Said = {}
    for child in properties if properties is not None else ():
        name = local(child)
        if name == "jc":
            said["align"] = ALIGNS.get(child.get(w("val"), ""), child.get(w("val"), "left"))
        elif name == "ind":
            said |= _indents(child)
        elif name == "spacing":
            said |= _spacing(child)
        elif name in ("keepNext", "pageBreakBefore"):
            said[name] = is_on(properties, name)
        elif name == "tabs":
            said["tabs"] = {round(cm(tab.get(w("pos"))), 2): (tab.get(w("val"), "left"), tab.get(w("leader"), "none"))
                            for tab in child}  # fmt: skip
        elif name == "pBdr":
            said["borders"] = {local(side): side.get(w("val"), "") for side in child}
        elif name == "numPr":
            said["list"] = (value(child, "numId"), int(number(value(child, "ilvl"))))
    return said


def _default(styles: Mapping[str, Element], kind: str) -> str:
    """The style of what names none (17.7.4.17)."""
    of_kind = (key for key, style in styles.items() if style.get(w("type")) == kind)
    return next((key for key in of_kind if styles[key].get(w("default"), "0") not in OFF), "")


def _typeface(fonts: Element | None, path: str) -> str:
    found = fonts.find(path, dict(NS)) if fonts is not None else None
    return found.get("typeface", "") if found is not None else ""


def _fonts(fonts: Element, theme: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The slots that are named; a theme's name beats the font beside it (17.3.2.26)."""
    for slot, themed in SLOTS.items():
        font = theme.get(fonts.get(w(themed), "")) or fonts.get(w(slot))
        if font:
            yield slot, font


def _letters(defaults: Said, levels: list[Said], direct: Said) -> Letters:
    said = {**defaults}
    for level in levels:
        said |= level
    for toggle in TOGGLES:  # styles switch a toggle over and back; defaults and direct formatting set it (17.7.3)
        switched = sum(bool(level.get(toggle)) for level in levels) % 2 == 1
        said[toggle] = bool(defaults.get(toggle)) or switched
    said |= direct
    font = said.get("cs", "")
    script = bool(said.get("as_rtl") or said.get("as_cs"))
    latin = said.get("ascii", "Times New Roman")
    plain = Letters()
    return Letters(
        font or plain.font,
        font if script and font else latin,
        said.get("szCs", plain.size),
        bool(said.get("bCs")),
        bool(said.get("iCs")),
        bool(said.get("vanish")),
        *(("" if said.get(name) in (None, "none", "auto") else said[name]) for name in ("u", "color", "highlight")),
    )


def _indents(indents: Element) -> Iterator[tuple[str, float]]:
    for key, names in {"left": ("left", "start"), "right": ("right", "end")}.items():
        said = next((indents.get(w(name)) for name in names if indents.get(w(name)) is not None), None)
        if said is not None:
            yield key, cm(said)
    if indents.get(w("hanging")) is not None:  # hanging wins over firstLine (17.3.1.12)
        yield "first", -cm(indents.get(w("hanging")))
    elif indents.get(w("firstLine")) is not None:
        yield "first", cm(indents.get(w("firstLine")))


def _spacing(spacing: Element) -> Iterator[tuple[str, Any]]:
    for side in ("before", "after"):
        if spacing.get(w(f"{side}Autospacing"), "0") not in OFF:
            yield side, 14.0  # what Word takes for HTML's paragraphs
        elif spacing.get(w(side)) is not None:
            yield side, cm(spacing.get(w(side))) / 2.54 * 72
    if spacing.get(w("line")) is not None:
        rule = spacing.get(w("lineRule"), "auto")
        yield "rule", rule
        yield "line", number(spacing.get(w("line"))) / (240 if rule == "auto" else 20)


def _joined(said: Said, more: Said) -> Said:
    """Later words over earlier ones; tab stops and borders add up."""
    joined = {**said, **more}
    for key in ("tabs", "borders"):
        if key in said and key in more:
            joined[key] = {**said[key], **more[key]}
    return joined


def _layout(style: str, said: Said) -> Layout:
    tabs = tuple((at, kind, leader) for at, (kind, leader) in sorted(said.get("tabs", {}).items()) if kind != "clear")
    borders = tuple((side, kind) for side, kind in said.get("borders", {}).items() if kind not in ("nil", "none"))
    plain = ("align", "left", "right", "first", "before", "after", "line", "rule", "list")
    facts = {key: said[key] for key in plain if key in said}
    return Layout(style, keep_next=said.get("keepNext", False), page_break=said.get("pageBreakBefore", False),
                  tabs=tabs, borders=borders, **facts)  # fmt: skip
