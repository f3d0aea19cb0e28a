"""Typed Thai made clean: one spelling for what the eye reads as one, and the characters that no paper can hold."""

from __future__ import annotations

import re

# Old Windows and PDF fonts keep shifted copies of letters and marks in the private area U+F700–F71A.
_PRIVATE = dict(
    enumerate(
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        start=0xF700,
    )
)
_INVISIBLE_RANGES = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFC), (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\u000b\u000c\u0085\u2028\u2029"

_REPLACED: dict[int, str | None] = {
    **_PRIVATE,
    **{code: None for first, last in _INVISIBLE_RANGES for code in range(first, last + 1)},
    **{ord(space): " " for space in _SPACES},
    **{ord(end): "\n" for end in _LINE_ENDS},
}

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
# Order on one letter: phinthu, vowels, maitaikhu and nikhahit, tone, thanthakhat and yamakkan.
_ORDER = (
    "\u0e3a",
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39",
    "\u0e47\u0e4d",
    "\u0e48\u0e49\u0e4a\u0e4b",
    "\u0e4c\u0e4e",
)
_RANK = {mark: rank for rank, marks in enumerate(_ORDER) for mark in marks}

_REPLACEABLE = re.compile(
    "[" + re.escape("".join(chr(code) for code in _REPLACED if code < 0xE0000)) + "\U000e0000-\U000e01ef]"
)
_BLANKS = re.compile(" {2,}")
_LINE_EDGE = re.compile(" ?\n ?")
_OUT_OF_ORDER = "|".join(f"(?<=[{marks}])[{''.join(_ORDER[: rank + 1])}]" for rank, marks in enumerate(_ORDER))
# What two characters look like is asked first: four times as quick on good text.
_SUSPECT = re.compile(
    f"[{_MARKS}ำเ](?=[{_MARKS}ำเา])(?:{_OUT_OF_ORDER}|(?<=ำ)[{_MARKS}ำ]|(?<=\u0e4d)[{_MARKS}]*า|(?<=เ)เ)"
)
_CLUSTER = re.compile(f"[{_MARKS}ำ]+า?")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return typed text in its one clean form; clean text comes back as the same object.

    Invisible characters go; odd spaces become one plain space; line ends become a newline, and blanks at the edges of
    lines go; private glyphs of old PDFs become letters; ํา becomes ำ (with a tone mark between them too), เเ becomes แ;
    marks on one letter stand once, in the order vowel, tone, thanthakhat. Idempotent. Control characters stay: see
    `illegal`.
    """
    if _REPLACEABLE.search(text):
        text = text.replace("\r\n", "\n").translate(_REPLACED)
    if _SUSPECT.search(text):
        text = _spelled_once(text)
    if _has_loose_space(text):
        text = _LINE_EDGE.sub("\n", _BLANKS.sub(" ", text)).strip(" \n")
    return text


def illegal(text: str) -> str:
    """Return the characters of a text that XML 1.0 (so Word) cannot hold, each once, in order; "" if there are none."""
    return "".join(dict.fromkeys(_ILLEGAL.findall(text)))


def _has_loose_space(text: str) -> bool:
    edges = text[:1] + text[-1:]
    return " " in edges or "\n" in edges or "  " in text or " \n" in text or "\n " in text


def _spelled_once(text: str) -> str:
    """Repeat the repair until nothing changes: one repair can bring two marks together."""
    while (repaired := _CLUSTER.sub(_ordered, text.replace("เเ", "แ"))) != text:
        text = repaired
    return text


def _ordered(match: re.Match[str]) -> str:
    """Put the marks on one letter in order, each once, and join nikhahit and sara aa to sara am."""
    cluster = match.group()
    marks = sorted(dict.fromkeys(cluster.replace("ำ", "").replace("า", "")), key=_RANK.__getitem__)
    tail = "า" if cluster.endswith("า") else ""
    if "ำ" in cluster:
        return "".join(marks) + "ำ" + tail
    if "ํ" in marks and tail:
        marks.remove("ํ")
        return "".join(marks) + "ำ"
    return "".join(marks) + tail
