"""What a paragraph and a run really look like once defaults, styles and direct formatting are put together.

In: word/styles.xml. Out: formats as small dicts of text (`left` to `2.50cm`), seen from the Thai side: font, size, bold
and italic are those of Thai letters (ECMA-376-1 17.7.2: defaults, paragraph style, character style, direct).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .styles import ALIGNS, Styles, defaults, read_styles
from .xml import TWIPS_CM, Element, is_on, local, number, parse, value, w

Format = dict[str, str]

PARAGRAPH_DEFAULTS: Format = {
    "align": "left", "left": "0.00cm", "right": "0.00cm", "first": "0.00cm", "before": "0pt", "after": "0pt",
    "line": "single", "widow": "on",
}  # fmt: skip
FLAGS = ("keepNext", "keepLines", "pageBreakBefore", "contextualSpacing", "suppressLineNumbers")
TAB_KINDS = {"start": "left", "end": "right", "num": "left"}


@dataclass(frozen=True)
class Formats:
    """The formats that the styles of a template give, and its defaults."""

    styles: Styles
    paragraph_defaults: Format
    run_defaults: Format

    def name(self, style: str) -> str:
        """The name that a clerk sees in Word."""
        return self.styles.name(style) or "?"

    def paragraph(self, style: str, direct: Element | None = None) -> Format:
        """The format of a paragraph of a style, with its own direct properties where given."""
        found = dict(PARAGRAPH_DEFAULTS) | self.paragraph_defaults
        for properties in (*self._said(style, "pPr"), direct):
            _merge(found, paragraph_format(properties))
        return found

    def run(self, paragraph_style: str, character_style: str = "", direct: Element | None = None) -> Format:
        """The format of the letters of a run."""
        found = dict(self.run_defaults)
        for properties in (*self._said(paragraph_style, "rPr"), *self._said(character_style, "rPr"), direct):
            found |= run_format(properties)
        return found

    def _said(self, style: str, part: str) -> Iterator[Element | None]:
        """The properties of a style's ancestors and its own, the oldest first."""
        return (found.find(w(part)) for found in self.styles.ancestors(style))


def read_formats(part: bytes | None) -> Formats:
    """Those of a styles part, or Word's own defaults where there is none. Raises: ValueError for damaged XML."""
    root = parse(part) if part is not None else None
    ppr, rpr = defaults(root)
    return Formats(read_styles(root, None), paragraph_format(ppr), run_format(rpr))


def paragraph_format(properties: Element | None) -> Format:
    """What a pPr says, in the order that an outline shows it; tab stops as one text for each."""
    if properties is None:
        return {}
    found: Format = {}
    if align := value(properties, "jc"):
        found["align"] = ALIGNS.get(align, align)
    found |= dict(_indents(properties.find(w("ind"))))
    found |= dict(_spacing(properties.find(w("spacing"))))
    found |= _switches(properties, {flag: flag for flag in FLAGS} | {"widow": "widowControl"})
    found |= dict(_tabs(properties.find(w("tabs"))))
    for side in properties.iterfind(f"{w('pBdr')}/*"):
        shown = f"{side.get(w('val'))} {int(side.get(w('sz'), '0')) / 8:g}pt"
        found[f"border-{local(side)}"] = "none" if side.get(w("val")) in ("nil", "none") else shown
    numbering = properties.find(w("numPr"))
    if numbering is not None:
        found["list"] = f"{value(numbering, 'numId') or '0'}/{value(numbering, 'ilvl') or '0'}"
    if level := value(properties, "outlineLvl"):
        found["outline"] = level
    return found


def run_format(properties: Element | None) -> Format:
    """What an rPr says of Thai letters, and of Latin ones where that differs."""
    if properties is None:
        return {}
    found: Format = {}
    fonts = properties.find(w("rFonts"))
    if fonts is not None:
        slots = {"font": fonts.get(w("cs")), "latin": fonts.get(w("ascii"))}
        found |= {key: font for key, font in slots.items() if font}
    sizes = {"size": value(properties, "szCs"), "latin-size": value(properties, "sz")}
    found |= {key: f"{int(half) / 2:g}pt" for key, half in sizes.items() if half.isdigit()}
    toggles = {"bold": "bCs", "latin-bold": "b", "italic": "iCs", "latin-italic": "i"}
    toggles |= {name: name for name in ("vanish", "strike", "caps")}
    found |= _switches(properties, toggles)
    for name in ("u", "color", "highlight", "vertAlign"):
        if said := value(properties, name):
            found[name] = said
    return found


def _switches(properties: Element, names: Mapping[str, str]) -> Format:
    """Of properties that are on or off, those that are said."""
    said = ((key, name) for key, name in names.items() if properties.find(w(name)) is not None)
    return {key: "on" if is_on(properties, name) else "off" for key, name in said}


def differences(found: Format, base: Format) -> list[str]:
    """The words of a format that its base does not say: `first=2.50cm`, `keepNext`, `no bold`."""
    silent = {"on": "off", "u": "none", "color": "auto", "highlight": "none", "vertAlign": "baseline"}
    changed = ((key, said) for key, said in found.items() if said != base.get(key, silent.get(key, "off")))
    return [words for key, said in changed if (words := _words(key, said, found))]


def _words(key: str, said: str, found: Format) -> str:
    """One property as words; a Latin one only where it departs from the Thai one."""
    thai = {"latin": "font"}.get(key, key.removeprefix("latin-"))
    if key.startswith("latin") and said == found.get(thai, "off"):
        return ""
    if said in ("on", "off"):
        return key if said == "on" else f"no {key}"
    return said if key in ("align", "font", "size") else f"{key}={said}"


def _merge(found: Format, more: Format) -> None:
    for key, said in more.items():
        if said == "clear":
            found.pop(key, None)
        else:
            found[key] = said


def _indents(indents: Element | None) -> Iterator[tuple[str, str]]:
    if indents is None:
        return
    for key, names in {"left": ("left", "start"), "right": ("right", "end"), "first": ("firstLine",)}.items():
        said = next((indents.get(w(name)) for name in names if indents.get(w(name)) is not None), None)
        if said is not None:
            yield key, cm(said)
    hanging = indents.get(w("hanging"))
    if hanging is not None:  # it wins over firstLine, also as nothing (17.3.1.12)
        yield "first", f"-{cm(hanging)}" if hanging != "0" else cm(hanging)


def _spacing(spacing: Element | None) -> Iterator[tuple[str, str]]:
    if spacing is None:
        return
    for key in ("before", "after"):
        if spacing.get(w(key)) is not None:
            yield key, f"{number(spacing.get(w(key))) / 20:g}pt"
    line = spacing.get(w("line"))
    if line is not None:
        rule = spacing.get(w("lineRule"), "auto")
        if rule == "auto":
            yield "line", "single" if line == "240" else f"{number(line) / 240:g}"
        else:
            yield "line", f"{rule} {number(line) / 20:g}pt"


def _tabs(tabs: Element | None) -> Iterator[tuple[str, str]]:
    for tab in tabs if tabs is not None else ():
        kind = tab.get(w("val"), "left")
        leader = tab.get(w("leader"), "none")
        shown = TAB_KINDS.get(kind, kind) + (f" {leader}" if leader != "none" else "")
        yield f"tab-{cm(tab.get(w('pos'), '0'))}", shown


def cm(twentieths: str | None) -> str:
    """Twips as an outline shows a length."""
    return f"{number(twentieths) / TWIPS_CM:.2f}cm"
