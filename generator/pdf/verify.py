"""What the signatures of a PDF are worth: who signed, when, and whether anything was changed since.

In: a PDF, and the certificates of the authorities that the office trusts. Out: a `Signature` for each, with its
problems in the clerk's words.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from ..errors import GenError, Place, Problem, problem

CERTIFICATES = (".pem", ".crt", ".cer", ".der")


@dataclass(frozen=True)
class Signature:
    """One signature: who, by whose certificate, when (by the signer's clock), and what is wrong with it."""

    name: str
    issuer: str
    when: datetime | None
    intact: bool  # the signed bytes are those that were signed
    whole: bool  # nothing was added after it
    trusted: bool  # its certificate comes from an authority that the office trusts
    problems: tuple[Problem, ...]
    stamped: datetime | None = None  # when a trusted time stamp authority saw it


def verify(pdf: Path, trust: Iterable[Path] = ()) -> list[Signature]:
    """The signatures of a PDF, oldest first. `trust` are certificate files of authorities, or folders of them.

    Raises: GenError E301, E857 for a damaged file, E876 without pyHanko, E881 for a file without a signature.
    """
    try:
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError:
        raise GenError("E876", extra="sign") from None
    try:
        data = pdf.read_bytes()
    except OSError:
        raise GenError("E301", file=pdf.name) from None
    try:
        embedded = list(PdfFileReader(BytesIO(data)).embedded_regular_signatures)
    except (PdfError, ValueError, KeyError, TypeError, IndexError):
        raise GenError("E857", file=pdf.name) from None
    if not embedded:
        raise GenError("E881", file=pdf.name)
    authorities = list(_certificates(trust))
    return [_looked_into(signature, authorities, Place(pdf.name)) for signature in embedded]


def _certificates(places: Iterable[Path]) -> Iterator[Any]:
    from pyhanko.keys import load_certs_from_pemder

    for place in places:
        files = sorted(place.iterdir()) if place.is_dir() else [place]
        names = [str(file) for file in files if file.suffix.lower() in CERTIFICATES]
        yield from load_certs_from_pemder(names)  # type: ignore[no-untyped-call]


def _looked_into(embedded: Any, authorities: list[Any], place: Place) -> Signature:
    status = _status(embedded, authorities)
    if status is None:
        name = str(embedded.sig_object.get("/Name", embedded.field_name))
        return Signature(name, "", None, False, False, False, (problem("E880", place, name=name),))
    certificate = status.signing_cert
    name = str(embedded.sig_object.get("/Name") or holder(certificate.subject))
    intact = bool(status.intact and status.valid)
    whole = status.coverage.name == "ENTIRE_FILE"
    facts = (
        (not intact, "E880"),
        (intact and not whole and not status.docmdp_ok, "E880"),
        (intact and not whole and bool(status.docmdp_ok), "W880"),
        (intact and not status.trusted, "W881"),
    )
    issuer = holder(certificate.issuer)
    problems = tuple(problem(code, place, name=name, issuer=issuer) for wrong, code in facts if wrong)
    when, trusted = status.signer_reported_dt, bool(status.trusted)
    return Signature(name, issuer, when, intact, whole, trusted, problems, _stamped(status))


def _stamped(status: Any) -> datetime | None:
    stamp = status.timestamp_validity
    return stamp.timestamp if stamp is not None and stamp.intact and stamp.valid and stamp.trusted else None


def _status(embedded: Any, authorities: list[Any]) -> Any:
    """pyHanko's findings; None where the signature itself is so damaged that it cannot be read."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=authorities, allow_fetching=False)
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it would print is in the status
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        if _has_stowaway(embedded.pkcs7_content):
            return None
        return validate_pdf_signature(embedded, context, key_usage_settings=usage)
    except Exception:  # a flipped byte inside the signature can break its reader anywhere
        return None


def _has_stowaway(container: bytes) -> bool:
    """The room for a signature is larger than the signature; the rest, which nothing signs, must be zeros."""
    from asn1crypto.parser import peek

    return bool(container[peek(container):].strip(b"\0"))


def holder(of: Any) -> str:
    """Whom a name in a certificate means: its common name, or all of it."""
    name = of.native.get("common_name")
    return name if isinstance(name, str) else str(of.human_friendly)
