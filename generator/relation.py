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

CLAUSES: Mapping[str, tuple[str, str, str]] = {  # its words: messages of `must` and `should`, and its Thai
    "not before": ("E150", "W150", "ต้องไม่ก่อน{what}"),
    "not after": ("E150", "W150", "ต้องไม่หลัง{what}"),
    "before": ("E150", "W150", "ต้องก่อน{what}"),
    "after": ("E150", "W150", "ต้องหลัง{what}"),
    "at most": ("E138", "W138", "ต้องไม่เกิน{what}"),
    "in year of": ("E151", "W151", "ปีต้องเป็นปีของ{what}"),
    "near year": ("E152", "W152", "ต้องอยู่ในหรือใกล้{what}"),
    "same as": ("E153", "W153", "ต้องตรงกับ{what}"),
    "not same as": ("E154", "W154", "ต้องไม่ซ้ำกับ{what}"),
    "one of": ("E155", "W155", "ต้องเป็นรายการหนึ่งใน{what}"),
    "not one of": ("E154", "W154", "ต้องไม่ซ้ำกับ{what}"),
    "agrees with": ("E156", "W156", "ต้องไม่ขัดกับ{what}"),
    "needed with": ("E157", "W157", "ต้องกรอกเมื่อกรอก{what}"),
    "needed without": ("E174", "W174", "ต้องกรอกเมื่อไม่ได้กรอก{what}"),
    "followed by": ("E175", "W175", "ที่ลงท้ายว่า ดังต่อไปนี้ ต้องกรอก{what}ด้วย"),
    "only with": ("E158", "W158", "กรอกเฉพาะเมื่อกรอก{what}"),
    "empty with": ("E163", "W163", "ต้องเว้นว่างเมื่อ{what}"),
    "unique": ("E154", "W154", "ต้องไม่ซ้ำกันในรายการ"),
    "unique with": ("E159", "W159", "ต้องไม่ซ้ำกันในแถวที่{what}เดียวกัน"),
    "post of": ("E160", "W160", "ต้องเป็นตำแหน่งของ{what}ตามรายชื่อของสำนักงาน"),
    "nearly": ("E161", "W161", "ต้องสะกดตามที่มีให้เลือก"),
    "one head in": ("E162", "W162", "{what}ต้องมีประธานหนึ่งคน"),
    "a secretary in": ("E162", "W162", "{what}ต้องมีเลขานุการ"),
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
        return CLAUSES[self.says][0 if self.stops else 1]

    def thai(self, what: str) -> str:
        """The clause as a clerk reads it; `what` is what the other fields are called."""
        return CLAUSES[self.says][2].format(what=f"{what} เป็น {self.choice}" if self.choice else what)


def read(text: str, stops: bool) -> Relation | None:
    """A clause of form.yaml, or nothing where its words are no clause."""
    match = _CLAUSE.fullmatch(" ".join(text.split()))
    if match is None or (match["paths"] is None) != (match["says"] in ALONE):
        return None
    paths = tuple(re.split(r"\s+or\s+", match["paths"])) if match["paths"] else ()
    return Relation(match["says"], paths, match["choice"] or "", stops)
