"""Papers that others made, with other programs, damaged, or meant to harm: no traceback, and what is wrong is found."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import zipfile

import pytest

from generator.audit.check import Options, check, check_bytes
from generator.audit.comments import commented
from generator.audit.fix import fix
from generator.errors import GenError
from generator.pdf.other import to_docx
from generator.word import opc
from generator.word.reading import read_document
from tests import libreoffice, standin
from tests.good_papers import OFFICE, TODAY, docx, good_papers, office, p, r, table
from tests.growth import growth
from tests.test_audit_check import MANUAL
from tests.wordfile import SPACES, wordfile


@pytest.mark.slow
def test_damaged_files_never_end_in_a_traceback():
    """500 files: bytes changed, cut, and XML that is well-formed and senseless."""
    chance = random.Random(5)
    seeds = list(good_papers().values())
    outcomes = {"read": 0, "refused": 0}
    for n in range(500):
        data = damaged(seeds[n % len(seeds)], chance, n)
        try:
            checked = check_bytes(data, "a.docx", office(), Options(today=TODAY))
            if n % 8 == 3:  # what can be read can be copied
                read_document(commented(data, "a.docx", checked.findings), "a.docx")
                read_document(fix(data, "a.docx", office(), Options(today=TODAY), tracked=True).docx, "a.docx")
            outcomes["read"] += 1
        except GenError as error:
            assert error.code in ("E801", "E802", "E803")
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 50, outcomes


def damaged(docx_: bytes, chance: random.Random, n: int) -> bytes:
    if n % 5 == 0:
        at = chance.randrange(len(docx_))
        return docx_[:at] + bytes(chance.randrange(256) for _ in range(8)) + docx_[at + 8 :]
    if n % 5 == 1:
        return docx_[: chance.randrange(len(docx_))]
    parts = opc.read(docx_)
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    data = bytearray(parts[name])
    for _ in range(chance.randrange(1, 30)):
        if n % 5 == 2:
            data[chance.randrange(len(data))] = chance.randrange(256)
        else:  # numbers and names changed: still XML, no longer sense
            at = chance.randrange(len(data))
            if chr(data[at]).isalnum() and data[at] < 128:
                data[at] = ord(chance.choice("0123456789-" if chr(data[at]).isdigit() else "abwprt"))
    return opc.write({**parts, name: bytes(data)})


@pytest.mark.usefixtures("soffice")
def test_a_paper_saved_by_libreoffice_has_the_same_words_and_mistakes(tmp_path):
    names = ("letter", "announcement", "minutes")  # its content controls LibreOffice 7.4 saves with their words several times
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(good_papers()[name])
    (tmp_path / "manual.docx").write_bytes(docx(*MANUAL))
    saved = tmp_path / "saved"
    command = [libreoffice.soffice(), f"-env:UserInstallation={libreoffice.profile().as_uri()}", "--headless", "--norestore",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", saved, *tmp_path.glob("*.docx")]  # fmt: skip
    subprocess.run(command, env=os.environ | {"FONTCONFIG_FILE": str(standin.fontconfig()), "SAL_USE_VCLPLUGIN": "svp"}, capture_output=True, timeout=120, check=True)
    for name in (*names, "manual"):
        before = check_bytes((tmp_path / f"{name}.docx").read_bytes(), name, office(), Options(today=TODAY))
        after = check_bytes((saved / f"{name}.docx").read_bytes(), name, office(), Options(today=TODAY))
        # What LibreOffice does not keep is layout: Thai page numbers, and the spacing of its own styles.
        kept = [(f.rule, f.found) for f in after.findings if f.rule[0] != "L"]
        assert kept == [(f.rule, f.found) for f in before.findings if f.rule[0] != "L"], name


@pytest.mark.usefixtures("soffice")
@pytest.mark.parametrize("kind", ["odt", "rtf", "doc:MS Word 97"])
def test_other_kinds_of_documents_have_the_same_words_and_mistakes(tmp_path, monkeypatch, kind):
    monkeypatch.setenv("FONTCONFIG_FILE", str(standin.fontconfig()))
    monkeypatch.setenv("SAL_USE_VCLPLUGIN", "svp")
    (tmp_path / "คู่มือ.docx").write_bytes(docx(*MANUAL, NESTED))
    command = [libreoffice.soffice(), f"-env:UserInstallation={libreoffice.profile().as_uri()}", "--headless", "--norestore", "--convert-to", kind, "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "คู่มือ.docx"], capture_output=True, timeout=120, check=True)
    suffix = kind.partition(":")[0]
    (tmp_path / f"เสีย.{suffix}").write_bytes((tmp_path / f"คู่มือ.{suffix}").read_bytes()[:2500])
    word, other, cut = check([tmp_path / "คู่มือ.docx", tmp_path / f"คู่มือ.{suffix}", tmp_path / f"เสีย.{suffix}"], office(), Options(today=TODAY, convert=to_docx)).files
    assert [(f.rule, f.found) for f in other.findings] == [(f.rule, f.found) for f in word.findings]
    assert "T44" in {f.rule for f in word.findings} and cut.failure and cut.failure.code == "E801"


NESTED = table([["ก", "ข"]], [4000, 4000], head=False).replace("<w:p><w:r>", table([["ต่างๆนานา"]], [900], head=False) + "<w:p><w:r>", 1)


@pytest.mark.usefixtures("soffice")
@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.odt"])
def test_what_is_no_document_is_refused_and_not_taken_for_plain_text(tmp_path, name):
    (tmp_path / name).write_bytes(random.Random(1).randbytes(3000))
    [file] = check([tmp_path / name], office(), Options(today=TODAY, convert=to_docx)).files
    assert file.failure and file.failure.code == "E801"


def test_a_word_file_under_an_old_name_is_read_as_what_it_is(tmp_path):
    (tmp_path / "ก.doc").write_bytes(good_papers()["letter"])
    [file] = check([tmp_path / "ก.doc"], office(), Options(today=TODAY, convert=None)).files
    assert (file.kind, file.failure, file.findings) == ("letter", None, ())


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="no pandoc")
def test_papers_of_pandoc_are_read(tmp_path):
    text = (f"# คำสั่ง{OFFICE}\n\nที่ 218/2562\n\nขออนุญาติ เมื่อวันศุกร์ที่ 8 มิถุนายน 2562[^1]\n\n1. หนึ่ง\n2. สอง\n    a. ย่อย\n\n"
            "| ที่ | ชื่อ | เงิน |\n|--|--|--:|\n| 1 | นายสมชาย ใจดี | 10 |\n| 3 | นายกล้า ใจดี | 20 |\n| | รวม | 35 |\n\n[^1]: ต่างๆนานา\n")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    subprocess.run(["pandoc", "a.md", "-o", "a.docx"], cwd=tmp_path, check=True, timeout=60)
    [file] = check([tmp_path / "a.docx"], office(), Options(today=TODAY)).files
    assert file.kind == "order" and {"T48", "N56", "S61", "N58", "T44", "N35", "N73", "L03"} <= {f.rule for f in file.findings}


def test_papers_of_python_docx_are_read(tmp_path):
    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("คำสั่งโรงเรียน", 0)
    made.add_paragraph("ขออนุญาติ", style="List Number")
    made.add_table(2, 2).cell(0, 0).add_table(1, 1).cell(0, 0).text = "ต่างๆนานา"
    made.save(tmp_path / "a.docx")
    [file] = check([tmp_path / "a.docx"], office(), Options(today=TODAY)).files
    rules = {finding.rule for finding in file.findings}
    assert {"L02", "L03", "T48", "T44", "N73"} <= rules and file.failure is None


# --- files meant to harm


def examined(data: bytes) -> None:
    """All that is done with a file: checked, copied with comments, mended."""
    checked = check_bytes(data, "a.docx", office(), Options(today=TODAY))
    read_document(commented(data, "a.docx", checked.findings), "a.docx")
    read_document(fix(data, "a.docx", office(), Options(today=TODAY), tracked=True).docx, "a.docx")


@pytest.mark.parametrize("wrong", ["abc", "-1", "99999999999999999999", "1e400", "NaN", "inf", "", "๑", "0x10", "1.5"])
def test_a_value_may_be_anything(wrong):
    style = f'<w:tblPr><w:tblStyleRowBandSize w:val="{wrong}"/></w:tblPr><w:tblStylePr w:type="{wrong}"/>'
    look = f'<w:rPr><w:sz w:val="{wrong}"/><w:szCs w:val="{wrong}"/></w:rPr>'
    level = f'<w:lvl w:ilvl="{wrong}"><w:start w:val="{wrong}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%9"/></w:lvl>'
    num = f'<w:num w:numId="1"><w:abstractNumId w:val="{wrong}"/><w:lvlOverride w:ilvl="{wrong}"><w:startOverride w:val="{wrong}"/></w:lvlOverride></w:num>'
    parts = {
        "word/styles.xml": f'<w:styles {SPACES}><w:docDefaults><w:rPrDefault>{look}</w:rPrDefault></w:docDefaults><w:style w:type="table" w:styleId="T">{style}</w:style></w:styles>',
        "word/numbering.xml": f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="{wrong}">{level}</w:abstractNum>{num}</w:numbering>',
        "word/settings.xml": f'<w:settings {SPACES}><w:defaultTabStop w:val="{wrong}"/></w:settings>',
    }
    layout = (f'<w:numPr><w:ilvl w:val="{wrong}"/><w:numId w:val="1"/></w:numPr><w:tabs><w:tab w:pos="{wrong}" w:val="{wrong}"/></w:tabs>'
              f'<w:spacing w:line="{wrong}" w:after="{wrong}" w:lineRule="{wrong}"/><w:ind w:left="{wrong}" w:firstLine="{wrong}"/><w:jc w:val="{wrong}"/>')
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{wrong}"/></w:tcPr>{p("ก")}</w:tc>'
    grid = (f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblInd w:w="{wrong}"/><w:tblLook w:val="{wrong}"/></w:tblPr><w:tblGrid><w:gridCol w:w="{wrong}"/></w:tblGrid>'
            f'<w:tr><w:trPr><w:gridBefore w:val="{wrong}"/></w:trPr>{cell}{cell}</w:tr></w:tbl>')
    picture = f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{wrong}" cy="{wrong}"/><a:graphic><a:blip r:embed="rId99"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    section = f'<w:sectPr><w:pgSz w:w="{wrong}" w:h="{wrong}"/><w:pgMar w:left="{wrong}" w:right="{wrong}"/><w:pgNumType w:start="{wrong}"/></w:sectPr>'
    examined(wordfile(f'<w:p><w:pPr>{layout}</w:pPr>{r(chr(9) + "กขคงจ " * 30)}</w:p>{grid}{picture}{section}', parts))


DEEP = "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>"


def nested(times: int) -> str:
    text = p("ก")
    for _ in range(times):
        text = DEEP.format(text)
    return text


@pytest.mark.parametrize("body", [
    nested(60), "<w:ins>" * 200 + p("ก") + "</w:ins>" * 200, "<w:p><w:r><w:pict><w:txbxContent>" * 40 + p("ก") + "</w:txbxContent></w:pict></w:r></w:p>" * 40,
    "<w:p>" + "<w:smartTag>" * 240 + r("ก") + "</w:smartTag>" * 240 + "</w:p>", "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3000 + r("ก") + "</w:p>",
    '<w:p><w:pPr><w:sectPr/></w:pPr></w:p>' * 500, "<w:tbl><w:tr/><w:tr><w:tc/></w:tr></w:tbl>", "<w:tbl/>", "", "<w:p><w:r>" + "<w:lastRenderedPageBreak/>" * 5000 + "</w:r></w:p>",
], ids=["tables", "insertions", "boxes", "tags", "fields", "sections", "no cells", "no rows", "nothing", "breaks"])  # fmt: skip
def test_structures_without_sense_are_read(body):
    examined(wordfile(body))


def test_what_no_word_file_is_like_is_refused():
    def spoilt(**parts: bytes) -> bytes:
        return opc.write({**opc.read(wordfile(p("ก"))), **{f"word/{name}.xml": data for name, data in parts.items()}})

    entity = b'<!DOCTYPE a [<!ENTITY b "aaaa">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    bombs = [spoilt(document=entity), spoilt(document=b"<html/>"), wordfile(nested(5000)), stuffed(b"\0" * 300_000_000), b"", bytes(9000), opc.write({"[Content_Types].xml": b"<Types/>"})]
    for data in bombs:
        with pytest.raises(GenError) as error:
            check_bytes(data, "a.docx", office(), Options(today=TODAY))
        assert error.value.code == "E801"


def stuffed(part: bytes) -> bytes:
    """A small file that becomes large when it is unpacked."""
    data = io.BytesIO(wordfile(p("ก")))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", part)
    return data.getvalue()


@pytest.mark.parametrize("piece", [
    "ก", "เ", "1", "๑", "1,", "1 ", "(", "[", "“ก", " ", "\t", ".", "…", "_", "\u0e48", "\u200b", "{{", "กๆ", "และก", "นาย", "ก ", "กขคง", "สำนักงานเขตพื้นที่การศึกษา", "โรงเรียนบ้านนาสมมต",
    "นายสมชาย ใจดี ", "วันศุกร์ที่ ๘ มิถุนายน ๒๕๖๒ ", "๑๕,๐๐๐ บาท (หนึ่งบาทถ้วน) ", "จำนวน ๓ คน ", "Error! A", "x", "?",
])  # fmt: skip
def test_a_paragraph_without_end_takes_time_by_its_length(piece):
    def check(length):
        check_bytes(docx(p(f"คำสั่ง{OFFICE}"), p((piece * length)[:length])), "a.docx", office(), Options(today=TODAY))

    assert growth(check, 6_000, 48_000, 20) < 20


def test_lists_without_end_take_time_by_their_length():
    def check(count):
        check_bytes(docx(*[p("๑. ก")] * count), "a.docx", office(), Options(today=TODAY))

    assert growth(check, 500, 4000, 20) < 20


def test_findings_that_share_their_first_letters_after_a_tab_are_all_commented():
    data = docx(p(f"คำสั่ง{OFFICE}"), p("\tเวลา 25.00 น. ณ"))
    found = check_bytes(data, "a.docx", office(), Options(today=TODAY)).findings
    assert len([f for f in found if f.paragraph == 1 and f.start == 6]) == 2
    assert opc.read(commented(data, "a.docx", found))["word/comments.xml"].count(b"<w:comment ") == len(found)
    examined(data)
