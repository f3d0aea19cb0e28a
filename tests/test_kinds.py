"""Each kind of paper measured on its pages against forms/page.yaml (see figures.py), and read as its clause says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.render import Template
from generator.template.frame import parts
from generator.word import opc
from tests import figures, made, paper
from tests.figures import LEFT, RIGHT, RULES, Papers

KINDS = ("letter", "memo", "stamped", "announcement", "minutes", "certificate", "report")
RED = "FF0000"


@pytest.fixture(scope="session")
def papers(soffice: None) -> Papers:
    return figures.laid_out()


# --- figures


@pytest.mark.parametrize("kind", figures.KINDS)
def test_every_figure_stands_on_the_page_as_asked(kind: str, papers: Papers) -> None:
    found = list(figures.figures({kind: papers[kind]}))
    assert [figure for figure in found if not figure.is_met] == []
    assert [figure.name for figure in found if not figures.clause(kind, figure.rule)] == [], "page.yaml names no source"


def test_the_docs_show_the_figures_as_they_are_measured(papers: Papers) -> None:
    """Word for word but for the last digits of what is measured: another LibreOffice may round otherwise."""
    shown, now = (re.split(r"\| (\d+\.\d\d) \| (?=\D)", text) for text in (figures.DOC.read_text(encoding="utf-8"), figures.document(papers)))
    assert shown[::2] == now[::2], "run: python -m tests.figures"
    assert [float(one) for one in shown[1::2]] == pytest.approx([float(one) for one in now[1::2]], abs=0.02), "run: python -m tests.figures"


# --- pages


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_leaves_the_margins(kind: str, papers: Papers) -> None:
    for pages in papers[kind]:
        for page in pages:
            for line in page.lines:
                secret = line.size > 30
                assert line.left >= LEFT - 0.05 and line.right <= RIGHT + 0.1, line.text
                assert line.baseline <= 29.7 - (0.4 if secret else 2.0), line.text


@pytest.mark.parametrize("kind", KINDS)
def test_one_font_draws_every_letter(kind: str, papers: Papers) -> None:
    assert all(word.font.startswith("Saraban") for pages in papers[kind] for page in pages for word in page.words)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "certificate"])
def test_a_long_case_runs_over_pages_that_are_numbered_from_the_second(kind: str, papers: Papers) -> None:
    longest = max(papers[kind], key=len)
    assert len(longest) >= 2 and "- ๑ -" not in longest[0].text
    for n, page in enumerate(longest[1:], 2):
        assert page.line(f"- {'๐๑๒๓๔๕๖๗๘๙'[n]} -").baseline < 3.1 and not page.images


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_ends_a_page_and_no_signature_stands_alone(kind: str, papers: Papers) -> None:
    for pages in papers[kind]:
        for page in pages[:-1]:
            text = [line for line in page.lines if line.size < 30]
            assert not text[-1].bold, text[-1].text
        for page in pages:
            signed = next((n for n, line in enumerate(page.lines) if line.text.startswith("(นา")), None)
            if signed is not None:
                assert any(line.left > LEFT + 2 and not re.fullmatch(r"- . -", line.text) for line in page.lines[:signed])


# --- words


def words(kind: str, example: int) -> list[str]:
    return paper.plain(paper.text(made.papers(kind)[example])).split("\n")


def test_a_letter_closes_as_it_greets() -> None:
    for example in range(4):
        text = words("letter", example)
        greeting = next(line for line in text if re.match("เรียน\t|กราบเรียน\t|นมัสการ\t", line)).split("\t")[0]
        pairs = {"เรียน": "ขอแสดงความนับถือ", "นมัสการ": "ขอนมัสการด้วยความเคารพ"}
        assert pairs[greeting] in text


def test_a_draft_has_no_empty_label_and_shows_what_is_to_come() -> None:
    text = words("letter", 1)
    assert not [line for line in text if line.startswith(("อ้างถึง", "สิ่งที่ส่งมาด้วย", "สำเนาส่ง", "ด่วน", "ลับ"))]
    assert re.fullmatch(r"ที่  ศธ ๐๔xxx/ +\tสำนักงาน.*", next(line for line in text if line.startswith("ที่ ")))


def test_a_single_enclosure_or_reference_is_not_numbered() -> None:
    text = words("letter", 2)
    assert "สิ่งที่ส่งมาด้วย\tสรุปผลการตรวจสอบข้อเท็จจริง\tจำนวน ๑ ชุด" in text
    assert any(line.startswith("อ้างถึง\tหนังสือ") for line in text)
    many = words("letter", 3)
    assert [line.split("\t")[:2] for line in many if line.count("\t") == 2][:2] == [["อ้างถึง", "๑."], ["", "๒."]]


def test_secrecy_stands_in_red_at_the_top_and_foot_of_every_page(papers: Papers) -> None:
    for kind, example, word in (("letter", 3, "ลับมาก"), ("memo", 0, "ลับ")):
        for page in papers[kind][example]:
            top, foot = [line for line in page.lines if line.text == word and line.size > 30]
            assert top.baseline < 1.5 and foot.baseline > 28 and top.bold and foot.bold
        header = paper.text(made.papers(kind)[example], "word/header2.xml") + paper.text(made.papers(kind)[example], "word/footer2.xml")
        assert header.split() == [word, word]
    assert f'<w:color w:val="{RED}"' in paper.canonical(made.papers("letter")[3], "word/styles.xml").decode()


def test_a_memo_has_no_closing_and_its_head_ends_in_dots() -> None:
    text = words("memo", 0)
    assert not any("ขอแสดงความนับถือ" in line for line in text)
    assert [line.endswith("\t") for line in text if line.startswith(("ส่วนราชการ", "ที่", "เรื่อง"))] == [True] * 3


def test_a_stamped_letter_has_neither_subject_nor_closing_nor_a_name() -> None:
    text = words("stamped", 0)
    assert not [line for line in text if line.startswith(("เรื่อง", "เรียน", "ขอแสดง", "("))] and "ถึง\tโรงเรียนบ้านนาสมมติ" in text


def test_an_announcement_and_a_certificate_say_where_and_when_without_a_phone() -> None:
    for kind, begins in (("announcement", "ประกาศ ณ วันที่ ๒ กุมภาพันธ์ พ.ศ. ๒๕๗๐"), ("certificate", "ให้ไว้ ณ วันที่ ๔ มีนาคม พ.ศ. ๒๕๗๐")):
        text = words(kind, 0)
        assert begins in text and not [line for line in text if "โทร" in line or line.startswith("เรียน")]
    assert not [line for line in words("announcement", 0) if re.match(r"ที่ .*/๒๕", line)]


def test_minutes_number_every_matter_under_its_agenda_and_end_in_both_names() -> None:
    text = words("minutes", 0)
    assert [line.split("\t")[0] for line in text if re.match(r"[๐-๙]\.[๐-๙]\t", line)] == ["๑.๑", "๑.๒", "๓.๑", "๔.๑", "๔.๒", "๔.๓"]
    assert [line for line in text if line.startswith("ผู้")][-2:][0] == "ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา"
    assert text.index("ผู้จดรายงานการประชุม") < text.index("ผู้ตรวจรายงานการประชุม") and "เลิกประชุมเวลา ๑๒.๐๐ น." in text
    short = words("minutes", 1)
    assert "ผู้ไม่มาประชุม" not in short and "ผู้เข้าร่วมประชุม" not in short


def test_a_report_adds_its_table_up() -> None:
    rows = made.cases("report")[0].values["rows"]
    target, actual = (sum(row[key] for row in rows) for key in ("target", "actual"))
    shown = [f"{target:,}", f"{actual:,}", f"{actual / target * 100:.2f}"]
    thai = [figure.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) for figure in shown]
    text = words("report", 0)
    at = len(text) - 1 - text[::-1].index("รวม")
    assert text[at + 1 : at + 4] == thai
    assert [line for line in words("report", 1) if re.match(r"[๐-๙]\. ", line)] == ["๑. ความเป็นมา", "๒. ผลการดำเนินงาน"]
    assert "รวม" not in words("report", 1)


def test_a_photograph_is_asked_for_only_in_important_cases() -> None:
    assert ["รูปถ่าย" in words("certificate", n) for n in range(3)] == [False, False, True]


@pytest.mark.parametrize(("tag", "shown"), [("{{ 1250 | comma }}", "๑,๒๕๐"), ("{{ 19 | percent(20) }}", "๙๕.๐๐"), ("{{ 2 | percent(3) }}", "๖๖.๖๗"), ("{{ 5 | percent(0) }}", "–")])
def test_figures_of_tables_are_written_alike(tag: str, shown: str, tmp_path: Path) -> None:
    package = parts(RULES.kind("report"), RULES.slot)
    body = package["word/document.xml"].decode()
    package["word/document.xml"] = re.sub(r"(<w:body>).*(<w:sectPr)", rf"\1<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>\2", body, flags=re.DOTALL).encode()
    (tmp_path / "a.docx").write_bytes(opc.write(package))
    (tmp_path / "b.docx").write_bytes(Template(tmp_path / "a.docx").render({}))
    assert paper.text(tmp_path / "b.docx") == shown
