"""What Jinja and Python say of a wrong tag, in the words of whoever wrote it.

In: the error, and the tag as it was typed. Out: one Thai sentence without a word of Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ..thai import nearest
from .places import Typed

Said = Callable[[re.Match[str]], str]
KINDS = {
    "str": "ข้อความ", "Markup": "ข้อความ", "int": "จำนวน", "float": "จำนวน", "Decimal": "จำนวน", "bool": "ใช่/ไม่ใช่",
    "NoneType": "ช่องที่ไม่ได้กรอก", "Day": "วันที่", "BlankDay": "วันที่ที่ยังไม่มี", "Time": "เวลา", "Money": "จำนวนเงิน",
    "Person": "ชื่อบุคคล", "DocNumber": "เลขที่หนังสือ", "BlankNumber": "เลขที่ที่ยังไม่มี", "CitizenId": "เลขประจำตัวประชาชน",
    "list": "รายการ", "tuple": "รายการ", "dict": "แถวของรายการ", "generator": "รายการ", "Signer": "ผู้ลงนาม",
    "Salutation": "คำขึ้นต้น", "Receiver": "ผู้รับ", "Macro": "แมโคร", "LoopContext": "loop", "Works": "งาน",
}  # fmt: skip
BEGINS = ("for", "if", "macro", "call", "filter", "set", "with", "block", "raw", "autoescape")
WORDS = {"และ": "and", "หรือ": "or", "ไม่": "not", "ใน": "in", "เท่ากับ": "==", "&&": "and", "||": "or"}
CALLS = {
    "len": "{{ รายการ | length }}", "range": "{% for แถว in รายการ %} และ loop.index",
    "sum": "{{ รายการ | sum(attribute='ช่อง') }}", "format": "{{ จำนวน | comma }}", "round": "{{ จำนวน | round }}",
    "str": "{{ ค่า | string }}", "int": "{{ ค่า | int }}",
    "max": "{{ รายการ | max }}", "min": "{{ รายการ | min }}", "sorted": "{{ รายการ | sort }}",
    "upper": "{{ ค่า | upper }}",
    "enumerate": "loop.index", "print": "{{ ค่า }}", "join": "{{ รายการ | join(', ') }}", "date": "{{ ช่องวันที่ }}",
    "now": "ช่องชนิด date", "today": "ช่องชนิด date",
}  # fmt: skip  # what people call as in other languages
END = re.compile(r"^\{%[-+]?\s*(?:p |tr |tc |r )?\s*(\w+)")


def syntax(said: str, tag: str, filters: Iterable[str]) -> str:
    """Why a tag cannot be read; what this program says itself is in the author's words already."""
    if is_ours(said):
        return said
    return _by_tag(tag) or _by_message(said, tag, list(filters)) or f"อ่านแท็กไม่ออก: {tag}"


def is_ours(said: str) -> bool:
    """Whether this program said it: a library has Thai only in what it quotes of the template."""
    return bool(re.search("[ก-๛]", re.sub(r"""'[^']*'|"[^"]*\"""", "", said)))


def _by_tag(tag: str) -> str:
    """What the tag itself shows, whatever Jinja stumbled over."""
    inner = re.sub(r"^\{[{%#][-+]?\s*(?:(?:p|tr|tc|r) )?|[-+]?[}%#]\}$", "", tag).strip()
    text = re.sub(r"'[^']*'|\"[^\"]*\"", "''", inner)
    word = inner.split(maxsplit=1)[0] if inner.split() else ""
    if not inner:
        return "แท็กว่าง ใส่ชื่อช่องระหว่างวงเล็บปีกกา"
    if text.count("'") % 2 or text.count('"') % 2:
        return "เครื่องหมายคำพูดไม่ครบคู่"
    if re.match(r"(?:else\s*if|elseif|elsif)\b", inner):
        return "เขียนว่า elif ไม่ใช่ else if"
    if found := re.match(r"(end)\s+(\w+)|(end)_(\w+)", inner):
        return f"เขียนติดกันว่า end{found[2] or found[4]}"
    if tag.startswith("{%") and word == "for" and not re.search(r"\sin\s", text):
        return "เขียนว่า {% for ชื่อแถว in รายการ %}"
    if found := re.search("|".join(map(re.escape, ("&&", "||"))), text):
        return f"เขียนว่า {WORDS[found[0]]} ไม่ใช่ {found[0]}"
    if found := re.search(r"(?<![ก-๛])(และ|หรือ|ไม่|ใน|เท่ากับ)(?![ก-๛])", text):
        return f"เขียนว่า {WORDS[found[0]]} ไม่ใช่ {found[0]}"
    if word in ("if", "elif") and re.search(r"[^=!<>]=[^=]", text):
        return "เทียบว่าเท่ากันใช้ == (เท่ากับสองตัว)"
    if re.search("[๐-๙]", text):
        return "ในแท็กใช้เลขอารบิก เช่น [0] ไม่ใช่เลขไทย"
    return ""


def _by_message(said: str, tag: str, filters: list[str]) -> str:
    if found := re.match(r"No (filter|test) named '([^']*)'", said):
        near = nearest(found[2], filters)
        of = "ตัวกรอง" if found[1] == "filter" else "เงื่อนไข"
        return f"ไม่มี{of} {found[2]}" + (f" หรือหมายถึง {near}" if near else "")
    for pattern, words in SYNTAX:
        if found := re.search(pattern, said):
            return words(found)
    if tag.startswith("{{") and re.search(r"expected token 'end of print statement', got '\w|got 'string'", said):
        return "มีช่องว่างในชื่อช่อง ชื่อช่องเขียนติดกัน (ใช้ _ ได้) เช่น first_name"
    if found := re.search(r"expected token '([^']+)', got '([^']+)'", said):
        return f"มี {_token(found[2])} ตรงที่ต้องเป็น {_token(found[1])}"
    return ""


def _token(name: str) -> str:
    known = {
        "end of print statement": "}}", "end of statement block": "%}", "name": "ชื่อ", "integer": "จำนวน",
        "string": "ข้อความ", "begin of statement block": "{%", "end of template": "จบเอกสาร",
    }  # fmt: skip
    return known.get(name, name)


SYNTAX: tuple[tuple[str, Said], ...] = (
    (r"unexpected char '(.)'", lambda found: f"ใช้ {found[1]} ในแท็กไม่ได้"),
    (r"unexpected char", lambda found: "มีอักขระที่ใช้ในแท็กไม่ได้"),
    (r"(?:Expected an expression, got|unexpected) 'end of (?:print|statement)", lambda found: "แท็กยังเขียนไม่จบ"),
    (r"Tag name expected", lambda found: "แท็กว่าง ใส่คำสั่ง เช่น if หรือ for"),
    (r"unexpected '([}\])])'", lambda found: f"{found[1]} ไม่มีคู่"),
    (r"unexpected '%'", lambda found: "ปิดแท็กด้วย %} และเปิดด้วย {%"),
    (r"unexpected '([^']*)'", lambda found: f"มี {found[1]} ที่อ่านไม่ออก"),
    (r"[Cc]an't assign to '(\w+)'|cannot assign to (\w+)", lambda found: "ตั้งชื่อนี้ไม่ได้"),
    (r"Missing end of comment", lambda found: "หมายเหตุ {# ไม่ปิดด้วย #}"),
    (r"block '(\w+)' defined twice", lambda found: f"block ชื่อ {found[1]} ซ้ำ"),
    (r"unknown tag '(\w*[ก-๛][^']*)'", lambda found: "ข้อความหรือชื่อช่องใช้ {{ … }} ส่วน {% … %} ใช้กับคำสั่ง เช่น if"),
)


def misspelt(tags: Sequence[Typed]) -> tuple[Typed, str] | None:
    """The first `end for` or `else if`, which makes every other tag of the block seem wrong."""
    wrong = ((one, _by_tag(one.tag)) for one in tags if re.search(r"\{%[-+]?\s*(?:\w+ )?(?:end |end_|els)", one.tag))
    return next(((one, why) for one, why in wrong if why), None)


def unpaired(tags: Sequence[Typed]) -> tuple[Typed, str] | None:
    """The first block whose begin and end do not belong together, and why."""
    open_: list[tuple[str, Typed]] = []
    for one in tags:
        found = END.match(one.tag)
        word = found[1] if found else ""
        if word in BEGINS and not _is_whole(word, one.tag):
            open_.append((word, one))
        elif word in ("else", "elif") and not any(kind in ("if", "for") for kind, _ in open_):
            return one, f"{word} ไม่มี if ข้างหน้า"
        elif word.startswith("end") and word[3:] in BEGINS:
            if not open_:
                return one, f"{word} ไม่มี {word[3:]} ข้างหน้า"
            kind, begun = open_.pop()
            if kind != word[3:]:
                return one, f"{word} ปิดก่อน end{kind} ของ {begun.tag} ในย่อหน้า {begun.paragraph}"
    if open_:
        kind, begun = open_[-1]
        return begun, f"{kind} ไม่มี end{kind} ปิด"
    return None


def _is_whole(word: str, tag: str) -> bool:
    """`{% set x = 1 %}` needs no end."""
    return word == "set" and "=" in tag


def called(name: str) -> str:
    """What a name that is called in other languages is here, as the end of a message."""
    return f" — ที่นี่เขียนว่า {CALLS[name]}" if name in CALLS else ""


def failed(error: BaseException) -> str:
    """Why the value of a tag could not be worked out."""
    if isinstance(error, RecursionError) or "nested" in str(error):
        return "ซ้อนกันลึกเกินไป"
    if isinstance(error, ZeroDivisionError):
        return "หารด้วยศูนย์"
    text = str(error)
    if is_ours(text):
        return text
    if found := re.search(r"has no element (-?\d+)", text):
        return f"รายการไม่มีลำดับที่ {int(found[1]) + 1}"
    for pattern, words in FAILURES:
        if found := re.search(pattern, text):
            return words(found)
    return "ค่าในแท็กนี้ใช้ด้วยกันไม่ได้"


def kind(name: str) -> str:
    return KINDS.get(name.rpartition(".")[2], "ค่านี้")


FAILURES: tuple[tuple[str, Said], ...] = (
    (r"'[<>]=?' not supported between instances of '([\w.]+)' and '([\w.]+)'",
     lambda found: f"เทียบมากน้อยระหว่าง{kind(found[1])}กับ{kind(found[2])}ไม่ได้"),
    (r"can only concatenate|must be str, not", lambda found: "ต่อข้อความใช้ ~ ไม่ใช่ +"),
    (r"unsupported operand type\(s\) for (\S+): '([\w.]+)' and '([\w.]+)'",
     lambda found: f"ใช้ {found[1]} ระหว่าง{kind(found[2])}กับ{kind(found[3])}ไม่ได้"),
    (r"missing \d+ required", lambda found: "ยังใส่ค่าในวงเล็บไม่ครบ เช่น percent(ทั้งหมด)"),
    (r"takes .* positional arguments? but|unexpected keyword", lambda found: "ค่าในวงเล็บเกินหรือไม่รู้จัก"),
    (r"'([\w.]+)' object is not iterable", lambda found: f"{kind(found[1])}ไม่ใช่รายการ วนด้วย for ไม่ได้"),
    (r"'([\w.]+)' object is not callable", lambda found: f"{kind(found[1])}ตามด้วยวงเล็บไม่ได้"),
    (r"has no len\(\)|object of type", lambda found: "ค่านี้ไม่ใช่รายการ นับด้วย length ไม่ได้"),
    (r"[Cc]annot specify ','|format code|format string", lambda found: "comma ใช้กับตัวเลขเท่านั้น"),
    (r"Exceeds the limit", lambda found: "ตัวเลขยาวเกินไป"),
    (r"unhashable", lambda found: "ใช้รายการเป็นชื่อไม่ได้"),
    (r"is not safely callable", lambda found: "สิ่งนี้ตามด้วยวงเล็บไม่ได้"),
    (r"access to attribute '(\w+)'", lambda found: f"ไม่ให้ใช้ .{found[1]}"),
    (r"No (filter|test) named '([^']*)'", lambda found: f"ไม่มี {found[2]}"),
)
