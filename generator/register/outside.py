"""What is known of the numbers outside of the book, entered in it again: from issued papers and from its marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from . import lookup, mark
from .books import book_row, put
from .database import Register
from .entry import CIRCULARS, FREE, ISSUED, PENDING, RESERVED, VOID, Number, line

TAKEN_OVER = "บันทึกใหม่จากเอกสารที่ออกแล้ว"


def enter_rows(register: Register, rows: Iterable[Number]) -> int:
    """Enter rows that the book lacks, whatever their days, and take the book for the office's own from here on."""
    count = 0
    with register.accepting() as transaction:
        for row in sorted(rows, key=lambda row: (row.series, row.year, row.number)):
            if lookup.row(transaction.connection, row.series, row.year, row.number):
                continue
            book_row(transaction, row.series.removesuffix(CIRCULARS), row.year)
            if row.paper and lookup.paper_row(transaction.connection, row.paper):
                row = replace(row, paper=None)  # a copy
            forced = TAKEN_OVER if lookup.backwards(transaction.connection, row) else ""
            facts: dict[str, Any] = {key: line(getattr(row, key)) for key in ("subject", "sent_from", "sent_to")}
            row = replace(row, **facts, forced=forced, clerk=transaction.user, entered=transaction.today)
            put(transaction, "recover", row, None)
            count += 1
    return count


def marked(register: Register, subject: str) -> Iterator[Number]:
    """The numbers that the marks of the book know, but for those that nobody has; under one subject."""
    for said in mark.numbers(register.marks):
        try:
            day = date.fromisoformat(said["day"]) if said.get("day") else None
            found = Number(
                str(said["series"]), int(said["year"]), int(said["number"]), said["state"], day, subject,
                bool(said.get("circular")),
            )  # fmt: skip
        except (TypeError, ValueError, KeyError):
            continue
        if found.state == FREE:
            continue
        state = ISSUED if found.state == PENDING else found.state
        yield replace(found, state=state, reason=subject if state in (VOID, RESERVED) else "")
