"""The door: commands in Thai. Holds no rule; the only module that prints and the only one that catches errors.

Heavy modules are imported inside the commands, so that `gen --help` starts at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import GenError, Problem, problem
from .office import find_root, forms_folder

if TYPE_CHECKING:
    from .form import Form
    from .make import Progress, Standing
    from .office import Office

FILE = click.Path(path_type=Path)


class InThai(click.Command):
    """A command whose help is in Thai, headings included."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="วิธีใช้: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = super().collect_usage_pieces(ctx)
        thai = {"[OPTIONS]": "[ตัวเลือก]", "COMMAND": "คำสั่ง", "[ARGS]...": "…"}
        return [" ".join(thai.get(word, word) for word in piece.split(" ")) for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        if options:
            with formatter.section("ตัวเลือก"):
                formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "แสดงวิธีใช้นี้"
        return option


class Works(InThai, click.Group):
    """The commands of the program, and one for every folder in forms/."""

    command_class = InThai

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*(name for name, _ in _titles()), *sorted(self.commands)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self.commands:
            return self.commands[name]
        return _work(name, dict(_titles())[name]) if name in dict(_titles()) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("งาน (ทำเอกสารจากไฟล์ที่กรอก)"):
            formatter.write_dl([(f"{name} ไฟล์…", title) for name, title in _titles()])
        with formatter.section("คำสั่งอื่น"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(90)) for name in sorted(self.commands)])


@click.group(cls=Works, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--office", type=FILE, envvar="GEN_OFFICE", metavar="โฟลเดอร์", help="โฟลเดอร์ของสำนักงาน (ปกติหาเอง)")
@click.version_option(package_name="gen-saraban", message="gen %(version)s", help="แสดงรุ่นของโปรแกรม")
@click.pass_context
def cli(ctx: click.Context, office: Path | None) -> None:
    """gen ทำหนังสือราชการเป็นไฟล์ Word จากตารางที่กรอก"""
    ctx.obj = office


def _work(name: str, title: str) -> click.Command:
    """The command of one form: `gen order CASE…`; its help shows the fields."""

    @click.command(name, cls=WorkCommand, help=f"{title}: ทำเอกสาร Word จากไฟล์ที่กรอก (.xlsx .xls .ods .csv .yaml)")
    @click.argument("files", type=FILE, nargs=-1, required=True, metavar="ไฟล์…")
    @click.option("--paper", default="", metavar="ชื่อ", help="ทำเฉพาะเอกสารนี้")
    @click.option("--step", default=0, metavar="ขั้น", help="ทำเฉพาะเอกสารของขั้นตอนนี้")
    @click.pass_context
    def work(ctx: click.Context, files: tuple[Path, ...], paper: str, step: int) -> None:
        from .form import load
        from .make import make

        office = _office(ctx, *(file.parent for file in files))
        form = load(office.forms, name)
        with _progress(title) as progress:
            made = make(form, files, office, paper, step, progress)
        _say(made.notices)
        same = sum(written.same for written in made.papers)
        click.echo(f"ทำเอกสารใหม่ {len(made.papers) - same} ฉบับ" + (f" เหมือนเดิม {same} ฉบับ" if same else ""))
        for written in made.papers:
            click.echo(f"  {_short(written.path)}")
        for waiting in made.waiting:
            click.echo(f"  ยังไม่ได้ทำ {waiting.paper.title}: ต้องกรอก {', '.join(waiting.missing)}")

    return work


class WorkCommand(InThai):
    """The help of a form shows what to fill and which papers come out."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from .form import load

        form = load(forms_folder(_root(ctx)), str(self.name))
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


@cli.command("forms")
@click.pass_context
def forms_command(ctx: click.Context) -> None:
    """แสดงแบบฟอร์มและเอกสารทั้งหมด"""
    from .form import load

    folder = forms_folder(_root(ctx))
    for name, title in _titles(folder):
        click.echo(f"{name}  {title}")
        for paper in load(folder, name).papers:
            click.echo(f"    {paper.key}  {paper.title}")


@cli.command("steps")
@click.argument("form", metavar="งาน")
@click.argument("files", type=FILE, nargs=-1, metavar="[ไฟล์]…")
@click.pass_context
def steps_command(ctx: click.Context, form: str, files: tuple[Path, ...]) -> None:
    """แสดงขั้นตอนและเอกสารของงาน ถ้าให้ไฟล์จะบอกว่าทำถึงไหน"""
    from .form import load
    from .make import standing

    if not files:
        schema = load(forms_folder(_root(ctx)), form)
        _show_steps(schema, {paper.key: "" for paper in schema.papers})
        return
    office = _office(ctx, *(file.parent for file in files))
    schema = load(office.forms, form)
    for case, papers in standing(schema, files, office):
        click.echo(str(case.place))
        _show_steps(schema, {one.paper.key: _how_far(one) for one in papers})


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
    return f": ทำแล้ว {_short(one.path)}" if one.path else ": พร้อมทำ"


@cli.command("sheet")
@click.argument("form", metavar="แบบฟอร์ม")
@click.option("-o", "--output", type=FILE, required=True, metavar="ไฟล์", help="ไฟล์ .xlsx ที่จะสร้าง")
@click.option("--example", is_flag=True, help="กรอกตัวอย่างไว้ให้ดู")
@click.pass_context
def sheet_command(ctx: click.Context, form: str, output: Path, example: bool) -> None:
    """สร้างตารางเปล่า (.xlsx) สำหรับกรอก"""
    from .case import read_cases
    from .form import load
    from .sheet import write

    office = _office(ctx)
    schema = load(office.forms, form)
    cases = read_cases(schema, schema.examples, office)[0] if example else []
    path = _short(write(schema, office, cases, output))
    click.echo(f"สร้าง {path} แล้ว กรอกแล้วสั่ง: gen {form} {path}")


@cli.command("init")
@click.argument("folder", type=FILE, metavar="โฟลเดอร์")
def init_command(folder: Path) -> None:
    """สร้างโฟลเดอร์ของสำนักงาน (ตั้งค่า แบบฟอร์ม ตัวอย่าง)"""
    from .office import start_office

    start_office(folder)
    click.echo(f"สร้าง {folder} แล้ว ขั้นต่อไป: แก้ชื่อสำนักงานและผู้ลงนามใน {folder / 'data' / 'office.yaml'}")


@cli.command("emblem")
@click.argument("file", type=FILE, metavar="ไฟล์")
@click.pass_context
def emblem_command(ctx: click.Context, file: Path) -> None:
    """ใส่ตราครุฑของสำนักงาน จากรูปภาพ หรือจากหนังสือ Word เดิม"""
    from .office import set_emblem
    from .template.emblem import take_emblem

    office = _office(ctx)
    picture = take_emblem(file)
    path = set_emblem(office, picture.data, picture.extension)
    click.echo(f"เก็บตราครุฑไว้ที่ {_short(path)} และบันทึกใน data/office.yaml แล้ว")


@cli.command("new")
@click.argument("form", metavar="ชื่อ")
@click.option("--kind", required=True, metavar="แบบ", help="แบบของหนังสือตาม forms/page.yaml เช่น order")
@click.pass_context
def new_command(ctx: click.Context, form: str, kind: str) -> None:
    """เริ่มแบบฟอร์มใหม่ ด้วยหน้ากระดาษ แบบอักษร และตราครุฑที่ถูกต้อง"""
    from .template import page
    from .template.new import new_form

    if form in cli.commands:
        raise GenError("E421", form=form)
    folder = forms_folder(_root(ctx))
    for path in new_form(folder, form, kind, page.load(folder)):
        click.echo(f"สร้าง {_short(path)}")


@cli.command("tidy")
@click.argument("names", nargs=-1, metavar="[แบบฟอร์ม]…")
@click.option("--check", is_flag=True, help="ตรวจเท่านั้น ไม่แก้ไฟล์")
@click.pass_context
def tidy_command(ctx: click.Context, names: tuple[str, ...], check: bool) -> None:
    """จัดระเบียบแม่แบบ Word เขียนเค้าโครง และตรวจแท็กกับช่องของแบบฟอร์ม"""
    from .errors import Problems
    from .form import load
    from .form import names as all_names
    from .template.check import check_form
    from .template.forms import tidy_form, untidy

    folder = forms_folder(_root(ctx))
    wrong: list[Problem] = []
    for name in names or all_names(folder):
        form = load(folder, name)
        if check:
            wrong += untidy(form)
        else:
            for path in tidy_form(form):
                click.echo(f"จัดระเบียบ {_short(path)}")
        wrong += check_form(form)
    if wrong:
        raise Problems(wrong)
    click.echo("แม่แบบเรียบร้อย")


# --- what the commands share


def _root(ctx: click.Context, *beside: Path) -> Path | None:
    """The office's folder: said, or found from here or from where the file of cases lies."""
    said = ctx.find_root().obj
    return find_root(said) if said else find_root(Path.cwd(), *beside)


def _office(ctx: click.Context, *beside: Path) -> Office:
    from .office import open_office

    return open_office(_root(ctx, *beside))


def _titles(folder: Path | None = None) -> list[tuple[str, str]]:
    from .form import titles

    return list(titles(folder or forms_folder(find_root(Path.cwd()))))


def _short(path: Path) -> str:
    """A path as seen from here, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def _say(problems: Iterable[Problem]) -> None:
    for found in problems:
        click.echo(str(found), err=True)


@contextmanager
def _progress(title: str) -> Iterator[Progress | None]:
    """A line that counts, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(done: int, of: int) -> None:
        click.echo(f"\r{title}: {done}/{of}", nl=done == of, err=True)

    yield show


def _usage_error(error: click.ClickException) -> str:
    """click's own messages, in Thai."""
    from .thai import nearest

    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption):
        text = f"ไม่มีตัวเลือก {error.option_name}"
    elif isinstance(error, click.MissingParameter):
        text = f"ยังไม่ได้ระบุ {error.param.make_metavar(ctx) if error.param and ctx else ''}".rstrip()
    elif isinstance(error, click.BadOptionUsage):
        text = f"ตัวเลือก {error.option_name} ต้องมีค่าตามหลัง"
    elif isinstance(error, click.BadParameter):
        text = f"ค่าของ {error.param.name if error.param else ''} ไม่ถูกต้อง"
    elif "No such command" in error.message and ctx:
        name = error.message.split("'")[1] if "'" in error.message else ""
        near = nearest(name, ctx.command.list_commands(ctx))
        text = f'ไม่มีคำสั่งหรืองานชื่อ "{name}"' + (f' หรือหมายถึง "{near}"' if near else "")
    else:
        text = "ใช้คำสั่งไม่ถูกต้อง"
    return f"{text} — ดูวิธีใช้ด้วย {ctx.command_path if ctx else 'gen'} --help"


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 the input has problems, 2 wrong usage."""
    try:
        args = list(sys.argv[1:] if arguments is None else arguments)
        done: Any = cli.main(args=args, prog_name="gen", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except GenError as error:
        _say(error.problems)
        count = sum(found.fatal for found in error.problems)
        if count > 1:
            click.echo(f"พบข้อผิดพลาด {count} ข้อ ยังไม่ได้ทำเอกสารใด", err=True)
        return 1
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return 2
    except click.ClickException as error:
        click.echo(_usage_error(error), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("หยุดแล้ว", err=True)
        return 1
    except BrokenPipeError:
        return 0
    except Exception as error:
        if os.environ.get("GEN_DEBUG"):
            raise
        _say([problem("E900", why=f"{type(error).__name__}: {error}")])
        return 1


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Thai Windows console says cp874, which cannot hold “…” or „‐”
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run())
