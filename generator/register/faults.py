"""What a database can suffer, as one message that says what to do.

In: an error of SQLAlchemy. Out: a `GenError` E701 to E706; nothing was half-written, the transaction is undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

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


@contextmanager
def told(where: str, seconds: float) -> Iterator[None]:
    """Turn an error of the database at `where` into its message; `seconds` is how long a lock was waited for."""
    try:
        yield
    except DBAPIError as error:
        code = _code(error)
        if code is None:
            raise
        raise GenError(code, where=where, seconds=f"{seconds:g}") from error


def _code(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return POSTGRESQL.get(state, "E706" if state[:2] in ("08", "28", "3D", "57", "53") else None)
    text = str(error.orig).lower()
    for words, code in SQLITE.items():
        if words in text:
            return code
    # psycopg gives no SQLSTATE when there is no server to give one.
    lost = isinstance(error, (OperationalError, InterfaceError)) and "psycopg" in type(error.orig).__module__
    return "E706" if lost or error.connection_invalidated else None
