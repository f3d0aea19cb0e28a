"""The harness of tools/attack.py, short: eight clerks of two offices on one book, kills, wrong clocks, a book put back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="only on systems that kill with a signal")
def test_a_short_attack_breaks_no_promise() -> None:
    asked = [sys.executable, "-m", "tools.attack", "--rounds", "3", "--commands", "64"]
    run = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "'books put back': 1" in run.stdout
