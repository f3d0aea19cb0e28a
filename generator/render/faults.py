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

from .. import opc
from ..errors import GenError, guess
from ..thai import nearest
from . import limits
from .code import Refused
from .limits import TooLarge

MARKUP = re.compile(r"<[^<>]+>")
ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
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
    """What was raised at a line of a part's source; a paragraph begins a line."""

    def __init__(self, part: str, source: str, line: int) -> None:
        super().__init__(part, line)
        self.part, self.lines, self.line = part, source.split("\n"), line


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
    return map(str, obj) if isinstance(obj, dict) else (name for name in dir(type(obj)) if not name.startswith("_"))


def blame(error: BaseException, template: str, names: Iterable[str]) -> GenError:
    """The message for whoever wrote the template; `names` are those of the case."""
    fault = error if isinstance(error, Fault) else None
    cause = fault.__cause__ if fault else error
    where: dict[str, Any] = _place(template, fault) if fault else {"template": template, "paragraph": 0, "near": "?"}
    if isinstance(cause, TooLarge):
        return GenError("E413", template=template, limit=f"{limits.MOST_BYTES // 1024**2} MB")
    if isinstance(cause, Unknown):
        return GenError("E410", name=cause.name, guess=guess(nearest(cause.name, cause.known or names)), **where)
    if isinstance(cause, (SecurityError, Refused)):
        return GenError("E414", why=cause.message or "", **where)
    if isinstance(cause, TemplateSyntaxError):
        return GenError("E411", why=cause.message or "", **where)
    return GenError("E416", template=where["template"], why=f"{type(cause).__name__}: {cause}")


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


def _place(template: str, fault: Fault) -> dict[str, Any]:
    """The paragraphs of a part are counted as a reader finds them, those in tables too."""
    lines = fault.lines[: fault.line]
    return {
        "template": named(template, fault.part),
        "paragraph": sum(line.startswith(("<w:p ", "<w:p>")) for line in lines),
        "near": paragraph_text(lines[-1]) if lines else "?",
    }


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
