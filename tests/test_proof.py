"""Making proofreads: what the proofreader sees is told at the cell, once, folded where it is many, and good data is let be."""

from __future__ import annotations

import dataclasses
import shutil
import time
from pathlib import Path

import pytest

from generator.make import Made, Way, make
from generator.office import Office
from tests import made, slips, workbook

PLAIN = Way()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    shutil.copytree(made.folder() / "data", tmp_path / "data")
    return dataclasses.replace(made.office(), root=tmp_path)


def run(office: Office, name: str, way: Way = PLAIN, **cells: object) -> Made:
    form, sheets = made.form(name), slips.good(name)
    for path, value in cells.items():
        slips.put(sheets, form, path.replace("__", "."), value)
    return make(form, [workbook.save(sheets, office.root / "งาน.xlsx")], office, way=way)


def told(run_: Made) -> list[str]:
    return [str(one) for one in run_.notices if one.code in ("W170", "W171")]


@pytest.mark.parametrize("name", made.NAMES)
def test_good_data_is_let_be(name: str, office: Office) -> None:
    assert told(make(made.form(name), [made.form(name).examples], office)) == []


def test_a_misspelt_word_is_told_at_its_cell_and_not_when_asked_not_to(office: Office) -> None:
    body = "ด้วยข้าราชการขออนุญาติไปราชการ รายละเอียดตามสิ่งที่ส่งมาด้วย"
    (said,) = told(run(office, "letter", body=body))
    assert said.startswith("W170 งาน.xlsx › หนังสือภายนอก › B") and "(ข้อความ)" in said and "อนุญาติ" in said and "T48" in said
    assert told(run(office, "letter", Way(proofread=False), body=body)) == []


def test_a_word_in_many_cells_is_told_once_and_many_words_are_folded(office: Office) -> None:
    duties = {f"people__{n}__duties": "งานอนุญาติ" for n in range(1, 4)}
    assert len(told(run(office, "order", **duties))) == 1
    (said,) = told(run(office, "order", people__1__duties="งานอนุญาติ", people__2__duties="งานขออนุญาติ"))
    assert said.endswith("และอีก 1 ช่อง")
    many = {f"people__{n}__duties": f"งานต่างๆ{['กลุ่ม', 'ฝ่าย', 'ตาม', 'ใน', 'แก่', 'มาก', 'รวม'][n - 1]}" for n in range(1, 8)}
    many |= {f"people__{n}__name": f"นาย{'กขคงจฉชซ'[n]}มล ทองดี" for n in range(1, 8)} | {f"people__{n}__position": "ครู" for n in range(1, 8)}
    said = told(run(office, "order", **many))
    assert len([one for one in said if one.startswith("W170")]) == 3 and "และอีก 4 แห่ง" in said[-1]


def test_the_texts_of_a_thousand_rows_take_the_time_of_the_different_ones(office: Office) -> None:
    form = made.form("certificate")
    rows = [["ผู้ได้รับการรับรอง", "ข้อความรับรอง"], *([f"นายสมชาย ใจดี{'กขคงจ'[n % 5]}{'นมยรล'[n // 5 % 5]}", "เป็นข้าราชการครูในสังกัดจริง"] for n in range(600))]
    from generator.case import cases_in
    from generator.make.proof import Proofreader

    cases = cases_in(form, slips.book({"หนังสือรับรอง": rows}), office)
    proof = Proofreader(form, office)
    proof.notices()
    start = time.process_time()
    found = list(cases.checked([]))
    read = time.process_time() - start
    for case in found:
        proof.read(case)
    assert proof.notices() == [] and time.process_time() - start - read < 3 * read
