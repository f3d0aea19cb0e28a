"""The works of the office: one command for every folder in forms/, and how far a case is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..folders import forms_folder
from .door import FILE, LISTED, counting, root, say, short, the_office, titles
from .thai import InThai, InThaiGroup

if TYPE_CHECKING:
    from ..services.make import Made, Standing
    from ..services.works import Form


COUNT = click.IntRange(1)
SLOW = "W605"
STATES = {  # of outbox.Written
    "new": "ทำเอกสารใหม่",
    "replaced": "แทนฉบับเดิม",
    "same": "เหมือนเดิม",
    "beside": "เก็บฉบับที่แก้ไว้ ทำฉบับใหม่ข้างกัน",
    "issued": "ออกเลขแล้ว ไม่แตะ",
}


class Works(InThaiGroup):
    """The commands of the program, and one for every folder in forms/."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*(name for name, _ in titles(ctx)), *sorted(self.commands)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self.commands:
            return self.commands[name]
        title = dict(titles(ctx)).get(name)
        return work(name, title) if title is not None else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("งาน (ทำเอกสารจากไฟล์ที่กรอก)"):
            formatter.write_dl([(f"{name} ไฟล์…", title) for name, title in titles(ctx)])
        with formatter.section("คำสั่งอื่น"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(90)) for name in sorted(self.commands)])


def work(name: str, title: str) -> click.Command:
    """The command of one form: `gen order CASE…`; its help shows the fields."""

    @click.command(name, cls=WorkCommand, help=f"{title}: ทำเอกสาร Word จากไฟล์ที่กรอก (.xlsx .xls .ods .csv .yaml)")
    @click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
    @click.option("--paper", default="", metavar="ชื่อ", help="ทำเฉพาะเอกสารนี้")
    @click.option("--step", default=0, metavar="ขั้น", help="ทำเฉพาะเอกสารของขั้นตอนนี้")
    @click.option("-v", "--verbose", is_flag=True, help="บอกด้วยว่าแม่แบบใดทำได้ช้า และเพราะอะไร")
    @click.option("--bundle", type=FILE, metavar="ไฟล์.zip", help="รวมทุกฉบับไว้ในไฟล์ zip ใหม่ ไม่เขียนใน out/")
    @click.option("--shard", type=click.IntRange(0), default=0, metavar="จำนวน", help="แยกโฟลเดอร์ละกี่ฉบับ เช่น 500")
    @click.option("--jobs", type=COUNT, default=1, metavar="จำนวน", help="ทำพร้อมกันกี่ส่วน (ไม่เกินจำนวนแกนของเครื่อง)")
    @click.option("--dask", default="", metavar="ที่อยู่", help="ให้เครื่องอื่นช่วยทำ ผ่าน Dask เช่น tcp://10.0.0.5:8786")
    @click.option("--no-check", is_flag=True, help="ไม่ตรวจทานข้อความและเอกสารที่ทำ")
    @click.pass_context
    def work(
        ctx: click.Context, files: tuple[Path, ...], paper: str, step: int,
        verbose: bool, bundle: Path | None, shard: int, jobs: int, dask: str, no_check: bool,
    ) -> None:  # fmt: skip
        from ..services.make import MakeRequest, Way, make
        from ..watch import Phase

        office = the_office(ctx, *(file.parent for file in files))
        request = MakeRequest(name, files, paper, step, Way(jobs, dask, shard, bundle, not no_check))
        made = make(office, request, counting(Phase.MAKING, title))
        say(notice for notice in made.notices if verbose or notice.code != SLOW)
        _tell(made)

    return work


def _tell(made: Made) -> None:
    """What was made: how many, and where; of many, the first."""
    states = Counter(written.state for written in made.papers)
    counts = " · ".join(f"{STATES[state]} {states[state]:,} ฉบับ" for state in STATES if states[state])
    click.echo(f"รวม {made.bundled:,} ฉบับไว้ในไฟล์เดียว" if made.bundled else counts)
    for written in made.papers[:LISTED]:
        click.echo(f"  {short(written.path)}")
    if len(made.papers) > LISTED:
        folders = sorted({written.path.parent for written in made.papers})
        inside = ", ".join(short(folder) for folder in folders[:3]) + (" …" if len(folders) > 3 else "")
        click.echo(f"  … และอีก {len(made.papers) - LISTED:,} ฉบับ ใน {inside}")
    for waiting in made.waiting:
        click.echo(f"  ยังไม่ได้ทำ {waiting.paper.title}: ต้องกรอก {', '.join(waiting.missing)}")


class WorkCommand(InThai):
    """The help of a form shows what to fill and which papers come out."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from ..services.works import load

        form = load(forms_folder(root(ctx)), str(self.name))
        formatter.write_paragraph()
        formatter.write_text(form.about)
        with formatter.section("ช่องที่กรอก (* ต้องกรอก)"):
            formatter.write_dl(list(_described(form)))
        with formatter.section("เอกสารที่ได้"):
            formatter.write_dl([(paper.key, paper.title) for paper in form.papers])
        formatter.write_paragraph()
        formatter.write_text(f"ตารางเปล่าสำหรับกรอก: gen sheet {form.name} -o {form.title}.xlsx")


def _described(form: Form) -> Iterator[tuple[str, str]]:
    for field in form.fields:
        what = field.note or field.kind.thai
        if field.is_list:
            what = "แผ่นแยก: " + ", ".join(f"{of.label}{'*' if of.required else ''}" for of in field.of)
        yield f"{field.label}{'*' if field.required else ''}", what


@click.command("steps", cls=InThai)
@click.argument("form", metavar="งาน")
@click.argument("files", type=FILE, nargs=-1, metavar="[ไฟล์]…")
@click.pass_context
def steps_command(ctx: click.Context, form: str, files: tuple[Path, ...]) -> None:
    """แสดงขั้นตอนและเอกสารของงาน ถ้าให้ไฟล์จะบอกว่าทำถึงไหน"""
    if not files:
        from ..services.works import load

        schema = load(forms_folder(root(ctx)), form)
        _show_steps(schema, {paper.key: "" for paper in schema.papers})
        return
    from ..services.make import standing_of

    for case, papers in standing_of(the_office(ctx, *(file.parent for file in files)), form, files):
        click.echo(str(case.place))
        _show_steps(case.form, {one.paper.key: _how_far(one) for one in papers})


def _show_steps(form: Form, notes: dict[str, str]) -> None:
    """Each step with its papers, and a word on each."""
    steps = [(f"{n}. {step.title}", step.papers) for n, step in enumerate(form.steps, 1)]
    for title, papers in steps or [(form.title, tuple(notes))]:
        click.echo(title)
        for key in papers:
            click.echo(f"    {form.paper(key).title} ({key}){notes[key]}")


def _how_far(one: Standing) -> str:
    if one.missing:
        return f": ต้องกรอก {', '.join(one.missing)}"
    return f": ทำแล้ว {short(one.path)}" if one.path else ": พร้อมทำ"
