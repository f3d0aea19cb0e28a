"""A signed copy comes back: it is kept beside its paper, and the number book knows it."""

from __future__ import annotations

from pathlib import Path

from .. import outbox
from ..errors import GenError
from ..office import Office
from .run import the_book

SIGNED = "ลงนามแล้ว"
KINDS = {b"%PDF-": ".pdf", b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg"}


def file_copy(scan: Path, office: Office, series: str, year: int, number: int) -> Path:
    """Copy a signed scan or PDF to its paper's folder, and note it in the number book; filing it again is no change.

    The number is `number`/`year` (BE) of a series; without one, of the only series that has it.

    Raises: GenError E301, E602, E713, E728, E729, E866.
    """
    from ..register import books, file_signed, find

    data = outbox.read(scan)
    if data is None:
        raise GenError("E301", file=scan.name)
    suffix = next((suffix for head, suffix in KINDS.items() if data.startswith(head)), None)
    if suffix is None:
        raise GenError("E866", file=scan.name)
    with the_book(office) as book:
        named = [series] if series else sorted({one.series for one in books(book)})
        rows = [row for name in named if (row := find(book, name, year, number))]
        if not rows:
            raise GenError("E713", number=f"{number}/{year}")
        if len(rows) > 1:
            raise GenError("E729", number=f"{number}/{year}", series=" ".join(row.series for row in rows))
        [row], series = rows, rows[0].series
        paper = office.root / row.file if row.file else office.out / str(row.year) / series / f"{row.running}.docx"
        path = paper.with_name(f"{paper.stem[: outbox.LONGEST - 12]} ({SIGNED}){suffix}")
        if outbox.read(path) != data:
            outbox.write_new(path, data)
        kept = path.relative_to(office.root).as_posix()
        if row.signed != kept:
            file_signed(book, series, row.year, row.number, kept)
    return path
