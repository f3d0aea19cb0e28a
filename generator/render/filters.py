"""The filters and methods that templates may use: those of Jinja and Python that cannot grow a text without bounds.

In: the filters of a Jinja environment. Out: those that stay, some of them bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.utils import pass_environment, pass_eval_context

from ..ranking import rank
from ..thai import NBSP, Money, numbered_level
from .limits import bounded_length, pieces
from .show import WHOLE_LIST
from .values import Arabic, is_word

MOST_PLACES = 15  # decimal places to round to

KEPT = (
    "abs", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int", "items", "join",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round",
    "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip

OURS = ("arabic", "box", "comma", "level", "percent", "rank", "unbroken")
FILTERS = (*KEPT, *OURS)
OF_TEXT = ("e", "escape", "lower", "string", "title", "trim", "upper")
Filter = Callable[..., Any]


def allowed(filters: Mapping[str, Filter]) -> dict[str, Filter]:
    """The filters of a template, out of Jinja's own."""
    kept = {name: _text_only(filters[name]) if name in OF_TEXT else filters[name] for name in KEPT}
    bounded: dict[str, Filter] = {
        "join": _join(kept["join"]),
        "list": _list,
        "replace": _replace(kept["replace"]),
        "round": _round(kept["round"]),
        "sum": _sum,
    }
    ours: dict[str, Filter] = {
        "arabic": lambda value: Arabic(one_word(value)),
        "box": lambda value: "☑" if value else "☐",
        "comma": lambda value: f"{value:,}",
        "level": lambda value: numbered_level(str(one_word(value))),
        "percent": _percent,
        "rank": _rank,
        "unbroken": lambda value: str(one_word(value)).replace(" ", NBSP),
    }
    return {**kept, **bounded, **ours}


def _percent(part: int, whole: int) -> str:
    """A share of a whole as every row of a table shows it: 95.00; a dash of nothing."""
    if not whole:
        return "–"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def _rank(rows: Iterable[Any], by: Any = None, *more: Any, **told: Any) -> list[dict[str, Any]]:
    if not by:
        raise ValueError("rank ต้องบอกช่องที่ใช้เรียง เช่น rank('score')")
    try:
        return rank(rows, by, *more, **told)
    except KeyError as missing:
        raise ValueError(f"rank: รายการไม่มีช่อง {missing.args[0]}") from None
    except TypeError:
        raise ValueError("rank เรียงตามช่องที่เป็นตัวเลข เช่น rank('score') หรือ rank('score', 30)") from None


def _join(original: Filter) -> Filter:
    @pass_eval_context
    def do_join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
        items = list(value)
        if attribute is not None:
            items = list(map(make_attrgetter(context.environment, attribute), items))
        bounded_length(sum(len(str(one_word(item))) for item in items) + len(str(d)) * len(items))
        return original(context, items, d)

    return do_join


def _replace(original: Filter) -> Filter:
    @pass_eval_context
    def do_replace(context: EvalContext, s: Any, old: Any, new: Any, count: int | None = None) -> Any:
        text = str(one_word(s))
        bounded_length(len(text) + text.count(str(old)) * len(str(new)))
        return original(context, s, old, new, count)

    return do_replace


def _round(original: Filter) -> Filter:
    def do_round(value: Any, precision: int = 0, method: str = "common") -> Any:
        if not 0 <= precision <= MOST_PLACES:
            raise SecurityError(f"ปัดเศษได้ไม่เกิน {MOST_PLACES} ตำแหน่ง")
        return original(value, precision, method)

    return do_round


def _list(value: Any) -> list[Any]:
    return pieces(list(value)) if isinstance(value, str) else list(value)


@pass_environment
def _sum(environment: Any, rows: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
    if not isinstance(start, (int, float, Decimal, Money)):
        raise SecurityError("sum รวมได้เฉพาะตัวเลข")
    return sum(rows if attribute is None else map(make_attrgetter(environment, attribute), rows), start)


def _text_only(original: Filter) -> Filter:
    """A filter of Jinja's that makes a text of whatever it is given."""

    @wraps(original)
    def of_text(value: Any, *args: Any, **kwargs: Any) -> Any:
        return original(one_word(value), *args, **kwargs)

    return of_text


def one_word(value: Any) -> Any:
    """The value, if it can stand in a text. Raises: SecurityError for a list, which is shown item by item."""
    if not is_word(type(value)):
        raise SecurityError(WHOLE_LIST)
    return value
