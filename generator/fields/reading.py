"""A cell and its value: read with what is wrong with it, and shown as a cell again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..errors import ERRORS, Place, Problem, problem
from ..office import Office
from ..thai import DocNumber, Person, Unreadable, arabic_digits, clean, illegal, is_phone, thai_digits, unfinished
from ..wording import without
from .field import Field
from .parsers import LONGEST, Raw, Wrong

BLANKS = frozenset({"", "-", "–", "—"})  # how clerks write „nothing" in a column of dates or numbers
ONE_NAME = ("พระ", "เจ้าอธิการ", "สามเณร", "แม่ชี", "หม่อม", "เจ้า")  # titles of people known by one name

KINDS: Mapping[str, str] = {  # thai.Unreadable.kind: code of MESSAGES
    **dict.fromkeys(("day.empty", "day.unreadable", "day.incomplete", "day.several", "day.month"), "E102"),
    "day.impossible": "E103",
    "day.era": "E104",
    "day.weekday": "E105",
    **dict.fromkeys(("day.year", "day.early", "day.late"), "E106"),
    **dict.fromkeys(("money.empty", "money.unreadable", "money.grouping", "money.words"), "E107"),
    **dict.fromkeys(("money.satang", "money.negative", "money.range"), "E108"),
    **dict.fromkeys(("person.empty", "person.unreadable", "person.digits", "person.symbol"), "E109"),
    **dict.fromkeys(("person.several", "person.position", "person.title"), "E109"),
    **dict.fromkeys(("number.empty", "number.unreadable", "number.incomplete"), "E110"),
    **dict.fromkeys(("number.year", "number.running"), "E110"),
    "number.date": "E111",
    **dict.fromkeys(("citizen.empty", "citizen.unreadable", "citizen.length"), "E112"),
    "citizen.checksum": "E113",
    "citizen.lost": "E114",
    **dict.fromkeys(("time.empty", "time.unreadable", "time.decimal", "time.impossible", "span.order"), "E115"),
}


def read(field: Field, raw: Raw, place: Place, office: Office) -> tuple[Any, Problem | None]:
    """The value of one cell, or what is wrong with it; an empty cell gives the default or None.

    A problem whose code is W… comes with its value: it is worth saying, and does not stop.
    """
    try:
        found = value(field, raw, office)
        return found, _unusual(field, found, raw, place, office)
    except Unreadable as error:
        wrong = Wrong(KINDS[error.kind], error.example, why=error.why)
    except Wrong as error:
        wrong = error
    example = thai_digits(wrong.example or field.example or field.kind.example)
    return None, problem(wrong.code, place, label=field.label, found=shown(raw), example=example, **wrong.facts)


def _unusual(field: Field, found: Any, raw: Raw, place: Place, office: Office) -> Problem | None:
    """What is read, and yet worth a look."""
    if isinstance(found, Person):
        return _unusual_name(field, found, raw, place)
    if field.begins and str(found).removeprefix(field.begins) in _closings(office):
        return problem("W179", place, label=field.label, found=found, why="เป็นคำลงท้าย ซึ่งแบบฟอร์มพิมพ์ให้แล้ว")
    if field.kind.is_prose and isinstance(found, (str, tuple)):
        return _unfinished(field, found, place)
    if field.type == "phone" and found and not is_phone(found):
        return problem("W178", place, label=field.label, found=shown(raw), example=field.kind.example)
    if isinstance(found, DocNumber) and field.coded and not found.word:
        code = arabic_digits(office.facts["code"])
        if code and "x" not in code.lower() and bare_code(found.prefix) != bare_code(code):
            return problem("W172", place, label=field.label, found=shown(raw), ours=office.facts["code"])
    if isinstance(found, DocNumber) and not field.coded and (found.prefix or found.circular):
        return problem("W176", place, label=field.label, found=shown(raw), example=field.kind.example)
    return None


def _closings(office: Office) -> set[str]:
    return {one.closing for one in office.salutations.values()}


def _unfinished(field: Field, found: str | tuple[str, ...], place: Place) -> Problem | None:
    """A text that is none yet, or a line that stands twice; a lone hyphen says „nothing" where nothing is needed."""
    lines = found if isinstance(found, tuple) else (found,)
    for line in lines:
        why = "ยังไม่ใช่ข้อความจริง" if line in BLANKS and field.required else unfinished(line)
        if why:
            return problem("W179", place, label=field.label, found=line, why=why)
    twice = next((line for n, line in enumerate(lines) if line in lines[:n]), None)
    return problem("W179", place, label=field.label, found=twice, why="อยู่สองบรรทัด") if twice else None


def bare_code(code: str) -> str:
    """The code of an office without spaces and full stops: ศ.ธ. 04188 is ศธ 04188."""
    return "".join(mark for mark in arabic_digits(code) if mark.isalnum())


def _unusual_name(field: Field, person: Person, raw: Raw, place: Place) -> Problem | None:
    """A name without title or family name: right for a few people, a slip for most."""
    if not person.title:
        return problem("W101", place, label=field.label, found=shown(raw), example="นายสมชาย ใจดี")
    if person.has_two_titles:
        return problem("W177", place, label=field.label, found=shown(raw), example="นายสมชาย ใจดี")
    if not person.family and not person.title.startswith(ONE_NAME):
        return problem("W102", place, label=field.label, found=shown(raw), example="นายสมชาย ใจดี")
    return None


def value(field: Field, raw: Raw, office: Office) -> Any:
    """The typed value of a cell. Raises: Wrong, Unreadable."""
    if isinstance(raw, str):
        raw = _plain(raw, field)
    if raw is None or (raw in BLANKS and not field.kind.lines and field.type != "text") or raw == "":
        if field.default is not None and not field.composed:
            return field.kind.parse(_usual(field, office), field, office)
        if field.required and not field.composed and not field.post_of:
            raise Wrong("E101")
        return () if field.kind.lines else None
    if field.lead or field.tail:
        raw = _alone(raw, field)
    found = field.kind.parse(raw, field, office)
    if found == () and field.required:
        raise Wrong("E101")
    return found


def _usual(field: Field, office: Office) -> Any:
    """The default of a field; of a signer whom the office has not named, the first that it has."""
    if field.type == "signer" and field.default not in office.signers:
        return next(iter(office.signers))
    return field.default


def show(field: Field, value: Any) -> Any:
    """What a cell holds so that reading it gives the value back."""
    return None if value is None or value == () else field.kind.cell(value)


def kept(field: Field, value: Any) -> Any:
    """What a paper keeps of a value in its record, so that the value can be had again from there."""
    if field.kind.kept and value is not None:
        return field.kind.kept(value)
    return show(field, value)


def shown(raw: Raw) -> str:
    """A raw value as the clerk sees it in the cell."""
    if isinstance(raw, bool):
        return str(raw).upper()
    return f"{raw.day}/{raw.month}/{raw.year}" if isinstance(raw, date) else str(raw)


def _plain(raw: str, field: Field) -> str:
    if raw.startswith("#") and raw in ERRORS:
        raise Wrong("E122")
    if bad := illegal(raw):
        raise Wrong("E120", characters=" ".join(f"U+{ord(c):04X}" for c in sorted(set(bad))[:3]))
    if len(raw) > LONGEST:
        raise Wrong("E121", length=len(raw), limit=LONGEST)
    return clean(raw)


def _alone(raw: Raw, field: Field) -> Raw:
    """A typed text without what the template writes around it; of several lines, each."""
    if not isinstance(raw, str):
        return raw
    lines = raw.split("\n")
    return "\n".join(without(line.strip(), field.lead, field.tail) for line in lines)
