"""The number book: no number twice, none lost, and a record of who did what.

In: an `Entry` for a paper. Out: a `Number`, for good. Nothing here knows files of Word; see `issue`.
"""

from .books import count_circulars_apart, start_number
from .database import Register, open_register
from .entry import CIRCULARS, FREE, ISSUED, LEAP, LIVE, PENDING, RESERVED, STATES, VOID, Book, Entry, Number, line
from .log import seal, verify
from .lookup import books, find, gaps, of_paper, rows, unfinished
from .numbers import confirm, file_signed, release, reserve, take, take_all, void
from .oldbook import Imported, import_rows
from .outside import enter_rows, marked
from .printed import export

__all__ = [
    "CIRCULARS", "FREE", "ISSUED", "LEAP", "LIVE", "PENDING", "RESERVED", "STATES", "VOID", "Book", "Entry", "Imported",
    "Number", "Register", "books", "confirm", "count_circulars_apart", "enter_rows", "export", "file_signed", "find",
    "gaps", "import_rows", "line", "marked", "of_paper", "open_register", "release", "reserve", "rows", "seal",
    "start_number", "take", "take_all", "unfinished", "verify", "void",
]  # fmt: skip
