"""What a template may touch: the types of our values, and of each the attributes that are meant to be shown.

In: a value and a name. Out: whether a template may ask for it. All that is not on these lists is refused, whatever a
later value can do. What the fields of a form give is on the table of their types (`fields.TYPES`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2.filters import _GroupTuple
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference, Undefined
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from ..drawing.works import Section, Work, Works, WorkStep
from ..fields import TYPES


class Arabic(str):
    """A text that keeps its Arabic digits: `{{ x | arabic }}`."""

    __slots__ = ()


TEXT = (
    "capitalize", "count", "endswith", "find", "index", "isdigit", "lower", "lstrip", "partition", "removeprefix",
    "removesuffix", "rpartition", "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper",
)  # fmt: skip
LOOP = (
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem",
    "cycle", "changed",
)  # fmt: skip
CASE: Mapping[type, tuple[str, ...]] = {  # the values of a case, and what a paper may show of each
    **{value: type_.shows for type_ in TYPES.values() for value in type_.values},
    Works: ("sections",),
    Section: ("title", "works"),
    Work: ("name", "title", "steps", "flow"),
    WorkStep: ("number", "title", "papers", "decision", "otherwise"),
    bool: (),
    int: (),
    float: (),
    Decimal: (),
    type(None): (),
}
METHODS: Mapping[type, tuple[str, ...]] = {  # types whose names are all to be called
    str: TEXT,
    Arabic: TEXT,
    Markup: TEXT,
    list: ("count", "index"),
    tuple: ("count", "index"),
    dict: ("get", "items", "keys", "values"),
    Cycler: ("next", "reset"),
}
LANGUAGE: Mapping[type, tuple[str, ...]] = {  # what Jinja itself puts into a template
    LoopContext: LOOP,
    Cycler: ("current", "next", "reset"),
    _GroupTuple: ("grouper", "list"),
}
CALLED: Mapping[type, tuple[str, ...]] = {LoopContext: ("cycle", "changed")}  # of the types in LANGUAGE
NAMES = {kind: frozenset(names) for kind, names in {**CASE, **METHODS, **LANGUAGE}.items()}
CALLS = {kind: frozenset(names) for kind, names in {**METHODS, **CALLED}.items()}
CLASSES = (Cycler, Joiner, Namespace)  # that a template may make one of
INDEXED = frozenset({str, Arabic, Markup, list, tuple, dict, _GroupTuple, Works, TemplateReference})
HIDDEN = (list, tuple, dict, set, frozenset, Works, LoopContext, Cycler, _GroupTuple)  # that stand in no sentence
GIVEN = frozenset({*CASE, *METHODS})
NO_NAMES: frozenset[str] = frozenset()


def has(value: Any, name: str) -> bool:
    """Whether a template may ask a value for this attribute."""
    if name.startswith("_"):
        return False
    kind = type(value)
    return name in NAMES.get(kind, NO_NAMES) or kind is Namespace


def may_call(thing: Any) -> bool:
    """Whether a template may call this: its own macros and loops, and methods that are on the list."""
    kind = type(thing)
    if kind in (MethodType, BuiltinMethodType):
        return thing.__name__ in CALLS.get(type(thing.__self__), NO_NAMES)
    ours = kind in (Macro, LoopContext, Joiner, BlockReference) or any(thing is one for one in CLASSES)
    return ours or isinstance(thing, Undefined)  # which then says what is missing


def may_index(value: Any) -> bool:
    """Whether `value[…]` may be asked of a value."""
    return type(value) in INDEXED or isinstance(value, Undefined)


def is_given(kind: type) -> bool:
    """Whether a value of this type may be given to a template: it is on the list, or says itself how it is XML."""
    return kind in GIVEN or hasattr(kind, "__html__")


def given(context: Mapping[str, Any]) -> dict[str, Any]:
    """The names of a case whose values are of types on the list."""
    return {name: value for name, value in context.items() if type(value) in GIVEN or is_given(type(value))}


def is_word(kind: type) -> bool:
    """Whether a value of this type can stand in a paper; one that is missing says so when it is asked for its text."""
    return (is_given(kind) and kind not in HIDDEN) or issubclass(kind, Undefined)
