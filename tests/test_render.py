"""A template and a case become a Word file: values in official form, mistakes told at their place, always the same bytes."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.context import context, ready, receivers
from generator.drawing.finish import finish
from generator.errors import GenError
from generator.render import Template, environment, official, text
from generator.thai import Day, DocNumber, Money, Person
from generator.word import opc
from tests import made
from tests.test_render_equal import Build, assert_same, canonical, lines, table, template  # noqa: F401

NAMESPACE = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture
def paper(template: Callable[[Build], Path]) -> Callable[..., Template]:  # noqa: F811
    """A template of these paragraphs."""
    return lambda *texts: Template(template(lambda word: lines(word, *texts)))


def words(data: bytes, part: str = "word/document.xml") -> list[str]:
    """The paragraphs of a part."""
    root = etree.fromstring(opc.read(data)[part])
    return ["".join(p.xpath(".//w:t/text()", namespaces=NAMESPACE)) for p in root.iter(f"{{{NAMESPACE['w']}}}p")]


# --- values


@pytest.mark.parametrize(
    ("tag", "value", "expected"),
    [
        ("{{ x }}", Day(date(2019, 6, 7)), "๗\u00a0มิถุนายน ๒๕๖๒"),
        ("{{ x.formal }}", Day(date(2019, 6, 7)), "๗\u00a0มิถุนายน พ.ศ.\u00a0๒๕๖๒"),
        ("{{ x }} ({{ x.words }})", Money(Decimal(15000)), "๑๕,๐๐๐ (หนึ่งหมื่นห้าพันบาทถ้วน)"),
        ("{{ x }}", Person("นาย", "สมชาย", "ใจดี"), "นายสมชาย ใจดี"),
        ("{{ x }}", DocNumber("", 2562, False, 218), "๒๑๘/๒๕๖๒"),
        ("{{ x }}", 1250, "๑๒๕๐"),
        ("{{ x }}", None, ""),
        ("{{ x }}", "ติดต่อ a1@b2.go.th โทร. 02 123", "ติดต่อ a1@b2.go.th โทร.\u00a0๐๒ ๑๒๓"),
        ("{{ x | arabic }}", 2562, "2562"),
        ("{{ x | comma }}", 1234567, "๑,๒๓๔,๕๖๗"),
        ("{{ 'ข้อ 12' }}", None, "ข้อ\u00a0๑๒"),
        ("{{ x | length }} คน", [1, 2, 3], "๓ คน"),
        ("{{ x[0].items }}", [{"items": "ช่องชื่อ items"}], "ช่องชื่อ items"),
        ("{% for k, v in x.items() %}{{ k }}={{ v }} {% endfor %}", {"ก": "ข"}, "ก=ข "),
        ("{% set ns = namespace(n=0) %}{% for i in x %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", [1, 2], "๓"),
        ("{{ x | join(', ') }}", ["A & B", "<ค>"], "A & B, <ค>"),
        ("{% set b %}{{ x }}{% endset %}{{ b | upper }}", "a & b", "A &AMP; B"),
        ("{% block b %}{{ x }}{% endblock %}{{ self.b() }}", "a & 1", "a & ๑a & ๑"),
        ("{% set s %}{% block b %}{{ x }}{% endblock %}{% endset %}{{ s }}", "a & 1", "a & ๑"),
        ("{% filter upper %}ก {{ x }}{% endfilter %}", "b 1", "ก B ๑"),
        ("{% macro m() %}ก {{ caller() }}{% endmacro %}{% call m() %}{{ x }}{% endcall %}", "a & 1", "ก a & ๑"),
        ("{% for y in x recursive %}{{ y.n }}{{ loop(y.m) }}{% endfor %}", [{"n": 1, "m": [{"n": 2, "m": []}]}], "๑๒"),
    ],
)
def test_a_value_stands_in_the_paper_in_official_form(tag, value, expected, paper):
    assert words(paper(tag).render({"x": value}))[0] == expected


@pytest.mark.parametrize(
    "value",
    ["A & B", "<โรงเรียน>", "</w:t>", "\"'&apos;", "😀🇹🇭", "{{ x }}", "{% if %}", "{_{", "ก" * 10_000, "&amp;", "]]>"],
)
def test_any_text_comes_out_as_it_went_in(value, paper):
    assert words(paper("ก{{ x }}ข").render({"x": value}))[0] == f"ก{value}ข"


LEGAL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Nd"], exclude_characters="\ufffe\uffff "))


@given(LEGAL)
@example("\u200bก\u2028ข\ufeff")
def test_every_text_without_digits_and_blanks_comes_out_letter_for_letter(value):
    made = PROGRAM.render({"x": value})
    assert (etree.fromstring(f"<p>{made}</p>").text or "") == value
    assert etree.fromstring(f'<p a="{made}"/>').get("a") == value


PROGRAM = environment().from_string("{{ x }}")


@given(st.integers() | st.decimals(-(10**15), 10**15, places=2).map(Money))
def test_figures_are_shown_as_their_text_would_be(value):
    assert environment().text_of(value) == official(value)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
@example("\x00\x01\x07\x0b\x0c\r\x1f\x7f\ud800\ufffe")
def test_every_text_at_all_gives_a_whole_file(word_file, value):
    assert words(word_file.render({"x": value}))[-1] == "จบ"


@pytest.fixture(scope="module")
def word_file(tmp_path_factory: pytest.TempPathFactory) -> Template:
    word, path = docx.Document(), tmp_path_factory.mktemp("form") / "paper.docx"
    lines(word, "ต้น {{ x }} ท้าย", "จบ")
    word.save(path)
    return Template(path)


def test_line_breaks_and_tabs_of_a_value_are_those_of_word(paper):
    xml = opc.read(paper("{{ x }}").render({"x": "ก\nข\tค"}))["word/document.xml"].decode()
    assert ">ก</w:t><w:br/><w:t" in xml and "ข</w:t></w:r><w:r><w:tab/></w:r>" in xml


def test_a_list_shown_whole_is_a_mistake_of_the_template(paper):
    with pytest.raises(GenError, match=r"E414 .*ย่อหน้า 1 .*join"):
        paper("{{ x }}").render({"x": ["ก"]})


def test_the_name_of_a_file_is_official_and_not_escaped():
    assert text("{{ number }} {{ subject }}", {"number": 12, "subject": "A & B"}) == "๑๒ A & B"
    with pytest.raises(GenError, match="E410"):
        text("{{ subjct }}", {"subject": "ก"})


# --- every form


def _leniently(value: Any) -> bytes:
    return environment().text_of(value).encode()


@pytest.mark.slow
@pytest.mark.parametrize("name", made.NAMES)
def test_the_papers_of_every_form_are_docxtpls_own(name):
    form = made.form(name)
    for case, paper in ((one, of) for one in made.cases(name) for of in form.papers if ready(one, of)):
        names = context(case, paper, made.office(), receivers(case, paper)[0])
        tpl, env = DocxTemplate(paper.template), environment()
        env.shown = _leniently  # where XML may stand, docxtpl does not know
        tpl.render(dict(names), env, autoescape=True)
        buffer = BytesIO()
        tpl.save(buffer)
        end = partial(finish, find_file=made.other_paper)  # charts, contents and papers inside are ours in both
        ours = Template(paper.template).render(names, end=end)
        assert_same(canonical(opc.read(ours)), canonical(end(opc.read(buffer.getvalue()), names)))


@pytest.mark.parametrize("name", made.NAMES)
def test_only_templates_whose_columns_depend_on_the_case_are_parsed_again(name):
    for paper in made.form(name).papers:
        opened = Template(paper.template)
        assert (opened.mode, opened.why) == ("text", "") or "จำนวนช่องของแถวขึ้นกับข้อมูล" in opened.why


# --- the file


def test_the_same_case_gives_the_same_bytes(template):  # noqa: F811
    path = template(lambda word: lines(word, "{{ x }}"))
    first, second = Template(path), Template(path)
    made = first.render({"x": "ก"}, "ชื่อ", "สพป.", date(2026, 1, 2))
    first.render({"x": "ข"})
    assert made == first.render({"x": "ก"}, "ชื่อ", "สพป.", date(2026, 1, 2))
    assert made == second.render({"x": "ก"}, "ชื่อ", "สพป.", date(2026, 1, 2))


def test_threads_share_a_template(paper):
    shared = paper("{%p for x in xs %}", "{{ x }} {{ n }}", "{%p endfor %}", "{{ n }}")
    cases = [{"xs": [f"ค{i}"] * (i % 7), "n": f"เลข {i}"} for i in range(200)]
    alone = [shared.render(case) for case in cases]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(shared.render, cases)) == alone


def test_the_archive_is_whole_and_its_members_have_no_clock(paper):
    archive = zipfile.ZipFile(BytesIO(paper("{{ x }}").render({"x": "ก"})))
    assert archive.testzip() is None
    assert archive.namelist()[0] == "[Content_Types].xml"
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_say_title_office_and_day(paper):
    made = docx.Document(BytesIO(paper("{{ x }}").render({"x": "ก"}, "A & <B>", "สพป.", date(2026, 1, 2))))
    properties = made.core_properties
    assert (properties.title, properties.author) == ("A & <B>", "สพป.")
    assert properties.created.date() == properties.modified.date() == date(2026, 1, 2)


def test_a_property_with_a_tag_is_filled_in(template):  # noqa: F811
    def build(word: Any) -> None:
        word.core_properties.subject = "เรื่อง {{ x }}"
        lines(word, "{{ x }}")

    made = docx.Document(BytesIO(Template(template(build)).render({"x": "A & 1"}, "ชื่อ")))
    assert (made.core_properties.subject, made.core_properties.title) == ("เรื่อง A & ๑", "ชื่อ")


# --- mistakes of templates, at their place


def everywhere(word: Any) -> None:
    lines(word, "หนึ่ง", "สอง {{ name }}")
    table(word, ["ก", "ข"], ["ค", "{{ person.nmae }}"])
    word.sections[0].header.paragraphs[0].text = "{{ phone }}"


def render(build: Build, template: Callable[[Build], Path], **names: Any) -> str:  # noqa: F811
    with pytest.raises(GenError) as caught:
        Template(template(build)).render(names)
    return str(caught.value)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"nam": "", "person": {}}, 'E410 form/paper.docx ย่อหน้า 2 (สอง {{ name }}): ไม่มีช่อง "name" หรือหมายถึง "nam"'),
        (
            {"name": "", "person": {"name": ""}},
            'E410 form/paper.docx ย่อหน้า 6 ({{ person.nmae }}): ไม่มีช่อง "nmae" หรือหมายถึง "name"',
        ),
        (
            {"name": "", "person": {"nmae": ""}, "fone": ""},
            'E410 form/paper.docx (หัวกระดาษ) ย่อหน้า 1 ({{ phone }}): ไม่มีช่อง "phone"',
        ),
    ],
)
def test_an_unknown_name_is_told_with_its_paragraph_and_what_is_near(names, expected, template):  # noqa: F811
    assert render(everywhere, template, **names) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{{ day.formall }}", 'E410 form/paper.docx ย่อหน้า 2 ({{ day.formall }}): ไม่มีช่อง "formall" หรือหมายถึง "formal"'),
        ("{{ x | nofilter }}", "E411 form/paper.docx ย่อหน้า 2 ({{ x | nofilter }}): เขียนแท็กผิด"),
        ("{% if %}", "E411 form/paper.docx ย่อหน้า 2 ({% if %}): เขียนแท็กผิด"),
        ("{% include 'a' %}", "E414 form/paper.docx ย่อหน้า 2 ({% include 'a' %}): ใช้สิ่งที่ไม่อนุญาต (ใช้คำสั่ง include ในแม่แบบไม่ได้)"),
        ("{{ 1 / 0 }}", "E425 form/paper.docx ย่อหน้า 2 ({{ 1 / 0 }}): แสดงค่านี้ไม่ได้ (หารด้วยศูนย์)"),
    ],
)
def test_a_wrong_tag_is_told_with_its_paragraph(tag, expected, template):  # noqa: F811
    assert render(lambda word: lines(word, "หนึ่ง", tag), template, x="", day=Day(date(2019, 6, 7))).startswith(expected)


def test_a_wrong_tag_in_a_property_is_told(template):  # noqa: F811
    def build(word: Any) -> None:
        word.core_properties.subject = "{{ nothing }}"
        lines(word, "เนื้อความ")

    assert render(build, template).startswith('E410 form/paper.docx (คุณสมบัติ) ย่อหน้า 1 ({{ nothing }}): ไม่มีช่อง "nothing"')


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no Word file"])
def test_what_is_no_word_file_is_told(data, tmp_path):
    path = tmp_path / "paper.docx"
    path.write_bytes(data)
    with pytest.raises(GenError, match="E415"):
        Template(path)


def test_tags_in_text_that_was_deleted_are_none(template):  # noqa: F811
    def build(word: Any) -> None:
        word.add_paragraph("ก {{ x }}")
        gone = "<w:del xmlns:w='%s' w:id='1' w:author='a'><w:r><w:delText>{{ gone }}</w:delText></w:r></w:del>"
        word.paragraphs[-1]._p.append(etree.fromstring(gone % "http://schemas.openxmlformats.org/wordprocessingml/2006/main"))

    made = Template(template(build)).render({"x": "ข"})
    assert words(made)[-1] == "ก ข" and b"gone" not in opc.read(made)["word/document.xml"]


@pytest.mark.parametrize("title", ["ก\x01ข", "ก\uffffข", "ก\ud800ข"])
def test_a_title_holds_only_what_xml_can(title, paper):
    etree.fromstring(opc.read(paper("{{ x }}").render({"x": ""}, title))["docProps/core.xml"])


@pytest.mark.parametrize(("pattern", "code"), [
    ("{{ nothing }}", "E410"), ("{{ x", "E411"), ("{{ x | nofilter }}", "E411"), ("{{ x.__class__ }}", "E414"),
    ("{{ x > 1 }}", "E425"), ("{% for a in many %}{% for b in many %}{% for c in many %}{{ x }}{% endfor %}{% endfor %}{% endfor %}", "E413"),
    ("{% for a in many %}{% for b in many %}{% for c in many %}{% for d in many %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}", "E413"),
])  # fmt: skip
def test_a_wrong_name_of_a_file_is_told(pattern, code, monkeypatch):
    monkeypatch.setattr(sys.modules["generator.render.environment"], "SECONDS_OF_LINE", 0.3)
    with pytest.raises(GenError) as raised:
        text(pattern, {"x": "ก", "many": ["ก" * 9] * 300})
    assert raised.value.code == code and "{" in str(raised.value)
