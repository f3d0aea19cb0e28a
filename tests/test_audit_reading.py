"""A Word file is read as Word shows it; formatting is resolved as Word resolves it for Thai letters."""

from __future__ import annotations

import pytest

from generator import opc
from generator.audit.numbering import numeral
from generator.audit.reading import read_paper
from generator.errors import GenError
from tests.good_papers import docx, good_papers, p, r, table
from tests.wordfile import SPACES, wordfile


def texts(body: str, **parts: str) -> list[str]:
    named = {f"word/{name}.xml": xml for name, xml in parts.items()}
    return [paragraph.text for paragraph in read_paper(wordfile(body, named), "a.docx").body]


def looks(run: str, layout: str = "", styles: str = "", **parts: str):
    """The letters of the first run of a paragraph."""
    body = f"<w:p><w:pPr>{layout}</w:pPr>{run}</w:p>"
    named = {f"word/{name}.xml": xml for name, xml in parts.items()}
    if styles:
        named["word/styles.xml"] = f"<w:styles {SPACES}>{styles}</w:styles>"
    return read_paper(wordfile(body, named), "a.docx").body[0].spans[0].letters


def test_insertions_are_in_and_deletions_out():
    assert texts('<w:p><w:r><w:t xml:space="preserve">เดิม </w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>เพิ่ม</w:t></w:r></w:ins>'
                 '<w:del w:id="2" w:author="a"><w:r><w:delText>ลบ</w:delText></w:r></w:del></w:p>') == ["เดิม เพิ่ม"]


def test_moved_text_stands_where_it_went():
    moved = '<w:p><w:moveFrom w:id="1" w:author="a"><w:r><w:t>ย้าย</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo w:id="2" w:author="a"><w:r><w:t>ย้าย</w:t></w:r></w:moveTo></w:p>'
    assert texts(moved) == ["", "ย้าย"]


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    body = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr><w:r><w:t>ต้น</w:t></w:r></w:p><w:p><w:r><w:t>ปลาย</w:t></w:r></w:p>'
    assert texts(body) == ["ต้นปลาย"]


def test_content_controls_smart_tags_and_links_are_read_through():
    inner = "<w:r><w:t>{}</w:t></w:r>"
    body = (f'<w:sdt><w:sdtContent><w:p>{inner.format("ก")}<w:sdt><w:sdtContent>{inner.format("ข")}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>'
            f'<w:p><w:smartTag w:element="x">{inner.format("ค")}</w:smartTag><w:hyperlink w:anchor="a">{inner.format("ง")}</w:hyperlink></w:p>')
    assert texts(body) == ["กข", "คง"]


def test_fields_show_their_result_and_not_their_code():
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    nested = mark.format("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + mark.format("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + mark.format("separate") \
        + "<w:r><w:t>ซ่อน</w:t></w:r>" + mark.format("end") + mark.format("separate") + "<w:r><w:t>ผล</w:t></w:r>" + mark.format("end")
    assert texts(f"<w:p>{nested}</w:p>") == ["ผล"]
    assert texts('<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>วันนี้</w:t></w:r></w:fldSimple></w:p>') == ["วันนี้"]


def test_a_field_may_run_over_several_paragraphs():
    body = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>บทที่ ๑</w:t></w:r></w:p>'
            '<w:p><w:r><w:t>บทที่ ๒</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')
    assert texts(body) == ["บทที่ ๑", "บทที่ ๒"]


def test_hidden_text_is_not_read_and_tabs_and_breaks_are():
    assert texts("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t></w:r></w:p>") == ["ก\tข\nค"]


def test_text_boxes_are_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>ในกรอบ</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    paper = read_paper(wordfile(f"<w:p><w:r><w:t>นอก</w:t></w:r><w:r>{both}</w:r></w:p>"), "a.docx")
    assert [(q.text, q.place) for q in paper.body] == [("นอก", "ย่อหน้าที่ 1"), ("ในกรอบ", "กล่องข้อความ")]


def test_places_are_those_that_a_person_counts():
    inner = table([["ใน"]], [900], head=False)
    body = p("หนึ่ง") + p() + p("สอง") + table([["ก", "ข"], ["ค", "ง"]], [900, 900], head=False).replace("<w:t xml:space=\"preserve\">ง</w:t></w:r></w:p>", f'<w:t xml:space="preserve">ง</w:t></w:r></w:p>{inner}<w:p/>')
    places = {q.text: q.place for q in read_paper(wordfile(body), "a.docx").body if q.text}
    assert places == {"หนึ่ง": "ย่อหน้าที่ 1", "สอง": "ย่อหน้าที่ 2", "ก": "ตารางที่ 1 แถว 1 ช่อง 1", "ข": "ตารางที่ 1 แถว 1 ช่อง 2",
                      "ค": "ตารางที่ 1 แถว 2 ช่อง 1", "ง": "ตารางที่ 1 แถว 2 ช่อง 2", "ใน": "ตารางที่ 2 แถว 1 ช่อง 1"}


def test_headers_and_notes_are_read_beside_the_body():
    paper = read_paper(docx(p("เนื้อความ"), parts={"word/footnotes.xml": f'<w:footnotes {SPACES}><w:footnote w:id="2">{p("หมายเหตุ")}</w:footnote></w:footnotes>'}), "a.docx")
    assert [(q.text, q.place) for q in paper.others] == [("- ๒ -", "หัวกระดาษ"), ("หมายเหตุ", "เชิงอรรถ")]


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def listed(level: int, num: int = 1) -> str:
    return p("ก", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_lists_are_numbered_as_word_numbers_them():
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="{shown}"/></w:lvl>' for n, shown in enumerate(("%1.", "%1.%2")))
    restart = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    body = "".join((listed(0), listed(1), listed(1), listed(0), listed(1), listed(0, 2), listed(0, 2)))
    paper = read_paper(wordfile(body, {"word/numbering.xml": numbering(levels, '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + restart)}), "a.docx")
    assert [q.label for q in paper.body] == ["๑.", "๑.๑", "๑.๒", "๒.", "๒.๑", "๕.", "๖."]


@pytest.mark.parametrize(("kind", "shown"), [("thaiNumbers", "๒๓"), ("thaiLetters", "บ"), ("thaiCounting", "ยี่สิบสาม"), ("upperRoman", "XXIII"), ("lowerLetter", "w"), ("decimalZero", "23"), ("unknown", "23")])
def test_numerals(kind, shown):
    assert numeral(23, kind) == shown


THAI = '<w:rFonts w:ascii="A" w:hAnsi="A" w:cs="{}"/><w:sz w:val="20"/><w:szCs w:val="{}"/>'


def test_thai_letters_take_the_complex_script_side():
    letters = looks(r("ก", THAI.format("T", 32) + "<w:b/>"))
    assert (letters.font, letters.latin, letters.size, letters.bold) == ("T", "A", 16.0, False)
    assert looks(r("ก", "<w:bCs/>")).bold


def test_formatting_comes_from_run_style_paragraph_style_and_defaults_in_this_order():
    styles = (f'<w:docDefaults><w:rPrDefault><w:rPr>{THAI.format("ด", 20)}</w:rPr></w:rPrDefault></w:docDefaults>'
              f'<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:rPr>{THAI.format("ฐ", 24)}</w:rPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:basedOn w:val="B"/><w:rPr><w:szCs w:val="28"/></w:rPr></w:style>'
              '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:szCs w:val="32"/></w:rPr></w:style>')
    of_p = '<w:pStyle w:val="P"/>'
    assert looks(r("ก"), "", styles).font == "ด"
    assert (looks(r("ก"), of_p, styles).font, looks(r("ก"), of_p, styles).size) == ("ฐ", 14.0)
    assert looks(r("ก", '<w:rStyle w:val="C"/>'), of_p, styles).size == 16.0
    assert looks(r("ก", '<w:rStyle w:val="C"/><w:szCs w:val="40"/>'), of_p, styles).size == 20.0


def test_a_toggle_in_two_styles_switches_back_and_direct_formatting_sets_it():
    styles = ('<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:bCs/></w:rPr></w:style>'
              '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:bCs/></w:rPr></w:style>')
    of_p = '<w:pStyle w:val="P"/>'
    assert looks(r("ก"), of_p, styles).bold
    assert not looks(r("ก", '<w:rStyle w:val="C"/>'), of_p, styles).bold
    assert looks(r("ก", '<w:rStyle w:val="C"/><w:bCs/>'), of_p, styles).bold
    assert not looks(r("ก", '<w:bCs w:val="0"/>'), of_p, styles).bold


def test_a_theme_names_the_font_and_beats_the_one_beside_it():
    theme = ('<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="Calibri"/>'
             '<a:cs typeface=""/><a:font script="Thai" typeface="Cordia New"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>')
    assert looks(r("ก", '<w:rFonts w:cs="T" w:cstheme="minorBidi" w:asciiTheme="minorHAnsi"/>'), theme=theme).font == "Cordia New"


def test_a_circle_of_styles_ends():
    styles = '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:basedOn w:val="P"/><w:rPr><w:szCs w:val="28"/></w:rPr></w:style>'
    assert looks(r("ก"), '<w:pStyle w:val="P"/>', styles).size == 14.0


def test_strict_files_are_read_like_the_others():
    parts = opc.read(docx(p("ก")))
    strict = {name: data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
              .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships") for name, data in parts.items()}
    assert [q.text for q in read_paper(opc.write(strict), "a.docx").body] == ["ก"]


@pytest.mark.parametrize(("data", "code"), [
    (b"", "E801"), (b"PK\x03\x04 nothing", "E801"), (b"{\\rtf1 }", "E802"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E802"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "E803"),
    (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "E802"), (opc.write({"[Content_Types].xml": b"<Types/>"}), "E801"),
])  # fmt: skip
def test_what_is_no_word_file_is_said_by_name(data, code):
    with pytest.raises(GenError) as error:
        read_paper(data, "งาน.docx")
    assert error.value.code == code
    assert "งาน.docx" in str(error.value)


def test_entities_and_deep_nesting_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>'
    deep = f'<w:document {SPACES}><w:body>{"<w:sdt><w:sdtContent>" * 3000}</w:body></w:document>'.encode()
    for xml in (bomb, deep):
        parts = {**opc.read(docx(p("ก"))), "word/document.xml": xml}
        with pytest.raises(GenError, match="E801"):
            read_paper(opc.write(parts), "a.docx")


def test_every_good_paper_is_read_with_its_words_in_order():
    for name, data in good_papers().items():
        paper = read_paper(data, name)
        assert paper.words, name
        numbers = [q.number for q in paper.outside]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all("".join(q.text[span.start : span.end] for span in q.spans) == q.text for q in paper.all)


