"""Electronic signatures of PDFs (PAdES, ETSI EN 319 142), made with the signer's own key.

In: a PDF and a `KeyFile` or a `Token`. Out: a signed PDF, over which nothing may be laid any more. This module and
`verify` are the only ones that know pyHanko; it comes with the extra `sign` (a token also wants `python-pkcs11`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import GenError
from ..outbox import write_new
from ..pdf import sound, stamps
from ..thai import Day, thai_digits
from . import appearance as appearances
from .appearance import Appearance, Spot
from .timestamp import stamper
from .verify import holder, is_same


@dataclass(frozen=True)
class KeyFile:
    """A key and certificate in a PKCS#12 file (.p12, .pfx)."""

    path: Path
    password: str


@dataclass(frozen=True)
class Token:
    """A key in a PKCS#11 token: the driver's library, the token's label, the PIN, the label of the certificate."""

    library: Path
    label: str
    pin: str
    certificate: str


def sign(
    pdf: Path, out: Path, key: KeyFile | Token, appearance: Appearance, *, typed: str = "", link: str = "",
    spot: Spot | None = None, now: datetime | None = None, owner: str = "", tsa: str = "",
) -> Spot:
    """Sign a PDF into a new file; the place is above `typed` (the name in brackets), where there is room.

    `link` leads to the register's entry, or names it; the code on the paper holds it and the hash of the unsigned file.
    The certificate must be that of `owner` (usually the name that is shown); where that is another spelling of the
    name, the paper shows both. `tsa` is the URL of a time stamp authority (RFC 3161).
    Raises: GenError E301, E305, E857, E868 to E879, E601, E602.
    """
    data = sound.read(pdf)
    with _signer(key, now or datetime.now(timezone.utc)) as signer:
        name = holder(signer.signing_cert.subject)
        if not is_same(name, owner or appearance.name):
            raise GenError("E878", name=name, signer=owner or appearance.name)
        if appearance.picture:
            _refuse_picture(appearance.picture)
        appearance = appearance if is_same(name, appearance.name) else replace(appearance, certified=name)
        spot = spot or _place(pdf.name, data, typed, appearance.width)
        code = appearance.code or f"{link}#sha256={hashlib.sha256(data).hexdigest()}"
        write_new(out, _signed(pdf.name, data, signer, replace(appearance, code=code), spot, tsa))
    return spot


def _place(name: str, data: bytes, typed: str, width: float) -> Spot:
    """Above the typed name, or at the foot. Raises: GenError E857, E875."""
    try:
        spot = appearances.find_spot(data, typed, width) or appearances.free_spot(data, width)
    except Exception:  # what PDFium cannot draw
        raise GenError("E857", file=name) from None
    if spot is None:
        raise GenError("E875", file=name)
    return spot


def _refuse_picture(picture: Path) -> None:
    """Raises: GenError E301, E868."""
    from PIL import Image

    try:
        with Image.open(picture) as opened:
            opened.verify()
    except FileNotFoundError:
        raise GenError("E301", file=picture.name) from None
    except Exception:  # a damaged picture can break its reader anywhere, and a huge one is refused by it
        raise GenError("E868", file=picture.name) from None


def _signed(name: str, data: bytes, signer: Any, appearance: Appearance, spot: Spot, tsa: str) -> bytes:
    """Raises: GenError E857, E869, E879."""
    from pyhanko.sign.general import SigningError

    try:
        return _written(_plain(data), signer, appearance, spot, tsa)
    except GenError:
        raise
    except SigningError:  # an earlier signer allowed no change
        raise GenError("E869", file=name) from None
    except Exception:  # a mangled file can break the writer anywhere
        raise GenError("E857", file=name) from None


def _plain(data: bytes) -> bytes:
    """The file, or where nobody signed it yet and only a lenient reader takes it, one of the same pages written anew.

    Such are files with two tables of contents (ISO 32000-1 7.5.8.4), which Word writes, and those with something before
    their beginning: strict readers would find the signature doubtful.
    """
    import pikepdf
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(data))
        strange = reader.xrefs.hybrid_xrefs_present or not data.startswith(b"%PDF-")
        signed = bool(reader.embedded_signatures)
    except Exception:  # what a strict reader does not take
        strange, signed = True, b"/ByteRange" in data
    if signed or not strange:
        return data
    with pikepdf.open(BytesIO(data)) as pdf:
        buffer = BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
        return buffer.getvalue()


def _written(data: bytes, signer: Any, appearance: Appearance, spot: Spot, tsa: str) -> bytes:
    import pikepdf
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import StaticStampStyle

    with pikepdf.open(BytesIO(data)) as pdf:
        turned, box = stamps.on_page(pdf.pages[spot.page], spot.box)
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    taken = {name for name, *_ in fields.enumerate_sig_fields(writer)}
    name = next(f"Signature{n}" for n in range(1, len(taken) + 2) if f"Signature{n}" not in taken)
    fields.append_signature_field(writer, fields.SigFieldSpec(name, on_page=spot.page, box=box))
    metadata = signers.PdfSignatureMetadata(
        field_name=name, name=holder(signer.signing_cert.subject), md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        drawing = Path(folder) / "look.pdf"
        drawing.write_bytes(stamps.turned(appearances.drawing(appearance, spot.box), turned))
        style = StaticStampStyle.from_pdf_file(str(drawing), border_width=0)
        timestamper = stamper(tsa) if tsa else None
        pdf_signer = signers.PdfSigner(metadata, signer=signer, stamp_style=style, timestamper=timestamper)
        return bytes(pdf_signer.sign_pdf(writer).getbuffer())


@contextmanager
def _signer(key: KeyFile | Token, now: datetime) -> Iterator[Any]:
    """What pyHanko signs with. Raises: GenError E870 to E874, E876, E877."""
    try:
        import pyhanko.sign  # noqa: F401
    except ImportError:
        raise GenError("E876", extra="token" if isinstance(key, Token) else "sign") from None
    if isinstance(key, Token):
        with _token(key, now) as signer:
            yield signer
    else:
        yield _key_file(key, now)


def _key_file(key: KeyFile, now: datetime) -> Any:
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign import signers

    try:
        data = key.path.read_bytes()
    except OSError:
        raise GenError("E301", file=key.path.name) from None
    password = key.password.encode()
    if not _is_pkcs12(data):
        raise GenError("E873", file=key.path.name)
    try:
        private, certificate, _ = pkcs12.load_key_and_certificates(data, password)
    except ValueError:
        raise GenError("E870", where=key.path.name) from None
    except Exception:  # a damaged file can break its reader anywhere
        raise GenError("E873", file=key.path.name) from None
    if private is None or certificate is None:
        raise GenError("E874", where=key.path.name)
    signer = signers.SimpleSigner.load_pkcs12_data(data, (), password)
    if signer is None:
        raise GenError("E873", file=key.path.name)
    _refuse_out_of_date(signer.signing_cert, now)
    return signer


def _is_pkcs12(data: bytes) -> bool:
    from asn1crypto import pkcs12

    try:
        return bool(pkcs12.Pfx.load(data)["version"].native == "v3")
    except Exception:  # rubbish breaks a reader of ASN.1 anywhere
        return False


@contextmanager
def _token(key: Token, now: datetime) -> Iterator[Any]:
    try:
        import pkcs11
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError:
        raise GenError("E876", extra="token") from None
    try:
        session = open_pkcs11_session(
            str(key.library), token_criteria=TokenCriteria(label=key.label), user_pin=key.pin
        )
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange):
        raise GenError("E870", where=key.label) from None
    except pkcs11.PKCS11Error:  # pyHanko's own is one of these too
        raise GenError("E872", token=key.label, why="ไม่มีอุปกรณ์ชื่อนี้ หรืออุปกรณ์ไม่ตอบ") from None
    except (RuntimeError, OSError):
        raise GenError("E872", token=key.label, why=f"เปิดไดรเวอร์ {key.library.name} ไม่ได้") from None
    with session:
        signer = PKCS11Signer(session, cert_label=key.certificate)
        try:
            certificate = signer.signing_cert
        except Exception:
            raise GenError("E874", where=f"{key.label} ({key.certificate})") from None
        _refuse_out_of_date(certificate, now)
        yield signer


def _refuse_out_of_date(certificate: Any, now: datetime) -> None:
    """A signature outside the days of its certificate is worth nothing."""
    name = holder(certificate.subject)
    if now > certificate.not_valid_after:
        raise GenError("E871", name=name, day=_day(certificate.not_valid_after))
    if now < certificate.not_valid_before:
        raise GenError("E877", name=name, day=_day(certificate.not_valid_before))


def _day(when: datetime) -> str:
    return thai_digits(Day(when.date()).formal)
