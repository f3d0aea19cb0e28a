"""`gen check`: hold Word papers, or the data of a work, against the rules before anyone signs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..folders import form_names, form_titles, forms_folder
from .door import FILE, counting, root, say, short
from .thai import InThai

if TYPE_CHECKING:
    from ..audit.check import Options
    from ..office import Office

DATA = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".yaml", ".yml")


@click.command("check", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
@click.option("--kind", default="", metavar="ชนิด", help="ชนิดของหนังสือ เช่น order (ปกติดูเอง)")
@click.option("--form", default="", metavar="งาน", help="งานของไฟล์ตาราง เช่น order (ปกติดูเอง)")
@click.option("--json", "as_json", is_flag=True, help="แสดงผลเป็น JSON")
@click.option("--comments", type=FILE, metavar="ไฟล์", help="เขียนสำเนาที่มีข้อคิดเห็นของ Word ตรงจุดที่พบ")
@click.option("--fix", type=FILE, metavar="ไฟล์", help="เขียนสำเนาที่แก้สิ่งที่แก้ได้แน่นอน")
@click.option("--tracked", is_flag=True, help="กับ --fix: แก้แบบติดตามการเปลี่ยนแปลง")
@click.option("--page", is_flag=True, help="กับ --fix: แก้ขนาดกระดาษและขอบด้วย")
@click.option("--learn", is_flag=True, help="วัดหนังสือที่ดีของสำนักงาน แล้วเสนอการตั้งค่า")
@click.pass_context
def check_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    kind: str,
    form: str,
    as_json: bool,
    comments: Path | None,
    fix: Path | None,
    tracked: bool,
    page: bool,
    learn: bool,
) -> int:
    """ตรวจหนังสือ Word (หรือตารางที่กรอก) ว่าถูกแบบ ถูกวัน ถูกเลข และสะกดถูก"""
    from ..audit import shown
    from ..audit.check import check
    from ..audit.files import chosen
    from ..office import open_office

    folder = root(ctx, *(file.parent for file in files))
    office = open_office(folder) if folder else None
    papers = [file for file in chosen(files) if file.suffix.lower() not in DATA]
    wrong = _check_data([file for file in files if file.suffix.lower() in DATA], form, office, folder)
    options = ctx.with_resource(options_of(office, kind))
    if learn:
        click.echo(_learned(papers, office, options), nl=False)
        return wrong
    if (comments or fix) and len(papers) != 1:
        raise click.UsageError("--comments และ --fix ใช้กับหนังสือทีละไฟล์", ctx)
    with counting("ตรวจ") as progress:
        report = check(papers, office, options, progress)
    if as_json:
        click.echo(shown.as_json(report))
    elif papers:
        lines = list(shown.tables(report))
        click.echo("\n".join([*lines, *[""] * bool(lines), *shown.summary(report)] if len(papers) > 1 else lines))
    if comments:
        _write_comments(papers[0], comments, office, options)
    if fix:
        _write_fixed(papers[0], fix, office, options, tracked=tracked, page=page)
    return max(wrong, report.exit_code)


@contextmanager
def options_of(office: Office | None, kind: str) -> Iterator[Options]:
    """How to check: the office's settings, its number book where it keeps one, and LibreOffice for other files."""
    from ..audit.check import Options
    from ..audit.registered import lookup_in
    from ..audit.settings import read_settings
    from ..issue import the_book
    from ..pdf.other import to_docx

    options = Options(kind=kind, convert=to_docx)
    if office is None:
        yield options
        return
    options = replace(options, settings=read_settings(office.sections.get("check")))
    if "register" not in office.sections and not (office.root / "data" / "register.db").is_file():
        yield options
        return
    with the_book(office) as book:
        yield replace(options, lookup=lookup_in(book, office.today))


def _check_data(files: list[Path], name: str, office: Office | None, folder: Path | None) -> int:
    """Hold filled workbooks and YAML against their form, as making the papers would. Raises: GenError E501, E807."""
    from ..case import read_cases
    from ..errors import GenError
    from ..form import load

    if not files:
        return 0
    if office is None:
        raise GenError("E501")
    wrong = 0
    for file in files:
        try:
            form = load(forms_folder(folder), name or _form_of(file, form_names(forms_folder(folder)), folder))
            cases, said = read_cases(form, file, office)
        except GenError as error:
            said, cases, wrong = list(error.problems), [], 1
        say(said)
        click.echo(f"{file.name}: {len(cases)} เรื่อง ถูกต้อง" if cases else f"{file.name}: มีข้อผิดพลาด")
    return wrong


def _form_of(file: Path, names: list[str], folder: Path | None) -> str:
    """The form whose main sheet a workbook has."""
    from .. import source
    from ..errors import GenError

    book = source.read(file)
    sheets = {table.name for table in book.tables} if isinstance(book, source.Book) else set()
    found = [name for name, title in form_titles(forms_folder(folder)) if title in sheets]
    if len(found) != 1:
        raise GenError("E807", file=file.name, forms=", ".join(names))
    return found[0]


def _learned(papers: list[Path], office: Office | None, options: Options) -> str:
    from ..audit.learn import learn
    from ..errors import GenError

    if office is None:
        raise GenError("E501")
    return learn(papers, office, options)


def _write_comments(paper: Path, to: Path, office: Office | None, options: Options) -> None:
    from ..audit.check import check_bytes, load
    from ..audit.comments import commented
    from ..outbox import write_new

    docx = load(paper, options.convert)
    found = check_bytes(docx, paper.name, office, options).findings
    write_new(to, commented(docx, paper.name, found))
    click.echo(f"เขียนข้อคิดเห็น {len(found)} ข้อ ใน {short(to)}")


def _write_fixed(
    paper: Path, to: Path, office: Office | None, options: Options, *, tracked: bool, page: bool
) -> None:
    from ..audit import shown
    from ..audit.check import load
    from ..audit.fix import fix
    from ..outbox import write_new

    fixed = fix(load(paper, options.convert), paper.name, office, options, tracked=tracked, page=page)
    write_new(to, fixed.docx)
    click.echo("\n".join([f"เขียนสำเนาที่แก้แล้วใน {short(to)}", *shown.mended(dict(fixed.mended))]))


