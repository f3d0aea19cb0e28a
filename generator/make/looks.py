"""What a clerk changed in the looks of a paper: letters, paragraphs, pages, pictures, fields and the file's properties.

In: a paper as it was made and as it is now. Out: a `Change` for each paragraph or page whose text stayed and whose
looks did not. What a save alone changes is seen through: looks are worked out from styles and direct formatting
together, and lengths are compared as an eye would.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from ..paper.changes import Change, aligned
from ..paper.text import paragraphs, squeezed, text_of
from ..word import opc
from ..word.document import NOTE, Paragraph
from ..word.formats import Formats, read_formats
from ..word.grid import GONE
from ..word.xml import Element, local, number, parse, value, w

LETTERS = {
    "font": "แบบอักษร", "size": "ขนาดอักษร", "bold": "ตัวหนา", "italic": "ตัวเอน", "u": "ขีดเส้นใต้", "strike": "ขีดฆ่า",
    "vanish": "ซ่อนข้อความ", "color": "สีอักษร", "highlight": "สีเน้น", "vertAlign": "ตัวยกหรือตัวห้อย",
}  # fmt: skip
PARAGRAPH = {
    "align": "การจัดแนว", "left": "เยื้องซ้าย", "right": "เยื้องขวา", "first": "เยื้องบรรทัดแรก", "before": "ระยะก่อนย่อหน้า",
    "after": "ระยะหลังย่อหน้า", "line": "ระยะบรรทัด", "pageBreakBefore": "ขึ้นหน้าใหม่",
}  # fmt: skip
NEW_PAGE = "pageBreakBefore"
OBJECTS = {
    "drawing": "รูปภาพ", "pict": "รูปภาพ", "object": "วัตถุ", "sym": "สัญลักษณ์", "oMath": "สมการ",
    "footnoteReference": "เชิงอรรถ", "endnoteReference": "เชิงอรรถ", "commentReference": "ข้อคิดเห็น",
}  # fmt: skip
PAGE = {"pgSz": ("w", "h"), "pgMar": ("top", "right", "bottom", "left"), "cols": ("num",)}
PAGES = {"pgSz": "ขนาดหรือแนวกระดาษ", "pgMar": "ขอบกระดาษ", "cols": "คอลัมน์"}
PROPERTIES = {
    "title": "ชื่อเรื่อง", "subject": "หัวเรื่อง", "creator": "ผู้เขียน", "keywords": "คำสำคัญ", "description": "ข้อคิดเห็น",
    "category": "ประเภท", "contentStatus": "สถานะ",
}  # fmt: skip
UNSEEN = {"Fallback", *GONE}  # copies for older programs, and what was taken out
SILENT = {"off", "none", "auto", "baseline", "000000"}  # ways to say nothing
SPREAD = ("thaiDistribute", "distribute")  # LibreOffice 7.4 saves both as left
NEAR = 0.15  # of a length in cm or in points of text: less is a program's rounding
SHORT = 30  # characters of a text that show where


@dataclass(frozen=True)
class Seen:
    """A paragraph as it looks: its text, where it stands, its format, and each letter's."""

    text: str
    where: str
    format: Mapping[str, str]
    letters: Sequence[tuple[str, Mapping[str, str]]]
    objects: Counter[str]


def look_changes(made: bytes, now: bytes) -> list[Change]:
    """What looks otherwise where the text is the same. Raises: ValueError for a damaged file."""
    old, new = opc.read(made), opc.read(now)
    return [
        *_paragraphs(old, new),
        *(Change("หน้ากระดาษ", "", "", look=PAGES[kind]) for kind in _differing(_pages(old), _pages(new))),
        *_pictures(old, new),
        *(Change("คุณสมบัติไฟล์", "", "", look=PROPERTIES[key]) for key in _differing(_said(old), _said(new))),
    ]


def _paragraphs(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[Change]:
    lost = b"LibreOffice" in new.get("docProps/app.xml", b"")
    before, after = (list(_seen(parts, lost=lost)) for parts in (old, new))
    gone, come = Counter[str](), Counter[str]()
    for i, j in aligned([one.text for one in before], [one.text for one in after]):
        was, now = (None if i is None else before[i]), (None if j is None else after[j])
        if was and now and squeezed(was.text) == squeezed(now.text):
            if differs := _compared(was, now):
                text = f'"{now.text.strip()[:SHORT]}"' if now.text.strip() else ""
                yield Change(now.where, "", text, look=", ".join(differs))
        elif was or now:
            gone += was.objects if was else Counter()
            come += now.objects if now else Counter()
    for name in sorted((gone - come) | (come - gone)):
        yield Change("เอกสาร", "", "", look=f"{name} {gone[name]} → {come[name]}")


def _compared(was: Seen, now: Seen) -> list[str]:
    """What differs between two paragraphs of one text."""
    found = [PARAGRAPH[key] for key in PARAGRAPH if was.text.strip() and not _near(was.format, now.format, key)]
    keys: dict[str, None] = {}
    for (a, old), (b, new) in zip(_black(was.letters), _black(now.letters), strict=False):
        if a != b:
            break
        if old is not new:
            keys |= dict.fromkeys(key for key in LETTERS if not _near(old, new, key))
    found += [LETTERS[key] for key in LETTERS if key in keys]
    changed = (was.objects - now.objects) | (now.objects - was.objects)
    return [*found, *sorted(changed)]


def _black(letters: Sequence[tuple[str, Mapping[str, str]]]) -> Iterator[tuple[str, Mapping[str, str]]]:
    return ((letter, look) for text, look in letters for letter in text if not letter.isspace())


def _near(old: Mapping[str, str], new: Mapping[str, str], key: str) -> bool:
    a, b = old.get(key, ""), new.get(key, "")
    if a == b or {a or "off", b or "off"} <= SILENT:
        return True
    lengths = [re.fullmatch(r"(-?[\d.]+)(cm|pt)", said or "0cm") for said in (a, b)]
    if not all(lengths):
        return a.lower() == b.lower()
    sizes = [float(found[1]) * (1 if found[2] == "cm" else 0.3) for found in lengths if found]
    return abs(sizes[0] - sizes[1]) < NEAR


def _seen(parts: Mapping[str, bytes], *, lost: bool) -> Iterator[Seen]:
    """The paragraphs of body, headers and footers; what runs that say the same look like is worked out once.

    `lost`: a program saved the paper that does not know Thai distribution.
    """
    formats = read_formats(parts.get("word/styles.xml"))
    known: dict[tuple[str, bytes], Mapping[str, str]] = {}
    part, on_new_page = "", False
    for paragraph in paragraphs(parts):
        if paragraph.story == NOTE:
            continue
        if paragraph.part != part:
            part, on_new_page = paragraph.part, False
        properties = paragraph.element.find(w("pPr"))
        style = value(properties, "pStyle") or formats.styles.normal
        format = formats.paragraph(style, properties)
        if lost and format.get("align") in SPREAD:
            format["align"] = "left"
        text = text_of(paragraph)
        before, amid, after = _page_breaks(paragraph.element)
        on_new_page |= before or format.get(NEW_PAGE) == "on"
        format[NEW_PAGE] = "on" if on_new_page and text.strip() else ""
        on_new_page = after or (on_new_page and not text.strip())
        letters = [(text, _look(node, style, formats, known)) for node, text in _texts(paragraph)]
        objects = _objects(paragraph.element) + Counter({PARAGRAPH[NEW_PAGE]: amid})
        yield Seen(text, paragraph.place, format, letters, objects)


def _page_breaks(paragraph: Element) -> tuple[bool, int, bool]:
    """Whether its words begin on a new page, how many of its breaks stand amid them, and whether one follows them.

    Programs say the same with a property of the paragraph, and with a break before its words or after those above.
    """
    marks = []
    for node in paragraph.iter(w("t"), w("br")):
        if any(local(up) in UNSEEN for up in node.iterancestors()):
            continue
        if local(node) == "t":
            marks += ["text"] if (node.text or "").strip() else []
        elif node.get(w("type")) == "page":
            marks.append("break")
    said = [n for n, mark in enumerate(marks) if mark == "text"]
    if not said:
        return False, 0, bool(marks)
    amid = marks[said[0] : said[-1]].count("break")
    return "break" in marks[: said[0]], amid, "break" in marks[said[-1] :]


def _texts(paragraph: Paragraph) -> Iterator[tuple[Element, str]]:
    """The w:t of a paragraph with what they say."""
    return ((span.node, span.node.text or "") for span in paragraph.spans if span.node is not None)


def _look(
    node: Element, style: str, formats: Formats, known: dict[tuple[str, bytes], Mapping[str, str]]
) -> Mapping[str, str]:
    run = node.getparent()
    direct = run.find(w("rPr")) if run is not None else None
    key = style, b"" if direct is None else etree.tostring(direct)
    if key not in known:
        found = formats.run(style, value(direct, "rStyle"), direct)
        known[key] = {name: said for name, said in found.items() if name in LETTERS}
    return known[key]


def _objects(paragraph: Element) -> Counter[str]:
    found: Counter[str] = Counter()
    codes = []
    for node in paragraph.iter():
        name = local(node)
        if not name or any(local(up) in UNSEEN for up in node.iterancestors()):
            continue
        if name in OBJECTS:
            found[OBJECTS[name]] += 1
        elif name == "fldSimple":
            codes.append(node.get(w("instr")) or "")
        elif name == "instrText":
            codes.append(node.text or "")
    found["ช่องคำนวณ (field)"] += sum(1 for code in codes if code.strip())
    return +found


def _pages(parts: Mapping[str, bytes]) -> dict[str, list[tuple[float, ...]]]:
    """Of each section, the measures of its pages in cm."""
    root = parse(parts["word/document.xml"])
    sections = list(root.iter(w("sectPr")))
    return {
        kind: [
            tuple(round(number(found.get(w(key))) / 567, 1) for key in keys)
            for section in sections
            if (found := section.find(w(kind))) is not None
        ]
        for kind, keys in PAGE.items()
        if kind != "cols" or any(number(found.get(w("num"))) > 1 for found in root.iter(w("cols")))
    }


def _pictures(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[Change]:
    """Pictures that are others, by their bytes, where there are as many as before."""
    before, after = _media(old), _media(new)
    if len(before) == len(after) and before != after:
        yield Change("เอกสาร", "", "", look="รูปภาพเปลี่ยนเป็นรูปอื่น")


def _media(parts: Mapping[str, bytes]) -> Counter[str]:
    names = (name for name in parts if name.startswith("word/media/"))
    return Counter(hashlib.sha256(parts[name]).hexdigest() for name in names)


def _said(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The properties of the file that a person fills in."""
    if "docProps/core.xml" not in parts:
        return {}
    root = parse(parts["docProps/core.xml"])
    said = {local(node): (node.text or "").strip() for node in root}
    return {key: said[key] for key in PROPERTIES if said.get(key)}


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]
