"""A server of an office of its own, and Debian's Chromium before it, as a clerk has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (  # no screen, no user of the system, nothing from the network
    "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking", "disable-component-update",
    "disable-sync", "disable-quic",
)  # fmt: skip
PATIENCE = 120_000  # milliseconds, of a machine that does other work too
PC = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """A browser without a screen; while it is open, no other event loop can run in this thread."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (package chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="pip install -e .[browser]")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[f"--{one}" for one in FLAGS],
        )
        yield browser
        browser.close()


class Door:
    """A running server: the office's folder, and its address."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "generator", "web", "--no-open"]
        self._process = subprocess.Popen(command, cwd=self.root, stdout=subprocess.PIPE, text=True)
        self.link = self._process.stdout.readline().strip()
        self.address = self.link.partition("/start")[0]

    def kill(self) -> None:
        self._process.kill()
        self._end()

    def start_again(self) -> None:
        self._start()

    def close(self) -> None:
        self._process.terminate()
        self._end()

    def _end(self) -> None:
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def wait(self) -> None:
        """Until it has ended by itself."""
        self._process.wait(timeout=20)
        self._process.stdout.close()


def begin_office(folder: Path) -> Path:
    """An office with a code of its own, so that its letters can have numbers."""
    subprocess.run([sys.executable, "-m", "generator", "init", str(folder)], check=True, capture_output=True)
    settings = folder / "data" / "office.yaml"
    settings.write_text(settings.read_text("utf-8").replace("๐๔xxx", "๐๔๐๒๖"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    running = Door(begin_office(tmp_path_factory.mktemp("door") / "สำนักงาน ของเรา"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def context(chromium, door) -> Iterator[object]:
    """The clerk's browser, let in."""
    found = chromium.new_context(viewport=PC, base_url=door.address, locale="th-TH")
    page = found.new_page()
    page.goto(door.link)
    page.close()
    yield found
    found.close()


@pytest.fixture
def page(context) -> Iterator[object]:
    """A page on which nothing may go wrong unseen."""
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield opened
    opened.close()
    assert not wrong
