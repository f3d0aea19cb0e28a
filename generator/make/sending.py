"""What goes with papers to many receivers: all of them in one Word file to print, and the list of who gets which.

In: the jobs of one paper, in print order. Out: the name and bytes of each of the two files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from io import BytesIO
from itertools import groupby, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import context, outbox, roll
from ..office import Office
from ..paper.data import receiver_text
from ..thai import Day

if TYPE_CHECKING:
    from ..render import Template
    from .road import Job

LEAST = 10  # characters that a name must have to tell a set
COLUMNS = (
    roll.Column("ที่", 6, True),
    roll.Column("ผู้รับ", 34),
    roll.Column("เรียน", 38),
    roll.Column("อำเภอ", 14),
    roll.Column("ไปรษณีย์อิเล็กทรอนิกส์", 26),
    roll.Column("เลขที่", 18, True),
    roll.Column("ลงวันที่", 18, True),
    roll.Column("ไฟล์", 40),
)


def sets(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """The jobs of each paper that goes to several receivers."""
    for _, group in groupby(jobs, key=lambda job: (id(job.case), job.paper.key)):
        found = list(group)
        if found[0].paper.each and len(found) > 1:
            yield found


def together(jobs: list[Job], template: Template, office: Office) -> tuple[Path, bytes]:
    """All papers of a set in one Word file, each on its own pages, to be printed in one go."""
    from ..render.combine import combine

    file = BytesIO()
    cases = (context.context(job.case, job.paper, office, job.receiver) for job in jobs)
    path = _beside(jobs, "รวม", ".docx")
    combine(template, cases, file, path.stem, office.today)
    return path, file.getvalue()


def dispatch(jobs: list[Job], office: Office) -> tuple[Path, bytes]:
    """The list of a set: who gets which paper, with number, day and file."""
    first = jobs[0]
    rows = [_row(n, job, office) for n, job in enumerate(jobs, 1)]
    titles = (f"บัญชีส่ง {first.paper.title}", office.name)
    return _beside(jobs, "บัญชีส่ง", ".xlsx"), roll.workbook("บัญชีส่ง", titles, COLUMNS, rows, office.today)


def _row(n: int, job: Job, office: Office) -> list[str]:
    names = context.context(job.case, job.paper, office, job.receiver)
    to = partial(_of, job.receiver)
    day = names.get("date")
    number = names.get("number")
    dated = day.typed if isinstance(day, Day) else ""
    who = to("name") or receiver_text(job.receiver)
    return [str(n), who, to("head"), to("district"), to("email"), str(number or ""), dated, job.path.name]


def _of(receiver: Any, key: str) -> str:
    value = receiver.get(key) if isinstance(receiver, Mapping) else getattr(receiver, key, None)
    return str(value) if value else ""


def _beside(jobs: list[Job], word: str, suffix: str) -> Path:
    """The name that the papers of a set share, with a word in brackets."""
    words = zip(*(job.path.stem.split(" ") for job in jobs), strict=False)
    shared = " ".join(alike[0] for alike in takewhile(lambda alike: len(set(alike)) == 1, words))
    name = shared if len(shared) >= LEAST else jobs[0].paper.title
    return jobs[0].path.with_name(f"{name[: outbox.LONGEST - 10].strip()} ({word}){suffix}")
