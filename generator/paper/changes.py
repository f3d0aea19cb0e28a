"""What differs between two papers: data against data, and text against text, said in Thai.

In: a paper as it was made and as it is now, or what two papers were made from. Out: `Change`s, each with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from ..fields import Field
from .text import Line, lines, squeezed, words

LIKE = 0.5  # so much of two paragraphs the same, and one is the other changed
SHORT = 60  # characters of a value in a summary
AROUND = 12  # characters that show where a change is
SHOWN = 3  # changes that a summary tells


@dataclass(frozen=True)
class Change:
    """One paragraph or value that differs; `old` or `new` is "" where it is only in one of the two.

    `look` says what looks otherwise where the text stayed.
    """

    where: str
    old: str
    new: str
    look: str = ""

    def __str__(self) -> str:
        if self.look:
            return " ".join(filter(None, (f"{self.where}:", self.new, f"หน้าตาเปลี่ยน ({self.look})")))
        if not self.old:
            return f'{self.where}: เพิ่ม "{self.new}"'
        if not self.new:
            return f'{self.where}: ตัด "{self.old}"'
        return f'{self.where}: "{self.old}" → "{self.new}"'


def text_changes(made: bytes, now: bytes) -> list[Change]:
    """The paragraphs that differ, in the order of the paper. Raises: ValueError for a damaged file."""
    return list(_compared(lines(made), lines(now)))


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which paragraph of the one is which of the other: pairs of indexes, None where one has no other."""
    keys = [squeezed(text) for text in old], [squeezed(text) for text in new]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from _paired(keys, range(i1, i2), range(j1, j2))


def pieces(old: str, new: str) -> list[tuple[str, str, str]]:
    """(kind, old words, new words) of a changed paragraph, word by word; kind as `difflib` says it."""
    a, b = words(old), words(new)
    found = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [(kind, "".join(a[i1:i2]), "".join(b[j1:j2])) for kind, i1, i2, j1, j2 in found]


def marked(change: Change) -> str:
    """A changed paragraph in one line, as a terminal shows it: [-ตัด-] {+เพิ่ม+}."""
    if change.look:
        return str(change)
    told = []
    found = pieces(squeezed(change.old), squeezed(change.new))
    for n, (kind, old, new) in enumerate(found):
        if kind == "equal":
            told.append(_around(old, is_first=n == 0, is_last=n == len(found) - 1))
        else:
            told.append((f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else ""))
    return f"{change.where}: {''.join(told)}"


def data_changes(fields: Iterable[Field], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """The fields whose typed values differ, by label; lists row by row."""
    return [change for field in fields for change in _field(field, old.get(field.key), new.get(field.key), field.label)]


def summary(changes: Sequence[Change]) -> str:
    """The first changes in a few words, and how many more there are."""
    told = [str(_shortened(one)) for one in changes[:SHOWN]]
    more = len(changes) - len(told)
    return "; ".join(told) + (f"; และอีก {more} แห่ง" if more else "")


def _compared(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Change]:
    for i, j in aligned([line.text for line in old], [line.text for line in new]):
        before, after = "" if i is None else old[i].text, "" if j is None else new[j].text
        if squeezed(before) != squeezed(after):
            yield Change(new[j].where if j is not None else old[i or 0].where, squeezed(before), squeezed(after))


def _paired(keys: tuple[list[str], list[str]], old: range, new: range) -> Iterator[tuple[int | None, int | None]]:
    """The paragraphs of a changed stretch: those that are alike go together, in their order; as many between too."""
    rest = list(old)
    fresh: list[int] = []
    for j in new:
        like = next((i for i in rest if _alike(keys[0][i], keys[1][j])), None)
        if like is None:
            fresh.append(j)
            continue
        yield from _between(rest[: rest.index(like)], fresh)
        yield like, j
        rest, fresh = rest[rest.index(like) + 1 :], []
    yield from _between(rest, fresh)


def _between(old: list[int], new: list[int]) -> Iterator[tuple[int | None, int | None]]:
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
    else:
        yield from ((i, None) for i in old)
        yield from ((None, j) for j in new)


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def _field(field: Field, old: Any, new: Any, where: str) -> Iterator[Change]:
    if old == new:
        return
    if field.is_record:
        for of in field.of:
            yield from _field(of, (old or {}).get(of.key), (new or {}).get(of.key), f"{where} › {of.label}")
    elif field.is_list:
        yield from _rows(field, old or [], new or [], where)
    else:
        yield Change(where, _one_line(old), _one_line(new))


def _rows(field: Field, old: list[Mapping[str, Any]], new: list[Mapping[str, Any]], where: str) -> Iterator[Change]:
    for i, j in aligned([_row_text(row) for row in old], [_row_text(row) for row in new]):
        if i is None or j is None:
            row = new[j] if j is not None else old[i or 0]
            place = f"{where} แถว {(j if j is not None else i or 0) + 1}"
            yield Change(place, "" if i is None else _row_text(row), "" if j is None else _row_text(row))
            continue
        for of in field.of:
            yield from _field(of, old[i].get(of.key), new[j].get(of.key), f"{where} แถว {j + 1} › {of.label}")


def _row_text(row: Mapping[str, Any]) -> str:
    return " ".join(_one_line(value) for value in row.values())


def _one_line(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(_row_text(row) for row in value)
    return "" if value is None else " / ".join(str(value).split("\n"))


def _around(text: str, is_first: bool, is_last: bool) -> str:
    """Words that did not change, as far as they show where a change is."""
    before = "" if is_first else text[:AROUND]
    after = "" if is_last else text[-AROUND:]
    return text if len(text) <= len(before) + len(after) + 1 else f"{before}…{after}"


def _shortened(change: Change) -> Change:
    """The change without the long beginning and end that both texts share."""
    if change.look:
        return change
    old, new = change.old, change.new
    if old and new:
        start = _shared(old, new)
        end = min(_shared(old[::-1], new[::-1]), len(old) - start, len(new) - start)
        start, end = max(0, start - AROUND), max(0, end - AROUND)
        old, new = (f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}" for text in (old, new))
    return Change(change.where, _short(old), _short(new))


def _shared(a: str, b: str) -> int:
    """So many characters at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
