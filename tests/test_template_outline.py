"""`outline`: what a reviewer reads in git, paragraph by paragraph."""

from __future__ import annotations

from pathlib import Path

from generator import layout
from generator.template.frame import frame
from generator.template.outline import outline
from generator.word import opc
from tests.wordfile import SPACES, wordfile

FORMS = Path(__file__).parent.parent / "forms"
GOLDEN = Path(__file__).with_name("test_template_outline.txt")
STYLES = f"""<w:styles {SPACES}>
  <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="A" w:cs="ไทย"/><w:sz w:val="22"/><w:szCs w:val="32"/></w:rPr>
    </w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Base"><w:name w:val="ฐาน"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr>
    <w:rPr><w:b/><w:bCs/></w:rPr></w:style>
  <w:style w:type="paragraph" w:styleId="Item"><w:name w:val="ข้อ"/><w:basedOn w:val="Base"/>
    <w:pPr><w:keepNext/><w:jc w:val="thaiDistribute"/></w:pPr><w:rPr><w:szCs w:val="28"/></w:rPr></w:style>
  <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="วน"/><w:basedOn w:val="Loop"/></w:style>
  <w:style w:type="character" w:styleId="Late"><w:name w:val="ภายหลัง"/><w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>
  <w:style w:type="table" w:styleId="Grid"><w:name w:val="ตาราง"/></w:style>
</w:styles>"""


def lines(body: str) -> list[str]:
    """The outline of a body with the styles above, from its first paragraph on."""
    found = outline(wordfile(body, {"word/styles.xml": STYLES})).splitlines()
    return found[found.index("-- body") + 1 :]


def styles(body: str) -> list[str]:
    return outline(wordfile(body, {"word/styles.xml": STYLES})).partition("\n\n")[0].splitlines()


def p(style: str = "", direct: str = "", runs: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{direct}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_the_outline_of_a_fresh_order_reads_like_this():
    assert outline(frame("order", layout.load(FORMS))) == GOLDEN.read_text(encoding="utf-8")


def test_a_style_is_told_once_with_all_that_it_inherits_from_the_thai_side():
    assert styles(p("Item", runs=r("ก"))) == [
        "defaults: ไทย latin=A 16pt latin-size=11pt",
        "style ข้อ: 14pt bold thaiDistribute left=1.00cm first=-1.00cm tab-1.00cm=left keepNext",
    ]


def test_a_style_based_on_itself_ends():
    assert "style วน: -" in styles(p("Loop"))


def test_a_paragraph_tells_only_what_its_style_does_not():
    same = '<w:keepNext/><w:ind w:left="567" w:hanging="567"/><w:jc w:val="thaiDistribute"/>'
    assert lines(p("Item", same)) == ["[ข้อ]"]
    assert lines(p("Item", '<w:keepNext w:val="0"/><w:spacing w:before="120"/><w:jc w:val="center"/>', r("ก"))) == [
        "[ข้อ center before=6pt no keepNext] ก"
    ]
    assert lines(p("", '<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLine="1417"/>')) == [
        "[Normal first=2.50cm line=exact 20pt]"
    ]
    tabs = '<w:tab w:val="clear" w:pos="567"/><w:tab w:val="right" w:leader="dot" w:pos="9071"/>'
    assert lines(p("Item", f"<w:tabs>{tabs}</w:tabs>")) == ["[ข้อ tab-16.00cm=right dot]"]


def test_letters_unlike_their_paragraph_are_marked():
    bold = "<w:b/><w:bCs/>"
    assert lines(p("", "", r("ก", bold) + r("ข", bold) + r("ค"))) == ["[Normal] ⟦bold: กข⟧ค"]
    assert lines(p("Item", "", r("ก", bold) + r("ข", '<w:bCs w:val="0"/>'))) == ["[ข้อ] ก⟦no bold: ข⟧"]
    assert lines(p("", "", r("ก", '<w:szCs w:val="28"/><w:sz w:val="28"/><w:u w:val="single"/>'))) == [
        "[Normal] ⟦14pt u=single: ก⟧"
    ]
    assert lines(p("", "", r("ที่ ") + r("{{ n }}", '<w:rStyle w:val="Late"/>'))) == ["[Normal] ที่ ⟦ภายหลัง: {{ n }}⟧"]


def test_bold_for_latin_letters_only_is_no_bold():
    assert lines(p("", "", r("ก", "<w:b/>"))) == ["[Normal] ⟦latin-bold: ก⟧"]


def test_what_cannot_be_seen_is_shown():
    seen = "<w:r><w:t>พ.ศ.\u00a0๒๕๖๒</w:t><w:tab/><w:t>ก</w:t><w:br/><w:br w:type='page'/></w:r>"
    assert lines(p("", "", seen)) == ["[Normal] พ.ศ.␣๒๕๖๒→ก↵«page break»"]


def test_a_field_is_told_by_its_code_not_by_what_word_last_saw():
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = "<w:r><w:instrText> PAGE  \\* MERGEFORMAT </w:instrText></w:r>"
    field = marks[0] + code + marks[1] + r("๗") + marks[2]
    assert lines(p("", "", r("- ") + field + r(" -"))) == ["[Normal] - «field PAGE \\* MERGEFORMAT» -"]
    assert lines(p("", "", f'<w:fldSimple w:instr=" DATE ">{r("๑ ม.ค.")}</w:fldSimple>')) == ["[Normal] «field DATE»"]


def test_controls_changes_and_notes_are_named():
    named = '<w:sdtPr><w:alias w:val="ที่"/><w:tag w:val="number"/></w:sdtPr>'
    control = f"<w:sdt>{named}<w:sdtContent>{{}}</w:sdtContent></w:sdt>"
    assert lines(p("", "", control.format(r("๑")))) == ["[Normal] «control number: ๑»"]
    assert lines(control.format(p("", "", r("ก")))) == ["«control number»", "  [Normal] ก"]
    assert lines(p("", "", f"<w:ins>{r('ก')}</w:ins><w:del><w:r><w:delText>ข</w:delText></w:r></w:del>")) == [
        "[Normal] «inserted: ก»«deleted: ข»"
    ]
    assert lines(p("", "", '<w:r><w:footnoteReference w:id="2"/></w:r>')) == ["[Normal] «footnote 2»"]


def test_a_table_is_rows_of_cells_with_what_word_does_at_the_page_end():
    wide = '<w:gridSpan w:val="2"/>'
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblInd w:w="1417" w:type="dxa"/><w:jc w:val="center"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="567"/><w:gridCol w:w="1134"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cell.format('', p('', '', r('ที่')))}"
        f"{cell.format('', p('', '', r('ก')) + p('Item', '', r('ข')))}</w:tr>"
        f"<w:tr>{cell.format(wide, p())}</w:tr></w:tbl>"
    )
    assert lines(table) == [
        "«table ตาราง: columns 1.00cm|2.00cm · indent 2.50cm · center»",
        "  row tblHeader cantSplit",
        "    | [Normal] ที่",
        "    | [Normal] ก",
        "      [ข้อ] ข",
        "  row",
        "    | spans 2 [Normal]",
        "«end of table»",
    ]


def test_each_section_tells_its_page_and_its_headers():
    header = f"<w:hdr {SPACES}>{p('', '', r('หัว'))}</w:hdr>"
    portrait = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="567" w:gutter="0"/>'
        '<w:pgNumType w:fmt="thaiNumbers" w:start="3"/><w:titlePg/></w:sectPr>'
    )
    landscape = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    body = p("", portrait, r("ก")) + p("", "", r("ข")) + landscape
    found = outline(wordfile(body, {"word/header1.xml": header, "word/styles.xml": STYLES}))
    assert found.partition("\n\n")[2].splitlines() == [
        "== section 1: page 21.00cm x 29.70cm portrait · margins top 2.50cm right 2.00cm bottom 2.00cm left 3.00cm "
        "header 1.25cm footer 1.00cm · page numbers thaiNumbers from 3 · first page different",
        "-- header, default pages",
        "[Normal] หัว",
        "-- body",
        "[Normal] ก",
        "",
        "== section 2: page 29.70cm x 21.00cm landscape",
        "-- body",
        "[Normal] ข",
    ]


def test_another_picture_shows_even_under_the_same_name():
    first = frame("order", layout.load(FORMS))
    parts = opc.read(first)
    parts["word/media/emblem-slot.png"] += b"\0"
    changed = [line for line in outline(opc.write(parts)).splitlines() if line not in outline(first).splitlines()]
    assert len(changed) == 1 and changed[0].startswith("[ตราครุฑ] «picture ตราครุฑ 2.75x3.00cm")


def test_words_in_a_text_box_and_old_pictures_are_not_lost():
    shape = "<w:r><w:pict><v:shape>{}</v:shape></w:pict></w:r>"
    box = f"<v:textbox><w:txbxContent>{p('', '', r('ก'))}{p('', '', r('ข'))}</w:txbxContent></v:textbox>"
    assert lines(p("", "", shape.format(box))) == ["[Normal] «text box: ก / ข»"]
    assert lines(p("", "", shape.format('<v:imagedata r:id="rId9"/>'))) == ["[Normal] «picture (VML) ?»"]


def test_a_file_without_styles_reads_too():
    assert outline(wordfile("<w:p/>")).splitlines()[-1] == "[?]"
