"""Commands for an office and its forms: list, blank workbook, new office, emblem, new form, tidy."""

from __future__ import annotations

from pathlib import Path

import click

from ..folders import forms_folder
from .door import FILE, refuse, root, say, short, the_office
from .thai import InThai


@click.command("forms", cls=InThai)
@click.pass_context
def forms_command(ctx: click.Context) -> None:
    """แสดงแบบฟอร์มและเอกสารทั้งหมด"""
    from ..services.works import list_forms

    for form in list_forms(forms_folder(root(ctx))):
        click.echo(f"{form.name}  {form.title}")
        for paper in form.papers:
            click.echo(f"    {paper.key}  {paper.title}")


@click.command("sheet", cls=InThai)
@click.argument("form", metavar="แบบฟอร์ม")
@click.option("-o", "--output", type=FILE, required=True, metavar="ไฟล์", help="ไฟล์ .xlsx ที่จะสร้าง")
@click.option("--example", is_flag=True, help="กรอกตัวอย่างไว้ให้ดู")
@click.option("--rows", is_flag=True, help="เรื่องละแถว สำหรับทำครั้งละหลายเรื่อง")
@click.option("--from", "earlier", type=FILE, metavar="ไฟล์", help="เริ่มจากเรื่องของปีก่อน: คงชื่อคน เลื่อนปี เว้นวันที่และเลขที่")
@click.option("--years", type=click.IntRange(0, 50), default=1, show_default=True, metavar="ปี", help="ห่างจากเรื่องเดิมกี่ปี")
@click.option("--letters", type=FILE, multiple=True, metavar="ไฟล์", help="ซองของหนังสือเหล่านี้ (ใช้กับ envelope ใส่ซ้ำได้)")
@click.pass_context
def sheet_command(
    ctx: click.Context,
    form: str,
    output: Path,
    example: bool,
    rows: bool,
    earlier: Path | None,
    years: int,
    letters: tuple[Path, ...],
) -> None:
    """สร้างตารางเปล่า (.xlsx) สำหรับกรอก หรือเริ่มจากเรื่องของปีก่อน"""
    from ..services.envelopes import FORM
    from ..services.sheet import SheetRequest, write_sheet

    if letters and form != FORM:
        raise click.UsageError(f"--letters ใช้กับ gen sheet {FORM} เท่านั้น", ctx)
    path = short(write_sheet(the_office(ctx), SheetRequest(form, output, example, rows, earlier, years, letters)))
    click.echo(f"สร้าง {path} แล้ว กรอกแล้วสั่ง: gen {form} {path}")


@click.command("person", cls=InThai)
@click.argument("name", metavar="ชื่อ")
@click.option("--name", "new", default="", metavar="ชื่อใหม่", help="แก้ชื่อในรายชื่อของสำนักงาน")
@click.option("--position", default="", metavar="ตำแหน่ง", help="แก้ตำแหน่งในรายชื่อของสำนักงาน")
@click.pass_context
def person_command(ctx: click.Context, name: str, new: str, position: str) -> None:
    """บอกว่าเรื่องและเอกสารใดมีชื่อนี้ และแก้ชื่อหรือตำแหน่งในรายชื่อครั้งเดียว"""
    from ..services.people import correct, named

    office = the_office(ctx)
    found = correct(office, name, new, position) if new or position else named(office, name)
    for one in (*found.cases, *found.papers):
        click.echo(f"{one.path}  {one.title}")
    for key in found.signers:
        click.echo(f"data/office.yaml  ผู้ลงนาม {key}")
    click.echo(f"{found.person}: {len(found.cases)} เรื่อง {len(found.papers)} เอกสาร")
    if new or position:
        click.echo("แก้ data/people.csv แล้ว เรื่องข้างบนต้องแก้ให้ตรงกัน แล้วทำเอกสารที่ยังไม่ออกเลขใหม่")


@click.command("init", cls=InThai)
@click.argument("folder", type=FILE, metavar="โฟลเดอร์")
def init_command(folder: Path) -> None:
    """สร้างโฟลเดอร์ของสำนักงาน (ตั้งค่า แบบฟอร์ม ตัวอย่าง)"""
    from ..services.office import start_office

    start_office(folder)
    click.echo(f"สร้าง {folder} แล้ว ขั้นต่อไป: แก้ชื่อสำนักงานและผู้ลงนามใน {folder / 'data' / 'office.yaml'}")


@click.command("emblem", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์")
@click.pass_context
def emblem_command(ctx: click.Context, file: Path) -> None:
    """ใส่ตราครุฑของสำนักงาน จากรูปภาพ หรือจากหนังสือ Word เดิม"""
    from ..services.settings import coarse, set_emblem

    path = set_emblem(the_office(ctx), file)
    say(coarse(path))
    click.echo(f"เก็บตราครุฑไว้ที่ {short(path)} และบันทึกใน data/office.yaml แล้ว")


@click.command("new", cls=InThai)
@click.argument("form", metavar="ชื่อ")
@click.option("--kind", required=True, metavar="แบบ", help="แบบของหนังสือตาม forms/page.yaml เช่น order")
@click.option("--title", default="", metavar="ชื่อ", help="ชื่อแบบฟอร์มเป็นภาษาไทย ใช้ขึ้นต้นชื่อไฟล์ด้วย")
@click.pass_context
def new_command(ctx: click.Context, form: str, kind: str, title: str) -> None:
    """เริ่มแบบฟอร์มใหม่ ด้วยหน้ากระดาษ แบบอักษร และตราครุฑที่ถูกต้อง"""
    from ..services.design import start_form

    group = ctx.find_root().command
    taken = group.commands if isinstance(group, click.Group) else ()
    for path in start_form(forms_folder(root(ctx)), form, kind, taken, title):
        click.echo(f"สร้าง {short(path)}")


@click.command("tidy", cls=InThai)
@click.argument("names", nargs=-1, metavar="[แบบฟอร์ม]…")
@click.option("--check", is_flag=True, help="ตรวจเท่านั้น ไม่แก้ไฟล์")
@click.option("--frame", is_flag=True, help="ใส่ค่าที่เปลี่ยนใน forms/page.yaml ลงในแม่แบบที่มีอยู่")
@click.pass_context
def tidy_command(ctx: click.Context, names: tuple[str, ...], check: bool, frame: bool) -> int:
    """จัดระเบียบแม่แบบ Word เขียนเค้าโครง และตรวจแท็กกับช่องของแบบฟอร์ม"""
    from ..services.design import tidy

    if check and frame:
        raise click.UsageError("ใช้ --check กับ --frame พร้อมกันไม่ได้")
    done = tidy(forms_folder(root(ctx)), names, only_check=check, frame=frame)
    for path in done.written:
        click.echo(f"จัดระเบียบ {short(path)}")
    if done.problems:
        return refuse(done.problems)
    click.echo("แม่แบบเรียบร้อย")
    return 0
