"""Rules on dates; values are CE, papers are BE."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ..thai import MONTHS, WEEKDAYS, Day, official_digits
from .dates import SHORT_MONTH, FoundDate
from .look import Look
from .rule import ERROR, WARNING, Hit, rule

_NUMERIC = re.compile(
    r"(?<![\d/.\-])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])|(?<![\d/.\-])\d{1,2}-\d{1,2}-(?:25\d{2}|20\d{2})(?!\d)"
)
_SHORT_YEAR = re.compile(
    r"(?:ปี(?:การศึกษา|งบประมาณ)?\s?|พ\.ศ\.\s?)(?P<year>\d{2})(?![\d.,/]|\s*(?:วัน|เดือน|ปี|คน|บาท|ครั้ง(?!ที่)|คะแนน))"
)
_YEAR = re.compile(rf"(?:พ\.ศ\.|พุทธศักราช|ปีการศึกษา|ปีงบประมาณ|ประจำปี|ปี|{'|'.join(MONTHS)})\s*(?P<year>\d{{4}})(?![\d/])")
WITH_ANNEX = ("order", "announcement", "report", "unknown")
AHEAD = 731  # days after today that a paper may be dated


@rule("N36", ERROR, "ไม่มีวันที่ {found} ในปฏิทิน",
      "The day does not exist in its month, or a range of days runs backwards.", "ปฏิทิน", "๓๐ กุมภาพันธ์ ๒๕๖๙",
      "๒๘ กุมภาพันธ์ ๒๕๖๙")  # fmt: skip
def impossible(look: Look) -> Iterator[Hit]:
    for found in look.dates:
        year = found.ce or (found.year if 1900 <= found.year <= 2100 else 2024)  # a leap year where none is said
        if not found.exists(year):
            last = monthrange(year, found.month)[1]
            yield _hit(found, f"ไม่เกิน {last} {MONTHS[found.month - 1]}")
        elif found.first and found.first >= found.day:
            yield _hit(found, f"วันแรก ({found.first}) ต้องอยู่ก่อนวันสุดท้าย ({found.day})")


@rule("N56", ERROR, "วันในสัปดาห์ไม่ตรงกับวันที่: {found}", "The weekday is not that of the date.", "ปฏิทิน",
      "วันศุกร์ที่ ๘ มิถุนายน ๒๕๖๒", "วันเสาร์ที่ ๘ มิถุนายน ๒๕๖๒")  # fmt: skip
def weekday(look: Look) -> Iterator[Hit]:
    for found in look.dates:
        day = found.date
        if day and found.weekday and found.weekday != WEEKDAYS[day.weekday()] and not found.first:
            yield _hit(found, f"{Day(day).weekday}ที่ {official_digits(Day(day).typed)}")


@rule("N57", ERROR, "ปี {found} ไม่ใช่ปี พ.ศ. ที่เป็นไปได้",
      "A CE year stands where papers give BE, or the BE year is off by 543 or by centuries.",
      "ระเบียบสารบรรณ ข้อ 11.3, 16.5", "๗ มิถุนายน ๒๐๑๙", "๗ มิถุนายน ๒๕๖๒")  # fmt: skip
def christian_year(look: Look) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for found in look.dates:
        if found.year >= 1000 and found.era != "ค.ศ." and not found.be:
            seen.add((id(found.paragraph), found.year_at))
            yield Hit(found.paragraph, found.year_at, found.end, _be(found.year))
    for p in look.paper.all:
        for match in _YEAR.finditer(p.flat):
            if not 2400 <= int(match["year"]) <= 2700 and (id(p), match.start("year")) not in seen:
                yield Hit(p, match.start("year"), match.end("year"), _be(int(match["year"])))


@rule("N75", WARNING, "วันที่ของเอกสาร {found} อยู่ในอนาคตเกินสองปี",
      "The paper's own date lies more than two years after today.", "ปฏิทิน", "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๖๕๒",
      "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒")  # fmt: skip
def far_ahead(look: Look) -> Iterator[Hit]:
    found = look.date_of(look.dated)
    day: date | None = found.date if found else None
    if found and day and (day - look.today).days > AHEAD:
        yield _hit(found, "ตรวจปีอีกครั้ง")


@rule("N37", WARNING, "เขียนวันที่หรือปีย่อ {found}",
      "Abbreviated months, numeric dates and two-digit years do not belong in running text; tables may have them.",
      "ระเบียบสารบรรณ ข้อ 11.3", "๗ มิ.ย. ๖๒, ๗/๖/๖๒, ปี ๖๒", "๗ มิถุนายน ๒๕๖๒")  # fmt: skip
def short_dates(look: Look) -> Iterator[Hit]:
    for found in look.dates:
        if found.paragraph.cell is None and (found.short or 40 <= found.year <= 99):
            year = found.year + 2500 if 40 <= found.year <= 99 else found.year
            yield _hit(found, official_digits(f"{found.day} {MONTHS[found.month - 1]} {year or ''}".strip()))
    for p in look.paper.outside:
        for match in _NUMERIC.finditer(p.flat) if "/" in p.flat or "-" in p.flat else ():
            yield Hit(p, match.start(), match.end(), "เขียนชื่อเดือนเต็มและปี พ.ศ. สี่หลัก")
        for match in _SHORT_YEAR.finditer(p.flat):
            if 40 <= int(match["year"]) <= 99:
                yield Hit(p, match.start(), match.end(), official_digits(f"25{match['year']}"))
        for match in SHORT_MONTH.finditer(p.flat) if "." in p.flat else ():
            yield Hit(p, match.start(), match.end(), "เขียนชื่อเดือนเต็ม")


@rule("N38", WARNING, "วันที่ {found} {why}",
      "A letter gives day, month and year alone; the date of an order, announcement or certificate has พ.ศ.",
      "ระเบียบสารบรรณ ข้อ 11.3, 16.5, 20.4", "สั่ง ณ วันที่ ๗ มิถุนายน ๒๕๖๒", "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
      kinds=("order", "announcement", "certificate", "letter", "stamped"))  # fmt: skip
def era_label(look: Look) -> Iterator[Hit]:
    found = look.date_of(look.dated)
    if found is None:
        return
    text = found.paragraph.flat
    if look.paper.kind not in ("letter", "stamped"):
        if found.year and not found.era:
            yield Hit(found.paragraph, found.start, found.end, "ใส่ พ.ศ. หน้าปี", facts={"why": "ไม่มี พ.ศ."})
    elif found.era or text.strip().startswith("วันที่"):
        what = "พ.ศ." if found.era else "คำว่า วันที่"
        yield Hit(found.paragraph, 0, len(text.rstrip()), f"ตัด {what} ออก", facts={"why": f"มี{what}"})


@rule("N67", WARNING, "วันที่ในหัวเอกสารแนบท้าย {found} เขียนไม่เหมือนในเอกสารหลัก",
      "The same date stands with พ.ศ. in the order and without it in the annex, or the other way round.",
      "ระเบียบสารบรรณ ข้อ 16.5", "แนบท้ายคำสั่ง … ลงวันที่ ๗ มิถุนายน ๒๕๖๒", "… ลงวันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒",
      kinds=WITH_ANNEX)  # fmt: skip
def annex_era(look: Look) -> Iterator[Hit]:
    main = look.date_of(look.dated)
    for found in _annex_dates(look):
        if main and main.year and found.year and bool(main.era) != bool(found.era):
            yield _hit(found, "มี พ.ศ. เหมือนกัน" if main.era else "ไม่มี พ.ศ. เหมือนกัน")


@rule("S31", ERROR, "เอกสารแนบท้ายอ้าง {found} ไม่ตรงกับเอกสารหลัก ({main})",
      "The annex gives another number or another date than the paper that it belongs to.", "ระเบียบสารบรรณ ข้อ 16",
      "คำสั่งที่ ๒๑๘/๒๕๖๒ · แนบท้ายคำสั่งที่ ๒๑๙/๒๕๖๒", "แนบท้ายคำสั่งที่ ๒๑๘/๒๕๖๒", kinds=WITH_ANNEX)  # fmt: skip
def annex_disagrees(look: Look) -> Iterator[Hit]:
    given = look.number_of(look.number_line)
    for p in look.back[:4]:
        match = re.search(r"ที่\s*(?P<number>\d+\s*/\s*\d{4})", p.flat)
        if match and given and re.sub(r"\s", "", match["number"]) != given.typed:
            main = official_digits(given.typed)
            yield Hit(p, match.start("number"), match.end("number"), main, facts={"main": main})
    main_date = look.date_of(look.dated)
    for found in _annex_dates(look):
        if main_date and main_date.year and found.year and _day(found) != _day(main_date):
            main = main_date.paragraph.text[main_date.start : main_date.end]
            yield Hit(found.paragraph, found.start, found.end, main, facts={"main": main})


def _annex_dates(look: Look) -> list[FoundDate]:
    """The date that the annex's heading gives."""
    heads = [p for p in look.back[:4] if "แนบท้าย" in p.flat or "ลงวันที่" in p.flat]
    return [found for found in look.dates if found.paragraph in heads][:1]


def _day(found: FoundDate) -> tuple[int, int, int]:
    return found.day, found.month, found.year


def _hit(found: FoundDate, should: str) -> Hit:
    return Hit(found.paragraph, found.start, found.end, should)


def _be(year: int) -> str:
    """The BE year that was likely meant."""
    meant = year + 543 if year < 2400 else year - 543
    return official_digits(str(meant)) if 2400 <= meant <= 2700 else "ปี พ.ศ. สี่หลัก เช่น ๒๕๖๙"
