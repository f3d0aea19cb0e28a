"""Every figure of forms/page.yaml that a page can be held against: what is asked, what is measured, and its clause.

    python -m tests.figures      # docs/layout.md anew (needs LibreOffice)

The papers are the examples of each kind, laid out once; test_kinds.py holds them, and the docs, against the figures.
"""

from __future__ import annotations

import functools
import itertools
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mode

import pymupdf

from generator import layout as rules
from tests import libreoffice, made, paper
from tests.paper import Line, Page

KINDS = ("order", "letter", "memo", "stamped", "announcement", "minutes", "certificate", "report")
DOC = Path(__file__).parent.parent / "docs" / "layout.md"
RULES = rules.load(made.FORMS)
LEFT, RIGHT = 3.0, 19.0
MIDDLE = (LEFT + RIGHT) / 2
AXIS = LEFT + 9.5  # closing, name and position
FEET = 4.5  # of the emblem
PT = 2.54 / 72
SINGLE = 18.08  # pt: a line of TH SarabunPSK at 16 pt
LONGEST = {"cm": 0.05, "pt": 0.05 / PT, "lines": 0.05}  # how far the page may be from what is asked
SOURCES = "ข้อ|แบบที่|คำอธิบาย|ธรรมเนียม|ระเบียบ"
Papers = Mapping[str, list[list[Page]]]  # the pages of every example of every kind
Style = Mapping[str, rules.Style]
Found = Iterator[tuple[str, str, float, float]]  # what, its key in page.yaml, asked, measured

INTRO = """# Layout

หน้ากระดาษของหนังสือแต่ละชนิด: ค่าที่กำหนดใน `forms/page.yaml` พร้อมที่มา กับค่าที่วัดได้จาก PDF ของเอกสารตัวอย่าง
ทุกค่าต่างกันไม่เกิน 0.05 ซม. หน้านี้สร้างด้วย `python -m tests.figures` และการทดสอบวัดใหม่ทุกครั้ง

Lengths are cm from the edge of the paper, but where (pt) or (lines) says otherwise; (pt) above a line is the space beyond
that of single lines. The source is that of page.yaml: ข้อ and แบบที่ are ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ
พ.ศ. ๒๕๒๖, คำอธิบาย is คำอธิบายการพิมพ์หนังสือราชการภาษาไทย (๒๕๕๓), ธรรมเนียม is custom, which no rule sets.
"""


@dataclass(frozen=True)
class Figure:
    """One figure of one kind of paper, in cm, or in what its name says: (pt), (lines). `rule`: its key in page.yaml."""

    kind: str
    name: str
    rule: str
    asked: float
    measured: float

    @property
    def is_met(self) -> bool:
        unit = re.search(r"\((pt|lines)\)$", self.name)
        return abs(self.asked - self.measured) <= LONGEST[unit[1] if unit else "cm"]

    @property
    def row(self) -> str:
        return f"| {self.name} | {self.asked:.2f} | {self.measured:.2f} | {clause(self.kind, self.rule)} |"


@functools.cache
def laid_out() -> Papers:
    """The pages of every example of every kind, from one run of LibreOffice."""
    folder = made.folder() / "kinds"
    folder.mkdir()
    files = [(kind, shutil.copy(file, folder / f"{kind}-{n}.docx")) for kind in KINDS for n, file in enumerate(made.papers(kind))]
    found: dict[str, list[list[Page]]] = {kind: [] for kind in KINDS}
    for (kind, _), pdf in zip(files, paper.to_pdfs([Path(file) for _, file in files], folder), strict=True):
        found[kind].append(paper.pages(pdf))
    return found


def figures(papers: Papers) -> Iterator[Figure]:
    for kind, examples in papers.items():
        style = RULES.kind(kind).styles
        for found in (_page(kind, examples), _emblem(kind, examples[0][0]), OWN[kind](style, examples), _signed(examples)):
            yield from (Figure(kind, *figure) for figure in found)


def document(papers: Papers) -> str:
    """docs/layout.md, whole."""
    lines = [INTRO]
    for kind in papers:
        lines += [f"## {RULES.kind(kind).title}", "", "| figure | asked | measured | source |", "|---|---|---|---|"]
        lines += [figure.row for figure in figures({kind: papers[kind]})] + [""]
    return "\n".join(lines)


@functools.cache
def clause(kind: str, rule: str) -> str:
    """The source that page.yaml gives for a figure, in the comment of its line; else that of the kind."""
    lines = (made.FORMS / rules.FILE).read_text(encoding="utf-8").splitlines()
    section, _, key = rule.rpartition(".")
    begins, ends = (f"{section}:", r"\w") if section else (f"  {kind}:", r"  \w|    fields:")
    start = next(n for n, line in enumerate(lines) if line.startswith(begins))
    own = itertools.takewhile(lambda line: not re.match(ends, line), lines[start + 1 :])
    line = next((line for line in (*own, *lines) if line.strip().startswith(key if ":" in key else f"{key}:")), "")
    alias = re.search(r": \*(\w+)", line)
    defined = next((line for line in lines if alias and f"&{alias[1]} " in line), "")
    told = (re.search(r"\s# *(.*)", where) for where in (line, defined, lines[start]))
    return next((found[1] for found in told if found and re.search(SOURCES, found[1])), "")


# --- of every kind


def _page(kind: str, examples: list[list[Page]]) -> Found:
    asked, first = RULES.kind(kind).page, examples[0][0]
    lines = [line for line in first.lines if line.size == 16]
    yield "paper width", "page.width", asked.width, first.width
    yield "paper height", "page.width", asked.height, first.height
    yield "left margin", "page.left", asked.left, min(line.left for line in lines)
    yield "right margin", "page.right", asked.right, first.width - max(word.right for line in lines for word in line.words)
    yield "text size (pt)", "font.size", RULES.kind(kind).font.size, mode(word.size for word in first.words)
    yield "line pitch (pt)", "font.size", SINGLE, mode(_pitches(examples))
    for page in (page for pages in examples for page in pages[1:2]):
        number = next(line for line in page.lines if re.fullmatch("- [๑-๙] -", line.text))
        yield "page number centre", "page.number", MIDDLE, number.center
        return


def _pitches(examples: list[list[Page]]) -> Iterator[float]:
    """From each line to the one below it, where that begins at the margin, pt."""
    for page in (page for pages in examples for page in pages):
        for line, under in itertools.pairwise(page.lines):
            if under.left < LEFT + 0.05 and under.baseline > line.baseline + 0.1:
                yield round((under.baseline - line.baseline) / PT, 1)


def _emblem(kind: str, of: Page) -> Found:
    emblem = RULES.kind(kind).emblem
    if emblem is None:
        return
    (picture,) = of.images
    yield "emblem height", "emblem", emblem.height, picture.height
    yield "emblem top", "emblem", emblem.top, picture.top
    if emblem.align == "left":
        yield "emblem left", "emblem", LEFT, picture.left
    else:
        yield "emblem centre", "emblem", of.width / 2 if emblem.of == "page" else MIDDLE, picture.center


def _signed(examples: list[list[Page]]) -> Found:
    """The name under the signature, and the room above it."""
    for page in examples[0]:
        for above, name in itertools.pairwise(page.lines):
            if name.text.startswith("(นา"):
                yield "name centre", "signature", AXIS, name.center
                yield "name, below the line above (lines)", "- &blank {signature:", 4, _lines(above, name)
                return


# --- of one kind


def _order(style: Style, examples: list[list[Page]]) -> Found:
    first, annex = examples[0][:2]
    yield "heading centre", "heading", MIDDLE, first.line("คำสั่งสำนักงาน").center
    yield "rule width", "rule", 16 - style["rule"].left - style["rule"].right, first.rules[0].width
    yield "body, first line", "body", LEFT + style["body"].first, first.line("เนื่องจาก").left
    yield "body, above (pt)", "body", style["body"].before, _gap(first.line("หน้าที่ไม่เป็นปัจจุบัน"), first.line("อาศัยอำนาจ"))
    yield "dated", "dated", LEFT + style["dated"].left, first.line("สั่ง ณ วันที่").left
    yield "dated, above (pt)", "dated", style["dated"].before, _gap(first.line("ทั้งนี้"), first.line("สั่ง ณ วันที่"))
    yield "annex heading centre", "heading", MIDDLE, annex.line("รายละเอียดแนบท้าย").center
    yield "annex table width", "page.right", 16.0, _table_width(annex)


def _letter(style: Style, examples: list[list[Page]]) -> Found:
    of, many = examples[0][0], examples[3][0]
    number, date, subject = of.line("ที่ ศธ"), of.line("๒๐ มกราคม ๒๕๗๐"), of.line("เรื่อง")
    yield "number, level with the emblem's feet", "emblem", FEET, number.baseline
    yield "office", "number_line", LEFT + style["number_line"].left, of.line("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา").left
    yield "address", "address", LEFT + style["address"].left, of.line("ถนนมลิวรรณ").left
    yield "date", "date_line", LEFT + style["date_line"].left, date.left
    yield "date, above (pt)", "date_line", style["date_line"].before, _gap(of.line("จังหวัดเลย"), date)
    yield "subject, above (pt)", "head_line", style["head_line"].before, _gap(date, subject)
    yield "subject, text", "head_line", LEFT + style["head_line"].left, of.line("ขอเชิญประชุม").left
    yield "subject, second line", "head_line", LEFT + style["head_line"].left, many.line("ประเมินคุณภาพผู้เรียน ปีการศึกษา").left
    yield "references, number", "reference", LEFT + 1.5, many.line("๑. หนังสือ").left
    yield "references, second line", "references", LEFT + style["references"].left, many.line("วันที่ ๑ มีนาคม ๒๕๗๐").left
    yield "enclosures, number", "enclosures", LEFT + 2.7, of.line("๑. ระเบียบวาระ").left
    yield "enclosures, quantity", "enclosures", RIGHT, of.line("จำนวน ๑ ฉบับ").right
    yield "body, first line", "body", LEFT + style["body"].first, of.line("ตามหนังสือที่อ้างถึง").left
    yield "body, above (pt)", "body", style["body"].before, _gap(of.line("แบบตอบรับ"), of.line("ตามหนังสือที่อ้างถึง"))
    closing = of.line("ขอแสดงความนับถือ")
    yield "closing centre", "closing", AXIS, closing.center
    yield "closing, above (pt)", "closing", style["closing"].before, _gap(of.line("จึงเรียนมา"), closing)
    yield "owner, below the position (lines)", "owner", 4, _lines(_last(of, "ผู้อำนวยการสำนักงานเขต"), of.line("กลุ่มส่งเสริม"))
    yield "urgency (pt)", "urgency", style["urgency"].size, of.line("ด่วนที่สุด").size
    yield "secrecy (pt)", "secrecy", style["secrecy"].size, many.line("ลับมาก").size
    yield "secrecy centre", "secrecy", 10.5, many.line("ลับมาก").center


def _memo(style: Style, examples: list[list[Page]]) -> Found:
    of, many = examples[0][0], examples[2][0]
    title = of.line("บันทึกข้อความ")
    yield "title (pt)", "emblem: {name:", style["emblem"].size, title.size
    yield "title centre", "emblem: {name:", MIDDLE, title.center
    yield "title, height of its line (pt)", "emblem: {name:", style["emblem"].exact, (title.baseline - RULES.kind("memo").page.top) / PT + 0.25 * title.size
    yield "labels (pt)", "label", style["label"].size, of.line("ส่วนราชการ").size
    yield "day label", "number_line", LEFT + 8.5, _left_of("memo-0.pdf", "วันที่")
    for label, key in (("กลุ่มส่งเสริมการจัดการศึกษา สพป.", "unit_line"), ("๒ กุมภาพันธ์ ๒๕๗๐.", "number_line"), ("รายงานผลการประชุม", "subject_line")):
        yield f"dots end, {style[key].name}", key, RIGHT, of.line(label).right
    yield "subject, second line", "subject_line", LEFT + style["subject_line"].left, many.line("เยี่ยมสถานที่").left
    yield "to, text", "head_line", LEFT + style["head_line"].left, of.line("ผู้อำนวยการสำนักงานเขต").left
    yield "body, first line", "body", LEFT + style["body"].first, of.line("ตามที่").left
    yield "page two begins", "page.top", 2.5, examples[2][1].lines[1].baseline - 0.86 * 16 * PT


def _stamped(style: Style, examples: list[list[Page]]) -> Found:
    of = examples[0][0]
    sender, date = _last(of, "สำนักงานเขต"), of.line("๑๘ มีนาคม ๒๕๗๐")
    yield "number, level with the emblem's feet", "number_line", FEET, of.line("ที่ ศธ").baseline
    yield "to, text", "head_line", LEFT + style["head_line"].left, of.line("โรงเรียนบ้านนาสมมติ").left
    yield "office centre", "sender", AXIS, sender.center
    yield "office, above (pt)", "sender", style["sender"].before, _gap(of.line("จึงแจ้งมา"), sender)
    yield "room for the seal", "seal", 4.5, date.baseline - sender.baseline - SINGLE * PT
    yield "date centre", "date_line", AXIS, date.center


def _announcement(style: Style, examples: list[list[Page]]) -> Found:
    of, annex = examples[0], examples[2][1]
    yield "heading centre", "heading", MIDDLE, of[0].line("ประกาศสำนักงาน").center
    yield "rule width", "rule", 16 - style["rule"].left - style["rule"].right, of[0].rules[0].width
    yield "part, first line", "part", LEFT + style["part"].first, of[0].line("๑. ระดับก่อนประถมศึกษา").left
    yield "dated", "dated", LEFT + style["dated"].left, of[1].line("ประกาศ ณ วันที่").left
    yield "annex heading centre", "annex_heading", MIDDLE, annex.line("บัญชีรายชื่อ").center
    yield "annex table width", "page.right", 16.0, _table_width(annex)


def _minutes(style: Style, examples: list[list[Page]]) -> Found:
    first, second = examples[0][:2]
    yield "heading centre", "heading", MIDDLE, first.line("รายงานการประชุม").center
    yield "rule width", "rule", 5.0, first.rules[0].width
    yield "attendance, name", "attendant", LEFT + 1.0, first.line("นางสาววันเพ็ญ ศรีสุวรรณ").left
    yield "agenda, title", "agenda", LEFT + style["agenda"].left, first.line("เรื่องที่ประธานแจ้ง").left
    yield "matter, title", "matter", LEFT + style["matter"].left, _left_of("minutes-0.pdf", "คำสั่งแต่งตั้ง")
    yield "resolution, text", "resolution", LEFT + style["resolution"].left, second.line("รับทราบ").left
    yield "recorder centre", "signature", AXIS, examples[0][2].line("ผู้จดรายงานการประชุม").center


def _certificate(style: Style, examples: list[list[Page]]) -> Found:
    of, photo = examples[0][0], examples[2][0]
    box = max(photo.drawings, key=lambda box: box.height)
    yield "number, level with the emblem's feet", "number_line", FEET, of.line("เลขที่").baseline
    yield "office", "number_line", LEFT + style["number_line"].left, of.line("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา").left
    yield "text, first line", "certified", LEFT + style["certified"].first, of.line("หนังสือฉบับนี้").left
    yield "text, above (pt)", "certified", style["certified"].before, _gap(of.line("จังหวัดเลย"), of.line("หนังสือฉบับนี้"))
    yield "dated", "dated", LEFT + style["dated"].left, of.line("ให้ไว้ ณ วันที่").left
    yield "photograph height", "photo", 6.0, box.height


def _report(style: Style, examples: list[list[Page]]) -> Found:
    of = examples[0][0]
    title = of.line("รายงานผล")
    yield "title (pt)", "title", style["title"].size, title.size
    yield "title centre", "title", MIDDLE, title.center
    yield "part", "topic", LEFT, of.line("๑. ความเป็นมา").left
    yield "body, first line", "body", LEFT + style["body"].first, of.line("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑ ได้ประกาศ").left
    yield "table width", "page.right", 16.0, _table_width(of, of.line("ตาราง").baseline)


OWN = {
    "order": _order, "letter": _letter, "memo": _memo, "stamped": _stamped, "announcement": _announcement,
    "minutes": _minutes, "certificate": _certificate, "report": _report,
}  # fmt: skip


def _last(page: Page, begins: str) -> Line:
    return [line for line in page.lines if line.text.startswith(begins)][-1]


def _table_width(page: Page, below: float = 0) -> float:
    """From the leftmost to the rightmost end of the lines drawn on a page, cm."""
    table = [box for box in page.rules if box.top > below]
    return max(box.right for box in table) - min(box.left for box in table)


def _left_of(pdf: str, words: str) -> float:
    """Where words begin that follow a tab, on the first page, cm."""
    with pymupdf.open(made.folder() / "kinds" / pdf) as document:
        blocks = document[0].get_text("rawdict")["blocks"]
    for line in (line for block in blocks for line in block.get("lines", ())):
        letters = [letter for span in line["spans"] for letter in span["chars"]]
        at = "".join(letter["c"] for letter in letters).find(words)
        if at >= 0:
            return float(letters[at]["bbox"][0]) * PT
    raise AssertionError(f"{words!r} is not on the first page of {pdf}")


def _lines(above: Line, below: Line) -> float:
    """How far a line is below another, in lines of single spacing."""
    return (below.baseline - above.baseline) / PT / SINGLE


def _gap(above: Line, below: Line) -> float:
    """The space between two lines beyond that of single spacing, pt."""
    return (below.baseline - above.baseline) / PT - SINGLE


if __name__ == "__main__":
    if libreoffice.missing():
        raise SystemExit(libreoffice.missing())
    DOC.write_text(document(laid_out()), encoding="utf-8")
