"""A rule is one small function: it looks at a paper and yields a `Hit` for each mistake.

`@rule(id, …)` puts it into `RULES`, the one list of rules; docs/rules.md is made from it. The letter of an id is its
group, its number never changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..word.document import Paragraph

if TYPE_CHECKING:
    from .exam import Exam

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
GROUPS = {
    "L": "รูปแบบหน้ากระดาษ",
    "S": "ส่วนประกอบ",
    "N": "ตัวเลขและวันที่",
    "T": "ถ้อยคำ",
    "C": "ความตรงกัน",
    "P": "ข้อมูลส่วนบุคคล",
}


SAFE = ("N35", "N68", "T44", "T66", "T70", "T52", "T60")  # rules whose mistakes a machine may mend without asking


@dataclass(frozen=True, slots=True)
class Hit:
    """A mistake at `text[start:end]` of a paragraph, or of the whole paper (None).

    `should`: what it should be, as a clerk would read it; `fix`: the text that may safely stand there instead;
    `facts` fill the rule's message; hits of one `key` are one finding, told at the first place. What is not `sure` may
    be right: it is asked, and never an error.
    """

    paragraph: Paragraph | None
    start: int = 0
    end: int = 0
    should: str = ""
    fix: str | None = None
    key: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    sure: bool = True


Finder = Callable[["Exam"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `message` is the clerk's text ({found} is what stands there), `english` explains it; `source` is the
    clause or standard; `kinds` are the papers that it is for (all if empty); `usual`: whether it is on by default."""

    id: str
    severity: str
    message: str
    english: str
    source: str
    wrong: str
    right: str
    kinds: tuple[str, ...]
    usual: bool
    find: Finder

    @property
    def thai(self) -> str:
        """What it is about, as a clerk reads it, of no one place."""
        return re.sub(r"\{\w+\}", "…", self.message)

    @property
    def group(self) -> str:
        return GROUPS[self.id[0]]


RULES: dict[str, Rule] = {}


def rule(
    id: str,
    severity: str,
    message: str,
    english: str,
    source: str,
    wrong: str = "",
    right: str = "",
    kinds: tuple[str, ...] = (),
    usual: bool = True,
) -> Callable[[Finder], Finder]:
    """Register a function as a rule."""

    def register(find: Finder) -> Finder:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        RULES[id] = Rule(id, severity, message, english, source, wrong, right, kinds, usual, find)
        return find

    return register


def whole(paragraph: Paragraph, should: str = "", key: str = "", **facts: Any) -> Hit:
    """A hit on all the words of a paragraph."""
    text = paragraph.text
    start = len(text) - len(text.lstrip())
    return Hit(paragraph, start, max(start, len(text.rstrip())), should, key=key, facts=facts)
