"""A form is a folder: `form.yaml` (the schema), one Word template a paper, and example cases.

In: `forms/<name>/`. Out: a frozen `Form`. An unknown key anywhere in form.yaml is an error that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from .errors import GenError, guess
from .fields import TABLE_KEYS, TABLE_NOTE, TYPES, Due, Field
from .folders import form_names
from .office import known_keys, read_yaml, text_of
from .relation import ABOVE, DAYS, UP, Relation
from .relation import read as read_relation
from .thai import nearest

FORM_KEYS = ("title", "about", "kind", "series", "key", "layout", "fields", "steps", "papers", "chapter")
FIELD_KEYS = (
    "label", "type", "required", "default", "note", "example", "choices", "suggest", "aliases", "low", "high", "late",
    "directory", "coded", "sum", "count", "most", "among", "unique", "due", "until", "must", "should",
    "lead", "tail", "greets", "begins", "day", "room", "of",
)  # fmt: skip
PAPER_KEYS = (
    "title", "kind", "template", "needs", "any", "when", "unless", "series", "record", "each", "circular", "file",
)  # fmt: skip
LAYOUTS = ("rows", "labels")
TABLE = tuple(Field(key, f"ช่อง {n}", note=TABLE_NOTE) for n, key in enumerate(TABLE_KEYS, 1))  # columns of a table


@dataclass(frozen=True)
class Paper:
    """One Word file that a form makes: its template, and the fields (`needs`) without which it is not made.

    `record` names the record whose fields the template sees as its own; without it the paper is not made either.
    `each` names a list or receivers: one Word file for each, which the template sees as `receiver`. A `circular` has
    one number and the same text for all (ระเบียบสารบรรณ ข้อ 32), but for whom it greets. `when` are fields and the
    choice that each must have, for papers of which a case gets one or the other; the fields
    `unless` must be empty, and one of `any` filled. `series` is its number book.
    """

    key: str
    title: str
    kind: str
    template: Path
    needs: tuple[str, ...]
    file: str  # Jinja text of the file's name
    record: str = ""
    each: str = ""
    circular: bool = False
    when: tuple[tuple[str, str], ...] = ()
    series: str = ""
    unless: tuple[str, ...] = ()
    any: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A numbered step of the office's manual and the papers that it ends in.

    `decision` is what is asked after it, for the flow chart; `otherwise` is where a no leads: the number of a step to
    go back to, or the words of a last box; nothing means the same step again.
    """

    title: str
    papers: tuple[str, ...]
    decision: str = ""
    otherwise: int | str = ""


@dataclass(frozen=True)
class Chapter:
    """Where a work stands in the office's manual: its place among the works, its name there, and its section's."""

    place: int
    title: str
    section: str


CHAPTER_KEYS = ("place", "title", "section")


@dataclass(frozen=True)
class Form:
    """A work of the office. `layout`: a case is a row (`rows`) or a column of labels (`labels`) of the main sheet."""

    name: str
    folder: Path
    title: str
    kind: str
    series: str
    key: tuple[str, ...]
    layout: str
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    about: str = ""  # what it is for, in a sentence
    chapter: Chapter | None = None

    def in_rows(self) -> Form:
        """The form with a row a case, which every form without records can be read from. Raises: GenError E507."""
        records = [field.label for field in self.fields if field.is_record]
        if records:
            raise GenError("E507", form=self.name, sheet=records[0])
        return replace(self, layout="rows")

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields of the main sheet."""
        return tuple(field for field in self.fields if not field.of)

    @property
    def lists(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_list)

    @property
    def examples(self) -> Path:
        return self.folder / "examples.yaml"

    def papers_of(self, step: int = 0) -> tuple[Paper, ...]:
        """The papers of one step (from 1), or all: those of the steps in order, then those of none. Raises: E606."""
        if not 0 <= step <= len(self.steps):
            raise GenError("E606", form=self.name, step=step, count=len(self.steps))
        keys = [key for one in (self.steps[step - 1 : step] if step else self.steps) for key in one.papers]
        rest = [] if step else [paper.key for paper in self.papers if paper.key not in keys]
        return tuple(self.paper(key) for key in dict.fromkeys([*keys, *rest]))

    def seen(self, paper: Paper) -> tuple[Field, ...]:
        """The fields that the template of a paper sees by their own names: the form's, those of the paper's record, and
        what comes later in the row that the paper is made for."""
        return self._seen[paper.key]

    @cached_property
    def _seen(self) -> dict[str, tuple[Field, ...]]:
        return {one.key: _over(seen_fields(self.fields, one.record), self.own(one)) for one in self.papers}

    def own(self, paper: Paper) -> tuple[Field, ...]:
        """The late fields of a row that a paper is made for: each of these papers has a number of its own."""
        return self._own[paper.key]

    @cached_property
    def _own(self) -> dict[str, tuple[Field, ...]]:
        lists = {one.key: seen_fields(self.fields, one.record) for one in self.papers}
        return {
            one.key: tuple(late for of in lists[one.key] if of.key == one.each for late in of.of if late.late)
            for one in self.papers
        }

    def paper(self, key: str) -> Paper:
        for paper in self.papers:
            if key in (paper.key, paper.title):
                return paper
        names = [paper.key for paper in self.papers]
        raise GenError("E605", form=self.name, paper=key, guess=guess(nearest(key, names)))


def load(forms: Path, name: str) -> Form:
    """Read and check `forms/<name>/form.yaml`. Raises: GenError E401 to E404."""
    folder = forms / name
    if not re.fullmatch(r"[\w-]{1,100}", name) or not (folder / "form.yaml").is_file():
        raise GenError("E401", form=name, guess=guess(nearest(name, form_names(forms))))
    file = f"{name}/form.yaml"
    raw = read_yaml(folder / "form.yaml")
    known_keys(raw, FORM_KEYS, file)
    kind = text_of(raw, "kind", file)
    layout = raw.get("layout", "rows")
    if layout not in LAYOUTS:
        raise GenError("E403", file=file, key="layout", why=f"เป็น {' หรือ '.join(LAYOUTS)}")
    fields = _fields(_mapping(raw, "fields", file), f"{file} fields")
    _sheets_apart(fields, [text_of(raw, "title", file)], file)
    _pointers(fields, (), f"{file} fields")
    series = raw.get("series", "")
    found = _mapping(raw, "papers", file).items()
    papers = tuple(_paper(folder, key, paper, kind, series, fields) for key, paper in found)
    steps = tuple(_step(step, papers, file) for step in raw.get("steps") or ())
    key = tuple(raw.get("key") or ())
    for unknown in set(key) - {field.key for field in fields}:
        raise GenError("E403", file=file, key="key", why=f"ไม่มีช่อง {unknown}")
    title, about = text_of(raw, "title", file), str(raw.get("about", ""))
    chapter = _chapter(raw["chapter"], title, file) if "chapter" in raw else None
    return Form(name, folder, title, kind, series, key, layout, fields, steps, papers, about, chapter)


def _chapter(raw: object, title: str, file: str) -> Chapter:
    if not isinstance(raw, dict) or not isinstance(raw.get("place"), int):
        raise GenError("E403", file=file, key="chapter", why="ต้องมี place เป็นตัวเลข")
    known_keys(raw, CHAPTER_KEYS, f"{file} chapter")
    own = str(raw.get("title") or title)
    return Chapter(raw["place"], own, str(raw.get("section") or own))


def _mapping(raw: Mapping[str, Any], key: str, file: str) -> dict[str, Any]:
    found = raw.get(key)
    if not isinstance(found, dict) or not found:
        raise GenError("E403", file=file, key=key, why="ต้องมีอย่างน้อยหนึ่งรายการ")
    return found


def _fields(raw: Mapping[str, Any], file: str) -> tuple[Field, ...]:
    fields = tuple(_field(str(key), value, file) for key, value in raw.items())
    labels = [field.label for field in fields]
    for label in labels:
        if labels.count(label) > 1:
            raise GenError("E403", file=file, key=label, why="ป้ายชื่อซ้ำกัน")
    return fields


def _sheets_apart(fields: tuple[Field, ...], names: list[str], file: str) -> None:
    """Lists and records are sheets, at any depth: no two may have one name."""
    for field in fields:
        if field.of:
            if field.label in names:
                raise GenError("E403", file=file, key=field.label, why="เป็นชื่อแผ่นซ้ำกัน")
            names.append(field.label)
            _sheets_apart(field.of, names, file)


def _pointers(fields: tuple[Field, ...], outer: tuple[Field, ...], file: str) -> None:
    """What a field says of others (sum, count, due …) names fields that there are, in its row or further out."""
    for field in fields:
        _pointers(field.of, (*fields, *outer), f"{file}.{field.key}")
        after = field.due.after if field.due else ""
        related = (path for relation in field.relations for path in relation.paths if path not in DAYS)
        said = (*field.sum, field.count, field.among, field.most, after, field.until, field.greets)
        for path in filter(None, (*said, *related)):
            found = list(walked(path, (*fields, *outer)))
            if found[-1] is None:
                name = [part for part in path.split(".") if not part.isdigit()][len(found) - 1]
                raise GenError("E403", file=f"{file}.{field.key}", key=path, why=f"ไม่มีช่อง {name}")


def walked(path: str, seen: tuple[Field, ...]) -> Iterator[Field | None]:
    """The fields that a path leads through, those of the row that a field names too; None where it leads nowhere."""
    here = seen
    for name in (part for part in path.split(".") if not part.isdigit() and part not in (UP, ABOVE)):
        found = next((one for one in here if one.key == name), None)
        yield found
        if found is None:
            return
        named = found.among.partition(".")[0]
        here = found.of or next((one.of for one in seen if one.key == named), ())


def _field(key: str, raw: Any, file: str) -> Field:
    where = f"{file}.{key}"
    if not isinstance(raw, dict):
        raise GenError("E403", file=file, key=key, why="ต้องมี label และ type")
    known_keys(raw, FIELD_KEYS, where)
    kind = raw.get("type", "text")
    if kind not in TYPES:
        raise GenError("E403", file=where, key=kind, why=f"ไม่ใช่ชนิดของช่อง{guess(nearest(str(kind), TYPES))}")
    of = _fields(_mapping(raw, "of", where), where) if kind in ("list", "record") else ()
    of = TABLE if kind == "table" else of
    if kind == "receivers" and not raw.get("directory"):
        raise GenError("E403", file=where, key="directory", why="ต้องมีชื่อทำเนียบ เช่น schools")
    if kind == "choice" and not raw.get("choices"):
        raise GenError("E403", file=where, key="choices", why="ต้องมีตัวเลือก")
    several = ("choices", "suggest", "aliases", "lead", "tail")
    lists: dict[str, Any] = {name: tuple(map(str, raw[name])) for name in several if raw.get(name)}
    if raw.get("sum"):
        lists["sum"] = tuple(raw["sum"]) if isinstance(raw["sum"], list) else (str(raw["sum"]),)
    plain = (
        "required", "default", "note", "example", "low", "high", "late", "coded", "directory", "count", "most", "among",
        "unique", "until", "greets", "begins", "day",
    )  # fmt: skip
    if raw.get("room"):
        lists["room"] = _room(raw["room"], where)
    if raw.get("due"):
        lists["due"] = _due(raw["due"], where)
    if found := tuple(_relations(raw, where)):
        lists["relations"] = found
    if kind == "date" and raw.get("late"):  # a year typed wrong: 2579 for 2569
        lists["relations"] = (*lists.get("relations", ()), Relation("not after", ("in_two_years",), stops=False))
    facts: dict[str, Any] = {**lists, **{name: raw[name] for name in plain if name in raw}}
    return Field(key, text_of(raw, "label", where), kind, of=of, **facts)


def _relations(raw: Mapping[str, Any], where: str) -> Iterator[Relation]:
    """`must: [after start]`, `should: not same as signer`"""
    for key in ("must", "should"):
        said = raw.get(key) or []
        for text in said if isinstance(said, list) else [said]:
            relation = read_relation(str(text), stops=key == "must")
            if relation is None:
                raise GenError("E403", file=where, key=key, why=f"ไม่ใช่เงื่อนไขที่รู้จัก ({text}) — ดูใน docs/forms.md")
            yield relation


def _room(raw: Any, where: str) -> tuple[float, float]:
    """`room: [12, 9]`: the most that a picture takes, cm."""
    lengths = [cm for cm in raw if isinstance(cm, (int, float)) and 0 < cm <= 30] if isinstance(raw, list) else []
    if len(lengths) != 2 or len(raw) != 2:
        raise GenError("E403", file=where, key="room", why="เป็นความกว้างและความสูงไม่เกิน 30 ซม. เช่น [16, 11]")
    return float(raw[0]), float(raw[1])


def _due(raw: Any, where: str) -> Due:
    if not isinstance(raw, dict):
        raise GenError("E403", file=where, key="due", why="ต้องมี after และ days")
    known_keys(raw, ("after", "days", "by"), f"{where} due")
    days, by = raw.get("days"), raw.get("by", "person")
    if not isinstance(days, (int, str)) or by not in ("person", "office"):
        raise GenError("E403", file=where, key="due", why="days เป็นจำนวนวันหรือชื่อการตั้งค่า และ by เป็น person หรือ office")
    return Due(text_of(raw, "after", where), days, by == "office")


def _paper(folder: Path, key: str, raw: Any, kind: str, series: str, fields: tuple[Field, ...]) -> Paper:
    where = f"{folder.name}/form.yaml papers.{key}"
    if not isinstance(raw, dict):
        raise GenError("E403", file=where, key=key, why="ต้องมี title และ template")
    known_keys(raw, PAPER_KEYS, where)
    template = folder / text_of(raw, "template", where)
    if template.parent != folder or not template.is_file():
        raise GenError("E404", file=where, template=raw["template"])
    record = raw.get("record", "")
    if record and record not in {field.key for field in fields if field.is_record}:
        raise GenError("E403", file=where, key="record", why=f"ไม่มีเรื่อง {record}")
    seen = {field.key: field for field in seen_fields(fields, record)}
    each = raw.get("each", "")
    if each and not (each in seen and (seen[each].is_list or seen[each].type == "receivers")):
        raise GenError("E403", file=where, key="each", why=f"ไม่มีรายการหรือผู้รับชื่อ {each}")
    needs = tuple(dict.fromkeys([*(raw.get("needs") or ()), *([each] if each else [])]))
    for unknown in set(needs) - seen.keys():
        raise GenError("E403", file=where, key="needs", why=f"ไม่มีช่อง {unknown}")
    unless, some = (_names(raw, key, seen, where) for key in ("unless", "any"))
    title = text_of(raw, "title", where)
    return Paper(
        key, title, raw.get("kind", kind), template, needs, raw.get("file", title), record, each,
        bool(raw.get("circular")), _when(raw.get("when") or {}, seen, where), raw.get("series", series), unless,
        some,
    )  # fmt: skip


def _names(raw: Mapping[str, Any], key: str, seen: Mapping[str, Field], where: str) -> tuple[str, ...]:
    """The fields that a paper names, one or a list."""
    said = raw.get(key) or ()
    names = tuple(map(str, said)) if isinstance(said, (list, tuple)) else (str(said),)
    for unknown in set(names) - seen.keys():
        raise GenError("E403", file=where, key=key, why=f"ไม่มีช่อง {unknown}")
    return names


def _when(raw: Any, seen: Mapping[str, Field], where: str) -> tuple[tuple[str, str], ...]:
    pairs = [(str(name), str(choice)) for name, choice in raw.items()] if isinstance(raw, dict) else [(str(raw), "")]
    for name, choice in pairs:
        if name not in seen or choice not in seen[name].choices:
            raise GenError("E403", file=where, key="when", why=f"ไม่มีตัวเลือก {choice} ของช่อง {name}")
    return tuple(pairs)


def seen_fields(fields: tuple[Field, ...], record: str) -> tuple[Field, ...]:
    """The fields of the form, and over them those of a record."""
    return _over(fields, next((field.of for field in fields if field.key == record), ()))


def _over(fields: tuple[Field, ...], inner: tuple[Field, ...]) -> tuple[Field, ...]:
    own = {field.key for field in inner}
    return (*inner, *(field for field in fields if field.key not in own))


def _step(raw: Any, papers: tuple[Paper, ...], file: str) -> Step:
    if not isinstance(raw, dict):
        raise GenError("E403", file=file, key="steps", why="แต่ละขั้นตอนต้องมี title และ papers")
    known_keys(raw, ("title", "papers", "decision", "otherwise"), f"{file} steps")
    for unknown in set(raw.get("papers") or ()) - {paper.key for paper in papers}:
        raise GenError("E403", file=file, key="steps", why=f"ไม่มีเอกสาร {unknown}")
    decision, otherwise = raw.get("decision", ""), raw.get("otherwise", "")
    if not isinstance(decision, str) or not isinstance(otherwise, (int, str)):
        raise GenError("E403", file=file, key="steps", why="decision เป็นคำถาม และ otherwise เป็นเลขขั้นตอนหรือข้อความ")
    return Step(text_of(raw, "title", file), tuple(raw.get("papers") or ()), decision, otherwise)
