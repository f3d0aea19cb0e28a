"""What a chart shows, said in its alt text: `กราฟ: results x=school y=seats:แผนการรับ,applicants:ผู้สมัคร`.

In: the alt text, then the names of a case. Out: `Data`: categories and series, as they stand in the chart.

    กราฟ: LIST x=FIELD y=FIELD[:NAME],…      a category a row
    กราฟ: LIST sum=FIELD y=FIELD[:NAME],…    a category a different value of FIELD, its rows added up
    กราฟ: LIST count=FIELD[:NAME]            a category a different value of FIELD, its rows counted
    … series=FIELD                           with sum or count: a series a different value of FIELD

NAME is that of the series; without it the series keeps the name that it has in the template. A list of a record is
`RECORD.LIST`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..thai import Money, arabic_digits, glue, nearest, official_digits
from . import CHART

MARK = CHART
KEYS = ("x", "sum", "count", "y", "series")
WAYS = ("x", "sum", "count")
PART = re.compile(r"\s(?P<key>[A-Za-z]\w*)\s*=")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
Number = int | float | None


class Wrong(ValueError):
    """The alt text cannot be followed. `name` is what is not known, `known` what is; or `why`, in Thai."""

    def __init__(self, why: str = "", name: str = "", known: Iterable[str] = ()) -> None:
        super().__init__(why or name)
        self.why, self.name, self.known = why, name, tuple(known)

    @property
    def nearest(self) -> str | None:
        return nearest(self.name, self.known)


@dataclass(frozen=True)
class Spec:
    """What a chart shows: the list `of`, in the `way` (x, sum, count) of the field `by`; `y` are (field, name)."""

    of: str
    way: str
    by: str
    y: tuple[tuple[str, str], ...]
    series: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.by, *(field for field, _ in self.y), self.series)))


@dataclass(frozen=True)
class Series:
    """A series; an empty `name` is the template's. None among its values is a gap."""

    name: str
    values: tuple[Number, ...]


@dataclass(frozen=True)
class Data:
    categories: tuple[str, ...]
    series: tuple[Series, ...]


def read(alt: str) -> Spec:
    """The specification in an alt text. Raises: Wrong."""
    text = " ".join(alt.removeprefix(MARK).split())
    marks = list(PART.finditer(text))
    of = (text[: marks[0].start()] if marks else text).strip()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    said = {mark["key"]: text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=bool(marks)) if mark}
    for key in said:
        if key not in KEYS:
            raise Wrong(name=key, known=KEYS)
    if not NAME.fullmatch(of):
        raise Wrong(f"หลัง {MARK} ต้องเป็นชื่อรายการ")
    ways = [way for way in WAYS if way in said]
    if len(ways) != 1:
        raise Wrong("ต้องมี x= หรือ sum= หรือ count= อย่างใดอย่างหนึ่ง")
    return _checked(of, ways[0], said)


def _checked(of: str, way: str, said: Mapping[str, str]) -> Spec:
    if (way == "count") == ("y" in said):
        raise Wrong("count= ไม่ใช้ y=" if way == "count" else "ต้องมี y=")
    if "series" in said and way == "x":
        raise Wrong("series= ใช้กับ sum= หรือ count=")
    by, name = _named(said[way])
    y = [_named(one) for one in said["y"].split(",")] if "y" in said else [("", name)]
    if "series" in said and len(y) > 1:
        raise Wrong("series= ใช้กับ y= ได้ช่องเดียว")
    for field in (by, said.get("series", by), *(field for field, _ in y if "y" in said)):
        if not NAME.fullmatch(field):
            raise Wrong(f'"{field}" ไม่ใช่ชื่อช่อง')
    return Spec(of, way, by, tuple(y), said.get("series", ""))


def _named(text: str) -> tuple[str, str]:
    field, _, name = text.partition(":")
    return field.strip(), name.strip()


def data(spec: Spec, context: Mapping[str, Any]) -> Data:
    """What the chart shows of a case. Raises: Wrong for a name that is not there and a value that is no number."""
    rows = _list(spec.of, context)
    if spec.way == "x":
        categories = tuple(text(_value(row, spec.by)) for row in rows)
        return Data(categories, tuple(Series(name, tuple(_numbers(rows, field))) for field, name in spec.y))
    return _grouped(spec, rows)


def _grouped(spec: Spec, rows: Sequence[Any]) -> Data:
    """Categories in the order in which they first come; a pair of category and series without a row is a gap."""
    totals: dict[tuple[str, str], Number] = {}
    places = [(field, name, text(_value(row, spec.by)), row) for field, name in spec.y for row in rows]
    for field, name, category, row in places:
        series = text(_value(row, spec.series)) if spec.series else f"{field}\0{name}"
        number = next(_numbers([row], field)) if field else 1
        if number is not None:
            totals[category, series] = (totals.get((category, series)) or 0) + number
        else:
            totals.setdefault((category, series), None)
    categories = tuple(dict.fromkeys(category for category, _ in totals))
    found = dict.fromkeys(series for _, series in totals)
    names = {series: series if spec.series else series.partition("\0")[2] for series in found}
    return Data(
        categories,
        tuple(Series(name, tuple(totals.get((c, series)) for c in categories)) for series, name in names.items()),
    )


def _list(of: str, context: Mapping[str, Any]) -> Sequence[Any]:
    value: Any = context
    for name in of.split("."):
        value = _value(value, name)
    if value is None:
        return ()
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise Wrong(f"{of} ไม่ใช่รายการ")
    return tuple(value)


def _value(row: Any, name: str) -> Any:
    if isinstance(row, Mapping):
        if name not in row:
            raise Wrong(name=name, known=map(str, row))
        return row[name]
    if row is None or not hasattr(row, name):
        raise Wrong(name=name, known=(known for known in dir(row) if not known.startswith("_")))
    return getattr(row, name)


def _numbers(rows: Iterable[Any], field: str) -> Iterator[Number]:
    for row in rows:
        value = _value(row, field)
        number = _number(value)
        if number is None and value not in (None, ""):
            raise Wrong(f'{field} มีค่า "{value}" ซึ่งไม่ใช่ตัวเลข')
        yield number


def _number(value: Any) -> Number:
    if isinstance(value, Money):
        value = value.baht
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    typed = arabic_digits(str(value)).replace(",", "").strip()
    return float(typed) if re.fullmatch(r"-?\d{1,15}(\.\d+)?", typed) else None


def text(value: Any) -> str:
    """A value as the chart shows it: Thai digits, and one line."""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    return official_digits(glue(" ".join(str(value).split()))) if value is not None else ""
