"""The filters and methods that templates may use: those of Jinja and Python that cannot grow a text without bounds.

In: the filters of a Jinja environment. Out: those that stay, some of them bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context

from ..tally import rank
from ..thai import NBSP
from .limits import MOST_TEXT
from .values import Arabic

MOST_PLACES = 15  # decimal places to round to

KEPT = (
    "abs", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int", "items", "join",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round",
    "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip

Filter = Callable[..., Any]


def allowed(filters: Mapping[str, Filter]) -> dict[str, Filter]:
    """The filters of a template, out of Jinja's own."""
    kept = {name: filters[name] for name in KEPT}
    bounded = {"join": _join(kept["join"]), "replace": _replace(kept["replace"]), "round": _round(kept["round"])}
    ours: dict[str, Filter] = {
        "arabic": lambda value: Arabic(str(value)),
        "comma": lambda value: f"{value:,}",
        "percent": _percent,
        "rank": rank,
        "unbroken": lambda value: str(value).replace(" ", NBSP),
    }
    return {**kept, **bounded, **ours}


def _percent(part: int, whole: int) -> str:
    """A share of a whole as every row of a table shows it: 95.00; a dash of nothing."""
    if not whole:
        return "–"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def _join(original: Filter) -> Filter:
    @pass_eval_context
    def do_join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
        items = list(value)
        if attribute is not None:
            items = list(map(make_attrgetter(context.environment, attribute), items))
        _refuse(sum(len(str(item)) for item in items) + len(str(d)) * len(items))
        return original(context, items, d)

    return do_join


def _replace(original: Filter) -> Filter:
    @pass_eval_context
    def do_replace(context: EvalContext, s: Any, old: Any, new: Any, count: int | None = None) -> Any:
        _refuse(len(str(s)) + str(s).count(str(old)) * len(str(new)))
        return original(context, s, old, new, count)

    return do_replace


def _round(original: Filter) -> Filter:
    def do_round(value: Any, precision: int = 0, method: str = "common") -> Any:
        if not 0 <= precision <= MOST_PLACES:
            raise SecurityError(f"ปัดเศษได้ไม่เกิน {MOST_PLACES} ตำแหน่ง")
        return original(value, precision, method)

    return do_round


def _refuse(length: int) -> None:
    if length > MOST_TEXT:
        raise SecurityError(f"ยาวเกิน {MOST_TEXT:,} ตัวอักษร")
