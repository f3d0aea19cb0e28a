"""Hold Word papers, or the data of a work, against the rules before anyone signs.

In: files of anybody, with an office or without one. Out: findings and problems, as data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..audit import shown
from ..audit.accept import BY_WORD
from ..audit.check import Checked, Finding, Options, Report, check_known, load
from ..audit.files import chosen
from ..audit.settings import read_settings
from ..errors import GenError, Problem
from ..folders import form_names, form_titles
from ..office import SETTINGS, Office, office_of, settings_of
from ..paper.known import Known
from ..watch import NOBODY, Watch

if TYPE_CHECKING:
    from ..register import Register

__all__ = [
    "BY_WORD",
    "CheckRequest",
    "CheckResult",
    "Checked",
    "DataChecked",
    "Mended",
    "Report",
    "accept",
    "check",
    "check_data",
    "learn",
    "shown",
]

DATA = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".yaml", ".yml")


@dataclass(frozen=True)
class CheckRequest:
    """Files and folders to check; `kind` of the papers and `form` of the data are found out where they are not said.

    Of one paper copies may be asked for: at `comments` with the findings as comments of Word, at `mended` with what has
    one right answer set right (`tracked`: as tracked changes; `page`: sizes and margins too).
    """

    files: Sequence[Path]
    kind: str = ""
    form: str = ""
    comments: Path | None = None
    mended: Path | None = None
    tracked: bool = False
    page: bool = False


@dataclass(frozen=True)
class DataChecked:
    """One filled workbook: how many cases it holds (0: it has mistakes), and what is to be said."""

    file: Path
    cases: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Mended:
    """A copy that was written: where, and how often which rule was mended (or said, for comments)."""

    path: Path
    rules: Mapping[str, int]

    @property
    def count(self) -> int:
        return sum(self.rules.values())


@dataclass(frozen=True)
class CheckResult:
    """What was found, and the copies that were written."""

    report: Report
    comments: Mended | None = None
    mended: Mended | None = None


def check(office: Office | None, request: CheckRequest, watch: Watch = NOBODY) -> CheckResult:
    """Check the papers among the files, and those in folders; a paper of which copies are asked for is read once.

    Raises: GenError E601, E602, E804, E402 and E403 for wrong settings; Stopped.
    """
    papers: Sequence[Path | Known] = papers_of(request)
    with options_of(office, request.kind) as options:
        if not (request.comments or request.mended):
            return CheckResult(check_known(papers, office, options, watch))
        known = _read(papers_of(request)[0], options)
        report = check_known([known], office, options, watch)
        if isinstance(known, Path):
            return CheckResult(report)
        found = report.files[0].findings
        comments = _with_comments(known, request.comments, found) if request.comments else None
        mended = (
            _mended(known, request, request.mended, office, options) if request.mended else None
        )
        return CheckResult(report, comments, mended)


def check_data(office: Office | None, request: CheckRequest) -> list[DataChecked]:
    """Hold the filled workbooks and YAML among the files against their forms. Raises: GenError E501."""
    return [_data(office, file, request.form) for file in request.files if _is_data(file)]


def papers_of(request: CheckRequest) -> list[Path]:
    """The papers among the files, and in the folders."""
    return [file for file in chosen(request.files) if not _is_data(file)]


def write_mended(office: Office | None, paper: Path, to: Path, *, tracked: bool = False) -> Mended:
    """Write a copy of a paper in which what has one right answer is mended.

    Raises: GenError E301, E601, E602, E801 to E804.
    """
    request = CheckRequest([paper], mended=to, tracked=tracked)
    with options_of(office) as options:
        known = Known(paper, load(paper, options.convert))
        return _mended(known, request, to, office, options)


def _read(paper: Path, options: Options) -> Path | Known:
    """A paper as a .docx; as it lies there, where it cannot be read."""
    try:
        return Known(paper, load(paper, options.convert))
    except GenError:  # the check says so
        return paper


def _with_comments(paper: Known, to: Path, found: Sequence[Finding]) -> Mended:
    from ..audit.comments import commented
    from ..outbox import write_new

    write_new(to, commented(paper.data, paper.path.name, found))
    return Mended(to, Counter(one.rule for one in found))


def _mended(
    paper: Known, request: CheckRequest, to: Path, office: Office | None, options: Options
) -> Mended:
    from ..audit.fix import fix
    from ..outbox import write_new

    fixed = fix(
        paper.data,
        paper.path.name,
        office,
        options,
        tracked=request.tracked,
        page=request.page,
    )
    write_new(to, fixed.docx)
    return Mended(to, dict(fixed.mended))


def accept(office: Office | None, codes: Sequence[str]) -> Office:
    """Switch rules off for this office, or take words for right, in data/office.yaml; the office as it is then.

    Raises: GenError E308, E402, E403, E501, E601; then nothing is written.
    """
    from ..audit.accept import accepted
    from ..outbox import overwrite

    if office is None:
        raise GenError("E501")
    path = office.root / SETTINGS
    data = accepted(path.read_bytes(), office.sections.get("check") or {}, codes)
    changed = office_of(office.root, settings_of(data, path.name), office.today, office.user)
    read_settings(changed.sections.get("check"))
    overwrite(path, data)
    return changed


def learn(office: Office | None, request: CheckRequest, watch: Watch = NOBODY) -> str:
    """Measure good papers, and propose the settings that they ask for, as YAML.

    Raises: GenError E301, E501, E801; Stopped.
    """
    from ..audit.learn import learn as measure

    if office is None:
        raise GenError("E501")
    with options_of(office, request.kind) as options:
        return measure(papers_of(request), office, options, watch)


@contextmanager
def options_of(
    office: Office | None, kind: str = "", book: Register | None = None
) -> Iterator[Options]:
    """How to check: the office's settings, its number book where it keeps one, and LibreOffice for other files.

    A `book` that is open already is looked into, and left open. Raises: GenError E402, E403.
    """
    options = Options(kind=kind, convert=_to_docx)
    if office is None:
        yield options
        return
    options = replace(options, settings=read_settings(office.sections.get("check")))
    if not (book or office.keeps_book):
        yield options
        return
    from ..audit.registered import lookup_in  # the library of the database, which no other check needs
    from ..issue import the_book

    with nullcontext(book) if book else the_book(office) as opened:
        yield replace(options, lookup=lookup_in(opened, office.today, office))


def _to_docx(path: Path) -> bytes:
    from ..pdf.other import to_docx  # LibreOffice, which no .docx needs

    return to_docx(path)


def _is_data(file: Path) -> bool:
    return file.suffix.lower() in DATA


def _data(office: Office | None, file: Path, name: str) -> DataChecked:
    """Hold filled workbooks and YAML against their form, as making the papers would. Raises: GenError E501."""
    if office is None:
        raise GenError("E501")
    from ..case import read_cases
    from ..form import load as load_form

    try:
        form = load_form(office.forms, name or form_of(file, office.forms))
        cases, said = read_cases(form, file, office)
    except GenError as error:
        return DataChecked(file, 0, error.problems)
    return DataChecked(file, len(cases), tuple(said))


def form_of(file: Path, forms: Path) -> str:
    """The form whose main sheet a workbook has. Raises: GenError E807."""
    from .. import source

    book = source.read(file)
    sheets = {table.name for table in book.tables} if isinstance(book, source.Book) else set()
    found = [name for name, title in form_titles(forms) if title in sheets]
    if len(found) != 1:
        raise GenError("E807", file=file.name, forms=", ".join(form_names(forms)))
    return found[0]
