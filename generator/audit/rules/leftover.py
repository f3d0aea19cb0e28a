"""Rules on what was left in a paper by templates, forms and people at work: tags, gaps, highlights, empty labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...word.document import Paragraph
from ..exam import Exam
from ..find.blanks import TAG
from ..find.kinds import OFFICIAL, UNIT, URGENT
from ..rule import ERROR, WARNING, Hit, rule, whole

_CODE = re.compile(r"[ก-ฮ]{2}\s?\d+$")  # before the place that is held in ศธ 04xxx, as the office's own settings say
_MAY_BE_LEFT = re.compile(r"[{«\[xX#?A-Z<$%]|คลิก|ข้อผิด|/นาง|\(ระบุ")
# What forms and programs leave beside tags: merge fields, errors of fields, words to be replaced.
_LEFT = re.compile(
    "|".join((
        TAG.pattern, r"MERGEFIELD|\[[^\]\d/\sxX][^\]\d]{1,39}\]",
        r"Error! [A-Z]\w+[^.]*\.?|ข้อผิดพลาด!|#(?:REF|N/A|VALUE|NAME)[!?]?",
        r"(?<![A-Za-z\d×-])[xX]{3,}(?![A-Za-z\d×-])|(?<=[\d/ ])[xX]{2,}(?![A-Za-z\d×-])|\?{3,}|TODO|Lorem ipsum",
        r"คลิกหรือแตะ(?:ที่นี่)?เพื่อ\S*|Click or tap\b.*",
    ))
)  # fmt: skip
_SURELY = re.compile(r"\{\{|\{%|\$\{|«|MERGEFIELD|Error!|ข้อผิดพลาด|#REF|คลิก|Click")  # left over in a book too
_CHOICE = re.compile(r"นาย\s?/\s?นาง(?:\s?/\s?(?:นางสาว|น\.ส\.?))?|\(ระบุ[^)]{0,30}\)")


@rule("S33", ERROR, "มีข้อความที่ยังไม่ได้แก้ {found}",
      "A placeholder of a template was left in: {{x}}, ${x}, {x}, <<x>>, «x», [x], XXX, an error of a field.",
      "ธรรมเนียม", "{{ชื่อ}} ${name} [ชื่อ] XXX", "ข้อความจริง")  # fmt: skip
def leftovers(exam: Exam) -> Iterator[Hit]:
    official = exam.paper.kind in OFFICIAL
    for p in exam.paper.all:
        for match in _LEFT.finditer(p.text) if _MAY_BE_LEFT.search(p.text) else ():
            held = _CODE.search(p.flat, max(0, match.start() - 12), match.start())
            if not (held and match[0].strip("xX") == "" and not exam.code):
                yield Hit(
                    p,
                    match.start(),
                    match.end(),
                    "ใส่ข้อความจริง หรือลบออก",
                    sure=official or _SURELY.match(match[0]) is not None,
                )
        for match in _CHOICE.finditer(p.text) if official and not exam.unfilled and p.cell is None else ():
            yield Hit(p, match.start(), match.end(), "เลือกหนึ่งอย่าง หรือใส่ข้อความจริง", sure=False)


@rule("S86", WARNING, "ยังมีช่องว่างให้เติม {found}",
      "Dots between words in a paper that is filled otherwise; lines to write on, and blank forms, are let be.",
      "ธรรมเนียม", "เวลา ............ น.", "เวลา ๐๙.๐๐ น.", kinds=OFFICIAL)  # fmt: skip
def gaps_left(exam: Exam) -> Iterator[Hit]:
    own = exam.front[: exam.front.index(exam.name)] if exam.name else exam.front
    for p in own if not exam.unfilled else ():
        led = exam.paper.kind == "memo" and p in exam.head and _HEAD.match(p.flat)
        if p.cell is not None or led or re.search(_BY_HAND, p.flat):
            continue
        for match in re.finditer(r"\.{4,}|…{2,}|(?:…\.|\.…)[.…]*|_{4,}", p.text):
            waits = p is exam.number_line and p.flat[: match.start()].rstrip().endswith("/")
            if _between_words(p, match) and not waits:  # the running number comes with the signature
                yield Hit(p, match.start(), match.end(), "ใส่ข้อความจริง หรือลบออก")


_HEAD = re.compile(rf"\s*(?:{UNIT}|ที่|วันที่|เรื่อง)(?:[\s.…]|$)")
_BY_HAND = rf"ลงชื่อ|ลายมือชื่อ|ผู้จด|ผู้ตรวจ|พยาน|ความเห็น(?!ชอบ)|\s*\([\s.…_]+\)\s*$|{UNIT}|^\s*/"


def _between_words(p: Paragraph, gap: re.Match[str]) -> bool:
    """Whether a gap stands after words and is no leader to a number, and its line is no line to write on."""
    before, after = p.flat[: gap.start()], p.flat[gap.end() :]
    leads = re.match(r"[\s.…_]*[\d]*\s*$", after) and re.search(r"\d\s*$", after)
    label = re.fullmatch(r"\s*(?:ที่|วันที่|เรื่อง|เรียน|โทร\.?)\s*", before)
    return bool(re.search(r"[ก-๎\d]", before)) and not leads and not (label and re.search(r"[ก-๎\d]", after))


@rule("S65", ERROR, "เอกสารยังมี{what}",
      "Work is left in the file: highlights, coloured letters, comments, tracked changes.", "ธรรมเนียม",
      "ไฮไลต์สีเหลือง ข้อคิดเห็น", "เอกสารสะอาด")  # fmt: skip
def work_left(exam: Exam) -> Iterator[Hit]:
    names = {"inserted": "การแก้ไขที่ยังไม่ยอมรับ", "deleted": "การแก้ไขที่ยังไม่ยอมรับ", "moved": "การแก้ไขที่ยังไม่ยอมรับ",
             "comment": "ข้อคิดเห็น", "placeholder": "ช่องที่ยังไม่ได้กรอก"}  # fmt: skip
    for p in exam.paper.all:
        for what in dict.fromkeys(names[mark] for mark in p.marked if mark in names):
            yield whole(p, "ยอมรับหรือลบให้หมด", key=f"{what} {id(p)}", what=what)
        for span in p.spans:
            red = span.letters.colour.upper() in ("FF0000", "C00000", "FFFF00") and not re.match(URGENT, p.text)
            text = p.text[span.start : span.end]
            if (span.letters.highlight or red) and text.strip():
                yield Hit(
                    p,
                    span.start,
                    span.end,
                    "ตัวอักษรสีดำ ไม่มีไฮไลต์",
                    key=f"colour {id(p)}",
                    facts={"what": "ตัวอักษรสีหรือไฮไลต์"},
                )


@rule("S34", WARNING, "{found} ไม่มีข้อความต่อท้าย", "An optional label stands alone; without content it goes.",
      "ระเบียบสารบรรณ ข้อ 11-25", "อ้างถึง", "(ตัดบรรทัดออก)", kinds=OFFICIAL)  # fmt: skip
def empty_labels(exam: Exam) -> Iterator[Hit]:
    for p in exam.front:
        if (
            re.fullmatch(
                r"\s*(?:อ้างถึง|สิ่งที่ส่งมาด้วย|สำเนาส่ง|เรื่อง|เรียน|ถึง|โทร\.?|โทรสาร|หมายเหตุ|ชั้นความเร็ว|ชั้นความลับ)\s*[:.\-–]?\s*",
                p.flat,
            )
            and p.cell is None
        ):
            yield whole(p, "เติมข้อความ หรือตัดบรรทัดออก")
