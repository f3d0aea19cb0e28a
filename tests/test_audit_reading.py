"""A Word file is read as Word shows it; formatting is resolved as Word resolves it for Thai letters."""

from __future__ import annotations

import pytest

from generator.audit.find.tables import header
from generator.errors import GenError
from generator.word import opc
from generator.word.numbering import numeral
from generator.word.reading import read_document
from tests.good_papers import docx, good_papers, p, r, table
from tests.wordfile import SPACES, saved, wordfile


def texts(body: str, **parts: str) -> list[str]:
    named = {f"word/{name}.xml": xml for name, xml in parts.items()}
    return [paragraph.text for paragraph in read_document(wordfile(body, named), "a.docx").body]


def looks(run: str, layout: str = "", styles: str = "", **parts: str):
    """The letters of the first run of a paragraph."""
    body = f"<w:p><w:pPr>{layout}</w:pPr>{run}</w:p>"
    named = {f"word/{name}.xml": xml for name, xml in parts.items()}
    if styles:
        named["word/styles.xml"] = f"<w:styles {SPACES}>{styles}</w:styles>"
    return read_document(wordfile(body, named), "a.docx").body[0].spans[0].letters


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
    paper = read_document(wordfile(f"<w:p><w:r><w:t>นอก</w:t></w:r><w:r>{both}</w:r></w:p>"), "a.docx")
    assert [(q.text, q.place) for q in paper.body] == [("นอก", "ย่อหน้าที่ 1"), ("ในกรอบ", "กล่องข้อความ")]


def test_places_are_those_that_a_person_counts():
    inner = table([["ใน"]], [900], head=False)
    body = p("หนึ่ง") + p() + p("สอง") + table([["ก", "ข"], ["ค", "ง"]], [900, 900], head=False).replace("<w:t xml:space=\"preserve\">ง</w:t></w:r></w:p>", f'<w:t xml:space="preserve">ง</w:t></w:r></w:p>{inner}<w:p/>')
    places = {q.text: q.place for q in read_document(wordfile(body), "a.docx").body if q.text}
    assert places == {"หนึ่ง": "ย่อหน้าที่ 1", "สอง": "ย่อหน้าที่ 2", "ก": "ตารางที่ 1 แถว 1 ช่อง 1", "ข": "ตารางที่ 1 แถว 1 ช่อง 2",
                      "ค": "ตารางที่ 1 แถว 2 ช่อง 1", "ง": "ตารางที่ 1 แถว 2 ช่อง 2", "ใน": "ตารางที่ 2 แถว 1 ช่อง 1"}


def test_headers_and_notes_are_read_beside_the_body():
    paper = read_document(docx(p("เนื้อความ"), parts={"word/footnotes.xml": f'<w:footnotes {SPACES}><w:footnote w:id="2">{p("หมายเหตุ")}</w:footnote></w:footnotes>'}), "a.docx")
    assert [(q.text, q.place) for q in paper.others] == [("- ๒ -", "หัวกระดาษ"), ("หมายเหตุ", "เชิงอรรถ")]


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def listed(level: int, num: int = 1) -> str:
    return p("ก", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_lists_are_numbered_as_word_numbers_them():
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="{shown}"/></w:lvl>' for n, shown in enumerate(("%1.", "%1.%2")))
    restart = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    body = "".join((listed(0), listed(1), listed(1), listed(0), listed(1), listed(0, 2), listed(0, 2)))
    paper = read_document(wordfile(body, {"word/numbering.xml": numbering(levels, '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + restart)}), "a.docx")
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
    assert [q.text for q in read_document(opc.write(strict), "a.docx").body] == ["ก"]


@pytest.mark.parametrize(("data", "code"), [
    (b"", "E801"), (b"PK\x03\x04 nothing", "E801"), (b"{\\rtf1 }", "E802"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E802"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "E803"),
    (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "E802"), (opc.write({"[Content_Types].xml": b"<Types/>"}), "E801"),
])  # fmt: skip
def test_what_is_no_word_file_is_said_by_name(data, code):
    with pytest.raises(GenError) as error:
        read_document(data, "งาน.docx")
    assert error.value.code == code
    assert "งาน.docx" in str(error.value)


def test_entities_and_deep_nesting_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>'
    deep = f'<w:document {SPACES}><w:body>{"<w:sdt><w:sdtContent>" * 3000}</w:body></w:document>'.encode()
    for xml in (bomb, deep):
        parts = {**opc.read(docx(p("ก"))), "word/document.xml": xml}
        with pytest.raises(GenError, match="E801"):
            read_document(opc.write(parts), "a.docx")


def test_every_good_paper_is_read_with_its_words_in_order():
    for name, data in good_papers().items():
        paper = read_document(data, name)
        assert paper.words, name
        numbers = [q.number for q in paper.outside]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all("".join(q.text[span.start : span.end] for span in q.spans) == q.text for q in paper.all)




# --- the conditional formats of table styles (ECMA-376-1 17.7.6; Word's order: [MS-OI29500] 2.1.251)

REGIONS = ("wholeTable", "band1Horz", "band2Horz", "band1Vert", "band2Vert", "firstCol", "lastCol", "firstRow", "lastRow", "nwCell", "neCell", "swCell", "seCell")


def sized(sizes: dict[str, int], look: str = "", rows: int = 4, columns: int = 4, style: str = "", heads: int = 0, base: str = "") -> list[list[float]]:
    """The sizes of the letters in each cell of a table, whose style gives each region a size of its own."""
    regions = "".join(f'<w:tblStylePr w:type="{region}"><w:rPr><w:szCs w:val="{size * 2}"/></w:rPr></w:tblStylePr>' for region, size in sizes.items())
    styles = f'{base}<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>{style}<w:rPr><w:szCs w:val="20"/></w:rPr>{regions}</w:style>'
    cell = '<w:tc><w:p><w:r><w:t>ก</w:t></w:r></w:p></w:tc>'
    made = "".join(f'<w:tr>{"<w:trPr><w:tblHeader/></w:trPr>" if n < heads else ""}{cell * columns}</w:tr>' for n in range(rows))
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/>{look}</w:tblPr><w:tblGrid/>{made}</w:tbl><w:p/>'
    paper = read_document(wordfile(body, {"word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>"}), "a.docx")
    return [[cell[0].spans[0].letters.size for cell in row.cells] for row in paper.tables[0].rows]


ALL = '<w:tblLook w:val="01E0"/>'  # both edge rows, both edge columns, bands
EACH = {region: 20 + n for n, region in enumerate(REGIONS)}


def test_the_regions_of_a_table_style_overlay_each_other_as_in_word():
    nw, ne, sw, se, top, bottom, left, right = (EACH[name] for name in ("nwCell", "neCell", "swCell", "seCell", "firstRow", "lastRow", "firstCol", "lastCol"))
    odd, even = EACH["band1Vert"], EACH["band2Vert"]
    assert sized(EACH, ALL) == [[nw, top, top, ne], [left, odd, even, right], [left, odd, even, right], [sw, bottom, bottom, se]]


def test_rows_lie_over_columns_and_bands_of_columns_over_bands_of_rows():
    without_corners = {name: size for name, size in EACH.items() if not name.endswith("Cell")}
    assert sized(without_corners, ALL)[0] == [EACH["firstRow"]] * 4
    rows = {name: size for name, size in EACH.items() if "Vert" not in name}
    assert [row[1] for row in sized(rows, ALL)[1:3]] == [EACH["band1Horz"], EACH["band2Horz"]]


def test_a_table_says_which_regions_it_takes():
    assert sized({"firstRow": 30}, '<w:tblLook w:val="0600"/>', 2, 1) == [[10.0], [10.0]]
    assert sized({"firstRow": 30}, '<w:tblLook w:val="0620"/>', 2, 1) == [[30.0], [10.0]]
    assert sized({"firstRow": 30}, '<w:tblLook w:val="0620" w:firstRow="0"/>', 2, 1) == [[10.0], [10.0]]  # by name beats the bits
    assert sized({"firstRow": 30, "band1Horz": 40, "band2Horz": 50}, "", 2, 1) == [[40.0], [50.0]]  # without tblLook: bands, no edges
    assert sized({"firstRow": 30}, '<w:tblLook w:val="ก"/>', 1, 1) == [[10.0]]


def test_bands_begin_below_the_headings_and_may_be_of_several_rows():
    sizes = {"firstRow": 30, "band1Horz": 40, "band2Horz": 50}
    look = '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    assert [row[0] for row in sized(sizes, look, 5, 1)] == [30, 40, 50, 40, 50]
    assert [row[0] for row in sized(sizes, look, 5, 1, heads=2)] == [30, 30, 40, 50, 40]  # 17.18.89
    assert [row[0] for row in sized(sizes, look, 5, 1, style='<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>')] == [30, 40, 40, 50, 50]


def test_a_region_of_the_style_it_is_based_on_lies_over_the_whole_table():
    base = '<w:style w:type="table" w:styleId="B"><w:tblStylePr w:type="firstRow"><w:rPr><w:szCs w:val="60"/></w:rPr></w:tblStylePr></w:style>'
    assert sized({}, '<w:tblLook w:val="0620"/>', 2, 1, style='<w:basedOn w:val="B"/>', base=base) == [[30.0], [10.0]]


def test_a_heading_row_that_its_style_makes_bold_is_a_heading():
    styles = '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>'
    rows = table([["ชื่อ", "เงิน"], ["ก", "๑"]], [900, 900], head=False).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="0620"/>')
    [read] = read_document(wordfile(rows + "<w:p/>", {"word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>"}), "a.docx").tables
    assert [cell[0].layout.align for cell in read.rows[0].cells] == ["center", "center"]
    assert [row.cells[0][0].spans[0].letters.bold for row in read.rows] == [True, False] and header(read) == 0


def test_a_paragraph_style_lies_over_the_table_style_and_toggles_it():
    styles = ('<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:bCs/><w:szCs w:val="40"/></w:rPr></w:tblStylePr></w:style>'
              '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:bCs/><w:szCs w:val="32"/></w:rPr></w:style>')
    body = ('<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="0620"/></w:tblPr><w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>'
            '<w:r><w:t>ก</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>')
    [read] = read_document(wordfile(body, {"word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>"}), "a.docx").tables
    letters = read.rows[0].cells[0][0].spans[0].letters
    assert (letters.size, letters.bold) == (16.0, False)  # 17.7.3: bold in two levels of styles is off


def test_a_table_without_a_style_has_the_default_one():
    styles = '<w:style w:type="table" w:default="1" w:styleId="N"><w:rPr><w:szCs w:val="44"/></w:rPr></w:style>'
    body = "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>ก</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    assert read_document(wordfile(body, {"word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>"}), "a.docx").body[0].spans[0].letters.size == 22


# --- pages, where Word has said them

RENDERED = "<w:lastRenderedPageBreak/>"


def paged(body: str, pages: int, program: str = "Microsoft Office Word") -> dict[str, int]:
    """The page of each paragraph with words, in a file that a program has saved with so many pages."""
    return {q.text: q.page for q in read_document(wordfile(body, saved(pages, program)), "a.docx").body if q.text}


def begins_page(text: str) -> str:
    return f"<w:p><w:r>{RENDERED}<w:t>{text}</w:t></w:r></w:p>"


def test_the_page_is_told_where_word_has_marked_it():
    turned = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = p("หนึ่ง") + begins_page("สอง") + p("ยังสอง") + turned + begins_page("สาม")
    assert paged(body, 3) == {"หนึ่ง": 1, "สอง": 2, "ยังสอง": 2, "สาม": 3}


def test_a_paragraph_over_two_pages_has_a_page_for_each_letter():
    over = f"<w:p><w:r><w:t>ต้น</w:t></w:r><w:r>{RENDERED}<w:t>ปลาย</w:t></w:r></w:p>"
    assert paged(over + p("ต่อ"), 2) == {"ต้นปลาย": 1, "ต่อ": 2}
    found = read_document(wordfile(over, saved(2)), "a.docx").body[0]
    assert [found.page_at(at) for at in (0, 2, 3, 5)] == [1, 1, 2, 2]


def test_rows_of_a_table_go_over_pages_together_or_cell_by_cell():
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    def parted(a: str, b: str) -> str:
        return p(a) + begins_page(b)

    rows = row(p("ก"), p("ข")) + row(begins_page("ค"), p("ง")) + row(parted("จ", "ฉ"), parted("ช", "ซ")) + row(p("ฌ"), p("ญ"))
    pages = paged(f"<w:tbl><w:tblGrid/>{rows}</w:tbl>" + p("ท้าย"), 3)
    assert pages == {"ก": 1, "ข": 1, "ค": 2, "ง": 2, "จ": 2, "ฉ": 3, "ช": 2, "ซ": 3, "ฌ": 3, "ญ": 3, "ท้าย": 3}


def test_no_page_is_told_where_it_would_be_a_guess():
    body = p("หนึ่ง") + begins_page("สอง")
    unknown = {"หนึ่ง": 0, "สอง": 0}
    assert paged(body, 3) == unknown  # Word has counted a page more: an empty paragraph began one, which bears no mark
    assert paged(body, 2, "LibreOffice/7.4") == unknown
    assert paged(p("หนึ่ง") + p("สอง"), 1) == unknown  # one page needs no number
    assert [q.page for q in read_document(wordfile(body), "a.docx").body] == [0, 0]
