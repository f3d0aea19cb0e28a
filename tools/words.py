"""The words that slips are held against: generator/audit/words.txt, those of one beginning a line.

python -m tools.words    writes the list anew, from the installed pythainlp

The words are those of pythainlp's words_th.txt, the uses those of its Phupha word frequencies; both are CC0-1.0. Beside
them stand words and phrases of offices (office.txt), with the uses that are due to them there. The price of a word is
what it costs to read it, in nats: less for what is used more. The program reads this list and not pythainlp's: it is
read in a twentieth of the time, and it is the same on every machine.
"""

from __future__ import annotations

import re
from itertools import groupby
from math import log
from pathlib import Path

from generator.audit.spelling import FIRST_SIGN, LEAST_PRICE, STEP

LIST = Path(__file__).parent.parent / "generator" / "audit" / "words.txt"
OFFICE = Path(__file__).with_name("office.txt")
TOTAL = 2.6e10  # uses of all words
LEAST = 50  # uses of a word that the frequencies do not have
THAI = re.compile("[ก-ฮะ-ฺเ-๎]+")


def words() -> str:
    """The list: the words of one beginning a line, and a sign for the price of each."""
    from pythainlp.corpus import phupha, thai_words

    uses = {word: 0 for word in thai_words() if THAI.fullmatch(word)}
    uses |= {word: count for word, count in phupha.word_freqs() if word in uses}
    listed = OFFICE.read_text(encoding="utf-8").split()
    for word, count in zip(listed[::2], map(int, listed[1::2]), strict=True):
        uses[word] = max(uses.get(word, 0), count)
    lines: list[str] = []
    for _, alike in groupby(sorted(uses), key=lambda word: word[:2]):
        listed = list(alike)
        prices = (-log(max(uses[word], LEAST) / TOTAL) for word in listed)
        signs = "".join(chr(FIRST_SIGN + round((price - LEAST_PRICE) / STEP)) for price in prices)
        lines.append(f"{' '.join(listed)}\t{signs}\n")
    return "".join(lines)


if __name__ == "__main__":
    LIST.write_text(words(), encoding="utf-8", newline="\n")
