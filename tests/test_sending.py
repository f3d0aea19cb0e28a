"""A letter to many receivers: a file for each, all in one file to print, and the list of who gets which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import yaml

from generator import directory
from generator.folders import shipped
from generator.form import load
from generator.make import Made, make
from generator.office import open_office, start_office
from generator.render import Template
from generator.services.issue import IssueRequest, issue
from generator.services.printing import _once as once
from generator.thai import thai_digits
from tests import made, paper

SCHOOLS = directory.read(shipped("data") / "schools.csv")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return send(tmp_path_factory.mktemp("office"))


def send(folder: Path) -> Made:
    """The example letter, sent to every school of the example office."""
    start_office(folder / "office")
    file = folder / "office" / "forms" / "letter" / "form.yaml"
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    raw["papers"] = {"letter": {key: said for key, said in raw["papers"]["letter"].items() if key != "unless"}}
    raw["fields"]["receivers"] = {"label": "ผู้รับ", "type": "receivers", "directory": "schools"}
    raw["papers"]["letter"] |= {"each": "receivers", "file": "{{ subject }} {{ receiver.name }}"}
    file.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
    case = yaml.safe_load((file.parent / "examples.yaml").read_text(encoding="utf-8"))[0]
    (folder / "case.yaml").write_text(yaml.safe_dump({**case, "receivers": "ทุกแห่ง"}, allow_unicode=True), encoding="utf-8")
    office = replace(made.office(), root=folder / "office")
    return make(load(folder / "office" / "forms", "letter"), [folder / "case.yaml"], office)


def paths(sent: Made, ending: str) -> list[Path]:
    return [written.path for written in sent.papers if written.path.name.endswith(ending)]


def test_each_receiver_gets_a_file(sent: Made) -> None:
    letters = [path for path in paths(sent, ".docx") if "(รวม)" not in path.name]
    schools = [receiver.name for receiver in SCHOOLS]
    assert len(letters) == len(SCHOOLS) >= 6
    assert all(school in path.name for school, path in zip(schools, letters, strict=True))


def test_all_stand_in_one_file_in_the_same_order(sent: Made, soffice: None, validator: None, tmp_path: Path) -> None:
    (together,) = paths(sent, "(รวม).docx")
    letters = [path for path in paths(sent, ".docx") if path != together]
    assert paper.validate([together]) == []
    assert paper.text(together).count("ขอแสดงความนับถือ") == len(letters)
    alone, *rest = (paper.pages(pdf) for pdf in paper.to_pdfs([letters[0], together], tmp_path))
    assert len(rest[0]) == len(alone) * len(letters) and rest[0][0].text == alone[0].text


def test_papers_with_a_drawing_of_their_own_are_not_put_into_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be lost there, and nobody would see it; the list of receivers is made all the same."""
    monkeypatch.setattr(Template, "is_unfinished", True)
    sent = send(tmp_path)
    assert len(paths(sent, ".docx")) == len(SCHOOLS) and not paths(sent, "(รวม).docx") and len(paths(sent, ".xlsx")) == 1


def test_the_list_says_who_gets_which(sent: Made) -> None:
    (path,) = paths(sent, "(บัญชีส่ง).xlsx")
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[2][:3] == ("ที่", "ผู้รับ", "เรียน") and rows[3][1] == "โรงเรียนบ้านนาสมมติ"
    assert rows[3][2] == "ผู้อำนวยการโรงเรียนบ้านนาสมมติ" and rows[3][7].endswith(".docx")
    assert len(rows) == 3 + len(SCHOOLS)


def test_a_set_is_renewed_when_its_letters_get_their_number(sent: Made) -> None:
    """One number for the circular, on every letter, in the file of all and in the list; nothing is printed twice."""
    letters = [path for path in paths(sent, ".docx") if "(รวม)" not in path.name]
    (together,), (listed,) = paths(sent, "(รวม).docx"), paths(sent, "(บัญชีส่ง).xlsx")
    root = letters[0].parents[3]
    settings = root / "data" / "office.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("ศธ ๐๔xxx ", "ศธ 04123 "), encoding="utf-8")
    form = root / "forms" / "letter" / "form.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("    each: receivers\n", "    each: receivers\n    circular: true\n"), encoding="utf-8")
    office = open_office(root, made.office().today)
    letters = [one.path for one in make(load(office.forms, "letter"), [root.parent / "case.yaml"], office).papers]
    done = issue(office, IssueRequest([path for path in letters if path.suffix == ".docx"], reason="ทดสอบ"))
    assert [notice for one in done for notice in one.notices] == []
    assert len({one.number for one in done}) == 1 and len(done) == len(SCHOOLS)
    running = done[0].number.rpartition("/")[2].replace("ว ", "")
    assert paper.text(together).count(f"ว\u00a0{thai_digits(running)}") == len(SCHOOLS)
    rows = list(openpyxl.load_workbook(listed).active.iter_rows(values_only=True))[3:]
    assert all(thai_digits(running) in row[5] and row[6] for row in rows)
    assert [path for path in once([*letters]) if path.suffix == ".docx"] == [path for path in letters if path.suffix == ".docx" and path != together]
