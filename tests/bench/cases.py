"""The data of every engine: the same cases, typed for ours and as the finished texts for the others."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from generator.render import official
from generator.thai import Day, DocNumber, Money, Person

GIVEN = ["สมชาย", "สมหญิง", "ประเสริฐ", "วิไลวรรณ", "ณัฐพงศ์", "กมลชนก", "ธนกฤต", "ปิยะดา", "อภิสิทธิ์", "สุภาพร", "เกียรติศักดิ์", "ญาณิศา"]
STEMS = ["ใจดี", "ศรี", "สุวรรณ", "พงษ์", "แก้ว", "วงศ์", "รัตน", "ทอง", "จันทร์", "บุญ", "สุข", "เจริญ", "อินทร์", "ชัย", "มณี", "กุล"]
POSTS = ["ครูชำนาญการ", "ครูชำนาญการพิเศษ", "ผู้อำนวยการโรงเรียน", "ครูผู้ช่วย", "นักวิชาการศึกษา", "เจ้าพนักงานธุรการ"]
SCHOOLS = ["บ้านหนองบัว", "วัดศรีสุทธาราม", "บ้านโคกสูง", "ชุมชนวัดใหญ่", "อนุบาลเมือง", "ไทยรัฐวิทยา12", "บ้านดอนกลาง"]
BODY = (
    "ตามที่ สำนักงานเขตพื้นที่การศึกษาประถมศึกษา กำหนดจัดการประชุมเชิงปฏิบัติการพัฒนาคุณภาพการศึกษา "
    "ตามนโยบายของสำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน ประจำปีงบประมาณ พ.ศ. 2569 นั้น "
)


def case(paper: str, number: int) -> dict[str, Any]:
    """Case `number` of a paper, with typed values; every case has names, days and amounts of its own."""
    return MAKERS[paper](random.Random(number), number)


def plain(value: Any) -> Any:
    """The case for an engine that knows only texts: as ours shows them, so that the papers say the same."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, bytes) else official(value)


def person(dice: random.Random) -> Person:
    return Person(dice.choice(["นาย", "นาง", "นางสาว"]), dice.choice(GIVEN), "".join(dice.sample(STEMS, 3)))


def day(dice: random.Random) -> Day:
    return Day(date(2026, 1, 1) + timedelta(days=dice.randrange(365)))


def money(dice: random.Random) -> Money:
    return Money(Decimal(dice.randrange(100_000, 9_999_999)) / 100)


def letter(dice: random.Random, number: int) -> dict[str, Any]:
    return {
        "ref_no": DocNumber("ศธ 04001", 0, True, 1 + number),
        "office": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษานครปฐม เขต 1",
        "date": day(dice),
        "subject": "ขอเชิญประชุมเชิงปฏิบัติการพัฒนาคุณภาพการศึกษา",
        "to": person(dice),
        "position": dice.choice(POSTS),
        "school": "โรงเรียน" + dice.choice(SCHOOLS),
        "amount": money(dice),
        "place": "ห้องประชุมพระปฐมเจดีย์ ชั้น 3",
        "body": BODY,
        "signer": person(dice),
        "signer_post": "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
        "phone": "0 3425 1234",
    }


def order(dice: random.Random, number: int) -> dict[str, Any]:
    duties = [f"{n}) ปฏิบัติหน้าที่กรรมการฝ่าย{school}" for n in (1, 2, 3) for school in SCHOOLS]
    people = [
        {
            "no": n,
            "name": person(dice),
            "position": dice.choice(POSTS),
            "duties": [{"t": dice.choice(duties)} for _ in range(dice.randint(1, 3))],
        }
        for n in range(1, 31)
    ]
    return {
        "number": DocNumber("", 2569, False, 1 + number),
        "date": day(dice),
        "subject": "แต่งตั้งคณะกรรมการดำเนินงานสอบแข่งขัน",
        "body": BODY * 2,
        "signer": person(dice),
        "rows": people,
    }


def report(dice: random.Random, number: int) -> dict[str, Any]:
    rows = [
        {
            "no": n,
            "name": person(dice),
            "school": "โรงเรียน" + dice.choice(SCHOOLS),
            "position": dice.choice(POSTS),
            "amount": money(dice),
        }
        for n in range(1, 301)
    ]
    head = {"title": f"รายงานผลการเบิกจ่ายงบประมาณ ฉบับที่ {number}", "date": day(dice), "body": BODY}
    return {**head, "signer": person(dice), "rows": rows}





def photo(dice: random.Random, number: int) -> dict[str, Any]:
    from tests.bench.templates import noise

    return {**letter(dice, number), "photo": noise(300, 400, "JPEG", number)}


MAKERS = {"letter": letter, "order": order, "report": report, "photo": photo}
