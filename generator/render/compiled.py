"""A template compiled once, a paper made by filling text into it: the engine.

In: the bytes of a template. Out: for each case the parts that it changes, and the whole paper as bytes. Steps: docxtpl
patches the XML of each part; Jinja compiles it; `wellformed` says what is left to do to rendered text; all is packed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, meta, nodes
from jinja2 import Template as Program

from .archive import Archive
from .fallback import Source, opened
from .faults import Fault, line_of
from .limits import OWN_PARSED, go_beyond, joined, state
from .mend import EMPTY_BODY, ENDED, FIRST_NUMBER, NOTHING, NUMBER, counted, distinct, listing, numbered, sound, whole
from .pictures import PLACE, Desk
from .unique_ids import NUMBERING, Lists
from .values import given
from .wellformed import LACK, Proof, prove

ALL = "*"
WORD = re.compile(r"[A-Za-z_]\w*")
TAGS = re.compile(r"\{[{%#]")
BRACES = re.compile(r"([{}])_(?=[{%])|([%}])_(?=})")  # {_{ is docxtpl's way to write {{
BREAKS = (b"\n", b"\t", b"\a", b"\f")  # in values


@dataclass(frozen=True)
class Part:
    """A part of the package as a program: names in, XML out."""

    source: Source
    program: Program
    proof: Proof
    start: bytes  # up to the first tag
    names: frozenset[str]  # that it asks of a case
    fields: frozenset[str]  # that it may ask of what it finds there; ALL where that hangs on the case

    def render(self, names: dict[str, Any], pictures: Desk, lists: Lists | None = None) -> bytes:
        """The part for one case. Raises: Fault."""
        pictures.part = self.source.name
        before, after = self.source.before, self.source.after
        try:
            pieces: Iterator[Any] = self.program.root_render_func(self.program.new_context(names, shared=True))  # bytes
            xml, lacks = self._unmarked(joined(before, pieces, after))
            if lists and self.proof.restarts:
                xml = lists.restarted(xml.decode()).encode()
            if lacks or pictures.drawings or self._is_unsettled(xml):
                if len(xml) > OWN_PARSED:
                    go_beyond()
                text = xml[len(before) : len(xml) - len(after)].decode()
                xml = b"".join((before, self._settled(text, pictures).encode(), after))
        except Exception as error:
            raise Fault(self.source.name, self.source.xml, line_of(error), self.source.raw) from error
        return xml

    def _unmarked(self, xml: bytes) -> tuple[bytes, bool]:
        """The part without the marks of the proof, and whether anything lacks before one of them."""
        if not self.proof.may_lack:
            return xml, False
        stretches = xml.split(LACK)
        return b"".join(stretches), not all(one.endswith(ENDED) for one in stretches[:-1])

    def _is_unsettled(self, xml: bytes) -> bool:
        """Whether there is anything to do after Jinja: the proof leaves some of it to do, or a value has breaks."""
        left = self.proof.why or self.proof.repeats
        if left or (self.source.is_body and (self.proof.may_be_empty or not self.proof.numbered)):
            return True
        return any(xml.find(mark, len(self.source.before)) >= 0 for mark in BREAKS)

    def _settled(self, text: str, pictures: Desk) -> str:
        """What is left to do after Jinja. Raises: TemplateSyntaxError for a body that is empty, or torn by a tag."""
        splits = "\a" in text or "\f" in text
        text = pictures.drawn(text) if pictures.drawings else text
        text = listing(text) if splits or "\n" in text or "\t" in text else text
        text = sound(text) if self.proof.may_lack else text
        text = distinct(text) if self.proof.repeats else text
        if self.source.is_body and EMPTY_BODY.match(text):
            raise TemplateSyntaxError(NOTHING, 1)
        if self.proof.why or splits:
            text = counted(text, self.source.before) if self.source.is_body else _checked(text)
        is_numbered = self.proof.numbered and not pictures.drawings
        return numbered(text) if self.source.is_body and not is_numbered else text


class Ready:
    """A template that is ready: its fixed parts are packed, `starts` says how the others begin.

    `main` is the part with the body, `names` those that a case is asked for, `fields` those that its rows may be asked
    for, `properties` the core properties with tags; `why` says of each part that must be parsed again in every paper
    why that is.
    """

    def __init__(
        self,
        package: dict[str, bytes],
        starts: dict[str, bytes],
        main: str,
        names: frozenset[str],
        fields: frozenset[str],
        properties: dict[str, str],
        why: dict[str, str],
    ) -> None:
        self.package, self.starts, self.main = package, starts, main
        self.names, self.fields, self.properties, self.why = names, fields, properties, why
        self._archives: dict[frozenset[str], Archive] = {}

    def pack(self, changed: Mapping[str, bytes]) -> bytes:
        """The paper with these parts changed or added."""
        names = frozenset(self.package.keys() & changed.keys())
        if names not in self._archives:
            staying = {name: data for name, data in self.package.items() if name not in names}
            self._archives[names] = Archive(staying, self.starts)
        return self._archives[names].pack(changed)


class Compiled(Ready):
    """A template whose parts with tags are programs."""

    def __init__(self, data: bytes, env: Environment) -> None:
        docx = opened(data)
        parts = [_compiled(env, source) for source in docx.sources()]
        package = docx.parts()
        self.found = docx.pictures(package)
        self.parts = [part for part in parts if TAGS.search(part.source.xml)]
        fixed = [part for part in parts if part not in self.parts]
        package |= {part.source.name: part.render({}, Desk(self.found)) for part in fixed}
        self._globals = dict(env.globals)
        self.facts: dict[str, Any] = {
            "package": package,
            "starts": {part.source.name: part.start for part in self.parts},
            "main": self.found.body,
            "names": frozenset[str]().union(*(part.names for part in self.parts)),
            "fields": frozenset[str]().union(*(part.fields for part in self.parts)),
            "properties": docx.properties(),
            "why": {part.source.name: part.proof.why for part in self.parts if part.proof.why},
        }
        super().__init__(**self.facts)

    def render(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """The parts that this case changes or adds. Raises: Fault."""
        state.built = 0
        names = {**self._globals, **given(context)}
        pictures, lists = Desk(self.found), self._lists()
        token = PLACE.set(pictures.place)
        try:
            changed = {part.source.name: part.render(names, pictures, lists) for part in self.parts}
        finally:
            PLACE.reset(token)
        if lists and lists.has_new:
            changed[NUMBERING] = lists.part().encode()
        return {**changed, **pictures.changed()}

    def _lists(self) -> Lists | None:
        """The lists of a paper, where some begin again within it."""
        restarts = any(part.proof.restarts for part in self.parts)
        return Lists(self.package.get(NUMBERING, b"").decode()) if restarts else None


def _compiled(env: Environment, source: Source) -> Part:
    """Raises: Fault, where a tag is not valid."""
    try:
        tree = env.parse(source.xml)
        proof = prove(tree)
        numbers = count(FIRST_NUMBER) if source.is_body and _all_numbered(source.xml, proof) else None
        for data in tree.find_all(nodes.TemplateData):
            data.data = _final(data.data, numbers)
        fields = frozenset(_fields(tree))  # first: Jinja folds constants in the tree as it goes through
        names = frozenset(meta.find_undeclared_variables(tree))
        program = Program.from_code(env, env.compile(tree), {})
    except MemoryError:
        raise
    except Exception as error:  # Jinja's own, and Python's of what is too deep or too long for it
        raise Fault(source.name, source.xml, line_of(error), source.raw) from error
    proof = replace(proof, numbered=numbers is not None)
    return Part(source, program, proof, source.before + _start(tree), names, fields)


def _fields(tree: nodes.Template) -> Iterator[str]:
    """Every word by which a row could be asked for something: `row.name`, `row['name']`, `sort(attribute='name')`."""
    yield from (node.attr for node in tree.find_all(nodes.Getattr))
    for node in tree.find_all(nodes.Const):
        if isinstance(node.value, str):
            yield from WORD.findall(node.value)
    if any(isinstance(node.arg, nodes.Name) for node in tree.find_all(nodes.Getitem)):
        yield ALL


def _start(tree: nodes.Template) -> bytes:
    """The fixed text before the first tag."""
    first = next(tree.iter_child_nodes(), None)
    text = next(first.iter_child_nodes(), None) if isinstance(first, nodes.Output) else None
    return text.data.encode() if isinstance(text, nodes.TemplateData) else b""


def _all_numbered(xml: str, proof: Proof) -> bool:
    """Whether the drawings can be numbered now: each stands there once, and its number is in its tag's fixed text."""
    return proof.numbered and len(NUMBER.findall(re.sub(r"(?s)\{\{.*?\}\}", "", xml))) == xml.count("<wp:docPr")


def _final(text: str, numbers: Iterator[int] | None) -> str:
    """Fixed text of a part, done with what docxtpl does to it after Jinja."""
    text = re.sub(r"\n(<w:p[ >])", r"\1", text)
    text = BRACES.sub(r"\1\2", text)
    return numbered(text, numbers) if numbers else text


def _checked(xml: str) -> str:
    """The XML of a part other than the body, if it is whole."""
    whole(xml)
    return xml
