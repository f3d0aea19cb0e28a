"""What an author typed is done as it was meant, or refused at its paragraph: nothing vanishes in silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.drawing.flow import Flow
from generator.errors import GenError
from generator.render import Template
from generator.word import opc
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


# --- every part that holds words


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NOTE = '<w:p><w:r><w:{0}Reference w:id="2"/></w:r></w:p>'


def with_part(docx: bytes, name: str, xml: str, kind: str) -> bytes:
    """The file with one more part, of a content type that Word has for it."""
    parts = opc.read(docx)
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/{name}" ContentType="application/vnd.{kind}+xml"/></Types>'.encode()
    )
    rels = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f'<Relationship Id="x1" Type="x" Target="/{name}"/></Relationships>'.encode()
    )
    return opc.write({**parts, "[Content_Types].xml": types, "word/_rels/document.xml.rels": rels, name: xml.encode()})


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_notes_and_comments_are_filled_in(kind: str, save: Save) -> None:
    notes = f'<w:{kind}s {SPACES}><w:{kind} w:id="2">{p("{{ x }}")}{p("{%p if no %}")}{p("ข")}{p("{%p endif %}")}</w:{kind}></w:{kind}s>'
    path = save(NOTE.format(kind), **{f"{kind}s": notes})
    made = Template(path).render(VALUES)
    assert re.findall(r"<w:t[^>]*>(.*?)</w:t>", part(made, f"word/{kind}s.xml")) == ["ก"]
    assert faults(opc.read(made)) == []


@pytest.mark.parametrize(
    ("name", "xml", "kind"),
    [
        ("word/diagrams/data1.xml", "<x><a:t>เรียน {{ x }}</a:t></x>", "openxmlformats-officedocument.drawingml.diagramData"),
        ("word/diagrams/drawing1.xml", "<x><a:t>เรียน {{ x }}</a:t></x>", "ms-office.drawingml.diagramDrawing"),
        ("word/charts/chart1.xml", "<x><a:t>เรียน {{ x }}</a:t></x>", "openxmlformats-officedocument.drawingml.chart"),
        ("docProps/app.xml", "<x><a:t>เรียน {{ x }}</a:t></x>", "openxmlformats-officedocument.extended-properties"),
    ],
)
def test_what_is_drawn_and_the_properties_are_filled_in(name: str, xml: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(with_part(wordfile(END), name, xml.replace("<x>", f'<x xmlns:a="{DRAWING}/main">'), kind))
    made = opc.read(Template(path).render(VALUES))
    assert ">เรียน ก<" in made[name].decode()
    assert Template(path).names == {"x"}


def test_a_description_of_a_picture_is_filled_in(save: Save) -> None:
    drawing = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="รูป {{ x }}"/></wp:inline></w:drawing></w:r></w:p>'
    assert 'descr="รูป ก"' in part(Template(save(drawing)).render(VALUES))


LINK = '<Relationship Id="x1" Type="{0}/hyperlink" Target="https://example.org/{1}" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize("target", ["{{ x }}", "%7B%7B%20x%20%7D%7D", "?a={% if x %}b{% endif %}"])
def test_a_tag_in_the_target_of_a_link_is_refused(target: str, tmp_path: Path) -> None:
    path, parts = tmp_path / "t.docx", opc.read(wordfile(END))
    name = "word/_rels/document.xml.rels"
    rels = parts[name].decode().replace("</Relationships>", LINK.format("http://x", target))
    path.write_bytes(opc.write({**parts, name: rels.encode()}))
    with pytest.raises(GenError, match=r"E411 .*ลิงก์"):
        Template(path)


def test_a_tag_in_data_that_controls_show_is_refused(tmp_path: Path) -> None:
    path, parts = tmp_path / "t.docx", opc.read(wordfile(END))
    path.write_bytes(opc.write({**parts, "customXml/item1.xml": b"<a>{{ x }}</a>"}))
    with pytest.raises(GenError, match=r"E411 .*customXml/item1\.xml"):
        Template(path)
