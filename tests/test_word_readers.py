"""Whoever reads a Word file reads the same: gen check, gen diff, gen read and gen issue, Strict files included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.audit.check import Options, check_bytes
from generator.issue import issue
from generator.office import Office
from generator.paper import origin
from generator.paper.text import lines
from generator.services.compare import pair, read_back
from generator.word import opc
from generator.word.document import OBJECT
from generator.word.reading import read_document
from tests import small
from tests.wordfile import wordfile

BODY = "word/document.xml"
# ISO/IEC 29500-1 and -4, annex A: the names of the one and of the other.
NAMES = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties":
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties",
    b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties":
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    b"http://schemas.openxmlformats.org/officeDocument/2006/customXml": b"http://purl.oclc.org/ooxml/officeDocument/customXml",
    b"http://schemas.openxmlformats.org/officeDocument/2006/math": b"http://purl.oclc.org/ooxml/officeDocument/math",
    b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
    b"http://schemas.openxmlformats.org/drawingml/2006/picture": b"http://purl.oclc.org/ooxml/drawingml/picture",
    b"http://schemas.openxmlformats.org/drawingml/2006/chart": b"http://purl.oclc.org/ooxml/drawingml/chart",
}  # fmt: skip


def as_strict(data: bytes) -> bytes:
    """The file as Word saves it as a „Strict Open XML Document"."""
    parts = opc.read(data)
    for name, part in parts.items():
        for usual, strict in NAMES.items():
            part = part.replace(usual, strict)
        parts[name] = part
    parts[BODY] = parts[BODY].replace(b"<w:document ", b'<w:document w:conformance="strict" ', 1)
    return opc.write(parts)


def field(code: str, result: str) -> str:
    ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = ends
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}<w:r><w:t>{result}</w:t></w:r>{end}"


WAS = 'w:id="7" w:author="ก"'
WRITTEN = {
    "a line taken out": f"<w:p><w:pPr><w:rPr><w:del {WAS}/></w:rPr></w:pPr><w:r><w:t>หนึ่ง</w:t></w:r></w:p>{small.paragraph('สอง')}",
    "tabs and breaks": '<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t><w:br w:type="page"/></w:r></w:p>',
    "a table in a table": f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{small.paragraph('ใน')}</w:tc></w:tr></w:tbl>{small.paragraph('นอก')}</w:tc></w:tr></w:tbl>",
    "a field": f"<w:p><w:r><w:t>วันที่ </w:t></w:r>{field(' DATE ', '๑ มกราคม')}</w:p>",
    "a list": '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>ข้อ</w:t></w:r></w:p>',
    "a text box": '<w:p><w:r><w:t>นอก</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>'
                  f"{small.paragraph('ในกรอบ')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
}  # fmt: skip
EDITS: dict[str, Callable[[bytes], bytes]] = {"as made": lambda data: data, **small.EDITS}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small.office(tmp_path_factory.mktemp("สำนักงาน"))


@pytest.fixture
def path(office: Office) -> Path:
    for file in office.out.rglob("*.docx"):
        file.unlink()
    return small.slips(office, ["จัดซื้อวัสดุสำนักงาน"]).papers[0].path


def files(made: bytes) -> dict[str, bytes]:
    """Papers that a clerk has edited, and files of others."""
    edited = {name: edit(made) for name, edit in EDITS.items()}
    return edited | {name: wordfile(f"{body}<w:sectPr/>") for name, body in WRITTEN.items()}


def checked(data: bytes) -> list[tuple[str, str]]:
    """What gen check reads, paragraph by paragraph, with its places."""
    found = ((p.text.replace(OBJECT, ""), p.place) for p in read_document(data, "ก.docx").all)
    return [(text, place) for text, place in found if text.strip()]


def compared(data: bytes) -> list[tuple[str, str]]:
    """What gen diff and gen read read."""
    return [(line.text, line.where) for line in lines(data)]


def test_check_and_diff_read_the_same_words_at_the_same_places(path: Path) -> None:
    for name, data in files(path.read_bytes()).items():
        assert checked(data) == compared(data), name
        assert compared(data), name


def test_a_strict_file_is_read_by_all_as_the_usual_one(path: Path) -> None:
    for name, data in files(path.read_bytes()).items():
        strict = as_strict(data)
        assert checked(strict) == compared(strict) == compared(data), name
        found, usual = (check_bytes(of, "ก.docx", options=Options(kind="order")) for of in (strict, data))
        assert (found.findings, found.texts) == (usual.findings, usual.texts), name


def test_numbers_of_pages_are_no_words_to_compare() -> None:
    one, other = (wordfile(f"<w:p><w:r><w:t>หน้า </w:t></w:r>{field(' PAGE ', page)}</w:p><w:sectPr/>") for page in "๑๒")
    assert checked(one) != checked(other) and compared(one) == compared(other)


def test_saving_as_strict_is_no_change_and_reads_back_as_the_case(office: Office, path: Path) -> None:
    path.write_bytes(as_strict(path.read_bytes()))
    assert pair(office, path).changes == ()
    assert [one for one in read_back(office, path) if one.changed] == []


def test_a_strict_paper_is_issued_and_stays_strict(tmp_path: Path) -> None:
    own = small.office(tmp_path)
    path = small.slips(own, ["ก"]).papers[0].path
    path.write_bytes(as_strict(path.read_bytes()))
    issue([path], own)
    data = path.read_bytes()
    assert ("ใบสั่งที่ ๑/๒๕๖๙ เรื่อง ก", "ย่อหน้าที่ 1") in checked(data) and checked(data) == compared(data)
    assert (origin.read_item(data) or pytest.fail())[1].issued == "1/2569"
    with ZipFile(path) as archive:
        raw = archive.read(BODY)
    assert b"schemas.openxmlformats.org/wordprocessingml" not in raw and raw.count(b'w:conformance="strict"') == 1
    assert pair(own, path).changes == ()
