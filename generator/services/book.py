"""The number book: read, printed, taken over, reserved, voided and proven.

Reading clears nothing and waits for nobody; whoever writes must find the office's own book. Years are BE; without one,
this year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import register
from ..errors import GenError, Problems, guess
from ..folders import form_names, number_books
from ..form import load
from ..issue import Recovered, settle_numbers, the_book, writing_book
from ..issue import recover as recover_rows
from ..office import Office
from ..register import STATES, Book, Imported, Number, Register
from ..thai import Day, nearest

__all__ = ["STATES", "Book", "Exported", "Imported", "Number", "Recovered"]


CODED = ("letter", "memo")  # series of an office whose forms are not here


@dataclass(frozen=True)
class Exported:
    """A printed book: how many rows, and the seal that proves it."""

    path: Path
    count: int
    seal: str


def list_books(office: Office) -> list[Book]:
    """Every book with its years. Raises: GenError E701 to E709."""
    with the_book(office) as book:
        return list(register.books(book))


def list_rows(office: Office, series: str, year: int | None = None) -> list[Number]:
    """The rows of one year; none where others have some: see `other_years`. Raises: GenError E701 to E709."""
    with the_book(office) as book:
        return list(register.rows(book, series, year or this_year(office)))


def other_years(office: Office, series: str) -> list[int]:
    """The BE years in which a series has numbers. Raises: GenError E701 to E709."""
    return [one.year for one in list_books(office) if one.series == series and one.last]


def export(office: Office, series: str, to: Path, year: int | None = None) -> Exported:
    """Print a year as a workbook in the official layout. Raises: GenError E601, E602, E701 to E709."""
    with the_book(office) as book:
        code = str(office.facts["code"]) if _is_coded(office, series) else ""
        count = register.export(book, series, year or this_year(office), to, office.name, code)
        return Exported(to, count, register.seal(book))


def import_rows(office: Office, series: str, file: Path, year: int | None = None) -> Imported:
    """Take over the book that the office kept before. Raises: Problems E722 to E727; GenError E730, E701 to E709."""
    with _opened(office, series) as book:
        return register.import_rows(book, series, file, year)


def reserve(
    office: Office, series: str, reason: str, count: int = 1, day: date | None = None
) -> Sequence[Number]:
    """Keep the next numbers free for somebody. Raises: GenError E712, E715, E730, E701 to E709."""
    with _opened(office, series) as book:
        return register.reserve(book, series, day or office.today, reason, count)


def void(office: Office, series: str, number: int, reason: str, year: int | None = None) -> Number:
    """A number that is not to be used any more. Raises: GenError E713 to E715, E719, E701 to E709."""
    settle_numbers(office)
    with writing_book(office) as book, book.issuing():  # a number that is pending now belongs to a run that died
        return register.void(book, series, year or this_year(office), number, reason)


def gaps(office: Office, series: str, year: int | None = None) -> list[int]:
    """The numbers between first and last that the book does not have. Raises: GenError E701 to E709."""
    with the_book(office) as book:
        return list(register.gaps(book, series, year or this_year(office)))


def pending(office: Office, series: str, year: int | None = None) -> list[int]:
    """The numbers that a run has taken and not yet finished, or that it died with. Raises: GenError E701 to E709."""
    asked = series, year or this_year(office)
    with the_book(office) as book:
        return [row.number for row in register.unfinished(book) if (row.series, row.year) == asked]


def spans(numbers: Iterable[int]) -> list[str]:
    """Numbers in their order, those that follow one another as 15–304."""
    spans: list[list[int]] = []
    for n in numbers:
        if spans and n == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], n]
        else:
            spans.append([n])
    return ["–".join(map(str, span)) for span in spans]


def start_at(
    office: Office, series: str, number: int, year: int | None = None, reason: str = ""
) -> None:
    """Let a year begin at a number. Raises: GenError E717, E718, E730, E701 to E709."""
    with _opened(office, series) as book:
        book.reason = reason
        register.start_number(book, series, year or this_year(office), number, reason)


def count_circulars(office: Office, series: str, *, apart: bool, year: int | None = None) -> None:
    """Whether circulars have numbers of their own. Raises: GenError E721, E730, E701 to E709."""
    with _opened(office, series) as book:
        register.count_circulars_apart(book, series, year or this_year(office), apart)


def verify(office: Office, seal: str = "") -> str:
    """The seal of a book that nobody changed behind the program's back, held against a printed one.

    Raises: Problems E740 to E751; GenError E701 to E709.
    """
    with the_book(office) as book:
        if wrong := register.verify(book, seal):
            raise Problems(wrong)
        return register.seal(book)


def recover(office: Office, folders: Iterable[Path] = (), *, enter: bool = False) -> Recovered:
    """What issued papers and the mark say that the book does not have; entered when asked for.

    Raises: GenError E701 to E708.
    """
    return recover_rows(office, folders, enter)


def this_year(office: Office) -> int:
    """The BE year of the office's day."""
    return Day(office.today).be_year


def _is_coded(office: Office, series: str) -> bool:
    """Whether the papers of a series bear the code of the office before their number, as letters do."""
    name = series.removesuffix(register.CIRCULARS)
    for form in (load(office.forms, name) for name in form_names(office.forms)):
        for paper in form.papers:
            if paper.series == name:
                return any(field.coded and field.late for field in form.seen(paper))
    return name in CODED


@contextmanager
def _opened(office: Office, series: str) -> Iterator[Register]:
    """The book to write in; its series must be one of a form or of the book: a typing mistake begins none.

    Raises: GenError E730, E750 to E754, E759.
    """
    with writing_book(office) as book:
        names = sorted({*number_books(office.forms), *(one.series for one in register.books(book))})
        if series not in names:
            near = guess(nearest(series, names))
            raise GenError("E730", series=series, guess=near, known=" ".join(names))
        yield book
