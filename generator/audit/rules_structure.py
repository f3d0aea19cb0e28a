"""Rules on the elements of each kind of paper: what must be there, in which order, and what must not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .kinds import MEMO, OFFICIAL, SIGNED, URGENT
from .look import DATED, Look
from .paper import Paragraph
from .persons import find_persons
from .rule import ERROR, INFO, WARNING, Hit, rule, whole

RULES_OF = "ระเบียบสารบรรณ ข้อ 11-25"
_DATE = r"\d{0,2}\s*(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)[ก-๙]*\s+(?:พ\.ศ\.\s*)?\d{4}"

# The elements in their order: what a clerk calls them, and how their paragraph begins. Those with rules of their own
# (date, closing, signature) are not here.
ELEMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "order": (("หัวเรื่อง คำสั่ง…", r"คำสั่ง(?!นี้|ใด)"), ("ที่", r"(?:เลข)?ที่(?:\s|\d)"), ("เรื่อง", r"เรื่อง(?!ที่)")),
    "announcement": (("หัวเรื่อง ประกาศ…", r"ประกาศ(?!\s?ณ)"), ("เรื่อง", r"เรื่อง(?!ที่)")),
    "letter": (("ที่", r"ที่(?:\s|\d)"), ("วัน เดือน ปี", rf"(?:วันที่\s*)?{_DATE}\s*$|.*\t\s*{_DATE}\s*$"),
               ("เรื่อง", r"เรื่อง(?!ที่)"), ("คำขึ้นต้น (เรียน)", r"(?:กราบ)?เรียน\s|นมัสการ\s|ขอประทานกราบทูล")),
    "memo": (("บันทึกข้อความ", MEMO),
             ("ส่วนราชการ", r"ส่วนราชการ"), ("ที่", r"ที่(?:\s|$)"), ("วันที่", r"(?:.*[\s\t])?วันที่"),
             ("เรื่อง", r"เรื่อง(?!ที่)"), ("เรียน", r"(?:กราบ)?เรียน\s")),
    "stamped": (("ที่", r"ที่(?:\s|\d)"), ("ถึง", r"ถึง\s"), ("วัน เดือน ปี", rf"(?:วันที่\s*)?{_DATE}\s*$")),
    "certificate": (("เลขที่", r"(?:เลข)?ที่\s*\d?"), ("ข้อความรับรอง", r".*(?:หนังสือฉบับนี้ให้ไว้เพื่อรับรอง|ขอรับรองว่า|รับรองว่า)")),
    "minutes": (("รายงานการประชุม", r"รายงานการประชุม"), ("ครั้งที่", r".*ครั้งที่\s*\d"),
                ("ผู้มาประชุม", r"ผู้(?:เข้า)?มาประชุม|ผู้เข้าประชุม"), ("เริ่มประชุมเวลา", r"เริ่มประชุม"),
                ("เลิกประชุมเวลา", r"(?:เลิก|ปิด)ประชุม"), ("ผู้จดรายงานการประชุม", r".*ผู้(?:จด|บันทึก)(?:รายงาน)?")),
}  # fmt: skip
PAIRS = (
    ("กราบเรียน", r"ขอแสดงความนับถืออย่างยิ่ง\s*$", "ขอแสดงความนับถืออย่างยิ่ง"),
    ("เรียน", r"ขอแสดงความนับถือ\s*$", "ขอแสดงความนับถือ"),
    ("นมัสการ", r"ขอ(?:กราบ)?นมัสการ(?:ด้วยความเคารพ)?", "ขอนมัสการด้วยความเคารพ"),
)
_CLOSING = re.compile(r"\s*(?:ขอแสดงความนับถือ|ขอนมัสการ|ด้วยความเคารพ)")
_PHONE = re.compile(r"\s*(?:โทร\.?|โทรศัพท์|โทรสาร)\s*[\d๐-๙(:]")
_REASON = re.compile(r"\s*(?:ด้วย|เนื่องด้วย|เนื่องจาก|ตามที่|ตาม|เพื่อ|อาศัยอำนาจ|อนุสนธิ|โดยที่|ในการ)|.*อาศัยอำนาจ")

_CODE = re.compile(r"[ก-ฮ]{2}\s?\d+$")  # before the place that is held in ศธ 04xxx, as the office's own settings say
_MAY_BE_LEFT = re.compile(r"[{«\[xX#?A-Z]|คลิก|ข้อผิด")
# What templates, forms and programs leave: tags, merge fields, errors of fields, words to be replaced.
_LEFT = re.compile(
    "|".join((
        r"\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|«[^»]{1,40}»|MERGEFIELD|\[[^\]\d]{2,40}\]",
        r"Error! [A-Z]\w+[^.]*\.?|ข้อผิดพลาด!|#(?:REF|N/A|VALUE|NAME)[!?]?",
        r"(?<![A-Za-z])[xX]{3,}(?![A-Za-z])|(?<=[\d/ ])[xX]{2,}(?![A-Za-z])|\?{3,}|TODO|Lorem ipsum",
        r"คลิกหรือแตะ(?:ที่นี่)?เพื่อ\S*|Click or tap\b.*",
    ))
)  # fmt: skip


@rule("S18", ERROR, "ส่วนประกอบ: {why}",
      "An element that the kind of paper must have is missing, or stands out of order.", RULES_OF, "ไม่มี เรื่อง",
      "ที่ · เรื่อง · ข้อความ · สั่ง ณ วันที่", kinds=OFFICIAL)  # fmt: skip
def elements(look: Look) -> Iterator[Hit]:
    last, last_name, place = -1, "", look.front[0] if look.front else None
    for name, pattern in ELEMENTS.get(look.paper.kind, ()):
        at = next((n for n, p in enumerate(look.front) if re.match(rf"\s*(?:{pattern})", p.flat)), None)
        if at is None and name == "วัน เดือน ปี" and any("\u00a0" * 6 in p.text for p in look.paper.lines):
            continue  # the gap that a draft leaves for the date
        if at is None:
            yield Hit(place, should=f"เพิ่ม {name}", facts={"why": f"ไม่มี {name}"})
        elif at < last:
            yield whole(look.front[at], f"อยู่หลัง {last_name}", why=f"{name} อยู่ก่อน {last_name}")
        else:
            last, last_name, place = at, name, look.front[at]


@rule("S19", ERROR, "บันทึกข้อความไม่มีคำลงท้าย {found}", "A memo has no complimentary close.", "ระเบียบสารบรรณ ข้อ 12",
      "ขอแสดงความนับถือ", "(ไม่มี)", kinds=("memo",))  # fmt: skip
def memo_closing(look: Look) -> Iterator[Hit]:
    if look.closing:
        yield whole(look.closing, "ตัดออก")


@rule("S20", ERROR, "คำลงท้าย: {why}",
      "A letter without a complimentary close, or with one that does not go with its salutation.",
      "ระเบียบสารบรรณ ข้อ 11.9 ภาคผนวก 2", "กราบเรียน … ขอแสดงความนับถือ", "กราบเรียน … ขอแสดงความนับถืออย่างยิ่ง",
      kinds=("letter",))  # fmt: skip
def letter_closing(look: Look) -> Iterator[Hit]:
    if look.closing is None:
        yield Hit(look.front[-1] if look.front else None, should="ขอแสดงความนับถือ", facts={"why": "ไม่มีคำลงท้าย"})
        return
    salutation = look.receiver.flat.strip() if look.receiver else ""
    for begins, closing, should in PAIRS:
        if salutation.startswith(begins):
            if not re.match(rf"\s*{closing}", look.closing.flat):
                yield whole(look.closing, should, why=f"คำลงท้ายไม่คู่กับคำขึ้นต้น {begins}")
            return


@rule("S21", ERROR, "หนังสือประทับตราไม่มี{what}", "A stamped letter has no salutation, no close and no typed name.",
      "ระเบียบสารบรรณ ข้อ 14", "เรียน …", "ถึง …", kinds=("stamped",))  # fmt: skip
def stamped_extras(look: Look) -> Iterator[Hit]:
    for p in look.front:
        text = p.flat.strip()
        what = "คำขึ้นต้น เรียน" if re.match(r"(?:กราบ)?เรียน\s", text) else "คำลงท้าย" if _CLOSING.match(text) else ""
        what = what or ("ชื่อพิมพ์" if re.fullmatch(r"\(.{4,60}\)", text) and list(find_persons(p)) else "")
        if what:
            yield whole(p, "ตัดออก" if "เรียน" not in what else "ถึง", what=what)


@rule("S22", ERROR, "{kind}ไม่มี{what}", "An order or announcement has no salutation, no close and no telephone lines.",
      "ระเบียบสารบรรณ ข้อ 16, 20", "เรียน … ขอแสดงความนับถือ", "(ไม่มี)", kinds=("order", "announcement"))  # fmt: skip
def letter_parts(look: Look) -> Iterator[Hit]:
    kind = {"order": "คำสั่ง", "announcement": "ประกาศ"}[look.paper.kind]
    tail = look.after(look.name)
    for p in look.paper.outside:
        text = p.flat.strip()
        what = "คำขึ้นต้น" if re.match(r"(?:กราบ)?เรียน\s", text) else "คำลงท้าย" if _CLOSING.match(text) else ""
        what = what or ("หมายเลขโทรศัพท์ท้ายเรื่อง" if p in tail and _PHONE.match(p.flat) else "")
        if what:
            yield whole(p, "ตัดออก", what=what, kind=kind)


@rule("S23", ERROR, "ไม่มีบรรทัด {formula}", "The formula of the date is missing: สั่ง, ประกาศ or ให้ไว้ ณ วันที่.",
      "ระเบียบสารบรรณ ข้อ 16.5, 20.4, 24", "ลงวันที่ ๗ มิถุนายน", "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
      kinds=tuple(DATED))  # fmt: skip
def dated(look: Look) -> Iterator[Hit]:
    formula = f"{DATED[look.paper.kind]} ณ วันที่"
    if look.dated is None:
        yield Hit(look.front[-1] if look.front else None, should=formula, facts={"formula": formula})
    elif not look.dated.flat.strip().startswith(DATED[look.paper.kind]):
        yield Hit(look.dated, 0, min(len(look.dated.text), 14), formula, facts={"formula": formula})


@rule("S24", WARNING, "คำสั่งไม่มี{what}", "An order gives its reason or power, and when it takes effect.",
      "ระเบียบสารบรรณ ข้อ 16.4", "จึงแต่งตั้ง… (ไม่บอกเหตุ)", "อาศัยอำนาจตาม… / ทั้งนี้ ตั้งแต่…", kinds=("order",))  # fmt: skip
def order_grounds(look: Look) -> Iterator[Hit]:
    begin = look.subject or look.number_line or look.heading
    text = look.after(begin)[:8] if begin else look.front[2:8]
    if text and not any(_REASON.match(p.flat) for p in text):
        yield Hit(text[0], 0, min(20, len(text[0].text)), "ด้วย… / อาศัยอำนาจตาม…", facts={"what": "เหตุผลหรืออำนาจที่อ้าง"})
    if not any(re.search(r"ทั้งนี้|ตั้งแต่(?:บัดนี้|วันที่|วัน)|มีผลใช้บังคับ", p.flat) for p in look.front):
        yield Hit(look.dated or look.front[-1], should="ทั้งนี้ ตั้งแต่…เป็นต้นไป", facts={"what": "วันที่เริ่มใช้ (ทั้งนี้ ตั้งแต่…)"})


@rule("S25", WARNING, "ภาคเหตุ: {why}",
      "A paragraph that begins ตาม, ตามที่ or อนุสนธิ ends with นั้น; one that begins ด้วย or เนื่องจาก does not.",
      "คำอธิบายของสำนักนายกรัฐมนตรี (ภาคเหตุ)", "ตามที่ … ได้มีคำสั่ง", "ตามที่ … ได้มีคำสั่ง … นั้น", kinds=SIGNED)  # fmt: skip
def reason_words(look: Look) -> Iterator[Hit]:
    for p in look.prose:
        text = p.flat.strip()
        if re.match(r"(?:ตามที่|ตาม(?:หนังสือ|คำสั่ง|คำขอ|ประกาศ|บันทึก|มติ)|อนุสนธิ|ตาม\s)", text):
            if p not in look.back and not re.search(r"นั้น(?:\s|$|\t|,)", text):
                yield whole(p, "ลงท้ายด้วย นั้น", why="ขึ้นต้นด้วย ตาม แต่ไม่มี นั้น")
        elif re.match(r"(?:ด้วย|เนื่องด้วย|เนื่องจาก)", text) and re.search(r"นั้น\s*$", text):
            yield whole(p, "ตัด นั้น ออก", why="ขึ้นต้นด้วย ด้วย หรือ เนื่องจาก แต่ลงท้ายด้วย นั้น")


@rule("S26", WARNING, "ไม่มีภาคสรุป (จึง…)", "A letter or memo ends with what it wants (จึงเรียนมาเพื่อ…).",
      "คำอธิบายของสำนักนายกรัฐมนตรี (ภาคสรุป)", "(จบโดยไม่บอกความประสงค์)", "จึงเรียนมาเพื่อโปรดทราบ",
      kinds=("letter", "memo"))  # fmt: skip
def conclusion(look: Look) -> Iterator[Hit]:
    if not any(p.flat.strip().startswith("จึง") for p in look.front):
        end = look.closing or look.name or (look.front[-1] if look.front else None)
        yield Hit(end, should="จึงเรียนมาเพื่อ…")


@rule("S27", WARNING, "สิ่งที่ส่งมาด้วย: {why}",
      "Enclosures: named and not listed, listed and not named, or without their number of copies; an annex that "
      "the text promises and that is not there.",
      "ระเบียบสารบรรณ ข้อ 11.7", "สิ่งที่ส่งมาด้วย  กำหนดการ", "สิ่งที่ส่งมาด้วย  กำหนดการ  จำนวน ๑ ฉบับ", kinds=SIGNED)  # fmt: skip
def enclosures(look: Look) -> Iterator[Hit]:
    line = look.labelled("สิ่งที่ส่งมาด้วย")
    others = [p for p in look.front if p is not line]
    named = [p for p in others if re.search(r"สิ่งที่ส่งมาด้วย|ที่ส่งมาพร้อม|ดังแนบ|ที่แนบมา|เอกสารแนบ", p.flat)]
    if look.paper.kind == "letter" and named and line is None:
        at = re.search(r"สิ่งที่ส่งมาด้วย|ที่ส่งมาพร้อม|ดังแนบ|ที่แนบมา|เอกสารแนบ", named[0].flat)
        yield Hit(
            named[0],
            *(at.span() if at else (0, 0)),
            "เพิ่มบรรทัด สิ่งที่ส่งมาด้วย",
            facts={"why": "อ้างสิ่งที่ส่งมาด้วย แต่ไม่มีบรรทัด สิ่งที่ส่งมาด้วย"},
        )
    if line is not None and not named and not _named_in_words(look, line):
        yield Hit(line, 0, 16, "อ้างในเนื้อความ", facts={"why": "มีสิ่งที่ส่งมาด้วย แต่เนื้อความไม่ได้กล่าวถึง"})
    for p in _enclosed(look, line):
        if not re.search(r"\d+\s*(?:ฉบับ|ชุด|แผ่น|เล่ม|หน้า|รายการ|ไฟล์|อัน|ซอง|กล่อง)", p.flat):
            yield whole(p, "จำนวน … ฉบับ", why="สิ่งที่ส่งมาด้วยไม่บอกจำนวน")
    promised = next(
        (p for p in look.front if re.search(r"แนบท้าย(?:คำสั่ง|ประกาศ)?นี้|ดังรายละเอียดแนบท้าย|บัญชีแนบท้าย", p.flat)), None
    )
    if promised and look.paper.kind in ("order", "announcement") and look.annex is None:
        start = promised.flat.find("แนบท้าย")
        yield Hit(
            promised, start, start + 7, "เพิ่มเอกสารแนบท้าย", facts={"why": "อ้างเอกสารแนบท้าย แต่ไม่มีเอกสารแนบท้ายในไฟล์"}
        )


@rule("S28", WARNING, "อ้างถึง: {why}",
      "A reference without its number or date, or a text that refers to a letter that is not named.",
      "ระเบียบสารบรรณ ข้อ 11.6", "อ้างถึง  หนังสือ สพฐ.", "อ้างถึง  หนังสือ… ที่ ศธ ๐๔๐๐๑/ว ๑๐๐ ลงวันที่ ๑ พฤษภาคม ๒๕๖๙",
      kinds=("letter", "memo"))  # fmt: skip
def references(look: Look) -> Iterator[Hit]:
    line = look.labelled("อ้างถึง")
    if line is not None and line.flat.strip() != "อ้างถึง":
        missing = [
            what for what, pattern in (("ที่", r"ที่\s"), ("ลงวันที่", r"ลงวันที่|วันที่")) if not re.search(pattern, line.flat)
        ]
        if missing:
            yield whole(line, "ที่ … ลงวันที่ …", why=f"อ้างถึง ไม่มี {' และ '.join(missing)}")
    for p in look.front:
        at = re.search(r"(?:ตาม)?หนังสือที่อ้างถึง|ตามที่อ้างถึง", p.flat)
        if at and line is None:
            yield Hit(p, at.start(), at.end(), "เพิ่มบรรทัด อ้างถึง", facts={"why": "เนื้อความอ้างหนังสือ แต่ไม่มีบรรทัด อ้างถึง"})


@rule("S29", WARNING, "เรื่อง {why}",
      "The subject is longer than two lines, ends with a full stop, or says เรื่อง twice.", "ระเบียบสารบรรณ ข้อ 11.4",
      "เรื่อง เรื่องขออนุญาต.", "เรื่อง ขออนุญาต", kinds=OFFICIAL)  # fmt: skip
def subject(look: Look) -> Iterator[Hit]:
    of_annex = (p for p in look.back[:4] if re.match(r"\s*เรื่อง\s", p.flat))
    for p in [*([look.subject] if look.subject else []), *of_annex]:
        if p.width > 155:
            yield whole(p, "ไม่เกินสองบรรทัด", why="ยาวเกินสองบรรทัด")
        if re.search(r"(?:[ก-๎]{4,}|\d{4})\s?\.\s*$", p.flat):
            yield Hit(p, len(p.text.rstrip()) - 1, len(p.text.rstrip()), "ไม่ใส่จุด", facts={"why": "ลงท้ายด้วยจุด"})
        if double := re.match(r"\s*เรื่อง\s+(เรื่อง)", p.flat):
            yield Hit(p, double.start(1), double.end(1), "ตัดคำที่ซ้ำออก", facts={"why": "มีคำว่า เรื่อง ซ้ำ"})


@rule("S32", WARNING, "ชื่อผู้ลงนาม: {why}",
      "Under the signature stand the full name with its title in brackets, and the position.",
      "ระเบียบสารบรรณ ข้อ 11.10-11.11, 16.6-16.7", "สมชาย ใจดี", "(นายสมชาย  ใจดี) ผู้อำนวยการ…", kinds=SIGNED)  # fmt: skip
def signature(look: Look) -> Iterator[Hit]:
    p = look.name
    if p is None:
        if look.last_words:
            yield Hit(look.last_words, should="(นาย…  …)", facts={"why": "ไม่มีชื่อผู้ลงนาม"})
        return
    text = p.flat.strip()
    if not (text.startswith("(") and text.endswith(")")):
        yield whole(p, f"({p.text.strip()})", why=f"ชื่อผู้ลงนาม {text} ไม่อยู่ในวงเล็บ")
    elif not re.fullmatch(r"\([\s.…_]*\)", text) and not list(find_persons(p)) and look.rank is None:
        yield whole(p, "เติม นาย นาง นางสาว", why=f"ชื่อผู้ลงนาม {text} ไม่มีคำนำหน้า")
    if re.fullmatch(r"\([\s.…_]*\)", text) or any(
        re.search(r"\.{4,}|…|\(ตำแหน่ง\)|^\s*ตำแหน่ง\s*$", q.flat) for q in look.position
    ):
        yield whole(p, "ชื่อและตำแหน่ง", why="ชื่อหรือตำแหน่งยังเป็นช่องว่าง")
    elif not look.position:
        yield whole(p, "ตำแหน่ง", why="ไม่มีตำแหน่งใต้ชื่อ")


@rule("S33", ERROR, "มีข้อความที่ยังไม่ได้แก้ {found}", "A placeholder of a template or a form was left in.", "ธรรมเนียม",
      "{{ชื่อ}} XXX ……", "ข้อความจริง")  # fmt: skip
def leftovers(look: Look) -> Iterator[Hit]:
    for p in look.paper.all:
        for match in _LEFT.finditer(p.text) if _MAY_BE_LEFT.search(p.text) else ():
            held = _CODE.search(p.flat, max(0, match.start() - 12), match.start())
            if not (held and match[0].strip("xX") == "" and not look.code):
                yield Hit(p, match.start(), match.end(), "ใส่ข้อความจริง หรือลบออก")
        for match in re.finditer(r"\.{4,}|…{2,}|_{4,}", p.text) if _to_be_filled(look, p) else ():
            if not re.fullmatch(r"\s*[\d๐-๙]*\s*", p.text[match.end() :]) or not re.search(r"[\d๐-๙]\s*$", p.text):
                catch = p.text.strip().startswith("/") and match.end() >= len(p.text.rstrip())
                if not catch:
                    yield Hit(p, match.start(), match.end(), "ใส่ข้อความจริง หรือลบออก")


def _to_be_filled(look: Look, p: Paragraph) -> bool:
    """Whether dots on a line are a gap that was left: not where someone signs or writes an opinion by hand."""
    if not re.search(r"[.…_]{2}", p.text):
        return False
    by_hand = r"ลงชื่อ|ลายมือชื่อ|ผู้จด|ผู้ตรวจ|พยาน|ความเห็น(?!ชอบ)|\s*\([\s.…_]+\)\s*$"
    return look.paper.kind in OFFICIAL and (p is look.name or not re.search(by_hand, p.flat))


@rule("S65", ERROR, "เอกสารยังมี{what}",
      "Work is left in the file: highlights, coloured letters, comments, tracked changes.", "ธรรมเนียม",
      "ไฮไลต์สีเหลือง ข้อคิดเห็น", "เอกสารสะอาด")  # fmt: skip
def work_left(look: Look) -> Iterator[Hit]:
    names = {"inserted": "การแก้ไขที่ยังไม่ยอมรับ", "deleted": "การแก้ไขที่ยังไม่ยอมรับ", "moved": "การแก้ไขที่ยังไม่ยอมรับ",
             "comment": "ข้อคิดเห็น", "placeholder": "ช่องที่ยังไม่ได้กรอก"}  # fmt: skip
    for p in look.paper.all:
        for what in dict.fromkeys(names[mark] for mark in p.marked if mark in names):
            yield whole(p, "ยอมรับหรือลบให้หมด", key=f"{what} {id(p)}", what=what)
        for span in p.spans:
            red = span.letters.colour.upper() in ("FF0000", "C00000", "FFFF00") and not re.match(URGENT, p.text)
            text = p.text[span.start : span.end]
            if (span.letters.highlight or red) and text.strip():
                yield Hit(
                    p,
                    span.start,
                    span.end,
                    "ตัวอักษรสีดำ ไม่มีไฮไลต์",
                    key=f"colour {id(p)}",
                    facts={"what": "ตัวอักษรสีหรือไฮไลต์"},
                )


@rule("S34", WARNING, "{found} ไม่มีข้อความต่อท้าย", "An optional label stands alone; without content it goes.", RULES_OF,
      "อ้างถึง", "(ตัดบรรทัดออก)", kinds=OFFICIAL)  # fmt: skip
def empty_labels(look: Look) -> Iterator[Hit]:
    for p in look.front:
        if (
            re.fullmatch(
                r"\s*(?:อ้างถึง|สิ่งที่ส่งมาด้วย|สำเนาส่ง|เรื่อง|เรียน|ถึง|โทร\.?|โทรสาร|หมายเหตุ|ชั้นความเร็ว|ชั้นความลับ)\s*[:.\-–]?\s*",
                p.flat,
            )
            and p.cell is None
        ):
            yield whole(p, "เติมข้อความ หรือตัดบรรทัดออก")


@rule("S53", INFO, "{found} — ถึงผู้ใต้บังคับบัญชาไม่ต้องใช้ โปรด", "Polite forms go upwards; advice only.",
      "คำอธิบายของสำนักนายกรัฐมนตรี", "เพื่อโปรดทราบ (ถึงโรงเรียน)",
      "เพื่อทราบ", kinds=("letter", "memo"), usual=False)  # fmt: skip
def politeness(look: Look) -> Iterator[Hit]:
    to = look.receiver.flat if look.receiver else ""
    for p in look.front:
        at = re.search(r"โปรด(?:ทราบ|ดำเนินการ|ถือปฏิบัติ)", p.flat)
        if at and re.search(r"ผู้อำนวยการโรงเรียน|ทุกโรง", to) and p.flat.strip().startswith("จึง"):
            yield Hit(p, at.start(), at.end(), at[0].removeprefix("โปรด"))


def _named_in_words(look: Look, line: Paragraph) -> bool:
    """Whether the text names an enclosure without saying that it is one: ten letters in a row are the same."""
    body = "".join(p.flat for p in look.prose)
    names = [re.sub(r"^\s*(?:สิ่งที่ส่งมาด้วย)?[\s\d.]*|\s*จำนวน.*$", "", p.flat) for p in _enclosed(look, line)]
    return any(name[at : at + 10] in body for name in names for at in range(len(name) - 9))


def _enclosed(look: Look, line: Paragraph | None) -> Iterator[Paragraph]:
    """The line of enclosures and the numbered lines under it."""
    if line is None or line.flat.strip() == "สิ่งที่ส่งมาด้วย":
        return
    yield line
    for p in look.after(line):
        if not re.match(r"\s*\d+\.", p.flat):
            return
        yield p
