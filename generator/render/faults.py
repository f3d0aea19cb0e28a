"""What went wrong in a template, and where: the part, the paragraph, its words, and the name that was probably meant.

In: what Jinja raised. Out: a `GenError` E410, E411, E413, E414 or E416.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from ..errors import GenError, guess
from ..thai import nearest
from ..word import opc
from . import limits, wording
from .code import Refused
from .filters import FILTERS
from .limits import TooLarge
from .places import Typed, all_of, at, shown
from .values import NAMES

MARKUP = re.compile(r"<[^<>]+>")
ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
PAIRS = re.compile(r"unknown tag '(?:end|el)|Unexpected end of template|end of template")
OTHERS = {
    "Include": "include", "Import": "import", "FromImport": "from … import", "Extends": "extends",
    "ScopedEvalContextModifier": "autoescape", "EvalContextModifier": "autoescape", "Name": "varargs",
}  # fmt: skip
LABELS = {
    "word/header": "หัวกระดาษ",
    "word/footer": "ท้ายกระดาษ",
    "word/footnotes": "เชิงอรรถ",
    "word/endnotes": "อ้างอิงท้ายเรื่อง",
    "word/comments": "ข้อคิดเห็น",
    "word/diagrams": "SmartArt",
    "word/charts": "กราฟ",
    "docProps": "คุณสมบัติ",
}


class Fault(Exception):
    """What was raised at a line of a part's source; `raw` is the part as Word has it."""

    def __init__(self, part: str, source: str, line: int, raw: str = "") -> None:
        super().__init__(part, line)
        self.part, self.source, self.line, self.raw = part, source, line, raw or source


class Unknown(UndefinedError):
    """A name that is not there, and those that are."""

    def __init__(self, name: str, known: Iterable[str], message: str) -> None:
        super().__init__(message)
        self.name, self.known = name, tuple(known)


class Missing(StrictUndefined):
    """Jinja's undefined, which tells what it was asked for."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is UndefinedError and isinstance(name, str):
            self._undefined_exception = partial(Unknown, name, _names_of(obj))  # type: ignore[assignment]


def _names_of(obj: Any) -> Iterable[str]:
    if obj is missing:
        return ()
    return map(str, obj) if isinstance(obj, dict) else NAMES.get(type(obj), ())


def blame(error: BaseException, template: str, names: Iterable[str]) -> GenError:
    """The message for whoever wrote the template; `names` are those of the case."""
    fault = error if isinstance(error, Fault) else None
    cause = (fault.__cause__ if fault else error) or error
    if isinstance(cause, TooLarge):
        return GenError("E413", template=template, limit=f"{limits.MOST_BYTES // 1024**2} MB")
    if isinstance(cause, opc.NotAPackage):
        return GenError("E415", template=template)
    if fault is None:
        return GenError("E416", template=template, why=wording.failed(cause))
    if isinstance(cause, (TemplateSyntaxError, Refused)) and not isinstance(cause, Refused):
        place, why = explained(cause, fault.line, fault.source, fault.raw)
    else:
        place, why = at(fault.line, fault.source, fault.raw), wording.failed(cause)
    where: dict[str, Any] = {
        "template": named(template, fault.part),
        "paragraph": max(place.paragraph, 1) if place else 0,  # a property or a file's name is one line
        "near": shown(place),
    }
    if isinstance(cause, Unknown):
        return GenError("E410", name=cause.name, guess=meant(cause.name, place, cause.known or names), **where)
    if isinstance(cause, (SecurityError, Refused)):
        return GenError("E414", why=forbidden(cause), **where)
    return GenError("E411" if isinstance(cause, TemplateSyntaxError) else "E425", why=why, **where)


def explained(error: TemplateSyntaxError, line: int, source: str, raw: str) -> tuple[Typed | None, str]:
    """Where a tag that cannot be read stands, and why: begins and ends that do not belong together are told first."""
    said = error.message or ""
    if PAIRS.search(said) and (wrong := wording.misspelt(all_of(source, raw))):
        return wrong
    if PAIRS.search(said) and (torn := wording.unpaired(all_of(source, raw))):
        return torn
    place = at(line, source, raw)
    return place, wording.syntax(said, place.tag if place else "", FILTERS)


def meant(name: str, place: Typed | None, known: Iterable[str]) -> str:
    """The end of a message on an unknown name: what is probably meant, also by a name that was typed in pieces."""
    known = list(known)
    pieces = re.findall(r"[\w\u0e00-\u0e7f]+(?:[-\s]+[\w\u0e00-\u0e7f]+)+", place.tag if place else "")
    joined = [re.sub(r"[-\s]+", "_", one) for one in pieces if one.startswith(name)]
    found = next((one for one in joined if one in known), None) or nearest(name, known)
    return guess(found) or wording.called(name)


def forbidden(error: Exception) -> str:
    """Why the sandbox refuses a tag."""
    if isinstance(error, Refused):
        said = str(error)
        return f"ใช้คำสั่ง {OTHERS.get(said, said)} ในแม่แบบไม่ได้"
    return wording.failed(error)


def refuse_open_tags(template: str, parts: Mapping[str, bytes]) -> None:
    """A tag that does not end in its paragraph would silently swallow those up to the next tag's end.

    Raises: GenError E411.
    """
    for part in opc.filled(parts):
        for n, xml in enumerate(re.split(r"<w:p(?=[ >])", parts[part].decode("utf-8", "replace"))[1:], 1):
            if half := _half(MARKUP.sub("", f"<w:p{xml}")):
                why = f"{half} ไม่มีคู่ในย่อหน้าเดียวกัน"
                near = paragraph_text(f"<w:p{xml}")
                raise GenError("E411", template=named(template, part), paragraph=n, near=near, why=why)


def _half(text: str) -> str:
    """A half of a tag that stands alone in a text, or ""; the text is gone through once, however many there are."""
    at = 0
    while half := HALF.search(text, at):
        end = text.find(ENDS[half[0]], half.end()) if half[0] in ENDS else -1
        if end < 0:
            return half[0]
        at = end + 2
    return ""


def named(template: str, part: str) -> str:
    """The template, and where in it a reader looks, if that is not the text."""
    label = next((label for start, label in LABELS.items() if part.startswith(start)), "")
    return f"{template} ({label})" if label else template


def paragraph_text(xml: str) -> str:
    """The words of a paragraph's XML, shortened, as a message shows where a tag stands."""
    words = " ".join(MARKUP.sub("", xml).split())
    return words[:59] + "…" if len(words) > 60 else words


def line_of(error: BaseException) -> int:
    """The line of the template where Jinja raised: its frames are in the traceback."""
    if isinstance(error, TemplateSyntaxError) and error.lineno:
        return error.lineno
    line, trace = 0, error.__traceback__
    while trace:
        program = trace.tb_frame.f_globals.get("__jinja_template__")
        if program is not None:
            line = program.get_corresponding_lineno(trace.tb_lineno)
        elif trace.tb_frame.f_code.co_filename == "<template>":  # Jinja has put the template's own lines in already
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
