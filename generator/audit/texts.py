"""The rules that read words alone, on words that stand in no Word file yet: what a clerk has typed into a sheet.

In: texts. Out: the findings of each, with the letters that they are about. Takes about a millisecond a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from ..office import Office
from ..word.document import BODY, Document, Paragraph, Section
from ..word.styles import Layout
from .check import DEFAULT, Finding, Options, exam_of, findings
from .rule import RULES

# Rules that need no page, no head and no signature to be right.
TEXT_RULES = (
    "N36", "N37", "N42", "N43", "N56", "N57", "N68", "N74", "N97",
    "S33", "T44", "T45", "T47", "T48", "T52", "T60", "T64", "T69", "T70", "T90", "T91", "T92",
    "C50", "C51", "C78", "C79",
)  # fmt: skip
_PAGE = Section(21.0, 29.7, 3.0, 2.0, 2.5, 2.0, False, "", True, {}, {}, None)


def check_texts(
    texts: Sequence[str], office: Office | None = None, options: Options = DEFAULT, rules: Sequence[str] = TEXT_RULES
) -> list[tuple[Finding, ...]]:
    """The findings of each text, in its order; `start` and `end` count its letters. The texts are held against each
    other as the paragraphs of one paper are (one person spelled in two ways). Raises: GenError E402, E403."""
    paper = Document("", {}, "", [_paragraph(n, text) for n, text in enumerate(texts, 1)], [], [], [_PAGE])
    paper.kind = options.kind or "unknown"
    exam = exam_of(paper, office, options)
    asked = frozenset(rules) - exam.settings.off
    exam.settings = replace(exam.settings, off=frozenset(RULES) - asked)
    found: list[list[Finding]] = [[] for _ in texts]
    for finding in findings(exam):
        if finding.paragraph >= 0:
            found[finding.paragraph].append(finding)
    return [tuple(of) for of in found]


def _paragraph(number: int, text: str) -> Paragraph:
    return Paragraph(BODY, etree.Element("p"), "", Layout(), text=text, number=number)
