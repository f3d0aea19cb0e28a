"""The papers of an office by their ids in the catalogue: what each is, and what the proofreader sees on its pages.

In: an id that a page speaks of; never a path from outside. Out: a `PaperSeen`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..audit.check import Finding, converted, findings, look_of
from ..audit.kinds import KINDS, recognise
from ..audit.reading import read_paper
from ..catalogue import PAPER, Catalogue, Entry, Query, id_of
from ..errors import GenError
from ..office import Office
from ..paper.known import Known, know
from ..pdf.other import to_docx
from ..pdf.spots import Spot, Spots
from .check import options_of
from .pageview import Pages

__all__ = [
    "Catalogue", "Entry", "Finding", "Pages", "PaperSeen", "Query", "Spot", "find", "id_of", "know_any",
    "known", "look", "look_at", "path_of", "spots_of",
]  # fmt: skip


@dataclass(frozen=True)
class PaperSeen:
    """A paper read once: its entry, its kind as a clerk names it, what was found, and the texts of its paragraphs."""

    entry: Entry
    known: Known
    kind: str
    findings: tuple[Finding, ...]
    texts: tuple[str, ...]


def find(catalogue: Catalogue, id: str) -> Entry:
    """The paper of an id. Raises: GenError E953."""
    entry = catalogue.get(id)
    if entry is None or entry.kind != PAPER:
        raise GenError("E953")
    return entry


def path_of(office: Office, entry: Entry) -> Path:
    """Where a paper lies. Raises: GenError E953 for what is gone."""
    path = office.root / entry.path
    if not path.is_file():
        raise GenError("E953")
    return path


def known(office: Office, entry: Entry) -> Known:
    """A paper, read. Raises: GenError E953, E306."""
    return know(path_of(office, entry))


def know_any(path: Path) -> Known:
    """A paper of anybody as a .docx, converted where it is another kind. Raises: GenError E301, E305, E306, E802."""
    return Known(path, converted(know(path), to_docx))


def look(office: Office, entry: Entry) -> PaperSeen:
    """Read and check a paper. Raises: GenError E953, E306, E801 to E803."""
    return look_at(office, entry, known(office, entry))


def look_at(office: Office, entry: Entry, known: Known) -> PaperSeen:
    """Check a paper that is read already. Raises: GenError E801 to E803."""
    paper = read_paper(known.data, known.path.name)
    paper.kind = recognise(paper)
    with options_of(office) as options:
        found = findings(look_of(paper, office, options))
    texts = tuple(paragraph.text for paragraph in paper.all)
    return PaperSeen(entry, known, KINDS.get(paper.kind, ""), tuple(found), texts)


def spots_of(paper: PaperSeen, pdf: bytes) -> Iterator[list[Spot]]:
    """Where each finding stands on the pages; nowhere for one of the whole paper."""
    spots = Spots(pdf, paper.texts)
    for one in paper.findings:
        yield spots.find(one.paragraph, one.start, one.end) if one.paragraph >= 0 else []
