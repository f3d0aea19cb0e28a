"""Whatever stands in the cells, the road ends in papers or in problems; never in a traceback, never half-made."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import GenError
from generator.make import make
from tests import made, paper
from tests.workbook import good, save, set_cell

THAI = st.text("กขคงจนมรลวศสอะาิีุูเแโใไ่้็์ํๆฯ๐๑๒๓/.- \u200b\u00a0", max_size=20)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40).map(lambda text: text.lstrip("="))
CELL = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**16), 10**16), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(datetime.date(1900, 3, 1), datetime.date(2600, 1, 1)), THAI, TEXT,
    st.sampled_from(["#N/A", "{{ number }}", "{% for x in y %}", "=1+1", "1.23E+12", "-", "ไม่มี", "A & <B>", "นาย", "๓๑/๒/๒๕๖๒"]),
)  # fmt: skip
ADDRESS = st.sampled_from(
    [f"คำสั่ง!{c}{r}" for c in "AB" for r in range(1, 10)]
    + [f"{sheet}!{c}{r}" for sheet in ("บุคลากร", "กรรมการ") for c in "ABCD" for r in range(1, 6)]
    + [f"{sheet}!{c}{r}" for sheet in ("คณะกรรมการ", "คำสั่งที่ยกเลิก") for c in "ABC" for r in range(1, 4)]
)
EDITS = st.dictionaries(ADDRESS, CELL, min_size=1, max_size=6)


@pytest.mark.slow
@given(EDITS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cells_end_in_papers_or_problems(tmp_path: Path, edits: dict[str, Any]) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    sheets = good()
    for address, value in edits.items():
        set_cell(sheets, address, value)
    office = replace(made.office(), root=folder)
    try:
        done = make(made.form("order"), [save(sheets, folder / "order.xlsx")], office)
    except GenError as error:
        assert error.problems and any(problem.fatal for problem in error.problems)
        assert not (folder / "out").exists()
        return
    for written in done.papers:
        assert "คำสั่ง" in paper.text(written.path)
    assert not [path for path in (folder / "out").rglob("*") if path.suffix not in ("", ".docx")]


NAME = st.text("กขคงจฉชซดตทนบปผพมยรลวสหอ", min_size=2, max_size=12)


@given(st.lists(st.tuples(NAME, NAME), min_size=1, max_size=8), st.lists(TEXT.filter(str.strip), min_size=1, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_name_and_word_that_is_typed_stands_in_the_paper(
    tmp_path: Path, names: list[tuple[str, str]], duties: list[str]
) -> None:
    sheets = good()
    people = [[f"นาย{given} {family}", "ครู", "\n".join(f"งาน {duty}" for duty in duties)] for given, family in names]
    sheets["บุคลากร"] = [sheets["บุคลากร"][0], *people]
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    try:
        done = make(made.form("order"), [save(sheets, folder / "o.xlsx")], replace(made.office(), root=folder), "duty-order")
    except GenError as error:
        pytest.fail(str(error))
    words = paper.plain(paper.text(done.papers[0].path))
    for given_name, family in names:
        assert f"นาย{given_name} {family}" in words
