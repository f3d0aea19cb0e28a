"""The door: commands in Thai. Holds no rule; the only place that prints and the only one that catches errors.

Heavy modules are imported inside the commands, so that `gen --help` starts at once. `works` has the commands of the
forms, `forms` those for an office and its forms, `check` the proofreader, `papers` their
life, `pages` PDF and print, `book` the number book, `web` the browser; `door` is what they share, `thai` is click
in Thai.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..errors import GenError, problem
from . import book, check, forms, pages, papers, web, works
from .door import FILE, refuse, say
from .thai import usage_error

COMMANDS = (
    forms.forms_command,
    forms.sheet_command,
    forms.init_command,
    forms.emblem_command,
    forms.person_command,
    forms.new_command,
    forms.tidy_command,
    works.steps_command,
    web.web_command,
    check.check_command,
    papers.issue_command,
    papers.diff_command,
    papers.read_command,
    papers.file_command,
    pages.pdf_command,
    pages.print_command,
    pages.preview_command,
    pages.doctor_command,
    pages.sign_command,
    pages.verify_command,
    book.register_command,
)


@click.group(cls=works.Works, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--office", type=FILE, is_eager=True, envvar="GEN_OFFICE", metavar="โฟลเดอร์",
              help="โฟลเดอร์ของสำนักงาน (ปกติหาเอง)")  # fmt: skip
@click.version_option(package_name="gen-saraban", message="gen %(version)s", help="แสดงรุ่นของโปรแกรม")
def cli(office: Path | None) -> None:
    """gen ทำหนังสือราชการเป็นไฟล์ Word จากตารางที่กรอก"""


for command in COMMANDS:
    cli.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 the input has problems, 2 wrong usage."""
    try:
        # left alone, click takes those of the line, and on Windows reads `*.docx`, as no shell does there
        args = None if arguments is None else list(arguments)
        done: Any = cli.main(args=args, prog_name="gen", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except GenError as error:
        return refuse(error.problems)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return 2
    except click.ClickException as error:
        click.echo(usage_error(error), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("หยุดแล้ว — ถ้ากำลังทำหลายร้อยฉบับ สั่งคำสั่งเดิมอีกครั้ง จะทำต่อจากที่หยุด", err=True)
        return 1
    except BrokenPipeError:
        return 0
    except Exception as error:
        if os.environ.get("GEN_DEBUG"):
            raise
        say([problem("E900", why=f"{type(error).__name__}: {error}")])
        return 1


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Thai Windows console says cp874, which cannot hold “…” or „‐”
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run())
