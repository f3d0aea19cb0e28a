"""The rows of a book as offices keep it: what a clerk means by a number, a ditto mark, a total, a crossed-out entry.

In: a table with the headings of a register. Out: numbers with their places, and a word on each row that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..errors import GenError, Place, Problem, problem
from ..source import Raw, Table
from ..thai import MONTHS, Day, Unreadable, arabic_digits
from .columns import bare, layout, state_of, void_reason
from .entry import CIRCULARS, ISSUED, VOID, Number, line

HEAD_ROWS = 20  # the headings stand within these
TEXTS = ("subject", "sent_from", "sent_to", "operation", "clerk")
NEEDED = ("number", "subject")
YEAR = re.compile(r"2[4-9]\d\d")
YEARS = 30  # an old book is not older: so ๖๒ is 2562
WIDEST = 200  # numbers of one row: 15-17
_AT = r"(?:(?:คำสั่ง|ประกาศ|หนังสือ)?\s*(?:เลข)?ที่\s*)?(?P<circular>ว\s*[./]?\s*)?"
RUNNING = re.compile(rf"{_AT}(?P<first>\d{{1,6}})\s*\.?(?:\s*/\s*(?P<year>\d\d|2[4-9]\d\d))?")
SEVERAL = re.compile(
    rf"{_AT}(?P<first>\d{{1,6}})\s*(?:-|–|—|ถึง)\s*(?P<last>\d{{1,6}})(?:\s*/\s*(?P<year>\d\d|2[4-9]\d\d))?"
)
INSERTED = re.compile(rf"{_AT}\d{{1,6}}\s*(?:[/.]\s*\d{{1,3}}|/?\s*[ก-ฮ])(?:\s*/\s*(?:\d\d|2[4-9]\d\d))?")
DITTO = re.compile(r"[-\s]*(?:[\"“”″〃]+|'{2}|,{2}|ditto|do\.?|เช่นเดียวกัน|เหมือนบน|เหมือนข้างบน)[-\s]*", re.IGNORECASE)
TOTAL = re.compile(r"\(?(?:รวม|ยอด|สรุป)")
_SHORT = (rf"{name[:-1]}\.?{name[-1]}\.?" for name in re.split(" ", "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค"))
_MONTH = "|".join([*MONTHS, *_SHORT])
MONTH_ROW = re.compile(rf"(?:ประจำ)?(?:เดือน)?\s*(?:{_MONTH})\s*(?:พ\.?\s?ศ\.?\s*)?(?:\d\d|\d{{4}})?")

Cells = Mapping[str, Raw]


@dataclass
class OldRows:
    """The rows of one table, read one after another; `year` (BE) is for those that do not say theirs.

    `found` are the numbers, `notices` the rows that are no numbers, `wrong` those that cannot be read.
    """

    table: Table
    series: str
    year: int | None
    today: date
    found: list[tuple[Number, Place]] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    wrong: list[Problem] = field(default_factory=list)

    def read(self) -> bool:
        """Read the table; False if it has no headings of a register."""
        head = self._head()
        if head is None:
            return False
        top, at = head
        above: Cells = {}
        width = len(self.table.rows[top])
        for r in range(top + 1, len(self.table.rows)):
            row = self.table.rows[r]
            cells = {key: row[c] if c < len(row) else None for key, c in at.items()}
            if all(cell is None for cell in row):
                continue
            cells = {key: above.get(key) if _is_ditto(cell) else cell for key, cell in cells.items()}
            try:
                self._row(r, at, cells, width)
            except GenError as error:
                self.wrong += error.problems
            above = cells
        return True

    def _head(self) -> tuple[int, dict[str, int]] | None:
        """The heading row of the table and the column of each key."""
        exact = {bare(column.heading): column.key for column in layout(self.series).columns}
        near = {bare(alias): column.key for column in layout(self.series).columns for alias in column.aliases}
        for r, row in enumerate(self.table.rows[:HEAD_ROWS]):
            at: dict[str, int] = {}
            for known in (exact, near):
                for c, cell in enumerate(row):
                    key = known.get(bare(cell))
                    if key and key not in at and c not in at.values():
                        at[key] = c
            if "number" not in at and "text" in at:  # a book that has only „ที่ 218/2562"
                at["number"] = at["text"]
            if all(key in at for key in NEEDED):
                return r, at
        return None

    def _row(self, r: int, at: Mapping[str, int], cells: Cells, width: int) -> None:
        """One row. Raises: GenError at the cell."""
        places = {key: self.table.place(r, c) for key, c in at.items()}
        typed = _text(cells["number"])
        if is_no_number(typed, self.table.rows[r]):
            first = next(_text(cell) for cell in self.table.rows[r] if cell is not None)
            self.notices.append(problem("W704", places["number"], found=first))
            return
        self._refuse_shifted(r, at, cells, width)
        state, reason, remark = _state(cells)
        dates = {key: cells.get(key) for key in ("day", "entered")}
        if void_reason(_text(dates["day"]), whole=True) is not None:
            dates["day"] = None
        days: dict[str, Any] = {key: self._day(raw, places.get(key, Place())) for key, raw in dates.items()}
        day = Day(days["day"]) if days["day"] else None
        said = _text(cells.get("year"))
        known = int(said) if YEAR.fullmatch(said) else day.be_year if day else self.year
        match = self._running(typed, known)
        if match is None:
            if not INSERTED.fullmatch(typed):
                raise GenError("E722", places["number"], found=typed)
            self.notices.append(problem("W703", places["number"], found=typed))
            return
        own = self._year(match["year"], known)
        year = own if own and not YEAR.fullmatch(said) else known
        number = int(match["first"])
        if year is None or (state == ISSUED and day is None):
            raise GenError("E727", places["number"], number=number)
        if day and day.be_year != year:
            raise GenError("E725", places["day"], day=day.typed, year=year)
        circular = bool(match["circular"]) or self.series.endswith(CIRCULARS) or "/ว" in bare(cells.get("text"))
        texts: dict[str, Any] = {key: _text(cells.get(key)) for key in TEXTS}
        texts |= {"remark": line(remark), "reason": line(reason)}
        last = int(match["last"]) if "last" in match.groupdict() else number
        if not number or not number <= last < number + WIDEST:
            raise GenError("E722", places["number"], found=typed)
        for n in range(number, last + 1):
            row = Number(self.series, year, n, state, circular=circular, **days, **texts)
            self.found.append((row, places["number"]))

    def _running(self, typed: str, known: int | None) -> re.Match[str] | None:
        """The number in the cell; None where what follows its stroke is no year: 2/1 was put in between."""
        match = RUNNING.fullmatch(typed) or SEVERAL.fullmatch(typed)
        return match if match and (not match["year"] or self._year(match["year"], known)) else None

    def _year(self, typed: str | None, known: int | None) -> int | None:
        """The year behind a number; of two digits that which the row has, or one of an old book."""
        if typed is None or len(typed) == 4:
            return int(typed) if typed else None
        year = 2500 + int(typed)
        this = Day(self.today).be_year
        return year if year == known or (known is None and this - YEARS <= year <= this) else None

    def _refuse_shifted(self, r: int, at: Mapping[str, int], cells: Cells, width: int) -> None:
        """A comma in a text of a CSV file moves all that follows by a column. Raises: GenError E731."""
        row = self.table.rows[r]
        if any(cell is not None for cell in row[width:]):
            raise GenError("E731", self.table.place(r, width), count=len(row), width=width)
        column = at.get("day", len(row))
        moved = column + 1 < len(row) and self._is_day(row[column + 1]) and not self._is_day(cells["day"])
        if moved and at.get("entered") != column + 1 and cells["day"] is not None:
            raise GenError("E731", self.table.place(r, column), count=len(row) + 1, width=width)

    def _is_day(self, raw: Raw) -> bool:
        try:
            return self._day(raw, Place()) is not None
        except GenError:
            return False

    def _day(self, raw: Raw, place: Place) -> date | None:
        if raw is None or _text(raw) in ("", "-"):
            return None
        try:
            return Day.parse(raw, self.today, date(self.today.year - YEARS, 1, 1)).date
        except Unreadable as error:
            raise GenError("E102", place, found=raw, why=error.why) from None


def is_no_number(typed: str, row: Any) -> bool:
    """Whether a row is a total, the name of a month, or the headings once more."""
    said = [_text(cell) for cell in row if cell is not None]
    first = said[0]
    if typed and RUNNING.fullmatch(typed):
        return False
    return bool(TOTAL.match(first) or (len(said) == 1 and MONTH_ROW.fullmatch(first)) or bare(first) in HEADINGS)


HEADINGS = {bare(word) for word in ("เลขทะเบียน", "เลขที่", "เลขทะเบียนส่ง", "ที่คำสั่ง", "ลำดับเลขที่")}


def _state(cells: Cells) -> tuple[str, str, str]:
    """(state, reason, remark): void where remark, subject or day say so."""
    state, reason, remark = state_of(str(cells.get("remark") or "").strip())
    for key in ("subject", "day"):
        why = void_reason(_text(cells.get(key)), whole=True) if state == ISSUED else None
        if why is not None:
            state, reason = VOID, remark or why
    return state, reason, remark


def _is_ditto(raw: Raw) -> bool:
    return isinstance(raw, str) and DITTO.fullmatch(raw) is not None


def _text(raw: Raw) -> str:
    return arabic_digits(line(str(raw))) if raw is not None else ""


def twice(found: list[tuple[Number, Place]]) -> Iterator[Problem]:
    """Numbers that stand in two rows."""
    first: dict[tuple[int, int], Place] = {}
    for row, place in found:
        other = first.setdefault((row.year, row.number), place)
        if other is not place:
            yield problem("E723", place, number=row, other=other.cell)
