"""What form.yaml says must hold between fields: for each clause of each form a workbook that breaks it, and one that keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pytest

from generator.errors import GenError, Problem
from generator.fields import Field
from generator.form import walked
from generator.relation import ABOVE, CLAUSES, DAYS, UP, Relation
from generator.relation import read as read_clause
from generator.thai import verdict
from tests import made, slips


class Clause(NamedTuple):
    """A clause of a field, the path of the field, and the fields around it: (path of the holder, its fields), inner first."""

    form: str
    path: str
    of: Field
    relation: Relation
    around: tuple[tuple[str, tuple[Field, ...]], ...]

    def __str__(self) -> str:
        return f"{self.form}.{self.path} {self.relation.says} {' or '.join(self.relation.paths)}".strip()

    def other(self, n: int = 0) -> tuple[str, Field]:
        """The path, from the form, of another field of the clause, and that field."""
        path, around = self.relation.paths[n], self.around
        while path.partition(".")[0] in (UP, ABOVE):
            around = around[1:] if path.startswith(UP) else around
            path = path.partition(".")[2]
        first = path.partition(".")[0]
        holder, fields = next((holder, fields) for holder, fields in around if any(one.key == first for one in fields))
        steps = list(walked(path, (*fields, *(one for _, outer in around for one in outer))))
        named = next((one for one in steps[:-1] if one and one.among), None)
        if named:  # the row that a field names: learner.grades.result is learners.grades.result of the first learner
            holder, path = "", path.replace(named.key, named.among.partition(".")[0], 1)
        return f"{holder}.{path}".strip("."), steps[-1] or self.of


def clauses() -> Iterator[Clause]:
    for name in made.NAMES:
        yield from _inside(name, made.form(name).fields, "", ())


def _inside(form: str, fields: Sequence[Field], holder: str, outer: tuple[tuple[str, tuple[Field, ...]], ...]) -> Iterator[Clause]:
    around = ((holder, tuple(fields)), *outer)
    for of in fields:
        path = f"{holder}.{of.key}".strip(".")
        yield from (Clause(form, path, of, relation, around) for relation in of.relations)
        yield from _inside(form, of.of, path, around)


ALL = list(clauses())
OTHERS = {"person": "นายไม่มี ในรายชื่อ", "signer": "นายรอง ปัญส์งกา", "docnumber": "7/2570", "citizenid": "1-2345-67890-12-1"}


def typed(clause: Clause, breaks: bool) -> dict[str, Any]:
    """What is typed, by path, so that the clause is broken or kept."""
    of, says = clause.of, clause.relation.says
    if says in ("one head in", "a secretary in"):
        path = f"{clause.path}.{{}}.{clause.relation.paths[0].rpartition('.')[2]}"
        roles = ["ประธานกรรมการ", "กรรมการ", "กรรมการและเลขานุการ"]
        wrong = {"one head in": ["ประธานกรรมการ", "ประธานกรรมการ", "เลขานุการ"], "a secretary in": ["ประธานกรรมการ", "กรรมการ", "กรรมการ"]}
        return {path.format(n): role for n, role in enumerate(wrong[says] if breaks else roles, 1)}
    if says == "nearly":
        right = max(of.suggest, key=len)
        return {clause.path: right[:3] + right[4:] if breaks else right}
    if says == "unique":
        return _rows(clause.path, *([_value(of)] * 2 if breaks else (_value(of), _value(of, 1))))
    if says == "unique with":
        other, inner = clause.other()
        same = _value(inner)
        return {**_rows(clause.path, *[_value(of)] * 2), **_rows(other, same, same if breaks else _value(inner, 1))}
    if clause.path in clause.relation.paths:  # of other rows
        holder = clause.path.rpartition(".")[0]
        named = {f"{holder}.2.name": OTHERS["person"], f"{holder}.2.position": "ครู"}
        return {**_rows(clause.path, _value(of), None if breaks else _value(of)), **named}
    if says == "followed by":
        listed = clause.relation.paths[0]
        return {clause.path: "จึงสั่งการ ดังต่อไปนี้", listed: None if breaks else "ข้อหนึ่ง"}
    if clause.relation.paths[0] in DAYS:
        return {clause.path: "1 มกราคม 2573" if breaks else "1 มกราคม 2569"}
    return _pair(clause, breaks)


def _pair(clause: Clause, breaks: bool) -> dict[str, Any]:
    of, says, path = clause.of, clause.relation.says, clause.path
    other, inner = clause.other()
    if clause.relation.paths[0].startswith(ABOVE):
        return _rows(path, "10 มีนาคม 2570", "9 มีนาคม 2570" if breaks else "11 มีนาคม 2570")
    if says in ("not before", "not after", "before", "after"):
        early, late = ("09.00 น.", "10.00 น.") if inner.type == "time" else ("9 มีนาคม 2570", "10 มีนาคม 2570")
        ends = says in ("not before", "after")
        own, their = (early, late) if ends == breaks else (late, early)
        return {other: their, path: own}
    if says == "at most":
        return {other: 10, path: 10_000 if breaks and of.high is None else 11 if breaks else 10}
    if says == "in year of":
        return {other: "1 มีนาคม 2570", path: "5/2569" if breaks else "5/2570"}
    if says == "near year":
        return {other: 2570, path: "1 มีนาคม 2575" if breaks else "1 มีนาคม 2570"}
    if inner.type == "signer":
        signs, other_one = "นายรอง ปัญส์งกา", "นายธีรพงษ์ แสนสุข"
        return {other: signs, path: signs if breaks else other_one}
    if says in ("not same as", "not one of"):
        same = OTHERS.get(of.type, OTHERS["signer"] if inner.type == "signer" else "คำเดียวกัน")
        return {other: same if breaks else None, path: same}
    if says == "one of":
        return {other: OTHERS.get(of.type, "คำเดียวกัน"), path: OTHERS.get(of.type, "คำเดียวกัน") if not breaks else _value(of, 1)}
    if says == "agrees with":
        yes, no = ("ผ่าน", "ไม่ผ่าน") if "ผ่าน" in inner.choices else ("อนุญาต", "ไม่อนุญาต")
        pointer = clause.relation.paths[0].partition(".")
        named = {f"{path.rpartition('.')[0]}.{pointer[0]}": _first(clause.form, other)} if "." in pointer[2] else {}
        return {**named, other: no, path: yes if breaks else no}
    if says in ("needed with", "only with", "empty with"):
        there = clause.relation.choice or _value(inner)
        filled = _value(of)
        if says == "only with":
            cleared = {clause.other(n)[0]: None for n in range(len(clause.relation.paths))}
            return {**cleared, path: filled} if breaks else {other: there, path: filled}
        return {other: there, path: filled if breaks == (says == "empty with") else None}
    if says == "needed without":
        role = f"{path.rpartition('.')[0]}.role"  # a row with nothing in it is no row
        return {other: None if breaks else _value(inner), path: None, role: "กรรมการ"}
    assert says == "post of", says
    return {other: "นางบุญจันทร์ ลีกลาง", path: "ครูพี่เลี้ยง" if breaks else "นักวิชาการศึกษาชำนาญการ"}


def _value(of: Field, n: int = 0) -> Any:
    values: dict[str, tuple[Any, Any]] = {
        "person": ("นายกมล คำแก้ว", "นายวินัย ศรีทอง"), "date": ("1 มีนาคม 2570", "2 มีนาคม 2570"), "integer": (1, 2),
        "money": (10, 20), "citizenid": ("1-2345-67890-12-1", "3-1017-00000-11-3"), "docnumber": ("7/2570", "8/2570"),
    }  # fmt: skip
    return of.choices[n] if of.choices else values.get(of.type, ("ข้อความหนึ่ง", "เรื่องอื่นโดยแท้"))[n]


def _first(form: str, path: str) -> str:
    """The name in the first row of the list that a path leads into."""
    return str(made.cases(form)[0].values[path.partition(".")[0]][0]["name"].typed)


def _rows(path: str, *values: Any) -> dict[str, Any]:
    holder, _, key = path.rpartition(".")
    return {f"{holder}.{n}.{key}": value for n, value in enumerate(values, 1)}


def said(clause: Clause, breaks: bool) -> list[Problem]:
    """What is said of the clause, at the cell of its field and of the other."""
    form, sheets = made.form(clause.form), slips.good(clause.form)
    if clause.relation.says in EMPTIED:
        _emptied(clause, sheets)
    cells = {path: slips.put(sheets, form, path, value) for path, value in typed(clause, breaks).items()}
    own = {cell for path, cell in cells.items() if _unnumbered(path).startswith(clause.path)}
    alone = clause.path in clause.relation.paths or (clause.relation.paths[:1] and clause.relation.paths[0] in DAYS)
    others = set(cells.values()) - own if clause.relation.says in PAIRS and not alone else set()
    about = {DAYS[0]: "วันนี้", DAYS[1]: "สองปี"}.get(clause.relation.paths[0], "") if clause.relation.paths else ""
    found = [one for one in slips.read(form, sheets)[1] if one.code == clause.relation.code and about in one.text]
    found = [one for one in found if f"{one.place.sheet} › {one.place.cell}" in own]
    return [one for one in found if not others or any(cell in one.text for cell in others)]


def _unnumbered(path: str) -> str:
    return ".".join(part for part in path.split(".") if not part.isdigit())


PAIRS = ("not before", "not after", "before", "after", "in year of", "near year", "not same as", "not one of", "agrees with", "needed with")
EMPTIED = ("followed by", "not same as", "not one of", "only with", "unique", "unique with", "one of", "one head in", "a secretary in")


def _emptied(clause: Clause, sheets: slips.Sheets) -> None:
    """The rows of the lists that the clause is about go: what stands in them would tell of other things."""
    paths = [clause.path, *(clause.other(n)[0] for n in range(len(clause.relation.paths)) if clause.relation.paths[n] not in DAYS)]
    for path in paths:
        fields: Sequence[Field] = made.form(clause.form).fields
        for part in (one for one in path.split(".") if not one.isdigit()):
            of = next(one for one in fields if one.key == part)
            fields = of.of
            if of.is_list and not any(inner.is_list for inner in of.of):
                rows = sheets[slips.sheet_name(of.label)]
                if clause.relation.says in ("one head in", "a secretary in"):
                    del rows[4:]
                    for row in rows[2:]:
                        row[0] = None  # of the same committee as the row above
                elif clause.relation.says == "followed by":
                    del rows[1:]
                else:
                    del rows[2:]


@pytest.mark.parametrize("clause", ALL, ids=str)
def test_a_broken_clause_is_said_once_with_both_cells_and_a_kept_one_is_not(clause: Clause) -> None:
    broken = said(clause, True)
    assert len(broken) == 1, [str(one) for one in broken]
    assert "ช่อง" in broken[0].text or clause.relation.says not in PAIRS or clause.relation.paths[0] in DAYS
    assert said(clause, False) == []


def test_there_is_a_clause_of_every_kind() -> None:
    used = {clause.relation.says for clause in ALL}
    assert set(CLAUSES) - used <= {"before", "same as"}
    assert len(ALL) > 250


@pytest.mark.parametrize("wrong", ["not before", "later than x", "unique x", "one of", "at most a.b or", ""])
def test_what_is_no_clause_is_refused(wrong: str) -> None:
    assert read_clause(wrong, True) is None


@pytest.mark.parametrize(("text", "says"), [
    ("ไม่อนุญาต เพราะไม่พร้อม", False), ("เห็นชอบให้อนุญาต", True), ("ไม่เห็นชอบ", False), ("มีมติไม่อนุมัติ", False),
    ("อนุญาต", True), ("ผ่านเกณฑ์การประเมินชั้นประถมศึกษาปีที่ 3", True), ("ไม่ผ่าน", False), ("ให้ยกคำขอ", False),
    ("รับทราบ", None), ("", None), ("เห็นควรอนุญาต", True), ("ไม่สมควรอนุญาต", False),
])  # fmt: skip
def test_what_a_resolution_says(text: str, says: bool | None) -> None:
    assert verdict(text) is says


def test_a_path_to_a_field_that_is_not_there_is_refused(tmp_path: Any) -> None:
    import shutil

    from generator.form import load

    shutil.copytree(made.FORMS / "memo", tmp_path / "memo")
    file = tmp_path / "memo" / "form.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("in year of date", "in year of day"), encoding="utf-8")
    with pytest.raises(GenError) as refused:
        load(tmp_path, "memo")
    assert "day" in str(refused.value) and refused.value.code == "E403"
