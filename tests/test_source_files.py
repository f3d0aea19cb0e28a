"""Whatever is wrong with a file gets one clear message, and a name that lies about the kind does no harm."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from generator.errors import GenError
from generator.source import archive, file, read
from tests.test_source_workbooks import book, write_ods, write_xls, write_xlsx

GRID = [["เรื่อง", "จำนวน"], ["ทดสอบ", 3]]


def refused(path: Path) -> str:
    with pytest.raises(GenError) as caught:
        read(path)
    assert len(caught.value.problems) == 1
    return str(caught.value)


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "ไม่มี.xlsx").startswith("E301 ไม่พบไฟล์ ไม่มี.xlsx — ")
    assert refused(put(tmp_path / "a.txt", b"x") / "b.xlsx").startswith("E301")
    assert refused(Path("a\0b.xlsx")).startswith("E301")
    assert refused(tmp_path / ("ก" * 300 + ".xlsx")).startswith("E301")


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"E309 {tmp_path.name} เป็นโฟลเดอร์ — ระบุไฟล์ในโฟลเดอร์นั้น"
    assert refused(Path("/")).startswith("E309")


@pytest.mark.parametrize("name", ["~$งาน.xlsx", ".~lock.งาน.ods#"])
def test_the_lock_files_of_office_programs(name: str, tmp_path: Path) -> None:
    assert refused(put(tmp_path / name, b"lock")).startswith(f"E310 {name} เป็นไฟล์ชั่วคราว")


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.xlsb", "a", "a.numbers"])
def test_kinds_that_are_not_read(name: str, tmp_path: Path) -> None:
    assert refused(put(tmp_path / name, b"x")).startswith(f"E302 {name} ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on this system")
def test_what_is_no_file_at_all(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refused(tmp_path / "a.csv").startswith("E302")


@pytest.mark.parametrize("error", [PermissionError(13, "locked"), OSError(5, "network drive went away")])
def test_a_file_that_another_program_holds(error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", GRID)

    def fail(self: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert refused(path) == ("E306 เปิด a.xlsx ไม่ได้ เพราะโปรแกรมอื่นใช้อยู่หรือไม่มีสิทธิ์ — ปิดไฟล์ใน Excel แล้วสั่งใหม่")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.yaml", "a.xls", "a.ods"])
@pytest.mark.parametrize("content", [b"", b" \r\n\r\n", b"\0" * 512, b"\xef\xbb\xbf"])
def test_an_empty_file(name: str, content: bytes, tmp_path: Path) -> None:
    assert refused(put(tmp_path / name, content)) == f"E311 {name} ว่างเปล่า"


def test_a_file_larger_than_is_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.csv", b"x")
    os.truncate(path, file.LARGEST + 1)
    assert refused(path) == "E305 a.csv ใหญ่เกินไป (200 MB) — อ่านได้ไม่เกิน 200 MB"


# --- names that lie


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_a_workbook_under_the_name_of_another_kind_is_read_as_what_it_is(suffix: str, tmp_path: Path) -> None:
    for n, write in enumerate((write_xlsx, write_xls, write_ods)):
        path = write(tmp_path / f"{n}.tmp", GRID).rename(tmp_path / f"{n}{suffix}")
        assert [list(row) for row in book(path).tables[0].rows] == GRID


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_text_under_the_name_of_a_workbook_is_read_as_text(suffix: str, tmp_path: Path) -> None:
    path = put(tmp_path / f"a{suffix}", "เรื่อง\tจำนวน\r\nทดสอบ\t3\r\n".encode("utf-16"))
    assert [list(row) for row in book(path).tables[0].rows] == [["เรื่อง", "จำนวน"], ["ทดสอบ", "3"]]


@pytest.mark.parametrize(
    "content",
    [
        b"<html><form>login</form><table></table></html>",
        b'\xef\xbb\xbf\r\n<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        b"{\\rtf1 x}",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
    ],
)
@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
def test_web_pages_and_pictures_under_the_name_of_a_workbook(content: bytes, suffix: str, tmp_path: Path) -> None:
    assert refused(put(tmp_path / f"รายงาน{suffix}", content)) == (
        f"E303 รายงาน{suffix} เสีย หรือไม่ใช่ไฟล์ {suffix} จริง — เปิดในโปรแกรมตารางแล้วบันทึกเป็น .xlsx ใหม่"
    )


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return path


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / "a.xlsx", **{"word__document.xml": b"<w/>"})).startswith("E303")
    assert refused(zipped(tmp_path / "b.xlsx")).startswith("E303")


# --- passwords


def test_workbooks_with_a_password(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    said = "ใส่รหัสผ่านไว้ — เปิดในโปรแกรมตาราง เอารหัสผ่านออก แล้วบันทึก"
    assert refused(put(tmp_path / "a.xlsx", ole)) == f"E304 a.xlsx {said}"
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    path = zipped(tmp_path / "a.ods", **{"content.xml": b"??", "META-INF__manifest.xml": manifest})
    assert refused(path) == f"E304 a.ods {said}"
    assert (
        refused(zipped(tmp_path / "b.ods", **{"content.xml": b"", "encrypted-package": b"??"})) == f"E304 b.ods {said}"
    )


def test_an_xls_with_a_password(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", GRID)
    content = path.read_bytes()
    start = content.index(
        b"\x09\x08\x10\x00\x00\x06\x05\x00"
    )  # the globals; the first record after them becomes FILEPASS
    after = start + 20
    put(path, content[:after] + b"\x2f\x00" + content[after + 2 :])
    assert refused(path).startswith("E304 a.xls ใส่รหัสผ่านไว้")


def test_a_zip_whose_parts_have_a_password(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", GRID)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(put(path, bytes(content))).startswith("E304")


# --- bombs


def bomb(path: Path, size: int) -> Path:
    """A workbook whose one sheet unpacks to `size` bytes of blanks."""
    write_xlsx(path, GRID)
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/worksheets/sheet1.xml"] += b" " * size
    return zipped(path, **{name.replace("/", "__"): content for name, content in parts.items()})


def test_a_zip_bomb_by_its_declared_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 5 * 2**20)
    assert refused(bomb(tmp_path / "a.xlsx", 6 * 2**20)) == "E305 a.xlsx ใหญ่เกินไป (6 MB) — อ่านได้ไม่เกิน 5 MB"


def test_a_zip_bomb_that_lies_about_its_size_does_not_unpack(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 50 * 2**20)
    with zipfile.ZipFile(path) as made:
        real = made.getinfo("xl/worksheets/sheet1.xml").file_size
    content = path.read_bytes().replace(real.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refused(put(path, content)).startswith("E303")


def test_a_zip_of_very_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_PARTS", 5)
    assert "ชิ้นส่วน" in refused(write_xlsx(tmp_path / "a.xlsx", GRID))


@pytest.mark.parametrize("head", [b'<!DOCTYPE x [<!ENTITY a "lol">]>', b'<?xml version="1.0" encoding="UTF-16"?>'])
def test_entities_and_encodings_that_hide_are_damage(head: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write("A1", "ก")
    assert book(path).tables[0].rows == [["ก"]]
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        changed = {**parts, name: head + parts[name].split(b"?>", 1)[-1]}
        zipped(path, **{part.replace("/", "__"): content for part, content in changed.items()})
        assert refused(path).startswith("E303")


def test_a_panic_of_the_library_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As pyo3 raises it: not an Exception."""

    def panic(found: io.BytesIO) -> None:
        raise PanicException("capacity overflow")

    monkeypatch.setattr("python_calamine.load_workbook", panic)
    assert refused(write_xlsx(tmp_path / "a.xlsx", GRID)).startswith("E303")


def test_ctrl_c_is_not_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(found: io.BytesIO) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("python_calamine.load_workbook", stop)
    with pytest.raises(KeyboardInterrupt):
        read(write_xlsx(tmp_path / "a.xlsx", GRID))


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>รายงาน</title><style>td {{color: red}}</style></head><body>
<table border=1><tr><th rowspan="2">ที่<th colspan=2>จำนวน</tr><tr><td>ชาย</td><td>หญิง<br>(คน)</td></tr>
<TR><td>1<td>&nbsp;12 &amp; 3</td><td><table><tr><td>ใน<td>ตาราง</table></TR></table>{more}</body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("tis-620", "cp874"), ("windows-874", "cp874"), ("", "cp874")])
def test_the_table_of_a_web_page_that_is_named_as_a_workbook(charset: str, encoding: str, tmp_path: Path) -> None:
    found = book(put(tmp_path / "รายงาน.xls", PAGE.format(charset=charset, more="").encode(encoding)))
    (table,) = found.tables
    assert table.rows == [["ที่", "จำนวน"], [None, "ชาย", "หญิง\n(คน)"], ["1", "12 & 3", "ในตาราง"]]
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2)) and str(table.place(1, 2)) == "รายงาน.xls › C2"


def test_several_tables_of_a_page_are_sheets(tmp_path: Path) -> None:
    more = "<table><tr><td>อีกตาราง</table><table></table>"
    found = book(put(tmp_path / "a.xls", PAGE.format(charset="utf-8", more=more).encode()))
    assert [table.sheet for table in found.tables] == ["ตาราง 1", "ตาราง 2"]


def test_a_page_whose_cells_claim_to_cover_everything_is_refused(tmp_path: Path) -> None:
    deep = b"<table>" + b"<tr><td rowspan=9999 colspan=9999>x" * 5100
    wide = b"<table><tr>" + b"<td>x" * 5100
    for content in (deep, wide):
        assert refused(put(tmp_path / "a.xls", content)).startswith("E305 a.xls ใหญ่เกินไป")
