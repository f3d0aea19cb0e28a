"""No file, however damaged, ends in anything but a Book, a Tree or a message. Seeds are fixed: a failure repeats."""

from __future__ import annotations

import random
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import GenError
from generator.source import Book, Tree, read
from tests.test_source_text import write_csv
from tests.test_source_workbooks import ROWS, write_ods, write_xls, write_xlsx

SUFFIXES = [".xlsx", ".xls", ".ods", ".csv", ".yaml"]


def survives(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        found = read(path)
    except GenError as error:
        assert error.problems and all(problem.code.startswith("E3") for problem in error.problems)
        assert "\n" not in str(error)
    else:
        assert isinstance(found, (Book, Tree))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One good file of each kind."""
    folder = tmp_path_factory.mktemp("whole")
    with xlsxwriter.Workbook(folder / "b.xlsx") as workbook:
        sheet = workbook.add_worksheet("ก")
        sheet.write_column("A1", ["ก", "ข", 3, True])
        sheet.write_formula("B2", "=NA()", None, "#N/A")
        sheet.merge_range("C1:D3", "รวม")
        sheet.set_row(2, None, None, {"hidden": True})
    grid = [row[:1] for row in ROWS]
    files = [write_xlsx(folder / "a.xlsx", ROWS), folder / "b.xlsx", write_xls(folder / "a.xls", grid)]
    files += [write_ods(folder / "a.ods", ROWS), write_csv(folder / "a.csv")]
    (folder / "a.yaml").write_text("เรื่อง: ก\nคน:\n  - {ชื่อ: 'ข', งาน: [1, 2]}\n", encoding="utf-8")
    return {path.name: path.read_bytes() for path in [*files, folder / "a.yaml"]}


def broken(content: bytes, chance: random.Random) -> bytes:
    """A file with some bytes changed, or cut short, or with a piece moved."""
    found = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 20])):
        at = chance.randrange(len(found) if chance.random() < 0.7 else min(len(found), 600))
        found[at] = chance.choice([0, 255, 127, chance.randrange(256)])
    if chance.random() < 0.2:
        del found[chance.randrange(len(found)) :]
    if chance.random() < 0.2:
        at = chance.randrange(len(found) + 1)
        found[at:at] = found[: chance.randrange(200)]
    return bytes(found)


@pytest.mark.parametrize("name", ["a.xlsx", "b.xlsx", "a.xls", "a.ods", "a.csv", "a.yaml"])
def test_random_damage(name: str, whole: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(name)
    for _ in range(150):
        survives(tmp_path / name, broken(whole[name], chance))


@pytest.mark.parametrize("name", ["a.xlsx", "b.xlsx", "a.ods"])
def test_random_damage_inside_the_parts(name: str, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Checksums are right again after the damage, so it reaches the parsers."""
    chance = random.Random(name)
    (tmp_path / "whole").write_bytes(whole[name])
    with zipfile.ZipFile(tmp_path / "whole") as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    inside = [part for part in parts if part.endswith((".xml", ".rels"))]
    for _ in range(200):
        path, hit = tmp_path / f"x{Path(name).suffix}", chance.choice(inside)
        with zipfile.ZipFile(path, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, broken(content, chance) if part == hit else content)
        survives(path, path.read_bytes())


NUMBERS = ["0", "-1", "99", "1048577", "4294967295", "99999999999999999999", "1e999", "x", ""]


@pytest.mark.parametrize("name", ["a.xlsx", "b.xlsx", "a.ods"])
def test_every_number_of_the_parts_made_absurd(name: str, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Counts, addresses, sizes and references are the numbers that readers believe and allocate by."""
    chance = random.Random(name)
    (tmp_path / "whole").write_bytes(whole[name])
    with zipfile.ZipFile(tmp_path / "whole") as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    spots = [
        (part, hit.span())
        for part, content in parts.items()
        for hit in re.finditer(rb"(?<=[\">A-Z])\d+(?=[\"<])", content)
    ]
    for part, (start, end) in chance.sample(spots, min(200, len(spots))):
        changed = {**parts, part: parts[part][:start] + chance.choice(NUMBERS).encode() + parts[part][end:]}
        path = tmp_path / f"x{Path(name).suffix}"
        with zipfile.ZipFile(path, "w") as archive:
            for key, content in changed.items():
                archive.writestr(key, content)
        survives(path, path.read_bytes())


HEADS = [
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x09\x08\x10\x00",
    b"<",
]


@settings(max_examples=200, deadline=None)
@given(head=st.sampled_from(HEADS), body=st.binary(max_size=300), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_name(
    head: bytes, body: bytes, suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    survives(tmp_path_factory.getbasetemp() / f"any{suffix}", head + body)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=120), suffix=st.sampled_from([".csv", ".yaml", ".xls"]))
def test_any_text_under_any_name(text: str, suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    survives(tmp_path_factory.getbasetemp() / f"any{suffix}", text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("กข :-[]{}&*!|>'\"#\n\t,?%@`~1"), max_size=60))
def test_any_marks_of_yaml(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    survives(tmp_path_factory.getbasetemp() / "any.yaml", text.encode())


TAGS = ["<row", "<c", "</c>", "</row>", "<v>", "</v>", "<f>", "</f>", "<is><t>ก</t></is>", "/>", ">", "<x:c"]
MARKS = ["<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#65;", "1", "#N/A"]
NAMED = [
    "r='C3'",
    *(
        f'{key}="{value}"'
        for key, value in zip(
            "rrrrtttss", ("A1", "XFD1048576", "B2", "1", "s", "e", "inlineStr", "0", "9"), strict=True
        )
    ),
]
PIECES = st.sampled_from([*TAGS, *MARKS, *(f" {named}" for named in NAMED), ' hidden="1"'])


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_soup_of_a_sheet(pieces: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    path = tmp_path_factory.getbasetemp() / "soup.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        target = f'<Relationship Id="s" Type="{relations}/worksheet" Target="sheet.xml"/>'
        archive.writestr("xl/_rels/workbook.xml.rels", package.format(target))
        sheet = f'<sheets><sheet name="ก" r:id="s" xmlns:r="{relations}"/></sheets>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}">{sheet}</workbook>')
        body = "".join(pieces)
        archive.writestr("xl/sheet.xml", f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>')
    survives(path, path.read_bytes())


def test_a_zip_inside_a_lie_about_its_directory(whole: dict[str, bytes], tmp_path: Path) -> None:
    """Each field of the end record and of the first directory entry set to its largest value."""
    content = whole["a.xlsx"]
    end, first = content.rindex(b"PK\x05\x06"), content.index(b"PK\x01\x02")
    for start, offsets in ((end, range(4, 22, 2)), (first, range(4, 46, 2))):
        for offset in offsets:
            at = start + offset
            survives(tmp_path / "a.xlsx", content[:at] + struct.pack("<H", 0xFFFF) + content[at + 2 :])


def test_a_stream_that_unpacks_to_more_than_it_says(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packer.compress(b"<" * 30_000_000) + packer.flush()
    name = b"xl/workbook.xml"
    sizes = struct.pack("<HHHIIIHH", 8, 0, 0, 0, len(stream), 1000, len(name), 0)
    local = b"PK\x03\x04\x14\x00\x00\x00" + sizes + name + stream
    entry = b"PK\x01\x02\x14\x00\x14\x00\x00\x00" + sizes + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    survives(
        tmp_path / "a.xlsx",
        local + entry + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0),
    )
