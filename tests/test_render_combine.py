"""Many papers as one Word file: each is on its own pages as it is alone, and no two share what must be apart."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from lxml import etree

from generator.context import context, ready, receivers
from generator.errors import GenError
from generator.render import Picture, Template, sections
from generator.render.combine import combine
from generator.word import opc
from generator.word.xml import NO_HEIGHT
from tests import made, paper
from tests.test_render_equal import Build, footnotes, lines, png, table, template  # noqa: F401

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
RED, GREEN = png("red"), png("green")


@pytest.fixture
def combined(template: Callable[[Build], Path]) -> Callable[..., bytes]:  # noqa: F811
    """The papers of these cases in one file."""

    def make(build: Build, *cases: dict[str, Any]) -> bytes:
        return together(Template(template(build)), cases)

    return make


def together(opened: Template, cases: Any) -> bytes:
    file = BytesIO()
    assert combine(opened, cases, file) == len(cases)
    assert zipfile.ZipFile(file).testzip() is None
    return file.getvalue()


def body(data: bytes) -> etree._Element:
    return etree.fromstring(opc.read(data)["word/document.xml"])


def with_header(word: Any) -> None:
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "หน้าแรกของทุกฉบับ"
    section.header.paragraphs[0].text = "ถึง {{ name }}"
    section.footer.paragraphs[0].text = "ทุกฉบับเหมือนกัน"
    lines(word, "เรียน {{ name }}", "จบ")


def test_each_paper_has_its_own_section_header_and_first_page(combined):
    word = docx.Document(BytesIO(combined(with_header, {"name": "ก"}, {"name": "ข"}, {"name": "ค & ง"})))
    assert [section.header.paragraphs[0].text for section in word.sections] == ["ถึง ก", "ถึง ข", "ถึง ค & ง"]
    assert {section.footer.paragraphs[0].text for section in word.sections} == {"ทุกฉบับเหมือนกัน"}
    assert {section.first_page_header.paragraphs[0].text for section in word.sections} == {"หน้าแรกของทุกฉบับ"}
    assert {section.start_type for section in word.sections} == {WD_SECTION.NEW_PAGE}
    assert word.element.xpath("//w:pgNumType/@w:start") == ["1", "1", "1"]
    assert [p.text for p in word.paragraphs] == ["เรียน ก", "จบ", "เรียน ข", "จบ", "เรียน ค & ง", "จบ"]


def test_one_paper_alone_is_that_paper(combined):
    word = docx.Document(BytesIO(combined(with_header, {"name": "ก"})))
    assert len(word.sections) == 1 and [p.text for p in word.paragraphs] == ["เรียน ก", "จบ"]


def test_a_template_without_tags_is_repeated(combined):
    word = docx.Document(BytesIO(combined(lambda word: lines(word, "เหมือนกัน"), {}, {})))
    assert [p.text for p in word.paragraphs] == ["เหมือนกัน", "เหมือนกัน"]


def two_sections(word: Any) -> None:
    lines(word, "ส่วนหนึ่ง {{ name }}")
    other = word.add_section(WD_SECTION.CONTINUOUS)
    other.header.is_linked_to_previous = False
    other.header.paragraphs[0].text = "หัวของส่วนสอง {{ name }}"
    lines(word, "ส่วนสอง")


def test_a_paper_of_two_sections_takes_no_header_of_the_paper_before(combined):
    word = docx.Document(BytesIO(combined(two_sections, {"name": "ก"}, {"name": "ข"})))
    heads = [section.header.paragraphs[0].text for section in word.sections]
    assert heads == ["", "หัวของส่วนสอง ก", "", "หัวของส่วนสอง ข"]
    new, going_on = WD_SECTION.NEW_PAGE, WD_SECTION.CONTINUOUS
    assert [section.start_type for section in word.sections] == [new, going_on, new, going_on]
    assert [section._sectPr.xpath("w:pgNumType/@w:start") for section in word.sections] == [["1"], [], ["1"], []]


def with_pictures(word: Any) -> None:
    word.add_paragraph().add_run().add_picture(BytesIO(RED), width=Cm(1))
    lines(word, "{{ photo }}")
    word.sections[0].header.paragraphs[0].text = "{{ photo }}"


def test_pictures_stay_with_their_paper_and_are_kept_once(combined):
    cases = [{"photo": Picture(data, 1)} for data in (GREEN, png("blue"), GREEN, RED)]
    data = combined(with_pictures, *cases)
    parts = opc.read(data)
    assert sum(name.startswith("word/media/") for name in parts) == 3
    word = docx.Document(BytesIO(data))
    shown = [word.part.related_parts[rid].blob for rid in word.element.xpath("//a:blip/@r:embed")]
    assert shown == [RED, GREEN, RED, png("blue"), RED, GREEN, RED, RED]
    for section, case in zip(word.sections, cases, strict=True):
        part = section.header.part
        assert [part.related_parts[rid].blob for rid in part.element.xpath("//a:blip/@r:embed")] == [case["photo"].data]
    ids = word.element.xpath("//wp:docPr/@id")
    assert len(set(ids)) == len(ids) == 8


def with_list(word: Any) -> None:
    numbering = word.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    numbering.append(parse_xml(
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1)'/></w:lvl></w:abstractNum>"
    ))  # fmt: skip
    numbering.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='1'><w:abstractNumId w:val='0'/></w:num>"))
    for text in ("{{ name }}", "ข้อถัดไป"):
        properties = word.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"))


def test_lists_start_again_in_each_paper(combined):
    data = combined(with_list, {"name": "ก"}, {"name": "ข"})
    assert body(data).xpath("//w:numId/@w:val", namespaces=W) == ["2", "2", "3", "3"]
    numbering = etree.fromstring(opc.read(data)["word/numbering.xml"])
    assert numbering.xpath("w:num[@w:numId='3']/w:lvlOverride[@w:ilvl='0']/w:startOverride/@w:val", namespaces=W) == ["3"]


def test_a_style_that_numbers_is_refused(template):  # noqa: F811
    def build(word: Any) -> None:
        style = parse_xml(
            f"<w:style {nsdecls('w')} w:type='paragraph' w:styleId='Numbered'><w:name w:val='Numbered'/><w:pPr>"
            "<w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        )
        word.styles.element.append(style)
        lines(word, "{{ name }}")
        word.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(f"<w:pStyle {nsdecls('w')} w:val='Numbered'/>"))

    with pytest.raises(GenError, match=r"E416 .*Numbered"):
        combine(Template(template(build)), [], BytesIO())


def test_footnotes_stay_with_their_paper(combined):
    def build(word: Any) -> None:
        lines(word, "{{ a }}")
        footnotes(word)
        word.paragraphs[0].add_run()._r.append(parse_xml(f"<w:footnoteReference {nsdecls('w')} w:id='1'/>"))

    data = combined(build, {"a": "ก"}, {"a": "ข"})
    notes = etree.fromstring(opc.read(data)["word/footnotes.xml"])
    texts = {note.get(qn("w:id")): "".join(note.itertext()) for note in notes}
    said = [texts[ref] for ref in body(data).xpath("//w:footnoteReference/@w:id", namespaces=W)]
    assert said == ["เชิงอรรถ ก", "เชิงอรรถ ข"]
    assert len(body(data).xpath("//w:numRestart[@w:val='eachSect']", namespaces=W)) == 2


def test_bookmarks_and_bound_controls_are_kept_apart(combined):
    def build(word: Any) -> None:
        lines(word, "{{ name }}")
        paragraph = word.paragraphs[0]._p
        paragraph.insert(0, parse_xml(f"<w:bookmarkStart {nsdecls('w')} w:id='0' w:name='here'/>"))
        paragraph.append(parse_xml(f"<w:bookmarkEnd {nsdecls('w')} w:id='0'/>"))
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText> PAGEREF here </w:instrText></w:r>"))
        paragraph.append(parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:id w:val='7'/><w:dataBinding w:xpath='/a' w:storeItemID='x'/></w:sdtPr>"
            "<w:sdtContent><w:r><w:t>๑</w:t></w:r></w:sdtContent></w:sdt>"
        ))  # fmt: skip

    xml = opc.read(combined(build, {"name": "ก"}, {"name": "ข"}))["word/document.xml"].decode()
    assert re.findall(r'w:name="(here[^"]*)"', xml) == ["here_1", "here_2"]
    assert re.findall(r"PAGEREF (\w+)", xml) == ["here_1", "here_2"]
    assert len(set(re.findall(r'bookmarkStart w:id="(\d+)"', xml))) == 2
    assert "dataBinding" not in xml and 'w:id w:val="7"' not in xml


def test_the_number_of_pages_is_that_of_the_paper(combined):
    def build(word: Any) -> None:
        lines(word, "{{ name }}")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " NUMPAGES ")
        word.sections[0].footer.paragraphs[0]._p.append(field)

    data = combined(build, {"name": "ก"}, {"name": "ข"})
    assert b" SECTIONPAGES " in opc.read(data)["word/footer1.xml"]


SECTION = '<w:sectPr><w:pgSz w:w="1"/></w:sectPr>'


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ("<w:p/>", f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"),
        ("<w:p><w:r/></w:p>", f"<w:p><w:pPr>{SECTION}</w:pPr><w:r/></w:p>"),
        ('<w:p w:a="b"><w:pPr><w:jc/></w:pPr></w:p>', f'<w:p w:a="b"><w:pPr><w:jc/>{SECTION}</w:pPr></w:p>'),
        ("<w:p><w:pPr/><w:r/></w:p>", f"<w:p><w:pPr>{SECTION}</w:pPr><w:r/></w:p>"),
        (
            '<w:p><w:pPr><w:rPr/><w:pPrChange w:id="1"><w:pPr/></w:pPrChange></w:pPr></w:p>',
            f'<w:p><w:pPr><w:rPr/>{SECTION}<w:pPrChange w:id="1"><w:pPr/></w:pPrChange></w:pPr></w:p>',
        ),
        ("<w:tbl></w:tbl>", "<w:tbl></w:tbl>" + NO_HEIGHT.format(SECTION)),
        ("<w:p><x><w:p/></x></w:p>", "<w:p><x><w:p/></x></w:p>" + NO_HEIGHT.format(SECTION)),
    ],
)  # fmt: skip
def test_a_section_ends_in_the_last_paragraph_where_there_is_one(blocks, expected):
    assert sections.ended(blocks, SECTION) == expected


@pytest.mark.parametrize(
    ("xml", "blocks", "last"),
    [
        ("<w:p/><w:sectPr/>", "<w:p/>", "<w:sectPr></w:sectPr>"),
        (f"<w:p/>{SECTION}", "<w:p/>", SECTION),
        (f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>{SECTION}", f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>", SECTION),
        ("<w:p/>", "<w:p/>", "<w:sectPr></w:sectPr>"),
        (
            '<w:p/><w:sectPr><w:cols/><w:sectPrChange w:id="1"><w:sectPr/></w:sectPrChange></w:sectPr>',
            "<w:p/>",
            '<w:sectPr><w:cols/><w:sectPrChange w:id="1"><w:sectPr/></w:sectPrChange></w:sectPr>',
        ),
    ],
)
def test_the_last_section_is_found(xml, blocks, last):
    assert sections.split(xml) == (blocks, last)


# --- laid out


@pytest.mark.parametrize("name", ["letter", "order", "minutes"])
def test_papers_have_the_pages_and_lines_that_they_have_alone(name, tmp_path, soffice):
    """LibreOffice may break a page a paragraph sooner where a section ends, so pages are counted and lines compared."""
    of = made.form(name).papers[0]
    found = [case for case in made.cases(name) if ready(case, of)]
    cases = [context(case, of, made.office(), receivers(case, of)[0]) for case in found] * 2
    opened = Template(of.template)
    files = [tmp_path / f"{n}.docx" for n in range(len(cases))]
    for file, case in zip(files, cases, strict=True):
        file.write_bytes(opened.render(case))
    (tmp_path / "all.docx").write_bytes(together(opened, cases))
    *alone, whole = (paper.pages(pdf) for pdf in paper.to_pdfs([*files, tmp_path / "all.docx"], tmp_path))
    pages = [page for pages in alone for page in pages]
    assert len(whole) == len(pages)
    assert sorted(line.text for page in whole for line in page.lines) == sorted(line.text for page in pages for line in page.lines)


def test_a_combined_file_is_valid(template, tmp_path, validator):  # noqa: F811
    def build(word: Any) -> None:
        with_header(word)
        with_list(word)
        with_pictures(word)
        table(word, ["{{ name }}"])

    file = tmp_path / "all.docx"
    cases = [{"name": name, "photo": Picture(GREEN, 1)} for name in ("ก", "ข", "ค")]
    file.write_bytes(together(Template(template(build)), cases))
    assert paper.validate([file]) == []
