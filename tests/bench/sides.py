"""Every engine side by side on the same data and equivalent templates, in one run; ratios are what holds elsewhere.

    python -m tests.bench.sides [--rounds 3] [--seconds 1.5] [--papers letter order report photo] [--plot FILE.svg]

Peers that are not installed are left out: `npm install` in this folder brings those of Node, `pip install
docx-mailmerge2 docxcompose` those of Python. Each engine runs in a process of its own, engines take turns, medians of
the rounds count; papers go to memory (/dev/shm) where there is one, so that the disk is not what is measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.bench import cases, plot, templates

HERE = Path(__file__).parent
NODE = ("docxtemplater", "docxtemplater, kept", "easy-template-x", "carbone")
LANGUAGE = {"carbone": "carbone", "docx-mailmerge2": "mergefield", **dict.fromkeys(NODE[:3], "mustache")}
TOGETHER = ("ours, in one file", "docxcompose")  # of letters and orders
ENGINES = ("ours", "floor", "docxtpl", "docxtpl, our sandbox", "docx-mailmerge2", *NODE, *TOGETHER)
MOST = 5000  # papers of one run
Run = dict[str, float]  # each and cpu (seconds a paper), memory (MB), size (bytes)


def main() -> None:
    options = arguments()
    folder = Path(tempfile.mkdtemp(prefix="gen-bench-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    try:
        templates.make(folder / "templates")
        found = {paper: measure(paper, options, folder) for paper in options.papers}
    finally:
        shutil.rmtree(folder)
    for paper, results in found.items():
        print(f"\n{paper}\n{table(results)}")
    if options.plot:
        options.plot.write_text(plot.svg(found), encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sides")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.5, help="about how long each engine runs in a round")
    parser.add_argument("--papers", nargs="+", choices=templates.PAPERS["jinja"], default=templates.PAPERS["jinja"])
    parser.add_argument("--plot", type=Path, help="an SVG file to write")
    return parser.parse_args()


def measure(
    paper: str, options: argparse.Namespace, folder: Path, asked: Sequence[str] = ENGINES
) -> dict[str, Run]:
    """The median run of each engine that can make this paper here."""
    engines = [engine for engine in asked if can(engine, paper)]
    counts = {engine: count_for(engine, paper, options.seconds, folder) for engine in engines}
    if any(engine in NODE for engine in engines):
        data = [cases.plain(cases.case(paper, number)) for number in range(max(counts[e] for e in engines if e in NODE))]
        (folder / f"{paper}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    runs: dict[str, list[Run]] = {engine: [] for engine in engines}
    for number in range(options.rounds):
        for engine in engines[number % len(engines) :] + engines[: number % len(engines)]:
            runs[engine].append(run(engine, paper, counts[engine], folder))
            print(".", end="", file=sys.stderr, flush=True)
    return {engine: median(of) for engine, of in runs.items()}


def can(engine: str, paper: str) -> bool:
    if engine in NODE and not (shutil.which("node") and (HERE / "node_modules" / engine.split(",")[0]).is_dir()):
        return False
    if not find_spec({"docx-mailmerge2": "mailmerge", "docxcompose": "docxcompose"}.get(engine, "generator")):
        return False
    if engine in TOGETHER and paper not in ("letter", "order"):
        return False
    return paper in templates.PAPERS[LANGUAGE.get(engine, "jinja")]


def count_for(engine: str, paper: str, seconds: float, folder: Path) -> int:
    """As many papers as take about that long, so that what each run opens and compiles once weighs as it does at work."""
    few = 10
    data = [cases.plain(cases.case(paper, number)) for number in range(few)] if engine in NODE else []
    (folder / f"{paper}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return min(MOST, max(few, round(seconds / run(engine, paper, few, folder)["each"])))


def run(engine: str, paper: str, count: int, folder: Path) -> Run:
    """One engine, in its own process, into a fresh folder."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    script = ["node", str(HERE / "peers.mjs")] if engine in NODE else [sys.executable, "-m", "tests.bench.engines"]
    command = [*script, engine, paper, str(count), str(folder / "templates"), str(out)]
    if engine in NODE:
        command.append(str(folder / f"{paper}.json"))
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=HERE.parent.parent)
        if done.returncode:
            raise SystemExit(f"{engine} {paper}: {done.stderr}")
        return dict(json.loads(done.stdout.splitlines()[-1]))
    finally:
        shutil.rmtree(out)


def median(runs: list[Run]) -> Run:
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def table(results: dict[str, Run]) -> str:
    """A line an engine: how fast, and how many times slower than ours (by the clock, and by the processor's time)."""
    heads = ("engine", "papers/s", "ms each", "ours is ×", "by CPU ×", "memory MB", "file KB")
    lines = [heads]
    for engine, run in results.items():
        times, cpu = run["each"] / results["ours"]["each"], run["cpu"] / results["ours"]["cpu"]
        fine = 1 if times >= 1 and cpu >= 1 else 2
        figures = (1 / run["each"], run["each"] * 1000, times, cpu, run["memory"], run["size"] / 1024)
        lines.append((engine, *(f"{figure:,.{digits}f}" for figure, digits in zip(figures, (0, 3, fine, fine, 0, 1), strict=True))))
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(text.ljust(width) if column == 0 else text.rjust(width) for column, (text, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )


if __name__ == "__main__":
    main()
