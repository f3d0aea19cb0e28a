"""Rules and words that an office accepts: `check.off` and `check.accept` of data/office.yaml, from a report.

In: the file's bytes, and codes of rules or words. Out: the new bytes; all else in the file stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .. import settingsfile
from ..thai import clean
from .settings import by_name

BY_WORD = frozenset({"T47", "T48", "T89", "T92"})  # rules that let a word be which the office takes for right
CODE = re.compile(r"[A-Z]\d{2}", re.IGNORECASE)


def accepted(data: bytes, said: Mapping[str, Any], codes: Iterable[str]) -> bytes:
    """The settings with rules switched off (T64), and any other text taken for a word that is right; `said` is `check:`
    as it stands. Raises: GenError E308."""
    found: dict[str, list[str]] = {"off": [], "accept": []}
    for code in codes:
        if CODE.fullmatch(code.strip()):
            found["off"].append(code.strip().upper())
        else:
            found["accept"].append(clean(code))
    changes: dict[str, Any] = {}
    said = by_name(said)
    for key, more in found.items():
        kept = said.get(key) or []
        before = [kept] if isinstance(kept, str) else list(kept)
        if more:
            changes[f"check.{key}"] = list(dict.fromkeys([*before, *more]))
    return settingsfile.edited(data, changes)
