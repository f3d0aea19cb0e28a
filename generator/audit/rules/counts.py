"""Rules that count and add up: totals of tables, counts and totals that the text states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ...thai import official_digits
from ...word.document import Paragraph, Row, Table
from ..exam import Exam, signs
from ..find.items import Item
from ..find.tables import header
from ..rule import ERROR, Hit, rule

_TOTAL = re.compile(r"(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน(?:ทั้งสิ้น)?|สุทธิ|เงิน|จำนวน)?(?:\s|$)")
_NOT_SUMMED = re.compile(r"ร้อยละ|เฉลี่ย|%|ลำดับ|^ที่$|ปี|คะแนนเต็ม|อัตรา|โทร|เลข|ชั้น|ห้อง|อายุ|ระดับ")
_FIGURE = re.compile(r"[-–]?\d[\d,]*(?:\.\d+)?")
_STATED = re.compile(
    r"จำนวน(?:ทั้งสิ้น|ทั้งหมด|รวม)?\s*(?P<count>\d{1,4})\s*(?P<unit>คน|รายการ|ราย|โรงเรียน|แห่ง|โรง|รูป|หน่วยงาน|โครงการ|ข้อ|กิจกรรม)"
    r"(?P<rest>(?:(?!จำนวน|ได้แก่|ผลการ).){0,30}?(?:ดังนี้|ดังต่อไปนี้|ดังรายชื่อ|ดังรายละเอียด|ตามรายชื่อ|ตามบัญชี|ตามรายละเอียด|แนบท้าย))"
)


_PERSONS = ("คน", "ราย", "รูป")


@rule("N58", ERROR, "ยอดรวม {found} ไม่เท่ากับผลบวกของแถว ({total})",
      "A total of a table is not the sum of its rows, or of the columns of its row.", "การบวก", "๑๐ + ๒๐ = ๓๕",
      "๑๐ + ๒๐ = ๓๐")  # fmt: skip
def totals(exam: Exam) -> Iterator[Hit]:
    for table in exam.paper.tables:
        head = header(table)
        if head is not None:
            yield from _column_totals(table, head)
            yield from _row_totals(table, head)


@rule("N59", ERROR, "ระบุ{found} แต่นับรายการได้ {counted}",
      "The count that the text states is not the number of rows or items that follow.", "การนับ",
      "จำนวน ๑๒ คน ดังต่อไปนี้ (๙ ชื่อ)", "จำนวน ๙ คน ดังต่อไปนี้ (๙ ชื่อ)")  # fmt: skip
def stated_counts(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.outside:
        for match in _STATED.finditer(p.flat):
            annexed = "แนบท้าย" in match["rest"] or "บัญชี" in match["rest"]
            counted = _counted_after(exam, p, annexed, match["unit"] in _PERSONS)
            if counted and int(match["count"]) not in counted:
                text = official_digits(" หรือ ".join(map(str, sorted(counted))))
                yield Hit(p, match.start(), match.end("unit"), f"{text} {match['unit']}", facts={"counted": text},
                          sure="รายละเอียด" not in match["rest"])  # fmt: skip


@rule("N76", ERROR, "ระบุยอด {found} แต่ตารางรวมได้ {total}",
      "The total that the text states is none of the totals of the paper's table.", "การบวก",
      "เป็นเงินทั้งสิ้น ๓๕,๐๐๐ บาท (ตาราง ๓๐,๐๐๐)", "เป็นเงินทั้งสิ้น ๓๐,๐๐๐ บาท")  # fmt: skip
def stated_totals(exam: Exam) -> Iterator[Hit]:
    sums = {value for table in exam.paper.tables for value in _money_totals(table)}
    if len(sums) != 1:
        return
    total = next(iter(sums))
    for p in exam.paper.outside:
        for match in re.finditer(
            r"(?:รวม)?(?:เป็น(?:จำนวน)?เงิน|งบประมาณ|วงเงิน)(?:รวม)?ทั้งสิ้น\s*(?:จำนวน\s*)?(?P<sum>\d[\d,]*(?:\.\d+)?)\s*บาท",
            p.flat,
        ):
            if _value(match["sum"]) != total:
                text = official_digits(f"{total:,}")
                yield Hit(p, match.start("sum"), match.end("sum"), text, facts={"total": text})


def _money_totals(table: Table) -> Iterator[Decimal]:
    head = header(table)
    if head is None:
        return
    for column, heading in enumerate(table.rows[head].texts):
        if re.search("เงิน|บาท|งบประมาณ", heading):
            values = [_value(_text(row, column)) for row in table.rows[head + 1 :] if not _is_total(row)]
            known = [value for value in values if value is not None]
            if len(known) >= 2:
                yield sum(known, Decimal(0))


def _column_totals(table: Table, head: int) -> Iterator[Hit]:
    width = len(table.rows[head].cells)
    since: list[Row] = []  # rows since the last total
    subtotals: list[Row] = []
    for row in table.rows[head + 1 :]:
        if not _is_total(row):
            since.append(row)
            continue
        for column in range(1, width):
            heading = table.rows[head].texts[column]
            cell = _cell_of(row, table.rows[head].columns[column])
            said = _value(_words(cell)) if cell else None
            if cell is None or said is None or _NOT_SUMMED.search(heading):
                continue
            sums = [total for rows in (since, subtotals, [*subtotals, *since])
                    if (total := _sum(rows, table.rows[head].columns[column])) is not None]  # fmt: skip
            if sums and said not in sums and len(since or subtotals) >= 2:
                yield _total_hit(cell, sums[0])
        subtotals.append(row)
        since = []


def _row_totals(table: Table, head: int) -> Iterator[Hit]:
    """A column headed รวม: only where it is the sum of the columns before it in most rows, so that it is one."""
    texts = table.rows[head].texts
    total = next((n for n, text in enumerate(texts) if n > 2 and _TOTAL.match(text)), None)
    if total is None:
        return
    rows = [row for row in table.rows[head + 1 :] if len(row.cells) == len(texts)]
    summed = [n for n in range(1, total) if not _NOT_SUMMED.search(texts[n])]
    judged: list[tuple[list[Paragraph], Decimal, Decimal]] = []
    for row in rows:
        values = [value for n in summed if (value := _value(row.texts[n])) is not None]
        said = _value(row.texts[total])
        if said is not None and len(values) >= 2:
            judged.append((row.cells[total], said, sum(values, Decimal(0))))
    right = sum(said == due for _, said, due in judged)
    if right * 2 > len(judged) >= 3:
        for cell, said, due in judged:
            if said != due:
                yield _total_hit(cell, due)


def _total_hit(cell: list[Paragraph], total: Decimal) -> Hit:
    p = next(p for p in cell if p.text.strip())
    text = official_digits(f"{total:,}")
    return Hit(p, 0, len(p.text), text, facts={"total": text})


def _counted_after(exam: Exam, p: Paragraph, annexed: bool, persons: bool) -> set[int]:
    """What a person may count after a paragraph: the rows of the table, of all tables, the items of the list;
    `persons`: only what names them."""
    body = exam.paper.body
    after = body[body.index(p) + 1 :]
    if annexed and exam.annex in after:
        after = after[after.index(exam.annex) :]
    tables = list(
        dict.fromkeys(q.cell.table for q in after if q.cell and q.cell.table.depth == 1 and not signs(q.cell))
    )
    counted: set[int] = set()
    near = [q for q in after[:12] if q.cell]
    tables = [table for table in tables if not persons or _names(exam, table)]
    if tables and (near or annexed):
        rows = [_rows(table) for table in tables]
        counted |= {rows[0], sum(rows)}
    later = set(map(id, after))
    items = [item for item in exam.items if item.paragraph.cell is None and id(item.paragraph) in later]
    run: list[Item] = []
    for item in items:
        if run and (item.style != run[0].style or item.depth != run[0].depth):
            continue
        if run and item.numbers[-1] <= run[-1].numbers[-1]:
            break
        run.append(item)
    named = any(exam.persons_in(item.paragraph) for item in run) or not persons
    if run and named and after.index(run[0].paragraph) < 4:
        counted.add(len(run))
    return counted


def _names(exam: Exam, table: Table) -> bool:
    """Whether a table lists persons: by its heading, or by a name in it."""
    headed = any(re.search("ชื่อ|สกุล|ผู้", text) for row in table.rows[:2] for text in row.texts)
    return headed or any(exam.persons_in(p) for row in table.rows for cell in row.cells for p in cell)


def _rows(table: Table) -> int:
    head = header(table)
    rows = table.rows[head + 1 :] if head is not None else table.rows
    return sum(bool("".join(row.texts).strip()) and not _is_total(row) for row in rows)


def _is_total(row: Row) -> bool:
    return any(_TOTAL.match(text) for text in row.texts[:2])


def _cell_of(row: Row, column: int) -> list[Paragraph] | None:
    return next((cell for cell, at in zip(row.cells, row.columns, strict=True) if at == column), None)


def _text(row: Row, n: int) -> str:
    return row.texts[n] if n < len(row.cells) else ""


def _words(cell: list[Paragraph]) -> str:
    return " ".join(p.text for p in cell).strip()


def _sum(rows: list[Row], column: int) -> Decimal | None:
    """The sum of a column, or None where a cell is no figure or all are empty."""
    values: list[Decimal] = []
    for row in rows:
        cell = _cell_of(row, column)
        text = _words(cell) if cell else ""
        value = _value(text)
        if value is not None:
            values.append(value)
        elif text not in ("", "-", "–"):
            return None
    return sum(values, Decimal(0)) if values else None


def _value(text: str) -> Decimal | None:
    plain = text.translate({ord("๐") + n: str(n) for n in range(10)}).strip().removesuffix("บาท").strip()
    if not _FIGURE.fullmatch(plain):
        return None
    try:
        return Decimal(plain.replace(",", "").replace("–", "-"))
    except InvalidOperation:
        return None
