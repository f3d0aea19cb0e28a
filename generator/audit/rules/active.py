"""Rules on what a paper does, or fetches, when somebody opens it."""

from __future__ import annotations

from collections.abc import Iterator

from ...word.active import active
from ..exam import Exam
from ..rule import WARNING, Hit, rule


@rule("P110", WARNING, "มีสิ่งที่ทำงานเองหรืออยู่นอกไฟล์: {what}",
      "Macros, objects of other programs, remote templates or pictures, and fields that run or read other files.",
      "ECMA-376-1 ข้อ 17.16.5 และ 17.17.2", "แมโคร (VBA)", "(ตัดออก)")  # fmt: skip
def active_content(exam: Exam) -> Iterator[Hit]:
    for what in active(exam.paper.parts):
        yield Hit(None, should="ตัดออก", key=what, facts={"what": what, "found": what})
