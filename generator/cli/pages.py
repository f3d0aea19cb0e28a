"""The last mile: PDF, print sets, signatures, previews, and what this machine can do."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from ..folders import find_root
from .door import FILE, counting, root, say, short, the_office
from .thai import InThai

if TYPE_CHECKING:
    from ..office import Office
    from ..pdf.batch import Made
    from ..pdf.sets import Sheet
    from ..pdf.settings import Signing
    from ..pdf.sign import KeyFile, Token
    from ..pdf.typefaces import Fonts
    from ..pdf.verify import Signature

BOOK_RULE = "N41"  # the number is not as the book has it: of a void paper that is known, and its watermark says it


@click.command("pdf", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
@click.option("-o", "--output", type=FILE, metavar="โฟลเดอร์", help="โฟลเดอร์ของ PDF (ปกติข้างไฟล์ Word)")
@click.option("--archive", is_flag=True, help="แบบเก็บถาวร PDF/A-2b")
@click.option("--force", is_flag=True, help="เก็บ PDF ไว้แม้มีแบบอักษรอื่นปน")
@click.pass_context
def pdf_command(ctx: click.Context, files: tuple[Path, ...], output: Path | None, archive: bool, force: bool) -> int:
    """ทำ PDF ที่เหมือนหน้ากระดาษของ Word"""
    from ..pdf.batch import to_pdf

    if output and output.suffix.lower() == ".pdf":
        raise click.UsageError("-o ของ gen pdf คือชื่อโฟลเดอร์ ไม่ใช่ชื่อไฟล์", ctx)
    with counting("PDF") as progress:
        made = to_pdf(files, output, _fonts(ctx, files), archive=archive, force=force, progress=progress)
    return _told(made)


def _told(made: Iterable[Made]) -> int:
    """Show what became of each file; 1 where one has no PDF."""
    failed = 0
    for one in made:
        say(one.problems)
        if one.pdf:
            click.echo(f"{short(one.pdf)}  {one.pages} หน้า")
        failed = failed or int(one.pdf is None)
    return failed


def _fonts(ctx: click.Context, files: Iterable[Path]) -> Fonts:
    from ..office import open_office
    from ..pdf.settings import fonts
    from ..pdf.typefaces import Fonts

    folder = root(ctx, *(file.parent for file in files))
    return fonts(open_office(folder)) if folder else Fonts()


@click.command("print", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
@click.option("--set", "name", default="", metavar="ชุด", help="ชุดสำเนาตาม data/office.yaml (ปกติชุดชื่อเดียวกับแบบฟอร์ม)")
@click.option("-o", "--output", type=FILE, required=True, metavar="ไฟล์", help="ไฟล์ .pdf ที่จะสร้าง")
@click.option("--draft", is_flag=True, help="พิมพ์ร่างที่ยังไม่มีเลขที่ (มีคำว่า ร่าง พาดหน้า)")
@click.option("--force", is_flag=True, help="พิมพ์แม้ gen check พบข้อผิดพลาด")
@click.pass_context
def print_command(
    ctx: click.Context, files: tuple[Path, ...], name: str, output: Path, draft: bool, force: bool
) -> int:
    """ทำชุดพิมพ์: ต้นฉบับ สำเนาคู่ฉบับ สำเนา ในไฟล์ PDF เดียว"""
    from ..outbox import write_new
    from ..pdf.batch import to_pdf
    from ..pdf.sets import print_set
    from ..pdf.settings import fonts, printing
    from ..thai import Day

    files = tuple(sorted(files, key=_posted))
    office = the_office(ctx, *(file.parent for file in files))
    how = printing(office)
    plan = how.plan(name) if name else None
    if not draft:
        _refuse_unnumbered(files)
        if not force:
            _refuse_wrong(files, office)
    with tempfile.TemporaryDirectory() as folder:
        with counting("PDF") as progress:
            made = to_pdf(files, Path(folder), fonts(office), progress=progress)
        if any(one.pdf is None for one in made):
            return _told(made)
        head = f"{office.facts['name']}  วันที่ {Day(office.today).typed}"
        printed = print_set([_sheet(one, office, draft) for one in made], plan, how, head)
    write_new(output, printed.data)
    click.echo(f"เขียน {short(output)} แล้ว {len(printed.copies)} ฉบับ {printed.pages} หน้า กระดาษ {printed.sheets} แผ่น")
    return 0


def _posted(file: Path) -> tuple[tuple[bool, int, object], ...]:
    """The order of posting: by the numbers in the names, 2 before 10, then as a dictionary has it."""
    from ..thai import arabic_digits, sort_key

    words = re.split(r"(\d+)", arabic_digits(file.stem))
    return tuple((bool(n % 2), int(word) if n % 2 else 0, sort_key(word)) for n, word in enumerate(words))


def _refuse_unnumbered(files: Iterable[Path]) -> None:
    """A paper whose number or day is still a blank is printed as a draft only. Raises: Problems E864."""
    from ..errors import Place, Problems, problem

    blank = [problem("E864", Place(file.name)) for file in files if file.is_file() and _is_unnumbered(file)]
    if blank:
        raise Problems(blank)


def _is_unnumbered(file: Path) -> bool:
    from ..paper import origin
    from ..thai import BLANK

    kept = origin.read_item(file.read_bytes())
    return kept is not None and any(BLANK in text for text in kept[2].values())


def _refuse_wrong(files: Iterable[Path], office: Office) -> None:
    """A paper with errors is not printed. Raises: Problems E863."""
    from ..audit.check import check
    from ..audit.rule import ERROR
    from ..errors import Place, Problems, problem
    from .check import options_of

    with options_of(office, "") as options:
        report = check(files, office, options)
    wrong = []
    for file in report.files:
        void = file.failure is None and _is_void(file.path, office)
        count = sum(one.severity == ERROR and not (void and one.rule == BOOK_RULE) for one in file.findings)
        if file.failure or count:
            wrong.append(file.failure or problem("E863", Place(file.path.name), count=count))
    if wrong:
        raise Problems(wrong)


def _is_void(file: Path, office: Office) -> bool:
    from ..issue import voided
    from ..paper import origin

    kept = origin.read_item(file.read_bytes())
    return kept is not None and bool(kept[1].issued) and voided(office)(kept[1])


def _sheet(made: Made, office: Office, draft: bool) -> Sheet:
    """What is printed of one file, and what its own record says of it."""
    from ..paper import origin
    from ..pdf.sets import Sheet

    kept = origin.read_item(made.file.read_bytes())
    assert made.pdf is not None
    if kept is None:
        return Sheet(made.pdf, made.file.stem, draft=draft)
    of = kept[1]
    copied = of.data.get("copies_to") or ()
    receivers = tuple(copied.splitlines() if isinstance(copied, str) else map(str, copied))
    void = bool(of.issued) and _is_void(made.file, office)
    to = of.receiver or str(of.data.get("to") or "")
    number = kept[2].get("number", "").replace("\u00a0", " ")
    title = made.file.stem.replace(number.replace("/", "-"), number) if number else made.file.stem
    names = (of.form, of.paper)
    return Sheet(made.pdf, title, receivers, to, names, draft=draft or _is_unnumbered(made.file), void=void)


@click.command("preview", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์")
@click.option("-o", "--output", type=FILE, metavar="โฟลเดอร์", help="โฟลเดอร์ของภาพ (ปกติเปิดดูแล้วทิ้ง)")
@click.pass_context
def preview_command(ctx: click.Context, file: Path, output: Path | None) -> None:
    """เปิดดูภาพหน้ากระดาษ"""
    from ..pdf.preview import album, preview

    seen = preview(file, output or Path(tempfile.mkdtemp(prefix="gen-")), _fonts(ctx, [file]))
    say(seen.problems)
    if not seen.faithful:
        click.echo("ตัวอย่างคร่าว ๆ: ติดตั้ง LibreOffice เพื่อให้เหมือนหน้าจริง (gen doctor)")
    for page in seen.pages:
        click.echo(short(page))
    if output is None:
        click.launch(album(seen).as_uri())


@click.command("doctor", cls=InThai)
@click.pass_context
def doctor_command(ctx: click.Context) -> None:
    """บอกว่าเครื่องนี้มีอะไรพร้อม และต้องทำอะไร"""
    from ..office import open_office
    from ..pdf.doctor import doctor
    from ..pdf.settings import fonts
    from ..pdf.typefaces import Fonts

    folder = root(ctx)
    for fact in doctor(fonts(open_office(folder)) if folder else Fonts()):
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
    from ..fields import Field, value
    from ..pdf.look import Look
    from ..pdf.settings import USUAL_SIGNER, fonts, signing
    from ..pdf.sign import sign

    office = the_office(ctx, file.parent)
    how = signing(office)
    _refuse_draft(file, fonts(office))
    beside = _beside(file)
    who = value(Field("signer", "ผู้ลงนาม", "signer"), signer or beside.signer or USUAL_SIGNER, office)
    look = Look(str(who.person), who.lines, office.today, picture=picture)
    owner = how.names.get(who.key, "")
    to = output or file.with_name(f"{file.stem} (ลงนาม).pdf")
    spot = sign(file, to, _key(how, key, password), look, typed=who.signature, owner=owner, tsa=how.tsa,
                link=_link(how, file, number or beside.number))
    where = "" if spot.above else " (ไม่มีที่ว่างเหนือชื่อผู้ลงนาม จึงอยู่ท้ายหน้า)"
    click.echo(f"ลงนามแล้ว หน้า {spot.page + 1}{where}: {short(to)}")


def _refuse_draft(file: Path, fonts: Fonts) -> None:
    """What the Word file beside has no number or day of yet, or was made before its last change, is not signed.

    Raises: GenError E862, E864.
    """
    from ..errors import GenError, Place
    from ..pdf.batch import is_stale

    word = file.with_suffix(".docx")
    if not word.is_file():
        return
    if _is_unnumbered(word):
        raise GenError("E864", Place(word.name))
    if is_stale(file, word.read_bytes(), fonts):
        raise GenError("E862", file=file.name)


class _Beside(NamedTuple):
    """What the Word file beside a PDF says of itself: its number, and who signs it (as typed)."""

    number: str = ""
    signer: str = ""


def _beside(file: Path) -> _Beside:
    """Nothing, where no paper of ours lies beside the PDF."""
    from ..paper import origin
    from ..thai import BLANK, arabic_digits

    word = file.with_suffix(".docx")
    kept = origin.read_item(word.read_bytes()) if word.is_file() else None
    if kept is None:
        return _Beside()
    shown = kept[1].issued or kept[2].get("number", "")
    number = "" if BLANK in shown else arabic_digits(shown).replace("\u00a0", " ")
    return _Beside(number, str(kept[1].data.get("signer") or ""))


def _link(how: Signing, file: Path, number: str) -> str:
    """What the code on the paper leads to: the register's page, or where there is none the number.

    Raises: GenError E867.
    """
    from urllib.parse import quote

    from ..errors import GenError

    if "{number}" in how.link and not number:
        raise GenError("E867", file=file.name)
    return how.link.replace("{number}", quote(number, safe="")) or number


def _key(how: Signing, file: Path | None, password: str) -> KeyFile | Token:
    """The key file that was named, or what the office's settings say. Raises: GenError E865."""
    from ..errors import GenError
    from ..pdf.sign import KeyFile, Token

    if file or how.key:
        return KeyFile(file or how.key or Path(), password)
    if how.library is None:
        raise GenError("E865")
    return Token(how.library, how.token, password, how.certificate)


@click.command("verify", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์.pdf")
@click.pass_context
def verify_command(ctx: click.Context, file: Path) -> int:
    """ตรวจลายมือชื่ออิเล็กทรอนิกส์ใน PDF"""
    from ..office import open_office
    from ..pdf.settings import signing
    from ..pdf.verify import verify
    from ..thai import Day

    folder = root(ctx) or find_root(file.parent)
    trust = signing(open_office(folder)).trust if folder else ()
    wrong = 0
    for one in verify(file, trust):
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
