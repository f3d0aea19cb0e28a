"""The words of one paragraph as an outline shows them.

In: a w:p. Out: one line of text; see `outline` for its marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..word.formats import Formats, differences
from ..word.xml import DRAWN, EMU_CM, NS, Element, find_all, local, r, w
from .parts import find_values

SIGNS = {"tab": "→", "br": "↵", "cr": "↵", "noBreakHyphen": "‑", "softHyphen": "¬", "sym": "«symbol»"}
INLINE = tuple(w(name) for name in ("hyperlink", "smartTag", "moveTo", "dir", "bdo"))
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
Piece = tuple[str, str]  # (how the letters differ from the paragraph's, their text)


@dataclass(frozen=True)
class Letters:
    """What the letters of a paragraph are compared with, and the pictures that its part has."""

    formats: Formats
    paragraph_style: str
    pictures: Mapping[str, str]


def paragraph_words(paragraph: Element, letters: Letters) -> str:
    """The words, letters of another format marked, what is no text named."""
    pieces = _without_results(_pieces(paragraph, letters))
    shown = []
    for mark, group in groupby(pieces, key=lambda piece: piece[0]):
        text = "".join(text for _, text in group)
        shown.append(f"⟦{mark}: {text}⟧" if mark and text else text)
    return "".join(shown).replace("\u00a0", "␣").replace("\n", "↵")


def control_name(control: Element) -> str:
    """What a content control is called: its tag, or the title that a clerk sees."""
    names = find_values(control, "w:sdtPr/w:alias/@w:val | w:sdtPr/w:tag/@w:val")  # in this order (17.5.2.38)
    return names[-1] if names else "?"


def _pieces(container: Element, letters: Letters) -> Iterator[Piece]:
    for child in container:
        if child.tag == w("r"):
            yield from _run(child, letters)
        elif child.tag == w("sdt"):
            yield "", f"«control {control_name(child)}: "
            for content in child.iterfind(w("sdtContent")):
                yield from _pieces(content, letters)
            yield "", "»"
        elif child.tag in (w("ins"), w("del")):
            yield "", f"«{'inserted' if child.tag == w('ins') else 'deleted'}: "
            yield from _pieces(child, letters)
            yield "", "»"
        elif child.tag == w("fldSimple"):
            yield "", f"«field {' '.join(child.get(w('instr'), '').split())}»"
        elif child.tag in INLINE:
            yield from _pieces(child, letters)


def _run(run: Element, letters: Letters) -> Iterator[Piece]:
    mark = _mark(run, letters)
    for child in run:
        name = local(child)
        if name in ("t", "delText"):
            yield mark, child.text or ""
        elif name == "br" and child.get(w("type")) == "page":
            yield mark, "«page break»"
        elif name in SIGNS:
            yield mark, SIGNS[name]
        elif name == "fldChar":
            yield f"field {child.get(w('fldCharType'))}", ""
        elif name == "instrText":
            yield "field code", child.text or ""
        elif name in NOTES:
            yield "", f"«{NOTES[name]} {child.get(w('id'))}»"
        elif name in DRAWN:
            yield from (("", words) for words in _pictures(child, letters.pictures))


def _without_results(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A field by its code; the result that Word last saw is no part of the template."""
    depth, code, in_result = 0, "", False
    for mark, text in pieces:
        if mark == "field begin":
            depth += 1
        elif mark == "field code":
            code += text
        elif mark == "field separate":
            in_result = True
        elif mark == "field end":
            depth -= 1
            if depth == 0:
                yield "", f"«field {' '.join(code.split())}»"
                code, in_result = "", False
        elif not in_result:
            yield mark, text


def _mark(run: Element, letters: Letters) -> str:
    """How the letters of a run differ from those of its paragraph's style."""
    properties = run.find(w("rPr"))
    if properties is None:
        return ""
    named = properties.find(w("rStyle"))
    style = named.get(w("val"), "") if named is not None else ""
    base = letters.formats.run(letters.paragraph_style, style)
    own = differences(letters.formats.run(letters.paragraph_style, style, properties), base)
    return " ".join([*([letters.formats.name(style)] if style else []), *own])


def _pictures(drawing: Element, pictures: Mapping[str, str]) -> Iterator[str]:
    """Each picture with its name, size in cm, place, and the first letters of its SHA-256."""
    for holder in find_all(drawing, ".//wp:anchor | .//wp:inline | self::wp:inline"):
        extent, named = holder.find("wp:extent", NS), holder.find("wp:docPr", NS)
        size = [int(extent.get(side, "0")) / EMU_CM for side in ("cx", "cy")] if extent is not None else [0.0, 0.0]
        prints = [pictures.get(blip.get(r("embed"), ""), "?") for blip in find_all(holder, ".//a:blip")]
        name = named.get("descr") or named.get("name") if named is not None else "?"
        yield f"«picture {' '.join([name or '?', f'{size[0]:.2f}x{size[1]:.2f}cm', *_place(holder), *prints])}»"
    for shape in find_all(drawing, ".//v:imagedata[not(ancestor::mc:Fallback)]"):
        yield f"«picture (VML) {pictures.get(shape.get(r('id'), ''), '?')}»"
    for box in find_all(drawing, ".//w:txbxContent[not(ancestor::mc:Fallback)]"):
        yield f"«text box: {' / '.join(find_values(box, './/w:t/text()'))}»"


def _place(holder: Element) -> Iterator[str]:
    for axis, side in (("positionH", "across"), ("positionV", "down")):
        position = holder.find(f"wp:{axis}", NS)
        if position is not None:
            align, offset = position.findtext("wp:align", "", dict(NS)), position.findtext("wp:posOffset", "", dict(NS))
            shown = align or f"{int(offset or 0) / EMU_CM:.2f}cm"
            yield f"{side} {shown} of {position.get('relativeFrom')}"
