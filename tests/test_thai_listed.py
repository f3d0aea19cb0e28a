"""A typed number says how deep its paragraph stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.context import context
from generator.render import Template
from generator.thai import numbered_level
from generator.word import opc
from generator.word.xml import find_all, parse, w
from tests import made

LISTED = (
    "ด้วยสำนักงาน ขอให้ดำเนินการ ดังนี้", "1. สำรวจ", "1.1 เด็กในเขตบริการ", "1.1.1 เด็กย้ายเข้า", "(1) มีเลขประจำตัว", "2. รายงาน",
)  # fmt: skip


@pytest.mark.parametrize(("text", "level"), [
    ("ข้อความ", 1), ("1. สำรวจ", 1), ("๑. สำรวจ", 1), ("1.1 สำรวจ", 2), ("๑.๑ สำรวจ", 2), ("๑.๑. สำรวจ", 2), ("๑๐.๑๒ สำรวจ", 2),
    ("1.1.1 สำรวจ", 3), ("๑.๑.๑.๑ สำรวจ", 3), ("(๑) สำรวจ", 3), ("(12) สำรวจ", 3), ("2.5 ล้านบาท", 1), ("08.30 น. ลงทะเบียน", 1),
    ("1.1", 1), ("(สำเนา) สำรวจ", 1), ("2569 เป็นต้นไป", 1), ("", 1),
])  # fmt: skip
def test_the_level_of_a_paragraph(text: str, level: int) -> None:
    assert numbered_level(text) == level


@pytest.mark.parametrize(("name", "field"), [
    ("letter", "body"), ("memo", "body"), ("stamped", "body"), ("announcement", "body"), ("report", "results"),
])  # fmt: skip
def test_a_pasted_list_keeps_its_numbers_and_is_indented_by_them(name: str, field: str) -> None:
    form, case = made.form(name), made.cases(name)[0]
    case = replace(case, values={**case.values, field: LISTED})
    parts = opc.read(Template(form.papers[0].template).render(context(case, form.papers[0], made.office())))
    found = {}
    for paragraph in find_all(parse(parts["word/document.xml"]), "//w:p"):
        indent = paragraph.find(f"{w('pPr')}/{w('ind')}")
        words = "".join(text.text or "" for text in paragraph.iter(w("t")))
        found[words.replace("\xa0", " ")] = None if indent is None else round(int(indent.get(w("firstLine"), "0")) / 567, 2)
    assert [found[line] for line in (
        "๑. สำรวจ", "๑.๑ เด็กในเขตบริการ", "๑.๑.๑ เด็กย้ายเข้า", "(๑) มีเลขประจำตัว", "๒. รายงาน",
    )] == [None, 3.75, 5.0, 5.0, None]  # fmt: skip
