"""The words that a template writes around each tag, by the field that the tag shows: read out of the outlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.fields import Field
from generator.form import Form, Paper
from tests import made

_LINE = re.compile(r"\s*(?:\|)?\s*(?:spans \d+ |middle )*\[[^\]]*\] ?(.*)")
_LATE = re.compile(r"⟦[^:⟧]*: (.*?)⟧")
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
_NAME = re.compile(r"\{\{p? *([a-z_]\w*(?:\.\w+)*)")
_FOR = re.compile(r"\{%\w* *for (\w+) in (?:\()?([a-z_]\w*(?:\.\w+)*)")
_SET = re.compile(r"\{%\w* *set (\w+) = ([a-z_]\w*(?:\.\w+)*) \| first %\}")


class Around(NamedTuple):
    """A tag of a template: the path of its field in the form, and what stands before and behind it in the paragraph."""

    path: str
    of: Field
    before: str
    behind: str


def around(form: Form, paper: Paper) -> Iterator[Around]:
    """Every tag of a paper's template that shows a field, in their order."""
    holder = f"{paper.record}." if paper.record else ""
    record = next((one.of for one in form.fields if one.key == paper.record), ())
    names: dict[str, tuple[str, Field]] = {one.key: (one.key, one) for one in form.fields}
    names |= {one.key: (holder + one.key, one) for one in record}
    if paper.each and names[paper.each][1].is_list:
        names["receiver"] = names[paper.each]
    for line in paper.template.with_suffix(".outline.txt").read_text(encoding="utf-8").split("\n"):
        match = _LINE.match(line)
        parts = _TAG.split(_LATE.sub(r"\1", match[1])) if match else []
        for n, part in enumerate(parts):
            if (loop := _FOR.match(part) or _SET.match(part)) and (found := _found(loop[2], names)):
                names[loop[1]] = found
            name = _NAME.match(part)
            found = _found(name[1], names) if name else None
            if found:
                yield Around(*found, _words(parts[:n][::-1]), _words(parts[n + 1 :]))


def _words(parts: Sequence[str]) -> str:
    """The words next to a tag, over tags of control (`{% if … %}`)."""
    for part in parts:
        if part.startswith("{{"):
            return ""
        if not part.startswith("{%") and part.strip():
            return part.replace("␣", " ")
    return ""


def _found(name: str, names: Mapping[str, tuple[str, Field]]) -> tuple[str, Field] | None:
    first, *rest = name.split(".")
    if first not in names:
        return None
    path, of = names[first]
    for key in rest:
        inner = next((one for one in of.of if one.key == key), None)
        if inner is None:
            return (path, of) if not of.of else None
        path, of = f"{path}.{key}", inner
    return path, of


def word_before(text: str) -> str:
    """The last word before a tag: what a clerk who types the whole line would type before the value."""
    words = text.split("→")[-1].split() or text.strip("→ ").split("→")[-1].split()
    return words[-1] if words else ""


def everywhere() -> Iterator[tuple[Form, Around]]:
    for name in made.NAMES:
        form = made.form(name)
        for paper in form.papers:
            yield from ((form, one) for one in around(form, paper))
