"""Rules on what happens where a page ends: page numbers, catch-words, what must stay together, tables over pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...word.document import BODY, Paragraph, Section, Table, lines_of, lines_of_row
from ..exam import Exam
from ..find.kinds import OFFICIAL, URGENT
from ..find.tables import header
from ..rule import INFO, WARNING, Hit, rule, whole
from .layout import TYPING


@rule("L12", WARNING, "เอกสารหลายหน้าไม่มีเลขหน้า", "A paper of several pages without page numbers.", TYPING,
      "(หน้า ๒ ไม่มีเลข)", "- ๒ - กึ่งกลางด้านบน", kinds=OFFICIAL)  # fmt: skip
def page_numbers_missing(exam: Exam) -> Iterator[Hit]:
    if not exam.paper.long:
        return
    for n, section in enumerate(exam.paper.sections):
        alone = n == 0 and len(exam.paper.sections) > 1 and section.title_page
        if not alone and not any(_has_page(p) for p in _margin(section, "default")):
            yield Hit(exam.first_of(n), should="- ๒ - กึ่งกลางด้านบน", key="page")


@rule("L83", WARNING, "หน้าแรกมีเลขหน้า", "Page 1 bears a number.", TYPING, "- ๑ -", "หน้าแรกไม่มีเลข", kinds=OFFICIAL)
def number_on_first_page(exam: Exam) -> Iterator[Hit]:
    section = exam.paper.sections[0]
    for p in _margin(section, "first" if section.title_page else "default"):
        if _has_page(p):
            yield whole(p, "หน้าแรกไม่ใส่เลขหน้า")


@rule("L84", WARNING, "เลขหน้าเขียนว่า {found}",
      "A page number is not written - ๒ - at the centre of the top, in Thai digits.", TYPING, "หน้า 2", "- ๒ -",
      kinds=OFFICIAL)  # fmt: skip
def number_format(exam: Exam) -> Iterator[Hit]:
    for section in exam.paper.sections:
        for p in _margin(section, "default"):
            if not _has_page(p):
                continue
            thai = section.number_format == "thaiNumbers" or any("THAIARABIC" in code.upper() for code in p.fields)
            shape = re.fullmatch(r"\s*[-–]\s*\d*\s*[-–]\s*", p.flat)
            if not thai or not shape or p.layout.align != "center":
                yield Hit(p, 0, len(p.text), "- ๒ - กึ่งกลาง เลขไทย", key="page")


@rule("L13", INFO, "ไม่มีคำต่อเนื่องท้ายหน้า", "No catch-word at the foot of a page that another follows.", TYPING,
      "(ไม่มี)", "/๒. ให้...", kinds=("order", "letter", "memo"), usual=False)  # fmt: skip
def catch_words(exam: Exam) -> Iterator[Hit]:
    if exam.paper.long and not any(re.match(r"\s*/\s*[ก-๛\d]", p.text) for p in exam.paper.all):
        yield Hit(exam.paper.words[-1] if exam.paper.words else None)


@rule("L14", WARNING, "อาจแยกกันเมื่อขึ้นหน้าใหม่: {why}",
      "Nothing holds the signature to the text before it, or a heading to what follows.", TYPING,
      "ชื่อและตำแหน่งขึ้นหน้าใหม่ลำพัง", "ตั้งค่า เก็บร่วมกับถัดไป", kinds=OFFICIAL)  # fmt: skip
def kept_together(exam: Exam) -> Iterator[Hit]:
    if not exam.paper.long:
        return
    body = exam.paper.body
    if exam.name and exam.last_words and exam.name.cell is None:
        between = body[body.index(exam.last_words) : body.index(exam.name)]
        if loose := next((p for p in between if not p.layout.keep_next), None):
            yield Hit(loose, 0, len(loose.text), "เก็บร่วมกับย่อหน้าถัดไป", facts={"why": "ลายมือชื่ออาจขึ้นหน้าใหม่โดยไม่มีข้อความ"})
    for p, after in pairwise(body):
        if _is_group_heading(exam, p) and not p.layout.keep_next and not after.blank:
            yield Hit(
                p, 0, len(p.text), "เก็บร่วมกับย่อหน้าถัดไป", key="heading", facts={"why": "หัวข้ออาจอยู่ท้ายหน้าโดยไม่มีเนื้อความ"}
            )


@rule("L15", WARNING, "ตาราง: {why}",
      "A long table whose heading does not repeat on each page, or whose rows may be parted.", "ธรรมเนียม",
      "หน้า ๒ ของตารางไม่มีหัว", "ซ้ำแถวหัวตาราง ไม่แบ่งแถวข้ามหน้า")  # fmt: skip
def table_pages(exam: Exam) -> Iterator[Hit]:
    for table in exam.paper.tables:
        head = header(table)
        if head is None or table.depth > 1 or not _parted(exam, table):
            continue
        if not table.rows[0].repeats:
            yield _cell_hit(table.rows[0].cells, "ซ้ำแถวหัวตาราง", "หัวตารางไม่ซ้ำเมื่อขึ้นหน้าใหม่")
        tall = (row for row in table.rows[head + 1 :] if not row.whole and lines_of_row(row) > 1)
        if loose := next(tall, None):
            yield _cell_hit(loose.cells, "ไม่ให้แถวแบ่งข้ามหน้า", "แถวของตารางอาจถูกแบ่งข้ามหน้า")


PAGE = 30  # lines of a table that no page holds with anything else on it
LINES = 36  # that a page holds
SLACK = 5  # lines by which the count of those before the table may be wrong


def _parted(exam: Exam, table: Table) -> bool:
    """Whether a table surely goes over to another page: Word has said so, no page holds it, or what stands on the
    first page before it leaves too little room."""
    marked = any(p.breaks for row in table.rows[1:] for cell in row.cells for p in cell)
    lines = lines_of(table)
    before = _lines_before(exam, table)
    return marked or lines >= PAGE or (before < LINES and before + lines > LINES + SLACK)


def _lines_before(exam: Exam, table: Table) -> int:
    """The lines between the beginning of the page and a table, as far as breaks say where it begins."""
    lines = 0
    counted: set[int] = set()
    for p in exam.paper.body:
        if p.cell and p.cell.table is table:
            break
        if p.page_break or p.layout.page_break or p.ends_section:
            lines = 0
        if p.cell is None and p.story == BODY:
            lines += -(-max(p.width, 1) // 75)
        elif p.cell and id(p.cell.table) not in counted and p.cell.table.depth == 1:
            counted.add(id(p.cell.table))
            lines += lines_of(p.cell.table)
    return lines


@rule("L17", WARNING, "ตารางกว้าง {width} ซม. เกินที่ว่าง {room} ซม.", "A table runs out of the margins.", TYPING,
      "17.5 ซม.", "ไม่เกิน 16 ซม.")  # fmt: skip
def wide_tables(exam: Exam) -> Iterator[Hit]:
    for table in exam.paper.tables:
        room = exam.paper.section_of(table).text_width
        if table.depth == 1 and table.rows and table.width + max(table.indent, 0) > room + 0.4:
            facts = {"width": f"{table.width:.1f}", "room": f"{room:.1f}"}
            hit = _cell_hit(table.rows[0].cells, f"ไม่เกิน {room:.1f} ซม.", "")
            yield Hit(hit.paragraph, hit.start, hit.end, hit.should, facts=facts)


# --- what the rules share


def _margin(section: Section, kind: str) -> list[Paragraph]:
    return [*section.headers.get(kind, []), *section.footers.get(kind, [])]


def _has_page(p: Paragraph) -> bool:
    return any(re.match(r"\s*PAGE\b", code, re.IGNORECASE) for code in p.fields)


def _is_group_heading(exam: Exam, p: Paragraph) -> bool:
    """A short bold line in the text, not centred, outside of tables."""
    if (
        p.cell
        or p.story != BODY
        or not p.worded
        or p.centred
        or p.width > 60
        or p in exam.position
        or p in exam.head[:6]
        or re.match(URGENT, p.text)  # beside the emblem
    ):
        return False
    return all(span.letters.bold for span in p.spans if span.node is not None and p.text[span.start : span.end].strip())


def _cell_hit(cells: list[list[Paragraph]], should: str, why: str) -> Hit:
    p = next((p for cell in cells for p in cell if p.text.strip()), cells[0][0] if cells and cells[0] else None)
    return Hit(p, 0, len(p.text) if p else 0, should, key=why, facts={"why": why})
