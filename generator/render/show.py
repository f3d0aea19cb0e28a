"""How a value stands in a paper: in official form, escaped for XML, once.

In: a value of a case. Out: `official` as text, `shown` as the bytes of XML text, `structure` as those of XML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import markupsafe
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError

from ..thai import TO_THAI, Money, Person, glue, official_digits
from .values import Arabic, is_word

REPEATED = 200  # a text up to this long is remembered as shown: posts, offices and months come again in every paper
REMEMBERED = 8192  # such texts
LONG = 64  # longer ones that are remembered: the paragraphs that all letters of a batch have
FIGURES = (int, Money)  # whose text is digits and their marks: nothing to escape, and no Latin code to spare
ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML; \a and \f are docxtpl's marks
CHANGED = re.compile(f"[0-9&<>\"'{ILLEGAL.pattern[1:]}")  # what a text may not keep: one look at it instead of four

TEXT_OUTSIDE = "ค่านี้เป็นข้อความ เขียนว่า {{ … }} ไม่ใช่ {{p … }} {{r … }} {{tr … }} หรือ {{tc … }}"
STRUCTURE_INSIDE = "ค่านี้เป็นย่อหน้าหรือภาพ เขียนว่า {{p … }} ให้อยู่ในย่อหน้าของตัวเอง"
WHOLE_LIST = "แสดงรายการทั้งชุด ใช้ {% for %} หรือ | join"
LOOSE = re.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")  # `{{ block | upper }}` makes &AMP; of &amp;


def official(value: Any) -> Any:
    """A value as the paper shows it: nothing for None, Thai digits, and spaces that hold where a line must not end."""
    if value is None:
        return ""
    if isinstance(value, Arabic) or hasattr(value, "__html__"):
        return value
    if not is_word(type(value)):
        _refused(value)
    return official_digits(glue(str(value)))


def text_of(value: Any) -> str:
    """`shown`, for a template that goes on working with it."""
    return (_markup(value) if hasattr(value, "__html__") else shown(value)).decode()


def structure(value: Any) -> bytes:
    """A value where only XML can stand: `{{p work.flow }}`. Raises: TemplateSyntaxError for what is text."""
    if hasattr(value, "__html__"):
        return _markup(value)
    text = shown(value)
    if text.strip():
        raise TemplateSyntaxError(TEXT_OUTSIDE, 0)
    return text


def shown(value: Any) -> bytes:
    """A value as it stands in the XML of a part: `official`, escaped, without what XML cannot hold."""
    if type(value) is str:
        return _seen.get(value) or _long.get(value) or _remembered(value)
    return _way(type(value))(value)  # type: ignore[arg-type]


@cache
def _way(kind: type) -> Callable[[Any], bytes]:
    """How values of a type are shown."""
    if kind is type(None):
        return lambda value: b""
    if issubclass(kind, Arabic) or hasattr(kind, "__html__"):
        return _inline
    if kind in FIGURES:
        return lru_cache(REMEMBERED)(_figures) if kind is int else _figures  # numbers of rows come in every paper
    if not is_word(kind):
        return _refused
    if kind is Person:  # who seldom comes twice
        return lambda value: _worded(str(value))
    return lambda value: shown(str(value))


def _remembered(text: str) -> bytes:
    """The text as shown, also for the next time; all is forgotten at once, as most texts never come again."""
    done = _worded(text)
    kept, most = (_seen, REMEMBERED) if len(text) <= REPEATED else (_long, LONG)
    if len(kept) >= most:
        kept.clear()
    kept[text] = done
    return done


def _worded(text: str) -> bytes:
    done = glue(text)
    if CHANGED.search(done):
        done = legal(html.escape(official_digits(done)))
    return done.encode()


_seen: dict[str, bytes] = {}
_long: dict[str, bytes] = {}


def _inline(value: Any) -> bytes:
    """What is XML within a text: it may end the text's run, but not put paragraphs or runs into it."""
    done = _markup(value)
    if done.lstrip().startswith(b"<w:"):
        raise TemplateSyntaxError(STRUCTURE_INSIDE, 0)
    return done


def _markup(value: Any) -> bytes:
    """What is XML already (rich text, a picture, a macro), or keeps its digits."""
    return LOOSE.sub("&amp;", legal(str(markupsafe.escape(value)))).encode()


def _figures(value: Any) -> bytes:
    return str(value).translate(TO_THAI).encode()


def _refused(value: Any) -> bytes:
    raise SecurityError(WHOLE_LIST)


def legal(text: str) -> str:
    """A text without what XML cannot hold."""
    return text if text.isprintable() else ILLEGAL.sub("", text)
