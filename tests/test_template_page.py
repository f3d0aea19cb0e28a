"""`page.yaml`: the layout rules that an office may change, and what it is told when a key or a figure is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from generator import layout
from generator.errors import GenError

FORMS = Path(__file__).parent.parent / "forms"


@pytest.fixture
def rules(tmp_path):
    """A loader of page.yaml after a change to it."""
    shutil.copy(FORMS / layout.SLOT, tmp_path)
    raw = yaml.safe_load((FORMS / layout.FILE).read_text(encoding="utf-8"))

    def load(change):
        change(raw)
        (tmp_path / layout.FILE).write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
        return layout.load(tmp_path)

    return load


def put(*path, value):
    """A change that puts a value at a path of keys."""
    def change(raw):
        for key in path[:-1]:
            raw = raw[key]
        raw[path[-1]] = value
    return change


def test_orders_have_the_page_of_the_regulation():
    order = layout.load(FORMS).kind("order")
    assert (order.page.width, order.page.height, order.page.left, order.page.right) == (21.0, 29.7, 3.0, 2.0)
    assert order.page.text_width == 16.0
    assert (order.emblem.height, order.emblem.top) == (3.0, 1.5)
    assert (order.font.name, order.font.size) == ("TH SarabunPSK", 16)
    assert order.styles["body"].first == 2.5


def test_every_figure_of_the_page_names_its_source():
    lines = (FORMS / layout.FILE).read_text(encoding="utf-8").splitlines()
    start = lines.index("page:")
    figures = lines[start + 1 : lines.index("", start)]
    assert all("#" in line or "height" in line for line in figures), figures


def test_every_style_has_a_thai_name_of_its_own():
    names = [style.name for style in layout.load(FORMS).kind("order").styles.values()]
    assert len(set(names)) == len(names) and all("ก" <= name[0] <= "ไ" for name in names)


def test_a_kind_says_only_what_is_its_own(rules):
    kind = {"title": "บันทึก", "page": {"top": 1.5}, "styles": {"body": {"before": 0}, "own": {"name": "ของตน"}}}
    memo = rules(put("kinds", "memo", value=kind)).kind("memo")
    assert (memo.page.top, memo.page.left) == (1.5, 3.0)
    assert (memo.styles["body"].before, memo.styles["body"].first) == (0, 2.5)
    assert memo.styles["own"].name == "ของตน" and memo.emblem is None


@pytest.mark.parametrize(("change", "code", "said"), [
    (put("page", "lefft", value=3), "E402", '"lefft" หรือหมายถึง "left"'),
    (put("styles", "body", "indent", value=2), "E402", '"indent"'),
    (put("kinds", "order", "emblm", value={}), "E402", 'หรือหมายถึง "emblem"'),
    (put("kinds", "order", "frame", value=[{"hading": "ก"}]), "E402", 'หรือหมายถึง "heading"'),
    (put("page", "left", value="3 ซม."), "E403", "page.left"),
    (put("page", "left", value=-1), "E403", "ต้องเป็นตัวเลข"),
    (put("page", "left", value=True), "E403", "ตัวเลข"),
    (put("styles", "body", "bold", value="yes"), "E403", "true หรือ false"),
    (put("styles", "body", "name", value=7), "E403", "ข้อความ"),
    (put("styles", "body", "align", value="distribute"), "E403", 'หรือหมายถึง "thaiDistribute"'),
    (put("styles", "body", value={"first": 2}), "E403", "styles.body.name"),
    (put("page", value=None), "E403", "page"),
    (put("font", value=[1]), "E403", "font"),
    (put("kinds", "order", "title", value=""), "E403", "title"),
    (put("kinds", "order", "frame", value=["ก"]), "E403", "frame"),
    (put("kinds", "order", "frame", value=[{"body": "ก", "heading": "ข"}]), "E403", "frame"),
    (put("kinds", "order", "frame", value=[{"body": 7}]), "E403", "ข้อความ"),
    (put("kinds", "order", "emblem", value={"height": 3}), "E403", "emblem.top"),
])  # fmt: skip
def test_a_wrong_key_or_figure_is_named(rules, change, code, said):
    with pytest.raises(GenError) as error:
        rules(change)
    assert error.value.code == code and said in str(error.value)


def test_an_unknown_kind_is_told_with_a_guess():
    with pytest.raises(GenError) as error:
        layout.load(FORMS).kind("ordr")
    assert error.value.code == "E419" and 'หรือหมายถึง "order"' in str(error.value)


def test_without_its_emblem_slot_the_folder_is_not_whole(tmp_path):
    shutil.copy(FORMS / layout.FILE, tmp_path)
    with pytest.raises(GenError) as error:
        layout.load(tmp_path)
    assert error.value.code == "E301" and layout.SLOT in str(error.value)
    (tmp_path / layout.SLOT).write_bytes(b"GIF89a")
    with pytest.raises(GenError) as error:
        layout.load(tmp_path)
    assert error.value.code == "E503" and layout.SLOT in str(error.value)
