"""What a cell of the workbook holds of a value, what it offers, and by what rule it warns.

Rules are formulas of Excel with the places {cell}, {low} and {high}: they warn and never forbid what the parser reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..office import Office
from ..thai import CitizenId, MaskedId
from .picture import files

if TYPE_CHECKING:
    from .field import Field
    from .parsers import Raw

MASK = "×"
TEXT, MONEY, WHOLE, GENERAL = 49, 4, 1, 0  # number formats of a workbook (ECMA-376-1 §18.8.30)

# Text with a digit of either kind, as dates, times and amounts have it; array constants are not allowed in a rule.
_DIGIT = 'SUMPRODUCT(--ISNUMBER(FIND(MID("0123456789๐๑๒๓๔๕๖๗๘๙",ROW($1:$20),1),{cell})))>0'
DIGITS_RULE = f"OR(ISNUMBER({{cell}}),{_DIGIT})"
MONEY_RULE = f"IF(ISNUMBER({{cell}}),{{cell}}>=0,{_DIGIT})"
WHOLE_RULE = (
    "IF(ISNUMBER({cell}),AND({cell}=INT({cell}),{cell}>={low},{cell}<={high})," + _DIGIT + ")"
)
SLASH_RULE = 'ISNUMBER(FIND("/",{cell}))'
THIRTEEN_RULE = 'LEN(SUBSTITUTE(SUBSTITUTE({cell},"-","")," ",""))=13'


def typed(value: Any) -> Raw:
    """The text that a value was made of, or the value itself."""
    return getattr(value, "typed", value)


def lines(value: Any) -> Raw:
    return "\n".join(str(typed(one)) for one in value) if isinstance(value, tuple) else value


def yesno(value: Any) -> Raw:
    return ("ใช่" if value else "ไม่ใช่") if isinstance(value, bool) else value


def number(value: Any) -> Raw:
    if not isinstance(value, Decimal):
        return typed(value)
    return int(value) if value == int(value) else float(value)


def masked(kept: Any) -> MaskedId | None:
    """A citizen ID of which a paper kept the mask only."""
    return MaskedId(str(kept)) if MASK in str(kept) else None


def masking(value: CitizenId | MaskedId) -> str:
    """A citizen ID as a paper keeps it: masked."""
    return str(value)


# --- what the drop-down of a type offers by itself


def answers(field: Field, office: Office) -> Iterable[str]:
    return ("ใช่", "ไม่ใช่")


def signers(field: Field, office: Office) -> Iterable[str]:
    return (signer.typed for signer in office.signers.values())


def salutations(field: Field, office: Office) -> Iterable[str]:
    return tuple(office.salutations)


def names(field: Field, office: Office) -> Iterable[str]:
    """The names of the directory that a text is held against."""
    if not field.directory:
        return field.choices
    return (receiver.name for receiver in office.listed(field.directory))


def pictures(field: Field, office: Office) -> Iterable[str]:
    return files(office.root)


def choices(field: Field, office: Office) -> Iterable[str]:
    return field.choices
