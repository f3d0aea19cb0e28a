"""A paper that wants its number: read, asked what it wants, and written with what it got.

In: a Word file of ours as the clerk left it. Out: a `Wish` for the number book; then the bytes of the file with number
and day in their controls and in the custom XML part, and nothing else changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from ..errors import GenError, Place, Problem, problem
from ..fields import Field, bare_code
from ..form import Form, Paper, load
from ..office import Office
from ..paper import controls, origin
from ..paper.controls import Control
from ..paper.known import refuse_damaged
from ..paper.origin import Origin
from ..thai import BLANK, Day, DocNumber, Unreadable
from ..word import opc

CIRCULAR = re.compile(r"(?:^|/)\s*ว\s")  # before a number, or before its gap
Value = TypeVar("Value", date, DocNumber)
DAYS = ("", ".formal", ".full")  # the ways to show a day that can be read back


@dataclass(frozen=True)
class Draft:
    """A paper of ours, read: its parts with text, what it was made from, and the fields of its number and day."""

    path: Path
    data: bytes
    stories: Mapping[str, str]
    item: str  # the name of the custom XML part
    late: Mapping[str, str]  # the texts of its controls there, by tag
    origin: Origin
    is_edited: bool
    form: Form
    paper: Paper
    number: Field | None
    day: Field | None

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        return tuple(control for xml in self.stories.values() for control in controls.controls(xml))

    def texts(self, tag: str) -> list[str]:
        """What stands in the controls of a tag, once each; gaps left out."""
        found = (control.text for control in self.controls if control.tag == tag)
        return list(dict.fromkeys(text.strip() for text in found if text.strip() and BLANK not in text))

    @property
    def takes_number(self) -> bool:
        """Announcements have a number book perhaps, but no number line (ระเบียบสารบรรณ แบบที่ 7)."""
        has_line = any(field.late and field.type == "docnumber" for field in self.form.fields)
        return self.number is not None or (bool(self.paper.series) and not has_line)


@dataclass(frozen=True)
class Wish:
    """What a draft asks of the number book; `number` is None for the next."""

    draft: Draft
    day: date
    number: int | None
    is_circular: bool


def read(path: Path, office: Office) -> Draft:
    """Read a paper that may be issued. Raises: GenError E301, E306, E309, E401, E605, E611, E619, E801."""
    data = _bytes(path)
    known, kept = origin.read(data), origin.read_item(data)
    if known is None or kept is None:
        raise GenError("E611", file=path.name)
    refuse_damaged(data, path.name)
    item, of, late = kept
    form = load(office.forms, of.form)
    paper = form.paper(of.paper)
    bases = {tag.partition(".")[0] for tag in late}
    fields = [field for field in form.seen(paper) if field.late and field.key in bases]
    number = next((field for field in fields if field.type == "docnumber"), None)
    day = next((field for field in fields if field.type == "date"), None)
    if number is None and day is None:
        raise GenError("E619", paper=paper.title)
    stories = {name: xml.decode("utf-8") for name, xml in opc.read(data).items() if opc.STORY.fullmatch(name)}
    return Draft(path, data, stories, item, late, of, known[1], form, paper, number, day)


def wish(draft: Draft, office: Office, day: date | None, number: int | None) -> Wish:
    """What the draft asks for; what a clerk has typed into its controls counts.

    Raises: GenError E613 to E616, E621, E622, E627, E628.
    """
    _refuse_without_controls(draft)
    if draft.number and not draft.paper.series:
        raise GenError("E615", form=draft.form.name)
    series = office.series(draft.paper.series)
    code = series.code
    if draft.number and draft.number.coded and (not code or "x" in code.lower()):
        raise GenError("E616", found=code)
    on = day or _typed_day(draft, office) or office.today
    typed = _typed_number(draft, Day(on).be_year)
    if typed and typed.year and typed.year != Day(on).be_year:
        raise GenError("E621", number=typed, day=Day(on).typed)
    if typed and typed.word:
        raise GenError("E627", number=typed)
    _refuse_foreign(typed, code if draft.number and draft.number.coded else "")
    is_circular = draft.origin.is_circular or (typed.circular if typed else _marked(draft))
    if series.central and draft.takes_number and number is None and typed is None:
        raise GenError("E757", series=draft.paper.series)
    given = number if number is not None else typed.running if typed else None
    return Wish(draft, on, given, is_circular)


def written(draft: Draft, number: DocNumber | None, series: str, day: date) -> bytes:
    """The file with its number and day. Raises: opc.NotAPackage."""
    from .. import render  # the engine, which looking into the book does not need

    values = (draft.number, number), (draft.day, Day(day))
    names = {field.key: value for field, value in values if field}
    tags = [tag for tag in {*draft.late, *(control.tag for control in draft.controls)} if _base(tag) in names]
    texts = {tag: render.text(f"{{{{ {tag} }}}}", names) for tag in tags}
    filled = {name: controls.fill(xml, texts) for name, xml in draft.stories.items()}
    data = opc.replace(draft.data, {name: xml.encode() for name, xml in filled.items() if xml != draft.stories[name]})
    content = draft.origin.content if draft.is_edited else origin.fingerprint_of(data)
    issued, running = (number.typed, number.running) if number else ("", 0)
    of = replace(draft.origin, issued=issued, series=series, running=running, day=day.isoformat(), content=content)
    return opc.replace(data, {draft.item: origin.item(of, {**draft.late, **texts})})


def numbered(draft: Draft, running: int, year: int, is_circular: bool, office: Office) -> DocNumber:
    """The number as the paper shows it: after the code of the office, or with the year (BE)."""
    coded = draft.number is not None and draft.number.coded
    code = office.series(draft.paper.series).code if coded else ""
    return DocNumber(code, 0 if coded else year, is_circular, running)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise GenError("E309", file=path.name)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise GenError("E301", file=path.name) from None
    except OSError:
        raise GenError("E306", file=path.name) from None


def _refuse_without_controls(draft: Draft) -> None:
    """Every field that had a control when the paper was made must have one still. Raises: GenError E613."""
    here = {_base(control.tag) for control in draft.controls}
    for field in (draft.number, draft.day):
        if field and field.key not in here:
            raise GenError("E613", field=field.label, near=_near(draft, field))


def lacking(draft: Draft) -> Iterator[Problem]:
    """A word on each late field that the template shows in more places than the file has left."""
    there = Counter(_base(control.tag) for control in draft.controls)
    for field in (draft.number, draft.day):
        meant = sum(len(controls.tag_pattern([field.key]).findall(xml)) for xml in _template(draft)) if field else 0
        if field and there[field.key] < meant:
            yield problem("W602", Place(draft.path.name), field=field.label, count=there[field.key], meant=meant)


def _template(draft: Draft) -> Iterator[str]:
    """The XML of the template's parts with text."""
    parts = opc.read(draft.paper.template.read_bytes())
    return (parts[name].decode("utf-8", "replace") for name in parts if opc.STORY.fullmatch(name))


def _near(draft: Draft, field: Field) -> str:
    """The words around the field in the template."""
    from .. import render

    tag = controls.tag_pattern([field.key])
    for xml in _template(draft):
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL):
            if tag.search(paragraph):
                return f'"{render.paragraph_text(tag.sub("……", paragraph))}"'
    return f'"{field.label}"'


def _typed_day(draft: Draft, office: Office) -> date | None:
    """The day that stands in the paper, also of one whose number was voided. Raises: GenError E614."""
    if draft.day is None:
        return None
    found = set()
    for tag in (f"{draft.day.key}{way}" for way in DAYS):
        for text in draft.texts(tag):
            try:
                found.add(Day.parse(text, today=office.today).date)
            except Unreadable:
                raise GenError("E614", field=draft.day.label, found=text) from None
    if draft.origin.day and len(found) > 1:  # a clerk typed another over that of the voided number
        found -= {date.fromisoformat(draft.origin.day)}
    return _only(found, draft.day)


def _typed_number(draft: Draft, year: int) -> DocNumber | None:
    """The number that stands in the paper, but one that was voided. Raises: GenError E614."""
    if draft.number is None:
        return None
    found = set()
    for text in draft.texts(draft.number.key):
        try:
            found.add(DocNumber.parse(text, year=year))
        except Unreadable:
            raise GenError("E614", field=draft.number.label, found=text) from None
    return _only({number for number in found if number.typed != draft.origin.issued}, draft.number)


def _refuse_foreign(typed: DocNumber | None, code: str) -> None:
    """The code before a typed number must be that of its series, for the file will bear it. Raises: GenError E628."""
    if not typed or not typed.prefix or typed.unfinished:  # ศธ 04xxx: made before the office had its code
        return
    if not code or not bare_code(code).endswith(bare_code(typed.prefix)):
        raise GenError("E628", number=typed.typed, ours=code or "-")


def _only(found: set[Value], field: Field) -> Value | None:
    """The one value. Raises: GenError E622 for several."""
    if len(found) > 1:
        texts = (str(Day(value) if isinstance(value, date) else value) for value in found)
        raise GenError("E622", field=field.label, found=", ".join(sorted(texts)))
    return next(iter(found), None)


def _marked(draft: Draft) -> bool:
    """Whether the gap for the number has the mark of a circular before it."""
    return draft.number is not None and any(
        CIRCULAR.search(control.text) for control in draft.controls if control.tag == draft.number.key
    )


def _base(tag: str) -> str:
    return tag.partition(".")[0]
