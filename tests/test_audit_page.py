"""One truth for the page: gen check holds papers against forms/page.yaml, which an office may change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.audit.check import Options, check_bytes
from generator.audit.fix import fix
from generator.audit.settings import Settings
from generator.errors import GenError
from generator.folders import shipped
from generator.office import Office
from generator.word.reading import read_document
from tests import made
from tests.mistakes import TODAY


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with a page.yaml of its own, which says what came with the program."""
    (tmp_path / "forms").mkdir()
    change(tmp_path)
    return replace(made.office(), root=tmp_path)


def change(root: Path, *figures: tuple[str, str]) -> None:
    text = (shipped("forms") / "page.yaml").read_text(encoding="utf-8")
    for old, new in figures:
        assert old in text
        text = text.replace(old, new, 1)
    (root / "forms" / "page.yaml").write_text(text, encoding="utf-8")


def told(office: Office, kind: str, settings: Settings | None = None) -> set[tuple[str, str]]:
    """The rules on the page that the first example of a kind breaks, with what should be."""
    docx = made.papers(kind)[0].read_bytes()
    checked = check_bytes(docx, "ก.docx", office, Options(kind=kind, today=TODAY, settings=settings or Settings()))
    return {(one.rule, one.should) for one in checked.findings if one.rule in ("L01", "L02", "L04", "L06", "L07", "L08")}


LETTER = "    title: หนังสือภายนอก\n    page: {header: 0.4"


def test_what_the_program_makes_is_what_its_page_asks(office: Office) -> None:
    assert told(office, "letter") == told(office, "memo") == told(office, "order") == set()


@pytest.mark.parametrize(("old", "new", "finding"), [
    ("  left: 3.0 ", "  left: 3.5 ", ("L01", "3.5 ซม.")),
    ("  right: 2.0 ", "  right: 1.5 ", ("L01", "1.5 ซม.")),
    ("  width: 21.0 ", "  width: 21.59 ", ("L02", "21.59 x 29.7 ซม.")),
    ("  size: 16 ", "  size: 15 ", ("L04", "15 พอยท์")),
    ("emblem: {height: 3.0, top: 1.5, of: page", "emblem: {height: 2.5, top: 1.5, of: page", ("L07", "2.5 ซม.")),
    ("align: thaiDistribute, first: 2.5, before: 6}       #", "align: thaiDistribute, first: 2.0, before: 6}       #", ("L08", "2 ซม.")),
])  # fmt: skip
def test_a_figure_of_the_office_is_what_papers_are_held_against(office: Office, old: str, new: str, finding: tuple[str, str]) -> None:
    change(office.root, (old, new))
    assert finding in told(office, "letter")


def test_a_figure_of_one_kind_holds_for_that_kind_alone(office: Office) -> None:
    change(office.root, (LETTER, LETTER.replace("{", "{left: 2.5, ")))
    assert ("L01", "2.5 ซม.") in told(office, "letter") and told(office, "memo") == set()


def test_the_profile_of_the_office_stands_over_its_page(office: Office) -> None:
    change(office.root, ("  left: 3.0 ", "  left: 3.5 "))
    assert told(office, "letter", Settings(left=3.0)) == set()


def test_a_changed_page_is_seen_at_once_and_mended_to(office: Office) -> None:
    assert told(office, "order") == set()
    change(office.root, ("  left: 3.0 ", "  left: 2.5 "))
    docx = made.papers("order")[0].read_bytes()
    mended = fix(docx, "ก.docx", office, Options(kind="order", today=TODAY, settings=Settings()), page=True)
    assert mended.mended["L01"] >= 1
    assert {round(section.left, 2) for section in read_document(mended.docx, "ก.docx").sections if not section.landscape} == {2.5}


def test_a_damaged_page_is_told(office: Office) -> None:
    change(office.root, ("  left: 3.0 ", "  lefft: 3.0 "))
    with pytest.raises(GenError, match="E402"):
        told(office, "order")
