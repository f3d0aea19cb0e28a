"""Looking numbers up: what clerks ask of an open register, and what the rules ask inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Select, func, select

from .database import Register
from .entry import BINDING, FREE, LIVE, Book, Number
from .schema import book, number


def find(register: Register, series: str, year: int, n: int) -> Number | None:
    """The row of a number, whatever became of it."""
    with register.read() as connection:
        return row(connection, series, year, n)


def of_paper(register: Register, paper: str) -> Number | None:
    """The pending or issued number of a paper, by the paper's id."""
    with register.read() as connection:
        return paper_row(connection, paper)


def rows(register: Register, series: str, year: int) -> list[Number]:
    """All rows of a book, by number; numbers that were taken back and are free again are no rows of it."""
    with register.read() as connection:
        these = select(number).where(number.c.series == series, number.c.year == year, number.c.state != FREE)
        return _all(connection, these.order_by(number.c.number))


def gaps(register: Register, series: str, year: int) -> list[int]:
    """The numbers between the first and the last that no paper has: never entered, or taken back and still free."""
    with register.read() as connection:
        this = (number.c.series == series) & (number.c.year == year)
        used = connection.execute(select(func.max(number.c.number)).where(this, number.c.state != FREE)).scalar() or 0
        free = connection.execute(select(number.c.number).where(this, number.c.state == FREE)).scalars()
        return sorted({*missing(connection, series, year), *(n for n in free if n < used)})


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
    these = select(number).where(number.c.series == series, number.c.year == year, number.c.number == n)
    return _first(connection, these)


def paper_row(connection: Connection, paper: str) -> Number | None:
    """The row of a paper, unless it is void."""
    return _first(connection, select(number).where(number.c.paper == paper, number.c.state.in_(LIVE)))


def last(connection: Connection, series: str, year: int) -> int:
    """The highest number of a book, in whatever state; 0 if it has none."""
    highest = select(func.max(number.c.number)).where(number.c.series == series, number.c.year == year)
    return connection.execute(highest).scalar() or 0


def missing(connection: Connection, series: str, year: int) -> Iterable[int]:
    """The numbers between the book's first and its last that have no row."""
    these = select(number.c.number).where(number.c.series == series, number.c.year == year)
    taken = set(connection.execute(these).scalars())
    first = connection.execute(select(book.c.first).where(book.c.series == series, book.c.year == year)).scalar()
    return sorted(set(range(first or 1, max(taken, default=0))) - taken)


def backwards(connection: Connection, new: Number) -> Number | None:
    """The number that a new one's date would contradict: a lower one with a later date, or a higher with an earlier."""
    if new.day is None:
        return None
    binding = select(number).where(
        number.c.series == new.series, number.c.year == new.year, number.c.state.in_(BINDING), number.c.forced == "",
        number.c.number != new.number,
    )  # fmt: skip
    later = binding.where(number.c.number < new.number, number.c.day > new.day).order_by(number.c.number.desc())
    earlier = binding.where(number.c.number > new.number, number.c.day < new.day).order_by(number.c.number)
    return _first(connection, later) or _first(connection, earlier)


def _first(connection: Connection, these: Select[tuple[object, ...]]) -> Number | None:
    found = connection.execute(these.limit(1)).mappings().one_or_none()
    return Number(**found) if found else None


def _all(connection: Connection, these: Select[tuple[object, ...]]) -> list[Number]:
    return [Number(**found) for found in connection.execute(these).mappings()]
