"""What the commands share: the office, progress, and how paths and problems are shown."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..folders import find_root, form_titles, forms_folder

if TYPE_CHECKING:
    from ..errors import Problem
    from ..services.office import Office
    from ..watch import Phase, Watch

REMEDIES = {  # of errors.NEXT, as a terminal has them
    "list-forms": "ดูรายชื่อด้วย gen forms",
    "tidy": "สั่ง gen tidy",
    "open-office": "สั่ง cd เข้าโฟลเดอร์ของสำนักงานก่อน",
    "start-office": "ถ้ายังไม่มี สั่ง gen init โฟลเดอร์",
    "set-emblem": "สั่ง gen emblem ไฟล์",
    "without-rows": "ไม่ใส่ --rows",
    "void": "ยกเลิกเลขด้วย gen register void",
    "work-alone": "สั่งใหม่โดยไม่ใส่ --jobs หรือ --dask",
    "issue": "สั่ง gen issue",
    "name-series": "ใส่ --series",
    "name-form": "ใส่ --form",
    "doctor": "gen doctor บอกวิธี",
    "pdf": "สั่ง gen pdf",
    "check": "ดูด้วย gen check",
    "print-anyway": "สั่ง --force",
    "print-draft": "พิมพ์ร่างด้วย --draft",
    "name-key": "ใส่ --key ไฟล์.p12",
    "name-number": "ใส่ --number เช่น --number 218/2562",
    "name-signer": "ใส่ --signer",
    "recover": "ถ้าไม่มี สั่ง gen register recover เพื่อดูเลขที่จะเติมจากเอกสารที่ออกแล้ว",
    "give-reason": "สั่งซ้ำพร้อม --reason เหตุผล",
    "accept-book": "ถ้าสมุดและนาฬิกาถูกแล้ว สั่ง gen register recover --enter",
    "name-lost": "ถ้าไฟล์นั้นหาย สั่งซ้ำพร้อม --number ตามด้วยเลขนั้น",
    "take-over": "นำทะเบียนปีนั้นเข้าด้วย gen register import หรือตั้งเลขแรกด้วย gen register start",
}


class _File(click.Path):
    """A path whose name is text, as every message and record is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        _refuse_useless(Path(os.fsdecode(value)))
        return super().convert(value, param, ctx)


def _refuse_useless(path: Path) -> None:
    from ..services.named import refuse_useless

    refuse_useless(path)


FILE = _File(path_type=Path)
LISTED = 30  # papers, or warnings of one kind, that are shown one by one
OFTEN = 0.2  # seconds between two looks at a line that counts


def root(ctx: click.Context, *beside: Path) -> Path | None:
    """The office's folder: said, or found from here or from where the file of cases lies."""
    said = ctx.find_root().params.get("office")
    found = find_root(said) if said else find_root(Path.cwd(), *beside)
    if found:
        _refuse_useless(found)
    return found


def the_office(ctx: click.Context, *beside: Path) -> Office:
    from ..services.office import open_office

    return open_office(root(ctx, *beside))


def office_if_any(ctx: click.Context, *beside: Path) -> Office | None:
    """The office, where the command works without one too."""
    return the_office(ctx, *beside) if root(ctx, *beside) else None


def titles(ctx: click.Context) -> list[tuple[str, str]]:
    """The works of the office, by name and title."""
    return list(form_titles(forms_folder(root(ctx))))


def short(path: Path) -> str:
    """A path as seen from here, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def worded(found: Problem) -> str:
    """A problem, and the commands that help."""
    remedies = " หรือ ".join(REMEDIES[act] for act in found.next if act in REMEDIES)
    return f"{found} ({remedies})" if remedies else str(found)


def say(problems: Iterable[Problem]) -> None:
    """Every mistake; of what need only be known, the first of each kind, so that it does not hide the rest."""
    told: Counter[str] = Counter()
    for found in problems:
        told[found.code] += not found.fatal
        if told[found.code] <= LISTED:
            click.echo(worded(found), err=True)
    for code, count in told.items():
        if count > LISTED:
            click.echo(f"{code} … และอีก {count - LISTED:,} แห่ง", err=True)


def refuse(problems: Iterable[Problem]) -> int:
    """Say why a run could not go on; the exit code."""
    problems = list(problems)
    say(problems)
    count = sum(found.fatal for found in problems)
    if count > 1:
        click.echo(f"พบข้อผิดพลาด {count} ข้อ ยังไม่ได้ทำเอกสารใด", err=True)
    return 1


def counting(phase: Phase, title: str) -> Watch:
    """A line that counts what is done in one phase, on a terminal only."""
    from ..watch import NOBODY

    return Running(phase, title) if sys.stderr.isatty() else NOBODY


class Running:
    """One line: how many are done, how many a second, and the time that is left."""

    stopped = False  # Ctrl+C does that here

    def __init__(self, phase: Phase, title: str) -> None:
        self._phase, self._title = phase, title
        self._begun = self._shown = 0.0
        self._first = 0  # what an earlier run had done

    def step(self, phase: Phase, done: int, of: int) -> None:
        if phase is not self._phase:
            return
        now = time.monotonic()
        if not self._begun:
            self._begun, self._first = now, done
        if now - self._shown < OFTEN and done < of:
            return
        self._shown = now
        rate = (done - self._first) / max(now - self._begun, 0.001)
        left = f" · {rate:,.0f} ฉบับ/วินาที · เหลือ {timedelta(seconds=round((of - done) / rate))}" if rate else ""
        click.echo(f"\r{f'{self._title}: {done:,}/{of:,}{left}':<70}", nl=done == of, err=True)


def day_of(typed: str, office: Office) -> date:
    """The day (CE) that an option says; today when it says nothing. Raises: GenError E102 to E106."""
    from ..errors import Place
    from ..services import typed as texts

    return texts.day(office, typed, Place("--date"))
