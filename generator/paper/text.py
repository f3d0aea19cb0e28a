"""The text of a Word file as lines to compare and to read back: what `word.reading` sees.

In: the bytes of a .docx. Out: `Line`s in the order of the body, then headers, footers and notes, each with the place
where a person finds it; and the words of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..mask import masked
from ..word import opc
from ..word.document import FOOTER, HEADER, OBJECT, Paragraph
from ..word.reading import document_of


@dataclass(frozen=True)
class Line:
    """A paragraph: its text, and where a reader finds it."""

    text: str
    where: str


def lines(data: bytes) -> list[Line]:
    """The paragraphs of a Word file that have text, citizen IDs masked. Raises: ValueError for a damaged file."""
    found = ((text_of(paragraph), paragraph.place) for paragraph in paragraphs(opc.read(data)))
    return [Line(masked(text), where) for text, where in found if text.strip()]


def paragraphs(parts: Mapping[str, bytes]) -> Iterator[Paragraph]:
    """The paragraphs of a file, hidden words too, for to hide them is to change their looks.

    Of headers and footers that say the same one is read: LibreOffice writes one for each section.
    """
    document = document_of(dict(parts), hidden=True)
    yield from document.body
    known = set()
    for story, found in groupby(document.others, lambda paragraph: (paragraph.story, paragraph.part)):
        same = list(found)
        said = story[0], *map(text_of, same)
        if story[0] not in (HEADER, FOOTER) or said not in known:
            yield from same
        known.add(said)


def text_of(paragraph: Paragraph) -> str:
    """The words of a paragraph; what a field of page numbers shows differs with every program that laid it out."""
    text = paragraph.text
    for span in reversed(paragraph.spans):
        if span.paged and text[span.start : span.end].strip():
            text = f"{text[: span.start]}#{text[span.end :]}"
    return text.replace(OBJECT, "")


def words(text: str) -> list[str]:
    """The words and spaces of a text, in their order."""
    from pythainlp.tokenize import word_tokenize

    return list(word_tokenize(text, engine="newmm", keep_whitespace=True))


def squeezed(text: str) -> str:
    """A text for comparing and showing: one kind of space, one space."""
    return re.sub(r"\s+", " ", text).strip()
