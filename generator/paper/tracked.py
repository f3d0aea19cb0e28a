"""What a clerk changed, as a Word file with tracked changes: a copy of the edited paper in which Word shows them.

In: a paper as it was made and as it is now. Out: the bytes of the copy. Tracked changes that are in the paper already
are taken as accepted first, so that all of the clerk's changes show alike. (ECMA-376-1 17.13.5 revisions.)
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from ..mask import masked
from ..word import opc
from ..word.xml import SPACE, remove
from .changes import aligned, pieces
from .text import GONE, PARSER, W, atoms, paragraphs, text_of

AUTHOR = "ผู้แก้ไข"
BODY = "word/document.xml"
INTO = (f"{W}ins", f"{W}moveTo")  # what they hold stays, when a tracked change is accepted
HISTORY = (
    "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
    "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
)  # fmt: skip


@dataclass
class Marks:
    """The numbers of the changes, and the day that they bear ("" for none)."""

    day: str = ""
    ids: Iterator[int] = field(default_factory=lambda: count(900_000))

    def element(self, tag: str) -> etree._Element:
        found = etree.Element(f"{W}{tag}", {f"{W}id": str(next(self.ids)), f"{W}author": AUTHOR})
        if self.day:
            found.set(f"{W}date", f"{self.day}T00:00:00Z")
        return found


def tracked(made: bytes, now: bytes, day: str = "") -> bytes:
    """A copy of the paper `now` whose differences from `made` are tracked changes of `day` (ISO).

    Raises: opc.NotAPackage, lxml.etree.XMLSyntaxError.
    """
    parts = opc.read(now)
    old = etree.fromstring(opc.read(made)[BODY], PARSER)
    new = etree.fromstring(parts[BODY], PARSER)
    accept(new)
    _mark(list(paragraphs(old)), list(paragraphs(new)), Marks(day))
    parts[BODY] = etree.tostring(new, xml_declaration=True, encoding="UTF-8", standalone=True)
    return opc.write(parts)


def accept(root: etree._Element) -> None:
    """Accept all tracked changes in some XML."""
    for name in HISTORY:
        for node in list(root.iter(f"{W}{name}")):
            remove(node)
    for row in [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]:
        remove(row)
    for node in [node for tag in GONE for node in root.iter(tag)]:
        remove(node)
    for node in [node for tag in INTO for node in root.iter(tag)]:
        for child in list(node):
            node.addprevious(child)
        remove(node)


def _mark(old: list[etree._Element], new: list[etree._Element], marks: Marks) -> None:
    last: etree._Element | None = None
    added = set()
    for i, j in list(aligned([masked(text_of(one)) for one in old], [masked(text_of(one)) for one in new])):
        if j is None:
            assert i is not None
            last = _put_removed(old[i], last, new, marks)
            continue
        if i is None:
            added.add(new[j])
            _mark_added(new[j], marks)
        else:
            _mark_changed(new[j], text_of(old[i]), marks)
        last = new[j]
    _mark_rows(added, marks)


def _mark_rows(added: set[etree._Element], marks: Marks) -> None:
    """A table row of which every paragraph is new is new itself (CT_TrPr: behind the other properties)."""
    rows = dict.fromkeys(row for one in added if (row := next(one.iterancestors(f"{W}tr"), None)) is not None)
    for row in rows:
        if all(one in added or not text_of(one) for one in paragraphs(row)):
            properties = row.find(f"{W}trPr")
            if properties is None:
                properties = etree.Element(f"{W}trPr")
                row.insert(1 if row.find(f"{W}tblPrEx") is not None else 0, properties)
            properties.append(marks.element("ins"))


def _mark_added(paragraph: etree._Element, marks: Marks) -> None:
    """A new paragraph: its words and its mark."""
    for run in _runs(paragraph):
        _wrap(run, marks.element("ins"))
    _mark_end(paragraph, marks.element("ins"))


def _mark_changed(paragraph: etree._Element, old: str, marks: Marks) -> None:
    """The new words of a paragraph as inserted, the old ones as deleted before them."""
    new = masked(text_of(paragraph))
    if new == masked(old):
        return
    at = 0
    inserted: list[tuple[int, int]] = []
    deleted: list[tuple[int, str]] = []
    for kind, before, after in pieces(masked(old), new):
        if kind != "equal":
            inserted += [(at, at + len(after))] if after else []
            deleted += [(at, before)] if before else []
        at += len(after)
    _split(paragraph, sorted({place for span in inserted for place in span} | {place for place, _ in deleted}))
    starts: dict[int, etree._Element] = {}
    end = 0
    for run in _runs(paragraph):
        starts.setdefault(end, run)
        length = len("".join(text for _, text in atoms(run)))
        if any(start <= end and end + length <= stop and length for start, stop in inserted):
            _wrap(run, marks.element("ins"))
        end += length
    for place, text in deleted:
        _put_deleted(paragraph, starts.get(place), text, marks)


def _split(paragraph: etree._Element, places: list[int]) -> None:
    """Cut the runs of a paragraph so that one begins at each of these characters."""
    for place in places:
        at = 0
        for run in _runs(paragraph):
            found = list(atoms(run))
            length = sum(len(text) for _, text in found)
            if at < place < at + length:
                _cut(run, found, place - at)
                break
            at += length


def _cut(run: etree._Element, found: list[tuple[etree._Element, str]], place: int) -> None:
    """Move what stands behind a character of a run into a run of its own."""
    rest = etree.Element(f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    run.addnext(rest)
    at = 0
    for node, text in found:
        if at < place < at + len(text):
            behind = deepcopy(node)
            _write(node, text[: place - at])
            _write(behind, text[place - at :])
            rest.append(behind)
            moved = list(node.itersiblings())
        elif at == place:
            moved = [node, *node.itersiblings()]
        else:
            at += len(text)
            continue
        for one in moved:
            rest.append(one)
        return


def _put_deleted(paragraph: etree._Element, before: etree._Element | None, text: str, marks: Marks) -> None:
    """Deleted words before a run, in its looks; at the end without one."""
    runs = list(_runs(paragraph))
    like = before if before is not None else (runs[-1] if runs else None)
    wrapper = _deleted(text, like.find(f"{W}rPr") if like is not None else None, marks)
    if before is None:
        anchor = _wrapped(runs[-1]) if runs else None
        if anchor is None:
            paragraph.append(wrapper)
        else:
            anchor.addnext(wrapper)
    else:
        _wrapped(before).addprevious(wrapper)


def _deleted(text: str, properties: etree._Element | None, marks: Marks) -> etree._Element:
    wrapper = marks.element("del")
    run = etree.SubElement(wrapper, f"{W}r")
    if properties is not None:
        run.append(deepcopy(properties))
    for n, line in enumerate(text.replace("\u2011", "-").split("\t")):
        if n:
            etree.SubElement(run, f"{W}tab")
        if line:
            _write(etree.SubElement(run, f"{W}delText"), line.replace("\n", " "))
    return wrapper


def _put_removed(
    old: etree._Element, last: etree._Element | None, new: list[etree._Element], marks: Marks
) -> etree._Element | None:
    """A paragraph that is gone, as a deleted one behind the last that stayed; the paragraph it became."""
    text = text_of(old)
    if not text.strip() or not new:
        return last
    paragraph = etree.Element(f"{W}p")
    properties = old.find(f"{W}pPr")
    if properties is not None:
        paragraph.append(deepcopy(properties))
        for section in paragraph.iter(f"{W}sectPr"):
            remove(section)
    first = next(iter(_runs(old)), None)
    paragraph.append(_deleted(text, first.find(f"{W}rPr") if first is not None else None, marks))
    _mark_end(paragraph, marks.element("del"))
    if last is not None:
        last.addnext(paragraph)
    else:
        new[0].addprevious(paragraph)
    return paragraph


def _mark_end(paragraph: etree._Element, mark: etree._Element) -> None:
    """Say of the paragraph's mark that it came or went: first in its run properties (CT_ParaRPr)."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    of_mark = properties.find(f"{W}rPr")
    if of_mark is None:
        of_mark = etree.Element(f"{W}rPr")
        behind = next((node for node in properties if node.tag in (f"{W}sectPr", f"{W}pPrChange")), None)
        if behind is None:
            properties.append(of_mark)
        else:
            behind.addprevious(of_mark)
    of_mark.insert(0, mark)


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, but for those of text boxes in it and of deleted words."""
    for node in list(paragraph):
        if node.tag == f"{W}r":
            yield node
        elif node.tag not in (*GONE, f"{W}p", f"{W}pPr", f"{W}sdtPr"):
            yield from _runs(node)


def _wrap(run: etree._Element, wrapper: etree._Element) -> None:
    run.addprevious(wrapper)
    wrapper.append(run)


def _wrapped(run: etree._Element) -> etree._Element:
    """The run, or the tracked insertion around it."""
    parent = run.getparent()
    return parent if parent is not None and parent.tag == f"{W}ins" else run


def _write(node: etree._Element, text: str) -> None:
    node.text = text
    node.set(SPACE, "preserve")
