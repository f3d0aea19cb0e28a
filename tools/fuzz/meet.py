"""One lot of damaged files, each met by the commands of its kind, in this process.

In: the folder, the kind, the seed, the first file and how many. Out: a line of JSON in a file for each that failed.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from random import Random

from generator.cli import run

from .kinds import Kind, fresh, kinds

LOT = 25
SECONDS = 20  # of CPU for one command
MEMORY = 1024 * 1024  # kB
ALLOWED = 3 * 1024**3  # bytes of addresses


def lot(folder: Path, kind: str, seed: int, first: int, size: int, said: Path) -> None:
    """Meet `size` files; what failed is written to `said` at once, for this process may be the next to end."""
    os.environ["GEN_DEBUG"] = "1"
    os.environ.setdefault("BROWSER", "true")
    resource.setrlimit(resource.RLIMIT_AS, (ALLOWED, ALLOWED))
    of = kinds(folder / "office", folder / "seeds")[kind]
    place = folder / "met"
    for number in range(first, first + size):
        chance = Random(f"{seed} {kind} {number}")
        data = of.damage(chance.choice(of.seeds), chance)
        for why in met(of, data, folder / "office", place):
            kept = folder / f"{kind}-{number}"
            kept.write_bytes(data)
            with said.open("a", encoding="utf-8") as file:
                print(json.dumps({"file": str(number), "why": why, "kept": str(kept)}), file=file)


def met(kind: Kind, data: bytes, model: Path, place: Path) -> Iterator[str]:
    """What went wrong with one file, command by command."""
    fresh(place, model)
    target = place / kind.place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    with chdir(place):
        for command in kind.commands:
            before = time.process_time()
            said = _said(command)
            took = time.process_time() - before
            if said:
                yield f"gen {' '.join(command)}: {said}"
            if took > SECONDS:
                yield f"gen {' '.join(command)}: {took:.0f} s of CPU"
            if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > MEMORY:
                yield f"gen {' '.join(command)}: over 1 GB"
                return


def _said(command: list[str]) -> str:
    """The last place of a traceback; empty where the command ended as it should."""
    signal.alarm(SECONDS * 6)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as err:
            run(command)
        return "E900" if "E900" in err.getvalue() else ""
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/generator/" in frame.filename]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        return f"{type(error).__name__} {where} {str(error)[:120]}"
    finally:
        with suppress(ValueError):
            signal.alarm(0)
