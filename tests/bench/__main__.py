"""The whole table of docs/performance.md in one command: whole runs, engines, starts, PDF, helpers, and how cost grows.

    python -m tests.bench [--rounds 5] [--only runs engines …] [--quick] [--before FOLDER] [--fill docs/performance.md]

Everything is a ratio of two commands side by side: each a process of its own, in turns, medians of the rounds, by CPU
(user and system, all processes of the command) and by the clock. `--before` is an older checkout to compare with;
`--fill` puts the tables between the marks of a page. How noisy the machine was is said first: the same small work,
timed before each round. Some ten minutes on a quiet machine; `--quick` is a minute or two, to see that it works.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench import batch, cases, pdf, sides, start, templates, works

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
COUNTS = (1, 10, 100, 1_000, 10_000, 100_000)
PDF = """
import resource, sys
from pathlib import Path
from generator.pdf import batch
with batch.Press() as press:
    made = press.to_pdf(sorted(Path(sys.argv[1]).rglob("*.docx")), Path(sys.argv[2]))
assert all(paper.pdf for paper in made)
"""
OFFICE_ONLY = """
import subprocess, sys, tempfile
from pathlib import Path
from generator.pdf.libreoffice import find_program, write_settings
with tempfile.TemporaryDirectory() as home:
    write_settings(Path(home))
    files = map(str, sorted(Path(sys.argv[1]).rglob("*.docx")))
    subprocess.run([str(find_program()), f"-env:UserInstallation={Path(home).as_uri()}", "--headless",
                    "--convert-to", "pdf", "--outdir", sys.argv[2], *files], capture_output=True, check=True)
"""


class Cost(NamedTuple):
    """Seconds of the processors and of the clock."""

    cpu: float
    clock: float


class Bench:
    """A fresh office in memory, and commands measured in turns."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder, self.options = folder, options
        self.noise: list[Cost] = []
        for name in ("data", "forms"):
            shutil.copytree(ROOT / name, folder / name)
        (folder / "in").mkdir()
        templates.make(folder / "templates")

    def gen(self, *said: object, program: Path = ROOT) -> Callable[[], Cost]:
        """A command of ours, into a fresh `out`."""
        return self.python("-m", "generator", *said, program=program)

    def python(self, *said: object, program: Path = ROOT) -> Callable[[], Cost]:
        command = [sys.executable, *map(str, said)]
        env = {**os.environ, "PYTHONPATH": str(program), "PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}
        env.pop("PYTHONDONTWRITEBYTECODE", None)

        def run() -> Cost:
            shutil.rmtree(self.folder / "out", ignore_errors=True)
            (self.folder / "out").mkdir()
            clock = time.perf_counter()
            with open(self.folder / "said", "wb") as said:
                process = subprocess.Popen(command, cwd=self.folder, env=env, stdout=said, stderr=said)
                _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise SystemExit((self.folder / "said").read_text(encoding="utf-8")[-2000:])
            return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - clock)

        return run

    def turns(self, commands: Mapping[str, Callable[[], Cost]], rounds: int = 0) -> dict[str, Cost]:
        """The median of each; the order turns round, so that what slows the machine slows all."""
        found: dict[str, list[Cost]] = {name: [] for name in commands}
        for number in range(rounds or self.options.rounds):
            self.noise.append(_small_work())
            order = list(commands) if number % 2 == 0 else list(reversed(commands))
            for name in order:
                found[name].append(commands[name]())
                print(".", end="", file=sys.stderr, flush=True)
        return {name: Cost(*(statistics.median(of) for of in zip(*costs, strict=True))) for name, costs in found.items()}

    def versions(self, name: str, *said: object) -> dict[str, Callable[[], Cost]]:
        """A command of this checkout, and of the one before."""
        before = self.options.before
        return {name: self.gen(*said), **({f"{name}, before": self.gen(*said, program=before)} if before else {})}


def _small_work() -> Cost:
    clock, cpu = time.perf_counter(), time.process_time()
    sum(len(str(n)) for n in range(300_000))
    return Cost(time.process_time() - cpu, time.perf_counter() - clock)


Row = tuple[str, ...]


def runs(bench: Bench) -> list[Row]:
    """Whole commands against the plain loop over the same, or equivalent, data."""
    quick = bench.options.quick
    sizes = {"letter": 200 if quick else 3_000, "order": 10 if quick else 60, "report": 4 if quick else 20}
    rows = [("whole run", "plain loop ÷ gen, CPU", "by the clock", "ms a paper, CPU", "before ÷ now, CPU")]
    for paper, count in sizes.items():
        given = bench.folder / "in" / paper
        given.mkdir()
        if paper == "letter":
            files = [batch.workbook(given / "letters.xlsx", count)]
            template, data = ROOT / "forms/letter/letter.docx", files[0]
        else:
            files = {"order": works.orders, "report": works.reports}[paper](given, count)
            template, data = bench.folder / "templates" / f"{paper}.jinja.docx", works.finished(bench.folder / f"plain-{paper}", paper, count)
        plain = bench.python("-m", "tests.bench.plain", paper, template, bench.folder / "out", data)
        rows.append(_against(bench, f"{count:,} × {paper}", count, plain, bench.versions("gen", paper, *files)))
    admission = bench.versions("gen", "admission", *works.admission(bench.folder / "in"))
    rows.append(_against(bench, f"admission, {works.SCHOOLS} schools", 175, None, admission))
    return rows


def _against(
    bench: Bench, name: str, count: int, plain: Callable[[], Cost] | None, ours: dict[str, Callable[[], Cost]]
) -> Row:
    found = bench.turns({**({"plain": plain} if plain else {}), **ours})
    own, old, other = found["gen"], found.get("gen, before"), found.get("plain")
    times = (f"{other.cpu / own.cpu:.1f}", f"{other.clock / own.clock:.1f}") if other else ("", "")
    return (name, *times, f"{own.cpu * 1000 / count:.2f}", f"{old.cpu / own.cpu:.2f}" if old else "")


def engines(bench: Bench) -> list[Row]:
    """The share of the floor: deflating, zipping and writing alone."""
    options = argparse.Namespace(rounds=1 if bench.options.quick else bench.options.rounds, seconds=0.1 if bench.options.quick else 0.8)
    rows = [("engine", "share of the floor, CPU", "by the clock", "docxtpl ÷ ours, CPU", "by the clock")]
    for paper in templates.PAPERS["jinja"]:
        found = sides.measure(paper, options, bench.folder, ("ours", "floor", "docxtpl"))
        own, least, other = (found[name] for name in ("ours", "floor", "docxtpl"))
        share = (f"{100 * least[key] / own[key]:.0f} %" for key in ("cpu", "each"))
        rows.append((paper, *share, *(f"{other[key] / own[key]:.1f}" for key in ("cpu", "each"))))
    return rows


def starts(bench: Bench) -> list[Row]:
    """From nothing to the end of the process."""
    facts = {
        "template": str(bench.folder / "templates/letter.jinja.docx"), "out": str(bench.folder / "docxtpl.docx"),
        "case": cases.plain(cases.case("letter", 1)),
    }  # fmt: skip
    one = batch.workbook(bench.folder / "in/one.xlsx", 1)
    bench.gen("letter", one)()
    paper = bench.folder / "letter.docx"
    shutil.copy(next((bench.folder / "out").rglob("*.docx")), paper)
    commands = {
        "python": bench.python("-c", ""), "click": bench.python("-c", "import click"), "help": bench.gen("--help"),
        "docxtpl": bench.python("-c", start.DOCXTPL.format(**facts)),
        **bench.versions("first", "letter", one), "check": bench.gen("check", paper),
    }  # fmt: skip
    found = bench.turns(commands, 2 if bench.options.quick else 2 * bench.options.rounds + 1)
    pairs = {
        "`gen --help` ÷ `import click`": ("help", "click"), "first paper ÷ docxtpl's": ("first", "docxtpl"),
        "`gen check` of a letter ÷ `gen --help`": ("check", "help"),
        "first paper, before ÷ now": ("first, before", "first"),
    }  # fmt: skip
    rows = [("start", "CPU", "by the clock", "CPU ms of the first")]
    for name, (one_, other) in pairs.items():
        if one_ in found:
            times = (f"{getattr(found[one_], key) / getattr(found[other], key):.2f}" for key in ("cpu", "clock"))
            rows.append((name, *times, f"{found[one_].cpu * 1000:.0f}"))
    return rows


def pdfs(bench: Bench) -> list[Row]:
    """Mixed papers to single PDFs, against one call of LibreOffice for all of them."""
    count = 6 if bench.options.quick else 100
    given, made = bench.folder / "in/pdf", bench.folder / "papers"
    given.mkdir()
    pdf.letters(made / "letters", count // 2)
    bench.gen("order", *works.orders(given, count - count // 2))()
    shutil.copytree(bench.folder / "out", made / "orders")
    found = bench.turns({
        "ours": bench.python("-c", PDF, made, bench.folder / "pdf"),
        "LibreOffice": bench.python("-c", OFFICE_ONLY, made, bench.folder / "pdf"),
    }, 1 if bench.options.quick else 3)  # fmt: skip
    own, other = found["ours"], found["LibreOffice"]
    head = ("PDF", "÷ one call of LibreOffice, CPU", "by the clock", "ms a paper, by the clock")
    return [head, (f"{count} mixed papers", f"{own.cpu / other.cpu:.2f}", f"{own.clock / other.clock:.2f}", f"{own.clock * 1000 / count:.0f}")]


def helpers(bench: Bench) -> list[Row]:
    """More than one process, by the clock; memory, of the process that is started."""
    count, most = (300, 300) if bench.options.quick else (10_000, 30_000)
    book, rounds = batch.workbook(bench.folder / "in/many.xlsx", count), 1 if bench.options.quick else 3
    ways: dict[str, list[dict[str, float]]] = {}
    with batch.cluster() as address:
        for _ in range(rounds):
            for name, jobs, dask in (("one", 1, ""), ("--jobs 2", 2, ""), *([("--dask", 1, address)] if address else [])):
                ways.setdefault(name, []).append(batch.one(bench.folder, book, jobs, dask, False))
    seconds = {name: statistics.median(row["seconds"] for row in of) for name, of in ways.items()}
    rows = [("helpers and memory", "measured")]
    rows += [(f"{count:,} letters, one process ÷ `{name}`", f"{seconds['one'] / seconds[name]:.2f}") for name in ways if name != "one"]
    large = batch.one(bench.folder, batch.workbook(bench.folder / "in/most.xlsx", most), 1, "", False)
    rows.append((f"memory at {most:,} letters, MB", f"{large['peak']:.0f}"))
    return [*rows, ("of that after the 1,000th, MB", f"{large['growth']:.1f}")]


def growth(bench: Bench) -> list[Row]:
    """Whole commands from one letter to a hundred thousand; 300,000 by calculation from the last two."""
    counts = [count for count in COUNTS if count <= (100 if bench.options.quick else bench.options.most)]
    rows, found = [("letters", "CPU s", "seconds", "CPU ms a letter")], {}
    for count in counts:
        book = batch.workbook(bench.folder / f"in/{count}.xlsx", count)
        found[count] = bench.turns({"gen": bench.gen("letter", book)}, 1 if count > 1_000 else 3)["gen"]
        rows.append((f"{count:,}", *(f"{part:.2f}" for part in found[count]), f"{found[count].cpu * 1000 / count:.2f}"))
    few, many = counts[-2:]
    each = Cost(*((after - before) / (many - few) for before, after in zip(found[few], found[many], strict=True)))
    far = Cost(*(now + part * (300_000 - many) for now, part in zip(found[many], each, strict=True)))
    return [*rows, ("300,000, calculated", *(f"{part:.0f}" for part in far), f"{far.cpu / 300:.2f}")]


PARTS = {"runs": runs, "engines": engines, "starts": starts, "pdf": pdfs, "helpers": helpers, "growth": growth}


def main() -> None:
    options = arguments()
    folder = Path(tempfile.mkdtemp(prefix="gen-bench-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        bench = Bench(folder, options)
        tables = [table(PARTS[name](bench)) for name in options.only]
        text = "\n\n".join([_said_of(bench.noise), *tables])
    finally:
        shutil.rmtree(folder)
    print(f"\n{text}")
    if options.fill:
        page = options.fill.read_text(encoding="utf-8")
        parts = re.split(r"(<!-- bench -->\n|<!-- /bench -->)", page)
        options.fill.write_text("".join([*parts[:2], text, "\n", *parts[3:]]), encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--quick", action="store_true", help="small sizes, one round: to see that it works")
    parser.add_argument("--most", type=int, default=COUNTS[-1], help="letters of the largest run")
    parser.add_argument("--before", type=Path, help="an older checkout to compare with")
    parser.add_argument("--fill", type=Path, help="a page whose part between <!-- bench --> marks is written anew")
    options = parser.parse_args()
    options.rounds = 1 if options.quick else options.rounds
    return options


def _said_of(noise: list[Cost]) -> str:
    """How much the same small work took more in the worst round than in the median one, and how long it waited."""
    if not noise:
        return ""
    by_cpu = sorted(one.cpu for one in noise)
    middle = statistics.median(by_cpu)
    waited = statistics.median(one.clock / one.cpu for one in noise)
    day, load = time.strftime("%Y-%m-%d"), os.getloadavg()[0]
    return (
        f"Measured {day} with CPython {sys.version.split()[0]} on {os.cpu_count()} cores, load {load:.1f}. The same small work took "
        f"{100 * (by_cpu[0] / middle - 1):+.0f} to {100 * (by_cpu[-1] / middle - 1):+.0f} % of its median CPU, and "
        f"{waited:.2f} × its CPU by the clock."
    )


def table(rows: list[Row]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


if __name__ == "__main__":
    main()
