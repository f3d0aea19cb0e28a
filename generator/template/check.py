"""A template held against its form before any case is made: tags that name no field, and fields that no tag shows.

In: a form. Out: `Problem`s E410, E411 and E412, each with template, paragraph, tag and what is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateError, nodes

from ..drawing import charts
from ..errors import GenError, Place, Problem, guess, problem
from ..fields import Field
from ..form import Form, Paper
from ..office import FACTS, LINES
from ..ranking import RANKED
from ..render import TEXT_OUTSIDE, Template, environment, prove
from ..render.fallback import Source
from ..render.faults import Fault, blame, line_of, meant, named
from ..render.places import Typed, all_of, at, shown
from ..render.values import TEXT as METHODS
from ..thai import nearest
from ..word import opc

SAME = ("list", "sort", "reverse", "select", "reject", "selectattr", "rejectattr", "unique")  # filters: still the list
BY_NAME = ("selectattr", "rejectattr", "groupby")  # filters whose first argument is a field
ONE = ("first", "last", "min", "max")  # filters: one of the list


@dataclass(frozen=True)
class Shape:
    """What a name of a template stands for: its `names` (None: not checked), and the shape of its items."""

    names: Mapping[str, Shape] | None = None
    item: Shape | None = None
    field: Field | None = None


ANY = Shape()
TEXT = Shape({})
WITHIN = {"lines": Shape({}, TEXT), "person": ANY}  # attributes of values that are no texts
GREETINGS = ("เรียน", "กราบเรียน", "นมัสการ", "ถึง", "{{ salutation }}", "{{ receiver.salutation }}")
LOOP = Shape({name: ANY for name in (
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "depth0", "previtem",
    "nextitem", "changed",
)})  # fmt: skip


STEP = Shape({"number": TEXT, "title": TEXT, "papers": Shape({}, TEXT), "decision": TEXT, "otherwise": TEXT})
WORK = Shape({"name": TEXT, "title": TEXT, "steps": Shape({}, STEP), "flow": ANY})
SECTION = Shape({"title": TEXT, "works": Shape({}, TEXT)})
WORKS = Shape({"sections": Shape({}, SECTION)}, WORK)  # see `drawing.works`


def check_form(form: Form) -> list[Problem]:
    """Everything that is wrong between a form and its templates."""
    checks = [check_paper(form, paper) for paper in form.papers]
    found = [problem for check in checks for problem in check.problems]
    if found or not all(check.is_read for check in checks):  # a field whose tag is wrong seems not to be used
        return found
    return found + _unused(form.name, form.fields, set().union(*(check.used for check in checks)))


def _unused(form: str, fields: Iterable[Field], used: set[int]) -> list[Problem]:
    """Required fields that no template of the form shows: the clerk would fill them for nothing."""
    found = []
    for of in fields:
        if of.required and id(of) not in used:
            found.append(problem("E412", template=form, name=of.label))
        if of.is_record or (of.is_list and id(of) in used):
            found += _unused(form, of.of, used)
    return found


def check_paper(form: Form, paper: Paper) -> Check:
    """One template held against the form."""
    check = Check(f"{form.name}/{paper.template.name}", shape_of(form, paper))
    try:
        sources = list(Template(paper.template).sources())
    except (GenError, Fault, opc.NotAPackage) as error:
        told = error if isinstance(error, GenError) else blame(error, check.template, ())
        check.problems += told.problems
        check.is_read = False
        return check
    check.labels = dict(_labels(form.seen(paper)))
    for source in sources:
        check.part(source)
        if paper.circular:
            check.same_for_all(source)
    check.charts(opc.read(paper.template.read_bytes()))
    return check


def shape_of(form: Form, paper: Paper) -> Mapping[str, Shape]:
    """The names that the template of a paper knows, with what each holds."""
    names = {of.key: _shape(of) for of in form.seen(paper)}
    facts = {name: TEXT for name in ("name", "short", *FACTS)} | {name: Shape({}, TEXT) for name in LINES}
    one = {"receiver": names[paper.each].item or ANY} if paper.each else {}
    return {"works": WORKS, **names, "office": Shape(facts), **one}


def _lists(names: Mapping[str, Shape], before: str = "") -> Iterator[tuple[str, Shape]]:
    """(name, shape of a row) of each list with columns; one of a record by both names."""
    for name, shape in names.items():
        if shape.item and shape.item.names:
            yield f"{before}{name}", shape.item
        elif shape.field and shape.field.is_record:
            yield from _lists(shape.names or {}, f"{before}{name}.")


def _labels(fields: Iterable[Field]) -> Iterator[tuple[str, str]]:
    """Each label with its key, those of lists and records too; the outer ones win."""
    for of in fields:
        if of.of:
            yield from _labels(of.of)
    yield from ((of.label, of.key) for of in fields)


def _shape(of: Field) -> Shape:
    if of.is_list:
        return Shape({}, Shape({sub.key: _shape(sub) for sub in of.of}, field=of), of)
    if of.is_record:
        return Shape({sub.key: _shape(sub) for sub in of.of}, field=of)
    names = {name: WITHIN.get(name, TEXT) for name in of.kind.shows}
    return Shape({}, Shape(names) if names else TEXT, of) if of.kind.lines else Shape(names, None, of)


def _ranked(rows: Shape) -> Shape:
    """The rows with what `rank` adds to them."""
    item = rows.item
    if item is None or item.names is None:
        return ANY
    return Shape({}, Shape({**item.names, **dict.fromkeys(RANKED, ANY)}, field=item.field), rows.field)


def _is_text(shape: Shape) -> bool:
    """Whether a value is written as text, and not as paragraphs or pictures of its own."""
    return shape is TEXT or (shape.field is not None and not shape.field.kind.is_drawn)


@dataclass
class Check:
    """The walk through one template: what is wrong, and which fields (by identity) it shows."""

    template: str
    known: Mapping[str, Shape]
    problems: list[Problem] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    labels: Mapping[str, str] = field(default_factory=dict)  # of the fields, with their keys
    source: Source = field(default_factory=lambda: Source("", ""))
    is_read: bool = True  # every part could be read, so that what no tag shows is known

    def part(self, source: Source) -> None:
        """Check one part."""
        self.source = source
        env = environment()
        try:
            tree = env.parse(source.xml)
            prove(tree)
            env.compile(tree)  # finds the filters and tests that are not there
        except (TemplateError, SyntaxError, RecursionError) as error:
            fault = Fault(source.name, source.xml, line_of(error), source.raw)
            fault.__cause__ = error
            self.problems += blame(fault, self.template, ()).problems
            self.is_read = False
            return
        globals_ = {name: ANY for name in env.globals}
        self._block(tree.body, {**globals_, **self.known})

    def charts(self, parts: Mapping[str, bytes]) -> None:
        """Check what the charts of the template ask for, by their alt texts."""
        lists = dict(_lists(self.known))
        self.problems += charts.check(parts, {name: shape.names or () for name, shape in lists.items()}, self.template)
        for use in charts.uses(parts):
            item = lists.get(use.of, ANY)
            for shape in (item, *(inner for name, inner in (item.names or {}).items() if name in use.fields)):
                self._use(shape)

    def same_for_all(self, source: Source) -> None:
        """A circular says the same to all: only how it greets and closes may be its receiver's (ระเบียบ ข้อ 32)."""
        for one in all_of(source.xml, source.raw):
            if re.search(r"\breceiver\b(?!\.salutation)", one.tag) and not one.words.strip().startswith(GREETINGS):
                self._told("E422", one)

    def _block(self, body: Iterable[nodes.Node], names: dict[str, Shape]) -> None:
        for node in body:
            self._statement(node, names)

    def _statement(self, node: nodes.Node, names: dict[str, Shape]) -> None:
        if isinstance(node, nodes.For):
            self._for(node, names)
        elif isinstance(node, (nodes.Assign, nodes.AssignBlock)):
            value = self._value(node.node, names) if isinstance(node, nodes.Assign) else ANY
            if isinstance(node, nodes.AssignBlock):
                self._block(node.body, dict(names))
            names.update(self._bind(node.target, value))
        elif isinstance(node, (nodes.Macro, nodes.CallBlock, nodes.With)):
            inner = dict(names)
            for name in node.find_all(nodes.Name):
                if name.ctx in ("param", "store"):
                    inner[name.name] = ANY
            if isinstance(node, nodes.Macro):
                names[node.name] = ANY
            self._block(node.body, inner)
        elif isinstance(node, nodes.Expr):
            shape = self._value(node, names)
            if getattr(node, "is_structure", False) and _is_text(shape):
                self._say("E411", node.lineno, why=TEXT_OUTSIDE)
        else:
            for child in node.iter_child_nodes():
                self._statement(child, names)

    def _for(self, node: nodes.For, names: dict[str, Shape]) -> None:
        over = self._value(node.iter, names)
        inner = {**names, "loop": LOOP, **self._bind(node.target, over.item or ANY)}
        if node.test:
            self._value(node.test, inner)
        self._block(node.body, inner)
        self._block(node.else_, dict(names))

    def _bind(self, target: nodes.Node, value: Shape) -> dict[str, Shape]:
        if isinstance(target, nodes.Name):
            return {target.name: value}
        return {name.name: ANY for name in target.find_all(nodes.Name)}

    def _value(self, node: nodes.Node, names: Mapping[str, Shape]) -> Shape:
        """The shape of an expression, with every name in it checked."""
        if isinstance(node, nodes.Name):
            return self._name(node, names)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, node.attr, names)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute(node, node.arg.value, names)
        shapes = [self._value(child, names) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.Filter) and shapes:
            self._by_name(node, shapes[0].item or ANY)
        if isinstance(node, nodes.Filter) and shapes and node.name in SAME:
            return shapes[0]
        if isinstance(node, nodes.Filter) and shapes and node.name == "rank":
            return _ranked(shapes[0])
        if isinstance(node, nodes.Filter) and shapes and node.name in ONE:
            return shapes[0].item or ANY
        if isinstance(node, nodes.Getitem) and shapes:
            return shapes[0].item or ANY
        if isinstance(node, nodes.Or) and shapes:  # what stands in for it has the same names
            return shapes[0]
        return ANY

    def _by_name(self, node: nodes.Filter, item: Shape) -> None:
        """The field that a filter is told by its name: `selectattr('quota', …)`, `sum(attribute='seats')`."""
        told = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        told += node.args[:1] if node.name in BY_NAME else []
        if node.name == "rank" and node.args:  # a name, or names, the lower first with `-`
            told += node.args[0].find_all(nodes.Const) if isinstance(node.args[0], nodes.List) else node.args[:1]
        for one in told:
            if not isinstance(one, nodes.Const) or not isinstance(one.value, str) or item.names is None:
                continue
            first = one.value.removeprefix("-").partition(".")[0]
            if first not in item.names:
                self._unknown(node.lineno, first, first, item.names)
            self._use(item.names.get(first, ANY))

    def _name(self, node: nodes.Name, names: Mapping[str, Shape]) -> Shape:
        shape = names.get(node.name)
        if shape is None:
            self._unknown(node.lineno, node.name, node.name, names)
            return ANY
        self._use(shape)
        return shape

    def _attribute(self, node: Any, attr: str, names: Mapping[str, Shape]) -> Shape:
        shape = self._value(node.node, names)
        if shape.names is None:
            return ANY
        inner = shape.names.get(attr)
        if inner is None and attr not in METHODS:
            name = f"{shape.field.key}.{attr}" if shape.field else attr
            if shape.item is not None and attr in (shape.item.names or ()):
                how = f" — เป็นรายการ เขียน {{% for แถว in {name.partition('.')[0]} %}} แล้ว {{{{ แถว.{attr} }}}}"
                self._say("E410", node.lineno, name=name, guess=how)
                return ANY
            self._unknown(node.lineno, attr, name, shape.names)
        self._use(inner or ANY)
        return inner or ANY

    def _use(self, shape: Shape) -> None:
        if shape.field:
            self.used.add(id(shape.field))

    def _say(self, code: str, line: int, **facts: Any) -> None:
        self._told(code, at(line, self.source.xml, self.source.raw), **facts)

    def _unknown(self, line: int, name: str, said: str, known: Iterable[str]) -> None:
        """A name that is not there: a label of the form stands for its key."""
        place = at(line, self.source.xml, self.source.raw)
        label = self.labels.get(name) or nearest(name, self.labels) if re.search("[ก-๛]", name) else None
        key = guess(self.labels.get(label, label)) if label else meant(name, place, known)
        self._told("E410", place, name=said, guess=key)

    def _told(self, code: str, place: Typed | None, **facts: Any) -> None:
        where = {"template": named(self.template, self.source.name), "near": shown(place)}
        self.problems.append(problem(code, Place(), paragraph=place.paragraph if place else 0, **where, **facts))
