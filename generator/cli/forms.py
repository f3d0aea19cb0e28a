"""Commands for an office and its forms: list, blank workbook, new office, emblem, new form, tidy."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import GenError, Problem
from ..folders import form_names, forms_folder
from .door import FILE, root, short, the_office, titles
from .thai import InThai


@click.command("forms", cls=InThai)
@click.pass_context
def forms_command(ctx: click.Context) -> None:
    """แสดงแบบฟอร์มและเอกสารทั้งหมด"""
    from ..form import load

    folder = forms_folder(root(ctx))
    for name, title in titles(folder):
        click.echo(f"{name}  {title}")
        for paper in load(folder, name).papers:
            click.echo(f"    {paper.key}  {paper.title}")


@click.command("sheet", cls=InThai)
@click.argument("form", metavar="แบบฟอร์ม")
@click.option("-o", "--output", type=FILE, required=True, metavar="ไฟล์", help="ไฟล์ .xlsx ที่จะสร้าง")
@click.option("--example", is_flag=True, help="กรอกตัวอย่างไว้ให้ดู")
@click.option("--rows", is_flag=True, help="เรื่องละแถว สำหรับทำครั้งละหลายเรื่อง")
@click.pass_context
def sheet_command(ctx: click.Context, form: str, output: Path, example: bool, rows: bool) -> None:
    """สร้างตารางเปล่า (.xlsx) สำหรับกรอก"""
    from ..case import read_cases
    from ..form import load
    from ..sheet import write

    office = the_office(ctx)
    schema = load(office.forms, form)
    schema = schema.in_rows() if rows else schema
    cases = read_cases(schema, schema.examples, office)[0] if example else []
    path = short(write(schema, office, cases, output))
    click.echo(f"สร้าง {path} แล้ว กรอกแล้วสั่ง: gen {form} {path}")


@click.command("init", cls=InThai)
@click.argument("folder", type=FILE, metavar="โฟลเดอร์")
def init_command(folder: Path) -> None:
    """สร้างโฟลเดอร์ของสำนักงาน (ตั้งค่า แบบฟอร์ม ตัวอย่าง)"""
    from ..office import start_office

    start_office(folder)
    click.echo(f"สร้าง {folder} แล้ว ขั้นต่อไป: แก้ชื่อสำนักงานและผู้ลงนามใน {folder / 'data' / 'office.yaml'}")


@click.command("emblem", cls=InThai)
@click.argument("file", type=FILE, metavar="ไฟล์")
@click.pass_context
def emblem_command(ctx: click.Context, file: Path) -> None:
    """ใส่ตราครุฑของสำนักงาน จากรูปภาพ หรือจากหนังสือ Word เดิม"""
    from ..office import set_emblem
    from ..template.emblem import take_emblem

    office = the_office(ctx)
    picture = take_emblem(file)
    path = set_emblem(office, picture.data, picture.extension)
    click.echo(f"เก็บตราครุฑไว้ที่ {short(path)} และบันทึกใน data/office.yaml แล้ว")


@click.command("new", cls=InThai)
@click.argument("form", metavar="ชื่อ")
@click.option("--kind", required=True, metavar="แบบ", help="แบบของหนังสือตาม forms/page.yaml เช่น order")
@click.pass_context
def new_command(ctx: click.Context, form: str, kind: str) -> None:
    """เริ่มแบบฟอร์มใหม่ ด้วยหน้ากระดาษ แบบอักษร และตราครุฑที่ถูกต้อง"""
    from ..template import page
    from ..template.new import new_form

    group = ctx.find_root().command
    if isinstance(group, click.Group) and form in group.commands:
        raise GenError("E421", form=form)
    folder = forms_folder(root(ctx))
    for path in new_form(folder, form, kind, page.load(folder)):
        click.echo(f"สร้าง {short(path)}")


@click.command("tidy", cls=InThai)
@click.argument("names", nargs=-1, metavar="[แบบฟอร์ม]…")
@click.option("--check", is_flag=True, help="ตรวจเท่านั้น ไม่แก้ไฟล์")
@click.pass_context
def tidy_command(ctx: click.Context, names: tuple[str, ...], check: bool) -> None:
    """จัดระเบียบแม่แบบ Word เขียนเค้าโครง และตรวจแท็กกับช่องของแบบฟอร์ม"""
    from ..errors import Problems
    from ..form import load
    from ..template.check import check_form
    from ..template.forms import tidy_form, untidy

    folder = forms_folder(root(ctx))
    wrong: list[Problem] = []
    for name in names or form_names(folder):
        form = load(folder, name)
        if check:
            wrong += untidy(form)
        else:
            for path in tidy_form(form):
                click.echo(f"จัดระเบียบ {short(path)}")
        wrong += check_form(form)
    if wrong:
        raise Problems(wrong)
    click.echo("แม่แบบเรียบร้อย")
