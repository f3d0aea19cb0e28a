"""No template or package from outside runs, reads or writes anything, or takes more than a fifth beyond the limits."""

from __future__ import annotations

import os

import pytest

from generator.render.helper import MEMORY
from tests import hostile

CASES = hostile.cases()
LIMIT = 2.0  # seconds here, so that the tests end; the program has 60
START = 30.0  # seconds that a loaded machine takes to begin a helper and to open a template


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="each case is tried in a fork of this process")
@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_or_does_no_harm(name: str) -> None:
    found = hostile.tried(CASES[name], LIMIT)
    assert found.code in CASES[name].outcomes
    assert not found.touched
    assert found.seconds < 1.2 * LIMIT + START
    assert max(found.own, found.helper) * 1024**2 < 1.2 * MEMORY


def test_there_are_enough() -> None:
    assert len(CASES) >= 150
