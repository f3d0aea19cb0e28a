"""The parts of office.yaml that say how PDFs are made, printed and signed.

In: an office. Out: its `Fonts`, `Printing` and `Signing`. Keys: `fonts` (a folder in data/), `print` and `sign`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import GenError, guess
from ..office import SETTINGS, Office, Signer, known_keys
from ..thai import nearest
from .typefaces import Fonts

FILE = str(SETTINGS)
RECEIVERS = "receivers"  # as a count: one for each receiver of the paper
COPIES = {"original": "ต้นฉบับ", "file_copy": "สำเนาคู่ฉบับ", "copy": "สำเนา", "certified": "สำเนาถูกต้อง"}
SORTS = ("paper", "copy")
USUAL_SIGNER = "director"

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


@dataclass(frozen=True)
class Signing:
    """How the office signs: key `sign` of office.yaml. Passwords and PINs are asked for, never kept."""

    key: Path | None = None  # a PKCS#12 file
    library: Path | None = None  # of a token's driver
    token: str = ""  # its label
    certificate: str = ""  # the label of the certificate in it
    trust: tuple[Path, ...] = ()  # a folder of the certificates of authorities
    link: str = ""  # leads to the register; {number} stands for the paper's number
    names: Mapping[str, str] = field(default_factory=dict)  # in certificates, by signer, where spelled otherwise
    tsa: str = ""  # URL of a time stamp authority (RFC 3161)


def fonts(office: Office) -> Fonts:
    """Where the office's fonts come from. Raises: GenError E403 for a folder that is not there."""
    folder = office.sections.get("fonts")
    return Fonts((_in_data(office, "fonts", folder),)) if folder else Fonts()


def signing(office: Office) -> Signing:
    """How the office signs. Raises: GenError E402, E403."""
    raw = office.sections.get("sign") or {}
    if not isinstance(raw, dict):
        raise _wrong("sign", "ต้องเป็นรายการ ชื่อ: ค่า")
    words = ("token", "certificate", "link", "tsa")
    known_keys(raw, ("key", "library", "trust", "name", *words), f"{FILE} sign")
    given: dict[str, Any] = {key: str(raw[key]) for key in words if raw.get(key)}
    if given.get("tsa", "http://").partition("://")[0] not in ("http", "https"):
        raise _wrong("sign.tsa", "ต้องขึ้นต้นด้วย https:// หรือ http://")
    given |= {key: _in_data(office, f"sign.{key}", raw[key]) for key in ("key", "library") if raw.get(key)}
    if raw.get("trust"):
        given["trust"] = (_in_data(office, "sign.trust", raw["trust"]),)
    return Signing(**given, names=_names(raw.get("name"), office))


def _names(raw: Any, office: Office) -> Mapping[str, str]:
    """Names in certificates by signer; one name alone is that of the usual signer."""
    names = raw if isinstance(raw, dict) else {USUAL_SIGNER: raw} if raw else {}
    known_keys(names, (USUAL_SIGNER, *office.signers), f"{FILE} sign.name")
    return {key: str(name) for key, name in names.items()}


def _in_data(office: Office, key: str, name: Any) -> Path:
    """A file or folder that stands in data/, or anywhere if it is named from the root."""
    path = office.root / "data" / str(name)
    try:
        found = path.exists()
    except (OSError, ValueError):  # a name that no system can have
        found = False
    if not found:
        raise _wrong(key, f"ไม่พบ {path}")
    return path


def printing(office: Office) -> Printing:
    """How the office prints. Raises: GenError E402, E403."""
    raw = office.sections.get("print") or {}
    if not isinstance(raw, dict):
        raise _wrong("print", "ต้องเป็นรายการ ชื่อ: ค่า")
    known_keys(raw, ("duplex", "cover", "sort", "duties", "certifier", "sets"), f"{FILE} print")
    usual = Printing()
    given: dict[str, Any] = {key: _flag(raw, key) for key in ("duplex", "cover") if key in raw}
    given["sort"] = raw.get("sort", usual.sort)
    if given["sort"] not in SORTS:
        raise _wrong("print.sort", f"ต้องเป็น {' หรือ '.join(SORTS)}")
    duties, sets = raw.get("duties") or list(usual.duties), raw.get("sets") or usual.sets
    if not isinstance(duties, list):
        raise _wrong("print.duties", "ต้องเป็นรายการ")
    if not isinstance(sets, Mapping):
        raise _wrong("print.sets", "ต้องเป็นรายการ ชื่อชุด: สำเนา")
    given["duties"] = tuple(map(str, duties))
    given["certifier"] = _certifier(raw.get("certifier"), office)
    given["sets"] = {str(name): _plan(name, plan) for name, plan in sets.items()}
    return Printing(**given)


def _wrong(key: str, why: str) -> GenError:
    return GenError("E403", file=FILE, key=key, why=why)


def _flag(raw: Mapping[str, Any], key: str) -> bool:
    if not isinstance(raw[key], bool):
        raise _wrong(f"print.{key}", "ต้องเป็น true หรือ false")
    return bool(raw[key])


def _certifier(key: Any, office: Office) -> Signer | None:
    """Who certifies copies: one of the signers (ระเบียบสารบรรณ ข้อ 31: ปฏิบัติการ ชำนาญงาน ขึ้นไป)."""
    if key is None:
        return None
    if key not in office.signers:
        raise _wrong("print.certifier", f"ไม่มีในรายชื่อผู้ลงนาม{guess(nearest(str(key), office.signers))}")
    return office.signers[key]


def _plan(name: Any, raw: Any) -> Plan:
    key = f"print.sets.{name}"
    if not isinstance(raw, dict) or not raw:
        raise _wrong(key, "ต้องเป็นรายการ ชนิดสำเนา: จำนวน")
    known_keys(raw, COPIES, f"{FILE} {key}")
    for kind, count in raw.items():
        if count != RECEIVERS and (not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 999):
            raise _wrong(f"{key}.{kind}", f"ต้องเป็นจำนวน หรือคำว่า {RECEIVERS}")
    return raw
