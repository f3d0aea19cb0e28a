"""What may come after a signature: other signatures and time stamps, and nothing else.

In: the file as it was signed, and as it is. Out: pyHanko's policy for the differences, and whether a later signature
lies over what was signed (its picture is a new drawing, which no policy looks at).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from ..pdf import stamps
from ..pdf.stamps import Box

OWN = ("/Producer", "/ModDate", "/CreationDate")  # of the document information: what each program that saves writes

ABOUT = re.compile(rb"<dc:(title|creator|description|subject)\b[^>]*>(.*?)</dc:", re.DOTALL)


def policy() -> Any:
    """Differences that are allowed: of fields only those for signatures, where pyHanko's own lets any be filled in."""
    from pyhanko.sign import diff_analysis

    found: Any = diff_analysis  # of which a part is typed

    class SameInfo(diff_analysis.DocInfoRule):
        """Title, author and subject stay: a reader shows the title above the page."""

        def apply(self, old: Any, new: Any) -> Any:
            if _shown(old) != _shown(new):
                raise found.SuspiciousModification("the document information was changed")
            return super().apply(old, new)

    class SameMetadata(diff_analysis.MetadataUpdateRule):
        """And those of the metadata, which newer readers show instead."""

        def apply(self, old: Any, new: Any) -> Any:
            if not _metadata(new) <= _metadata(old):
                raise found.SuspiciousModification("the metadata were changed")
            return super().apply(old, new)

    level = found.ModificationLevel.LTA_UPDATES
    same = SameMetadata()  # type: ignore[no-untyped-call]
    rules = (SameInfo(), same, found.XrefStreamRule(), found.ObjectStreamRule(), found.DSSCompareRule())
    fields = [found.SigFieldCreationRule(), found.SigFieldModificationRule()]
    return found.StandardDiffPolicy(
        [found.CatalogModificationRule(), *(rule.as_qualified(level) for rule in rules)],
        found.FormUpdatingRule(field_rules=fields),
    )


def _shown(resolver: Any) -> dict[str, str]:
    where = resolver.trailer_view.get_value_as_reference("/Info", optional=True)
    info = resolver(where) if where is not None else {}
    return {str(key): str(value) for key, value in info.items() if key not in OWN}


def _metadata(resolver: Any) -> set[tuple[bytes, bytes]]:
    """What the metadata say of the paper; programs that save write days and their own names beside it."""
    where = resolver.root.get_value_as_reference("/Metadata", optional=True)
    return set(ABOUT.findall(resolver(where).data)) if where is not None else set()


def covers_words(signed: bytes, now: bytes) -> bool:
    """Whether a signature that came later lies over something that was drawn on the signed paper."""
    before = {name for _, name, _ in _signatures(signed)}
    new = [(page, box) for page, name, box in _signatures(now) if name not in before]
    if not new:
        return False
    rooms = stamps.rooms(signed)
    return any(page >= len(rooms) or not rooms[page].is_blank(box) for page, box in new)


def _signatures(data: bytes) -> Iterator[tuple[int, str, Box]]:
    """The visible signatures of a PDF: page (from 0), name of the field, and place."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for widget in page.obj.get("/Annots", ()):
                kind = widget.get("/FT", widget.get("/Parent", {}).get("/FT", ""))
                box = stamps.seen(page, _sorted(widget.get("/Rect", (0, 0, 0, 0))))
                if str(kind) == "/Sig" and box.width > 0 and box.height > 0:
                    yield number, str(widget.get("/T", widget.get("/Parent", {}).get("/T", ""))), box


def _sorted(rectangle: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top, however the corners were named (ISO 32000-1 7.9.5)."""
    x0, y0, x1, y1 = (float(edge) for edge in rectangle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
