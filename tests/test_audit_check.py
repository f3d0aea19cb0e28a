"""The checker finds the mistakes that offices make, and is silent on good papers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.audit import shown
from generator.audit.check import Checked, Options, check, check_bytes
from generator.audit.find.kinds import named
from generator.audit.find.persons import find_persons
from generator.audit.learn import learn
from generator.audit.registered import lookup_in
from generator.audit.rule import GROUPS, RULES, SEVERITIES
from generator.audit.settings import FONTS, read_settings
from generator.errors import GenError
from generator.folders import shipped
from generator.office import open_office
from generator.register import Entry, open_register, start_number, take, take_all, void
from generator.thai import DocNumber
from generator.word.reading import read_document
from tests import mutants, paper, rules
from tests.good_papers import (
    BODY,
    CENTRE,
    OFFICE,
    TODAY,
    WRITTEN,
    docx,
    emblem,
    good_papers,
    made,
    office,
    p,
    r,
    table,
    written,
)
from tests.offices.measure import judged
from tests.wordfile import saved, wordfile

# Passages of our own with the mistakes of a manual that was typed by hand.
MANUAL = (
    p("คู่มือการปฏิบัติงาน", CENTRE), p("นางสาวดวงใจ ศรีทองสุข นักวิชาการศึกษาชำนาญการ", CENTRE), p("คำนำ", CENTRE),
    p("คู่มือเล่มนี้รวบรวมขั้นตอนการปฏิบัติงานของกลุ่มงาน เพื่อให้ผู้รับบริการเข้าใจขั้นตอนและรายละเอียดของงานต่าง ๆ", BODY),
    p("นางสาวดวงใจ ศรีทองศุข", CENTRE), p("ตอนที่ ๑", CENTRE), p("วัตถุประสงค์"),
    p("๑. เพื่อส่งเสริมคุณธรรมนักเรียน และคุณธรรมนักเรียน ให้สมบูรณ์"), p("๒. เพื่อพัฒนาบุคลากรของสถานศึกษา"),
    p("ตอนที่ ๒", CENTRE), p("๒.๑ การจัดการศึกษาในระบบ"), p("๒.๒.๑ การรับนักเรียน"), p("๑. จัดทำแผน"), p("๒. แต่งตั้งคณะกรรมการ"),
    p("๒.๒.๒ การจัดการศึกษานอกระบบ"), p("๒.๒ การจัดการศึกษาโดยครอบครัว"), p("ตอนที่ 3", CENTRE),
    p(f"คำสั่ง{OFFICE}", CENTRE), p("ที่ ๔๕ /๒๕๖๖", CENTRE), p("เรื่อง มอบหมายงาน", CENTRE), p("ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", BODY),
    p("สั่ง ณ วันที่ ๑๒ มกราคม พ.ศ. ๒๕๖๖"), p(f"รายละเอียดแนบท้ายคำสั่ง{OFFICE}", CENTRE), p("ที่ ๔๕/๒๕๖๖ ลงวันที่ ๑๒ มกราคม ๒๕๖๖", CENTRE),
    table([["ชื่อ – สกุล", "หน้าที่"], ["นางสาวดวงใจ ศรีทองสุกข์", "งานธุรการ"]], [4000, 4000]),
)  # fmt: skip


def told(*blocks: str, kind: str = "", **options: object) -> list[tuple[str, str]]:
    """(rule, found) of what is found in a paper of these blocks, layout apart."""
    checked = check_bytes(docx(*blocks), "a.docx", office(), Options(kind=kind, today=TODAY, **options))
    return [(f.rule, f.found) for f in checked.findings if f.rule[0] != "L"]


def words(text: str, kind: str = "unknown", **options: object) -> list[tuple[str, str]]:
    return told(p(text), kind=kind, **options)


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_is_found_in_a_good_paper(name):
    checked = check_bytes(written()[name], name, office(), Options(today=TODAY))
    assert list(shown.table(checked))[1:] == ["  ไม่พบข้อผิดพลาด"]
    assert checked.kind == name


@pytest.mark.office
def test_nothing_is_found_in_what_the_program_makes():
    """Every paper of every example of every form."""
    files = [check_bytes(data, name, office(), Options(today=TODAY)) for name, data in made().items()]
    assert len(files) > 100
    assert not [line for file in files if file.findings for line in shown.table(file)]


@pytest.mark.slow
def test_mistakes_planted_in_good_papers_are_found_where_they_are():
    """At least 55 ways to spoil, 98 of 100 found at the right place; each rule of the list at least once."""
    planted = list(mutants.spoilt(mutants.some_papers(), 1))
    assert len(mutants.MUTATORS) >= 55
    assert sum(one.placed for one in planted) >= 0.98 * len(planted), "\n".join(map(str, (one for one in planted if not one.placed)))
    assert {one.rule for one in planted if one.placed} == set(RULES)


def test_all_mistakes_of_a_manual_typed_by_hand_are_found():
    found = told(*MANUAL)
    spelled = {text for rule, text in found if rule == "C51"}
    assert len(spelled) == 2 and all(text.startswith("ดวงใจ ศรีทอง") for text in spelled)
    for mistake in (("S62", "๒.๒.๑"), ("S62", "๒.๒.๒"), ("N35", "3"), ("N68", "๔๕ /๒๕๖๖"), ("N67", "๑๒ มกราคม ๒๕๖๖"), ("T64", "คุณธรรมนักเรียน และคุณธรรมนักเรียน")):
        assert mistake in found
    assert {rule for rule, _ in found} == {"C51", "S62", "N35", "N68", "N67", "T64"}


@pytest.mark.parametrize(("text", "rule", "found"), [
    ("ประชุมวันศุกร์ที่ ๘ มิถุนายน ๒๕๖๒ ณ ห้องประชุม", "N56", "วันศุกร์ที่ ๘ มิถุนายน ๒๕๖๒"),
    ("ภายในวันที่ ๒๙ กุมภาพันธ์ ๒๕๗๐", "N36", "๒๙ กุมภาพันธ์ ๒๕๗๐"),
    ("ระหว่างวันที่ ๕ – ๓ มิถุนายน ๒๕๖๙", "N36", "๓ มิถุนายน ๒๕๖๙"),
    ("เมื่อวันที่ ๗ มิถุนายน ๒๐๑๙", "N57", "๒๐๑๙"),
    ("ปีการศึกษา 2027", "N57", "2027"),
    ("เมื่อ ๗ มิ.ย. ๖๒ ได้ประชุม", "N37", "๗ มิ.ย. ๖๒"),
    ("ระหว่างเดือนมิ.ย.ถึงสิงหาคม ๒๕๖๙", "N37", "มิ.ย."), ("ปีการศึกษา ๖๙ ครั้งที่ ๑", "N37", "ปีการศึกษา ๖๙"),
    ("มกราคม – มีนาคม ๒๐๒๗", "N57", "๒๐๒๗"),
    ("เบิกเงิน ๑๕,๐๐๐ บาท (หนึ่งหมื่นหกพันบาทถ้วน)", "N43", "๑๕,๐๐๐ บาท (หนึ่งหมื่นหกพันบาทถ้วน)"),
    ("เวลา 0900 น. ณ ห้องประชุม", "N42", "0900 น."),
    ("นํ้าดื่ม", "T52", "\u0e4d\u0e49า"), ("ที่่นี่", "T52", "\u0e48\u0e48"), ("ค่\u0e4dา", "T52", "\u0e48\u0e4dา"),
    ("สำนักงานฯ ขออนุญาติ", "T48", "อนุญาติ"), ("ต่างๆ ที่ได้รับ", "T44", "งๆ"),
])  # fmt: skip
def test_a_mistake_is_found_and_quoted(text, rule, found):
    assert (rule, found) in words(text) or (rule == "T52" and rule in [one for one, _ in words(text)])


@pytest.mark.parametrize("text", [
    "ประชุมวันเสาร์ที่ ๘ มิถุนายน ๒๕๖๒ เวลา ๐๙.๐๐ – ๑๖.๓๐ น. ณ ห้องประชุม A4 ชั้น ๒",
    "เบิกเงิน ๑๕,๐๐๐ บาท (หนึ่งหมื่นห้าพันบาทถ้วน) และ ๐.๕๐ บาท (ห้าสิบสตางค์)",
    "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน และสำนักงานคณะกรรมการการเลือกตั้ง ดำเนินการการรับรอง",
    "ปฏิบัติหน้าที่ที่ได้รับมอบหมาย ที่ที่กำหนด ต่าง ๆ ฯลฯ จังหวัดศรีสะเกษ ปรากฏ กรกฎาคม กฎหมาย สังเกตการณ์",
    "ส่งที่ saraban@loei1.go.th หรือ https://www.loei1.go.th/2562/a1?x=1 รหัส B-12/2562 โปรแกรม COVID-19",
    "ตามมาตรา ๕๓ แห่งพระราชบัญญัติ พ.ศ. ๒๕๔๒ (ฉบับที่ ๒) พ.ศ. ๒๕๔๕ มาตรา ๑๒ วรรคสอง คะแนน ๒.๕ ๓.๕ อัตราส่วน ๑ : ๒๐",
    "นายกองค์การบริหารส่วนตำบล นายอำเภอเมืองเลย นายทะเบียนท้องถิ่น นางรอง สำนักนายกรัฐมนตรี ทนายความ เจ้าพนักงาน",
    "ร้องไห้ ลิงค์ ปุลลิงค์ ไทยแลนด์ โรงแรมเลยรีสอร์ท นานาชาติ รายงานการประชุมการงาน คุณครูครูใหญ่",
    "นักเรียนเรียนรู้ ผู้เรียนเรียนดี สถานศึกษาศึกษาแนวทาง ผู้บริหารสถานศึกษาและศึกษานิเทศก์ ผู้ปฏิบัติปฏิบัติตาม ผู้เข้าสอบสอบผ่าน",
    "ลงชื่อ.................................ผู้จดรายงานการประชุม (........................) ตำแหน่ง",
    "เกิดวันที่ ๑ มกราคม ๒๕๕๕ โทรศัพท์ ๐ ๔๒๘๑ ๑๒๓๔ เลขที่ ๑๒๓/๔๕ หมู่ที่ ๖ ตำบลนาอ้อ",
])  # fmt: skip
def test_ordinary_words_raise_no_alarm(text):
    assert words(text) == []


def test_totals_and_counts_follow_the_rows():
    rows = [["ที่", "รายการ", "จำนวนเงิน"], ["๑", "ค่าอาหาร", "๑,๒๐๐"], ["๒", "ค่าวิทยากร", "๓,๖๐๐"], ["", "รวม", "๔,๙๐๐"]]
    assert told(p("ค่าใช้จ่าย จำนวน ๓ รายการ ดังนี้"), table(rows, [900, 4000, 2000])) == [("N59", "จำนวน ๓ รายการ"), ("N58", "๔,๙๐๐")]


def test_subtotals_are_understood():
    rows = [["ที่", "รายการ", "จำนวนเงิน"], ["๑", "ก", "๑๐"], ["๒", "ข", "๒๐"], ["", "รวม", "๓๐"], ["๓", "ค", "๕"], ["๔", "ง", "๕"], ["", "รวม", "๑๐"], ["", "รวมทั้งสิ้น", "๔๐"]]
    assert told(table(rows, [900, 4000, 2000])) == []


def test_lists_may_begin_anew_and_stand_in_lists():
    lines = ("๑. ก", "๑.๑ ข", "๑.๒ ค", "(๑) ง", "(๒) จ", "๒. ฉ", "(๑) ช", "๒.๑ ซ", "๓. ฌ", "๑) ญ", "๒) ฎ", "๔. ฏ")
    assert told(*map(p, lines)) == []
    assert told(*map(p, ("๑. ก", "๒. ข", "๔. ค", "๕. ง"))) == [("S61", "๔.")]


def test_a_list_of_two_and_the_rows_of_a_table_have_no_gaps():
    assert told(*map(p, ("๑. ก", "๓. ข"))) == [("S61", "๓.")]
    assert told(*map(p, ("๑. ก", "๒. ข", "ในการนี้", "๑. ค", "๓. ง"))) == [("S61", "๓.")]
    assert told(*map(p, ("๑. ก", "๑. ก", "๒. ข", "๒. ค", "๓. ง"))) == []  # a list in a list that looks the same
    assert told(table([["ที่", "ชื่อ"], ["๑.๑", "ก"], ["๑.๔", "ข"]], [900, 4000])) == [("S61", "๑.๔")]
    assert told(table([["ที่", "คะแนน (๕๐)"], ["๑", "๓๗.๕๐ ๒๖.๐๐"], ["๒", "๓๙.๕๐ ๒๖.๐๐"], ["๔", "๑.๐๐"]], [900, 4000])) == [("S61", "๔")]
    enclosed = ("สิ่งที่ส่งมาด้วย  ๑. แผน  จำนวน ๑ ฉบับ", "๒. แบบ  จำนวน ๑ ฉบับ", "ขอให้ดำเนินการ", "๑. ก", "๓. ข")
    assert ("S61", "๓.") in told(*map(p, enclosed))


def joined(*papers: bytes, restart: bool = True) -> bytes:
    """Papers in one file, each from its own page on, as a mail merge makes them."""
    docs = [mutants.Doc(paper_) for paper_ in papers]
    body = docs[0].body
    for doc in docs[1:]:
        last = body[-1]
        ended = mutants.new("<w:p><w:pPr/></w:p>")
        ended[0].append(last)
        body.append(ended)
        body.extend(list(doc.body))
        if restart:
            body[-1].find(f"{mutants.W}pgNumType").set(f"{mutants.W}start", "1")
    return docs[0].bytes()


@pytest.mark.parametrize("restart", [True, False])
def test_each_paper_of_a_set_in_one_file_is_judged_by_itself(restart):
    letter = good_papers()["letter"]
    spoilt = mutants.Doc(letter)
    [close] = [q for q in spoilt.paragraphs if mutants.text(q) == "ขอแสดงความนับถือ"]
    mutants.put(close, "ขอแสดงความนับถืออย่างยิ่ง")
    checked = check_bytes(joined(letter, spoilt.bytes(), letter, restart=restart), "a.docx", office(), Options(today=TODAY))
    assert [(f.rule, f.found) for f in checked.findings] == [("S20", "ขอแสดงความนับถืออย่างยิ่ง")]
    assert checked.findings[0].place == "ย่อหน้าที่ 26"  # of the file, in which each letter has 15


def test_a_memo_and_the_draft_that_it_submits_are_two_kinds_of_papers():
    papers = good_papers()
    checked = check_bytes(joined(papers["memo"], papers["letter"]), "a.docx", office(), Options(today=TODAY))
    assert (checked.kind, checked.findings) == ("memo", ())


def test_a_page_of_photographs_is_no_paper_of_its_own():
    page = emblem().replace("<w:pPr>", "<w:pPr><w:pageBreakBefore/>") + p("รายงานการประชุม (ภาพถ่าย)", CENTRE)
    doc = mutants.Doc(good_papers()["minutes"])
    for block in mutants.new(f"<w:body>{page}</w:body>"):
        doc.body.insert(len(doc.body) - 1, block)
    assert [f for f in check_bytes(doc.bytes(), "a.docx", office(), Options(today=TODAY)).findings if f.rule[0] == "S"] == []


def test_an_order_bound_into_a_report_leaves_it_one_report():
    papers = good_papers()
    checked = check_bytes(joined(papers["report"], papers["memo"]), "a.docx", office(), Options(today=TODAY))
    assert checked.kind == "report" and not [f for f in checked.findings if f.rule[0] == "S"]


def test_children_of_one_family_name_in_a_register_are_no_misspelling():
    rows = [["ที่", "ชื่อ – สกุล"], ["๑", "เด็กชายภูริณัฐ โนนทดลอง"], ["๒", "เด็กชายภูรินัฐ โนนทดลอง"]]
    assert told(table(rows, [900, 4000])) == []
    assert told(p("ให้เด็กชายภูริณัฐ โนนทดลอง รายงานตัว"), table(rows, [900, 4000])) == [("C51", "ภูรินัฐ โนนทดลอง")]


def test_one_person_may_have_two_tasks_but_not_one_task_twice():
    rows = [["ที่", "กิจกรรม", "ผู้รับผิดชอบ"], ["๑", "ประชุม", "นายอนุชา ทองภู"], ["๒", "นิเทศ", "นายอนุชา ทองภู"]]
    assert told(table(rows, [900, 3000, 3000])) == []
    assert told(table([*rows, ["๓", "นิเทศ", "นายอนุชา ทองภู"]], [900, 3000, 3000])) == [("C80", "นายอนุชา ทองภู")]


def test_arabic_digits_that_sarabun_it9_hides_are_seen():
    it9 = " ".join(f'w:{slot}="TH SarabunIT๙"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    checked = check_bytes(docx(f"<w:p>{r('จำนวน 15 คน', f'<w:rFonts {it9}/>')}</w:p>"), "a.docx", None, Options(today=TODAY))
    [finding] = [f for f in checked.findings if f.rule == "N35"]
    assert "มองไม่เห็น" in finding.said and finding.should == "๑๕"


def test_a_citizen_number_is_found_and_never_repeated():
    checked = check_bytes(docx(p(f"ประกาศ{OFFICE}", CENTRE), p("นายกล้า ใจดี เลขประจำตัวประชาชน 1-2345-67890-12-1"), p("ประกาศ ณ วันที่ ๑ มิถุนายน พ.ศ. ๒๕๖๙")), "a.docx", office(), Options(today=TODAY))
    [finding] = [f for f in checked.findings if f.rule == "P55"]
    told_ = f"{finding.found} {finding.around} {finding.said} {finding.should}"
    assert "67890" not in told_ and "๖๗๘๙๐" not in told_
    assert "67890" not in "\n".join(shown.table(Checked(Path("a"), "announcement", (finding,))))


@pytest.mark.parametrize("number", ["1-2345-67890-12-1", "1 2345 67890 12 1", "1234567890121", "1 23456 789012 1"])
def test_no_finding_shows_a_citizen_number_whole_or_in_pieces(number):
    checked = check_bytes(docx(p(f"ให้นายกล้า ใจดี เลขประจำตัวประชาชน {number} มารายงานตัว")), "a.docx", None, Options(today=TODAY))
    assert "N35" in [finding.rule for finding in checked.findings]
    shown_ = " ".join(f"{f.found} {f.around} {f.said} {f.should}" for f in checked.findings)
    assert not re.search(r"2345|๒๓๔๕|67890|๖๗๘๙๐|7890|๗๘๙๐", shown_)


def test_digits_that_only_stand_in_one_list_are_no_citizen_number():
    checked = check_bytes(docx(p("ชั้นปีที่ 4 ในวันที่ 25/6/2569 เวลา 13.00 – 16.00 น. ณ ห้องประชุม 301")), "a.docx", None, Options(today=TODAY))
    [finding] = [f for f in checked.findings if f.rule == "N35"]
    assert finding.found == "4 · 25/6/2569 · 13.00 · 16.00 · …"


def test_an_office_of_another_zone_or_kind_is_no_slip():
    assert words("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๒ และสำนักงานเขตพื้นที่การศึกษามัธยมศึกษาเลย หนองบัวลำภู สำนักงานเขตพื้นที่การศึกษา") == []
    assert [rule for rule, _ in words("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลยเขต ๑")] == ["C50"]
    assert [rule for rule, _ in words("สำนักงานเขตพื้นที่การศีกษาประถมศึกษาเลย เขต ๑")] == ["C50", "T48"]


def test_the_register_is_asked_for_number_and_day():
    asked = []

    def lookup(series, number, day):
        asked.append((series, number.typed, day))
        return "เป็นเรื่องอื่น"

    checked = check_bytes(good_papers()["order 1"], "a.docx", office(), Options(today=TODAY, lookup=lookup))
    assert asked == [("order", "218/2562", date(2019, 6, 7))]
    assert [f.rule for f in checked.findings] == ["N41"]


def test_names_are_found_in_running_text():
    paper_ = read_document(wordfile(p("ปฏิบัติหน้าที่แทนนางพณลักษณ์ คำไล้ ในกรณี ให้ว่าที่ร้อยตรี ณัฐวุฒิ จันทร์เพ็ง และ ดร.ปรีชา  วงศ์ไพศาล ดำเนินการ")), "a")
    assert [found.name for found in find_persons(paper_.body[0])] == ["พณลักษณ์ คำไล้", "ณัฐวุฒิ จันทร์เพ็ง", "ปรีชา วงศ์ไพศาล"]


# --- settings, output, files


def test_settings_switch_rules_and_severities_and_measures():
    settings = read_settings({"off": ["N35"], "severity": {"T48": "error"}, "left": 2.54, "accept": ["โควต้า"], "code": "ศธ ๐๔๑๘๘"})
    assert words("มี 5 คน โควต้า", settings=settings) == []
    checked = check_bytes(docx(p("ขออนุญาติ")), "a.docx", None, Options(today=TODAY, settings=settings))
    assert [(f.rule, f.severity) for f in checked.findings] == [("L01", "warning"), ("T48", "error")]


@pytest.mark.parametrize(("raw", "code", "said"), [
    ({"of": []}, "E402", "off"), ({"off": ["N99"]}, "E403", "N99"), ({"severity": {"N35": "bad"}}, "E403", "error"),
    ({"left": "สาม"}, "E403", "left"), ([], None, ""), ("x", "E403", "check"),
])  # fmt: skip
def test_wrong_settings_are_named(raw, code, said):
    if code is None:
        assert read_settings(raw)
        return
    with pytest.raises(GenError) as error:
        read_settings(raw)
    assert error.value.code == code and said in str(error.value)


def test_a_kind_can_be_told_by_its_thai_name_and_a_wrong_one_is_refused():
    assert named("บันทึกข้อความ") == "memo"
    with pytest.raises(GenError, match="E804"):
        check([], None, Options(kind="คำสั้ง"))


class Steps:
    """Watches how far the check is."""

    stopped = False

    def __init__(self, seen):
        self.seen = seen

    def step(self, phase, done, of):
        self.seen.append((done, of))


def test_files_that_cannot_be_read_are_said_and_the_others_checked(tmp_path):
    (tmp_path / "ดี.docx").write_bytes(good_papers()["order 1"])
    (tmp_path / "เสีย.docx").write_bytes(good_papers()["order 1"][:500])
    (tmp_path / "เก่า.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    steps = []
    report = check([tmp_path / "ดี.docx", tmp_path / "เสีย.docx", tmp_path / "เก่า.doc", tmp_path / "ไม่มี.docx"], office(), Options(today=TODAY), Steps(steps))
    assert [file.failure.code if file.failure else None for file in report.files] == [None, "E801", "E802", "E301"]
    assert report.exit_code == 1 and steps[-1] == (4, 4)
    assert "อ่านไม่ได้" in "\n".join(shown.summary(report))


def test_a_folder_stands_for_all_papers_in_it(tmp_path):
    order = good_papers()["order 1"]
    for name in ("ข/ง.docx", "ก.docx", "ข/ก.docx", "ข/~$ก.docx", ".~lock.ก.docx#", ".gen/ค.docx", "ข/ตาราง.xlsx", "อ่าน.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(order)
    report = check([tmp_path], office(), Options(today=TODAY))
    assert [file.path.relative_to(tmp_path).as_posix() for file in report.files] == ["ก.docx", "ข/ก.docx", "ข/ง.docx"]
    said = list(shown.summary(report))
    assert [line.split()[0] for line in said[:3]] == ["ก.docx", "ข/ก.docx", "ข/ง.docx"] and "ตรวจ 3 ไฟล์" in said[3]
    assert list(shown.tables(report)) == []  # what is good stands in the summary alone
    (tmp_path / "ข" / "ก.docx").write_bytes(docx(p("ขออนุญาติ")))
    assert next(shown.tables(check([tmp_path], office(), Options(today=TODAY)))).startswith("ข/ก.docx")
    empty = tmp_path / "ว่าง"
    empty.mkdir()
    [file] = check([empty], office(), Options(today=TODAY)).files
    assert file.failure and file.failure.code == "E805" and "ว่าง" in str(file.failure)


def test_a_lock_file_that_a_wildcard_names_is_passed_over(tmp_path):
    (tmp_path / "ก.docx").write_bytes(good_papers()["order 1"])
    (tmp_path / "~$ก.docx").write_bytes(b"\x05user")
    report = check(sorted(tmp_path.glob("*.docx")), office(), Options(today=TODAY))
    assert [file.path.name for file in report.files] == ["ก.docx"]


def test_another_kind_of_document_goes_through_the_converter(tmp_path):
    (tmp_path / "เก่า.odt").write_bytes(b"PK" + bytes(28) + b"mimetypeapplication/vnd.oasis.opendocument.text")
    report = check([tmp_path / "เก่า.odt"], office(), Options(today=TODAY, convert=lambda path: good_papers()["order 1"]))
    assert report.exit_code == 0 and report.files[0].kind == "order"


def test_a_table_shows_place_and_words_and_json_holds_all():
    report_ = check_bytes(docx(*MANUAL), "คู่มือ.docx", office(), Options(today=TODAY))
    lines = "\n".join(shown.table(report_))
    assert "ย่อหน้าที่" in lines and "“ตอนที่ 3”" in lines and "→ ๓" in lines
    from generator.audit.check import Report

    data = json.loads(shown.as_json(Report((report_,))))
    assert len(data["files"][0]["findings"]) == len(report_.findings)
    assert {"rule", "severity", "place", "found", "should", "source"} <= data["files"][0]["findings"][0].keys()


def test_a_place_begins_with_its_page_where_the_file_says_it():
    data = docx(p("ก"), "<w:p><w:r><w:lastRenderedPageBreak/><w:t>ขออนุญาติ</w:t></w:r></w:p>", parts=saved(2))
    [finding] = [f for f in check_bytes(data, "a.docx", office(), Options(today=TODAY)).findings if f.rule == "T48"]
    assert (finding.place, finding.page) == ("หน้า 2 ย่อหน้าที่ 2", 2)


def test_every_rule_has_what_docs_and_clerks_need():
    for rule in RULES.values():
        assert rule.severity in SEVERITIES and rule.id[0] in GROUPS and rule.source and rule.english.rstrip().endswith("."), rule.id
        assert rule.wrong and rule.right, rule.id
        assert any("ก" <= letter <= "๛" for letter in rule.message), rule.id
    assert len({rule.id[1:] for rule in RULES.values()}) == len(RULES)  # a number is one rule, whatever its group
    assert {f"{n:02}" for n in range(1, 56)} <= {rule.id[1:] for rule in RULES.values()}


def test_an_offices_profile_is_measured_from_its_papers(tmp_path):
    import yaml

    files = []
    for n in range(3):
        doc = mutants.Doc(good_papers()["letter"])
        for margins in doc.root.iter(f"{mutants.W}pgMar"):
            margins.set(f"{mutants.W}left", "1531")
        files.append(tmp_path / f"{n}.docx")
        files[-1].write_bytes(doc.bytes())
    proposed = read_settings(yaml.safe_load(learn(files, office(), Options(today=TODAY)))["check"])
    assert (proposed.left, proposed.fonts, proposed.code) == (2.7, ("TH SarabunPSK",), "ศธ 04188")
    report = check(files, office(), Options(today=TODAY, settings=proposed))
    assert all(not file.findings for file in report.files)


def test_a_profile_proposes_no_foreign_font_and_drops_no_rule(tmp_path):
    import yaml

    files = []
    for n, paper_ in enumerate(judged()[3:40:4]):
        files.append(tmp_path / f"{n}.docx")
        files[-1].write_bytes(paper_.paper.docx)
    said = learn(files, office(), Options(today=TODAY))
    proposed = yaml.safe_load(said)["check"]
    assert set(proposed["fonts"]) <= set(FONTS) and not {"off", False} & set(proposed)
    assert "Sarabun " in said and "จึงไม่เสนอ" in said and "--accept L09" in said


def test_the_words_on_and_off_of_the_settings_are_names(tmp_path):
    from generator.office import read_yaml

    (tmp_path / "office.yaml").write_text("check:\n  off: [L05]\n  on: [L13]\n", encoding="utf-8")
    settings = read_settings(read_yaml(tmp_path / "office.yaml")["check"])
    assert settings.off == {"L05"} and settings.on == {"L13"}


def test_figures_are_printed_rule_by_rule():
    lines = list(mutants.figures([mutants.Planted("N36", "order 1", True, True, "")]))
    assert len(lines) == len(RULES) + 2 and "100.00%" in lines[-1]


def test_text_of_the_checker_reads_like_the_toolkits(tmp_path):
    """Another reader agrees on the words of every good paper."""
    for name, data in good_papers().items():
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        ours = [q.text.replace("\ufffc", "") for q in read_document(data, name).body]
        assert ours == paper.text(path).split("\n") or "\n" in "".join(ours), name


def test_the_page_of_rules_is_up_to_date():
    assert rules.PAGE.read_text(encoding="utf-8") == rules.page(), "python -m tests.rules"


def test_an_open_register_proves_number_and_day(tmp_path):
    day = date(2026, 11, 20)
    with open_register(tmp_path / "book.db", "ผู้ทดสอบ", TODAY) as register:
        start_number(register, "order", 2569, 218)
        take(register, Entry("order", day, "เรื่องหนึ่ง"))
        asked = lookup_in(register, TODAY)
        assert asked("order", DocNumber("", 2569, False, 218), day) == ""
        assert "20 พฤศจิกายน 2569" in asked("order", DocNumber("", 2569, False, 218), date(2026, 11, 21))
        assert "ไม่มีในทะเบียน" in asked("order", DocNumber("", 2569, False, 219), day)
        void(register, "order", 2569, 218, "พิมพ์ผิด")
        assert "พิมพ์ผิด" in asked("order", DocNumber("", 2569, False, 218), day)
        assert asked("announcement", DocNumber("", 2569, False, 1), day) == ""
        assert asked("order", DocNumber.parse("พิเศษ 7/2569"), day) == ""


def test_a_number_that_central_records_give_may_be_absent_but_not_void_or_of_another_day(tmp_path):
    day = date(2026, 11, 20)
    real = open_office(shipped("data").parent, TODAY)
    numbers = {"letter": {"central": True}, "memo": {"book": "letter"}}
    office = replace(real, sections={**real.sections, "numbers": numbers})

    def number(of: int) -> DocNumber:
        return DocNumber("ศธ 04001", 0, False, of)

    with open_register(tmp_path / "book.db", "ผู้ทดสอบ", TODAY) as register:
        take_all(register, [Entry("letter", day, f"เรื่อง {n}", f"{n}", n, force="กลาง") for n in (7, 8)])
        void(register, "letter", 2569, 8, "พิมพ์ผิด")
        asked = lookup_in(register, TODAY, office)
        assert asked("letter", number(912), day) == "" and asked("stamped", number(912), day) == ""
        assert "ไม่มีในทะเบียน" in asked("memo", number(912), day)  # of the same book, but given here
        assert asked("letter", number(7), day) == "" and "พิมพ์ผิด" in asked("letter", number(8), day)
        assert "20 พฤศจิกายน 2569" in asked("letter", number(7), date(2026, 11, 21))
        assert "ไม่มีในทะเบียน" in lookup_in(register, TODAY)("letter", number(912), day)
