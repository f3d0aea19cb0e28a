"""What the commands share: the office, progress, and how paths and problems are shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..folders import find_root, form_titles, forms_folder

if TYPE_CHECKING:
    from ..errors import Problem
    from ..make import Progress
    from ..office import Office

FILE = click.Path(path_type=Path)


def root(ctx: click.Context, *beside: Path) -> Path | None:
    """The office's folder: said, or found from here or from where the file of cases lies."""
    said = ctx.find_root().obj
    return find_root(said) if said else find_root(Path.cwd(), *beside)


def the_office(ctx: click.Context, *beside: Path) -> Office:
    from ..office import open_office

    return open_office(root(ctx, *beside))


def titles(folder: Path | None = None) -> list[tuple[str, str]]:
    return list(form_titles(folder or forms_folder(find_root(Path.cwd()))))


def short(path: Path) -> str:
    """A path as seen from here, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def say(problems: Iterable[Problem]) -> None:
    for found in problems:
        click.echo(str(found), err=True)


@contextmanager
def counting(title: str) -> Iterator[Progress | None]:
    """A line that counts, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(done: int, of: int) -> None:
        click.echo(f"\r{title}: {done}/{of}", nl=done == of, err=True)

    yield show


def day_of(typed: str, office: Office) -> Any:
    """The day (CE) that an option says; today when it says nothing. Raises: GenError E102 to E106."""
    from ..errors import Place, Problems
    from ..fields import Field, read

    if not typed:
        return office.today
    value, wrong = read(Field("date", "วันที่", "date"), typed, Place("--date"), office)
    if wrong:
        raise Problems([wrong])
    return value.date
