"""Rules on dates; values are CE, papers are BE."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ...thai import MONTHS, WEEKDAYS, Day, official_digits
from ..exam import DATED, Exam
from ..find.dates import MAY_BE_SHORT, NUMERIC, SHORT_MONTH, FoundDate, foreign_dates
from ..rule import ERROR, WARNING, Hit, rule

_FOUR = re.compile(r"\d{4}")
_SHORT_YEAR = re.compile(
    r"(?:ปี(?<!\dปี)(?<!\d ปี)(?:การศึกษา|งบประมาณ)?\s?|พ\.ศ\.\s?)"
    r"(?P<year>\d{2})(?![\d.,/]|\s*(?:วัน|เดือน|ปี|คน|บาท|ครั้ง(?!ที่)|คะแนน))"
)
_YEAR = re.compile(
    r"(?P<of>พ\.?\s?ศ\.?|พุทธศักราช|ปีการศึกษา|ปีงบประมาณ|ประจำปี(?:การศึกษา|งบประมาณ)?|ปี(?<!\dปี)(?<!\d ปี)|"
    rf"{'|'.join(MONTHS)})\s*(?P<year>\d{{4}})(?![\d/])"
)
# What a figure counts that stands after a month or ปี and is no year.
_COUNTED = re.compile(
    r"\s*(?:คน|ราย|บาท|แห่ง|ครั้ง(?!ที่)|หน่วย|ฉบับ|ชุด|เล่ม|รายการ|ตัว|กิโล|กก|ลิตร|เมตร|ตาราง|ชั่วโมง|วัน|เดือน|ปี|คะแนน|ไร่|เครื่อง|"
    r"[,.]\d|[-:])"
)
WITH_ANNEX = ("order", "announcement", "report", "unknown")
AHEAD = 731  # days after today that a paper may be dated


@rule("N36", ERROR, "ไม่มีวันที่ {found} ในปฏิทิน",
      "The day does not exist in its month, or a range of days runs backwards.", "ปฏิทิน", "๓๐ กุมภาพันธ์ ๒๕๖๙",
      "๒๘ กุมภาพันธ์ ๒๕๖๙")  # fmt: skip
def impossible(exam: Exam) -> Iterator[Hit]:
    for found in exam.dates:
        year = found.ce or (found.year if 1900 <= found.year <= 2100 else 2024)  # a leap year where none is said
        surely = found.year or found.weekday or _CALLED.search(found.paragraph.flat, 0, found.start)
        if not found.exists(year) and (surely or 1 <= found.day <= 31):
            last = monthrange(year, found.month)[1]
            yield _hit(found, f"ไม่เกิน {last} {MONTHS[found.month - 1]}")
        elif 0 < found.day <= found.first <= 31:
            yield _hit(found, f"วันแรก ({found.first}) ต้องอยู่ก่อนวันสุดท้าย ({found.day})")
        elif backwards := _backwards(found):
            yield Hit(found.paragraph, backwards.start, found.end, "วันแรกต้องอยู่ก่อนวันสุดท้าย")


_CALLED = re.compile(r"วันที่\s*$")


def _backwards(found: FoundDate) -> FoundDate | None:
    """The date from which a range runs to an earlier one; without a year of its own it has that of the last."""
    first, day = found.since, found.date
    if first is None or day is None or not (first.be or first.year == 0):
        return None
    begins = first.date if first.year else replace(first, year=found.year).date
    told = first.year or first.month == found.month  # ๑ ตุลาคม – ๓๐ กันยายน ๒๕๗๐ begins in the year before
    return first if told and begins and begins >= day else None


@rule("N56", ERROR, "วันในสัปดาห์ไม่ตรงกับวันที่: {found}", "The weekday is not that of the date.", "ปฏิทิน",
      "วันศุกร์ที่ ๘ มิถุนายน ๒๕๖๒", "วันเสาร์ที่ ๘ มิถุนายน ๒๕๖๒")  # fmt: skip
def weekday(exam: Exam) -> Iterator[Hit]:
    for found in exam.dates:
        first = found.on(found.first) if found.first else None
        since = found.since
        if since and not since.year and since.weekday and found.be:  # the first of a range has the year of the last
            yield from _named_wrongly(replace(since, year=found.year), since.weekday)
        if found.first_weekday and first and found.first_weekday != WEEKDAYS[first.weekday()]:
            start = found.paragraph.flat.rfind("วัน" + found.first_weekday[:4], 0, found.start)
            should = f"{Day(first).weekday}ที่ {official_digits(str(found.first))}"
            yield Hit(found.paragraph, max(0, start), found.end, should)
        yield from _named_wrongly(found, found.weekday)


def _named_wrongly(found: FoundDate, name: str) -> Iterator[Hit]:
    day = found.date
    if day and name and name != WEEKDAYS[day.weekday()]:
        yield _hit(found, f"{Day(day).weekday}ที่ {official_digits(Day(day).typed)}")


@rule("N57", ERROR, "ปี {found} ไม่ใช่ปี พ.ศ. ที่เป็นไปได้",
      "A CE year stands where papers give BE, or the BE year is off by 543 or by centuries. Years of history before "
      "2400, and figures that count something, are let be.",
      "ระเบียบสารบรรณ ข้อ 11.3, 16.5", "๗ มิถุนายน ๒๐๑๙", "๗ มิถุนายน ๒๕๖๒")  # fmt: skip
def christian_year(exam: Exam) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for found in exam.dates:
        seen.add((id(found.paragraph), found.year_at))
        if found.era != "ค.ศ." and _no_be(found.year) and not _COUNTED.match(found.paragraph.flat, found.end):
            yield Hit(found.paragraph, found.year_at, found.end, _be(found.year))
    for p in exam.paper.all:
        for match in _YEAR.finditer(p.flat) if _FOUR.search(p.flat) else ():
            year, said = int(match["year"]), match["of"]
            formal = said.startswith(("พ", "ปีก", "ปีง", "ประจำ"))
            wrong = _no_be(year) if formal else 1900 <= year <= 2100
            if wrong and (id(p), match.start("year")) not in seen and not _COUNTED.match(p.flat, match.end()):
                yield Hit(p, match.start("year"), match.end("year"), _be(year), sure=formal)


def _no_be(year: int) -> bool:
    """Whether a year can be none of a paper: a CE year of our time, or one that is far ahead."""
    return 1900 <= year <= 2100 or year > 2700


@rule("N75", WARNING, "วันที่ของเอกสาร {found} อยู่ในอนาคตเกินสองปี",
      "The paper's own date lies more than two years after today.", "ปฏิทิน", "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๖๕๒",
      "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒")  # fmt: skip
def far_ahead(exam: Exam) -> Iterator[Hit]:
    found = exam.date_of(exam.dated)
    day: date | None = found.date if found else None
    if found and day and (day - exam.today).days > AHEAD:
        yield _hit(found, "ตรวจปีอีกครั้ง")


@rule("N37", WARNING, "เขียนวันที่หรือปีย่อ หรือแบบต่างประเทศ {found}",
      "Abbreviated months, numeric dates and two-digit years do not belong in running text; tables may have them. "
      "English and ISO dates belong nowhere in a Thai paper.",
      "ระเบียบสารบรรณ ข้อ 11.3", "๗ มิ.ย. ๖๒, ๗/๖/๖๒, ปี ๖๒, 2019-06-07", "๗ มิถุนายน ๒๕๖๒")  # fmt: skip
def short_dates(exam: Exam) -> Iterator[Hit]:
    head = exam.head if exam.paper.kind == "memo" else []  # whose lines may stand in a table
    for found in exam.dates:
        if (found.paragraph.cell is None or found.paragraph in head) and (found.short or 40 <= found.year <= 99):
            year = found.year + 2500 if 40 <= found.year <= 99 else found.year
            yield _hit(found, official_digits(f"{found.day} {MONTHS[found.month - 1]} {year or ''}".strip()))
    for p in exam.paper.outside:
        for match in NUMERIC.finditer(p.flat) if "/" in p.flat or "-" in p.flat else ():
            if 1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12:
                yield Hit(p, match.start(), match.end(), "เขียนชื่อเดือนเต็มและปี พ.ศ. สี่หลัก")
        for match in _SHORT_YEAR.finditer(p.flat) if "ปี" in p.flat or "พ.ศ" in p.flat else ():
            if 40 <= int(match["year"]) <= 99:
                yield Hit(p, match.start(), match.end(), official_digits(f"25{match['year']}"))
        for match in SHORT_MONTH.finditer(p.flat) if "." in p.flat and MAY_BE_SHORT.search(p.flat) else ():
            yield Hit(p, match.start(), match.end(), "เขียนชื่อเดือนเต็ม")
    for p in exam.paper.words:
        for match in foreign_dates(p):
            yield Hit(p, match.start(), match.end(), "เช่น ๗ มิถุนายน ๒๕๖๒")


@rule("N38", WARNING, "วันที่ {found} {why}",
      "A letter or memo gives day, month and year alone; the date of an order, announcement or certificate has พ.ศ., "
      "and none has the word เดือน.",
      "ระเบียบสารบรรณ ข้อ 11.3, 16.5, 20.4", "สั่ง ณ วันที่ ๗ มิถุนายน ๒๕๖๒", "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
      kinds=("order", "announcement", "certificate", "letter", "memo", "stamped"))  # fmt: skip
def era_label(exam: Exam) -> Iterator[Hit]:
    found = exam.date_of(exam.dated)
    if found is None:
        return
    p, named = found.paragraph, exam.paper.kind in DATED
    called = re.match(r"\s*(วันที่)", p.flat) if exam.paper.kind in ("letter", "stamped") else None
    if found.word:
        yield Hit(p, found.start, found.end, "ตัดคำว่า เดือน ออก", facts={"why": "มีคำว่า เดือน"})
    if named and found.year and not found.era:
        yield Hit(p, found.start, found.end, "ใส่ พ.ศ. หน้าปี", facts={"why": "ไม่มี พ.ศ."})
    elif not named and (found.era or called):
        what = "พ.ศ." if found.era else "คำว่า วันที่"
        start = called.start(1) if called else found.start
        yield Hit(p, start, found.end, f"ตัด {what} ออก", facts={"why": f"มี{what}"})


@rule("N67", WARNING, "วันที่ในหัวเอกสารแนบท้าย {found} เขียนไม่เหมือนในเอกสารหลัก",
      "The same date stands with พ.ศ. in the order and without it in the annex, or the other way round.",
      "ระเบียบสารบรรณ ข้อ 16.5", "แนบท้ายคำสั่ง … ลงวันที่ ๗ มิถุนายน ๒๕๖๒", "… ลงวันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
      kinds=WITH_ANNEX)  # fmt: skip
def annex_era(exam: Exam) -> Iterator[Hit]:
    main = exam.date_of(exam.dated)
    for found in _annex_dates(exam):
        if main and main.year and found.year and bool(main.era) != bool(found.era):
            yield _hit(found, "มี พ.ศ. เหมือนกัน" if main.era else "ไม่มี พ.ศ. เหมือนกัน")


@rule("S31", ERROR, "เอกสารแนบท้ายอ้าง {found} ไม่ตรงกับเอกสารหลัก ({main})",
      "The annex gives another number or another date than the paper that it belongs to.", "ระเบียบสารบรรณ ข้อ 16",
      "คำสั่งที่ ๒๑๘/๒๕๖๒ · แนบท้ายคำสั่งที่ ๒๑๙/๒๕๖๒", "แนบท้ายคำสั่งที่ ๒๑๘/๒๕๖๒", kinds=WITH_ANNEX)  # fmt: skip
def annex_disagrees(exam: Exam) -> Iterator[Hit]:
    given = exam.number_of(exam.number_line)
    for p in exam.back[:4]:
        match = re.search(r"ที่\s*(?P<number>\d+\s*/\s*\d{4})", p.flat)
        if match and given and re.sub(r"\s", "", match["number"]) != given.typed:
            main = official_digits(given.typed)
            yield Hit(p, match.start("number"), match.end("number"), main, facts={"main": main})
    main_date = exam.date_of(exam.dated)
    for found in _annex_dates(exam):
        if main_date and main_date.year and found.year and _day(found) != _day(main_date):
            main = main_date.paragraph.text[main_date.start : main_date.end]
            yield Hit(found.paragraph, found.start, found.end, main, facts={"main": main})


def _annex_dates(exam: Exam) -> list[FoundDate]:
    """The date that the annex's heading gives."""
    heads = [p for p in exam.back[:4] if "แนบท้าย" in p.flat or "ลงวันที่" in p.flat]
    return [found for found in exam.dates if found.paragraph in heads][:1]


def _day(found: FoundDate) -> tuple[int, int, int]:
    return found.day, found.month, found.year


def _hit(found: FoundDate, should: str) -> Hit:
    return Hit(found.paragraph, found.start, found.end, should)


def _be(year: int) -> str:
    """The BE year that was likely meant."""
    meant = year + 543 if year < 2400 else year - 543
    return official_digits(str(meant)) if 2400 <= meant <= 2700 else "ปี พ.ศ. สี่หลัก เช่น ๒๕๖๙"
