"""What a clerk changed, as a Word file with tracked changes: a copy of the edited paper in which Word shows them.

In: a paper as it was made and as it is now. Out: the bytes of the copy. Tracked changes that are in the paper already
are taken as accepted first, so that all of the clerk's changes show alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from ..mask import masked
from ..word import opc
from ..word.document import OBJECT, Paragraph
from ..word.grid import GONE
from ..word.reading import document_of
from ..word.revisions import Revisions, accept, run_of
from ..word.runs import fragments
from ..word.xml import Element, dump, local, parse, remove, w
from .changes import aligned, pieces

AUTHOR = "ผู้แก้ไข"
BODY = "word/document.xml"
OTHERS = (*GONE, "p", "pPr", "sdtPr")  # what holds no run of a paragraph's own


def tracked(made: bytes, now: bytes, day: str = "") -> bytes:
    """A copy of the paper `now` whose differences from `made` are tracked changes of `day` (ISO).

    Raises: ValueError for a damaged file.
    """
    parts = opc.read(now)
    root = parse(parts[BODY])
    accept(root)
    parts[BODY] = dump(root)
    old, new = (document_of(of, hidden=True) for of in (opc.read(made), parts))
    revisions = Revisions.among(new.roots.values(), AUTHOR, day)
    _mark(old.body, new.body, revisions)
    parts[BODY] = dump(new.roots[BODY])
    return opc.write(parts)


def _mark(old: list[Paragraph], new: list[Paragraph], revisions: Revisions) -> None:
    last: Element | None = None
    added: list[Paragraph] = []
    for i, j in list(aligned([masked(one.text) for one in old], [masked(one.text) for one in new])):
        if j is None:
            assert i is not None
            last = _put_removed(old[i], last, new, revisions)
            continue
        if i is None:
            added.append(new[j])
            _mark_added(new[j].element, revisions)
        else:
            _mark_changed(new[j], masked(old[i].text), revisions)
        last = new[j].element
    _mark_rows(added, new, revisions)


def _mark_rows(added: list[Paragraph], new: list[Paragraph], revisions: Revisions) -> None:
    """A table row of which every paragraph with words is new is new itself."""
    fresh = {one.element for one in added}
    stayed = {row for one in new if one.text and one.element not in fresh for row in _rows_around(one.element)}
    rows = (next(_rows_around(one.element), None) for one in added)
    for row in dict.fromkeys(row for row in rows if row is not None):
        if row not in stayed:
            revisions.row(row)


def _rows_around(paragraph: Element) -> Iterator[Element]:
    return paragraph.iterancestors(w("tr"))


def _mark_added(paragraph: Element, revisions: Revisions) -> None:
    """A new paragraph: its words and its mark."""
    for run in _runs(paragraph):
        revisions.insert(run)
    revisions.end(paragraph, "ins")


def _mark_changed(paragraph: Paragraph, old: str, revisions: Revisions) -> None:
    """The new words of a paragraph as inserted, the old ones as deleted before them."""
    new = masked(paragraph.text)
    if new == old:
        return
    inserted: list[tuple[int, int]] = []
    deleted: list[tuple[int, str]] = []
    at = 0
    for kind, before, after in pieces(old, new):
        if kind != "equal":
            inserted += [(at, at + len(after))] if after else []
            deleted += [(at, before)] if before else []
        at += len(after)
    cuts = {place for span in inserted for place in span} | {place for place, _ in deleted}
    runs = fragments(paragraph, cuts, signs=True)
    for place, text in deleted:
        _put_deleted(paragraph.element, runs, place, text, revisions)
    for run in _runs_within(runs, inserted):
        revisions.insert(run)


def _runs_within(runs: list[tuple[Element, int, int]], spans: list[tuple[int, int]]) -> list[Element]:
    """The runs all of whose letters are within one of the spans, each once."""
    within = {
        run: any(start <= begins and ends <= stop for start, stop in spans) for run, begins, ends in runs
    }
    return [run for run, is_within in within.items() if is_within]


def _put_deleted(
    paragraph: Element, runs: list[tuple[Element, int, int]], place: int, text: str, revisions: Revisions
) -> None:
    """Deleted words before the run that begins at a letter, in its looks; at the end without one."""
    shown = text.replace(OBJECT, "")
    if not shown:
        return
    before = next((run for run, begins, _ in runs if begins == place), None)
    like = before if before is not None else (runs[-1][0] if runs else None)
    gone = _deleted(shown, like)
    if before is not None:
        before.addprevious(gone)
    elif like is not None:
        like.addnext(gone)
    else:
        paragraph.append(gone)
    revisions.delete(gone)


def _deleted(text: str, like: Element | None) -> Element:
    """A run of words that are gone, in the looks of another; a line break cannot be shown in it."""
    plain = text.replace("\u2011", "-").replace("\n", " ")
    return run_of(plain, like.find(w("rPr")) if like is not None else None)


def _put_removed(
    old: Paragraph, last: Element | None, new: list[Paragraph], revisions: Revisions
) -> Element | None:
    """A paragraph that is gone, as a deleted one behind the last that stayed; the paragraph it became."""
    text = old.text.replace(OBJECT, "")
    if not text.strip() or not new:
        return last
    paragraph = etree.Element(w("p"))
    properties = old.element.find(w("pPr"))
    if properties is not None:
        paragraph.append(deepcopy(properties))
        for section in paragraph.iter(w("sectPr")):
            remove(section)
    gone = _deleted(text, next(_runs(old.element), None))
    paragraph.append(gone)
    revisions.delete(gone)
    revisions.end(paragraph, "del")
    if last is not None:
        last.addnext(paragraph)
    else:
        new[0].element.addprevious(paragraph)
    return paragraph


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph, but for those of text boxes in it and of deleted words."""
    for node in list(paragraph):
        if local(node) == "r":
            yield node
        elif local(node) not in OTHERS:
            yield from _runs(node)
