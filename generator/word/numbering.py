"""The numbers that Word shows before the paragraphs of a list: counted, in the list's own kind of digits.

In: word/numbering.xml. Out: a label for each paragraph of a list, in the order of the paper (ECMA-376-1 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..thai import thai_digits, words
from .styles import Said, Styles, layout_said
from .xml import Element, is_on, number, value, w

THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"  # ฃ and ฅ are not counted with
ROMANS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
DEEPEST = 9
LARGEST = 30_000  # a number that a damaged file says is not written out in letters


@dataclass(frozen=True)
class Level:
    """One level of a list: `text` with %1 to %9 for the numbers of the levels down to it."""

    kind: str
    text: str
    start: int
    legal: bool
    said: Said


@dataclass
class Numbering:
    """The lists of a paper, with what each has counted so far."""

    lists: Mapping[str, tuple[str, Mapping[int, Level], Mapping[int, int]]]  # numId: (abstract list, levels, restarts)
    _counted: dict[str, list[int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    @property
    def layouts(self) -> dict[str, Said]:
        """What the levels say of their paragraphs, by `numId/level`."""
        return {f"{key}/{n}": level.said for key, (_, levels, _) in self.lists.items() for n, level in levels.items()}

    def label(self, num: str, depth: int) -> str:
        """Count one paragraph and return its label; "" for a bullet and for no list."""
        if num not in self.lists or depth not in self.lists[num][1] or depth >= DEEPEST:
            return ""
        abstract, levels, restarts = self.lists[num]
        counted = self._counted.setdefault(abstract, [0] * DEEPEST)
        if depth in restarts and (num, depth) not in self._restarted:
            self._restarted.add((num, depth))
            counted[depth] = restarts[depth] - 1
        elif not counted[depth]:
            counted[depth] = levels[depth].start - 1
        counted[depth] += 1
        counted[depth + 1 :] = [0] * (DEEPEST - depth - 1)
        return _shown(levels, depth, counted)


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of a paper."""
    if root is None:
        return Numbering({})
    abstract = {found.get(w("abstractNumId"), ""): found for found in root.iterfind(w("abstractNum"))}
    nums = {num.get(w("numId"), ""): num for num in root.iterfind(w("num"))}
    return Numbering({key: _list(num, abstract, nums, styles) for key, num in nums.items() if key != "0"})


def _list(
    num: Element, abstract: Mapping[str, Element], nums: Mapping[str, Element], styles: Styles
) -> tuple[str, dict[int, Level], dict[int, int]]:
    key = value(num, "abstractNumId")
    found = abstract.get(key)
    if link := value(found, "numStyleLink"):  # the levels stand in the list that the style names (17.9.21)
        style = styles.by_id.get(link)
        of_style = style.find(f"{w('pPr')}/{w('numPr')}") if style is not None else None
        other = nums.get(value(of_style, "numId"))
        key = value(other, "abstractNumId") or key
        found = abstract.get(key)
    levels = {_depth(level): _level(level) for level in (found.iterfind(w("lvl")) if found is not None else ())}
    restarts: dict[int, int] = {}
    for override in num.iterfind(w("lvlOverride")):
        own, start = override.find(w("lvl")), override.find(w("startOverride"))
        if own is not None:
            levels[_depth(override)] = _level(own)
        if start is not None:
            restarts[_depth(override)] = int(number(start.get(w("val"))))
    return key, levels, restarts


def _depth(element: Element) -> int:
    return int(number(element.get(w("ilvl"))))


def _level(level: Element) -> Level:
    start = value(level, "start")
    return Level(
        value(level, "numFmt") or "decimal",
        value(level, "lvlText"),
        int(number(start)) if start else 0,
        is_on(level, "isLgl"),
        layout_said(level.find(w("pPr"))),
    )


def _shown(levels: Mapping[int, Level], depth: int, counted: list[int]) -> str:
    level = levels[depth]
    if level.kind in ("bullet", "none"):
        return ""

    def figure(match: re.Match[str]) -> str:
        of = int(match[1]) - 1
        kind = "decimal" if level.legal else levels[of].kind if of in levels else "decimal"
        return numeral(max(counted[of], 1 if of < depth else 0), kind)

    return re.sub(r"%([1-9])", figure, level.text)


def numeral(n: int, kind: str) -> str:
    """A number in one of Word's kinds of digits and letters (17.18.59); unknown kinds as Arabic digits."""
    if kind == "thaiNumbers":
        return thai_digits(str(n))
    if not 0 < n <= LARGEST:
        return str(n)
    if kind == "thaiCounting":
        return words(n)
    if kind == "thaiLetters":
        return THAI_LETTERS[(n - 1) % len(THAI_LETTERS)] * (1 + (n - 1) // len(THAI_LETTERS))
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (n - 1) % 26) * (1 + (n - 1) // 26)
        return letter.upper() if kind.startswith("upper") else letter
    if kind in ("lowerRoman", "upperRoman"):
        return roman(n).upper() if kind.startswith("upper") else roman(n)
    return f"{n:02}" if kind == "decimalZero" else str(n)


def roman(n: int) -> str:
    shown = ""
    for worth, letters in ROMANS:
        shown += letters * (n // worth)
        n %= worth
    return shown
