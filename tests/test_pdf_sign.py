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
from generator.pdf import look as looks
from generator.pdf import stamps
from generator.pdf.look import Look, find_spot
from generator.pdf.sign import KeyFile, Token, sign
from generator.pdf.verify import verify

NAME = "นายรอง ปัญส์งกา"
TYPED = "(นายรอง ปัญส์งกา)"
LOOK = Look(NAME, ("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", "ประถมศึกษาเลย เขต ๑"), date(2026, 11, 22))
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
    look = Look("นางสาววันเพ็ญ ศรีสุวรรณ", positions, date(2026, 11, 22), "218/2562", written if picture else None)
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
