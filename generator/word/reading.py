"""A Word file read as Word shows it: insertions in, deletions out, fields by their results, lists with their numbers.

In: the bytes of a .docx from outside, made by anyone. Out: a `Document`. Raises: GenError E801 to E803, never more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from ..errors import GenError
from . import opc
from .document import BODY, BOX, FOOTER, HEADER, NOTE, OBJECT, Cell, Document, Paragraph, Row, Section, Span, Table
from .grid import GONE, NESTED, Place, TableLook, lined, rows_of, table_look, through_controls
from .numbering import Numbering, read_numbering
from .pagemarks import counted, find_pages
from .pictures import drawn
from .styles import Styles, TableStyle, read_styles
from .xml import (
    DRAWN,
    NS,
    Element,
    Parts,
    alternatives,
    cm,
    find_all,
    is_on,
    local,
    main_part,
    number,
    parse,
    r,
    related,
    relations,
    value,
    w,
)  # fmt: skip

SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "sym": OBJECT, "pgNum": OBJECT}
INLINE = {"hyperlink", "smartTag", "customXml", "dir", "bdo", "ins", "moveTo", "rt", "ruby", "rubyBase"}
CHANGES = {"ins": "inserted", "del": "deleted", "moveTo": "moved", "moveFrom": "moved"}
DEEPEST_TABLE = 20
COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", re.IGNORECASE)  # fields that layout fills


def read_document(docx: bytes, name: str) -> Document:
    """Read one Word file.

    Raises: GenError E801 for a file that is damaged or none of Word's, E802 for another kind of document (a seam for
    a converter), E803 for one with a password.
    """
    _refuse_others(docx, name)
    try:
        return document_of(opc.read(docx), name)
    except ValueError:
        raise GenError("E801", file=name) from None


def document_of(parts: Parts, name: str = "", *, hidden: bool = False) -> Document:
    """Read the parts of a Word file; `hidden`: the words that Word does not show too.

    Raises: ValueError for what is damaged.
    """
    try:
        return _read(parts, name, hidden)
    except (RecursionError, KeyError) as error:
        raise ValueError(str(error)) from None


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith(opc.OLD_WORD):
        raise GenError("E803", file=name) if opc.is_encrypted(data) else GenError("E802", file=name, kind=".doc")
    if data.startswith(b"{\\rtf"):
        raise GenError("E802", file=name, kind=".rtf")
    if is_open_document(data):
        raise GenError("E802", file=name, kind=".odt")


def is_open_document(data: bytes) -> bool:
    return data.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument" in data[:120]


def _read(parts: Parts, name: str, hidden: bool) -> Document:
    parse(parts["[Content_Types].xml"])  # damaged, no program opens the file
    main = main_part(parts)
    links = relations(parts, main)
    styles = read_styles(related(parts, links.values(), "styles"), related(parts, links.values(), "theme"))
    numbering = read_numbering(related(parts, links.values(), "numbering"), styles)
    settings = related(parts, links.values(), "settings")
    reader = Reader(parts, styles, numbering, hidden)
    body = reader.root(main).find(w("body"))
    if body is None:
        raise ValueError("no body")
    paragraphs = reader.story(main, BODY, body)
    sections = [_section(found, reader, links) for found in [*reader.sections, body.find(w("sectPr"))]]
    for before, section in pairwise(sections):  # a section takes over what it does not name
        section.headers = {**before.headers, **section.headers}
        section.footers = {**before.footers, **section.footers}
    notes = [note for kind in ("footnotes", "endnotes") for note in _notes(reader, links, kind)]
    comments = related(parts, links.values(), "comments")
    tab = value(settings, "defaultTabStop")
    pages, by_word = counted(parts)
    if by_word:
        find_pages(paragraphs, pages)
    return Document(
        name, parts, main, paragraphs, [*reader.margins, *notes], reader.tables, sections,
        0 if comments is None else len(comments.findall(w("comment"))),
        cm(tab) if tab else 1.27, pages, reader.roots,
    )  # fmt: skip


def _notes(reader: Reader, links: Mapping[str, tuple[str, str]], kind: str) -> Iterator[Paragraph]:
    for found, target in links.values():
        if found.endswith(f"/{kind}") and target in reader.parts:
            for note in reader.root(target):
                if note.get(w("type"), "normal") == "normal":
                    yield from reader.story(target, NOTE, note)


def _section(found: Element | None, reader: Reader, links: Mapping[str, tuple[str, str]]) -> Section:
    size, margins = (found.find(w(name)) if found is not None else None for name in ("pgSz", "pgMar"))
    page = {key: cm(size.get(w(key))) if size is not None else 0.0 for key in ("w", "h")}
    sides = {
        key: cm(margins.get(w(key))) if margins is not None else 2.54 for key in ("left", "right", "top", "bottom")
    }
    numbers = found.find(w("pgNumType")) if found is not None else None
    return Section(
        page["w"] or 21.59, page["h"] or 27.94, **sides, title_page=is_on(found, "titlePg"),
        number_format=numbers.get(w("fmt"), "") if numbers is not None else "",
        continuous=value(found, "type") == "continuous",
        headers=dict(_margin(found, HEADER, reader, links)), footers=dict(_margin(found, FOOTER, reader, links)),
        element=found,
    )  # fmt: skip


def _margin(
    section: Element | None, story: str, reader: Reader, links: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, list[Paragraph]]]:
    for reference in section.iterfind(w(f"{story}Reference")) if section is not None else ():
        _, target = links.get(reference.get(r("id"), ""), ("", ""))
        if target in reader.parts:
            yield reference.get(w("type"), "default"), reader.margin(target, story)


@dataclass
class Reader:
    """Reads the stories of a paper one after the other; lists and tables are counted on."""

    parts: Parts
    styles: Styles
    numbering: Numbering
    hidden: bool = False  # read what is not shown too
    tables: list[Table] = field(default_factory=list)
    sections: list[Element] = field(default_factory=list)
    margins: list[Paragraph] = field(default_factory=list)
    roots: dict[str, Element] = field(default_factory=dict)
    _listed: dict[str, dict[str, object]] = field(default_factory=dict)
    _margins: dict[str, list[Paragraph]] = field(default_factory=dict)
    _links: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    _fields: list[list[str]] = field(default_factory=list)  # open fields: [code, "code" or "result"]
    _numbered: int = 0
    _story: str = BODY
    _boxed: bool = False  # the part has text boxes
    _part: str = ""

    def __post_init__(self) -> None:
        self._listed = dict(self.numbering.layouts)

    def root(self, part: str) -> Element:
        if part not in self.roots:
            self.roots[part] = parse(self.parts[part])
        return self.roots[part]

    def story(self, part: str, story: str, container: Element) -> list[Paragraph]:
        """The paragraphs of a body, a header, a note."""
        self._part, self._story, self._fields = part, story, []
        self._boxed = b"txbxContent" in self.parts[part]
        self._links.setdefault(part, relations(self.parts, part))
        return list(self._blocks(container, None, ()))

    def margin(self, part: str, story: str) -> list[Paragraph]:
        """A header or footer, read once however often it is used."""
        if part not in self._margins:
            self._margins[part] = self.story(part, story, self.root(part))
            self.margins += self._margins[part]
        return self._margins[part]

    def _blocks(self, container: Element, cell: Cell | None, table_style: TableStyle) -> Iterator[Paragraph]:
        open_: Paragraph | None = None  # its end was deleted, so the next one goes on in its line
        for child in container:
            name = local(child)
            if name == "p":
                paragraph = self._paragraph(child, cell, table_style, open_)
                ended = child.find(f"{w('pPr')}/{w('rPr')}/{w('del')}")
                open_ = paragraph if ended is not None else None
                if open_ is None:
                    yield from self._finished(paragraph)
            elif name == "tbl" and (cell is None or cell.table.depth < DEEPEST_TABLE):
                yield from self._table(child, cell)
            elif name == "sdt":
                content = child.find(w("sdtContent"))
                yield from self._blocks(content, cell, table_style) if content is not None else ()
            elif name in NESTED and name not in GONE:
                yield from self._blocks(child, cell, table_style)
            elif name == "AlternateContent":
                yield from chain.from_iterable(self._blocks(part, cell, table_style) for part in alternatives(child))
        if open_ is not None:
            yield from self._finished(open_)

    def _finished(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        if paragraph.story == BODY and paragraph.cell is None and paragraph.worded:
            self._numbered += 1
        paragraph.number = self._numbered
        paragraph.section = len(self.sections)
        properties = paragraph.element.find(w("pPr"))
        section = properties.find(w("sectPr")) if properties is not None else None
        if section is not None and paragraph.story == BODY:
            paragraph.ends_section = True
            self.sections.append(section)
        yield paragraph
        boxes = list(_boxes(paragraph.element)) if self._boxed else []
        outer, fields = self._story, self._fields
        self._story, self._fields = BOX if outer == BODY else outer, []
        for box in boxes:
            yield from self._blocks(box, None, ())
        self._story, self._fields = outer, fields

    def _paragraph(self, element: Element, cell: Cell | None, table: TableStyle, before: Paragraph | None) -> Paragraph:
        properties = element.find(w("pPr"))
        style = value(properties, "pStyle") or self.styles.normal
        layout = self.styles.layout(style, properties, self._listed, table)
        paragraph = Paragraph(self._story, element, self._part, layout, cell=cell)
        if before is not None:
            paragraph.text, paragraph.spans, paragraph.marked = before.text, before.spans, before.marked
            paragraph.breaks = before.breaks
        texts: list[str] = [paragraph.text]
        self._inline(element, paragraph, texts, len(paragraph.text), style, table)
        paragraph.text = "".join(texts)
        if layout.list[0] not in ("", "0"):
            paragraph.label = self.numbering.label(*layout.list)
        return paragraph

    def _inline(
        self, container: Element, to: Paragraph, texts: list[str], at: int, style: str, table: TableStyle
    ) -> int:
        """Read what stands in the line from character `at` on; the place after it comes back."""
        for child in container:
            name = local(child)
            if name in CHANGES:
                to.marked.append(CHANGES[name])
            if name == "r":
                at = self._run(child, to, texts, at, style, table)
            elif name == "sdt":
                at = self._control(child, to, texts, at, style, table)
            elif name == "fldSimple":
                at = self._simple_field(child, to, texts, at, style, table)
            elif name in INLINE:
                at = self._inline(child, to, texts, at, style, table)
            elif name == "AlternateContent":
                for part in alternatives(child):
                    at = self._run(part, to, texts, at, style, table) if local(part) == "r" else at
            elif name in ("oMath", "oMathPara"):
                texts.append(OBJECT)
                at += 1
        return at

    def _simple_field(
        self, field_: Element, to: Paragraph, texts: list[str], at: int, style: str, table: TableStyle
    ) -> int:
        """What stands in it is the result of its code."""
        code = field_.get(w("instr"), "")
        to.fields.append(code)
        outer, self._fields = self._fields, [*self._fields, [code, "result"]]
        at = self._inline(field_, to, texts, at, style, table)
        self._fields = outer
        return at

    def _control(
        self, control: Element, to: Paragraph, texts: list[str], at: int, style: str, table: TableStyle
    ) -> int:
        if is_on(control.find(w("sdtPr")), "showingPlcHdr"):
            to.marked.append("placeholder")
        content = control.find(w("sdtContent"))
        return at if content is None else self._inline(content, to, texts, at, style, table)

    def _run(self, run: Element, to: Paragraph, texts: list[str], at: int, style: str, table: TableStyle) -> int:
        properties = run.find(w("rPr"))
        letters = self.styles.letters(style, value(properties, "rStyle"), properties, table)
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._field(child, to)
            elif name == "instrText" and self._fields:
                self._fields[-1][0] += child.text or ""
            elif name == "commentReference":
                to.marked.append("comment")
            elif name == "rPrChange":
                to.marked.append("changed")
            elif name == "lastRenderedPageBreak":
                to.breaks.append(at)
            elif (letters.hidden and not self.hidden) or any(state != "result" for _, state in self._fields):
                continue
            elif text := self._shown(child, name, to):
                texts.append(text)
                paged = any(COUNTED.match(code) for code, _ in self._fields)
                to.spans.append(Span(at, at + len(text), letters, child if name == "t" else None, child, paged))
                at += len(text)
        return at

    def _shown(self, child: Element, name: str, to: Paragraph) -> str:
        """What one piece of a run shows as text; pictures are noted."""
        if name == "t":
            return child.text or ""
        if name == "br":
            kind = child.get(w("type"), "")
            to.page_break |= kind == "page"
            return "" if kind in ("page", "column") else "\n"
        if name in DRAWN:
            pictures = list(drawn(child, self._links.get(self._part, {})))
            to.pictures += pictures
            return OBJECT if any(picture.inline for picture in pictures) else ""
        if name == "ruby":
            return "".join(text.text or "" for text in child.iterfind(f"{w('rubyBase')}//{w('t')}"))
        return SIGNS.get(name, "")

    def _field(self, mark: Element, to: Paragraph) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(["", "code"])
        elif self._fields and kind == "separate":
            self._fields[-1][1] = "result"
        elif self._fields and kind == "end":
            to.fields.append(self._fields.pop()[0])

    def _table(self, element: Element, outer: Cell | None) -> Iterator[Paragraph]:
        table = Table(0, outer.table.depth + 1 if outer else 1, element, section=len(self.sections))
        self.tables.append(table)
        table.number = len(self.tables)
        properties = element.find(w("tblPr"))
        table.width = sum(cm(column.get(w("w"))) for column in element.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
        table.indent = cm(value(properties, "tblInd", "w"))
        look = table_look(properties, self.styles)
        table.lined = lined(properties, self.styles, look.style)
        rows = rows_of(element)
        for found, place in zip(rows, look.rows(rows), strict=True):
            marks = found.find(w("trPr"))
            row = Row(repeats=is_on(marks, "tblHeader"), whole=is_on(marks, "cantSplit"))
            table.rows.append(row)
            yield from self._row(found, row, table, look, place)

    def _row(self, element: Element, row: Row, table: Table, look: TableLook, place: Place) -> Iterator[Paragraph]:
        column = 1 + int(number(value(element.find(w("trPr")), "gridBefore")))
        cells = list(through_controls(element, "tc"))
        for n, found in enumerate(cells):
            row.columns.append(column)
            cell = Cell(table, len(table.rows), len(row.columns), column)
            edges = {"left": n == 0, "right": n + 1 == len(cells)}
            style = look.at(replace(place, column=column - 1, **edges) if look.known else place)
            paragraphs = list(self._blocks(found, cell, style))
            row.cells.append([p for p in paragraphs if p.cell is cell])
            yield from paragraphs
            column += max(1, int(number(value(found.find(w("tcPr")), "gridSpan"))))


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, without those in them and without older programs' copies."""
    for box in find_all(paragraph, ".//w:txbxContent"):
        if next(box.iterancestors(w("p")), None) is paragraph and not _copied(box):
            yield box


def _copied(box: Element) -> bool:
    """Whether a text box is the copy, for older programs, of one that stands beside it."""
    fallback = next(box.iterancestors(f"{{{NS['mc']}}}Fallback"), None)
    parent = fallback.getparent() if fallback is not None else None
    return parent is not None and parent.find("mc:Choice", dict(NS)) is not None
