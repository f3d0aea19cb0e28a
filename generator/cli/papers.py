"""The life of a made paper: `gen issue` gives it its number and day."""

from __future__ import annotations

from pathlib import Path

import click

from .door import FILE, day_of, short, the_office
from .thai import InThai


@click.command("issue", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
@click.option("--date", "day", default="", metavar="วันที่", help="วันที่ของหนังสือ (ปกติวันที่ในหนังสือ หรือวันนี้)")
@click.option("--number", type=int, metavar="เลข", help="เลขที่จากงานสารบรรณกลาง หรือเลขที่จองไว้")
@click.pass_context
def issue_command(ctx: click.Context, files: tuple[Path, ...], day: str, number: int | None) -> None:
    """ออกเลขที่และลงวันที่ในไฟล์ Word ที่แก้แล้ว"""
    from ..issue import issue
    from ..thai import Day

    office = the_office(ctx, *(file.parent for file in files))
    for done in issue(files, office, day_of(day, office) if day else None, number):
        what = f"ที่ {done.number} " if done.number else ""
        same = " (ออกไว้แล้ว)" if done.same else ""
        click.echo(f"{what}วันที่ {Day(done.day).typed}{same}  {short(done.path)}")
