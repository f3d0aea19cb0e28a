"""The works of an office: which there are, and what one asks for.

Forms are read from a folder, so that they can be looked at where there is no office.
"""

from __future__ import annotations

from pathlib import Path

from .. import form as forms
from ..folders import form_names
from ..form import Form

__all__ = ["Form", "list_forms", "load"]


def load(folder: Path, name: str) -> Form:
    """One form. Raises: GenError E401 to E404."""
    return forms.load(folder, name)


def list_forms(folder: Path) -> list[Form]:
    """Every form, by name. Raises: GenError E402 to E404."""
    return [forms.load(folder, name) for name in form_names(folder)]
