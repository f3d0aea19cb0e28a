"""Papers as offices write them: what is found there is true, and what is wrong is found.

The figures are a floor: `python -m tests.offices.measure -v` shows them rule by rule, and each finding that is false.
"""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import etree

from generator.audit.check import Options, check_bytes, exam_of, findings
from generator.audit.fix import fix
from generator.audit.rule import ERROR, RULES, SAFE
from generator.audit.spelling import WORDS, speller
from generator.word import opc
from generator.word.reading import read_document
from tests.good_papers import TODAY, docx, p
from tests.offices.dressings import DRESSES, OFFICIAL
from tests.offices.measure import figures, judged, papers
from tests.offices.source import sources
from tools.words import words as listed_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def share(good: int, bad: int) -> float:
    return good / max(1, good + bad)


def test_there_are_papers_of_twelve_kinds_in_all_dresses():
    assert len(papers()) >= 120 and len({paper.name for paper in papers()}) == len(papers())
    assert len({source.kind for source in sources()}) == 12
    assert {paper.name.rpartition(" ")[2] for paper in papers()} == {str(n) for n in range(len(DRESSES))}


def test_every_mark_is_of_a_rule():
    assert {rule for source in sources() for rule, _ in source.mistakes} | {rule for paper in papers() for rule in paper.habits} <= set(RULES)


def test_what_is_found_is_true():
    true = [f for one in judged() for f in one.true]
    false = [f for one in judged() for f in one.false]
    errors = [f for f in true if f.severity == ERROR], [f for f in false if f.severity == ERROR]
    assert share(len(errors[0]), len(errors[1])) >= 0.97, errors[1]
    assert share(len(true), len(false)) >= 0.92, false


def test_what_is_wrong_is_found_and_each_rule_earns_its_place():
    found = sum(len({f.rule for f in one.true}) for one in judged())
    missed = Counter(rule for one in judged() for rule in one.missed)
    assert share(found, sum(missed.values())) >= 0.85, missed
    true, false = (Counter(f.rule for one in judged() for f in getattr(one, side)) for side in ("true", "false"))
    assert not [rule for rule in false if share(true[rule], false[rule]) < 0.9]


def test_the_kind_of_official_papers_is_right():
    wrong = [(one.paper.name, one.checked.kind) for one in judged() if one.paper.kind in OFFICIAL and one.checked.kind != one.paper.kind]
    assert not wrong


def test_the_figures_are_printed_rule_by_rule():
    lines = list(figures())
    assert lines[0].split() == ["rule", "tried", "true", "false", "missed"] and "kind right" in lines[-1]


def words(docx: bytes) -> list[str]:
    return [p.text for p in read_document(docx, "a.docx").all]


def fonts(docx: bytes) -> list[tuple[str, str]]:
    """The fonts that each paragraph names for Thai and Latin letters, run by run; runs that look alike are one."""
    found: list[tuple[str, str]] = []
    for paragraph in read_document(docx, "a.docx").all:
        looks = [(span.letters.font, span.letters.latin) for span in paragraph.spans if span.node is not None]
        found += [look for n, look in enumerate(looks) if n == 0 or look != looks[n - 1]]
    return found


def accepted(docx: bytes) -> list[str]:
    """The words once every change is accepted, by the elements themselves."""
    parts = opc.read(docx)
    root = etree.fromstring(parts["word/document.xml"])
    for deleted in list(root.iter(f"{W}del")):
        deleted.getparent().remove(deleted)
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


@pytest.mark.parametrize("paper", papers()[::3], ids=lambda paper: paper.name)
def test_mending_changes_nothing_but_what_it_was_asked_to(paper):
    options = Options(today=TODAY)
    plain, tracked = (fix(paper.docx, "a.docx", None, options, tracked=on).docx for on in (False, True))
    before, after = words(paper.docx), words(plain)
    assert len(before) == len(after) and words(tracked) == after
    assert accepted(tracked) == accepted(plain)
    assert fonts(plain) == fonts(paper.docx)
    spans = {n: [] for n in range(len(before))}
    paper_ = read_document(paper.docx, "a.docx")
    paper_.kind = check_bytes(paper.docx, "a.docx", None, options).kind
    for finding in findings(exam_of(paper_, None, options), each=True):
        if finding.rule in SAFE and finding.fix is not None:
            spans[finding.paragraph].append((finding.start, finding.end))
    for n, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            assert without(old, spans[n]) == kept(old, new, spans[n]), (old, new)
    for code in ("example.go.th/download/2569/form1.pdf", "siriporn.n@example.ac.th"):
        assert ("".join(before).count(code)) == "".join(after).count(code)


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """The letters outside of the findings, digits as they are."""
    inside = {at for start, end in spans for at in range(start, end)}
    return "".join(letter for at, letter in enumerate(text) if at not in inside)


def kept(old: str, new: str, spans: list[tuple[int, int]]) -> str:
    """The letters of the new text that stand outside of the findings of the old one, if all of them are still there in
    their order."""
    rest, found = without(old, spans), 0
    for letter in new:
        if found < len(rest) and letter == rest[found]:
            found += 1
    return rest[:found]


def test_foreign_dates_codes_and_blanks_are_not_mended():
    text = "ประชุม April 9, 2561 และ 2018-05-22 รหัส 7440-001-0001 เลขที่บัญชี 123-4-56789-0 ในวันที่  กรกฎาคม 2569 เล่มที่  เลขที่  อำเภอเมือง  จังหวัดสมมติ"
    mended = words(fix(docx(p(text)), "a.docx", None, Options(today=TODAY)).docx)[0]
    assert mended == text.replace("กรกฎาคม 2569", "กรกฎาคม ๒๕๖๙")


def test_the_words_are_those_of_the_public_list():
    pytest.importorskip("pythainlp.corpus.phupha")
    assert WORDS.read_text(encoding="utf-8") == listed_words(), "python -m tools.words"


@pytest.mark.parametrize(("text", "typed", "word"), [
    ("ให้คณะกรรรมการดำเนินงาน", "คณะกรรรมการ", "คณะกรรมการ"), ("ภายในระยะวเลาที่กำหนด", "ระยะวเลา", "ระยะเวลา"),
    ("สำนักงนเขต", "สำนักงนเขต", "สำนักงานเขต"), ("เอกสารประกอบการพิจารณ", "การพิจารณ", "การพิจารณา"), ("หนังสิอ", "หนังสิอ", "หนังสือ"),
    ("เพือให้การดำเนินงาน", "เพือให้", "เพื่อให้"), ("ค่าใช้จายในการเดินทาง", "ค่าใช้จาย", "ค่าใช้จ่าย"),
    ("ได้รับความเห็นชอมจากคณะกรรมการ", "ความเห็นชอมจาก", "ความเห็นชอบจาก"), ("ด้วยความเรียบรอย", "ความเรียบรอย", "ความเรียบร้อย"),
    ("ได้รับมอบหมานให้ดำเนินงาน", "ได้รับมอบหมาน", "ได้รับมอบหมาย"), ("ให้คณะกรรมกาณตรวจสอบ", "คณะกรรมกาณ", "คณะกรรมการ"),
    ("ขอเชิญนนักเรียนทุกคน", "นนักเรียน", "นักเรียน"), ("ภายในเดือนกันยายนน", "กันยายนน", "กันยายน"),
    ("ได้พิจารณแล้วเห็นว่า", "ได้พิจารณแล้ว", "ได้พิจารณาแล้ว"), ("ขอเชิญเข้าร่วมประขุม", "เข้าร่วมประขุม", "เข้าร่วมประชุม"),
])  # fmt: skip
def test_a_slip_of_a_common_word_is_seen(text, typed, word):
    assert [(text[s.start : s.end], s.word) for s in speller().slips(text)] == [(typed, word)]


@pytest.mark.parametrize("text", [
    "โรงเรียนบ้านหนองไผ่ล้อม", "เด็กหญิงชนัญชิดา วรรณกุล", "วิทยฐานะชำนาญการพิเศษ", "ศักดิ์สิทธิ์ เลิศวิไล", "การประถมศึกษา", "ครุภัณฑ์คอมพิวเตอร์",
    "เบิกจ่ายเงินทดรองราชการ", "พระราชบัญญัติระเบียบบริหารราชการกระทรวงศึกษาธิการ", "องค์การบริหารส่วนตำบลแก่งหางแมว", "มาร์ติน ลูเธอร์",
])  # fmt: skip
def test_names_and_good_words_are_let_be(text):
    assert not list(speller().slips(text))
