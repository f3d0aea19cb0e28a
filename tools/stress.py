"""One process, one office, many threads: everything that an office does, at once and for a long time.

    python -m tools.stress [--seconds 600] [--threads 8] [--stops] [--seed 1] [--folder DIR]

Each thread makes, checks, compares, issues, previews, prints, reserves and imports by the services, an
office opened for each act. `--stops` stops acts at random, wherever they are. At the end stands what
must hold: no error that a single command would not give, every number once and without a gap, memory
that does not grow after the first part, and no process, thread or temporary file left.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.errors import GenError
from generator.services import book, check, compare, issue, make, pdf, printing
from generator.services.office import Office, open_office, start_office
from generator.services.warm import kept_warm
from generator.watch import NOBODY, Phase, Stopped, Watch

TODAY = date(2026, 11, 30)
FORM = "letter"
LETTER = {
    "to": "นายกเทศมนตรีเมืองตัวอย่าง",
    "body": "ด้วยสำนักงานจะประชุมคณะกรรมการในวันที่ 14 ธันวาคม 2569",
    "closing": "จึงเรียนมาเพื่อโปรดทราบ",
}
OLD = ("เลขทะเบียน", "ลงวันที่", "เรื่อง")
SETTLED = 0.4  # of the time, after which memory is to stay as it is
GROWTH = 1.25  # times: what a garbage collector and fragments may add
SAMPLE = 0.5  # s


@dataclass
class Outcome:
    """What happened: acts that were done and stopped, by name; errors; memory (MB) over time."""

    done: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    slowest: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def growth(self) -> float:
        """How many times the memory of the last quarter is that of the first part after the start."""
        begin = self.memory[int(len(self.memory) * SETTLED / 2) : int(len(self.memory) * SETTLED) + 1]
        end = self.memory[-max(1, len(self.memory) // 4) :]
        return (sum(end) / len(end)) / (sum(begin) / len(begin)) if begin else 1.0


class Impatient:
    """Stops work after so many looks."""

    def __init__(self, looks: int) -> None:
        self._left = looks

    def step(self, phase: Phase, done: int, of: int) -> None:
        pass

    @property
    def stopped(self) -> bool:
        self._left -= 1
        return self._left < 0


class Clerk:
    """One thread: does one act after another, each with an office of its own."""

    def __init__(self, root: Path, number: int, outcome: Outcome, *, stops: bool, seed: int) -> None:
        self.root, self.number, self.outcome, self.stops = root, number, outcome, stops
        self.random = random.Random(f"{seed} {number}")
        self.folder = root / "งาน" / str(number)
        self.folder.mkdir(parents=True)
        self.count = 0
        self.drafts: list[Path] = []
        self.issued: list[Path] = []
        self.numbers: list[str] = []
        self.imported = 0

    def work(self, until: float) -> None:
        while time.monotonic() < until:
            acts = [self.make, self.check, self.compare, self.preview, self.issue, self.print, self.take_over]
            self.act(self.random.choice(acts))

    def act(self, act: object) -> None:
        name = act.__name__  # type: ignore[attr-defined]
        began = time.monotonic()
        try:
            done = act(open_office(self.root, TODAY, f"ผู้ใช้ {self.number}"), self.watch())  # type: ignore[operator]
        except Stopped:
            with self.outcome.lock:
                self.outcome.stopped[name] += 1
            return
        except GenError as error:
            self.fail(f"{name}: {error}")
            return
        except Exception:
            self.fail(f"{name}: {traceback.format_exc()}")
            return
        with self.outcome.lock:
            self.outcome.done[name] += done is not False
            spent = time.monotonic() - began
            self.outcome.slowest[name] = max(spent, self.outcome.slowest.get(name, 0.0))

    def fail(self, said: str) -> None:
        with self.outcome.lock:
            self.outcome.errors.append(said)

    def watch(self) -> Watch:
        return Impatient(self.random.choice([0, 1, 2, 5, 20, 1000])) if self.stops else NOBODY

    # --- acts

    def make(self, office: Office, watch: Watch) -> bool:
        self.count += 1
        file = self.folder / f"หนังสือ {self.count}.yaml"
        subjects = [f"แจ้งเรื่องที่ {self.number}-{self.count}-{n}" for n in range(self.random.randint(1, 6))]
        cases = [{"subject": subject, **LETTER} for subject in subjects]
        file.write_text(json.dumps(cases, ensure_ascii=False), encoding="utf-8")  # YAML too
        made = make.make(office, make.MakeRequest(FORM, [file]), watch)
        self.drafts += [paper.path for paper in made.papers]
        return True

    def check(self, office: Office, watch: Watch) -> bool:
        papers = self.some(self.drafts + self.issued, 3)
        check.check(office, check.CheckRequest(papers), watch)
        data = sorted(self.folder.glob("หนังสือ *.yaml"))[:1]
        if not self.stops:
            check.check_data(office, check.CheckRequest(data, form=FORM))
        return bool(papers)

    def compare(self, office: Office, watch: Watch) -> bool:
        papers = self.some(self.drafts + self.issued, 1)
        for paper in papers:
            if compare.compare(office, paper).changes:
                self.fail(f"compare: {paper.name} differs from itself")
            compare.read_back(office, paper)
        return bool(papers)

    def preview(self, office: Office, watch: Watch) -> bool:
        papers = self.some(self.drafts + self.issued, 1)
        for paper in papers:
            pdf.leaf_through(office, paper)
        return bool(papers)

    def issue(self, office: Office, watch: Watch) -> bool:
        papers = self.some(self.drafts, 3)
        for done in issue.issue(office, issue.IssueRequest(papers)) if papers else ():
            self.numbers.append(done.number)
            self.drafts.remove(done.path)
            self.issued.append(done.path)
        return bool(papers)

    def print(self, office: Office, watch: Watch) -> bool:
        papers = self.some(self.issued, 2)
        self.count += 1
        to = self.folder / f"ชุด {self.count}.pdf"
        if papers:
            done = printing.print_papers(office, printing.PrintRequest(papers, to, reason="ทดลองใช้พร้อมกันหลายคน"), watch)
            if done.path is None:
                self.fail(f"print: {[one.problems for one in done.made]}")
            to.unlink()
        return bool(papers)

    def take_over(self, office: Office, watch: Watch) -> bool:
        """Import rows of an old book into a series of this thread's own."""
        file = self.folder / "ทะเบียนเดิม.csv"
        self.imported += 3
        _write(file, OLD, [(n, "1 มกราคม 2569", f"เรื่องเดิม {n}") for n in range(1, self.imported + 1)])
        book.import_rows(office, SERIES[self.number % len(SERIES)], file, 2540 + self.number)
        return True

    def some(self, papers: list[Path], most: int) -> list[Path]:
        return self.random.sample(papers, min(len(papers), self.random.randint(1, most)))


SERIES = ("order", "memo", "certificate")


def _write(file: Path, headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])


def stress(folder: Path, seconds: float, threads: int = 8, *, stops: bool = False, seed: int = 1) -> Outcome:
    """Let threads work on a new office in a folder, and look at what they left."""
    root, outcome = folder / "สำนักงาน", Outcome()
    scratch = folder / "ชั่วคราว"
    scratch.mkdir(parents=True)
    tempfile.tempdir = str(scratch)
    start_office(root)
    settings = root / "data" / "office.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("ศธ ๐๔xxx", "ศธ ๐๔๑๒๓"), encoding="utf-8")
    clerks = [Clerk(root, n, outcome, stops=stops, seed=seed) for n in range(threads)]
    until = time.monotonic() + seconds
    try:
        with kept_warm():
            workers = [threading.Thread(target=clerk.work, args=(until,), name="clerk") for clerk in clerks]
            for worker in workers:
                worker.start()
            while any(worker.is_alive() for worker in workers):
                outcome.memory.append(memory())
                time.sleep(SAMPLE)
            for worker in workers:
                worker.join()
        outcome.wrong = list(wrong(root, scratch, clerks))
    finally:
        tempfile.tempdir = None
    return outcome


def wrong(root: Path, scratch: Path, clerks: list[Clerk]) -> Iterator[str]:
    """What must not be, after all."""
    office = open_office(root, TODAY, "ผู้ตรวจ")
    given = Counter(number for clerk in clerks for number in clerk.numbers)
    yield from (f"{number} was given {count} times" for number, count in given.items() if count > 1)
    rows = book.list_rows(office, FORM)
    if len(rows) != sum(given.values()):
        yield f"{len(rows)} numbers in the book, {sum(given.values())} given"
    yield from (f"{row} is {row.state}" for row in rows if row.state != "issued")
    if missing := book.gaps(office, FORM):
        yield f"numbers that are missing: {missing}"
    try:
        book.verify(office)
    except GenError as error:
        yield str(error)
    yield from (f"left: {path}" for path in (*scratch.rglob("*"), *root.rglob(".gen-*"), *root.rglob("run-*.jsonl")))
    yield from (f"left: process {found}" for found in children())
    names = {thread.name for thread in threading.enumerate()} - {"MainThread", "render-watch"}
    yield from (f"left: thread {name}" for name in names if name.startswith(("clerk", "ThreadPool")))


def memory() -> float:
    """What this process holds now, MB (Linux; 0 elsewhere)."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    return int(status.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def children() -> list[str]:
    """The processes that this one started and that are still there (Linux)."""
    found = []
    for task in Path("/proc/self/task").glob("*/children") if Path("/proc/self/task").exists() else ():
        for pid in task.read_text(encoding="ascii").split():
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                found.append(line.decode("utf-8", "replace")[:80])
            except OSError:
                continue
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--stops", action="store_true")
    parser.add_argument("--short", action="store_true", help="memory is not looked at")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stress-") as folder:
        home = (asked.folder or Path(folder)).resolve()
        outcome = stress(home, asked.seconds, asked.threads, stops=asked.stops, seed=asked.seed)
    print("done   ", dict(outcome.done))
    print("stopped", dict(outcome.stopped))
    print("slowest", {name: round(spent, 1) for name, spent in outcome.slowest.items()})
    every = max(1, len(outcome.memory) // 12)
    print("memory ", [round(one) for one in outcome.memory[::every]], f"growth {outcome.growth:.2f}")
    for said, count in Counter(outcome.errors).most_common(20):
        print("error  ", count, said if len(said) < 500 else said[-500:])
    for said in outcome.wrong[:20]:
        print("wrong  ", said)
    return int(bool(outcome.errors or outcome.wrong or (outcome.growth > GROWTH and not asked.short)))


if __name__ == "__main__":
    sys.exit(main())
