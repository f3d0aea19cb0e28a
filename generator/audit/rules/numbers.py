"""Rules on numbers: digits, document numbers, times, money. Those on dates stand in `dates`, on counts in
`counts`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...thai import Money, Unreadable, official_digits, words
from ...word.document import BODY, Paragraph
from ..exam import ABSENT, Exam
from ..find.dates import foreign_dates
from ..find.spoken import value
from ..rule import ERROR, WARNING, Hit, rule

NEAR = 20  # letters before a figure that say what it is
_FIGURES_END = re.compile(r"[\d.]*$")
_TIME_END = re.compile(r"เวลา\s*$")
_DIGITS = re.compile(r"\d[\d,.:/]*\d|\d", re.ASCII)
_NUMERIC = re.compile(r"[\s\d๐-๙,.%()\-–+]+")
_THAI = re.compile("[ก-ฮ]")
_ORDER_NUMBER = re.compile(r"\s*ที่\s*(?P<given>.*?)\s*$")
_BLANK_RUNNING = re.compile(r"[\s.…_]*(?:/\s*\d{4})?")


@rule("N35", WARNING, "เลขอารบิก {found} ในข้อความภาษาไทย{hidden}",
      "Arabic digits in Thai text (not in e-mail, URLs and Latin codes). TH SarabunIT๙ draws them as Thai ones, so "
      "the eye cannot see them; a table whose figures are all Arabic is let be.",
      "มติคณะรัฐมนตรี 2 พฤษภาคม 2543", "จำนวน 15 คน", "จำนวน ๑๕ คน")  # fmt: skip
def arabic_digits(exam: Exam) -> Iterator[Hit]:
    arabic_tables = _arabic_tables(exam)
    for p in exam.paper.all:
        if not re.search("[0-9]", p.text) or (
            p.cell and p.cell.table.number in arabic_tables and _NUMERIC.fullmatch(p.text)
        ):
            continue
        right = official_digits(p.text)
        if not _THAI.search(p.text) and not _thai_around(exam, p):
            continue
        foreign = [match.span() for match in foreign_dates(p)]
        for match in _DIGITS.finditer(p.text):
            should = right[match.start() : match.end()]
            if any(start <= match.start() < end for start, end in foreign) or _among_latin(p.text, match):
                continue  # it is told that the date is not Thai; April ๙ would be worse
            if should != match[0] and not _counted_by_word(p, match.start()):
                it9 = any("IT" in letters.font for letters in p.letters_at(match.start(), match.end()))
                hidden = " (ฟอนต์ TH SarabunIT๙ แสดงเป็นเลขไทย จึงมองไม่เห็น)" if it9 else ""
                fix = None if _is_code(p.text, match) else should
                yield Hit(p, match.start(), match.end(), should, fix=fix, facts={"hidden": hidden})


def _among_latin(text: str, digits: re.Match[str]) -> bool:
    """Whether a figure is of Latin words around it: MATH 1102 Calculus, Innovation Congress 2026, USD 350."""
    before, after = text[max(0, digits.start() - 40) : digits.start()], text[digits.end() : digits.end() + 2]
    led = re.search("(?:[A-Za-z]+ [A-Za-z-]+|[A-Z]{3}) $", before)
    return bool(led or (re.search("[A-Za-z] $", before) and re.fullmatch(" [A-Za-z]", after)))


LONGEST_CODE = 200  # letters before a digit that may be of one code with it
_OF_CODES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_/."
_JOINED = re.compile(r"[0-9A-Za-z]+(?:[-_/.][0-9A-Za-z]+)*", re.ASCII)


def _is_code(text: str, digits: re.Match[str]) -> bool:
    """Whether digits are of a code that a machine reads, which is not mended: long, or parted by hyphens."""
    if "," in digits[0]:
        return False
    before = text[max(0, digits.start() - LONGEST_CODE) : digits.start()]
    left = digits.start() - len(before) + len(before.rstrip(_OF_CODES))
    token = next(match[0] for match in _JOINED.finditer(text, left) if match.start() <= digits.start() < match.end())
    count = len(re.sub(r"\D", "", token))
    return count >= 7 and bool(re.search("[-_]", token) or token.isdigit())


@rule("N73", WARNING, "ลำดับข้อ {label} ที่ Word ใส่ให้เป็นเลขอารบิก",
      "A list counts in Arabic digits; set its number format to Thai digits.", "มติคณะรัฐมนตรี 2 พฤษภาคม 2543", "1.",
      "๑.")  # fmt: skip
def arabic_labels(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        if re.search("[0-9]", p.label) and _THAI.search(p.text):
            yield Hit(p, 0, min(len(p.text), 12), official_digits(p.label), key=f"list {p.layout.list}",
                      facts={"label": p.label})  # fmt: skip


@rule("N39", ERROR, "เลขที่คำสั่ง {found} ไม่ใช่รูป เลขที่/ปี พ.ศ.",
      "An order's number is its running number, a slash, and the BE year of four digits.", "ระเบียบสารบรรณ ข้อ 16.2",
      "ที่ ๒๑๘-๖๒", "ที่ ๒๑๘/๒๕๖๒", kinds=("order",))  # fmt: skip
def order_number(exam: Exam) -> Iterator[Hit]:
    p = exam.number_line
    match = _ORDER_NUMBER.match(p.flat) if p else None
    if p is None or match is None or exam.unfilled or _BLANK_RUNNING.fullmatch(match["given"]):
        return
    bare = re.sub(r"\s", "", match["given"])
    if not re.fullmatch(r"\d{1,6}/2[4-7]\d\d", bare):
        sure = bool(re.fullmatch(r"\d{1,6}(?:[-/.]\d{2,4})?", bare))  # พิเศษ ๑/๒๕๖๒ is a series of its own
        yield Hit(p, match.start("given"), match.end("given"), "เช่น ๒๑๘/๒๕๖๒", sure=sure)


@rule("N68", WARNING, "มีช่องว่างกลางเลขที่ {found}",
      "A space inside a document number: searching for the number will not find it.", "ระเบียบสารบรรณ ข้อ 16.2",
      "ที่ ๒๑๘ /๒๕๖๒", "ที่ ๒๑๘/๒๕๖๒")  # fmt: skip
def spaced_number(exam: Exam) -> Iterator[Hit]:
    for p in (p for p in exam.paper.all if "/" in p.text):
        for match in re.finditer(r"(?<=\d)([ ]+/[ ]*|[ ]*/[ ]+)(?=ว?\s?\d)", p.flat):
            whole = _FIGURES_END.search(p.flat, max(0, match.start() - NEAR), match.start())
            end = re.compile(r"\d*").match(p.flat, match.end())
            start, stop = whole.start() if whole else match.start(), end.end() if end else match.end()
            called = re.search(r"(?:โทร|แฟกซ์|มือถือ)[^/]{0,25}$", p.flat[:start])
            if not called and re.fullmatch(r"\d+ */ *2[4-7]\d\d|\d{4,}[\d.]* */ *\d+", p.flat[start:stop]):
                joined = p.text[start:stop].replace(" ", "").replace("\xa0", "")
                yield Hit(p, start, stop, joined, fix=joined)


@rule("N63", ERROR, "เลขที่ลงปี {found} แต่วันที่เป็นปี {year}", "The year of the number is not the year of the date.",
      "ระเบียบสารบรรณ ข้อ 16.2", "ที่ ๒๑๘/๒๕๖๑ … ๗ มิถุนายน พ.ศ. ๒๕๖๒", "ที่ ๒๑๘/๒๕๖๒ … ๗ มิถุนายน พ.ศ. ๒๕๖๒",
      kinds=("order", "certificate", "report", "unknown"))  # fmt: skip
def number_year(exam: Exam) -> Iterator[Hit]:
    p, found = exam.number_line, exam.date_of(exam.dated)
    match = re.search(r"/\s*(\d{4})\s*(?:\t|$)", p.flat) if p else None
    if p and match and found and found.be and int(match[1]) != found.year:
        yield Hit(p, match.start(1), match.end(1), official_digits(str(found.year)), facts={"year": found.year})


@rule("N40", ERROR, "รหัสหนังสือ {found} {why}",
      "The letter's code is not the office's registered one, has dots, or lacks the space after the letters.",
      "ระเบียบสารบรรณ ข้อ 11.1 ภาคผนวก 1", "ที่ ศ.ธ.๐๔๑๘๘/๑๒๓", "ที่ ศธ ๐๔๑๘๘/๑๒๓",
      kinds=("letter", "memo", "stamped"))  # fmt: skip
def letter_code(exam: Exam) -> Iterator[Hit]:
    p = exam.number_line
    match = (
        re.match(
            r"\s*ที่\s*(?P<code>(?P<letters>[ก-ฮ](?:\.?\s?[ก-ฮ]){1,3}\.?)(?P<gap>\s*)(?P<figures>[\dxX.]+))\s*/", p.flat
        )
        if p
        else None
    )
    if p is None or match is None:
        return
    letters = re.sub(r"[.\s]", "", match["letters"])
    should = f"{letters} {match['figures']}"
    why = "ไม่ใส่จุดในอักษรย่อ" if "." in match["letters"] else "" if match["gap"] else "ต้องเว้นหนึ่งเคาะหลังอักษรย่อ"
    if re.match(r"\d{1,3}$", match["figures"]) and re.match(r"\s*/?\s*2[4-7]\d\d\b", p.flat[match.end() :]):
        return  # a running number and its year: of a body that has no code of a ministry
    code = exam.code
    if not why and code and should.split(".")[0] != code.split(".")[0]:
        why, should = f"ไม่ใช่รหัสของสำนักงาน ({code})", code
    if why:
        yield Hit(p, match.start("code"), match.end("code"), official_digits(should), facts={"why": why})


@rule("N41", ERROR, "เลขที่ {found} ไม่ตรงกับทะเบียน: {why}",
      "The register does not have the number, has it for another paper, or its date runs against the numbers "
      "around.",
      "ระเบียบสารบรรณ ข้อ 42-43",
      "ที่ ๙๙๙/๒๕๖๙ (ทะเบียนถึง ๒๑๘)", "ที่ ๒๑๙/๒๕๖๙",
      kinds=("order", "letter", "memo", "stamped", "certificate"))  # fmt: skip
def registered(exam: Exam) -> Iterator[Hit]:
    p, given = exam.number_line, exam.number_of(exam.number_line)
    if p is None or given is None or exam.lookup is None or exam.unfilled:
        return
    found = exam.date_of(exam.dated) or exam.date_of(p)
    if why := exam.lookup(exam.paper.kind, given, found.date if found else None):
        number = re.search(rf"(?<!\d){given.running}(?:\s*/\s*\d{{4}})?(?!\d)", p.flat)
        start, end = number.span() if number else (0, len(p.text.rstrip()))
        absent = why.startswith(ABSENT)  # the number may have come from a central registry
        should = "ตรวจเลขที่ หรือสั่ง gen issue --number เพื่อบันทึกเลขที่ออกแล้ว" if absent else ""
        yield Hit(p, start, end, should, facts={"why": why}, sure=not absent)


_TIME = re.compile(
    r"(?P<hour>\d(?<![\d.:/,]\d)\d?)(?P<sign>[.:]|(?=\d\d\s?น))(?P<minute>\d{2})(?P<gap>\s*)(?P<unit>น\.?(?![ก-๎])|นาฬิกา)?(?![\d:]|\.\d)"
)


@rule("N42", WARNING, "เขียนเวลา {found} ไม่ถูกแบบ", "A time is written with two digits, a full stop, a space and น.",
      "แบบของสำนักนายกรัฐมนตรี; ราชบัณฑิตยสภา", "เวลา 9:00น", "เวลา ๐๙.๐๐ น.")  # fmt: skip
def times(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _TIME.finditer(p.flat) if re.search(r"เวลา|น\.?(?![ก-๎])|นาฬิกา", p.flat) else ():
            hour, minute, unit = match["hour"], match["minute"], match["unit"] or ""
            called = _TIME_END.search(p.flat, max(0, match.start() - NEAR), match.start())
            follows = re.match(r"\s*(?:[-–—]|ถึง)\s*\d", p.flat[match.end() :])
            if not unit and (match["sign"] != ":" and not called):
                continue
            if unit == "นาฬิกา":
                continue
            if int(hour) > 24 or int(minute) > 59:
                if unit == "น." or (called and unit):
                    yield Hit(p, match.start(), match.end(), "ไม่มีเวลานี้ ตรวจอีกครั้ง")
                continue
            good = len(hour) == 2 and match["sign"] == "." and (follows or (unit == "น." and match["gap"] == " "))
            if not good:
                should = f"{int(hour):02}.{minute}" + ("" if follows and not unit else " น.")
                yield Hit(p, match.start(), match.end(), official_digits(should))


_SAID = r"[ก-๎ ]*(?:บาท|สตางค์)[ก-๎ ]*"
_FIGURE = r"\d[\d,]*(?:\.\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?P<figure>{_FIGURE})(?:\s*\.-|\s*,-)?\s*(?:บาท)?(?:\s*ถ้วน)?\s*"
    rf"(?:[(（]\s*(?:เป็นเงิน|ตัวอักษร|จำนวนเงิน)?[\s:=-]*(?P<words>{_SAID})[)）]"
    rf"|(?<=บาท)\s(?P<bare>(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่สิบ)[ก-๎]*(?:บาท|สตางค์)(?:ถ้วน)?))"
    r"|(?P<words2>(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)[ก-๎]*(?:บาท|สตางค์)(?:ถ้วน)?)\s*"
    rf"[(（]\s*(?P<figure2>{_FIGURE})(?:\.-|,-)?\s*(?:บาท)?\s*[)）]"
)
_COUNT = re.compile(
    r"(?P<figure>\d(?<![\d,]\d)[\d,]{0,14})\s*(?P<unit>คน|ราย|แห่ง|ฉบับ|โรงเรียน|ข้อ|คะแนน|ปี|วัน|เดือน|ชั่วโมง|ครั้ง|ชุด|รายการ|เรื่อง)?\s*"
    r"\((?P<words>[ก-๎ ]+)\)"
)
_NUMBER_WORDS = re.compile("(?:ศูนย์|หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)+")


@rule("N43", ERROR, "จำนวนเงิน {found} ตัวเลขกับตัวอักษรไม่ตรงกัน",
      "An amount of money in figures and the same in words say different things; words that say no amount are asked.",
      "แบบของสำนักนายกรัฐมนตรี",
      "๑๕,๐๐๐ บาท (หนึ่งหมื่นหกพันบาทถ้วน)", "๑๕,๐๐๐ บาท (หนึ่งหมื่นห้าพันบาทถ้วน)")  # fmt: skip
def money_words(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _AMOUNT.finditer(p.flat) if re.search("บาท|สตางค์", p.flat) else ():
            figure = match["figure"] or match["figure2"]
            said = value(match["words"] or match["bare"] or match["words2"])
            try:
                money = Money.parse(figure)
            except Unreadable:
                continue
            if said != money.baht:
                should = f"{official_digits(figure)} บาท ({money.words})"
                yield Hit(p, match.start(), match.end(), should, sure=said is not None)


@rule("N74", ERROR, "จำนวน {found} ตัวเลขกับตัวอักษรไม่ตรงกัน",
      "A count in figures and the same in words say different things.", "แบบของสำนักนายกรัฐมนตรี", "๑๒ (สิบสาม) คน",
      "๑๒ (สิบสอง) คน")  # fmt: skip
def count_words(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _COUNT.finditer(p.flat):
            figure = int(match["figure"].replace(",", ""))
            said = match["words"].replace(" ", "").removesuffix(match["unit"] or "ถ้วน")
            if _NUMBER_WORDS.fullmatch(said) and value(said) != figure:
                yield Hit(p, match.start(), match.end(), f"{official_digits(match['figure'])} ({words(figure)})")


def _arabic_tables(exam: Exam) -> set[int]:
    """The tables whose figures, at least three cells of them, are all Arabic: statistics may stay so."""
    arabic: dict[int, int] = {}
    thai: set[int] = set()
    for p in exam.paper.body:
        if p.cell and p.text.strip() and _NUMERIC.fullmatch(p.text):
            if re.search("[๐-๙]", p.text):
                thai.add(p.cell.table.number)
            elif re.search("[0-9]", p.text):
                arabic[p.cell.table.number] = arabic.get(p.cell.table.number, 0) + 1
    return {number for number, count in arabic.items() if count >= 3} - thai


def _thai_around(exam: Exam, p: Paragraph) -> bool:
    """Whether a paragraph of figures only stands in a Thai paper: a cell, a page number that is typed."""
    return p.cell is not None or p.story != BODY or bool(_THAI.search(" ".join(q.text for q in exam.paper.words[:3])))


def _counted_by_word(p: Paragraph, at: int) -> bool:
    """Whether Word itself puts the digit there (a page number): its kind of digits is the section's matter."""
    return any("PAGE" in code.upper() for code in p.fields) and p.story != BODY and at >= 0
