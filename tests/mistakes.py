"""What a clerk is told for each mistake of mistakes.yaml; `python -m tests.mistakes` writes mistakes.txt anew, to be read.

mistakes.txt is the agreed text: a changed message shows there as a changed line.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from generator.errors import GenError, Problem
from generator.form import load
from generator.make import make
from generator.office import open_office, shipped
from tests.workbook import Sheets, good, save, set_cell

HERE = Path(__file__).parent
AGREED = HERE / "mistakes.txt"
TODAY = datetime.date(2026, 11, 22)


def mistakes() -> list[dict[str, Any]]:
    return list(yaml.safe_load((HERE / "mistakes.yaml").read_text(encoding="utf-8")))


def spoilt(mistake: dict[str, Any]) -> Sheets:
    """The good workbook with one mistake in it."""
    sheets = good()
    for address, value in mistake.get("set", {}).items():
        set_cell(sheets, address, value)
    for what in mistake.get("drop", []):
        sheet, _, row = what.partition("!")
        if row:
            del sheets[sheet][int(row) - 1]
        else:
            del sheets[sheet]
    names = mistake.get("rename", {})
    return {names.get(name, name): rows for name, rows in sheets.items()}


def said(mistake: dict[str, Any], folder: Path) -> tuple[Problem, ...]:
    """All that the clerk is told when the spoilt workbook is used."""
    shipped_office = open_office(shipped("data").parent, TODAY)
    people = "".join(f"{name},\n" for name in mistake.get("people", []))
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "people.csv").write_text(f"name,position\n{people}", encoding="utf-8")
    signers = {key: shipped_office.signers[key] for key in ("director", "deputy")}
    office = replace(shipped_office, root=folder, signers=signers)
    form = load(shipped("forms"), "order")
    file = save(spoilt(mistake), folder / "order.xlsx", mistake.get("merge"))
    try:
        return make(form, [file], office).notices
    except GenError as error:
        return error.problems


def transcript(folder: Path) -> Iterator[str]:
    for mistake in mistakes():
        yield f"# {mistake['what']}"
        yield from (str(problem) for problem in said(mistake, folder) if problem.code != "W501")
        yield ""


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        AGREED.write_text("\n".join(transcript(Path(folder))), encoding="utf-8")
