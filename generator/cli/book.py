"""`gen register`: the number book of the office, read, printed, taken over, reserved, voided and proven."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .door import FILE, day_of, say, short, the_office
from .thai import InThai, InThaiGroup

if TYPE_CHECKING:
    from ..services.book import Book, Number

YEAR = click.option("--year", type=click.IntRange(2400, 2999), metavar="ปี", help="ปี พ.ศ. (ปกติปีนี้)")
SERIES = click.argument("series", metavar="ชุด")


@click.group("register", cls=InThaiGroup)
def register_command() -> None:
    """สมุดทะเบียนเลข: ดู พิมพ์ นำเข้า จอง ยกเลิก และตรวจ (ชุด เช่น order letter memo)"""


@register_command.command("list", cls=InThai)
@click.argument("series", default="", metavar="[ชุด]")
@YEAR
@click.pass_context
def list_command(ctx: click.Context, series: str, year: int | None) -> None:
    """แสดงทะเบียน (ไม่ระบุชุด: แสดงทุกเล่ม)"""
    from ..services import book

    office = the_office(ctx)
    if series:
        lines = [_row(row) for row in book.list_rows(office, series, year)]
    else:
        lines = [_book(one) for one in book.list_books(office)]
    click.echo("\n".join(lines) or _nothing(book.other_years(office, series), series))


def _nothing(years: Sequence[int], series: str) -> str:
    others = " ".join(map(str, years))
    return f"ปีนี้ยังไม่มีเลขชุด {series} มีในปี {others} (เติม --year)" if years else "ยังไม่มีเลข"


def _book(one: Book) -> str:
    from ..services.book import STATES

    counts = " ".join(f"{STATES[state]} {count}" for state, count in one.counts.items() if count)
    has = f"เลข {one.first}–{one.last}" if one.last >= one.first else f"ยังไม่มีเลข เริ่มที่ {one.first}"
    return f"{one.series} {one.year}  {has}  {counts}".rstrip()


def _row(row: Number) -> str:
    from ..services.book import STATES
    from ..thai import Day

    day = Day(row.day).typed if row.day else ""
    reason = f" ({row.reason})" if row.reason else ""
    signed = "  ลงนามแล้ว" if row.signed else ""
    return f"{row}  {STATES[row.state]}{reason}{signed}  {day}  {row.subject}".rstrip()


@register_command.command("export", cls=InThai)
@SERIES
@click.option("-o", "--output", type=FILE, required=True, metavar="ไฟล์", help="ไฟล์ .xlsx ที่จะสร้าง")
@YEAR
@click.pass_context
def export_command(ctx: click.Context, series: str, output: Path, year: int | None) -> None:
    """พิมพ์ทะเบียนเป็น .xlsx ตามแบบ"""
    from ..services import book

    done = book.export(the_office(ctx), series, output, year)
    click.echo(f"เขียน {short(output)} แล้ว {done.count} รายการ รหัสกำกับ {done.seal}")


@register_command.command("import", cls=InThai)
@SERIES
@click.argument("file", type=FILE, metavar="ไฟล์")
@YEAR
@click.pass_context
def import_command(ctx: click.Context, series: str, file: Path, year: int | None) -> None:
    """นำเข้าทะเบียนเดิมของสำนักงาน"""
    from ..services import book

    done = book.import_rows(the_office(ctx), series, file, year)
    say(done.notices)
    click.echo(f"นำเข้า {done.added} เลข มีอยู่แล้ว {done.same} เลข")


@register_command.command("reserve", cls=InThai)
@SERIES
@click.option("--reason", required=True, metavar="เหตุผล", help="จองให้ใคร เพื่อเรื่องใด")
@click.option("--count", default=1, type=click.IntRange(1, 500), metavar="จำนวน", help="จำนวนเลข (ปกติ 1)")
@click.option("--date", "day", default="", metavar="วันที่", help="วันที่ของเลข (ปกติวันนี้)")
@click.pass_context
def reserve_command(ctx: click.Context, series: str, reason: str, count: int, day: str) -> None:
    """จองเลขไว้"""
    from ..services import book

    office = the_office(ctx)
    kept = book.reserve(office, series, reason, count, day_of(day, office))
    first, last = kept[0], kept[-1]
    span = f"{first}" if first == last else f"{first} ถึง {last}"
    click.echo(f"จองเลขที่ {span} ใช้ด้วย gen issue --number")


@register_command.command("void", cls=InThai)
@SERIES
@click.argument("number", type=click.IntRange(1), metavar="เลข")
@click.option("--reason", required=True, metavar="เหตุผล", help="เหตุที่ยกเลิก")
@YEAR
@click.pass_context
def void_command(ctx: click.Context, series: str, number: int, reason: str, year: int | None) -> None:
    """ยกเลิกเลข เลขที่ยกเลิกไม่นำมาใช้อีก"""
    from ..services import book

    click.echo(f"ยกเลิกเลขที่ {book.void(the_office(ctx), series, number, reason, year)} แล้ว")


@register_command.command("gaps", cls=InThai)
@SERIES
@YEAR
@click.pass_context
def gaps_command(ctx: click.Context, series: str, year: int | None) -> None:
    """แสดงเลขที่ขาดหาย"""
    from ..services import book

    office = the_office(ctx)
    found = book.gaps(office, series, year)
    told = ", ".join(book.spans(found))
    click.echo(f"เลขที่ขาด: {told} (ปิดด้วย gen register void)" if found else "ไม่มีเลขขาด")
    if left := book.pending(office, series, year):
        left_told = ", ".join(book.spans(left))
        click.echo(f"เลขที่ค้างระหว่างออก: {left_told} (ถ้าไม่มีใครกำลังออกเลข ปิดด้วย gen register void)")


@register_command.command("start", cls=InThai)
@SERIES
@click.argument("number", type=click.IntRange(1), metavar="เลข")
@click.option("--reason", default="", metavar="เหตุผล", help="เหตุที่เลขข้ามไปไกล")
@YEAR
@click.pass_context
def start_command(ctx: click.Context, series: str, number: int, reason: str, year: int | None) -> None:
    """ตั้งเลขแรกของปี"""
    from ..services import book

    book.start_at(the_office(ctx), series, number, year, reason)
    click.echo(f"เลขถัดไปเริ่มที่ {number}")


@register_command.command("circulars", cls=InThai)
@SERIES
@click.argument("how", type=click.Choice(["แยก", "รวม"]), metavar="แยก|รวม")
@YEAR
@click.pass_context
def circulars_command(ctx: click.Context, series: str, how: str, year: int | None) -> None:
    """ตั้งว่าหนังสือเวียน (ว) นับแยกหรือรวมกับเลขอื่น"""
    from ..services import book

    book.count_circulars(the_office(ctx), series, apart=how == "แยก", year=year)
    click.echo(f"หนังสือเวียนนับ{how}")


@register_command.command("verify", cls=InThai)
@click.option("--seal", "expected", default="", metavar="รหัส", help="รหัสกำกับที่พิมพ์ไว้ในทะเบียน")
@click.pass_context
def verify_command(ctx: click.Context, expected: str) -> None:
    """ตรวจว่าทะเบียนถูกแก้นอกโปรแกรมหรือไม่"""
    from ..services import book

    click.echo(f"ทะเบียนเรียบร้อย รหัสกำกับ {book.verify(the_office(ctx), expected)}")


@register_command.command("recover", cls=InThai)
@click.argument("folders", type=FILE, nargs=-1, metavar="[โฟลเดอร์]…")
@click.option("--enter", is_flag=True, help="บันทึกลงสมุดจริง (ปกติแสดงให้ดูเท่านั้น)")
@click.pass_context
def recover_command(ctx: click.Context, folders: tuple[Path, ...], enter: bool) -> None:
    """เมื่อสมุดหาย เก่า หรือผิดเล่ม: หาเลขที่ออกแล้วจากเอกสารใน out/ (และโฟลเดอร์ที่บอก) กับบันทึกนอกสมุด"""
    from ..services import book

    done = book.recover(the_office(ctx), folders, enter=enter)
    for row, where in done.rows:
        click.echo(f"{row.series} {_row(row)}  ({where})")
    say(done.notices)
    if enter:
        click.echo(f"บันทึก {len(done.rows)} เลข ต่อไปใช้สมุดเล่มนี้")
    elif done.rows:
        click.echo(f"สมุดยังไม่มี {len(done.rows)} เลขข้างบน ถ้าถูกต้อง สั่งซ้ำพร้อม --enter เพื่อบันทึก")
    else:
        click.echo("ไม่พบเลขที่สมุดยังไม่มี ถ้าสมุดถูกเล่มและวันที่ของเครื่องถูกแล้ว สั่งซ้ำพร้อม --enter เพื่อใช้เล่มนี้ต่อ")
