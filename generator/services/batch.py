"""A table of many cases, a row each: its papers are made at once, and no case is kept of them.

In: a file. Out: how many cases it has; the making is `services.make`, in two processes, so that a door stays quick.
"""

from __future__ import annotations

from pathlib import Path

from ..case import open_cases
from ..form import load
from ..make import Way
from ..office import Office

__all__ = ["WAY", "count"]

WAY = Way(jobs=2)


def count(office: Office, form: str, path: Path) -> int:
    """About how many cases a file has. Raises: GenError E301 to E311, E401; Problems without a main sheet."""
    return open_cases(load(office.forms, form), path, office).count
