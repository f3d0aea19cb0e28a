"""Each kind of paper measured on its pages against forms/page.yaml, and read as its clause says.

    python -m tests.test_kinds      # the table of figures for the docs: asked, measured
"""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from generator import opc
from generator.render import Template
from generator.template import page as rules
from generator.template.frame import parts
from tests import libreoffice, made, paper
from tests.paper import Line, Page

KINDS = ("letter", "memo", "stamped", "announcement", "minutes", "certificate", "report")
RULES = rules.load(made.FORMS)
LEFT, RIGHT = 3.0, 19.0
AXIS = LEFT + 9.5  # closing, name and position
PT = 2.54 / 72
RED = "FF0000"
Figure = tuple[str, str, float, float]  # kind, what, asked, measured (cm; sizes pt)


@functools.cache
def laid_out() -> dict[str, list[list[Page]]]:
    """The pages of every example of every kind, from one run of LibreOffice."""
    folder = made.folder() / "kinds"
    folder.mkdir()
    files = [(kind, shutil.copy(file, folder / f"{kind}-{n}.docx")) for kind in KINDS for n, file in enumerate(made.papers(kind))]
    found: dict[str, list[list[Page]]] = {kind: [] for kind in KINDS}
    for (kind, _), pdf in zip(files, paper.to_pdfs([Path(file) for _, file in files], folder), strict=True):
        found[kind].append(paper.pages(pdf))
    return found


@pytest.fixture(scope="session")
def papers(soffice: None) -> dict[str, list[list[Page]]]:
    return laid_out()


# --- figures


def figures(papers: dict[str, list[list[Page]]]) -> Iterator[Figure]:
    """Every figure of page.yaml that a page can be held against."""
    for kind, examples in papers.items():
        style, of = RULES.kind(kind).styles, examples[0][0]
        for name, asked, measured in (*_emblem(kind, of), *_signed(kind, of), *OWN[kind](style, examples)):
            yield kind, name, asked, measured


def _emblem(kind: str, of: Page) -> Iterator[tuple[str, float, float]]:
    emblem = RULES.kind(kind).emblem
    if emblem is None:
        return
    (picture,) = of.images
    yield "emblem height", emblem.height, picture.height
    yield "emblem top", emblem.top, picture.top
    if emblem.align == "left":
        yield "emblem left", LEFT, picture.left
    else:
        yield "emblem centre", of.width / 2 if emblem.of == "page" else (LEFT + RIGHT) / 2, picture.center


def _signed(kind: str, of: Page) -> Iterator[tuple[str, float, float]]:
    if name := next((line for line in of.lines if line.text.startswith("(นา")), None):
        yield "name centre", AXIS, name.center


def _letter(style: dict[str, rules.Style], examples: list[list[Page]]) -> Iterator[tuple[str, float, float]]:
    of, many = examples[0][0], examples[3][0]
    number, date, name = of.line("ที่ ศธ"), of.line("๒๐ มกราคม ๒๕๗๐"), of.line("(นางสาววันเพ็ญ")
    yield "number level with the emblem's feet", 4.5, number.baseline
    yield "office", LEFT + style["number_line"].left, of.line("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา").left
    yield "address", LEFT + style["address"].left, of.line("ถนนมลิวรรณ").left
    yield "date", LEFT + style["date_line"].left, date.left
    yield "date, above", style["date_line"].before, _gap(of.line("จังหวัดเลย"), date)
    yield "subject, above", style["head_line"].before, _gap(date, of.line("เรื่อง"))
    yield "subject, text", LEFT + style["head_line"].left, of.line("ขอเชิญประชุม").left
    yield "subject, second line", LEFT + style["head_line"].left, many.line("ประเมินคุณภาพผู้เรียน ปีการศึกษา").left
    yield "references, number", LEFT + 1.5, many.line("๑. หนังสือ").left
    yield "references, second line", LEFT + style["references"].left, many.line("วันที่ ๑ มีนาคม ๒๕๗๐").left
    yield "enclosures, number", LEFT + 2.7, of.line("๑. ระเบียบวาระ").left
    yield "enclosures, quantity", RIGHT, of.line("จำนวน ๑ ฉบับ").right
    yield "body, first line", LEFT + style["body"].first, of.line("ตามหนังสือที่อ้างถึง").left
    yield "body, above", style["body"].before, _gap(of.line("แบบตอบรับ"), of.line("ตามหนังสือที่อ้างถึง"))
    closing = of.line("ขอแสดงความนับถือ")
    yield "closing centre", AXIS, closing.center
    yield "closing, above", style["closing"].before, _gap(of.line("จึงเรียนมา"), closing)
    yield "name, lines below the closing", 4, (name.baseline - closing.baseline) / _pitch()
    yield "owner, lines below the position", 4, (of.line("กลุ่มส่งเสริม").baseline - _last(of, "ผู้อำนวยการสำนักงานเขต").baseline) / _pitch()
    yield "urgency size", style["urgency"].size, of.line("ด่วนที่สุด").size
    yield "secrecy size", style["secrecy"].size, many.line("ลับมาก").size
    yield "secrecy centre", 10.5, many.line("ลับมาก").center
    yield "page number centre", (LEFT + RIGHT) / 2, examples[3][1].line("- ๒ -").center


def _memo(style: dict[str, rules.Style], examples: list[list[Page]]) -> Iterator[tuple[str, float, float]]:
    of, many = examples[0][0], examples[2][0]
    title = of.line("บันทึกข้อความ")
    yield "title size", style["emblem"].size, title.size
    yield "title centre", (LEFT + RIGHT) / 2, title.center
    yield "title, line size", style["emblem"].exact, (title.baseline - RULES.kind("memo").page.top) / PT + 0.25 * title.size
    yield "label size", style["label"].size, of.line("ส่วนราชการ").size
    yield "day label", LEFT + 8.5, _left_of("memo-0.pdf", "วันที่")
    for label in ("กลุ่มส่งเสริมการจัดการศึกษา สพป.", "๒ กุมภาพันธ์ ๒๕๗๐.", "รายงานผลการประชุม"):
        yield f"dots end ({label.split()[0]})", RIGHT, of.line(label).right
    yield "subject, second line", LEFT + style["subject_line"].left, many.line("เยี่ยมสถานที่").left
    yield "to, text", LEFT + style["head_line"].left, of.line("ผู้อำนวยการสำนักงานเขต").left
    yield "body, first line", LEFT + style["body"].first, of.line("ตามที่").left
    yield "name, lines below the text", 4, (of.line("(นายธีรพงษ์").baseline - of.line("จึงเรียนมา").baseline) / _pitch()
    yield "page two begins", 2.5, examples[2][1].lines[1].baseline - 0.86 * 16 * PT


def _stamped(style: dict[str, rules.Style], examples: list[list[Page]]) -> Iterator[tuple[str, float, float]]:
    of = examples[0][0]
    sender, date = _last(of, "สำนักงานเขต"), of.line("๑๘ มีนาคม ๒๕๗๐")
    yield "number level with the emblem's feet", 4.5, of.line("ที่ ศธ").baseline
    yield "to, text", LEFT + style["head_line"].left, of.line("โรงเรียนบ้านนาสมมติ").left
    yield "office centre", AXIS, sender.center
    yield "office, above", style["sender"].before, _gap(of.line("จึงแจ้งมา"), sender)
    yield "room for the seal", 4.5, date.baseline - sender.baseline - _pitch()
    yield "date centre", AXIS, date.center


def _announcement(style: dict[str, rules.Style], examples: list[list[Page]]) -> Iterator[tuple[str, float, float]]:
    of, annex = examples[0], examples[2][1]
    yield "heading centre", (LEFT + RIGHT) / 2, of[0].line("ประกาศสำนักงาน").center
    yield "rule width", 16 - style["rule"].left - style["rule"].right, of[0].rules[0].width
    yield "part, first line", LEFT + style["part"].first, of[0].line("๑. ระดับก่อนประถมศึกษา").left
    yield "dated", LEFT + style["dated"].left, of[1].line("ประกาศ ณ วันที่").left
    yield "annex heading centre", (LEFT + RIGHT) / 2, annex.line("บัญชีรายชื่อ").center
    yield "annex table width", 16.0, max(box.right for box in annex.rules) - min(box.left for box in annex.rules)


def _minutes(style: dict[str, rules.Style], examples: list[list[Page]]) -> Iterator[tuple[str, float, float]]:
    first, second = examples[0][:2]
    yield "heading centre", (LEFT + RIGHT) / 2, first.line("รายงานการประชุม").center
    yield "rule width", 5.0, first.rules[0].width
    yield "attendance, name", LEFT + 1.0, first.line("นายรอง ปัญส์งกา").left
    yield "agenda, title", LEFT + style["agenda"].left, first.line("เรื่องที่ประธานแจ้ง").left
    yield "matter, title", LEFT + style["matter"].left, _left_of("minutes-0.pdf", "คำสั่งแต่งตั้ง")
    yield "resolution, text", LEFT + style["resolution"].left, second.line("รับทราบ").left
    yield "recorder centre", AXIS, examples[0][2].line("ผู้จดรายงานการประชุม").center


def _certificate(style: dict[str, rules.Style], examples: list[list[Page]]) -> Iterator[tuple[str, float, float]]:
    of, photo = examples[0][0], examples[2][0]
    box = max(photo.drawings, key=lambda box: box.height)
    yield "number level with the emblem's feet", 4.5, of.line("เลขที่").baseline
    yield "office", LEFT + style["number_line"].left, of.line("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา").left
    yield "text, first line", LEFT + style["certified"].first, of.line("หนังสือฉบับนี้").left
    yield "text, above", style["certified"].before, _gap(of.line("จังหวัดเลย"), of.line("หนังสือฉบับนี้"))
    yield "dated", LEFT + style["dated"].left, of.line("ให้ไว้ ณ วันที่").left
    yield "photograph height", 6.0, box.height


def _report(style: dict[str, rules.Style], examples: list[list[Page]]) -> Iterator[tuple[str, float, float]]:
    of = examples[0][0]
    title = of.line("รายงานผล")
    yield "title size", style["title"].size, title.size
    yield "title centre", (LEFT + RIGHT) / 2, title.center
    yield "part", LEFT, of.line("๑. ความเป็นมา").left
    yield "body, first line", LEFT + style["body"].first, of.line("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑ ได้ประกาศ").left
    table = [box for box in of.rules if box.top > of.line("ตาราง").baseline]
    yield "table width", 16.0, max(box.right for box in table) - min(box.left for box in table)


OWN = {
    "letter": _letter, "memo": _memo, "stamped": _stamped, "announcement": _announcement, "minutes": _minutes,
    "certificate": _certificate, "report": _report,
}  # fmt: skip


def _last(page: Page, begins: str) -> Line:
    return [line for line in page.lines if line.text.startswith(begins)][-1]


def _left_of(pdf: str, words: str) -> float:
    """Where words begin that follow a tab, on the first page, cm."""
    with pymupdf.open(made.folder() / "kinds" / pdf) as document:
        blocks = document[0].get_text("rawdict")["blocks"]
    for line in (line for block in blocks for line in block.get("lines", ())):
        letters = [letter for span in line["spans"] for letter in span["chars"]]
        at = "".join(letter["c"] for letter in letters).find(words)
        if at >= 0:
            return float(letters[at]["bbox"][0]) * PT
    raise AssertionError(f"{words!r} is not on the first page of {pdf}")


def _pitch() -> float:
    """The height of a line of TH SarabunPSK at 16 pt, cm."""
    return 18.08 * PT


def _gap(above: Line, below: Line) -> float:
    """The space between two lines beyond that of single spacing, pt."""
    return (below.baseline - above.baseline - _pitch()) / PT


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_stands_on_the_page_as_asked(kind: str, papers: dict[str, list[list[Page]]]) -> None:
    wrong = [(what, asked, round(found, 2)) for _, what, asked, found in figures({kind: papers[kind]}) if not _near(what, asked, found)]
    assert wrong == []


def _near(what: str, asked: float, found: float) -> bool:
    """Within 0.05 cm; a space above a line or a size, given in points, within 1.5 pt (0.05 cm)."""
    return abs(asked - found) <= (1.5 if what.endswith(("above", "size")) else 0.05)


# --- pages


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_leaves_the_margins(kind: str, papers: dict[str, list[list[Page]]]) -> None:
    for pages in papers[kind]:
        for page in pages:
            for line in page.lines:
                secret = line.size > 30
                assert line.left >= LEFT - 0.05 and line.right <= RIGHT + 0.1, line.text
                assert line.baseline <= 29.7 - (0.4 if secret else 2.0), line.text


@pytest.mark.parametrize("kind", KINDS)
def test_one_font_draws_every_letter(kind: str, papers: dict[str, list[list[Page]]]) -> None:
    assert all(word.font.startswith("Saraban") for pages in papers[kind] for page in pages for word in page.words)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "certificate"])
def test_a_long_case_runs_over_pages_that_are_numbered_from_the_second(kind: str, papers: dict[str, list[list[Page]]]) -> None:
    longest = max(papers[kind], key=len)
    assert len(longest) >= 2 and "- ๑ -" not in longest[0].text
    for n, page in enumerate(longest[1:], 2):
        assert page.line(f"- {'๐๑๒๓๔๕๖๗๘๙'[n]} -").baseline < 3.1 and not page.images


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_ends_a_page_and_no_signature_stands_alone(kind: str, papers: dict[str, list[list[Page]]]) -> None:
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


def test_secrecy_stands_in_red_at_the_top_and_foot_of_every_page(papers: dict[str, list[list[Page]]]) -> None:
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
    for kind, begins in (("announcement", "ประกาศ ณ วันที่ ๑๑ มกราคม พ.ศ. ๒๕๗๐"), ("certificate", "ให้ไว้ ณ วันที่ ๔ มีนาคม พ.ศ. ๒๕๗๐")):
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


def main() -> None:
    """Print the table of figures, for the docs."""
    if libreoffice.missing():
        raise SystemExit(libreoffice.missing())
    print("| kind | figure | asked | measured |", "|---|---|---|---|", sep="\n")
    for kind, what, asked, found in figures(laid_out()):
        print(f"| {kind} | {what} | {asked:.2f} | {found:.2f} |")


if __name__ == "__main__":
    main()
