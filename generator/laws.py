"""The laws that papers cite, as data: what forms offer to choose, and which of them are to be looked up again.

In: `laws.yaml` of the office's forms, or of those that came with the program. Out: a `Law` each, by its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .errors import GenError
from .folders import shipped
from .office import Office, known_keys, read_yaml

LAWS = "laws.yaml"
KEYS = ("name", "section", "use", "source", "looked", "confidence")
SURE, DOUBTFUL = "สูง", "ต่ำ"  # กลาง between them
LEVELS = (SURE, "กลาง", DOUBTFUL)
A_YEAR = 365  # days
OFFERED = "laws."  # suggest: [laws.orders]


@dataclass(frozen=True, slots=True)
class Law:
    """A law with its year (BE, Arabic digits), the section that is cited, what it is used for, and how sure that is."""

    name: str
    section: str
    use: str
    source: str
    looked: date
    confidence: str

    @property
    def cited(self) -> str:
        """As it stands after ตาม or อาศัยอำนาจตามความใน."""
        return f"{self.section} แห่ง{self.name}" if self.section else self.name


def laws(office: Office) -> Mapping[str, Law]:
    """Every law, by key. Raises: GenError E308, E402, E403."""
    own = office.forms / LAWS
    path = own if own.is_file() else shipped("forms") / LAWS
    return {key: _law(key, raw) for key, raw in read_yaml(path).items()}


def _law(key: str, raw: object) -> Law:
    if not isinstance(raw, dict):
        raise GenError("E403", file=LAWS, key=key, why="ต้องมี name")
    known_keys(raw, KEYS, f"{LAWS} {key}")
    if not isinstance(raw.get("looked"), date) or raw.get("confidence") not in LEVELS or not raw.get("name"):
        why = f"ต้องมี name, looked (2026-11-30) และ confidence ({' '.join(LEVELS)})"
        raise GenError("E403", file=LAWS, key=key, why=why)
    name, section, use, source = (str(raw.get(part) or "") for part in KEYS[:4])
    return Law(name, section, use, source, raw["looked"], raw["confidence"])


def offered(text: str, office: Office) -> str:
    """What a drop-down shows of a suggestion: `laws.orders` is that law as it is cited. Raises: GenError E403."""
    if not text.startswith(OFFERED):
        return text
    key = text.removeprefix(OFFERED)
    found = laws(office).get(key)
    if found is None:
        raise GenError("E403", file=LAWS, key=key, why="ไม่มีกฎหมายชื่อนี้")
    return found.cited


def doubtful_settings(office: Office) -> Iterator[str]:
    """The settings that office.yaml says are not checked: `confidence: {permit.maker: ต่ำ}`."""
    said = office.sections.get("confidence")
    yield from (key for key, level in said.items() if level == DOUBTFUL) if isinstance(said, dict) else ()


def to_look_up(office: Office) -> Iterator[tuple[str, str]]:
    """The laws that are older than a year or less than sure, and the settings that are not checked: name and why."""
    for law in laws(office).values():
        days = (office.today - law.looked).days
        if days > A_YEAR or law.confidence != SURE:
            old = f"ดูไว้เมื่อ {law.looked.day}/{law.looked.month}/{law.looked.year + 543}"
            yield law.cited, f"{old} ความมั่นใจ{law.confidence} ใช้กับ{law.use}"
    yield from ((key, "ค่าตั้งใน data/office.yaml ที่ยังไม่ได้ตรวจกับกฎหมาย") for key in doubtful_settings(office))
