"""Good files of every kind, made by the program itself: what the damage begins from.

In: an empty folder. Out: an office in it (`office`), and the seeds (`seeds`).
"""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from generator import outbox
from generator.cli import run
from generator.folders import shipped
from generator.pdf import stamps
from generator.pdf.libreoffice import find_program

PASSWORD = b"1234"
NAME = "นายรอง ปัญส์งกา"


def plant(folder: Path) -> tuple[Path, Path]:
    """The office that is damaged, and the seeds."""
    from tests.workbook import good, save

    office, seeds = folder / "office", folder / "seeds"
    run(["init", str(office)])
    shutil.copytree(shipped("forms"), office / "forms", dirs_exist_ok=True)
    seeds.mkdir()
    save(good(), office / "good.xlsx")
    (office / "data" / "trust").mkdir()
    _sign_with(office)
    settings = office / "data" / "office.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nsign:\n  key: good.p12\n  trust: trust\n", encoding="utf-8")
    run(["--office", str(office), "order", str(office / "good.xlsx")])
    [paper, *_] = sorted((office / "out").rglob("*.docx"))
    shutil.copy(paper, seeds / "draft.docx")
    run(["--office", str(office), "register", "reserve", "order", "--reason", "ก"])
    _pdf(office / "good.pdf")
    signed = str(office / "signed.pdf")
    run(["--office", str(office), "sign", str(office / "good.pdf"), "-o", signed, "--password", "1234"])
    for name in ("good.pdf", "signed.pdf"):
        shutil.copy(office / name, seeds / name)
    _copy(office, seeds)
    return office, seeds


def _copy(office: Path, seeds: Path) -> None:
    shutil.copy(office / "data" / "good.p12", seeds / "good.p12")
    shutil.copy(office / "data" / "good.p12", office / "good.p12")
    shutil.copy(office / "data" / "trust" / "root.pem", seeds / "root.pem")
    for name in ("office.yaml", "register.db"):
        shutil.copy(office / "data" / name, seeds / name)
    shutil.copy(office / "forms" / "order" / "form.yaml", seeds / "form.yaml")
    (seeds / "template").mkdir()
    shutil.copy(office / "forms" / "order" / "duty-order.docx", seeds / "template" / "duty-order.docx")
    _journals(office, seeds)
    shutil.copy(office / "good.xlsx", seeds / "case.xlsx")
    shutil.copy(office / "forms" / "order" / "examples.yaml", seeds / "case.yaml")
    (seeds / "case.csv").write_text("เรื่อง,สั่ง ณ วันที่,ผู้ลงนาม\nทดสอบ,7 มิถุนายน 2562,นายรอง ปัญส์งกา\n", encoding="utf-8")
    program = find_program()
    for kind in ("ods", "xls") if program else ():
        profile = f"-env:UserInstallation={(seeds / 'profile').as_uri()}"
        command = [str(program), profile, "--headless", "--convert-to", kind, "--outdir", str(seeds)]
        subprocess.run([*command, str(seeds / "case.xlsx")], check=False, capture_output=True, timeout=120)
    shutil.rmtree(seeds / "profile", ignore_errors=True)
    _picture(seeds / "a.png")


def _journals(office: Path, seeds: Path) -> None:
    """What a run that is killed leaves, after it had decided; what earlier ones remember; how far the book had come."""
    out = office / "out"
    with outbox.desk(out) as desk:
        desk.note("ก")
        for name in ("ก", "ข"):
            desk.put(out / f"{name}.docx", b"a", said={"path": f"{name}.docx", "state": "new", "kept": ""})
        desk.remember(out / "ก.xlsx", b"a")
        desk.mark(2)
        [journal] = (out / outbox.PLACE).glob("run-*.jsonl")
        (seeds / "run.jsonl").write_bytes(journal.read_bytes() + b'{"commit": true}\n')
    shutil.copy(out / outbox.PLACE / "made.jsonl", seeds / "made.jsonl")
    shutil.copy(office / "data" / "register.mark", seeds / "register.mark")


def _picture(path: Path) -> None:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (120, 60), 255)
    ImageDraw.Draw(picture).line([(5, 50), (110, 5)], fill=0, width=3)
    picture.save(path)


def _pdf(path: Path) -> None:
    pdf = stamps.canvas(21.0, 29.7)
    pdf.set_font("thai", "", 16)
    pdf.set_xy(100, 400)
    pdf.cell(300, 18, f"({NAME})", align="C")
    path.write_bytes(bytes(pdf.output()))


def _sign_with(office: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(9)).sign(key, hashes.SHA256())
    )  # fmt: skip
    data = pkcs12.serialize_key_and_certificates(b"key", key, made, None, BestAvailableEncryption(PASSWORD))
    (office / "data" / "good.p12").write_bytes(data)
    (office / "data" / "trust" / "root.pem").write_bytes(made.public_bytes(Encoding.PEM))
