"""Hold Word papers, or the data of a work, against the rules before anyone signs.

In: files of anybody, with an office or without one. Out: findings and problems, as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .. import source
from ..audit import shown
from ..audit.check import Checked, Options, Report, check_bytes, load
from ..audit.check import check as check_papers
from ..audit.files import chosen
from ..audit.registered import lookup_in
from ..audit.settings import read_settings
from ..case import read_cases
from ..errors import GenError, Problem
from ..folders import form_names, form_titles
from ..form import load as load_form
from ..issue import keeps_book as book_is_kept
from ..issue import the_book
from ..office import SETTINGS, Office, office_of
from ..outbox import overwrite, write_new
from ..pdf.other import to_docx
from ..register import Register
from ..watch import NOBODY, Watch

__all__ = [
    "CheckRequest",
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
    """Files and folders to check; `kind` of the papers and `form` of the data are found out where they are not said."""

    files: Sequence[Path]
    kind: str = ""
    form: str = ""


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
    rules: dict[str, int]

    @property
    def count(self) -> int:
        return sum(self.rules.values())


def check(office: Office | None, request: CheckRequest, watch: Watch = NOBODY) -> Report:
    """Check the papers among the files, and those in folders.

    Raises: GenError E804, E402 and E403 for wrong settings; Stopped.
    """
    with options_of(office, request.kind) as options:
        return check_papers(papers_of(request), office, options, watch)


def check_data(office: Office | None, request: CheckRequest) -> list[DataChecked]:
    """Hold the filled workbooks and YAML among the files against their forms. Raises: GenError E501."""
    return [_data(office, file, request.form) for file in request.files if _is_data(file)]


def papers_of(request: CheckRequest) -> list[Path]:
    """The papers among the files, and in the folders."""
    return [file for file in chosen(request.files) if not _is_data(file)]


def write_comments(office: Office | None, paper: Path, to: Path, kind: str = "") -> Mended:
    """Write a copy of a paper with the findings as comments of Word.

    Raises: GenError E301, E601, E602, E801 to E804.
    """
    from ..audit.comments import commented

    with options_of(office, kind) as options:
        docx = load(paper, options.convert)
        found = check_bytes(docx, paper.name, office, options).findings
    write_new(to, commented(docx, paper.name, found))
    counts: dict[str, int] = {}
    for one in found:
        counts[one.rule] = counts.get(one.rule, 0) + 1
    return Mended(to, counts)


def write_mended(
    office: Office | None,
    paper: Path,
    to: Path,
    kind: str = "",
    *,
    tracked: bool = False,
    page: bool = False,
) -> Mended:
    """Write a copy of a paper in which what has one right answer is mended; `page`: sizes and margins too.

    Raises: GenError E301, E601, E602, E801 to E804.
    """
    from ..audit.fix import fix

    with options_of(office, kind) as options:
        docx = load(paper, options.convert)
        fixed = fix(docx, paper.name, office, options, tracked=tracked, page=page)
    write_new(to, fixed.docx)
    return Mended(to, dict(fixed.mended))


def accept(office: Office | None, codes: Sequence[str]) -> Office:
    """Switch rules off for this office, or take words for right, in data/office.yaml; the office as it is then.

    Raises: GenError E308, E402, E403, E501, E601; then nothing is written.
    """
    import yaml

    from ..audit.accept import accepted

    if office is None:
        raise GenError("E501")
    path = office.root / SETTINGS
    data = accepted(path.read_bytes(), office.sections.get("check") or {}, codes)
    changed = office_of(office.root, yaml.safe_load(data), office.today, office.user)
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
    options = Options(kind=kind, convert=to_docx)
    if office is None:
        yield options
        return
    options = replace(options, settings=read_settings(office.sections.get("check")))
    if book:
        yield replace(options, lookup=lookup_in(book, office.today, office))
    elif keeps_book(office):
        with the_book(office) as opened:
            yield replace(options, lookup=lookup_in(opened, office.today, office))
    else:
        yield options


def keeps_book(office: Office) -> bool:
    """Whether the office has a number book; looking into one must not begin it."""
    return book_is_kept(office)


def _is_data(file: Path) -> bool:
    return file.suffix.lower() in DATA


def _data(office: Office | None, file: Path, name: str) -> DataChecked:
    """Hold filled workbooks and YAML against their form, as making the papers would. Raises: GenError E501."""
    if office is None:
        raise GenError("E501")
    try:
        form = load_form(office.forms, name or form_of(file, office.forms))
        cases, said = read_cases(form, file, office)
    except GenError as error:
        return DataChecked(file, 0, error.problems)
    return DataChecked(file, len(cases), tuple(said))


def form_of(file: Path, forms: Path) -> str:
    """The form whose main sheet a workbook has. Raises: GenError E807."""
    book = source.read(file)
    sheets = {table.name for table in book.tables} if isinstance(book, source.Book) else set()
    found = [name for name, title in form_titles(forms) if title in sheets]
    if len(found) != 1:
        raise GenError("E807", file=file.name, forms=", ".join(form_names(forms)))
    return found[0]
