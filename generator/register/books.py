"""The books: one a series and Buddhist year, made at its first number; where each starts and how it counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from ..errors import GenError
from . import lookup
from .database import Register, Transaction
from .entry import CIRCULARS, FREE, LEAP, MOST, Number
from .schema import book, number

BOOK_BY = select(book).where(book.c.series == bindparam("of"), book.c.year <= bindparam("by"))
BOOK_BY = BOOK_BY.order_by(book.c.year.desc()).limit(1)


def start_number(register: Register, series: str, year: int, first: int, reason: str = "") -> None:
    """Let the numbers of a year begin, or go on, at `first`; a leap beyond those that were given takes a reason.

    Raises: GenError E717, E718 below a number of the year.
    """
    with register.write() as transaction:
        row = book_row(transaction, series, year)
        last = lookup.last(transaction.connection, series, year)
        if first <= last or first < 1:
            raise GenError("E718", first=first, year=year, last=last)
        if first > MOST or (last and first > last + LEAP and not reason):
            raise GenError("E717", number=first, last=last)
        change_book(transaction, "start", {**row, "first": first})


def count_circulars_apart(register: Register, series: str, year: int, apart: bool) -> None:
    """Count the circulars (ว) of a series, from this year on, in a series of their own or among the others.

    Both are in use (ระเบียบสารบรรณ ข้อ 32). Raises: GenError E721 when the year has circulars already.
    """
    with register.write() as transaction:
        row = book_row(transaction, series, year)
        if row["apart"] == apart:
            return
        both = number.c.series.in_([series, series + CIRCULARS])
        used = select(number.c.number).where(both, number.c.year == year, number.c.circular, number.c.state != FREE)
        if transaction.connection.execute(used).first():
            raise GenError("E721", year=year)
        change_book(transaction, "circulars", {**row, "apart": apart})


def book_row(transaction: Transaction, series: str, year: int) -> dict[str, Any]:
    """The book of a series and year; a new one starts at 1 and counts circulars as the year before did."""
    connection = transaction.connection
    found = connection.execute(BOOK_BY, {"of": series, "by": year}).mappings().one_or_none()
    if found and found["year"] == year:
        return dict(found)
    row = {"series": series, "year": year, "first": 1, "apart": bool(found and found["apart"])}
    connection.execute(insert(book).values(row))
    transaction.note("open", (series, year, None), row)
    return row


def is_past(transaction: Transaction, series: str, year: int) -> bool:
    """Whether a year has no book of the series while a later one has."""
    later = select(func.min(book.c.year)).where(book.c.series == series, book.c.year >= year)
    first = transaction.connection.execute(later).scalar()
    return first is not None and first > year


def put(transaction: Transaction, action: str, row: Number | None, old: Number | None) -> Number:
    """Write a row over the old one, or take the old one out (row None), and log it."""
    of = row or old
    assert of is not None
    this = (number.c.series == of.series) & (number.c.year == of.year) & (number.c.number == of.number)
    values = vars(row) if row else None
    if values is None:
        transaction.connection.execute(delete(number).where(this))
    elif old is None:
        transaction.connection.execute(insert(number), values)
    else:
        transaction.connection.execute(update(number).where(this).values(values))
    detail = f"{of.day or ''}{' forced' if of.forced else ''}"
    transaction.note(action, (of.series, of.year, of.number), values, detail)
    return of


def change_book(transaction: Transaction, action: str, row: dict[str, Any]) -> None:
    """Write the row of a book, and log it."""
    this = (book.c.series == row["series"]) & (book.c.year == row["year"])
    transaction.connection.execute(update(book).where(this).values(row))
    detail = f"first {row['first']}, circulars {'apart' if row['apart'] else 'among the others'}"
    transaction.note(action, (row["series"], row["year"], None), row, detail)
