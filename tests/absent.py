"""What a paper says when an optional field is left empty: tests/absent/FORM.txt, read once by eye, then kept.

A sentence that claims (complete, all, permitted by, as announced) may stand only where a field says so. Each block is a
paper and the field that is empty, with the lines that go (-) and come (+).

    python -m tests.absent        # makes them anew; read what changed before you commit it
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.case import Case
from generator.context import context, ready, receivers
from generator.form import Form, Paper
from generator.render import Template
from generator.word.xml import find_all, parse
from tests import made
from tests.test_soundness import emptied, optional_keys

FOLDER = Path(__file__).parent / "absent"
BODY = "word/document.xml"


def lines(template: Template, case: Case, paper: Paper) -> list[str]:
    """The paragraphs of a paper for its first receiver, empty ones left out."""
    names = context(case, paper, made.office(), receivers(case, paper)[0])
    root = parse(template.parts(names)[BODY])
    said = ("".join(node.text or "" for node in find_all(one, ".//w:t")) for one in find_all(root, "//w:p"))
    return [text.strip() for text in said if text.strip()]


def differences(form: Form) -> Iterator[str]:
    for paper in form.papers:
        case = next((one for one in made.cases(form.name) if ready(one, paper)), None)
        if case is None:
            continue
        template = Template(paper.template)
        whole = lines(template, case, paper)
        shown = template.names | template.fields
        for key in dict.fromkeys(key for key in optional_keys(form.fields) if key in shown):
            other = replace(case, values=emptied(form.fields, case.values, [key]))
            if other.values == case.values or not ready(other, paper):
                continue
            left = lines(template, other, paper)
            changed = [line for line in difflib.ndiff(whole, left) if line[0] in "+-"]
            if changed:
                yield "\n".join([f"# {paper.key} without {key}", *changed])


def transcript(name: str) -> str:
    return "\n\n".join(differences(made.form(name))) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in made.NAMES:
        (FOLDER / f"{name}.txt").write_text(transcript(name), encoding="utf-8")
