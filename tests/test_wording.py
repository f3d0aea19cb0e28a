"""What clerks type that the template writes anyway is typed once, in every field of every form; days come out in full."""

from __future__ import annotations

import datetime
import re

import pytest

from generator.errors import Place
from generator.fields import Field, read
from generator.thai import days_in, written_out
from generator.wording import begun, without
from tests import made, tagwords

VALUES = {
    "text": "คณะทำงานกลาง", "items": "คณะทำงานกลาง", "paragraphs": "คณะทำงานกลาง", "date": "1 มีนาคม 2570", "time": "09.00 น.",
    "money": "15,000", "integer": "2570", "decimal": "38.5", "person": "นายสมชาย ใจดี", "docnumber": "218/2570",
    "citizenid": "1-2345-67890-12-1", "phone": "0 4281 1234",
}  # fmt: skip
# Words of sentences that nobody would type before a value: they end a clause that is not about it.
SENTENCES = {
    "ซึ่งมี", "บัดนี้", "จะเสนอ", "เห็นควรเสนอ", "และจะเสนอ", "และ", "จาก", "ซึ่งเป็น", "โดย", "ข้าพเจ้า", "เมื่อ", "ใน", "คือภายในวันที่",
    "เห็นควรกำหนดแนวทางการ", "ระเบียบวาระการประชุม", "ได้อนุญาตให้", "จะประกาศผลการชี้ขาดของ", "ในการประชุม", "ให้ผู้ได้",
    "บัญชีคะแนนการคัดเลือก", "ใบสมัครคัดเลือก", "สถานที่จัดการศึกษา", "แทรกเอกสาร:", "คิดเป็นร้อยละ", "ใช้จ่ายงบประมาณ", "งบประมาณทั้งสิ้น",
    "ผู้ประสงค์จะจัดการศึกษายื่นคำขอด้วยตนเองได้ที่", "ขอให้ติดต่อ", "แล้วส่งทาง", "และดาวน์โหลดได้ที่", "ในการประชุมครั้งที่", "จึงแต่งตั้ง", "จึงประกาศรับสมัคร",
    "เสนอ", "พร้อมด้วย", "โปรดลงนามในหนังสือถึง", "ด้วย", "ได้มีมติอนุญาตให้", "โดยได้รับอนุญาตตามมติ", "ได้ดำเนินการคัดเลือก",
    "โดยมอบหมายให้", "เป็นเงินทั้งสิ้น", "ตามที่", "ขอส่ง", "ผู้ขอเป็น", "ขอจัดการศึกษาระดับ", "ขอให้รายงานผลทาง", "ขอให้แจ้งผลทาง",
    "เด็ก", "ไม่พบตัว",
}  # fmt: skip
LONG = 22  # letters: a run of words that is a sentence


def cells() -> list[tuple[str, Field, str]]:
    """(field, word that the template writes before it) of every tag, but words of sentences and days, which read their own."""
    found = {}
    for form, one in tagwords.everywhere():
        word = tagwords.word_before(one.before)
        kind = one.of.type in VALUES or one.of.type == "choice"
        if kind and re.search("[ก-ฮ]", word) and word not in SENTENCES and len(word) < LONG and one.of.type != "date":
            found[f"{form.name}.{one.path}", word] = one.of
    return [(path, of, word) for (path, word), of in found.items()]


@pytest.mark.parametrize(("path", "of", "word"), cells(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_word_that_the_template_writes_before_a_value_is_taken_off(path: str, of: Field, word: str) -> None:
    plain = of.choices[0] if of.choices else str(of.high) if of.high else VALUES[of.type]
    right, wrong = read(of, plain, Place(), made.office())
    assert wrong is None or not wrong.fatal, wrong
    for typed in (f"{word} {plain}", f"{word}: {plain}"):
        assert read(of, typed, Place(), made.office()) == (right, wrong), typed


def test_the_words_of_a_hundred_tags_are_held_against_their_fields() -> None:
    assert len(cells()) > 100


@pytest.mark.parametrize(("lead", "typed", "value"), [
    ("เรื่อง", "เรื่องขอเชิญประชุม", "ขอเชิญประชุม"), ("เรื่อง", "เรื่องร้องเรียนครู", "เรื่องร้องเรียนครู"), ("เรื่อง", "เรื่อง", "เรื่อง"),
    ("เรื่อง", "เรื่อง เรื่อง ขอเชิญ", "ขอเชิญ"), ("เรียน", "เรียนผู้อำนวยการ", "ผู้อำนวยการ"), ("ณ", "ณรงค์วิทยา", "ณรงค์วิทยา"),
    ("ณ", "ณ ห้องประชุม", "ห้องประชุม"), ("โทร.", "โทร 0 4281 1234", "0 4281 1234"), ("จำนวน", "จำนวน๑ ชุด", "๑ ชุด"),
    ("#", "3.1 ขออนุมัติ", "ขออนุมัติ"), ("#", "๑) ขออนุมัติ", "ขออนุมัติ"), ("#", "๓ คณะ", "๓ คณะ"), ("#", "2570", "2570"),
    ("ระเบียบวาระที่#", "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้ง", "เรื่องที่ประธานแจ้ง"), ("เพื่อ", "เพื่อนร่วมงาน", "เพื่อนร่วมงาน"),
    ("เพื่อ", "เพื่อพิจารณา", "พิจารณา"), ("อาศัยอำนาจตามความใน", "อาศัยอำนาจตามความในมาตรา 37", "มาตรา 37"),
])  # fmt: skip
def test_a_word_is_taken_off_only_where_it_is_one(lead: str, typed: str, value: str) -> None:
    assert without(typed, (lead,), ()) == value


@pytest.mark.parametrize(("typed", "value"), [
    ("แต่งตั้งคณะกรรมการ ดังต่อไปนี้", "จึงแต่งตั้งคณะกรรมการ ดังต่อไปนี้"), ("จึงแต่งตั้ง", "จึงแต่งตั้ง"),
    ("เรียนมาเพื่อโปรดทราบ", "จึงเรียนมาเพื่อโปรดทราบ"), ("หวังว่าคงได้รับความร่วมมือ", "หวังว่าคงได้รับความร่วมมือ"),
])  # fmt: skip
def test_a_sentence_begins_as_it_must(typed: str, value: str) -> None:
    assert begun(typed, "จึง") == value


TODAY = datetime.date(2026, 11, 30)


@pytest.mark.parametrize(("typed", "official"), [
    ("1 ธ.ค. 69", "1 ธันวาคม 2569"), ("๑ ธ.ค. ๖๙", "๑ ธันวาคม ๒๕๖๙"), ("วันที่ 1/12/2569 เวลา", "วันที่ 1 ธันวาคม 2569 เวลา"),
    ("1-3 ธค 2569", "1-3 ธันวาคม 2569"), ("1 ธ.ค. 69 ถึงวันที่ 3 ม.ค. 70", "1 ธันวาคม 2569 ถึงวันที่ 3 มกราคม 2570"),
    ("30 มี.ค. - 2 เม.ย. 2570", "30 มีนาคม - 2 เมษายน 2570"), ("ลงวันที่ 5 ต.ค. 39", "ลงวันที่ 5 ตุลาคม 2539"),
    ("1 มีนาคม พ.ศ. 2570", "1 มีนาคม พ.ศ. 2570"), ("สอบ 1 มีนาคม 70 คน", "สอบ 1 มีนาคม 70 คน"), ("31/2/2570", "31/2/2570"),
    ("ที่ ศธ 04009/12 ลงวันที่ 1 ม.ค. 2570", "ที่ ศธ 04009/12 ลงวันที่ 1 มกราคม 2570"), ("คำสั่งที่ 12/2569", "คำสั่งที่ 12/2569"),
    ("https://example.go.th/1/12/2569", "https://example.go.th/1/12/2569"), ("อัตราส่วน 1/2/3", "อัตราส่วน 1/2/3"),
])  # fmt: skip
def test_a_day_in_a_text_is_written_out(typed: str, official: str) -> None:
    assert written_out(typed, TODAY) == official
    assert written_out(official, TODAY) == official


def test_the_days_of_a_text_are_found_in_its_order() -> None:
    found = [day.typed for day in days_in("๒๒ – ๒๖ มีนาคม ๒๕๗๐ และ 3/4/2570", TODAY)]
    assert found == ["22 มีนาคม 2570", "26 มีนาคม 2570", "3 เมษายน 2570"]


@pytest.mark.parametrize("typed", ["1 ธันวาคม 2569", "1 ธ.ค. 69", "1/12/2569", "ตั้งแต่วันที่ 1 ธันวาคม 2569", "วันที่ 1 ธ.ค. 2569 เป็นต้นไป",
                                   "ทั้งนี้ ตั้งแต่วันที่ ๑ ธันวาคม ๒๕๖๙ เป็นต้นไป", datetime.date(2569, 12, 1), datetime.date(2026, 12, 1)])  # fmt: skip
def test_a_day_alone_is_the_whole_of_when_an_order_takes_effect(typed: object) -> None:
    of = next(one for one in made.form("order").fields if one.key == "effective")
    assert read(of, typed, Place(), made.office()) == ("ตั้งแต่วันที่ 1 ธันวาคม 2569 เป็นต้นไป", None)
