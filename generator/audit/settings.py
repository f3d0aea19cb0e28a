"""What an office says of its own papers: the part `check:` of data/office.yaml.

In: that part as a mapping. Out: a frozen `Settings`; an unknown key, rule or severity is an error that names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ..errors import GenError, guess
from ..office import known_keys
from ..thai import clean, nearest
from .rule import RULES, SEVERITIES

FILE = "data/office.yaml"
FONTS = ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙")


@dataclass(frozen=True)
class Settings:
    """The profile of an office; lengths are cm, sizes pt.

    `off` and `on`: rules switched against their default; `severity`: rule to error, warning or info; `code`: the
    letters' prefix (ศธ 04188); `accept`: words that look wrong and are right here; `schools`: their full names.
    """

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    severity: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    accept: frozenset[str] = frozenset()
    schools: tuple[str, ...] = ()
    fonts: tuple[str, ...] = FONTS
    size: float = 16.0
    left: float = 3.0
    right: float = 2.0
    first: float = 2.5
    tolerance: float = 0.1


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
    if kind == "float":
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
