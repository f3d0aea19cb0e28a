"""What an office says of its own papers: the part `check:` of data/office.yaml.

In: that part as a mapping. Out: a frozen `Settings`; an unknown key, rule or severity is an error that names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ..errors import GenError, guess
from ..layout import Kind, Rules
from ..office import known_keys
from ..thai import clean, nearest
from .rule import RULES, SEVERITIES

FILE = "data/office.yaml"
FONTS = ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙")


@dataclass(frozen=True)
class Settings:
    """The profile of an office; lengths are cm, sizes pt. A measure that is None is that of forms/page.yaml.

    `off` and `on`: rules switched against their default; `severity`: rule to error, warning or info; `code`: the
    letters' prefix (ศธ 04188); `accept`: words that look wrong and are right here; `schools`: their full names.
    """

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    severity: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    accept: frozenset[str] = frozenset()
    schools: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    size: float | None = None
    left: float | None = None
    right: float | None = None
    first: float | None = None
    tolerance: float = 0.1


@dataclass(frozen=True)
class Measures:
    """What the page of a paper should be: cm, `size` pt. `emblem` is the height of the emblem of its kind, `others`
    those of other kinds."""

    width: float
    height: float
    left: float
    right: float
    first: float
    size: float
    fonts: tuple[str, ...]
    emblem: float
    others: tuple[float, ...]


def measures(settings: Settings, rules: Rules, kind: str) -> Measures:
    """The figures of forms/page.yaml for a kind of paper, but for those that the office's profile says."""
    of = rules.kinds.get(kind, rules.common)
    heights = [one.emblem.height for one in rules.kinds.values() if one.emblem]
    emblem = of.emblem.height if of.emblem else max(heights, default=0.0)
    said = {key: getattr(settings, key) for key in ("left", "right", "first", "size")}
    usual = {"left": of.page.left, "right": of.page.right, "size": of.font.size, "first": _first(of)}
    own = {key: usual[key] if value is None else value for key, value in said.items()}
    names = dict.fromkeys(filter(None, (of.font.name, of.font.other, *FONTS)))
    return Measures(
        of.page.width, of.page.height, **own, fonts=settings.fonts or tuple(names), emblem=emblem,
        others=tuple(sorted({*heights} - {emblem})),
    )  # fmt: skip


def _first(kind: Kind) -> float:
    """How far the first line of running text stands from the margin."""
    body = kind.styles.get("body")
    return body.left + body.first if body else 0.0


def read_settings(raw: Mapping[str, Any] | None) -> Settings:
    """The settings of `check:`. Raises: GenError E402, E403."""
    raw = raw or {}
    if not isinstance(raw, Mapping):
        raise GenError("E403", file=FILE, key="check", why="ต้องเป็นรายการ ชื่อ: ค่า")
    raw = by_name(raw)
    known = {item.name: item.type for item in fields(Settings)}
    known_keys(raw, known, f"{FILE} check")
    return Settings(**{key: _read(key, str(known[key]), value) for key, value in raw.items() if value is not None})


def by_name(raw: Mapping[Any, Any]) -> dict[str, Any]:
    """The settings by the names that stand in the file: YAML 1.1 reads the words on and off as true and false."""
    return {{True: "on", False: "off"}.get(key, key): value for key, value in raw.items()}


def _read(key: str, kind: str, value: Any) -> Any:
    if kind.startswith("float"):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
            raise _wrong(key, "ต้องเป็นตัวเลข 0 ถึง 100")
        return float(value)
    if kind == "str":
        if not isinstance(value, str):
            raise _wrong(key, "ต้องเป็นข้อความ")
        return clean(value)
    if key == "severity":
        return _severities(value)
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise _wrong(key, "ต้องเป็นรายการข้อความ")
    if key in ("off", "on"):
        for item in listed:
            _known_rule(key, item)
    return tuple(map(clean, listed)) if kind.startswith("tuple") else frozenset(map(clean, listed))


def _severities(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise _wrong("severity", "ต้องเป็นรายการ ข้อ: ระดับ")
    for key, said in value.items():
        _known_rule("severity", str(key))
        if said not in SEVERITIES:
            raise _wrong(f"severity.{key}", f"เป็น {' หรือ '.join(SEVERITIES)}")
    return {str(key): str(said) for key, said in value.items()}


def _known_rule(key: str, name: str) -> None:
    if name not in RULES:
        raise _wrong(key, f"ไม่มีข้อ {name}{guess(nearest(name, RULES))}")


def _wrong(key: str, why: str) -> GenError:
    return GenError("E403", file=FILE, key=f"check.{key}", why=why)
