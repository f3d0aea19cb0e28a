"""Rules on words and signs: spaces, marks, misspellings, repeated and colloquial words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...thai import MONTHS, clean
from ...word.document import Paragraph
from ..exam import Exam
from ..find.kinds import OFFICIAL
from ..rule import INFO, WARNING, Hit, rule
from ..spelling import speller
from ..words import word_lists

SPACING = "หลักเกณฑ์การเว้นวรรค ราชบัณฑิตยสภา"
UNICODE = "Unicode บทที่ 16 (Thai); มอก. 1566"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_VOWEL, _TONE = "\u0e31\u0e34-\u0e39\u0e47", "\u0e48-\u0e4b"
_LAST = f"(?![{_MARKS}ำ])"
# Marks that are not one vowel or maitaikhu, one tone mark, thanthakhat, in this order, or a tone mark before sara am;
# led by the signs that any of it begins with, so that a search skips.
_CLUSTER = re.compile(
    f"[{_MARKS}ำเ\uf700-\uf71a](?:(?<=[{_MARKS}ำ])(?:(?<=[{_VOWEL}])(?![{_TONE}]?\u0e4c?{_LAST})|"
    f"(?<=[{_TONE}])(?![\u0e4cำ]{_LAST})|(?<![{_VOWEL}{_TONE}]))[{_MARKS}ำ]+า?|(?<=\u0e4d)า|(?<=เ)เ|(?<=[\uf700-\uf71a]))"
)
# A tone mark after สระอา, สระอะ or อ that is the vowel; one after the vowel that is written first; ๅ for า.
_MISPLACED = re.compile(
    "(?P<letter>[ก-ฮ])(?P<vowel>[าะ]|อ(?=[\u0e48-\u0e4b](?:[^าวอ]|$)))(?P<tone>[\u0e48-\u0e4b])|"
    "(?P<first>[เแโใไ])(?P<mark>[\u0e47-\u0e4b])(?P<next>(?:ห[งญนมยรลว]|[กขคตปผพ][รลว]|[ก-ฮ]))(?P<own>[\u0e31\u0e34-\u0e39]?[\u0e47-\u0e4b]?)|"
    "(?<=[ก-ฮ\u0e48-\u0e4b])ๅ(?<!ฤๅ)(?<!ฦๅ)"
)
_MAY_BE_MISPLACED = re.compile("[าะอเแโใไ][\u0e47-\u0e4b]|ๅ")
_ALONE = re.compile(f"(?:^|(?<=[\\s(]))[{_MARKS}ำ]+")
# Joiners that programs put into Thai text; they hide words from a search. Those of other scripts are let be.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff]+")


@rule("T44", WARNING, "เว้นวรรคเครื่องหมาย {found} ไม่ถูก", "ไม้ยมก and ฯลฯ have a space before and after.", SPACING,
      "ต่างๆที่", "ต่าง ๆ ที่")  # fmt: skip
def repetition_sign(exam: Exam) -> Iterator[Hit]:
    for p in (p for p in exam.paper.all if "ๆ" in p.text or "ฯลฯ" in p.text):
        for match in re.finditer(r"(?P<before>\S?)(?P<sign>ๆ|ฯลฯ)(?P<after>[ก-ฮเ-ไ(]?)", p.text):
            before, after = match["before"], match["after"]
            if (before and before not in '(“"') or after:
                sign = match["sign"]
                fix = f"{before}{' ' if before else ''}{sign}{' ' if after else ''}{after}"
                fix = fix.replace(f" {sign}", f"\u00a0{sign}")
                yield Hit(p, match.start(), match.end(), fix.replace("\u00a0", " "), fix=fix)


@rule("T66", WARNING, "เว้นวรรคสองเคาะกลางประโยค {found}",
      "Two spaces stand inside a sentence of a paper that has one elsewhere.", SPACING, "ดำเนินการ  ตามที่",
      "ดำเนินการ ตามที่")  # fmt: skip
def double_spaces(exam: Exam) -> Iterator[Hit]:
    pattern = re.compile(r"(?<=[ก-๎]) {2}(?=[ก-ฮเ-ไ])")
    if not any(pattern.search(p.text) for p in exam.paper.words if "  " in p.text):
        return
    sentences = [p for p in exam.paper.words if p.width > 45 and not p.centred and not _HEAD_LINE.match(p.text)]
    sentences = [p for p in sentences if not (exam.unfilled and p.cell) and not re.search(r"\.{4}|…{2}| {4}", p.text)]
    spaces = ((p, match) for p in sentences for match in pattern.finditer(p.text))
    found = [(p, match) for p, match in spaces if not _apart(p, match, exam.paper.kind not in OFFICIAL)]
    single = sum(len(re.findall(r"(?<=[ก-๎]) (?=[ก-ฮเ-ไ])", p.text)) for p in sentences)
    if len(found) * 5 > single + 5:  # the typist's way to part sentences
        return
    for p, match in found:
        if not any(person.start <= match.start() < person.end for person in exam.persons_in(p)):
            start, end = _word_before(p, match.start()), _word_after(p, match.end())
            right = p.text[start : match.start()] + " " + p.text[match.end() : end]
            yield Hit(p, start, end, right, fix=right)


def _apart(p: Paragraph, spaces: re.Match[str], loose: bool) -> bool:
    """Whether two spaces stand there on purpose: behind a label, for words that come later, in an address, before the
    next sentence."""
    before, after = p.text[: spaces.start()], p.text[spaces.end() :]
    lone = loose and len(before) < 30 and not re.search(r"\S\s", before)  # a label, in a book
    return bool(lone or _LABEL.match(before) or _HOLDS.search(before[-30:]) or _PARTED.match(after))


# A word after which something is written later, and one before which a part of an address or a new sentence begins.
_HOLDS = re.compile(
    r"(?:วันที่|เลขที่|เล่มที่|ครั้งที่|ที่|เดือน|พ\.ศ\.|ปี|เวลา|จำนวน|ห้อง|ชั้น|อายุ|หมู่|ซอย|ถนน|ตำบล|แขวง|อำเภอ|เขต|จังหวัด|รหัส|เบอร์|โทร|"
    r"ชื่อ|สกุล|ตำแหน่ง|สังกัด|เป็นเงิน|ราคา|ระดับ|ดังนี้|ดังต่อไปนี้|คือ|นั้น|แล้ว|ด้วย|[ๆฯ])$"
)
_PARTED = re.compile(
    rf"(?:{'|'.join(MONTHS)}|ตำบล|แขวง|อำเภอ|เขต|จังหวัด|รหัสไปรษณีย์|โทร|หมู่|ถนน|บ้านเลขที่|ตำแหน่ง|สังกัด|อายุ|เลขประจำตัว|สัญชาติ|"
    r"จึง|ทั้งนี้|อนึ่ง|โดย|เพื่อ|และ|ซึ่ง|ใน|ดังนั้น|บัดนี้|เมื่อ|หาก|กรณี|จำนวน|เป็นเงิน|บาท|น\.|ณ\s|พ\.ศ)"
)


# After these two spaces are usual, as they are in front of a name under a signature.
_HEAD_LINE = re.compile(r"\s*(?:ส่วนราชการ|ส่วนงาน|หน่วยงาน|ที่|วันที่)[\s\u00a0]")
_LABEL = re.compile(
    r"\s*(?:เรื่อง|(?:กราบ)?เรียน|นมัสการ|อ้างถึง|สิ่งที่ส่งมาด้วย|ถึง|ทั้งนี้|มีหน้าที่|ส่วนราชการ|ส่วนงาน|หน่วยงาน|ที่|วันที่|สำเนาส่ง|มติที่ประชุม|หมายเหตุ|ตาราง|แผนภูมิ|ภาพ)$"
)


@rule("T70", WARNING, "ช่องว่างที่วงเล็บหรือเครื่องหมาย {found} ไม่ถูก",
      "A space inside a bracket or before a comma; or none between a word and the bracket after it.", SPACING,
      "( ฉบับที่ ๒ )", "(ฉบับที่ ๒)")  # fmt: skip
def bracket_spaces(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in (
            re.finditer(r"\([ \xa0]+(?=[ก-๛\d])|(?<=[ก-๛\d])[ \xa0]+\)|(?<=[ก-๎])[ \xa0]+,(?=\s)", p.text)
            if "( " in p.flat or " )" in p.flat or " ," in p.flat
            else ()
        ):
            fix = match[0].replace(" ", "").replace("\xa0", "")
            yield Hit(p, match.start(), match.end(), fix, fix=fix)
    for p in exam.prose:
        for match in re.finditer(r"\((?<=[ก-๎]\()(?=[ก-ฮเ-ไ]{3})|\)(?=[ก-ฮเ-ไ]{2})", p.text):
            opens = match[0] == "("
            yield Hit(p, match.start() - opens, match.end(), " (" if opens else ") ")


# Signs of a list, wherever in the line; a smile; a bracket whose partner is in the next line.
_ITEM = re.compile(r"(?:^|(?<=[\s/,(]))[\d๐-๙ก-ฮa-zA-Z]{1,3}(?:\.[\d๐-๙]+)*\.?\)|[:;]-?[()]")
_PAIRS = {")": "(", "”": "“", "]": "["}


@rule("T69", WARNING, "วงเล็บหรืออัญประกาศ {found} ไม่ครบคู่",
      "A bracket or quotation mark without its partner, in its line and in the lines next to it.",
      "หลักเกณฑ์การใช้เครื่องหมายวรรคตอน ราชบัณฑิตยสภา", "(ฉบับที่ ๒", "(ฉบับที่ ๒)")  # fmt: skip
def unbalanced(exam: Exam) -> Iterator[Hit]:
    for story in (exam.paper.body, exam.paper.others):
        odd = [_odd_signs(p.text) if re.search(r"[()“”\[\]]", p.text) else [] for p in story]
        for n, p in enumerate(story):
            for at in odd[n]:
                sign = p.text[at]
                opens = sign in _PAIRS.values()
                near = range(n + 1, min(n + 4, len(story))) if opens else range(max(0, n - 3), n)
                partner = (
                    next((close for close, open_ in _PAIRS.items() if open_ == sign), "") if opens else _PAIRS[sign]
                )
                goes_on = any(story[m].text[other] == partner for m in near for other in odd[m])
                if not goes_on and not (exam.unfilled and p.cell):
                    yield Hit(p, at, at + 1, "ใส่ให้ครบคู่")


def _odd_signs(text: str) -> list[int]:
    """The brackets and quotation marks of a line that have no partner in it."""
    items = {at for match in _ITEM.finditer(text) for at in range(match.start(), match.end())}
    opened: list[int] = []
    odd: list[int] = []
    for found in re.finditer(r"[()“”\[\]]", text):
        sign, at = found[0], found.start()
        if sign in _PAIRS.values():
            if at not in items:
                opened.append(at)
        elif opened and text[opened[-1]] == _PAIRS[sign]:
            opened.pop()
        elif at not in items:
            odd.append(at)
    return sorted(odd + opened)


_SPOKEN = ("ครับ", "คะ", "ค่ะ", "จ้ะ", "จ้า", "!", "?")
# A particle ends what is said: after it comes no Thai letter, and before จ้า none either (ข้าพเจ้า, แสงจ้า).
_PARTICLE = re.compile(
    r"(?:นะ)?(?:ครับผม|ครับ|ค่ะ|จ้ะ)(?![ก-๎])|นะ(?:คะ|จ๊ะ|จ้า)(?![ก-๎])|(?<![ก-๎])(?:จ้า|จ๋า)(?![ก-๎])|(?<=[ก-๎])\s?[!?](?![!?\w])"
)


@rule("T45", WARNING, "คำหรือเครื่องหมาย {found} ไม่ใช้ในหนังสือราชการ",
      "Colloquial particles, exclamation and question marks; not within quotation marks and web addresses.",
      "คำอธิบายของสำนักนายกรัฐมนตรี (ภาษาราชการ)", "ขอบคุณครับ!", "ขอขอบคุณ", kinds=OFFICIAL)  # fmt: skip
def colloquial(exam: Exam) -> Iterator[Hit]:
    for p in (p for p in exam.paper.words if any(sign in p.text for sign in _SPOKEN)):
        for match in _PARTICLE.finditer(p.text):
            quoted = p.text.count("“", 0, match.start()) > p.text.count("”", 0, match.start())
            if not quoted and "http" not in p.text and "www." not in p.text:
                yield Hit(p, match.start(), match.end(), "ตัดออก")


@rule("T46", INFO, "ย่อหน้าขึ้นต้นด้วย สำหรับ", "A paragraph begins with สำหรับ; a matter of taste.", "ธรรมเนียม",
      "สำหรับการประชุม", "ในการประชุม", usual=False)  # fmt: skip
def begins_with_for(exam: Exam) -> Iterator[Hit]:
    for p in exam.prose:
        if p.flat.strip().startswith("สำหรับ"):
            yield Hit(p, 0, 6, "ในส่วนของ…")


@rule("T47", WARNING, "ใช้ {found} ในหนังสือราชการ", "An English word that has a Thai one, or และ/หรือ in an order.",
      "ศัพท์บัญญัติ ราชบัณฑิตยสภา", "ประชุม workshop", "ประชุมเชิงปฏิบัติการ", kinds=OFFICIAL)  # fmt: skip
def foreign_words(exam: Exam) -> Iterator[Hit]:
    lists = word_lists()
    for p in exam.paper.words:
        if not re.search("[ก-ฮ]", p.text):
            continue
        for match in () if not re.search("[A-Za-z]{3}", p.text) else lists.english_pattern.finditer(p.text):
            if match[0] not in exam.settings.accept:
                yield Hit(p, match.start(), match.end(), lists.english[match[0].lower()])
        for match in re.finditer(r"และ\s?/\s?หรือ", p.text) if exam.paper.kind == "order" else ():
            yield Hit(p, match.start(), match.end(), "และ หรือ อย่างใดอย่างหนึ่ง")


@rule("T48", WARNING, "สะกด {found} ไม่ถูก", "A frequent misspelling; the list with its sources is misspellings.yaml.",
      "พจนานุกรม ฉบับราชบัณฑิตยสถาน พ.ศ. 2554", "ขออนุญาติ", "ขออนุญาต")  # fmt: skip
def misspelt(exam: Exam) -> Iterator[Hit]:
    lists = word_lists()
    pattern = lists.those_in("\n".join(p.text for p in exam.paper.all))
    if pattern is None:
        return
    for p in exam.paper.all:
        for match in pattern.finditer(p.text):
            if match[0] not in exam.settings.accept:
                yield Hit(p, match.start(), match.end(), lists.wrong[match[0]][0])


# After these a name follows, and the words in it are spelled as its owner likes.
_NAMES_NEXT = re.compile(
    r"(?:นาย|นาง|นางสาว|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|น\.ส\.|ดร\.|พระ[ก-๎]*|บ้าน|หมู่บ้าน|ตำบล|แขวง|อำเภอ|เขต(?!พื้นที่)|จังหวัด|วัด|โรงเรียน|ถนน|ซอย|ร้าน|บริษัท|จำกัด|"
    r"ห้างหุ้นส่วน|วิทยาลัย|มหาวิทยาลัย|ชื่อ|สกุล|นามสกุล|อาจารย์|คุณ|แม่น้ำ|ลำน้ำ|ห้วย|หนอง|อบต\.|ต\.|อ\.|จ\.|เทศบาล[ก-๎]*|ส่วนตำบล)\s*[ก-๎]{0,12}$"
)


@rule("T89", WARNING, "คำ {found} น่าจะพิมพ์ผิด",
      "A common word with one slip of the hand: a sign left out, twice, swapped, or of a neighbouring key. Names are "
      "let be, and so is what may be another word.",
      "พจนานุกรม ฉบับราชบัณฑิตยสถาน พ.ศ. 2554; ความถี่คำจากคลังข้อความ", "คณะกรรรมการ ระยะวเลา",
      "คณะกรรมการ ระยะเวลา")  # fmt: skip
def slips(exam: Exam) -> Iterator[Hit]:
    known = speller()
    listed = word_lists()
    for p in exam.paper.all:
        if not p.worded:
            continue
        for slip in known.slips(p.text):
            names = [(person.start, person.end) for person in exam.persons_in(p)]
            typed = p.text[slip.start : slip.end]
            if _MISPLACED.search(typed) or _CLUSTER.search(typed):
                continue  # told by T52, which mends it too
            named = any(start <= slip.start < end + 1 for start, end in names) or _NAMES_NEXT.search(
                p.text[: slip.start]
            )
            if (
                named
                or _names_persons(p)
                or typed in exam.settings.accept
                or any(form in typed for form in listed.wrong)
            ):
                continue
            yield Hit(p, slip.start, slip.end, slip.word)


def _names_persons(p: Paragraph) -> bool:
    """Whether it stands in a column of names."""
    if p.cell is None:
        return False
    headings = p.cell.table.rows[0].texts
    return any(re.search("ชื่อ|สกุล|โรงเรียน|หมู่บ้าน|ผู้รับ", text) for text in headings[p.cell.cell - 1 : p.cell.cell])


@rule("T49", WARNING, "ใช้อักษรย่อ {found} ในส่วนที่ต้องเขียนเต็ม",
      "Abbreviations such as สพป. or ผอ. in a heading, a salutation or a position.", "ระเบียบสารบรรณ ข้อ 11, 16",
      "คำสั่ง สพป.เลย เขต ๑", "คำสั่งสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑", kinds=OFFICIAL)  # fmt: skip
def abbreviations(exam: Exam) -> Iterator[Hit]:
    formal = [p for p in (exam.heading, exam.receiver, *exam.position) if p is not None]
    for p in [*formal, *([exam.annex] if exam.annex else [])]:
        for match in re.finditer(
            r"(?:(?:รอง)?(?:สพป|สพม|สพฐ|สพท|ผอ|ศธจ|อปท|อบต|อบจ|กศจ)|(?<![ก-๎.])(?:ศธ|รร|ร\.ร))\.(?:\s?[ก-๎]+)?", p.text
        ):
            yield Hit(p, match.start(), match.end(), "เขียนคำเต็ม")


@rule("T52", WARNING, "สระหรือวรรณยุกต์ {found} พิมพ์ซ้ำ สลับลำดับ หรือแยกตัว",
      "Marks doubled or in the wrong order, ํ and า in place of ำ, เ twice in place of แ, glyphs of old PDFs: the "
      "eye sees no difference and a search finds nothing.",
      UNICODE, "นํ้า เเละ", "น้ำ และ")  # fmt: skip
def marks(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _CLUSTER.finditer(p.text):
            fix = clean(match[0])
            if fix != match[0]:
                yield Hit(p, match.start(), match.end(), fix, fix=fix)
        for match in _ALONE.finditer(p.text):
            yield Hit(p, match.start(), match.end(), "ลบ หรือเติมพยัญชนะ")
        for match in _MISPLACED.finditer(p.text) if _MAY_BE_MISPLACED.search(p.text) else ():
            yield Hit(p, match.start(), match.end(), _placed(match), fix=_placed(match))


def _placed(found: re.Match[str]) -> str:
    """The letters with their mark where it belongs; a second mark on one letter goes."""
    if found["tone"]:
        return found["letter"] + found["tone"] + found["vowel"]
    if found["first"]:
        own = found["own"] or ""
        marked = own if re.search("[\u0e47-\u0e4b]", own) else own + found["mark"]
        return found["first"] + found["next"] + marked
    return "า"


@rule("T60", WARNING, "มีอักขระที่มองไม่เห็น {count} ตัว {near}",
      "Invisible characters (zero-width spaces and the like) from web pages and PDFs break searching.", UNICODE,
      "การ\u200bศึกษา", "การศึกษา")  # fmt: skip
def invisible(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for match in _INVISIBLE.finditer(p.text):
            near = p.text[max(0, match.start() - 8) : match.end() + 8].strip()
            yield Hit(
                p,
                match.start(),
                match.end(),
                "ลบออก",
                fix="",
                facts={"count": len(match[0]), "near": f'ใกล้ "{_INVISIBLE.sub("", near)}"'},
            )


_TOKEN = re.compile("[ก-ฮเ-ไ][ก-๎]*")
_JOINED = re.compile(r"[ \xa0]?(?:และ|หรือ|กับ)(?=[ก-ฮเ-ไ])")
_SHORT = ("และ", "หรือ", "เพื่อ", "โดย", "จาก", "กับ", "แก่", "ตาม", "ความ", "ให้", "ได้", "จะ", "ของ", "การ", "ใน")
_TWICE = tuple(short * 2 for short in _SHORT)
# Before these the same word again is another one: ผู้เรียนเรียนรู้, สถานศึกษาศึกษาแนวทาง, ผู้ปฏิบัติปฏิบัติตาม.
_COMPOUND = re.compile("(?:ผู้|นัก|สถาน|โรง|หน่วย|ฝ่าย|กอง|ที่|การ|ความ|ศูนย์|คณะ|เครื่อง|ห้อง|กรรม|งาน)$")
# Before these the same words are others: ก่อนประถมศึกษาและประถมศึกษา, รองผู้อำนวยการและผู้อำนวยการ.
_OTHER = re.compile(
    "(?:ก่อน|หลัง|รอง|ผู้ช่วย|ช่วย|อดีต|ระดับ|นอก|ไม่|ต่าง|กึ่ง|เตรียม|หัวหน้า|สำนักงาน|ฝ่าย|กอง|กลุ่ม|ชั้น|ตัวแทน|ผู้แทน|ประธาน|เลขานุการ|"
    "สมาชิก|ที่ปรึกษา|เจ้าหน้าที่|ผู้|นัก|ศูนย์|โรง|เอกสาร|หนังสือ)$"
)
_NOUN = ("โรง", "สถาน", "คณะ", "สำนัก", "หน่วย", "ผู้", "นัก", "การ", "ความ", "กลุ่ม")  # begin no verb
_WHOLE = 6  # letters from which a word within others is no syllable that two words share
LONGEST = 40  # letters of a word that may stand twice
_MARK_LETTERS = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)


@rule("T64", WARNING, "พิมพ์คำซ้ำ {found}", "A word stands twice in a row, or on both sides of และ.",
      "พจนานุกรม (ใช้ ๆ เมื่อซ้ำโดยเจตนา)", "สุขภาพจิต และสุขภาพจิต", "สุขภาพกาย และสุขภาพจิต")  # fmt: skip
def repeated(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for start, end, word in (*_in_words(p.text), *_around_and(p.text), *_doubled(p.text)):
            yield Hit(p, start, end, word)


Repeat = tuple[int, int, str]  # from, to, the word


def _in_words(text: str) -> Iterator[Repeat]:
    """A word after itself and a space, and a short one twice at the beginning of what stands between spaces."""
    before: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        word = token[0]
        if before and before[0] == word and len(word) > 2 and token.start() - before.end() == 1:
            yield before.start(), token.end(), word
        before = token
        for short in _SHORT if word.startswith(_TWICE) else ():
            if word.startswith(short * 2) and word[2 * len(short) : 2 * len(short) + 1] not in _MARK_LETTERS:
                yield token.start(), token.start() + 2 * len(short), short
        for length in (4, 5):
            twice = (
                word[:length] == word[length : 2 * length] and word[2 * length : 2 * length + 1] not in _MARK_LETTERS
            )
            if twice and len(word) >= 2 * length and len(re.findall("[ก-ฮ]", word[:length])) > 2:
                yield token.start(), token.start() + 2 * length, word[:length]


def _around_and(text: str) -> Iterator[Repeat]:
    """The same word before and after และ; not the ends of two words as in สถานศึกษา และศึกษานิเทศก์."""
    for joined in _JOINED.finditer(text):
        before, after = text[max(0, joined.start() - LONGEST) : joined.start()], text[joined.end() :][:LONGEST]
        length = next((n for n in range(LONGEST, 4, -1) if before.endswith(after[:n]) and len(after) >= n), 0)
        start, end = joined.start() - length, joined.end() + length
        if not length or not _TOKEN.fullmatch(after[:length]) or text[end : end + 1] in _MARK_LETTERS:
            continue
        alone = not re.match("[ก-๎]", text[start - 1 : start]) and not re.match("[ก-๎]", text[end:])
        if alone or (length >= _WHOLE + 2 and not _OTHER.search(text[max(0, start - 12) : start])):
            yield start, end, after[:length]


def _doubled(text: str) -> Iterator[Repeat]:
    """Each word of six letters and more that stands twice without a space between."""
    for run in re.finditer(f"[ก-๎]{{{2 * _WHOLE},}}", text):
        for start, end, word in _doubled_in(run[0]):
            yield run.start() + start, run.start() + end, word


def _doubled_in(text: str) -> Iterator[Repeat]:
    """The words of a text without spaces that stand twice.

    A pattern with a back reference would try forty lengths at each letter; here only letters that come again are tried.
    """
    done = 0
    for at in range(0, len(text) - 2 * _WHOLE + 1, 3):
        piece = text[at : at + 4]
        again = text.find(piece, at + _WHOLE, at + LONGEST + 4)
        while again >= 0 and at >= done and not _MARK_LETTERS.issuperset(piece):
            length = again - at
            for start in range(max(done, at - length + 4), at + 1):
                if text[start : start + length] == text[start + length : start + 2 * length] and _is_word(
                    text, start, length
                ):
                    if text.startswith(_NOUN, start) or not _COMPOUND.search(text[max(0, start - 12) : start]):
                        yield start, start + 2 * length, text[start : start + length]
                    done = start + 2 * length
                    break
            again = text.find(piece, again + 1, at + LONGEST + 4)


def _is_word(text: str, start: int, length: int) -> bool:
    """Whether letters can be a word by themselves: Thai, from a consonant or a vowel before it, to no mark after it."""
    word, after = text[start : start + length], text[start + 2 * length : start + 2 * length + 1]
    return bool(_TOKEN.fullmatch(word)) and after not in _MARK_LETTERS


def _word_before(p: Paragraph, at: int) -> int:
    return max(p.text.rfind(" ", 0, at) + 1, at - 8)


def _word_after(p: Paragraph, at: int) -> int:
    found = p.text.find(" ", at)
    return min(found if found >= 0 else len(p.text), at + 8)
