"""Tracked changes: the marks by which Word shows what was put in and taken out, and what it is to accept them.

In: runs and paragraphs of some XML. Out: the same, marked (ECMA-376-1 17.13.5 revisions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count

from lxml import etree

from .grid import GONE
from .xml import SPACE, Element, local, number, remove, w

INTO = ("ins", "moveTo")  # what they hold stays, when a tracked change is accepted
NUMBERED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart")
HISTORY = (
    "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
    "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
)  # fmt: skip


@dataclass
class Revisions:
    """The changes of one author on one day (ISO, "" for none); each has a number of its own."""

    author: str
    day: str
    ids: Iterator[int]

    @classmethod
    def among(cls, roots: Iterable[Element], author: str, day: str) -> Revisions:
        """Changes beside those, and the bookmarks, that are there."""
        marks = (element for root in roots for element in root.iter() if local(element) in NUMBERED)
        return cls(author, day, count(1 + int(max((number(mark.get(w("id"))) for mark in marks), default=0))))

    def mark(self, name: str) -> Element:
        """The mark of one change: w:ins, w:del, w:rPrChange …"""
        found = etree.Element(w(name), {w("id"): str(next(self.ids)), w("author"): self.author})
        if self.day:
            found.set(w("date"), f"{self.day}T00:00:00Z")
        return found

    def insert(self, run: Element) -> None:
        """A run of the text was put in."""
        self._wrap(run, "ins")

    def delete(self, run: Element) -> None:
        """A run of the text was taken out."""
        self._wrap(run, "del")
        for text in run.iter(w("t")):
            text.tag = w("delText")
            text.set(SPACE, "preserve")

    def _wrap(self, run: Element, name: str) -> None:
        mark = self.mark(name)
        run.addprevious(mark)
        mark.append(run)

    def end(self, paragraph: Element, name: str) -> None:
        """The mark of a paragraph came or went: said first in its run properties (CT_ParaRPr)."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        of_mark = properties.find(w("rPr"))
        if of_mark is None:
            of_mark = etree.Element(w("rPr"))
            behind = next((node for node in properties if local(node) in ("sectPr", "pPrChange")), None)
            if behind is None:
                properties.append(of_mark)
            else:
                behind.addprevious(of_mark)
        of_mark.insert(0, self.mark(name))

    def row(self, row: Element) -> None:
        """A row of a table was put in (CT_TrPr: behind its other properties)."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(1 if row.find(w("tblPrEx")) is not None else 0, properties)
        properties.append(self.mark("ins"))


def run_of(text: str, properties: Element | None) -> Element:
    """A run that says something: tabs are \\t."""
    run = etree.Element(w("r"))
    if properties is not None:
        run.append(deepcopy(properties))
    for n, line in enumerate(text.split("\t")):
        if n:
            etree.SubElement(run, w("tab"))
        if line:
            node = etree.SubElement(run, w("t"))
            node.text = line
            node.set(SPACE, "preserve")
    return run


def accept(root: Element) -> None:
    """Accept all tracked changes in some XML."""
    for node in list(root.iter(*map(w, HISTORY))):
        remove(node)
    for row in [row for row in root.iter(w("tr")) if row.find(f"{w('trPr')}/{w('del')}") is not None]:
        remove(row)
    for node in list(root.iter(*map(w, sorted(GONE)))):
        remove(node)
    for node in list(root.iter(*map(w, INTO))):
        for child in list(node):
            node.addprevious(child)
        remove(node)
