"""Made papers on the disk: names that every system can hold, whole files or none, and nothing of a clerk's overwritten.

In: names and bytes. Out: files below the office's `out/`. What stands there already decides what becomes of a paper:

    nothing                           made
    the same                          left
    made by us, not edited            replaced
    edited by a clerk, or not ours    kept; the new one stands beside it as `… (ใหม่ ๒).docx`
    issued, from the same data        left
    issued, from other data           refused: the number must be voided, or the paper amended
"""

from ..errors import unwritable
from .bundle import write_bundle
from .fate import BESIDE, EACH, ISSUED, NEW, REPLACED, SAME, Output, Written, write_all, write_batch, write_new
from .files import (
    LONGEST,
    RESERVED,
    TOGETHER,
    create,
    create_beside,
    file_name,
    free_name,
    is_together,
    numbered,
    overwrite,
    read,
    writing,
)
from .files import write as write_file
from .journal import EVERY, PLACE, Desk, Left, desk, spool, unfinished

__all__ = [
    "BESIDE",
    "EACH",
    "EVERY",
    "ISSUED",
    "LONGEST",
    "NEW",
    "PLACE",
    "REPLACED",
    "RESERVED",
    "SAME",
    "TOGETHER",
    "Desk",
    "Left",
    "Output",
    "Written",
    "create",
    "create_beside",
    "desk",
    "file_name",
    "free_name",
    "is_together",
    "numbered",
    "overwrite",
    "read",
    "spool",
    "unfinished",
    "unwritable",
    "write_all",
    "write_batch",
    "write_bundle",
    "write_file",
    "write_new",
    "writing",
]
