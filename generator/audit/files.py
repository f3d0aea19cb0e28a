"""Which files to check: those that are named, and all papers of a folder that is named.

In: paths as typed. Out: files in the order typed, those of a folder by their names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

# LibreOffice makes a .docx of these, and does not keep what some rules look at: Thai page numbers, first pages without
# a number, in .rtf also the fonts of Thai letters and the marks of table rows.
OTHERS: Mapping[str, frozenset[str]] = {
    ".doc": frozenset({"L12", "L84"}),
    ".odt": frozenset({"L84"}),
    ".rtf": frozenset({"L03", "L04", "L12", "L15", "L77", "L84"}),
}
PAPERS = (".docx", ".docm", *OTHERS)
LEFT_OUT = ("~", ".")  # lock files of Word (~$…) and LibreOffice (.~lock…), our own folder .gen, hidden files


def chosen(paths: Iterable[Path]) -> Iterator[Path]:
    """The files; a folder without papers stays itself, so that it is said. A lock file among others is none."""
    paths = list(paths)
    for path in paths:
        if path.is_dir():
            yield from list(_papers(path)) or [path]
        elif len(paths) == 1 or not path.name.startswith("~$"):
            yield path


def labels(paths: Sequence[Path]) -> list[str]:
    """What to call each file: its name, and its folder too where two have one name."""
    names = [path.name for path in paths]
    if len(set(names)) == len(names):
        return names
    absolute = [path.absolute() for path in paths]
    try:
        common = os.path.commonpath([path.parent for path in absolute])
    except ValueError:  # two drives of Windows
        return [str(path) for path in paths]
    return [path.relative_to(common).as_posix() for path in absolute]


def _papers(folder: Path) -> Iterator[Path]:
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(LEFT_OUT))
        for name in sorted(names):
            if name.lower().endswith(PAPERS) and not name.startswith(LEFT_OUT):
                path = Path(inside, name)
                if path.is_file() or path.is_symlink():  # no pipe, which would be waited for
                    yield path
