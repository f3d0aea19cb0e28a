"""The suggestion behind „หรือหมายถึง …": the known word that a mistyped one most likely means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from .clean import clean
from .numerals import arabic_digits

_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_LONGEST = 200  # characters compared


def nearest(word: str, options: Iterable[str], limit: float = 0.7) -> str | None:
    """Return the option most like a word, or None if none is near or the two best are alike.

    Likeness runs from 0 to 1 and must reach `limit`: the mean of the likeness with and without vowel and tone marks,
    so that a missing mark weighs less than a wrong letter. Case, spaces and the kind of digits do not count.
    """
    target = _folded(word)
    if not target:
        return None
    best: list[tuple[float, str]] = []
    matcher, bare_matcher = _matcher(target), _matcher(without_marks(target))
    for option in options:
        folded = _folded(option)
        if folded == target:
            return option
        if (score := _likeness(folded, matcher, bare_matcher, limit)) >= limit:
            best.append((score, option))
    best.sort(key=lambda scored: -scored[0])
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def without_marks(text: str) -> str:
    """A text without the vowel and tone marks above and below its letters."""
    return _MARKS.sub("", text)


def _folded(text: str) -> str:
    return arabic_digits("".join(clean(text).split())).casefold()[:_LONGEST]


def _matcher(target: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, "", target, autojunk=False)


def _likeness(folded: str, matcher: SequenceMatcher[str], bare: SequenceMatcher[str], limit: float) -> float:
    matcher.set_seq1(folded)
    if matcher.real_quick_ratio() < 2 * limit - 1:
        return 0.0
    bare.set_seq1(without_marks(folded))
    return (matcher.ratio() + bare.ratio()) / 2
