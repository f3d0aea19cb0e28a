"""Rules on the elements of each kind of paper: what must be there, in which order, and what must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...thai import TITLES, WEEKDAYS
from ...word.document import BODY, Paragraph
from ..exam import CLOSE, CLOSING, DATED, NAME, Exam
from ..find.kinds import MEMO, OFFICIAL, SIGNED, UNIT
from ..find.persons import find_persons
from ..rule import ERROR, INFO, WARNING, Hit, rule, whole

RULES_OF = "ระเบียบสารบรรณ ข้อ 11-25"
_MONTH = r"(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)[ก-๙]*|[ก-ฮ]{1,2}\.?[ก-ฮ]\."
_DATE = rf"(?:วันที่|[\d.…_\s]*(?:เดือน\s*)?(?:{_MONTH})[\s.…_]*(?:พ\.?\s?ศ\.?)?[\s\d.…_]*$)"
_NO = r"ที่(?:\s|\d|[.…_]|[ก-ฮ]{2,3}\.?\s?[\d.…]|$)"
_SUBJECT = r"(?:(?:ประกาศ|คำสั่ง).{0,110}\s)?เรื่อง(?!ที่)"
_GREETING = r"(?:กราบ)?เรียน|นมัสการ|ขอประทานกราบทูล|กราบทูล|ทูล|ขอเดชะ|เจริญพร|ถึง(?:\s|$)"

# The elements in their order: what a clerk calls them, and how their part of a line begins. Those with rules of their
# own (date, closing, signature) are not here.
ELEMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "order": (("หัวเรื่อง คำสั่ง…", r"คำสั่ง(?!นี้|ใด)"), ("ที่", rf"(?:เลข)?{_NO}|.*\sที่\s*[\d.…]"), ("เรื่อง", _SUBJECT)),
    "announcement": (("หัวเรื่อง ประกาศ…", r"ประกาศ(?!\s*ณ\s)"), ("เรื่อง", _SUBJECT)),
    "letter": (("ที่", rf"(?:.*\s)?{_NO}"), ("วัน เดือน ปี", _DATE), ("เรื่อง", _SUBJECT),
               ("คำขึ้นต้น (เรียน)", _GREETING)),
    "memo": (("บันทึกข้อความ", rf"(?:.*\s)?{MEMO}"), ("ส่วนราชการ", rf"{UNIT}|หน่วยงาน"), ("ที่", _NO),
             ("วันที่", r"(?:.*[\s.…_])?วันที่|" + _DATE),
             ("เรื่อง", _SUBJECT), ("เรียน", _GREETING)),
    "stamped": (("ที่", _NO), ("ถึง", r"ถึง"), ("วัน เดือน ปี", _DATE)),
    "certificate": (("เลขที่", rf"เลขที่|(?:.*\s)?{_NO}"), ("ข้อความรับรอง", r".*(?:ให้ไว้เพื่อ|ขอรับรอง|รับรองว่า)")),
    "minutes": (("รายงานการประชุม", r"รายงานการประชุม"), ("ครั้งที่", r".*ครั้งที่"),
                ("ผู้มาประชุม", r".*ผู้(?:เข้า)?(?:ร่วม|มา)?ประชุม"),
                ("เริ่มประชุมเวลา", r".*(?:เริ่ม|เปิด)(?:การ)?ประชุม|.*ประชุมเริ่ม"),
                ("เลิกประชุมเวลา", r".*(?:เลิก|ปิด)(?:การ)?ประชุม"), ("ผู้จดรายงานการประชุม", r".*(?:ผู้(?:จด|บันทึก)|จดรายงาน)")),
}  # fmt: skip
HEAD_LINES = 20  # lines with words among which the head stands, address and boxes included
PAIRS = (
    ("กราบเรียน", r"ขอแสดงความนับถืออย่างยิ่ง$", "ขอแสดงความนับถืออย่างยิ่ง"),
    ("เรียน", r"ขอแสดงความนับถือ$", "ขอแสดงความนับถือ"),
    ("นมัสการ", r"ขอ(?:กราบ)?นมัสการ(?:ด้วยความเคารพ)?", "ขอนมัสการด้วยความเคารพ"),
)
# Receivers with a salutation of their own (ภาคผนวก 2), after the one that is due.
_DUE = (
    (
        "นมัสการ",
        re.compile(
            r"พระ(?:ครู|มหา|ราช|เทพ|ธรรม|พรหม|อธิการ|ปลัด|สมุห์|ใบฎีกา)|เจ้าอาวาส|เจ้าคณะ(?:ตำบล|อำเภอ|จังหวัด|ภาค)|ท่านเจ้าคุณ"
        ),
    ),
    (
        "กราบเรียน",
        re.compile(
            r"(?:นายกรัฐมนตรี|ประธานองคมนตรี|รัฐบุรุษ|ประธาน(?:รัฐสภา|สภาผู้แทน|วุฒิสภา|ศาลฎีกา|ศาลรัฐ|ศาลปกครองสูงสุด|กรรมการการเลือกตั้ง))"
        ),
    ),
)
_SALUTATION = re.compile(r"(?:กราบ)?เรียน(?!รู้|เชิญ|การ|ต่อ|ใน)(?:[\s.…]|$)")
_REASON = re.compile(r"\s*(?:ด้วย|เนื่อง|ตาม|เพื่อ|อาศัยอำนาจ|อนุสนธิ|โดยที่|ในการ|ในฐานะ|ใน)|.*อาศัยอำนาจ")


@rule("S18", ERROR, "ส่วนประกอบ: {why}",
      "An element that the kind of paper must have is missing, or stands out of order. Blank forms, and papers that "
      "lack most of them, are let be.", RULES_OF, "ไม่มี เรื่อง",
      "ที่ · เรื่อง · ข้อความ · สั่ง ณ วันที่", kinds=OFFICIAL)  # fmt: skip
def elements(exam: Exam) -> Iterator[Hit]:
    wanted = [(name, re.compile(pattern)) for name, pattern in ELEMENTS.get(exam.paper.kind, ())]
    found = {name: _first(exam, pattern, "เรื่อง" in name) for name, pattern in wanted}
    absent = [name for name, _ in wanted if found[name] is None]
    if exam.unfilled or len(absent) * 2 > len(wanted):
        return
    last, last_name, place = (-1, 0), "", exam.front[0] if exam.front else None
    for name, _ in wanted:
        at = found[name]
        if at is None and name == "วัน เดือน ปี" and any("\u00a0" * 6 in p.text for p in exam.paper.lines):
            continue  # the gap that a draft leaves for the date
        if at is None:
            drawn = name == "บันทึกข้อความ"  # which may be a picture
            yield Hit(place, should=f"เพิ่ม {name}", facts={"why": f"ไม่มี {name}"}, sure=not drawn)
        elif at < last:
            p = exam.front[at[0]]
            yield replace(
                whole(p, f"อยู่หลัง {last_name}", why=f"{name} อยู่ก่อน {last_name}"), sure=p.story == BODY and not p.cell
            )
        else:
            last, last_name, place = at, name, exam.front[at[0]]


def _first(exam: Exam, pattern: re.Pattern[str], heads: bool) -> tuple[int, int] | None:
    """Where an element first stands: the paragraph, and the letter in it. `heads`: it stands in the head or nowhere."""
    for n, p in enumerate(exam.front[:HEAD_LINES] if heads else exam.front):
        if piece := next((piece for piece in p.pieces if pattern.match(piece.text)), None):
            return n, piece.start
    lettered = exam.paper.kind in ("letter", "memo") and any(p.begins(pattern) for p in exam.paper.others)
    return (len(exam.front) - 1, 0) if lettered else None  # letterheads stand in the header of some


@rule("S19", ERROR, "บันทึกข้อความไม่มีคำลงท้าย {found}", "A memo has no complimentary close.", "ระเบียบสารบรรณ ข้อ 12",
      "ขอแสดงความนับถือ", "(ไม่มี)", kinds=("memo",))  # fmt: skip
def memo_closing(exam: Exam) -> Iterator[Hit]:
    if exam.closing and not exam.unfilled:
        yield whole(exam.closing, "ตัดออก")


@rule("S20", ERROR, "คำลงท้ายหรือคำขึ้นต้น: {why}",
      "A letter without a complimentary close, or with one that does not go with its salutation or receiver.",
      "ระเบียบสารบรรณ ข้อ 11.9 ภาคผนวก 2", "กราบเรียน … ขอแสดงความนับถือ", "กราบเรียน … ขอแสดงความนับถืออย่างยิ่ง",
      kinds=("letter",))  # fmt: skip
def letter_closing(exam: Exam) -> Iterator[Hit]:
    salutation = exam.receiver.flat.strip() if exam.receiver else ""
    for due, receivers in _DUE:
        if exam.receiver and receivers.search(salutation) and not re.match(f"(?:ขอ|กราบ)?{due}", salutation):
            why = f"ผู้รับเช่นนี้ใช้ {due}"
            yield Hit(exam.receiver, 0, len(exam.receiver.text), due, facts={"why": why}, sure=False)
            break
    if exam.closing is None:
        complete = bool(exam.receiver and exam.subject and exam.dated)
        if not exam.unfilled:
            yield Hit(
                exam.front[-1] if exam.front else None,
                should="ขอแสดงความนับถือ",
                facts={"why": "ไม่มีคำลงท้าย"},
                sure=complete,
            )
        return
    closing = next(piece.text for piece in exam.closing.pieces if CLOSING.match(piece.text))
    for begins, pattern, should in PAIRS:
        if salutation.startswith(begins):
            if not re.match(pattern, closing):
                yield whole(exam.closing, should, why=f"คำลงท้ายไม่คู่กับคำขึ้นต้น {begins}")
            return


@rule("S21", ERROR, "หนังสือประทับตราไม่มี{what}", "A stamped letter has no salutation, no close and no typed name.",
      "ระเบียบสารบรรณ ข้อ 14", "เรียน …", "ถึง …", kinds=("stamped",))  # fmt: skip
def stamped_extras(exam: Exam) -> Iterator[Hit]:
    for p in exam.front:
        text = p.flat.strip()
        what = "คำขึ้นต้น เรียน" if _SALUTATION.match(text) else "คำลงท้าย" if p.begins(CLOSING) else ""
        what = what or ("ชื่อพิมพ์" if re.fullmatch(r"\(.{4,60}\)", text) and list(find_persons(p)) else "")
        if what:
            yield whole(p, "ตัดออก" if "เรียน" not in what else "ถึง", what=what)
        if told := re.match(r"\s*(จึงเรียนมา)", p.flat):
            yield Hit(p, told.start(1), told.end(1), "จึงแจ้งมา", facts={"what": "คำว่า จึงเรียนมา"}, sure=False)


_PHONE = re.compile(r"\s*(?:โทร\.?|โทรศัพท์|โทรสาร)\s*[\d(:]")


@rule("S22", ERROR, "{kind}ไม่มี{what}",
      "An order or announcement has no salutation in its head and no close before its signature.",
      "ระเบียบสารบรรณ ข้อ 16, 20", "เรียน … ขอแสดงความนับถือ", "(ไม่มี)", kinds=("order", "announcement"))  # fmt: skip
def letter_parts(exam: Exam) -> Iterator[Hit]:
    kind = {"order": "คำสั่ง", "announcement": "ประกาศ"}[exam.paper.kind]
    end = exam.name or exam.dated
    own = exam.front[: exam.front.index(end)] if end and end in exam.front else []
    for p in own:
        greeted = p in exam.head and p.width < 90 and _SALUTATION.match(p.flat.strip()) and not p.cell
        closed = p.begins(CLOSING) and len(p.flat.strip()) < CLOSE
        if greeted or closed:
            yield whole(p, "ตัดออก", what="คำขึ้นต้น" if greeted else "คำลงท้าย", kind=kind)


@rule("S85", INFO, "{kind}ไม่มีหมายเลขโทรศัพท์ท้ายเรื่อง",
      "An order or announcement has no telephone lines; many offices put them.", "ระเบียบสารบรรณ ข้อ 16, 20",
      "(ลงชื่อ) … โทร. ๐ ๔๒๐๐ ๐๐๐๐", "(ไม่มี)", kinds=("order", "announcement"), usual=False)  # fmt: skip
def telephone_lines(exam: Exam) -> Iterator[Hit]:
    kind = {"order": "คำสั่ง", "announcement": "ประกาศ"}[exam.paper.kind]
    for p in exam.after(exam.name):
        if _PHONE.match(p.flat):
            yield whole(p, "ตัดออก", kind=kind)


@rule("S23", ERROR, "ไม่มีบรรทัด {formula}", "The formula of the date is missing: สั่ง, ประกาศ or ให้ไว้ ณ วันที่.",
      "ระเบียบสารบรรณ ข้อ 16.5, 20.4, 24", "ลงวันที่ ๗ มิถุนายน", "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
      kinds=tuple(DATED))  # fmt: skip
def dated(exam: Exam) -> Iterator[Hit]:
    verb = DATED[exam.paper.kind]
    formula = f"{verb} ณ วันที่"
    if exam.dated is None:
        signed = any(p.begins(NAME) for p in exam.front[-12:])
        loosely = any(
            re.search(rf"{verb}.{{0,12}}วันที่|ณ\s*วันที่", p.flat) for p in [*exam.front[-14:], *exam.paper.others]
        )
        if not exam.unfilled and not loosely:
            sure = (signed and exam.heading is not None) or exam.paper.kind == "certificate"
            yield Hit(
                exam.front[-1] if exam.front else None, should=formula, facts={"formula": formula}, sure=bool(sure)
            )
    elif not any(piece.text.startswith(verb) for piece in exam.dated.pieces):
        yield Hit(exam.dated, 0, min(len(exam.dated.text), 14), formula, facts={"formula": formula})


@rule("S24", WARNING, "คำสั่งไม่มี{what}", "An order gives its reason or power, and when it takes effect.",
      "ระเบียบสารบรรณ ข้อ 16.4", "จึงแต่งตั้ง… (ไม่บอกเหตุ)", "อาศัยอำนาจตาม… / ทั้งนี้ ตั้งแต่…", kinds=("order",))  # fmt: skip
def order_grounds(exam: Exam) -> Iterator[Hit]:
    begin = exam.subject or exam.number_line or exam.heading
    text = exam.after(begin)[:8] if begin else exam.front[2:8]
    if exam.unfilled:
        return
    if text and not any(p.begins(_REASON) for p in text):
        yield Hit(text[0], 0, min(20, len(text[0].text)), "ด้วย… / อาศัยอำนาจตาม…", facts={"what": "เหตุผลหรืออำนาจที่อ้าง"})
    before = exam.front[: exam.front.index(exam.dated)] if exam.dated in exam.front else exam.front
    starts = re.compile(rf"ทั้งนี้|ตั้งแต่|มีผล(?:ใช้)?บังคับ|ใน(?:วัน(?:{'|'.join(WEEKDAYS)})?)ที่|ระหว่างวันที่")
    told = any(starts.search(p.flat) for p in before)
    if not told:
        yield Hit(exam.dated or exam.front[-1], should="ทั้งนี้ ตั้งแต่…เป็นต้นไป", facts={"what": "วันที่เริ่มใช้ (ทั้งนี้ ตั้งแต่…)"})


@rule("S25", WARNING, "ภาคเหตุ: {why}",
      "A paragraph that begins ตาม, ตามที่ or อนุสนธิ ends with นั้น; one that begins ด้วย or เนื่องจาก does not.",
      "คำอธิบายของสำนักนายกรัฐมนตรี (ภาคเหตุ)", "ตามที่ … ได้มีคำสั่ง", "ตามที่ … ได้มีคำสั่ง … นั้น", kinds=SIGNED)  # fmt: skip
def reason_words(exam: Exam) -> Iterator[Hit]:
    begin = exam.receiver or exam.subject or exam.number_line
    text = [
        p for p in (exam.after(begin) if begin else exam.front) if p.cell is None and p.width > 25 and not p.centred
    ]
    for n, p in enumerate(text[:6]):
        plain = p.flat.strip()
        if _AFTER_THAT.match(plain):
            after = text[n + 1].flat if n + 1 < len(text) else ""
            goes_on = after[:120] if not _STARTS.match(after) else ""
            if not _THAT.search(plain + goes_on) and not _INVITES.search(plain):
                yield whole(p, "ลงท้ายด้วย นั้น", why="ขึ้นต้นด้วย ตาม แต่ไม่มี นั้น")
        ends = _THAT.search(plain) if re.match(r"(?:ด้วย|เนื่องด้วย|เนื่องจาก)", plain) else None
        if ends and plain.endswith(ends[0]):
            yield whole(p, "ตัด นั้น ออก", why="ขึ้นต้นด้วย ด้วย หรือ เนื่องจาก แต่ลงท้ายด้วย นั้น")


_AFTER_THAT = re.compile(r"ตามที่(?!\s?(?:กำหนด|ปรากฏ|แนบ))|ตาม(?:หนังสือ|คำสั่ง|คำขอ|ประกาศ|บันทึก)|อนุสนธิ")
_THAT = re.compile(r"(?<!ดัง)(?<!เท่า)(?<!เหล่า)(?<!เช่น)นั้น|ความ(?:ละเอียด)?(?:แจ้ง|ทราบ)แล้ว")
_STARTS = re.compile(r"\s*(?:จึง|ใน|บัดนี้|เพื่อ|อาศัย|โดย|สำนัก|โรงเรียน|กลุ่ม|\d|[(])")
# The aim in the same paragraph.
_INVITES = re.compile(r"จึง(?:ขอ|เรียน|แต่งตั้ง|ให้|มี|ประกาศ|อาศัย)|ขอ(?:แจ้ง|ส่ง|ให้)|(?<!ให้)ข้าพเจ้า")


@rule("S26", WARNING, "ไม่มีภาคสรุป (จึง…)", "A letter or memo ends with what it wants (จึงเรียนมาเพื่อ…).",
      "คำอธิบายของสำนักนายกรัฐมนตรี (ภาคสรุป)", "(จบโดยไม่บอกความประสงค์)", "จึงเรียนมาเพื่อโปรดทราบ",
      kinds=("letter", "memo"))  # fmt: skip
def conclusion(exam: Exam) -> Iterator[Hit]:
    concludes = re.compile(r"จึง(?:เรียน|แจ้ง|ส่ง|ขอส่ง|ประกาศ|นมัสการ|กราบเรียน)")
    told = any(p.flat.strip().startswith("จึง") or concludes.search(p.flat) for p in exam.front)
    if not exam.unfilled and not told:
        end = exam.closing or exam.name or (exam.front[-1] if exam.front else None)
        yield Hit(end, should="จึงเรียนมาเพื่อ…")


@rule("S27", WARNING, "สิ่งที่ส่งมาด้วย: {why}",
      "Enclosures: named and not listed, listed and not named, or without their number of copies; an annex that "
      "the text promises and that is not there.",
      "ระเบียบสารบรรณ ข้อ 11.7", "สิ่งที่ส่งมาด้วย  กำหนดการ", "สิ่งที่ส่งมาด้วย  กำหนดการ  จำนวน ๑ ฉบับ", kinds=SIGNED)  # fmt: skip
def enclosures(exam: Exam) -> Iterator[Hit]:
    if exam.unfilled:
        return
    line = exam.labelled("สิ่งที่ส่งมาด้วย")
    others = [p for p in exam.front if p is not line]
    named = [p for p in others if re.search(r"สิ่งที่ส่งมาด้วย|ที่ส่งมาพร้อม|ดังแนบ|ที่แนบมา|เอกสารแนบ", p.flat)]
    if exam.paper.kind == "letter" and named and line is None:
        at = re.search(r"สิ่งที่ส่งมาด้วย|ที่ส่งมาพร้อม|ดังแนบ|ที่แนบมา|เอกสารแนบ", named[0].flat)
        yield Hit(
            named[0],
            *(at.span() if at else (0, 0)),
            "เพิ่มบรรทัด สิ่งที่ส่งมาด้วย",
            facts={"why": "อ้างสิ่งที่ส่งมาด้วย แต่ไม่มีบรรทัด สิ่งที่ส่งมาด้วย"},
        )
    if line is not None and not named and not _named_in_words(exam, line):
        yield Hit(line, 0, 16, "อ้างในเนื้อความ", facts={"why": "มีสิ่งที่ส่งมาด้วย แต่เนื้อความไม่ได้กล่าวถึง"})
    for p in _enclosed(exam, line):
        if not re.search(r"\d+\s*(?:ฉบับ|ชุด|แผ่น|เล่ม|หน้า|รายการ|ไฟล์|อัน|ซอง|กล่อง)", p.flat):
            yield whole(p, "จำนวน … ฉบับ", why="สิ่งที่ส่งมาด้วยไม่บอกจำนวน")
    promised = next(
        (p for p in exam.front if re.search(r"แนบท้าย(?:คำสั่ง|ประกาศ)?นี้|ดังรายละเอียดแนบท้าย|บัญชีแนบท้าย", p.flat)), None
    )
    if promised and exam.paper.kind in ("order", "announcement") and exam.annex is None:
        start = promised.flat.find("แนบท้าย")
        yield Hit(
            promised, start, start + 7, "เพิ่มเอกสารแนบท้าย", facts={"why": "อ้างเอกสารแนบท้าย แต่ไม่มีเอกสารแนบท้ายในไฟล์"}
        )


@rule("S28", WARNING, "อ้างถึง: {why}",
      "A reference without its number or date, or a text that refers to a letter that is not named.",
      "ระเบียบสารบรรณ ข้อ 11.6", "อ้างถึง  หนังสือ สพฐ.", "อ้างถึง  หนังสือ… ที่ ศธ ๐๔๐๐๑/ว ๑๐๐ ลงวันที่ ๑ พฤษภาคม ๒๕๖๙",
      kinds=("letter", "memo"))  # fmt: skip
def references(exam: Exam) -> Iterator[Hit]:
    if exam.unfilled:
        return
    line = exam.labelled("อ้างถึง")
    if line is not None and line.flat.strip() != "อ้างถึง":
        missing = [
            what for what, pattern in (("ที่", r"ที่\s"), ("ลงวันที่", r"ลงวันที่|วันที่")) if not re.search(pattern, line.flat)
        ]
        if missing:
            yield whole(line, "ที่ … ลงวันที่ …", why=f"อ้างถึง ไม่มี {' และ '.join(missing)}")
    for p in exam.front:
        at = re.search(r"(?:ตาม)?หนังสือที่อ้างถึง|ตามที่อ้างถึง", p.flat)
        if at and line is None:
            yield Hit(p, at.start(), at.end(), "เพิ่มบรรทัด อ้างถึง", facts={"why": "เนื้อความอ้างหนังสือ แต่ไม่มีบรรทัด อ้างถึง"})


@rule("S29", WARNING, "เรื่อง {why}",
      "The subject is longer than two lines, ends with a full stop, or says เรื่อง twice.", "ระเบียบสารบรรณ ข้อ 11.4",
      "เรื่อง เรื่องขออนุญาต.", "เรื่อง ขออนุญาต", kinds=OFFICIAL)  # fmt: skip
def subject(exam: Exam) -> Iterator[Hit]:
    of_annex = (p for p in exam.back[:4] if re.match(r"\s*เรื่อง\s", p.flat))
    for p in [*([exam.subject] if exam.subject else []), *of_annex]:
        if p.width > 155:
            yield whole(p, "ไม่เกินสองบรรทัด", why="ยาวเกินสองบรรทัด")
        if re.search(r"(?:[ก-๎]{4,}|\d{4})\s?\.\s*$", p.flat):
            yield Hit(p, len(p.text.rstrip()) - 1, len(p.text.rstrip()), "ไม่ใส่จุด", facts={"why": "ลงท้ายด้วยจุด"})
        if double := re.match(r"\s*เรื่อง\s+(เรื่อง)", p.flat):
            yield Hit(p, double.start(1), double.end(1), "ตัดคำที่ซ้ำออก", facts={"why": "มีคำว่า เรื่อง ซ้ำ"})


@rule("S32", WARNING, "ชื่อผู้ลงนาม: {why}",
      "Under the signature stand the full name with its title in brackets, and the position.",
      "ระเบียบสารบรรณ ข้อ 11.10-11.11, 16.6-16.7", "สมชาย ใจดี", "(นายสมชาย  ใจดี) ผู้อำนวยการ…", kinds=SIGNED)  # fmt: skip
def signature(exam: Exam) -> Iterator[Hit]:
    p = exam.name
    if exam.unfilled:
        return
    if p is None:
        last, after = exam.last_words, exam.after(exam.last_words)
        named = any(_MAY_SIGN.search(q.flat) for q in after)
        if last and not named:
            yield Hit(last, should="(นาย…  …)", facts={"why": "ไม่มีชื่อผู้ลงนาม"})
        return
    text = next((piece.text for piece in p.pieces if NAME.match(piece.text)), p.flat.strip())
    inside = text[text.find("(") :]
    if not inside.startswith("(") or not text.endswith(")"):
        yield whole(p, f"({p.text.strip()})", why=f"ชื่อผู้ลงนาม {text} ไม่อยู่ในวงเล็บ")
    elif _untitled(exam, inside):
        yield whole(p, "เติม นาย นาง นางสาว", why=f"ชื่อผู้ลงนาม {inside} ไม่มีคำนำหน้า")
    elif re.match(r"\(\s*ดร\.", inside):  # behind an academic rank it is part of the rank
        yield whole(p, "นาย นาง หรือ นางสาว แทน ดร.", why=f"ดร. ใน {inside} เป็นวุฒิ ไม่ใช่คำนำหน้าชื่อ (ภาคผนวก ๓)")
    dotted = re.fullmatch(r"\([\s.…_]*\)", inside)
    if dotted or any(re.search(r"\.{4,}|…|\(ตำแหน่ง\)|^\s*ตำแหน่ง\s*$", q.flat) for q in exam.position):
        yield whole(p, "ชื่อและตำแหน่ง", why="ชื่อหรือตำแหน่งยังเป็นช่องว่าง")
    elif not exam.position and p.cell is None and len(p.pieces) == 1:
        yield whole(p, "ตำแหน่ง", why="ไม่มีตำแหน่งใต้ชื่อ")


_MAY_SIGN = re.compile(r"\(.{3,80}\)|ลงชื่อ|ลงนาม|(?:นาย|นาง|นางสาว|ดร\.)[ก-๎]{2,}")
_BARE_NAME = re.compile(r"\(\s*[ก-๎]{2,20}\s+[ก-๎]{2,25}(?:\s+ณ\s+[ก-๎]+)?\s*\)")
_TITLED = re.compile(
    r"\(\s*(?:นาย|นาง|น\.ส|ดร|ผศ|รศ|ศ\.|ศาสตราจารย์|ว่าที่|หม่อม|ม\.|พระ|ผู้|ประธาน|หัวหน้า|กรรมการ|เลขา|รองผู้|รองนายก|รองประธาน|แทน|คณบดี)"
)


def _untitled(exam: Exam, name: str) -> bool:
    """Whether the name under a signature surely lacks its title, which no rank before it gives."""
    bare = _BARE_NAME.fullmatch(name) and not _TITLED.match(name) and name[1:].strip().split()[0] not in TITLES
    return bool(bare) and exam.rank is None


@rule("S53", INFO, "{found} — ถึงผู้ใต้บังคับบัญชาไม่ต้องใช้ โปรด", "Polite forms go upwards; advice only.",
      "คำอธิบายของสำนักนายกรัฐมนตรี", "เพื่อโปรดทราบ (ถึงโรงเรียน)",
      "เพื่อทราบ", kinds=("letter", "memo"), usual=False)  # fmt: skip
def politeness(exam: Exam) -> Iterator[Hit]:
    to = exam.receiver.flat if exam.receiver else ""
    for p in exam.front:
        at = re.search(r"โปรด(?:ทราบ|ดำเนินการ|ถือปฏิบัติ)", p.flat)
        if at and re.search(r"ผู้อำนวยการโรงเรียน|ทุกโรง", to) and p.flat.strip().startswith("จึง"):
            yield Hit(p, at.start(), at.end(), at[0].removeprefix("โปรด"))


def _named_in_words(exam: Exam, line: Paragraph) -> bool:
    """Whether the text names an enclosure without saying that it is one: ten letters in a row are the same."""
    body = "".join(p.flat for p in exam.prose)
    names = [re.sub(r"^\s*(?:สิ่งที่ส่งมาด้วย)?[\s\d.]*|\s*จำนวน.*$", "", p.flat) for p in _enclosed(exam, line)]
    return any(name[at : at + 10] in body for name in names for at in range(len(name) - 9))


def _enclosed(exam: Exam, line: Paragraph | None) -> Iterator[Paragraph]:
    """The line of enclosures and the numbered lines under it."""
    if line is None or line.flat.strip() == "สิ่งที่ส่งมาด้วย":
        return
    yield line
    for p in exam.after(line):
        if not re.match(r"\s*\d+\.", p.flat):
            return
        yield p
