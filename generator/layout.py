"""The layout rules of each kind of paper: `forms/page.yaml` as frozen values.

In: the folder that holds `page.yaml` and `emblem-slot.png`. Out: `Rules`. Lengths are cm; type sizes, spacing and lines
are pt. An unknown key is an error that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from .errors import GenError, guess
from .folders import shipped
from .office import Office, known_keys, read_yaml, text_of
from .thai import nearest

FILE = "page.yaml"
SLOT = "emblem-slot.png"
FRAMED = ".page.yaml"  # the rules that were last put into all templates of a folder
ALIGNS = ("left", "center", "right", "both", "thaiDistribute")  # not distribute: it tears the last line apart
TAB = re.compile(r"(left|center|right)(-dots)? (\d+(?:\.\d+)?)")
KIND_KEYS = ("title", "page", "font", "emblem", "styles", "fields", "header", "footer", "frame")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """A4 and its margins, and the pattern of the page number that every page but the first has."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float
    number: str = ""

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Font:
    """The one font of a paper, its size, what stands in for it, and the distance of the usual tab stops."""

    name: str
    size: float
    other: str = ""
    tab: float = 1.25


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style (or `character` style) by the name that a clerk sees in Word.

    `first` is the indent of the first line, `hanging` that of the others, both from `left`. `exact` is a fixed height
    of line, 0 = single. `rule` is the thickness of a line above the paragraph. `tabs` are stops as `right 16` or, with
    dots that lead to it, `right-dots 16`. `contextual`: no `before` between paragraphs of this style. `color` is RGB.
    """

    name: str
    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    hanging: float = 0.0
    before: float = 0.0
    after: float = 0.0
    exact: float = 0.0
    size: float = 0.0
    bold: bool = False
    color: str = ""
    tabs: tuple[str, ...] = ()
    contextual: bool = False
    new_page: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    rule: float = 0.0
    character: bool = False


@dataclass(frozen=True, slots=True)
class Emblem:
    """Where the emblem stands: its height, and how far its top is from the paper's top edge.

    `align` is left or center, `of` the margins or the page. `clear`: the text begins below it; else it stands beside,
    placed by the heights of its lines. `beside` are words in the emblem's own paragraph.
    """

    height: float
    top: float
    align: str = "center"
    of: str = "margin"
    clear: bool = True
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a table (pt), the room beside a cell's text, and the gap between columns without lines (cm)."""

    line: float
    padding: float
    gap: float


@dataclass(frozen=True)
class Kind:
    """A kind of paper. `fields` begin a form.yaml; `frame` are the paragraphs of a new template: (style, text).

    `header` stands at the top of every page, above the page number; `footer` at its foot.
    """

    key: str
    title: str
    page: Page
    font: Font
    table: Table
    styles: Mapping[str, Style]
    emblem: Emblem | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    header: tuple[tuple[str, str], ...] = ()
    footer: tuple[tuple[str, str], ...] = ()
    frame: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rules:
    """All of `page.yaml`; `common` holds for papers of no kind of it, `slot` is the neutral picture (PNG) that holds
    the emblem's place."""

    kinds: Mapping[str, Kind]
    common: Kind
    slot: bytes = b""

    def kind(self, key: str) -> Kind:
        """The rules of one kind. Raises: GenError E419."""
        if key not in self.kinds:
            raise GenError("E419", kind=key, guess=guess(nearest(key, self.kinds)))
        return self.kinds[key]


def load(forms: Path) -> Rules:
    """Read `page.yaml` and the emblem slot beside it. Raises: GenError E301, E308, E402, E403, E503."""
    return replace(read(forms / FILE), slot=_slot(forms / SLOT))


def of_office(office: Office | None) -> Rules:
    """The office's own rules, or those that came with the program; read again when the file has changed.

    Raises: GenError E308, E402, E403.
    """
    own = office.forms / FILE if office else None
    path = own if own and own.is_file() else shipped("forms") / FILE
    state = path.stat()
    return _kept(path, state.st_mtime_ns, state.st_size)


def framed(forms: Path) -> Rules:
    """The rules that the templates of a folder were made by: those last put into them, else those of the program.

    Raises: GenError E308, E402, E403.
    """
    last = forms / FRAMED
    return read(last if last.is_file() else shipped("forms") / FILE)


@lru_cache(maxsize=8)
def _kept(path: Path, changed: int, size: int) -> Rules:
    return read(path)


def read(path: Path) -> Rules:
    """Read a `page.yaml`. Raises: GenError E301, E308, E402, E403."""
    raw = read_yaml(path)
    known_keys(raw, ("page", "font", "styles", "table", "kinds"), FILE)
    page = _values(Page, _part(raw, "page"), "page")
    font = _values(Font, _part(raw, "font"), "font")
    table = _values(Table, _part(raw, "table"), "table")
    styles = {key: _values(Style, value, f"styles.{key}") for key, value in _part(raw, "styles").items()}
    common = Kind("", "", page, font, table, MappingProxyType(styles))
    kinds = {key: _kind(key, value, common) for key, value in _part(raw, "kinds").items()}
    return Rules(MappingProxyType(kinds), common)


def _slot(path: Path) -> bytes:
    """A PNG of some size (ISO/IEC 15948 11.2.2: its header says width and height)."""
    if not path.is_file():
        raise GenError("E301", file=path.name)
    data = path.read_bytes()
    if data[12:16] != b"IHDR" or not any(data[16:20]) or not any(data[20:24]):
        raise GenError("E503", file=path.name)
    return data


def _kind(key: str, raw: Any, common: Kind) -> Kind:
    where = f"kinds.{key}"
    raw = _mapping(raw, where)
    known_keys(raw, KIND_KEYS, f"{FILE} {where}")
    styles = _styles(raw.get("styles") or {}, common.styles, where)
    return Kind(
        key,
        text_of(raw, "title", f"{FILE} {where}"),
        _values(Page, raw.get("page") or {}, f"{where}.page", common.page),
        _values(Font, raw.get("font") or {}, f"{where}.font", common.font),
        common.table,
        MappingProxyType(styles),
        _values(Emblem, raw["emblem"], f"{where}.emblem") if raw.get("emblem") else None,
        MappingProxyType(_mapping(raw.get("fields") or {}, f"{where}.fields")),
        *(_blocks(raw.get(part), styles, f"{where}.{part}") for part in ("header", "footer", "frame")),
    )


def _styles(raw: Any, common: Mapping[str, Style], where: str) -> dict[str, Style]:
    """The common styles with what a kind says otherwise, and the kind's own."""
    own = _mapping(raw, f"{where}.styles").items()
    return {**common, **{key: _values(Style, value, f"{where}.styles.{key}", common.get(key)) for key, value in own}}


def _blocks(raw: Any, styles: Iterable[str], where: str) -> tuple[tuple[str, str], ...]:
    return tuple(_block(block, styles, where) for block in raw or ())


def _block(raw: Any, styles: Iterable[str], where: str) -> tuple[str, str]:
    block = _mapping(raw, where)
    if len(block) != 1:
        raise _wrong(where, "แต่ละย่อหน้าต้องเป็น แบบ: ข้อความ")
    known_keys(block, styles, f"{FILE} {where}")
    ((style, text),) = block.items()
    return str(style), _checked(where, style, text, "")


def _values(kind: type[T], raw: Any, where: str, base: T | None = None) -> T:
    """A dataclass from a mapping, every value of its default's type; what is not said comes from `base`."""
    raw = _mapping(raw, where)
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    known_keys(raw, known, f"{FILE} {where}")
    values = {key: _checked(where, key, value, known[key].type) for key, value in raw.items()}
    if base is not None:
        return replace(base, **values)  # type: ignore[type-var]
    for key, item in known.items():
        if item.default is MISSING and key not in values:
            raise _wrong(f"{where}.{key}", "ต้องมี")
    return kind(**values)


def _checked(where: str, key: str, value: Any, type_name: Any) -> Any:
    """A value of the right type and a sane size: no paper is larger than 200 cm, no line higher than 200 pt."""
    place = f"{where}.{key}"
    if type_name == "float":
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 200:
            raise _wrong(place, "ต้องเป็นตัวเลข 0 ถึง 200")
        return float(value)
    if key == "tabs":
        return _tabs(place, value)
    if type_name == "bool" and not isinstance(value, bool):
        raise _wrong(place, "ต้องเป็น true หรือ false")
    if type_name in ("str", "") and not isinstance(value, str):
        raise _wrong(place, "ต้องเป็นข้อความ")
    if key == "align" and value not in ALIGNS:
        raise _wrong(place, f"ต้องเป็น {' '.join(ALIGNS)}{guess(nearest(value, ALIGNS))}")
    return value


def _tabs(place: str, raw: Any) -> tuple[str, ...]:
    stops = tuple(raw) if isinstance(raw, list) else ()
    if not stops or not all(isinstance(stop, str) and TAB.fullmatch(stop) for stop in stops):
        raise _wrong(place, "ต้องเป็นรายการ เช่น [left 8.5, right-dots 16]")
    return stops


def _part(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    if not raw.get(key):
        raise _wrong(key, "ต้องมี")
    return _mapping(raw[key], key)


def _mapping(raw: Any, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _wrong(where, "ต้องเป็นรายการ ชื่อ: ค่า")
    return raw


def _wrong(where: str, why: str) -> GenError:
    return GenError("E403", file=FILE, key=where, why=why)
