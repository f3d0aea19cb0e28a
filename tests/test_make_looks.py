"""Edits of every kind are edits: made again, the file is kept, and gen diff says what looks otherwise."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.make.looks import look_changes
from generator.office import Office
from generator.outbox import BESIDE
from generator.paper import origin
from generator.paper.changes import text_changes
from generator.services.compare import pair
from generator.word import opc
from tests import libreoffice, made, small

BODY = "word/document.xml"
PICTURE = '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"/></w:drawing></w:r>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
MATH = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'


def first_run(properties: str) -> Callable[[str], str]:
    """The first run of the paper with other properties."""
    return lambda xml: xml.replace("<w:rPr><w:b/></w:rPr>", f"<w:rPr><w:b/>{properties}</w:rPr>", 1)


def into(inserted: str) -> Callable[[str], str]:
    """Something put at the end of the first paragraph."""
    return lambda xml: xml.replace("</w:p>", f"{inserted}</w:p>", 1)


def paragraph(properties: str) -> Callable[[str], str]:
    return lambda xml: xml.replace("<w:p>", f"<w:p><w:pPr>{properties}</w:pPr>", 1)


EDITS = {
    "ตัวหนา": first_run("<w:bCs/>"), "ตัวเอน": first_run("<w:iCs/>"), "ขีดเส้นใต้": first_run('<w:u w:val="single"/>'),
    "ขีดฆ่า": first_run("<w:strike/>"), "ซ่อนข้อความ": first_run("<w:vanish/>"), "สีอักษร": first_run('<w:color w:val="FF0000"/>'),
    "สีเน้น": first_run('<w:highlight w:val="yellow"/>'), "ขนาดอักษร": first_run('<w:szCs w:val="48"/>'),
    "แบบอักษร": first_run('<w:rFonts w:cs="Angsana New"/>'), "ตัวยก": first_run('<w:vertAlign w:val="superscript"/>'),
    "การจัดแนว": paragraph('<w:jc w:val="center"/>'), "เยื้องซ้าย": paragraph('<w:ind w:left="1440"/>'),
    "ระยะบรรทัด": paragraph('<w:spacing w:line="480" w:lineRule="auto"/>'), "ระยะก่อนย่อหน้า": paragraph('<w:spacing w:before="240"/>'),
    "ขึ้นหน้าใหม่": into('<w:r><w:br w:type="page"/></w:r>'), "รูปภาพ": into(PICTURE), "สมการ": into(MATH), "ช่องคำนวณ": into(FIELD),
    "สัญลักษณ์": into('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
    "ขอบกระดาษ": lambda xml: re.sub(r"(<w:pgSz[^>]*/>)", r'\1<w:pgMar w:top="2000" w:right="567" w:bottom="567" w:left="567"/>', xml),
    "ขนาดหรือแนวกระดาษ": lambda xml: xml.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"'),
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return small.office(tmp_path)


@pytest.fixture
def path(office: Office) -> Path:
    return small.slips(office, ["จัดซื้อวัสดุ"]).papers[0].path


def said(path: Path, office: Office) -> list[str]:
    return [str(change) for change in pair(office, path).changes]


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_of_the_looks_is_told_and_kept(office, path, kind):
    small.edit_file(path, EDITS[kind])
    told = said(path, office)
    assert len(told) == 1 and "หน้าตาเปลี่ยน" in told[0] and kind in told[0], told
    (again,) = small.slips(office, ["จัดซื้อวัสดุ"], "ข้อมูลใหม่").papers
    assert again.state == BESIDE and again.kept == path


@pytest.mark.parametrize("told", [
    into('<w:r><w:br w:type="page"/></w:r>'), lambda xml: xml.replace("</w:p>", '</w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>', 1),
    lambda xml: xml.replace("</w:p><w:p><w:r>", '</w:p><w:p><w:r><w:br w:type="page"/></w:r><w:r>', 1),
])  # fmt: skip
def test_a_new_page_is_one_however_it_is_made(path, told):
    made = path.read_bytes()
    asked = small.changed(made, lambda xml: xml.replace("</w:p><w:p>", "</w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr>", 1))
    broken = small.changed(made, told)
    assert [change.look for change in look_changes(made, asked)] == ["ขึ้นหน้าใหม่"]
    assert not [change for change in look_changes(asked, broken) if change.look]


def with_styles(data: bytes, styles: str) -> bytes:
    return opc.write({**opc.read(data), "word/styles.xml": styles.encode()})


def test_an_edit_of_a_style_is_told_where_it_shows(office, path):
    styles = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:iCs/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
    path.write_bytes(with_styles(path.read_bytes(), styles))
    told = said(path, office)
    assert told and all("ตัวเอน" in line for line in told)


@pytest.mark.parametrize(("name", "text", "told"), [
    ("docProps/core.xml", "<dc:title>ชื่อใหม่</dc:title>", "ชื่อเรื่อง"), ("docProps/core.xml", "<cp:keywords>ด่วน</cp:keywords>", "คำสำคัญ"),
    ("docProps/core.xml", "<dc:description>ตรวจแล้ว</dc:description>", "ข้อคิดเห็น"), ("docProps/app.xml", "<Company>สพป.</Company>", ""),
])  # fmt: skip
def test_properties_that_a_person_filled_in_are_kept(office, path, name, text, told):
    parts = opc.read(path.read_bytes())
    parts.setdefault(name, b"<Properties><Pages>1</Pages></Properties>")
    tag = re.match(r"<[\w:]+", text)[0]
    xml = re.sub(rf"{tag}\b[^>]*(?:/>|>.*?</{tag[1:]}>)", "", parts[name].decode())
    path.write_bytes(opc.write({**parts, name: re.sub(r"(</(?:\w+:)?\w+>\s*)$", rf"{text}\1", xml).encode()}))
    assert any(told in line for line in said(path, office)) or not told
    (again,) = small.slips(office, ["จัดซื้อวัสดุ"], "ข้อมูลใหม่").papers
    assert again.state == BESIDE


def test_the_days_and_counts_of_a_save_are_no_edit(office, path):
    parts = opc.read(path.read_bytes())
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2030-01-01T00:00:00Z", parts["docProps/core.xml"])
    assert core != parts["docProps/core.xml"]
    path.write_bytes(opc.write({**parts, "docProps/core.xml": core}))
    assert origin.read(path.read_bytes())[1] is False


def test_a_swapped_picture_is_told():
    paper = next(path for path in made.papers("order"))
    parts = opc.read(paper.read_bytes())
    name = next(name for name in parts if name.startswith("word/media/"))
    now = opc.write({**parts, name: parts[name] + b"\0"})
    assert [str(change) for change in look_changes(paper.read_bytes(), now)] == ["เอกสาร: หน้าตาเปลี่ยน (รูปภาพเปลี่ยนเป็นรูปอื่น)"]


@pytest.mark.parametrize("name", ["order", "letter", "certificate", "memo", "announcement"])
def test_of_a_paper_that_nobody_edited_nothing_is_said(name):
    for paper in made.papers(name):
        assert not look_changes(paper.read_bytes(), paper.read_bytes())


@pytest.mark.slow
def test_of_a_paper_only_saved_by_libreoffice_nothing_is_said(soffice, tmp_path):
    papers = [path for name in ("order", "letter", "memo", "certificate") for path in made.papers(name)]
    for n, paper in enumerate(papers):
        shutil.copy(paper, tmp_path / f"{n}.docx")
    program = [libreoffice.soffice(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    convert = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "saved"]
    subprocess.run([*program, *convert, *sorted(tmp_path.glob("*.docx"))], check=True, capture_output=True)
    for n, paper in enumerate(papers):
        saved = (tmp_path / "saved" / f"{n}.docx").read_bytes()
        assert not [*text_changes(paper.read_bytes(), saved), *look_changes(paper.read_bytes(), saved)], paper.name
