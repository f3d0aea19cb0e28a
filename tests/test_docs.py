"""The docs say what the code does: parts made from the code are current, links lead somewhere, commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import cli
from generator.folders import form_names as names
from generator.office import shipped
from tests import docs, formpages, made

PAGES = [docs.ROOT / "README.md", *sorted((docs.ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize(("path", "text"), list(docs.pages()), ids=lambda value: getattr(value, "name", ""))
def test_what_is_made_from_the_code_is_current(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run: python -m tests.docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"(?<=\]\()[^)#]+|(?<=src=\")[^\"]+|(?<=href=\")[^\"]+", text):
        assert link.startswith("http") or (page.parent / link).exists(), f"{page.name}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    known = {*cli.cli.commands, *names(shipped("forms")), "FORM"}
    code = " ".join(re.findall(r"```.*?```|`[^`]+`", page.read_text(encoding="utf-8"), re.DOTALL))
    for command in re.findall(r"\bgen ([a-z][a-z-]*)\b", code):
        assert command in known, f"{page.name}: gen {command}"


def test_every_test_that_a_page_names_exists() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (docs.ROOT / "tests").rglob("test_*.py"))
    known = set(re.findall(r"^def (test_\w+)", source, re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"`(test_\w+)`", text)) <= known, page.name
        assert [path for path in re.findall(r"`(tests/[\w/]+\.py)`", text) if not (docs.ROOT / path).exists()] == []


def test_every_form_has_a_page_and_no_page_lacks_its_form() -> None:
    assert {path.stem for path in formpages.FOLDER.glob("*.md")} == {*names(shipped("forms")), "README"}


def test_every_form_says_what_it_is_for() -> None:
    assert [name for name in made.NAMES if not made.form(name).about] == []


def test_every_command_is_in_the_guide_or_readme() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name in cli.cli.commands:
        assert f"gen {name}" in text, name
