"""What an author typed is done as it was meant, or refused at its paragraph: nothing vanishes in silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import opc
from generator.drawing.flow import Flow
from generator.errors import GenError
from generator.render import Template
from tests.soundness import faults
from tests.test_soundness import TABLE, box, p, table
from tests.wordfile import SPACES, body, part, wordfile

VALUES = {"x": "ก", "yes": True, "no": False, "ys": ["ก", "ข"]}
SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
END = p("จบ")
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(*blocks: str, **parts: str) -> Path:
        path = tmp_path / "form" / "t.docx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(wordfile("".join(blocks), {f"word/{name}.xml": xml for name, xml in parts.items()}))
        return path

    return write


def words(docx: bytes) -> list[str]:
    return [re.sub("<[^>]+>", "", one) for one in body(docx).split("</w:p>")][:-1]


# --- refused, at the right paragraph

PICTURE = '<w:p><w:r><w:drawing/></w:r><w:r><w:t>{%p if yes %}</w:t></w:r></w:p>'
ROW = "<w:tr>{}</w:tr>"


def cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{p(text)}</w:tc>"


@pytest.mark.parametrize(
    ("blocks", "paragraph", "why"),
    [
        ([END, p("คำ {%p if yes %}"), p("ก"), p("{%p endif %}")], 2, "ลำพังในย่อหน้า"),
        ([p("{%p if yes %}"), p("ก"), p("{%p endif %} คำ")], 3, "ลำพังในย่อหน้า"),
        ([p("{%p if yes %}ก{%p endif %}")], 1, "ลำพังในย่อหน้า"),
        ([p("{%p for y in ys %}{%p endfor %}")], 1, "ลำพังในย่อหน้า"),
        ([p("คำ {#p หมายเหตุ #}")], 1, "ลำพังในย่อหน้า"),
        ([p("คำ {{p x }}")], 1, "ลำพังในย่อหน้า"),
        ([PICTURE, p("ก"), p("{%p endif %}")], 1, "ลำพังในย่อหน้า"),
        ([TABLE.format(ROW.format(cell("{%tr for y in ys %}") + cell("คำ")) + ROW.format(cell("{%tr endfor %}")))], 1, "แถว"),
        ([table(p("{%tr for y in ys %}{{ y }}{%tr endfor %}"))], 1, "แถว"),
        ([table(p("{%tr if yes %}") + p("ก") + p("{%p endif %}"))], 1, "แถว"),
        ([END, p("{%tr for y in ys %}")], 2, "เท่านั้น"),
        ([p("{%tc for y in ys %}")], 1, "เท่านั้น"),
        ([TABLE.format(ROW.format(cell("{%tc for y in ys %}{{ y }}{%tc endfor %}")))], 1, "ช่อง"),
        ([p("{{p x }}"), END], None, "ข้อความ"),
        ([p("คำ {{r x }}")], 1, "ข้อความ"),
        ([table(p("{{tr x }}")), END], None, "ข้อความ"),
        ([p("ต้น {% if no %}"), table(p("ก{% endif %}"))], 1, "คร่อม"),
        ([table(p("ก"), p("{% if no %}ข")), p("ค{% endif %}"), END], 2, "ตาราง"),
        ([TABLE.format(ROW.format(cell("{% for y in ys %}{{ y }}") + cell("ข{% endfor %}")))], 1, "ช่อง"),
        ([p("{% if no %}") + box(p("ก{% endif %}"))], 1, "คร่อม"),
    ],
)  # fmt: skip
def test_what_would_lose_words_is_refused_at_its_paragraph(blocks: list[str], paragraph: int, why: str, save: Save) -> None:
    with pytest.raises(GenError) as caught:
        Template(save(*blocks)).render(VALUES)
    assert [one.code for one in caught.value.problems] == ["E411"] * len(caught.value.problems)
    assert why in str(caught.value)
    assert paragraph is None or f"t.docx ย่อหน้า {paragraph} (" in str(caught.value)


def test_all_places_are_told_at_once_and_the_header_by_its_name(save: Save) -> None:
    head = f"<w:hdr {SPACES}>{p('คำ {%p if yes %}')}{p('ก')}{p('{%p endif %}')}</w:hdr>"
    with pytest.raises(GenError) as caught:
        Template(save(p("คำ {%p if yes %}"), p("{%p endif %} คำ"), header1=head))
    assert [str(one).split(" (")[0] for one in caught.value.problems] == [
        "E411 form/t.docx ย่อหน้า 1", "E411 form/t.docx ย่อหน้า 2", "E411 form/t.docx",
    ]  # fmt: skip
    assert "หัวกระดาษ" in str(caught.value)


def test_nothing_is_lost_by_an_empty_value(save: Save) -> None:
    assert words(Template(save(p("{{p x }}"), p("{{r y }}"), END)).render({"x": "", "y": None})) == ["", "จบ"]


def test_a_value_of_word_within_text_is_refused(save: Save) -> None:
    with pytest.raises(GenError, match="E411"):
        Template(save(p("คำ {{ x }}"))).render({"x": Flow(p("ผัง"))})
    assert words(Template(save(p("{{p x }}"), END)).render({"x": Flow(p("ผัง"))})) == ["ผัง", "จบ"]


# --- done as it was meant


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([p("ก {% if yes -%}"), table(p("ข")), p("{%- endif %}ค")], ["ก ", "ข", "ค"]),
        ([p("ก {% if no -%}"), table(p("ข")), p("{%- endif %}ค")], ["ก ค"]),
        ([p("ก {%- set t = 1 -%}"), table(p("ข")), END], ["ก", "ข", "จบ"]),
        ([p("หนึ่ง"), p("สอง {%- if yes %} สาม{% endif %}")], ["หนึ่ง", "สอง สาม"]),
        ([p("{% if yes -%} หนึ่ง{% endif %}"), p("สอง")], ["หนึ่ง", "สอง"]),
        ([p("หนึ่ง"), p("{%- if yes -%}"), p("สอง"), p("{%- endif -%}"), p("สาม")], ["หนึ่งสองสาม"]),
        ([p("{%- if yes -%}"), table(p("{%- if yes -%}"), p("ก{% endif %}{% endif %}"))], None),
        ([p("{{ \u200bx\ufeff }} {{ x\u00a0}} {% if x == “ก” %}ใช่{% endif %}"), END], ["ก ก ใช่", "จบ"]),
    ],
)
def test_what_can_be_meant_in_one_way_only_is_done(blocks: list[str], expected: list[str] | None, save: Save) -> None:
    if expected is None:
        with pytest.raises(GenError, match="E411"):
            Template(save(*blocks)).render(VALUES)
        return
    made = Template(save(*blocks)).render(VALUES)
    assert words(made) == expected
    assert faults(opc.read(made)) == []


def test_a_section_that_ends_where_a_tag_stands_stays(save: Save) -> None:
    tag = p("{%p endif %}").replace("<w:p>", f"<w:p><w:pPr>{SECTION}</w:pPr>")
    made = Template(save(p("{%p if yes %}"), p("ก"), tag, END)).render(VALUES)
    assert 'w:orient="landscape"' in part(made)
