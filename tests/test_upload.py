"""A workbook comes back into its case; an earlier case begins a new one."""

from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest

from generator.casefile import differ, merge, settled
from generator.errors import GenError
from generator.office import open_office, start_office
from generator.services import cases, copies, drop, upload
from generator.services.papers import Catalogue

NOW = datetime(2026, 11, 30, 9, 0)
ORDER = "data/order-218-2562.xlsx"


@pytest.fixture
def office(tmp_path):
    start_office(tmp_path / "สำนักงาน")
    return open_office(tmp_path / "สำนักงาน", NOW.date())


@pytest.fixture
def case(office):
    return cases.take(office, "order", office.root / ORDER, NOW)


def downloaded(office, case, tmp_path, name="ส่งให้เพื่อน.xlsx"):
    path = tmp_path / name
    path.write_bytes(cases.workbook(office, cases.look(office, case.form, case.id)))
    return path


def typed(path, sheet, cell, text):
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = text
    book.save(path)


def in_page(office, case, sheet, row, column, text):
    rows = [list(cells) for cells in cases.look(office, case.form, case.id).file.cells[sheet]]
    rows[row][column] = text
    now = cases.look(office, case.form, case.id).file
    cases.save(office, case.form, case.id, now.version, {sheet: tuple(map(tuple, rows))}, NOW)


def cells(office, case):
    return cases.look(office, case.form, case.id).file.cells


def test_a_workbook_that_nobody_changed_changes_nothing(office, case, tmp_path):
    found = upload.take(office, "order", case.id, downloaded(office, case, tmp_path), NOW)
    assert not found.differences
    assert cases.look(office, "order", case.id).file.version == 1


def test_what_two_typed_in_different_cells_is_put_together(office, case, tmp_path):
    path = downloaded(office, case, tmp_path)
    typed(path, "บุคลากร", "B2", "ครูชำนาญการ")
    in_page(office, case, "บุคลากร", 0, 0, "นายสมชาย ใจดี")
    assert not upload.take(office, "order", case.id, path, NOW).differences
    assert cells(office, case)["บุคลากร"][0][:2] == ("นายสมชาย ใจดี", "ครูชำนาญการ")


def test_where_both_typed_in_one_cell_a_person_chooses(office, case, tmp_path):
    path = downloaded(office, case, tmp_path)
    typed(path, "บุคลากร", "A2", "นายตาราง ใจดี")
    typed(path, "บุคลากร", "B2", "ครูชำนาญการ")
    in_page(office, case, "บุคลากร", 0, 0, "นายหน้าเว็บ ใจดี")
    before = cells(office, case)
    found = upload.take(office, "order", case.id, path, NOW)
    assert [(one.mine[0][0], one.theirs[0][0]) for one in found.differences] == [("นายตาราง ใจดี", "นายหน้าเว็บ ใจดี")]
    assert cells(office, case) == before  # nothing is written before
    assert upload.compare(office, "order", case.id, found.id) == found
    assert not upload.take_chosen(office, "order", case.id, found.id, found.version - 1, {0}, NOW)
    assert upload.take_chosen(office, "order", case.id, found.id, found.version, (), NOW)
    assert cells(office, case)["บุคลากร"][0][:2] == ("นายหน้าเว็บ ใจดี", "ครูชำนาญการ")  # what did not clash came too


def test_the_side_of_the_file_is_taken_where_it_is_chosen(office, case, tmp_path):
    path = downloaded(office, case, tmp_path)
    typed(path, "บุคลากร", "A2", "นายตาราง ใจดี")
    in_page(office, case, "บุคลากร", 0, 0, "นายหน้าเว็บ ใจดี")
    found = upload.take(office, "order", case.id, path, NOW)
    upload.take_chosen(office, "order", case.id, found.id, found.version, {0, 99}, NOW)
    assert cells(office, case)["บุคลากร"][0][0] == "นายตาราง ใจดี"


def test_all_that_differs_is_shown_of_a_workbook_of_elsewhere(office, case, tmp_path):
    path = tmp_path / "order.xlsx"
    path.write_bytes((office.root / ORDER).read_bytes())
    typed(path, "บุคลากร", "A2", "นายจากที่อื่น ใจดี")
    found = upload.take(office, "order", case.id, path, NOW)
    assert [one.mine[0][0] for one in found.differences] == ["นายจากที่อื่น ใจดี"]


def test_an_empty_case_takes_all_of_a_workbook(office, case, tmp_path):
    empty = cases.start(office, "order", NOW)
    assert not upload.take(office, "order", empty.id, office.root / ORDER, NOW).differences
    assert cells(office, empty) == cells(office, case)


def test_a_dropped_workbook_goes_into_its_own_case(office, case, tmp_path):
    path = downloaded(office, case, tmp_path)
    typed(path, "บุคลากร", "B2", "ครูชำนาญการ")
    catalogue = Catalogue(office.root)
    got = drop.receive(office, catalogue, tmp_path / "inbox", path.name, path.read_bytes(), NOW)
    assert (got.kind, got.id) == (drop.MERGED, case.id)
    in_page(office, case, "บุคลากร", 0, 1, "ครู")
    typed(path, "บุคลากร", "B2", "ครูเชี่ยวชาญ")
    got = drop.receive(office, catalogue, tmp_path / "inbox", path.name, path.read_bytes(), NOW)
    assert (got.kind, got.id) == (drop.DIFFERS, case.id)
    assert upload.compare(office, "order", case.id, got.received).differences


@pytest.mark.parametrize("id", ["", "../../x", "0" * 20])
def test_a_received_file_is_asked_for_by_its_id_only(office, case, id):
    with pytest.raises(GenError) as told:
        upload.compare(office, "order", case.id, id)
    assert told.value.code == "E953"


def test_differences_are_settled_from_below():
    theirs = {"s": (("ก",), ("ข",), ("ค",))}
    mine = {"s": (("ใหม่",), ("ก",), ("ฃ",), ("ค",), ("ง",))}
    found = differ(theirs, mine)
    assert settled(theirs, found, range(len(found))) == mine
    assert settled(theirs, found, ()) == theirs
    merged, clashes = merge({"s": (("1", "2", "3"),)}, {"s": (("9", "2", "8"),)}, {"s": (("7", "6", "3"),)})
    assert settled(merged, clashes, {0}) == {"s": (("9", "6", "8"),)}
    assert merged == {"s": (("7", "6", "8"),)}


@pytest.mark.parametrize(("text", "later"), [
    ("การรับนักเรียน ปีการศึกษา 2569", "การรับนักเรียน ปีการศึกษา 2570"),
    ("ปีงบประมาณ พ.ศ. ๒๕๖๙", "ปีงบประมาณ พ.ศ. ๒๕๗๐"),
    ("พระราชบัญญัติการศึกษาแห่งชาติ พ.ศ. 2542", "พระราชบัญญัติการศึกษาแห่งชาติ พ.ศ. 2542"),
    ("คำสั่งที่ 405/2559", "คำสั่งที่ 405/2559"),
    ("125691", "125691"),
])  # fmt: skip
def test_years_of_schools_and_budgets_move_and_years_of_laws_stay(text, later):
    assert copies.moved(text, 1) == later


def test_a_copy_has_no_number_and_later_days(office, case):
    copy = copies.copy(office, "order", case.id, 8, NOW)
    head = dict(zip(copy.heads["คำสั่ง"].headings, copy.cells["คำสั่ง"][0], strict=False))
    assert head["เลขที่คำสั่ง"] == head["สั่ง ณ วันที่"] == ""
    assert head["เรื่อง"] == dict(zip(case.heads["คำสั่ง"].headings, case.cells["คำสั่ง"][0], strict=False))["เรื่อง"]
    assert copy.cells["บุคลากร"] == case.cells["บุคลากร"]
