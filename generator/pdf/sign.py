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
from ..thai import Day, thai_digits
from . import look as looks
from .look import Look, Spot
from .stamps import CM, size_of
from .timestamp import stamper
from .verify import holder


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
    pdf: Path, out: Path, key: KeyFile | Token, look: Look, *, typed: str = "", link: str = "",
    spot: Spot | None = None, now: datetime | None = None, owner: str = "", tsa: str = "",
) -> Spot:
    """Sign a PDF into a new file; the place is above `typed` (the name in brackets), where there is room.

    `link` leads to the register's entry, or names it; the code on the paper holds it and the hash of the unsigned file.
    With a picture the certificate must be that of its `owner`. `tsa` is the URL of a time stamp authority (RFC 3161).
    Raises: GenError E301, E857, E868, E870 to E879, E601, E602.
    """
    data, heights = _read(pdf)
    with _signer(key, now or datetime.now(timezone.utc)) as signer:
        if look.picture:
            _refuse_picture(look.picture, signer.signing_cert, owner or look.name)
        above = looks.find_spot(data, typed, look.width) if typed and not spot else None
        spot = spot or above or looks.free_spot(data, look.width)
        if spot is None:
            raise GenError("E875", file=pdf.name)
        code = look.code or f"{link}#sha256={hashlib.sha256(data).hexdigest()}"
        write_new(out, _signed(data, signer, replace(look, code=code), spot, heights[spot.page], tsa))
    return spot


def _read(pdf: Path) -> tuple[bytes, list[float]]:
    """The bytes of a PDF and the heights of its pages, cm. Raises: GenError E301, E857."""
    import pikepdf

    try:
        data = pdf.read_bytes()
        with pikepdf.open(BytesIO(data)) as opened:
            return data, [size_of(page)[1] for page in opened.pages]
    except FileNotFoundError:
        raise GenError("E301", file=pdf.name) from None
    except (OSError, pikepdf.PdfError):
        raise GenError("E857", file=pdf.name) from None


def _refuse_picture(picture: Path, certificate: Any, owner: str) -> None:
    """A written signature is shown only with the key of the one who wrote it. Raises: GenError E301, E868, E878."""
    from PIL import Image

    name = holder(certificate.subject)
    if looks.plain(owner) not in looks.plain(name):
        raise GenError("E878", name=name, signer=owner)
    try:
        with Image.open(picture) as opened:
            opened.verify()
    except FileNotFoundError:
        raise GenError("E301", file=picture.name) from None
    except (OSError, SyntaxError, ValueError):
        raise GenError("E868", file=picture.name) from None


def _signed(data: bytes, signer: Any, look: Look, spot: Spot, height: float, tsa: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import StaticStampStyle

    writer = IncrementalPdfFileWriter(BytesIO(data))
    name = f"Signature{1 + sum(1 for _ in fields.enumerate_sig_fields(writer))}"
    fields.append_signature_field(
        writer, fields.SigFieldSpec(name, on_page=spot.page, box=_rectangle(spot, height))
    )
    pades = fields.SigSeedSubFilter.PADES
    metadata = signers.PdfSignatureMetadata(field_name=name, name=look.name, md_algorithm="sha256", subfilter=pades)
    with TemporaryDirectory() as folder:
        drawing = Path(folder) / "look.pdf"
        drawing.write_bytes(looks.drawing(look, spot.box))
        style = StaticStampStyle.from_pdf_file(str(drawing), border_width=0)
        timestamper = stamper(tsa) if tsa else None
        pdf_signer = signers.PdfSigner(metadata, signer=signer, stamp_style=style, timestamper=timestamper)
        return bytes(pdf_signer.sign_pdf(writer).getbuffer())


def _rectangle(spot: Spot, height: float) -> tuple[int, int, int, int]:
    """The place in points from the page's lower left corner."""
    box = spot.box
    edges = (box.left, height - box.top - box.height, box.left + box.width, height - box.top)
    left, bottom, right, top = (round(edge * CM) for edge in edges)
    return left, bottom, right, top


@contextmanager
def _signer(key: KeyFile | Token, now: datetime) -> Iterator[Any]:
    """What pyHanko signs with. Raises: GenError E870 to E874, E876, E877."""
    try:
        import pyhanko.sign  # noqa: F401
    except ImportError:
        raise GenError("E876", extra="sign") from None
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
    if private is None or certificate is None:
        raise GenError("E874", where=key.path.name)
    signer = signers.SimpleSigner.load_pkcs12_data(data, (), password)
    _refuse_out_of_date(signer.signing_cert, now)
    return signer


def _is_pkcs12(data: bytes) -> bool:
    from asn1crypto import pkcs12

    try:
        return bool(pkcs12.Pfx.load(data)["version"].native == "v3")
    except (ValueError, TypeError, KeyError):
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
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise GenError("E872", token=key.label, why=str(error) or type(error).__name__) from None
    with session:
        signer = PKCS11Signer(session, cert_label=key.certificate)
        try:
            certificate = signer.signing_cert
        except Exception as error:
            raise GenError("E874", where=f"{key.label} ({error})") from None
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
