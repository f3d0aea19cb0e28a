"""The part of office.yaml that says whose fonts PDFs are made with: key `fonts`, a folder in data/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import GenError
from ..office import SETTINGS, Office
from .typefaces import Fonts

FILE = str(SETTINGS)


def fonts(office: Office) -> Fonts:
    """Where the office's fonts come from. Raises: GenError E403 for a folder that is not there."""
    folder = office.sections.get("fonts")
    return Fonts((in_data(office, "fonts", folder),)) if folder else Fonts()


def in_data(office: Office, key: str, name: Any) -> Path:
    """A file or folder that stands in data/, or anywhere if it is named from the root."""
    path = office.root / "data" / str(name)
    try:
        found = path.exists()
    except (OSError, ValueError):  # a name that no system can have
        found = False
    if not found:
        raise wrong_setting(key, f"ไม่พบ {path}")
    return path


def wrong_setting(key: str, why: str) -> GenError:
    return GenError("E403", file=FILE, key=key, why=why)
