"""The life of numbers against a model that fits on a page: whatever clerks do, in whatever order."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from generator.errors import GenError
from generator.register import (
    Entry,
    confirm,
    find,
    gaps,
    of_paper,
    open_register,
    release,
    reserve,
    rows,
    take,
    unfinished,
    verify,
    void,
)

DAYS = st.integers(0, 2).map(lambda n: date(2019, 6, 3) + timedelta(n))
PAPERS = st.integers(1, 30).map(str)
NUMBERS = st.integers(1, 9)


class Clerks(RuleBasedStateMachine):
    """`book` is the model: number -> [state, day, paper, given, reserved]."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.where = Path(self.folder.name, "register.db")
        self.book: dict[int, list] = {}
        self.open()

    def open(self) -> None:
        self.context = open_register(self.where, "สมศรี", date(2019, 6, 7))
        self.register = self.context.__enter__()

    def teardown(self) -> None:
        self.context.__exit__(None, None, None)
        self.folder.cleanup()

    # --- the model's rules

    def fits(self, n: int, day: date) -> bool:
        binding = [(m, row[1]) for m, row in self.book.items() if row[0] in ("reserved", "pending", "issued") and m != n]
        return all(other <= day if m < n else other >= day for m, other in binding)

    def next(self, day: date) -> int:
        free = [n for n, row in sorted(self.book.items()) if row[0] == "free" and self.fits(n, day)]
        return free[0] if free else max(self.book, default=0) + 1

    def live(self, paper: str) -> int | None:
        return next((n for n, row in self.book.items() if row[2] == paper and row[0] in ("pending", "issued")), None)

    def asked(self, entry: Entry, state: str) -> tuple[int, list] | None:
        """What the number book should do with an entry; None: refuse it."""
        n = self.live(entry.paper)
        if n:
            if entry.number not in (None, n):
                return None
            return n, ["issued" if state == "issued" else self.book[n][0], *self.book[n][1:]]
        n = entry.number or self.next(entry.day)
        old = self.book.get(n, ["", None, None, bool(entry.number), False])
        if old[0] in ("void", "pending", "issued") or not self.fits(n, entry.day):
            return None
        return n, [state, entry.day, entry.paper, old[3], old[4]]

    # --- what clerks do

    @rule(paper=PAPERS, day=DAYS)
    def give_the_next(self, paper, day):
        self.give(Entry("order", day, paper, paper), "issued")

    @rule(papers=st.lists(PAPERS, min_size=1, max_size=4), day=DAYS)
    def give_and_die(self, papers, day):
        for paper in papers:
            self.give(Entry("order", day, paper, paper), "pending")

    @rule(paper=PAPERS, day=DAYS, number=NUMBERS, state=st.sampled_from(["issued", "pending"]))
    def give_the_one_named(self, paper, day, number, state):
        self.give(Entry("order", day, paper, paper, number), state)

    def give(self, entry, state):
        expected = self.asked(entry, state)
        try:
            if state == "pending":
                with self.register.issuing():
                    row = take(self.register, entry, pending=True)
            else:
                row = take(self.register, entry)
        except GenError:
            assert expected is None
        else:
            assert expected is not None and row.number == expected[0]
            self.book[row.number] = expected[1]

    @rule(day=DAYS, count=st.integers(1, 2))
    def keep(self, day, count):
        kept = {}
        before = dict(self.book)
        for _ in range(count):
            n = self.next(day)
            if not self.fits(n, day):
                kept = None
                break
            kept[n] = self.book[n] = ["reserved", day, None, False, True]
        self.book = before
        try:
            found = reserve(self.register, "order", day, "จองไว้", count)
        except GenError:
            assert kept is None
        else:
            assert kept is not None and [row.number for row in found] == list(kept)
            self.book |= kept

    @rule(n=NUMBERS)
    def cancel(self, n):
        may = n < max(self.book, default=0) if n not in self.book else self.book[n][0] not in ("void", "pending")
        try:
            void(self.register, "order", 2562, n, "ยกเลิก")
        except GenError:
            assert not may
        else:
            assert may
            self.book[n] = ["void", None, self.book[n][2] if n in self.book else None, False, False]

    @precondition(lambda self: any(row[0] == "pending" for row in self.book.values()))
    @rule(data=st.data())
    def recover(self, data):
        """After a crash: some files carry their number, the others do not."""
        with self.register.issuing():
            for row in unfinished(self.register):
                model = self.book[row.number]
                if data.draw(st.booleans()):
                    confirm(self.register, [row.paper])
                    model[0] = "issued"
                    continue
                release(self.register, [row.paper])
                if model[3]:
                    del self.book[row.number]
                else:
                    state, day = ("reserved", model[1]) if model[4] else ("free", None)
                    self.book[row.number] = [state, day, None, False, model[4]]

    @rule()
    def come_back_tomorrow(self):
        self.context.__exit__(None, None, None)
        self.open()

    # --- what always holds

    @invariant()
    def the_book_is_the_model(self):
        shown = {n: row for n, row in self.book.items() if row[0] != "free"}
        found = rows(self.register, "order", 2562)
        assert [row.number for row in found] == sorted(shown)
        assert all([row.state, row.paper] == [shown[row.number][0], shown[row.number][2]] for row in found)
        free = [n for n, row in self.book.items() if row[0] == "free"]
        assert all(find(self.register, "order", 2562, n).state == "free" for n in free)
        missing = set(range(1, max(self.book, default=0))) - self.book.keys()
        assert gaps(self.register, "order", 2562) == sorted(missing | {n for n in free if n < max(shown, default=0)})

    @invariant()
    def no_paper_has_two_numbers(self):
        for paper in {row[2] for row in self.book.values() if row[2]}:
            row = of_paper(self.register, paper)
            assert (row and row.number) == self.live(paper)

    @invariant()
    def the_log_is_sound(self):
        assert verify(self.register) == []


TestClerks = pytest.mark.slow(Clerks.TestCase)
TestClerks.settings = settings(max_examples=40, stateful_step_count=20, deadline=None, derandomize=True)
