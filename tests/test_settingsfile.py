"""The office's settings are changed by a form, and what the form does not know stays as the clerk wrote it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from generator.errors import GenError
from generator.office import SETTINGS, open_office, start_office
from generator.services import settings
from generator.settingsfile import edited, table, written


@pytest.fixture
def office(tmp_path):
    start_office(tmp_path / "o")
    return open_office(tmp_path / "o", date(2026, 11, 30))


def test_a_form_that_changes_nothing_leaves_the_file_as_it_is(office):
    before = (office.root / SETTINGS).read_bytes()
    settings.save_form(office, settings.read_form(office))
    assert (office.root / SETTINGS).read_bytes() == before


def test_only_what_is_changed_changes(office):
    path = office.root / SETTINGS
    before = path.read_text("utf-8").splitlines()
    form = settings.read_form(office)
    settings.save_form(office, replace(form, texts={**form.texts, "code": "ศธ ๐๔๐๒๖"}))
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        "code: ศธ ๐๔๐๒๖                                           # รหัสหน้าเลขหนังสือ ใส่เลขของสำนักงานแทน xxx"
    ]
    assert len(after) == len(before)
    assert open_office(office.root).facts["code"] == "ศธ ๐๔๐๒๖"


def test_a_signer_is_added_and_taken_out(office):
    form = settings.read_form(office)
    new = ("registrar", "นางสาวมาลี ใจงาม", "นักจัดการงานทั่วไป\nปฏิบัติราชการแทน")
    before = (office.root / SETTINGS).read_text("utf-8")
    settings.save_form(office, replace(form, signers=[form.signers[0], form.signers[-1], new]))
    found = open_office(office.root).signers
    assert list(found) == ["director", "head", "registrar"]
    after = (office.root / SETTINGS).read_text("utf-8")
    assert [line for line in before.splitlines() if "#" in line] == [line for line in after.splitlines() if "#" in line]
    assert found["registrar"].lines == ("นักจัดการงานทั่วไป", "ปฏิบัติราชการแทน")


@pytest.mark.parametrize("changes", [
    {"signers": {"director": {"name": "นายก ข", "position": "ผอ."}}},
    {"signers": {"director": {"name": "นายก ข", "position": ["ผอ.", "แทน"]}, "new": {"name": "นายค ง", "position": "รอง"}}},
    {"address": ["ก"]}, {"address": ["ก", "ข", "ค"]}, {"address": None}, {"phone": None, "fax": "1"}, {"unit": ["ก", "ข"]},
])  # fmt: skip
def test_no_comment_of_the_file_is_lost(office, changes):
    before = (office.root / SETTINGS).read_bytes()
    after = edited(before, changes)
    comments = [[line.partition("#")[2] for line in data.decode().splitlines() if "#" in line] for data in (before, after)]
    assert comments[0] == comments[1]
    assert {key: yaml.safe_load(after)[key] for key in changes} == changes


@pytest.mark.parametrize("changes", [
    {"texts": {"name": ""}}, {"signers": []}, {"signers": [("director", "นาย", "ครู")]},
    {"signers": [("director", "นายก ข", "")]}, {"signers": [("director", "นายก ข", "ผอ.")]},  # head certifies copies
])  # fmt: skip
def test_settings_that_no_office_opens_with_are_not_written(office, changes):
    form = settings.read_form(office)
    before = (office.root / SETTINGS).read_bytes()
    texts = {**form.texts, **changes.pop("texts", {})}
    with pytest.raises(GenError):
        settings.save_form(office, replace(form, texts=texts, **changes))
    assert (office.root / SETTINGS).read_bytes() == before


def test_what_is_no_yaml_is_told():
    with pytest.raises(GenError) as told:
        edited(b"name: [", {"name": "x"})
    assert told.value.code == "E308"


@pytest.mark.parametrize("data", [b"", "name,position\r\nนาย ก,ครู\r\n".encode("utf-8-sig"), b"name\nx\n"])
def test_a_list_comes_back_as_it_was(data):
    headings, rows = table(data)
    assert written(data, headings or ["name"], rows) == (data or b"\xef\xbb\xbfname\r\n")


def test_a_list_of_the_office_is_saved(office):
    settings.save_list(office, "people", [["นางสาวมาลี ใจงาม", 'ครู "ชำนาญการ", ก'], ["", ""]])
    assert settings.read_list(office, "people") == (["name", "position"], [["นางสาวมาลี ใจงาม", 'ครู "ชำนาญการ", ก']])
    for name in ("../office", "x", "register"):
        with pytest.raises(GenError):
            settings.save_list(office, name, [])
