"""What must hold between the fields of a case: the clauses of form.yaml, read once and said in Thai.

    end: {label: เลิกประชุมเวลา, type: time, must: [after start]}
    outside: {…, must: [at most admitted]}
    recorder: {…, should: [one of present.name or attending.name, not same as reviewer]}

`must` stops the run, `should` is worth a look. A path names a field here or further out (`start`), in a record
(`order.date`), in every row of a list (`present.name`), in its second row (`criteria.2.full`), in the row that a field
names (`learner.grades.result`, where `learner` is among `learners.name`), further out than where the field stands
(`up.number`), in the row before (`above.when`); `today` and `in_two_years` are days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

CLAUSES: Mapping[str, tuple[int, str]] = {  # words of the clause: number of its message, and what it says in Thai
    "not before": (150, "ต้องไม่ก่อน{what}"),
    "not after": (150, "ต้องไม่หลัง{what}"),
    "before": (150, "ต้องก่อน{what}"),
    "after": (150, "ต้องหลัง{what}"),
    "at most": (138, "ต้องไม่เกิน{what}"),
    "in year of": (151, "ปีต้องเป็นปีของ{what}"),
    "near year": (152, "ต้องอยู่ในหรือใกล้{what}"),
    "same as": (153, "ต้องตรงกับ{what}"),
    "not same as": (154, "ต้องไม่ซ้ำกับ{what}"),
    "one of": (155, "ต้องเป็นรายการหนึ่งใน{what}"),
    "not one of": (154, "ต้องไม่ซ้ำกับ{what}"),
    "agrees with": (156, "ต้องไม่ขัดกับ{what}"),
    "needed with": (157, "ต้องกรอกเมื่อกรอก{what}"),
    "only with": (158, "กรอกเฉพาะเมื่อกรอก{what}"),
    "empty with": (163, "ต้องเว้นว่างเมื่อ{what}"),
    "unique": (154, "ต้องไม่ซ้ำกันในรายการ"),
    "unique with": (159, "ต้องไม่ซ้ำกันในแถวที่{what}เดียวกัน"),
    "post of": (160, "ต้องเป็นตำแหน่งของ{what}ตามรายชื่อของสำนักงาน"),
    "nearly": (161, "ต้องสะกดตามที่มีให้เลือก"),
    "one head in": (162, "{what}ต้องมีประธานหนึ่งคน"),
    "a secretary in": (162, "{what}ต้องมีเลขานุการ"),
}
_CLAUSE = re.compile(
    rf"(?P<says>{'|'.join(sorted(CLAUSES, key=len, reverse=True))})"
    r"(?:\s+(?P<paths>[\w.]+(?:\s+or\s+[\w.]+)*)(?:\s+is\s+(?P<choice>\S.*))?)?"
)
ALONE = ("nearly", "unique")
DAYS = ("today", "in_two_years")
UP, ABOVE = "up", "above"


@dataclass(frozen=True)
class Relation:
    """One clause of a field: what it `says`, of which other fields, with which of their values, and how gravely."""

    says: str
    paths: tuple[str, ...]
    choice: str = ""
    stops: bool = True

    @property
    def code(self) -> str:
        return f"{'E' if self.stops else 'W'}{CLAUSES[self.says][0]}"

    def thai(self, what: str) -> str:
        """The clause as a clerk reads it; `what` is what the other fields are called."""
        return CLAUSES[self.says][1].format(what=f"{what} เป็น {self.choice}" if self.choice else what)


def read(text: str, stops: bool) -> Relation | None:
    """A clause of form.yaml, or nothing where its words are no clause."""
    match = _CLAUSE.fullmatch(" ".join(text.split()))
    if match is None or (match["paths"] is None) != (match["says"] in ALONE):
        return None
    paths = tuple(re.split(r"\s+or\s+", match["paths"])) if match["paths"] else ()
    return Relation(match["says"], paths, match["choice"] or "", stops)
