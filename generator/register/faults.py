"""What a database can suffer, as one message that says what to do.

In: an error of SQLAlchemy. Out: a `GenError` E701 to E706; nothing was half-written, the transaction is undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError, SQLAlchemyError

from ..errors import GenError

# Words of SQLite's messages, which are part of its interface (https://www.sqlite.org/rescode.html).
SQLITE = {
    "readonly": "E702",
    "disk is full": "E703",
    "locked": "E704",
    "malformed": "E705",
    "not a database": "E705",
    "unsupported file format": "E705",
    "unable to open": "E701",
    "disk i/o error": "E701",
    "locking protocol": "E701",
    "permission": "E702",
}
# SQLSTATE codes (PostgreSQL documentation, Appendix A).
POSTGRESQL = {
    "25006": "E702",  # read_only_sql_transaction
    "42501": "E702",  # insufficient_privilege
    "53100": "E703",  # disk_full
    "55P03": "E704",  # lock_not_available
    "57014": "E704",  # query_canceled: the statement's time is over
    "40P01": "E704",  # deadlock_detected
    "XX001": "E705",  # data_corrupted
    "XX002": "E705",  # index_corrupted
}


WRONG_ADDRESS = "ไม่รู้จักตัวเลือกหลัง ?"


class Damaged(ValueError):
    """A row of the database says what no version of the program wrote."""


@contextmanager
def told(where: str, seconds: float) -> Iterator[None]:
    """Turn an error of the database at `where` into its message; `seconds` is how long a lock was waited for.

    A text or day that is none comes out of the library as any error: what is raised in there is of damaged bytes.
    """
    try:
        yield
    except DBAPIError as error:
        code = _code(error)
        if code is None:
            raise
        raise GenError(code, where=where, seconds=f"{seconds:g}", why=WRONG_ADDRESS) from error
    except (SQLAlchemyError, ValueError, TypeError, ArithmeticError, LookupError) as error:
        if isinstance(error, (SQLAlchemyError, Damaged, UnicodeDecodeError)) or _is_inside(error):
            raise GenError("E705", where=where) from error
        raise


def _is_inside(error: Exception) -> bool:
    """Whether an error was raised in the library of the database, not by us."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    return last is not None and str(last.tb_frame.f_globals.get("__name__", "")).startswith("sqlalchemy")


def _code(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return POSTGRESQL.get(state, "E706" if state[:2] in ("08", "28", "3D", "57", "53") else None)
    text = str(error.orig).lower()
    for words, code in SQLITE.items():
        if words in text:
            return code
    # psycopg gives no SQLSTATE when there is no server to give one.
    if "psycopg" in type(error.orig).__module__ and isinstance(error, ProgrammingError):
        return "E708"  # of the connection: an option that there is not
    lost = isinstance(error, (OperationalError, InterfaceError)) and "psycopg" in type(error.orig).__module__
    if lost or error.connection_invalidated:
        return "E706"
    return "E705" if "sqlite3" in type(error.orig).__module__ else None  # no such table, not UTF-8, a broken rule
