"""papers.txt and more.txt read: the lines of each paper, and the mistakes that are marked in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FILES = [Path(__file__).with_name(name) for name in ("papers.txt", "more.txt")]
_MARK = re.compile(r"⟦(?P<rule>\w+):(?P<words>[^⟧]*)⟧")


@dataclass(frozen=True)
class Line:
    """One line: its role, and its cells (one for a plain line) without marks."""

    role: str
    cells: tuple[str, ...]


@dataclass
class Source:
    """A paper: what it is, a name, its lines, and its mistakes: (rule, words of the paragraph, "" for the whole paper);
    `later` for those that were written when the rules stood."""

    kind: str
    name: str
    later: bool = False
    lines: list[Line] = field(default_factory=list)
    mistakes: list[tuple[str, str]] = field(default_factory=list)


@cache
def sources() -> list[Source]:
    found: list[Source] = []
    lines = [(n, raw) for n, file in enumerate(FILES) for raw in file.read_text("utf-8").splitlines()]
    for n, raw in lines:
        if raw.startswith("=== "):
            kind, _, name = raw[4:].partition(" ")
            found.append(Source(kind, name, bool(n)))
        elif raw.startswith("! "):
            found[-1].mistakes.append((raw[2:].strip(), ""))
        elif raw.strip() and not raw.startswith("#"):
            _line(found[-1], raw)
    return found


def _line(source: Source, raw: str) -> None:
    role, _, words = raw.partition("|")
    cells = tuple(_MARK.sub(lambda match: match["words"], cell) for cell in words.split("|"))
    source.lines.append(Line(role, cells))
    for match in _MARK.finditer(words):
        cell = next(bare for bare, cell in zip(cells, words.split("|"), strict=True) if match[0] in cell)
        source.mistakes.append((match["rule"], cell))
