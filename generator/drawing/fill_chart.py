"""New data in the XML of a chart; whatever the designer chose (colours, legend, titles, axes) stays.

In: the chart part (ECMA-376-1 §21.2) and `Data`. Out: the part with other series, categories, values and caches.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from ..word.xml import NS, Element, find, find_all, local, q, remove
from .alttext import Data, Series, Wrong
from .workbook import category_range, name_range, value_range

# Dark and light by turns: they part on a black-and-white printer too.
PALETTE = ("1F4E79", "9DC3E6", "7F6000", "F4B183", "375623", "C5E0B4", "3B3838", "BFBFBF")
PAPER = ("bg1", "tx1", "lt1", "dk1", "FFFFFF", "000000")  # the colours of paper and ink
FILLED = ("barChart", "bar3DChart", "lineChart", "line3DChart", "pieChart", "pie3DChart", "ofPieChart", "doughnutChart",
          "areaChart", "area3DChart", "radarChart")  # fmt: skip
# Thai digits: a locale code begins with the shape of the digits, D for Thai (ECMA-376-1 §18.8.31); ๑,๒๕๐ for 1,250.
THAI = "[$-D00041E]"
ROUND = ("pieChart", "pie3DChart", "ofPieChart")
BEFORE = {  # what a series holds before each element that is put in (ECMA-376-1 §21.2.2.170: CT_BarSer and its kin)
    "tx": ("idx", "order"),
    "dPt": ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "explosion", "marker", "dPt"),
    "cat": ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "explosion", "marker", "dPt", "dLbls",
            "trendline", "errBars"),
    "val": ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "explosion", "marker", "dPt", "dLbls",
            "trendline", "errBars", "cat"),
}  # fmt: skip


def refill(root: Element, data: Data) -> Data:
    """Put data into a chart; the data with the names that the series have now. Raises: Wrong."""
    found = list(_series(root))
    if not found:
        raise Wrong("กราฟในแม่แบบต้องมีชุดข้อมูลอย่างน้อยหนึ่งชุด")
    group = found[-1].getparent()
    if group is not None and local(group) in ROUND and len(data.series) > 1:
        raise Wrong("กราฟวงกลมแสดงข้อมูลได้ชุดเดียว")
    names = [_name(series) for series in found] + [""] * len(data.series)
    named = tuple(replace(one, name=one.name or names[n]) for n, one in enumerate(data.series))
    if any(not one.name for one in named):
        raise Wrong("ชุดข้อมูลใหม่ต้องมีชื่อ เช่น y=seats:แผนการรับ")
    data = replace(data, series=named)
    for series in found[len(named) :]:
        remove(series)
    while len(found) < len(named):
        found.append(_another(found[-1], len(found)))
    for n, (series, one) in enumerate(zip(found, named, strict=False)):
        _fill(series, one, n, data)
    for form in find_all(root, "//c:numFmt"):
        form.set("formatCode", thai_format(form.get("formatCode", ""), data))
    if any(value < 0 for one in named for value in one.values if value is not None):
        for least in find_all(root, "//c:valAx/c:scaling/c:min"):
            remove(least)  # an axis from 0 would hide them
    return data


def thai_format(code: str, data: Data) -> str:
    """A format of numbers in Thai digits, unless the designer gave it a locale; „General" as whole numbers have it."""
    if code in ("", "General"):
        whole = all(isinstance(value, int) for series in data.series for value in series.values if value is not None)
        code = "#,##0" if whole else "#,##0.00"
    return code if "[$" in code else f"{THAI}{code}"


def _series(root: Element) -> Iterator[Element]:
    """The series of all groups in their order. Raises: Wrong for a kind of chart whose data has another form."""
    area = find(root, "c:chart/c:plotArea")
    groups = [child for child in area if find(child, "c:ser") is not None] if area is not None else []
    for group in groups:
        if local(group) not in FILLED:
            raise Wrong("เติมข้อมูลได้เฉพาะกราฟแท่ง เส้น พื้นที่ วงกลม และเรดาร์")
    every = [series for group in groups for series in group.findall(q("c:ser"))]
    return iter(sorted(every, key=lambda series: int(_val(series, "order") or 0)))


def _another(last: Element, number: int) -> Element:
    """One more series like the last, in another colour."""
    made = deepcopy(last)
    highest = max(int(_val(series, "idx") or 0) for series in find_all(last, "ancestor::c:plotArea//c:ser"))
    for child in [*made.findall(q("c:extLst")), *made.findall(q("c:dPt"))]:
        made.remove(child)
    _set(made, "idx", highest + 1)
    for properties in find_all(made, "c:spPr | c:marker/c:spPr"):
        recolour(properties, number)
    last.addnext(made)
    return made


def recolour(properties: Element, number: int) -> None:
    """Put the next colour of the palette where one colour stands; white, black, patterns and pictures stay."""
    for fill in find_all(properties, "a:solidFill | a:ln/a:solidFill"):
        if not any(colour.get("val") in PAPER for colour in fill):
            for child in list(fill):
                fill.remove(child)
            etree.SubElement(fill, q("a:srgbClr"), val=PALETTE[number % len(PALETTE)])


def _fill(series: Element, one: Series, number: int, data: Data) -> None:
    _set(series, "order", number)
    _put(series, "tx", _reference("strRef", name_range(number), _strings([one.name])))
    _put(series, "cat", _reference("strRef", category_range(data), _strings(data.categories)))
    code = find(series, "c:val//c:formatCode")
    cache = _numbers(one.values, thai_format((code.text if code is not None else None) or "", data))
    _put(series, "val", _reference("numRef", value_range(data, number), cache))
    _fit_points(series, len(data.categories))


def _fit_points(series: Element, count: int) -> None:
    """Points with a look of their own: those beyond the data go; where all had one (a pie), so have the new ones."""
    points = series.findall(q("c:dPt"))
    for point in [*points, *find_all(series, "c:dLbls/c:dLbl")]:
        if int(_val(point, "idx") or 0) >= count:
            remove(point)
    if len(points) < 2:
        return
    for number in range(len(points), count):
        made = deepcopy(points[-1])
        for child in made.findall(q("c:extLst")):
            made.remove(child)
        _set(made, "idx", number)
        for properties in made.findall(q("c:spPr")):
            recolour(properties, number)
        _insert(series, "dPt", made)


def _reference(kind: str, formula: str, cache: Element) -> Element:
    made = etree.Element(q(f"c:{kind}"), nsmap={"c": NS["c"]})
    etree.SubElement(made, q("c:f")).text = formula
    made.append(cache)
    return made


def _strings(texts: list[str] | tuple[str, ...]) -> Element:
    return _cache("strCache", "", [(n, text) for n, text in enumerate(texts)], len(texts))


def _numbers(values: tuple[int | float | None, ...], code: str) -> Element:
    return _cache("numCache", code, [(n, f"{v:.15g}") for n, v in enumerate(values) if v is not None], len(values))


def _cache(kind: str, code: str, points: list[tuple[int, str]], count: int) -> Element:
    made = etree.Element(q(f"c:{kind}"))
    if code:
        etree.SubElement(made, q("c:formatCode")).text = code
    etree.SubElement(made, q("c:ptCount"), val=str(count))
    for number, text in points:
        etree.SubElement(etree.SubElement(made, q("c:pt"), idx=str(number)), q("c:v")).text = text
    return made


def _put(series: Element, name: str, reference: Element) -> None:
    """Replace what an element of a series refers to."""
    holder = series.find(q(f"c:{name}"))
    if holder is None:
        holder = etree.Element(q(f"c:{name}"))
        _insert(series, name, holder)
    for child in list(holder):
        holder.remove(child)
    holder.append(reference)


def _insert(series: Element, name: str, made: Element) -> None:
    before = [child for child in series if local(child) in BEFORE[name]]
    before[-1].addnext(made)


def _name(series: Element) -> str:
    return "".join(node.text or "" for node in find_all(series, "c:tx//c:v"))


def _val(element: Element, name: str) -> str:
    child = element.find(q(f"c:{name}"))
    return child.get("val", "") if child is not None else ""


def _set(element: Element, name: str, value: int) -> None:
    child = element.find(q(f"c:{name}"))
    assert child is not None, name  # idx and order stand in every series
    child.set("val", str(value))
