"""Rules on numbered items: marks of one kind, no gaps, sub-items under the right number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...thai import official_digits
from ...word.document import Table
from ..exam import Exam
from ..find.items import Item, shown
from ..find.kinds import OFFICIAL
from ..find.tables import header, says_row_numbers
from ..rule import ERROR, WARNING, Hit, rule


@rule("S30", WARNING, "ลำดับข้อ {found} ใช้รูปแบบไม่เหมือนข้ออื่น", "Items of one list are marked in different ways.",
      "แบบของสำนักนายกรัฐมนตรี", "๑. … ๒) … ๓. …", "๑. … ๒. … ๓. …")  # fmt: skip
def mixed_marks(exam: Exam) -> Iterator[Hit]:
    for item, verdict, should in _judged(exam):
        if verdict == "mixed":
            yield _item_hit(item, should)
    deep = [item for item in exam.items if item.depth > 1 and item.style in ("", ".")]
    for depth in {item.depth for item in deep}:
        level = [item for item in deep if item.depth == depth]
        dotted = [item for item in level if item.style == "."]
        odd = dotted if len(dotted) * 2 <= len(level) else [item for item in level if item.style != "."]
        if dotted and len(dotted) < len(level):
            mark = "" if odd is dotted else "."
            for item in odd:
                yield _item_hit(item, official_digits(shown(item.numbers)) + mark)


@rule("S61", ERROR, "ลำดับข้อ {found} ซ้ำหรือข้าม", "A number of a list is missing or stands twice.",
      "แบบของสำนักนายกรัฐมนตรี", "๑. ๒. ๒. ๔.", "๑. ๒. ๓. ๔.")  # fmt: skip
def gaps(exam: Exam) -> Iterator[Hit]:
    for item, verdict, should in _judged(exam):
        if verdict == "gap":
            yield replace(_item_hit(item, should), sure=_registered(exam))
    for table in exam.paper.tables:
        yield from (replace(hit, sure=_registered(exam)) for hit in _row_numbers(table))


def _registered(exam: Exam) -> bool:
    """Whether a registry sends the paper back for it; in a book or a form numbers may begin anew where they like."""
    return exam.paper.kind in OFFICIAL and not exam.unfilled


@rule("S62", ERROR, "ข้อ {found} อยู่ใต้ข้อ {parent} แต่เลขหน้าไม่ตรงกัน",
      "The number of a sub-item begins with another number than the item that it stands under.",
      "แบบของสำนักนายกรัฐมนตรี", "๒.๑ → ๒.๒.๑", "๒.๑ → ๒.๑.๑")  # fmt: skip
def wrong_parents(exam: Exam) -> Iterator[Hit]:
    for item, verdict, should in _judged(exam):
        if verdict == "parent":
            parent = should.rpartition(".")[0]
            hit = _item_hit(item, should)
            facts = {"parent": parent}
            yield Hit(item.paragraph, hit.start, hit.end, should, facts=facts, sure=_registered(exam))


def _item_hit(item: Item, should: str) -> Hit:
    p = item.paragraph
    return Hit(p, 0, min(len(p.text), 12), should, facts={"found": p.label}) if item.counted else Hit(
        p, item.start, item.end, should)  # fmt: skip


MOST_OPEN = 60  # lists; those before are surely over


@dataclass(eq=False)  # two lists may look alike and stand at the same number
class _Open:
    """A list that is open: its marks, its look, and the numbers that its last item may have had."""

    style: str
    look: tuple[bool, float]
    last: set[int]
    items: int = 1


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
        alone = going_on is not alike[-1] and alike[-1].items == 1 and alike[-1].look == item.look if alike else False
        if (going_on is not None and not alone) or n == 1:
            self._go_on(going_on, item, {n})
            return "", ""
        other = next(
            (
                held
                for held in reversed(self.open)
                if n - 1 in held.last and _figures(held.style) == _figures(item.style)
            ),
            None,
        )
        mixed = other is not None and (
            not own or (after is not None and after.numbers == (n + 1,) and after.style == other.style)
        )
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
            self.open = [*self.open[-MOST_OPEN:], _Open(item.style, item.look, last)]
            return
        del self.open[self.open.index(held) + 1 :]
        held.last = last
        held.items += 1

    @property
    def numbers(self) -> set[int]:
        """The numbers at which the last lists of each kind stand: an item under one of them begins with it."""
        latest = {(held.style, held.look): held.last for held in self.open}
        return {n for last in latest.values() for n in last}


def _figures(style: str) -> bool:
    """Whether a mark is of figures only; ข้อ ๑ and ตอนที่ ๑ do not mix with them."""
    return style in (".", ")", "()", "")


def _marked(style: str, n: int) -> str:
    figure = official_digits(str(n))
    return {"()": f"({figure})", ".": f"{figure}.", ")": f"{figure})", "": figure}.get(style, f"{style} {figure}")


def _judged(exam: Exam) -> list[tuple[Item, str, str]]:
    """Each item with what is wrong with its number; computed once for the three rules."""
    kept: list[tuple[Item, str, str]] | None = exam.__dict__.get("_judged_items")
    if kept is None:
        kept = exam.__dict__["_judged_items"] = list(_judge(exam))
    return kept


def _judge(exam: Exam) -> Iterator[tuple[Item, str, str]]:
    counters: dict[tuple[int, int], _Counters] = {}
    last: dict[int, tuple[int, ...]] = {}  # depth: the numbers of the last item there
    for n, item in enumerate(exam.items):
        after = next((other for other in exam.items[n + 1 : n + 9] if other.scope == item.scope), None)
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
    head = header(table)
    if head is None or not table.rows[head].cells or not says_row_numbers(table.rows[head].texts[0]):
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
        tied = n in last and any("เท่ากัน" in text for text in row.texts)  # two share a place, and the row says so
        last = {n, due}
        if not tied and not match[0].strip().endswith("."):  # with a dot it is an item, judged there
            yield Hit(p, match.start(1), match.end(1), official_digits(str(due)))
