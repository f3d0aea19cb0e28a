"""What is done to the text of a part after Jinja, so that every paper that leaves is sound.

In: the XML of a rendered part, or the piece of it that Jinja made. Out: it, with what `wellformed` could not promise
for every paper: the last paragraph of a cell, the columns of a table, line breaks of values, numbers that differ.
Sources: ECMA-376-1 17.4, 17.13.6, 20.4.2.5; [MS-OI29500] 2.1.168 and 2.1.178 for what Word does not open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from ..word.xml import Element, w

FIRST_NUMBER = 1001  # docxtpl numbers the drawings of a body from here
NUMBER = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d*(")')  # of a drawing
BODY = re.compile("^<w:body[^>]*>")
EMPTY_BODY = re.compile(r"<w:body>\s*(?:<w:sectPr\b|</w:body>)")
TORN = "แท็กตัดโครงสร้างของเอกสารขาด หรือใส่โครงสร้างไว้ผิดที่"
NOTHING = "ข้อความทั้งหมดอยู่ใน if หรือ for ที่ไม่แสดงอะไรเลย เอกสารจึงว่างเปล่า"

STORY = "(?:tc|txbxContent|hdr|ftr|footnote|endnote|comment)"  # what must end with a paragraph
ENDED = (b"</w:p>", b"</w:tc>", b"</w:tr>", b"</w:sdt>")  # what stands before an end where nothing lacks
NO_CONTENT = re.compile(
    r"<w:sdt>(?:(?!<w:sdt>|<w:sdtContent).)*(?:<w:sdtContent></w:sdtContent>|<w:sdtContent/>)</w:sdt>", re.DOTALL
)
NO_CELLS = re.compile(
    r"<w:tr(?: [^>]*)?>(?:<w:tblPrEx>(?:(?!</w:tblPrEx>).)*</w:tblPrEx>)?"
    r"(?:<w:trPr>(?:(?!</w:trPr>).)*</w:trPr>|<w:trPr/>)?</w:tr>",
    re.DOTALL,
)
NO_ROWS = re.compile(r"<w:tbl>(?:(?!<w:tbl>|</w:tblGrid>|<w:tr[ >]).)*(?:</w:tblGrid>|<w:tblGrid/>)</w:tbl>", re.DOTALL)
NO_PARAGRAPH = re.compile(rf"(</w:tcPr>|<w:tcPr/>|</w:tbl>|<w:{STORY}(?: [^>]*)?(?<!/)>)(?=</w:{STORY}>)")

CONTROL = re.compile(r'<w:id w:val="(-?\d+)"/>')
BOOKMARK = re.compile(r'<w:bookmark(?P<kind>Start|End)\b[^>]*>')
ID = re.compile(r'(\bw:id=")(-?\d+)(")')
NAME = re.compile(r'(\bw:name=")([^"]*)(")')
PARAGRAPH = re.compile(r' w14:(?:paraId|textId)="([^"]*)"')


def sound(text: str) -> str:
    """The text without empty controls, rows without cells, tables without rows; each story ends with a paragraph."""
    for lack in (NO_CONTENT, NO_CELLS, NO_ROWS):
        text = lack.sub("", text)
    return NO_PARAGRAPH.sub(r"\1<w:p/>", text)


def distinct(text: str) -> str:
    """The text in which a loop's controls, bookmarks and paragraphs have numbers and names of their own."""
    taken = {*CONTROL.findall(text), *(found[2] for found in ID.finditer(text))}
    free = (str(number) for number in count(1_000_001) if str(number) not in taken)
    controls: set[str] = set()
    text = CONTROL.sub(lambda found: f'<w:id w:val="{_own(found[1], controls, free)}"/>', text)
    paragraphs: set[str] = set()
    text = PARAGRAPH.sub(lambda found: _once(found, paragraphs), text)
    return _bookmarked(text, free) if "<w:bookmarkStart" in text else text


def _own(number: str, taken: set[str], free: Iterator[str]) -> str:
    """The number, or another where it is taken."""
    number = next(free) if number in taken else number
    taken.add(number)
    return number


def _once(found: re.Match[str], seen: set[str]) -> str:
    """The id of a paragraph the first time, nothing afterwards: Word gives new ones."""
    key = found[0]
    if key in seen:
        return ""
    seen.add(key)
    return key


def _bookmarked(text: str, free: Iterator[str]) -> str:
    """Bookmarks that are repeated: the first keeps its number and name, by which others refer to it."""
    numbers: set[str] = set()
    names: set[str] = set()
    now: dict[str, str] = {}  # number in the template: that of the bookmark that is open

    def renamed(found: re.Match[str]) -> str:
        name = next(name for n in count(1) if (name := f"{found[2][:35]}_{n}" if n > 1 else found[2]) not in names)
        names.add(name)
        return f"{found[1]}{name}{found[3]}"

    def mark(found: re.Match[str]) -> str:
        id_ = ID.search(found[0])
        if not id_:
            return found[0]
        if found["kind"] == "Start":
            now[id_[2]] = _own(id_[2], numbers, free)
        tag = ID.sub(rf"\g<1>{now.get(id_[2], id_[2])}\g<3>", found[0], count=1)
        return NAME.sub(renamed, tag, count=1) if found["kind"] == "Start" else tag

    return BOOKMARK.sub(mark, text)


def numbered(text: str, numbers: Iterator[int] | None = None) -> str:
    """The drawings numbered in their order: ids must differ within a document (ECMA-376-1 §20.4.2.5)."""
    numbers = numbers or count(FIRST_NUMBER)
    return NUMBER.sub(lambda found: f"{found[1]}{next(numbers)}{found[2]}", text)


def counted(body: str, before: bytes) -> str:
    """A rendered body with the columns of its tables counted, as docxtpl counts them. Raises: TemplateSyntaxError."""
    root = before.decode().rpartition("<w:document ")[2].partition(">")[0]
    namespaces = " ".join(re.findall(r"xmlns(?::[\w.-]+)?=\"[^\"]*\"", root))
    tree = whole(body.replace("<w:body>", f"<w:body {namespaces}>", 1))
    for table in tree.iter(w("tbl")):
        _count(table)
    return BODY.sub("<w:body>", etree.tostring(tree, encoding="unicode"), count=1)


def whole(xml: str) -> Element:
    """The parsed XML. Raises: TemplateSyntaxError for what a tag has broken, which nothing here repairs."""
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise TemplateSyntaxError(TORN, 1) from None


def _count(table: Element) -> None:
    """Columns for the row with the most cells, and none for which no row has any; the width of the table stays."""
    grid = table.find(w("tblGrid"))
    if grid is None:
        return
    rows = [row.findall(w("tc")) for row in table.iter(w("tr"))]  # of tables in it too, as docxtpl counts
    columns = grid.findall(w("gridCol"))
    lacking = max(map(len, rows), default=0) - len(columns)
    if lacking > 0:
        _widen(grid, columns, lacking)
        columns = grid.findall(w("gridCol"))
    surplus = columns[max((sum(map(_span, cells)) for cells in rows), default=0) :]
    if surplus:
        _narrow(grid, columns[: -len(surplus)], surplus)


def _widen(grid: Element, columns: list[Element], more: int) -> None:
    width = sum(_width(column) for column in columns)
    if not width:
        return
    average = width / (len(columns) + more)
    for column in columns:
        column.set(w("w"), str(int(_width(column) * average / (width / len(columns)))))
    for _ in range(more):
        etree.SubElement(grid, w("gridCol"), {w("w"): str(int(average))})


def _narrow(grid: Element, kept: list[Element], gone: list[Element]) -> None:
    room = sum(_width(column) for column in gone)
    for column in gone:
        grid.remove(column)
    for column in kept:
        column.set(w("w"), str(int(_width(column) + int(room / len(kept)))))


def _width(column: Element) -> float:
    return float(column.get(w("w"), "0"))


def _span(cell: Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(span.get(w("val"), "1")) if span is not None else 1


def listing(text: str) -> str:
    """Line breaks, tabs, paragraphs and pages for the \\n, \\t, \\a and \\f of values (docxtpl's Listing)."""
    resolve = DocxTemplate.resolve_listing
    done = re.sub(
        r"<w:p(?: [^>]*)?>.*?</w:p>",
        lambda found: str(resolve(None, found[0])) if re.search("[\n\t\a\f]", found[0]) else found[0],
        text,
        flags=re.DOTALL,
    )
    return re.sub("[\a\f]", "", done)
