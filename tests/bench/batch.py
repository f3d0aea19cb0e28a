"""Whole runs of `gen letter` on one workbook, and the reading of it, side by side in one run.

    python -m tests.bench.batch [--counts 1000 30000] [--rounds 3] [--folder DIR]

Workbooks have 15 columns. Each run is a process of its own, into a fresh folder (in memory, /dev/shm, unless --folder
says where on a disk). Of several rounds the least time counts: other work on the machine only ever adds to it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).parents[2]
HEADINGS = (
    "ลำดับ", "เลขที่หนังสือ", "วันที่", "ชั้นความเร็ว", "ชั้นความลับ", "เรื่อง", "คำขึ้นต้น", "เรียน", "อ้างถึง", "ข้อความ", "ข้อความลงท้าย",
    "ผู้ลงนาม", "ส่วนราชการเจ้าของเรื่อง", "โทร.", "สำเนาส่ง",
)  # fmt: skip
RUN = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from generator.form import load
from generator.make import Way, make
from generator.make import road
from generator.office import open_office
from tests.watching import Told
folder, file, jobs, dask, bundle = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
room = lambda: int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
at = {}
def note(done, of):
    if done in (1, 1000, of):
        at[done] = time.perf_counter(), room()
if __name__ == "__main__":
    office = open_office(folder)
    way = Way(jobs, dask, bundle=Path(bundle) if bundle else None)
    made = make(load(office.forms, "letter"), [file], office, watch=Told(note), way=way)
    count = max(at)
    cpu = sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({
        "seconds": time.perf_counter() - began, "checked": at[1][0] - began, "cpu": cpu, "peak": room(),
        "growth": at[count][1] - at[min(1000, count)][1],
    }))
"""
CHECK = """
import sys, time
from pathlib import Path
from generator.form import load
from generator.office import open_office
from generator.source import read
import generator.case as case
office = open_office(Path(sys.argv[1])); form = load(office.forms, "letter"); import python_calamine
began = time.process_time()
if sys.argv[3] == "read":
    read(Path(sys.argv[2]))
else:
    opened = case.open_cases(form, Path(sys.argv[2]), office)
    problems = []
    assert sum(1 for _ in opened.checked(problems)) and not problems
print(time.process_time() - began)
"""
OPENPYXL = """
import sys, time, openpyxl
began = time.process_time()
assert sum(1 for row in openpyxl.load_workbook(sys.argv[2], read_only=True).active.iter_rows(values_only=True)) > 1
print(time.process_time() - began)
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.batch")
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 30000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm") if Path("/dev/shm").is_dir() else None)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gen-bench-", dir=options.folder))
    try:
        for name in ("data", "forms"):
            shutil.copytree(ROOT / name, folder / "office" / name)
        files = {count: workbook(folder / f"{count}.xlsx", count) for count in options.counts}
        runs(files, folder / "office", options.rounds)
        reading(files[max(files)], folder / "office", options.rounds)
    finally:
        shutil.rmtree(folder)


def workbook(path: Path, count: int) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("หนังสือภายนอก")
    sheet.write_row(0, 0, HEADINGS)
    for n in range(1, count + 1):
        sheet.write_row(n, 0, [
            n, str(n), "15 พ.ค. 2569", "", "", f"ขอเชิญประชุมคณะกรรมการรับนักเรียน ครั้งที่ {n}", "เรียน", f"ผู้อำนวยการโรงเรียนบ้านหนองบัว {n}",
            "หนังสือสำนักงาน ที่ ศธ 04009/ว 512 ลงวันที่ 4 มกราคม 2569",
            f"ด้วยสำนักงานเขตพื้นที่การศึกษากำหนดประชุมคณะกรรมการ วันที่ {n % 28 + 1} มิถุนายน 2569 เวลา 09.00 น. มีผู้เข้าประชุม {n} คน\n"
            "จึงขอให้ท่านเข้าประชุมตามวันและเวลาดังกล่าว",
            "จึงเรียนมาเพื่อโปรดทราบ", "", "กลุ่มนโยบายและแผน", f"0 4281 {n % 10000:04d}", "กลุ่มอำนวยการ",
        ])  # fmt: skip
    book.close()
    return path


def runs(files: dict[int, Path], office: Path, rounds: int) -> None:
    """Every way of a whole run, turn by turn; the cluster runs only while it is measured."""
    largest = files[max(files)]
    ways = {
        **{f"{count:,} letters": (file, 1, "", False) for count, file in files.items()},
        f"{max(files):,}, two processes": (largest, 2, "", False),
        f"{max(files):,}, in a zip": (largest, 1, "", True),
    }
    found: dict[str, list[dict[str, float]]] = {}
    for _ in range(rounds):
        for name, way in ways.items():
            found.setdefault(name, []).append(one(office, *way))
    with cluster() as address:
        for _ in range(rounds if address else 0):
            found.setdefault(f"{max(files):,}, two Dask workers", []).append(one(office, largest, 1, address, False))
    print(f"{'':28}{'seconds':>9}{'of it read':>12}{'letters/s':>11}{'CPU s':>8}{'peak MB':>9}{'growth MB':>11}")
    for name, rows in found.items():
        best = min(rows, key=lambda row: row["seconds"])
        rate = int(name.split()[0].strip(",").replace(",", "")) / best["seconds"]
        print(
            f"{name:28}{best['seconds']:9.1f}{best['checked']:12.1f}{rate:11,.0f}{best['cpu']:8.1f}"
            f"{max(row['peak'] for row in rows):9.0f}{max(row['growth'] for row in rows):11.1f}"
        )


def one(office: Path, file: Path, jobs: int, dask: str, zipped: bool) -> dict[str, float]:
    bundle = office.parent / "all.zip"
    try:
        return dict(json.loads(ask(RUN, office, file, jobs, dask, str(bundle) if zipped else "")))
    finally:
        shutil.rmtree(office / "out", ignore_errors=True)
        bundle.unlink(missing_ok=True)


class cluster:
    """Two Dask workers on this machine, where Dask is installed."""

    def __enter__(self) -> str:
        try:
            from distributed import LocalCluster
        except ImportError:
            self._running = None
            return ""
        self._running = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
        return str(self._running.scheduler_address)

    def __exit__(self, *_: object) -> None:
        if self._running:
            self._running.close()


def reading(file: Path, office: Path, rounds: int) -> None:
    """Seconds of processor time to read the largest workbook, and to read and check it."""
    asked = {"openpyxl, read only": (OPENPYXL, ""), "read": (CHECK, "read"), "read and checked": (CHECK, "check")}
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, (script, what) in asked.items():
            found[name].append(float(ask(script, office, file, what)))
    best = {name: min(times) for name, times in found.items()}
    first = best["openpyxl, read only"]
    print()
    for name, seconds in best.items():
        print(f"{name:28}{seconds:9.2f} s   openpyxl takes × {first / seconds:.1f}")


def ask(script: str, *arguments: object) -> str:
    """What a script prints, run in a process of its own (from a file, as workers import it)."""
    path = Path(tempfile.gettempdir()) / f"gen-bench-{abs(hash(script))}.py"
    path.write_text(script, encoding="utf-8")
    command = [sys.executable, str(path), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    path.unlink(missing_ok=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()
