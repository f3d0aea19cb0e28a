"""Lists that an office keeps: its people, schools, local governments and holidays, as ministries' systems give them.

In: `data/people.csv`, or one of that name as .xlsx, .xls (a web page named so too) or .ods. Out: its rows by the names
that the program uses for columns, whatever the file calls them; a name in three columns is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import GenError
from .thai import arabic_digits, clean

SUFFIXES = (".csv", ".xlsx", ".xls", ".ods")
HEAD_ROWS = 20  # a heading row stands within these
TITLE = (
    "คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "คำนำ", "ยศ", "ยศ/คำนำหน้า", "title", "title_th", "prefix", "prename",
    "prefix_name",
)  # fmt: skip
GIVEN = ("ชื่อ", "ชื่อตัว", "ชื่อจริง", "ชื่อ (ไทย)", "first_name", "fname", "name_th", "given_name")
FAMILY = ("นามสกุล", "สกุล", "ชื่อสกุล", "นามสกุล (ไทย)", "last_name", "lname", "surname", "family_name")
WHOLE = (
    "name", "ชื่อ - สกุล", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "ชื่อ สกุล", "ชื่อตัว-ชื่อสกุล", "ชื่อบุคลากร", "ชื่อครู", "ชื่อข้าราชการ",
    "ชื่อผู้ดำรงตำแหน่ง", "รายชื่อ", "fullname", "full_name",
)  # fmt: skip
POSITION = ("position", "ตำแหน่ง", "ชื่อตำแหน่ง", "ตำแหน่งปัจจุบัน", "ตำแหน่งในสายงาน", "ตำแหน่ง/วิทยฐานะ", "position_name")
LEVEL = ("ระดับ", "ระดับตำแหน่ง")
PEOPLE: Mapping[str, Sequence[str]] = {
    "name": WHOLE, "position": POSITION, "title": TITLE, "given": GIVEN, "family": FAMILY, "level": LEVEL,
}  # fmt: skip
RECEIVERS: Mapping[str, Sequence[str]] = {
    "code": (
        "code", "รหัส", "รหัสโรงเรียน", "รหัสสถานศึกษา", "รหัสหน่วยงาน", "รหัส 8 หลัก", "รหัสโรงเรียน 8 หลัก", "รหัส 10 หลัก",
        "รหัสสถานศึกษา 10 หลัก", "รหัส SMIS", "รหัส DMC", "รหัสกระทรวง", "school_id", "school_code", "smis_code",
    ),
    "name": (
        "name", "ชื่อ", "โรงเรียน", "หน่วยงาน", "ชื่อโรงเรียน", "ชื่อสถานศึกษา", "สถานศึกษา", "ชื่อหน่วยงาน", "ชื่อ อปท.", "อปท.",
        "ชื่อองค์กรปกครองส่วนท้องถิ่น", "องค์กรปกครองส่วนท้องถิ่น", "school", "school_name",
    ),
    "district": ("district", "อำเภอ", "อำเภอ/เขต", "ชื่ออำเภอ", "amphur", "amphoe", "district_name"),
    "head": (
        "head", "เรียน", "ผู้บริหาร", "ผู้บริหารโรงเรียน", "ผู้บริหารสถานศึกษา", "ชื่อผู้บริหาร", "ผู้อำนวยการ", "ผู้อำนวยการโรงเรียน",
        "ชื่อผู้อำนวยการ",
    ),
    "email": ("email", "อีเมล", "อีเมล์", "ไปรษณีย์อิเล็กทรอนิกส์", "e-mail", "email_address"),
}  # fmt: skip
HOLIDAYS: Mapping[str, Sequence[str]] = {"date": ("date", "วันที่", "วันหยุด"), "name": ("name", "ชื่อวันหยุด", "รายการ")}
_LEVELS = re.compile("ปฏิบัติ(?:การ|งาน)|ชำนาญ(?:การ|งาน|การพิเศษ)|เชี่ยวชาญ(?:พิเศษ)?|อาวุโส|ทรงคุณวุฒิ")
_LOOSE = re.compile(r"[\s.\-–_/()*:,]+")
_INSTITUTION = re.compile("(?:โรงเรียน|องค์การ|เทศบาล|สำนักงาน|ศูนย์|วิทยาลัย|รร[. ])")
PERSON = re.compile("(?:นาย|นาง|นางสาว|น[.]ส[.]|ว่าที่|ดร[.])(?!กเทศมนตรี|กองค์การ|กเมือง)")  # of who a row names


def place(path: Path) -> Path:
    """The file of a list: the named CSV, or the workbook of that name. Raises: GenError E511 where both are."""
    there = [beside for suffix in SUFFIXES if (beside := path.with_suffix(suffix)).is_file()]
    if len(there) > 1:
        raise GenError("E511", file=there[0].name, other=there[1].name)
    return there[0] if there else path


def listed(path: Path) -> list[dict[str, str]]:
    """The rows of a list by its name: people, holidays, or receivers. Raises: as these."""
    if path.stem == "holidays":
        return rows(path, HOLIDAYS)
    return people(path) if path.stem == "people" else receivers(path)


def people(path: Path) -> list[dict[str, str]]:
    """The people of an office, with the columns `name` and `position`.

    Raises: GenError E506 without names, E511, E512 of another list, E301 to E311.
    """
    found = [{**row, "name": _whole_name(row), "position": _position(row)} for row in rows(path, PEOPLE)]
    if found and not any(row["name"] for row in found):
        raise GenError("E506", file=place(path).name, column="name (ชื่อ - สกุล)")
    _refuse_others(path, [row["name"] for row in found], _INSTITUTION, "หน่วยงาน", "บุคลากร")
    return found


def receivers(path: Path) -> list[dict[str, str]]:
    """The receivers of a directory, with all columns of `RECEIVERS`.

    Raises: GenError E506 without names, E511, E512 of another list, E301 to E311.
    """
    found = rows(path, RECEIVERS)
    if not any("name" in row for row in found):
        raise GenError("E506", file=place(path).name, column="name")
    _refuse_others(path, [row["name"] for row in found], PERSON, "บุคคล", "หน่วยงาน")
    return [{key: row.get(key, "") for key in RECEIVERS} for row in found if row["name"]]


def rows(path: Path, columns: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """The rows of a list by heading, and by the names of `columns`; none where the office keeps no such file.

    Raises: GenError E511, E301 to E311.
    """
    from . import source  # which many runs do without

    file = place(path)
    if not file.is_file() or not file.stat().st_size:
        return []
    book = source.read(file)
    tables = book.tables if isinstance(book, source.Book) else ()
    found = [(_heading_row(table.rows, columns), table.rows) for table in tables if table.rows]
    if not found:
        return []
    (_, head), cells = max(found, key=lambda pair: pair[0][0])
    headings = [_text(cell) for cell in cells[head]]
    at = columns_of(headings, columns)
    read = ([_text(cell) for cell in row] for row in cells[head + 1 :])
    return [_row(headings, at, row) for row in read if any(row)]


def _heading_row(cells: Sequence[Sequence[Any]], columns: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    """(how many headings are known, the row that holds most of them)."""
    found = [(len(columns_of(list(map(_text, row)), columns)), -n) for n, row in enumerate(cells[:HEAD_ROWS])]
    hits, n = max(found)
    return hits, -n


def columns_of(headings: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The column of each name; the first that a name is called counts."""
    known = {bare(heading): n for n, heading in reversed(list(enumerate(headings))) if heading}
    ways = {key: [known[bare(way)] for way in said if bare(way) in known] for key, said in columns.items()}
    return {key: found[0] for key, found in ways.items() if found}


def _row(headings: Sequence[str], at: Mapping[str, int], row: Sequence[str]) -> dict[str, str]:
    cells = dict(zip(headings, row, strict=False))
    return {**cells, **{key: row[n] if n < len(row) else "" for key, n in at.items()}}


@lru_cache(4096)
def bare(heading: str) -> str:
    """A heading without what people change: spaces, full stops, hyphens, brackets, digits' kind, letter case."""
    return _LOOSE.sub("", arabic_digits(heading)).casefold()


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(clean(str(getattr(cell, "shown", cell))).split())


def _whole_name(row: Mapping[str, str]) -> str:
    """A name whose parts stand in columns of their own, or as it is."""
    title, given, family = (row.get(key, "") for key in ("title", "given", "family"))
    name = given if given and row.get("name", "") in ("", family) else row.get("name", "")  # ชื่อสกุล may be either
    if title and not name.startswith(title):
        name = title + name
    return f"{name} {family}" if family and not name.endswith(family) else name


def _position(row: Mapping[str, str]) -> str:
    """A position with its level, where that stands in a column of its own: นักวิชาการศึกษา, ชำนาญการ."""
    position, level = row.get("position", ""), row.get("level", "")
    return position + level if position and _LEVELS.fullmatch(level) and not position.endswith(level) else position


def _refuse_others(path: Path, names: Sequence[str], other: re.Pattern[str], found: str, meant: str) -> None:
    """A list most of whose names are of another kind was put under the wrong name. Raises: GenError E512."""
    filled = [name for name in names if name]
    if len(filled) > 2 and sum(bool(other.match(name)) for name in filled) * 2 > len(filled):
        raise GenError("E512", file=place(path).name, other=found, meant=meant)
