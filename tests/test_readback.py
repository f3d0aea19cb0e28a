"""What a clerk changed in Word is written back into the case that the paper was made from, cell by cell."""

from __future__ import annotations

from datetime import datetime

import docx
import pytest

from generator.form import load
from generator.make import make
from generator.office import open_office, start_office
from generator.paper.known import know
from generator.services import cases, copies, readback
from generator.services.papers import Catalogue
from generator.services.sheet import SheetRequest, write_sheet

NOW = datetime(2026, 11, 30, 9, 0)


@pytest.fixture
def office(tmp_path):
    start_office(tmp_path / "สำนักงาน")
    return open_office(tmp_path / "สำนักงาน", NOW.date())


def take(office, form):
    path = write_sheet(office, SheetRequest(form, office.root / f"{form}.xlsx", example=True))
    return cases.take(office, form, path, NOW)


def made(office, of):
    file = cases.folder_of(office, of.form, of.id) / "case.json"
    return make(load(office.forms, of.form), [file], office).papers


def replaced(path, old, new):
    """The file with words put in place of others, as a person would type over them in Word."""
    word = docx.Document(path)
    paragraphs = [*word.paragraphs, *(p for t in word.tables for row in t.rows for cell in row.cells for p in cell.paragraphs)]
    hit = 0
    for paragraph in paragraphs:
        if old in paragraph.text:
            text = paragraph.text.replace(old, new)
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text
            hit += 1
    assert hit
    word.save(path)


def catalogue(office):
    found = Catalogue(office.root)
    found.refresh()
    return found


def test_changed_words_go_into_their_cells(office):
    of = cases.take(office, "order", office.root / "data/order-218-2562.xlsx", NOW)
    [paper] = made(office, of)
    person = of.cells["บุคลากร"][0]
    position = person[1]
    replaced(paper.path, position, "นักวิชาการศึกษาชำนาญการพิเศษ (แก้)")
    known = know(paper.path)
    case = readback.case_of(office, catalogue(office), known)
    assert case.paper == of.id
    found = readback.write_back(office, case, known, NOW)
    assert [one.now for one in found.done if "ตำแหน่ง" in one.label]
    assert not found.left
    now = cases.look(office, "order", of.id)
    assert now.file.version == of.version + 1
    changed = {
        (sheet, r, c)
        for sheet, rows in now.file.cells.items()
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text != dict(enumerate(dict(enumerate(of.cells[sheet])).get(r, ()))).get(c, "")
    }
    assert changed == {("บุคลากร", r, 1) for sheet, r, c in changed}
    assert readback.write_back(office, case, known, NOW).case.version == now.file.version  # nothing twice


def test_the_case_is_found_among_others_of_its_work(office):
    other = take(office, "order")
    of = cases.take(office, "order", office.root / "data/order-218-2562.xlsx", NOW)
    third = cases.start(office, "order", NOW)
    [paper, *_] = made(office, of)
    assert readback.case_of(office, catalogue(office), know(paper.path)).paper == of.id
    assert len({other.id, of.id, third.id}) == 3


def test_of_two_copies_of_one_case_the_one_with_the_same_words_is_taken(office):
    of = cases.take(office, "order", office.root / "data/order-218-2562.xlsx", NOW)
    [paper] = made(office, of)
    copy = copies.copy(office, "order", of.id, 0, datetime(2026, 12, 1, 9))
    head = copy.heads["คำสั่ง"].headings.index("เหตุผล")
    row = [*copy.cells["คำสั่ง"][0]]
    row[head] = "ด้วยมีเหตุอื่น"
    cases.save(office, "order", copy.id, copy.version, {"คำสั่ง": (tuple(row),)}, datetime(2026, 12, 1, 9))
    assert readback.case_of(office, catalogue(office), know(paper.path)).paper == of.id


def test_a_paper_without_a_kept_case_finds_none(office):
    [paper] = make(load(office.forms, "order"), [office.root / "data/order-218-2562.xlsx"], office).papers
    assert readback.case_of(office, catalogue(office), know(paper.path)) is None


@pytest.mark.parametrize("form", ["letter", "permit", "minutes", "admission"])
def test_a_value_of_every_kind_of_sheet_is_found_again(office, form):
    """What the papers of an example say is put back to the very cells that it came from."""
    of = take(office, form)
    seen = cases.look(office, form, of.id)
    [first, *_] = made(office, of)
    known = know(first.path)
    tried = 0
    for one in readback.read_back(office, known):
        path = readback._path(seen.form, known.origin, one)
        at = readback._cell(seen, path)
        if not one.was or at is None:
            continue
        sheet, row, column, _ = at
        rows = seen.file.cells[sheet]
        typed = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if typed:  # empty: a default, or counted
            tried += 1
            assert readback._written(office, seen, path, one.was) is not None, (one, typed)
    assert tried > 2
