"""gen manual: the office's handbook, its works and flow charts out of the forms, its contents true to its pages."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.drawing.works import Works
from generator.errors import GenError
from generator.form import load
from generator.make import Made, make
from generator.office import Office
from generator.pdf import bookmarks
from generator.word import opc
from generator.word.xml import find_all, parse
from tests import made, paper
from tests.paper import Page

WORKS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "admission": ("การจัดการศึกษาในระบบ", [
        {"title": "จัดทำนโยบาย แนวปฏิบัติการรับนักเรียน", "papers": ["policy"]},
        {"title": "แต่งตั้งคณะกรรมการ ประชุม กำหนดนโยบาย", "decision": "คณะกรรมการเห็นชอบ", "otherwise": 1},
        {"title": "สรุปและรายงานผล", "papers": ["policy", "report"]},
    ]),
    "nonformal": ("การจัดการศึกษานอกระบบ", [{"title": "ศึกษาแนวทาง"}, {"title": "ประสานงาน"}]),
    "permit": ("การจัดการศึกษาโดยครอบครัว", [
        {"title": "ยื่นคำขออนุญาต"},
        {"title": "ขอความเห็นชอบคณะกรรมการเขต", "decision": "คณะกรรมการอนุญาต", "otherwise": "แจ้งไม่อนุญาต พร้อมสิทธิอุทธรณ์"},
        *({"title": f"กำกับ ติดตาม และประเมินผลการจัดการศึกษา ครั้งที่ {n}"} for n in range(1, 22)),
    ]),
}  # fmt: skip
SECTIONS = [{"title": "การศึกษาทุกรูปแบบ", "works": ["admission", "nonformal"]}, {"title": "บ้านเรียน", "works": ["permit"]}]


def forms(folder: Path) -> Path:
    """A folder of forms: the manual, and three small works."""
    shutil.copytree(made.FORMS / "manual", folder / "manual")
    for file in ("page.yaml", "salutations.yaml", "emblem-slot.png"):
        shutil.copy(made.FORMS / file, folder / file)
    for name, (title, steps) in WORKS.items():
        (folder / name).mkdir()
        shutil.copy(made.FORMS / "report" / "report.docx", folder / name / "paper.docx")
        papers = {key: {"title": words, "template": "paper.docx"} for key, words in (("policy", "ประกาศนโยบาย"), ("report", "รายงานผล"))}
        form = {"title": title, "kind": "report", "fields": {"subject": {"label": "เรื่อง"}}, "papers": papers, "steps": steps}
        (folder / name / "form.yaml").write_text(yaml.safe_dump(form, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def office(root: Path) -> Office:
    """An office with those forms, and an order that it has made."""
    (root / "out" / "2562" / "order").mkdir(parents=True)
    shutil.copy(made.papers("order")[0], root / "out" / "2562" / "order" / "คำสั่ง ๒๑๘.docx")
    (root / "forms").mkdir()
    forms(root / "forms")
    return replace(made.office(), root=root)


def manual_of(at: Office, **values: Any) -> Made:
    (case,) = yaml.safe_load((made.FORMS / "manual" / "examples.yaml").read_text(encoding="utf-8"))
    (at.root / "case.yaml").write_text(yaml.safe_dump({**case, **values}, allow_unicode=True), encoding="utf-8")
    return make(load(at.forms, "manual"), [at.root / "case.yaml"], at)


@pytest.fixture(scope="module")
def book(soffice: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual of three works in two sections, with the order."""
    done = manual_of(office(tmp_path_factory.mktemp("manual")), sections=SECTIONS, order_file="คำสั่ง ๒๑๘.docx")
    assert [notice for notice in done.notices if notice.code != "W501"] == []
    return done.papers[0].path


@pytest.fixture(scope="module")
def pdf(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paper.to_pdf(book, tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="module")
def pages(pdf: Path) -> list[Page]:
    return paper.pages(pdf)


def entries(path: Path) -> list[tuple[str, str]]:
    """(words, page) of each line of the contents."""
    root = parse(opc.read(path.read_bytes())["word/document.xml"])
    links = find_all(root, "//w:hyperlink[.//w:instrText]")
    return [(texts[0].replace("\u00a0", " "), texts[1]) for link in links if (texts := [t.text or "" for t in find_all(link, ".//w:t")])]


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_it_is_valid(book: Path, validator: None) -> None:
    assert paper.validate([book]) == []


def test_its_parts_and_works_are_numbered_in_order(book: Path) -> None:
    assert [words for words, _ in entries(book)] == [
        "คำนำ", "สารบัญ", "ตอนที่ ๑ บทนำ", "แนวคิด", "วัตถุประสงค์", "วิสัยทัศน์ (Vision)", "ขอบข่าย/ภารกิจ",
        "ตอนที่ ๒ ขั้นตอนการปฏิบัติงาน", "๒.๑ การศึกษาทุกรูปแบบ", "๒.๑.๑ การจัดการศึกษาในระบบ", "๒.๑.๒ การจัดการศึกษานอกระบบ",
        "๒.๒ บ้านเรียน", "ตอนที่ ๓ คำสั่ง/งานในหน้าที่รับผิดชอบ",
    ]  # fmt: skip


def test_the_contents_name_the_page_that_is_printed_on_each(book: Path, pages: list[Page]) -> None:
    """What a reader does: look up the number in the contents, leaf to the page that bears it, find the heading."""
    printed = {found[1]: page for page in pages if (found := re.match(r"- (\S+) -\n", page.text))}
    for words, number in entries(book):
        assert bare(words) in bare(printed[number].text), f"{words} is not on page {number}"


def test_the_front_is_numbered_in_letters_and_the_body_in_digits(pages: list[Page]) -> None:
    numbers = [found[1] if (found := re.match(r"- (\S+) -\n", page.text)) else "" for page in pages]
    assert numbers[:4] == ["", "ก", "ข", "๑"]
    shown = [number for number in numbers[3:] if number]
    assert shown[:3] == ["๑", "๒", "๓"] and not re.search("[0-9A-Za-z]", "".join(shown))


def test_every_step_stands_in_the_list_and_in_the_flow_chart(pages: list[Page]) -> None:
    text = bare("".join(page.text for page in pages))
    for _, steps in WORKS.values():
        for step in steps:
            assert text.count(bare(step["title"].translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))) >= 2, step
    assert bare("เอกสาร: ประกาศนโยบาย, รายงานผล") in text and "แจ้งไม่อนุญาต" in text and "คณะกรรมการอนุญาต" in text


def test_a_long_flow_chart_goes_on_over_the_pages(book: Path) -> None:
    root = parse(opc.read(book.read_bytes())["word/document.xml"])
    drawings = find_all(root, "//wp:docPr[not(ancestor::mc:Fallback) and starts-with(@descr, 'ผังงาน')]/@descr/..")
    alts = [str(drawing.get("descr")) for drawing in drawings]
    assert sum("แผ่นที่" in alt for alt in alts) == 3 and len(alts) == 5


def test_the_order_is_its_last_part(pages: list[Page], pdf: Path) -> None:
    alone = paper.pages(paper.to_pdf(made.papers("order")[0], pdf.parent / "order"))
    assert [bare(line.text) for line in pages[-len(alone)].lines] == [bare(line.text) for line in alone[0].lines]
    assert bare("ปฏิบัติงานและรับผิดชอบ") in bare(pages[-1].text)


def test_its_letters_are_of_one_font(pdf: Path) -> None:
    assert {name.partition("-")[0] for name in paper.fonts(pdf)} == {"SarabanPSK", "SarabanIT9"}


def test_a_changed_step_changes_the_manual(tmp_path: Path, soffice: None) -> None:
    at = office(tmp_path)
    file = at.forms / "nonformal" / "form.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("ประสานงาน", "มอบหมายภารกิจ"), encoding="utf-8")
    words = paper.text(manual_of(at, sections=SECTIONS).papers[0].path)
    assert "มอบหมายภารกิจ" in words and "ประสานงาน" not in words


def test_without_sections_every_work_is_one(tmp_path: Path, soffice: None) -> None:
    found = [words for words, _ in entries(manual_of(office(tmp_path)).papers[0].path)]
    assert [words for words in found if words.startswith("๒.")] == [f"๒.{n} {WORKS[name][0]}" for n, name in zip("๑๒๓", sorted(WORKS), strict=True)]


def test_works_stand_in_the_order_and_by_the_titles_of_the_offices_own_manual() -> None:
    """The seed manual: sections 2.1 to 2.5, the first with two works."""
    works = Works(made.FORMS)
    assert [section.works for section in works.sections] == [
        ("admission", "nonformal"), ("permit",), ("localgov",), ("special",), ("quota",),
    ]  # fmt: skip
    assert [work.title for work in works][:2] == ["การจัดการศึกษาในระบบ", "การจัดการศึกษานอกระบบ"]
    assert works.sections[-1].title == "การส่งเสริมและสนับสนุนนักเรียนในโควตาพิเศษ"


def test_works_without_a_chapter_come_after_those_with_one(tmp_path: Path) -> None:
    forms(tmp_path)
    file = tmp_path / "permit" / "form.yaml"
    file.write_text(f"chapter: {{place: 1, title: บ้านเรียนของเรา}}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert [(work.name, work.title) for work in Works(tmp_path)] == [
        ("permit", "บ้านเรียนของเรา"), ("admission", "การจัดการศึกษาในระบบ"), ("nonformal", "การจัดการศึกษานอกระบบ"),
    ]  # fmt: skip


def test_the_newest_order_of_duties_is_taken_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "places", lambda docx, fonts: {})
    assert "นายรอง" in paper.text(manual_of(office(tmp_path)).papers[0].path)


def test_without_an_order_there_is_room_for_the_signed_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "places", lambda docx, fonts: {})
    at = office(tmp_path)
    shutil.rmtree(at.out)
    text = paper.text(manual_of(at).papers[0].path)
    assert "(แนบคำสั่งกำหนดหน้าที่ความรับผิดชอบที่ลงนามแล้วต่อจากหน้านี้)" in text and "แทรกเอกสาร" not in text


def test_a_work_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GenError) as caught:
        manual_of(office(tmp_path), sections=[{"title": "ก", "works": ["admision"]}])
    assert 'ไม่มีช่อง "admision"' in str(caught.value)


def test_an_order_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GenError) as caught:
        manual_of(office(tmp_path), order_file="ไม่มี.docx")
    assert str(caught.value).startswith("E301 ไม่พบไฟล์ ไม่มี.docx")


@pytest.mark.office
@pytest.mark.parametrize("name", ["คำสั่งที่ ๒๑๘-๒๕๖๒ การกำหนดหน้าที่.docx", "คำสั่งที่ 218-2562 การกำหนดหน้าที่.docx"])
def test_an_order_is_found_however_its_name_is_typed(name: str, tmp_path: Path) -> None:
    """The paper that names it holds ที่ and its number together, and writes Thai digits."""
    at = office(tmp_path)
    (order,) = at.out.rglob("*.docx")
    order.rename(order.with_name(name))
    for typed in (name, f"out/2562/order/{name}"):
        assert len(manual_of(at, order_file=typed, title=f"คู่มือ {typed[:3]}").papers) == 1


def test_a_file_outside_the_office_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "secret.docx").write_bytes(made.papers("order")[0].read_bytes())
    (tmp_path / "office").mkdir()
    with pytest.raises(GenError):
        manual_of(office(tmp_path / "office"), order_file="../secret.docx")


def test_without_libreoffice_word_is_asked_to_number_the_contents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "places", lambda docx, fonts: {})
    done = manual_of(office(tmp_path))
    assert "W604" in [notice.code for notice in done.notices]
    body = opc.read(done.papers[0].path.read_bytes())["word/document.xml"]
    assert b'w:fldCharType="begin" w:dirty="true"' in body and {page for _, page in entries(done.papers[0].path)} == {""}


def test_works_are_found_by_folder_and_by_title(tmp_path: Path) -> None:
    works = Works(forms(tmp_path))
    assert works["permit"] is works["การจัดการศึกษาโดยครอบครัว"] and len(works) == 3
    assert works["admission"].steps[2].papers == ("ประกาศนโยบาย", "รายงานผล")
    with pytest.raises(KeyError):
        works["letter"]
