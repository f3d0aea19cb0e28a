"""CSV in the encodings and with the delimiters that offices have, and YAML whose values all stay text."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import GenError, Place
from generator.source import Branch, Leaf, Node, Row, Tree, delimited, read
from tests.test_source_workbooks import book, rows

GRID = [["เรื่อง", "เลขที่", "วันที่"], ["จ้างครู, นักการ", "007", "7/6/2562"], ["บรรทัด\nสอง", '"ก" ข', ""]]


def write_csv(path: Path, encoding: str = "utf-8", delimiter: str = ",", grid: list[list[str]] = GRID) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(grid)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", delimited.DELIMITERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874", "tis-620"])
def test_every_encoding_with_every_delimiter(encoding: str, delimiter: str, tmp_path: Path) -> None:
    table = book(write_csv(tmp_path / "งาน.csv", encoding, delimiter)).tables[0]
    assert rows(table) == [[cell or None for cell in row] for row in GRID]
    assert table.place(1, 2) == Place("งาน.csv", "", "C2")


CELLS = st.text(st.sampled_from("กขคงจ่้า ๙,;\t\"'\n019aZ"), max_size=10).map(
    lambda text: "" if not text.strip() else text
)
GRIDS = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=3, max_size=8)
)


@settings(max_examples=60, deadline=None)
@given(grid=GRIDS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), delimiter=st.sampled_from(",;\t"))
def test_any_table_comes_back(
    grid: list[list[str]], encoding: str, delimiter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    heading = [f"หัว {n}" for n in range(len(grid[0]))]
    # Rows whose cells hold as many of another delimiter can be read in two ways; people quote neither.
    whole = [heading] * 3 + [[cell.replace(",", "").replace(";", "").replace("\t", "") for cell in row] for row in grid]
    path = write_csv(tmp_path_factory.mktemp("any") / "a.csv", encoding, delimiter, whole)
    expected = [[cell if cell.strip() else None for cell in row] for row in whole]
    while expected and not any(expected[-1]):
        expected.pop()
    assert rows(book(path).tables[0]) == expected


def test_cells_of_csv_stay_text(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", grid=[["12", "1.50", "TRUE", "2019-06-07", "#N/A", "  ก "]])
    assert book(path).tables[0].rows == [["12", "1.50", "TRUE", "2019-06-07", "#N/A", "  ก "]]


@pytest.mark.parametrize("sep", [",", ";", "\t"])
def test_the_first_line_by_which_excel_names_the_delimiter(sep: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"sep={sep}\r\nก{sep}ข\r\n1,5;0\t{sep}2\r\n".encode("utf-8-sig"))
    assert book(path).tables[0].rows[0] == ["ก", "ข"]


def test_one_column_has_no_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("เรื่อง\nหนึ่ง; สอง, สาม\nสี่\n", encoding="utf-8")
    assert book(path).tables[0].rows[0] == ["เรื่อง"]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('ก,ข\n1,"สอง\n3,4\n', encoding="utf-8")
    with pytest.raises(GenError, match=r"E303 a\.csv เสีย หรือไม่ใช่ไฟล์ CSV \(บรรทัด 3: เครื่องหมาย \" ไม่ครบคู่\) จริง"):
        read(path)


@pytest.mark.parametrize(
    "content",
    [
        "ก,ข\n".encode("utf-16-le"),  # without its mark
        "ทดสอบ,เรื่อง".encode()[:-1],  # UTF-8 that lost a byte
        "ฅ,ฅ".encode() + b"\xff",
        "café,naïve".encode("latin-1"),
        "漢字,かな".encode("shift-jis"),
        b"a,b\0c\n",
        b"\xff\xfeabc",
        b"\xef\xbb\xbf\xff",
    ],
)
def test_text_in_no_encoding_of_an_office(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(GenError) as caught:
        read(path)
    assert str(caught.value) == "E307 a.csv ไม่ใช่ตัวอักษร UTF-8 หรือ TIS-620 — บันทึกเป็น CSV UTF-8 แล้วสั่งใหม่"


@given(
    st.text(
        st.sampled_from([chr(c) for c in range(0x0E01, 0x0E5C) if not 0x0E3A < c < 0x0E3F]), min_size=4, max_size=40
    )
)
def test_thai_in_tis_620_is_never_taken_for_utf_8(text: str) -> None:
    from generator.source.file import text as decoded

    if any("ก" <= letter <= "ฮ" for letter in text):
        try:
            assert decoded(text.encode("cp874"), "a.csv") == text
        except GenError as error:
            assert error.code == "E307"  # said, where most of it could be either; never read wrong


def test_list_sheets_lie_beside_the_file(tmp_path: Path) -> None:
    write_csv(tmp_path / "คำสั่ง.csv")
    write_csv(tmp_path / "คำสั่ง.บุคลากร.csv", "cp874", ";", [["ชื่อ", "ตำแหน่ง"], ["นายก ข", "ครู"]])
    write_csv(tmp_path / "คำสั่งอื่น.csv")
    (tmp_path / "คำสั่ง.เก่า.csv").mkdir()
    (tmp_path / "คำสั่ง.xlsx").write_bytes(b"x")
    found = book(tmp_path / "คำสั่ง.csv")
    assert [(table.name, table.file) for table in found.tables] == [
        ("คำสั่ง", "คำสั่ง.csv"),
        ("บุคลากร", "คำสั่ง.บุคลากร.csv"),
    ]
    assert found.tables[1].place(1, 0) == Place("คำสั่ง.บุคลากร.csv", "", "A2")


def test_a_bad_list_sheet_is_said_by_its_own_name(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv")
    (tmp_path / "a.b.csv").write_bytes(b"")
    with pytest.raises(GenError, match=r"E311 a\.b\.csv"):
        read(tmp_path / "a.csv")


def test_more_cells_than_are_safe(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"," * 5_100_000)
    with pytest.raises(GenError, match="E305"):
        read(tmp_path / "a.csv")


# --- YAML


def tree(text: str | bytes, tmp_path: Path) -> Tree:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = read(path)
    assert isinstance(found, Tree)
    return found


def plain(node: Node) -> object:
    if isinstance(node, Branch):
        return {key: plain(child) for key, child in node.items.items()}
    return [plain(child) for child in node.items] if isinstance(node, Row) else node.text


def test_scalars_stay_text(tmp_path: Path) -> None:
    text = (
        "ประเทศ: no\nเวลา: 09:30\nเลข: 007\nเลขที่: 218/2562\nวัน: 2019-06-07\nว่าง:\nไม่มี: ~\nเปล่า: ''\nยาว: |\n  ก\n  ข\n"
    )
    assert plain(tree(text, tmp_path).root) == {
        "ประเทศ": "no",
        "เวลา": "09:30",
        "เลข": "007",
        "เลขที่": "218/2562",
        "วัน": "2019-06-07",
        "ว่าง": None,
        "ไม่มี": None,
        "เปล่า": "",
        "ยาว": "ก\nข\n",
    }


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\ufeff\ufffe\uffff"), max_size=12
)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@settings(max_examples=60, deadline=None)
@given(value=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5))
def test_any_tree_of_texts_comes_back(value: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert plain(tree(text, tmp_path_factory.mktemp("any")).root) == value


def test_each_node_knows_its_line(tmp_path: Path) -> None:
    found = tree("เรื่อง: ก\nบุคลากร:\n  - ชื่อ: ข\n    ตำแหน่ง: ค\n", tmp_path)
    assert isinstance(found.root, Branch)
    people = found.root.items["บุคลากร"]
    assert isinstance(people, Row)
    person = people.items[0]
    assert isinstance(person, Branch)
    assert str(found.place(person.items["ตำแหน่ง"])) == "a.yaml › บรรทัด 4"
    assert [found.place(node).cell for node in (found.root, people, person)] == ["บรรทัด 1", "บรรทัด 3", "บรรทัด 3"]


def test_several_documents_are_a_list(tmp_path: Path) -> None:
    found = tree("---\nก: 1\n---\n---\nก: 2\n...\n", tmp_path)
    assert plain(found.root) == [{"ก": "1"}, {"ก": "2"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874"])
def test_yaml_in_other_encodings(encoding: str, tmp_path: Path) -> None:
    assert plain(tree("เรื่อง: ทดสอบ\n".encode(encoding), tmp_path).root) == {"เรื่อง": "ทดสอบ"}


@pytest.mark.parametrize("text", ["# ว่าง\n", "---\n...\n", "~\n"])
def test_a_yaml_file_of_nothing(text: str, tmp_path: Path) -> None:
    with pytest.raises(GenError, match="E311"):
        tree(text, tmp_path)


LAUGHS = "a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("ก: 1\nข: 2\nก: 3\n", 3, 'มี "ก" สองครั้ง'),
        (LAUGHS, 1, "ใช้ & หรือ * นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ"),
        ("ก: *ข\n", 1, "ใช้ & หรือ * นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ"),
        ("\nก: !!python/object/apply:os.system [ls]\n", 2, "ใช้ ! นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ"),
        ("ก: !!int 3\n", 1, "ใช้ ! นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ"),
        ("? [ก, ข]\n: 1\n", 1, "ชื่อช่องต้องเป็นข้อความ"),
        ("[" * 50_000, 1, "ซ้อนลึกเกิน 20 ชั้น"),
        ("ก: ข: ค\n", 1, "มีเครื่องหมาย : ในข้อความ — ใส่เครื่องหมายคำพูดคร่อมข้อความ"),
        ("ก:\n\t- ข\n", 2, "ใช้แท็บย่อหน้าไม่ได้ — ใช้ช่องว่างแทน"),
        ("ก: @ข\n", 1, "มีเครื่องหมายที่ต้องใส่เครื่องหมายคำพูดคร่อมข้อความ"),
        ("ก: 1\nข\nค: 2\n", 3, "ไม่มีเครื่องหมาย : หลังชื่อช่อง"),
        ("ก: 1\n  ข: 2\n", 2, "มีเครื่องหมาย : ในข้อความ — ใส่เครื่องหมายคำพูดคร่อมข้อความ"),
        ("ก: [1, 2\n", 2, "วงเล็บหรือเครื่องหมายคำพูดไม่ครบคู่"),
        ('ก: "ข\n', 2, "วงเล็บหรือเครื่องหมายคำพูดไม่ครบคู่"),
        ('ก: "ข" ค\n', 1, "ย่อหน้าไม่ตรงกัน หรือเครื่องหมายคำพูดไม่ครบคู่"),
        ("ก: \x07\n", 1, "มีอักขระที่รับไม่ได้ U+0007"),
        ("ก: 1\nข: \x07\n", 2, "มีอักขระที่รับไม่ได้ U+0007"),
        ("- " * 500, 1, "ซ้อนลึกเกิน 20 ชั้น"),
        ("ก: |x\n ข", 1, "เครื่องหมายหรือย่อหน้าไม่ถูกต้อง"),
    ],
)
@pytest.mark.parametrize("parser", ["CBaseLoader", "BaseLoader"])
def test_mistakes_in_yaml(
    text: str, line: int, why: str, parser: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parser == "BaseLoader":
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    elif not hasattr(yaml, "CBaseLoader"):
        pytest.skip("PyYAML without libyaml")
    with pytest.raises(GenError) as caught:
        tree(text, tmp_path)
    assert str(caught.value) == f"E308 a.yaml บรรทัด {line}: เขียน YAML ผิด ({why})"


def test_nothing_typed_in_yaml_is_a_date(tmp_path: Path) -> None:
    root = tree("d: 2019-06-07\n", tmp_path).root
    assert isinstance(root, Branch)
    leaf = root.items["d"]
    assert isinstance(leaf, Leaf)
    assert not isinstance(leaf.text, date)
