"""The engine makes what docxtpl makes: part by part, in canonical XML, over every feature that docxtpl documents.

The oracle is docxtpl with Jinja as it comes, escaping on. Values here hold no digits, which only ours writes in Thai.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docxtpl import DocxTemplate, Listing, RichText, RichTextParagraph
from jinja2 import Environment
from lxml import etree
from PIL import Image

from generator.render import Template
from generator.word import opc

CORE = "docProps/core.xml"  # ours says nothing of clocks and machines


def canonical(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each part in canonical XML (C14N 1.0), or as it is; the properties of cells in one order, which docxtpl has not."""
    return {
        name: _canonical(data) if name.endswith((".xml", ".rels")) else data
        for name, data in parts.items()
        if name != CORE
    }


def _canonical(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for properties in root.iter("{*}tcPr"):
        properties[:] = sorted(properties, key=lambda one: str(one.tag))
    return etree.tostring(root, method="c14n")


def by_docxtpl(path: Path, context: Any) -> dict[str, bytes]:
    tpl = DocxTemplate(path)
    tpl.init_docx()
    names = context(tpl) if callable(context) else context
    tpl.render(dict(names), Environment(autoescape=True), autoescape=True)
    buffer = BytesIO()
    tpl.save(buffer)
    return canonical(opc.read(buffer.getvalue()))


def by_ours(path: Path, context: Any) -> dict[str, bytes]:
    return canonical(opc.read(Template(path).render(context)))


def assert_same(ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    assert sorted(ours) == sorted(theirs)
    for name in theirs:
        assert ours[name] == theirs[name], name


NO_ROWS = re.compile(rb"<w:tbl>(?:(?!<w:tbl>|<w:tr>).)*</w:tblGrid></w:tbl>", re.DOTALL)


# --- what docxtpl documents, one template a feature

Build = Callable[[Any], None]
FEATURES: dict[str, tuple[Build, list[Any], str]] = {}  # name: template, contexts, mode


def feature(*contexts: Any, mode: str = "text") -> Callable[[Build], Build]:
    def add(build: Build) -> Build:
        FEATURES[build.__name__] = build, list(contexts), mode
        return build

    return add


def lines(word: Any, *texts: str) -> None:
    for text in texts:
        word.add_paragraph(text)


def table(word: Any, *rows: list[str]) -> Any:
    made = word.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return made


PEOPLE = [{"name": "สมชาย", "post": "ครู", "duties": ["ก", "ข"]}, {"name": "สมหญิง & คณะ", "post": "<ผอ.>", "duties": []}]
MANY = {"people": PEOPLE}
NONE: dict[str, Any] = {"people": []}


@feature({"name": "สมชาย"}, {"name": "A & B"}, {"name": "<โรงเรียน>"}, {"name": "\"'😀"}, {"name": ""})
def variable(word):
    lines(word, "เรียน {{ name }}", "{{name}}{{name}}", "ไม่มีแท็ก")


@feature({"a": {"b": {"c": "ใน"}}, "n": "x"})
def attribute_and_item(word):
    lines(word, "{{ a.b.c }} {{ a['b']['c'] }} {{ n | upper }} {{ n ~ n }} {{ 'ค่าคงที่' }}")


@feature({"yes": True}, {"yes": False})
def paragraph_if(word):
    lines(word, "{%p if yes %}", "มี", "{%p else %}", "ไม่มี", "{%p endif %}", "จบ")


@feature({"yes": True}, {"yes": False})
def if_within_a_paragraph(word):
    paragraph = word.add_paragraph("ต้น {% if yes %}หนึ่ง")
    paragraph.add_run("หนา").bold = True
    paragraph.add_run("สอง{% else %}อื่น{% endif %} ท้าย")


@feature(MANY, NONE)
def paragraph_for(word):
    lines(word, "{%p for p in people %}", "{{ p.name }} {{ p.post }}", "{%p endfor %}", "จบ")


@feature(MANY, NONE)
def for_else_and_nested(word):
    lines(word, "{%p for p in people %}", "{{ p.name }}", "{%p for d in p.duties %}", "- {{ d }}", "{%p else %}", "ไม่มี")
    lines(word, "{%p endfor %}", "{%p else %}", "ไม่มีคน", "{%p endfor %}")


@feature(MANY, NONE)
def row_for(word):
    table(word, ["ชื่อ", "ตำแหน่ง"], ["{%tr for p in people %}", ""], ["{{ p.name }}", "{{ p.post }}"], ["{%tr endfor %}", ""])


@feature(MANY, NONE)
def row_for_without_heading(word):
    table(word, ["{%tr for p in people %}", ""], ["{{ p.name }}", "{{ p.post }}"], ["{%tr endfor %}", ""])
    lines(word, "หลังตาราง")


@feature(MANY, NONE, mode="parsed")
def row_for_with_rows_that_are_short(word):
    made = table(word, ["{%tr for p in people %}", "", ""], ["{{ p.name }}", "{{ p.post }}", ""], ["{%tr endfor %}", "", ""])
    made.rows[1]._tr.remove(made.rows[1]._tr.tc_lst[2])
    lines(word, "หลังตาราง")


@feature(MANY, NONE)
def run_for(word):
    paragraph = word.add_paragraph("คน: ")
    for text in ("{%r for p in people %}", "{{ p.name }} ", "{%r endfor %}", "ครบ"):
        paragraph.add_run(text)


@feature({"columns": ["ก", "ข", "ค"], "rows": [["x", "y", "z"]]}, {"columns": ["ก"], "rows": []}, mode="parsed")
def column_for(word):
    table(word, ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"], ["{%tr for r in rows %}", "", ""],
          ["{%tc for v in r %}", "{{ v }}", "{%tc endfor %}"], ["{%tr endfor %}", "", ""])  # fmt: skip


@feature(MANY)
def vertical_merge(word):
    table(word, ["หัว", "ชื่อ"], ["{%tr for p in people %}", ""], ["{% vm %}กลุ่มเดียว", "{{ p.name }}"], ["{%tr endfor %}", ""])


@feature({"columns": ["ก", "ข", "ค"]}, mode="parsed")
def horizontal_merge(word):
    table(word, ["{%tc for c in columns %}", "{% hm %}รวม", "{%tc endfor %}"],
          ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"])  # fmt: skip


@feature({"n": 2}, {"n": 1}, mode="parsed")
def column_span(word):
    made = table(word, ["ก", "ข"], ["{% colspan n %}กว้าง", ""])
    made.rows[1]._tr.remove(made.rows[1]._tr.tc_lst[1])


@feature({"rows": [{"t": "ก", "bg": "FF0000"}, {"t": "ข", "bg": "00FF00"}]})
def cell_colour(word):
    table(word, ["หัว"], ["{%tr for r in rows %}"], ["{% cellbg r.bg %}{{ r.t }}"], ["{%tr endfor %}"])


@feature(MANY, NONE)
def nested_table(word):
    outer = table(word, ["หัว", "ใน"], ["{%tr for p in people %}", ""], ["{{ p.name }}", ""], ["{%tr endfor %}", ""])
    inner = outer.rows[2].cells[1].add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "{{ p.name }}", "{{ p.post }}"
    outer.rows[2].cells[1].add_paragraph()


@feature(MANY, mode="parsed")
def nested_table_that_is_wider(word):
    outer = table(word, ["{{ people[0].name }}"])
    outer.rows[0].cells[0].add_table(rows=1, cols=3)
    outer.rows[0].cells[0].add_paragraph()


@feature({"name": "x"})
def comments(word):
    lines(word, "ก{# ไม่แสดง #}ข {{ name }}", "{#p ทั้งย่อหน้า #}", "จบ")
    table(word, ["ก"], ["{#tr ทั้งแถว #}"])


@feature({"yes": True}, {"yes": False})
def merged_paragraphs(word):
    lines(word, "ต้น {%- if yes %} มี {%- endif %}", "{%- if yes -%}", "กลาง", "{%- endif -%}", "ท้าย")


@feature({"name": "x"})
def literal_braces(word):
    lines(word, "พิมพ์ {_{ name }_} และ {_% if %_} ให้เห็น {{ name }}")


@feature({"first": "ก", "items": {"k": "v"}})
def tags_split_over_runs(word):
    paragraph = word.add_paragraph()
    for text in ("{", "{ fi", "rst ", "}", "} แล้ว {", "% if first == “ก” %", "}ใช่{", "% endif %}"):
        paragraph.add_run(text).bold = text == "rst "


@feature({"rt": RichText("หนา <&>", bold=True, color="FF0000"), "plain": RichText("ธรรมดา")})
def rich_text(word):
    lines(word, "ต้น {{r rt }} ท้าย", "{{r plain }}")


@feature({"rp": RichTextParagraph(RichText("ทั้งย่อหน้า", italic=True), parastyle="Normal")})
def rich_text_paragraph(word):
    lines(word, "{{p rp }}", "จบ")


@feature(
    {"t": Listing("หนึ่ง\nสอง\tแท็บ\aย่อหน้าใหม่\fหน้าใหม่ <&>"), "rt": RichText("ก\nข\tค\aง")},
    {"t": "บรรทัด\nบรรทัด\tแท็บ", "rt": RichText("ธรรมดา")},
    {"t": "ไม่มี", "rt": ""},
)
def listing(word):
    paragraph = word.add_paragraph("ต้น {{ t }} ท้าย")
    paragraph.runs[0].bold = True
    paragraph.alignment = 1
    lines(word, "{{r rt }}", "อีกย่อหน้า")
    word.sections[0].header.paragraphs[0].text = "หัว {% if t is string %}{{ t }}{% endif %}"


@feature(MANY)
def filters_and_tests(word):
    lines(word, "{{ people | map(attribute='name') | join(', ') }}", "{{ people[0].name | replace('ส', 'ศ') | trim }}")
    lines(word, "{% if people is defined and people[1].duties is not none %}มี{% endif %}", "{{ missing | default('-') }}")


@feature(MANY, mode="parsed")
def macro_with_structure(word):
    lines(word, "{%p macro line(x) %}", "- {{ x }}", "{%p endmacro %}", "{%p for p in people %}", "{{p line(p.name) }}")
    lines(word, "{%p endfor %}")


@feature(MANY)
def set_and_text_macro(word):
    lines(word, "{% set n = people[0].name %}{{ n }}{% set b %}ก {{ n }}{% endset %}{{ b }}")
    lines(word, "{% macro m(x) %}({{ x }}){% endmacro %}{{ m('a & b') }}{% with y='z' %}{{ y }}{% endwith %}")


@feature({"yes": True}, {"yes": False})
def if_across_paragraphs(word):
    lines(word, "ต้น {% if yes %}", "ข", "{% endif %} ท้าย")


@feature({"name": "สมชาย <&>"}, {"name": "ก\nข"})
def header_and_footer(word):
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "หัว {{ name }}"
    section.footer.paragraphs[0].text = "ท้าย {{ name }} {% if name %}มี{% endif %}"
    section.first_page_header.paragraphs[0].text = "หน้าแรก ไม่มีแท็ก"
    word.add_paragraph("เนื้อ {{ name }}")


@feature({"name": "ก"})
def two_sections(word):
    word.sections[0].header.paragraphs[0].text = "ส่วนแรก {{ name }}"
    other = word.add_section()
    other.header.is_linked_to_previous = False
    other.header.paragraphs[0].text = "ส่วนสอง {{ name }}"
    lines(word, "{{ name }}")


@feature({"yes": True, "n": ["ก", "ข"]}, {"yes": False, "n": []})
def drawings_in_blocks(word):
    for text in ("{%p for x in n %}", "", "{{ x }}", "{%p endfor %}", ""):
        paragraph = word.add_paragraph(text)
        if not text:
            paragraph.add_run().add_picture(BytesIO(png("red")), width=Cm(1))


@feature({"alt": "คำอธิบาย <&>"})
def drawings_outside_blocks(word):
    for _ in range(3):
        word.add_paragraph().add_run().add_picture(BytesIO(png("red")), width=Cm(1))
    drawing = word.element.body.xpath(".//wp:docPr")[1]
    drawing.set("descr", "{{ alt }}")


@feature({"name": "ก"})
def no_tags_at_all(word):
    lines(word, "ข้อความ\tกับแท็บ", "จบ")
    word.sections[0].header.paragraphs[0].text = "หัวกระดาษ"


@feature({"a": "ก <&>"})
def footnotes(word):
    lines(word, "เนื้อ {{ a }}")
    xml = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id=\"1\"><w:p><w:r><w:t>เชิงอรรถ {{{{ a }}}}</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    name = docx.opc.packuri.PackURI("/word/footnotes.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
    part = docx.opc.part.Part(name, kind, blob, word.part.package)
    word.part.relate_to(part, docx.opc.constants.RELATIONSHIP_TYPE.FOOTNOTES)


def png(colour: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "PNG")
    return buffer.getvalue()


@cache
def blank() -> bytes:
    """python-docx's blank document with few styles: its own take most of the time of a test."""
    word = docx.Document()
    for style in list(word.styles.element.style_lst):
        if style.name_val not in ("Normal", "Normal Table", "header", "footer"):
            word.styles.element.remove(style)
    for rel in [rel for rel in word.part.rels.values() if "stylesWithEffects" in rel.reltype]:
        del word.part.rels[rel.rId]
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def template(tmp_path: Path) -> Callable[[Build], Path]:
    def save(build: Build) -> Path:
        word = docx.Document(BytesIO(blank()))
        build(word)
        path = tmp_path / "form" / "paper.docx"
        path.parent.mkdir(exist_ok=True)
        word.save(path)
        return path

    return save


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_comes_out_as_docxtpl_makes_it(name, template):
    build, contexts, mode = FEATURES[name]
    path = template(build)
    ours = Template(path)
    assert (ours.mode, bool(ours.why)) == (mode, mode == "parsed")
    for context in contexts:
        theirs = by_docxtpl(path, context)
        theirs["word/document.xml"] = NO_ROWS.sub(b"", theirs["word/document.xml"])  # Word does not open such a file
        assert_same(canonical(opc.read(ours.render(context))), theirs)
