"""Looking numbers up: what clerks ask of an open register, and what the rules ask inside a transaction."""

from __future__ import annotations

from datetime import date
from types import NoneType
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, literal_column, select

from .database import Register
from .entry import BINDING, FREE, LIVE, MOST, PENDING, STATES, Book, Number
from .faults import Damaged
from .schema import book, number

TYPES: dict[str, tuple[type, ...]] = {key: (str,) for key in Number.__dataclass_fields__}
TYPES |= dict.fromkeys(("year", "number"), (int,)) | dict.fromkeys(("circular", "given"), (bool,))
TYPES |= dict.fromkeys(("day", "entered", "voided"), (date, NoneType))
TYPES |= dict.fromkeys(("paper", "signed"), (str, NoneType))

# The questions, built once: building one takes longer than the database takes to answer it.
IN_BOOK = (number.c.series == bindparam("series")) & (number.c.year == bindparam("year"))
N: BindParameter[int] = bindparam("n")
DAY: BindParameter[date] = bindparam("day")
ROW = select(number).where(IN_BOOK, number.c.number == N)
ROWS = select(number).where(IN_BOOK, number.c.state != FREE).order_by(number.c.number)
IS_LIVE = number.c.state.in_([literal_column(f"'{state}'") for state in LIVE])  # as the index number_of_paper says it
OF_PAPER = select(number).where(number.c.paper == bindparam("paper"), IS_LIVE)
LAST = select(func.max(number.c.number)).where(IN_BOOK)
FREE_NUMBERS = select(number.c.number).where(IN_BOOK, number.c.state == FREE, number.c.number >= N)
FREE_NUMBERS = FREE_NUMBERS.order_by(number.c.number)
BINDS = IN_BOOK & number.c.state.in_(BINDING) & (number.c.forced == "")
LATER = select(number).where(BINDS, number.c.number < N, number.c.day > DAY).order_by(number.c.day.desc()).limit(1)
EARLIER = select(number).where(BINDS, number.c.number > N, number.c.day < DAY).order_by(number.c.number).limit(1)
IN_HAND = select(number).where(number.c.state == PENDING).order_by(number.c.series, number.c.year, number.c.number)


def find(register: Register, series: str, year: int, n: int) -> Number | None:
    """The row of a number, whatever became of it."""
    with register.read() as connection:
        return row(connection, series, year, n)


def of_paper(register: Register, paper: str) -> Number | None:
    """The pending or issued number of a paper, by the paper's id."""
    with register.read() as connection:
        return paper_row(connection, paper)


def unfinished(register: Register) -> list[Number]:
    """The pending numbers. Inside `register.issuing()` their run is dead, and its files and the book may disagree."""
    with register.read() as connection:
        return _all(connection, IN_HAND)


def rows(register: Register, series: str, year: int) -> list[Number]:
    """All rows of a book, by number; numbers that were taken back and are free again are no rows of it."""
    with register.read() as connection:
        return _all(connection, ROWS, series=series, year=year)


def gaps(register: Register, series: str, year: int) -> list[int]:
    """The numbers between the first and the last that no paper has: never entered, or taken back and still free."""
    with register.read() as connection:
        used = _all(connection, ROWS, series=series, year=year)
        last_used = used[-1].number if used else 0
        returned = (n for n in free(connection, series, year, 1) if n < last_used)
        return sorted({*missing(connection, series, year), *returned})


def books(register: Register) -> list[Book]:
    """Every book, by series and year, with its counts."""
    with register.read() as connection:
        counts: dict[tuple[str, int], dict[str, int]] = {}
        by = (number.c.series, number.c.year)
        for series, year, state, count in connection.execute(
            select(*by, number.c.state, func.count()).group_by(*by, number.c.state)
        ):
            counts.setdefault((series, year), {})[state] = count
        highest = {key: last(connection, *key) for key in counts}
        found = connection.execute(select(book).order_by(book.c.series, book.c.year)).mappings()
        keyed = [((row["series"], row["year"]), row) for row in found]
        return [Book(**row, last=highest.get(key, 0), counts=counts.get(key, {})) for key, row in keyed]


# --- within a transaction


def row(connection: Connection, series: str, year: int, n: int) -> Number | None:
    """The row of a number."""
    if not 1 <= n <= MOST:  # more than PostgreSQL's integers hold is an error there
        return None
    return _first(connection, ROW, series=series, year=year, n=n)


def paper_row(connection: Connection, paper: str) -> Number | None:
    """The row of a paper, unless it is void."""
    return _first(connection, OF_PAPER, paper=paper)


def last(connection: Connection, series: str, year: int) -> int:
    """The highest number of a book, in whatever state; 0 if it has none."""
    return connection.execute(LAST, {"series": series, "year": year}).scalar() or 0


def free(connection: Connection, series: str, year: int, first: int) -> list[int]:
    """The numbers from `first` on that were taken back, lowest first."""
    return list(connection.execute(FREE_NUMBERS, {"series": series, "year": year, "n": first}).scalars())


def missing(connection: Connection, series: str, year: int) -> list[int]:
    """The numbers between the book's first and its last that have no row."""
    taken = set(connection.execute(select(number.c.number).where(IN_BOOK), {"series": series, "year": year}).scalars())
    first = connection.execute(select(book.c.first).where(book.c.series == series, book.c.year == year)).scalar()
    return sorted(set(range(first or 1, max(taken, default=0))) - taken)


def backwards(connection: Connection, new: Number) -> Number | None:
    """The number that a new one's date would contradict: a lower one with a later date, or a higher with an earlier."""
    if new.day is None:
        return None
    facts = {"series": new.series, "year": new.year, "n": new.number, "day": new.day}
    found = _first(connection, LATER, **facts)
    if found or new.number > last(connection, new.series, new.year):  # past the last: no other to look for
        return found
    return _first(connection, EARLIER, **facts)


def _first(connection: Connection, these: Select[Any], **facts: object) -> Number | None:
    found = connection.execute(these, facts).mappings().one_or_none()
    return _number(found) if found else None


def _all(connection: Connection, these: Select[Any], **facts: object) -> list[Number]:
    return [_number(found) for found in connection.execute(these, facts).mappings()]


def _number(found: RowMapping) -> Number:
    """A row of the database, if it can be one. Raises: Damaged."""
    if any(type(value) not in TYPES[key] for key, value in found.items()) or found["state"] not in STATES:
        raise Damaged
    return Number(**dict(found))
