"""What stands in a number book: an `Entry` is what a paper brings, a `Number` is the row that it gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..thai import arabic_digits, clean, illegal

FREE, RESERVED, PENDING, ISSUED, VOID = "free", "reserved", "pending", "issued", "void"
STATES = {
    FREE: "ว่าง",
    RESERVED: "จอง",
    PENDING: "กำลังออกเลข",
    ISSUED: "ออกแล้ว",
    VOID: "ยกเลิก",
}
LIVE = (PENDING, ISSUED)  # the states in which a number belongs to a paper
BINDING = (RESERVED, PENDING, ISSUED)  # the states in which its date binds the numbers around it
MOST = 999_999  # the highest number that a book can have
LEAP = 500  # a number so far beyond the last is taken for a typing mistake
CIRCULARS = "-ว"  # ends the key of the series that holds the circulars of an office which counts them apart


def line(text: str) -> str:
    """A text as the one clean line of a cell, with ASCII digits and nothing that a database or sheet cannot hold."""
    text = arabic_digits(clean(text))
    bad = illegal(text)
    return " ".join("".join(c for c in text if c not in bad).split())


@dataclass(frozen=True)
class Entry:
    """A paper that wants a number of a series; the year is the Buddhist year of `day`.

    `paper` is the paper's own id: the same id gets the same number. `number` is one that central records gave, or that
    was reserved; None takes the next. `force` is the reason why the date may run backwards, or the number leap ahead.
    """

    series: str
    day: date
    subject: str
    paper: str = ""
    number: int | None = None
    circular: bool = False
    sent_from: str = ""
    sent_to: str = ""
    operation: str = ""
    remark: str = ""
    file: str = ""
    force: str = ""


@dataclass(frozen=True)
class Number:
    """One row of a book: the number `number`/`year` (BE) of a series, and what became of it."""

    series: str
    year: int
    number: int
    state: str = ISSUED
    day: date | None = None
    subject: str = ""
    circular: bool = False
    sent_from: str = ""
    sent_to: str = ""
    operation: str = ""
    remark: str = ""
    reason: str = ""
    forced: str = ""
    given: bool = False
    paper: str | None = None
    file: str = ""
    clerk: str = ""
    entered: date | None = None
    voided: date | None = None
    voided_by: str = ""
    signed: str | None = None

    @property
    def running(self) -> str:
        """The number as it stands after the code of a letter: `218`, of a circular `ว 218`."""
        return f"ว {self.number}" if self.circular else str(self.number)

    def __str__(self) -> str:
        return f"{self.running}/{self.year}"


@dataclass(frozen=True)
class Book:
    """The numbers of one series in one Buddhist year: `first` and `last` number (0: none yet), counts by state."""

    series: str
    year: int
    first: int
    apart: bool
    last: int
    counts: dict[str, int]
