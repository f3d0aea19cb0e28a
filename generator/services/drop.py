"""Files that a clerk hands in: each is known by what it is, and comes to where it belongs.

    a Word file of ours          beside the same paper in out/, or over it where nobody edited that one
    another Word file            kept for the proofreader
    a workbook of a kept case    into that case, or beside it where both were changed
    another filled workbook      a new case of its work; one with many cases waits for a word
    a scan, a signed PDF         kept until its number is said
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .. import outbox
from ..catalogue import PAPER, Catalogue, Query
from ..errors import GenError, Problem
from ..office import Office
from ..paper.known import DRAFT, Known, know
from ..paper.origin import Origin
from . import batch, cases, upload
from .check import form_of

EDITED, SAME, FOREIGN, CASE, SCAN, WRONG = "edited", "same", "foreign", "case", "scan", "wrong"
MERGED, DIFFERS, BATCH = "merged", "differs", "batch"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".yaml", ".yml")
WORDS = (".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf")
SCANS = (".pdf", ".png", ".jpg", ".jpeg")
MOST_LOOKED_AT = 200  # papers of a form that are compared with the one that came


@dataclass(frozen=True)
class Dropped:
    """What became of a file: where it lies now, the form of a case and its id, or what is wrong with it."""

    kind: str
    name: str
    path: Path | None = None
    form: str = ""
    id: str = ""
    problems: tuple[Problem, ...] = ()
    received: str = ""  # of a workbook that differs from its case: its id there


def receive(
    office: Office, catalogue: Catalogue, inbox: Path, name: str, data: bytes, now: datetime
) -> Dropped:
    """Take one file in. `inbox`: where files lie that belong to nothing yet. Raises: GenError E601."""
    name = outbox.file_name(name)
    suffix = Path(name).suffix.lower()
    if suffix in WORDS:
        return _word(office, catalogue, inbox, name, data)
    kept = keep(inbox, name, data)
    if suffix in WORKBOOKS:
        return _workbook(office, kept, now)
    kind = SCAN if suffix in SCANS else WRONG
    return Dropped(kind, name, kept, id=kept.parent.name)


def inboxed(inbox: Path, id: str) -> Path:
    """The file in the inbox of an id. Raises: GenError E953."""
    folder = inbox / id
    files = sorted(folder.iterdir()) if id.isalnum() and folder.is_dir() else []
    if not files:
        raise GenError("E953")
    return files[-1]


def keep(inbox: Path, name: str, data: bytes) -> Path:
    """Put a file into a folder of its own: its name stays, and nothing beside it is read with it.

    The name of the folder is the id by which pages speak of the file. Raises: GenError E601.
    """
    return outbox.create_beside(inbox / hashlib.sha256(data).hexdigest()[:20] / outbox.file_name(name), data)


def _word(office: Office, catalogue: Catalogue, inbox: Path, name: str, data: bytes) -> Dropped:
    of = Known(Path(name), data).origin
    if of is None:
        kept = keep(inbox, name, data)
        return Dropped(FOREIGN, name, kept, id=kept.parent.name)
    there = _same_paper(office, catalogue, of)
    if there is None:
        path = outbox.create_beside(office.out / str(office.today.year + 543) / of.form / name, data)
        return Dropped(EDITED, name, path)
    if there.data == data:
        return Dropped(SAME, name, there.path)
    if there.state == DRAFT:  # nobody edited it: it can be made again from what it holds
        outbox.overwrite(there.path, data)
        return Dropped(EDITED, name, there.path)
    return Dropped(EDITED, name, outbox.create_beside(there.path, data))


def _same_paper(office: Office, catalogue: Catalogue, of: Origin) -> Known | None:
    """The paper of out/ that was made from the same case."""
    catalogue.refresh()
    for entry in catalogue.search(Query(kind=PAPER, form=of.form), MOST_LOOKED_AT):
        if entry.paper != of.paper:
            continue
        known = know(office.root / entry.path)
        if known.origin and known.origin.is_same_case(of):
            return known
    return None


def _workbook(office: Office, path: Path, now: datetime) -> Dropped:
    try:
        form = form_of(path, office.forms)
        if id := upload.stamped(office, form, path):
            given = upload.take(office, form, id, path, now)
            kind = DIFFERS if given.differences else MERGED
            return Dropped(kind, path.name, form=form, id=id, received=given.id)
        if batch.count(office, form, path) > 1:
            return Dropped(BATCH, path.name, path, form=form, id=path.parent.name)
        made = cases.take(office, form, path, now)
    except GenError as error:
        return Dropped(WRONG, path.name, path, problems=error.problems)
    return Dropped(CASE, path.name, form=form, id=made.id)
