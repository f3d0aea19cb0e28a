"""All papers of a run in one zip, for another office or a printer: no file of the office's own is touched.

In: papers and the folder that their names are seen from. Out: a new zip, whole or not at all. Word files are packed
already, so that members are stored; the same papers give the same bytes.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from ..errors import GenError
from ..word.opc import EPOCH
from . import files
from .fate import Output, Written


def write_bundle(papers: Iterable[Output], folder: Path, path: Path) -> Written:
    """Write the papers into a zip, with `.zip` to its name, that must not be there yet. Raises: GenError E601, E602."""
    if path.suffix.lower() != ".zip":
        path = path.with_name(f"{path.name}.zip")
    if path.exists():
        raise GenError("E602", file=path.name)
    temporary = path.with_name(f".gen-{uuid4().hex[:12]}.tmp")
    try:
        with files.writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                _fill(zipfile.ZipFile(file, "w"), papers, folder)
                file.flush()
                os.fsync(file.fileno())
        try:
            files.name_new(temporary, path)
        except FileExistsError:
            raise GenError("E602", file=path.name) from None
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    files.sync_folders({path.parent})
    return Written(path)


def _fill(bundle: zipfile.ZipFile, papers: Iterable[Output], folder: Path) -> None:
    with bundle:
        for paper in papers:
            name = paper.path.relative_to(folder).as_posix()
            bundle.writestr(zipfile.ZipInfo(name, EPOCH), paper.read())
