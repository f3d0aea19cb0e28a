"""What form.yaml says must hold between the fields of a case (`must`, `should`), held against its values.

In: a record and its values, all that is computed filled in. Out: one problem a clause that does not hold, at the cell
whose field has the clause, naming the other cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from ..errors import Problem, guess, problem
from ..fields import Field, show, shown
from ..office import Office, Salutation, Signer
from ..relation import ABOVE, DAYS, UP, Relation
from ..thai import CitizenId, Day, DocNumber, Money, Person, Time, Unreadable, days_in, distance, nearest, verdict
from .record import Record, bare, blank
from .scope import Scope


class Cell(NamedTuple):
    """A value, the field that it is of, and the record or row where it stands (None: today)."""

    of: Field
    value: Any
    scope: Scope | None

    @property
    def where(self) -> str:
        """„ (ช่อง แผ่น › B3)", or nothing for what stands in no cell."""
        return f" (ช่อง {replace(self.scope.place(self.of), file='')})" if self.scope and not self.of.of else ""

    @property
    def shown(self) -> str:
        return said(self.of, self.value)


class Cells(list[Cell]):
    """The cells that a path names: those of a column, which each row of another list may be held against."""

    def alike(self, keys: set[str]) -> list[Cell]:
        """Those that are compared by one of these keys, in their order."""
        found = {n for key in keys for n in self._by_key.get(key, ())}
        return [self[n] for n in sorted(found)]

    @cached_property
    def _by_key(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for n, cell in enumerate(self):
            for key in _key(cell.value):
                found.setdefault(key, []).append(n)
        return found


Check = Callable[[Relation, Cell, Cells, Office], "Mapping[str, Any] | None"]


def settle_relations(fields: Sequence[Field], record: Record, values: dict[str, Any], office: Office) -> list[Problem]:
    """Say which clauses do not hold."""
    return list(_settled(Scope(fields, record, values), office))


def _relates(of: Field) -> bool:
    return bool(of.relations) or of.is_list


def _settled(scope: Scope, office: Office) -> Iterator[Problem]:
    for of in scope.fields:
        if of.relations:
            yield from _held(Cell(of, scope.values.get(of.key), scope), office)
        rows = scope.inside(of) if of.within(_relates) else []
        if any(inner.within(_relates) for inner in of.of):
            for row in rows:
                yield from _settled(row, office)
        if rows and of.is_list and not of.kind.is_drawn:
            yield from _totalled(of.of[0], rows)
        for column in of.of:
            for relation in column.relations:
                if relation.says in REPEATED:
                    yield from _repeated(relation, column, rows)


def _held(cell: Cell, office: Office) -> Iterator[Problem]:
    of, scope = cell.of, cell.scope
    if scope is None or (not of.of and scope.unread(of.key)):
        return
    for relation in of.relations:
        check = CHECKS.get(relation.says)
        facts = check(relation, cell, _others(relation, cell, office), office) if check else None
        if facts is not None:
            told = {"label": of.label, "found": said(of, cell.value), "place": scope.place(of), **facts}
            yield problem(relation.code, told.pop("place"), **told)


def _others(relation: Relation, cell: Cell, office: Office) -> Cells:
    found = [cells(path, cell, office) for path in relation.paths]
    return found[0] if len(found) == 1 else Cells(chain.from_iterable(found))


def _totalled(first: Field, rows: Sequence[Scope]) -> Iterator[Problem]:
    """A row that a clerk adds up the others in: the program does that, and would count it too."""
    for row in rows[1:] if len(rows) > 1 else ():
        typed = row.record.entries.get(first.key)
        if isinstance(typed, str) and _TOTAL.fullmatch("".join(typed.split())):
            yield problem("E172", row.place(first), label=first.label, found=typed)


_TOTAL = re.compile("(?:รวม|ยอดรวม|ผลรวม|รวมยอด)(?:ทั้งสิ้น|ทั้งหมด|ทั้งเขต|เป็นเงิน|จำนวน|ทุกแห่ง)*|total", re.IGNORECASE)


def _repeated(relation: Relation, column: Field, rows: Sequence[Scope]) -> Iterator[Problem]:
    """Rows that say in a column, and in the other fields, what a row above says."""
    first: dict[Any, Scope] = {}
    others = [one for row in rows[:1] for one in row.fields if one.key in relation.paths]
    for row in rows:
        key = tuple(frozenset(_key(row.values[name])) for name in (column.key, *relation.paths))
        before = first.setdefault(key, row)
        if before is not row and key[0]:
            what = " และ".join(one.label for one in others) or column.label
            where = Cell(column, None, before).where
            found = said(column, row.values[column.key])
            yield problem(relation.code, row.place(column), label=column.label, found=found, what=what, where=where)


def cells(path: str, cell: Cell, office: Office) -> Cells:
    """The cells that a path names, as seen from one."""
    if path in DAYS:
        is_today = path == DAYS[0]
        day = Day(office.today) + (0 if is_today else 2 * 365)
        return Cells([Cell(Field(path, "วันนี้" if is_today else "สองปีข้างหน้า", "date"), day, None)])
    at = cell.scope
    first, _, rest = path.partition(".")
    while at and first in (UP, ABOVE):
        at = at.outer if first == UP else at.above
        first, _, rest = rest.partition(".")
    while at and first not in at.values:
        at = at.outer
    of = next((one for one in at.fields if one.key == first), None) if at else None
    if at is None or of is None:
        return Cells()
    found: Cells = at.once(("cells", first, rest), lambda: Cells(_into(of, rest, at)))
    return found


def _into(of: Field, rest: str, scope: Scope) -> Iterator[Cell]:
    if not rest:
        yield Cell(of, scope.values.get(of.key), scope)
        return
    first, _, more = rest.partition(".")
    rows = scope.inside(of) if of.of else _named(of, scope)
    if of.of and not rows:
        yield Cell(of, (), scope)  # nothing is filled in
        return
    if first.isdigit():
        rows, (first, _, more) = rows[int(first) - 1 : int(first)], more.partition(".")
    for row in rows:
        inner = next(one for one in row.fields if one.key == first)
        yield from _into(inner, more, row)


def _named(of: Field, scope: Scope) -> list[Scope]:
    """The rows of another list that a field names (`among`)."""
    key, _, column = of.among.partition(".")
    _, owner = scope.list_named(key) or (of, scope)
    found: Mapping[str, list[Scope]] = owner.once(("named", of.among), lambda: _by_name(column, owner.rows(key)))
    return found.get(bare(scope.values.get(of.key)), [])


def _by_name(column: str, rows: Sequence[Scope]) -> Mapping[str, list[Scope]]:
    found: dict[str, list[Scope]] = {}
    for row in rows:
        if name := bare(row.values[column]):
            found.setdefault(name, []).append(row)
    return found


def said(of: Field, value: Any) -> str:
    """A value as the clerk typed it, or could have."""
    return shown(show(of, value)) if value is not None else ""


def _filled(cell: Cell, choice: str = "") -> bool:
    """Whether something stands there; with `choice`, whether it is that."""
    value = cell.value
    if choice:
        return said(cell.of, value) == choice
    return value is not None and value != () and value != ""


# --- the clauses: each gives the facts of its message where it does not hold


def _order(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    own = _span(cell.value, office)
    for other in others:
        their = _span(other.value, office)
        if own and their and type(own[0]) is type(their[0]) and not _IN_ORDER[relation.says](own, their):
            how = {"not before": "อยู่ก่อน", "not after": "อยู่หลัง", "before": "ไม่ก่อน", "after": "ไม่หลัง"}[relation.says]
            return {"how": how, "what": other.of.label, "other": other.shown, "where": other.where}
    return None


_IN_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "not before": lambda own, their: own[0] >= their[0],
    "not after": lambda own, their: own[1] <= their[1],
    "before": lambda own, their: own[0] < their[0],
    "after": lambda own, their: own[1] > their[1],
}


def _span(value: Any, office: Office) -> tuple[Any, Any] | None:
    """First and last of what a value says of days or times; a text may name several."""
    if isinstance(value, (Day, Time)):
        return value, value
    days = days_in(_text(value), office.today) if isinstance(value, (str, tuple)) else ()
    return (min(days), max(days)) if days else None


def _at_most(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    own = _amount(cell.value)
    for of in dict.fromkeys(id(other.of) for other in others):
        column = [other for other in others if id(other.of) == of and _amount(other.value) is not None]
        most = sum(_amount(other.value) for other in column)
        if own is not None and column and own > most:
            where = column[0].where if len(column) == 1 else ""
            return {"what": column[0].of.label, "most": f"{most:,}", "where": where}
    return None


def _amount(value: Any) -> Any:
    if isinstance(value, Money):
        return value.baht
    return value if not isinstance(value, (str, tuple)) else None


def _in_year(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    own = _year(cell.value)
    for other in others:
        year = _year(other.value)
        if own and year and own != year:
            return {"own": own, "what": other.of.label, "year": year, "other": other.shown, "where": other.where}
    return None


def _year(value: Any) -> int:
    if isinstance(value, (Day, DocNumber)):
        return value.be_year if isinstance(value, Day) else value.year
    return 0


def _near_year(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    days = _span(cell.value, office)
    for other in others:
        if days and isinstance(other.value, int) and any(abs(day.be_year - other.value) > 1 for day in days):
            return {"what": other.of.label, "other": other.shown, "where": other.where}
    return None


def _key(value: Any) -> set[str]:
    """What a value is compared by; a signer is his name, and the position that he signs in."""
    if isinstance(value, Signer):
        return {bare(value.person.name), bare(str(value.person)), bare(" ".join(value.lines)), bare(value.lines[-1])}
    if isinstance(value, Person):
        return {bare(value.name)}
    if isinstance(value, (DocNumber, CitizenId)):
        return {value.typed}
    if isinstance(value, str) and value:
        try:
            return {bare(value), bare(Person.parse(value).name)}
        except Unreadable:
            return {bare(value)}
    if isinstance(value, tuple):
        return set().union(*map(_key, value))
    return set() if value is None or isinstance(value, Salutation) else {bare(str(value))}


def _same(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    own = _key(cell.value)
    for other in others:
        their = _key(other.value)
        if own and their and not own & their:
            return {"what": other.of.label, "other": other.shown, "where": other.where}
    return None


def _not_same(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    for other in others.alike(_key(cell.value)):
        mine = other.scope is not None and other.scope.record is cell.scope.record and other.of is cell.of  # type: ignore[union-attr]
        if not mine:
            return {"what": other.of.label, "where": other.where}
    return None


def _one_of(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    own = _key(cell.value)
    if not own or others.alike(own) or not any(map(_filled, others)):
        return None
    filled = [other for other in others if _filled(other)]
    meant = guess(nearest(said(cell.of, cell.value), [other.shown for other in filled]))
    what = "หรือ".join(dict.fromkeys(_sheet(other) for other in filled))
    return {"what": what, "guess": meant}


def _sheet(cell: Cell) -> str:
    return cell.scope.place(cell.of).sheet or cell.of.label if cell.scope else cell.of.label


def _agrees(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    own = verdict(_text(cell.value))
    for other in others:
        their = verdict(_text(other.value))
        if own is not None and their is not None and own != their:
            return {"what": other.of.label, "other": other.shown, "where": other.where}
    return None


def _text(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _needed(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    found = next((other for other in others if _filled(other, relation.choice)), None)
    if found is None or _filled(cell):
        return None
    return {"what": found.of.label, "other": found.shown.split("\n")[0], "where": found.where}


def _instead(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    if _filled(cell) or any(map(_filled, others)):
        return None
    return {"what": others[0].of.label}


_FOLLOWS = re.compile(r"(?:ดังต่อไปนี้|ต่อไปนี้|ดังนี้|แนบท้าย\S*)\s*$")


def _followed(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    if not _FOLLOWS.search(_text(cell.value)) or any(map(_filled, others)):
        return None
    return {"what": " หรือ ".join(dict.fromkeys(other.of.label for other in others))}


def _only(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    raw = cell.scope.record.entries.get(cell.of.key) if cell.scope else None
    typed = not blank(raw) and bare(raw) != bare(cell.of.default)  # an example workbook has what is usual written out
    if not others or not typed or not _filled(cell) or any(_filled(other, relation.choice) for other in others):
        return None
    other = others[0]
    state = f"เป็น {other.shown}" if _filled(other) else "ยังว่าง"
    return {"what": other.of.label, "state": state, "where": other.where}


def _post(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    """The position that the office's list has for the person; one that says more, or less, is right too."""
    own = _plain(cell.value)
    for other in others:
        post = office.posts.get(other.value.name, "") if isinstance(other.value, Person) else ""
        if own and post and _plain(post) not in own and own not in _plain(post):
            return {"person": other.shown, "post": post}
    return None


def _plain(post: Any) -> str:
    return bare(post).replace("ระดับ", "")


def _nearly(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    """A text that is one of those that the form offers but for a slip of the pen."""
    typed = cell.value or ""
    if typed in cell.of.suggest or len(typed) < 5 or any(mark.isdigit() for mark in typed):
        return None
    near = [one for one in cell.of.suggest if 0 < distance(bare(typed), bare(one)) <= (2 if len(typed) > 9 else 1)]
    return {"guess": guess(near[0])} if near else None


def _one_head(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    """One who presides; a board of advisers, and two persons, may do without."""
    heads = [other for other in others if _role(other).startswith("ประธาน") and "ที่ปรึกษา" not in _role(other)]
    if len(heads) > 1 and heads[1].scope:
        return {"why": f"มีประธาน {len(heads)} คน คนแรก{heads[0].where}", "place": heads[1].scope.place(heads[1].of)}
    led = any(_role(other).startswith(("ประธาน", "หัวหน้า")) for other in others)
    return {"why": "ไม่มีประธาน", "place": _first(others)} if _is_board(others) and not led else None


def _a_secretary(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    writes = any("เลขา" in _role(other) for other in others)
    return {"why": "ไม่มีเลขานุการ", "place": _first(others)} if _is_board(others) and not writes else None


def _is_board(roles: Sequence[Cell]) -> bool:
    """Three persons or more, each with a role, who do not only advise."""
    return len(roles) > 2 and all(map(_role, roles)) and not all("ที่ปรึกษา" in _role(one) for one in roles)


def _role(cell: Cell) -> str:
    return str(cell.value or "")


def _first(roles: Sequence[Cell]) -> Any:
    scope = roles[0].scope
    return scope.place(roles[0].of) if scope else None


def _empty(relation: Relation, cell: Cell, others: Cells, office: Office) -> Mapping[str, Any] | None:
    found = next((other for other in others if _filled(other, relation.choice)), None)
    if found is None or not _filled(cell):
        return None
    return {"what": found.of.label, "other": found.shown, "where": found.where}


REPEATED = ("unique", "unique with")  # held by all the rows of a list at once
CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(_IN_ORDER, _order),
    "at most": _at_most,
    "in year of": _in_year,
    "near year": _near_year,
    "same as": _same,
    "not same as": _not_same,
    "one of": _one_of,
    "not one of": _not_same,
    "agrees with": _agrees,
    "needed with": _needed,
    "needed without": _instead,
    "followed by": _followed,
    "only with": _only,
    "post of": _post,
    "nearly": _nearly,
    "one head in": _one_head,
    "a secretary in": _a_secretary,
    "empty with": _empty,
}
