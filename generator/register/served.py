"""Whether a book on PostgreSQL is the one that the office used, or was made again from a dump.

A dump makes new tables, and brings the comment on the old one along: it names the table that it was written for. So a
book that was put back is known as such to every office, also to one that had not written since the dump.
"""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection
from sqlalchemy.exc import ProgrammingError

from ..errors import GenError

HERE = """SELECT obj_description('head'::regclass, 'pg_class'), d.oid::bigint || '.' || 'head'::regclass::oid::bigint
    FROM pg_database d WHERE d.datname = current_database()"""


def refuse_copy(connection: Connection, where: str) -> None:
    """The table must be the one that its comment names; where it has none, it gets one. Raises: GenError E759."""
    if connection.dialect.name != "postgresql":
        return
    said, here = connection.exec_driver_sql(HERE).one()
    if said is None:
        with suppress(ProgrammingError), connection.begin_nested():  # only the owner of a table may
            claim(connection)
    elif said.startswith("gen ") and said != f"gen {here}":
        raise GenError("E759", where=where)


def claim(connection: Connection) -> None:
    """From here on this table is the office's book."""
    if connection.dialect.name == "postgresql":
        _, here = connection.exec_driver_sql(HERE).one()
        connection.exec_driver_sql(f"COMMENT ON TABLE head IS 'gen {here}'")
