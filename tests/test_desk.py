"""The desk: what each case waits for, the days that the law counts, papers that wait for a number."""

from __future__ import annotations

import os
from datetime import date, datetime

import docx
import pytest

from generator.form import load
from generator.make import make
from generator.office import open_office, start_office
from generator.services import cases, desk, papers
from generator.services.desk import DONE, MISSING, READY, WRONG, Desk
from generator.services.papers import Catalogue
from generator.services.settings import first_steps
from generator.services.sheet import SheetRequest, write_sheet

NOW = datetime(2026, 11, 30, 9, 0)
ORDER = "data/order-218-2562.xlsx"


@pytest.fixture
def office(tmp_path):
    start_office(tmp_path / "สำนักงาน")
    return open_office(tmp_path / "สำนักงาน", NOW.date())


@pytest.fixture
def on(office):
    return Desk(Catalogue(office.root))


def take(office, form):
    path = write_sheet(office, SheetRequest(form, office.root / f"{form}.xlsx", example=True))
    return cases.take(office, form, path, NOW)


def look(on, office):
    on.catalogue.refresh()
    return [one.next for one in on.open_cases(office)]


def edit(office, of, sheet, heading, text):
    head = of.heads[sheet]
    row = [*of.cells[sheet][0], *[""] * len(head.headings)][: len(head.headings)]
    row[head.headings.index(heading)] = text
    return cases.save(office, of.form, of.id, of.version, {sheet: (tuple(row),)}, NOW).seen.file


def test_a_case_says_what_it_waits_for(office, on):
    of = cases.start(office, "order", NOW)
    assert look(on, office)[0].kind == MISSING
    of = cases.take(office, "order", office.root / ORDER, NOW)
    [ready, _] = look(on, office)
    assert (ready.kind, ready.names) == (READY, ("คำสั่งกำหนดหน้าที่ความรับผิดชอบ",))
    of = edit(office, of, "คำสั่ง", "สั่ง ณ วันที่", "31 กุมภาพันธ์ 2562")
    assert [(one.kind, one.count) for one in look(on, office)[:1]] == [(WRONG, 1)]
    edit(office, of, "คำสั่ง", "สั่ง ณ วันที่", "7 มิถุนายน 2562")
    file = cases.folder_of(office, "order", of.id) / "case.json"
    make(load(office.forms, "order"), [file], office)
    assert look(on, office)[0].kind == DONE


def test_a_step_of_a_long_work_is_named(office, on):
    take(office, "admission")
    [found] = look(on, office)
    assert found.step == 1
    assert found.kind in (READY, MISSING)


def test_deadlines_are_told_until_they_are_kept(office, on):
    of = take(office, "permit")
    days = {"วันที่เอกสารครบ": "25 พฤศจิกายน 2569", "ครบกำหนดพิจารณา": "", "วันประชุมพิจารณา": "", "ผลการพิจารณา": ""}
    late = {"ครบกำหนดแจ้งผล": "", "วันที่ได้รับแจ้งผล": "", "อุทธรณ์ได้ถึงวันที่": "", "วันที่ยื่นคำขอ": "20 พฤศจิกายน 2569"}
    sheet = next(iter(of.heads))
    for heading, text in (days | late).items():
        of = edit(office, of, sheet, heading, text)
    on.catalogue.refresh()
    found, left = on.deadlines(office)
    told = {one.label: one for one in found}
    assert left == 0
    assert told["ครบกำหนดพิจารณา"].left == (told["ครบกำหนดพิจารณา"].day - NOW.date()).days > 0
    edit(office, of, sheet, "วันประชุมพิจารณา", "27 พฤศจิกายน 2569")
    on.catalogue.refresh()
    told = {one.label for one in on.deadlines(office)[0]}
    assert "ครบกำหนดพิจารณา" not in told


def test_a_day_that_is_over_stays_told_where_the_office_must_keep_it(office, on):
    of = take(office, "permit")
    sheet = next(iter(of.heads))
    emptied = ("ครบกำหนดพิจารณา", "วันประชุมพิจารณา", "ผลการพิจารณา", "ครบกำหนดแจ้งผล", "วันที่ได้รับแจ้งผล")
    for heading in emptied:
        of = edit(office, of, sheet, heading, "")
    on.catalogue.refresh()
    found, _ = on.deadlines(open_office(office.root, date(2030, 1, 1)))
    assert [one.left < 0 for one in found if one.label == "ครบกำหนดพิจารณา"] == [True]
    assert not [one for one in found if one.label == "อุทธรณ์ได้ถึงวันที่"]


def test_papers_wait_until_they_have_a_number(office):
    catalogue = Catalogue(office.root)
    of = take(office, "letter")
    sheet = next(iter(of.heads))
    of = edit(office, of, sheet, "วันที่", "")
    file = cases.folder_of(office, "letter", of.id) / "case.json"
    [paper, *_] = make(load(office.forms, "letter"), [file], office).papers
    catalogue.refresh()
    assert [one.path for one in desk.waiting(catalogue)] == [paper.path.relative_to(office.root).as_posix()]
    assert not desk.edited(catalogue)
    word = docx.Document(paper.path)
    word.paragraphs[-1].add_run(" แก้")
    word.save(paper.path)
    os.utime(paper.path, (2e9, 2e9))
    catalogue.refresh()
    assert not desk.waiting(catalogue)
    assert [one.state for one in desk.edited(catalogue)] == ["edited"]


def test_a_first_start_is_told_what_is_still_of_the_example(office):
    assert first_steps(office) == {"code": False, "emblem": False, "signers": False}
    settings = office.root / "data" / "office.yaml"
    text = settings.read_text("utf-8").replace("๐๔xxx", "๐๔๐๒๖")
    for name in ("นายรอง ปัญส์งกา", "นางสาววันเพ็ญ ศรีสุวรรณ", "ว่าที่ร้อยตรีพิชัย ดอนสมมติ", "นายธีรพงษ์ แสนสุข"):
        text = text.replace(name, "นายสมชาย ใจดี")
    settings.write_text(text, "utf-8")
    assert first_steps(open_office(office.root)) == {"code": True, "emblem": False, "signers": True}


def test_a_paper_that_was_made_a_moment_ago_is_found(office):
    found = Catalogue(office.root)
    found.refresh()
    [paper] = make(load(office.forms, "order"), [office.root / ORDER], office).papers
    id = papers.id_of(paper.path.relative_to(office.root).as_posix())
    assert papers.find(found, id).form == "order"
