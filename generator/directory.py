"""Directories of receivers: who stands in `data/schools.csv` or `data/localgov.csv`, and which of them a cell means.

In: a CSV file of the office with the columns code, name, district, head and email. Out: `Receiver`s; `pick` finds
those that a clerk names: all, by district, by name or by code.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import GenError
from .thai import arabic_digits, clean, slip_of

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "รหัส"),
    "name": ("name", "ชื่อ", "โรงเรียน", "หน่วยงาน"),
    "district": ("district", "อำเภอ"),
    "head": ("head", "เรียน", "ผู้บริหาร"),
    "email": ("email", "อีเมล", "ไปรษณีย์อิเล็กทรอนิกส์"),
}
SCHOOL = "โรงเรียน"
ALL = re.compile(r"ทั้งหมด|ทุก(?:แห่ง|โรง|โรงเรียน|หน่วยงาน|อปท\.?)?(?:ในสังกัด)?")
DISTRICT = re.compile(r"^(?:ทุก(?:แห่ง|โรงเรียน)?(?:ใน)?)?(?:อำเภอ|อ\.)\s*")


@dataclass(frozen=True, slots=True)
class Receiver:
    """One to whom papers go; `head` is how a letter addresses it, such as ผู้อำนวยการโรงเรียนบ้านนา."""

    code: str
    name: str
    district: str = ""
    head: str = ""
    email: str = ""

    def __str__(self) -> str:
        return self.name


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file of the office's own, by heading; none where the office keeps no such file."""
    if not path.is_file():
        return []
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # Excel on a Thai Windows saves CSV in its code page
        text = data.decode("cp874", errors="replace")
    found = csv.DictReader(text.splitlines())
    return [{clean(key): clean(value or "") for key, value in row.items() if key} for row in found]


def read(path: Path) -> tuple[Receiver, ...]:
    """The receivers of a directory. Raises: GenError E506 when it is not there or lacks a column."""
    found = rows(path)
    if not found:
        raise GenError("E506", file=path.name, column="name")
    columns = {key: next((name for name in names if name in found[0]), "") for key, names in COLUMNS.items()}
    if not columns["name"]:
        raise GenError("E506", file=path.name, column="name")
    receivers = [Receiver(**{key: row.get(name, "") for key, name in columns.items()}) for row in found]
    return tuple(receiver for receiver in receivers if receiver.name)


def pick(directory: Sequence[Receiver], typed: str) -> tuple[tuple[Receiver, ...], list[str]]:
    """The receivers that a text names, in the order of the directory, and the words that name none."""
    words = [word for line in re.split(r"[\n,;]", typed) if (word := line.strip())]
    meant: set[Receiver] = set()
    unknown = []
    for word in words:
        found = _meant(directory, word)
        meant.update(found)
        if not found:
            unknown.append(word)
    return tuple(receiver for receiver in directory if receiver in meant), unknown


def speller(directory: Sequence[Receiver]) -> Callable[[str], tuple[str, str]]:
    """How a directory spells a name: (the name that is meant, ""), ("", the one that it nearly is), or two blanks."""
    known = {_bare(word): receiver.name for receiver in directory for word in (receiver.name, receiver.code) if word}
    names = {receiver.name.removeprefix(SCHOOL): receiver.name for receiver in directory}

    @cache
    def spelled(typed: str) -> tuple[str, str]:
        if name := known.get(_bare(typed)):
            return name, ""
        return "", names.get(slip_of(typed.removeprefix(SCHOOL), names) or "", "")

    return spelled


def _meant(directory: Sequence[Receiver], word: str) -> list[Receiver]:
    if ALL.fullmatch(word):
        return list(directory)
    bare = _bare(word)
    named = [receiver for receiver in directory if bare in (_bare(receiver.code), _bare(receiver.name))]
    if named:
        return named
    district = _bare(DISTRICT.sub("", word))
    return [receiver for receiver in directory if district and district == _bare(DISTRICT.sub("", receiver.district))]


def _bare(text: str) -> str:
    return "".join(arabic_digits(text).split()).removeprefix(SCHOOL).casefold()
