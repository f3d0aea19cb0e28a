"""A field of a form, as `form.yaml` says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..relation import Relation
from .picture import ROOM
from .types import TYPES, Type


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
    room: tuple[float, float] = ROOM  # of a picture: the most that it takes, width and height in cm
    of: tuple[Field, ...] = ()

    @property
    def is_list(self) -> bool:
        return self.type in ("list", "table")

    @property
    def is_record(self) -> bool:
        return self.type == "record"

    @property
    def composed(self) -> bool:
        """Whether its default is made of other fields or settings, once these are known."""
        return isinstance(self.default, str) and "{" in self.default

    def within(self, asks: Callable[[Field], object]) -> bool:
        """Whether it, or a field within it, has what is asked for: looked for once, not in each row of each case."""
        if asks not in self._asked:
            self._asked[asks] = bool(asks(self)) or any(inner.within(asks) for inner in self.of)
        return self._asked[asks]

    @cached_property
    def _asked(self) -> dict[Callable[[Field], object], bool]:
        return {}

    @property
    def post_of(self) -> str:
        """The field of the person whose position it is: left empty, it is that of data/people.csv."""
        return next((one.paths[0] for one in self.relations if one.says == "post of"), "")

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
