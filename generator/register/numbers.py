"""The life of a number: reserved, pending, issued, void; free when it was taken but never stood on a paper.

    take ──────────────────────────▶ issued ──▶ void      One transaction a call: all of a batch or nothing, and
    take(pending) ─▶ pending ─confirm─▶ ▲                  every Problem of the batch at once.
                        └──release──▶ free (the next paper that its date fits takes it)

Files are issued in two phases, inside `register.issuing()`: take the numbers as pending, write the files, confirm.
After a crash `unfinished` says which papers were in hand: confirm those whose file has its number, release the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from ..errors import GenError, Place, Problem, Problems
from ..thai import Day
from . import lookup
from .books import book_row, is_past, put
from .database import Register, Transaction
from .entry import CIRCULARS, FREE, ISSUED, LEAP, LIVE, MOST, PENDING, RESERVED, STATES, VOID, Entry, Number, line

FAR_AHEAD = "ล่วงหน้า"
AHEAD = timedelta(days=7)  # a paper of next week may be prepared; a later day needs a reason


def take(register: Register, entry: Entry, *, pending: bool = False) -> Number:
    """The number of one paper: see `take_all`."""
    return take_all(register, [entry], pending=pending)[0]


def take_all(register: Register, entries: Sequence[Entry], *, pending: bool = False) -> list[Number]:
    """Give every paper its number, in their order, or none of them; a paper that has one keeps it.

    Raises: Problems E710 to E717 for all papers that cannot have their number.
    """
    _only_while_issuing(register, pending)
    wrong: list[Problem] = []
    given: list[Number] = []
    with register.write() as transaction:
        for entry in entries:
            try:
                given.append(_give(transaction, _cleaned(entry), PENDING if pending else ISSUED))
            except GenError as error:
                where = Place(entry.file or entry.subject)
                wrong += [replace(found, place=where) for found in error.problems]
        if wrong:
            raise Problems(wrong)
    return given


def reserve(register: Register, series: str, day: date, reason: str, count: int = 1) -> list[Number]:
    """Keep the next numbers for papers of that day; a paper takes one by naming it.

    A day that is far ahead binds no other number. Raises: GenError E712, E715, E717, E756.
    """
    entry = Entry(series, day, "")
    reason = _reason(reason)
    with register.write() as transaction:
        kept = []
        _refuse_past_year(transaction, entry)
        for _ in range(count):
            row, old = _next(transaction, entry)
            row = _dated(transaction, row, is_ahead=_is_ahead(transaction, day), force="")
            row = replace(row, reason=reason, clerk=transaction.user, entered=transaction.today)
            kept.append(put(transaction, "reserve", row, old))
    return kept


def void(register: Register, series: str, year: int, n: int, reason: str) -> Number:
    """Cancel a number for good, also one that stands in no row (a gap of an older book).

    One that is pending is dead inside `register.issuing()`, and may be voided there.
    Raises: GenError E713 to E715, E719.
    """
    reason = _reason(reason)
    with register.write() as transaction:
        old = lookup.row(transaction.connection, series, year, n)
        if old is None and n not in lookup.missing(transaction.connection, series, year):
            raise GenError("E713", number=f"{n}/{year}")
        if old and old.state == VOID:
            raise GenError("E714", number=old, reason=old.reason)
        if old and old.state == PENDING and not register.is_issuing:
            raise GenError("E719", number=old)
        row = old or Number(series, year, n, clerk=transaction.user, entered=transaction.today)
        row = replace(row, state=VOID, reason=reason, voided=transaction.today, voided_by=transaction.user)
        put(transaction, "void", row, old)
    return row


def file_signed(register: Register, series: str, year: int, n: int, file: str) -> Number:
    """Note where the signed copy of an issued paper lies. Raises: GenError E713, E728."""
    with register.write() as transaction:
        old = lookup.row(transaction.connection, series, year, n)
        if old is None:
            raise GenError("E713", number=f"{n}/{year}")
        if old.state != ISSUED:
            raise GenError("E728", number=old, state=STATES[old.state])
        return put(transaction, "sign", replace(old, signed=file), old)


def confirm(register: Register, papers: Iterable[str]) -> None:
    """The files of these papers carry their pending numbers: the numbers are issued. Raises: GenError E713."""
    with register.write(settles=True) as transaction:
        for paper in papers:
            old = _in_hand(transaction.connection, paper)
            if old.state == PENDING:
                put(transaction, "confirm", replace(old, state=ISSUED), old)


def release(register: Register, papers: Iterable[str]) -> None:
    """No file carries the pending numbers of these papers: they are free, or reserved again.

    Raises: GenError E713, E720.
    """
    _only_while_issuing(register, True)
    with register.write(settles=True) as transaction:
        for paper in papers:
            old = _in_hand(transaction.connection, paper)
            if old.state == ISSUED:
                raise GenError("E720", number=old)
            put(transaction, "release", _released(old), old)


# --- one paper's number


def _give(transaction: Transaction, entry: Entry, state: str) -> Number:
    connection = transaction.connection
    old = lookup.paper_row(connection, entry.paper) if entry.paper else None
    if old:
        if entry.number not in (None, old.number):
            raise GenError("E716", number=old, wanted=entry.number)
        if old.state == PENDING and state == ISSUED:
            return put(transaction, "confirm", replace(old, state=ISSUED), old)
        return old
    year = Day(entry.day).be_year
    ahead = _is_ahead(transaction, entry.day)
    if ahead and not entry.force and entry.number is None:  # one of central records is as they gave it
        raise GenError("E755", day=Day(entry.day).typed)
    _refuse_past_year(transaction, entry)
    if entry.circular and book_row(transaction, entry.series, year)["apart"]:
        entry = replace(entry, series=entry.series + CIRCULARS)
    if shared := _shared(transaction, entry):
        return shared
    row, old = _next(transaction, entry) if entry.number is None else _named(transaction, entry, entry.number)
    row = replace(
        row, state=state, day=entry.day, subject=entry.subject, circular=entry.circular,
        sent_from=entry.sent_from, sent_to=entry.sent_to, operation=entry.operation, remark=entry.remark,
        paper=entry.paper or None, file=entry.file, clerk=transaction.user, entered=transaction.today,
    )  # fmt: skip
    row = _dated(transaction, row, ahead, entry.force or row.forced)
    return put(transaction, "record" if row.given else "take", row, old)


def _shared(transaction: Transaction, entry: Entry) -> Number | None:
    """The number of a circular whose letters were made one by one: on one subject and day they have one (ข้อ 32)."""
    if not entry.circular or entry.number is None:
        return None
    row = lookup.row(transaction.connection, entry.series, Day(entry.day).be_year, entry.number)
    alike = row and row.circular and row.state in LIVE and (row.subject, row.day) == (entry.subject, entry.day)
    return row if alike else None


def _next(transaction: Transaction, entry: Entry) -> tuple[Number, Number | None]:
    """The next number of the series, reserved for the day: a free one that the day fits, else one past the last."""
    year = Day(entry.day).be_year
    first = book_row(transaction, entry.series, year)["first"]
    row = Number(entry.series, year, 0, state=RESERVED, day=entry.day, circular=entry.circular)
    for n in lookup.free(transaction.connection, entry.series, year, first):
        if not lookup.backwards(transaction.connection, replace(row, number=n)):
            return replace(row, number=n), replace(row, number=n, state=FREE, day=None)
    n = max(first, lookup.last(transaction.connection, entry.series, year) + 1)
    if n > MOST:
        raise GenError("E717", number=n, last=n - 1)
    return replace(row, number=n), None


def _named(transaction: Transaction, entry: Entry, n: int) -> tuple[Number, Number | None]:
    """The number that was asked for: a reserved or free one, or one that central records gave."""
    year = Day(entry.day).be_year
    book_row(transaction, entry.series, year)
    old = lookup.row(transaction.connection, entry.series, year, n)
    if old and old.state == VOID:
        raise GenError("E711", number=old, reason=old.reason)
    if old and old.state in LIVE:
        raise GenError("E710", number=old, subject=old.subject)
    last = lookup.last(transaction.connection, entry.series, year)
    leaps = bool(last and n > last + LEAP)
    if not 1 <= n <= MOST or (leaps and not entry.force):
        raise GenError("E717", number=n, last=last)
    return old or Number(entry.series, year, n, given=True, reason=entry.force if leaps else ""), old


def _dated(transaction: Transaction, row: Number, is_ahead: bool, force: str) -> Number:
    """The row, once its date runs with the numbers or there is a reason why not. Raises: GenError E712."""
    other = lookup.backwards(transaction.connection, row)
    if other and row.day and other.day and not force:
        raise GenError("E712", number=row, other=other, day=Day(row.day).typed, other_day=Day(other.day).typed)
    return replace(row, forced=(force or FAR_AHEAD) if other or is_ahead else "")


def _is_ahead(transaction: Transaction, day: date) -> bool:
    return day > transaction.today + AHEAD


def _refuse_past_year(transaction: Transaction, entry: Entry) -> None:
    """Where a later year has a book, the next number of a year without one needs a reason. Raises: GenError E756."""
    year = Day(entry.day).be_year
    if entry.number is None and not entry.force and is_past(transaction, entry.series, year):
        raise GenError("E756", series=entry.series, year=year)


def _released(old: Number) -> Number | None:
    """What a pending number becomes: gone if central records gave it, reserved if it was, else free."""
    if old.given:
        return None
    if old.reason:
        return Number(
            old.series, old.year, old.number, RESERVED, old.day, reason=old.reason, clerk=old.clerk, entered=old.entered
        )  # fmt: skip
    return Number(old.series, old.year, old.number, FREE)


def _in_hand(connection: Connection, paper: str) -> Number:
    found = lookup.paper_row(connection, paper)
    if found is None:
        raise GenError("E713", number=paper)
    return found


def _cleaned(entry: Entry) -> Entry:
    """The entry with its texts as one clean line each."""
    keys = ("subject", "sent_from", "sent_to", "operation", "remark", "force")
    texts: dict[str, Any] = {key: line(getattr(entry, key)) for key in keys}
    return replace(entry, **texts)


def _reason(text: str) -> str:
    if not line(text):
        raise GenError("E715")
    return line(text)


def _only_while_issuing(register: Register, pending: bool) -> None:
    if pending and not register.is_issuing:
        raise RuntimeError("pending numbers are for `with register.issuing()`")
