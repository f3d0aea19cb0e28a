"""`gen web`: the office in the browser of this PC."""

from __future__ import annotations

import click

from .door import the_office
from .thai import InThai


@click.command("web", cls=InThai)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="เลข", help="ช่องของหน้าเว็บ (ปกติหาเอง)")
@click.option("--no-open", is_flag=True, help="ไม่เปิดเบราว์เซอร์ บอกที่อยู่อย่างเดียว")
@click.pass_context
def web_command(ctx: click.Context, port: int, no_open: bool) -> None:
    """เปิดงานของสำนักงานในเบราว์เซอร์ของเครื่องนี้"""
    from ..web.serve import serve

    serve(the_office(ctx).root, port, not no_open, click.echo)
