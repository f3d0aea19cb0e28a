"""The rules, one small function each, a module a subject; each is put into `rule.RULES` when its module is loaded."""

from . import (  # noqa: F401
    active,
    consistency,
    counts,
    dates,
    items,
    layout,
    leftover,
    numbers,
    pages,
    privacy,
    structure,
    text,
    wording,
)
