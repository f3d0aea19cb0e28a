"""What stands in the workbook of a form: sheets, columns, what to type in each, and the rows of cases.

In: the schema, the office, cases. Out: `Sheet`s, without a word on fonts and lengths; `book.py` draws them. The names
of sheets and columns are those that `case.py` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..case import LINK, NUMBER, Case, sheet_name
from ..fields import Field, Raw, show
from ..form import Form
from ..laws import offered
from ..office import Office

MOST_ROWS = 500  # rows of a list that rules and drop-downs reach; a clerk may go on below
_PEOPLE = re.compile(r"people\.(\w+)")


@dataclass(frozen=True)
class Column:
    """A column (or, on a sheet of labels, a row): `options` are offered in a drop-down, `only` these are allowed.

    `offered_by`: the sheet and the heading of the column whose cells are offered instead.
    """

    heading: str
    width: int
    hint: str
    field: Field | None = None  # None: a column that says which case or which row of the outer list a row belongs to
    example: str = ""
    options: tuple[str, ...] = ()
    offered_by: tuple[str, str] | None = None

    @property
    def required(self) -> bool:
        return self.field is not None and self.field.required and self.field.default is None

    @property
    def only(self) -> bool:
        return self.field is not None and self.field.kind.only


@dataclass(frozen=True)
class Sheet:
    """One sheet: a row a record, or (`labels`) a row a field, of one record.

    `path` are the keys of the fields that lead to it; none for the main sheet.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Raw, ...], ...]
    labels: bool = False
    path: tuple[str, ...] = ()

    @property
    def reach(self) -> int:
        """How many rows the rules of the columns cover."""
        return max(MOST_ROWS, len(self.rows) + 100)


def plan(form: Form, office: Office, cases: Sequence[Case]) -> list[Sheet]:
    """The sheets of a form: main, records, lists, and lists in lists. A sheet of labels holds one case, the first."""
    labels = form.layout == "labels"
    records = [case.values for case in cases][: 1 if labels else None]
    main = Sheet(sheet_name(form.title), (), (), labels)
    linked = bool(form.lists) and not labels
    number = [Column(NUMBER, 8, "เลขลำดับของเรื่อง 1, 2, 3 … ที่แผ่นอื่นอ้างถึง")] if linked else []
    columns = (*number, *(_column(of, office) for of in form.columns))
    rows = [(*([n] if linked else []), *_cells(form.columns, record)) for n, record in enumerate(records, 1)]
    sheets = [Sheet(main.name, columns, tuple(rows), labels)]
    link = Column(LINK, 8, f'ลำดับของเรื่องในแผ่น "{main.name}"', offered_by=(main.name, NUMBER)) if linked else None
    for of in form.fields:
        if of.is_list:
            sheets += _list_sheets(of, office, records, link)
        elif of.is_record:
            sheets += _record_sheets(of, office, records[:1])
    return _named_apart([_offering(sheet, form) for sheet in sheets])


def _offering(sheet: Sheet, form: Form) -> Sheet:
    """The sheet whose columns of names that another list has (`among`) offer them."""
    headings = {
        f"{of.key}.{column.key}": (sheet_name(of.label), column.label) for of in form.lists for column in of.columns
    }
    columns = (replace(one, offered_by=headings.get(one.field.among) if one.field else None) for one in sheet.columns)
    named = (column if column.offered_by else one for column, one in zip(columns, sheet.columns, strict=True))
    return replace(sheet, columns=tuple(named))


def _record_sheets(of: Field, office: Office, records: Sequence[Mapping[str, Any]]) -> Iterator[Sheet]:
    """The sheet of labels of a record, and one for each list in it."""
    filled = [record[of.key] for record in records if record[of.key]]
    rows = tuple(_cells(of.columns, record) for record in filled)
    columns, path = tuple(_column(sub, office) for sub in of.columns), (of.key,)
    yield Sheet(sheet_name(of.label), columns, rows, labels=True, path=path)
    for inner in of.lists:
        yield from _list_sheets(inner, office, filled, None, path)


def _list_sheets(
    of: Field,
    office: Office,
    records: Sequence[Mapping[str, Any]],
    link: Column | None,
    outside: tuple[str, ...] = (),
) -> Iterator[Sheet]:
    """The sheet of a list, and one for each list in it, whose rows name their outer row."""
    links = [link] if link else []
    items = [(n, item) for n, record in enumerate(records, 1) for item in record[of.key]]
    rows = [(*[n for _ in links], *_cells(of.columns, item)) for n, item in items]
    path = (*outside, of.key)
    own = (*links, *(_column(sub, office) for sub in of.columns))
    yield Sheet(sheet_name(of.label), own, tuple(rows), path=path)
    for inner in of.lists:
        first = of.columns[0].label
        hint = f'{first} ตามแผ่น "{of.label}" เว้นว่างได้ถ้าเหมือนแถวบน'
        outer = Column(of.label, of.columns[0].kind.width, hint, offered_by=(sheet_name(of.label), first))
        found = [
            (*[n for _ in links], parent, *_cells(inner.columns, row))
            for n, record in enumerate(records, 1)
            for parent, item in _parents(of, record[of.key])
            for row in item[inner.key]
        ]
        columns = (*links, outer, *(_column(sub, office) for sub in inner.columns))
        yield Sheet(sheet_name(inner.label), columns, tuple(found), path=(*path, inner.key))


def _parents(of: Field, items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Raw, Mapping[str, Any]]]:
    """How inner rows name each outer row: by its first cell, or by its place where that does not tell."""
    names = [_cells(of.columns[:1], item)[0] for item in items]
    telling = all(names) and len({_plain(name) for name in names}) == len(names)
    for n, (name, item) in enumerate(zip(names, items, strict=True), 1):
        yield (name if telling else n), item


def _plain(name: Raw) -> str:
    return "".join(str(name).split()).casefold()


def _cells(fields: Sequence[Field], values: Mapping[str, Any]) -> tuple[Raw, ...]:
    return tuple(show(of, values.get(of.key)) for of in fields)


def _column(of: Field, office: Office) -> Column:
    return Column(of.label, of.kind.width, hint(of, office), of, _example(of, office), _options(of, office))


def hint(of: Field, office: Office) -> str:
    """What to type in a field, in one or two sentences."""
    parts = [of.note or of.kind.thai]
    if of.low is not None or of.high is not None:
        ends = (("ตั้งแต่", of.low), ("ถึง" if of.low is not None else "ไม่เกิน", of.high))
        parts.append(" ".join(f"{word} {end}" for word, end in ends if end is not None))
    if of.default is not None:
        parts.append(f'เว้นว่างได้ จะใช้ "{_default(of, office)}"')
    if of.post_of:
        parts.append("เว้นว่างได้ ถ้าชื่ออยู่ในรายชื่อของสำนักงาน")
    return " · ".join(parts)


def _default(of: Field, office: Office) -> str:
    signer = office.signers.get(str(of.default)) if of.type == "signer" else None
    if signer:
        return signer.typed
    return re.sub(r"\{[\w.]+\}", "…", str(show(of, of.default)))  # made of other fields of the case


def _example(of: Field, office: Office) -> str:
    options = _options(of, office)
    return of.example or of.kind.example or (options[0] if options else "")


def _options(of: Field, office: Office) -> tuple[str, ...]:
    """What the drop-down of a field offers; `people.name` means that column of the office's people."""
    found: dict[str, None] = dict.fromkeys(of.kind.offers(of, office))
    for text in of.suggest:
        if people := _PEOPLE.fullmatch(text):
            found |= dict.fromkeys(person.get(people[1], "") for person in office.people)
        else:
            found[offered(text, office)] = None
    return tuple(text for text in found if text)


def _named_apart(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets with names that differ; the reader then knows a second one of that name by its headings."""
    seen: set[str] = set()
    found = []
    for sheet in sheets:
        name, n = sheet.name, 1
        while name.casefold() in seen:
            n += 1
            name = f"{sheet.name[:28]} {n}"
        seen.add(name.casefold())
        found.append(replace(sheet, name=name))
    return found
