"""Many clerks at once, and clerks whose machine stops: no number twice, none lost, none without its file.

GEN_TEST_NUMBERS (numbers a clerk) and GEN_TEST_KILLS (stopped runs) make the tests as large as one likes; with
GEN_TEST_FSYNC they wait for the disk as the program does.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

from generator.register import gaps, open_register, rows, unfinished, verify
from tests.test_register.clerks import JUNE, issue_papers, recover, start, take_many

CLERKS = 8
NUMBERS = int(os.environ.get("GEN_TEST_NUMBERS", "100"))
KILLS = int(os.environ.get("GEN_TEST_KILLS", "8"))


@pytest.mark.slow
def test_eight_clerks_on_one_new_book_get_every_number_once(where, capsys):
    began = time.perf_counter()
    clerks = [start(take_many, where, clerk, NUMBERS) for clerk in range(CLERKS)]
    for clerk in clerks:
        clerk.join()
    seconds = time.perf_counter() - began
    assert [clerk.exitcode for clerk in clerks] == [0] * CLERKS
    with open_register(where, "ผู้ตรวจ", JUNE) as register:
        found = rows(register, "order", 2562)
        assert [row.number for row in found] == list(range(1, CLERKS * NUMBERS + 1)), "a duplicate or a gap"
        assert Counter(row.clerk for row in found) == {f"clerk {clerk}": NUMBERS for clerk in range(CLERKS)}
        assert len({row.paper for row in found}) == len(found)
        assert verify(register) == []
        kind = "PostgreSQL" if "://" in str(where) else "SQLite"
    with capsys.disabled():
        print(f"\n{kind}: {CLERKS} clerks, {len(found)} numbers in {seconds:.1f} s, 0 twice, 0 gaps ", end="")


@pytest.mark.kills
def test_clerks_killed_at_random_lose_nothing(where, tmp_path, capsys):
    chance = random.Random(2562)
    folder = tmp_path / "out"
    folder.mkdir()
    papers = [f"{n:04}" for n in range(KILLS * 40)]
    killed = in_hand = 0
    while killed < KILLS:
        clerks = [start(issue_papers, where, folder, papers[half::2], killed) for half in (0, 1)]
        before = len(os.listdir(folder))
        while len(os.listdir(folder)) == before and any(clerk.is_alive() for clerk in clerks):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.2))
        for clerk in clerks:
            killed += clerk.is_alive()
            clerk.kill()
            clerk.join()
        assert {clerk.exitcode for clerk in clerks} <= {0, -9}
        with open_register(where, "ผู้ตรวจ", JUNE) as register:
            assert verify(register) == []
            stopped = len(unfinished(register))
            in_hand += stopped
            recover(register, folder)
            found = rows(register, "order", 2562)
            carried = {path.name: path.read_text() for path in folder.glob("[0-9]*")}
            assert {row.paper: str(row) for row in found} == carried, "the book and the files disagree"
            assert len(set(carried.values())) == len(carried), "a number twice"
            assert unfinished(register) == []
            assert len(gaps(register, "order", 2562)) <= stopped + 7
        if len(found) == len(papers):
            papers += [f"{n:04}" for n in range(len(papers), len(papers) * 2)]
    finish(where, folder, papers)
    with capsys.disabled():
        print(f"\n{killed} runs killed, {len(papers)} papers, {in_hand} of them in hand, 0 twice, 0 orphans, 0 gaps ", end="")


def finish(where, folder, papers) -> None:
    """Once a run is left alone, every paper is issued, and the free numbers of dead runs are used up."""
    clerk = start(issue_papers, where, folder, papers, 0)
    clerk.join()
    assert clerk.exitcode == 0
    with open_register(where, "ผู้ตรวจ", JUNE) as register:
        assert [row.number for row in rows(register, "order", 2562)] == list(range(1, len(papers) + 1))
        assert {path.read_text() for path in folder.glob("[0-9]*")} == {f"{n}/2562" for n in range(1, len(papers) + 1)}
        assert verify(register) == []
