"""The life of a made paper: its number and day, what a clerk changed in it, and its case read back."""

from __future__ import annotations

from pathlib import Path

import click

from .door import FILE, day_of, say, short, the_office
from .thai import InThai


@click.command("issue", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
@click.option("--date", "day", default="", metavar="วันที่", help="วันที่ของหนังสือ (ปกติวันที่ในหนังสือ หรือวันนี้)")
@click.option("--number", type=int, metavar="เลข", help="เลขที่จากงานสารบรรณกลาง หรือเลขที่จองไว้")
@click.option("--reason", default="", metavar="เหตุผล", help="เหตุที่วันที่ย้อน ล่วงหน้า หรือเลขข้าม (เก็บไว้ในทะเบียน)")
@click.pass_context
def issue_command(ctx: click.Context, files: tuple[Path, ...], day: str, number: int | None, reason: str) -> None:
    """ออกเลขที่และลงวันที่ในไฟล์ Word ที่แก้แล้ว"""
    from ..services.issue import IssueRequest, issue
    from ..thai import Day

    office = the_office(ctx, *(file.parent for file in files))
    for done in issue(office, IssueRequest(files, day_of(day, office) if day else None, number, reason)):
        say(done.notices)
        what = f"ที่ {done.number} " if done.number else ""
        same = " (ออกไว้แล้ว)" if done.same else ""
        click.echo(f"{what}วันที่ {Day(done.day).typed}{same}  {short(done.path)}")


@click.command("diff", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์")
@click.option("-o", "--output", type=FILE, metavar="ไฟล์", help="เขียนสำเนาที่แสดงการแก้ไขแบบติดตามการเปลี่ยนแปลงของ Word")
@click.pass_context
def diff_command(ctx: click.Context, file: Path, output: Path | None) -> None:
    """แสดงสิ่งที่แก้ใน Word หลังจากโปรแกรมทำไฟล์"""
    from ..services.compare import compare, marked

    found = compare(the_office(ctx, file.parent), file, output)
    say(found.notices)
    for change in found.changes:
        click.echo(marked(change))
    if not found.changes:
        click.echo("ไม่มีการแก้ไข")
    if found.tracked:
        click.echo(f"เขียน {short(found.tracked)} แล้ว")


@click.command("read", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์")
@click.pass_context
def read_command(ctx: click.Context, file: Path) -> None:
    """อ่านข้อมูลกลับจากไฟล์ที่แก้แล้ว เพื่อแก้ตารางให้ตรงกัน"""
    from ..services.compare import read_back

    changed = [reading for reading in read_back(the_office(ctx, file.parent), file) if reading.changed]
    for one in changed:
        click.echo(f'{one.label}: "{one.was}" → "{one.now}"{"" if one.sure else " (เทียบจากข้อความ โปรดตรวจ)"}')
    if not changed:
        click.echo("ข้อมูลในไฟล์ตรงกับตาราง")


@click.command("file", cls=InThai)
@click.argument("scan", type=FILE, metavar="ไฟล์")
@click.option("--number", required=True, metavar="เลข", help="เลขที่ของเอกสาร เช่น 218/2562")
@click.option("--series", default="", metavar="ชุด", help="ชุดของเลข เช่น order (ปกติหาเอง)")
@click.pass_context
def file_command(ctx: click.Context, scan: Path, number: str, series: str) -> None:
    """เก็บฉบับลงนาม (สแกนหรือ PDF) ไว้ข้างเอกสาร และบันทึกในทะเบียน"""
    from ..services.issue import FileRequest, file
    from ..services.typed import running_number

    office = the_office(ctx)
    asked = running_number(office, number)
    if asked is None:
        raise click.UsageError(f'--number "{number}" ใช้ไม่ได้ ใส่เช่น 218/2562', ctx)
    path = file(office, FileRequest(scan, *asked, series))
    click.echo(f"เก็บไว้ที่ {short(path)}")
