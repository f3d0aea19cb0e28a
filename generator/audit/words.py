"""The word lists of the checker: misspellings with their sources, English words, abbreviations, colloquial words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..office import read_yaml

FILE = Path(__file__).with_name("misspellings.yaml")


@dataclass(frozen=True)
class Words:
    """`wrong`: a wrong form to (right form, source); `patterns`: a wrong form to what finds it, the longest first."""

    wrong: Mapping[str, tuple[str, str]]
    patterns: Mapping[str, str]
    english: Mapping[str, str]
    english_pattern: re.Pattern[str]

    def those_in(self, text: str) -> re.Pattern[str] | None:
        """What finds the wrong forms that a text has; looking for each by itself is faster than for all at once."""
        found = [pattern for form, pattern in self.patterns.items() if form in text]
        return re.compile("|".join(found)) if found else None


@lru_cache(maxsize=1)
def word_lists() -> Words:
    """The lists of misspellings.yaml, read once."""
    raw = read_yaml(FILE)
    wrong = {form: (right, source) for source, forms in raw["wrong"].items() for form, right in forms.items()}
    kept = raw["not"]
    longest_first = sorted(wrong, key=lambda form: (-len(form), form))
    patterns = {form.strip(): _one(form, kept.get(form, "")) for form in longest_first}
    latin = "|".join(re.escape(word) for word in sorted(raw["english"], key=lambda word: -len(word)))
    return Words(
        {form.strip(): told for form, told in wrong.items()}, patterns, raw["english"],
        re.compile(rf"(?<![A-Za-z0-9@./_-])(?:{latin})(?![A-Za-z0-9@/_-]|\.[A-Za-z])", re.IGNORECASE),
    )  # fmt: skip


def _one(form: str, around: str) -> str:
    """A wrong form with what must not stand before it and after it."""
    before = "".join(re.findall(r"\(\?<[!=][^)]*\)", around))
    after = "".join(re.findall(r"\(\?[!=][^)]*\)", around))
    end = "(?![ก-๎])" if form.endswith(" ") else ""
    return f"(?:{before}{re.escape(form.strip())}{end}{after})"
