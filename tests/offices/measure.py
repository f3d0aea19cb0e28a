"""How far the rules can be believed on papers as offices write them: `python -m tests.offices.measure [-v] [rule …]`.

A finding is true where a mistake of its rule is marked in its paragraph, or where the paper's dress breaks the rule
throughout. A kind of mistake counts once a paper for recall.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from generator.audit.check import Checked, Finding, Options, check_bytes
from generator.audit.rule import ERROR, RULES
from tests.good_papers import TODAY
from tests.offices.dressings import DRESSES, LATER, OFFICIAL, STEPS, Paper, dressed
from tests.offices.source import sources

SAME = {"T89": "T48"}  # a word spelled wrong is one kind of mistake, whichever list knows it


@dataclass(frozen=True)
class Judged:
    """A paper, what was found in it, and which findings are true."""

    paper: Paper
    checked: Checked
    true: tuple[Finding, ...]
    false: tuple[Finding, ...]
    missed: tuple[str, ...]


@cache
def papers() -> list[Paper]:
    """Every source in some dresses, in turn."""
    return [
        dressed(source, n + step) for n, source in enumerate(sources()) for step in (LATER if source.later else STEPS)
    ]


@cache
def judged() -> list[Judged]:
    return [judge(paper, check_bytes(paper.docx, f"{paper.name}.docx", None, Options(today=TODAY))) for paper in papers()]


def judge(paper: Paper, checked: Checked) -> Judged:
    paper = replace(paper, mistakes=tuple((SAME.get(rule, rule), words) for rule, words in paper.mistakes))
    true = tuple(finding for finding in checked.findings if _is_true(paper, checked, finding))
    false = tuple(finding for finding in checked.findings if finding not in true)
    found = {SAME.get(finding.rule, finding.rule) for finding in true}
    marked = {rule for rule, _ in paper.mistakes} | paper.habits
    return Judged(paper, checked, true, false, tuple(sorted(marked - found)))


def _is_true(paper: Paper, checked: Checked, finding: Finding) -> bool:
    if finding.rule in paper.habits:
        return True
    text = _plain(checked.texts[finding.paragraph]) if finding.paragraph >= 0 else ""
    marked = [_plain(words) for rule, words in paper.mistakes if rule == SAME.get(finding.rule, finding.rule)]
    return any(not words or words in text or (text and text in words) for words in marked)


def _plain(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def figures() -> Iterator[str]:
    """Rule by rule: in how many papers it was true, false, missed; then all of them."""
    true, false, missed, tried = (Counter[str]() for _ in range(4))
    errors = [0, 0]
    for one in judged():
        true.update(f.rule for f in one.true)
        false.update(f.rule for f in one.false)
        missed.update(one.missed)
        errors[0] += sum(f.severity == ERROR for f in one.true)
        errors[1] += sum(f.severity == ERROR for f in one.false)
        for rule in RULES.values():
            tried[rule.id] += not rule.kinds or one.checked.kind in rule.kinds
    yield f"{'rule':<6}{'tried':>7}{'true':>7}{'false':>7}{'missed':>8}"
    for rule in sorted({*true, *false, *missed}):
        yield f"{rule:<6}{tried[rule]:>7}{true[rule]:>7}{false[rule]:>7}{missed[rule]:>8}"
    kinds = [one for one in judged() if one.paper.kind in OFFICIAL]
    right = sum(one.checked.kind == one.paper.kind for one in kinds)
    found = sum(len({f.rule for f in one.true}) for one in judged())
    lost = sum(missed.values())
    yield f"{len(judged())} papers of {len({one.paper.kind for one in judged()})} kinds in {len(DRESSES)} dresses"
    yield f"findings true {share(sum(true.values()), sum(false.values()))}, errors true {share(*errors)}"
    yield f"mistakes found {share(found, lost)}, kind right {share(right, len(kinds) - right)}"


def share(good: int, bad: int) -> str:
    return f"{good}/{good + bad} = {good / max(1, good + bad):.1%}"


def main(words: list[str]) -> None:
    for line in figures():
        print(line)
    rules = {word for word in words if word in RULES}
    for one in judged() if "-v" in words or rules else ():
        if one.paper.kind in OFFICIAL and one.checked.kind != one.paper.kind:
            print("KIND", one.paper.name, one.checked.kind)
        for finding in one.false:
            if not rules or finding.rule in rules:
                print("false", one.paper.name, finding.rule, finding.place, finding.said, "→", finding.should, "|", finding.around)
        for rule in one.missed:
            if not rules or rule in rules:
                print("missed", one.paper.name, rule, [words for marked, words in one.paper.mistakes if marked == rule][:2])


if __name__ == "__main__":
    main(sys.argv[1:])
