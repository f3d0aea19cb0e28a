"""What the commands add to PDFs: who gets a copy, the order of posting, the number in the code on a signed paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import GenError
from generator.paper.known import know
from generator.services import printing, signing
from generator.signing.settings import Signing
from tests.made import papers


def invitation() -> Path:
    """The example letter with a number, and two to whom copies go."""
    [found] = [path for path in papers("letter") if "๑๓๓๐" in path.name]
    return found


def test_papers_are_printed_in_the_order_of_their_numbers():
    names = "หนังสือที่ ๑๐ ก", "หนังสือที่ ๒ ข", "หนังสือที่ 2 ก", "หนังสือที่ ๑๐๐", "หนังสือ เวียน"
    ordered = [path.stem for path in sorted((Path(f"{name}.docx") for name in names), key=printing.posted)]
    assert ordered == ["หนังสือที่ 2 ก", "หนังสือที่ ๒ ข", "หนังสือที่ ๑๐ ก", "หนังสือที่ ๑๐๐", "หนังสือ เวียน"]


def test_original_goes_to_the_receiver_and_copies_to_those_it_names(tmp_path):
    sheet = printing._sheet(know(invitation()), tmp_path / "a.pdf", draft=False, void=False)
    assert sheet.to == "ผู้อำนวยการโรงเรียนในสังกัด ทุกโรงเรียน" and not sheet.draft
    assert sheet.receivers == ("ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา",
                               "ผู้อำนวยการกลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา")
    assert "/๑๓๓๐" in sheet.title    # a file's name cannot hold the stroke, the list can


def test_draft_print_of_a_numbered_paper_is_a_draft_too(tmp_path):
    assert printing._sheet(know(invitation()), tmp_path / "a.pdf", draft=True, void=False).draft


def test_number_and_signer_are_read_from_the_word_file_beside_the_pdf(tmp_path):
    (tmp_path / "a.docx").write_bytes(invitation().read_bytes())
    beside = signing._beside(tmp_path / "a.pdf")
    assert beside and beside.value("signer").startswith("นางสาววันเพ็ญ ศรีสุวรรณ")
    assert signing._number(beside).endswith("/1330")
    assert signing._beside(tmp_path / "b.pdf") is None and signing._number(None) == ""


def test_code_leads_to_the_register_or_names_the_number():
    how = Signing(link="https://saraban.example/{number}")
    assert signing._link(how, Path("a.pdf"), "ศธ 04001/ว 12") == (
        "https://saraban.example/%E0%B8%A8%E0%B8%98%2004001%2F%E0%B8%A7%2012")
    assert signing._link(Signing(), Path("a.pdf"), "218/2562") == "218/2562"
    with pytest.raises(GenError, match=r"E867.*a\.pdf"):
        signing._link(how, Path("a.pdf"), "")
    assert signing._link(replace(how, link="https://saraban.example"), Path("a.pdf"), "") == "https://saraban.example"
