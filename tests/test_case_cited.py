"""What a text of a case says of the order of the case agrees with the order's own cells."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case import read_cases
from generator.errors import Problem, Problems
from tests import made

DAY_BEFORE = {  # that of the order, in the forms whose minutes name the order in a text: all other days stay in turn
    "admission": "17 มกราคม 2570", "localgov": "6 มิถุนายน 2570", "quota": "14 กุมภาพันธ์ 2570",
}  # fmt: skip
RIGHT = "คำสั่งที่ ๘๖/๒๕๗๐ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๗๐"


def example(form: str) -> dict[str, Any]:
    return copy.deepcopy(yaml.safe_load(made.form(form).examples.read_text(encoding="utf-8"))[0])


def said(form: str, case: dict[str, Any], folder: Path) -> list[Problem]:
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    try:
        return read_cases(made.form(form), file, made.office())[1]
    except Problems as error:
        return list(error.problems)


def minuted(text: str) -> dict[str, Any]:
    """The quota example, whose order is 86/2570 of 15 February 2570, with a text in its minutes."""
    case = example("quota")
    case["meeting"]["agenda"][0]["text"] = f"ประธานแจ้งว่า สำนักงานได้มี{text} แต่งตั้งคณะกรรมการ"
    return case


@pytest.mark.parametrize("form", DAY_BEFORE)
def test_an_order_whose_day_is_changed_in_its_cell_alone_is_found_in_the_minutes(form: str, tmp_path: Path) -> None:
    case = example(form)
    case["order"]["date"] = DAY_BEFORE[form]
    (wrong,) = said(form, case, tmp_path)
    assert wrong.code == "E142" and wrong.label == "ข้อความ"
    assert wrong.text.endswith(f"ลงวันที่ {DAY_BEFORE[form]}") and "บรรทัด" in wrong.text


@pytest.mark.parametrize("form", DAY_BEFORE)
def test_an_order_whose_number_is_changed_in_its_cell_alone_is_worth_a_look(form: str, tmp_path: Path) -> None:
    case = example(form)
    case["order"]["number"] = "7/2570"
    assert [problem.code for problem in said(form, case, tmp_path)] == ["W109"]


@pytest.mark.parametrize(("text", "code"), [
    (RIGHT, []), ("คำสั่งที่ 86/2570 ลงวันที่ 15 กุมภาพันธ์ พ.ศ. 2570", []), (RIGHT.replace("๑๕ ", "๑๖ "), ["E142"]),
    ("คำสั่งสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑ ที่ ๘๖ / ๒๕๗๐ สั่ง ณ วันที่ ๑๖ กุมภาพันธ์ ๒๕๗๐", ["E142"]),
    ("คำสั่งกระทรวงศึกษาธิการ ที่ ๘๖/๒๕๗๐ ลงวันที่ ๑๖ กุมภาพันธ์ ๒๕๗๐", []),  # another office's numbers
    ("คำสั่งที่ ๑๑/๒๕๗๐ ลงวันที่ ๓ มกราคม ๒๕๗๐", []), ("คำสั่งที่ ๘๖/๒๕๗๐ ลงวันที่ ๓๑ กุมภาพันธ์ ๒๕๗๐", []),
    ("หนังสือที่ ๘๖/๒๕๗๐ ลงวันที่ ๑๖ กุมภาพันธ์ ๒๕๗๐", []), ("คำสั่งที่ ๙๖/๒๕๗๐ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๗๐", ["W109"]),
])  # fmt: skip
def test_only_the_order_of_the_case_is_held_against_it(text: str, code: list[str], tmp_path: Path) -> None:
    assert [problem.code for problem in said("quota", minuted(text), tmp_path)] == code


def test_an_order_without_number_or_day_is_not_held_against_anything(tmp_path: Path) -> None:
    case = minuted(RIGHT)
    del case["order"]["date"]
    assert said("quota", case, tmp_path) == []
