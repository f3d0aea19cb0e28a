"""Titles and ranks before a name: every way they are typed, and the full form that official papers use.

Ranks are written out and parted from the name by a space; other titles stand close to it (ราชบัณฑิตยสภา,
หลักเกณฑ์การเว้นวรรค ข้อ 1.2.8 และ 2.3). The letters ร.อ. ร.ท. ร.ต. are read as army ranks and น.อ. น.ท. น.ต. as air force
ranks; with ร.น. behind the name both are navy ranks.
"""

from __future__ import annotations

import re
from functools import cache

_CIVIL = {
    "นาย": "",
    "นาง": "",
    "นางสาว": "น.ส.",
    "เด็กชาย": "ด.ช.",
    "เด็กหญิง": "ด.ญ.",
    "Mr.": "",
    "Mrs.": "",
    "Ms.": "",
    "Miss": "",
}
_CLERGY = {
    "พระ": "",
    "พระมหา": "",
    "พระครู": "",
    "พระครูปลัด": "",
    "พระครูสมุห์": "",
    "พระครูใบฎีกา": "",
    "พระครูสังฆรักษ์": "",
    "พระปลัด": "",
    "พระสมุห์": "",
    "พระใบฎีกา": "",
    "พระอธิการ": "",
    "พระอาจารย์": "",
    "เจ้าอธิการ": "",
    "สามเณร": "ส.ณ.",
    "แม่ชี": "",
    "บาทหลวง": "",
    "ภราดา": "",
    "ซิสเตอร์": "",
    "ศาสนาจารย์": "",
}
_LEARNED = {
    "ศาสตราจารย์": "ศ.",
    "ศาสตราจารย์พิเศษ": "",
    "ศาสตราจารย์เกียรติคุณ": "",
    "รองศาสตราจารย์": "รศ.",
    "ผู้ช่วยศาสตราจารย์": "ผศ.",
    "อาจารย์": "อ.",
    "ดร.": "ดร.",
    "Dr.": "",
    "นายแพทย์": "นพ.",
    "แพทย์หญิง": "พญ.",
    "ทันตแพทย์": "ทพ.",
    "ทันตแพทย์หญิง": "ทพญ.",
    "สัตวแพทย์": "สพ.",
    "นายสัตวแพทย์": "น.สพ.",
    "สัตวแพทย์หญิง": "สพ.ญ.",
    "เภสัชกร": "ภก.",
    "เภสัชกรหญิง": "ภญ.",
    "หม่อมเจ้า": "ม.จ.",
    "หม่อมราชวงศ์": "ม.ร.ว.",
    "หม่อมหลวง": "ม.ล.",
    "ท่านผู้หญิง": "",
    "คุณหญิง": "",
}
_RANKS = {
    # Army
    "พลเอก": "พล.อ.", "พลโท": "พล.ท.", "พลตรี": "พล.ต.", "พลจัตวา": "พล.จ.",
    "พันเอก": "พ.อ.", "พันโท": "พ.ท.", "พันตรี": "พ.ต.",
    "ร้อยเอก": "ร.อ.", "ร้อยโท": "ร.ท.", "ร้อยตรี": "ร.ต.",
    "จ่าสิบเอก": "จ.ส.อ.", "จ่าสิบโท": "จ.ส.ท.", "จ่าสิบตรี": "จ.ส.ต.",
    "สิบเอก": "ส.อ.", "สิบโท": "ส.ท.", "สิบตรี": "ส.ต.", "พลทหาร": "พลฯ",
    # Navy
    "พลเรือเอก": "พล.ร.อ.", "พลเรือโท": "พล.ร.ท.", "พลเรือตรี": "พล.ร.ต.", "พลเรือจัตวา": "พล.ร.จ.",
    "นาวาเอก": "", "นาวาโท": "", "นาวาตรี": "", "เรือเอก": "", "เรือโท": "", "เรือตรี": "",
    "พันจ่าเอก": "พ.จ.อ.", "พันจ่าโท": "พ.จ.ท.", "พันจ่าตรี": "พ.จ.ต.",
    "จ่าเอก": "จ.อ.", "จ่าโท": "จ.ท.", "จ่าตรี": "จ.ต.",
    # Air force
    "พลอากาศเอก": "พล.อ.อ.", "พลอากาศโท": "พล.อ.ท.", "พลอากาศตรี": "พล.อ.ต.", "พลอากาศจัตวา": "พล.อ.จ.",
    "นาวาอากาศเอก": "น.อ.", "นาวาอากาศโท": "น.ท.", "นาวาอากาศตรี": "น.ต.",
    "เรืออากาศเอก": "", "เรืออากาศโท": "", "เรืออากาศตรี": "",
    "พันจ่าอากาศเอก": "พ.อ.อ.", "พันจ่าอากาศโท": "พ.อ.ท.", "พันจ่าอากาศตรี": "พ.อ.ต.",
    "จ่าอากาศเอก": "จ.อ.อ.", "จ่าอากาศโท": "จ.อ.ท.", "จ่าอากาศตรี": "จ.อ.ต.",
    # Police
    "พลตำรวจเอก": "พล.ต.อ.", "พลตำรวจโท": "พล.ต.ท.", "พลตำรวจตรี": "พล.ต.ต.", "พลตำรวจจัตวา": "พล.ต.จ.",
    "พันตำรวจเอก": "พ.ต.อ.", "พันตำรวจโท": "พ.ต.ท.", "พันตำรวจตรี": "พ.ต.ต.",
    "ร้อยตำรวจเอก": "ร.ต.อ.", "ร้อยตำรวจโท": "ร.ต.ท.", "ร้อยตำรวจตรี": "ร.ต.ต.",
    "ดาบตำรวจ": "ด.ต.", "นายดาบตำรวจ": "", "จ่าสิบตำรวจ": "จ.ส.ต.",
    "สิบตำรวจเอก": "ส.ต.อ.", "สิบตำรวจโท": "ส.ต.ท.", "สิบตำรวจตรี": "ส.ต.ต.", "พลตำรวจ": "พลฯ",
    # Volunteer defence corps
    "นายกองเอก": "ก.อ.", "นายกองโท": "ก.ท.", "นายกองตรี": "ก.ต.",
    "นายหมวดเอก": "มว.อ.", "นายหมวดโท": "มว.ท.", "นายหมวดตรี": "มว.ต.",
    "นายหมู่เอก": "ม.อ.", "นายหมู่โท": "ม.ท.", "นายหมู่ตรี": "ม.ต.",
}  # fmt: skip
_TYPED = {  # short forms that clerks type in other ways than papers of reference list them
    "น.พ.": "นายแพทย์", "พ.ญ.": "แพทย์หญิง", "ท.พ.": "ทันตแพทย์", "ท.ญ.": "ทันตแพทย์หญิง", "ทญ.": "ทันตแพทย์หญิง",
    "ท.พ.ญ.": "ทันตแพทย์หญิง", "ภ.ก.": "เภสัชกร", "ภ.ญ.": "เภสัชกรหญิง", "ด.ร.": "ดร.", "ผ.ศ.": "ผู้ช่วยศาสตราจารย์",
    "ร.ศ.": "รองศาสตราจารย์", "นส.": "นางสาว", "ดช.": "เด็กชาย", "ดญ.": "เด็กหญิง",
}  # fmt: skip
_NAVY = {
    "ร้อยเอก": "เรือเอก", "ร้อยโท": "เรือโท", "ร้อยตรี": "เรือตรี",
    "นาวาอากาศเอก": "นาวาเอก", "นาวาอากาศโท": "นาวาโท", "นาวาอากาศตรี": "นาวาตรี",
}  # fmt: skip
_SHARED = ("จ.ส.ต.", "พลฯ")  # each stands for two ranks, so it is kept as it is: which one is meant cannot be told
_WITHOUT_DOT = ("ดร.", "ผศ.", "รศ.")  # nobody bears these letters as a name

_MEN = frozenset({"นาย", "เด็กชาย", "Mr.", "เจ้าอธิการ", "สามเณร", "นายแพทย์", "นายสัตวแพทย์"})
_WOMEN = frozenset({"นาง", "นางสาว", "Mrs.", "Ms.", "Miss", "แม่ชี"})  # and all that end in หญิง

_NAMES_LIKE_TITLES = ("พระพาย", "พระเพลิง", "พระจันทร์", "พระนาย", "พระลักษณ์", "พระราม")  # given names
_NAVY_MARK = re.compile(r"\s+ร\.?\s?น\.?$")
_ACTING, _WOMAN = "ว่าที่", "หญิง"
SPECIAL = "(พิเศษ)"  # of a colonel, behind the rank
_LATIN = ("Mr.", "Mrs.", "Ms.", "Miss", "Dr.")


def split_titles(text: str) -> tuple[str, str]:
    """Part a name into its titles, written out and in one line, and the rest; ("", text) where no title stands.

    Ranks, academic and professional titles and titles of nobility may follow one another; นาย, พระ and their like come
    last. A word is a title only if what follows can begin a name: นายิกา, นางสาวิตรี (นาง) and พระพาย are names.
    """
    navy = _NAVY_MARK.search(text)
    rest = text[: navy.start()] if navy else text
    titles: list[str] = []
    while (match := _title().match(rest)) and _may_follow(titles, match):
        full = _FULL[_letters(match["title"])]
        full = _NAVY.get(full, full) if navy else full
        special = f" {SPECIAL}" if match["special"] else ""
        titles.append(f"{_ACTING if match['acting'] else ''}{full}{special}{_WOMAN if match['woman'] else ''}")
        rest = rest[match.end() :]
    return " ".join(titles), rest


def parts(titles: str) -> list[str]:
    """The titles of a name one by one; „พันเอก (พิเศษ)" is one."""
    return re.split(rf" (?!{re.escape(SPECIAL)})", titles) if titles else []


def is_rank(title: str) -> bool:
    """Whether one title, written out, is a rank of the forces, the police or the volunteer corps."""
    return title.removeprefix(_ACTING).removesuffix(_WOMAN).removesuffix(f" {SPECIAL}") in _RANK_NAMES


def sex(title: str) -> str:
    """`man` or `woman` for titles, written out, that tell it; "" for all others."""
    each = parts(title)
    if any(part in _WOMEN or part.endswith(_WOMAN) for part in each):
        return "woman"
    return "man" if any(part in _MEN or part.startswith("พระ") for part in each) else ""


def is_child(title: str) -> bool:
    """Whether a title, written out, is a child's."""
    return title in ("เด็กชาย", "เด็กหญิง", "สามเณร")


def stands_apart(title: str) -> bool:
    """Whether a space parts the title from the name: ranks and Latin titles."""
    return title in _LATIN or is_rank(title)


def _may_follow(titles: list[str], match: re.Match[str]) -> bool:
    """After นาย or พระ only an abbreviation can still be a title; some given names begin like พระ."""
    if match["title"].startswith("พระ") and match.string.startswith(_NAMES_LIKE_TITLES, match.start()):
        return False
    return not titles or titles[-1] not in _LAST or "." in match["title"]


def _letters(text: str) -> str:
    return re.sub(r"[ .]", "", text)


def _full_forms() -> dict[str, str]:
    """Every spelling without dots and spaces, and the title that it stands for."""
    forms: dict[str, str] = {}
    for table in (_CIVIL, _CLERGY, _LEARNED, _RANKS):
        for full, short in table.items():
            forms[_letters(full)] = full
            if short:
                forms.setdefault(_letters(short), short if short in _SHARED else full)
    for typed, full in _TYPED.items():
        forms.setdefault(_letters(typed), full)
    return forms


def _pattern(title: str) -> str:
    """The ways to type one title: as it is; short titles with spaces, without inner dots, or without the last dot."""
    if title == "นางสาว":
        return r"นางสาว|นาง\s+สาว(?=\s)"
    if not title.endswith(".") or title in _LATIN:
        return re.escape(title)
    each = title[:-1].split(".")
    last_dot = r"(?:\.|(?=\s))" if len(each) > 1 or title in _WITHOUT_DOT else r"\."
    pattern = r"\.\s?".join(each) + last_dot
    return f"{pattern}|{''.join(each)}\\." if len(each) > 1 else pattern


_FULL = _full_forms()
_SHORTS = {**_CIVIL, **_CLERGY, **_LEARNED, **_RANKS, **dict.fromkeys(_TYPED, "")}
TITLES = frozenset({*_SHORTS, *_SHORTS.values()} - {""})  # full and short, as they stand before a space
_LONGEST_FIRST = sorted(TITLES, key=lambda title: (-len(title), title))
_LAST = frozenset({*_CIVIL, *_CLERGY})
_RANK_NAMES = frozenset({*_RANKS, *_SHARED})
_BEGINS_A_NAME = "(?=[ก-ฮเ-ไA-Za-z(])"


@cache
def _title() -> re.Pattern[str]:
    """The pattern of one title at the start of a name; compiled when first used, for it costs ten milliseconds."""
    titles = "|".join(map(_pattern, _LONGEST_FIRST))
    special = rf"\s*{re.escape(SPECIAL)}"
    bracketed = rf"\s*\({_WOMAN}\)"
    close = rf"{_WOMAN}(?=\s*{_BEGINS_A_NAME})"
    apart = rf"\s{_WOMAN}(?=\s*{_BEGINS_A_NAME}\S*\s+\S)"
    return re.compile(
        rf"(?P<acting>{_ACTING}\s*)?(?P<title>{titles})(?P<special>{special})?"
        rf"(?P<woman>{close}|{apart}|{bracketed})?\s*{_BEGINS_A_NAME}"
    )
