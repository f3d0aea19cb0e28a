"""Rules on how things are said and typed in one line: what is glued, doubled, left out, or asked in the wrong way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...thai import MONTHS, official_digits
from ..exam import Exam
from ..find.dates import find_dates
from ..rule import WARNING, Hit, rule
from .text import SPACING

# Each word begins with its letters, and what must not stand before it is looked at after them: so a search skips.
_GLUED = re.compile(
    r"ที่(?<![ก-๎]ที่)(?=[ก-ฮ]{2,3}\.?\s?\d|\d)|วันที่(?=\d)|ครั้งที่(?=\d)|ฉบับที่(?=\d)|เลขที่(?=\d)|หมู่ที่(?=\d)|ปีที่(?=\d)|"
    r"บทที่(?=\d)|ตอนที่(?=\d)|วาระที่(?=\d)|พ\.ศ\.(?=\d)|มาตรา(?=\d)|จำนวน(?=\d)|ปีการศึกษา(?=\d)|ปีงบประมาณ(?=\d)|"
    r"ข้อ(?<![ก-๎]ข้อ)(?=\d)|เวลา(?<![ก-๎]เวลา)(?=\d)|เขต(?<![ก-๎]เขต)(?=\d)"
)


@rule("T90", WARNING, "ไม่เว้นวรรคหลัง {found}", "A figure or a code is glued to the word before it.", SPACING,
      "ที่ศธ ๐๔๑๘๘/๑ พ.ศ.๒๕๖๙", "ที่ ศธ ๐๔๑๘๘/๑ พ.ศ. ๒๕๖๙")  # fmt: skip
def glued(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _GLUED.finditer(p.flat) if re.search(r"\d", p.flat) else ():
            yield Hit(p, match.start(), match.end(), f"{match[0]} (เว้นหนึ่งเคาะ)")


_LABELS = ("ที่", "เรื่อง", "เรียน", "นาย", "นาง", "นางสาว", "อ้างถึง", "วันที่")
# A dot after a label, two after a word, or one that ends a line of words: the dot is found, then what is before it.
_STRAY = re.compile(
    rf"\.(?:(?:{'|'.join(rf'(?<=(?<![ก-๎]){label}.)' for label in _LABELS)})(?=[\s\d]|[ก-ฮเ-ไ])|(?<=[ก-๎].)\.(?![.…])|"
    r"(?P<end>)(?:(?<=[ก-๎]{6}.)|(?<=[ก-๎]{6}\s.))(?=\s+[ก-ฮเ-ไ]|\s*$))"
)


_SHORTENED = re.compile(
    r"(?:อบต|อบจ|อปท|สพป|สพม|สพฐ|กศน|อสม|ผอ|รร|รพ|สต|กทม|ทต|ทม|กพ|กคศ|สสจ|สสอ|สปสช|นศ|จนท|คกก|ผวจ|กม|ตร|ซม|กก|ชม|คสล|โทร)$"
)


@rule("T91", WARNING, "มีจุดเกิน ใกล้ {found}", "A full stop where Thai has none: after a word, after a label, twice.",
      "หลักเกณฑ์การใช้เครื่องหมายวรรคตอน ราชบัณฑิตยสภา", "ดำเนินการต่อไป.", "ดำเนินการต่อไป")  # fmt: skip
def stray_dots(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.words:
        if "." not in p.text or exam.unfilled or re.match(r"\s*เรื่อง\s", p.flat):
            continue
        for match in _STRAY.finditer(p.flat):
            if match["end"] is not None and _SHORTENED.search(p.flat, 0, match.start()):
                continue  # นายกอบต.
            near = p.text[max(0, match.start() - 10) : match.end()]
            yield Hit(p, match.start(), match.end(), near[:-1], facts={"found": near})


_UNDOTTED = re.compile(
    r"(?P<short>(?:อบต|อบจ|สพป|สพม|สพฐ)|(?<![ก-๎.])(?:ศธจ|กศจ|ผอ|รร|พรบ|พ\.ศ|ค\.ศ|น\.ส|ดร|โทร))(?=[\s\d/)]|$)(?!\s*[.:])"
)


@rule("T92", WARNING, "อักษรย่อ {found} ไม่มีจุด", "An abbreviation without its dot.",
      "หลักเกณฑ์การเขียนคำย่อ ราชบัณฑิตยสภา", "อบต/เทศบาล พ.ศ ๒๕๖๙", "อบต./เทศบาล พ.ศ. ๒๕๖๙")  # fmt: skip
def undotted(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.words:
        for match in _UNDOTTED.finditer(p.flat):
            code = re.match(r"\s\d+/", p.flat[match.end() :]) and p.flat[: match.start()].endswith("ที่ ")
            if match["short"] not in exam.settings.accept and not code:
                yield Hit(p, match.start(), match.end(), {"พรบ": "พ.ร.บ."}.get(match[0], f"{match[0]}."))


_LABELLED = re.compile(r"\s*(?:ที่|วันที่|อ้างถึง|สิ่งที่ส่งมาด้วย|เรื่อง)\s")
_BLANK_DAY = re.compile(rf"วันที่(?:\s{{2,}}|\s*[.…_]{{2,}}\s*)(?:เดือน\s*)?(?={'|'.join(MONTHS)})")


@rule("N88", WARNING, "ยังไม่ได้ใส่วันที่ {found}", "The day of a date in the text is still a blank.", "ระเบียบสารบรรณ ข้อ 11.3",
      "ในวันที่    กรกฎาคม ๒๕๖๙", "ในวันที่ ๕ กรกฎาคม ๒๕๖๙")  # fmt: skip
def blank_days(exam: Exam) -> Iterator[Hit]:
    for p in exam.front if not exam.unfilled else ():
        if p is exam.dated or p.cell is not None or _LABELLED.match(p.flat):
            continue  # the paper's own day waits for the registry
        for match in _BLANK_DAY.finditer(p.flat):
            if p.flat[: match.start()].endswith("ลง") or p.width < 40:
                continue
            yield Hit(p, match.start(), match.end(), "ใส่วันที่")


_ASKS = re.compile(r"ขอ(?!เชิญ|แจ้ง|ส่ง|ขอบ|แสดง|รายงาน|เรียน|ประชาสัมพันธ์|ชี้แจง|ยืนยัน|ตอบ|ให้|มอบ|เสนอ|ขยาย)[ก-๎]")
_TOLD_ONLY = re.compile(r"จึงเรียน(?:มา)?เพื่อ(?:โปรด)?ทราบ\s*$")
_TWO_AIMS = re.compile(r"(?:โปรด)?ทราบและ(?:โปรด)?พิจารณา(?!อนุมัติ)|เพื่อ(?:โปรด)?พิจารณาและ(?:โปรด)?ทราบ")


@rule("S93", WARNING, "ภาคสรุป {found} ไม่ตรงกับเรื่อง: {why}",
      "A request that ends with โปรดทราบ, or a close with two aims: ทราบและพิจารณา.",
      "คำอธิบายของสำนักนายกรัฐมนตรี (ภาคสรุป)",
      "เรื่อง ขออนุญาต… จึงเรียนมาเพื่อโปรดทราบ", "จึงเรียนมาเพื่อโปรดพิจารณาอนุญาต", kinds=("letter", "memo"))  # fmt: skip
def aims(exam: Exam) -> Iterator[Hit]:
    asks = _ASKS.match(exam.subject_words) is not None
    for p in exam.front:
        if "จึง" not in p.flat:
            continue
        told = _TOLD_ONLY.search(p.flat) if asks else None
        if told:
            why = "เรื่องขอ แต่ลงท้ายให้ทราบเท่านั้น"
            yield Hit(p, told.start(), told.end(), "จึงเรียนมาเพื่อโปรดพิจารณา…", facts={"why": why})
        elif both := _TWO_AIMS.search(p.flat):
            yield Hit(p, both.start(), both.end(), "เลือกความประสงค์เดียว", facts={"why": "มีสองความประสงค์"})


_PHONE_TWICE = re.compile(r"(?:โทร\.?|โทรศัพท์)\s*(?:โทร\.?|โทรศัพท์)\s*\d")


@rule("S94", WARNING, "มี {found} สองแห่ง", "What is said once stands twice: จึงเรียนมา…, โทร.", "ธรรมเนียม",
      "โทร. โทร. ๐ ๔๒๐๐ ๐๐๐๐", "โทร. ๐ ๔๒๐๐ ๐๐๐๐", kinds=("letter", "memo", "stamped"))  # fmt: skip
def said_twice(exam: Exam) -> Iterator[Hit]:
    own = exam.front[: exam.front.index(exam.name)] if exam.name else exam.front
    closes = [p for p in own if re.match(r"\s*จึงเรียนมา", p.flat) and p.cell is None]
    for p in closes[1:]:
        at = p.text.find("จึงเรียนมา")
        yield Hit(p, at, at + len("จึงเรียนมา"), "เหลือแห่งเดียว")
    for p in exam.front:
        for match in _PHONE_TWICE.finditer(p.flat):
            yield Hit(p, match.start(), match.end() - 1, "เหลือแห่งเดียว")


_ORDERS = re.compile(r"\s*(?:ให้|แต่งตั้ง|มอบหมาย|ยกเลิก|ขอ)")


@rule("S95", WARNING, "อ้างอำนาจแล้วไม่มีข้อความสั่ง (จึง…)", "An order names its power and then orders nothing with จึง.",
      "ระเบียบสารบรรณ ข้อ 16.4", "อาศัยอำนาจตามความใน… แต่งตั้ง…", "อาศัยอำนาจตามความใน… จึงแต่งตั้ง…",
      kinds=("order",))  # fmt: skip
def orders_nothing(exam: Exam) -> Iterator[Hit]:
    at = next((n for n, p in enumerate(exam.front) if "อาศัยอำนาจ" in p.flat and p.width > 40), None)
    if at is None or exam.unfilled:
        return
    after = exam.front[at].flat.partition("อาศัยอำนาจ")[2]
    told = "จึง" in after or any(_ORDERS.match(p.flat) or "จึง" in p.flat for p in exam.front[at + 1 : at + 4])
    ordered = re.search(r"(?:ออก|มี)คำสั่ง|ขอ(?:แต่งตั้ง|มอบ)|แต่งตั้ง(?:คณะ|ให้|บุคคล)|\sให้[ก-๎]", after)
    if not told and not ordered:
        p = exam.front[at]
        yield Hit(p, max(0, len(p.text) - 20), len(p.text), "จึง…")


_SHORT_PHONE = re.compile(r"(?:โทร(?:ศัพท์|สาร)?\.?|มือถือ)\s*:?\s*(?P<number>[2-9]\d(?:[ -]?\d){5,7})(?![\d-]|\s\d)")


@rule("N97", WARNING, "หมายเลขโทรศัพท์ {found} ไม่ขึ้นต้นด้วย ๐",
      "A telephone number has lost its zero, as in a cell of Excel.",
      "แผนเลขหมายโทรคมนาคม (กสทช.)", "โทร. 42811234", "โทร. ๐ ๔๒๘๑ ๑๒๓๔")  # fmt: skip
def lost_zero(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _SHORT_PHONE.finditer(p.flat) if "โทร" in p.flat or "มือถือ" in p.flat else ():
            if len(re.sub(r"\D", "", match["number"])) in (8, 9):
                should = official_digits(f"0{match['number']}")
                yield Hit(p, match.start("number"), match.end("number"), should)


_ANSWER_BY = re.compile(r"(?:ภายใน|ก่อน|ไม่เกิน)(?:วัน[ก-๎]*)?(?:ที่)?\s*$")
_INVITES = re.compile(r"ขอเชิญ|เชิญ(?:ประชุม|เข้าร่วม)|จะ(?:จัด|ดำเนินการจัด)|กำหนดจัด")


@rule("N98", WARNING, "วัน {found} อยู่ก่อนวันที่ของหนังสือ", "What is still to come is dated before the paper itself.", "ปฏิทิน",
      "หนังสือ ๕ มิถุนายน ขอเชิญประชุม ๒ มิถุนายน", "ขอเชิญประชุม ๑๒ มิถุนายน", kinds=("letter", "memo", "stamped"))  # fmt: skip
def past_days(exam: Exam) -> Iterator[Hit]:
    own = exam.date_of(exam.dated)
    if own is None or own.date is None:
        return
    for p in exam.front:
        if p is exam.dated:
            continue
        if re.search(r"นั้น\s*$", p.flat):
            continue  # what was, is said again
        invited = _INVITES.search(p.flat)
        for found in find_dates(p):
            coming = _ANSWER_BY.search(p.flat[: found.start]) or (invited and 0 < found.start - invited.start() < 120)
            told = re.search(r"(?:ลง|เมื่อ|ตั้งแต่|นับแต่)(?:วัน[ก-๎]*)?(?:ที่)?\s*$", p.flat[: found.start])
            if found.date and found.date < own.date and coming and not told:
                yield Hit(p, found.start, found.end, "ตรวจวันอีกครั้ง")
