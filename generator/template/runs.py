"""The runs of a paragraph put back together: Word splits them at every edit, and a split tag is no tag.

In: the root of a part; it is changed in place. What a reader sees stays the same, but inside `{{ … }}`, `{% … %}` and
`{# … #}`: there curly quotes and no-break spaces, which Word's AutoCorrect types, become what Jinja reads, and letters
without width, which come along with what is pasted, go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from lxml import etree

from ..render import TAG, TYPED
from ..thai import glue
from ..word.xml import NS, SPACE, Element, find_all, remove, w

UNKNOWN = "\ufffc"
TEXT = tuple(w(name) for name in ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen"))
PLAIN = (w("rPr"), *TEXT)
NOISE = tuple(w(name) for name in ("proofErr", "lastRenderedPageBreak", "smartTagPr"))
REVISION = re.compile(rf"\{{{NS['w']}\}}rsid\w*|\{{{NS['w14']}\}}(?:paraId|textId)")


def drop_noise(root: Element, keep_ids: bool = False) -> None:
    """Remove what Word writes for itself: revision numbers, spelling marks, names it knew, page breaks as last seen.

    `keep_ids`: the part's paragraphs are named from outside (comments), so their ids stay.
    """
    for element in list(root.iter(*NOISE)):
        remove(element)
    etree.strip_tags(root, w("smartTag"))
    for element in root.iter("*"):
        for name in map(str, element.keys()):
            if REVISION.fullmatch(name) and not (keep_ids and name.startswith(f"{{{NS['w14']}}}")):
                del element.attrib[name]
    _drop_last_edit(root)


def drop_empty(root: Element) -> None:
    """Remove properties that say nothing and runs that hold nothing."""
    for element in find_all(root, "//w:rPr[not(*) and not(parent::w:rPrChange)]"):
        remove(element)
    for element in find_all(root, "//w:pPr[not(*) and not(parent::w:pPrChange)] | //w:r[not(*[not(self::w:rPr)])]"):
        remove(element)


def _drop_last_edit(root: Element) -> None:
    """The bookmark _GoBack only says where the last one to edit stopped."""
    for start in find_all(root, "//w:bookmarkStart[@w:name='_GoBack']"):
        for end in find_all(root, "//w:bookmarkEnd[@w:id=$id]", id=start.get(w("id"), "")):
            remove(end)
        remove(start)


def join(root: Element) -> None:
    """Put every tag into one run, in the format of its first letter, then join neighbours of one format."""
    for container in find_all(root, "//*[w:r]"):
        for texts in list(_stretches(container)):
            _join_tags(texts)
        _join_runs(container)
    for text in root.iter(w("t")):
        text.text = TAG.sub(lambda tag: tag[0].translate(TYPED), text.text or "")
        _keep_spaces(text)


def harden(root: Element) -> None:
    """Put no-break spaces into the template's own words where a line must not break (`glue`); tags stay as they are."""
    for paragraph in root.iter(w("p")):
        pieces = [piece for piece in paragraph.iter(*TEXT) if _paragraph_of(piece) is paragraph]
        shown = [piece.text or "" if piece.tag == w("t") else "\n" for piece in pieces]
        hardened = _hardened("".join(shown))
        at = 0
        for piece, text in zip(pieces, shown, strict=True):
            if piece.tag == w("t"):
                piece.text = hardened[at : at + len(text)]
            at += len(text)


def _hardened(text: str) -> str:
    """The text with other spaces but of the same length; a value to come is held like a number: พ.ศ.~{{ year }}."""
    words = glue(TAG.sub(lambda tag: ("๑" if tag[0].startswith("{{") else UNKNOWN).ljust(len(tag[0]), UNKNOWN), text))
    for tag in TAG.finditer(text):
        words = words[: tag.start()] + tag[0] + words[tag.end() :]
    return words


def _stretches(container: Element) -> Iterator[list[Element]]:
    """The texts of neighbouring runs, up to anything else that holds words of its own or stands in the line."""
    texts: list[Element] = []
    for child in container:
        if child.tag == w("r"):
            for piece in child:
                if piece.tag == w("t"):
                    texts.append(piece)
                elif piece.tag != w("rPr"):
                    yield texts
                    texts = []
        elif child.find(f".//{w('r')}") is not None:
            yield texts
            texts = []
    yield texts


def _join_tags(texts: list[Element]) -> None:
    """Move every cut between two texts that goes through a tag to the tag's end."""
    whole = "".join(text.text or "" for text in texts)
    tags = list(TAG.finditer(whole))
    if not tags:
        return
    cuts = list(accumulate((len(text.text or "") for text in texts), initial=0))
    for tag in tags:
        cuts = [tag.end() if tag.start() < cut < tag.end() else cut for cut in cuts]
    for text, (start, end) in zip(texts, pairwise(cuts), strict=True):
        text.text = whole[start:end]
        if not text.text:
            _remove_text(text)


def _remove_text(text: Element) -> None:
    run = text.getparent()
    remove(text)
    if run is not None and all(child.tag == w("rPr") for child in run):
        remove(run)


def _join_runs(container: Element) -> None:
    for run in list(container):
        before = run.getprevious()
        if run.tag == w("r") and before is not None and before.tag == w("r") and _alike(before, run):
            before.extend([child for child in run if child.tag != w("rPr")])
            remove(run)
            _join_texts(before)


def _join_texts(run: Element) -> None:
    for text in run.findall(w("t")):
        before = text.getprevious()
        if before is not None and before.tag == w("t"):
            before.text = (before.text or "") + (text.text or "")
            remove(text)


def _alike(one: Element, other: Element) -> bool:
    plain = all(child.tag in PLAIN for run in (one, other) for child in run)
    return plain and sorted(one.items()) == sorted(other.items()) and _format(one) == _format(other)


def _format(run: Element) -> bytes:
    properties = run.find(w("rPr"))
    return b"" if properties is None else etree.tostring(properties, method="c14n", with_tail=False)


def _keep_spaces(text: Element) -> None:
    """Without the mark Word drops spaces at the ends of a text (ECMA-376-1 17.3.3.31)."""
    text.attrib.pop(SPACE, "")
    if text.text and text.text != text.text.strip():
        text.set(SPACE, "preserve")


def _paragraph_of(element: Element) -> Element | None:
    return next(element.iterancestors(w("p")), None)
