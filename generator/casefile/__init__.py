"""Cases that are kept as files: what was typed, cell by cell, with every version of it.

    cases/<form>/<id>/case.json        the newest version
    cases/<form>/<id>/versions/N.json  every version, folded to one a sitting when they grow old
    cases/<form>/<id>/received/        files that a clerk gave, as they came

In: raw texts by sheet and cell, as a workbook has them; typed values are never kept. Out: a `CaseFile`, or what
two hands wrote in one cell. Whatever only helps to find cases is built again from these files.
"""

from __future__ import annotations

from .merge import Cells, Clash, differ, merge, settled
from .store import FOLDER, CaseFile, create, find, listed, plain, read, receive, received, received_id, save, versions

__all__ = [
    "FOLDER",
    "CaseFile",
    "Cells",
    "Clash",
    "create",
    "differ",
    "find",
    "listed",
    "merge",
    "plain",
    "read",
    "receive",
    "received",
    "received_id",
    "save",
    "settled",
    "versions",
]
