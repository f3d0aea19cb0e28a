"""A template as it comes from outside: what kind of Word file it is, and what it must not bring along.

In: the parts of a file. Out: the same as a plain document, or GenError E413, E415, E423.
"""

from __future__ import annotations

from ..errors import GenError
from ..word import opc
from ..word.active import active
from ..word.partnames import TYPES
from ..word.xml import Element, Parts, dump, find_all, main_part, parse, remove

MOST_XML = 20 * 1024 * 1024  # bytes: what a template of 300 pages does not reach
MOST_TAGS = 1_000_000
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHERS = (  # .dotx, .docm and .dotm are documents but for their name
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)


def as_document(name: str, parts: Parts) -> None:
    """A .dotx becomes a document; a file that acts by itself or is no document is refused."""
    try:
        opc.refuse_large(parts, MOST_XML, MOST_TAGS)
    except opc.NotAPackage:
        raise GenError("E413", template=name, limit=f"{MOST_XML // 1024**2} MB") from None
    if what := active(parts):
        raise GenError("E423", template=name, what=" · ".join(what))
    plain_type(parts)
    try:
        main = main_part(parts)
        for part in {main, *opc.stories(parts)}:
            _accept_deletions(parts, part, parse(parts[part]))
        if DOCUMENT not in parts[TYPES]:
            raise ValueError("no document")
    except ValueError:
        raise GenError("E415", template=name) from None


def plain_type(parts: Parts) -> None:
    """Word opens what a .dotx, .docm or .dotm says it is, whatever the file is called."""
    for other in OTHERS:
        parts[TYPES] = parts[TYPES].replace(other, DOCUMENT)


def _accept_deletions(parts: Parts, part: str, root: Element) -> None:
    """Text that an author deleted while Word kept track is no text of a template: its tags are not seen."""
    gone = find_all(root, "//w:del[not(parent::w:rPr or parent::w:trPr)] | //w:moveFrom[not(parent::w:rPr)]")
    for deleted in gone:
        remove(deleted)
    if gone:
        parts[part] = dump(root)
