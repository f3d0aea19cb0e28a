"""What goes with papers to many receivers, made anew when they have their numbers: the file of all, and the list.

In: papers that were just issued. Out: `(รวม).docx` and `(บัญชีส่ง).xlsx` beside them with number and day, as far as they
are still as the program wrote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from .. import context, outbox, source
from ..errors import GenError, Place, Problem, problem
from ..form import load
from ..office import Office
from ..outbox import Desk, Output
from ..paper import origin
from ..paper.data import case_of
from ..paper.origin import Origin
from ..thai import Day, DocNumber
from . import mailing
from .maker import Maker
from .plan import Job


@dataclass(frozen=True)
class Letter:
    """A paper of a set as it lies on the disk."""

    path: Path
    origin: Origin
    is_edited: bool


def renew_sets(issued: Iterable[Path], office: Office) -> list[Problem]:
    """Renew what goes with these papers; a word on each file that could not be. Raises: GenError E601, E608 to E610."""
    told: list[Problem] = []
    lists = {path for folder in {path.parent for path in issued} for path in folder.glob(f"*({mailing.LIST}).xlsx")}
    for path in sorted(lists):
        letters = list(_letters(path))
        if any(letter.path in set(issued) for letter in letters):
            told += _renewed(path, letters, office)
    return told


def _letters(path: Path) -> Iterator[Letter]:
    """The papers that a list names, in its order."""
    try:
        book = source.read(path)
    except GenError:
        return
    for table in book.tables if isinstance(book, source.Book) else ():
        for row in table.rows:
            data = outbox.read(path.with_name(str(row[-1]))) if row and str(row[-1]).endswith(".docx") else None
            if data and (found := origin.read(data)):
                yield Letter(path.with_name(str(row[-1])), *found)


def _renewed(path: Path, letters: Sequence[Letter], office: Office) -> Iterator[Problem]:
    """Write the files of one set anew."""
    try:
        outputs = list(mailing.sent([_job(letter, office) for letter in letters], *_template(letters[0], office)))
    except GenError as error:  # the form or the office no longer knows a value
        yield from (problem("W607", Place(path.name), why=said.text) for said in error.problems)
        return
    with outbox.desk(office.out, spared=outbox.EVERY) as desk:
        written = [output for output in outputs if _put(output, desk)]
        if written:
            desk.commit()
    for output in outputs:
        if output not in written:
            yield problem("W607", Place(output.path.name), why="ไฟล์นี้ถูกแก้หรือย้ายไปแล้ว จึงไม่เขียนทับ")
    edited = [letter.path.name for letter in letters if letter.is_edited]
    if edited:
        why = f"ไม่มีสิ่งที่แก้ใน Word ของ {', '.join(edited[:3])} ให้พิมพ์จากไฟล์เดี่ยว"
        yield problem("W607", Place(outputs[0].path.name), why=why)


def _put(output: Output, desk: Desk) -> bool:
    """Write a file over the one that the program made; nobody's edit is written over."""
    was, data = outbox.read(output.path), output.read()
    if was is None or not (was == data or desk.has_made(output.path, was)):
        return False
    if was != data:
        desk.put(output.path, data, was=was)
        desk.remember(output.path, data)
    return True


def _template(letter: Letter, office: Office) -> tuple[Any, Office]:
    form = load(office.forms, letter.origin.form)
    return Maker(form, office).template(form.paper(letter.origin.paper)), office


def _job(letter: Letter, office: Office) -> Job:
    """The paper to be made again, with its number and day in the case."""
    of = letter.origin
    form = load(office.forms, of.form)
    paper = form.paper(of.paper)
    case = case_of(form, of, office)
    late: dict[str, Any] = {}
    for field in form.seen(paper):
        if field.late and of.day and field.type == "date":
            late[field.key] = Day(date.fromisoformat(of.day))
        elif field.late and of.issued and field.type == "docnumber":
            late[field.key] = DocNumber.parse(of.issued)
    values = {**case.values, **late}
    if paper.record and case.values[paper.record]:
        values[paper.record] = {**case.values[paper.record], **late}
    case = replace(case, values=values)
    receiver = context.receivers(case, paper)[0]
    if isinstance(receiver, Mapping):
        receiver = {**receiver, **{field.key: late[field.key] for field in form.own(paper) if field.key in late}}
    return Job(case, paper, receiver, letter.path)
