"""Mistakes that people make are told or mended before a paper is made, and what is right though unusual is let be."""

from __future__ import annotations

import functools
from typing import Any

import pytest
import yaml

from tests import made, slips


@functools.cache
def table(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((slips.HERE / f"{name}.yaml").read_text(encoding="utf-8")))


@functools.cache
def agreed(name: str) -> list[str]:
    """The agreed text of each entry of a table, in its order."""
    text = (slips.HERE / f"{name}.txt").read_text(encoding="utf-8")
    return [block.strip() for block in text.split("\n# ")]


def entries(name: str, form: str) -> list[tuple[dict[str, Any], str]]:
    pairs = zip(table(name), agreed(name), strict=True)
    return [(entry, block) for entry, block in pairs if entry["form"] == form]


@pytest.mark.parametrize("form", made.NAMES)
def test_each_mistake_is_told_or_mended_as_agreed(form: str) -> None:
    for entry, block in entries("slips", form):
        head, *lines = block.removeprefix("# ").split("\n")
        assert head == f"{form}: {entry['what']}"
        assert slips.told(entry) == lines, entry


@pytest.mark.parametrize("form", made.NAMES)
def test_what_is_right_though_unusual_passes_in_silence(form: str) -> None:
    for entry, block in entries("unusual", form):
        lines = block.split("\n")[1:]
        assert slips.told(entry) == lines and all(line.startswith("→") for line in lines), entry


def test_no_mistake_passes_as_it_was_typed() -> None:
    for entry, block in zip(table("slips"), agreed("slips"), strict=True):
        lines = block.split("\n")[1:]
        if all(line.startswith("→") for line in lines):
            typed = [str(value) for value in entry.get("set", {}).values() if value is not None]
            assert any(not block.endswith(f": {value}") for value in typed), block


def test_the_tables_are_long_and_of_every_form() -> None:
    assert len(table("slips")) >= 700 and len(table("unusual")) >= 150
    assert {entry["form"] for entry in table("slips")} == set(made.NAMES)
