"""A number book on each database: every rule holds on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from generator.register import Register, open_register
from tests.test_register.server import emptied, programs, server

TODAY = date(2019, 6, 7)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A call that empties the database of a real server and returns its URL."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e .[postgres]")
    bin = programs()
    if bin is None:
        pytest.skip("PostgreSQL's server is not installed")
    with server(bin) as url:
        yield lambda: emptied(url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=(pytest.mark.postgres, pytest.mark.slow))])
def where(request, tmp_path) -> Path | str:
    """Where a new book may be, on each kind of database."""
    return tmp_path / "register.db" if request.param == "sqlite" else request.getfixturevalue("postgres")()


@pytest.fixture
def register(where) -> Iterator[Register]:
    """A new open book of the clerk สมศรี on 7 June 2562."""
    with open_register(where, "สมศรี", TODAY) as register:
        yield register


@pytest.fixture
def small(tmp_path) -> Iterator[Register]:
    """A new open book in SQLite, for what does not touch the database."""
    with ExitStack() as stack:
        yield stack.enter_context(open_register(tmp_path / "register.db", "สมศรี", TODAY))
