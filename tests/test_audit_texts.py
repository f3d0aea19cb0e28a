"""The rules on words alone, as making asks them of what is typed into a sheet."""

from __future__ import annotations

import pytest

from generator.audit.check import Options
from generator.audit.rule import RULES
from generator.audit.settings import Settings
from generator.audit.texts import TEXT_RULES, check_texts
from tests.good_papers import TODAY, office
from tests.growth import growth

OPTIONS = Options(today=TODAY)


@pytest.mark.parametrize(("text", "rule", "span"), [
    ("ขออนุญาติไปราชการ", "T48", "อนุญาติ"), ("ประชุมวันศุกร์ที่ ๘ มิถุนายน ๒๕๖๒", "N56", "วันศุกร์ที่ ๘ มิถุนายน ๒๕๖๒"),
    ("เวลา 9:00น", "N42", "9:00น"), ("งานต่างๆที่ได้รับ", "T44", "งๆท"), ("เรียน ${name}", "S33", "${name}"),
    ("เบิก ๑๕,๐๐๐ บาท (หนึ่งหมื่นหกพันบาทถ้วน)", "N43", "๑๕,๐๐๐ บาท (หนึ่งหมื่นหกพันบาทถ้วน)"), ("ครบถ้วน (ฉบับที่ ๒", "T69", "("),
])  # fmt: skip
def test_a_text_is_told_where_it_is_wrong(text, rule, span):
    (found,) = check_texts([text], office(), OPTIONS)
    assert [(one.rule, text[one.start : one.end]) for one in found] == [(rule, span)]


def test_good_texts_and_empty_ones_raise_no_alarm():
    texts = ["", "ขอเชิญประชุมคณะกรรมการรับนักเรียน", "ด้วยสำนักงานจะจัดประชุมในวันศุกร์ที่ ๑๒ มิถุนายน ๒๕๖๙ เวลา ๐๙.๐๐ น.", "นายสมชาย ใจดี"]
    assert check_texts(texts, office(), OPTIONS) == [()] * 4


def test_findings_belong_to_their_text_and_off_is_off():
    texts = ["ถูกต้อง", "ขออนุญาติหยุด ๑ วัน แล้วจะอนุญาติ", "ต่างๆ"]
    first, second, third = check_texts(texts, office(), OPTIONS)
    assert not first and second[0].rule == "T48" and second[0].count == 2 and third[0].rule == "T44"
    assert not check_texts(texts, None, Options(today=TODAY, settings=Settings(off=frozenset({"T48", "T44"}))))[1]


def test_the_rules_of_texts_are_rules_and_quick():
    assert set(TEXT_RULES) <= set(RULES)
    check_texts(["ก"], office(), OPTIONS)


def test_many_texts_take_time_by_their_number():
    text = "ด้วยสำนักงานเขตพื้นที่การศึกษาจะจัดประชุมเชิงปฏิบัติการในวันศุกร์ที่ ๑๒ มิถุนายน ๒๕๖๙"
    assert growth(lambda count: check_texts([f"{text} {n}" for n in range(count)], office(), OPTIONS), 50, 400, 20) < 20
