"""Workbooks of every kind become the same plain cells: values, error values, hidden rows, merged cells, addresses."""

from __future__ import annotations

import re
import struct
import tracemalloc
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import GenError, Place
from generator.source import UNCALCULATED, Book, Raw, Table, read
from generator.source.table import address, column_of, spans

openpyxl = pytest.importorskip("openpyxl")
xlsxwriter = pytest.importorskip("xlsxwriter")
xlwt = pytest.importorskip("xlwt")
odf = pytest.importorskip("odf")

THAI = "ก" * 3 + "ำ่้ ฯ๏๙"
ROWS: list[list[Raw]] = [
    ["เลขที่", "วันที่", "จำนวน", "ใช้", "เวลา"],
    ["218/2562", date(2019, 6, 7), 12, True, time(9, 30)],
    [None, None, None, None, None],
    ["บรรทัดหนึ่ง\nบรรทัดสอง", date(2562, 6, 7), 1234567890123, False, time(16, 5)],
    ["007", datetime(2019, 6, 7, 9, 30), 2.5, None, None],
]


def book(path: Path) -> Book:
    found = read(path)
    assert isinstance(found, Book)
    return found


def rows(table: Table) -> list[list[Raw]]:
    """The rows with the empty ends that writers may leave out."""
    width = max(map(len, table.rows), default=0)
    return [list(row) + [None] * (width - len(row)) for row in table.rows]


def write_xlsx(path: Path, grid: list[list[Raw]], name: str = "ข้อมูล") -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = name
    for r, row in enumerate(grid, 1):
        for c, raw in enumerate(row, 1):
            if raw is not None:
                sheet.cell(r, c, raw)
    workbook.save(path)
    return path


def write_xls(path: Path, grid: list[list[Raw]], name: str = "ข้อมูล") -> Path:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet(name)
    formats = {date: "d/m/yyyy", datetime: "d/m/yyyy h:mm", time: "h:mm"}
    for r, row in enumerate(grid):
        for c, raw in enumerate(row):
            if raw is not None:
                sheet.write(r, c, raw, xlwt.easyxf(num_format_str=formats.get(type(raw), "General")))
    workbook.save(str(path))
    return path


def write_ods(path: Path, grid: list[list[Raw]], name: str = "ข้อมูล") -> Path:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table as OdfTable
    from odf.table import TableCell, TableRow
    from odf.text import P

    def cell(raw: Raw) -> TableCell:
        if raw is None:
            return TableCell()
        if isinstance(raw, bool):
            return TableCell(valuetype="boolean", booleanvalue=str(raw).lower())
        if isinstance(raw, (int, float)):
            return TableCell(valuetype="float", value=repr(raw))
        if isinstance(raw, date):
            return TableCell(valuetype="date", datevalue=raw.isoformat())
        if isinstance(raw, time):
            return TableCell(valuetype="time", timevalue=raw.strftime("PT%HH%MM%SS"))
        text = TableCell(valuetype="string")
        for line in raw.split("\n"):
            text.addElement(P(text=line))
        return text

    document = OpenDocumentSpreadsheet()
    table = OdfTable(name=name)
    for row in grid:
        line = TableRow()
        for raw in row:
            line.addElement(cell(raw))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


WRITERS = {".xlsx": write_xlsx, ".xls": write_xls, ".ods": write_ods}


@pytest.mark.parametrize("suffix", WRITERS)
def test_values_of_every_type_come_back(suffix: str, tmp_path: Path) -> None:
    grid = ROWS
    if suffix == ".xls":  # its calendar ends before the year 2562
        grid = [[date(2019, 6, 8) if raw == date(2562, 6, 7) else raw for raw in row] for row in ROWS]
    table = book(WRITERS[suffix](tmp_path / f"งาน{suffix}", grid)).tables[0]
    assert rows(table) == grid
    assert [[type(raw) for raw in row] for row in rows(table)] == [[type(raw) for raw in row] for row in grid]
    assert (table.name, table.file) == ("ข้อมูล", f"งาน{suffix}")


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3)).filter(lambda x: not x.is_integer()),
    st.text(st.sampled_from("กขคงจำ่้ะาิฯ๙ AZaz019-/.,'&<>\""), min_size=1, max_size=12).filter(
        lambda text: text == " ".join(text.split()) and text[0] not in "=#{'"  # odfpy keeps no runs of spaces
    ),
    st.dates(date(1950, 1, 1), date(2600, 12, 31)),
)


@pytest.mark.parametrize("suffix", WRITERS)
@settings(max_examples=25, deadline=None)
@given(grid=st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8))
def test_any_grid_comes_back(suffix: str, grid: list[list[Raw]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    found = rows(book(WRITERS[suffix](path, grid)).tables[0])
    width = max((c + 1 for row in grid for c, raw in enumerate(row) if raw is not None), default=0)
    padded = [[*row, *[None] * 6][:width] for row in grid]
    while padded and not any(raw is not None for raw in padded[-1]):
        padded.pop()
    assert found == padded


def test_an_error_value_is_never_blank_in_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("ก")
        sheet.write("A1", 't="e" เป็นข้อความ')
        sheet.write_formula("C7", "=NA()", None, "#N/A")
        sheet.write_formula("AB9", "=1/0", None, "#DIV/0!")
    table = book(path).tables[0]
    assert table.rows[6][2] == "#N/A"
    assert table.rows[8][27] == "#DIV/0!"
    assert table.rows[0] == ['t="e" เป็นข้อความ']


def test_an_error_value_is_never_blank_in_xls(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("ก")
    sheet.row(2).set_cell_error(1, 0x2A)
    sheet.row(2).set_cell_error(2, 0x07)
    workbook.save(str(tmp_path / "a.xls"))
    assert list(book(tmp_path / "a.xls").tables[0].rows[2]) == [None, "#N/A", "#DIV/0!"]


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
CALC = f"""<office:document-content xmlns:office="{ODF}office:1.0" xmlns:table="{ODF}table:1.0" xmlns:text="{ODF}text:1.0"
 xmlns:style="{ODF}style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles>
 <style:style style:name="t2"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{{}}</office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, tables: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CALC.format(tables))
    return path


def test_what_libreoffice_writes_beside_values_is_read(tmp_path: Path) -> None:
    sheet = """<table:table table:name="ก">
    <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/>
    </table:table-row>
    <table:table-row table:visibility="filter"><table:table-cell/>
     <table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value=""
      calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>
     <table:table-cell table:formula="of:=X()" office:value-type="string"
      calcext:value-type="error"><text:p>Err:508</text:p></table:table-cell>
     <table:table-cell table:formula="of:=B1"/></table:table-row>
    <table:table-row>
     <table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2">
      <office:annotation><text:p>หมายเหตุ</text:p></office:annotation>
      <text:p>ก<text:s text:c="3"/>ข<text:tab/>ค</text:p><text:p><text:span>ง</text:span></text:p></table:table-cell>
     <table:covered-table-cell/></table:table-row>
    <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>
    <table:table table:name="เก่า" table:style-name="t2"><table:table-row>
     <table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"""
    found = book(ods(tmp_path / "a.ods", sheet))
    table = found.tables[0]
    assert [list(row) for row in table.rows] == [[], [], [None, "#N/A", "#VALUE!", UNCALCULATED], ["ก   ข\tค\nง"]]
    assert (table.merged, table.hidden_rows) == (((3, 0, 4, 1),), {2})
    assert [(notice.code, str(notice.place)) for notice in found.notices] == [
        ("W207", "a.ods"),
        ("W205", "a.ods › ก"),
        ("W206", "a.ods › ก › D3"),
    ]


def test_repeated_cells_of_ods_do_not_fill_the_memory(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    with pytest.raises(GenError, match="E305"):
        read(ods(tmp_path / "a.ods", f'<table:table table:name="ก">{row}</table:table>'))


def test_a_formula_whose_value_is_an_empty_text_is_blank(tmp_path: Path) -> None:
    cells = '<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c><c r="C1" t="str"><f>"ก"</f><v>ก</v></c>'
    found = book(sheet_of(tmp_path, f'<row r="1">{cells}</row>'))
    assert (found.tables[0].rows, found.notices) == ([[None, None, "ก"]], ())


def test_a_formula_that_was_never_calculated_is_said_and_not_blank(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["B2"] = "=A1"  # openpyxl stores no value
    workbook.active["A3"] = "ก"
    workbook.save(tmp_path / "a.xlsx")
    found = book(tmp_path / "a.xlsx")
    assert found.tables[0].rows[1] == [None, UNCALCULATED]
    assert [(notice.code, notice.place.cell) for notice in found.notices] == [("W206", "B2")]


def test_hidden_rows_are_read_and_said_hidden_sheets_are_not_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("ก")
        for row in range(6):
            sheet.write(row, 0, row)
        for row in (1, 2, 4, 40):
            sheet.set_row(row, None, None, {"hidden": True})
        workbook.add_worksheet("เก่า").hide()
        workbook.add_worksheet("มาโคร").very_hidden()
        workbook.add_worksheet("_lists").hide()
    found = book(path)
    assert [table.name for table in found.tables] == ["ก"]
    assert [raw for row in found.tables[0].rows for raw in row] == [0, 1, 2, 3, 4, 5]
    assert found.tables[0].hidden_rows == {1, 2, 4, 40}
    assert [str(notice) for notice in found.notices] == [
        'W207 a.xlsx: แผ่น "เก่า" ซ่อนอยู่ จึงไม่ได้อ่าน — ถ้าต้องการให้อ่าน ให้เลิกซ่อนแผ่น',
        "W205 a.xlsx › ก: แถวที่ซ่อนอยู่ (2–3, 5) ถูกอ่านด้วย — ถ้าไม่ต้องการให้ลบแถว",
    ]


def test_hidden_rows_sheets_and_merged_cells_of_xls(tmp_path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("ก")
    sheet.write_merge(0, 2, 1, 3, "รวม")
    sheet.write(4, 0, "ซ่อน")
    sheet.row(4).hidden = 1
    workbook.add_sheet("เก่า").visibility = 1
    workbook.save(str(tmp_path / "a.xls"))
    found = book(tmp_path / "a.xls")
    assert [table.name for table in found.tables] == ["ก"]
    assert (found.tables[0].merged, found.tables[0].hidden_rows) == (((0, 1, 2, 3),), {4})
    assert [notice.code for notice in found.notices] == ["W207", "W205"]


def test_chart_sheets_are_no_tables_and_merged_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("R&D <1>")
        sheet.merge_range("B2:D4", "รวม")
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "='R&D <1>'!$A$1:$A$2"})
        workbook.add_chartsheet("กราฟ").set_chart(chart)
    table = book(path).tables[0]
    assert [found.name for found in book(path).tables] == ["R&D <1>"]
    assert table.merged == ((1, 1, 3, 3),)
    assert table.place(1, 1) == Place("a.xlsx", "R&D <1>", "B2")


def test_rich_text_phonetics_and_escapes_are_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet()
        sheet.write_rich_string("A1", bold, "ก", "ข ", bold, "ค")
        sheet.write("A2", "บรรทัด\r\nใหม่ _x000D_")
        sheet.write("A3", "   ")
        sheet.write("B3", " เว้น ")
    assert [list(row) for row in book(path).tables[0].rows] == [["กข ค"], ["บรรทัด\nใหม่ _x000D_"], [None, " เว้น "]]


@pytest.mark.parametrize(
    "shape",
    ["d/m/yyyy", "[$-1070000]d/mm/yyyy;@", "[$-187041E]d mmmm yyyy;@", "[$-D07041E]d mmmm yyyy;@", "d/m/bbbb"],
)
def test_thai_formats_of_dates_are_dates(shape: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write("A1", 43623, workbook.add_format({"num_format": shape}))
    assert book(path).tables[0].rows == [[date(2019, 6, 7)]]


def test_the_numbered_formats_of_thai_excel_are_dates_and_times(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write("A1", 43623, workbook.add_format({"num_format": 14}))
        sheet.write("B1", 9.5 / 24, workbook.add_format({"num_format": 20}))
        sheet.write("C1", 5)

    def thai(styles: bytes) -> bytes:
        return styles.replace(b'numFmtId="14"', b'numFmtId="71"').replace(b'numFmtId="20"', b'numFmtId="75"')

    assert book(changed(path, "xl/styles.xml", thai)).tables[0].rows == [[date(2019, 6, 7), time(9, 30), 5]]


def test_the_calendar_of_old_macs_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_datetime("A1", datetime(2019, 6, 7), workbook.add_format({"num_format": "d/m/yyyy"}))
    assert book(path).tables[0].rows == [[date(2019, 6, 7)]]


def test_durations_are_times_or_the_text_that_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        shape = workbook.add_format({"num_format": "[h]:mm"})
        sheet = workbook.add_worksheet()
        sheet.write("A1", 0.4, shape)
        sheet.write("B1", 1.2, shape)
    assert book(path).tables[0].rows == [[time(9, 36), "28:48:00"]]


# --- workbooks as other programs write them

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = '<{0}worksheet xmlns{1}="' + MAIN + '"><{0}sheetData>{2}</{0}sheetData></{0}worksheet>'


def changed(path: Path, part: str, change: object) -> Path:
    """The workbook with one part changed: bytes, or a function of the old ones."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part]) if callable(change) else change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def sheet_of(tmp_path: Path, body: str, prefix: str = "") -> Path:
    xml = SHEET.format(f"{prefix}:" if prefix else "", f":{prefix}" if prefix else "", body)
    return changed(write_xlsx(tmp_path / "a.xlsx", [["ก"]]), "xl/worksheets/sheet1.xml", xml.encode())


def test_cells_without_addresses_are_counted(tmp_path: Path) -> None:
    body = (
        '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row/><row><c/><c><v>2</v></c></row>'
        '<row r="6"><c r="C6"><v>3</v></c><c><v>4</v></c></row>'
    )
    found = book(sheet_of(tmp_path, body)).tables[0].rows
    assert [list(row) for row in found] == [[1, "#N/A"], [], [None, 2], [], [], [None, None, 3, 4]]


def test_prefixed_tags_are_the_same_tags(tmp_path: Path) -> None:
    body = '<x:row r="1" hidden="1"><x:c r="B1"><x:v>1</x:v></x:c><x:c r="C1" t="e"><x:v>#REF!</x:v></x:c></x:row>'
    table = book(sheet_of(tmp_path, body, "x")).tables[0]
    assert [list(row) for row in table.rows] == [[None, 1, "#REF!"]]
    assert table.hidden_rows == {0}


def test_attributes_in_another_order_or_with_other_quotes(tmp_path: Path) -> None:
    body = "<row spans='1:3' r='2'><c t='e' r='B2'><v>#N/A</v></c><c\n s=\"0\"\tr=\"D2\"><v>7</v></c></row>"
    assert [list(row) for row in book(sheet_of(tmp_path, body)).tables[0].rows] == [[], [None, "#N/A", None, 7]]


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"></c></row>',
    ],
)
def test_formats_down_to_the_last_cell_are_no_content(body: str, tmp_path: Path) -> None:
    assert book(sheet_of(tmp_path, body)).tables[0].rows == [[1]]


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"/><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        "<row/>" * 1_000_000 + "<row><c/><c/><c/><c/><c/><c/><c><v>1</v></c></row>",
    ],
)
def test_a_filled_cell_too_far_away_is_refused_by_its_address(body: str, tmp_path: Path) -> None:
    with pytest.raises(GenError, match=r'E305 a\.xlsx ใหญ่เกินไป \(แผ่น "ข้อมูล" กรอกถึงช่อง [A-Z]+\d+\)'):
        read(sheet_of(tmp_path, body))


@pytest.mark.parametrize(
    "twice", ['<c r="A1" r="XFD1048576">', '<c r="XFD1"\tr="A1048576">', '<c r="A1" foo="/>" r="XFD9">']
)
def test_an_address_that_stands_twice_cannot_smuggle_in_a_far_cell(twice: str, tmp_path: Path) -> None:
    body = f'<row r="1"><c r="A1"><v>1</v></c>{twice}<v>2</v></c></row>'
    try:
        found = book(sheet_of(tmp_path, body)).tables[0].rows
    except GenError as error:
        assert error.code == "E303"
    else:
        assert len(found) * max(map(len, found)) <= 16_384


@pytest.mark.parametrize(
    "body",
    [
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        '<row r="1"><c r="A1" foo="/>"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1',
    ],
)
def test_cells_that_no_program_writes_are_damage(body: str, tmp_path: Path) -> None:
    with pytest.raises(GenError, match="E303"):
        read(sheet_of(tmp_path, body))


def test_claimed_counts_are_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write("A1", "ก")
    count = re.compile(rb'[cC]ount="\d+"')
    changed(path, "xl/sharedStrings.xml", lambda xml: count.sub(b'uniqueCount="4294967290"', xml))
    assert book(path).tables[0].rows == [["ก"]]


def test_shared_strings_with_a_prefix_or_none_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write("A1", "ก")
    xml = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>ข</x:t></x:si></x:sst>'.encode()
    assert book(changed(path, "xl/sharedStrings.xml", xml)).tables[0].rows == [["ข"]]
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write("A1", 1)
    assert book(changed(path, "xl/sharedStrings.xml", b'<sst count="0"/>')).tables[0].rows == [[1]]


def test_one_long_text_in_very_many_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("ข้อมูล").write("A1", "ก" * 32_000)
    cells = "".join(f'<c r="{address(0, column)}" t="s"><v>0</v></c>' for column in range(16_000))
    xml = SHEET.format("", "", f'<row r="1">{cells}</row>').encode()
    with pytest.raises(GenError, match="E305"):
        read(changed(path, "xl/worksheets/sheet1.xml", xml))


def test_a_shared_string_of_nothing_keeps_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write_row("A1", ["ก", "ข"])
    xml = f'<sst xmlns="{MAIN}"><si/><si><t>ข</t></si></sst>'.encode()
    assert book(changed(path, "xl/sharedStrings.xml", xml)).tables[0].rows == [[None, "ข"]]


@pytest.mark.parametrize(("cell", "row", "column"), [("Z99999", 99998, 25), ("AA1", 0, 26), ("A100000", 99999, 0)])
def test_sheets_longer_or_wider_than_most(cell: str, row: int, column: int, tmp_path: Path) -> None:
    body = f'<row r="1"><c r="B1"><v>1</v></c></row><row r="{row + 1}"><c r="{cell}"><v>2</v></c></row>'
    found = book(sheet_of(tmp_path, body)).tables[0].rows
    assert (found[0][1], found[row][column], len(found)) == (1, 2, row + 1)


def test_a_package_laid_out_in_another_way_is_read(tmp_path: Path) -> None:
    """Other folders and names, absolute targets, the namespaces of the strict standard."""
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    rel = '<Relationship Id="{}" Type="' + strict + '/{}" Target="{}"/>'
    main = 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="' + strict + '"'
    sheets = '<sheets><sheet name="ก" sheetId="1" r:id="s"/></sheets>'
    cell = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    targets = rel.format("s", "worksheet", "../Sheets/One.xml") + rel.format("t", "sharedStrings", "/text.xml")
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", rels.format(rel.format("a", "officeDocument", "/book/Main.xml")))
        archive.writestr("book/_rels/main.xml.rels", rels.format(targets))
        archive.writestr("book/main.xml", f"<workbook {main}>{sheets}</workbook>")
        archive.writestr("sheets/one.xml", f"<worksheet {main}>{cell}</worksheet>")
        archive.writestr("text.xml", f"<sst {main}><si><t>ข</t></si></sst>")
    assert book(path).tables[0].rows == [["ข"]]


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_addresses_are_those_of_a_spreadsheet(row: int, column: int) -> None:
    from openpyxl.utils.cell import coordinate_from_string, get_column_letter

    letters, number = coordinate_from_string(address(row, column))
    assert (letters, number) == (get_column_letter(column + 1), row + 1)
    assert column_of(letters) == column


def test_rows_are_listed_as_spans() -> None:
    assert spans([1, 2, 3, 7]) == "2–4, 8"
    assert spans(range(0, 40, 2)) == "1, 3, 5, 7, 9, 11 …"


def test_a_size_that_is_a_lie_costs_nothing(tmp_path: Path) -> None:
    """A part that says it has 1,000 bytes, and unpacks to 100 million."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("_rels/.rels", bytes(100_000_000))
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 100_000_000), struct.pack("<L", 1000)))
    tracemalloc.start()
    with pytest.raises(GenError):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000
