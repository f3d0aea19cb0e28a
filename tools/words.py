"""The words that slips are held against: generator/audit/words.txt, a word and how often it is used a line.

python -m tools.words    writes the list anew, from the installed pythainlp

The words are those of pythainlp's words_th.txt, the uses those of its Phupha word frequencies; both are CC0-1.0. The
program reads this list and not pythainlp's: it is read in a tenth of the time, and it is the same on every machine.
"""

from __future__ import annotations

import re
from pathlib import Path

LIST = Path(__file__).parent.parent / "generator" / "audit" / "words.txt"
LEAST = 50  # uses of a word that the frequencies do not have
THAI = re.compile("[ก-ฮะ-ฺเ-๎]+")


def words() -> str:
    """The list, short words first, so that of words with one beginning the longest is the last."""
    from pythainlp.corpus import phupha, thai_words

    used = dict(sorted(phupha.word_freqs()))
    known = sorted(filter(THAI.fullmatch, thai_words()), key=lambda word: (len(word), word))
    return "".join(f"{word} {max(used.get(word, 0), LEAST)}\n" for word in known)


if __name__ == "__main__":
    LIST.write_text(words(), encoding="utf-8", newline="\n")
