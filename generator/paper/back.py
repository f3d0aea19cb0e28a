"""The case read back from an edited paper, so that the sheet can be corrected from it.

In: a paper as it was made, the case that it was made of, and the paper as it is now. Out: `Reading`s, one a value. The
content controls say for certain what their value is now. Of the others, a value that stands in the made text is looked
for at the same place of the edited one; where that is not plain, nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from ..fields import Field, show
from ..thai import BLANK, Day, DocNumber, Unreadable, arabic_digits, glue, official_digits, thai_digits
from .changes import aligned
from .controls import Control
from .text import lines

LEAST = 2  # characters of a value that can be told from the words around it


@dataclass(frozen=True)
class Reading:
    """A value of the case: by `label`, as it was and as the paper says it `now`; `sure` where a control says so."""

    key: str  # number, people.2.position
    label: str
    was: str
    now: str
    sure: bool = False

    @property
    def changed(self) -> bool:
        return self.now != self.was


def from_controls(
    fields: Iterable[Field], controls: Sequence[Control], was: Mapping[str, str], today: date
) -> list[Reading]:
    """What the controls of the late fields hold now."""
    found = []
    for field in fields:
        texts = [control.text for control in controls if control.tag.partition(".")[0] == field.key]
        values = list(dict.fromkeys(typed for text in texts if (typed := _typed(field, text, today)) is not None))
        if texts:
            before = was.get(field.key, "")
            found += [Reading(field.key, field.label, before, value, True) for value in values or [""]]
    return found


def from_text(fields: Iterable[Field], values: Mapping[str, Any], made: bytes, now: bytes) -> list[Reading]:
    """What the text says of the other values. Raises: ValueError for a damaged file."""
    old, new = ([line.text for line in lines(data)] for data in (made, now))
    leaves = list(_leaves(fields, values))
    places = _places(leaves, old)
    pairs = {i: j for i, j in aligned(old, new) if i is not None and j is not None}
    found = []
    for leaf in leaves:
        said = {_moved(old[i], new[pairs[i]], start, end) for i, start, end in places.get(leaf.key, ()) if i in pairs}
        changed = {text for text in said if text is not None and text != leaf.shown}
        text = changed.pop() if len(changed) == 1 else leaf.shown
        was = leaf.typed
        found.append(Reading(leaf.key, leaf.label, was, was if text == leaf.shown else _as_typed(text, was)))
    return found


@dataclass(frozen=True)
class Leaf:
    """One value: where it stands in the case, as typed, and as a paper shows it."""

    key: str
    label: str
    typed: str
    shown: str


def _leaves(fields: Iterable[Field], values: Mapping[str, Any], key: str = "", label: str = "") -> Iterator[Leaf]:
    for field in fields:
        value = values.get(field.key)
        here, named = f"{key}{field.key}", f"{label}{field.label}"
        if value is None or field.late:
            continue
        if field.is_record:
            yield from _leaves(field.of, value, f"{here}.", f"{named} › ")
        elif field.is_list:
            for n, row in enumerate(value, 1):
                yield from _leaves(field.of, row, f"{here}.{n}.", f"{named} แถว {n} › ")
        elif isinstance(value, tuple):
            for n, line in enumerate(value, 1):
                yield Leaf(f"{here}.{n}", f"{named} บรรทัดที่ {n}", str(line), _shown(line))
        elif not isinstance(value, bool):
            yield Leaf(here, named, str(show(field, value)), _shown(value))


def _places(leaves: Sequence[Leaf], old: Sequence[str]) -> dict[str, list[tuple[int, int, int]]]:
    """Where each value stands in the text: (paragraph, start, end); values that are alike by their order."""
    alike: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        if len(leaf.shown) >= LEAST:
            alike[leaf.shown].append(leaf)
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for shown, same in alike.items():
        spans = list(_occurrences(shown, old))
        if len(same) == 1:
            found[same[0].key] = spans
        elif len(same) == len(spans):
            for leaf, span in zip(same, spans, strict=True):
                found[leaf.key] = [span]
    return found


def _occurrences(text: str, old: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    for i, line in enumerate(old):
        start = line.find(text)
        while start >= 0:
            yield i, start, start + len(text)
            start = line.find(text, start + len(text))


def _moved(old: str, new: str, start: int, end: int) -> str | None:
    """What stands now between the words that stood around old[start:end]; None where these changed too."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    left = 0 if start == 0 else _follow(blocks, start - 1, 1)
    right = len(new) if end == len(old) else _follow(blocks, end, 0)
    return new[left:right] if left is not None and right is not None and left <= right else None


def _follow(blocks: Sequence[Any], at: int, after: int) -> int | None:
    """Where a character that stayed stands now, or the place after it."""
    block = next((block for block in blocks if block.a <= at < block.a + block.size), None)
    return None if block is None else int(block.b) + at - int(block.a) + after


def _typed(field: Field, text: str, today: date) -> str | None:
    """The text of a control as a cell would hold it; None where it is a part of the value only."""
    if BLANK in text or not text.strip():
        return ""
    try:
        if field.type == "date":
            return Day.parse(text, today=today).typed
        if field.type == "docnumber":
            return DocNumber.parse(text).typed
    except Unreadable:
        return None
    return text.strip()


def _shown(value: Any) -> str:
    return official_digits(glue(str(value)))


def _as_typed(text: str, was: str) -> str:
    """A text of the paper as a cell would hold it: plain spaces, and Arabic digits unless Thai ones were typed."""
    plain = " ".join(text.replace("\u00a0", " ").split())
    return plain if was and was == thai_digits(was) and was != arabic_digits(was) else arabic_digits(plain)
