"""A Word template of a form: opened once, then one paper a case.

In: the path of a .docx with tags, and the office's emblem. Out: `render(context)`, the bytes of one paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from ..drawing.finish import fields as fields_drawn
from ..drawing.finish import finish, wanted
from ..drawing.finish import names as names_drawn
from ..errors import GenError, Problems, foreign
from ..paper import origin
from ..paper.origin import Origin
from ..word import opc
from . import limits, properties
from .compiled import Compiled
from .emblem import emblem_slots, put_emblem
from .environment import environment, line
from .fallback import Source, opened
from .faults import Fault, blame, refuse_open_tags
from .limits import WATCH, Beyond, TooLarge, TooLong
from .outside import as_document
from .remote import Remote, is_usual
from .tags import losses, strays
from .values import given

NO_DAY = date(1980, 1, 1)  # in the properties, where nobody says which; the first day that a zip can hold
BETWEEN = "\x1f"  # the unit separator, which no paper can hold
Result = TypeVar("Result")
MadeFrom = Callable[[Mapping[str, bytes]], Origin]
Finish = Callable[[Mapping[str, bytes], Mapping[str, Any]], Mapping[str, bytes]]  # parts, names: see `drawing.finish`


class Template:
    """A Word template, opened once: `render(context)` gives the bytes of one paper.

    `emblem` is the office's own picture; without one the slot keeps its neutral frame (`needs_emblem` is True).
    `late` are the labels of the fields that come later, by key: their tags become content controls (see `paper`).
    """

    def __init__(self, path: Path, emblem: Path | None = None, late: Mapping[str, str] | None = None) -> None:
        self.name = f"{path.parent.name}/{path.name}"
        try:
            data = path.read_bytes()
            parts = opc.read(data)
            if opc.is_strict(data):
                raise GenError("E424", template=self.name)
        except (opc.NotAPackage, OSError):
            raise GenError("E415", template=self.name) from None
        as_document(self.name, parts)
        refuse_open_tags(self.name, parts)
        if lost := [*losses(self.name, parts), *strays(self.name, parts)]:
            raise Problems(lost)
        self.hash = sha256(data).hexdigest()
        with foreign("E415", template=self.name):
            slots = emblem_slots(parts)
            self.needs_emblem = bool(slots) and emblem is None
            if emblem and slots:
                put_emblem(parts, slots, emblem)
            self.late = origin.furnish(parts, late) if late is not None else []
            self._bytes = opc.write(parts)
        self._is_usual = is_usual({name: parts[name] for name in opc.stories(parts)})
        self.charted, self._charted_fields = names_drawn(parts), fields_drawn(parts)
        self._staying: dict[frozenset[str], int] = {}

    def __getstate__(self) -> dict[str, Any]:
        """What travels to another process: programs are compiled anew there."""
        return {name: value for name, value in self.__dict__.items() if name != "compiled"}

    @property
    def mode(self) -> str:
        """How papers are made: `text` is filled in, or some part is then `parsed` again, for the reasons in `why`."""
        return "parsed" if self.compiled.why else "text"

    @property
    def why(self) -> str:
        return " · ".join(f"{part}: {why}" for part, why in self.compiled.why.items())

    @cached_property
    def compiled(self) -> Compiled | Remote:
        """The engine; made when the first paper is. Raises: GenError E411, E413, E414 or E416."""
        if self._is_usual:
            with suppress(Beyond):
                return self._held(Compiled, self._bytes, environment())
        return Remote(self.name, self._bytes)

    @cached_property
    def is_unfinished(self) -> bool:
        """Whether the paper has charts to fill or contents to list after its text is there."""
        return wanted(self.compiled.package)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the template asks of a case. Raises: as `compiled`."""
        return self.charted | self.compiled.names

    @cached_property
    def fields(self) -> frozenset[str]:
        """What the template may ask of the rows and records of a case. Raises: as `compiled`."""
        return self._charted_fields | self.compiled.fields

    def sources(self) -> Iterator[Source]:
        """Each part with text as Jinja reads it. Raises: NotAPackage."""
        return opened(self._bytes).sources()

    def render(
        self,
        context: Mapping[str, Any],
        title: str = "",
        author: str = "",
        day: date | None = None,
        of: MadeFrom | None = None,
        end: Finish | None = None,
    ) -> bytes:
        """One paper. `day` is the clock that its properties show; `of` says what the rendered parts are made from, kept
        in the paper; `end` does what is left to do where a template has charts, other papers or contents: without it,
        charts.

        Raises: GenError E410, E411, E413, E414 or E416, each with the template and paragraph.
        """
        texts = {"title": title, "author": author}
        alone = partial(finish, find_file=_no_file, template=self.name)
        return self._within_limits(self._made, context, texts, day or NO_DAY, of, end or alone)

    def parts(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """The parts of one paper that differ from `compiled.package`, without its properties. Raises: as `render`."""
        return self._within_limits(self.compiled.render, context)

    def _made(
        self, context: Mapping[str, Any], texts: dict[str, str], day: date, of: MadeFrom | None, end: Finish
    ) -> bytes:
        rendered = changed = self.compiled.render(context)
        if self.is_unfinished:
            done = end({**self.compiled.package, **changed}, context)
            changed = {name: data for name, data in done.items() if data != self.compiled.package.get(name)}
        changed[properties.PART] = properties.core({**texts, **self._properties(context)}, day)
        if of:
            changed[origin.ITEM] = b""
            changed[origin.ITEM] = origin.item(of(rendered), self._late(context), self.hash, self._fingerprint(changed))
        return self.compiled.pack(changed)

    def _fingerprint(self, changed: Mapping[str, bytes]) -> int:
        """That of the paper with these parts changed; what stays is counted once."""
        names = frozenset(changed)
        if names not in self._staying:
            staying = {name: data for name, data in self.compiled.package.items() if name not in names}
            self._staying[names] = origin.fingerprint(origin.facts_of(staying))
        return origin.fingerprint(origin.facts_of(changed), self._staying[names])

    def _late(self, context: Mapping[str, Any]) -> dict[str, str]:
        """The texts of the content controls, by tag."""
        if not self.late:
            return {}
        program = line(BETWEEN.join(f"{{{{ {tag} }}}}" for tag in self.late))
        texts = "".join(program.root_render_func(program.new_context(given(context), shared=True)))
        return dict(zip(self.late, texts.split(BETWEEN), strict=True))

    def _properties(self, context: Mapping[str, Any]) -> dict[str, str]:
        """The properties of the template that have tags of their own."""
        found = {}
        for name, pattern in self.compiled.properties.items():
            try:
                found[name] = line(pattern).render(given(context))
            except Exception as error:
                raise Fault(properties.PART, pattern, 1) from error
        return found

    def _within_limits(self, work: Callable[..., Result], context: Mapping[str, Any], *arguments: Any) -> Result:
        """What the work gives; in a process of its own, and so for all papers to come, when it goes beyond ours."""
        compiled = self.compiled
        try:
            return self._held(work, context, *arguments)
        except Beyond:
            if isinstance(compiled, Remote):  # one of its small templates
                raise GenError("E413", template=self.name, limit=f"{limits.OWN_TEXT:,} ตัวอักษร") from None
        self.compiled = Remote(self.name, self._bytes)
        return self._held(work, context, *arguments)

    def _held(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """What the work gives within the limits, which a helper keeps by itself. Raises: GenError, Beyond."""
        try:
            if isinstance(self.__dict__.get("compiled"), Remote):
                made = work(*arguments)
            else:
                made = WATCH.run(limits.SECONDS, work, *arguments)
            if isinstance(made, bytes) and len(made) > limits.MOST_BYTES:
                raise TooLarge
            return made
        except GenError:
            raise
        except TooLong:
            raise GenError("E413", template=self.name, limit=f"{limits.SECONDS:g} วินาที") from None
        except Exception as error:
            names = arguments[0] if arguments and isinstance(arguments[0], Mapping) else ()
            raise blame(error, self.name, names) from error


def _no_file(name: str) -> bytes:
    """Papers inside a paper are the way of books, which say where they find them."""
    raise GenError("E301", file=name)
