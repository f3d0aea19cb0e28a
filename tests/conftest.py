"""What several test files need: marks, tools that a small machine may lack, and hypothesis's habits.

Where a tool is missing its tests skip and say so. In CI (the environment variable CI is true) every skip is a failure:
nothing passes there unseen. A test for one system only says so with `skipif(..., reason="only on Windows")`.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import PurePath
from types import ModuleType

import pytest
from hypothesis import settings

from generator.pdf import batch
from generator.pdf.engines import Engines
from generator.services import warm
from tests import libreoffice, paper

ONE_SYSTEM = re.compile("only on (Windows|macOS|Linux|systems)")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

# The same examples on every run, and no time limit that a busy machine could break.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


# What a test needs says how slow it is: by the fixture that it asks for, and by the mark that it bears itself.
BY_FIXTURE = {"chromium": "browser", "soffice": "office", "validator": "node", "postgres": "postgres"}
SLOW = ("browser", "office", "node", "postgres", "kills")
STARTED = {"soffice": "office", "libreoffice": "office", "node": "node", "postgres": "postgres", "initdb": "postgres"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts other programs, so that `-m "not slow"` leaves it out."""
    for item in items:
        for fixture in BY_FIXTURE.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(BY_FIXTURE[fixture])
        if any(item.get_closest_marker(name) for name in SLOW):
            item.add_marker("slow")


RUNNING: list[pytest.Item] = []  # the test that runs now


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    RUNNING[:] = [item]
    result = yield
    RUNNING.clear()
    return result


def hold_marks(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse a program that the running test does not say it starts: it would be in the quick part unseen."""
    if event == "subprocess.Popen" and RUNNING:
        mark = STARTED.get(PurePath(str(arguments[0])).stem)
        allowed = {mark, "browser"} if mark == "node" else {mark}  # the driver of a browser is a Node.js program
        if mark and not any(RUNNING[0].get_closest_marker(one) for one in allowed):
            raise AssertionError(f"{RUNNING[0].nodeid} starts {arguments[0]} and bears no mark {mark}")


sys.addaudithook(hold_marks)


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip for lack of a tool into a failure, in CI."""
    if not IN_CI or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not ONE_SYSTEM.search(reason):
        report.outcome = "failed"
        report.longrepr = f"CI skips nothing. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def soffice() -> None:
    """The test lays papers out: `paper.to_pdf` works."""
    if libreoffice.missing():
        pytest.skip(libreoffice.missing())


@pytest.fixture
def own_engines(monkeypatch: pytest.MonkeyPatch) -> Engines:
    """Engines that no other test of this process keeps warm."""
    engines = Engines()
    monkeypatch.setattr(batch, "ENGINES", engines)
    monkeypatch.setattr(warm, "ENGINES", engines)
    return engines


@pytest.fixture(scope="session")
def validator() -> None:
    """The test validates files: `paper.validate` works."""
    if paper.validator_missing():
        pytest.skip(paper.validator_missing())


@pytest.fixture(scope="session")
def icu() -> ModuleType:
    """PyICU, an oracle for Thai text."""
    return pytest.importorskip("icu", reason="PyICU is not installed: pip install -e .[icu]")
