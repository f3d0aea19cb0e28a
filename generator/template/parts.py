"""What only templates need of WordprocessingML: the order of properties, whole packages, and lengths to write.

The names, safe parsing and relations that all readers of Word files share stand in `generator/wordml.py`.
Source: ECMA-376-1 17.3.2 (order of run properties), 17.18 (twips and half points), 20 (EMU).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from ..errors import GenError
from ..render.outside import plain_type
from ..word import opc
from ..word.xml import NS, TWIPS_CM, Element, Parts, W, main_part, parse

# ECMA-376-1 17.3.2.28 (EG_RPrBase). Word reads any order, but a validator does not.
RUN_ORDER = (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
    "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
    "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
RUN_RANK = {name: rank for rank, name in enumerate(RUN_ORDER)}


def find_values(root: Element, path: str) -> list[str]:
    """The attributes of an XPath, as texts."""
    return [str(value) for value in cast("list[object]", root.xpath(path, namespaces=dict(NS)))]


def twips(cm: float) -> int:
    return round(cm * TWIPS_CM)


DAMAGE = (ValueError, ArithmeticError, LookupError)  # what figures and names that are none raise, deep in a part


def open_package(docx: bytes, name: str) -> Parts:
    """The parts of a Word file. Raises: GenError E415 when it is damaged, hostile, or no Word file."""
    try:
        parts = opc.read(docx)
        main_part(parts)
    except (opc.NotAPackage, ValueError):
        raise GenError("E415", template=name) from None
    plain_type(parts)
    return parts


def stories(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    """(name, root) of every part below word/ that is WordprocessingML: the text first, then by name."""
    first = main_part(parts)
    names = (name for name in parts if name.startswith("word/") and name.endswith(".xml"))
    for name in sorted(names, key=lambda name: (name != first, name)):
        root = parse(parts[name])
        if root.tag.startswith(f"{{{W}}}"):
            yield name, root
