"""The part of office.yaml that says how papers are printed: key `print`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import GenError, guess
from ..office import Office, Signer, known_keys
from ..pdf.settings import FILE, wrong_setting
from ..thai import nearest

RECEIVERS = "receivers"  # as a count: one for each receiver of the paper
COPIES = {"original": "ต้นฉบับ", "file_copy": "สำเนาคู่ฉบับ", "copy": "สำเนา", "certified": "สำเนาถูกต้อง"}
SORTS = ("paper", "copy")

# What a set holds: the kind of copy and how many; RECEIVERS stands for as many as a paper has receivers.
Plan = Mapping[str, int | str]


@dataclass(frozen=True)
class Printing:
    """How the office prints: key `print` of office.yaml."""

    duplex: bool = True  # both sides: each copy begins a fresh sheet
    cover: bool = True  # a list of what is printed comes first
    sort: str = "paper"  # all copies of a paper together; or "copy": all originals, then all file copies …
    duties: tuple[str, ...] = ("ร่าง", "พิมพ์", "ทาน", "ตรวจ")  # who signs the file copy
    certifier: Signer | None = None
    sets: Mapping[str, Plan] = field(default_factory=lambda: {"": {"original": 1, "file_copy": 1}})

    def plan_for(self, names: Iterable[str]) -> Plan:
        """The set that has one of these names; else the first."""
        return next((self.sets[name] for name in names if name in self.sets), self.plan())

    def plan(self, name: str = "") -> Plan:
        """The set of a name; without a name the first. Raises: GenError E860."""
        name = name or next(iter(self.sets))
        if name not in self.sets:
            raise GenError("E860", set=name, guess=guess(nearest(name, self.sets)), sets=" ".join(self.sets))
        return self.sets[name]


def printing(office: Office) -> Printing:
    """How the office prints. Raises: GenError E402, E403."""
    raw = office.sections.get("print") or {}
    if not isinstance(raw, dict):
        raise wrong_setting("print", "ต้องเป็นรายการ ชื่อ: ค่า")
    known_keys(raw, ("duplex", "cover", "sort", "duties", "certifier", "sets"), f"{FILE} print")
    usual = Printing()
    given: dict[str, Any] = {key: _flag(raw, key) for key in ("duplex", "cover") if key in raw}
    given["sort"] = raw.get("sort", usual.sort)
    if given["sort"] not in SORTS:
        raise wrong_setting("print.sort", f"ต้องเป็น {' หรือ '.join(SORTS)}")
    duties, sets = raw.get("duties") or list(usual.duties), raw.get("sets") or usual.sets
    if not isinstance(duties, list):
        raise wrong_setting("print.duties", "ต้องเป็นรายการ")
    if not isinstance(sets, Mapping):
        raise wrong_setting("print.sets", "ต้องเป็นรายการ ชื่อชุด: สำเนา")
    given["duties"] = tuple(map(str, duties))
    given["certifier"] = _certifier(raw.get("certifier"), office)
    given["sets"] = {str(name): _plan(name, plan) for name, plan in sets.items()}
    return Printing(**given)


def _flag(raw: Mapping[str, Any], key: str) -> bool:
    if not isinstance(raw[key], bool):
        raise wrong_setting(f"print.{key}", "ต้องเป็น true หรือ false")
    return bool(raw[key])


def _certifier(key: Any, office: Office) -> Signer | None:
    """Who certifies copies: one of the signers (ระเบียบสารบรรณ ข้อ 31: ปฏิบัติการ ชำนาญงาน ขึ้นไป)."""
    if key is None:
        return None
    if key not in office.signers:
        raise wrong_setting("print.certifier", f"ไม่มีในรายชื่อผู้ลงนาม{guess(nearest(str(key), office.signers))}")
    return office.signers[key]


def _plan(name: Any, raw: Any) -> Plan:
    key = f"print.sets.{name}"
    if not isinstance(raw, dict) or not raw:
        raise wrong_setting(key, "ต้องเป็นรายการ ชนิดสำเนา: จำนวน")
    known_keys(raw, COPIES, f"{FILE} {key}")
    for kind, count in raw.items():
        if count != RECEIVERS and (not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 999):
            raise wrong_setting(f"{key}.{kind}", f"ต้องเป็นจำนวน หรือคำว่า {RECEIVERS}")
    return raw
