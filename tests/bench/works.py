"""What whole runs are made of: the work of an office at its usual size, out of the examples of the forms.

Every case has names and texts of its own, so that little of what the program remembers comes again.
"""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import yaml

from tests.bench import cases

ROOT = Path(__file__).parents[2]
OFFICERS, ROWS, SCHOOLS = 30, 300, 150
SYLLABLES = (
    "กา", "ขำ", "คุณ", "งาม", "จิต", "ชม", "ดี", "ตา", "ทอง", "นา", "บัว", "ปาน", "ผา", "ฝน", "พร", "ฟ้า", "มา", "ยง", "รุ้ง",
    "ลำ", "วัง", "สัก", "หงส์", "อิง",
)  # fmt: skip
LEVELS = ("ระดับก่อนประถมศึกษา", "ชั้นประถมศึกษาปีที่ ๑")


def orders(folder: Path, count: int) -> list[Path]:
    """Orders of thirty officers with two duties each, a file each."""
    return [_write(folder / f"order-{n:03}.yaml", [_order(n)]) for n in range(count)]


def reports(folder: Path, count: int) -> list[Path]:
    """Reports with a table of 300 rows, a file each."""
    return [_write(folder / f"report-{n:03}.yaml", [_report(n)]) for n in range(count)]


def admission(folder: Path) -> list[Path]:
    """The admission of pupils to 150 schools."""
    case = _example("admission")
    areas, enrolments = [], []
    for school in map(school_of, range(SCHOOLS)):
        areas.append({"school": school, "area": "ตำบลนาสมมติ อำเภอเมืองเลย หมู่ที่ ๑ – ๔"})
        pupils = {"plan": 20, "applied": 19, "male": 11, "female": 8, "outside": 0}
        enrolments += [{"school": school, "level": level, **pupils} for level in LEVELS]
    case["calendar"] = case["calendar"][:2]
    case |= {"areas": areas, "enrolments": enrolments}
    case["invitation"]["invited"] = [{"head": f"ผู้อำนวยการ{area['school']}"} for area in areas]
    return [_write(folder / "admission.yaml", [case])]


def finished(folder: Path, paper: str, count: int) -> Path:
    """Equivalent cases for the plain loop, finished texts: a file each, in a folder of their own."""
    folder.mkdir()
    for n in range(count):
        text = yaml.safe_dump(cases.plain(cases.case(paper, n)), allow_unicode=True, sort_keys=False)
        (folder / f"{n:03}.yaml").write_text(text, encoding="utf-8")
    return folder


def school_of(number: int) -> str:
    first, second = divmod(number, len(SYLLABLES))
    return f"โรงเรียนบ้าน{SYLLABLES[second]}สมมติ{SYLLABLES[first]}"


def _order(number: int) -> dict[str, Any]:
    dice = random.Random(number)
    duties = [f"งานส่งเสริมและสนับสนุนการจัดการศึกษา ของโรงเรียน{school} ในเขตพื้นที่" for school in cases.SCHOOLS]
    people = {}
    while len(people) < OFFICERS:
        person = cases.person(dice)
        people[person.name] = {"name": str(person), "position": dice.choice(cases.POSTS), "duties": dice.sample(duties, 2)}
    return {**_example("order"), "number": f"{number + 1}/๒๕๖๒", "people": list(people.values())}


def _report(number: int) -> dict[str, Any]:
    dice = random.Random(number)
    rows = []
    for n in range(ROWS):
        target = dice.randrange(20, 200)
        rows.append({"name": f"{school_of(n % 500)} {n}", "target": target, "actual": target - n % 7})
    return {**_example("report"), "subject": f"รายงานผลการรับนักเรียน ครั้งที่ {number + 1}", "rows": rows}


def _example(form: str) -> dict[str, Any]:
    text = (ROOT / "forms" / form / "examples.yaml").read_text(encoding="utf-8")
    return copy.deepcopy(dict(yaml.safe_load(text)[0]))


def _write(path: Path, said: list[dict[str, Any]]) -> Path:
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
