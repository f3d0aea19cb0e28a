"""Everything that lies in an office, found by words: its cases, and the papers in out/.

    files on the disk ─ refresh ─▶ out/.gen/catalogue.db ─ search ─▶ Entries

The catalogue holds nothing of its own: it is built anew from the files whenever it is lost, damaged or of another
version, and a refresh reads only what changed since the last. Words are found as parts of words (trigrams), as Thai has
no spaces between them. The only package that knows SQLite's full text search.
"""

from __future__ import annotations

from .entry import CASE, PAPER, Entry, Query, id_of
from .store import Catalogue

__all__ = ["CASE", "PAPER", "Catalogue", "Entry", "Query", "id_of"]
