"""What the processes of test_processes do; a module of its own, so that each process imports little."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from generator.register import Entry, confirm, database, open_register, release, take, take_all, unfinished

JUNE = date(2019, 6, 7)
# Tests kill processes, never the machine, so they need not wait for the disk; GEN_TEST_FSYNC makes them.
FSYNC = bool(os.environ.get("GEN_TEST_FSYNC"))
if not FSYNC:
    database.SYNCHRONOUS = "OFF"
PATIENCE = 120.0  # seconds that a clerk waits for the others on a busy machine

CONTEXT = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
if CONTEXT.get_start_method() == "forkserver":
    CONTEXT.set_forkserver_preload(["generator.register", "tests.test_register.clerks"])


def start(work: Callable[..., None], *arguments: object) -> BaseProcess:
    """A clerk at work in a process of its own."""
    process = CONTEXT.Process(target=work, args=arguments)
    process.start()
    return process


def take_many(where: Path | str, clerk: int, count: int) -> None:
    """Take numbers one by one; now and then a batch of five."""
    with open_register(where, f"clerk {clerk}", JUNE, PATIENCE) as register:
        for n in range(0, count, 10):
            take_all(register, [Entry("order", JUNE, "เรื่อง", f"{clerk}-{n + i}") for i in range(5)])
            for i in range(5, 10):
                take(register, Entry("order", JUNE, "เรื่อง", f"{clerk}-{n + i}"))


def issue_papers(where: Path | str, folder: Path, papers: list[str], seed: int) -> None:
    """Issue every paper that has no number yet, in batches, as `gen issue` does: number, file, confirmation."""
    chance = random.Random(seed)
    with open_register(where, f"clerk {seed}", JUNE, PATIENCE) as register:
        recover(register, folder)
        papers = [paper for paper in papers if not (folder / paper).exists()]
        while papers:
            size = chance.randint(1, 7)
            batch, papers = papers[:size], papers[size:]
            with register.issuing():
                given = take_all(register, [Entry("order", JUNE, "เรื่อง", paper) for paper in batch], pending=True)
                for row in given:
                    write(folder / str(row.paper), str(row))
                confirm(register, batch)


def recover(register, folder: Path) -> None:
    """Bring the book and the files to agree: a file with its number is issued, any other was never."""
    with register.issuing():
        for row in unfinished(register):
            path = folder / str(row.paper)
            if path.exists() and path.read_text() == str(row):
                confirm(register, [str(row.paper)])
            else:
                release(register, [str(row.paper)])


def write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text)
    os.replace(temporary, path)
