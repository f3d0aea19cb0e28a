"""Rules on personal data in papers that everyone reads (พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...thai import CitizenId, Unreadable
from ..exam import Exam
from ..rule import ERROR, WARNING, Hit, rule

LAW = "พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 27"
PUBLIC = ("announcement", "order")
_BETWEEN = r"[\s.\-–—‑/_]?"  # what may part the digits of a number
_ID = re.compile(rf"(?<![\d-])\d(?:{_BETWEEN}\d){{12}}(?![\d-]|[,.]\d)")
_CALLED_ID = re.compile(r"(?:ประจำตัว|บัตร)ประชาชน[^\d]{0,20}$")
_PHONE = re.compile(
    r"(?<![\d\-/.,])(?:\(?0[689]\d?\)?|\+?\(?66\)?[\s-]?\(?0?[689]\d?\)?)(?:[\s.\-–‑]{0,2}\d){7,8}(?![\d\-/])"
)
_BIRTH = re.compile(
    r"(?:เกิด(?:เมื่อ)?(?:วันที่)?|วันเกิด|วัน\s?เดือน\s?ปีเกิด)\s*:?\s*(?:วัน\S+ที่\s*)?\d{1,2}\s+[ก-๎.]+\s*(?:พ\.ศ\.\s*)?\d{4}"
)


@rule("P55", ERROR, "เปิดเผยเลขประจำตัวประชาชน (ลงท้าย {last})",
      "A citizen number with a right check digit in a paper for the public.", LAW, "1-2345-67890-12-1",
      "×-××××-×××××-12-1", kinds=PUBLIC)  # fmt: skip
def citizen_numbers(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _ID.finditer(p.flat):
            digits = re.sub(r"\D", "", match[0])
            try:
                masked, sure = str(CitizenId.parse(digits)), True
            except Unreadable:
                masked, sure = "×-××××-×××××-××-×", False
                if not _CALLED_ID.search(p.flat, 0, match.start()):
                    continue
            facts = {"last": digits[-3:], "found": masked}
            yield Hit(p, match.start(), match.end(), masked, facts=facts, sure=sure)


@rule("P71", WARNING, "เปิดเผยหมายเลขโทรศัพท์ส่วนบุคคล {found}",
      "A mobile number in a paper for the public, not in a line that tells whom to ask.", LAW, "081-234-5678",
      "(ตัดออก)", kinds=PUBLIC)  # fmt: skip
def telephones(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        if not re.search(r"0[689]|66", p.flat):
            continue
        asked = re.search(r"สอบถาม|ติดต่อ|ประสานงาน|ผู้ประสาน|โทรสาร", p.flat)
        for match in _PHONE.finditer(p.flat) if not asked else ():
            if len(re.sub(r"\D", "", re.sub(r"^\+?\(?66\D*0?", "0", match[0]))) == 10:
                shown = f"{p.text[match.start() : match.start() + 3]}-×××-××××"
                yield Hit(p, match.start(), match.end(), "ตัดออก", facts={"found": shown})


@rule("P72", WARNING, "เปิดเผยวันเกิด", "A full date of birth in a paper for the public.", LAW, "เกิดวันที่ ๑ มกราคม ๒๕๕๕",
      "อายุ ๑๒ ปี", kinds=PUBLIC)  # fmt: skip
def birthdays(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _BIRTH.finditer(p.flat):
            yield Hit(p, match.start(), match.end(), "บอกเพียงอายุ", facts={"found": "วันเกิด"})
