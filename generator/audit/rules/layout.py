"""Rules on the page and its formatting. Real offices deviate, so these warn; an office's profile sets the measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...thai import MONTHS
from ...word.document import BODY, BOX, Paragraph, Picture
from ...word.pictures import natural_ratio
from ..exam import Exam, is_name, is_rank_line, signs
from ..find.blanks import waits_in
from ..find.kinds import OFFICIAL, UNIT, URGENT, WITH_EMBLEM
from ..rule import WARNING, Hit, rule, whole

TYPING = "คำอธิบายการพิมพ์หนังสือราชการภาษาไทย (นร 0106/ว 2019, 2553)"
_THAI = re.compile("[ก-๛]")
FULL_LINE = 66  # letters from which a paragraph surely is running text


@rule("L01", WARNING, "{side} {found_cm} ซม. ควรเป็น {should_cm} ซม.", "The left or right margin is not the office's.",
      TYPING, "กั้นหน้า 2.54 ซม.", "กั้นหน้า 3 ซม. กั้นหลัง 2 ซม.")  # fmt: skip
def margins(exam: Exam) -> Iterator[Hit]:
    due = exam.measures
    for n, section in enumerate(exam.paper.sections):
        sides = (("กั้นหน้า", section.left, due.left), ("กั้นหลัง", section.right, due.right))
        for side, found, should in sides if not section.landscape else ():
            if abs(found - should) > exam.settings.tolerance:
                facts = {"side": side, "found_cm": f"{found:.2f}", "should_cm": f"{should:g}"}
                yield Hit(exam.first_of(n), should=f"{should:g} ซม.", key=f"{side} {found:.2f}", facts=facts)


@rule("L02", WARNING, "กระดาษ {found_cm} ซม. ไม่ใช่ A4", "The page is not A4; Word's own default is Letter.",
      "ระเบียบสารบรรณ ข้อ 74", "21.59 x 27.94 ซม.", "21 x 29.7 ซม.")  # fmt: skip
def page_size(exam: Exam) -> Iterator[Hit]:
    due = sorted((exam.measures.width, exam.measures.height))
    for n, section in enumerate(exam.paper.sections):
        sides = zip(sorted((section.width, section.height)), due, strict=True)
        if not section.is_envelope and any(abs(a - b) > 0.1 for a, b in sides):
            size = f"{section.width:.2f} x {section.height:.2f}"
            should = f"{due[0]:g} x {due[1]:g} ซม."
            yield Hit(exam.first_of(n), should=should, key=size, facts={"found_cm": size})


@rule("L03", WARNING, "ตัวอักษรไทยใช้ฟอนต์ {font}",
      "Thai letters are in a font that the office does not use; they take the complex-script slot (w:cs), which "
      "programs that know only Latin letters leave out.",
      TYPING, "Cordia New", "TH SarabunPSK")  # fmt: skip
def fonts(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.all:
        for span in p.spans:
            if (
                span.node is not None
                and _THAI.search(p.text[span.start : span.end])
                and span.letters.font not in exam.measures.fonts
            ):
                yield Hit(p, span.start, span.end, exam.measures.fonts[0], key=span.letters.font,
                          facts={"font": span.letters.font})  # fmt: skip


@rule("L77", WARNING, "ใช้ฟอนต์ {font} ปนกับ {main}",
      "Two fonts of the family in one paper: TH SarabunPSK and New have lines of different height.", TYPING,
      "TH SarabunPSK ปนกับ TH Sarabun New", "ฟอนต์เดียวทั้งฉบับ")  # fmt: skip
def mixed_fonts(exam: Exam) -> Iterator[Hit]:
    used: dict[str, list[Hit]] = {}
    fonts_ = {span.letters.font for p in exam.paper.all for span in p.spans}
    for p in exam.paper.all if len(fonts_.intersection(exam.measures.fonts)) > 1 else ():
        for span in p.spans:
            font = span.letters.font
            if span.node is not None and font in exam.measures.fonts and _THAI.search(p.text[span.start : span.end]):
                used.setdefault(font, []).append(Hit(p, span.start, span.end))
    if len(used) > 1:
        main = max(used, key=lambda font: sum(hit.end - hit.start for hit in used[font]))
        for font, hits in used.items():
            for hit in hits if font != main else ():
                yield Hit(hit.paragraph, hit.start, hit.end, main, key=font, facts={"font": font, "main": main})


@rule("L04", WARNING, "ตัวอักษรขนาด {size} พอยท์", "Text is not of the office's size (tables may be 14).", TYPING,
      "14 พอยท์", "16 พอยท์", kinds=OFFICIAL)  # fmt: skip
def sizes(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.words:
        least = exam.measures.size - 2 if p.cell and exam.paper.kind != "memo" else exam.measures.size
        for span in p.spans:
            size, text = span.letters.size, p.text[span.start : span.end]
            if _THAI.search(text) and not least <= size <= exam.measures.size and not _larger_by_rule(exam, p, size):
                yield Hit(
                    p,
                    span.start,
                    span.end,
                    f"{exam.measures.size:g} พอยท์",
                    key=f"{size:g}",
                    facts={"size": f"{size:g}"},
                )


WORDS_OWN = (8, 10, 14)  # pt after a paragraph: Word since 2013, Word 2007, HTML; other spaces someone has chosen


@rule("L05", WARNING, "ระยะบรรทัดหรือย่อหน้า {why} ไม่ใช่หนึ่งเท่า",
      "Word's own spacing was left in: 8 or 10 pt after each paragraph, lines of 1.08 or 1.15; official papers "
      "are single.",
      TYPING, "หลังย่อหน้า 8 พอยท์ บรรทัด 1.08", "หลังย่อหน้า 0 บรรทัดเดี่ยว")  # fmt: skip
def word_defaults(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.words:
        layout = p.layout
        loose = layout.rule == "auto" and layout.line > 1.04
        after = any(abs(layout.after - own) <= 0.5 for own in WORDS_OWN)
        if p.story == BODY and p.cell is None and (after or loose):
            why = " ".join([*([f"หลังย่อหน้า {layout.after:g} พอยท์"] if after else []),
                            *([f"บรรทัด {layout.line:.2f}"] if loose else [])])  # fmt: skip
            yield whole(p, "หลังย่อหน้า 0 พอยท์ ระยะบรรทัดหนึ่งเท่า", key=why, why=why)


@rule("L06", WARNING, "ตราครุฑ: {why}", "The emblem is missing, or not as high as the paper's kind wants.",
      "ระเบียบสารบรรณ ข้อ 71, 75, 76", "ครุฑสูง 2.5 ซม.", "ครุฑสูง 3 ซม. (บันทึกข้อความ 1.5 ซม.)",
      kinds=WITH_EMBLEM)  # fmt: skip
def emblem(exam: Exam) -> Iterator[Hit]:
    found, due = _emblem(exam), exam.measures.emblem
    if found is None:
        yield Hit(
            exam.paper.words[0] if exam.paper.words else None, should=f"ครุฑสูง {due:g} ซม.", facts={"why": "ไม่มีตราครุฑ"}
        )
    elif abs(found[1].height - due) > exam.settings.tolerance and not _other_kind(exam, found[1]):
        why = f"ตราครุฑสูง {found[1].height:.2f} ซม. ควรสูง {due:g} ซม."
        yield Hit(found[0], should=f"{due:g} ซม.", facts={"why": why})


@rule("L82", WARNING, "ตราครุฑถูกยืดหรือบีบ (กว้าง {width} สูง {height} ซม.)",
      "The emblem is stretched: its shape is not that of the picture.", "ระเบียบสารบรรณ ข้อ 71",
      "กว้าง 3.2 สูง 3 ซม.", "กว้าง 2.75 สูง 3 ซม.", kinds=WITH_EMBLEM)  # fmt: skip
def stretched(exam: Exam) -> Iterator[Hit]:
    found = _emblem(exam)
    data = exam.paper.parts.get(found[1].target) if found else None
    natural = natural_ratio(data) if data else 0.0
    if found and natural and found[1].height and not found[1].cropped:
        shown = found[1].width / found[1].height
        if abs(shown / natural - 1) > 0.02:
            facts = {"width": f"{found[1].width:.2f}", "height": f"{found[1].height:.2f}"}
            yield Hit(found[0], should=f"กว้าง {found[1].height * natural:.2f} ซม.", facts=facts)


@rule("L07", WARNING, "ตราครุฑผิดขนาด: {why}", "A memo with the large emblem, or another paper with the small one.",
      "ระเบียบสารบรรณ ข้อ 75-76", "บันทึกข้อความใช้ครุฑ 3 ซม.", "บันทึกข้อความใช้ครุฑ 1.5 ซม.", kinds=WITH_EMBLEM)  # fmt: skip
def emblem_of_other_kind(exam: Exam) -> Iterator[Hit]:
    found = _emblem(exam)
    if found and _other_kind(exam, found[1]):
        due = exam.measures.emblem
        why = f"ใช้ตราครุฑสูง {found[1].height:.1f} ซม. เอกสารชนิดนี้ใช้ {due:g} ซม."
        yield Hit(found[0], should=f"{due:g} ซม.", facts={"why": why})


LABELLED = re.compile(r"[^\t]{0,15}\t")  # a note that hangs on its word: หมายเหตุ; a further one has the tab alone


@rule("L08", WARNING, "ย่อหน้าเข้ามา {first} ซม.{how}", "The first line of running text is not indented by 2.5 cm.",
      TYPING, "ย่อหน้า 1.27 ซม.", "ย่อหน้า 2.5 ซม.",
      kinds=("order", "announcement", "letter", "memo", "stamped", "certificate"))  # fmt: skip
def indents(exam: Exam) -> Iterator[Hit]:
    for p in running(exam):
        typed = re.match(r"[ \xa0]{2,}", p.text)
        first = _first_line(exam, p)
        if typed or abs(first - exam.measures.first) > max(exam.settings.tolerance, 0.1):
            how = " ด้วยการเคาะวรรค" if typed else ""
            yield Hit(p, 0, min(len(p.text), 20), f"{exam.measures.first:g} ซม.", key=f"{first:.1f}{how}",
                      facts={"first": f"{first:.2f}", "how": how})  # fmt: skip


# How the parts of a paper begin; other long lines may be items, addresses, lines that a typist has broken by hand.
_PART = re.compile(
    r"(?:ด้วย|เนื่อง(?:ด้วย|จาก|ใน)|ตาม(?!ลำดับ)|อนุสนธิ|อาศัยอำนาจ|เพื่อ|จึง|ทั้งนี้|ใน(?:การ|ปี|ภาค)|บัดนี้|อนึ่ง|สำนักงาน|โรงเรียน|กลุ่ม|เทศบาล|องค์การ|"
    r"มหาวิทยาลัย|คณะ|ข้าพเจ้า|หนังสือฉบับนี้|โดยที่|พร้อมนี้|ดังนั้น|ขอให้|ให้)"
)


def running(exam: Exam) -> Iterator[Paragraph]:
    """The paragraphs whose first line surely is a first line: they begin as the parts of a paper do, between the head
    and the signature."""
    begin = exam.receiver or exam.subject or exam.number_line
    for p in exam.prose:
        within = p not in exam.back and not p.label and not (begin and exam.front.index(p) < exam.front.index(begin))
        words = p.flat.strip()
        width = p.width - (len(p.flat) - len(words))
        part = _PART.match(words) or width >= 2 * FULL_LINE
        if within and part and width >= FULL_LINE and not _hangs(p) and not exam.unfilled and not waits_in(p):
            yield p


@rule("L09", WARNING, "จัดตำแหน่งด้วยการเคาะ: {why}",
      "Spaces, tabs in a row or typed dots do the work of indents, tab stops and leaders.",
      TYPING, "เรื่อง          ขอ…", "เรื่อง  ขอ…")  # fmt: skip
def typed_alignment(exam: Exam) -> Iterator[Hit]:
    for p in exam.paper.body:
        for match in re.finditer(r" {4,}", p.text) if "    " in p.text else ():
            to_fill = p.text[match.start() - 1 : match.start()] == "(" and p.text[match.end() : match.end() + 1] == ")"
            to_fill = to_fill or _to_come(p.text, match) or bool(_TICKED.search(p.text))
            if match.end() < len(p.text) and not to_fill:  # "(    )" is ticked or signed by hand
                yield Hit(p, match.start(), match.end(), "ใช้แท็บหรือการเยื้อง", facts={"why": "เคาะวรรคหลายครั้งเพื่อจัดตำแหน่ง"})
        for match in re.finditer(r"(?<!\t)\t{3,}(?=[^\t])", p.text) if "\t\t\t" in p.text and not _led(p) else ():
            yield Hit(p, match.start(), match.end(), "ตั้งแท็บหรือการเยื้องหนึ่งครั้ง", facts={"why": "กดแท็บหลายครั้งเพื่อจัดตำแหน่ง"})
        leader = "...." in p.text or "……" in p.text
        dots = re.search(r"(?<=[ก-๙])\s*(?:\.{4,}|…{2,})\s*[\d๐-๙]*\s*$", p.text) if leader else None
        if dots and re.search(r"[\d๐-๙]\s*$", p.text):
            yield Hit(p, dots.start(), dots.end(), "แท็บที่มีเส้นประนำ", facts={"why": "พิมพ์จุดแทนเส้นประ"})


_TICKED = re.compile(r"\([ \xa0]*\)|[□☐☑☒❑▢✓]")  # choices that stand side by side


def _to_come(text: str, gap: re.Match[str]) -> bool:
    """Whether a gap is the room for a day that is still to come."""
    return text[: gap.start()].endswith("วันที่") and text[gap.end() :].startswith(MONTHS)


def _led(p: Paragraph) -> bool:
    """Whether its tabs draw a line: to tab stops with leaders, or underlined."""
    stops = [stop for stop in p.layout.tabs if stop[2] != "none"]
    return bool(stops) or any(span.letters.underline for span in p.spans if "\t" in p.text[span.start : span.end])


@rule("L87", WARNING, "เส้นใต้หัวเรื่องพิมพ์ด้วยเครื่องหมาย {found}",
      "The rule under a heading is a row of hyphens, stars or dots that was typed; it is drawn as a border.",
      TYPING, "-----------", "เส้นขอบของย่อหน้า", kinds=OFFICIAL)  # fmt: skip
def typed_rule(exam: Exam) -> Iterator[Hit]:
    if exam.unfilled:
        return
    for before, p in pairwise(exam.head):
        if re.fullmatch(r"[-–—_*=~.…•+\s]{5,}", p.text.strip()) and (
            before.centred or before in (exam.subject, exam.number_line)
        ):
            yield Hit(p, 0, len(p.text), "ใช้เส้นขอบ", key="rule", facts={"found": p.text.strip()[:12]})


@rule("L10", WARNING, "บรรทัดว่าง {count} บรรทัดติดกัน",
      "Empty paragraphs make space; only the gap for the signature (three lines) is made of them.", TYPING,
      "เคาะ Enter สามครั้ง", "ระยะก่อนย่อหน้า")  # fmt: skip
def empty_lines(exam: Exam) -> Iterator[Hit]:
    run: list[Paragraph] = []
    for p in [*exam.paper.body, None]:
        if (
            p is not None
            and p.blank
            and "\t" not in p.text  # a leader: a line to write on
            and p.story == BODY
            and p.cell is None
            and not p.ends_section
            and not p.page_break
            and not p.layout.borders
        ):
            run.append(p)
            continue
        if run and len(run) > _allowed(exam, run, p):
            yield Hit(run[0], should="ใช้ระยะก่อนย่อหน้า", facts={"count": len(run)})
        run = []


@rule("L11", WARNING, "ตัดบรรทัดเอง: {why}",
      "A manual line break or hyphen in running text: it stays when the text moves.", TYPING, "ผู้อำนวย-⏎การ",
      "ผู้อำนวยการ")  # fmt: skip
def manual_breaks(exam: Exam) -> Iterator[Hit]:
    broken = (p for p in exam.paper.outside if "\n" in p.text and p.width >= 60 and not p.centred)
    for p in broken:
        for match in re.finditer(r"(?<=\S)-?[ \xa0]?\n(?=\S)", p.text):
            why = "ขีดแบ่งคำท้ายบรรทัด" if match[0].startswith("-") else "ขึ้นบรรทัดใหม่กลางย่อหน้า (Shift+Enter)"
            yield Hit(p, match.start(), match.end(), "ให้ Word ตัดบรรทัดเอง", facts={"why": why})


@rule("L16", WARNING, "หัวบันทึกข้อความ: {why}",
      "A memo's head has dotted lines after its labels, and no solid rule below it.",
      "ระเบียบสารบรรณ แบบที่ 29; " + TYPING, "เส้นทึบใต้หัว", "จุดไข่ปลาหลัง ส่วนราชการ ที่ เรื่อง", kinds=("memo",))  # fmt: skip
def memo_head(exam: Exam) -> Iterator[Hit]:
    if exam.unfilled:
        return
    end = exam.head.index(exam.receiver) if exam.receiver else len(exam.head)
    for p in exam.head[:end]:
        if re.match(rf"\s*(?:{UNIT}|ที่|เรื่อง)(?:\s|$)", p.flat) and not _dotted(p):
            yield Hit(
                p, 0, min(12, len(p.text)), "เส้นประ (แท็บ) ถึงกั้นหลัง", key="dots", facts={"why": "ไม่มีจุดไข่ปลาหลังหัวข้อ"}
            )
    for p in exam.paper.lines[:14]:
        solid = dict(p.layout.borders).get("bottom") in ("single", "thick", "double")
        if solid or re.fullmatch(r"[_─━—-]{10,}", p.text.strip()):
            yield Hit(p, 0, len(p.text), "ไม่มีเส้น", facts={"why": "มีเส้นทึบใต้หัวบันทึกข้อความ"})


# --- what the rules share


def _larger_by_rule(exam: Exam, p: Paragraph, size: float) -> bool:
    """A memo's title (29) and labels (20), and the classes of speed and secrecy (32 and more)."""
    plain = p.flat.strip()
    speed = re.match(URGENT, plain) and size >= 30
    title = exam.paper.kind == "memo" and p in exam.head and plain.endswith("บันทึกข้อความ")
    labels = ("ส่วนราชการ", "ส่วนงาน", "หน่วยงาน", "ที่", "วันที่", "เรื่อง", "เรียน")
    return bool(speed) or title or (exam.paper.kind == "memo" and p in exam.head and plain.startswith(labels))


def _emblem(exam: Exam) -> tuple[Paragraph, Picture] | None:
    """The picture at the top of the first page that can be the emblem."""
    upper = exam.paper.lines[:10]
    drawn = [
        (p, picture)
        for p, picture in exam.paper.pictures
        if p in upper or p.story == "header" or ((p.cell or p.story == BOX) and p.number < 6)
    ]
    shaped = [(p, picture) for p, picture in drawn if picture.like_emblem]
    return next((found for found in shaped if "ครุฑ" in found[1].name), shaped[0] if shaped else None)


def _other_kind(exam: Exam, picture: Picture) -> bool:
    return any(abs(picture.height - other) <= 0.2 for other in exam.measures.others)


def _hangs(p: Paragraph) -> bool:
    return bool(LABELLED.match(p.text)) and (p.layout.first < 0 or p.text[:1] != "\t")


def _first_line(exam: Exam, p: Paragraph) -> float:
    """Where the first letter stands, cm from the margin: the indent, and the tab stops that leading tabs reach."""
    at = p.layout.left + p.layout.first
    stops = [stop for stop, _, _ in p.layout.tabs]
    for _ in range(len(p.text) - len(p.text.lstrip("\t"))):
        at = next(
            (stop for stop in stops if stop > at + 0.05), (int((at + 0.05) / exam.paper.tab) + 1) * exam.paper.tab
        )
    return at


def _allowed(exam: Exam, run: list[Paragraph], after: Paragraph | None) -> int:
    """How many empty lines may stand before a paragraph: the room for a signature, or one."""
    if after is None:
        return 1
    name = (
        after in (exam.name, exam.rank)
        or is_rank_line(after)
        or re.match(r"\s*(?:\((?!\d)|ลงชื่อ)", after.flat)
        or after in exam.position
    )
    name = name or (after.centred and is_name(after)) or signs(after.cell)  # the author under a foreword
    contact = (
        exam.paper.kind in ("letter", "stamped") and after in exam.after(exam.name) and len(after.flat.strip()) < 60
    )
    if exam.paper.kind == "stamped" and len(after.flat.strip()) < 60:
        return 7  # room for the stamp, 4.5 cm (แบบที่ 27)
    return 4 if name or contact else 1


def _dotted(p: Paragraph) -> bool:
    if re.search(r"[.…]{4,}", p.text):  # typed, which L09 may tell
        return True
    leader = (
        any(lead in ("dot", "middleDot", "underscore", "hyphen") for _, _, lead in p.layout.tabs) and "\t" in p.text
    )
    underlined = any("dot" in span.letters.underline for span in p.spans)
    return leader or underlined or dict(p.layout.borders).get("bottom", "") in ("dotted", "dashed", "dotDash")
