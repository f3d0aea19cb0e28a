"""Native charts: a designer's chart gets the data of a case, stays as it was drawn, and can be edited in Word."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.case import read_cases
from generator.drawing import alttext, charts, new_chart
from generator.errors import GenError
from generator.make import make
from generator.render import Template
from generator.template.check import check_form
from generator.template.forms import untidy
from generator.template.tidy import tidy
from generator.thai import Money
from generator.word import opc
from generator.word.package import add_part, relate
from generator.word.xml import NS, emu, find_all, parse, relations, spaces
from tests import made, paper
from tests.wordfile import wordfile

ALT = "กราฟ: results x=school y=seats:แผนการรับ,applicants:ผู้สมัคร"
ROWS: list[dict[str, Any]] = [
    {"school": "บ้านนาอาน", "district": "เมืองเลย", "level": "ปฐมวัย", "seats": 1250, "applicants": 1310},
    {"school": "บ้านหนองบัว 1", "district": "เมืองเลย", "level": "ประถม", "seats": 980, "applicants": 870},
    {"school": "บ้านท่าลี่", "district": "ท่าลี่", "level": "ปฐมวัย", "seats": 640, "applicants": None},
]
PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
# A chart as Word saves one: colours of the theme, a title, a style as an alternative, ids of Office 2016, no workbook.
WORD = f"""<c:chartSpace {spaces("c", "a", "r", "mc")}><c:date1904 val="0"/><c:lang val="th-TH"/><c:roundedCorners val="0"/>
<mc:AlternateContent><mc:Choice Requires="c14" xmlns:c14="http://schemas.microsoft.com/office/drawing/2007/8/2/chart"><c14:style val="102"/></mc:Choice><mc:Fallback><c:style val="2"/></mc:Fallback></mc:AlternateContent>
<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="th-TH"/><a:t>ผลการรับนักเรียน</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>
<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>
<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>แผนเดิม</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/><c:dPt><c:idx val="7"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></c:spPr></c:dPt><c:cat><c:strRef><c:f>Sheet1!$A$2:$A$3</c:f><c:strCache><c:ptCount val="2"/><c:pt idx="0"><c:v>ก</c:v></c:pt><c:pt idx="1"><c:v>ข</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$2:$B$3</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="2"/><c:pt idx="0"><c:v>4.3</c:v></c:pt><c:pt idx="1"><c:v>2.5</c:v></c:pt></c:numCache></c:numRef></c:val><c:extLst><c:ext uri="{{C3380CC4-5D6E-409C-BE32-E72D297353CC}}" xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart"><c16:uniqueId val="{{00000000-1111-2222-3333-444444444444}}"/></c:ext></c:extLst></c:ser>
<c:gapWidth val="219"/><c:overlap val="-27"/><c:axId val="111"/><c:axId val="222"/></c:barChart>
<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>
<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea>
<c:legend><c:legendPos val="r"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr><a:endParaRPr lang="th-TH"/></a:p></c:txPr></c:chartSpace>"""
UNTOUCHED = ("c:title", "c:legend", "c:gapWidth", "c:overlap", "c:txPr", "c:barDir", "c:grouping")


def typed(line: str) -> dict[str, bytes]:
    """The parts of a template in which a designer typed a line for a chart."""
    return new_chart.place(opc.read(wordfile(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p><w:p/>{PAGE}")))


def by_word(alt: str = ALT, before: str = "") -> dict[str, bytes]:
    """The parts of a template with a chart that was made in Word."""
    parts = opc.read(wordfile("<w:p/>"))
    add_part(parts, "word/charts/chart1.xml", WORD.encode(), new_chart.CHART)
    link = relate(parts, "word/document.xml", "chart", "word/charts/chart1.xml")
    drawing = new_chart._drawing(link, alt)
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace("<w:p/>", f"<w:p>{before}{drawing}</w:p><w:p/>{PAGE}").encode()
    return parts


def chart_of(parts: dict[str, bytes]) -> etree._Element:
    (name,) = (name for name in parts if re.fullmatch(r"word/charts/[^/]+\.xml", name))
    return parse(parts[name])


def shown(parts: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Series, category, value: what the caches of the chart hold, which is what Word draws."""
    found = {}
    for series in find_all(chart_of(parts), "//c:ser"):
        (name,) = [node.text or "" for node in find_all(series, "c:tx//c:v")]
        categories = {pt.get("idx"): pt[0].text or "" for pt in find_all(series, "c:cat//c:pt")}
        values = {pt.get("idx"): pt[0].text or "" for pt in find_all(series, "c:val//c:pt")}
        found[name] = {categories[idx]: value for idx, value in values.items()}
    return found


def workbook(parts: dict[str, bytes]) -> list[tuple[Any, ...]]:
    """The rows of the workbook inside the chart, read by openpyxl."""
    (chart,) = (name for name in parts if re.fullmatch(r"word/charts/[^/]+\.xml", name))
    (book,) = (name for kind, name in relations(parts, chart).values() if kind.endswith("/package"))
    sheet = openpyxl.load_workbook(BytesIO(parts[book])).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def problem_of(parts: dict[str, bytes], context: dict[str, Any]) -> str:
    with pytest.raises(GenError) as caught:
        charts.fill(parts, context, "report/report.docx")
    return str(caught.value)


@pytest.mark.parametrize("kind", ["กราฟแท่ง", "กราฟแท่งนอน", "กราฟเส้น"])
def test_a_chart_shows_the_rows_of_a_list(kind: str) -> None:
    filled = charts.fill(typed(f"{kind}: results x=school y=seats:แผนการรับ,applicants:ผู้สมัคร"), {"results": ROWS})
    assert shown(filled) == {
        "แผนการรับ": {"บ้านนาอาน": "1250", "บ้านหนองบัว ๑": "980", "บ้านท่าลี่": "640"},
        "ผู้สมัคร": {"บ้านนาอาน": "1310", "บ้านหนองบัว ๑": "870"},
    }
    assert workbook(filled) == [
        (None, "แผนการรับ", "ผู้สมัคร"),
        ("บ้านนาอาน", 1250, 1310),
        ("บ้านหนองบัว ๑", 980, 870),
        ("บ้านท่าลี่", 640, None),
    ]


def test_rows_are_added_up_by_a_field() -> None:
    filled = charts.fill(typed("กราฟวงกลม: results sum=district y=seats:ที่นั่ง"), {"results": ROWS})
    assert shown(filled) == {"ที่นั่ง": {"เมืองเลย": "2230", "ท่าลี่": "640"}}


def test_rows_are_counted_by_a_field() -> None:
    filled = charts.fill(typed("กราฟวงกลม: results count=level:จำนวนโรงเรียน"), {"results": ROWS})
    assert shown(filled) == {"จำนวนโรงเรียน": {"ปฐมวัย": "2", "ประถม": "1"}}


def test_a_field_can_part_the_series() -> None:
    filled = charts.fill(typed("กราฟแท่ง: results sum=district series=level y=seats"), {"results": ROWS})
    assert shown(filled) == {"ปฐมวัย": {"เมืองเลย": "1250", "ท่าลี่": "640"}, "ประถม": {"เมืองเลย": "980"}}


def test_money_and_typed_digits_are_numbers() -> None:
    rows = [{"n": "ก", "v": Money(Decimal("1500.50"))}, {"n": "ข", "v": "๒,๐๐๐"}, {"n": "ค", "v": Decimal(3)}]
    assert shown(charts.fill(typed("กราฟแท่ง: rows x=n y=v:บาท"), {"rows": rows})) == {"บาท": {"ก": "1500.5", "ข": "2000", "ค": "3"}}


def test_a_chart_made_in_word_keeps_its_look_and_gets_a_workbook() -> None:
    before = chart_of(by_word())
    filled = charts.fill(by_word(), {"results": ROWS})
    after = chart_of(filled)
    for path in UNTOUCHED:
        assert [etree.tostring(node, method="c14n") for node in find_all(after, f"//{path}")] == [
            etree.tostring(node, method="c14n") for node in find_all(before, f"//{path}")
        ], path
    assert find_all(after, "//c:ser")[0].find(".//a:schemeClr", dict(NS)).get("val") == "accent1"
    assert workbook(filled)[0] == (None, "แผนการรับ", "ผู้สมัคร")
    assert len({node.get("val") for node in find_all(after, "//c:ser/c:idx")}) == 2
    assert find_all(after, "//c:dPt") == [], "a point beyond the data goes"


def test_a_series_without_a_name_keeps_the_templates() -> None:
    assert list(shown(charts.fill(by_word("กราฟ: results x=school y=seats"), {"results": ROWS}))) == ["แผนเดิม"]


def test_one_more_series_has_another_colour() -> None:
    filled = chart_of(charts.fill(by_word("กราฟ: results x=school y=seats,applicants:ข,seats:ค"), {"results": ROWS}))
    looks = [etree.tostring(node) for node in find_all(filled, "//c:ser/c:spPr")]
    assert len(looks) == len(set(looks)) == 3


def test_a_pie_gives_each_slice_a_colour() -> None:
    rows = [{"n": str(n), "v": n} for n in range(1, 8)]
    filled = chart_of(charts.fill(typed("กราฟวงกลม: rows x=n y=v:ข"), {"rows": rows}))
    colours = [node.get("val") for node in find_all(filled, "//c:dPt/c:spPr/a:solidFill/a:srgbClr")]
    assert len(colours) == len(set(colours)) == 7


def test_the_numbers_are_thai_digits_wherever_the_designer_said_nothing_else() -> None:
    filled = chart_of(charts.fill(by_word(), {"results": ROWS}))
    codes = [node.get("formatCode") for node in find_all(filled, "//c:numFmt")] + [node.text for node in find_all(filled, "//c:formatCode")]
    assert codes and all(code == "[$-D00041E]#,##0" for code in codes)
    data = alttext.Data(("ก",), (alttext.Series("ข", (1.5,)),))
    from generator.drawing.fill_chart import thai_format

    assert thai_format("General", data) == "[$-D00041E]#,##0.00" and thai_format("[$-409]0", data) == "[$-409]0"


def test_negative_values_are_not_cut_off() -> None:
    assert find_all(chart_of(charts.fill(typed("กราฟแท่ง: rows x=n y=v:ข"), {"rows": [{"n": "ก", "v": -5}]})), "//c:valAx//c:min") == []


@pytest.mark.parametrize("rows", [[], None])
def test_a_chart_without_a_row_goes_with_its_paragraph(rows: Any) -> None:
    body = parse(charts.fill(by_word(), {"results": rows})["word/document.xml"])
    assert find_all(body, "//w:drawing") == [] and len(find_all(body, "//w:p")) == 1


def test_the_words_beside_an_empty_chart_stay() -> None:
    body = parse(charts.fill(by_word(before="<w:r><w:t>แผนภูมิที่ ๑</w:t></w:r>"), {"results": []})["word/document.xml"])
    assert find_all(body, "//w:drawing") == [] and "".join(body.itertext()) == "แผนภูมิที่ ๑"


@pytest.mark.parametrize(
    ("alt", "said"),
    [
        ("กราฟ: result x=school y=seats", 'E410 report/report.docx ย่อหน้า 1 (กราฟ: result x=school y=seats): ไม่มีช่อง "result" หรือหมายถึง "results"'),
        ("กราฟ: results x=schol y=seats", 'ไม่มีช่อง "schol" หรือหมายถึง "school"'),
        ("กราฟ: results x=school y=seat", 'ไม่มีช่อง "seat" หรือหมายถึง "seats"'),
        ("กราฟ: results x=school z=seats", 'ไม่มีช่อง "z"'),
        ("กราฟ: results y=seats", "E411 report/report.docx ย่อหน้า 1"),
        ("กราฟ: results x=school", "ต้องมี y="),
        ("กราฟ: results count=school y=seats", "count= ไม่ใช้ y="),
        ("กราฟ: results x=school y=seats series=level", "series="),
        ("กราฟ: x=school y=seats", "หลัง กราฟ: ต้องเป็นชื่อรายการ"),
        ("กราฟ: results x=school y=seats,", "ไม่ใช่ชื่อช่อง"),
        ("กราฟ: results x=school y=seats,applicants", "ต้องมีชื่อ"),
    ],
)  # fmt: skip
def test_a_wrong_mark_is_told_by_the_check_and_when_a_paper_is_made(alt: str, said: str) -> None:
    assert said in problem_of(by_word(alt), {"results": ROWS})
    (found,) = charts.check(by_word(alt), {"results": list(ROWS[0])}, "report/report.docx")
    assert said in str(found)


def test_a_right_mark_passes_the_check() -> None:
    known = {"results": list(ROWS[0]), "summary.results": list(ROWS[0])}
    assert list(charts.check(by_word(), known)) == []
    assert list(charts.check(by_word("กราฟ: summary.results count=level:จำนวน"), known)) == []


def test_a_text_among_the_numbers_is_told() -> None:
    assert 'seats มีค่า "มาก" ซึ่งไม่ใช่ตัวเลข' in problem_of(by_word(), {"results": [{**ROWS[0], "seats": "มาก"}]})


def test_a_pie_of_two_series_is_told() -> None:
    parts = typed("กราฟวงกลม: results x=school y=seats:ข")
    parts["word/document.xml"] = parts["word/document.xml"].replace("y=seats:ข".encode(), "y=seats:ข,applicants:ค".encode())
    assert "กราฟวงกลมแสดงข้อมูลได้ชุดเดียว" in problem_of(parts, {"results": ROWS})


def test_a_chart_in_a_loop_is_told() -> None:
    parts = by_word()
    body = parts["word/document.xml"]
    start, end = body.index(b"<w:p><w:r"), body.index(b"</w:p>") + 6
    parts["word/document.xml"] = body[:end] + body[start:end] + body[end:]
    assert "for" in problem_of(parts, {"results": ROWS})


def test_a_mark_on_a_picture_is_told() -> None:
    parts = by_word()
    parts["word/document.xml"] = re.sub(rb"<c:chart [^>]*/>", b"", parts["word/document.xml"])
    assert "ไม่ใช่กราฟ" in problem_of(parts, {"results": ROWS})


NAME = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
VALUE = st.none() | st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=2, allow_nan=False)


@given(st.lists(st.tuples(NAME, VALUE, VALUE), min_size=1, max_size=30))
@settings(max_examples=40)
def test_the_workbook_says_what_the_chart_shows(rows: list[tuple[str, Any, Any]]) -> None:
    """Word draws the cache until someone edits the data; then it draws the workbook: they must be the same."""
    filled = charts.fill(by_word(), {"results": [{"school": n, "seats": a, "applicants": b} for n, a, b in rows]})
    head, *lines = workbook(filled)
    for column, series in enumerate(find_all(chart_of(filled), "//c:ser"), 1):
        cached = {int(pt.get("idx", "")): float(pt[0].text or "") for pt in find_all(series, "c:val//c:pt")}
        assert cached == {n: pytest.approx(line[column]) for n, line in enumerate(lines) if line[column] is not None}
        assert find_all(series, "c:val//c:f")[0].text == f"Sheet1!${'ABC'[column]}$2:${'ABC'[column]}${len(rows) + 1}"
        assert find_all(series, "c:tx//c:v")[0].text == head[column]
        names = [pt[0].text or "" for pt in find_all(series, "c:cat//c:pt")]
        assert names == [alttext.text(n) for n, _, _ in rows]


def test_the_same_data_give_the_same_bytes() -> None:
    once, again = (opc.write(charts.fill(by_word(), {"results": ROWS})) for _ in range(2))
    assert once == again


def test_a_template_with_a_chart_goes_the_whole_way(tmp_path: Path) -> None:
    """Typed by a designer, tidied, filled by the engine, then the chart: the tags and the data both come in."""
    parts = new_chart.place(opc.read(wordfile(f"<w:p><w:r><w:t>{{{{ subject }}}}</w:t></w:r></w:p><w:p><w:r><w:t>กราฟแท่ง: results x=school y=seats:ที่นั่ง</w:t></w:r></w:p><w:p/>{PAGE}")))
    tidied = tidy(opc.write(parts))
    assert tidy(tidied) == tidied
    path = tmp_path / "report" / "report.docx"
    path.parent.mkdir()
    path.write_bytes(tidied)
    names = {"subject": "ผลการรับนักเรียน", "results": ROWS}
    filled = charts.fill(opc.read(Template(path).render(names)), names, "report/report.docx")
    assert shown(filled)["ที่นั่ง"]["บ้านนาอาน"] == "1250"
    assert "ผลการรับนักเรียน" in filled["word/document.xml"].decode()


def test_a_form_with_a_chart_is_checked_and_made(tmp_path: Path, soffice: None) -> None:
    """The paper has the chart that its template asks for, in the paper's font."""
    form = made.form("report")
    assert untidy(form) == [] and check_form(form) == []
    (path, *_) = (one.path for one in make(form, [form.examples], replace(made.office(), root=tmp_path)).papers)
    (case, *_) = read_cases(form, form.examples, made.office())[0]
    assert list(shown(opc.read(path.read_bytes()))) == ["เป้าหมาย", "ผลการดำเนินงาน"]
    assert workbook(opc.read(path.read_bytes()))[1][1] == case.values["rows"][0]["target"]
    assert {name.partition("-")[0] for name in paper.fonts(paper.to_pdf(path, tmp_path))} <= {"SarabanPSK", "SarabanIT9"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of chart, fresh and filled, and Word's own."""
    folder = tmp_path_factory.mktemp("charts")
    lines = [f"{kind}: results x=school y=seats:แผนการรับ,applicants:ผู้สมัคร" for kind in ("กราฟแท่ง", "กราฟแท่งนอน", "กราฟเส้น")]
    made = [typed(line) for line in (*lines, "กราฟวงกลม: results sum=district y=seats:ที่นั่ง", "กราฟแท่ง: results sum=district series=level y=seats")]
    made += [charts.fill(parts, {"results": ROWS}) for parts in [*made, by_word()]]
    paths = [folder / f"{n}.docx" for n in range(len(made))]
    for path, parts in zip(paths, made, strict=True):
        path.write_bytes(opc.write(parts))
    return paths


def test_charts_are_valid(files: list[Path], validator: None) -> None:
    assert paper.validate(files) == []


def test_their_workbooks_are_valid(files: list[Path], validator: None, tmp_path: Path) -> None:
    parts = opc.read(files[-1].read_bytes())
    (name,) = (name for name in parts if name.endswith(".xlsx"))
    book = tmp_path / "chart.xlsx"
    book.write_bytes(parts[name])
    assert paper.validate([book]) == []


def test_a_chart_is_drawn_in_thai(files: list[Path], soffice: None, tmp_path: Path) -> None:
    """LibreOffice draws categories, legend and Thai digits, in the paper's own type size."""
    (page,) = paper.pages(paper.to_pdf(files[5], tmp_path))
    assert {"๑,๒๕๐", "๙๘๐", "แผนการรับ", "ผู้สมัคร"} <= {word.text for word in page.words}
    assert not re.search("[0-9]", page.text)
    assert {round(word.size) for word in page.words} == {14}


WIDE = '<w:ind w:left="567" w:firstLine="1418"/><w:jc w:val="center"/>'
CHART = "กราฟแท่ง: results x=school y=seats:ที่นั่ง"
NARROW = '<w:sectPr><w:pgSz w:w="8391" w:h="11906"/><w:pgMar w:top="567" w:right="567" w:bottom="567" w:left="567"/></w:sectPr>'


@pytest.mark.parametrize(
    ("before", "after", "section", "widest"),
    [
        ("", "<w:p/>", PAGE, 16.0),
        ("", "<w:p/>", NARROW, 12.81),
        ('<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>', "</w:tc></w:tr></w:tbl><w:p/>", PAGE, 6.7),
    ],
)  # fmt: skip
def test_a_new_chart_is_never_wider_than_its_place(before: str, after: str, section: str, widest: float) -> None:
    paragraph = f"<w:p><w:pPr>{WIDE}</w:pPr><w:r><w:t>{CHART}</w:t></w:r></w:p>"
    xml = new_chart.place(opc.read(wordfile(f"{before}{paragraph}{after}{section}")))["word/document.xml"].decode()
    width = int(re.search(r'<wp:extent cx="(\d+)"', xml)[1]) / 360_000
    assert widest - 0.2 < width <= widest
    assert '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>' in xml


@pytest.mark.parametrize(("kind", "count", "height"), [
    ("กราฟแท่งนอน", 3, 8.5), ("กราฟแท่งนอน", 28, 13.7), ("กราฟแท่งนอน", 90, 21.0), ("กราฟแท่ง", 28, 8.5),
])  # fmt: skip
def test_lying_bars_get_a_line_each_as_far_as_the_page_goes(kind: str, count: int, height: float) -> None:
    rows = [{"school": f"โรงเรียนที่ {n}", "seats": n} for n in range(count)]
    filled = charts.fill(typed(f"{kind}: results x=school y=seats:แผน"), {"results": rows})
    extent = find_all(parse(filled["word/document.xml"]), "//wp:extent")[0]
    assert (extent.get("cx"), extent.get("cy")) == (str(emu(16)), str(emu(height)))
