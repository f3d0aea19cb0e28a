"""Where a tag stands: from a line that Jinja names to the paragraph in Word, and the tag as it was typed there.

In: a part as Word has it, and as Jinja reads it, where each tag begins a line. Out: paragraph from 1, and words.
docxtpl takes the paragraph of a `{%p … %}` and the row of a `{%tr … %}` away before Jinja reads a part, so that only
the tags themselves, in their order, tell where one stood.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

TAG = re.compile(r"\{\{(?:(?!\}\}).)*\}\}|\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\}", re.DOTALL)
OPEN = re.compile(r"\{[{%#][-+]?")
MARKUP = re.compile(r"<[^<>]+>")
PLACED = re.compile(r"^(\{[{%#][-+]?)(?:p|tr|tc|r) ")  # docxtpl's mark of what a tag takes away with it
RAW = re.compile(r"\{%[-+]?\s*raw\b")
AHEAD = 40  # tags that docxtpl may drop or change between two that it leaves as they are
SHOWN = 60


@dataclass(frozen=True)
class Typed:
    """A tag as it was typed, and the words of its paragraph."""

    paragraph: int
    tag: str
    words: str


def tagged(xml: str) -> str:
    """The part with a line a tag: what Jinja says of a line is said of one tag. (Within `raw` a tag is text.)"""
    if RAW.search(xml):
        return xml
    return TAG.sub(lambda tag: OPEN.sub(lambda mark: f"{mark[0]}\n", tag[0], count=1), xml)


def typed(raw: str) -> list[Typed]:
    """The tags of a part in their order; the paragraphs are counted as a reader finds them, those in tables too."""
    found = []
    for n, paragraph in enumerate(re.split(r"<w:p(?=[ >])", raw)):
        words = html.unescape(MARKUP.sub("", f"<w:p{paragraph}" if n else paragraph))
        found += [Typed(n, " ".join(tag.split()), words) for tag in TAG.findall(words)]
    return found


def at(line: int, source: str, raw: str) -> Typed | None:
    """The tag that Jinja means by a line; None where a part has no tags."""
    lines, tags = _lines(source)
    if not tags:
        return None
    n = max(0, bisect_right(lines, line) - 1)
    return _aligned(tags, typed(raw))[n]


def all_of(source: str, raw: str) -> list[Typed]:
    """Every tag that Jinja reads, as it was typed."""
    return _aligned(_lines(source)[1], typed(raw))


def _lines(source: str) -> tuple[list[int], list[str]]:
    """The line on which each tag's words begin, and the tags."""
    lines, tags, line, before = [], [], 1, 0
    for tag in TAG.finditer(source):
        line += source.count("\n", before, tag.start())
        begins = OPEN.match(tag[0])
        lines.append(line + (begins is not None and tag[0][begins.end() : begins.end() + 1] == "\n"))
        tags.append(tag[0])
        before = tag.start()
    return lines, tags


def _aligned(tags: list[str], known: list[Typed]) -> list[Typed]:
    """For each tag that Jinja reads, the one that was typed."""
    found: list[Typed] = []
    bare = [_bare(one.tag) for one in known]
    next_ = 0
    for tag in tags:
        ahead = bare[next_ : next_ + AHEAD]
        if (wanted := _bare(tag)) in ahead:
            next_ += ahead.index(wanted) + 1
            found.append(known[next_ - 1])
        else:  # docxtpl has made it of another, which stands near
            near = known[min(next_, len(known) - 1)] if known else Typed(0, "", "")
            found.append(Typed(near.paragraph, html.unescape(" ".join(tag.split())), near.words))
    return found


def _bare(tag: str) -> str:
    """A tag without what docxtpl changes in it."""
    return re.sub(r"\s|[-+](?=[%}]\})|(?<=^\{[{%])[-+]", "", html.unescape(PLACED.sub(r"\1", tag)).translate(PLAIN))


PLAIN = str.maketrans({
    **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
})  # fmt: skip


def shown(place: Typed | None) -> str:
    """The words of a paragraph, shortened, as a message shows where a tag stands: the tag is among them."""
    if place is None:
        return "?"
    words = " ".join(place.words.split())
    if len(words) <= SHOWN:
        return words
    start = words[: SHOWN - 1] + "…"
    return start if place.tag in start else place.tag if len(place.tag) <= SHOWN else f"{place.tag[: SHOWN - 1]}…"
