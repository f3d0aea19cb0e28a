"""What the program ships and runs with may be given on: its metadata say so, and every package is on the list."""

from __future__ import annotations

import configparser
import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tools import licences

ROOT = Path(__file__).parent.parent


def rows() -> dict[str, str]:
    found = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", licences.PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: said for name, said in found if name != "package"}


def test_the_metadata_name_the_licence_of_the_fonts_too():
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    assert setup["metadata"]["license_expression"] == "Apache-2.0 AND GPL-2.0-or-later WITH Font-exception-2.0"
    assert "GNU" in (ROOT / "generator" / "pdf" / "fonts" / "LICENSE.txt").read_text(encoding="utf-8")


def test_every_package_is_listed_with_the_licence_that_it_says():
    listed = rows()
    held = {name: licences.licence(distribution(name)) for name in licences.wanted()}  # refuses what is not taken
    assert len(held) > 20
    known = {name: said for name, said in held.items() if name in listed}
    assert known == {name: listed[name] for name in known}, "run: python -m tools.licences"
    setup = (ROOT / "setup.cfg").read_text(encoding="utf-8").lower()
    named = {name for name in held if re.search(rf"^\s+{re.escape(name)}\b", setup, re.MULTILINE)}
    assert named <= listed.keys(), "run: python -m tools.licences"


@pytest.mark.parametrize(("said", "taken"), [
    ("AGPL-3.0-only", False), ("GPL-2.0-or-later", False), ("GNU Affero General Public License v3", False), ("", False),
    ("LGPL-3.0-only", True), ("MIT OR GPL-3.0-only", True), ("BSD License", True)])
def test_a_licence_is_taken_or_refused(said, taken):
    class Held:
        name, metadata = "a", {"License-Expression": said}

    Held.metadata = type("Said", (), {"get": lambda self, key: said, "get_all": lambda self, key: []})()
    try:
        licences.licence(Held)
    except ValueError:
        assert not taken
    else:
        assert taken


def test_no_tool_that_builds_is_in_the_package():
    assert not [path for path in (ROOT / "generator").rglob("*.py") if path.stem in ("build", "setup")]
