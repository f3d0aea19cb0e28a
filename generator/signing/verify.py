"""What the signatures of a PDF are worth: who signed, when, and whether anything was changed since.

In: a PDF, and the certificates of the authorities that the office trusts. Out: a `Signature` for each, with its
problems in the clerk's words. The name is always the certificate's. After a signature only further signatures and
time stamps may come, and none of them may lie over what was signed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

from ..errors import GenError, Place, Problem, Problems, problem, quoted
from ..pdf import sound
from ..thai import Day, Person, Unreadable, thai_digits
from .appearance import plain
from .later import covers_words

CERTIFICATES = (".pem", ".crt", ".cer", ".der")
THAILAND = timezone(timedelta(hours=7))
LONGEST = 100  # letters of a name that a message and a stamp show


@dataclass(frozen=True)
class Signature:
    """One signature: who, by whose certificate, when (by the signer's clock), and what is wrong with it."""

    name: str
    issuer: str
    when: datetime | None  # Thai time
    intact: bool  # the signed bytes are those that were signed
    whole: bool  # nothing was added after it
    trusted: bool  # its certificate came from an authority that the office trusts, on the day of signing
    problems: tuple[Problem, ...]
    stamped: datetime | None = None  # when a trusted time stamp authority saw it (Thai time)

    @property
    def good(self) -> bool:
        """The paper is what was signed, on a day of the certificate; who that was is for `trusted` to say."""
        return not any(found.fatal for found in self.problems)


@dataclass(frozen=True)
class Known:
    """What signatures are held against: the authorities that the office trusts, and the time."""

    authorities: list[Any]
    now: datetime


def verify(pdf: Path, trust: Iterable[Path] = (), now: datetime | None = None) -> list[Signature]:
    """The signatures of a PDF, oldest first. `trust` are certificate files of authorities, or folders of them.

    Raises: GenError E301, E305, E857 for a damaged file, E869 for a locked one, E876 without pyHanko, E881 for a file
    without a signature, E885.
    """
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError:
        raise GenError("E876", extra="sign") from None
    data = sound.read(pdf)
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what it would print is in the status
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)  # Word writes files with two tables of contents
        embedded = list(reader.embedded_regular_signatures)
    except Exception:  # a damaged file can break its reader anywhere
        raise GenError("E857", file=pdf.name) from None
    if not embedded:
        raise GenError("E881", file=pdf.name)
    authorities = list(_certificates(trust))
    known = Known(authorities, now or datetime.now(timezone.utc))
    return [_looked_into(signature, known, Place(pdf.name), data) for signature in embedded]


def _certificates(places: Iterable[Path]) -> Iterator[Any]:
    """Raises: Problems E885, one for each file that is none."""
    from pyhanko.keys import load_certs_from_pemder

    wrong = []
    for place in places:
        files = sorted(place.iterdir()) if place.is_dir() else [place]
        for file in files:
            if file.suffix.lower() in CERTIFICATES:
                try:
                    found = list(load_certs_from_pemder([str(file)]))  # type: ignore[no-untyped-call]
                    _ = [(one.subject.native, one.public_key.native, one.not_valid_after) for one in found]
                    yield from found
                except Exception:  # rubbish breaks a reader of ASN.1 anywhere
                    wrong.append(problem("E885", file=file.name))
    if wrong:
        raise Problems(wrong)


def _looked_into(embedded: Any, known: Known, place: Place, data: bytes) -> Signature:
    said = str(embedded.sig_object.get("/Name", ""))
    try:
        status = None if _has_stowaway(embedded.pkcs7_content) else _status(embedded, known)
        stowaway = status is None
    except Exception:  # a flipped byte inside the signature can break its reader anywhere
        status, stowaway = None, False
    if status is None:
        name = _short(said or str(embedded.field_name))
        wrong = problem("E880" if stowaway else "E884", place, name=name)
        return Signature(name, "", None, False, False, False, (wrong,))
    name, issuer = holder(status.signing_cert.subject), holder(status.signing_cert.issuer)
    facts = {"name": name, "issuer": issuer, "said": quoted(said), **_days(status)}
    codes = [*_changes(status, embedded, data), *_doubts(status, known.now), *_other_name(said, name)]
    problems = tuple(problem(code, place, **facts) for code in codes)
    when = _when(status)
    whole = status.coverage.name == "ENTIRE_FILE"
    return Signature(name, issuer, when, _is_intact(status), whole, bool(status.trusted), problems, _stamped(status))


def _is_intact(status: Any) -> bool:
    return bool(status.intact and status.valid)


def _changes(status: Any, embedded: Any, data: bytes) -> Iterator[str]:
    """What became of the paper since, as the code of a problem."""
    if not _is_intact(status):
        yield "E880"
    elif status.coverage.name != "ENTIRE_FILE":
        first, length = int(embedded.byte_range[2]), int(embedded.byte_range[3])
        if not status.docmdp_ok or status.coverage.name != "ENTIRE_REVISION":
            yield "E880"
        elif covers_words(data[: first + length], data):
            yield "E886"
        else:
            yield "W880"


def _doubts(status: Any, now: datetime) -> Iterator[str]:
    """What is to be said of the certificate of a paper that is as it was signed."""
    certificate, when = status.signing_cert, _when(status)
    if not _is_intact(status):
        return
    if when and not certificate.not_valid_before <= when <= certificate.not_valid_after:
        yield "E883"
    elif not status.trusted:
        made_by_itself = certificate.self_signed in ("yes", "maybe")
        yield "W882" if made_by_itself else "W881"
    elif now > certificate.not_valid_after:
        yield "W883"


def _other_name(said: str, name: str) -> Iterator[str]:
    if said and not is_same(said, name):
        yield "W884"


def _days(status: Any) -> dict[str, str]:
    certificate, when = status.signing_cert, _when(status)
    days = {"first": certificate.not_valid_before, "last": certificate.not_valid_after, "day": when}
    shown = {key: thai_digits(Day(day.astimezone(THAILAND).date()).formal) if day else "" for key, day in days.items()}
    return shown | {"clock": "ตราประทับเวลา" if _stamped(status) else "นาฬิกาของผู้ลงนาม"}


def _when(status: Any) -> datetime | None:
    """When it was signed: as a trusted authority saw it, or else as the signer's clock said."""
    found = _stamped(status) or status.signer_reported_dt
    return found.astimezone(THAILAND) if found else None


def _stamped(status: Any) -> datetime | None:
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.intact and stamp.valid and stamp.trusted):
        return None
    seen: datetime = stamp.timestamp
    return seen.astimezone(THAILAND)


def _status(embedded: Any, known: Known) -> Any:
    """pyHanko's findings; of a certificate that ran out since, those of the day of signing."""
    status = _found(embedded, known.authorities, known.now)
    when = _when(status)
    expired = known.now > status.signing_cert.not_valid_after
    return _found(embedded, known.authorities, when) if expired and when and not status.trusted else status


def _found(embedded: Any, authorities: list[Any], moment: datetime) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    from .later import policy

    context = ValidationContext(trust_roots=authorities, allow_fetching=False, moment=moment)
    stamps = ValidationContext(trust_roots=authorities, allow_fetching=False)
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    return validate_pdf_signature(embedded, context, stamps, diff_policy=policy(),
                                  key_usage_settings=usage)  # fmt: skip


def _has_stowaway(container: bytes) -> bool:
    """The room for a signature is larger than the signature; the rest, which nothing signs, must be zeros."""
    from asn1crypto.parser import peek

    return bool(container[peek(container):].strip(b"\0"))


def holder(of: Any) -> str:
    """Whom a name in a certificate means: its common name, or all of it; one short line."""
    name = of.native.get("common_name")
    return _short(name if isinstance(name, str) else str(of.human_friendly))


def _short(name: str) -> str:
    return " ".join(name.split())[:LONGEST]


def is_same(name: str, other: str) -> bool:
    """Whether two names are those of one person: the same given and family name, whatever title stands before."""
    if plain(name).casefold() == plain(other).casefold():
        return True
    try:
        return Person.parse(name).key == Person.parse(other).key
    except Unreadable:
        return False
