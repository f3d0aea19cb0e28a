"""The part of office.yaml that says how PDFs are signed: key `sign`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..office import Office, known_keys
from ..pdf.settings import FILE, in_data, wrong_setting

USUAL_SIGNER = "director"


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


def signing(office: Office) -> Signing:
    """How the office signs. Raises: GenError E402, E403."""
    raw = office.sections.get("sign") or {}
    if not isinstance(raw, dict):
        raise wrong_setting("sign", "ต้องเป็นรายการ ชื่อ: ค่า")
    words = ("token", "certificate", "link", "tsa")
    known_keys(raw, ("key", "library", "trust", "name", *words), f"{FILE} sign")
    given: dict[str, Any] = {key: str(raw[key]) for key in words if raw.get(key)}
    if given.get("tsa", "http://").partition("://")[0] not in ("http", "https"):
        raise wrong_setting("sign.tsa", "ต้องขึ้นต้นด้วย https:// หรือ http://")
    given |= {key: in_data(office, f"sign.{key}", raw[key]) for key in ("key", "library") if raw.get(key)}
    if raw.get("trust"):
        given["trust"] = (in_data(office, "sign.trust", raw["trust"]),)
    return Signing(**given, names=_names(raw.get("name"), office))


def _names(raw: Any, office: Office) -> Mapping[str, str]:
    """Names in certificates by signer; one name alone is that of the usual signer."""
    names = raw if isinstance(raw, dict) else {USUAL_SIGNER: raw} if raw else {}
    known_keys(names, (USUAL_SIGNER, *office.signers), f"{FILE} sign.name")
    return {key: str(name) for key, name in names.items()}
