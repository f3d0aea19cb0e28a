"""The headings and sections of a book: what is in its outline, and how its pages are numbered.

In: the body of a Word file and its styles. Out: headings with their levels, and sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..word.styles import read_styles
from ..word.xml import Element, find, find_all, parse, q

STYLES = "word/styles.xml"


@dataclass(frozen=True)
class Section:
    """A section: its blocks, and how its pages are numbered; `start` is None where the number runs on."""

    blocks: tuple[Element, ...]
    form: str
    start: int | None


def sections(root: Element) -> Iterator[Section]:
    """The properties of a section stand in its last paragraph, or end the body (ECMA-376-1 §17.6.17)."""
    blocks: list[Element] = []
    for block in find_all(root, "w:body/*"):
        blocks.append(block)
        properties = block if block.tag == q("w:sectPr") else find(block, "w:pPr/w:sectPr")
        if properties is not None:
            numbers = find(properties, "w:pgNumType")
            start = numbers.get(q("w:start")) if numbers is not None else None
            form = numbers.get(q("w:fmt"), "decimal") if numbers is not None else "decimal"
            yield Section(tuple(blocks), form, int(start) if start else None)
            blocks = []


@dataclass(frozen=True)
class Levels:
    """What the styles of a book say about outline levels, and which are those of the entries."""

    levels: Mapping[str, int]  # style id: outline level from 1
    entries: Mapping[int, str]  # level: style id

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Levels:
        styles = read_styles(parse(parts[STYLES]) if STYLES in parts else None, None)
        levels = {key: level for key in styles.by_id if (level := _level_of(styles.ancestors(key)))}
        names = ((key, styles.name(key)) for key in styles.by_id)
        entries = {int(name[4:]): key for key, name in names if re.fullmatch(r"(?i)toc [1-9]", name)}
        return cls(levels, entries)


def _level_of(styles: list[Element]) -> int:
    """The outline level of a style, its own or that of the style it is based on; 0 for body text."""
    said = (find(style, "w:pPr/w:outlineLvl") for style in reversed(styles))
    own = next((level for level in said if level is not None), None)
    return (int(own.get(q("w:val"), "9")) + 1) % 10 if own is not None else 0


def headings(root: Element, styles: Levels) -> Iterator[tuple[Element, int]]:
    """The paragraphs with an outline level and words; not those inside drawings."""
    for paragraph in find_all(root, "w:body//w:p[not(ancestor::w:txbxContent)]"):
        own = find(paragraph, "w:pPr/w:outlineLvl")
        style = find(paragraph, "w:pPr/w:pStyle")
        level = (int(own.get(q("w:val"), "9")) + 1) % 10 if own is not None else 0
        level = level or (styles.levels.get(style.get(q("w:val"), ""), 0) if style is not None else 0)
        if level and text_of(paragraph):
            yield paragraph, level


def text_of(paragraph: Element) -> str:
    """The words of a paragraph on one line."""
    nodes = find_all(paragraph, ".//w:t[not(ancestor::w:drawing)] | .//w:tab[ancestor::w:r] | .//w:br")
    return re.sub(" +", " ", "".join((node.text or "") if node.tag == q("w:t") else " " for node in nodes)).strip()
