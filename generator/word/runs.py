"""The runs of a paragraph cut where a comment or a change begins and ends.

In: a paragraph as read, and letters of it. Out: elements of its XML; what a reader sees stays the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from copy import deepcopy

from lxml import etree

from .document import Paragraph, Span
from .xml import SPACE, Element, local, w


def pieces(paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[Span, int, int]]:
    """The texts that a stretch of letters touches, with the letters of each: (span, from, to)."""
    for span in paragraph.spans:
        if span.node is not None and span.start < end and span.end > start:
            yield span, max(start, span.start) - span.start, min(end, span.end) - span.start


def fragments(paragraph: Paragraph, cuts: Set[int], *, signs: bool = False) -> list[tuple[Element, int, int]]:
    """Cut the runs of a paragraph before each of some letters: the runs of all texts, with their letters.

    `signs`: and those of tabs, breaks and pictures.
    """
    made: list[tuple[Element, int, int]] = []
    ordered = sorted(cuts)
    for span in paragraph.spans:
        if span.node is None and not signs:
            continue
        node, start = span.element, span.start
        if start in cuts and _before(node):
            _part(_run_of(node), node, 0)
        for at in ordered[bisect_right(ordered, start) : bisect_left(ordered, span.end)]:
            after = _part(_run_of(node), node, at - start)
            made.append((_run_of(node), start, at))
            node, start = next(iter(after.iter(w("t")))), at
        if span.end in cuts and node.getnext() is not None:
            _part(_run_of(node), node, span.end - start)
        made.append((_run_of(node), start, span.end))
    return made


def cut(node: Element, start: int, end: int) -> Element:
    """Cut a run so that `text[start:end]` of one of its texts is alone in a run, which comes back."""
    text = node.text or ""
    run = _run_of(node)
    if start > 0 or _before(node):
        run = _part(run, node, start)
        node, text, end = next(iter(run.iter(w("t")))), text[start:], end - start
    if end < len(text) or node.getnext() is not None:
        _part(run, node, end)
    return run


def set_text(node: Element, text: str) -> None:
    """Put a text in place of another; without the mark Word drops spaces at its ends (17.3.3.31)."""
    node.text = text
    if text != text.strip() or SPACE in node.attrib:
        node.set(SPACE, "preserve")


def _run_of(node: Element) -> Element:
    run = node.getparent()
    assert run is not None
    return run


def _before(node: Element) -> bool:
    """Whether anything but formatting stands before a text in its run."""
    previous = node.getprevious()
    return previous is not None and local(previous) != "rPr"


def _part(run: Element, node: Element, at: int) -> Element:
    """Move what follows letter `at` of a text into a new run after this one, which comes back."""
    after = etree.Element(run.tag, attrib={str(key): str(said) for key, said in run.items()})
    properties = run.find(w("rPr"))
    if properties is not None:
        after.append(deepcopy(properties))
    moved = list(node.itersiblings())
    text = node.text or ""
    if at == 0:
        after.append(node)  # itself: another finding may touch it
    elif text[at:]:
        rest = etree.SubElement(after, node.tag)
        set_text(rest, text[at:])
        rest.set(SPACE, "preserve")
    if at:
        set_text(node, text[:at])
    after.extend(moved)
    run.addnext(after)
    return after
