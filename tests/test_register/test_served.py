"""A book on a server that was put back from a dump gives no number, to nobody, until the office takes it as it is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.errors import GenError
from generator.register import Entry, Number, enter_rows, open_register, reserve, take
from tests.test_register.server import programs

TODAY = date(2019, 6, 7)
PAPER = Entry("order", TODAY, "เรื่อง")

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def program(name: str) -> str:
    folder = programs()
    return str(folder / name) if folder and (folder / name).exists() else name


def put_back_after_two(url: str, marks: list[Path]) -> None:
    """A book with one number is dumped, gives a second one, and is put back."""
    with open_register(url, "สมศรี", TODAY, marks=marks) as book:
        take(book, PAPER)
    dump = subprocess.run([program("pg_dump"), "-c", url], check=True, capture_output=True).stdout
    with open_register(url, "สมศรี", TODAY, marks=marks) as book:
        assert take(book, PAPER).number == 2
    subprocess.run([program("psql"), "-q", url], input=dump, check=True, capture_output=True)


def test_the_mark_of_the_office_that_wrote_tells_an_old_book(postgres: Callable[[], str], tmp_path: Path) -> None:
    url, marks = postgres(), [tmp_path / "numbers.jsonl"]
    put_back_after_two(url, marks)
    with open_register(url, "สมศรี", TODAY, marks=marks) as book, pytest.raises(GenError, match=r"E750 .*order 2/2562"):
        take(book, PAPER)


def test_an_office_that_has_no_mark_is_told_by_the_tables(postgres: Callable[[], str]) -> None:
    url = postgres()
    put_back_after_two(url, [])
    for act in (lambda book: take(book, PAPER), lambda book: reserve(book, "order", TODAY, "รอประชุม")):
        with open_register(url, "วันเพ็ญ", TODAY) as book, pytest.raises(GenError, match="E759"):
            act(book)
    with open_register(url, "วันเพ็ญ", TODAY) as book:
        enter_rows(book, [Number("order", 2562, 2, day=TODAY, subject="ที่ออกแล้ว")])
    with open_register(url, "วันเพ็ญ", TODAY) as book:
        assert take(book, PAPER).number == 3
