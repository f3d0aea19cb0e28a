"""Rules that count and add up: numbered items, totals of tables, counts that the text states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ..thai import official_digits
from .items import Item, shown
from .look import Look
from .paper import Paragraph, Row, Table
from .rule import ERROR, WARNING, Hit, rule

_TOTAL = re.compile(r"(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน(?:ทั้งสิ้น)?|สุทธิ|เงิน|จำนวน)?(?:\s|$)")
_NOT_SUMMED = re.compile(r"ร้อยละ|เฉลี่ย|%|ลำดับ|^ที่$|ปี|คะแนนเต็ม|อัตรา|โทร|เลข|ชั้น|ห้อง|อายุ|ระดับ")
_FIGURE = re.compile(r"[-–]?\d[\d,]*(?:\.\d+)?")
_ROW_NUMBER = re.compile(r"^(?:ที่|ลำดับ(?:ที่)?|เลขที่|ข้อที่|ข้อ|วันที่ลำดับ)$")
_STATED = re.compile(
    r"จำนวน(?:ทั้งสิ้น|ทั้งหมด|รวม)?\s*(?P<count>\d{1,4})\s*(?P<unit>คน|รายการ|ราย|โรงเรียน|แห่ง|โรง|รูป|หน่วยงาน|โครงการ|ข้อ|กิจกรรม)"
    r"(?P<rest>.*?(?:ดังนี้|ดังต่อไปนี้|ดังรายชื่อ|ดังรายละเอียด|ตามรายชื่อ|ตามบัญชี|ตามรายละเอียด|แนบท้าย))"
)


# --- numbered items


@rule(
    "S30", WARNING, "ลำดับข้อ {found} ใช้รูปแบบไม่เหมือนข้ออื่น",
    "Items of one list are marked in different ways.",
    "แบบของสำนักนายกรัฐมนตรี", "๑. … ๒) … ๓. …", "๑. … ๒. … ๓. …",
)  # fmt: skip
def mixed_marks(look: Look) -> Iterator[Hit]:
    for item, verdict, should in _judged(look):
        if verdict == "mixed":
            yield _item_hit(item, should)
    deep = [item for item in look.items if item.depth > 1 and item.style in ("", ".")]
    for depth in {item.depth for item in deep}:
        level = [item for item in deep if item.depth == depth]
        dotted = [item for item in level if item.style == "."]
        odd = dotted if len(dotted) * 2 <= len(level) else [item for item in level if item.style != "."]
        if dotted and len(dotted) < len(level):
            mark = "" if odd is dotted else "."
            for item in odd:
                yield _item_hit(item, official_digits(shown(item.numbers)) + mark)


@rule(
    "S61", ERROR, "ลำดับข้อ {found} ซ้ำหรือข้าม",
    "A number of a list is missing or stands twice.",
    "แบบของสำนักนายกรัฐมนตรี", "๑. ๒. ๒. ๔.", "๑. ๒. ๓. ๔.",
)  # fmt: skip
def gaps(look: Look) -> Iterator[Hit]:
    for item, verdict, should in _judged(look):
        if verdict == "gap":
            yield _item_hit(item, should)
    for table in look.paper.tables:
        yield from _row_numbers(table)


@rule(
    "S62", ERROR, "ข้อ {found} อยู่ใต้ข้อ {parent} แต่เลขหน้าไม่ตรงกัน",
    "The number of a sub-item begins with another number than the item that it stands under.",
    "แบบของสำนักนายกรัฐมนตรี", "๒.๑ → ๒.๒.๑", "๒.๑ → ๒.๑.๑",
)  # fmt: skip
def wrong_parents(look: Look) -> Iterator[Hit]:
    for item, verdict, should in _judged(look):
        if verdict == "parent":
            parent = should.rpartition(".")[0]
            hit = _item_hit(item, should)
            yield Hit(item.paragraph, hit.start, hit.end, should, facts={"parent": parent})


def _item_hit(item: Item, should: str) -> Hit:
    p = item.paragraph
    return Hit(p, 0, min(len(p.text), 12), should, facts={"found": p.label}) if item.counted else Hit(
        p, item.start, item.end, should)  # fmt: skip


@dataclass
class _Open:
    """A list that is open: its marks, its look, and the numbers that its last item may have had."""

    style: str
    look: tuple[bool, float]
    last: set[int]


class _Counters:
    """The lists that are open at one place of the paper, the innermost last."""

    def __init__(self) -> None:
        self.open: list[_Open] = []

    def judge(self, item: Item, after: Item | None) -> tuple[str, str]:
        """Count one item; what is wrong with it ("" if nothing), and the mark that was due."""
        n = item.numbers[0]
        own = [held for held in self.open if held.style == item.style]
        alike = [held for held in own if held.look == item.look] or own
        going_on = next((held for held in reversed(alike) if n - 1 in held.last), None)
        if going_on is not None or n == 1:
            self._go_on(going_on, item, {n})
            return "", ""
        other = next((held for held in reversed(self.open) if n - 1 in held.last and _figures(held.style) == _figures(item.style)), None)
        mixed = other is not None and (not own or (after is not None and after.numbers == (n + 1,) and after.style == other.style))
        if mixed and other is not None:
            other.last = {n}
            return "mixed", _marked(other.style, n)
        if not own:  # a list that begins in the middle: a quotation, a law's clause
            self._go_on(None, item, {n})
            return "", ""
        due = max(alike[-1].last) + 1
        self._go_on(alike[-1], item, {n, due})  # either may go on
        return "gap", _marked(item.style, due)

    def _go_on(self, held: _Open | None, item: Item, last: set[int]) -> None:
        """Close the lists inside the one that goes on, or open a new one."""
        if held is None:
            self.open.append(_Open(item.style, item.look, last))
            return
        del self.open[self.open.index(held) + 1 :]
        held.last = last

    @property
    def numbers(self) -> set[int]:
        return {n for held in self.open for n in held.last}


def _figures(style: str) -> bool:
    """Whether a mark is of figures only; ข้อ ๑ and ตอนที่ ๑ do not mix with them."""
    return style in (".", ")", "()", "")


def _marked(style: str, n: int) -> str:
    figure = official_digits(str(n))
    return {"()": f"({figure})", ".": f"{figure}.", ")": f"{figure})", "": figure}.get(style, f"{style} {figure}")


def _judged(look: Look) -> list[tuple[Item, str, str]]:
    """Each item with what is wrong with its number; computed once for the three rules."""
    kept: list[tuple[Item, str, str]] | None = look.__dict__.get("_judged_items")
    if kept is None:
        kept = look.__dict__["_judged_items"] = list(_judge(look))
    return kept


def _judge(look: Look) -> Iterator[tuple[Item, str, str]]:
    counters: dict[tuple[int, int], _Counters] = {}
    last: dict[int, tuple[int, ...]] = {}  # depth: the numbers of the last item there
    for n, item in enumerate(look.items):
        after = next((other for other in look.items[n + 1 : n + 9] if other.scope == item.scope), None)
        here = counters.setdefault(item.scope, _Counters())
        if item.depth == 1:
            verdict, should = here.judge(item, after)
            last[1] = item.numbers
        else:
            tops = counters.get((0, 0), here).numbers | here.numbers
            verdict, should = _judge_deep(item, last, tops)
            for deeper in [depth for depth in last if depth > item.depth]:
                del last[deeper]
            last[item.depth] = item.numbers
        yield item, verdict, should


def _judge_deep(item: Item, last: dict[int, tuple[int, ...]], tops: set[int]) -> tuple[str, str]:
    numbers, before = item.numbers, last.get(item.depth)
    prefix, n = numbers[:-1], numbers[-1]
    parent = last.get(item.depth - 1) if item.depth > 2 else None
    if parent and prefix != parent:
        due = (*parent, before[-1] + 1 if before and before[:-1] == parent else n)
        return "parent", official_digits(shown(due))
    if before and before[:-1] == prefix:
        if n == before[-1] + 1:
            return "", ""
        return "gap", official_digits(shown((*prefix, before[-1] + 1)))
    if item.depth == 2 and tops and prefix[0] not in tops and not (before and prefix[0] == before[0] + 1):
        top = last.get(1, (max(tops),))[0]
        return "parent", official_digits(shown((top, n)))
    return ("", "") if n == 1 or before is None else ("gap", official_digits(shown((*prefix, 1))))


def _row_numbers(table: Table) -> Iterator[Hit]:
    """The first column where its heading says that it counts the rows."""
    head = _header(table)
    if head is None or not table.rows[head].cells or not _ROW_NUMBER.match(table.rows[head].texts[0]):
        return
    last: set[int] = set()
    for row in table.rows[head + 1 :]:
        p = next((p for p in row.cells[0] if p.text.strip()), None) if row.cells and row.columns[0] == 1 else None
        match = re.fullmatch(r"\s*(\d{1,4})\.?\s*", p.flat) if p and not p.label else None
        if p is None or match is None:
            continue
        n = int(match[1])
        if not last or n == 1 or n - 1 in last:
            last = {n}
            continue
        due = max(last) + 1
        last = {n, due}
        if not match[0].strip().endswith("."):  # with a dot it is an item, judged there
            yield Hit(p, match.start(1), match.end(1), official_digits(str(due)))


# --- totals


@rule(
    "N58", ERROR, "ยอดรวม {found} ไม่เท่ากับผลบวกของแถว ({total})",
    "A total of a table is not the sum of its rows, or of the columns of its row.",
    "การบวก", "๑๐ + ๒๐ = ๓๕", "๑๐ + ๒๐ = ๓๐",
)  # fmt: skip
def totals(look: Look) -> Iterator[Hit]:
    for table in look.paper.tables:
        head = _header(table)
        if head is not None:
            yield from _column_totals(table, head)
            yield from _row_totals(table, head)


@rule(
    "N59", ERROR, "ระบุ{found} แต่นับรายการได้ {counted}",
    "The count that the text states is not the number of rows or items that follow.",
    "การนับ", "จำนวน ๑๒ คน ดังต่อไปนี้ (๙ ชื่อ)", "จำนวน ๙ คน ดังต่อไปนี้ (๙ ชื่อ)",
)  # fmt: skip
def stated_counts(look: Look) -> Iterator[Hit]:
    for p in look.paper.outside:
        for match in _STATED.finditer(p.flat):
            counted = _counted_after(look, p, "แนบท้าย" in match["rest"] or "บัญชี" in match["rest"])
            if counted and int(match["count"]) not in counted:
                text = official_digits(" หรือ ".join(map(str, sorted(counted))))
                yield Hit(p, match.start(), match.end("unit"), f"{text} {match['unit']}", facts={"counted": text})


@rule(
    "N76", ERROR, "ระบุยอด {found} แต่ตารางรวมได้ {total}",
    "The total that the text states is none of the totals of the paper's table.",
    "การบวก", "เป็นเงินทั้งสิ้น ๓๕,๐๐๐ บาท (ตาราง ๓๐,๐๐๐)", "เป็นเงินทั้งสิ้น ๓๐,๐๐๐ บาท",
)  # fmt: skip
def stated_totals(look: Look) -> Iterator[Hit]:
    sums = {value for table in look.paper.tables for value in _money_totals(table)}
    if len(sums) != 1:
        return
    total = next(iter(sums))
    for p in look.paper.outside:
        for match in re.finditer(r"(?:รวม)?(?:เป็น(?:จำนวน)?เงิน|งบประมาณ|วงเงิน)(?:รวม)?ทั้งสิ้น\s*(?:จำนวน\s*)?(?P<sum>\d[\d,]*(?:\.\d+)?)\s*บาท", p.flat):
            if _value(match["sum"]) != total:
                text = official_digits(f"{total:,}")
                yield Hit(p, match.start("sum"), match.end("sum"), text, facts={"total": text})


def _money_totals(table: Table) -> Iterator[Decimal]:
    head = _header(table)
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


def _counted_after(look: Look, p: Paragraph, annexed: bool) -> set[int]:
    """What a person may count after a paragraph: the rows of the table, of all tables, the items of the list."""
    body = look.paper.body
    after = body[body.index(p) + 1 :]
    if annexed and look.annex in after:
        after = after[after.index(look.annex) :]
    tables = list(dict.fromkeys(q.cell.table for q in after if q.cell and q.cell.table.depth == 1))
    counted: set[int] = set()
    near = [q for q in after[:12] if q.cell]
    if tables and (near or annexed):
        rows = [_rows(table) for table in tables]
        counted |= {rows[0], sum(rows)}
    items = [item for item in look.items if item.paragraph in after and item.paragraph.cell is None]
    run: list[Item] = []
    for item in items:
        if run and (item.style != run[0].style or item.depth != run[0].depth):
            continue
        if run and item.numbers[-1] <= run[-1].numbers[-1]:
            break
        run.append(item)
    if run and after.index(run[0].paragraph) < 4:
        counted.add(len(run))
    return counted


def _rows(table: Table) -> int:
    head = _header(table)
    rows = table.rows[head + 1 :] if head is not None else table.rows
    return sum(bool("".join(row.texts).strip()) and not _is_total(row) for row in rows)


def _header(table: Table) -> int | None:
    """The last heading row among the first three: words without figures, in most cells."""
    found: int | None = None
    for n, row in enumerate(table.rows[:3]):
        texts = [text for text in row.texts if text]
        headed = texts and not any(re.search("[0-9๐-๙]", text) for text in texts) and len(texts) * 2 > len(row.cells)
        if headed and (len(texts) > 1 or found is None) and (found is None or row.repeats or n == found + 1 and _deep(row)):
            found = n
    if found is None or len(table.rows[found].cells) < 2:
        return None
    first = table.rows[found].texts
    bold = all(span.letters.bold for cell in table.rows[found].cells for p in cell for span in p.spans if span.node is not None)
    return found if bold or table.rows[found].repeats or _ROW_NUMBER.match(first[0]) else None


def _deep(row: Row) -> bool:
    """A second heading row: short words, no names in it."""
    return row.repeats or all(len(text) < 20 for text in row.texts) and not row.texts[0]


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
