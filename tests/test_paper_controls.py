"""Late values stand in content controls that Word, LibreOffice and we read alike, and templates stay as they are."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator import context
from generator.office import Office
from generator.paper import controls, origin
from generator.paper.data import late_fields
from generator.render import Template
from generator.word import opc
from tests import libreoffice, made, paper, small
from tests.wordfile import SPACES

LATE = {"number": "เลขที่", "date": "วันที่"}
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30).filter(lambda text: not re.search("[\ufffe\uffff]", text))


def run(inner: str) -> str:
    return f"<w:p><w:r><w:rPr><w:b/></w:rPr>{inner}</w:r></w:p>"


def bound(inner: str) -> str:
    return controls.bind(run(inner), LATE)


def xml_of(part: str) -> etree._Element:
    return etree.fromstring(f"<w:body {SPACES}>{part}</w:body>")


def words(part: str) -> str:
    return "".join(xml_of(part).itertext("{*}t"))


# --- in a template


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("ที่ {{ number }}", ["number"]),
        ("{{number}}{{ date.formal }}", ["number", "date.formal"]),
        ("ที่ {{ number }} ลงวันที่ {{ date.formal }} เรื่อง {{ subject }}", ["number", "date.formal"]),
        ("{% if x %}{{ date }}{% endif %}", ["date"]),
        ("{{ number | arabic }} {{ old.number }} {{ numbers }} {{ 'number' }}", []),
    ],
)
def test_each_late_tag_becomes_a_control_and_the_words_stay(text, tags):
    xml = bound(f"<w:t>{text}</w:t>")
    assert [control.tag for control in controls.controls(xml)] == tags
    assert words(xml) == re.sub(r"\{\{\s*((?:number|date)[\w.]*)\s*\}\}", r"{{ \1 }}", text)
    bold = [node for node in xml_of(xml).iter("{*}r") if node.find("{*}rPr/{*}b") is None]
    assert bold == []


def test_what_else_stands_in_the_run_stays_in_its_place():
    xml = bound('<w:tab/><w:t>ที่ {{ number }}</w:t><w:br/><w:t xml:space="preserve"> จบ</w:t>')
    inside = [etree.QName(node).localname for node in xml_of(xml).iter("{*}tab", "{*}t", "{*}br")]
    assert inside == ["tab", "t", "t", "br", "t"] and words(xml) == "ที่ {{ number }} จบ"


def test_a_control_of_the_template_itself_gets_no_control_inside():
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('<w:t>{{ number }}</w:t>')}</w:sdtContent></w:sdt>"
    assert controls.bind(inner, LATE) == inner


def test_a_template_without_late_tags_is_not_touched():
    xml = run("<w:t>{{ subject }}</w:t>")
    assert controls.bind(xml, LATE) == xml and controls.bind(xml, {}) == xml


@pytest.mark.parametrize("name", ["order", "letter"])
def test_papers_with_controls_look_as_without_them(name, soffice, tmp_path):
    """The pictures of the pages, dot by dot."""
    case = made.cases(name)[0]
    one = next(one for one in case.form.papers if context.ready(case, one))
    names = context.context(case, one, made.office(), context.receivers(case, one)[0])
    files = []
    for late in (None, late_fields(case.form, one)):
        files.append(tmp_path / f"{bool(late)}.docx")
        files[-1].write_bytes(Template(one.template, None, late).render(names))
    plain, controlled = (pymupdf.open(pdf) for pdf in libreoffice.to_pdfs(files, tmp_path))
    assert [page.get_pixmap(dpi=70).samples for page in plain] == [page.get_pixmap(dpi=70).samples for page in controlled]
    assert not any(page.first_widget for page in controlled)


def test_the_engine_keeps_its_fast_way(tmp_path):
    office = small.office(tmp_path)
    assert Template(small.form(office).papers[0].template, None, LATE).mode == "text"


# --- in a made file


@given(TEXTS, TEXTS)
def test_a_value_that_is_filled_in_is_read_again(first, second):
    xml = bound("<w:t>ก {{ number }} ข {{ number }} ค {{ date }}</w:t>")
    for value in (first, second):
        xml = controls.fill(xml, {"number": value})
        assert [one.text for one in controls.controls(xml) if one.tag == "number"] == [value, value]
        assert words(xml) == f"ก {value} ข {value} ค {{{{ date }}}}"


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_what_word_writes_into_a_control_is_read_as_word_shows_it(value, pieces, deleted):
    """Runs split, tracked insertions and deletions, as Word leaves them."""
    runs = []
    for n, piece in enumerate(pieces):
        one = f'<w:r w:rsidRPr="00AB12CD"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{html.escape(piece)}</w:t></w:r>'
        runs.append(f'<w:ins w:id="{n}" w:author="ก">{one}</w:ins>' if n % 2 else one)
    if deleted:
        runs.insert(1, '<w:del w:id="90" w:author="ก"><w:r><w:delText>ของเดิม</w:delText></w:r></w:del>')
    xml = re.sub(r"<w:sdtContent>.*</w:sdtContent>", lambda _: f"<w:sdtContent>{''.join(runs)}</w:sdtContent>", bound("<w:t>{{ number }}</w:t>"))
    assert [one.text for one in controls.controls(xml)] == ["".join(pieces)]
    filled = controls.fill(xml, {"number": value})
    assert [one.text for one in controls.controls(filled)] == [value]
    assert ("ของเดิม" in filled) == deleted
    assert xml_of(filled).xpath("count(//*)") == xml_of(xml).xpath("count(//*)")


@pytest.mark.parametrize("contents", ["<w:sdtContent/>", "<w:sdtContent></w:sdtContent>", "<w:sdtContent><w:r/></w:sdtContent>"])
def test_an_empty_control_is_filled(contents):
    xml = re.sub(r"<w:sdtContent>.*</w:sdtContent>", contents, bound("<w:t>{{ number }}</w:t>"))
    assert [one.text for one in controls.controls(controls.fill(xml, {"number": "๑/๒๕๖๙"}))] == ["๑/๒๕๖๙"]


def test_a_control_around_a_whole_paragraph_is_filled_inside_it():
    """As Word writes it when the control is all that the paragraph has."""
    xml = re.sub(r"<w:p>(<w:sdt>.*<w:sdtContent>)(.*)(</w:sdtContent></w:sdt>)</w:p>", r"\1<w:p>\2</w:p>\3", bound("<w:t>{{ number }}</w:t>"))
    filled = controls.fill(xml, {"number": "๑"})
    assert xml_of(filled).findtext(".//{*}p/{*}r/{*}t") == "๑"


def test_controls_of_other_programs_are_let_alone():
    xml = bound("<w:t>{{ number }}</w:t>").replace(controls.STORE, "{00000000-0000-0000-0000-000000000000}")
    assert list(controls.controls(xml)) == [] and controls.fill(xml, {"number": "๑"}) == xml


# --- the custom XML part


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return small.office(tmp_path)


def test_a_made_paper_knows_what_it_was_made_from(office):
    made = small.slips(office, ["จัดซื้อ & จัดจ้าง"], ผู้รับผิดชอบ="นายสมชาย ใจดี", **{"เลขประจำตัวประชาชน": "1-2345-67890-12-1"})
    data = made.papers[0].path.read_bytes()
    of, is_edited = origin.read(data)
    assert (of.form, of.paper, of.key, is_edited) == ("slip", "slip", {"subject": "จัดซื้อ & จัดจ้าง"}, False)
    assert of.data["owner"] == "นายสมชาย ใจดี" and of.template == Template(small.form(office).papers[0].template).hash
    assert of.data["id"] == "×-××××-×××××-12-1"
    assert b"67890" not in opc.read(data)[origin.ITEM]


def test_a_form_without_late_fields_has_an_origin_too():
    for path in made.papers("report"):
        of, is_edited = origin.read(path.read_bytes())
        assert of.form == "report" and not is_edited


@pytest.mark.parametrize("edit", small.EDITS)
def test_every_edit_is_seen(office, edit):
    path = small.slips(office, ["ก"]).papers[0].path
    assert origin.read(small.EDITS[edit](path.read_bytes()))[1]


def test_properties_that_a_save_changes_are_no_edit(office):
    path = small.slips(office, ["ก"]).papers[0].path
    parts = opc.read(path.read_bytes())
    saved = re.sub(rb"(dcterms:modified[^>]*>)[0-9]{4}", rb"\g<1>2031", parts["docProps/core.xml"])
    assert saved != parts["docProps/core.xml"]
    assert not origin.read(opc.write({**parts, "docProps/core.xml": saved}))[1]


@pytest.mark.parametrize("spoil", [
    lambda data: b"", lambda data: data[:-30], lambda data: data.replace(b"urn:gen-saraban", b"urn:xen-saraban"),
    lambda data: opc.write({**opc.read(data), origin.ITEM: f'<paper xmlns="{controls.NAMESPACE}"/>'.encode()}),
    lambda data: opc.write({**opc.read(data), origin.ITEM: f'<paper xmlns="{controls.NAMESPACE}"><origin>[1]</origin></paper>'.encode()}),
    lambda data: opc.write({**opc.read(data), origin.ITEM: f'<paper xmlns="{controls.NAMESPACE}"'.encode()}),
    lambda data: small.changed(data, lambda xml: xml.replace('"made":"2026', '"made":"22/11/2026'), origin.ITEM),
    lambda data: small.changed(data, lambda xml: xml.replace('"running":0', '"running":"๑"'), origin.ITEM),
])  # fmt: skip
def test_what_is_not_ours_or_damaged_is_not_ours(office, spoil):
    data = small.slips(office, ["ก"]).papers[0].path.read_bytes()
    assert origin.read(spoil(data)) is None


def test_what_a_later_version_adds_to_the_origin_is_passed_over(office):
    data = small.slips(office, ["ก"]).papers[0].path.read_bytes()
    later = small.changed(data, lambda xml: xml.replace('"made":', '"colour":"red","made":'), origin.ITEM)
    assert origin.read(later)[0] == origin.read(data)[0]


def test_a_made_paper_may_become_a_template(office, validator):
    """A clerk takes a made paper, writes tags into it, and makes it the template of a form."""
    path = small.slips(office, ["ก"]).papers[0].path
    template = small.form(office).papers[0].template
    template.write_bytes(small.changed(path.read_bytes(), lambda xml: small.typed(xml, "number", "{{ number }}")))
    again = small.slips(office, ["ข"]).papers[0].path
    names = [name for name in opc.read(again.read_bytes()) if "customXml" in name]
    assert len(names) == 3 and origin.read(again.read_bytes())[0].key == {"subject": "ข"}
    assert paper.validate([again]) == []


def test_the_outline_of_a_template_does_not_change(office):
    template = small.form(office).papers[0].template
    before = template.read_bytes()
    small.slips(office, ["ก"])
    assert template.read_bytes() == before


def test_an_origin_is_read_without_reading_the_paper(office, monkeypatch):
    """A folder of thousands of papers is asked for where each comes from."""
    data = small.slips(office, ["ก"]).papers[0].path.read_bytes()
    read: list[str] = []

    def noted(archive: zipfile.ZipFile, name: zipfile.ZipInfo | str, *how: object, **more: object) -> object:
        read.append(name if isinstance(name, str) else name.filename)
        return opened(archive, name, *how, **more)

    opened = zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    assert origin.read(data)
    assert "word/document.xml" not in read
