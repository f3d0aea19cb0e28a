"""How long a start takes: each command in a fresh process, in turns, with compiled modules as after an installation.

    python -m tests.bench.start [--rounds 9]

`gen --help` is held against `import click`, the first paper of `gen letter` (from a workbook of one row to the file on the disk) against
docxtpl's (imports, one letter, saved).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import cases, templates
from tests.bench.batch import workbook

ROOT = Path(__file__).parent.parent.parent
DOCXTPL = """
from docxtpl import DocxTemplate
tpl = DocxTemplate({template!r})
tpl.render({case!r}, autoescape=True)
tpl.save({out!r})
"""
Cost = tuple[float, float]  # by the clock and of the processor, ms


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.start")
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="gen-start-") as name:
        print(table(measure(Path(name), rounds)))


def measure(folder: Path, rounds: int) -> dict[str, Cost]:
    """The median cost of each command, after a run that is not counted."""
    commands = prepare(folder)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = start(command, folder)
            if number:
                costs[name].append(cost)
    return {name: (statistics.median(c[0] for c in of), statistics.median(c[1] for c in of)) for name, of in costs.items()}


def prepare(folder: Path) -> dict[str, list[str]]:
    """An office with one letter to make, docxtpl's template and case, and the commands."""
    templates.make(folder / "templates")
    shutil.copytree(ROOT / "data", folder / "data")
    workbook(folder / "letter.xlsx", 1)
    facts = {
        "template": str(folder / "templates" / "letter.jinja.docx"),
        "case": cases.plain(cases.case("letter", 1)),
        "out": str(folder / "docxtpl.docx"),
    }
    gen = [sys.executable, "-m", "generator"]
    return {
        "python": [sys.executable, "-c", ""],
        "import click": [sys.executable, "-c", "import click"],
        "gen --help": [*gen, "--help"],
        "docxtpl, first paper": [sys.executable, "-c", DOCXTPL.format(**facts)],
        "gen letter, first paper": [*gen, "letter", "letter.xlsx"],
    }


def start(command: list[str], folder: Path) -> Cost:
    """One run into a fresh `out`."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True)
    clock = time.perf_counter() - clock
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock * 1000, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def table(costs: dict[str, Cost]) -> str:
    lines = [f"{'start':24}{'ms':>8}{'CPU ms':>8}"]
    return "\n".join([*lines, *(f"{name:24}{clock:8.0f}{cpu:8.0f}" for name, (clock, cpu) in costs.items())])


if __name__ == "__main__":
    main()
