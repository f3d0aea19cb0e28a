"""The catalogue finds every case and paper by any part of a word, and is built again from the files."""

from __future__ import annotations

import os
from datetime import date, datetime

import pytest

from generator import casefile
from generator.casefile import create
from generator.catalogue import CASE, PAPER, Catalogue, Query, id_of
from generator.form import load
from generator.make import make
from generator.office import open_office, start_office
from generator.source import Head

NOW = datetime(2026, 11, 30, 9, 0)
SHEET = {"คำสั่ง": Head(True, ("เรื่อง",))}


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "สำนักงาน"
    start_office(folder)
    return folder


@pytest.fixture
def papers(root):
    office = open_office(root, date(2026, 11, 30))
    made = make(load(office.forms, "order"), [root / "data" / "order-218-2562.xlsx"], office)
    return [one.path for one in made.papers]


def names(found):
    return [one.title for one in found]


def test_a_paper_is_found_by_any_part_of_a_word(root, papers):
    catalogue = Catalogue(root)
    assert catalogue.refresh() == 1
    for words in ("ความรับผิดชอบ", "บผิดช", "218/2562", "๒๑๘/๒๕๖๒", "หน้าที่ ลูกจ้าง", "ที่", "รอง ปัญส์งกา"):
        [found] = catalogue.search(Query(words))
        assert (found.kind, found.form, found.number, found.year) == (PAPER, "order", "๒๑๘/๒๕๖๒", 2562)
    for words in ("ไม่มีคำนี้", "หน้าที่ ไม่มีคำนี้", 'อ"', "%", "' OR 1"):
        assert catalogue.search(Query(words)) == []


def test_only_what_changed_is_read_again(root, papers, monkeypatch):
    catalogue = Catalogue(root)
    catalogue.refresh()
    assert catalogue.refresh() == 0
    os.utime(papers[0], ns=(1, 1))
    assert catalogue.refresh() == 1
    papers[0].unlink()
    assert catalogue.refresh() == 1
    assert catalogue.search(Query()) == []


def test_an_edited_paper_is_seen_as_edited(root, papers):
    import docx

    catalogue = Catalogue(root)
    catalogue.refresh()
    assert [one.state for one in catalogue.search(Query())] == ["draft"]
    document = docx.Document(papers[0])
    document.add_paragraph("เพิ่ม")
    document.save(papers[0])
    catalogue.refresh()
    assert [one.state for one in catalogue.search(Query(state="edited"))] == ["edited"]


def test_cases_are_found_by_what_was_typed(root):
    made = create(root, "order", SHEET, {"คำสั่ง": (("แต่งตั้งกรรมการ",),)}, "ก", NOW, "เรื่องที่หนึ่ง")
    catalogue = Catalogue(root)
    catalogue.refresh()
    assert names(catalogue.search(Query("กรรมการ", kind=CASE))) == ["เรื่องที่หนึ่ง"]
    casefile.save(root, made, {"คำสั่ง": (("ยกเลิกคำสั่ง",),)}, "ก", NOW)
    catalogue.refresh()
    assert catalogue.search(Query("กรรมการ")) == []
    assert names(catalogue.search(Query("ยกเลิก"))) == ["เรื่องที่หนึ่ง"]


@pytest.mark.parametrize("damage", [b"", b"junk" * 1000])
def test_a_lost_or_damaged_catalogue_is_built_again(root, papers, damage):
    Catalogue(root).refresh()
    path = root / "out" / ".gen" / "catalogue.db"
    for more in ("-wal", "-shm"):
        path.with_name(path.name + more).unlink(missing_ok=True)
    path.write_bytes(damage)
    catalogue = Catalogue(root)
    catalogue.refresh()
    assert len(catalogue.search(Query())) == 1


def test_a_file_is_spoken_of_by_a_name_that_is_no_path(root, papers):
    catalogue = Catalogue(root)
    catalogue.refresh()
    path = papers[0].relative_to(root).as_posix()
    found = catalogue.get(id_of(path))
    assert found is not None
    assert found.path == path
    assert catalogue.get("../../etc/passwd") is None
