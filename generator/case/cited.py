"""An order that a text of the case cites („คำสั่งที่ 95/2570 ลงวันที่ 15 กุมภาพันธ์ 2570") is the order of the case.

In: a record and its values. Out: a problem where the cited number has another day than the order has in its own cells,
and a notice where the day is that of an order with another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ..errors import Problem, problem
from ..fields import Field
from ..form import Form
from ..office import Office
from ..thai import MONTHS, Day, DocNumber, Unreadable, arabic_digits
from .record import Record

_CITED = re.compile(
    r"คำสั่ง(?P<whose>(?:(?!คำสั่ง).){0,80}?)\s*(?:เลข)?ที่\s*(?P<number>[0-9]{1,6}\s*/\s*[0-9]{4})\s*"
    rf"(?:ลง|สั่ง\s*ณ|เมื่อ)\s*วัน(?:ที่)?\s*(?P<day>[0-9]{{1,2}}\s*(?:{'|'.join(MONTHS)})\s*(?:พ\.\s?ศ\.\s*)?[0-9]{{4}})"
)


class Order(NamedTuple):
    """An order with number and day, and the record where both stand."""

    number: DocNumber
    day: Day
    record: Record


def settle_cited(form: Form, record: Record, values: Mapping[str, Any], office: Office) -> list[Problem]:
    """Hold what the texts of a case say of its orders against the cells of the orders."""
    orders = list(_orders(form, record, values))
    return list(_held(form.fields, record, values, orders, office)) if orders else []


def _orders(form: Form, record: Record, values: Mapping[str, Any]) -> Iterator[Order]:
    for name in dict.fromkeys(paper.record for paper in form.papers if paper.kind == "order"):
        own, inner = (record.records.get(name), values[name]) if name else (record, values)
        number, day = (inner.get(key) for key in ("number", "date")) if own and inner else (None, None)
        if own and isinstance(number, DocNumber) and isinstance(day, Day):
            yield Order(number, day, own)


def _held(
    fields: Sequence[Field], record: Record, values: Mapping[str, Any], orders: Sequence[Order], office: Office
) -> Iterator[Problem]:
    for of in fields:
        found = values[of.key]
        if of.is_list:
            for row, inner in zip(record.lists.get(of.key, ()), found, strict=True):
                yield from _held(of.of, row, inner, orders, office)
        elif of.is_record and found:
            yield from _held(of.of, record.records[of.key], found, orders, office)
        elif of.kind.is_prose:  # or a person, of a field whose value is among persons
            for text in found if isinstance(found, tuple) else (str(found or ""),):
                yield from _in_text(text, of, record, orders, office)


def _in_text(text: str, of: Field, record: Record, orders: Sequence[Order], office: Office) -> Iterator[Problem]:
    for cited in _CITED.finditer(arabic_digits(text)) if "คำสั่ง" in text else ():
        if not _ours(cited["whose"], office):
            continue
        try:
            number, day = DocNumber.parse(cited["number"]), Day.parse(cited["day"], office.today)
        except Unreadable:
            continue
        for order in orders:
            if (number == order.number) == (day == order.day):
                continue  # the order itself, or another one
            key = "date" if number == order.number else "number"
            where = replace(order.record.where(key), file="")
            facts = {"found": " ".join(cited[0].split()), "number": order.number.typed, "day": order.day.typed}
            code = "E142" if number == order.number else "W109"
            yield problem(code, record.where(of.key), label=of.label, where=where, **facts)


def _ours(whose: str, office: Office) -> bool:
    """Whether the words between คำสั่ง and its number leave it an order of this office."""
    said = "".join(whose.split())
    return not said or any(said == "".join(arabic_digits(name).split()) for name in (office.name, office.short))
