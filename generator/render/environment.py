"""The language of templates: Jinja in a sandbox, strict on names, escaped, and every value shown once as official.

In: nothing. Out: `environment()`, the one kind of Jinja environment that every template runs in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import Template as Program
from jinja2 import TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import GenError
from .code import Code
from .faults import Missing
from .filters import GROWING, METHODS, PLAIN, allowed
from .limits import Buffer, bounded
from .show import official, shown, text_of

GLOBALS = ("cycler", "joiner", "namespace")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates that come from outside: no way to Python, and nothing that grows without bounds."""

    code_generator_class = Code
    intercepted_binops = frozenset(["+", "*", "**", "%"])
    shown, text_of = staticmethod(shown), staticmethod(text_of)  # these and the next are what `Code` calls
    bounded, buffer = staticmethod(bounded), Buffer

    def __init__(self, autoescape: bool = True) -> None:
        super().__init__(autoescape=autoescape, undefined=Missing, finalize=official)
        self.filters = allowed(self.filters)
        self.globals = {name: self.globals[name] for name in GLOBALS}
        self._safe: dict[tuple[type, str], bool] = {}

    @staticmethod
    def concat(pieces: Iterable[str | bytes]) -> str:
        """What a template or a part of it gives, as one text."""
        return "".join([piece if isinstance(piece, str) else piece.decode() for piece in pieces])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or not (numbers or operator == "+"):
            raise SecurityError(f"operator {operator}")
        return bounded(super().call_binop(context, operator, left, right))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        kept = attr in METHODS if type(obj) in PLAIN else attr not in GROWING
        return kept and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: Jinja would let `format` through, kept from attributes but not from growing."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`{{ row.name }}`: a key of a mapping goes before its methods, so that a column may be called `items`."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        of_kind = type(obj), attribute
        safe = self._safe.get(of_kind)
        if safe is None:  # Jinja asks this of every value; the answer depends on its type alone
            safe = self._safe[of_kind] = self.is_safe_attribute(obj, attribute, None)
        if safe:
            value = getattr(obj, attribute, self)
            if value is not self and type(value) not in (MethodType, BuiltinMethodType):
                return value
        return super().getattr(obj, attribute)


def environment() -> Sandbox:
    """A fresh Jinja environment as every template of ours runs in it."""
    return Sandbox()


def text(pattern: str, context: Mapping[str, Any]) -> str:
    """A one-line Jinja text such as the name of a file. Raises: GenError E411."""
    try:
        return line(pattern).render(context)
    except TemplateError as error:
        raise GenError("E411", template=pattern, paragraph=1, near=pattern, why=error.message or "") from None


@lru_cache(256)
def line(pattern: str) -> Program:
    return Sandbox(autoescape=False).from_string(pattern)
