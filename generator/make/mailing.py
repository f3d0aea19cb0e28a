"""What goes with papers to many receivers: all of them in one Word file to print, and the list of who gets which.

In: the jobs of one paper, in print order. Out: the path and bytes of each of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import context, outbox, printlist
from ..office import Office
from ..outbox import Output
from ..paper.data import receiver_text
from ..thai import Day, thai_digits
from .plan import TOGETHER, Job

if TYPE_CHECKING:
    from ..render import Template

LIST = "บัญชีส่ง"
LEAST = 10  # characters that a name must have to tell a set
COLUMNS = (
    printlist.Column("ที่", 6, True),
    printlist.Column("ผู้รับ", 34),
    printlist.Column("เรียน", 38),
    printlist.Column("อำเภอ", 14),
    printlist.Column("ไปรษณีย์อิเล็กทรอนิกส์", 26),
    printlist.Column("เลขที่", 18, True),
    printlist.Column("ลงวันที่", 18, True),
    printlist.Column("ไฟล์", 40),
)


def sent(jobs: list[Job], template: Template, office: Office) -> Iterator[Output]:
    """The files that go with the papers of a set; what is drawn in each paper (a chart) cannot stand in one file."""
    joined = [] if template.is_unfinished else jobs
    parts = [joined[n : n + TOGETHER] for n in range(0, len(joined), TOGETHER)]
    for n, part in enumerate(parts, 1):
        word = f"{outbox.TOGETHER} {thai_digits(str(n))}" if len(parts) > 1 else outbox.TOGETHER
        yield _together(part, _beside(jobs, word, ".docx"), template, office)
    yield _dispatch(jobs, office)


def _together(jobs: list[Job], path: Path, template: Template, office: Office) -> Output:
    """Papers of a set in one Word file, each on its own pages, to be printed in one go."""
    from ..render.combine import combine

    file = BytesIO()
    cases = (context.context(job.case, job.paper, office, job.receiver) for job in jobs)
    combine(template, cases, file, path.stem, office.today)
    return Output(path, file.getvalue())


def _dispatch(jobs: list[Job], office: Office) -> Output:
    """The list of a set: who gets which paper, with number, day and file."""
    first = jobs[0]
    rows = [_row(n, job, office) for n, job in enumerate(jobs, 1)]
    titles = (f"บัญชีส่ง {first.paper.title}", office.name)
    path = _beside(jobs, LIST, ".xlsx")
    return Output(path, printlist.workbook(LIST, titles, COLUMNS, rows, office.today))


def _row(n: int, job: Job, office: Office) -> list[str]:
    names = context.context(job.case, job.paper, office, job.receiver)
    to = partial(_of, job.receiver)
    day = names.get("date")
    number = names.get("number")
    dated = day.typed if isinstance(day, Day) else ""
    who = to("name") or receiver_text(job.receiver, job.case.form, job.paper)
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
