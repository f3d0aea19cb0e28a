"""Slips in common words: of two ways to read a stretch of Thai, as it stands or with one slip mended, the likelier.

A stretch without spaces is cut into words by how often they are used; one slip may be mended at a price. Words are
those of a public word list with frequencies (words.txt, made by tools/words.py); the price is lower for what hands do:
a neighbour on the Thai keyboard (มอก. 820, Kedmanee), its shifted sign, a sign twice or left out, two signs swapped.
Precision first: only words that are common and long are put in place of what stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from math import inf
from pathlib import Path

WORDS = Path(__file__).with_name("words.txt")
FIRST_SIGN, LEAST_PRICE, STEP = 33, 2.0, 0.2  # how a sign of words.txt says nats
_STRETCH = re.compile("[ก-ฮะ-ฺเ-์ๅ]{4,}")
_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_NEVER_FIRST = frozenset("ัิีึืฺุู็่้๊๋์ํ๎าะำๅ")
# The keys of Kedmanee, row by row, plain over shifted.
_ROWS = (
    ("ๅ/-ภถุึคตจขช", "+๑๒๓๔ู฿๕๖๗๘๙"),
    ("ๆไำพะัีรนยบลฃ", '๐"ฎฑธํ๊ณฯญฐ,ฅ'),
    ("ฟหกดเ้่าสวง", "ฤฆฏโฌ็๋ษศซ."),
    ("ผปแอิืทมใฝ", "()ฉฮฺ์?ฒฬฦ"),
)
COMMON = ((6, 10.9), (7, 12.1), (99, 13.9))  # nats up to which a slip of a word so long may be meant
SURE = 9  # signs of a word in which a slip at its ends is no other word either
LONG = 5  # signs of a word from which a slip of it is no other word
FREE = 8.0  # nats that a slip costs at least
SELDOM = 9.0  # nats of a short word that may be a piece of a longer one
RARE = 15.0  # nats of a word that hardly anyone uses
UNKNOWN = 11.0  # nats that a sign outside of any word costs
LEAST = 13.5  # nats below which no slip of a word comes; of a word with fewer than nine signs some more
LONGEST = 24
_SHORT = "ใน จะ ไป มา ปี ดี ใด คน ให้ ที่ และ ของ ได้ การ ตาม นี้ โดย ต่อ กับ งาน ว่า มี แต่ ไว้ ผู้ วัน ข้อ ทุก จาก รับ ส่ง ครู"
SHORT = frozenset(_SHORT.split())  # words that stand everywhere
MOST = [next(most for length, most in COMMON if n <= length) for n in range(LONGEST + 1)]
FEW = 150  # stretches that are held against each slip of theirs
SIGNS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮะัาำิีึืุูเแโใไ็่้๊๋์"


@dataclass(frozen=True, slots=True)
class Slip:
    """Letters of a text that are a common word with one slip."""

    start: int
    end: int
    word: str


@dataclass
class Speller:
    """Words in the order of their signs, and their prices (nats)."""

    words: Sequence[str]
    price: Mapping[str, float]
    _asked: int = 0
    _longest: dict[str, int] = field(default_factory=dict)
    _kept: dict[str, tuple[Slip, ...]] = field(default_factory=dict)

    @cached_property
    def near(self) -> Mapping[str, list[str]]:
        """The common words by what is left of them but for a sign: made when the first doubtful piece is met."""
        near: dict[str, list[str]] = {}
        for word in filter(self._is_common, self.price):
            for left in {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}:
                near.setdefault(left, []).append(word)
        return near

    def _is_common(self, word: str) -> bool:
        return LONG <= len(word) <= LONGEST and self.price[word] <= MOST[len(word)]

    def _alike(self, typed: str) -> Iterable[str]:
        """The common words that are typed with one slip. The first few times each slip is tried: a letter does not
        pay for the index."""
        self._asked += 1
        if self._asked > FEW:
            lefts = (typed, *(typed[:n] + typed[n + 1 :] for n in range(len(typed))))
            return {word for left in lefts for word in self.near.get(left, ())}
        cuts = [(typed[:n], typed[n:]) for n in range(len(typed) + 1)]
        swapped = (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
        shorter = (a + b[1:] for a, b in cuts if b)
        put_in = (a + sign + rest for a, b in cuts for rest in {b, b[1:]} for sign in SIGNS)
        return {word for word in chain(swapped, shorter, put_in) if word in self.price and self._is_common(word)}

    def longest(self, begin: str) -> int:
        """How long the words get that begin with some signs."""
        if begin not in self._longest:
            same = self.words[bisect_left(self.words, begin) : bisect_left(self.words, begin + "\uffff")]
            self._longest[begin] = max(map(len, same), default=0)
        return self._longest[begin]

    def slips(self, text: str) -> Iterator[Slip]:
        """The slips of a text, in their order."""
        for stretch in _STRETCH.finditer(text):
            letters = stretch[0]
            if letters not in self._kept:
                self._kept[letters] = tuple(self._within(letters))
            for slip in self._kept[letters]:
                yield Slip(stretch.start() + slip.start, stretch.start() + slip.end, slip.word)

    def _within(self, text: str) -> Iterator[Slip]:
        plain = self._cut(text, {})
        usual = all(not _odd(text[start:end], cost) for start, end, cost in plain)
        if usual or len(text) > 400:
            return
        doubtful = (where for where in self._doubtful(text, plain) if text[where[0]] not in _NEVER_FIRST)
        mends = {(start, end): found for start, end in doubtful if (found := self._meant(text[start:end]))}
        path = self._cut(text, mends) if mends else []
        for n, (start, end, _) in enumerate(path):
            around = [*path[max(0, n - 2) : n], *path[n + 1 : n + 3]]
            known = all(
                text[a:b] in self.price for a, b, _ in around
            )  # names and foreign words are made of unknown signs
            if (start, end) in mends and known and _inside(text, start, end, mends[start, end][0]):
                yield Slip(start, end, mends[start, end][0])

    def _doubtful(self, text: str, words: list[tuple[int, int, float]]) -> Iterator[tuple[int, int]]:
        """Where a slip may lie: stretches of one to four pieces of which one is unknown, rare or short; and around one
        that is unknown or rare, where a slip may have made other words of what stands there, any stretch."""
        pieces: list[tuple[int, int, float]] = []  # unknown signs side by side are one piece
        for start, end, cost in words:
            strange = text[start:end] not in self.price
            if pieces and strange and text[pieces[-1][0] : pieces[-1][1]] not in self.price:
                start = pieces.pop()[0]
            pieces.append((start, end, UNKNOWN if strange else cost))
        for n in range(len(pieces)):
            for m in range(n, min(n + 4, len(pieces))):
                start, end = pieces[n][0], pieces[m][1]
                held = pieces[n : m + 1]
                odd = any(
                    cost == UNKNOWN or (stop - begin <= 3 and text[begin:stop] not in SHORT)
                    for begin, stop, cost in held
                )
                cost = sum(UNKNOWN * (stop - begin) if price == UNKNOWN else price for begin, stop, price in held)
                if odd and cost > max(LEAST, 25.5 - 1.5 * (end - start)) and LONG - 1 <= end - start <= LONGEST:
                    yield start, end
        for n, (_, _, cost) in enumerate(pieces):
            piece = text[pieces[n][0] : pieces[n][1]]
            if piece not in self.price or (cost >= RARE and len(piece) <= 5):
                yield from _stretches(pieces[max(0, n - 3)][0], pieces[n], pieces[min(len(pieces) - 1, n + 2)][1])

    def _cut(self, text: str, mends: Mapping[tuple[int, int], tuple[str, float]]) -> list[tuple[int, int, float]]:
        """The likeliest words: (from, to, price). An unknown sign is a word of its own."""
        length = len(text)
        begins = [sign not in _NEVER_FIRST for sign in text] + [True]
        mended: dict[int, list[tuple[int, float]]] = {}
        for (start, end), (_, cost) in mends.items():
            mended.setdefault(start, []).append((end, cost))
        best, before = [0.0, *[inf] * length], [0] * (length + 1)
        for at in range(length):
            cost = best[at]
            if cost == inf:
                continue
            words = self._words_at(text, at, begins) if begins[at] else ()
            for end, price in (*words, (at + 1, UNKNOWN), *mended.get(at, ())):
                if cost + price < best[end]:
                    best[end], before[end] = cost + price, at
        cut: list[tuple[int, int, float]] = []
        at = length
        while at > 0:
            cut.append((before[at], at, best[at] - best[before[at]]))
            at = before[at]
        return cut[::-1]

    def _words_at(self, text: str, at: int, begins: list[bool]) -> Iterator[tuple[int, float]]:
        """The words that begin at a letter and after which another may begin."""
        price = self.price
        for end in range(at + 1, min(at + max(self.longest(text[at : at + 3]), 2), len(text)) + 1):
            if begins[end]:
                found = price.get(text[at:end])
                if found is not None:
                    yield end, found

    def _meant(self, typed: str) -> tuple[str, float] | None:
        """The common word that a stretch is with one slip, and the price of it; None where none or two are as near."""
        if typed in self.price:
            return None
        found: dict[str, float] = {}
        for word in self._alike(typed):
            slip = _price_of_slip(typed, word)
            if slip < inf:
                found[word] = self.price[word] + slip
        ranked = sorted(found.items(), key=lambda item: item[1])
        if not ranked or (len(ranked) > 1 and ranked[1][1] - ranked[0][1] < 1.5):
            return None
        return ranked[0]


@lru_cache(maxsize=1)
def speller() -> Speller:
    """The words of the list (tools/words.py), read once; takes some hundredths of a second."""
    words: list[str] = []
    signs: list[str] = []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        listed, _, prices = line.partition("\t")
        words += listed.split()
        signs.append(prices)
    nats = {chr(FIRST_SIGN + n): LEAST_PRICE + n * STEP for n in range(100)}
    return Speller(words, dict(zip(words, map(nats.__getitem__, "".join(signs)), strict=True)))


def _odd(word: str, cost: float) -> bool:
    """Whether a word may be a piece that a slip has left: unknown, or short and not one that stands everywhere; ธนา in
    ประธนากรรมการ."""
    return cost >= UNKNOWN + 1 or (word not in SHORT and (len(word) <= 2 or (len(word) <= 4 and cost >= SELDOM)))


def _stretches(start: int, unknown: tuple[int, int, float], end: int) -> Iterator[tuple[int, int]]:
    """The stretches around an unknown piece that hold it."""
    first, last, _ = unknown
    for begin in range(start, first + 1):
        for stop in range(max(last, begin + LONG), min(end, begin + LONGEST) + 1):
            yield begin, stop


def _inside(text: str, start: int, end: int, word: str) -> bool:
    """Whether a slip lies inside its word, or at an end of it where nothing stands: เด็กหญิงช is no slip of เด็กหญิง."""
    typed = text[start:end]
    if sorted(typed) == sorted(word) or typed in (word[0] + word, word + word[-1]):
        return len(word) >= LONG  # its own letters, swapped or twice
    if len(word) >= SURE and (typed == word[:-1] or len(typed) == len(word)):
        return True
    added = re.match(f"[^{_MARK}]", typed.removeprefix(word).removesuffix(word)) if word in typed else None
    cut_short = typed == word[:-1] and len(word) < 8 and not re.match(f"[{_MARK}า]", word[-1])
    if cut_short:
        return False
    first = start == 0 or typed[0] == word[0]
    last = end == len(text) or typed[-1] == word[-1]
    return first and last and not added


def _price_of_slip(typed: str, word: str) -> float:
    """What one slip from a word to what was typed costs, nats; without end for more than one slip."""
    short = 1.5 * max(-2, 8 - len(word))  # a short word with a slip is sooner another word
    head = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    tail = 0
    most = min(len(typed), len(word)) - head
    while tail < most and typed[-1 - tail] == word[-1 - tail]:
        tail += 1
    wrong, right = typed[head : len(typed) - tail], word[head : len(word) - tail]
    if len(wrong) == 2 and len(right) == 2 and wrong == right[::-1]:
        return FREE + short
    if wrong == "์" and len(word) < 10:
        return inf  # names have one more
    if len(wrong) <= 1 and len(right) <= 1:
        return FREE + short + _unlikely(wrong, right, typed, head)
    return inf


def _unlikely(wrong: str, right: str, typed: str, at: int) -> float:
    """How much a slip costs beyond the least: signs left out, signs twice, neighbours on the keyboard cost nothing."""
    if not wrong:
        return 0.0 if re.match(f"[{_MARK}]", right) else 1.0
    if not right:
        return 0.0 if typed[at - 1 : at] == wrong or typed[at + 1 : at + 2] == wrong else 2.0
    return 0.0 if right in _neighbours().get(wrong, "") else 5.0


@lru_cache(maxsize=1)
def _neighbours() -> Mapping[str, str]:
    """The signs of the keys beside a key, and the other sign of the key itself; and signs that look or sound alike."""
    found: dict[str, str] = {}
    for plain, shifted in _ROWS:
        for row, other in ((plain, shifted), (shifted, plain)):
            for n, sign in enumerate(row):
                found[sign] = row[max(0, n - 1) : n] + row[n + 1 : n + 2] + other[n : n + 1]
    for group in ("ฎฏ", "ิีึื", "ุู", "่้๊๋", "ณน", "ศษส", "ใไ", "ัั็", "ดต", "บป", "ฃข", "ธทฑฒ", "ญย"):
        for sign in group:
            found[sign] = found.get(sign, "") + group.replace(sign, "")
    return found
