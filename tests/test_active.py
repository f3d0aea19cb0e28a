"""What acts by itself, or is fetched from elsewhere, does not come into a paper by its template, and is said of any paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.audit.check import check_bytes
from generator.errors import GenError
from generator.render import Template
from generator.template.tidy import tidy
from generator.word import opc
from generator.word.active import active
from tests import made

TYPES, LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
RUN = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def parts() -> dict[str, bytes]:
    return opc.read((made.FORMS / "memo" / "memo.docx").read_bytes())


def linked(kind: str, target: str, outside: bool = True) -> dict[str, bytes]:
    found = parts()
    mode = ' TargetMode="External"' if outside else ""
    link = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    found[LINKS] = found[LINKS].replace(b"</Relationships>", link.encode())
    return found


def written(xml: str) -> dict[str, bytes]:
    found = parts()
    body = found["word/document.xml"]
    at = body.rindex(b"<w:sectPr")
    found["word/document.xml"] = body[:at] + f"<w:p>{xml}</w:p>".encode() + body[at:]
    return found


def field(code: str, *more: str) -> str:
    pieces = "".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in (code, *more))
    return f"{RUN.format('begin')}{pieces}{RUN.format('separate')}<w:r><w:t>x</w:t></w:r>{RUN.format('end')}"


def typed(kind: str) -> dict[str, bytes]:
    found = parts()
    added = f'<Override PartName="/word/x.bin" ContentType="{kind}"/></Types>'.encode()
    return {**found, TYPES: found[TYPES].replace(b"</Types>", added), "word/x.bin": b"x"}


CASES = {
    "remote template": (linked(f"{OFFICE}/attachedTemplate", "http://x.example/a.dotm"), "แม่แบบที่อยู่นอกไฟล์"),
    "template on a share": (linked(f"{OFFICE}/attachedTemplate", "file:///\\\\x\\a.dotm"), "แม่แบบที่อยู่นอกไฟล์"),
    "altChunk": (linked(f"{OFFICE}/aFChunk", "x.html", outside=False), "altChunk"),
    "remote altChunk": (linked(f"{OFFICE}/aFChunk", "http://x.example/x.html"), "altChunk"),
    "OLE": (linked(f"{OFFICE}/oleObject", "embeddings/x.bin", outside=False), "OLE"),
    "linked OLE": (linked(f"{OFFICE}/oleObject", "file:///c:/x.xlsx"), "OLE"),
    "ActiveX": (linked(f"{OFFICE}/control", "activeX/x.xml", outside=False), "ActiveX"),
    "macros": (linked(f"{MICROSOFT}/vbaProject", "vbaProject.bin", outside=False), "VBA"),
    "macros under another name": (typed("application/vnd.ms-office.vbaProject"), "VBA"),
    "ActiveX by type": (typed("application/vnd.ms-office.activeX+xml"), "ActiveX"),
    "remote picture": (linked(f"{OFFICE}/image", "http://x.example/a.png"), "นอกไฟล์"),
    "picture on a share": (linked(f"{OFFICE}/image", "\\\\x\\a.png", outside=False), "นอกไฟล์"),
    "remote frame": (linked(f"{OFFICE}/frame", "http://x.example"), "กรอบ"),
    "remote something": (linked(f"{OFFICE}/unheardOf", "http://x.example"), "นอกไฟล์"),
    "subdocument": (linked(f"{OFFICE}/subDocument", "file:///c:/x.docx"), "เอกสารย่อย"),
    "DDEAUTO": (written(field(' DDEAUTO c:\\\\x "y" ')), "DDEAUTO"),
    "DDE in pieces": (written(field(" D", "DE", " c:\\\\x y")), "DDE"),
    "INCLUDEPICTURE": (written(field(' INCLUDEPICTURE "http://x.example/a.png" \\d ')), "INCLUDEPICTURE"),
    "INCLUDETEXT": (written(field(' includetext "c:\\\\x.docx" ')), "INCLUDETEXT"),
    "LINK": (written(field(" LINK Excel.Sheet.12 c:\\\\x.xlsx ")), "LINK"),
    "a simple field": (written('<w:fldSimple w:instr=" DATABASE \\c x "><w:r><w:t>x</w:t></w:r></w:fldSimple>'), "DATABASE"),
    "MACROBUTTON": (written(field(" MACROBUTTON x y ")), "MACROBUTTON"),
    "DTD": ({**parts(), "word/settings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "DTD"),
    "DTD in UTF-16": ({**parts(), "word/settings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")}, "DTD"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_template_with_it_is_refused_and_a_paper_with_it_is_said(name: str, tmp_path: Path) -> None:
    spoilt, words = CASES[name]
    path = tmp_path / "form" / "a.docx"
    path.parent.mkdir()
    path.write_bytes(opc.write(spoilt))
    with pytest.raises(GenError) as raised:
        Template(path)
    assert raised.value.code == "E423" and words in str(raised.value)
    if name.startswith("DTD"):
        return  # such a file is no paper that can be read
    found = check_bytes(path.read_bytes(), "a.docx", made.office()).findings
    assert any(one.rule == "P110" and words in one.said for one in found)


@pytest.mark.parametrize("name", made.NAMES)
def test_no_form_of_ours_has_any_of_it(name: str) -> None:
    assert not [paper.key for paper in made.form(name).papers if active(opc.read(paper.template.read_bytes()))]


@pytest.mark.parametrize("code", [" PAGE ", " TOC \\o ", ' HYPERLINK "http://x.example" ', " MERGEFIELD x ", " DATE "])
def test_fields_that_only_show_are_let_be(code: str) -> None:
    assert active(written(field(code))) == []


def test_links_and_the_usual_template_of_whoever_wrote_it_are_let_be() -> None:
    assert active(linked(f"{OFFICE}/hyperlink", "https://x.example")) == []
    assert active(linked(f"{OFFICE}/attachedTemplate", "file:///C:\\Users\\x\\Normal.dotm")) == []


@pytest.mark.parametrize("kind", [
    "openxmlformats-officedocument.wordprocessingml.template.main+xml", "ms-word.document.macroEnabled.main+xml",
])  # fmt: skip
def test_a_template_of_words_own_kinds_is_read_and_made_a_document(kind: str, tmp_path: Path) -> None:
    spoilt = parts()
    usual = b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
    spoilt[TYPES] = spoilt[TYPES].replace(usual, kind.encode())
    path = tmp_path / "a.dotx"
    path.write_bytes(opc.write(spoilt))
    assert usual in Template(path).compiled.package[TYPES]
    assert usual in opc.read(tidy(path.read_bytes()))[TYPES]


def test_a_strict_document_is_said_in_one_line(tmp_path: Path) -> None:
    strict = {
        name: data.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, data in parts().items()
    }
    path = tmp_path / "a.docx"
    path.write_bytes(opc.write(strict))
    with pytest.raises(GenError, match="E424"):
        Template(path)


@pytest.mark.parametrize("xml", [b"", b"<a", b"<w:document/>", b"<a xmlns='b'>&c;</a>"])
def test_a_broken_part_is_no_template(xml: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(opc.write({**parts(), "word/document.xml": xml}))
    with pytest.raises(GenError, match="E415"):
        Template(path)
