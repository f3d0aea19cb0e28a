"""A real PostgreSQL server for the tests: Debian's programs, on loopback, in a temporary folder, ended with the tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.test_register.clerks import FSYNC

OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
OWNER = "postgres"  # initdb refuses root


def programs() -> Path | None:
    """The folder with initdb, which Debian keeps off the path."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return folders[0] if folders else None


@contextmanager
def server(bin: Path) -> Iterator[str]:
    """A running server; yields its URL without a database."""
    folder = Path(tempfile.mkdtemp(prefix="gen-postgres-"))
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    owner = {"user": OWNER, "group": OWNER, "extra_groups": ()} if is_root else {}
    if is_root:
        shutil.chown(folder, OWNER, OWNER)
    try:
        data = folder / "data"
        initdb = [bin / "initdb", "-D", data, "-U", "gen", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **owner)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        start = [bin / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-c", "unix_socket_directories="]
        start += ["-c", f"fsync={'on' if FSYNC else 'off'}"]
        with open(folder / "log", "wb") as log:
            running = subprocess.Popen(start, stdout=log, stderr=log, cwd=folder, **owner)
        try:
            _wait(port, running, folder / "log")
            yield f"postgresql://gen@127.0.0.1:{port}"
        finally:
            running.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            running.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    for _ in range(300):
        assert running.poll() is None, log.read_text()
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="gen", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise TimeoutError(log.read_text())


def emptied(url: str) -> str:
    """The server's database, empty and left by whoever was in it; its URL."""
    import psycopg

    with psycopg.connect(f"{url}/postgres", autocommit=True, options="-c default_transaction_read_only=off") as connection:
        connection.execute(OTHERS)
        connection.execute("ALTER DATABASE postgres RESET ALL")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return f"{url}/postgres"
