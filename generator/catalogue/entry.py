"""One thing of an office as lists show it, and what may be asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..casefile.store import CaseFile
from ..paper.known import ISSUED, Known
from ..thai import BLANK, arabic_digits

CASE, PAPER = "case", "paper"
ABOUT = ("subject", "title", "name")  # fields that say what a paper is about, the first that it has
SIGNED = "signed"
SUBJECTS = ("เรื่อง", "ชื่อ", "ชื่อเรื่อง", "ผู้เรียน", "ชื่อผู้เรียน", "ถึง", "เรียน")  # the same of a case, by headings
UNNAMED = "ยังไม่มีชื่อ"
LONGEST = 120  # of a title


@dataclass(frozen=True)
class Entry:
    """A case or paper: `path` from the office's folder, `year` BE, `day` ISO (CE), `state` as `paper.known` has it.

    `waits`: a paper of ours whose number or day is still a gap.
    """

    id: str
    kind: str
    path: str
    form: str
    paper: str
    title: str
    number: str
    receiver: str
    state: str
    year: int
    day: str
    changed: int  # ns since 1970
    waits: int = 0


@dataclass(frozen=True)
class Query:
    """What is looked for: words anywhere, and what a thing is. Empty: all."""

    words: str = ""
    kind: str = ""
    form: str = ""
    state: str = ""
    year: int = 0
    waits: bool = False  # only papers that wait for their number or day


def id_of(path: str) -> str:
    """The name by which pages speak of a file, so that no path ever comes from a request."""
    return hashlib.sha256(path.encode()).hexdigest()[:20]


def paper_entry(path: str, known: Known, changed: int) -> tuple[Entry, str]:
    """A Word file in out/ as an entry, and the words that find it."""
    of = known.origin
    data: Mapping[str, Any] = of.data if of else {}
    title = next((str(data[key]) for key in ABOUT if data.get(key)), Path(path).stem)
    number = (of.issued if of else "") or known.late.get("number", "")
    day = of.day if of else ""
    entry = Entry(
        id=id_of(path),
        kind=PAPER,
        path=path,
        form=of.form if of else "",
        paper=of.paper if of else "",
        title=title,
        number="" if BLANK in number else number.replace("\u00a0", " "),
        receiver=(of.receiver if of else "") or str(data.get("to") or ""),
        state=_state(known),
        year=_year(path),
        day=day,
        changed=changed,
        waits=int(known.is_blank),
    )
    return entry, plain(" ".join([path, number, *texts(data), entry.receiver]))


def case_entry(path: str, of: CaseFile, changed: int) -> tuple[Entry, str]:
    """A kept case as an entry, and the words that find it."""
    entry = Entry(
        id=id_of(path),
        kind=CASE,
        path=path,
        form=of.form,
        paper=of.id,
        title=of.name or _subject(of) or UNNAMED,
        number="",
        receiver="",
        state="",
        year=0,
        day=of.at[:10],
        changed=changed,
    )
    return entry, plain(" ".join([of.name, *texts(dict(of.cells))]))


def _subject(of: CaseFile) -> str:
    """What a case without a name is about, as its main sheet says."""
    name, head = next(iter(of.heads.items()), ("", None))
    rows = of.cells.get(name, ())
    if head is None or not rows:
        return ""
    said = dict(zip(head.headings, rows[0], strict=False))
    return next((said[heading] for heading in SUBJECTS if said.get(heading)), "")[:LONGEST]


def texts(value: Any) -> Iterator[str]:
    """Every text in the data of a paper or case."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)
    elif value is not None:
        yield str(value)


def plain(text: str) -> str:
    """Words as they are compared: without case, in Arabic digits, single spaces."""
    return " ".join(arabic_digits(text).casefold().split())


def _state(known: Known) -> str:
    state = known.state
    if state == ISSUED and known.path.with_name(f"{known.path.stem} (ลงนาม).pdf").exists():
        return SIGNED
    return state


def _year(path: str) -> int:
    """The BE year of `out/2569/order/…`; 0 elsewhere."""
    parts = Path(path).parts
    return int(parts[1]) if len(parts) > 2 and parts[1].isdigit() else 0
