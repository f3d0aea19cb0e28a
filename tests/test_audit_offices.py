"""Papers as offices write them: what is found there is true, and what is wrong is found.

The figures are a floor: `python -m tests.offices.measure -v` shows them rule by rule, and each finding that is false.
"""

from __future__ import annotations

from collections import Counter

import pytest

from generator.audit.rule import ERROR, RULES
from generator.audit.spelling import speller
from tests.offices.dressings import DRESSES, OFFICIAL
from tests.offices.measure import figures, judged, papers
from tests.offices.source import sources


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


@pytest.mark.parametrize(("text", "typed", "word"), [
    ("ให้คณะกรรรมการดำเนินงาน", "คณะกรรรมการ", "คณะกรรมการ"), ("ภายในระยะวเลาที่กำหนด", "ระยะวเลา", "ระยะเวลา"),
    ("สำนักงนเขต", "สำนักงนเขต", "สำนักงานเขต"), ("เอกสารประกอบการพิจารณ", "การพิจารณ", "การพิจารณา"), ("หนังสิอ", "หนังสิอ", "หนังสือ"),
    ("เพือให้การดำเนินงาน", "เพือให้", "เพื่อให้"), ("ค่าใช้จายในการเดินทาง", "ค่าใช้จาย", "ค่าใช้จ่าย"),
])  # fmt: skip
def test_a_slip_of_a_common_word_is_seen(text, typed, word):
    assert [(text[s.start : s.end], s.word) for s in speller().slips(text)] == [(typed, word)]


@pytest.mark.parametrize("text", [
    "โรงเรียนบ้านหนองไผ่ล้อม", "เด็กหญิงชนัญชิดา วรรณกุล", "วิทยฐานะชำนาญการพิเศษ", "ศักดิ์สิทธิ์ เลิศวิไล", "การประถมศึกษา", "ครุภัณฑ์คอมพิวเตอร์",
    "เบิกจ่ายเงินทดรองราชการ", "พระราชบัญญัติระเบียบบริหารราชการกระทรวงศึกษาธิการ", "องค์การบริหารส่วนตำบลแก่งหางแมว", "มาร์ติน ลูเธอร์",
])  # fmt: skip
def test_names_and_good_words_are_let_be(text):
    assert not list(speller().slips(text))
