"""The two templates of forms/order, read on paper: lists of any length, signatures of every kind, nothing left empty."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.office import Signer
from generator.render import Template
from generator.thai import BlankDay, BlankNumber, Day, DocNumber, Person
from tests import paper
from tests.made import FORMS

LEFT = 3.0
OFFICE = {"name": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต 1", "short": "สพป.เลย เขต 1"}
DIRECTOR = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต 1"
DEPUTY = ("รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา ปฏิบัติราชการแทน", DIRECTOR)
POSITIONS = ("ครู", "ผู้อำนวยการโรงเรียนบ้านนาสมมติ", "ศึกษานิเทศก์ชำนาญการพิเศษ", "ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา", None)
NAMES = ("นายสมชาย ใจดี", "นางสาวพรรณราย วงศ์สุวรรณกุล", "ว่าที่ร้อยตรีณัฐวุฒิ จันทร์เพ็ง")


def signer(name: str = "นายรอง ปัญส์งกา", lines: tuple[str, ...] = (DIRECTOR,)) -> Signer:
    return Signer("", Person.parse(name), lines)


def member(n: int, of: int) -> dict[str, Any]:
    last = {of - 2: "กรรมการและเลขานุการ", of - 1: "กรรมการและผู้ช่วยเลขานุการ"} if of > 2 else {}
    name = Person.parse(NAMES[n % len(NAMES)])
    return {"name": name, "position": POSITIONS[n % len(POSITIONS)], "role": last.get(n, "กรรมการ" if n else "ประธานกรรมการ")}


def committee(title: str, members: int, *duties: str) -> dict[str, Any]:
    return {"title": title, "sub": None, "members": [member(n, members) for n in range(members)], "duties": duties}


def officer(duties: int, remark: str | None = None) -> dict[str, Any]:
    return {"name": Person.parse(NAMES[0]), "position": "ครู", "duties": ["งานสารบรรณ"] * duties, "remark": remark}


def old(n: int) -> dict[str, Any]:
    return {"number": DocNumber.parse(f"{n}/2560"), "date": Day(date(2017, 1, 1)), "subject": f"เก่า {n}"}


def made(template: str, to: Path, **values: Any) -> Path:
    """A paper of one of the templates, every optional field empty unless given."""
    context = {
        "office": OFFICE, "number": DocNumber.parse("218/2562"), "date": Day(date(2019, 6, 7)), "subject": "ทดสอบ",
        "reason": ["ด้วยมีเหตุ"], "power": None, "order_text": None, "revokes": (), "effective": None, "signer": signer(),
        "people": (), "committees": (), "clauses": (), "amends": (), "names_at": None, **values,
    }  # fmt: skip
    to.write_bytes(Template(FORMS / "order" / f"{template}.docx").render(context))
    return to


def lines(file: Path) -> list[str]:
    return paper.plain(paper.text(file)).split("\n")


# --- words


def test_a_duty_order_without_its_optional_parts_says_no_more_than_it_has(tmp_path):
    found = lines(made("duty-order", tmp_path / "a.docx", people=[officer(1)]))
    assert found[1:10] == [
        "คำสั่งสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑", "ที่ ๒๑๘/๒๕๖๒", "เรื่อง ทดสอบ", "", "ด้วยมีเหตุ",
        f"{OFFICE['name'][:-1]}๑ จึงกำหนดหน้าที่ความรับผิดชอบให้ข้าราชการและลูกจ้างปฏิบัติ ดังรายละเอียดแนบท้ายคำสั่งนี้",
        "อนึ่ง คำสั่งใดที่ขัดหรือแย้งกับคำสั่งนี้ ให้ใช้คำสั่งนี้แทน", "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒", "",
    ]  # fmt: skip
    assert found[10:14] == ["", "", "(นายรอง  ปัญส์งกา)", DIRECTOR.replace("1", "๑")]


@pytest.mark.parametrize("template", ["duty-order", "committee-order"])
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_revoked_orders_are_told_one_by_one(template, count, tmp_path):
    values = {"people": [officer(1)], "committees": [committee("คณะ", 1)], "revokes": [old(n + 1) for n in range(count)]}
    text = " ".join(lines(made(template, tmp_path / "a.docx", **values)))
    told = [f"คำสั่ง{OFFICE['name'][:-1]}๑ ที่ {n}/๒๕๖๐ ลงวันที่ ๑ มกราคม ๒๕๖๐ เรื่อง เก่า {n}" for n in "๑๒๓"[:count]]
    joined = {0: "", 1: "ยกเลิก{}", 2: "ยกเลิก{} และ{}", 3: "ยกเลิก{} {} และ{}"}[count].format(*told)
    assert ("ยกเลิก" in text) == bool(count) and joined in text and "  " not in joined


def test_a_committee_of_one_duty_tells_it_on_the_line_and_of_more_numbers_them(tmp_path):
    boards = [committee("ก", 1, "ดูแล"), committee("ข", 2, "ตรวจ", "รายงาน"), committee("ค", 1)]
    found = [line for line in lines(made("committee-order", tmp_path / "a.docx", committees=boards)) if line]
    assert found[found.index("๑. ก") : found.index("๓. ค")] == [
        "๑. ก", "๑.๑", NAMES[0], "ครู", "ประธานกรรมการ", "มีหน้าที่  ดูแล",
        "๒. ข", "๒.๑", NAMES[0], "ครู", "ประธานกรรมการ", "๒.๒", NAMES[1], POSITIONS[1], "กรรมการ",
        "มีหน้าที่ ดังต่อไปนี้", "(๑) ตรวจ", "(๒) รายงาน",
    ]  # fmt: skip
    assert not [line for line in found[found.index("๓. ค") :] if line.startswith("มีหน้าที่")]


def test_a_rank_stands_before_the_signature_in_place_of_an_empty_line(tmp_path):
    plain, ranked = (
        lines(made("committee-order", tmp_path / f"{n}.docx", committees=[committee("ก", 1)], signer=signer(name, DEPUTY)))
        for n, name in enumerate(("นายสมชาย ใจดี", "ว่าที่ร้อยตรีสมชาย ใจดี"))
    )
    day = next(n for n, line in enumerate(plain) if line.startswith("สั่ง ณ วันที่"))
    assert plain[day + 1 :][:4] == ["", "", "", "(นายสมชาย  ใจดี)"]
    assert ranked[day + 1 :][:4] == ["", "", "ว่าที่ร้อยตรี", "(สมชาย  ใจดี)"]
    assert ranked[day + 5 :] == [line.replace("1", "๑") for line in DEPUTY]


def test_number_and_day_not_given_yet_leave_a_visible_blank(tmp_path):
    values = {"number": BlankNumber(2569), "date": BlankDay(), "people": [officer(1)]}
    found = lines(made("duty-order", tmp_path / "a.docx", **values))
    number, day = (next(line for line in found if line.startswith(words)) for words in ("ที่", "สั่ง ณ"))
    assert re.fullmatch(r"ที่ +/๒๕๖๙|ที่ \W+/๒๕๖๙", number) and len(day) > len("สั่ง ณ วันที่ พ.ศ.") + 5


def test_what_comes_late_stands_in_runs_of_its_own(tmp_path):
    file = made("duty-order", tmp_path / "a.docx", people=[officer(1)])
    runs = re.findall(r'<w:rStyle w:val="late"/></w:rPr><w:t[^>]*>([^<]*)<', paper.canonical(file).decode())
    runs = runs or re.findall(r'<w:rStyle w:val="late"></w:rStyle></w:rPr><w:t[^>]*>([^<]*)<', paper.canonical(file).decode())
    number, day = "๒๑๘/๒๕๖๒", "๗ มิถุนายน พ.ศ. ๒๕๖๒"
    assert [paper.plain(text) for text in runs] == [number, day, number, day]


# --- pages


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory, soffice):
    """PDFs of long papers, laid out in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("orders")
    deputy = signer("ว่าที่ร้อยตรีสมชาย ใจดี", DEPUTY)
    board = committee("คณะกรรมการดำเนินงาน", 120, "ดูแล", "ตรวจ")
    files = [made("committee-order", folder / "large.docx", committees=[committee("ก", 3, "ดูแล"), board], signer=deputy)]
    for n in range(8, 33, 2):
        boards = [committee("คณะแรก", n, *["ตรวจ"] * (n % 4)), committee("คณะสอง", 3, "ดูแล")]
        files.append(made("committee-order", folder / f"c{n}.docx", committees=boards, signer=deputy))
    line = "ด้วยมีเหตุอันควรที่จะต้องปรับปรุงคำสั่งให้เหมาะสมกับสภาพการปฏิบัติงานในปัจจุบัน ตามที่เห็นสมควร "
    for n in range(14, 34):
        reason = ["ด้วยมีเหตุ", *[line] * (n // 2)]
        values = {"people": [officer(2)], "signer": deputy if n % 3 else signer("นายสมชาย ใจดี")}
        files.append(made("duty-order", folder / f"d{n}.docx", reason=reason, **values))
    return {pdf.stem: paper.pages(pdf) for pdf in paper.to_pdfs(files, folder)}


def test_a_committee_of_120_stands_in_straight_columns_over_all_pages(laid_out):
    pages = laid_out["large"]
    found = [line for page in pages for line in page.lines]
    assert len(pages) >= 4
    numbers = [line for line in found if re.match(r"๒\.[๐-๙]+(?![๐-๙.])", line.text)]
    assert len(numbers) == 120, "a number is broken over two lines"
    assert {round(line.left, 1) for line in numbers} == {LEFT + 2.5}
    assert {round(word.left, 1) for page in pages for word in page.words if word.text == "กรรมการ"} == {15.9}
    assert all(line.right <= 19.05 for line in found)
    for number, page in enumerate(pages[1:], 2):
        assert f"- {'๐๑๒๓๔๕๖๗๘๙'[number]} -" in page.text and not page.images


def test_no_heading_is_left_at_the_foot_of_a_page(laid_out):
    for name, pages in laid_out.items():
        for page in pages[:-1]:
            last = page.lines[-1]
            assert not last.bold and "ดังต่อไปนี้" not in last.text, f"{name}: {last.text}"


def test_the_signature_stands_with_lines_of_text_however_long_the_order_is(laid_out):
    for name, pages in laid_out.items():
        signed = [page for page in pages if "สมชาย ใจดี)" in page.text]
        assert len(signed) == 1, name
        (page,) = signed
        words = [line.text for line in page.lines]
        assert any(text.startswith("สั่ง ณ วันที่") for text in words), f"{name}: {words}"
        day = next(n for n, text in enumerate(words) if text.startswith("สั่ง ณ วันที่"))
        assert [text for text in words[:day] if not re.fullmatch("- [๐-๙] -", text)], f"{name}: the signature stands alone"
        assert "สมชาย ใจดี)" in "".join(words[day + 1 : day + 3]) and "ผู้อำนวยการ" in words[-1], name


def test_the_rank_stands_left_of_the_hand_that_signs(laid_out):
    page = laid_out["c8"][-1]
    rank, name = page.line("ว่าที่ร้อยตรี"), page.line("(สมชาย ใจดี)")
    assert rank.left == pytest.approx(LEFT + 5.5, abs=0.05) and rank.right < name.center - 2
    assert name.center == pytest.approx(LEFT + 9.5, abs=0.05)


def test_the_annex_of_every_order_begins_on_the_page_after_the_signature(laid_out):
    for name, pages in laid_out.items():
        if name.startswith("d"):
            signed = next(n for n, page in enumerate(pages) if "สมชาย ใจดี)" in page.text)
            assert len(pages) == signed + 2 and "รายละเอียดแนบท้าย" in pages[-1].text, name


def test_the_made_papers_are_valid(tmp_path, validator):
    files = [
        made("duty-order", tmp_path / "a.docx", people=[officer(1), officer(9, "ผู้ตรวจ")], revokes=[old(1)], effective="ก"),
        made("committee-order", tmp_path / "b.docx", committees=[committee("ก", 5, "ก", "ข")], signer=signer(lines=DEPUTY)),
    ]
    assert paper.validate(files) == []


def test_from_the_day_to_the_last_line_each_paragraph_keeps_the_next_on_its_page():
    """What the pages above show, for Word too: from the last lines of text on, no paragraph lets the next one go."""
    for template in ("duty-order", "committee-order"):
        told = (FORMS / "order" / f"{template}.outline.txt").read_text(encoding="utf-8")
        keeping = set(re.findall(r"^style ([^:]+): .*keepNext", told, re.MULTILINE))
        closing = told[told.index("[เนื้อความติดกัน] {%p if effective %}") :].partition("\n[จบส่วน]")[0]
        assert set(re.findall(r"^\[([^]]+)\]", closing, re.MULTILINE)) <= keeping


# --- orders of every kind


def boards() -> list[dict[str, Any]]:
    by_post = {"name": None, "position": "ผู้อำนวยการโรงเรียน ทุกโรงเรียน", "role": "กรรมการ"}
    main = committee("คณะกรรมการ", 2)
    return [{**main, "members": [*main["members"], by_post]}, {**committee("คณะอนุกรรมการ", 1), "sub": True}, committee("คณะทำงาน", 1)]


@pytest.mark.parametrize("annexed", [False, True])
def test_a_committee_by_position_and_a_sub_committee_stand_in_the_order_or_behind_it(annexed, tmp_path):
    at = "แนบท้ายคำสั่ง" if annexed else None
    found = [line for line in lines(made("committee-order", tmp_path / "a.docx", committees=boards(), names_at=at)) if line]
    start = found.index("๑. คณะกรรมการ")
    assert found[start + 9 : start + 17] == [
        "๑.๓", "ผู้อำนวยการโรงเรียน ทุกโรงเรียน", "กรรมการ", "๑.๔ คณะอนุกรรมการ", "๑.๔.๑", NAMES[0], "ครู", "ประธานกรรมการ"]  # fmt: skip
    assert found[start + 17] == "๒. คณะทำงาน"
    assert (start > found.index("(นายรอง  ปัญส์งกา)")) == annexed
    assert any(line.startswith("รายชื่อคณะกรรมการแนบท้ายคำสั่ง") for line in found) == annexed


def test_names_without_duties_stand_in_the_order_or_in_a_table_without_that_column(tmp_path):
    people = [{"name": Person.parse(name), "position": "ครู", "duties": (), "remark": None} for name in NAMES]
    values = {"people": people, "order_text": "จึงให้ข้าราชการเดินทางไปราชการ"}
    here = "\n".join(lines(made("duty-order", tmp_path / "a.docx", names_at="ในคำสั่ง", **values)))
    behind = "\n".join(lines(made("duty-order", tmp_path / "b.docx", **values)))
    assert f"๒. {NAMES[1]} ตำแหน่ง ครู" in here and "แนบท้าย" not in here
    assert "ดังรายชื่อแนบท้ายคำสั่งนี้" in behind and "ปฏิบัติงานและรับผิดชอบ" not in behind
    assert not [text for text in (here, behind) if "อนึ่ง" in text or "หน้าที่ความรับผิดชอบ" in text]


def test_an_amendment_and_a_revocation_alone_say_what_is_ordered_once(tmp_path):
    changed = {**old(1), "changes": ("ให้เพิ่มข้อ 3", "ให้ตัดข้อ 4")}
    amended = lines(made("order", tmp_path / "a.docx", amends=[changed]))
    revoked = lines(made("order", tmp_path / "b.docx", revokes=[old(1), old(2)]))
    office = f"{OFFICE['name'][:-1]}๑"
    assert f"{office} จึงให้แก้ไขเพิ่มเติมคำสั่ง{office} ที่ ๑/๒๕๖๐ ลงวันที่ ๑ มกราคม ๒๕๖๐ เรื่อง เก่า ๑ ดังต่อไปนี้" in amended
    assert [line for line in amended if line.startswith("(๑") or line.startswith("(๒")] == ["(๑) ให้เพิ่มข้อ ๓", "(๒) ให้ตัดข้อ ๔"]
    assert sum("จึงให้ยกเลิกคำสั่ง" in line for line in revoked) == 1 and "แก้ไข" not in "".join(revoked)


def test_an_order_of_points_numbers_them_and_one_change_stands_in_the_sentence(tmp_path):
    changed = {**old(1), "changes": ("ให้เพิ่มข้อ 3",)}
    found = lines(made("order", tmp_path / "a.docx", clauses=("ทำ ก", "ทำ ข"), amends=[changed], revokes=[old(2)]))
    office = f"{OFFICE['name'][:-1]}๑"
    start = found.index(f"{office} จึงสั่งการ ดังต่อไปนี้")
    assert found[start + 1 : start + 3] == ["๑. ทำ ก", "๒. ทำ ข"]
    assert found[start + 3].startswith("ให้แก้ไขเพิ่มเติมคำสั่ง") and found[start + 3].endswith("โดยให้เพิ่มข้อ ๓")
    assert found[start + 5].startswith("ให้ยกเลิกคำสั่ง")
