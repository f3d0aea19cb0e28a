"""How a value stands in a paper: in official form, escaped for XML, once.

In: a value of a case. Out: `official` as text, `shown` as XML text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import markupsafe
from jinja2.exceptions import SecurityError

from ..thai import glue, official_digits

REPEATED = 200  # a text up to this long is remembered as shown: posts, offices and months come again in every paper
REMEMBERED = 8192  # such texts
ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML; \a and \f are docxtpl's marks

LOOSE = re.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")  # `{{ block | upper }}` makes &AMP; of &amp;


class Arabic(str):
    """A text that keeps its Arabic digits: `{{ x | arabic }}`."""

    __slots__ = ()


def official(value: Any) -> Any:
    """A value as the paper shows it: nothing for None, Thai digits, and spaces that hold where a line must not end."""
    if value is None:
        return ""
    if isinstance(value, Arabic) or hasattr(value, "__html__"):
        return value
    return official_digits(glue(str(value)))


def shown(value: Any) -> str:
    """A value as it stands in the XML of a part: `official`, escaped, without what XML cannot hold."""
    kind = type(value)
    text = value if kind is str else _way(kind)(value)  # type: ignore[arg-type]
    if text is None:
        return _markup(value)
    return _seen.get(text) or _remembered(text)


def _remembered(text: str) -> str:
    """The text as shown, for the next time too; all is forgotten at once, as most texts never come again."""
    done = _legal(html.escape(official_digits(glue(text))))
    if len(text) <= REPEATED:
        if len(_seen) >= REMEMBERED:
            _seen.clear()
        _seen[text] = done
    return done


_seen: dict[str, str] = {}


def _markup(value: Any) -> str:
    """What is XML already (rich text, a picture, a macro), or keeps its digits."""
    return LOOSE.sub("&amp;", _legal(str(markupsafe.escape(value))))


@cache
def _way(kind: type) -> Callable[[Any], str | None]:
    """How to get the text of a value of this type; None from it means that the value is not plain text."""
    if kind is type(None):
        return lambda value: ""
    if issubclass(kind, Arabic) or hasattr(kind, "__html__"):
        return lambda value: None
    if kind in (list, tuple, dict, set, frozenset):
        return _refused
    return str


def _refused(value: Any) -> str:
    raise SecurityError("แสดงรายการทั้งชุด ใช้ {% for %} หรือ | join")


def _legal(text: str) -> str:
    return text if text.isprintable() else ILLEGAL.sub("", text)
