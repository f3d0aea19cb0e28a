"""What papers from outside have shown: alarms that were false, and mistakes that were not seen."""

from __future__ import annotations

import random

import pytest

from generator.audit.check import Checked, Options, check_bytes
from generator.audit.find.kinds import recognise
from generator.audit.find.spoken import value
from generator.audit.rule import ERROR
from generator.word.reading import read_document
from tests.good_papers import BODY, CENTRE, TODAY, docx, emblem, letter, office, p
from tests.growth import growth
from tests.wordfile import wordfile

LETTER = (p("ที่ ศธ ๐๔๑๘๘/๑\tโรงเรียนทดลอง"), p("๑ มิถุนายน ๒๕๖๙"), p("เรื่อง  ขออนุญาตใช้สถานที่"), p("เรียน  ผู้อำนวยการโรงเรียนตัวอย่าง"))
END = (p("จึงเรียนมาเพื่อโปรดพิจารณา"), p("ขอแสดงความนับถือ"), p("(นายสมมติ  ใจดี)"), p("ผู้อำนวยการโรงเรียนทดลอง"))
MEMO = (p("บันทึกข้อความ", CENTRE), p("ส่วนราชการ  โรงเรียนทดลอง"), p("ที่ ๑/๒๕๖๙\tวันที่ ๑ มิถุนายน ๒๕๖๙"), p("เรื่อง  ขออนุญาตไปราชการ"), p("เรียน  ผู้อำนวยการโรงเรียนทดลอง"))
MEMO_END = (p("จึงเรียนมาเพื่อโปรดพิจารณาอนุญาต"), p("(นายสมมติ  ใจดี)"), p("ครู"))
ORDER = (p("คำสั่งโรงเรียนทดลอง", CENTRE), p("ที่ ๑/๒๕๖๙", CENTRE), p("เรื่อง  แต่งตั้งคณะกรรมการ", CENTRE), p("ด้วยโรงเรียนทดลองจะจัดประชุม จึงแต่งตั้งคณะกรรมการ ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", BODY))


def checked(*blocks: str, kind: str = "") -> Checked:
    return check_bytes(docx(*blocks), "a.docx", None, Options(kind=kind, today=TODAY))


def rules(*blocks: str, kind: str = "") -> set[str]:
    return {finding.rule for finding in checked(*blocks, kind=kind).findings}


def said(text: str, kind: str = "letter") -> set[str]:
    """The rules that a sentence in a letter breaks, layout apart."""
    blocks = (*LETTER, p(text), *END)
    return {rule for rule in rules(*blocks, kind=kind) - rules(*LETTER, p("ด้วย"), *END, kind=kind) if rule[0] != "L"}


def test_a_run_of_word_with_its_toggle_keeps_the_font_that_it_names():
    fonts = '<w:rFonts w:ascii="TH SarabunPSK" w:hAnsi="TH SarabunPSK" w:cs="TH SarabunPSK"/><w:cs/>'
    assert "L03" not in {f.rule for f in check_bytes(wordfile(p("ทดสอบข้อความ", "", fonts)), "a.docx").findings}


@pytest.mark.parametrize("text", [
    "ด้วยข้าพเจ้า ตำแหน่ง ครู ขอลาพักผ่อน", "ราชเจ้าแห่งนครน่าน",
    "นักเรียนร้อยละ ๙๐ มีคุณลักษณะอันพึงประสงค์ และร้อยละ ๘๕ มีความรู้",
    "ระยะเวลา ๑ ตุลาคม ๒๕๖๙ - ๓๐ กันยายน ๒๕๗๐", "ระยะเวลา ๑๖ พฤษภาคม พ.ศ. ๒๕๖๙ ถึง ๓๑ มีนาคม พ.ศ. ๒๕๗๐", "ระหว่าง ๑ ตุลาคม – ๓๐ กันยายน ๒๕๗๐",
    "วัดแห่งนี้สร้างขึ้นเมื่อปี พ.ศ. ๒๓๒๕ และได้รับการบูรณะเรื่อยมา", "ประดิษฐ์อักษรไทยเมื่อพุทธศักราช ๑๘๒๖ ตามศิลาจารึก",
    "ยอดผู้ใช้บริการเดือนธันวาคม ๓๕๐๐ คน และเดือนมกราคม ๔๒๐๐ คน", "ค่าน้ำประปาประจำเดือนมิถุนายน ๑๕๐๐ บาท",
    "การศึกษาระดับก่อนประถมศึกษาและประถมศึกษา", "อ้างเลขอ้างอิง ของอ่อน ข้ออ้าง ต่อไป",
    "จำนวน ๑๐๑ บาท (หนึ่งร้อยหนึ่งบาทถ้วน)", "จำนวน ๑๐๐ บาท (ร้อยบาทถ้วน)", "จำนวน ๑ (หนึ่ง) ฉบับ",
    "มีหน้าที่ดังนี้ ๑) จัดทำแผน ๒) รายงานผล ก) ประเมิน", "วันอังคารที่ ๙ - ๑๐ มิถุนายน ๒๕๖๙",
])  # fmt: skip
def test_what_is_right_raises_no_error(text):
    blocks = (*LETTER, p(text), *END)
    told = [(f.rule, f.found) for f in checked(*blocks).findings if f.severity == ERROR or f.rule in ("T45", "T64", "T69", "T52", "N37")]
    assert not told


@pytest.mark.parametrize(("text", "rule"), [
    ("มีหนา้ที่กำกับดูแลนักเรียน", "T52"), ("เพื่อนำขอ้มูลไปใช้", "T52"), ("ตามที่เ้ด็กนักเรียน", "T52"), ("กำหนดกๅรประชุม", "T52"),
    ("ระหว่างวันจันทร์ที่ ๙ - ๑๐ มิถุนายน ๒๕๖๙", "N56"), ("ระหว่างวันอังคารที่ ๘ ถึงวันพุธที่ ๑๐ มิถุนายน ๒๕๖๙", "N56"),
    ("ในวันพฤหัสที่ ๘ มิถุนายน ๒๕๖๒", "N56"), ("ในวันศุกร์ ๘ มิถุนายน ๒๕๖๒", "N56"), ("ในวันที่ ๘ มิถุนายน ๒๕๖๒ (วันศุกร์)", "N56"),
    ("ระหว่าง ๑ ตุลาคม ๒๕๗๐ - ๓๐ กันยายน ๒๕๖๙", "N36"), ("ในวันที่ April 9, 2561", "N37"), ("เมื่อวันที่ 2018-05-22 นั้น", "N37"),
    ("เรียน ${name} ตำแหน่ง", "S33"), ("ตำแหน่ง {position} วันที่", "S33"), ("ชื่อ <<ชื่อ>> สกุล", "S33"),
    ("ขอเชิญประชุมในวันที่  กรกฎาคม ๒๕๖๙ ณ ห้องประชุมของโรงเรียน", "N88"), ("ประชุมเวลา ๒๕.๐๐ น.", "N42"),
    ("ตั้งแต่ พ.ศ.๒๕๖๙ เป็นต้นไป", "T90"), ("ร่วมกับ อบต/เทศบาล ในพื้นที่", "T92"), ("ให้ดำเนินการต่อไป.", "T91"),
    ("เป็นเงิน ๕,๕๘๐.- บาท (ห้าพันสี่ร้อยบาทถ้วน)", "N43"), ("เป็นเงินห้าพันบาทถ้วน (๕,๕๐๐ บาท)", "N43"),
    ("โทร. 42811234", "N97"), ("โทร. โทร. ๐ ๔๒๘๑ ๑๒๓๔", "S94"),
])  # fmt: skip
def test_what_is_wrong_is_told(text, rule):
    assert rule in said(text)


def test_a_bracket_may_close_in_the_next_line():
    assert "T69" not in rules(*LETTER, p("ความคิดเห็นของท่าน (ถ้ามี"), p("ให้เขียนด้านหลัง)"), *END)
    assert "T69" in rules(*LETTER, p("ความคิดเห็นของท่าน (ถ้ามี"), *END)


def test_two_spaces_and_many_before_a_formula_are_usual():
    date = p("สั่ง  ณ  วันที่  ๑  มิถุนายน  พ.ศ.  ๒๕๖๙")
    assert not {"S23", "S18"} & rules(*ORDER, date, p("(นายสมมติ  ใจดี)", CENTRE), p("ผู้อำนวยการโรงเรียนทดลอง", CENTRE))
    spaced = (*LETTER, p("ด้วยโรงเรียน"), p("จึงเรียนมาเพื่อโปรดพิจารณา"), p(" " * 70 + "ขอแสดงความนับถือ"), *END[2:])
    assert "S20" not in rules(*spaced)


@pytest.mark.parametrize("head", [
    p("ใช้เงินรายได้          บันทึกข้อความ"), p("\tบันทึกข้อความ"), p("บันทึกข้อความ\t\tด่วนที่สุด"),
])
def test_a_memo_is_known_whatever_stands_beside_its_title(head):
    paper = read_document(docx(head, *MEMO[1:], p("ด้วย"), *MEMO_END), "a.docx")
    assert recognise(paper) == "memo"


def test_a_memo_whose_head_stands_in_a_table_is_known():
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    head = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cell.format(emblem(1.5))}{cell.format(MEMO[0])}</w:tr></w:tbl>'
    assert checked(head, *MEMO[1:], p("ด้วย"), *MEMO_END).kind == "memo"


def test_a_foreword_and_a_long_plan_are_no_orders_and_no_letters():
    foreword = (p("คำนำ", CENTRE), p("คำสั่งหัวหน้าคณะรักษาความสงบแห่งชาติ ที่ ๑๙/๒๕๖๐ เรื่อง การปฏิรูปการศึกษาในภูมิภาค ได้กำหนดให้หน่วยงานทางการศึกษาจัดทำแผนพัฒนาการศึกษาของตนเอง"), p("เรียน  ผู้อ่าน"))
    assert checked(*foreword).kind == "report"


def test_lines_to_write_on_are_no_leftovers():
    form = (*MEMO, *(p(f"{what} ......................................") for what in ("ข้าพเจ้า", "ตำแหน่ง", "สังกัด", "เพราะ", "ความเห็น")), *MEMO_END)
    assert not {"S33", "S86", "S32", "S18"} & rules(*form)
    assert "S86" in rules(*MEMO, p("ด้วยจะประชุมในวันศุกร์ เวลา ............ น. ณ ห้องประชุม"), *MEMO_END)


def test_a_row_of_signs_under_a_heading_is_a_rule_that_was_typed():
    told = rules(*ORDER[:3], p("-------------------", CENTRE), ORDER[3], p("สั่ง ณ วันที่ ๑ มิถุนายน พ.ศ. ๒๕๖๙"))
    assert "L87" in told and "S33" not in told


def test_the_date_of_a_memo_has_neither_the_word_nor_the_era():
    dated = p("ที่ ๑/๒๕๖๙\tวันที่ ๑ เดือน มิถุนายน พ.ศ. ๒๕๖๙")
    assert "N38" in rules(*MEMO[:2], dated, *MEMO[3:], p("ด้วย"), *MEMO_END)


def test_a_request_is_not_closed_for_information():
    assert "S93" in rules(*MEMO, p("ด้วย"), p("จึงเรียนมาเพื่อโปรดทราบ"), *MEMO_END[1:])
    assert "S93" not in rules(*MEMO, p("ด้วย"), *MEMO_END)


def test_placing_by_tabs_is_told_and_two_tabs_are_an_indent():
    assert "L09" in rules(*LETTER[:1], p("\t\t\t\t\t\t๑ มิถุนายน ๒๕๖๙"), *LETTER[2:], *END)
    assert "L09" not in rules(*LETTER, p("\t\tด้วยโรงเรียนทดลอง"), *END)


def test_a_monk_is_not_greeted_as_others_are():
    assert "S20" in rules(*LETTER[:3], p("เรียน  พระครูสมมติ เจ้าอาวาสวัดตัวอย่าง"), p("ด้วย"), *END)


def test_a_rank_before_the_signature_is_a_title():
    ranked = (*ORDER, p("สั่ง ณ วันที่ ๑ มิถุนายน พ.ศ. ๒๕๖๙"), p("ว่าที่ร้อยตรี", CENTRE), p(), p("(สมมติ  ใจดี)", CENTRE), p("ผู้อำนวยการโรงเรียนทดลอง", CENTRE))
    assert not {"S32", "L10"} & rules(*ranked)


def test_a_number_that_the_register_does_not_have_is_a_question():
    told = check_bytes(letter(), "a.docx", office(), Options(today=TODAY, lookup=lambda *_: "ไม่มีในทะเบียนปี ๒๕๖๙")).findings
    asked = next(f for f in told if f.rule == "N41")
    assert asked.severity == "warning" and "gen issue" in asked.should and asked.found == "๑๒๓"


@pytest.mark.parametrize(("words", "number"), [
    ("หนึ่งหมื่นห้าพันบาทถ้วน", 15000), ("สองร้อยห้าสิบบาทห้าสิบสตางค์", 250.5), ("ร้อยบาท", 100), ("ยี่สิบเอ็ด", 21), ("สิบล้านบาทถ้วน", 10_000_000), ("หนึ่งหมืนบาท", None),
])
def test_amounts_in_words_are_read(words, number):
    assert value(words) == number




def test_the_own_name_of_an_office_is_spelled_in_one_way():
    end = (p("สั่ง ณ วันที่ ๑ มิถุนายน พ.ศ. ๒๕๖๙"), p("(นายสมมติ  ใจดี)", CENTRE))
    assert "C96" in rules(*ORDER, *end, p("ผู้อำนวยการโรงเรียนทดลอ้ง", CENTRE))
    assert "C96" not in rules(*ORDER, *end, p("ผู้อำนวยการโรงเรียนทดลอง", CENTRE)) | rules(*ORDER, p("ร่วมกับโรงเรียนทดสอบ"), *end)


def test_a_rank_of_teachers_is_no_christian_year():
    assert "T48" not in said("เป็นข้าราชการครู อันดับ คศ. ๑ รับเงินเดือนแล้ว") and "T48" in said("ตั้งแต่ คศ. ๒๐๑๙ เป็นต้นมา")


def test_a_telephone_number_is_no_number_of_a_paper():
    assert "N68" not in said("โทร. ๐๔๒๘๑๑๒๓๔ / ๕๖ ต่อ ๑")


def test_names_take_time_by_their_number():
    names = [f"นาย{a}{b}{n:03}".translate({ord("0") + d: "กขคงจฉชซญด"[d] for d in range(10)}) + f" {c}{d}" for n in range(50) for a in ("สม", "วิ", "พร", "ชัย", "กิต") for b in ("ศรี", "พล") for c in ("ทอง", "แสน", "บุญ", "วงศ์", "แก้ว") for d in ("สุข", "งาม")]
    assert len(set(names)) == 5000
    some = random.Random(1).sample(names, len(names))
    assert growth(lambda count: checked(p("ประกาศโรงเรียนทดลอง", CENTRE), *map(p, some[:count])), 300, 2400, 20) < 20


def test_a_degree_is_no_title_of_a_signer_but_part_of_an_academic_rank():
    order = (*ORDER, p("สั่ง ณ วันที่ ๑ มิถุนายน พ.ศ. ๒๕๖๙"))
    end = p("ผู้อำนวยการโรงเรียนทดลอง", CENTRE)
    assert "S32" in rules(*order, p("(ดร.สมมติ  ใจดี)", CENTRE), end)
    assert "S32" not in rules(*order, p("(รองศาสตราจารย์ ดร.สมมติ  ใจดี)", CENTRE), end)
