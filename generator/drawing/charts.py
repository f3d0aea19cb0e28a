"""Native charts of a paper: they stand in the template, marked by their alt text; here they get the data of a case.

In: the parts of a rendered paper and the names that its template saw. Out: the parts with the charts filled: data,
caches and the workbook inside each. A chart without a row of data goes, with its paragraph. The alt text: `alttext`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ..errors import GenError, Place, Problem, guess, problem
from ..word import opc
from ..word.package import OFFICE, add_part, free_name, relate
from ..word.xml import Element, Parts, dump, emu, find, find_all, parse, q, relations
from . import alttext
from .alttext import MARK, Wrong
from .fill_chart import refill, thai_format
from .workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PACKAGE = f"{OFFICE}/package"
MARKED = f"//wp:docPr[starts-with(normalize-space(@descr), '{MARK}')]"
BAR, ROUND_BARS, HIGHEST = 0.4, 2.5, 21.0  # cm: a category, what stands around them, a page
AFTER_DATA = ("printSettings", "userShapes", "extLst")  # of a chart space, what follows c:externalData


@dataclass(frozen=True)
class Chart:
    """A marked chart: where it stands, its alt text, and its part (empty: the mark is on no chart)."""

    story: str
    paragraph: int
    alt: str
    part: str
    drawing: Element


def has_charts(parts: Mapping[str, bytes]) -> bool:
    """Whether `fill` has anything to do; quick, so that it can be asked of every template."""
    return any(MARK.encode() in parts[name] for name in opc.stories(parts))


def uses(parts: Mapping[str, bytes]) -> Iterator[alttext.Spec]:
    """What the marked charts of a template ask of a case; a mark that cannot be read asks for nothing."""
    for story, root in _roots(parts):
        for chart in _charts(parts, story, root):
            with suppress(Wrong):
                yield alttext.read(chart.alt)


def names(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The names of a case that the marked charts of a template ask for."""
    return frozenset(use.of.partition(".")[0] for use in uses(parts))


def fields(parts: Mapping[str, bytes]) -> frozenset[str]:
    """What they ask of the rows."""
    return frozenset(word for use in uses(parts) for word in re.findall(r"[A-Za-z_]\w*", repr(use)))


def fill(parts: Mapping[str, bytes], context: Mapping[str, Any], template: str = "แม่แบบ") -> Parts:
    """The parts with the data of a case in every marked chart. Raises: GenError E410, E411."""
    filled = dict(parts)
    seen: set[str] = set()
    for story, root in _roots(parts):
        gone = []
        for chart in _charts(parts, story, root):
            try:
                if not _filled(filled, chart, context, seen):
                    gone.append(chart.drawing)
            except Wrong as error:
                raise GenError(*_told(error), **_where(error, chart, template)) from None
        for drawing in gone:
            _vanish(drawing)
        filled[story] = dump(root)
    return filled


def _filled(parts: Parts, chart: Chart, context: Mapping[str, Any], seen: set[str]) -> bool:
    """Fill one chart; False when there is no data for it."""
    data = alttext.data(alttext.read(chart.alt), context)
    if not chart.part:
        raise Wrong("ข้อความนี้อยู่ที่รูปซึ่งไม่ใช่กราฟ")
    if chart.part in seen:
        raise Wrong("กราฟอยู่ในแท็ก for ไม่ได้ ใช้ series= หรือวางกราฟแยกกัน")
    seen.add(chart.part)
    if not data.categories:
        return False
    root = parse(parts[chart.part])
    data = refill(root, data)
    _give_room(chart.drawing, root, len(data.categories))
    name = _workbook_part(parts, chart.part, root)
    parts[name] = workbook(data, thai_format("", data))
    parts[chart.part] = dump(root)
    return True


def _give_room(drawing: Element, root: Element, count: int) -> None:
    """A chart of lying bars grows with its categories, as far as a page goes, so that each has a line of its own."""
    extent = find(drawing, "wp:inline/wp:extent")
    if extent is None or find(root, "//c:barDir[@val='bar']") is None:
        return
    height = min(max(int(extent.get("cy", "0")), emu(ROUND_BARS + BAR * count)), emu(HIGHEST))
    extent.set("cy", str(height))


def _workbook_part(parts: Parts, chart: str, root: Element) -> str:
    """The part of a chart's workbook; a new one where the chart had none, a linked file, or an older kind of file."""
    held = root.find(q("c:externalData"))
    _, name = relations(parts, chart).get(held.get(q("r:id"), ""), ("", "")) if held is not None else ("", "")
    if name in parts and name.endswith(".xlsx"):
        return name
    name = free_name(parts, "word/embeddings/gen-chart{}.xlsx")
    add_part(parts, name, b"", XLSX)
    if held is None:
        held = etree.Element(q("c:externalData"))
        etree.SubElement(held, q("c:autoUpdate"), val="0")
        later = next((child for child in root if etree.QName(child).localname in AFTER_DATA), None)
        root.append(held) if later is None else later.addprevious(held)
    held.set(q("r:id"), relate(parts, chart, PACKAGE, name))
    return name


def _vanish(drawing: Element) -> None:
    """Take a drawing out, and its paragraph when nothing else stands in that (and the cell keeps one)."""
    paragraph = next(drawing.iterancestors(q("w:p")))
    run = next(drawing.iterancestors(q("w:r")))
    for child in list(run):
        if child is drawing or drawing in child.iterdescendants():  # in an mc:AlternateContent
            run.remove(child)
    needed = find(paragraph, "w:pPr/w:sectPr | .//w:t | .//w:drawing | .//w:pict | .//w:fldChar") is not None
    parent = paragraph.getparent()
    if needed or parent is None or (parent.tag == q("w:tc") and len(parent.findall(q("w:p"))) == 1):
        return
    parent.remove(paragraph)


def check(
    parts: Mapping[str, bytes], known: Mapping[str, Collection[str]], template: str = "แม่แบบ"
) -> Iterator[Problem]:
    """What is wrong with the marked charts of a template; `known` are the lists of the form with their columns."""
    for story, root in _roots(parts):
        for chart in _charts(parts, story, root):
            try:
                _check(parts, chart, known)
            except Wrong as error:
                code, place = _told(error)
                yield problem(code, place, **_where(error, chart, template))


def _check(parts: Mapping[str, bytes], chart: Chart, known: Mapping[str, Collection[str]]) -> None:
    what = alttext.read(chart.alt)
    if what.of not in known:
        raise Wrong(name=what.of, known=known)
    for name in what.fields:
        if name not in known[what.of]:
            raise Wrong(name=name, known=known[what.of])
    if not chart.part:
        raise Wrong("ข้อความนี้อยู่ที่รูปซึ่งไม่ใช่กราฟ")
    sample = tuple(alttext.Series(name, (1,)) for _, name in what.y)
    refill(parse(parts[chart.part]), alttext.Data(("ก",), sample))


def _roots(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    for name in opc.stories(parts):
        if MARK.encode() in parts[name]:
            yield name, parse(parts[name])


def _charts(parts: Mapping[str, bytes], story: str, root: Element) -> Iterator[Chart]:
    """The marked drawings of a part; those of mc:Fallback are shadows of others."""
    related = relations(parts, story)
    paragraphs = {paragraph: n for n, paragraph in enumerate(root.iter(q("w:p")), 1)}
    for named in find_all(root, f"{MARKED}[not(ancestor::mc:Fallback)]"):
        drawing = next(named.iterancestors(q("w:drawing")))
        held = find(drawing, ".//c:chart")
        _, part = related.get(held.get(q("r:id"), ""), ("", "")) if held is not None else ("", "")
        number = paragraphs[next(drawing.iterancestors(q("w:p")))]
        yield Chart(story, number, (named.get("descr") or "").strip(), part if part in parts else "", drawing)


def _told(error: Wrong) -> tuple[str, Place]:
    return "E410" if error.name else "E411", Place()


def _where(error: Wrong, chart: Chart, template: str) -> dict[str, Any]:
    facts = {"template": template, "paragraph": chart.paragraph, "near": chart.alt}
    said = {"name": error.name, "guess": guess(error.nearest)} if error.name else {"why": error.why}
    return {**facts, **said}
