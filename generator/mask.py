"""One mask for citizen IDs, wherever a text is shown or kept: messages, comparisons, findings, records.

In: a text. Out: the text with the 13 digits of each ID hidden. Digits of either kind, with any dash or space between
them, in the groups of the card, in a few others, or one by one as in the boxes of a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# Spaces, dashes, sides of boxes.
BETWEEN = "\\s\u00a0\u00ad\u200b-\u200d\u2060.·_/\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d\ufeff|~•"
CARD = r"\d\W{1,4}\d{4}\W{1,4}\d{5}\W{1,4}\d{2}\W{1,4}\d"  # its groups, whatever stands between them
FOUND = re.compile(rf"(?<!\d)(?:\d(?:[{BETWEEN}]{{0,4}}\d){{12}}|{CARD})(?!\d)")
DIGITS = re.compile(r"\d+")
MOST_GROUPS, BOXES = 6, 13  # 1 2 3 4 5 6 7 8 9 10 11 are rows of a table
WHOLE = "×-××××-×××××-××-×"
KEPT = 3  # last digits, where one must be told from another


def ids(text: str) -> Iterator[re.Match[str]]:
    """What looks like a citizen ID, whether its check digit is right or not."""
    for found in FOUND.finditer(text):
        groups = len(DIGITS.findall(found[0]))
        if groups <= MOST_GROUPS or groups == BOXES:
            yield found


def hidden(text: str) -> str:
    """The text with nothing left of its IDs."""
    return _replaced(text, lambda found: WHOLE)


def masked(text: str) -> str:
    """The text with the last three digits of its IDs; as long as before, so that places in it stay."""
    return _replaced(text, lambda found: _but_last(found[0]))


def covered(text: str) -> str:
    """The text with nothing left of its IDs; as long as before, so that a part of an ID is hidden too."""
    return _replaced(text, lambda found: bare(found[0]))


def bare(text: str) -> str:
    """The text with each digit hidden."""
    return re.sub(r"\d", "×", text)


def _replaced(text: str, by: Callable[[re.Match[str]], str]) -> str:
    end, pieces = 0, []
    for found in ids(text):
        pieces += [text[end : found.start()], by(found)]
        end = found.end()
    return "".join([*pieces, text[end:]])


def _but_last(text: str) -> str:
    digits = [n for n, letter in enumerate(text) if letter.isdigit()]
    return "".join("×" if n in digits[:-KEPT] else letter for n, letter in enumerate(text))
