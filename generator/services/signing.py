"""Electronic signatures: made with the signer's own key, and looked into.

In: a PDF, and what its Word file beside it says. Out: a signed PDF; or who signed, and whether it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ..errors import GenError, Place, Problems, quoted
from ..fields import Field, value
from ..office import Office
from ..paper.known import Known, know
from ..pdf import pdfium, sound
from ..pdf.batch import is_stale, to_pdf
from ..pdf.settings import fonts
from ..pdf.typefaces import Fonts
from ..signing import sign as signatures
from ..signing import waiting
from ..signing.appearance import Appearance
from ..signing.settings import USUAL_SIGNER, Signing
from ..signing.settings import signing as settings
from ..signing.sign import KeyFile, Token
from ..signing.verify import Signature
from ..signing.verify import verify as look_into
from ..thai import BLANK, arabic_digits
from ..watch import NOBODY, Phase, Watch, look, tell

__all__ = ["PaperSignRequest", "SignRequest", "Signature", "Signed", "has_key", "sign", "sign_paper", "verify"]

WORD = "ลงนาม"


@dataclass(frozen=True)
class SignRequest:
    """A PDF to sign into `to` ("… (ลงนาม).pdf" beside it), with the password of the key, which is never kept.

    What is not said comes from office.yaml (`key`), or from the Word file of the same name beside it
    (`number`, `signer`).
    """

    file: Path
    password: str
    to: Path | None = None
    key: Path | None = None
    number: str = ""
    picture: Path | None = None
    signer: str = ""


@dataclass(frozen=True)
class PaperSignRequest:
    """The password of a key, the key file if it is not that of the settings, and a picture of the signature."""

    password: str
    key: Path | None = None
    picture: Path | None = None


@dataclass(frozen=True)
class Signed:
    """A signed PDF, the page (from 1) on which the signature shows, and whether above the name."""

    path: Path
    page: int
    above: bool


def sign(office: Office, request: SignRequest, watch: Watch = NOBODY) -> Signed:
    """Sign a PDF. Never in the thread of an event loop: pyHanko runs one of its own.

    Raises: GenError E301, E403, E601, E602, E857, E862, E864, E865, E867, E868, E870 to E879, E887; Stopped.
    """
    look(watch)
    file, how = request.file, settings(office)
    beside = _beside(file)
    _refuse_draft(file, beside, fonts(office))
    if not request.number:
        _refuse_waiting(file)
    named = request.signer or str((beside and beside.value("signer")) or "") or USUAL_SIGNER
    who = value(Field("signer", "ผู้ลงนาม", "signer"), named, office)
    to = request.to or file.with_name(f"{file.stem} ({WORD}).pdf")
    key = _key(how, request.key, request.password)
    appearance = Appearance(str(who.person), who.lines, office.today, picture=request.picture)
    spot = signatures.sign(
        file, to, key, appearance, typed=who.signature, owner=how.names.get(who.key, ""), tsa=how.tsa,
        link=_link(how, file, request.number or _number(beside)),
    )  # fmt: skip
    tell(watch, Phase.SIGNING, 1, 1)
    return Signed(to, spot.page + 1, spot.above)


def sign_paper(office: Office, paper: Path, request: PaperSignRequest, watch: Watch = NOBODY) -> Signed:
    """Sign a Word file; its PDF is made beside it first, unless there is one. Raises: as `sign`; Problems."""
    pdf = paper.with_suffix(".pdf")
    if not pdf.is_file() or is_stale(pdf, know(paper).data, fonts(office)):
        [made] = to_pdf([paper], None, fonts(office), watch=watch)
        if made.pdf is None:
            raise Problems(made.problems)
    return sign(office, SignRequest(pdf, request.password, key=request.key, picture=request.picture), watch)


def has_key(office: Office) -> bool:
    """Whether the settings say where the key is. Raises: GenError E403."""
    how = settings(office)
    return how.key is not None or how.library is not None


def verify(office: Office | None, file: Path) -> Sequence[Signature]:
    """The signatures of a PDF, held against the authorities that the office trusts.

    Raises: GenError E301, E857, E876, E881.
    """
    return look_into(file, settings(office).trust if office else ())


def _refuse_draft(file: Path, beside: Known | None, fonts: Fonts) -> None:
    """A paper that still lacks its number or day is not signed, nor a PDF that is older than it.

    Raises: GenError E862, E864.
    """
    if beside and beside.is_blank:
        raise GenError("E864", Place(beside.path.name))
    if beside and is_stale(file, beside.data, fonts):
        raise GenError("E862", file=file.name)


def _refuse_waiting(file: Path) -> None:
    """A PDF, of whomever, whose pages show a gap for the number or day. Raises: GenError E857, E869, E887."""
    try:
        near = waiting.waits(sound.read(file))
    except pdfium.Unreadable:
        raise GenError("E857", file=file.name) from None
    if near:
        raise GenError("E887", file=file.name, near=quoted(near))


def _beside(file: Path) -> Known | None:
    """The Word file beside a PDF."""
    word = file.with_suffix(".docx")
    return know(word) if word.is_file() else None


def _number(beside: Known | None) -> str:
    """The number that a paper of ours shows; "" while it has none."""
    if beside is None or beside.origin is None:
        return ""
    shown = beside.origin.issued or beside.late.get("number", "")
    return "" if BLANK in shown else arabic_digits(shown).replace("\u00a0", " ")


def _link(how: Signing, file: Path, number: str) -> str:
    """What the code on the paper leads to: the register's page, or where there is none the number.

    Raises: GenError E867.
    """
    if "{number}" in how.link and not number:
        raise GenError("E867", file=file.name)
    return how.link.replace("{number}", quote(number, safe="")) or number


def _key(how: Signing, file: Path | None, password: str) -> KeyFile | Token:
    """The key file that was named, or what the office's settings say. Raises: GenError E865."""
    if file or how.key:
        return KeyFile(file or how.key or Path(), password)
    if how.library is None:
        raise GenError("E865")
    return Token(how.library, how.token, password, how.certificate)
