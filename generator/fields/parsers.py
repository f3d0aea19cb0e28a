"""How each type of field reads a cell. A parser takes the raw value, the field and the office.

Raises: Wrong, Unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..directory import Receiver, doubled, pick
from ..errors import guess
from ..office import Office, Salutation, Signer
from ..thai import (
    CitizenId,
    Day,
    DocNumber,
    Money,
    Person,
    Time,
    Unreadable,
    arabic_digits,
    nearest,
    written_out,
)
from ..word.inline import Picture
from ..wording import begun
from .picture import FOLDER, NoPicture, files, open_picture

if TYPE_CHECKING:
    from .field import Field

Raw = Any  # str | int | float | bool | date | datetime | time | None, as a spreadsheet gives it

LONGEST = 32_767  # what one cell of a workbook can hold
YES = frozenset({"ใช่", "มี", "yes", "y", "true", "1", "/", "✓", "✔"})
NO = frozenset({"ไม่ใช่", "ไม่มี", "ไม่", "no", "n", "false", "0", "x", "✗"})


class Wrong(ValueError):
    """A value that its type cannot read: the code of `MESSAGES`, its facts, and an example."""

    def __init__(self, code: str, example: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.code, self.example, self.facts = code, example, facts


_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}")
_RUNNING = re.compile(r"(?:ว\.?\s*)?[0-9]{1,6}")
_NUMBERED = re.compile(r"^(?:[(（]?\s*[0-9๐-๙]{1,3}\s*[.)）](?![0-9๐-๙])\s*|[-–—•●▪](?:\s+|$))")


def read_text(raw: Raw, field: Field, office: Office) -> str:
    if field.day and (day := _only_a_day(raw, office)):
        return field.day.format(day.typed)
    text = written_out(" ".join(_string(raw).split()), office.today)
    if _EXPONENT.fullmatch(text):
        raise Wrong("E125")
    return _as_listed(text, field.directory, office) if field.directory else begun(text, field.begins)


_FROM = re.compile(r"^(?:มีผล|ให้มีผล)?\s*(?:ตั้งแต่|นับแต่)?\s*(?=วันที่|[0-9๐-๙])|\s*เป็นต้นไป$")


def _only_a_day(raw: Raw, office: Office) -> Day | None:
    """The day of a cell that says a day and nothing else."""
    if isinstance(raw, (int, float)):
        return None
    try:
        return Day.parse(_FROM.sub("", raw) if isinstance(raw, str) else raw, office.today)
    except Unreadable:
        return None


def _as_listed(text: str, directory: str, office: Office) -> str:
    """A name as the directory spells it; what is not in it is taken as typed, unless it is nearly one of its names."""
    name, near = office.spelled(directory, text)
    if near:
        raise Wrong("E129", near=near, directory=directory)
    return name or text


def read_phone(raw: Raw, field: Field, office: Office) -> str:
    """A telephone number as it was typed; one that a spreadsheet took for a number gets its 0 back."""
    text = read_text(raw, field, office)
    lost = text if re.fullmatch(r"[1-9][0-9]{7,8}", text) and not isinstance(raw, bool) else ""
    if len(lost) == 8:
        return f"0 {lost[:4]} {lost[4:]}"
    return f"0{lost[0]} {lost[1:5]} {lost[5:]}" if lost else text


def read_paragraphs(raw: Raw, field: Field, office: Office) -> tuple[str, ...]:
    lines = _string(raw).split("\n") if not isinstance(raw, (list, tuple)) else raw
    found = [text for line in lines if (text := " ".join(str(line).split()))]
    if any(map(_EXPONENT.fullmatch, found)):
        raise Wrong("E125")
    return tuple(written_out(text, office.today) for text in found)


def read_items(raw: Raw, field: Field, office: Office) -> tuple[str, ...]:
    """A line an item; the numbers or dashes that clerks type before them are the template's job."""
    return tuple(item for line in read_paragraphs(raw, field, office) if (item := _unnumbered(line)))


def _unnumbered(line: str) -> str:
    while (shorter := _NUMBERED.sub("", line)) != line:
        line = shorter
    return line


def _string(raw: Raw) -> str:
    if isinstance(raw, (bool, date, time)):
        raise Wrong("E127")
    if isinstance(raw, (int, float)) and abs(raw) >= 1e15:  # a spreadsheet keeps 15 digits
        raise Wrong("E125")
    if shown_as := getattr(raw, "shown", ""):
        return str(shown_as)  # the zeros, per cent or unit that the format of the cell gives
    if isinstance(raw, float):
        return f"{raw:.10g}"
    return str(raw)


def read_day(raw: Raw, field: Field, office: Office) -> Day:
    return Day.parse(raw, today=office.today)


def read_integer(raw: Raw, field: Field, office: Office) -> int:
    text = arabic_digits(str(raw)).replace(",", "")
    if isinstance(raw, (bool, date, time)) or not re.fullmatch(r"[-+]?\d{1,18}(?:\.0*)?", text):
        raise Wrong("E116")
    number = int(text.split(".")[0])
    low, high = field.low, field.high
    if (low is not None and number < low) or (high is not None and number > high):
        raise Wrong("E117", low=low if low is not None else "…", high=high if high is not None else "…")
    return number


def read_decimal(raw: Raw, field: Field, office: Office) -> Decimal:
    """A number with up to six decimal places and ten digits before them, which a spreadsheet keeps exactly."""
    text = arabic_digits(f"{raw:.10g}" if isinstance(raw, float) else str(raw)).replace(",", "")
    if isinstance(raw, (bool, date, time)) or not re.fullmatch(r"[-+]?\d{1,9}(?:\.\d{0,6})?", text):
        raise Wrong("E128")
    number = Decimal(text)
    low, high = field.low, field.high
    if (low is not None and number < low) or (high is not None and number > high):
        raise Wrong("E117", low=low if low is not None else "…", high=high if high is not None else "…")
    return number


def read_yesno(raw: Raw, field: Field, office: Office) -> bool:
    if isinstance(raw, bool):
        return raw
    word = arabic_digits(str(raw)).casefold()
    if word in YES or word in NO:
        return word in YES
    raise Wrong("E123")


def read_choice(raw: Raw, field: Field, office: Office) -> str:
    text = read_text(raw, field, office)
    same = {_bare(choice): choice for choice in field.choices}
    if _bare(text) in same:
        return same[_bare(text)]
    raise Wrong("E118", guess=guess(nearest(text, field.choices)), options=_listed(field.choices))


_LINES = re.compile(r"\s*\n\s*|\s+/\s+")


def read_signer(raw: Raw, field: Field, office: Office) -> Signer:
    """A signer by key, name, position, or as the workbook's list shows it; one who is not in
    the settings by name and position, a line each."""
    text = read_text(raw, field, office)
    for signer in office.signers.values():
        if _names(text, signer.person):
            return signer
        ways = (signer.key, signer.typed, str(signer.person), signer.person.name, " ".join(signer.lines))
        if _bare(text) in map(_bare, ways):
            return signer
    name, *lines = _LINES.split(str(raw).strip())
    if lines:
        return Signer("", Person.parse(name), tuple(lines))
    names = [str(signer.person) for signer in office.signers.values()]
    raise Wrong("E119", guess=guess(nearest(text, names)), options=_listed(names))


def _names(text: str, person: Person) -> bool:
    """Whether a text is a person's name, with the title in full or short."""
    try:
        return Person.parse(text) == person
    except Unreadable:
        return False


def read_salutation(raw: Raw, field: Field, office: Office) -> Salutation:
    """A salutation by its name; with it comes the closing of the same row (ระเบียบสารบรรณ ภาคผนวก 2)."""
    text = read_text(raw, field, office)
    for salutation in office.salutations.values():
        if _bare(text) == _bare(salutation.typed):
            return salutation
    names = list(office.salutations)
    raise Wrong("E118", guess=guess(nearest(text, names)), options=_listed(names))


def read_docnumber(raw: Raw, field: Field, office: Office) -> DocNumber:
    code = office.facts["code"] if field.coded else ""
    text = arabic_digits(read_text(raw, field, office)) if code and isinstance(raw, (str, int, float)) else ""
    return DocNumber.parse(f"{code}/{text}" if _RUNNING.fullmatch(text) else raw)


def read_receivers(raw: Raw, field: Field, office: Office) -> tuple[Receiver, ...]:
    """Receivers by name, code or district, a line each, or ทุกแห่ง; in the order of the directory."""
    known = office.directory(field.directory)
    if EVERYBODY.fullmatch(_bare(_string(raw))):
        return tuple(known)
    found, unknown = pick(known, _string(raw))
    if same := doubled(known, _string(raw)):
        raise Wrong("E135", word=same[0], which=", ".join(f"{one.code} {one.district}".strip() for one in same[1]))
    if unknown:
        near = nearest(unknown[0], [receiver.name for receiver in known])
        raise Wrong("E136", word=unknown[0], guess=guess(near))
    return found


EVERYBODY = re.compile("(?:ถึง)?(?:ผู้อำนวยการ)?(?:โรงเรียน|สถานศึกษา)?(?:ในสังกัด)?ทุก(?:แห่ง|โรงเรียน|โรง|สถานศึกษา|หน่วยงาน)")


def read_picture(raw: Raw, field: Field, office: Office) -> Picture:
    """A picture of the office's folder by the name of its file; nothing outside of that folder."""
    name = read_text(raw, field, office)
    path = office.root / FOLDER / name
    if path.name != name or not path.is_file() or path.is_symlink():
        raise Wrong("E143", guess=guess(nearest(name, list(files(office.root)))))
    try:
        return open_picture(path, field.room)
    except (NoPicture, OSError):
        raise Wrong("E144") from None


def _bare(text: str) -> str:
    return "".join(arabic_digits(text).split()).casefold()


def _listed(options: Iterable[str]) -> str:
    options = list(options)
    return ", ".join(options[:8]) + (" …" if len(options) > 8 else "")


def read_person(raw: Raw, field: Field, office: Office) -> Person:
    return Person.parse(raw)


def read_money(raw: Raw, field: Field, office: Office) -> Money:
    return Money.parse(raw)


def read_clock(raw: Raw, field: Field, office: Office) -> Time:
    return Time.parse(raw)


def read_citizenid(raw: Raw, field: Field, office: Office) -> CitizenId:
    return CitizenId.parse(raw)
