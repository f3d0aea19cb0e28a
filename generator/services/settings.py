"""What an office sets up once: its emblem, and what its machine has."""

from __future__ import annotations

from pathlib import Path

from ..office import Office
from ..pdf.doctor import Fact
from ..pdf.doctor import doctor as look_at_machine
from ..template.emblem import keep_emblem, take_emblem
from .pdf import fonts_of

__all__ = ["Fact", "doctor", "set_emblem"]


def set_emblem(office: Office, file: Path) -> Path:
    """Take the emblem out of a picture or a Word paper, and keep it as the office's.

    Raises: GenError E301, E305, E306, E309, E415, E503, E504, E601.
    """
    return keep_emblem(office, take_emblem(file))


def doctor(office: Office | None) -> list[Fact]:
    """What this machine has, and what is to be done. Raises: GenError E403."""
    return look_at_machine(fonts_of(office))
