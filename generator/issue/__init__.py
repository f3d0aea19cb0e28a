"""Papers get their number and day: out of the number book, into the file that the clerk has edited.

In: Word files of ours. Out: the same files, with the number and day wherever their content controls stand, and no other
byte changed. All files of a call or none:

    read every file ─ note ─ take numbers (pending) ─ write temporary files ─ commit ─ name the files ─ confirm

A run that dies before `commit` leaves nothing, and its numbers go back; one that dies after it is ended by the next
(`settle`). `paper.controls` knows the controls, `register` the numbers, `outbox` the files.

    run      issue, settle: the road above
    filing   a signed copy comes back beside its paper
    found    issued papers as they lie in folders
    recover  what a book that was lost or put back learns from them
    draft    a paper read, what it asks of the number book, and the same paper with its number
"""

from .filing import file_copy
from .recover import Recovered, recover
from .run import (
    Issued,
    is_void,
    issue,
    settle,
    settle_numbers,
    subject_of,
    the_book,
    voided,
    writing_book,
)

__all__ = [
    "Issued", "Recovered", "file_copy", "is_void", "issue", "recover", "settle", "settle_numbers",
    "subject_of", "the_book", "voided", "writing_book",
]  # fmt: skip
