"""Rules on words and signs: spaces, marks, misspellings, repeated and colloquial words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..thai import clean
from .kinds import OFFICIAL
from .look import Look
from .paper import Paragraph
from .persons import find_persons
from .rule import INFO, WARNING, Hit, rule
from .words import word_lists

SPACING = "หลักเกณฑ์การเว้นวรรค ราชบัณฑิตยสภา"
UNICODE = "Unicode บทที่ 16 (Thai); มอก. 1566"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_CLUSTER = re.compile(f"[{_MARKS}ำ]{{2,}}า?|\u0e4dา|เเ|[\uf700-\uf71a]")
_ALONE = re.compile(f"(?:^|(?<=[\\s(]))[{_MARKS}ำ]+")
# Joiners that programs put into Thai text; they hide words from a search. Those of other scripts are let be.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff]+")


@rule("T44", WARNING, "เว้นวรรคเครื่องหมาย {found} ไม่ถูก", "ไม้ยมก and ฯลฯ have a space before and after.", SPACING,
      "ต่างๆที่", "ต่าง ๆ ที่")  # fmt: skip
def repetition_sign(look: Look) -> Iterator[Hit]:
    for p in look.paper.all:
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
def double_spaces(look: Look) -> Iterator[Hit]:
    pattern = re.compile(r"(?<=[ก-๎]) {2,3}(?=[ก-ฮเ-ไ])")
    sentences = [p for p in look.paper.words if p.width > 45 and not p.centred and not _HEAD_LINE.match(p.text)]
    found = [
        (p, match) for p in sentences for match in pattern.finditer(p.text) if not _LABEL.match(p.text[: match.start()])
    ]
    single = sum(len(re.findall(r"(?<=[ก-๎]) (?=[ก-ฮเ-ไ])", p.text)) for p in sentences)
    if len(found) * 5 > single + 5:  # the typist's way to part sentences
        return
    for p, match in found:
        if not any(person.start <= match.start() < person.end for person in find_persons(p)):
            start, end = _word_before(p, match.start()), _word_after(p, match.end())
            right = p.text[start : match.start()] + " " + p.text[match.end() : end]
            yield Hit(p, start, end, right, fix=right)


# After these two spaces are usual, as they are in front of a name under a signature.
_HEAD_LINE = re.compile(r"\s*(?:ส่วนราชการ|ที่|วันที่)[\s\u00a0]")
_LABEL = re.compile(
    r"\s*(?:เรื่อง|(?:กราบ)?เรียน|นมัสการ|อ้างถึง|สิ่งที่ส่งมาด้วย|ถึง|ทั้งนี้|มีหน้าที่|ส่วนราชการ|ที่|วันที่|สำเนาส่ง|มติที่ประชุม|หมายเหตุ|ตาราง|แผนภูมิ|ภาพ)$"
)


@rule("T70", WARNING, "ช่องว่างที่วงเล็บหรือเครื่องหมาย {found} ไม่ถูก",
      "A space inside a bracket or before a comma; or none between a word and the bracket after it.", SPACING,
      "( ฉบับที่ ๒ )", "(ฉบับที่ ๒)")  # fmt: skip
def bracket_spaces(look: Look) -> Iterator[Hit]:
    for p in look.paper.all:
        for match in re.finditer(r"\([ \xa0]+(?=[ก-๛\d])|(?<=[ก-๛\d])[ \xa0]+\)|(?<=[ก-๎])[ \xa0]+,(?=\s)", p.text):
            fix = match[0].replace(" ", "").replace("\xa0", "")
            yield Hit(p, match.start(), match.end(), fix, fix=fix)
    for p in look.prose:
        for match in re.finditer(r"[ก-๎]\((?=[ก-ฮเ-ไ]{3})|\)(?=[ก-ฮเ-ไ]{2})", p.text):
            yield Hit(p, match.start(), match.end(), " (" if match[0].endswith("(") else ") ")


@rule("T69", WARNING, "วงเล็บหรืออัญประกาศ {found} ไม่ครบคู่", "A bracket or quotation mark without its partner.",
      "หลักเกณฑ์การใช้เครื่องหมายวรรคตอน ราชบัณฑิตยสภา", "(ฉบับที่ ๒", "(ฉบับที่ ๒)")  # fmt: skip
def unbalanced(look: Look) -> Iterator[Hit]:
    pairs = {")": "(", "”": "“", "]": "["}
    for p in look.paper.all:
        opened: list[tuple[str, int]] = []
        for at, sign in enumerate(p.text):
            if sign in pairs.values():
                opened.append((sign, at))
            elif sign in pairs and opened and opened[-1][0] == pairs[sign]:
                opened.pop()
            elif sign in pairs and not re.match(r"\s*[\d๐-๙ก-ฮa-z]{1,3}(?:\.[\d๐-๙]+)*\.?\)", p.text[: at + 1]):
                yield Hit(p, at, at + 1, "ใส่ให้ครบคู่")
        for _sign, at in opened:
            yield Hit(p, at, at + 1, "ใส่ให้ครบคู่")


@rule("T45", WARNING, "คำหรือเครื่องหมาย {found} ไม่ใช้ในหนังสือราชการ",
      "Colloquial particles, exclamation and question marks.", "คำอธิบายของสำนักนายกรัฐมนตรี (ภาษาราชการ)", "ขอบคุณครับ!",
      "ขอขอบคุณ", kinds=OFFICIAL)  # fmt: skip
def colloquial(look: Look) -> Iterator[Hit]:
    for p in look.paper.words:
        for match in re.finditer(r"(?:นะ)?(?:ครับผม|ครับ|คะ|ค่ะ|จ้ะ|จ้า)(?![ก-๎])|[!?](?![!?\w])", p.text):
            if match[0] == "คะ" or (match[0] in "!?" and "http" in p.text):
                continue
            yield Hit(p, match.start(), match.end(), "ตัดออก")


@rule("T46", INFO, "ย่อหน้าขึ้นต้นด้วย สำหรับ", "A paragraph begins with สำหรับ; a matter of taste.", "ธรรมเนียม",
      "สำหรับการประชุม", "ในการประชุม", usual=False)  # fmt: skip
def begins_with_for(look: Look) -> Iterator[Hit]:
    for p in look.prose:
        if p.flat.strip().startswith("สำหรับ"):
            yield Hit(p, 0, 6, "ในส่วนของ…")


@rule("T47", WARNING, "ใช้ {found} ในหนังสือราชการ", "An English word that has a Thai one, or และ/หรือ in an order.",
      "ศัพท์บัญญัติ ราชบัณฑิตยสภา", "ประชุม workshop", "ประชุมเชิงปฏิบัติการ", kinds=OFFICIAL)  # fmt: skip
def foreign_words(look: Look) -> Iterator[Hit]:
    lists = word_lists()
    for p in look.paper.words:
        if not re.search("[ก-ฮ]", p.text):
            continue
        for match in lists.english_pattern.finditer(p.text):
            if match[0] not in look.settings.accept:
                yield Hit(p, match.start(), match.end(), lists.english[match[0].lower()])
        for match in re.finditer(r"และ\s?/\s?หรือ", p.text) if look.paper.kind == "order" else ():
            yield Hit(p, match.start(), match.end(), "และ หรือ อย่างใดอย่างหนึ่ง")


@rule("T48", WARNING, "สะกด {found} ไม่ถูก", "A frequent misspelling; the list with its sources is misspellings.yaml.",
      "พจนานุกรม ฉบับราชบัณฑิตยสถาน พ.ศ. 2554", "ขออนุญาติ", "ขออนุญาต")  # fmt: skip
def misspelt(look: Look) -> Iterator[Hit]:
    lists = word_lists()
    for p in look.paper.all:
        for match in lists.pattern.finditer(p.text):
            if match[0] not in look.settings.accept:
                yield Hit(p, match.start(), match.end(), lists.wrong[match[0]][0])


@rule("T49", WARNING, "ใช้อักษรย่อ {found} ในส่วนที่ต้องเขียนเต็ม",
      "Abbreviations such as สพป. or ผอ. in a heading, a salutation or a position.", "ระเบียบสารบรรณ ข้อ 11, 16",
      "คำสั่ง สพป.เลย เขต ๑", "คำสั่งสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑", kinds=OFFICIAL)  # fmt: skip
def abbreviations(look: Look) -> Iterator[Hit]:
    formal = [p for p in (look.heading, look.receiver, *look.position) if p is not None]
    for p in [*formal, *([look.annex] if look.annex else [])]:
        for match in re.finditer(
            r"(?:(?:รอง)?(?:สพป|สพม|สพฐ|สพท|ผอ|ศธจ|อปท|อบต|อบจ|กศจ)|(?<![ก-๎.])(?:ศธ|รร|ร\.ร))\.(?:\s?[ก-๎]+)?", p.text
        ):
            yield Hit(p, match.start(), match.end(), "เขียนคำเต็ม")


@rule("T52", WARNING, "สระหรือวรรณยุกต์ {found} พิมพ์ซ้ำ สลับลำดับ หรือแยกตัว",
      "Marks doubled or in the wrong order, ํ and า in place of ำ, เ twice in place of แ, glyphs of old PDFs: the "
      "eye sees no difference and a search finds nothing.",
      UNICODE, "นํ้า เเละ", "น้ำ และ")  # fmt: skip
def marks(look: Look) -> Iterator[Hit]:
    for p in look.paper.all:
        for match in _CLUSTER.finditer(p.text):
            fix = clean(match[0])
            if fix != match[0]:
                yield Hit(p, match.start(), match.end(), fix, fix=fix)
        for match in _ALONE.finditer(p.text):
            yield Hit(p, match.start(), match.end(), "ลบ หรือเติมพยัญชนะ")


@rule("T60", WARNING, "มีอักขระที่มองไม่เห็น {count} ตัว {near}",
      "Invisible characters (zero-width spaces and the like) from web pages and PDFs break searching.", UNICODE,
      "การ\u200bศึกษา", "การศึกษา")  # fmt: skip
def invisible(look: Look) -> Iterator[Hit]:
    for p in look.paper.all:
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


_END = "(?![ก-๎])"
_REPEATED = re.compile(
    rf"(?<![ก-๎])(?P<apart>[ก-ฮเ-ไ][ก-๎]{{2,40}})[ \xa0](?P=apart){_END}"
    r"|(?P<close>[ก-ฮเ-ไ][ก-๎]{3,40}?)(?P=close)(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"
    rf"|(?P<both>[ก-ฮเ-ไ][ก-๎]{{4,30}})[ \xa0]?(?:และ|หรือ|กับ)(?P=both){_END}"
    r"|(?<![ก-๎])(?P<short>และ|หรือ|เพื่อ|โดย|จาก|กับ|แก่|ตาม|ความ|ให้|ได้|จะ|ของ|การ|ใน)(?P=short)(?=[ก-ฮเ-ไ\s])"
)
# Before these the same word again is another one: ผู้เรียนเรียนรู้, สถานศึกษาศึกษาแนวทาง, ผู้ปฏิบัติปฏิบัติตาม.
_COMPOUND = re.compile("(?:ผู้|นัก|สถาน|โรง|หน่วย|ฝ่าย|กอง|ที่|การ|ความ|ศูนย์|คณะ|เครื่อง|ห้อง|กรรม|งาน)$")
_WHOLE = 6  # letters from which a word within others is no syllable that two words share


@rule("T64", WARNING, "พิมพ์คำซ้ำ {found}", "A word stands twice in a row, or on both sides of และ.",
      "พจนานุกรม (ใช้ ๆ เมื่อซ้ำโดยเจตนา)", "สุขภาพจิต และสุขภาพจิต", "สุขภาพกาย และสุขภาพจิต")  # fmt: skip
def repeated(look: Look) -> Iterator[Hit]:
    for p in look.paper.all:
        at = 0
        while match := _REPEATED.search(p.text, at):
            at = match.end()
            if _meant(p.text[: match.start()], match):
                at = match.start() + 1
            else:
                yield Hit(p, match.start(), match.end(), match[match.lastgroup or 0])


def _meant(before: str, match: re.Match[str]) -> bool:
    """Whether the same letters twice are two words, or a word that is meant twice."""
    kind, word = match.lastgroup or "", match[match.lastgroup or 0]
    if kind in ("apart", "short"):
        return False
    inside = re.search("[ก-๎]$", before) is not None
    if kind == "both":
        return inside and len(word) < _WHOLE + 2
    consonants = len(re.findall("[ก-ฮ]", word))
    return consonants < 3 or (inside and (len(word) < _WHOLE or _COMPOUND.search(before) is not None))


def _word_before(p: Paragraph, at: int) -> int:
    return max(p.text.rfind(" ", 0, at) + 1, at - 8)


def _word_after(p: Paragraph, at: int) -> int:
    found = p.text.find(" ", at)
    return min(found if found >= 0 else len(p.text), at + 8)
