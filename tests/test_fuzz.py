"""A minute of damaged files of every kind: none ends in a mistake of the program's own, or fills the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tools.fuzz import damage

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32" or sys.version_info < (3, 11), reason="limits of memory; contextlib.chdir")
def test_no_damaged_file_ends_in_a_mistake_of_our_own():
    command = [sys.executable, "-m", "tools.fuzz", "--count", "100000", "--seconds", "60", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_same_number_gives_the_same_damage_and_every_damage_is_one():
    data = (ROOT / "data" / "office.yaml").read_bytes()
    for how in (damage.of_bytes, damage.of_text, damage.of_xml):
        made = [how(data, Random(n)) for n in range(20)]
        assert made == [how(data, Random(n)) for n in range(20)] and sum(one != data for one in made) > 10
