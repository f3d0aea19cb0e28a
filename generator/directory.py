"""Directories of receivers: who stands in `data/schools.csv` or `data/localgov.csv`, and which of them a cell means.

In: a list of the office with the columns code, name, district, head and email. Out: `Receiver`s; `pick` finds
those that a clerk names: all, by district, by name or by code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from . import lists
from .thai import arabic_digits, slip_of

COLUMNS = ("code", "name", "district", "head", "email")
SCHOOL, SCHOOLS = "โรงเรียน", "schools"
OTHER_SCHOOLS = ("วิทยาลัย", "ศูนย์", "สถาบัน", "สำนัก", "หน่วย", "อนุบาลสถาน")
SHORT = tuple((re.compile(rf"{way}\s*(?=[ก-ฮเแโใไ])"), full) for way, full in (
    (r"ร\.?ร\.|รร\s", SCHOOL), (r"อ\.?บ\.?ต\.", "องค์การบริหารส่วนตำบล"), (r"อ\.?บ\.?จ\.", "องค์การบริหารส่วนจังหวัด"),
    (r"ท\.?ต\.", "เทศบาลตำบล"), (r"ท\.?ม\.", "เทศบาลเมือง"), (r"ท\.?น\.", "เทศบาลนคร"),
))  # fmt: skip
HEADS = {
    "เทศบาล": "นายกเทศมนตรี", "องค์การบริหารส่วน": "นายก", SCHOOL: "ผู้อำนวยการ", "วิทยาลัย": "ผู้อำนวยการ", "ศูนย์": "ผู้อำนวยการ",
}  # fmt: skip
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
    shares_name: bool = False  # with another of the directory: its name alone means neither

    @property
    def typed(self) -> str:
        """What a cell holds that means this one."""
        return f"{self.name} ({self.district or self.code})" if self.shares_name else self.name

    def __str__(self) -> str:
        return self.name


def read(path: Path) -> tuple[Receiver, ...]:
    """The receivers of a directory. Raises: GenError E506 when it is not there or lacks a column, and as `lists`."""
    found = [_whole(row, path.stem == SCHOOLS) for row in lists.receivers(path)]
    times = Counter(_bare(receiver.name) for receiver in found)
    return tuple(replace(one, shares_name=times[_bare(one.name)] > 1) for one in found)


def _whole(row: Mapping[str, str], is_school: bool) -> Receiver:
    """A receiver with its full name, and a head: of a list that has none, or a person's name, the one by its kind."""
    name = written_out(row["name"])
    if is_school and not name.startswith((SCHOOL, *OTHER_SCHOOLS)):
        name = SCHOOL + name
    head = "" if lists.PERSON.match(row["head"]) else row["head"]
    return Receiver(row["code"], name, row["district"], head or head_of(name), row["email"])


def head_of(name: str) -> str:
    """How a letter addresses whoever heads an office, by its name; "" where the name does not say it."""
    for begins, heads in HEADS.items():
        if name.startswith(begins):
            return heads + name.removeprefix(begins if heads.startswith("นายกเทศ") else "")
    return ""


def written_out(name: str) -> str:
    """A name without the abbreviations that clerks use: รร.บ้านนา, อบต.โคก, ทต.ภู."""
    return next((full + name[found.end() :] for way, full in SHORT if (found := way.match(name))), name)


def pick(directory: Sequence[Receiver], typed: str) -> tuple[tuple[Receiver, ...], list[str]]:
    """The receivers that a text names, in the order of the directory, and the words that name none."""
    meant: set[Receiver] = set()
    unknown = []
    for word in _words(typed):
        found = _meant(directory, word)
        meant.update(found)
        if not found:
            unknown.append(word)
    return tuple(receiver for receiver in directory if receiver in meant), unknown


def doubled(directory: Sequence[Receiver], typed: str) -> tuple[str, tuple[Receiver, ...]] | None:
    """The first word of a text that is the name of several receivers, and these."""
    for word in _words(typed):
        named = _named(directory, word)
        if len(named) > 1:
            return word, tuple(named)
    return None


def _words(typed: str) -> list[str]:
    return [word for line in re.split(r"[\n,;]", typed) if (word := line.strip())]


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
    if named := _named(directory, word):
        return named
    district = _bare(DISTRICT.sub("", word))
    return [receiver for receiver in directory if district and district == _bare(DISTRICT.sub("", receiver.district))]


def _named(directory: Sequence[Receiver], word: str) -> list[Receiver]:
    """Those of a code, or of a name, which the district may follow: บ้านนา (เชียงคาน), บ้านนา อ.เชียงคาน."""
    bare = _bare(word)
    if coded := [receiver for receiver in directory if receiver.code and bare == _bare(receiver.code)]:
        return coded
    if named := [receiver for receiver in directory if bare == _bare(receiver.name)]:
        return named
    return [one for one in directory if bare in {_bare(one.name) + ending for ending in _endings(one)}]


def _endings(receiver: Receiver) -> set[str]:
    """What may stand behind a name to say which one is meant, without spaces."""
    district = _bare(DISTRICT.sub("", receiver.district))
    if not district:
        return {f"({receiver.code})"}
    named = {f"อำเภอ{district}", f"อ.{district}"}
    return named | {f"({one})" for one in (*named, district, receiver.code)}


def _bare(text: str) -> str:
    return "".join(arabic_digits(written_out(text.strip())).split()).removeprefix(SCHOOL).casefold()
