"""click in Thai: the headings of its help, and its messages."""

from __future__ import annotations

import click


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
