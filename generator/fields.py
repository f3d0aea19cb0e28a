"""The types of a form's fields: each turns one cell into a typed value, and says what a clerk should type.

In: a `Field` of the schema and the raw value of a cell. Out: the value (a value of `thai`, a text, a tuple of lines),
or a `Problem` at that cell. `TYPES` at the foot is the one table of types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import Any

from .directory import Receiver, pick
from .errors import Place, Problem, guess, problem
from .office import Office, Salutation, Signer
from .relation import Relation
from .thai import (
    CitizenId,
    Day,
    DocNumber,
    Money,
    Person,
    Time,
    Unreadable,
    arabic_digits,
    clean,
    illegal,
    nearest,
    thai_digits,
    written_out,
)
from .wording import begun, without

Raw = Any  # str | int | float | bool | date | datetime | time | None, as a spreadsheet gives it

LONGEST = 32_767  # what one cell of a workbook can hold
BLANKS = frozenset({"", "-", "–", "—"})  # how clerks write „nothing" in a column of dates or numbers
ONE_NAME = ("พระ", "เจ้าอธิการ", "สามเณร", "แม่ชี", "หม่อม", "เจ้า")  # titles of people known by one name
YES = frozenset({"ใช่", "มี", "yes", "y", "true", "1", "/", "✓", "✔"})
NO = frozenset({"ไม่ใช่", "ไม่มี", "ไม่", "no", "n", "false", "0", "x", "✗"})


@dataclass(frozen=True)
class Due:
    """A period: `days` (or the setting that says how many) from the day of a field, for a person or for officers."""

    after: str
    days: int | str
    by_office: bool = False  # the last day counts even on a holiday


@dataclass(frozen=True)
class Field:
    """One field of a form, as `form.yaml` says it; `of` are the columns of a list or the fields of a record.

    `low`/`high`: bounds of a number or of a list's length. `suggest`: values offered in the workbook, others allowed;
    `choices`: the only values allowed. `aliases`: older headings that still mean this field. `late`: given after the
    paper is made (number, day); until then the paper shows a visible blank. `coded`: a number that begins with the code
    of the office, as letters have it; a clerk may type the running number alone. A `sum` or `count` is computed, and a
    typed one that differs is a problem.
    """

    key: str
    label: str
    type: str = "text"
    required: bool = False
    default: Any = None
    note: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    suggest: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    late: bool = False
    directory: str = ""  # of receivers, or of a text that names one: the file in data/ that knows them
    coded: bool = False
    sum: tuple[str, ...] = ()  # computed: fields of the same row, or LIST.FIELD
    count: str = ""  # computed: rows of LIST, or those rows of LIST whose FIELD names this row
    most: str = ""  # LIST.N.FIELD: not more than that field of the N-th row has
    among: str = ""  # LIST.FIELD: one of the values of that column
    unique: bool = False  # no two rows of the list may have the same
    due: Due | None = None  # computed: the last day of a period
    until: str = ""  # a deadline that this day should keep: a field of the case
    relations: tuple[Relation, ...] = ()  # what must, or should, hold between it and other fields
    lead: tuple[str, ...] = ()  # words that the templates write before the value, and clerks type too
    tail: tuple[str, ...] = ()  # the same behind it
    greets: str = ""  # whom it greets, or the field itself where its template greets everybody alike
    begins: str = ""  # the word that its sentence begins with: จึง
    day: str = ""  # what a cell that holds a day and nothing else means: ตั้งแต่วันที่ {} เป็นต้นไป
    of: tuple[Field, ...] = ()

    @property
    def is_list(self) -> bool:
        return self.type == "list"

    @property
    def is_record(self) -> bool:
        return self.type == "record"

    @property
    def composed(self) -> bool:
        """Whether its default is made of other fields or settings, once these are known."""
        return isinstance(self.default, str) and "{" in self.default

    @property
    def lists(self) -> tuple[Field, ...]:
        return tuple(field for field in self.of if field.is_list)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields of one sheet: neither lists nor records, which have sheets of their own."""
        return tuple(field for field in self.of if not field.of)

    @property
    def kind(self) -> Type:
        return TYPES[self.type]


class Wrong(ValueError):
    """A value that its type cannot read: the code of `MESSAGES`, its facts, and an example."""

    def __init__(self, code: str, example: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.code, self.example, self.facts = code, example, facts


@dataclass(frozen=True)
class Type:
    """A type of field: `parse(raw, field, office)`, what to type (`thai`, `example`), and how wide its column is."""

    thai: str
    example: str
    parse: Callable[[Raw, Field, Office], Any]
    width: int = 24  # characters of the workbook column
    lines: bool = False  # a cell may hold several lines


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
    if isinstance(found, DocNumber) and field.coded and found.prefix:
        code = arabic_digits(office.facts["code"])
        if code and "x" not in code.lower() and bare_code(found.prefix) != bare_code(code):
            return problem("W172", place, label=field.label, found=shown(raw), ours=office.facts["code"])
    if isinstance(found, DocNumber) and not field.coded and (found.prefix or found.circular):
        return problem("W176", place, label=field.label, found=shown(raw), example=field.kind.example)
    return None


def bare_code(code: str) -> str:
    """The code of an office without spaces and full stops: ศ.ธ. 04188 is ศธ 04188."""
    return "".join(mark for mark in arabic_digits(code) if mark.isalnum())


def _unusual_name(field: Field, person: Person, raw: Raw, place: Place) -> Problem | None:
    """A name without title or family name: right for a few people, a slip for most."""
    if not person.title:
        return problem("W101", place, label=field.label, found=shown(raw), example="นายสมชาย ใจดี")
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
        if field.required and not field.composed:
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
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return getattr(value, "typed", value)


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


# --- the parsers, one a type

_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}")
_RUNNING = re.compile(r"(?:ว\.?\s*)?[0-9]{1,6}")
_NUMBERED = re.compile(r"^(?:[(（]?\s*[0-9๐-๙]{1,3}\s*[.)）](?![0-9๐-๙])\s*|[-–—•●▪](?:\s+|$))")


def _text(raw: Raw, field: Field, office: Office) -> str:
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


def _phone(raw: Raw, field: Field, office: Office) -> str:
    """A telephone number as it was typed; one that a spreadsheet took for a number gets its 0 back."""
    text = _text(raw, field, office)
    lost = text if re.fullmatch(r"[1-9][0-9]{7,8}", text) and not isinstance(raw, bool) else ""
    if len(lost) == 8:
        return f"0 {lost[:4]} {lost[4:]}"
    return f"0{lost[0]} {lost[1:5]} {lost[5:]}" if lost else text


def _paragraphs(raw: Raw, field: Field, office: Office) -> tuple[str, ...]:
    lines = _string(raw).split("\n") if not isinstance(raw, (list, tuple)) else raw
    found = [text for line in lines if (text := " ".join(str(line).split()))]
    if any(map(_EXPONENT.fullmatch, found)):
        raise Wrong("E125")
    return tuple(written_out(text, office.today) for text in found)


def _items(raw: Raw, field: Field, office: Office) -> tuple[str, ...]:
    """A line an item; the numbers or dashes that clerks type before them are the template's job."""
    return tuple(item for line in _paragraphs(raw, field, office) if (item := _unnumbered(line)))


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


def _date(raw: Raw, field: Field, office: Office) -> Day:
    return Day.parse(raw, today=office.today)


def _integer(raw: Raw, field: Field, office: Office) -> int:
    text = arabic_digits(str(raw)).replace(",", "")
    if isinstance(raw, (bool, date, time)) or not re.fullmatch(r"[-+]?\d{1,18}(?:\.0*)?", text):
        raise Wrong("E116")
    number = int(text.split(".")[0])
    low, high = field.low, field.high
    if (low is not None and number < low) or (high is not None and number > high):
        raise Wrong("E117", low=low if low is not None else "…", high=high if high is not None else "…")
    return number


def _decimal(raw: Raw, field: Field, office: Office) -> Decimal:
    """A number with up to six decimal places and ten digits before them, which a spreadsheet keeps exactly."""
    text = arabic_digits(f"{raw:.10g}" if isinstance(raw, float) else str(raw)).replace(",", "")
    if isinstance(raw, (bool, date, time)) or not re.fullmatch(r"[-+]?\d{1,9}(?:\.\d{0,6})?", text):
        raise Wrong("E128")
    number = Decimal(text)
    low, high = field.low, field.high
    if (low is not None and number < low) or (high is not None and number > high):
        raise Wrong("E117", low=low if low is not None else "…", high=high if high is not None else "…")
    return number


def _yesno(raw: Raw, field: Field, office: Office) -> bool:
    if isinstance(raw, bool):
        return raw
    word = arabic_digits(str(raw)).casefold()
    if word in YES or word in NO:
        return word in YES
    raise Wrong("E123")


def _choice(raw: Raw, field: Field, office: Office) -> str:
    text = _text(raw, field, office)
    same = {_bare(choice): choice for choice in field.choices}
    if _bare(text) in same:
        return same[_bare(text)]
    raise Wrong("E118", guess=guess(nearest(text, field.choices)), options=_listed(field.choices))


_LINES = re.compile(r"\s*\n\s*|\s+/\s+")


def _signer(raw: Raw, field: Field, office: Office) -> Signer:
    """A signer by key, name, position, or as the workbook's list shows it; one who is not in
    the settings by name and position, a line each."""
    text = _text(raw, field, office)
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


def _salutation(raw: Raw, field: Field, office: Office) -> Salutation:
    """A salutation by its name; with it comes the closing of the same row (ระเบียบสารบรรณ ภาคผนวก 2)."""
    text = _text(raw, field, office)
    for salutation in office.salutations.values():
        if _bare(text) == _bare(salutation.typed):
            return salutation
    names = list(office.salutations)
    raise Wrong("E118", guess=guess(nearest(text, names)), options=_listed(names))


def _docnumber(raw: Raw, field: Field, office: Office) -> DocNumber:
    code = office.facts["code"] if field.coded else ""
    text = arabic_digits(_text(raw, field, office)) if code and isinstance(raw, (str, int, float)) else ""
    return DocNumber.parse(f"{code}/{text}" if _RUNNING.fullmatch(text) else raw)


def _receivers(raw: Raw, field: Field, office: Office) -> tuple[Receiver, ...]:
    """Receivers by name, code or district, a line each, or ทุกแห่ง; in the order of the directory."""
    known = office.directory(field.directory)
    if EVERYBODY.fullmatch(_bare(_string(raw))):
        return tuple(known)
    found, unknown = pick(known, _string(raw))
    if unknown:
        near = nearest(unknown[0], [receiver.name for receiver in known])
        raise Wrong("E136", word=unknown[0], guess=guess(near))
    return found


EVERYBODY = re.compile("(?:ถึง)?(?:ผู้อำนวยการ)?(?:โรงเรียน|สถานศึกษา)?(?:ในสังกัด)?ทุก(?:แห่ง|โรงเรียน|โรง|สถานศึกษา|หน่วยงาน)")


def _bare(text: str) -> str:
    return "".join(arabic_digits(text).split()).casefold()


def _listed(options: Iterable[str]) -> str:
    options = list(options)
    return ", ".join(options[:8]) + (" …" if len(options) > 8 else "")


def _value_of(kind: Any, raw: Raw, field: Field, office: Office) -> Any:
    return kind.parse(raw)


ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})

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

TYPES: Mapping[str, Type] = {
    "text": Type("ข้อความ", "", _text, 32),
    "paragraphs": Type("ข้อความ ขึ้นย่อหน้าใหม่ด้วย Alt+Enter", "", _paragraphs, 60, lines=True),
    "items": Type("ข้อละหนึ่งบรรทัด (Alt+Enter) ไม่ต้องใส่เลขข้อ", "", _items, 60, lines=True),
    "date": Type("วันที่", "7 มิถุนายน 2562", _date, 20),
    "time": Type("เวลา", "09.00 น.", partial(_value_of, Time), 12),
    "phone": Type("หมายเลขโทรศัพท์", "0 4281 1234", _phone, 20),
    "money": Type("จำนวนเงินเป็นบาท", "15,000", partial(_value_of, Money), 16),
    "integer": Type("จำนวนเต็ม", "12", _integer, 12),
    "decimal": Type("ตัวเลข มีทศนิยมได้", "38.5", _decimal, 12),
    "person": Type("คำนำหน้า ชื่อ และนามสกุล", "นายสมชาย ใจดี", partial(_value_of, Person), 30),
    "docnumber": Type("เลขที่ตามด้วยปี พ.ศ.", "218/2562", _docnumber, 20),
    "citizenid": Type("เลขประจำตัวประชาชน 13 หลัก", "1-2345-67890-12-1", partial(_value_of, CitizenId), 22),
    "yesno": Type("ใช่ หรือ ไม่ใช่", "ใช่", _yesno, 10),
    "choice": Type("เลือกจากรายการ", "", _choice, 24),
    "receivers": Type("ชื่อ รหัส หรืออำเภอ บรรทัดละหนึ่ง หรือ ทุกแห่ง", "ทุกแห่ง", _receivers, 40, lines=True),
    "signer": Type("เลือกผู้ลงนาม หรือพิมพ์ชื่อ แล้วขึ้นบรรทัดใหม่พิมพ์ตำแหน่ง", "", _signer, 40),
    "salutation": Type("เลือกคำขึ้นต้น", "เรียน", _salutation, 16),
    "list": Type("กรอกในแผ่นของรายการนี้", "", _text),
    "record": Type("กรอกในแผ่นของเรื่องนี้", "", _text),
}
