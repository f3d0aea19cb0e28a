"""Numbers whose format gives them their zeros, per cent or unit: 812345678 that the cell shows as 0812345678.

In: the formats of a workbook (the XML of an xlsx, the codes of an xls), or what a cell of an ods is said to show.
Out: such numbers with what their cells show, which a field of text takes as typed; a field of numbers takes the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from .table import Raw, column_of

_BUILT_IN = {b"9": "0%", b"10": "0.00%"}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_NUMBER = re.compile(r"[#0](?:[#0,.\- ()]*[#0])?%?")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"[^<>]*? s="([0-9]+)"[^<>]*>\s*<v>')
_MORE = re.compile(r"%|^0[0-9]|^0[- ]0?[0-9]|[^\W\d_]|฿")  # zeros before, per cent, words
Style = TypeVar("Style", bytes, int)


class Whole(int):
    """A whole number, and what its cell shows."""

    shown: str


class Part(float):
    """A number with decimals, and what its cell shows."""

    shown: str


def telling(styles: bytes) -> dict[bytes, str]:
    """The styles of cells (`s`) whose formats say more than the number: by style, the format."""
    own = {key: code.decode() for key, code in re.findall(rb'<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"', styles)}
    formats = re.search(rb"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
    used = re.findall(rb'<xf [^>]*?numFmtId="([0-9]+)"', formats[1]) if formats else []
    codes = {str(n).encode(): own.get(key, _BUILT_IN.get(key, "")).replace("&quot;", '"') for n, key in enumerate(used)}
    return told(codes)


def told(codes: Mapping[Style, str]) -> dict[Style, str]:
    """Of the formats of styles those that say more than the number."""
    return {style: first for style, code in codes.items() if _tells(first := code.split(";")[0])}


def cells(xml: bytes, styles: dict[bytes, str]) -> Iterator[tuple[int, int, str]]:
    """(row, column, format) of the cells with such a style that hold a number."""
    for found in _CELL.finditer(xml) if styles else ():
        if found[3] in styles and b't="s"' not in found[0] and b't="str"' not in found[0]:
            yield int(found[2]) - 1, column_of(found[1].decode()), styles[found[3]]


def seen(raw: Raw, code: str) -> Raw:
    """The number with what its cell shows."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        return raw
    return _showing(raw, _shown(raw, code))


def as_shown(raw: Raw, text: str) -> Raw:
    """The number with what its cell is said to show, where that is more than the number."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not _MORE.search(text) or "E+" in text:
        return raw
    return _showing(raw, text)


def _showing(raw: int | float, text: str) -> Whole | Part:
    number: Whole | Part = Whole(raw) if isinstance(raw, int) else Part(raw)
    number.shown = text
    return number


def _tells(code: str) -> bool:
    """Whether a format adds zeros, per cent or words; dates, colours and conditions are another matter."""
    plain = _QUOTED.sub("", code)
    if not _NUMBER.fullmatch(plain.strip()):
        return False
    return "%" in plain or bool(re.search(r"00[0-]|^0[- ]0|^00", plain.partition(".")[0])) or plain != code


def _shown(number: int | float, code: str) -> str:
    words = _QUOTED.sub(lambda found: "\0" if (found[1] or found[2]) else "", code)
    literals = [found[1] or found[2] for found in _QUOTED.finditer(code) if found[1] or found[2]]
    pattern = words.replace("\0", "").strip()
    text = _written(number, pattern)
    before, _, behind = words.partition(pattern)
    said = [literals.pop(0) if mark == "\0" else mark for mark in before]
    after = [literals.pop(0) if mark == "\0" and literals else mark for mark in behind]
    return f"{''.join(said)}{text}{''.join(after)}".replace("\0", "").strip()


def _written(number: int | float, pattern: str) -> str:
    percent = pattern.endswith("%")
    number = number * 100 if percent else number
    whole, _, decimals = pattern.rstrip("%").partition(".")
    if "," in whole or decimals or percent:
        return f"{number:{',' if ',' in whole else ''}.{len(decimals)}f}{'%' if percent else ''}"
    digits = f"{round(number)}".rjust(len(re.findall("[0]", whole)), "0")
    out: list[str] = []
    for mark in reversed(whole):
        out.append(digits[-1] if mark in "0#" and digits else mark if mark not in "0#" else "")
        digits = digits[:-1] if mark in "0#" else digits
    return digits + "".join(reversed(out))
