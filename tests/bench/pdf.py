"""How fast single PDFs come out: merged, one by one in warm engines, and with a call of LibreOffice a file.

    python -m tests.bench.pdf [LETTERS]        # 1000 unless told; the slower ways do a share of them
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.pdf import batch, typefaces
from generator.pdf.libreoffice import find_program, write_profile
from tests.letters import letters


def merged(files: list[Path], out: Path, merge: bool = True) -> None:
    with batch.Press(merge=merge) as press:
        made = press.to_pdf(files, out)
    assert all(paper.pdf and paper.pages == 1 for paper in made)


def one_by_one(files: list[Path], out: Path) -> None:
    merged(files, out, merge=False)


def call_a_file(files: list[Path], out: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        write_profile(Path(home), typefaces.Fonts())
        for file in files:
            subprocess.run([str(find_program()), f"-env:UserInstallation={Path(home).as_uri()}", "--headless",
                            "--convert-to", "pdf", "--outdir", str(out), str(file)], capture_output=True, check=True)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        files = letters(Path(folder) / "in", count)
        rates = {}
        for way, share in ((merged, 1), (one_by_one, 5), (call_a_file, 100), (merged, 1)):
            some, out = files[: max(len(files) // share, 4)], Path(folder) / f"{way.__name__}{len(rates)}"
            started = time.perf_counter()
            way(some, out)
            seconds = time.perf_counter() - started
            rates[f"{way.__name__}{len(rates)}"] = len(some) / seconds
            print(f"{way.__name__:12} {len(some):5} letters {seconds:7.2f} s {len(some) / seconds:7.1f} a second", flush=True)
        best = max(rate for way, rate in rates.items() if way.startswith("merged"))
        for way, rate in rates.items():
            print(f"merged is {best / rate:6.1f} x {way}")
        kib = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(f"memory: this process {kib[0] >> 10} MB, the largest child {kib[1] >> 10} MB")


if __name__ == "__main__":
    main()
