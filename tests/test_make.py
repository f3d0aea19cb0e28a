"""The road walked whole: orders as a director would sign them, measured on their pages."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from generator.case import read_cases
from generator.make import make
from generator.office import shipped
from tests import made, paper
from tests.paper import Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEFT, RIGHT = 3.0, 19.0  # cm: margins 3 and 2 on A4


def order(folder: Path, **values: Any) -> Path:
    """The Word file of one order, made from YAML."""
    case = {"subject": "กำหนดหน้าที่", "reason": "ด้วยมีเหตุ", "number": "1/2569", "date": "5 มกราคม 2569", **values}
    (folder / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    done = make(made.form("order"), [folder / "case.yaml"], replace(made.office(), root=folder))
    return done.papers[-1].path


def person(n: int, duties: int = 2) -> dict[str, Any]:
    return {"name": f"นายสมชาย ใจดี{'กขคง'[n % 4] * (n // 4 + 1)}"[:60], "position": "ครู", "duties": [f"งานที่ {d}" for d in range(duties)]}


@pytest.fixture(scope="session")
def manual(soffice: None) -> list[Page]:
    """The pages of the manual's own order, ที่ ๒๑๘/๒๕๖๒."""
    return paper.pages(paper.to_pdf(made.papers("order")[0], made.folder() / "pdf"))


def test_the_emblem_is_3_cm_high_in_the_middle_1_5_cm_from_the_top(manual: list[Page]) -> None:
    (emblem,) = manual[0].images
    assert emblem.height == pytest.approx(3.0, abs=0.05) and emblem.top == pytest.approx(1.5, abs=0.05)
    assert emblem.center == pytest.approx((LEFT + RIGHT) / 2, abs=0.05)
    assert manual[1].images == ()


def test_the_workbook_of_the_manuals_order_says_the_same() -> None:
    (case,), said = read_cases(made.form("order"), shipped("data") / "order-218-2562.xlsx", made.office())
    assert said == [] and case.values == made.cases("order")[0].values


@pytest.mark.parametrize("words", ["คำสั่งสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑", "ที่ ๒๑๘/๒๕๖๒", "เรื่อง การกำหนดหน้าที่"])
def test_the_heading_is_bold_and_centred(manual: list[Page], words: str) -> None:
    line = manual[0].line(words)
    assert line.bold and line.size == pytest.approx(16, abs=0.1)
    assert line.center == pytest.approx((LEFT + RIGHT) / 2, abs=0.05)


def test_a_short_rule_stands_under_the_heading(manual: list[Page]) -> None:
    (rule,) = manual[0].rules
    assert rule.width == pytest.approx(5.0, abs=0.1) and rule.center == pytest.approx((LEFT + RIGHT) / 2, abs=0.05)
    assert manual[0].line("เรื่อง").baseline < rule.top < manual[0].line("ตามที่สำนักงาน").baseline


@pytest.mark.parametrize("words", ["ตามที่สำนักงาน", "เนื่องจากมีบุคลากร", "อาศัยอำนาจตามความใน", "ทั้งนี้ ตั้งแต่"])
def test_a_paragraph_begins_2_5_cm_in(manual: list[Page], words: str) -> None:
    assert manual[0].line(words).left == pytest.approx(LEFT + 2.5, abs=0.05)


def test_no_line_leaves_the_margins(manual: list[Page]) -> None:
    for page in manual:
        for line in page.lines:
            assert line.left >= LEFT - 0.05 and line.right <= RIGHT + 0.1, line.text
            assert line.baseline <= 29.7 - 2.0


def test_lines_are_as_far_apart_as_th_sarabun_sets_them(manual: list[Page]) -> None:
    """18.1 pt at 16 pt, and 6 pt more before a paragraph."""
    first = manual[0].line("ตามที่สำนักงาน")
    second = manual[0].lines[manual[0].lines.index(first) + 1]
    assert (second.baseline - first.baseline) / 2.54 * 72 == pytest.approx(18.1, abs=0.3)
    after = manual[0].line("เนื่องจากมีบุคลากร")
    assert (after.baseline - second.baseline) / 2.54 * 72 == pytest.approx(24.1, abs=0.3)


def test_the_signature_stands_four_lines_below_the_day_on_one_axis(manual: list[Page]) -> None:
    day, name, position = (manual[0].line(words) for words in ("สั่ง ณ วันที่", "(นายรอง", "ผู้อำนวยการสำนักงานเขต"))
    assert day.text == "สั่ง ณ วันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒"
    assert (name.baseline - day.baseline) / 2.54 * 72 == pytest.approx(4 * 18.1, abs=1)
    assert name.center == pytest.approx(position.center, abs=0.05)


def test_the_annex_is_a_page_of_its_own_with_the_same_number_and_day(manual: list[Page]) -> None:
    assert len(manual) == 2
    assert manual[1].line("- ๒ -").center == pytest.approx((LEFT + RIGHT) / 2, abs=0.05)
    assert "- ๑ -" not in manual[0].text
    assert manual[1].line("ที่ ๒๑๘/๒๕๖๒").text == "ที่ ๒๑๘/๒๕๖๒ ลงวันที่ ๗ มิถุนายน พ.ศ. ๒๕๖๒"
    assert manual[1].line("๘.").baseline < 29.7 - 2.0


def test_the_font_is_the_one_asked_for(manual: list[Page]) -> None:
    assert all(word.font.startswith("Saraban") for page in manual for word in page.words)


def test_three_hundred_officers_make_one_table_with_repeated_headings(tmp_path: Path, soffice: None) -> None:
    file = order(tmp_path, people=[person(n, duties=8) for n in range(300)])
    with zipfile.ZipFile(file) as package:
        (table,) = etree.fromstring(package.read("word/document.xml")).iter(f"{W}tbl")
    rows = table.findall(f"{W}tr")
    assert len(rows) == 301 and all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None] == [rows[0]]
    pages = paper.pages(paper.to_pdf(file, tmp_path))
    assert len(pages) > 50
    for n, page in enumerate(pages[1:], 2):
        assert page.line("ชื่อ").bold and f"- {thai(n)} -" in page.text
        numbers = [word.text for word in page.words if re.match("[๐-๙]+", word.text) and word.left < 4]
        assert len(numbers) * 8 == len(re.findall(r"งานที่ [๐-๙]", page.text)), "a row never parts from its duties"


@pytest.mark.parametrize("officers", [1, 2, 30])
def test_any_number_of_officers_stands_in_the_annex(officers: int, tmp_path: Path) -> None:
    words = paper.plain(paper.text(order(tmp_path, people=[person(n) for n in range(officers)])))
    assert words.count("งานที่ ๐") == officers and f"\n{thai(officers)}\n" in words


def test_the_signature_never_stands_alone_on_a_page(tmp_path: Path, soffice: None) -> None:
    line = "ด้วยมีเหตุอันควรที่จะต้องปรับปรุงคำสั่งให้เหมาะสมกับสภาพการปฏิบัติงานในปัจจุบัน " * 2
    files = []
    for paragraphs in range(1, 16):
        (tmp_path / str(paragraphs)).mkdir()
        made_file = order(tmp_path / str(paragraphs), reason=[line] * paragraphs, people=[person(1)])
        files.append(made_file.rename(tmp_path / f"{paragraphs}.docx"))
    for pdf in paper.to_pdfs(files, tmp_path):
        signed = next(page for page in paper.pages(pdf) if "(นายรอง" in page.text)
        before = [line.text for line in signed.lines if line.baseline < signed.line("สั่ง ณ วันที่").baseline]
        assert any("ทั้งนี้" in text for text in before) and "ผู้อำนวยการ" in signed.text, pdf.name


def test_revoked_orders_are_joined_as_thai_joins_them(tmp_path: Path) -> None:
    old = [{"number": f"{n}/2560", "date": "1 มกราคม 2560", "subject": f"เก่า {n}"} for n in (1, 2, 3)]
    words = paper.text(order(tmp_path, people=[person(1)], revokes=old)).replace("\u00a0", " ")
    assert "โดยยกเลิกคำสั่ง" in words and "เก่า ๑ คำสั่ง" in words and "เก่า ๒ และคำสั่ง" in words


@pytest.mark.parametrize("value", ["A & B", "<โรงเรียน>", "</w:t>", "“อ้าง” 'อ้าง'", "😀 ยิ้ม", "{{ number }}", "{% if %}", "a\\b", "ก" * 10_000])
def test_what_is_typed_comes_out_as_typed(value: str, tmp_path: Path) -> None:
    file = order(tmp_path, subject="เรื่องหนึ่ง", people=[{**person(1), "remark": value}])
    assert value in paper.text(file).split("\n")


def test_addresses_and_codes_keep_their_digits(tmp_path: Path) -> None:
    remark = "ห้อง 3 ติดต่อ loei1@obec.go.th หรือ www.loei1.go.th/2569 แบบ A4"
    words = paper.text(order(tmp_path, people=[{**person(1), "remark": remark}])).replace("\u00a0", " ")
    assert "ห้อง ๓ ติดต่อ loei1@obec.go.th หรือ www.loei1.go.th/2569 แบบ A4" in words


def thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
