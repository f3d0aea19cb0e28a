"""Print sets: of each paper its copies, stamped, in one PDF.

In: Word files, edited and issued. Out: what was written, and what is to be said of each file. Each file is read once,
and the number book opened once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .. import issue
from ..audit.check import Report, check_known
from ..audit.rule import ERROR
from ..audit.shown import line
from ..errors import GenError, Place, Problem, Problems, problem
from ..office import Office
from ..outbox import is_together, write_new
from ..paper.known import Known, know
from ..pdf import scratch
from ..pdf.batch import Made, to_pdf
from ..pdf.settings import fonts
from ..printing.sets import Copy, Sheet, print_set
from ..printing.settings import printing
from ..thai import Day, arabic_digits, clean, sort_key
from ..watch import NOBODY, Phase, Watch, tell
from .check import options_of

if TYPE_CHECKING:
    from ..register import Register

__all__ = ["Made", "PrintRequest", "PrintResult", "print_papers", "set_names"]

MOST_TOLD = 10  # errors of one paper that are told; gen check shows all
BOOK_RULE = "N41"  # the number is not as the book has it: of a void paper that is known, and its watermark says it


@dataclass(frozen=True)
class PrintRequest:
    """Papers for a print set at `to`; `set` names one of office.yaml ("": each form's own).

    `draft` prints them as they are, marked; a `reason` prints also what the check finds wrong, and stands in the list.
    """

    files: Sequence[Path]
    to: Path
    set: str = ""
    draft: bool = False
    reason: str = ""


@dataclass(frozen=True)
class PrintResult:
    """A print set at `path`; None where a paper could not be laid out, as `made` says."""

    path: Path | None
    made: tuple[Made, ...]
    copies: tuple[Copy, ...] = field(default=())
    pages: int = 0
    sheets: int = 0  # of paper


def set_names(office: Office) -> list[str]:
    """The print sets of office.yaml by name. Raises: GenError E402, E403."""
    return list(printing(office).sets)


def print_papers(office: Office, request: PrintRequest, watch: Watch = NOBODY) -> PrintResult:
    """Write a print set: of each paper the original, the file copy and the copies, in one PDF.

    Raises: Problems E301, E863, E864; GenError E402, E403, E601, E602, E850, E860; Stopped.
    """
    how = printing(office)
    plan = how.plan(request.set) if request.set else None
    papers = _read(_once(request.files))
    if not request.draft:
        _refuse_blank(papers)
    with _book_for(papers, office) as book:
        voids = {paper.path for paper in papers if book and _is_void(paper, book)}
        if not (request.draft or request.reason):
            with options_of(office, book=book) as options:
                _refuse_wrong(papers, voids, check_known(papers, office, options, watch))
    with scratch.folder("print") as folder:
        made = tuple(to_pdf(papers, folder, fonts(office), watch=watch))
        if any(one.pdf is None for one in made):
            return PrintResult(None, made)
        sheets = [
            _sheet(paper, one.pdf, draft=request.draft, void=paper.path in voids)
            for paper, one in zip(papers, made, strict=True)
            if one.pdf
        ]
        head = f"{office.facts['name']}  วันที่ {Day(office.today).typed}"
        if request.reason and not request.draft:
            head += f"\nพิมพ์ทั้งที่ยังมีข้อผิดพลาด: {clean(request.reason)}"
        printed = print_set(sheets, plan, how, head)
    write_new(request.to, printed.data)
    tell(watch, Phase.PRINTING, len(papers), len(papers))
    return PrintResult(request.to, made, printed.copies, printed.pages, printed.sheets)


def _once(files: Sequence[Path]) -> list[Path]:
    """The files but those that hold letters of a set which are among them one by one."""
    singles = [file for file in files if not is_together(file)]

    def has_singles(file: Path) -> bool:
        name = file.name.rpartition(" (")[0]
        return any(one.parent == file.parent and one.name.startswith(name) for one in singles)

    return [file for file in files if not (is_together(file) and has_singles(file))]


def _read(files: Iterable[Path]) -> list[Known]:
    """The papers in the order of posting. Raises: Problems E301, E306, E309 of all that cannot be read."""
    papers: list[Known] = []
    wrong: list[Problem] = []
    for file in sorted(files, key=posted):
        try:
            papers.append(know(file))
        except GenError as error:
            wrong += error.problems
    if wrong:
        raise Problems(wrong)
    return papers


def posted(file: Path) -> tuple[tuple[bool, int, object], ...]:
    """The order of posting: by the numbers in the names, 2 before 10, then as a dictionary has it."""
    words = re.split(r"(\d+)", arabic_digits(file.stem))
    return tuple(
        (bool(n % 2), int(word) if n % 2 else 0, sort_key(word)) for n, word in enumerate(words)
    )


@contextmanager
def _book_for(papers: Sequence[Known], office: Office) -> Iterator[Register | None]:
    """The office's number book, opened once; None where it keeps none and no paper has a number of it."""
    if office.keeps_book or any(paper.origin and paper.origin.issued for paper in papers):
        with issue.the_book(office) as book:
            yield book
    else:
        yield None


def _refuse_blank(papers: Iterable[Known]) -> None:
    """A paper whose number or day is still a gap is printed as a draft only. Raises: Problems E864."""
    blank = [problem("E864", Place(paper.path.name)) for paper in papers if paper.is_blank]
    if blank:
        raise Problems(blank)


def _is_void(paper: Known, book: Register) -> bool:
    return (
        paper.origin is not None and bool(paper.origin.issued) and issue.is_void(paper.origin, book)
    )


def _refuse_wrong(papers: Sequence[Known], voids: Container[Path], report: Report) -> None:
    """A paper with errors is not printed. Raises: Problems E863."""
    wrong = []
    for paper, found in zip(papers, report.files, strict=True):
        void = paper.path in voids
        errors = [
            one for one in found.findings
            if one.severity == ERROR and not (void and one.rule == BOOK_RULE)
        ]  # fmt: skip
        told = "; ".join(line(one) for one in errors[:MOST_TOLD])
        more = f"; และอีก {len(errors) - MOST_TOLD} แห่ง" if len(errors) > MOST_TOLD else ""
        if found.failure or errors:
            place = Place(paper.path.name)
            wrong.append(found.failure or problem("E863", place, count=len(errors), listed=told + more))
    if wrong:
        raise Problems(wrong)


def _sheet(paper: Known, pdf: Path, *, draft: bool, void: bool) -> Sheet:
    """What is printed of one paper, and what its own record says of it."""
    of, stem = paper.origin, paper.path.stem
    if of is None:
        return Sheet(pdf, stem, draft=draft)
    copied = of.data.get("copies_to") or ()
    receivers = tuple(copied.splitlines() if isinstance(copied, str) else map(str, copied))
    to = of.receiver or str(of.data.get("to") or "")
    number = paper.late.get("number", "").replace("\u00a0", " ")
    title = stem.replace(number.replace("/", "-"), number) if number else stem
    names = (of.form, of.paper)
    return Sheet(pdf, title, receivers, to, names, draft=draft or paper.is_blank, void=void)
