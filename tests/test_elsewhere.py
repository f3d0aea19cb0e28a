"""One paper or step of a work is made, whatever is wrong in what it does not use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.errors import Problems
from generator.make import Made, make
from generator.make.elsewhere import Elsewhere
from generator.office import Office, open_office, start_office
from tests import made, mistakes


@pytest.fixture
def office(tmp_path: Path) -> Office:
    start_office(tmp_path / "สำนักงาน")
    return open_office(tmp_path / "สำนักงาน", mistakes.TODAY)


def case(**changed: Any) -> dict[str, Any]:
    """The example of the work with many steps, with some records changed."""
    found: dict[str, Any] = yaml.safe_load(made.form("special").examples.read_text(encoding="utf-8"))[0]
    return {**found, **{key: {**found.get(key, {}), **value} for key, value in changed.items()}}


def made_of(office: Office, what: dict[str, Any], **asked: Any) -> Made:
    file = office.root / "เรื่อง.yaml"
    file.write_text(yaml.safe_dump([what], allow_unicode=True), encoding="utf-8")
    return make(made.form("special"), [file], office, **asked)


def test_a_mistake_of_another_step_does_not_stop_this_one_and_is_said(office: Office) -> None:
    wrong = case(publication={"date": "31 กุมภาพันธ์ 2571"}, survey={"deadline": "วันไหนก็ได้"})
    with pytest.raises(Problems, match="E103"):
        made_of(office, wrong)
    done = made_of(office, wrong, step=2)
    assert done.papers and [notice.facts for notice in done.notices if notice.code == "W606"] == [{"count": 2}]
    assert all(paper.same for paper in made_of(office, case(), step=2).papers), "the very same papers"


def test_a_mistake_in_what_the_paper_uses_stops_it(office: Office) -> None:
    for wrong in (case(referral={"date": "31 กุมภาพันธ์ 2571"}), {**case(), "children": [{"name": "ก"}]}):
        with pytest.raises(Problems, match="E1"):
            made_of(office, wrong, step=2)
    assert not list(office.out.rglob("*.docx"))


def test_where_places_cannot_be_told_apart_a_mistake_stops_the_paper(office: Office) -> None:
    file = office.root / "บรรทัดเดียว.yaml"
    wrong = case(referral={"date": "31 กุมภาพันธ์ 2571"})
    file.write_text(json.dumps([wrong], ensure_ascii=False), encoding="utf-8")
    with pytest.raises(Problems, match="E103"):
        make(made.form("special"), [file], office, step=2)


def test_what_another_step_only_lacks_is_not_even_said(office: Office) -> None:
    done = made_of(office, {**case(), "publication": {"number": "ว 1"}}, only="registry")
    assert done.papers and not [notice for notice in done.notices if notice.code == "W606"]


def test_what_a_paper_uses_reaches_through_sums_and_counts() -> None:
    """No field that a paper's template, name or needs speak of is set apart, nor one that such a field is counted from."""
    form = made.form("special")
    for paper in form.papers:
        apart = {field.key for field in Elsewhere(form, [paper], made.office())._unused}
        assert not apart & {*form.key, *paper.needs, paper.record, paper.each}
        used = [field for field in form.fields if field.key not in apart]
        counted = {path.partition(".")[0] for field in used for path in (*field.sum, field.count) if path}
        assert not apart & counted
