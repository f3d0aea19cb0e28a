"""The language of templates: Jinja in a sandbox, strict on names, escaped, and every value shown once as official.

In: nothing. Out: `environment()`, the one kind of Jinja environment that every template runs in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Template as Program
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from ..errors import GenError
from .code import Code
from .faults import Fault, Missing, blame
from .filters import allowed, one_word
from .limits import MOST_TEXT, WATCH, Beyond, Buffer, TooLong, bounded, pieces, state
from .show import official, shown, structure, text_of
from .values import NAMES, NO_NAMES, given, has, may_call, may_index
from .wording import kind

SECONDS_OF_LINE = 2.0
GLOBALS = ("cycler", "joiner", "namespace")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates that come from outside: no way to Python, and nothing that grows without bounds."""

    code_generator_class = Code
    intercepted_binops = frozenset(["+", "*", "**", "%"])
    shown, text_of = staticmethod(shown), staticmethod(text_of)  # these and the next are what `Code` calls
    structure = staticmethod(structure)
    bounded, buffer = staticmethod(bounded), Buffer

    def __init__(self, autoescape: bool = True) -> None:
        super().__init__(autoescape=autoescape, undefined=Missing, finalize=official)
        self.filters = allowed(self.filters)
        self.globals = {name: self.globals[name] for name in GLOBALS}

    @staticmethod
    def concat(pieces: Iterable[str | bytes]) -> str:
        """What a template or a part of it gives, as one text."""
        return "".join([piece if isinstance(piece, str) else piece.decode() for piece in pieces])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or not (numbers or operator == "+"):
            of = right if isinstance(left, (int, float)) else left
            raise SecurityError(f"ใช้เครื่องหมาย {operator} กับ{kind(type(of).__name__)}ไม่ได้")
        return bounded(super().call_binop(context, operator, left, right))

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A macro, or a method of a text, whose pieces or copy count."""
        found = super().call(context, obj, *args, **kwargs)
        return pieces(found) if type(found) is list else bounded(found) if isinstance(found, str) else found

    @staticmethod
    def texts(values: tuple[Any, ...], escaped: bool) -> str:
        """`a ~ b`. Raises: SecurityError for a list."""
        for value in values:
            one_word(value)
        joined: str = bounded((markup_join if escaped else str_join)(values))
        return joined

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return has(obj, attr)

    def is_safe_callable(self, obj: Any) -> bool:
        return may_call(obj)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: Jinja would let `format` through, kept from attributes but not from growing."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`{{ row.name }}`: a key of a mapping goes before its methods, so that a column may be called `items`."""
        kind = type(obj)
        if kind is dict and attribute in obj:
            return obj[attribute]
        if attribute in NAMES.get(kind, NO_NAMES):
            return getattr(obj, attribute)
        if attribute.startswith("_") or (hasattr(kind, attribute) and kind is not Namespace):
            return self.unsafe_undefined(obj, attribute)
        if isinstance(obj, Undefined):
            return getattr(obj, attribute)  # says what is missing
        if kind is Namespace:
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute, given=False)

    def getitem(self, obj: Any, argument: Any, given: bool = True) -> Any:
        """`{{ row['name'] }}`, and rows by number; a name that is no key is an attribute."""
        if may_index(obj):
            try:
                return obj[argument]
            except (AttributeError, TypeError, LookupError):
                pass
        if given and isinstance(argument, str):
            return self.getattr(obj, argument)
        return self.undefined(obj=obj, name=argument)


def environment() -> Sandbox:
    """A fresh Jinja environment as every template of ours runs in it."""
    return Sandbox()


def text(pattern: str, context: Mapping[str, Any]) -> str:
    """A one-line Jinja text such as the name of a file. Raises: GenError E410, E411, E413, E414 or E425."""
    state.built = 0
    try:
        return WATCH.run(SECONDS_OF_LINE, _line_of, pattern[: MOST_TEXT + 1], given(context))
    except (TooLong, Beyond):
        raise GenError("E413", template=pattern[:60], limit=f"{SECONDS_OF_LINE:g} วินาที") from None
    except Exception as error:
        fault = Fault("", pattern, 1)
        fault.__cause__ = error
        raise blame(fault, f'"{pattern[:60]}"', context) from None


def _line_of(pattern: str, names: Mapping[str, Any]) -> str:
    program, text = line(pattern), Buffer()
    text.extend(program.root_render_func(program.new_context(dict(names), shared=False)))
    return "".join(text)


@lru_cache(256)
def line(pattern: str) -> Program:
    return Sandbox(autoescape=False).from_string(pattern)
