"""`python -m tools.fuzz --count 1000 --seed 1 --kinds word,pdf --seconds 60 --keep folder`

Files are met in forks of a process that has imported all; the system holds their time and memory. Exit code 1 where one
failed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from .meet import LOT, lot
from .seed import plant

FORKS = multiprocessing.get_context("forkserver")


def main() -> int:
    said = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    said.add_argument("--count", type=int, default=1000, help="files in all")
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--kinds", default="", help="word,pdf,… (all)")
    said.add_argument("--seconds", type=float, default=1e9, help="stop after so long")
    said.add_argument("--keep", type=Path, help="folder for the files that failed")
    asked = said.parse_args()
    begun, tried, failed = time.monotonic(), Counter[str](), list[dict[str, str]]()
    with tempfile.TemporaryDirectory(prefix="gen-fuzz-") as held:
        folder = Path(held)
        plant(folder)
        FORKS.set_forkserver_preload(sorted(sys.modules))  # with what was imported when it was first needed
        kinds = [name for name in asked.kinds.split(",") if name] or _names(folder)
        done = 0
        while sum(tried.values()) < asked.count and time.monotonic() - begun < asked.seconds:
            kind, first = kinds[done % len(kinds)], done // len(kinds) * LOT
            done += 1
            size = min(LOT, asked.count - sum(tried.values()))
            told = _lot(folder, kind, asked.seed, first, size)
            tried[kind] += size
            for one in told:
                failed.append({"kind": kind, **one})
                print(kind, one["file"], one["why"], flush=True)
                if asked.keep and Path(one["kept"]).is_file():
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(one["kept"], asked.keep / f"{kind}-{one['file']}")
    print(f"{sum(tried.values())} files, {len(failed)} failed; {dict(tried)}; {time.monotonic() - begun:.0f} s")
    return int(bool(failed))


def _names(folder: Path) -> list[str]:
    from .kinds import kinds

    return list(kinds(folder / "office", folder / "seeds"))


def _lot(folder: Path, kind: str, seed: int, first: int, size: int) -> list[dict[str, str]]:
    """Meet some files in a process of their own; what killed it is one more failure."""
    said = folder / f"{kind}-{first}.jsonl"
    process = FORKS.Process(target=lot, args=(folder, kind, seed, first, size, said))
    process.start()
    process.join()
    told = [json.loads(line) for line in said.read_text("utf-8").splitlines()] if said.exists() else []
    if process.exitcode:
        told.append({"file": f"{first}…", "why": f"process ended {process.exitcode}", "kept": ""})
    return told


if __name__ == "__main__":
    sys.exit(main())
