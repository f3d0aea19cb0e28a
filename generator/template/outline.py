"""The outline of a Word template: what a reviewer reads in git in place of a binary file.

In: the bytes of a .docx. Out: text, one line a paragraph: its style, what differs from that style, and its words with
their tags. Marks: `␣` no-break space, `→` tab, `↵` line break, `⟦bold: …⟧` letters unlike their paragraph's, `«…»` what
is no text (a field, a picture). Sizes and bold are those of Thai letters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..errors import GenError
from ..word.formats import Formats, cm, differences, read_formats
from ..word.xml import Element, Parts, find_all, local, main_part, parse, r, relations, w
from .inline import Letters, control_name, paragraph_words
from .parts import DAMAGE, find_values, open_package

REFERENCES = {"headerReference": "header", "footerReference": "footer"}


@dataclass(frozen=True)
class Story:
    """One part of the text (body, header, footer) with what is needed to read it."""

    root: Element
    formats: Formats
    pictures: Mapping[str, str]  # relationship id: the picture's fingerprint


def outline(docx: bytes, name: str = "แม่แบบ") -> str:
    """The outline of a template. Raises: GenError E415 for what is no safe Word file."""
    parts = open_package(docx, name)
    try:
        return "\n".join(_lines(parts)) + "\n"
    except DAMAGE:
        raise GenError("E415", template=name) from None


def _lines(parts: Parts) -> Iterator[str]:
    main = main_part(parts)
    related = relations(parts, main)
    formats = read_formats(next((parts[to] for kind, to in related.values() if kind.endswith("/styles")), None))
    body = _story(parts, main, formats)
    yield from _styles_in_use(parts, formats)
    for number, (blocks, section) in enumerate(_sections(body.root), 1):
        yield ""
        yield f"== section {number}: {' · '.join(_page(section))}"
        for reference in section if section is not None else ():
            kind = REFERENCES.get(local(reference))
            if kind:
                _, target = related.get(reference.get(r("id"), ""), ("", ""))
                yield f"-- {kind}, {reference.get(w('type'), 'default')} pages"
                yield from _blocks(_story(parts, target, formats))
        yield "-- body"
        yield from _blocks(body, blocks)
    for kind, target in related.values():
        if kind.endswith(("/footnotes", "/endnotes", "/comments")) and target in parts:
            yield f"\n== {kind.rpartition('/')[2]}"
            notes = _story(parts, target, formats)
            yield from (line for note in notes.root for line in _blocks(notes, note))


def _story(parts: Parts, part: str, formats: Formats) -> Story:
    if part not in parts:
        raise ValueError(f"no part {part}")
    pictures = {
        key: hashlib.sha256(parts[target]).hexdigest()[:8]
        for key, (kind, target) in relations(parts, part).items()
        if kind.endswith("/image") and target in parts
    }
    return Story(parse(parts[part]), formats, pictures)


def _styles_in_use(parts: Parts, formats: Formats) -> Iterator[str]:
    """Each style that a paragraph or run has, once, with all that it does."""
    roots = [parse(data) for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")]
    paths = "//w:p/w:pPr/w:pStyle/@w:val | //w:r/w:rPr/w:rStyle/@w:val"
    found = {style for root in roots for style in find_values(root, paths)}
    if any(find_all(root, "//w:p[not(w:pPr/w:pStyle)]") for root in roots):
        found.add(formats.styles.normal)
    yield f"defaults: {_joined(differences(formats.run_defaults, {}))}"
    for style in sorted(found & formats.styles.by_id.keys(), key=formats.name):
        if formats.styles.by_id[style].get(w("type")) == "character":
            letters = differences(formats.run("", style), formats.run_defaults)
            yield f"style {formats.name(style)} (letters): {_joined(letters)}"
        else:
            letters = differences(formats.run(style), formats.run_defaults)
            layout = differences(formats.paragraph(style), formats.paragraph(""))
            yield f"style {formats.name(style)}: {_joined([*letters, *layout])}"


def _joined(words: Iterable[str]) -> str:
    return " ".join(words) or "-"


def _sections(root: Element) -> Iterator[tuple[list[Element], Element | None]]:
    """(blocks, properties) of each section; the properties stand in a section's last paragraph, or end the body."""
    body = root.find(w("body"))
    blocks: list[Element] = []
    for block in body if body is not None else ():
        if block.tag == w("sectPr"):
            yield blocks, block
            return
        blocks.append(block)
        section = block.find(f"{w('pPr')}/{w('sectPr')}") if block.tag == w("p") else None
        if section is not None:
            yield blocks, section
            blocks = []
    yield blocks, None


def _page(section: Element | None) -> Iterator[str]:
    if section is None:
        return
    size, margins, number = (section.find(w(name)) for name in ("pgSz", "pgMar", "pgNumType"))
    if size is not None:
        yield f"page {cm(size.get(w('w')))} x {cm(size.get(w('h')))} {size.get(w('orient'), 'portrait')}"
    if margins is not None:
        sides = ("top", "right", "bottom", "left", "header", "footer")
        yield "margins " + " ".join(f"{side} {cm(margins.get(w(side)))}" for side in sides)
    if number is not None:
        start = number.get(w("start"))
        yield f"page numbers {number.get(w('fmt'), 'decimal')}" + (f" from {start}" if start else "")
    if section.find(w("titlePg")) is not None:
        yield "first page different"
    kind = section.find(w("type"))
    if kind is not None and kind.get(w("val")) != "nextPage":
        yield f"starts on {kind.get(w('val'))}"


def _blocks(story: Story, blocks: Iterable[Element] | None = None, indent: str = "") -> Iterator[str]:
    """A line a paragraph; tables as rows and cells; content controls by their tag."""
    for block in story.root if blocks is None else blocks:
        if block.tag == w("p"):
            yield indent + _paragraph(story, block)
        elif block.tag == w("tbl"):
            yield from (indent + line for line in _table(story, block))
        elif block.tag == w("sdt"):
            yield f"{indent}«control {control_name(block)}»"
            yield from _blocks(story, find_all(block, "w:sdtContent/*"), f"{indent}  ")


def _paragraph(story: Story, paragraph: Element) -> str:
    properties = paragraph.find(w("pPr"))
    named = properties.find(w("pStyle")) if properties is not None else None
    style = named.get(w("val"), "") if named is not None else story.formats.styles.normal
    own = differences(story.formats.paragraph(style, properties), story.formats.paragraph(style))
    words = paragraph_words(paragraph, Letters(story.formats, style, story.pictures))
    return f"[{' '.join([story.formats.name(style), *own])}] {words}".rstrip()


def _table(story: Story, table: Element) -> Iterator[str]:
    style, indent, align = (
        "".join(find_values(table, f"w:tblPr/{path}")) for path in ("w:tblStyle/@w:val", "w:tblInd/@w:w", "w:jc/@w:val")
    )
    columns = "|".join(map(cm, find_values(table, "w:tblGrid/w:gridCol/@w:w")))
    facts = [f"columns {columns}", f"indent {cm(indent)}" if indent not in ("", "0") else ""]
    facts += [align] if align not in ("left", "start") else []
    yield f"«table {story.formats.name(style)}: {' · '.join(filter(None, facts))}»"
    for row in table.iterfind(w("tr")):
        marks = [name for name in ("tblHeader", "cantSplit") if row.find(f"{w('trPr')}/{w(name)}") is not None]
        yield f"  row{''.join(f' {mark}' for mark in marks)}"
        for cell in row.iterfind(f".//{w('tc')}"):
            if next(cell.iterancestors(w("tr"))) is row:
                yield from _cell(story, cell)
    yield "«end of table»"


def _cell(story: Story, cell: Element) -> Iterator[str]:
    spans = "".join(find_values(cell, "w:tcPr/w:gridSpan/@w:val"))
    merged = cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None
    middle = "center" in find_values(cell, "w:tcPr/w:vAlign/@w:val")
    marks = (f"spans {spans} " if spans else "") + ("merged down " if merged else "") + ("middle " if middle else "")
    for n, line in enumerate(_blocks(story, cell)):
        yield f"    | {marks}{line}" if n == 0 else f"      {line}"
