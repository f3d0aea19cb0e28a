"""Laws are data: forms offer them, the machine's doctor says which to look up, and a doubtful setting is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.errors import GenError
from generator.laws import LEVELS, doubtful_settings, laws, offered, to_look_up
from generator.make import make
from generator.services.settings import doctor
from tests import made


def test_every_law_says_what_it_is_for_where_it_was_found_and_when() -> None:
    for law in laws(made.office()).values():
        assert law.name and law.use and law.source and law.confidence in LEVELS


def test_every_law_that_a_form_offers_is_known() -> None:
    asked = [
        text for name in made.NAMES for of in _all(made.form(name).fields) for text in of.suggest if text.startswith("laws.")
    ]
    assert asked and all("laws." not in offered(text, made.office()) for text in asked)
    assert offered("laws.orders", made.office()).startswith("มาตรา 37 แห่งพระราชบัญญัติ")
    with pytest.raises(GenError, match="E403"):
        offered("laws.nowhere", made.office())


def _all(fields):
    for of in fields:
        yield of
        yield from _all(of.of)


def test_no_form_has_the_text_of_a_law_that_is_kept_as_data() -> None:
    """Notes and examples may name one; what is offered comes from the table."""
    for name in made.NAMES:
        for of in _all(made.form(name).fields):
            assert not any("พระราชบัญญัติ" in text or "กฎกระทรวง" in text for text in of.suggest), of.label


def test_a_law_is_to_be_looked_up_after_a_year_or_while_it_is_not_sure() -> None:
    now, later = (replace(made.office(), today=day) for day in (date(2026, 12, 1), date(2028, 1, 1)))
    sure = [law.cited for law in laws(now).values() if law.confidence == "สูง"]
    assert sure and not set(sure) & {name for name, _ in to_look_up(now)}
    assert set(sure) <= {name for name, _ in to_look_up(later)}
    names = [fact.name for fact in doctor(now)]
    assert "permit.maker" in names and laws(now)["orders"].cited in names and not set(sure) & set(names)


def test_a_paper_that_rests_on_a_setting_that_nobody_checked_says_so(tmp_path: Path) -> None:
    assert list(doubtful_settings(made.office())) == ["permit.decision_days", "permit.maker"]
    (tmp_path / "data").symlink_to(made.folder() / "data", target_is_directory=True)
    own = replace(made.office(), root=tmp_path)
    done = make(made.form("permit"), [made.form("permit").examples], own, only="refusal")
    said = [one for one in done.notices if one.code == "W507"]
    assert len(said) == 1
    assert "permit.maker" in said[0].text and "หนังสือแจ้งไม่อนุญาต" in said[0].text
    sure = replace(own, sections={**own.sections, "confidence": {"permit.maker": "สูง"}})
    assert not [one for one in make(made.form("permit"), [made.form("permit").examples], sure, only="refusal").notices if one.code == "W507"]
