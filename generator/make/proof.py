"""Making proofreads: what the proofreader sees in the texts of the cases and in the papers is told at the cell.

In: cases as they are checked, and some made papers: the first of each template, and all of a small run. Out: notices,
each once a run, folded where they are many. Rules of words alone are held against the texts as they were typed, each
text once, so that thirty thousand papers are proofread in the time of their different texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ..case import Case
from ..case.record import Record
from ..errors import GenError, Place, Problem, problem, quoted
from ..fields import Field
from ..form import Form
from ..office import Office
from ..render import official

FEW = 10  # papers of a small run: each is proofread whole
ALIKE = 3  # findings of one rule that are told each by itself
NAMES = ("C50", "C51", "C78", "C79", "N40", "C80")  # of offices, schools, persons and codes: held already
AT_ONCE = 100  # texts that are proofread together


class Sample(NamedTuple):
    """A made paper to be proofread whole: its key in the form, and the name and bytes of its file."""

    paper: str
    name: str
    data: bytes


class Typed(NamedTuple):
    """A text of a case, as a paper shows it, and the cell that it came from."""

    text: str
    place: Place
    label: str


class Proofreader:
    """Reads the texts of a run's cases, and samples of its papers."""

    def __init__(self, form: Form, office: Office) -> None:
        self._form, self._office = form, office
        self._first: list[Typed] = []  # texts of the first cases, where findings in papers come from
        self._seen: set[int] = set()  # 64 bits of each: thirty thousand paragraphs need no room
        self._pile: list[Typed] = []
        self._found: dict[tuple[str, str], list[Problem]] = {}  # by rule and words

    def read(self, case: Case) -> None:
        """Take in the texts of a case that no case before it had."""
        if case.record is None:
            return
        is_first = case.number <= FEW
        for of, record, line in _lines(case.form.fields, case.record, case.values):
            is_new = of.kind.is_prose and hash(line) not in self._seen
            if not is_first and not is_new:
                continue
            typed = Typed(official(line), record.where(of.key), of.label)
            if is_first:
                self._first.append(typed)
            if is_new:
                self._seen.add(hash(line))
                self._pile.append(typed)
        if len(self._pile) >= AT_ONCE:
            self._check()

    def look(self, samples: Sequence[Sample]) -> None:
        """Proofread made papers by the rules that need a page: head, order of parts, signature, numbers."""
        from ..audit.check import Options, check_bytes
        from ..audit.settings import read_settings

        settings = read_settings(self._office.sections.get("check"))
        settings = replace(settings, off=settings.off.union(_rules(), NAMES))
        for sample in samples:
            try:
                options = Options(settings=settings, today=self._office.today)
                checked = check_bytes(sample.data, sample.name, self._office, options)
            except GenError:  # told by gen check
                continue
            for finding in checked.findings:
                if finding.severity == "info":
                    continue
                text = checked.texts[finding.paragraph] if finding.paragraph >= 0 else ""
                typed = self._typed(text, finding.start, finding.end) or Typed("", Place(sample.name), "")
                self._tell(finding, typed)

    def notices(self) -> list[Problem]:
        """What was found: of many alike, the first few and how many more."""
        self._check()
        by_rule: dict[str, list[Problem]] = {}
        for (rule, _), found in self._found.items():
            more = f" และอีก {len(found) - 1} ช่อง" if len(found) > 1 else ""
            by_rule.setdefault(rule, []).append(replace(found[0], text=found[0].text + more))
        told: list[Problem] = []
        for rule, found in by_rule.items():
            told += found if len(found) <= ALIKE + 1 else found[:ALIKE]
            if len(found) > ALIKE + 1:
                told.append(problem("W171", count=len(found) - ALIKE, rule=rule))
        return told

    def _check(self) -> None:
        from ..audit.check import Options
        from ..audit.texts import check_texts

        pile, self._pile = self._pile, []
        if not pile:
            return
        options = Options(kind=self._form.kind, today=self._office.today)
        found = check_texts([one.text for one in pile], self._office, options, _rules())
        for typed, findings in zip(pile, found, strict=True):
            for finding in findings:
                if finding.severity != "info":
                    self._tell(finding, typed)

    def _tell(self, finding: Any, typed: Typed) -> None:
        should = f" — ควรเป็น {finding.should}" if finding.should else ""
        why = finding.said if finding.found in finding.said else f"{quoted(finding.found)} {finding.said}"
        facts = {"why": why, "rule": finding.rule, "should": should}
        said = problem("W170", typed.place, label=typed.label, **facts)
        self._found.setdefault((finding.rule, quoted(finding.found)), []).append(said)

    def _typed(self, text: str, start: int, end: int) -> Typed | None:
        """The cell whose text stands where a finding is: the shortest, where one holds another."""
        around = []
        for typed in self._first:
            at = text.find(typed.text) if typed.text else -1
            if at >= 0 and at < max(end, start + 1) and at + len(typed.text) > start:
                around.append(typed)
        return min(around, key=lambda typed: len(typed.text), default=None)


def _rules() -> list[str]:
    """The rules that a text can be held against alone: those of one paper's consistency need the paper."""
    from ..audit.texts import TEXT_RULES

    return [rule for rule in TEXT_RULES if not rule.startswith("C")]


def _lines(
    fields: Sequence[Field], record: Record, values: Mapping[str, Any]
) -> Iterator[tuple[Field, Record, Any]]:
    """What was typed in a case, line by line, with its cell; not what the form fills in. Prose is words: names, numbers
    and days have been read by their own rules."""
    for of in fields:
        value = values.get(of.key)
        if of.is_list:
            for row, inner in zip(record.lists.get(of.key, ()), value or (), strict=True):
                yield from _lines(of.of, row, inner)
        elif of.is_record:
            if value and of.key in record.records:
                yield from _lines(of.of, record.records[of.key], value)
        elif value and record.entries.get(of.key) is not None:
            is_prose = of.kind.is_prose
            for line in value if isinstance(value, tuple) and is_prose else [value]:
                if is_prose or of.type in ("person", "docnumber", "date"):
                    yield of, record, line
