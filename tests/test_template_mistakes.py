"""Sixty mistakes that authors of templates make: each is told at its paragraph, with the tag as typed, in Thai, and with
what would be right. A mistake that `gen tidy` cannot see is told when a paper is made."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from generator.errors import GenError
from generator.form import load
from generator.render import Template
from generator.template.check import check_form
from generator.template.forms import tidy_form
from generator.thai import Day, Money, Person

FORM = """
title: ทดสอบ
kind: order
fields:
  subject: {label: เรื่อง, required: true}
  date: {label: วันที่, type: date}
  cost: {label: วงเงิน, type: money}
  seats: {label: จำนวนที่นั่ง, type: integer}
  first_name: {label: ชื่อแรก}
  head: {label: หัวหน้า, type: person}
  people:
    label: รายชื่อ
    type: list
    of:
      name: {label: ชื่อ}
      score: {label: คะแนน, type: integer}
papers:
  a: {title: ทดสอบ, template: a.docx, file: ทดสอบ}
"""
NAMES: dict[str, Any] = {
    "subject": "ก", "date": Day(date(2019, 6, 7)), "cost": Money(Decimal(5)), "seats": 3, "first_name": "ข",
    "head": Person("นาย", "ก", "ข"), "people": ({"name": "ค", "score": 7}, {"name": "ง", "score": None}),
}  # fmt: skip
P, TR = "{%p for row in people %}", "{%tr for row in people %}"

# paragraphs (a list in them is a row of a table); paragraph that is named; words that the message must have
MISTAKES: dict[str, tuple[list[Any], int, str]] = {
    "a wrong field": (["ก", "{{ subjct }}"], 2, 'ไม่มีช่อง "subjct" หรือหมายถึง "subject"'),
    "a wrong attribute": (["ก", "{{ date.formla }}"], 2, 'หรือหมายถึง "formal"'),
    "money.word": (["ก", "{{ cost.word }}"], 2, 'หรือหมายถึง "words"'),
    "a capital letter": (["ก", "{{ Subject }}"], 2, 'หรือหมายถึง "subject"'),
    "loop.idx": ([P, "{{ loop.idx }}", "{%p endfor %}"], 2, 'หรือหมายถึง "index"'),
    "a tag over cells": ([["{{ subject", "}}"]], 1, "ไม่มีคู่ในย่อหน้าเดียวกัน"),
    "one brace": (["ก", "{{ subject }"], 2, "ไม่มีคู่"),
    "an open comment": (["{# ก", "ข"], 1, "ไม่มีคู่"),
    "a whole list": (["ก", "{{ people }}"], 2, "for"),
    "a name that is not in the form": (["ก", "{{ number }}"], 2, 'ไม่มีช่อง "number"'),
    "a Thai label": (["ก", "{{ เรื่อง }}"], 2, 'หรือหมายถึง "subject"'),
    "a Thai label with a slip": (["ก", "{{ เรือง }}"], 2, 'หรือหมายถึง "subject"'),
    "a Thai label of a row": ([P, "{{ row.คะแนน }}", "{%p endfor %}"], 2, 'หรือหมายถึง "score"'),
    "a filter with a slip": (["ก", "{{ subject | uper }}"], 2, "ไม่มีตัวกรอง uper หรือหมายถึง upper"),
    "one equals sign": (["{%p if seats = 1 %}", "ก", "{%p endif %}"], 1, "=="),
    "else if": (["{%p if seats %}", "ก", "{%p else if cost %}", "ข", "{%p endif %}"], 3, "elif"),
    "elseif": (["{%p if seats %}", "ก", "{%p elseif cost %}", "ข", "{%p endif %}"], 3, "elif"),
    "a Thai and": (["{%p if seats และ cost %}", "ก", "{%p endif %}"], 1, "and"),
    "a Thai not": (["{%p if ไม่ seats %}", "ก", "{%p endif %}"], 1, "not"),
    "two words": (["ก", "{{ first name }}"], 2, "first_name"),
    "a dash": (["ก", "{{ first-name }}"], 2, 'หรือหมายถึง "first_name"'),
    "an empty tag": (["ก", "{{ }}"], 2, "แท็กว่าง"),
    "an empty block": (["ก", "{% %}"], 2, "แท็กว่าง"),
    "an end that lacks": (["ก", "{%p if seats }", "{%p endif %}"], 2, "ไม่มีคู่"),
    "a Thai digit": (["ก", "{{ people[๐].name }}"], 2, "เลขอารบิก"),
    "a row tag outside a table": ([TR, "ก", "{%tr endfor %}"], 1, "แถวของตาราง"),
    "format": (["ก", "{{ format(cost) }}"], 2, "comma"),
    "range": (["{%p for n in range(3) %}", "ก", "{%p endfor %}"], 1, "loop.index"),
    "len": (["ก", "{{ len(people) }}"], 2, "length"),
    "an attribute of a text": (["ก", "{{ date.formal.x }}"], 2, 'ไม่มีช่อง "x"'),
    "an attribute of a list": (["ก", "{{ people.name }}"], 2, "for"),
    "an attribute of a text field": (["ก", "{{ first_name.first }}"], 2, 'ไม่มีช่อง "first_name.first"'),
    "money times two": (["ก", "{{ cost * 2 }}"], 2, "จำนวนเงิน"),
    "money plus one": (["ก", "{{ cost + 1 }}"], 2, "จำนวนเงิน"),
    "an open for": (["ก", P, "{{ row.name }}", "ข"], 2, "for ไม่มี endfor ปิด"),
    "an open for in a text": (["ก", "{% for row in people %}{{ row.name }}", "ข", "ค"], 2, "for ไม่มี endfor ปิด"),
    "an open if": (["ก", "{%p if seats %}", "ข", "ค"], 2, "if ไม่มี endif ปิด"),
    "an end without if": (["ก", "ข", "{%p endif %}", "ค"], 3, "endif ไม่มี if"),
    "a wrong list": (["ก", "{%p for row in row %}", "{{ row.name }}", "{%p endfor %}"], 2, 'ไม่มีช่อง "row"'),
    "for without in": (["ก", "{%p for people %}", "ข", "{%p endfor %}"], 2, "in"),
    "end for": (["ก", P, "ข", "{%p end for %}"], 4, "endfor"),
    "crossed blocks": ([P, "{%p if row.score %}", "ก", "{%p endfor %}", "{%p endif %}"], 4, "endif"),
    "a variable after its loop": ([P, "ก", "{%p endfor %}", "ข", "{{ row.name }}"], 5, 'ไม่มีช่อง "row"'),
    "a date and a text": (["ก", "{%p if date > '2560' %}", "ข", "{%p endif %}"], 2, "เทียบมากน้อยระหว่างวันที่กับข้อความ"),
    "rank without a list": (["ก", "{{ people | rank }}"], 2, "rank"),
    "rank by no field": (["ก", "{{ people | rank('scor') | length }}"], 2, 'หรือหมายถึง "score"'),
    "an index beyond": (["ก", "{{ people[9].name }}"], 2, "ลำดับที่ 10"),
    "comma on a text": (["ก", "{{ subject | comma }}"], 2, "comma ใช้กับตัวเลข"),
    "percent without a whole": (["ก", "{{ seats | percent }}"], 2, "percent"),
    "an open quote": (["ก", "{{ people | join(', ) }}"], 2, "คำพูด"),
    "words beside a paragraph's tag": (["ก", "คำ {%p if seats %}", "ข", "{%p endif %}"], 2, "ลำพัง"),
    "a text as a paragraph": (["ก", "{{p subject }}"], 2, "{{ … }}"),
    "a text as a run": (["ก", "{{r subject }}"], 2, "{{ … }}"),
    "a row's if that a paragraph ends": ([["{%tr if seats %}ก", "ข"], ["{%p endif %}", "ค"]], 1, "แถว"),
    "a loop over cells": ([["{% for row in people %}{{ row.name }}", "{{ row.score }}{% endfor %}"]], 1, "ช่อง"),
    "both tags in one paragraph": (["ก", f"{P}{{%p endfor %}}"], 2, "ลำพัง"),
    "a name where a command stands": (["ก", "{% subject %}"], 2, "subject"),
    "a number and a text": (["ก", "{{ subject + 1 }}"], 2, "~"),
    "a for over a number": (["ก", "{%p for row in seats %}", "ข", "{%p endfor %}"], 2, "ไม่ใช่รายการ"),
    "an import": (["ก", "{% include 'a.docx' %}"], 2, "include"),
    "a number in another's words": (["ก", "{{ seats.words }}"], 2, 'ไม่มีช่อง "seats.words"'),
    "a field of the office": (["ก", "{{ office.nmae }}"], 2, 'หรือหมายถึง "name"'),
}
PYTHON = re.compile(
    r"Error|NoneType|object|unexpected|expected|instance|token|attribute|got '|tuple|callable|Undefined|argument|None\b"
)


def form_of(folder: Path, paragraphs: list[Any]) -> Any:
    (folder / "f").mkdir(exist_ok=True)
    (folder / "f" / "form.yaml").write_text(FORM, encoding="utf-8")
    word = docx.Document()
    for one in paragraphs:
        if isinstance(one, str):
            word.add_paragraph(one)
            continue
        follows = len(word.element.body) > 1 and word.element.body[-2].tag.endswith("}tbl")
        row = word.tables[-1].add_row() if follows else word.add_table(1, len(one)).rows[0]
        for cell, text in zip(row.cells, one, strict=True):
            cell.paragraphs[0].add_run(text)
    word.save(str(folder / "f" / "a.docx"))
    return load(folder, "f")


def told(folder: Path, paragraphs: list[Any]) -> str:
    """What `gen tidy` says first, or else what is said when a paper is made."""
    form = form_of(folder, paragraphs)
    try:
        tidy_form(form)
        found = check_form(form)
        if [one for one in found if one.code != "E412"]:
            return "\n".join(str(one) for one in found)
        Template(form.papers[0].template).render(NAMES)
    except GenError as error:
        return str(error)
    return "(nothing)"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_place_in_words_of_the_author(name: str, tmp_path: Path) -> None:
    paragraphs, paragraph, words = MISTAKES[name]
    said = told(tmp_path, paragraphs)
    first = said.splitlines()[0]
    assert f"ย่อหน้า {paragraph} (" in first and words in first, said
    assert not PYTHON.search(said), said
    assert "E412" not in said, said
    tags = [tag for one in paragraphs for text in ([one] if isinstance(one, str) else one) for tag in re.findall(r"\{[{%#].*", text)]
    assert any(tag.split("}")[0].split()[0] in first for tag in tags), said


def test_there_are_sixty() -> None:
    assert len(MISTAKES) >= 60
