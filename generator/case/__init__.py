"""Cases out of a file: the sheets of a workbook, CSV files or YAML, all through the schema of one form.

In: a form and a path. Out: `Cases` with typed values, and notices (W…); or `Problems` with everything that is wrong,
each at its cell. `tree` and `rows` make records of what was read, `sheets` finds the sheets and headings of a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import source
from ..errors import Place, Problem, Problems, fatal, problem
from ..fields import Field, Raw, read
from ..form import Form
from ..office import Office
from . import rows, tree
from .beside import settle_beside
from .cited import settle_cited
from .computed import settle
from .dates import settle_dates
from .greeting import settle_greetings
from .names import Known, settle_names
from .record import Record
from .relations import settle_relations
from .sheets import GUIDE, LINK, NUMBER, sheet_name

__all__ = ["GUIDE", "LINK", "NUMBER", "Case", "Cases", "cases_in", "open_cases", "read_cases", "sheet_name"]

REPEATED = 100  # a cell up to this long may say what others say
REMEMBERED = 8192  # such cells


@dataclass(frozen=True)
class Case:
    """One case of a form: values by field key (lists are tuples of mappings), and where it was read."""

    form: Form
    number: int
    values: Mapping[str, Any]
    place: Place
    record: Record | None = field(default=None, compare=False, repr=False)  # its cells, where it was just read


@dataclass(frozen=True)
class Cases:
    """The cases of a file; each is worked out while one goes through them, so that many need no room.

    `problems` are those of the file as such: sheets and headings.
    """

    form: Form
    office: Office
    records: rows.Main | Sequence[Record]
    problems: Sequence[Problem]

    @property
    def count(self) -> int:
        """About how many they are: a sheet may have empty rows."""
        return len(self.records)

    def checked(self, problems: list[Problem]) -> Iterator[Case]:
        """The cases; what is wrong or worth saying of each is put to the problems before it comes."""
        fields, office = self.form.fields, self.office
        reader, known = Reader(office, problems), Known(office)
        for n, record in enumerate(self.records, 1):
            values = reader.values(fields, record)
            problems += settle(fields, record, values, office)
            problems += settle_beside(fields, record, office)
            problems += settle_dates(fields, record, values, office)
            problems += settle_greetings(fields, record, values, office)
            problems += settle_relations(fields, record, values, office)
            problems += settle_names(fields, record, values, known)
            problems += settle_cited(self.form, record, values, office)
            yield Case(self.form, n, values, record.where(""), record)


def open_cases(form: Form, path: Path, office: Office) -> Cases:
    """Read a file, whose cases are still to be gone through. Raises: GenError; Problems without a main sheet."""
    return cases_in(form, source.read(path), office)


def cases_in(form: Form, found: source.Book | source.Tree, office: Office) -> Cases:
    """The cases of what was read out of a file; as `open_cases`."""
    problems: list[Problem] = []
    if isinstance(found, source.Tree):
        return Cases(form, office, list(tree.records(form, found, problems)), problems)
    problems += found.notices
    return Cases(form, office, rows.records(form, found, problems), problems)


def read_cases(form: Form, path: Path, office: Office) -> tuple[list[Case], list[Problem]]:
    """Every case of a file, and what is worth saying. Raises: Problems with all that is wrong, case by case."""
    opened = open_cases(form, path, office)
    problems = list(opened.problems)
    cases = list(opened.checked(problems))
    if any(fatal(problems)):
        raise Problems(problems)
    return cases, problems


class Reader:
    """Values out of records. A column says the same in many rows, and its meaning is worked out once."""

    def __init__(self, office: Office, problems: list[Problem]) -> None:
        self._office = office
        self._problems = problems
        self._known: dict[tuple[int, str | None], Any] = {}
        self._above: dict[int, tuple[Raw, Any]] = {}  # of a long cell, that of the row above

    def values(self, fields: Sequence[Field], record: Record) -> dict[str, Any]:
        """The values by field key; what is wrong is said."""
        values: dict[str, Any] = {}
        for of in fields:
            if of.is_list:
                values[of.key] = self._rows(of, record)
            elif of.is_record:
                inner = record.records.get(of.key)
                values[of.key] = self.values(of.of, inner) if inner and inner.filled else None
            elif of.key in record.absent:
                values[of.key] = None
            else:
                values[of.key] = self._value(of, record)
        return values

    def _value(self, of: Field, record: Record) -> Any:
        raw = record.entries.get(of.key)
        plain = raw is None or (type(raw) is str and len(raw) <= REPEATED)
        key = id(of), raw
        if plain and key in self._known:
            return self._known[key]
        above, found = self._above.get(id(of), (None, None))
        if type(raw) is str and raw == above:
            return found
        value, wrong = read(of, raw, Place(), self._office)
        if wrong:  # or worth saying
            self._problems.append(replace(wrong, place=record.where(of.key)))
        elif plain:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = value
        else:
            self._above[id(of)] = raw, value
        return value

    def _rows(self, of: Field, record: Record) -> tuple[Mapping[str, Any], ...]:
        rows = record.lists.get(of.key, [])
        least = of.low or (1 if of.required else 0)
        if len(rows) < least:
            self._problems.append(problem("E130", record.where(""), label=of.label, least=least))
        if of.high is not None and len(rows) > of.high:
            place = rows[of.high].where("")
            self._problems.append(problem("E131", place, label=of.label, count=len(rows), most=of.high))
        return of.kind.gather(self.values(of.of, row) for row in rows)
