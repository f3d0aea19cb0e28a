"""What an office sets up: its facts, signers, lists and emblem, and what its machine has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import lists, outbox, settingsfile
from ..errors import GenError, Problem, problem
from ..folders import shipped
from ..laws import to_look_up
from ..office import FACTS, LINES, SETTINGS, WORKS, Office, office_of, read_yaml, settings_of
from ..pdf.doctor import Fact
from ..pdf.doctor import doctor as look_at_machine
from ..printing.settings import printing
from ..signing.settings import signing
from ..template.emblem import SHARP, keep_emblem, read_picture, take_emblem
from .pdf import fonts_of

__all__ = [
    "LISTS", "Fact", "OfficeForm", "doctor", "first_steps", "read_form", "read_list", "save_form",
    "save_list", "set_emblem",
]  # fmt: skip

LISTS = {  # files of data/, with the headings of one that is not there yet
    "people": ("name", "position"),
    "schools": ("code", "name", "district", "head", "email"),
    "localgov": ("code", "name", "district", "head", "email"),
    "holidays": ("date", "name", "note"),
}
TEXTS = ("name", "short", *FACTS)
MOST_ROWS = 20_000


@dataclass(frozen=True)
class OfficeForm:
    """office.yaml as a form: texts and lines by key, signers (key, name, lines of the position), settings of works."""

    texts: Mapping[str, str]
    lines: Mapping[str, str]  # one below the other
    signers: Sequence[tuple[str, str, str]]
    works: Mapping[str, str] = field(default_factory=dict)  # by `permit.board`


def read_form(office: Office | None) -> OfficeForm:
    """The settings as they stand in the file, or of the example office. Raises: GenError E301, E308, E403."""
    raw = read_yaml(office.root / SETTINGS if office else shipped("data") / SETTINGS.name)
    texts = {key: _text(raw.get(key)) for key in TEXTS}
    lines = {key: _lines(raw.get(key)) for key in LINES}
    found = raw.get("signers") or {}
    signers = [
        (str(key), _text(one.get("name")), _lines(one.get("position"))) for key, one in found.items()
    ]
    works = {
        f"{work}.{key}": _text(value)
        for work in WORKS
        for key, value in (raw.get(work) or {}).items()
        if isinstance(value, (str, int))
    }
    return OfficeForm(texts, lines, signers, works)


def first_steps(office: Office) -> dict[str, bool]:
    """What an office sets up before its first paper, by name, and whether that is done."""
    code = str(office.facts["code"] or "")
    return {
        "code": bool(code) and "x" not in code.lower(),
        "emblem": office.emblem is not None,
        "signers": not _examples() & {str(signer.person) for signer in office.signers.values()},
    }


@lru_cache(1)
def _examples() -> frozenset[str]:
    """The signers of the example office."""
    return frozenset(name for _, name, _ in read_form(None).signers)


def save_form(office: Office, form: OfficeForm) -> None:
    """Write the settings, if an office can be opened with them; comments of the file stay.

    Raises: GenError E308, E402, E403, E601; then nothing is written.
    """
    path = office.root / SETTINGS
    data = settingsfile.edited(path.read_bytes(), _changes(office, form))
    new = office_of(office.root, settings_of(data, path.name), office.today, office.user)
    for sound in (printing, signing):  # a signer whom these name is not taken out
        sound(new)
    outbox.overwrite(path, data)


def read_list(office: Office, name: str) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of one of `LISTS`. Raises: GenError E506, E511, E512, E301 to E311."""
    path = _list(office, name)
    if path.is_file():
        return settingsfile.table(path.read_bytes())
    kept = lists.listed(path) if lists.place(path).is_file() else []  # as a workbook
    return list(LISTS[name]), [[row.get(heading, "") for heading in LISTS[name]] for row in kept]


def save_list(office: Office, name: str, rows: Sequence[Sequence[str]]) -> None:
    """Write the rows of a list under the headings that it has. Raises: GenError E506, E511, E510, E601."""
    path = _list(office, name)
    if (kept := lists.place(path)) != path:
        raise GenError("E510", file=kept.name)
    data = path.read_bytes() if path.is_file() else b""
    headings, _ = read_list(office, name)
    outbox.overwrite(path, settingsfile.written(data, headings, rows[:MOST_ROWS]))


def set_emblem(office: Office, file: Path) -> Path:
    """Take the emblem out of a picture or a Word paper, and keep it as the office's.

    Raises: GenError E301, E305, E306, E309, E415, E503, E504, E601.
    """
    return keep_emblem(office, take_emblem(file))


def coarse(emblem: Path) -> list[Problem]:
    """What is to be said of an emblem that will print coarse: W506. Raises: GenError E305, E503."""
    dots = read_picture(emblem.read_bytes(), emblem.name).dots_an_inch
    return [problem("W506", dots=dots, least=SHARP)] if dots < SHARP else []


def doctor(office: Office | None) -> list[Fact]:
    """What this machine has, which laws are to be looked up, and what is to be done. Raises: GenError E403."""
    looked = look_at_machine(fonts_of(office))
    if office is None:
        return looked
    return [*looked, *(Fact(name, False, why, "ตรวจกับตัวบทที่ใช้อยู่") for name, why in to_look_up(office))]


def _list(office: Office, name: str) -> Path:
    if name not in LISTS:
        raise GenError("E506", file=name[:40], column="name")
    return office.root / "data" / f"{name}.csv"


def _changes(office: Office, form: OfficeForm) -> dict[str, Any]:
    """What the file gets, by key; what the form leaves as it was is not touched."""
    was = read_form(office)
    changes: dict[str, Any] = {
        key: text.strip() or None for key, text in form.texts.items() if text.strip() != was.texts.get(key)
    }
    changes |= {
        key: _split(text) or None for key, text in form.lines.items() if _split(text) != _split(was.lines[key])
    }
    for key, text in form.works.items():
        if key in was.works and text.strip() != was.works[key]:
            changes[key] = int(text) if text.strip().isdecimal() else text.strip()
    if list(form.signers) != list(was.signers):
        changes["signers"] = {key: _signer(name, lines) for key, name, lines in form.signers if key}
    return changes


def _signer(name: str, lines: str) -> dict[str, Any]:
    position = _split(lines)
    return {"name": name.strip(), "position": position[0] if len(position) == 1 else position}


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _lines(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else _text(value)
