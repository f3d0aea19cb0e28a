"""Issuing: numbers out of the book and into the files, all of a call or none, also when the run is killed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .. import outbox
from ..errors import GenError, Place, Problem, Problems
from ..office import Office
from ..outbox import Desk, Left
from ..paper import origin
from ..paper.origin import Origin
from ..watch import NOBODY, Phase, Watch, look, tell
from .draft import Draft, Wish, lacking, numbered, read, wish, written
from .found import issued_papers, place_in_book

if TYPE_CHECKING:
    from ..register import Entry, Number, Register

CENTRAL = "เลขจากงานสารบรรณกลาง"
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Issued:
    """A paper with its number (as typed, "" where its form has none) and day; `same`: it had them already.

    `notices` tell of places for them that are no longer in the file.
    """

    path: Path
    number: str
    day: date
    same: bool = False
    notices: tuple[Problem, ...] = ()


def issue(
    files: Sequence[Path],
    office: Office,
    day: date | None = None,
    number: int | None = None,
    reason: str = "",
    watch: Watch = NOBODY,
) -> list[Issued]:
    """Give papers their numbers and days: all of them or, with every Problem at once, none.

    The day is `day`, or the one that stands in the paper already, or today. `number` is one that central records gave
    or that was reserved, for one file. A paper that has its number keeps it, and its file stays as it is. With a
    `reason`, which the book keeps, the day may run backwards or be far ahead, and the number may leap.
    Raises: Problems E301, E611 to E622, E626, E628, E710 to E717, E755, E756; GenError E601, E608 to E610, E701 to
    E709, E750 to E754, E759; Stopped, before any number is taken.
    """
    paths = list(dict.fromkeys(path.resolve() for path in files))
    if number is not None and len(paths) > 1:
        raise GenError("E617")
    waits = partial(look, watch)
    with outbox.desk(office.out, look=waits) as desk, writing_book(office) as book, book.issuing():
        book.reason = reason
        _settle(desk.left, book)
        drafts = _each(_told(paths, watch), lambda path: path, lambda path: read(path, office))
        done = {}
        asked = _each(drafts, _path, lambda draft: _had(draft, book, office, number))
        for draft, had in zip(drafts, asked, strict=True):
            if had:
                done[draft.path] = had
        waiting = [draft for draft in drafts if draft.path not in done]
        wishes = _each(waiting, _path, lambda draft: _wish(draft, office, day, number, book))
        _refuse_copies(wishes)
        done |= {issued.path: issued for issued in _issue(wishes, office, book, desk, reason)}
    return [done[path] for path in paths]


def _told(paths: Sequence[Path], watch: Watch) -> Iterator[Path]:
    """The paths, each told when it comes to be read. Raises: Stopped."""
    for n, path in enumerate(paths):
        tell(watch, Phase.READING, n, len(paths))
        yield path


def settle(office: Office, batch: str = "") -> None:
    """End what a run that died had begun, in the files and in the number book; but a batch of that name is left, to be
    gone on with. Raises: as `issue`."""
    if outbox.unfinished(office.out):
        with outbox.desk(office.out, spared=batch) as desk:
            if desk.left:
                with the_book(office) as book, book.issuing():
                    _settle(desk.left, book)


def settle_numbers(office: Office) -> None:
    """As `settle`, of runs that took numbers only: whoever writes in the book clears no batch. Raises: as `issue`."""
    if outbox.unfinished(office.out, noted=True):
        settle(office, outbox.EVERY)


def voided(office: Office) -> Callable[[Origin], bool]:
    """A question for the outbox: was the number of this issued paper voided? The book is opened at the first."""
    known: dict[tuple[str, str, str], bool] = {}

    def ask(of: Origin) -> bool:
        key = of.series, of.issued, of.day
        if key not in known:
            with the_book(office) as book:
                known[key] = is_void(of, book)
        return known[key]

    return ask


def is_void(of: Origin, book: Register) -> bool:
    """Whether the number of an issued paper was voided."""
    from ..register import VOID, find

    number, year = place_in_book(of)
    row = find(book, of.series, year, number)
    return row is not None and row.state == VOID


@contextmanager
def the_book(office: Office) -> Iterator[Register]:
    """The number book of the office: data/register.db, or the server that office.yaml names in `register:`."""
    from ..register import open_register

    with open_register(office.number_book, office.user, office.today, marks=[mark_of(office)]) as book:
        yield book


@contextmanager
def writing_book(office: Office) -> Iterator[Register]:
    """The number book, to take numbers from: where nothing says how far it had come, it is held against the papers.

    Raises: GenError E754, and as `open_register`.
    """
    known = mark_of(office).exists()
    with the_book(office) as book:
        if not known:
            _refuse_unknown(office, book)
        yield book


def mark_of(office: Office) -> Path:
    """The file that says how far the book had come when this office last wrote in it."""
    return office.out / outbox.PLACE / "numbers.jsonl"


def _refuse_unknown(office: Office, book: Register) -> None:
    """Every number on an issued paper of the office must be in the book. Raises: GenError E754 for the first."""
    lost = [paper for paper in issued_papers([office.out], office) if not paper.is_in(book)]
    if lost:
        more = f" (และอีก {len(lost) - 1} ฉบับ)" if lost[1:] else ""
        of = lost[0].origin
        raise GenError("E754", where=book.where, number=of.issued, file=lost[0].path.name, more=more)


# --- a paper that has its number


def _had(draft: Draft, book: Register, office: Office, asked: int | None) -> Issued | None:
    """The number that stands in the paper and in the book already. Raises: GenError E618; E625 if another is asked."""
    from ..register import of_paper

    of = draft.origin
    if not of.day:
        return None
    if not of.issued and not of.series:  # a form without a number book: the day is all it has
        return Issued(draft.path, "", date.fromisoformat(of.day), same=True)
    row = of_paper(book, of.id) or _of_circular(draft, book, office)
    if row is None or (row.number, row.year) != place_in_book(of):
        return None
    _refuse_copy(draft, row, office)
    if asked not in (None, row.number):
        raise GenError("E625", number=of.issued, asked=asked)
    return Issued(draft.path, of.issued, date.fromisoformat(of.day), same=True)


def _of_circular(draft: Draft, book: Register, office: Office) -> Number | None:
    """The number that a letter of a circular shares with others that were made one by one."""
    from ..register import ISSUED, find, line

    of = draft.origin
    number, year = place_in_book(of)
    row = find(book, of.series, year, number) if of.issued else None
    subject = _entry(Wish(draft, date.fromisoformat(of.day), None, True), office, "").subject
    is_shared = row and row.circular and row.state == ISSUED and row.subject == line(subject)
    return row if is_shared else None


def _refuse_copy(draft: Draft, row: Number, office: Office) -> None:
    """The file that has this number must be this one, unless that has gone; circulars share theirs. Raises: E618."""
    other = office.root / row.file
    if draft.origin.is_circular or not row.file or other == draft.path or not other.is_file():
        return
    found = origin.read(other.read_bytes())
    if found and found[0].id == draft.origin.id and found[0].running == row.number:
        raise GenError("E618", other=other.name, number=found[0].issued or row)


# --- papers that want one


def _wish(draft: Draft, office: Office, day: date | None, number: int | None, book: Register) -> Wish:
    """Raises: GenError E613 to E618, E621, E622, E626, E628."""
    from ..register import ISSUED, of_paper

    asked = wish(draft, office, day, number)
    row = of_paper(book, draft.origin.id) if draft.takes_number else None
    if row:
        _refuse_copy(draft, row, office)
        if row.state == ISSUED and number != row.number and not draft.origin.is_circular:
            raise GenError("E626", number=row, other=row.file, running=row.number)
        return replace(asked, number=number, day=row.day or asked.day)
    if draft.origin.issued and number is None and not is_void(draft.origin, book):  # a book that was restored
        return replace(asked, number=draft.origin.running, day=date.fromisoformat(draft.origin.day))
    return asked


def _refuse_copies(wishes: Iterable[Wish]) -> None:
    """Two files of one paper cannot both have its number. Raises: Problems E618."""
    first: dict[str, Path] = {}
    wrong: list[Problem] = []
    for asked in wishes:
        draft = asked.draft
        other = first.setdefault(draft.origin.id, draft.path)
        if other != draft.path and draft.takes_number and not draft.origin.is_circular:
            wrong += GenError("E618", Place(draft.path.name), other=other.name, number="…").problems
    if wrong:
        raise Problems(wrong)


def _issue(wishes: Sequence[Wish], office: Office, book: Register, desk: Desk, reason: str) -> list[Issued]:
    """Take the numbers, write the files, confirm."""
    from ..register import take_all

    entries = {asked.draft.origin.id: _entry(asked, office, reason) for asked in wishes if asked.draft.takes_number}
    desk.note(*entries)
    try:
        rows = dict(zip(entries, take_all(book, list(entries.values()), pending=True), strict=True))
        issued = [_put(asked, rows.get(asked.draft.origin.id), office, desk) for asked in wishes]
        desk.commit()
    except BaseException:
        if not desk.is_committed:
            _end(dict.fromkeys(entries, False), book)
            desk.forget()
        raise
    _end(dict.fromkeys(entries, True), book)
    desk.forget()
    return issued


def _entry(asked: Wish, office: Office, reason: str) -> Entry:
    """What the number book keeps of the paper."""
    from ..register import Entry

    draft = asked.draft
    data = draft.origin.data
    of = office.series(draft.paper.series)
    subject = subject_of(data, draft.paper.title, draft.origin.key)
    sent_to = draft.origin.receiver or data.get("to") or ""
    if draft.origin.is_circular and draft.paper.each:
        sent_to = data.get(draft.paper.each, sent_to)
    return Entry(
        of.book, asked.day, subject, draft.origin.id, asked.number, asked.is_circular,
        sent_from=office.short, sent_to=sent_to if isinstance(sent_to, str) else "", file=_file(draft.path, office),
        force=reason or (CENTRAL if of.central else _instead(asked)),
    )  # fmt: skip


def subject_of(data: Mapping[str, Any], title: str, key: Mapping[str, Any]) -> str:
    """What the book calls a paper: its subject, or its title and what tells its case."""
    return str(data.get("subject") or " ".join([title, *map(str, key.values())]))


def _instead(asked: Wish) -> str:
    """Why the day may run backwards of a paper whose number was voided, and which keeps its day."""
    of = asked.draft.origin
    return f"แทนเลขที่ {of.issued}" if of.issued and asked.day.isoformat() == of.day else ""


def _file(path: Path, office: Office) -> str:
    """The path as the book keeps it: from the office's folder, where it lies in it."""
    root = office.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _put(asked: Wish, row: Number | None, office: Office, desk: Desk) -> Issued:
    draft = asked.draft
    day = (row.day if row else None) or asked.day
    number = numbered(draft, row.number, row.year, row.circular, office) if row else None
    data = written(draft, number, row.series if row else "", day)
    desk.put(draft.path, data, was=draft.data, note=draft.origin.id if row else "")
    return Issued(draft.path, number.typed if number else "", day, notices=tuple(lacking(draft)))


# --- runs that died


def _settle(left: Iterable[Left], book: Register) -> None:
    """Confirm the numbers whose files have them, give back the others."""
    for run in left:
        _end(run.notes, book)
        run.forget()


def _end(papers: Mapping[str, bool], book: Register) -> None:
    from ..register import PENDING, confirm, of_paper, release

    pending = [paper for paper in papers if (row := of_paper(book, paper)) and row.state == PENDING]
    confirm(book, [paper for paper in pending if papers[paper]])
    release(book, [paper for paper in pending if not papers[paper]])


def _path(draft: Draft) -> Path:
    return draft.path


def _each(items: Iterable[Item], path: Callable[[Item], Path], work: Callable[[Item], Result]) -> list[Result]:
    """The results for all items. Raises: Problems of all that have none, each with its file."""
    found: list[Result] = []
    wrong: list[Problem] = []
    for item in items:
        try:
            found.append(work(item))
        except GenError as error:
            wrong += [replace(one, place=Place(path(item).name)) for one in error.problems]
    if wrong:
        raise Problems(wrong)
    return found
