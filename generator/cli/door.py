"""What the commands share: the office, progress, and how paths and problems are shown."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..folders import find_root, form_titles, forms_folder

if TYPE_CHECKING:
    from ..errors import Problem
    from ..make import Progress
    from ..office import Office

FILE = click.Path(path_type=Path)
LISTED = 30  # papers, or warnings of one kind, that are shown one by one
OFTEN = 0.2  # seconds between two looks at a line that counts


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
    """Every mistake; of what need only be known, the first of each kind, so that it does not hide the rest."""
    told: Counter[str] = Counter()
    for found in problems:
        told[found.code] += not found.fatal
        if told[found.code] <= LISTED:
            click.echo(str(found), err=True)
    for code, count in told.items():
        if count > LISTED:
            click.echo(f"{code} … และอีก {count - LISTED:,} แห่ง", err=True)


@contextmanager
def counting(title: str) -> Iterator[Progress | None]:
    """A line that counts, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return

    yield Running(title).show


class Running:
    """One line: how many are done, how many a second, and the time that is left."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._begun = self._shown = 0.0
        self._first = 0  # what an earlier run had done

    def show(self, done: int, of: int) -> None:
        now = time.monotonic()
        if not self._begun:
            self._begun, self._first = now, done
        if now - self._shown < OFTEN and done < of:
            return
        self._shown = now
        rate = (done - self._first) / max(now - self._begun, 0.001)
        left = f" · {rate:,.0f} ฉบับ/วินาที · เหลือ {timedelta(seconds=round((of - done) / rate))}" if rate else ""
        click.echo(f"\r{f'{self._title}: {done:,}/{of:,}{left}':<70}", nl=done == of, err=True)


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
