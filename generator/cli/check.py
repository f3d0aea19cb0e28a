"""`gen check`: hold Word papers, or the data of a work, against the rules before anyone signs."""

from __future__ import annotations

from pathlib import Path

import click

from .door import FILE, counting, office_if_any, say, short
from .thai import InThai


@click.command("check", cls=InThai)
@click.argument("files", type=FILE, nargs=-1, metavar="ไฟล์…")
@click.option("--kind", default="", metavar="ชนิด", help="ชนิดของหนังสือ เช่น order (ปกติดูเอง)")
@click.option("--form", default="", metavar="งาน", help="งานของไฟล์ตาราง เช่น order (ปกติดูเอง)")
@click.option("--json", "as_json", is_flag=True, help="แสดงผลเป็น JSON")
@click.option("--comments", type=FILE, metavar="ไฟล์", help="เขียนสำเนาที่มีข้อคิดเห็นของ Word ตรงจุดที่พบ")
@click.option("--fix", type=FILE, metavar="ไฟล์", help="เขียนสำเนาที่แก้สิ่งที่แก้ได้แน่นอน")
@click.option("--tracked", is_flag=True, help="กับ --fix: แก้แบบติดตามการเปลี่ยนแปลง")
@click.option("--page", is_flag=True, help="กับ --fix: แก้ขนาดกระดาษและขอบด้วย")
@click.option("--accept", multiple=True, metavar="ข้อ", help="ข้อที่สำนักงานนี้ไม่ใช้ หรือคำที่ถูกแล้ว จำไว้ใน data/office.yaml")
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
    accept: tuple[str, ...],
    learn: bool,
) -> int:
    """ตรวจหนังสือ Word (หรือตารางที่กรอก) ว่าถูกแบบ ถูกวัน ถูกเลข และสะกดถูก"""
    from ..services import check as checking
    from ..services.check import CheckRequest, shown
    from ..watch import Phase

    office = office_if_any(ctx, *(file.parent for file in files))
    if not files and not accept:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    if accept:
        office = checking.accept(office, accept)
        click.echo(f"จำไว้ใน data/office.yaml แล้ว: {' '.join(accept)}")
    if not files:
        return 0
    request = CheckRequest(files, kind, form, comments, fix, tracked, page)
    papers = checking.papers_of(request)
    if (comments or fix) and not learn and len(papers) != 1:
        raise click.UsageError("--comments และ --fix ใช้กับหนังสือทีละไฟล์", ctx)
    wrong = 0
    for one in checking.check_data(office, request):
        say(one.problems)
        click.echo(f"{one.file.name}: {one.cases} เรื่อง ถูกต้อง" if one.cases else f"{one.file.name}: มีข้อผิดพลาด")
        wrong = wrong or int(not one.cases)
    if learn:
        click.echo(checking.learn(office, request), nl=False)
        return wrong
    done = checking.check(office, request, counting(Phase.CHECKING, "ตรวจ"))
    report = done.report
    if as_json:
        click.echo(shown.as_json(report))
    elif papers:
        lines = list(shown.tables(report))
        click.echo("\n".join([*lines, *[""] * bool(lines), *shown.summary(report)] if len(papers) > 1 else lines))
    if done.comments:
        click.echo(f"เขียนข้อคิดเห็น {done.comments.count} ข้อ ใน {short(done.comments.path)}")
    if done.mended:
        told = [f"เขียนสำเนาที่แก้แล้วใน {short(done.mended.path)}", *shown.mended(dict(done.mended.rules))]
        click.echo("\n".join(told))
    return max(wrong, report.exit_code)
