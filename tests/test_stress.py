"""Eight threads on one office, for a short time; `python -m tools.stress` does it for as long as one likes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.parametrize("asked", [[], ["--stops"]], ids=["to the end", "stopped at random"])
def test_many_threads_work_on_one_office(soffice: None, tmp_path: Path, asked: list[str]) -> None:
    """No error, no number twice or lost, nothing left; how memory grows shows only in a long run."""
    command = [sys.executable, "-m", "tools.stress", "--seconds", "15", "--short", "--folder", tmp_path, *asked]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=180, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "make" in run.stdout and "error" not in run.stdout
