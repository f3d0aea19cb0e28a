"""Each rule's mistake planted in good papers, in several places: the proof that the checker finds what it should.

`python -m tests.mutants` prints, rule by rule, how many were planted, found, and found at the right place.
"""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lxml import etree

from generator.audit.check import Checked, Options, check_bytes
from generator.audit.find.kinds import OFFICIAL
from generator.audit.rule import RULES
from generator.audit.settings import Settings
from generator.word import opc
from tests.good_papers import TODAY, WRITTEN, good_papers, made, office, p
from tests.wordfile import SPACES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LISTED = r"\(?[๐-๙]|เรื่อง|เรียน|นมัสการ|อ้างถึง|สิ่งที่ส่ง|ที่ "
PLACES = 3  # of each mutator in each paper
ALWAYS_ON = Settings(on=frozenset(rule.id for rule in RULES.values() if not rule.usual), schools=("บ้านนาสมมติ", "บ้านโคกตัวอย่าง"))
Element = etree._Element


class Doc:
    """A paper taken apart, to be spoilt and put together again."""

    def __init__(self, docx: bytes) -> None:
        self.parts = opc.read(docx)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.copied = b"Fallback" in self.parts["word/document.xml"]
        self.styles = etree.fromstring(self.parts["word/styles.xml"])

    @property
    def body(self) -> Element:
        return self.root.find(f"{W}body")

    @property
    def paragraphs(self) -> list[Element]:
        """As a reader counts them: the copies of text boxes for older programs are none."""
        copies = {q for copy_ in self.body.iter(f"{MC}Fallback") for q in copy_.iter(f"{W}p")} if self.copied else ()
        return [q for q in self.body.iter(f"{W}p") if q not in copies]

    def bytes(self) -> bytes:
        return opc.write({**self.parts, "word/document.xml": etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)})

    def lines(self) -> list[Element]:
        """Paragraphs of running text: long, outside of tables, not centred."""
        return [q for q in self.paragraphs if len(text(q)) > 90 and q.getparent() is self.body and not self.centred(q) and not re.match(LISTED, text(q))]

    def centred(self, q: Element) -> bool:
        """By itself or by its style."""
        if q.find(f".//{W}jc[@{W}val='center']") is not None:
            return True
        named = q.find(f"{W}pPr/{W}pStyle")
        style = self.styles.find(f"{W}style[@{W}styleId='{named.get(f'{W}val')}']") if named is not None else None
        return style is not None and style.find(f"{W}pPr/{W}jc[@{W}val='center']") is not None


def text(element: Element) -> str:
    return "".join(node.text or "" for node in texts(element))


def texts(element: Element) -> list[Element]:
    """The texts of an element; those of a paragraph are without the text boxes that hang on it."""
    found = element.iter(f"{W}t")
    if element.tag != f"{W}p":
        return list(found)
    return [node for node in found if node.getparent().getparent() is element or next(node.iterancestors(f"{W}p")) is element]


@dataclass(frozen=True)
class Mutator:
    """A way to spoil a paper: `places` finds where, `plant` spoils one and returns the paragraph where it must be found
    (None: anywhere). `kinds`: the papers that it is for."""

    rule: str
    places: Callable[[Doc], list[Any]]
    plant: Callable[[Doc, Any], Element | None]
    kinds: tuple[str, ...] = ()


MUTATORS: list[Mutator] = []


def swap(rule: str, pattern: str, wrong: str | Callable[[re.Match[str]], str], *, kinds: tuple[str, ...] = (), inside: str = "", outside: bool = False, anywhere: bool = False, unless: str = "") -> None:
    """Spoil the words: what matches becomes wrong, in one paragraph at a time. `inside`: only where the text has this;
    `outside`: not in tables; `anywhere`: two places disagree, and either may be told; `unless`: not in a file that has
    this, where it would be no mistake."""

    def places(doc: Doc) -> list[Any]:
        if unless and any(re.search(unless, text(q)) for q in doc.paragraphs):
            return []
        return [n for n, q in enumerate(doc.paragraphs) if re.search(pattern, text(q)) and re.search(inside, text(q)) and not (outside and q.getparent().tag == f"{W}tc")]

    def plant(doc: Doc, n: int) -> Element | None:
        paragraph = doc.paragraphs[n]
        match = re.search(pattern, text(paragraph))
        put(paragraph, re.sub(pattern, wrong, text(paragraph), count=1), bool(match and match[0]))
        return None if anywhere else paragraph

    MUTATORS.append(Mutator(rule, places, plant, kinds))


def put(paragraph: Element, new: str, after: bool = False) -> None:
    """Change as few of the paragraph's texts as the new words need: the look of all others stays. `after`: what is put
    in between two texts belongs to the first, as the second half of a word that stands twice."""
    nodes = texts(paragraph)
    old = text(paragraph)
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = len(old) - same
    while tail and not new[same:].endswith(old[len(old) - tail :]):
        tail -= 1
    changed, end = new[same : len(new) - tail], len(old) - tail
    at = 0
    for node in nodes:
        length = len(node.text or "")
        within = same < at + length or (after and same == end == at + length)
        if changed is not None and at <= same and (within or node is nodes[-1]):
            keep = (node.text or "")[: same - at]
            rest = (node.text or "")[max(0, min(length, end - at)) :]
            node.text, changed = keep + changed + rest, None
        elif changed is None and at < end:
            node.text = (node.text or "")[min(length, end - at) :]
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += length


def plant(rule: str, places: Callable[[Doc], list[Any]], *, kinds: tuple[str, ...] = ()) -> Callable[[Callable[[Doc, Any], Element | None]], Any]:
    """Register a function that spoils one place."""

    def register(spoil: Callable[[Doc, Any], Element | None]) -> Callable[[Doc, Any], Element | None]:
        MUTATORS.append(Mutator(rule, places, spoil, kinds))
        return spoil

    return register


def new(xml: str) -> Element:
    return etree.fromstring(f"<x {SPACES}>{xml}</x>")[0]


def once(doc: Doc) -> list[Any]:
    return [0]


def sections(doc: Doc) -> list[Any]:
    return list(range(len(list(doc.root.iter(f"{W}sectPr")))))


def upright(doc: Doc) -> list[Any]:
    sizes = list(doc.root.iter(f"{W}pgSz"))
    return [n for n in sections(doc) if int(sizes[n].get(f"{W}w")) < int(sizes[n].get(f"{W}h"))]


def running(doc: Doc) -> list[Any]:
    return list(range(len(doc.lines())))


def starting(pattern: str) -> Callable[[Doc], list[Any]]:
    return lambda doc: [n for n, q in enumerate(doc.paragraphs) if re.match(pattern, text(q))]


def ppr(paragraph: Element) -> Element:
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def first_of_section(doc: Doc, n: int) -> Element | None:
    """The first paragraph with words of a section."""
    section = 0
    for q in doc.paragraphs:
        if section == n and text(q).strip():
            return q
        section += q.find(f"{W}pPr/{W}sectPr") is not None
    return None


def remove(doc: Doc, n: int) -> None:
    q = doc.paragraphs[n]
    q.getparent().remove(q)


# --- layout


@plant("L01", upright)
def left_margin(doc: Doc, n: int) -> Element | None:
    list(doc.root.iter(f"{W}pgMar"))[n].set(f"{W}left", "1440")
    return first_of_section(doc, n)


@plant("L01", upright)
def right_margin(doc: Doc, n: int) -> Element | None:
    list(doc.root.iter(f"{W}pgMar"))[n].set(f"{W}right", "1440")
    return first_of_section(doc, n)


@plant("L02", sections)
def us_letter(doc: Doc, n: int) -> Element | None:
    size = list(doc.root.iter(f"{W}pgSz"))[n]
    size.set(f"{W}w", "12240")
    size.set(f"{W}h", "15840")
    return first_of_section(doc, n)


def looks(doc: Doc) -> list[Any]:
    return [n for n, q in enumerate(doc.paragraphs) if len(text(q)) > 8 and not text(q).startswith(("ด่วน", "ลับ")) and re.search("[ก-ฮ]", next((t.text or "" for t in q.iter(f"{W}t")), ""))]


def restyle(doc: Doc, n: int, xml: str) -> Element:
    paragraph = doc.paragraphs[n]
    run = next(run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None)
    old = run.find(f"{W}rPr")
    if old is None:
        old = etree.Element(f"{W}rPr")
        run.insert(0, old)
    for element in new(f"<w:rPr>{xml}</w:rPr>"):
        for same in old.findall(element.tag):
            old.remove(same)
        old.append(copy.deepcopy(element))
    return paragraph


plant("L03", looks)(lambda doc, n: restyle(doc, n, '<w:rFonts w:ascii="Cordia New" w:hAnsi="Cordia New" w:cs="Cordia New"/>'))
plant("L03", looks)(lambda doc, n: restyle(doc, n, '<w:rFonts w:ascii="TH SarabunPSK" w:hAnsi="TH SarabunPSK" w:cs="Angsana New"/>'))
plant("L77", lambda doc: [n for n in looks(doc) if len(text(doc.paragraphs[n])) < 60])(lambda doc, n: restyle(doc, n, '<w:rFonts w:ascii="TH Sarabun New" w:hAnsi="TH Sarabun New" w:cs="TH Sarabun New"/>'))
plant("L04", looks, kinds=("order", "letter", "announcement", "stamped", "certificate", "minutes"))(lambda doc, n: restyle(doc, n, '<w:sz w:val="24"/><w:szCs w:val="24"/>'))
plant("S65", looks)(lambda doc, n: restyle(doc, n, '<w:highlight w:val="yellow"/>'))
plant("S65", looks)(lambda doc, n: restyle(doc, n, '<w:color w:val="FF0000"/>'))


@plant("L05", running)
def after_eight(doc: Doc, n: int) -> Element:
    paragraph = doc.lines()[n]
    properties = ppr(paragraph)
    for old in properties.findall(f"{W}spacing"):
        properties.remove(old)
    properties.append(new('<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>'))
    return paragraph


EMBLEM = ("order", "letter", "memo", "announcement", "stamped", "certificate")


@plant("L06", once, kinds=EMBLEM)
def no_emblem(doc: Doc, _: int) -> None:
    drawing = next(doc.root.iter(f"{W}drawing"))
    drawing.getparent().remove(drawing)


def scale(doc: Doc, wide: float, high: float) -> None:
    for extent in list(doc.root.iter(f"{WP}extent"))[:1]:
        extent.set("cx", str(round(int(extent.get("cx")) * wide)))
        extent.set("cy", str(round(int(extent.get("cy")) * high)))


plant("L06", once, kinds=EMBLEM)(lambda doc, _: scale(doc, 0.83, 0.83))
plant("L82", once, kinds=EMBLEM)(lambda doc, _: scale(doc, 1.12, 1))
plant("L07", once, kinds=("order", "letter", "announcement", "stamped", "certificate"))(lambda doc, _: scale(doc, 0.5, 0.5))
plant("L07", once, kinds=("memo",))(lambda doc, _: scale(doc, 2, 2))


@plant("L08", running, kinds=EMBLEM)
def other_indent(doc: Doc, n: int) -> Element:
    paragraph = doc.lines()[n]
    properties = ppr(paragraph)
    for old in properties.findall(f"{W}ind"):
        properties.remove(old)
    properties.append(new('<w:ind w:firstLine="720"/>'))
    return paragraph


swap("L09", "(?<=[ก-๎]) (?=[ก-ฮ])", " " * 8)


@plant("L10", running)
def empty_paragraphs(doc: Doc, n: int) -> Element:
    line = doc.lines()[n]
    gap = [new("<w:p/>"), new("<w:p/>")]
    for one in gap:
        line.addprevious(one)
    return gap[0]


@plant("L11", running)
def line_break(doc: Doc, n: int) -> Element:
    paragraph = doc.lines()[n]
    node = max(paragraph.iter(f"{W}t"), key=lambda node: len(node.text or ""))
    middle = (node.text or "").find(" ", 30) + 1 or 40
    rest = etree.Element(f"{W}t")
    rest.text, node.text = (node.text or "")[middle:], (node.text or "")[: middle - 1]
    node.addnext(new("<w:br/>"))
    node.getnext().addnext(rest)
    return paragraph


def page_break(doc: Doc) -> None:
    doc.body.insert(len(doc.body) - 1, new('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))
    doc.body.insert(len(doc.body) - 1, new("<w:p><w:r><w:t>ภาคผนวก</w:t></w:r></w:p>"))


@plant("L12", once, kinds=("order", "letter", "memo", "announcement", "stamped", "certificate", "minutes"))
def no_page_numbers(doc: Doc, _: int) -> None:
    page_break(doc)
    for reference in list(doc.root.iter(f"{W}headerReference")):
        reference.getparent().remove(reference)


@plant("L83", once, kinds=("order", "letter", "memo", "announcement", "stamped", "certificate", "minutes"))
def numbered_first_page(doc: Doc, _: int) -> None:
    section = next(doc.root.iter(f"{W}sectPr"))
    section.remove(section.find(f"{W}titlePg"))


def numbered(doc: Doc) -> list[Any]:
    return [0] if doc.root.find(f".//{W}headerReference") is not None else []


@plant("L84", numbered, kinds=("order", "letter", "memo", "announcement", "stamped", "certificate", "minutes"))
def arabic_page_numbers(doc: Doc, _: int) -> None:
    for kind in doc.root.iter(f"{W}pgNumType"):
        kind.attrib.pop(f"{W}fmt", "")


plant("L13", once, kinds=("order", "letter", "memo"))(lambda doc, _: page_break(doc))


@plant("L14", lambda doc: [n for n, q in enumerate(doc.paragraphs) if re.match(r"(?:สั่ง|ประกาศ) ณ วันที่|ขอแสดงความนับถือ", text(q))][-1:], kinds=("order", "letter", "announcement"))
def loose_signature(doc: Doc, n: int) -> Element:
    paragraph = doc.paragraphs[n]
    page_break(doc)
    properties = ppr(paragraph)
    for old in properties.findall(f"{W}keepNext"):
        properties.remove(old)
    style = properties.find(f"{W}pStyle")
    properties.insert(0 if style is None else 1, new('<w:keepNext w:val="0"/>'))
    return paragraph


def long_tables(doc: Doc) -> list[Any]:
    return [n for n, table in enumerate(doc.root.iter(f"{W}tbl")) if table.find(f".//{W}tblHeader") is not None and len(text(table)) > 700]


@plant("L15", long_tables)
def heading_not_repeated(doc: Doc, n: int) -> Element:
    table = list(doc.root.iter(f"{W}tbl"))[n]
    for mark in list(table.iter(f"{W}tblHeader")):
        mark.getparent().remove(mark)
    return next(q for q in table.iter(f"{W}p") if text(q).strip())


def tall_tables(doc: Doc) -> list[Any]:
    tables = list(doc.root.iter(f"{W}tbl"))
    return [n for n in long_tables(doc) if any(len(text(q)) > 60 for q in tables[n].iter(f"{W}p"))]


@plant("L15", tall_tables)
def rows_parted(doc: Doc, n: int) -> None:
    table = list(doc.root.iter(f"{W}tbl"))[n]
    for mark in list(table.iter(f"{W}cantSplit")):
        mark.getparent().remove(mark)


@plant("L16", lambda doc: [n for n in starting("ส่วนราชการ|เรื่อง")(doc) if doc.paragraphs[n].find(f"{W}pPr/{W}tabs") is not None], kinds=("memo",))
def no_leaders(doc: Doc, n: int) -> Element:
    tabs = ppr(doc.paragraphs[n]).find(f"{W}tabs")
    for tab in tabs if tabs is not None else ():
        tab.attrib.pop(f"{W}leader", "")
    return doc.paragraphs[n]


@plant("L16", starting("เรียน"), kinds=("memo",))
def solid_rule(doc: Doc, n: int) -> Element:
    ppr(doc.paragraphs[n]).insert(0, new('<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="auto"/></w:pBdr>'))
    return doc.paragraphs[n]


@plant("L17", lambda doc: list(range(len(list(doc.root.iter(f"{W}tbl"))))))
def wide_table(doc: Doc, n: int) -> Element:
    table = list(doc.root.iter(f"{W}tbl"))[n]
    for column in table.find(f"{W}tblGrid"):
        column.set(f"{W}w", str(int(column.get(f"{W}w")) + 14000))
    return next(q for q in table.iter(f"{W}p") if text(q).strip())


# --- structure

ELEMENTS = {
    "order": ("คำสั่งสำนัก", r"เรื่อง\s"), "announcement": ("ประกาศสำนัก", r"เรื่อง\s"), "letter": (r"เรื่อง", r"(?:เรียน|นมัสการ)", r"ที่\s+ศธ"),
    "memo": ("บันทึกข้อความ", "ส่วนราชการ", "เรื่อง", r"เรียน\s"), "stamped": (r"ที่\s", r"ถึง\s"), "certificate": ("เลขที่",), "minutes": ("ครั้งที่", "ผู้มาประชุม", "เริ่มประชุม", "เลิกประชุม", "ผู้จด"),
}  # fmt: skip
for kind_, patterns in ELEMENTS.items():
    for pattern_ in patterns:
        plant("S18", lambda doc, pattern=pattern_: starting(pattern)(doc)[:1], kinds=(kind_,))(remove)


@plant("S18", starting(r"เรื่อง"), kinds=("letter",))
def subject_first(doc: Doc, n: int) -> Element:
    moved = doc.paragraphs[n]
    doc.paragraphs[n + 1].addnext(moved)
    return doc.paragraphs[n] if text(doc.paragraphs[n]).startswith(("เรียน", "นมัสการ")) else moved


def add_after(pattern: str, words: str) -> Callable[[Doc, int], Element]:
    def add(doc: Doc, n: int) -> Element:
        added = new(p(words))
        doc.paragraphs[n].addnext(added)
        return added

    return add


plant("S19", starting("จึงเรียน"), kinds=("memo",))(add_after("", "ขอแสดงความนับถือ"))
swap("S20", "^ขอแสดงความนับถือ$", "ขอแสดงความนับถืออย่างยิ่ง", kinds=("letter",))
swap("S20", "^เรียน", "กราบเรียน", kinds=("letter",), anywhere=True)
plant("S20", starting("ขอแสดงความนับถือ|ขอนมัสการ"), kinds=("letter",))(remove)
plant("S21", starting("ถึง"), kinds=("stamped",))(add_after("", "เรียน  ผู้อำนวยการโรงเรียน"))
plant("S21", starting("ด้วย"), kinds=("stamped",))(add_after("", "ขอแสดงความนับถือ"))
plant("S21", starting("๕ มิถุนายน"), kinds=("stamped",))(add_after("", "(นายรอง  ปัญส์งกา)"))
plant("S22", lambda doc: starting(r"เรื่อง\s")(doc)[:1], kinds=("order", "announcement"))(lambda doc, n: add_after("", "เรียน  ผู้อำนวยการโรงเรียน")(doc, n))
plant("S22", lambda doc: starting("สั่ง ณ|ประกาศ ณ")(doc)[:1], kinds=("order", "announcement"))(lambda doc, n: add_before(doc, n, "ขอแสดงความนับถือ"))


def add_before(doc: Doc, n: int, words: str) -> Element:
    added = new(p(words))
    doc.paragraphs[n].addprevious(added)
    return added


@plant("S85", starting(r"\((?:นาย|นาง)"), kinds=("order", "announcement"))
def contact_lines(doc: Doc, n: int) -> Element:
    added = new(p("โทร. ๐ ๔๒๘๑ ๑๒๓๔"))
    doc.paragraphs[n + 1].addnext(added)
    return added


plant("S23", starting("สั่ง ณ|ประกาศ ณ|ให้ไว้ ณ"), kinds=("order", "announcement", "certificate"))(remove)


@plant("S24", lambda doc: [] if re.search("ในวันที่|ระหว่างวันที่", text(doc.body)) else starting("ทั้งนี้")(doc), kinds=("order",))
def no_effect(doc: Doc, n: int) -> None:
    remove(doc, n)


@plant("S24", once, kinds=("order",))
def no_reason(doc: Doc, _: int) -> None:
    for n in reversed(starting("ตามที่|เนื่องจาก|ด้วย|เพื่อ|อาศัยอำนาจ")(doc)):
        remove(doc, n)


swap("S25", r"\s*นั้น$", "", inside="^ตาม", kinds=("order", "letter", "announcement"))
swap("S25", "$", " นั้น", inside="^(?:ด้วย|เนื่องจาก).{60}", kinds=("order", "letter", "memo"))


@plant("S26", once, kinds=("letter", "memo"))
def no_conclusion(doc: Doc, _: int) -> None:
    for n in reversed(starting("จึง")(doc)):
        remove(doc, n)


plant("S27", starting("สิ่งที่ส่งมาด้วย"), kinds=("letter",))(lambda doc, n: put(doc.paragraphs[n], re.sub("จำนวน.*$", "", text(doc.paragraphs[n]))) or doc.paragraphs[n])
swap("S27", "(?=รายละเอียด|$)", "ดังสิ่งที่ส่งมาด้วย ", inside="^ด้วย.{80}", kinds=("letter",), unless="^สิ่งที่ส่งมาด้วย")
swap("S27", "$", " ดังรายละเอียดแนบท้ายประกาศนี้", inside="^ตามที่", kinds=("announcement",), unless="แนบท้าย")
swap("S28", r"\s*ลงวันที่.*$", "", inside="^อ้างถึง", kinds=("letter",))
swap("S28", "^ด้วย", "ตามหนังสือที่อ้างถึง ", kinds=("memo",))
swap("S29", "$", ".", inside=r"^เรื่อง\s", kinds=OFFICIAL)
swap("S29", r"^เรื่อง\s+", "เรื่อง  เรื่อง", kinds=("order", "announcement"))
swap("S29", "$", "และการดำเนินการอื่นที่เกี่ยวข้องกับการจัดการศึกษาขั้นพื้นฐานของสถานศึกษาในสังกัดสำนักงานเขตพื้นที่การศึกษา" * 2, inside=r"^เรื่อง\s", kinds=("order", "announcement"))
swap("S30", r"^๒\.(?=[\t ])", "๒)")
swap("S30", r"^\(๒\)", "๒)")
swap("S61", r"^๒(?=\.[\t ])", "๓")
swap("S61", r"^\(๒\)", "(๓)")
swap("S61", r"^(๑|๒)\.๒(?=[\s]|$)", r"\1.๔")


@plant("S61", lambda doc: [n for n, q in enumerate(doc.paragraphs) if text(q) == "๓" and above(q) == "๒"])
def row_number(doc: Doc, n: int) -> Element:
    put(doc.paragraphs[n], "๔")
    return doc.paragraphs[n]


def above(q: Element) -> str:
    """The words of the cell above one in the first column."""
    cell = q.getparent()
    row = cell.getparent()
    before = row.getprevious() if cell.tag == f"{W}tc" and row.find(f"{W}tc") is cell else None
    over = before.find(f"{W}tc") if before is not None else None
    return "".join(map(text, over.iter(f"{W}p"))) if over is not None else ""


swap("S62", r"^๒\.(?=๑$|๑ )", "๓.")
swap("S62", r"^๑\.(?=๑$|๑ )", "๔.")
swap("S31", r"(?<=ที่.)๒๑๘|(?<=ที่.)\d+(?=/๒๕)", "๒๑๙", inside="^ที่.*ลงวันที่", kinds=("order",))
swap("S31", r"ลงวันที่ ๗", "ลงวันที่ ๘", inside="^ที่", kinds=("order",))
swap("S32", r"^\((.*)\)$", r"\1", inside=r"^\((?:นายรอง|นางสาววันเพ็ญ|นายธีรพงษ์)", kinds=("order", "letter", "memo", "announcement", "certificate"))
swap("S32", r"^\((?:นางสาว(?=วัน)|นาย(?=รอง|ธีร))", "(", kinds=("order", "letter", "memo", "announcement", "certificate"))
swap("S32", r"^\((?:นางสาว(?=วัน)|นาย(?=รอง|ธีร))", "(ดร.", kinds=("order", "letter", "memo", "announcement", "certificate"))
swap("S32", r"^\((?:นายรอง|นายธีร|นางสาววัน).*$", "(....................)", kinds=("order", "letter", "memo", "announcement", "certificate"))
for wrong_ in ("{{ subject }}", "${name}", "{position}", "<<ชื่อ>>", "XXX", "[ระบุชื่อ]", "«ชื่อ»", "Error! Reference source not found."):
    swap("S33", "(?<=[ก-๎]) (?=[ก-ฮ])", f" {wrong_} ", inside="^.{60}", kinds=("order", "letter", "memo", "announcement", "certificate"))

swap("S86", "(?<=[ก-๎]) (?=[ก-ฮ])", " ............ ", inside="^(?!เรื่อง|ส่วนราชการ|ที่).{60}", outside=True, kinds=("order", "letter", "memo", "announcement", "certificate"))


@plant("S65", looks)
def tracked_insertion(doc: Doc, n: int) -> Element:
    paragraph = doc.paragraphs[n]
    run = next(run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None and run.getparent() is paragraph)
    inserted = new('<w:ins w:id="901" w:author="a"/>')
    run.addprevious(inserted)
    inserted.append(run)
    return paragraph


plant("S34", starting("สิ่งที่ส่งมาด้วย|เรื่อง|เรียน"), kinds=("letter",))(lambda doc, n: put(doc.paragraphs[n], "อ้างถึง") or ([t.getparent().remove(t) for t in list(doc.paragraphs[n].iter(f"{W}tab")) if t.getparent().tag == f"{W}r"] and None) or doc.paragraphs[n])
swap("S53", "เพื่อ(?:โปรด)?(?:พิจารณา|ทราบ)", "เพื่อโปรดทราบ", inside="^จึงเรียน", kinds=("letter",), unless=r"^เรียน\s*(?!.*(?:ผู้อำนวยการโรง|ทุกโรง))\S")

# --- numbers

THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
swap("N35", "[๐-๙]+", lambda match: match[0].translate(THAI))
swap("N35", "(?<=[ก-๎] )[๐-๙]+", lambda match: match[0].translate(THAI), inside="^.{40}")
swap("N36", r"(?<![๐-๙])[๐-๙]{1,2}(?=\s(?:กุมภาพันธ์|มิถุนายน|เมษายน|พฤษภาคม))", "๓๒")
swap("N56", "วันศุกร์ที่", "วันพุธที่")
swap("N56", "วันจันทร์ที่", "วันอังคารที่")
swap("N57", "(?<=[คยนธ์ม] )๒๕(๖๙|๗๐|๖๒|๖๕)", lambda match: {"๖๙": "๒๐๒๖", "๗๐": "๒๐๒๗", "๖๒": "๒๐๑๙", "๖๕": "๒๐๒๒"}[match[1]])
swap("N57", "(?<=พ.ศ.\u00a0)๒๕๖๒|(?<=พ.ศ. )๒๕๖๙", "๓๑๐๕")
swap("N75", "๒๕(?=๖๙|๗๐|๖๒)", "๒๖", inside="^(?:สั่ง|ประกาศ|ให้ไว้) ณ วันที่", kinds=("order", "announcement", "certificate"))
swap("N37", "มิถุนายน", "มิ.ย.", inside="^.{30}")
swap("N37", r"[๐-๙]{1,2}[\s ](?:มิถุนายน|พฤษภาคม|กุมภาพันธ์)[\s ](?:พ\.ศ\.[\s ])?๒๕๖๙", "๗/๖/๖๙", inside="^.{40}")
swap("N37", "ปีการศึกษา.๒๕(๖๙|๗๐)", r"ปีการศึกษา ๖๙", inside="^.{30}")
swap("N38", r"พ\.ศ\..", "", inside="^(?:สั่ง|ประกาศ|ให้ไว้) ณ วันที่.*[๐-๙]", kinds=("order", "announcement", "certificate"))
swap("N38", "^", "วันที่ ", inside="^[๐-๙]+.[ก-๎]+ ๒๕..$", kinds=("letter", "stamped"))
swap("N67", r"พ\.ศ\..", "", inside="^ที่.*ลงวันที่.*[๐-๙]", kinds=("order",))
swap("N39", "/๒๕(?=..$)", "-", inside="^ที่", kinds=("order",))
swap("N63", "(?<=/)๒๕..$", "๒๕๕๘", inside="^(?:เลข)?ที่.[๐-๙]", kinds=("order", "certificate"))
swap("N68", "(?<=[๐-๙])/(?=๒๕)", " /")
swap("N40", "ศธ.", "ศ.ธ. ", inside="^ที่", kinds=("letter", "stamped"))
swap("N40", "ศธ.(?=[๐-๙])", "ศธ", inside="^ที่", kinds=("letter", "stamped"))
swap("N41", "(?<=/)๑๒๓|๑๓๓๐|๒๑๘(?=/)|๘๑(?=/)", "๙๙๙", inside="^ที่[^ล]*$", kinds=("order", "letter"))
swap("N42", r"๐๙\.๐๐.น\.", "๙:๐๐ น.")
swap("N42", r"(๑๒\.๐๐|๐๙\.๐๐).น\.", r"\1น.")
swap("N43", r"หนึ่งหมื่นห้าพันบาท", "หนึ่งหมื่นหกพันบาท")
swap("N43", "๘,๕๐๐(?= บาท)|๒๓,๕๐๐(?= บาท)", "๘,๖๐๐")
swap("N74", "๑๒ (?=\\(สิบสอง)", "๑๓ ")
swap("N58", "^๓๘$", "๓๙", kinds=("announcement",), unless="^๓๗$")
swap("N58", "^(?:๗๐|๗๑)$", "๗๒", kinds=("announcement",))
swap("N58", "^๒๓,๕๐๐$", "๒๓,๖๐๐", kinds=("report",))
swap("N59", "จำนวน ๓ (?=คน|กิจกรรม)", "จำนวน ๔ ")
swap("N59", "ดังต่อไปนี้$", "จำนวน ๑๒ คน ดังต่อไปนี้", inside="จึงแต่งตั้ง", kinds=("order",))
swap("N76", "๒๓,๕๐๐ บาท", "๒๔,๕๐๐ บาท")


@plant("N73", running)
def arabic_list(doc: Doc, n: int) -> Element:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    doc.parts["word/numbering.xml"] = numbering.encode()
    relations = doc.parts["word/_rels/document.xml.rels"].decode()
    link = '<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>'
    doc.parts["word/_rels/document.xml.rels"] = re.sub("<Relationship [^>]*relationships/numbering[^>]*/>", "", relations).replace("</Relationships>", link).encode()
    properties = ppr(doc.lines()[n])
    style = properties.find(f"{W}pStyle")
    properties.insert(0 if style is None else 1, new('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
    return doc.lines()[n]


# --- words

swap("T44", "[ \u00a0]ๆ[ \u00a0]", "ๆ")
swap("T44", "(?<=การศึกษา) ", "ต่างๆ ", inside="^.{60}")
swap("T66", "(?<=[ก-๎])(?<!ทั้งนี้)(?<!นั้น)(?<!แล้ว)(?<!ที่)(?<!เขต) (?=[ก-ฮ][ก-๎]{3})(?!จึง|โดย|ตำ|จำนวน|อำเภอ|จังหวัด|เมื่อ|และ)", "  ", inside="^(?=.{90})(?!เรื่อง|เรียน|อ้าง|ที่ |สิ่ง|คำสั่ง|นา[ยง])(?:.*? ){2}")
swap("T70", r"\((?=ฉบับที่|หนึ่ง|สิบ)", "( ")
swap("T70", "(?<=การศึกษา)(?= )", "(ขั้นพื้นฐาน )", inside="^.{60}")
swap("T69", r"(?<=[ก-๎๐-๙])\)(?!$)", "")
swap("T69", "(?<=การศึกษา) ", " (", inside="^.{60}")
swap("T45", "$", "ครับ", inside="^(?:จึง|ด้วย|ตามที่)", kinds=("order", "letter", "memo", "announcement", "stamped"))
swap("T45", "$", "!", inside="^(?:จึง|ด้วย|ตามที่)", kinds=("order", "letter", "memo", "announcement"))
swap("T46", "^(?:ด้วย|ตามที่|เนื่องจาก|ตามหนังสือ)", "สำหรับ")
swap("T47", "(?<=การศึกษา) ", " online ", inside="^.{60}", kinds=("order", "letter", "memo", "announcement"))
swap("T47", "ละ", "ละ/หรือ", inside="^.{60}.*(?<=แ)ละ", kinds=("order",))
for right_, wrong_ in (("บุคลากร", "บุคคลากร"), ("คณะกรรมการ", "คณะกรรมการณ์"), ("ปฏิบัติ", "ปฎิบัติ"), ("การศึกษา", "การศีกษา"), ("พิจารณา", "พิจารนา"), ("กุมภาพันธ์", "กุมภาพันธุ์"), ("โควตา", "โควต้า"), ("โรงเรียน", "โรงเรืยน")):
    swap("T48", right_, wrong_)
swap("T49", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย", "สพป.เลย", inside="^(?:คำสั่ง|ประกาศ)สำนัก", kinds=("order", "announcement"))
swap("T49", "^ผู้อำนวยการ", "ผอ.", inside="^ผู้อำนวยการสำนักงานเขต.*๑$", kinds=("order", "letter", "announcement", "certificate"), outside=True)
swap("T52", "ำ", "\u0e4dา")
swap("T52", "([\u0e34-\u0e37\u0e31])([\u0e48\u0e49])", r"\2\1")
swap("T52", "แ", "เเ")
swap("T52", "([\u0e48\u0e49])", r"\1\1")
swap("T60", "(?<=การ)(?=ศึกษา)", "\u200b")
swap("T60", "(?<=เรียน)", "\ufeff", inside="^.{40}")
swap("T64", "(?P<word>สำนักงานเขตพื้นที่|การรับนักเรียน|คณะกรรมการ|โรงเรียน)", r"\1\1")
swap("T64", r"(?P<word>ปฏิบัติหน้าที่|ดำเนินการ|สถานศึกษา)", r"\1และ\1", inside="^.{50}")
swap("T64", "(?<=[ก-๎]) (?=[ก-ฮ])", " โดยโดย", inside="^.{60}")

# --- what is typed in one line

for right_, wrong_ in {"การศึกษา": "การศึกาษา", "สำนักงาน": "สำนักงน", "ดำเนินการ": "ดำเนนิการ", "ประชุม": "ประชชุม", "คณะกรรมการ": "คณะกรรรมการ", "กำหนด": "กำหนนด"}.items():
    swap("T89", f"{right_}(?=[ก-๎]*)", wrong_, inside="^(?!คำสั่ง|ประกาศ|ที่|รายละเอียด|ผู้อำนวย).{60}", outside=True)

swap("T90", r"(?<=พ\.ศ\.)\s(?=[๐-๙])", "")
swap("T90", r"^ที่\s+(?=ศธ)", "ที่")
swap("T91", r"(?<=[ก-๎]{6})$", ".", inside="^(?!เรื่อง).{60}", outside=True)
swap("T92", r"พ\.ศ\.(?=\s)", "พ.ศ")
swap("N88", r"(?<!ลง)วันที่\s[๐-๙]+\s(?=[ก-๎]+ ๒๕)", "วันที่      ", inside="^(?!สั่ง|ประกาศ|ให้ไว้|วันที่|ที่|รายละเอียด|เมื่อ|ครั้ง).{60}", outside=True, unless="[.…]{4}")
swap("S93", "เพื่อโปรดพิจารณาอนุมัติ$", "เพื่อโปรดทราบ", kinds=("memo",))
swap("S94", "(?<=โทร. )", "โทร. ", kinds=("letter", "memo"))
swap("N97", r"(?<=โทร. )๐ ๔๒๘๑ ๑๒๓๔", "๔๒๘๑๑๒๓๔")
swap("S95", r"จึง(?=[ก-๎])", "", inside="อาศัยอำนาจ.*จึง", kinds=("order",))
swap("N98", "(?<=ในวันศุกร์ที่ )๑๒ มิถุนายน", "๒๙ พฤษภาคม", kinds=("letter",))
plant("L87", lambda doc: starting(r"เรื่อง\s")(doc)[:1], kinds=("order", "announcement"))(lambda doc, n: add_after("", "--------------------")(doc, n))

# --- agreement

swap("C50", "ประถมศึกษาเลย.เขต", "ประถมศึกษาเลยเขต")
swap("C50", "พื้นที่การศึกษาประถม", "พื้นที่ศึกษาประถม")
swap("C51", "ลีกลาง", "ลือกลาง")
swap("C51", "แสนสุข", "แสนศุข")
swap("C51", "(?<=สุภาวดี )มั่นคง", "มันคง")
swap("C51", "ปัญส์งกา", "ปัญสงกา")
swap("C78", "บ้านนาสมมติ", "บ้านนาสมมุติ", inside="โรงเรียนบ้านนา")
swap("C79", "นางสาว(?=วันเพ็ญ|สุภาวดี|กมลชนก)", "นาง")
swap("C79", "นาง(?=บุญจันทร์)", "นางสาว")
swap("C81", "ธีรพงษ์ แสนสุข", "บรรเจิด แก้ววิเศษ")


@plant("C96", lambda doc: starting("คำสั่งสำนักงานเขต")(doc)[:1], kinds=("order",))
def own_name(doc: Doc, n: int) -> Element:
    """A school's order whose signer heads a school that is spelled otherwise."""
    put(doc.paragraphs[n], "คำสั่งโรงเรียนบ้านนาสมมติ")
    signed = doc.paragraphs[next(m for m in starting(r"\(")(doc) if m > n) + 1]
    put(signed, "ผู้อำนวยการโรงเรียนบ้านน้าสมมติ")
    return signed


@plant("C80", lambda doc: [n for n, q in enumerate(doc.paragraphs) if q.getparent().tag == f"{W}tc" and re.match("(?:นาย|นาง|เด็กชาย|เด็กหญิง)[ก-๎]+ ", text(q))])
def twice(doc: Doc, n: int) -> Element:
    """The row once more, below."""
    row = next(doc.paragraphs[n].iterancestors(f"{W}tr"))
    again = copy.deepcopy(row)
    row.addnext(again)
    return next(q for q in again.iter(f"{W}p") if text(q) == text(doc.paragraphs[n]))


swap("C54", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย.*$", "โรงเรียนบ้านนาสมมติ", inside="^ผู้อำนวยการสำนักงานเขต.*๑$", kinds=("order", "letter", "announcement", "certificate"), outside=True)

# --- privacy

swap("P55", "(?<=[ก-๎]) (?=[ก-ฮ])", " เลขประจำตัวประชาชน ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑ ", inside="^.{60}", kinds=("announcement", "order"))
swap("P71", "(?<=[ก-๎]) (?=[ก-ฮ])", " โทรศัพท์ ๐๘๑-๒๓๔-๕๖๗๘ ", inside="^(?!.*ติดต่อ).{60}", kinds=("announcement", "order"))
swap("P72", "(?<=[ก-๎]) (?=[ก-ฮ])", " เกิดวันที่ ๑๔ มกราคม ๒๕๕๙ ", inside="^.{60}", kinds=("announcement", "order"))


@plant("P110", once)
def run_other_program(doc: Doc, _: int) -> None:
    run = '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:instrText> {} </w:instrText></w:r>'
    doc.paragraphs[-1].append(new(run.format('DDEAUTO c:\\\\x "y"')))


@dataclass(frozen=True)
class Planted:
    """One spoilt paper and what became of it."""

    rule: str
    paper: str
    found: bool
    placed: bool
    around: str


def some_papers() -> dict[str, bytes]:
    """The papers for a quick run: those written for tests, and the orders that the program makes."""
    return {name: docx for name, docx in good_papers().items() if name in WRITTEN or name.startswith("order")}


@cache
def kind_of(name: str, docx: bytes) -> str:
    return examine(docx, name).kind


def spoilt(papers: dict[str, bytes], most: int = PLACES) -> Iterator[Planted]:
    """Every mutator in every paper, at up to `most` places spread over it."""
    for name, docx in papers.items():
        kind = kind_of(name, docx)
        for mutator in MUTATORS:
            if mutator.kinds and kind not in mutator.kinds:
                continue
            places = mutator.places(Doc(docx))
            step = max(1, len(places) // most)
            for place in places[::step][:most]:
                doc = Doc(docx)
                target = mutator.plant(doc, place)
                if doc.bytes() != docx:
                    yield _judged(mutator.rule, name, kind, doc, target)


def _judged(rule: str, name: str, kind: str, doc: Doc, target: Element | None) -> Planted:
    # A clerk can say what a paper is; one that lacks half of what tells its kind is not always recognised.
    checked = examine(doc.bytes(), name, kind if rule == "S18" else "", only=rule)
    hits = [finding for finding in checked.findings if finding.rule == rule]
    at = doc.paragraphs.index(target) if target is not None and target in doc.paragraphs else None
    placed = at is None or any(finding.paragraph == at for finding in hits)
    return Planted(rule, name, bool(hits), bool(hits) and placed, text(target)[:60] if target is not None else "")


def examine(docx: bytes, name: str, kind: str = "", only: str = "") -> Checked:
    """Check with every rule on, or with one; the register knows all numbers but 999."""

    def lookup(series: str, number: Any, day: Any) -> str:
        return "ไม่มีในทะเบียน" if number.running == 999 else ""

    settings = replace(ALWAYS_ON, off=frozenset(RULES) - {only}) if only else ALWAYS_ON
    return check_bytes(docx, name, office(), Options(kind=kind, today=TODAY, settings=settings, lookup=lookup))


def figures(planted: list[Planted]) -> Iterator[str]:
    """How many of each rule's mistakes were planted, found, and found at the right place."""
    yield f"{'rule':<6}{'planted':>8}{'found':>8}{'placed':>8}"
    for rule in sorted(RULES):
        of = [one for one in planted if one.rule == rule]
        yield f"{rule:<6}{len(of):>8}{sum(one.found for one in of):>8}{sum(one.placed for one in of):>8}"
    placed = sum(one.placed for one in planted)
    yield f"{'all':<6}{len(planted):>8}{sum(one.found for one in planted):>8}{placed:>8}  {placed / len(planted):.2%} at the right place, {len(MUTATORS)} mutators"


def main() -> None:
    planted = list(spoilt({**good_papers(), **made()}))
    for line in figures(planted):
        print(line)
    if "-v" in sys.argv:
        for one in planted:
            if not one.placed:
                print(one)


if __name__ == "__main__":
    main()
