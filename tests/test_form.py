"""form.yaml is strict: a key that it does not know, or a name that nothing has, is an error that says which."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from generator import folders, form
from generator.errors import GenError
from generator.office import shipped

FORMS = shipped("forms")


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    shutil.copytree(FORMS / "order", tmp_path / "order")
    return tmp_path


def change(forms: Path, path: str, value: object) -> None:
    """Set a key of order/form.yaml, given as `papers.duty-order.template`; None takes it away."""
    file = forms / "order" / "form.yaml"
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    *parents, last = path.split(".")
    at = raw
    for key in parents:
        at = at[key]
    if value is None:
        del at[last]
    else:
        at[last] = value
    file.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")


def test_the_form_of_orders_loads() -> None:
    order = form.load(FORMS, "order")
    assert [paper.key for paper in order.papers] == ["duty-order", "committee-order", "order"]
    assert [field.key for field in order.lists] == ["revokes", "amends", "people", "committees"]
    assert order.lists[3].lists[0].key == "members" and order.fields[0].late


def test_the_titles_of_all_forms_are_read_without_yaml() -> None:
    assert dict(folders.form_titles(FORMS)) == {name: form.load(FORMS, name).title for name in folders.form_names(FORMS)}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("titel", "x", 'E402 order/form.yaml: ไม่รู้จัก "titel" หรือหมายถึง "title"'),
        ("title", None, 'E403 order/form.yaml: "title" ยังว่างอยู่'),
        ("layout", "columns", 'E403 order/form.yaml: "layout" เป็น rows หรือ labels'),
        ("fields", {}, 'E403 order/form.yaml: "fields" ต้องมีอย่างน้อยหนึ่งรายการ'),
        ("fields.date.type", "dat", 'E403 order/form.yaml fields.date: "dat" ไม่ใช่ชนิดของช่อง หรือหมายถึง "date"'),
        ("fields.date.requird", True, 'E402 order/form.yaml fields.date: ไม่รู้จัก "requird" หรือหมายถึง "required"'),
        ("fields.date.label", "เรื่อง", 'E403 order/form.yaml fields: "เรื่อง" ป้ายชื่อซ้ำกัน'),
        ("papers.duty-order.when", {"subject": "ได้"}, 'E403 order/form.yaml papers.duty-order: "when" ไม่มีตัวเลือก ได้ ของช่อง subject'),
        ("papers.duty-order.when", ["subject"], 'E403 order/form.yaml papers.duty-order: "when" ไม่มีตัวเลือก'),
        ("fields.people.of", None, 'E403 order/form.yaml fields.people: "of" ต้องมีอย่างน้อยหนึ่งรายการ'),
        ("key", ["subjct"], 'E403 order/form.yaml: "key" ไม่มีช่อง subjct'),
        ("papers.duty-order.needs", ["peple"], 'E403 order/form.yaml papers.duty-order: "needs" ไม่มีช่อง peple'),
        ("papers.duty-order.each", "subject", 'E403 order/form.yaml papers.duty-order: "each" ไม่มีรายการหรือผู้รับชื่อ subject'),
        ("papers.duty-order.record", "people", 'E403 order/form.yaml papers.duty-order: "record" ไม่มีเรื่อง people'),
        ("papers.duty-order.template", "gone.docx", "E404 order/form.yaml papers.duty-order: ไม่มีแม่แบบ gone.docx"),
        ("papers.duty-order.template", "../../x.docx", "E404 order/form.yaml papers.duty-order"),
        ("steps", [{"title": "ขั้น ๑", "papers": ["gone"]}], 'E403 order/form.yaml: "steps" ไม่มีเอกสาร gone'),
    ],
)
def test_a_mistake_in_form_yaml_is_named(forms: Path, path: str, value: object, said: str) -> None:
    change(forms, path, value)
    with pytest.raises(GenError) as error:
        form.load(forms, "order")
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("name", ["ordr", "../order", "order/..", ""])
def test_a_form_that_is_not_there_is_guessed(name: str) -> None:
    with pytest.raises(GenError, match="E401"):
        form.load(FORMS, name)
    with pytest.raises(GenError, match='หรือหมายถึง "order"'):
        form.load(FORMS, "ordr")
