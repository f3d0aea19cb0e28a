"""click in Thai: the headings of its help, and its messages."""

from __future__ import annotations

import re

import click

from .door import titles


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
                formatter.write_dl([_told(option, ctx) for option in options])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "แสดงวิธีใช้นี้"
        return option


def _told(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """An option and its help, without click's own words on ranges and on what must be given."""
    name, text = option.get_help_record(ctx) or ("", "")
    return name, re.sub(r" *\[[ -~]+\]$", "", text) + (" (ต้องใส่)" if option.required else "")


class InThaiGroup(InThai, click.Group):
    """A command of commands, in Thai."""

    command_class = InThai

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("คำสั่งย่อย"):
            names = self.list_commands(ctx)
            formatter.write_dl([(name, self.commands[name].get_short_help_str(90)) for name in names])


def usage_error(error: click.ClickException) -> str:
    """click's own messages, in Thai."""
    from ..thai import nearest

    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption):
        text = f"ไม่มีตัวเลือก {error.option_name}"
    elif isinstance(error, click.MissingParameter):
        text = f"ยังไม่ได้ระบุ {_named(error.param, ctx)}"
    elif isinstance(error, click.BadOptionUsage):
        text = f"ตัวเลือก {error.option_name} ต้องมีค่าตามหลัง"
    elif isinstance(error, click.BadParameter):
        text = _bad_value(error)
    elif "No such command" in error.message and ctx:
        name = error.message.split("'")[1] if "'" in error.message else ""
        near = {title: form for form, title in titles(ctx)}.get(name) or nearest(name, ctx.command.list_commands(ctx))
        text = f'ไม่มีคำสั่งหรืองานชื่อ "{name}"' + (f' หรือหมายถึง "{near}"' if near else "")
    elif found := re.search(r"unexpected extra arguments? \((.+)\)", error.message):
        text = f'"{found[1]}" เกินมา ถ้าชื่อไฟล์มีช่องว่าง ให้ใส่ชื่อในเครื่องหมาย "…"'
    else:
        text = error.message if re.search("[ก-๙]", error.message) else "ใช้คำสั่งไม่ถูกต้อง"
    return f"{text} — ดูวิธีใช้ด้วย {ctx.command_path if ctx else 'gen'} --help"


def _named(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """A parameter as a clerk types it: `-o ไฟล์`, or `ไฟล์…`."""
    if param is None or ctx is None:
        return ""
    metavar = param.make_metavar(ctx)
    return f"{param.opts[0]} {metavar}" if isinstance(param, click.Option) else metavar


def _bad_value(error: click.BadParameter) -> str:
    found = re.match("'?(.+?)'? is not ", error.message)
    typed = f' "{found[1]}"' if found else ""
    return f"{_named(error.param, error.ctx)}{typed} ใช้ไม่ได้ ต้องเป็น{_expected(error.param)}"


def _expected(param: click.Parameter | None) -> str:
    kind = param.type if param else None
    if isinstance(kind, click.Choice):
        return " หรือ ".join(kind.choices)
    if isinstance(kind, click.IntRange):
        return f"จำนวนเต็มตั้งแต่ {kind.min}" + (f" ถึง {kind.max}" if kind.max is not None else "")
    return "จำนวนเต็ม"
