"""What a paper needs of its case to be made again, compared and read back: the rest is not in its file.

In: a case, and what the paper's template asks for. Out: the case without the fields that no tag asks for, without the
rows of other receivers, and with empty rows in place of those that the paper does not show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..case import Case
from ..fields import Field
from ..form import Paper
from ..thai import Person

ALL = "*"  # among the words: which they are hangs on the case
WORD = re.compile(r"[^\W\d_]{2,}")
Rendered = Mapping[str, bytes]


@dataclass(frozen=True)
class Asked:
    """What a template asks: `names` of the case itself, `words` of its rows and records; `charts`: lists in charts."""

    names: frozenset[str]
    words: frozenset[str]
    charts: frozenset[str] = frozenset()

    def takes(self, field: Field) -> bool:
        """Whether a tag may ask a row or record for this."""
        return ALL in self.words or field.key in self.words or field.key in self.names or field.late


def of_receiver(case: Case, paper: Paper, receiver: Any, asked: Asked) -> Case:
    """The case with the rows that one receiver's paper is about, where its template shows no list of all."""
    if not isinstance(receiver, Mapping) or paper.each in asked.names:
        return case
    record, own = case.values.get(paper.record), {paper.each: (receiver,)}
    of_record = {paper.record: {**record, **own}} if record and paper.each in record else own
    return replace(case, values={**case.values, **of_record})


def shown(case: Case, asked: Asked, rendered: Rendered, again: Callable[[Case], Rendered]) -> Case:
    """The case with empty rows for those of which nothing is seen, as long as the paper comes out the same `again`."""
    page = b"".join(rendered.values())
    lists = [field for field in case.form.fields if field.is_list and field.key in asked.names - asked.charts]
    unseen = {field.key: set(_unseen(field, case.values[field.key] or (), asked, page)) for field in lists}
    if not any(unseen.values()):
        return case
    fields = {field.key: field for field in lists}
    for way in (_emptied, _bared, _dropped):
        rows = {key: tuple(way(fields[key], case.values[key], gone)) for key, gone in unseen.items() if gone}
        smaller = replace(case, values={**case.values, **rows})
        try:
            if again(smaller) == rendered:
                return smaller
        except Exception:  # a template that asks an empty row for what it does not have
            continue
    return case


def _unseen(field: Field, rows: Iterable[Mapping[str, Any]], asked: Asked, page: bytes) -> Iterator[int]:
    """The rows of which no name and no text stands on the page; a row of numbers alone says nothing of anyone."""
    telling = [of for of in field.of if asked.takes(of) and not of.kind.is_plain]
    for n, row in enumerate(rows):
        words = [word for of in telling for word in _words(row.get(of.key))]
        if words and not all(word in page for word in words[:3]):
            yield n


def _words(value: Any) -> Iterator[bytes]:
    """Pieces of a value that stand unbroken in a paper that shows it."""
    texts = (value.given, value.family) if isinstance(value, Person) else (value if isinstance(value, str) else "",)
    for text in texts:
        yield from (word.encode() for word in WORD.findall(text))


def _emptied(field: Field, rows: Iterable[Mapping[str, Any]], gone: set[int]) -> Iterator[Mapping[str, Any]]:
    yield from (_nothing(field) if n in gone else row for n, row in enumerate(rows))


def _bared(field: Field, rows: Iterable[Mapping[str, Any]], gone: set[int]) -> Iterator[Mapping[str, Any]]:
    """Rows that are counted, or sorted by what they are."""
    bare = [of.key for of in field.of if of.kind.is_plain]
    for n, row in enumerate(rows):
        yield {**_nothing(field), **{key: row[key] for key in bare}} if n in gone else row


def _dropped(field: Field, rows: Iterable[Mapping[str, Any]], gone: set[int]) -> Iterator[Mapping[str, Any]]:
    yield from (row for n, row in enumerate(rows) if n not in gone)


def _nothing(field: Field) -> dict[str, Any]:
    return {of.key: () if of.is_list or of.kind.lines else None for of in field.of}
