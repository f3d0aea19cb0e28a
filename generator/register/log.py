"""Was anything changed behind the program's back? The log and the books, walked once.

Whoever rewrites the whole log from some row on is found only by a *seal* kept elsewhere: printed registers have one.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, select

from ..errors import GenError, Place, Problem, problem
from . import mark, schema
from .chain import Key, digest, end, hash_of
from .database import Register

SHOWN = 16  # hex digits of a hash in a seal


def seal(register: Register) -> str:
    """The end of the log in short, `1234-8f0c…`: on paper, it shows later that nothing before it was rewritten."""
    with register.read() as connection:
        seq, last = end(connection)
    return f"{seq}-{last[:SHOWN]}"


def verify(register: Register, seal: str = "") -> list[Problem]:
    """Every row of the log and of the books that was changed, removed or moved (E740 to E751); [] if all is sound.

    `seal` is one that was printed earlier.
    """
    place = Place(register.where)
    last: dict[Key, RowMapping] = {}
    with register.read() as connection:
        found = list(_outside(connection, register))
        found += list(_chain(connection, place, last, seal))
        found += _rows(connection, place, last)
    return found


def _outside(connection: Connection, register: Register) -> Iterator[Problem]:
    """Hold the log against the marks outside of the book."""
    try:
        mark.refuse_behind(connection, register.marks, register.where)
    except GenError as error:
        yield from error.problems


def _chain(connection: Connection, place: Place, last: dict[Key, RowMapping], seal: str) -> Iterator[Problem]:
    """Walk the log; `last` takes the last row about each number and book."""
    sealed, _, mark = seal.partition("-")
    kept = seal in ("", "0-")  # none, or that of an empty log
    seq, previous = 0, ""
    for row in connection.execute(select(schema.log).order_by(schema.log.c.seq)).mappings():
        last[row["series"], row["year"], row["number"]] = row
        if row["seq"] != seq + 1:
            yield problem("E741", place, first=seq + 1, last=row["seq"] - 1)
        if row["hash"] != hash_of({key: value for key, value in row.items() if key != "hash"}):
            yield problem("E740", place, seq=row["seq"], what=_what(row))
        elif row["seq"] == seq + 1 and row["previous"] != previous:
            yield problem("E742", place, seq=seq)
        kept = kept or (sealed == str(row["seq"]) and len(mark) == SHOWN and row["hash"].startswith(mark))
        seq, previous = row["seq"], row["hash"]
    last_seq, last_hash = end(connection)
    if last_seq > seq:
        yield problem("E741", place, first=seq + 1, last=last_seq)
    elif (last_seq, last_hash) != (seq, previous):
        yield problem("E742", place, seq=seq)
    if not kept:
        yield problem("E746", place, found=seal)


def _rows(connection: Connection, place: Place, last: dict[Key, RowMapping]) -> Iterator[Problem]:
    """Hold each row of the books against the last row of the log about it."""
    stands: dict[Key, str] = {}
    for row in connection.execute(select(schema.number)).mappings():
        stands[row["series"], row["year"], row["number"]] = digest(row)
    for row in connection.execute(select(schema.book)).mappings():
        stands[row["series"], row["year"], None] = digest(row)
    for key in sorted(stands.keys() | last.keys(), key=lambda key: (key[0], key[1], key[2] or 0)):
        series, year, number = key
        what = f"{series} {number}/{year}" if number else f"{series} {year}"
        logged, found = last[key]["digest"] if key in last else "", stands.get(key, "")
        if found != logged:
            yield problem("E743" if found and logged else "E744" if logged else "E745", place, what=what)


def _what(row: RowMapping) -> str:
    number = f"{row['number']}/" if row["number"] else ""
    return f"{row['action']} {row['series']} {number}{row['year']}"
