"""How fast single PDFs come out: merged, one by one in warm engines, and with a call of LibreOffice a file.

    python -m tests.bench.pdf [LETTERS [ROUNDS]]        # 1000 and 3 unless told; the slower ways do a share of them

The letters are those of the form `letter`, made as a clerk makes them. The best of each way's rounds counts, by the clock
and by the work of all processors (which others who use the machine disturb less). A start of LibreOffice is in every round.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from generator import cli
from generator.office import shipped
from generator.pdf import batch
from generator.pdf.libreoffice import find_program, write_settings


def letters(folder: Path, count: int) -> list[Path]:
    """So many letters of one page, to as many schools."""
    example = yaml.safe_load((shipped("forms") / "letter" / "examples.yaml").read_text(encoding="utf-8"))[1]
    cases = [example | {"number": str(n), "date": "๑๕ มีนาคม ๒๕๗๐", "to": f"ผู้อำนวยการโรงเรียนบ้านสมมติ {n}"}
             for n in range(1, count + 1)]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.run(["init", str(folder)])
        (folder / "letters.yaml").write_text(json.dumps(cases, ensure_ascii=False), encoding="utf-8")
        cli.run(["--office", str(folder), "letter", str(folder / "letters.yaml")])
    return sorted((folder / "out").rglob("*.docx"))


def merged(files: list[Path], out: Path, merge: bool = True, engines: int = 0) -> None:
    with batch.Press(merge=merge, engines=engines) as press:
        made = press.to_pdf(files, out)
    assert all(paper.pdf and paper.pages == 1 for paper in made)


def one_by_one(files: list[Path], out: Path) -> None:
    """In all the engines that the machine has cores for."""
    merged(files, out, merge=False)


def one_engine(files: list[Path], out: Path) -> None:
    """One by one in a single engine."""
    merged(files, out, merge=False, engines=1)


def call_a_file(files: list[Path], out: Path, used: bool = False) -> None:
    """As it comes: without a window LibreOffice tries its drawing anew at every start."""
    with tempfile.TemporaryDirectory() as home:
        if used:
            write_settings(Path(home))
        for file in files:
            subprocess.run([str(find_program()), f"-env:UserInstallation={Path(home).as_uri()}", "--headless",
                            "--convert-to", "pdf", "--outdir", str(out), str(file)], capture_output=True, check=True)


def used_profile(files: list[Path], out: Path) -> None:
    """The same with a profile that LibreOffice takes for a used one, as it has been once it was opened on a screen."""
    call_a_file(files, out, used=True)


WAYS = ((merged, 1), (one_by_one, 2), (one_engine, 4), (call_a_file, 100), (used_profile, 100))  # and the share of the letters that each does


def measured(way: Callable[[list[Path], Path], None], files: list[Path], out: Path) -> tuple[float, float]:
    """Seconds, and seconds of all processors, of one letter."""
    def processors() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in used)

    started, before = time.perf_counter(), processors()
    way(files, out)
    return (time.perf_counter() - started) / len(files), (processors() - before) / len(files)


def main() -> None:
    count, rounds = (int(word) for word in (sys.argv[1:] + ["1000", "3"][len(sys.argv) - 1:])[:2])
    best: dict[str, list[tuple[float, float]]] = {way.__name__: [] for way, _ in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        files = letters(Path(folder) / "in", count)
        for turn in range(rounds):    # in turns, as others use the machine too
            for way, share in WAYS:
                some = files[: max(len(files) // share, 4)]
                best[way.__name__].append(measured(way, some, Path(folder) / f"{way.__name__}{turn}"))
    wall, work = ({way: min(one[n] for one in all_) for way, all_ in best.items()} for n in (0, 1))
    for way in best:
        print(f"{way:12} {wall[way] * 1000:8.1f} ms a letter, {work[way] * 1000:8.1f} ms of processors: "
              f"merged is {wall[way] / wall['merged']:6.1f} x as fast, {work[way] / work['merged']:6.1f} x as thrifty")
    kib = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"memory: this process {kib[0] >> 10} MB, the largest child {kib[1] >> 10} MB")


if __name__ == "__main__":
    main()
