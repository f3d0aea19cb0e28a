"""The last mile: PDF, print sets, signatures, previews, and what this machine can do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .door import FILE, counting, office_if_any, say, short, the_office
from .thai import InThai

if TYPE_CHECKING:
    from ..services.pdf import Made
    from ..services.signing import Signature


@click.command("pdf", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
@click.option("-o", "--output", type=FILE, metavar="โฟลเดอร์", help="โฟลเดอร์ของ PDF (ปกติข้างไฟล์ Word)")
@click.option("--archive", is_flag=True, help="แบบเก็บถาวร PDF/A-2b")
@click.option("--force", is_flag=True, help="เก็บ PDF ไว้แม้มีแบบอักษรอื่นปน")
@click.pass_context
def pdf_command(ctx: click.Context, files: tuple[Path, ...], output: Path | None, archive: bool, force: bool) -> int:
    """ทำ PDF ที่เหมือนหน้ากระดาษของ Word"""
    from ..services.pdf import PdfRequest, to_pdf
    from ..watch import Phase

    if output and output.suffix.lower() == ".pdf":
        raise click.UsageError("-o ของ gen pdf คือชื่อโฟลเดอร์ ไม่ใช่ชื่อไฟล์", ctx)
    office = office_if_any(ctx, *(file.parent for file in files))
    request = PdfRequest(files, output, archive=archive, force=force)
    return _told(to_pdf(office, request, counting(Phase.CONVERTING, "PDF")))


def _told(made: Iterable[Made]) -> int:
    """Show what became of each file; 1 where one has no PDF."""
    failed = 0
    for one in made:
        say(one.problems)
        if one.pdf:
            click.echo(f"{short(one.pdf)}  {one.pages} หน้า")
        failed = failed or int(one.pdf is None)
    return failed


@click.command("print", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
@click.option("--set", "name", default="", metavar="ชุด", help="ชุดสำเนาตาม data/office.yaml (ปกติชุดชื่อเดียวกับแบบฟอร์ม)")
@click.option("-o", "--output", type=FILE, required=True, metavar="ไฟล์", help="ไฟล์ .pdf ที่จะสร้าง")
@click.option("--draft", is_flag=True, help="พิมพ์ร่างที่ยังไม่มีเลขที่ (มีคำว่า ร่าง พาดหน้า)")
@click.option("--force", is_flag=True, help="พิมพ์แม้ gen check พบข้อผิดพลาด (ถามเหตุผล)")
@click.option("--reason", default="", metavar="เหตุผล", help="กับ --force: เหตุผลที่ลงในบัญชีของชุดพิมพ์")
@click.pass_context
def print_command(
    ctx: click.Context, files: tuple[Path, ...], name: str, output: Path, draft: bool, force: bool,
    reason: str,
) -> int:
    """ทำชุดพิมพ์: ต้นฉบับ สำเนาคู่ฉบับ สำเนา ในไฟล์ PDF เดียว"""
    from ..services.printing import PrintRequest, print_papers
    from ..watch import Phase

    office = the_office(ctx, *(file.parent for file in files))
    if force and not draft and not reason.strip():
        reason = click.prompt("พิมพ์ทั้งที่ยังมีข้อผิดพลาดเพราะอะไร (ลงในบัญชี)", type=str)
    request = PrintRequest(files, output, name, draft=draft, reason=reason if force else "")
    done = print_papers(office, request, counting(Phase.CONVERTING, "PDF"))
    if done.path is None:
        return _told(done.made)
    count = len(done.copies)
    click.echo(f"เขียน {short(done.path)} แล้ว {count} ฉบับ {done.pages} หน้า กระดาษ {done.sheets} แผ่น")
    return 0


@click.command("preview", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์")
@click.option("-o", "--output", type=FILE, metavar="โฟลเดอร์", help="โฟลเดอร์ของภาพ (ปกติเปิดดูแล้วทิ้ง)")
@click.pass_context
def preview_command(ctx: click.Context, file: Path, output: Path | None) -> None:
    """เปิดดูภาพหน้ากระดาษ"""
    from ..services.pdf import leaf_through, preview, show_once

    office = office_if_any(ctx, file.parent)
    seen, page = (preview(office, file, output), b"") if output else leaf_through(office, file)
    say(seen.problems)
    if not seen.faithful:
        click.echo("ตัวอย่างคร่าว ๆ: ติดตั้ง LibreOffice เพื่อให้เหมือนหน้าจริง (gen doctor)")
    for picture in seen.pages if output else ():
        click.echo(short(picture))
    if page and not show_once(page, click.launch):
        click.echo("ไม่มีเบราว์เซอร์มาเปิดภาพ — ใส่ -o โฟลเดอร์ เพื่อเก็บภาพแล้วเปิดเอง")


@click.command("doctor", cls=InThai)
@click.pass_context
def doctor_command(ctx: click.Context) -> None:
    """บอกว่าเครื่องนี้มีอะไรพร้อม และต้องทำอะไร"""
    from ..services.settings import doctor

    for fact in doctor(office_if_any(ctx)):
        click.echo(str(fact))


@click.command("sign", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์.pdf")
@click.option("-o", "--output", type=FILE, metavar="ไฟล์", help="ไฟล์ที่ลงนามแล้ว (ปกติ … (ลงนาม).pdf)")
@click.option("--key", type=FILE, metavar="ไฟล์", help="กุญแจ .p12 (ปกติตาม data/office.yaml)")
@click.option("--number", default="", metavar="เลขที่", help="เลขที่ในทะเบียน สำหรับรหัส QR (ปกติตามไฟล์ Word ข้างกัน)")
@click.option("--picture", type=FILE, metavar="ไฟล์", help="ภาพลายมือชื่อ (ใช้ได้กับกุญแจของเจ้าของเท่านั้น)")
@click.option("--signer", default="", metavar="ผู้ลงนาม", help="ผู้ลงนามตาม data/office.yaml (ปกติตามไฟล์ Word ข้างกัน)")
@click.password_option("--password", envvar="GEN_SIGN_PASSWORD", prompt="รหัสผ่านหรือ PIN", confirmation_prompt=False,
                       help="รหัสผ่าน (ปกติถาม)")  # fmt: skip
@click.pass_context
def sign_command(
    ctx: click.Context, file: Path, output: Path | None, key: Path | None, number: str, picture: Path | None,
    signer: str, password: str,
) -> None:
    """ลงลายมือชื่ออิเล็กทรอนิกส์ใน PDF"""
    from ..services.signing import SignRequest, sign

    office = the_office(ctx, file.parent)
    done = sign(office, SignRequest(file, password, output, key, number, picture, signer))
    where = "" if done.above else " (ไม่มีที่ว่างเหนือชื่อผู้ลงนาม จึงอยู่ท้ายหน้า)"
    click.echo(f"ลงนามแล้ว หน้า {done.page}{where}: {short(done.path)}")


@click.command("verify", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์.pdf")
@click.pass_context
def verify_command(ctx: click.Context, file: Path) -> int:
    """ตรวจลายมือชื่ออิเล็กทรอนิกส์ใน PDF"""
    from ..services.signing import verify
    from ..thai import Day

    wrong = 0
    for one in verify(office_if_any(ctx, file.parent), file):
        when = f" วันที่ {Day(one.when.date()).typed}" if one.when else ""
        when += f" (ประทับเวลา {Day(one.stamped.date()).typed})" if one.stamped else ""
        click.echo(f"{one.name}{when} — {_verdict(one)}")
        say(one.problems)
        wrong = wrong or int(not one.good)
    return wrong


def _verdict(signature: Signature) -> str:
    codes = {problem.code for problem in signature.problems}
    if codes & {"E880", "E886"}:
        return "เอกสารถูกแก้หลังลงนาม"
    return "ตรวจไม่ได้" if "E884" in codes else "เอกสารไม่ถูกแก้หลังลงนาม"
