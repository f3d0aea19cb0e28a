"""Signatures: made with keys of the test itself, found whole by pyHanko and poppler, and broken by a single byte."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pymupdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from generator.errors import GenError
from generator.pdf import stamps
from generator.signing import appearance as looks
from generator.signing import waiting
from generator.signing.appearance import Appearance, find_spot
from generator.signing.sign import KeyFile, Token, sign
from generator.signing.verify import verify

NAME = "นายรอง ปัญส์งกา"
TYPED = "(นายรอง ปัญส์งกา)"
LOOK = Appearance(NAME, ("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", "ประถมศึกษาเลย เขต ๑"), date(2026, 11, 22))
PASSWORD = "รหัส-12345"
NOW = datetime.now(timezone.utc)
DAY = timedelta(days=1)
SOFTHSM = next((Path(place) for place in (
    os.environ.get("SOFTHSM2_LIBRARY", ""), "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so") if place and Path(place).is_file()), None)


def certificate(name: str, key: rsa.RSAPrivateKey, issuer: x509.Certificate | None = None,
                issuer_key: rsa.RSAPrivateKey | None = None, start: datetime = NOW - DAY, end: datetime = NOW + DAY,
                purpose: x509.ExtendedKeyUsage | None = None) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)
    authority = issuer is None
    signs = {"digital_signature": not authority, "content_commitment": not authority}
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(start).not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **signs, key_cert_sign=authority, crl_sign=authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if purpose:
        builder = builder.add_extension(purpose, critical=True)
    return builder.sign(issuer_key or key, hashes.SHA256())


class Keys:
    """An authority and three key files of one signer: good, expired, not valid yet."""

    def __init__(self, folder: Path) -> None:
        self.authority_key, self.key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        root = certificate("ผู้ออกใบรับรองทดสอบ", self.authority_key)
        self.root = folder / "root.pem"
        self.root.write_bytes(root.public_bytes(Encoding.PEM))
        for name, start, end in (("good", -1, 1), ("expired", -9, -8), ("early", 8, 9)):
            signed = certificate(NAME, self.key, root, self.authority_key, NOW + start * DAY, NOW + end * DAY)
            lock = BestAvailableEncryption(PASSWORD.encode())
            data = pkcs12.serialize_key_and_certificates(b"key", self.key, signed, [root], lock)
            (folder / f"{name}.p12").write_bytes(data)
        self.folder, self.certificate = folder, certificate(NAME, self.key, root, self.authority_key)
        (folder / "empty.p12").write_bytes(pkcs12.serialize_key_and_certificates(b"", None, None, [root], lock))

    def file(self, name: str, password: str = PASSWORD) -> KeyFile:
        return KeyFile(self.folder / f"{name}.p12", password)


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Path:
    """A PDF with a typed name at the usual place, under four blank lines."""
    path = tmp_path_factory.mktemp("paper") / "คำสั่ง.pdf"
    pdf = stamps.canvas(21.0, 29.7)
    pdf.set_font("thai", "", 16)
    for words, top in (("คำสั่ง เรื่อง ทดสอบ", 5), ("สั่ง ณ วันที่ ๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙", 12), (TYPED, 15)):
        pdf.set_xy(3 * stamps.CM, top * stamps.CM)
        pdf.cell(16 * stamps.CM, 18, words, align="C")
    path.write_bytes(bytes(pdf.output()))
    return path


@pytest.fixture(scope="module")
def signed(paper, keys) -> Path:
    path = paper.with_name("ลงนาม.pdf")
    sign(paper, path, keys.file("good"), LOOK, typed=TYPED, link="https://saraban.test/order/218/2562")
    return path


def test_a_signed_paper_is_whole_and_trusted(signed, keys):
    [found] = verify(signed, [keys.root])
    assert (found.intact, found.whole, found.trusted, found.problems) == (True, True, True, ())
    assert found.name == NAME and "ผู้ออกใบรับรองทดสอบ" in found.issuer


def test_a_folder_of_certificates_is_trusted_too(signed, keys):
    assert verify(signed, [keys.folder])[0].trusted


def test_an_authority_that_the_office_does_not_know_is_said_and_the_rest_still_holds(signed):
    [found] = verify(signed)
    assert found.intact and not found.trusted
    assert [problem.code for problem in found.problems] == ["W881"]


def test_poppler_finds_the_signature_valid(signed):
    if shutil.which("pdfsig") is None:
        pytest.skip("poppler's pdfsig is not installed (package poppler-utils)")
    said = subprocess.run(["pdfsig", signed], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_one_flipped_byte_is_found(signed, keys, tmp_path):
    data = bytearray(signed.read_bytes())
    at = data.index(b"stream") + 20
    data[at] ^= 1
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(data)
    [found] = verify(broken, [keys.root])
    assert not found.intact
    assert [problem.code for problem in found.problems] == ["E880"]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_byte_flipped_anywhere_is_found_and_never_a_traceback(signed, keys, tmp_path, share):
    data = bytearray(signed.read_bytes())
    data[int(len(data) * share)] ^= 1
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(data)
    try:
        assert not all(found.intact and not found.problems for found in verify(broken, [keys.root]))
    except GenError as error:
        assert error.code in {"E857", "E881"}


def test_a_second_signature_leaves_the_first_one_whole(signed, keys, tmp_path):
    twice = tmp_path / "twice.pdf"
    sign(signed, twice, keys.file("good"), LOOK)
    first, second = verify(twice, [keys.root])
    assert first.intact and not first.whole and [problem.code for problem in first.problems] == ["W880"]
    assert second.intact and second.whole and not second.problems


def test_words_laid_over_a_signed_paper_are_found(signed, keys, tmp_path):
    changed = tmp_path / "changed.pdf"
    shutil.copy(signed, changed)
    with pymupdf.open(changed) as document:
        document[0].insert_text((100, 100), "more")
        document.saveIncr()
    assert [problem.code for problem in verify(changed, [keys.root])[0].problems] == ["E880"]


def test_the_stamp_stands_above_the_typed_name_and_covers_nothing(paper, signed):
    with pymupdf.open(paper) as before, pymupdf.open(signed) as after:
        [box] = before[0].search_for(TYPED)
        [widget] = after[0].widgets()
        assert widget.rect.y1 <= box.y0 + 1
        assert abs((widget.rect.x0 + widget.rect.x1) / 2 - (box.x0 + box.x1) / 2) < 3
        assert not before[0].get_text(clip=widget.rect).strip()


def test_the_stamp_says_who_as_what_and_when(signed):
    with pymupdf.open(signed) as document:
        document.bake()    # draw the stamp on the page, where text is looked for
        shown = document[0].get_text()
    for words in (NAME, *LOOK.position, "๒๒", "พฤศจิกายน", "๒๕๖๙"):
        assert looks.plain(words) in looks.plain(shown)


@pytest.mark.parametrize("picture", [True, False])
def test_no_word_of_the_stamp_is_cut_off(tmp_path, picture, written):
    """Long positions are set narrower and smaller, each line by itself."""
    positions = "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา ปฏิบัติราชการแทน", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต ๑"
    look = Appearance("นางสาววันเพ็ญ ศรีสุวรรณ", positions, date(2026, 11, 22), "218/2562", written if picture else None)
    box = stamps.Box(0, 0, look.width, 1.3)
    with pymupdf.open(stream=looks.drawing(look, box)) as document:
        words = document[0].get_text("words")
    assert max(word[2] for word in words) <= box.width * stamps.CM + 1 and max(word[3] for word in words) <= 1.4 * stamps.CM
    assert looks.plain("เขต ๑") in looks.plain("".join(word[4] for word in words))


@pytest.mark.parametrize(("name", "password", "code"), [
    ("good", "ผิด", "E870"), ("expired", PASSWORD, "E871"), ("early", PASSWORD, "E877"), ("empty", PASSWORD, "E874"),
    ("absent", PASSWORD, "E301")])
def test_a_key_that_cannot_sign_is_told_apart(paper, keys, tmp_path, name, password, code):
    with pytest.raises(GenError) as caught:
        sign(paper, tmp_path / "out.pdf", keys.file(name, password), LOOK)
    assert caught.value.code == code
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_is_no_key_is_told(paper, tmp_path):
    (tmp_path / "key.p12").write_bytes(b"-----BEGIN CERTIFICATE-----")
    with pytest.raises(GenError, match="E873"):
        sign(paper, tmp_path / "out.pdf", KeyFile(tmp_path / "key.p12", ""), LOOK)


def test_a_signed_file_is_never_written_over(paper, signed, keys):
    with pytest.raises(GenError, match="E602"):
        sign(paper, signed, keys.file("good"), LOOK)


@pytest.mark.parametrize(("content", "code"), [(b"no pdf", "E857"), (b"%PDF-1.7\nbroken", "E857"), (None, "E301")])
def test_a_file_that_is_no_pdf_is_told(keys, tmp_path, content, code):
    path = tmp_path / "a.pdf"
    if content is not None:
        path.write_bytes(content)
    for call in (lambda: sign(path, tmp_path / "b.pdf", keys.file("good"), LOOK), lambda: verify(path)):
        with pytest.raises(GenError) as caught:
            call()
        assert caught.value.code == code


def test_an_unsigned_paper_is_told(paper):
    with pytest.raises(GenError, match="E881"):
        verify(paper)


def test_a_missing_driver_of_a_token_is_told(paper, tmp_path):
    pytest.importorskip("pkcs11", reason="only on a machine with python-pkcs11")
    with pytest.raises(GenError) as caught:
        sign(paper, tmp_path / "out.pdf", Token(tmp_path / "driver.so", "โทเคน", "1234", "key"), LOOK)
    assert caught.value.code == "E872"


@pytest.fixture(scope="module")
def token(keys, tmp_path_factory) -> Token:
    """A token in software, with the signer's key and certificate."""
    pkcs11 = pytest.importorskip("pkcs11", reason="only on a machine with python-pkcs11")
    tool = os.environ.get("SOFTHSM2_UTIL") or shutil.which("softhsm2-util")
    if SOFTHSM is None or tool is None:
        pytest.skip("only on a machine with SoftHSM (package softhsm2)")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    private = keys.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(private)
    for command in (["--init-token", "--free", "--label", "office", "--so-pin", "1234", "--pin", "1234"],
                    ["--import", folder / "key.pem", "--token", "office", "--label", "key", "--id", "01", "--pin", "1234"]):
        subprocess.run([tool, "--module", SOFTHSM, *command], check=True, capture_output=True)
    with pkcs11.lib(str(SOFTHSM)).get_token(token_label="office").open(user_pin="1234", rw=True) as session:
        session.create_object({
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.LABEL: "key",
            pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509, pkcs11.Attribute.ID: b"\1",
            pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.VALUE: keys.certificate.public_bytes(Encoding.DER),
            pkcs11.Attribute.SUBJECT: keys.certificate.subject.public_bytes()})
    return Token(SOFTHSM, "office", "1234", "key")


def test_a_token_signs_like_a_key_file(paper, token, keys, tmp_path):
    sign(paper, tmp_path / "out.pdf", token, LOOK, typed=TYPED)
    [found] = verify(tmp_path / "out.pdf", [keys.root])
    assert found.intact and found.trusted and not found.problems


@pytest.mark.parametrize(("changed", "code"), [({"pin": "9999"}, "E870"), ({"label": "absent"}, "E872"),
                                               ({"certificate": "absent"}, "E874")])
def test_a_token_that_cannot_sign_is_told_apart(paper, token, tmp_path, changed, code):
    with pytest.raises(GenError) as caught:
        sign(paper, tmp_path / "out.pdf", replace(token, **changed), LOOK)
    assert caught.value.code == code


def test_the_place_of_a_name_that_is_not_there_is_not_guessed(paper):
    assert find_spot(paper.read_bytes(), "(นางสาวใครก็ไม่รู้)") is None


@pytest.fixture
def authority(keys):
    """A time stamp authority on this machine; `url` leads to it."""
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    from asn1crypto import keys as asn1_keys
    from asn1crypto import tsp
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign.timestamps import DummyTimeStamper

    key = rsa.generate_private_key(65537, 2048)
    root = x509.load_pem_x509_certificate(keys.root.read_bytes())
    usage = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING])
    made = certificate("หน่วยประทับเวลาทดสอบ", key, root, keys.authority_key, NOW - DAY, NOW + DAY, usage)
    dummy = DummyTimeStamper(
        asn1_x509.Certificate.load(made.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())))

    class Stamper(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = dummy.request_tsa_response(asked).dump() if self.path == "/" else b"<html>"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Stamper) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_time_stamp_is_asked_for_and_shown(paper, keys, tmp_path, authority):
    sign(paper, tmp_path / "out.pdf", keys.file("good"), LOOK, typed=TYPED, tsa=authority)
    [signature] = verify(tmp_path / "out.pdf", [keys.root])
    assert signature.intact and signature.trusted and abs(signature.stamped - datetime.now(timezone.utc)) < DAY
    [unknown] = verify(tmp_path / "out.pdf")
    assert unknown.stamped is None    # an authority that nobody trusts swears nothing


@pytest.mark.parametrize("page", ["absent.html", None])
def test_a_time_stamp_that_does_not_come_is_told(paper, keys, tmp_path, authority, page):
    url = f"{authority}{page}" if page else "http://127.0.0.1:1/"
    with pytest.raises(GenError, match="E879"):
        sign(paper, tmp_path / "out.pdf", keys.file("good"), LOOK, tsa=url)
    assert not (tmp_path / "out.pdf").exists()


@pytest.fixture
def written(tmp_path) -> Path:
    """A picture of a written signature."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (300, 100), 255)
    ImageDraw.Draw(picture).line([(10, 80), (120, 10), (160, 90), (290, 20)], fill=0, width=6)
    picture.save(tmp_path / "ลายมือชื่อ.png")
    return tmp_path / "ลายมือชื่อ.png"


def test_a_written_signature_is_shown_with_the_signers_own_key(paper, keys, tmp_path, written):
    sign(paper, tmp_path / "out.pdf", keys.file("good"), replace(LOOK, picture=written), typed=TYPED)
    with pymupdf.open(tmp_path / "out.pdf") as document:
        document.bake()
        assert len(document[0].get_images()) == 1
        assert looks.plain(NAME) in looks.plain(document[0].get_text())


def test_a_written_signature_is_refused_with_the_key_of_another(paper, keys, tmp_path, written):
    look = replace(LOOK, name="นางสาววันเพ็ญ ศรีสุวรรณ", picture=written)
    with pytest.raises(GenError, match=r"E878.*วันเพ็ญ"):
        sign(paper, tmp_path / "out.pdf", keys.file("good"), look, typed=TYPED)
    sign(paper, tmp_path / "out.pdf", keys.file("good"), look, typed=TYPED, owner=NAME)    # as the settings say


@pytest.mark.parametrize(("content", "code"), [(b"no picture", "E868"), (None, "E301")])
def test_a_written_signature_that_cannot_be_read_is_told(paper, keys, tmp_path, content, code):
    if content:
        (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(GenError, match=code):
        sign(paper, tmp_path / "out.pdf", keys.file("good"), replace(LOOK, picture=tmp_path / "a.png"))


def other_key(keys, name: str, start: int = -1, end: int = 1, by_itself: bool = False) -> KeyFile:
    """A key file of another name, or of other days."""
    root = x509.load_pem_x509_certificate(keys.root.read_bytes())
    issuer = (None, None) if by_itself else (root, keys.authority_key)
    made = certificate(name, keys.key, *issuer, NOW + start * DAY, NOW + end * DAY)
    path = keys.folder / f"{abs(hash((name, start, end, by_itself)))}.p12"
    lock = BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"key", keys.key, made, None, lock))
    return KeyFile(path, PASSWORD)


def codes_of(path: Path, trust: list[Path]) -> list[list[str]]:
    return [[problem.code for problem in found.problems] for found in verify(path, trust)]


@pytest.mark.parametrize("name", ["นางวันเพ็ญ มีสุข", "รอง ปัญส์งกานนท์", "ดวงรอง ปัญส์งกา", "ปัญส์งกา", ""])
def test_nobody_signs_in_the_name_of_another(paper, keys, tmp_path, name):
    with pytest.raises(GenError, match="E878"):
        sign(paper, tmp_path / "out.pdf", other_key(keys, name or "-"), LOOK, typed=TYPED)
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("name", ["รอง ปัญส์งกา", "ร.ต. รอง  ปัญส์งกา"])
def test_a_title_is_no_part_of_the_name(paper, keys, tmp_path, name):
    sign(paper, tmp_path / "out.pdf", other_key(keys, name), LOOK, typed=TYPED)
    [found] = verify(tmp_path / "out.pdf", [keys.root])
    assert found.good and looks.plain(found.name) == looks.plain(name)


def test_stamp_file_and_verification_give_the_certificates_name(paper, keys, tmp_path):
    sign(paper, tmp_path / "out.pdf", other_key(keys, "Rong Pansongka"), LOOK, typed=TYPED, owner="Rong Pansongka")
    with pymupdf.open(tmp_path / "out.pdf") as document:
        document.bake()
        shown = looks.plain(document[0].get_text())
    assert looks.plain("ตามใบรับรองของ Rong Pansongka") in shown and looks.plain(NAME) in shown
    assert b"/Name (Rong Pansongka)" in (tmp_path / "out.pdf").read_bytes()
    assert [(found.name, found.problems) for found in verify(tmp_path / "out.pdf", [keys.root])] == [("Rong Pansongka", ())]


def test_another_name_that_a_file_gives_is_told(paper, keys, tmp_path, monkeypatch):
    """As a program would write it that believes its user."""
    from pyhanko.sign import signers

    usual = signers.PdfSignatureMetadata
    monkeypatch.setattr(signers, "PdfSignatureMetadata", lambda **given: usual(**given | {"name": "นายใหญ่ กว่าใคร"}))
    sign(paper, tmp_path / "out.pdf", keys.file("good"), LOOK, typed=TYPED)
    [found] = verify(tmp_path / "out.pdf", [keys.root])
    assert found.name == NAME and [problem.code for problem in found.problems] == ["W884"]


def test_two_signers_are_both_good(signed, keys, tmp_path):
    second = "นางวันเพ็ญ มีสุข"
    sign(signed, tmp_path / "twice.pdf", other_key(keys, second), replace(LOOK, name=second))
    found = verify(tmp_path / "twice.pdf", [keys.root])
    assert [(one.name, one.good) for one in found] == [(NAME, True), (second, True)]


def changed(signed: Path, to: Path, how) -> Path:
    """A file with a change appended, as a program would save it."""
    from io import BytesIO

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(signed.read_bytes()))
    how(writer)
    with to.open("wb") as file:
        writer.write(file)
    return to


def test_a_form_that_is_filled_after_signing_is_a_change(paper, keys, tmp_path):
    from pyhanko.pdf_utils import generic

    with pymupdf.open(paper) as document:
        widget = pymupdf.Widget()
        widget.field_name, widget.field_type, widget.field_value = "amount", pymupdf.PDF_WIDGET_TYPE_TEXT, "100"
        widget.rect = pymupdf.Rect(100, 500, 200, 520)
        document[0].add_widget(widget)
        document.save(tmp_path / "form.pdf")
    sign(tmp_path / "form.pdf", tmp_path / "signed.pdf", keys.file("good"), LOOK, typed=TYPED)
    assert codes_of(tmp_path / "signed.pdf", [keys.root]) == [[]]

    def fill(writer):
        field = next(one.get_object() for one in writer.root["/AcroForm"]["/Fields"] if one.get_object()["/T"] == "amount")
        field["/V"] = generic.TextStringObject("1,000,000")
        writer.update_container(field)

    assert codes_of(changed(tmp_path / "signed.pdf", tmp_path / "filled.pdf", fill), [keys.root]) == [["E880"]]


def test_another_title_after_signing_is_a_change(signed, keys, tmp_path):
    from pyhanko.pdf_utils import generic

    def retitle(writer):
        writer.set_info(generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("อนุมัติ")}))

    assert codes_of(changed(signed, tmp_path / "titled.pdf", retitle), [keys.root]) == [["E880"]]


def test_another_title_in_the_metadata_is_a_change_and_the_day_of_a_save_is_none(signed, keys, tmp_path, monkeypatch):
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    monkeypatch.setattr(IncrementalPdfFileWriter, "_update_meta", lambda self: None)  # it would write its own

    def told(content):
        def describe(writer):
            packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:dc="http://purl.org/dc/elements/1.1/">{content}</x:xmpmeta>'
            stream = generic.StreamObject(stream_data=packet.encode())
            writer.root[generic.pdf_name("/Metadata")] = writer.add_object(stream)
            writer.update_root()

        return codes_of(changed(signed, tmp_path / f"{len(content)}.pdf", describe), [keys.root])

    assert told("<dc:title>อนุมัติ</dc:title>") == [["E880"]]
    assert told("<dc:date>2026-11-30</dc:date>") == [["W880"]]


def test_a_later_signature_over_the_words_is_a_change(signed, keys, tmp_path):
    """Its picture could show another amount; who made the second key signs for nothing."""
    stranger = other_key(keys, "ใครก็ได้ ทั้งนั้น", by_itself=True)
    over = looks.Spot(0, stamps.Box(3, 5, 8, 1.2))
    sign(signed, tmp_path / "over.pdf", stranger, replace(LOOK, name="ใครก็ได้ ทั้งนั้น"), spot=over)
    assert codes_of(tmp_path / "over.pdf", [keys.root]) == [["E886"], ["W882"]]


def test_a_certificate_that_ran_out_since_is_told_with_its_days(paper, keys, tmp_path):
    sign(paper, tmp_path / "out.pdf", keys.file("good"), LOOK, typed=TYPED)
    [found] = verify(tmp_path / "out.pdf", [keys.root], NOW + 30 * DAY)
    assert found.good and found.trusted and [problem.code for problem in found.problems] == ["W883"]


def test_a_day_outside_of_the_certificate_is_worth_nothing(paper, keys, tmp_path):
    expired = other_key(keys, NAME, -9, -8)
    sign(paper, tmp_path / "out.pdf", expired, LOOK, typed=TYPED, now=NOW - 8.5 * DAY)  # as if the clock said so
    [found] = verify(tmp_path / "out.pdf", [keys.root])
    assert not found.good and [problem.code for problem in found.problems] == ["E883"]


def test_what_is_no_certificate_in_the_folder_of_trust_is_named(signed, keys, tmp_path):
    (tmp_path / "แปลก.pem").write_bytes(b"\xff\x00 rubbish")
    (tmp_path / "โฟลเดอร์.crt").mkdir()
    with pytest.raises(GenError) as caught:
        verify(signed, [tmp_path])
    assert [problem.code for problem in caught.value.problems] == ["E885", "E885"]
    assert "แปลก.pem" in str(caught.value)


def hybrid(data: bytes) -> bytes:
    """The file with a second table of contents beside the first, as Word writes it (ISO 32000-1 7.5.8.4)."""
    number = int(data.rpartition(b"/Size ")[2].split()[0])
    old = int(data.rpartition(b"startxref")[2].split()[0])
    rows = b"\x01" + len(data).to_bytes(4, "big") + b"\0\0"
    stream = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Index[%d 1]/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number, number + 1, number, len(rows), rows)
    root = data.rpartition(b"/Root ")[2].split()[0]
    start = len(data) + len(stream)
    trailer = b"trailer\n<</Size %d/Root %s 0 R/Prev %d/XRefStm %d>>\n" % (number + 1, root, old, len(data))
    return data + stream + b"xref\n0 0\n" + trailer + b"startxref\n%d\n%%%%EOF\n" % start


def locked(data: bytes, user: str) -> bytes:
    from io import BytesIO

    import pikepdf

    buffer = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="x", user=user))
    return buffer.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    """The page as a scanner leaves it: drawn on its side, with a note that says so."""
    with pymupdf.open(stream=data) as document, pymupdf.open() as made:
        width, height = document[0].rect.width, document[0].rect.height
        size = (height, width) if degrees % 180 else (width, height)
        page = made.new_page(width=size[0], height=size[1])
        page.show_pdf_page(page.rect, document, 0, rotate=degrees)
        page.set_rotation(degrees)
        return made.tobytes()


@pytest.mark.parametrize("mangle", [hybrid, lambda data: b"\r\n junk \r\n" + data, lambda data: turned(data, 90),
                                    lambda data: turned(data, 180), lambda data: turned(data, 270)])
def test_a_strange_file_is_signed_rightly(paper, keys, tmp_path, mangle):
    (tmp_path / "a.pdf").write_bytes(mangle(paper.read_bytes()))
    spot = sign(tmp_path / "a.pdf", tmp_path / "out.pdf", keys.file("good"), LOOK, typed=TYPED)
    assert codes_of(tmp_path / "out.pdf", [keys.root]) == [[]]
    with pymupdf.open(tmp_path / "out.pdf") as document:
        page = document[0]
        [name] = page.search_for(TYPED)
        [widget] = page.widgets()
        seen = widget.rect * page.rotation_matrix
        name = name * page.rotation_matrix
        assert spot.above and seen.y1 <= name.y0 + 2 and abs((seen.x0 + seen.x1) / 2 - (name.x0 + name.x1) / 2) < 5
        assert seen.width > seen.height


@pytest.mark.parametrize(("mangle", "code"), [
    (lambda data: locked(data, ""), "E869"), (lambda data: locked(data, "secret"), "E869"),
    (lambda data: data[: len(data) // 3], "E857")])
def test_a_file_that_cannot_be_signed_is_told_in_one_line(paper, keys, tmp_path, mangle, code):
    (tmp_path / "a.pdf").write_bytes(mangle(paper.read_bytes()))
    with pytest.raises(GenError, match=code):
        sign(tmp_path / "a.pdf", tmp_path / "out.pdf", keys.file("good"), LOOK, typed=TYPED)
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("how", ["page", "objects", "nested", "letters", "many pages", "wide", "picture"])
def test_a_file_that_unpacks_to_fill_the_machine_is_refused_before_it_is_read(paper, tmp_path, how):
    import base64
    import zlib

    import pikepdf

    zeros = zlib.compress(bytes(70 * 1024 * 1024), 9)
    packed = {"nested": zlib.compress(zeros, 9), "letters": base64.a85encode(zeros) + b"~>"}.get(how, zeros)
    filters = {"nested": ["/FlateDecode"] * 2, "letters": ["/ASCII85Decode", "/FlateDecode"]}.get(how, ["/FlateDecode"])
    with pikepdf.open(paper) as pdf:
        if how == "many pages":
            pdf.pages.extend([pdf.pages[0]] * 2_100)
        elif how == "wide":
            pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 100_000, 100_000])
        else:
            held = pikepdf.Array([pikepdf.Name(name) for name in filters])
            stream = pikepdf.Stream(pdf, b"")
            stream.write(packed, filter=held)
            if how == "picture":
                stream = pikepdf.Stream(pdf, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=90_000, Height=90_000)
            pdf.pages[0].obj.Extra = pdf.make_indirect(stream)
        pdf.save(tmp_path / "bomb.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(GenError, match="E305"):
        verify(tmp_path / "bomb.pdf")


def test_a_signer_of_rank_signs_above_the_name_and_not_over_the_rank(keys, tmp_path):
    pdf = stamps.canvas(21.0, 29.7)
    pdf.set_font("thai", "", 16)
    for words, left, top in (("ตามที่ได้แจ้งไว้แล้วนั้น", 3, 11), ("ว่าที่ร้อยตรี", 5.5, 14.3), ("(พิชัย  ดอนสมมติ)", 10, 15)):
        pdf.set_xy(left * stamps.CM, top * stamps.CM)
        pdf.cell(4 * stamps.CM, 18, words)
    (tmp_path / "a.pdf").write_bytes(bytes(pdf.output()))
    spot = find_spot((tmp_path / "a.pdf").read_bytes(), "(พิชัย  ดอนสมมติ)")
    assert spot and spot.above and spot.box.left <= 11 <= spot.box.left + spot.box.width
    assert spot.box.top > 12 and spot.box.top + spot.box.height <= 15.2


@pytest.mark.parametrize("line", [
    "ที่ ศธ ๐๔๐๐๑/", "ที่ ศธ ๐๔xxx/        สำนักงานเขต", "ที่ ศธ ๐๔๐๐๑/ว        สำนักงานเขต", "ที่        /๒๕๖๙",
    "เลขที่ ......../2569", "ที่ ศธ ๐๔๐๐๑/๑๒ .........วันที่ .........", "สั่ง ณ วันที่         พฤศจิกายน พ.ศ. ๒๕๖๙",
    "ประกาศ ณ วันที่                พ.ศ.",
])  # fmt: skip
def test_a_page_that_waits_for_its_number_or_day_is_known(line):
    assert waiting.waits(page_of("เรื่อง ทดสอบ", line))


@pytest.mark.parametrize("line", [
    "ที่ ศธ ๐๔๐๐๑/ว ๒๔๐ สำนักงานเขต", "ที่ ศธ ๐๔๐๐๑/ว๒๔๐", "ที่ นร (กพร) ๑๒๐๐/ว ๑", "ที่ ๑๒/๒๕๖๙", "ครั้งที่ ๑/๒๕๖๙",
    "ที่ ศธ ๐๔๐๐๑/๑๒ .........วันที่ ๒ มกราคม ๒๕๖๙ .........", "สั่ง ณ วันที่ ๒ มกราคม พ.ศ. ๒๕๖๙", "ที่ประชุมมีมติ/เห็นชอบ",
    "ที่ บ้านเลขที่ ถนน/ตำบล ................",
])  # fmt: skip
def test_a_page_that_has_them_does_not_wait(line):
    assert waiting.waits(page_of("เรื่อง ทดสอบ", line)) == ""


def page_of(*lines: str) -> bytes:
    pdf = stamps.canvas(21.0, 29.7)
    pdf.set_font("thai", "", 16)
    for n, words in enumerate(lines):
        pdf.set_xy(2 * stamps.CM, (5 + n) * stamps.CM)
        pdf.cell(17 * stamps.CM, 18, words)
    return bytes(pdf.output())
