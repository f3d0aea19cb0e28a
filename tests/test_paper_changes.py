"""What a clerk changed since a paper was made: as text, as tracked changes, and read back into the case."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.errors import GenError
from generator.issue import issue
from generator.office import Office
from generator.paper import text
from generator.paper.changes import Change, data_changes, marked, pieces, summary, text_changes
from generator.paper.tracked import tracked
from generator.render import official
from generator.services.compare import compare, pair, read_back
from generator.thai import Day, arabic_digits
from generator.word import opc
from generator.word.revisions import accept
from generator.word.xml import find_all, local, w
from tests import libreoffice, paper, small
from tests.mistakes import TODAY

BODY = "word/document.xml"
WORDS = st.text(st.sampled_from("กขคงจ ำ่๑๒\u00a0-"), max_size=12)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small.office(tmp_path_factory.mktemp("สำนักงาน"))


@pytest.fixture
def path(office: Office) -> Path:
    for file in office.out.rglob("*.docx"):
        file.unlink()
    more = {"ผู้รับผิดชอบ": "นายสมชาย ใจดี", "เลขประจำตัวประชาชน": "1-2345-67890-12-1"}
    return small.slips(office, ["จัดซื้อวัสดุสำนักงาน"], "ขอให้ดำเนินการต่อไป", **more).papers[0].path


# --- as text


def test_a_paper_that_nobody_edited_has_no_changes(office, path):
    """Though a citizen ID is kept masked."""
    found = pair(office, path)
    assert (found.changes, found.notices) == ((), ())


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ("text", "ย่อหน้าที่ 2: [-ขอให้-]{+ขอความอนุเคราะห์ให้เร่ง+}ดำเนินการต่อ…"),
        ("table", "ตารางที่ 1 แถว 2 ช่อง 1: {+เพิ่มเอง+}"),
        ("tracked changes", "ย่อหน้าที่ 1: ใบสั่งที่{+ แทรก+}"),
        ("a comment", "ย่อหน้าที่ 1: "),
    ],
)
def test_each_edit_is_told_at_its_place_word_by_word(office, path, edit, told):
    path.write_bytes(small.EDITS[edit](path.read_bytes()))
    lines = [marked(change) for change in pair(office, path).changes]
    assert any(line.startswith(told) for line in lines), lines


def test_a_moved_paragraph_is_told_as_gone_and_come(office, path):
    path.write_bytes(small.EDITS["a paragraph moved"](path.read_bytes()))
    kinds = [(bool(change.old), bool(change.new)) for change in pair(office, path).changes if "สั่ง ณ" in change.old + change.new]
    assert sorted(kinds) == [(False, True), (True, False)]


def test_number_and_day_of_an_issued_paper_are_no_changes_of_the_clerk(office, path, tmp_path):
    own = small.office(tmp_path / "อีกแห่ง")
    path = small.slips(own, ["ก"]).papers[0].path
    issue([path], own)
    assert pair(own, path).changes == ()


def test_a_template_that_changed_since_is_told(tmp_path):
    own = small.office(tmp_path)
    path = small.slips(own, ["ก"]).papers[0].path
    template = small.form(own).papers[0].template
    template.write_bytes(small.changed(template.read_bytes(), lambda xml: xml.replace("สั่ง ณ", "ให้ไว้ ณ")))
    found = pair(own, path)
    assert [notice.code for notice in found.notices] == ["W603"] and len(found.changes) == 1


def test_a_signer_or_choice_that_is_gone_is_told(office, path):
    data = small.changed(path.read_bytes(), lambda xml: xml.replace('"owner":"นายสมชาย ใจดี"', '"owner":"12345"'), "customXml/gen.xml")
    path.write_bytes(data)
    with pytest.raises(GenError, match=r"E612 .*ผู้รับผิดชอบ"):
        pair(office, path)


def test_a_file_that_is_not_ours_has_no_review(office, tmp_path):
    (tmp_path / "ก.docx").write_bytes(small.template())
    with pytest.raises(GenError, match="E611"):
        pair(office, tmp_path / "ก.docx")
    with pytest.raises(GenError, match="E301"):
        pair(office, tmp_path / "ข.docx")


@given(WORDS, WORDS)
def test_the_words_of_a_change_give_both_texts(old, new):
    found = pieces(old, new)
    assert "".join(one[1] for one in found) == old and "".join(one[2] for one in found) == new
    assert all((kind == "equal") == (a == b) for kind, a, b in found)


def test_data_is_told_by_label_and_row(office):
    fields = small.form(office).fields
    old = {"subject": "ก", "posts": [{"name": "ครู", "place": "บ้านนา"}, {"name": "ครู", "place": "วัดเหนือ"}]}
    new = {"subject": "ข", "posts": [{"name": "ครู", "place": "บ้านนา"}, {"name": "ครูใหญ่", "place": "วัดเหนือ"}, {"name": "ภารโรง"}]}
    assert [str(change) for change in data_changes(fields, old, new)] == [
        'เรื่อง: "ก" → "ข"',
        'อัตรา แถว 2 › ชื่อ: "ครู" → "ครูใหญ่"',
        'อัตรา แถว 3: เพิ่ม "ภารโรง"',
    ]
    assert data_changes(fields, old, old) == []


def test_a_summary_is_short():
    long = "ความ" * 100
    changes = [Change("เรื่อง", long + "ก" + long, long + "ข" + long), *[Change("ที่", "", str(n)) for n in range(9)]]
    told = summary(changes)
    assert "…ความความความก" in told and told.endswith("และอีก 7 แห่ง") and len(told) < 200


# --- as tracked changes


@pytest.mark.parametrize("edit", ["text", "table", "tracked changes", "a paragraph moved"])
def test_a_copy_shows_the_changes_as_tracked(office, path, edit, validator, tmp_path):
    path.write_bytes(small.EDITS[edit](path.read_bytes()))
    before = path.read_bytes()
    copy = compare(office, path, tmp_path / "ที่แก้.docx").tracked
    assert path.read_bytes() == before and copy == tmp_path / "ที่แก้.docx"
    assert paper.validate([copy]) == []
    root = etree.fromstring(opc.read(copy.read_bytes())[BODY])
    assert root.findall(".//{*}ins") or root.findall(".//{*}del")
    accept(root)
    now = etree.fromstring(opc.read(before)[BODY])
    accept(now)
    assert said(root) == said(now)


def test_libreoffice_sees_the_tracked_changes(office, path, soffice, tmp_path):
    small.edit_file(path, small.text)
    copy = compare(office, path, tmp_path / "ที่แก้.docx").tracked
    program = [libreoffice.soffice(), f"-env:UserInstallation={libreoffice.profile().as_uri()}", "--headless"]
    subprocess.run([*program, "--convert-to", "fodt", "--outdir", tmp_path, copy], check=True, capture_output=True)
    seen = etree.fromstring((tmp_path / "ที่แก้.fodt").read_bytes(), etree.XMLParser(huge_tree=True))
    kinds = {etree.QName(node[0]).localname for node in seen.iter("{*}changed-region")}
    assert kinds == {"insertion", "deletion"}


def test_rejecting_all_changes_gives_the_paper_as_it_was_made(office, path):
    made = path.read_bytes()
    for edit in ("text", "table", "a paragraph moved"):
        root = etree.fromstring(opc.read(tracked(made, small.EDITS[edit](made)))[BODY])
        assert said(rejected(root)) == said(etree.fromstring(opc.read(made)[BODY]))
        assert len(root.findall(".//{*}tr")) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, min_size=1, max_size=6))
def test_any_paragraphs_are_got_back_by_accepting_and_by_rejecting(old, new):
    made, now = (small.wordfile("".join(map(small.paragraph, lines)) + "<w:sectPr/>") for lines in (old, new))
    data = opc.read(tracked(made, now))[BODY]
    accepted = etree.fromstring(data)
    accept(accepted)
    assert said(accepted) == [line for line in new if line.strip()]
    assert said(rejected(etree.fromstring(data))) == [line for line in old if line.strip()]


def rejected(root: etree._Element) -> etree._Element:
    """All tracked changes undone, by the rules of ECMA-376-1 17.13.5."""
    for row in [row for row in root.iter(w("tr")) if row.find(f"{w('trPr')}/{w('ins')}") is not None]:
        row.getparent().remove(row)
    for mark in list(root.iter("{*}rPr")):
        if mark.find("{*}ins") is not None and mark.getparent().tag == w("pPr"):
            paragraph = mark.getparent().getparent()
            paragraph.getparent().remove(paragraph)
    for node in [node for node in root.iter(w("ins")) if node.getparent() is not None]:
        node.getparent().remove(node)
    for node in list(root.iter(w("delText"))):
        node.tag = w("t")
    for node in list(root.iter(w("del"))):
        for child in list(node):
            node.addprevious(child)
        node.getparent().remove(node)
    return root


def said(root: etree._Element) -> list[str]:
    """The words of each paragraph that has some."""
    lines = ("".join(map(sign, find_all(paragraph, ".//w:t | .//w:r/w:tab"))) for paragraph in root.iter(w("p")))
    return [line for line in lines if line.strip()]


def sign(node: etree._Element) -> str:
    return "\t" if local(node) == "tab" else node.text or ""


# --- read back


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.integers(1, 99_999), st.dates(TODAY.replace(year=2026), TODAY.replace(year=2030)), st.booleans())
def test_a_bound_field_that_is_edited_in_word_is_read_back(office, number, day, in_words):
    """make → edit a bound field in the XML as Word does → read gives the edit."""
    path = small.slips(office, ["อ่านกลับ"]).papers[0].path
    data = small.changed(path.read_bytes(), lambda xml: small.typed(xml, "number", official(f"{number}/{Day(day).year}")))
    written = official(Day(day).formal) if in_words else official(Day(day).typed)
    path.write_bytes(small.changed(data, lambda xml: small.typed(xml, "date.formal", written)))
    sure = {one.key: one for one in read_back(office, path) if one.sure and one.now}
    assert sure["number"].now == f"{number}/{Day(day).year}" and sure["date"].now == Day(day).typed
    path.unlink()


def test_a_tracked_insertion_in_a_control_is_read(office, path):
    new = '<w:ins w:id="5" w:author="ก"><w:r><w:t>๒๑๘/๒๕๖๙</w:t></w:r></w:ins>'
    old = '<w:del w:id="6" w:author="ก"><w:r><w:delText>/๒๕๖๙</w:delText></w:r></w:del>'
    pattern = r"(<w:sdtContent>).*?(</w:sdtContent>)"
    small.edit_file(path, lambda xml: re.sub(pattern, rf"\g<1>{new}{old}\2", xml, count=1, flags=re.DOTALL))
    assert [one.now for one in read_back(office, path) if one.key == "number" and one.now] == ["218/2569"]


@pytest.mark.parametrize(
    ("old", "new", "key", "value"),
    [
        ("เรื่อง จัดซื้อวัสดุสำนักงาน", "เรื่อง จัดจ้างเหมาบริการ ๓ ราย", "subject", "จัดจ้างเหมาบริการ 3 ราย"),
        ("สมชาย", "สมศักดิ์", "owner", "นายสมศักดิ์ ใจดี"),
        ("ดำเนินการต่อไป", "ดำเนินการโดยด่วน", "body.1", "ขอให้ดำเนินการโดยด่วน เรื่องจัดซื้อวัสดุสำนักงาน"),
    ],
)
def test_what_a_clerk_changed_in_the_text_is_read_back(office, path, old, new, key, value):
    small.edit_file(path, lambda xml: xml.replace(old, new, 1))
    changed = {one.key: one.now for one in read_back(office, path) if one.changed}
    assert changed == {key: value}


def test_a_paper_that_nobody_edited_reads_as_its_case(office, path):
    assert [one for one in read_back(office, path) if one.changed] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.text(st.sampled_from("กขคงจฉช๑๒ "), min_size=3, max_size=30).map(lambda text: " ".join(text.split())).filter(lambda text: len(text) > 2))
def test_a_subject_that_is_typed_over_is_read_back_or_nothing_is_said(office, subject):
    path = small.slips(office, ["จัดซื้อวัสดุสำนักงาน"]).papers[0].path
    path.write_bytes(small.changed(path.read_bytes(), lambda xml: xml.replace("เรื่อง จัดซื้อวัสดุสำนักงาน", f"เรื่อง {subject}")))
    found = {one.key: one.now for one in read_back(office, path) if one.changed}
    assert found.get("subject", arabic_digits(subject)) == arabic_digits(subject) and set(found) <= {"subject"}
    path.unlink()


def test_the_text_of_a_paper_is_read_as_word_shows_it(office, path):
    lines = {line.where: line.text for line in text.lines(path.read_bytes())}
    assert lines["ตารางที่ 1 แถว 1 ช่อง 1"] == "ชื่อ" and lines["หัวกระดาษ"].startswith("ใบสั่งที่") and "ย่อหน้าที่ 1" in lines
    assert text_changes(path.read_bytes(), path.read_bytes()) == []


def test_a_paper_is_made_again_once_for_all_that_is_asked_of_it(office, path, monkeypatch):
    from generator.make import compare
    from generator.paper.known import know

    small.edit_file(path, small.text)
    made = []
    remake = compare.remake
    monkeypatch.setattr(compare, "remake", lambda *asked: made.append(asked) or remake(*asked))
    known = know(path)
    path.unlink()  # the bytes are enough
    found = pair(office, known)
    assert found.changes and found.tracked() and found.readings and len(made) == 1
