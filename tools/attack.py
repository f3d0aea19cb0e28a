"""Attacks on the number book: eight clerks of two offices on one book, killed, with wrong clocks, the book put back.

    python -m tools.attack [--postgres] [--rounds 10] [--commands 60] [--seed 1]

In: an empty folder, or an empty PostgreSQL. Out: figures on stdout; exit code 1 with the first broken promise.
A round is so many mixed commands by eight processes, of which six are killed; after it everything is settled and held
against what is promised (docs/reliability.md). Every third round an old copy of the book is put back: until `recover`
no number may be given. The processes are forks of one that has imported all: a kill meets work, and no start of Python.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from generator import outbox
from generator.errors import GenError
from generator.issue import issue, recover, settle, settle_numbers, the_book, writing_book
from generator.office import Office
from generator.paper import origin
from generator.register import books, database, find, reserve, rows, start_number, verify, void
from tests import small
from tests.mistakes import TODAY
from tests.test_register.server import emptied, programs, server

CLERKS = 8
KILLED = 6  # of them, in each round
PATIENCE = 300  # seconds after which a clerk hangs
DAYS = (0, 0, 0, 0, 0, 0, 1, 2, -1, -30, 20, 500)  # how far a clerk's clock is off
REASONS = ("", "เครื่องเคยตั้งผิด")
KINDS = ("issue", "issue", "issue", "make", "copy", "move", "edit", "reserve", "void", "list", "verify", "start", "day")
FORKS = multiprocessing.get_context("forkserver")


class Broken(AssertionError):
    """A promise that was not kept."""


def office_of(root: Path, number: int, book: str) -> Office:
    """One of the two offices, which share a book."""
    folder = root / f"office{number}"
    made = small.again(folder) if (folder / "forms").exists() else small.office(folder)
    sections = {**made.sections, "register": book}
    return replace(made, name=f"สำนักงาน {number}", user=f"clerk{os.getpid()}", sections=sections)


# --- what a clerk does


def work(root: Path, book: str, seed: int, commands: int) -> None:
    """So many commands of one clerk; what each came to is written down, a line each."""
    outbox.journal.WAIT = database.WAIT = 120.0  # eight clerks on a slow machine wait for each other
    database.SYNCHRONOUS = "OFF"  # processes are killed here, never the machine
    dice = random.Random(seed)
    said = (root / "said" / f"{seed}.txt").open("a", encoding="utf-8", buffering=1)
    for n in range(commands):
        office = office_of(root, dice.randint(1, 2), book)
        office = replace(office, today=TODAY + timedelta(days=dice.choice(DAYS)))
        kind = dice.choice(KINDS)
        try:
            command(kind, office, dice, f"{seed}-{n}")
            said.write(f"{kind} done\n")
        except GenError as error:
            said.write(f"{kind} {error.code}\n")
        except FileNotFoundError:  # another clerk moved it
            said.write(f"{kind} gone\n")
        except Exception as error:
            said.write(f"{kind} E900 {type(error).__name__}: {error}\n")


def command(kind: str, office: Office, dice: random.Random, name: str) -> None:
    papers = [path for path in office.out.rglob("*.docx") if not path.name.startswith(".")]
    some = dice.sample(papers, min(len(papers), dice.randint(1, 3)))
    if kind == "make":
        small.slips(office, [f"เรื่อง {name} {n}" for n in range(dice.randint(1, 4))])
    elif kind == "issue":
        issue(some, office, reason=dice.choice(REASONS))
    elif kind == "day":
        day = office.today + timedelta(days=dice.choice((-3, 5, 40)))
        issue(some[:1], office, day=day, reason=dice.choice(REASONS))
    elif kind == "copy" and some and not _number(some[0]):
        issue([_saved(some[0].read_bytes(), office.out / f"สำเนา {name}.docx", office)], office)
    elif kind == "move" and some:
        (office.root / "เก็บ").mkdir(exist_ok=True)
        shutil.move(some[0], office.root / "เก็บ" / f"{name}.docx")
    elif kind == "edit" and some and not _number(some[0]):
        edited = small.changed(some[0].read_bytes(), lambda xml: xml.replace("</w:t>", " แก้.</w:t>", 1))
        _saved(edited, some[0], office)
    elif kind in ("reserve", "start", "void"):
        if kind == "void":
            settle_numbers(office)
        with writing_book(office) as book:
            book.reason = dice.choice(REASONS)
            if kind == "reserve":
                reserve(book, "small", office.today, name)
            elif kind == "start":
                last = max((one.last for one in books(book) if one.year == 2569), default=0)
                start_number(book, "small", 2569, last + dice.randint(1, 3))
            else:
                with book.issuing():
                    void(book, "small", 2569, dice.randint(1, 40), name)
    elif kind in ("list", "verify"):
        with the_book(office) as book:
            [str(row) for one in books(book) for row in rows(book, one.series, one.year)]
            if kind == "verify" and (wrong := [found for found in verify(book) if found.code != "E750"]):
                raise Broken(f"verify: {wrong[0]}")


def _saved(data: bytes, path: Path, office: Office) -> Path:
    """Written as Word does, whole or not at all: a half file would be the clerk's own doing."""
    held = office.root.with_name(f"held-{os.getpid()}.docx")
    held.write_bytes(data)
    return held.replace(path)


def _number(path: Path) -> str:
    known = origin.read(path.read_bytes())
    return known[0].issued if known else ""


# --- rounds


def attack(root: Path, book: str, rounds: int, commands: int, seed: int, url: str = "") -> Counter[str]:
    """Rounds of commands, kills and books put back. Raises: Broken."""
    dice = random.Random(seed)
    figures: Counter[str] = Counter()
    (root / "said").mkdir(parents=True, exist_ok=True)
    offices = [office_of(root, number, book) for number in (1, 2)]
    for office in offices:
        small.slips(office, [f"แรก {n}" for n in range(5)])
    FORKS.set_forkserver_preload(sorted(sys.modules))  # with what was imported when it was first needed
    old = None
    for n in range(rounds):
        figures += _round(root, book, dice, commands)
        check(offices, figures)
        if n % 3 == 2 and old is not None:
            put_back(root, old, url)
            figures["books put back"] += 1
            refused(offices, figures)
            for office in offices:
                recover(office, [office.root / "เก็บ"], enter=True)
            check(offices, figures)
        else:
            old = kept(root, url)
        print(f"round {n + 1}: {dict(figures)}", flush=True)
    for path in (root / "said").glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "E900" in line:
                raise Broken(line)
            figures[line.split()[1]] += 1
            figures["commands"] += 1
    return figures


def _round(root: Path, book: str, dice: random.Random, commands: int) -> Counter[str]:
    figures: Counter[str] = Counter()
    each = max(1, commands // CLERKS)
    clerks = [_start(root, book, dice.randrange(10**9), each) for _ in range(CLERKS)]
    for one in dice.sample(clerks, KILLED):
        one.join(dice.uniform(0.05, 0.4))
        if one.is_alive():
            one.kill()
            figures["killed"] += 1
    for one in clerks:
        one.join(PATIENCE)
        if one.is_alive():
            raise Broken("a clerk hangs")
    return figures


def _start(root: Path, book: str, seed: int, commands: int) -> BaseProcess:
    one = FORKS.Process(target=work, args=(root, book, seed, commands))
    one.start()
    return one


def check(offices: list[Office], figures: Counter[str]) -> None:
    """Everything is settled, whole, and once. Raises: Broken."""
    numbers: dict[tuple[str, int, int], Path] = {}
    for office in offices:
        settle(office)
        if left := [*office.root.rglob("*.tmp")]:
            raise Broken(f"left behind: {left[0]}")
        for path in office.root.rglob("*.docx"):
            if "forms" in path.parts:
                continue
            if not _is_whole(path):
                raise Broken(f"not whole: {path}")
            known = origin.read(path.read_bytes())
            of = known[0] if known else None
            if of is None or not of.issued:
                continue
            key = of.series, int(of.issued.rpartition("/")[2]), of.running
            if key in numbers:
                raise Broken(f"{of.issued} twice: {numbers[key]} and {path}")
            numbers[key] = path
            with the_book(office) as book:
                if find(book, *key) is None:
                    raise Broken(f"{of.issued} of {path} is not in the book")
    with the_book(offices[0]) as book:
        if wrong := verify(book):
            raise Broken(str(wrong[0]))
    figures["papers with a number"] = len(numbers)
    figures["checks"] += 1


def _is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except zipfile.BadZipFile:
        return False


def refused(offices: list[Office], figures: Counter[str]) -> None:
    """An old book gives no number. Raises: Broken."""
    for n, office in enumerate(offices):
        path = small.slips(office, [f"หลังย้อน {figures['checks']} {n}"]).papers[0].path
        try:
            done = issue([path], office)
        except GenError as error:
            if error.code not in ("E750", "E751", "E759"):
                raise Broken(f"an old book: {error}") from None
        else:
            raise Broken(f"an old book gave {done[0].number}")


def kept(root: Path, url: str) -> bytes:
    """A copy of the book as it is now."""
    if not url:
        return (root / "register.db").read_bytes()
    return subprocess.run([*_program("pg_dump"), "-c", url], check=True, capture_output=True).stdout


def put_back(root: Path, old: bytes, url: str) -> None:
    if not url:
        (root / "register.db").write_bytes(old)
    else:
        subprocess.run([*_program("psql"), "-q", url], input=old, check=True, capture_output=True)


def _program(name: str) -> list[str]:
    folder = programs()
    return [str(folder / name) if folder and (folder / name).exists() else name]


@contextmanager
def place(postgres: bool) -> Iterator[tuple[Path, str, str]]:
    """A new folder, where its book is, and the URL of a server."""
    with tempfile.TemporaryDirectory(prefix="gen-attack-") as name:
        root = Path(name)
        folder = programs()
        if not postgres:
            yield root, str(root / "register.db"), ""
        elif folder:
            with server(folder) as url:
                full = emptied(url)
                yield root, full, full
        else:
            sys.exit("PostgreSQL's server is not installed")


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--postgres", action="store_true")
    for name, default in (("rounds", 10), ("commands", 60), ("seed", 1)):
        given.add_argument(f"--{name}", type=int, default=default)
    given.add_argument("--keep", type=Path, help="where to copy the folder to when a promise was broken")
    asked = given.parse_args()
    with place(asked.postgres) as (root, book, url):
        began = time.monotonic()
        try:
            figures = attack(root, book, asked.rounds, asked.commands, asked.seed, url)
        except Broken as broken:
            print(f"broken: {broken}")
            if asked.keep:
                shutil.copytree(root, asked.keep)
            return 1
    print(f"{asked.rounds} rounds in {time.monotonic() - began:.0f} s: {dict(sorted(figures.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
