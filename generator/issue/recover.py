"""What a number book that was lost, put back or exchanged learns again: from issued papers, and from its mark.

In: the office, and more folders where issued papers lie. Out: the rows that the book lacks; entered when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import Place, Problem, problem
from ..office import Office
from .found import Found, issued_papers, place_in_book
from .run import mark_of

if TYPE_CHECKING:
    from ..register import Number, Register

LOST = "ไม่พบไฟล์"  # the subject of a number that only the mark knows


@dataclass(frozen=True)
class Recovered:
    """Rows that the book lacks, each with where it is known from; and what is wrong with papers that it has."""

    rows: Sequence[tuple[Number, str]]
    notices: Sequence[Problem]


def recover(office: Office, folders: Iterable[Path] = (), enter: bool = False) -> Recovered:
    """The numbers on issued papers (in `out/` and in `folders`) and in the mark that the book has not.

    With `enter` they are written into the book, and from then on it is the office's book as it is. Raises: GenError
    E701 to E708.
    """
    from ..register import enter_rows, open_register

    marks = [mark_of(office)]
    with open_register(office.number_book, office.user, office.today, marks=marks, afresh=True) as book:
        papers = list(issued_papers([office.out, *folders], office))
        rows = {(row.series, row.year, row.number): (row, where) for row, where in _lacking(book, papers, office)}
        if enter:
            enter_rows(book, [row for row, _ in rows.values()])
        return Recovered([rows[key] for key in sorted(rows)], list(_doubled(book, papers, office)))


def _lacking(book: Register, papers: Sequence[Found], office: Office) -> Iterator[tuple[Number, str]]:
    """Rows that the book lacks: of the mark first, then of the papers, which know more but that they were voided."""
    from ..register import VOID, find, marked

    voided = set()
    for row in marked(book, LOST):
        if find(book, row.series, row.year, row.number) is None:
            yield row, mark_of(office).name
            voided |= {(row.series, row.year, row.number)} if row.state == VOID else set()
    for paper in papers:
        if not paper.is_in(book):
            row = _row(paper, office)
            if (row.series, row.year, row.number) in voided:
                row = replace(row, state=VOID, reason=LOST, paper=None)
            yield row, paper.path.name


def _row(paper: Found, office: Office) -> Number:
    """The row of an issued paper."""
    from ..register import Number

    of = paper.origin
    number, year = place_in_book(of)
    facts: dict[str, Any] = {key: of.data.get(key) for key in ("subject", "to")}
    texts = {key: value if isinstance(value, str) else "" for key, value in facts.items()}
    subject = texts["subject"] or " ".join([of.form, *of.key.values()])
    path, root = paper.path.resolve(), office.root.resolve()
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    return Number(
        of.series, year, number, day=date.fromisoformat(of.day), subject=subject, sent_from=office.short,
        sent_to=of.receiver or texts["to"], circular=of.is_circular or "ว" in of.issued.rpartition("/")[2], paper=of.id,
        file=file,
    )  # fmt: skip


def _doubled(book: Register, papers: Iterable[Found], office: Office) -> Iterator[Problem]:
    """Papers whose number the book gave to another paper."""
    from ..register import LIVE, find

    for paper in papers:
        number, year = place_in_book(paper.origin)
        row = find(book, paper.origin.series, year, number)
        if row and row.state in LIVE and row.paper not in (None, paper.origin.id):
            yield problem("W702", Place(paper.path.name), number=row, subject=row.subject, other=row.file)
