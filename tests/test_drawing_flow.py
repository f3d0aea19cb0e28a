"""Flow charts from steps: every step in its order, arrows that hold in Word, and no sheet higher than a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.drawing.flow import HEIGHT, SIZES, WIDTH, Flow, draw, flow
from generator.drawing.shapes import BOTTOM, LEFT, RIGHT, TOP, Drawing, Shape, letters_width
from generator.layout import load
from generator.template.styles import styles_xml
from generator.word.xml import NS, find_all, spaces
from tests import made, paper
from tests.wordfile import wordfile

SENTENCE = "ขอความเห็นชอบคณะกรรมการเขตในการอนุญาตการจัดการศึกษาของบุคคล ครอบครัว ชุมชน สถาบันทางศาสนา และสถานประกอบการ ฯลฯ"


@dataclass(frozen=True)
class Step:
    title: str
    decision: str = ""
    otherwise: int | str = ""


ADMISSION = [Step(title) for title in (
    "จัดทำนโยบาย แนวปฏิบัติการรับนักเรียน", "แต่งตั้งคณะกรรมการ ประชุม กำหนดนโยบาย", "แจ้งสถานศึกษาดำเนินการตามนโยบาย",
    "ติดตามและตรวจสอบการรับนักเรียนในพื้นที่รับผิดชอบ", "สรุปและรายงานผลหน่วยงานที่เกี่ยวข้อง",
)]  # fmt: skip
PERMIT = [Step("ยื่นคำขอ"), Step(SENTENCE, "คณะกรรมการเห็นชอบ", "แจ้งไม่อนุญาต พร้อมสิทธิอุทธรณ์"), Step("รายงานผล")]
REWORK = [Step("จัดทำร่าง"), Step("เสนอพิจารณา", "เห็นชอบหรือไม่", 1), Step("ประกาศ")]
STEPS = st.lists(
    st.builds(
        Step,
        st.text("กขคงจดตนบปมยรลวสหอาิีุเโ ", min_size=1, max_size=200),
        st.sampled_from(["", "", "เห็นชอบ", "คณะกรรมการเห็นชอบหรือไม่"]),
        st.sampled_from(["", 1, 2, "แจ้งผู้ยื่นคำขอ"]),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


def sheets(steps: list[Step]) -> list[Drawing]:
    return list(draw(steps, "งาน", SIZES[0], WIDTH, HEIGHT))


def texts(drawing: Drawing, form: str) -> list[str]:
    return [shape.text.replace("\u00a0", " ") for shape in drawing.shapes if shape.form == form]


def parsed(value: Flow) -> etree._Element:
    return etree.fromstring(f"<body>{value.xml}</body>")


def test_the_steps_stand_numbered_between_start_and_end() -> None:
    (drawing,) = sheets(ADMISSION)
    assert texts(drawing, "flowChartTerminator") == ["เริ่มต้น", "สิ้นสุด"]
    digits = "๑๒๓๔๕"
    assert texts(drawing, "flowChartProcess") == [f"{n}. {step.title}" for n, step in zip(digits, ADMISSION, strict=True)]


def test_no_steps_give_no_drawing() -> None:
    assert not flow([]) and flow([]).xml == ""


def test_a_decision_is_a_diamond_whose_no_leads_aside() -> None:
    (drawing,) = sheets(PERMIT)
    (diamond,) = (n for n, shape in enumerate(drawing.shapes) if shape.form == "flowChartDecision")
    (beside,) = (n for n, shape in enumerate(drawing.shapes) if shape.form == "flowChartAlternateProcess")
    assert drawing.shapes[beside].text == "แจ้งไม่อนุญาต พร้อมสิทธิอุทธรณ์"
    out = {(arrow.start_site, arrow.end) for arrow in drawing.arrows if arrow.start == diamond}
    assert (RIGHT, beside) in out and any(site == BOTTOM for site, _ in out)
    assert {shape.text for shape in drawing.shapes if shape.bare} == {"ใช่", "ไม่ใช่"}


def test_a_decision_can_lead_back_to_an_earlier_step() -> None:
    (drawing,) = sheets(REWORK)
    (back,) = (arrow for arrow in drawing.arrows if arrow.around)
    assert drawing.shapes[back.start].form == "flowChartDecision" and back.start_site == back.end_site == LEFT
    assert drawing.shapes[back.end].text == "๑. จัดทำร่าง"


def test_a_decision_that_says_nothing_leads_back_to_its_own_step() -> None:
    (drawing,) = sheets([Step("ก"), Step("ข", "เห็นชอบ")])
    (back,) = (arrow for arrow in drawing.arrows if arrow.around)
    assert drawing.shapes[back.end].text.endswith("ข")


def test_a_step_on_an_earlier_sheet_is_named_in_words() -> None:
    last = sheets([*[Step(SENTENCE)] * 30, Step("เสนอ", "เห็นชอบ", 1)])[-1]
    assert texts(last, "flowChartAlternateProcess") == ["กลับไปขั้นตอนที่ ๑"]


def test_a_flow_that_nearly_fits_gets_smaller_letters_instead_of_a_second_sheet() -> None:
    steps = next(steps for n in range(3, 30) if len(sheets(steps := [Step(SENTENCE)] * n)) == 2)
    assert len(find_all(parsed(flow(steps)), "//w:p[w:r/mc:AlternateContent]")) == 1


@given(STEPS)
@settings(max_examples=60)
def test_any_steps_are_all_drawn_once_in_order_and_on_their_sheets(steps: list[Step]) -> None:
    drawn = sheets(steps)
    boxes = [shape for drawing in drawn for shape in drawing.shapes if shape.form == "flowChartProcess"]
    assert len(boxes) == len(steps)
    for drawing in drawn:
        assert all(s.x >= 0 and s.x + s.width <= drawing.width + 0.01 and s.y + s.height <= drawing.height for s in drawing.shapes)
        one_step_fills_it = len(texts(drawing, "flowChartProcess")) == 1
        assert drawing.height <= HEIGHT + 1 or one_step_fills_it
        solid = [shape for shape in drawing.shapes if not shape.bare]
        assert not any(overlap(a, b) for n, a in enumerate(solid) for b in solid[n + 1 :])


def overlap(a: Shape, b: Shape) -> bool:
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return across > 0.001 and down > 0.001


@given(STEPS)
@settings(max_examples=30)
def test_the_sheets_of_a_flow_are_joined_by_the_same_letter(steps: list[Step]) -> None:
    drawn = sheets(steps)
    for before, after in pairwise(drawn):
        assert texts(before, "flowChartConnector")[-1] == texts(after, "flowChartConnector")[0]


@given(STEPS)
@settings(max_examples=30)
def test_every_arrow_is_glued_to_two_shapes_of_its_canvas(steps: list[Step]) -> None:
    root = parsed(flow(steps))
    for canvas in find_all(root, "//wpc:wpc | //wpg:wgp"):
        shapes = {node.get("id") for node in find_all(canvas, "wps:wsp[wps:cNvSpPr]/wps:cNvPr")}
        arrows = find_all(canvas, "wps:wsp/wps:cNvCnPr")
        assert arrows
        for arrow in arrows:
            ends = [arrow.find(f"a:{end}Cxn", dict(NS)) for end in ("st", "end")]
            assert all(end is not None and end.get("id") in shapes and end.get("idx") in "0123" for end in ends)
    numbers = [node.get("id") for node in root.iter(f"{{{NS['wp']}}}docPr")]
    assert len(numbers) == len(set(numbers))


def test_each_arrow_ends_on_the_edges_that_it_names() -> None:
    (drawing,) = sheets(PERMIT)
    for arrow in drawing.arrows:
        (x1, y1), (x2, y2) = drawing.shapes[arrow.start].site(arrow.start_site), drawing.shapes[arrow.end].site(arrow.end_site)
        assert (x1 == pytest.approx(x2) and y2 > y1) if (arrow.start_site, arrow.end_site) == (BOTTOM, TOP) else y1 == pytest.approx(y2)


@pytest.mark.parametrize("text", [SENTENCE, "ปฏิบัติหน้าที่แทนผู้อำนวยการกลุ่ม ลำดับที่ ๓", "ณัฐฐาญา ฌฒ ๑๒๓๔๕๖๗๘๙๐ (ก/ข) เแโใไ"])
def test_the_estimate_of_a_text_is_never_narrower_than_the_font(text: str) -> None:
    """The oracle is the font that stands in for TH SarabunPSK, advance by advance."""
    file = Path(made.__file__).parent.parent / "generator" / "pdf" / "fonts" / "Saraban-PSK-Regular.ttf"
    assert file.is_file()
    font = pymupdf.Font(fontfile=str(file))
    true = sum(font.glyph_advance(ord(letter)) for letter in text) * 16 / 72 * 2.54
    assert true <= letters_width(text, 16) <= true * 1.1


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three flows in a paper with the styles of an order."""
    path = tmp_path_factory.mktemp("flow") / "flow.docx"
    flows = "".join(flow(steps, f"งานที่ {n}", 30_001 + 100 * n).xml for n, steps in enumerate((ADMISSION, PERMIT, REWORK, [Step(SENTENCE)] * 20)))
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
    path.write_bytes(wordfile(flows + page, {"word/styles.xml": styles_xml(load(made.FORMS).kind("order"))}))
    return path


def test_flow_charts_are_valid(file: Path, validator: None) -> None:
    assert paper.validate([file]) == []


def test_flow_charts_are_drawn_in_the_font_of_the_paper_a_sheet_a_page(file: Path, soffice: None, tmp_path: Path) -> None:
    pdf = paper.to_pdf(file, tmp_path)
    pages = paper.pages(pdf)
    assert paper.fonts(pdf) == {"SarabanPSK-Regular"}
    words = " ".join(word.text for page in pages for word in page.words).replace(" ", "")
    for step in [*ADMISSION, *PERMIT, *REWORK]:
        assert step.title.replace(" ", "") in words and step.decision in words
    for page in pages:
        assert all(line.left >= 3.0 - 0.05 and line.right <= 19.0 + 0.05 for line in page.lines)


def test_nothing_of_a_drawing_needs_the_paper_around_it() -> None:
    """The XML declares its own namespaces: it goes into any part that a tag stands in."""
    assert etree.fromstring(flow(ADMISSION[:1]).xml).tag == f"{{{NS['w']}}}p"
    assert spaces("w") in flow(ADMISSION[:1]).xml and not set("\n\t\a\f") & set(flow(ADMISSION).xml)
