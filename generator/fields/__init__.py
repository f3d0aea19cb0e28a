"""The types of a form's fields: each turns one cell into a typed value, and says what a clerk should type.

In: a `Field` of the schema and the raw value of a cell. Out: the value (a value of `thai`, a text, a tuple of lines),
or a `Problem` at that cell.

    types     TYPES: all that is known of a type, in one row: parser, values, cells, examples, way into a paper and back
    parsers   how each type reads a cell
    cells     the way back: what a cell holds of a value, what it offers, by what rule
    field     Field: one field of a form
    reading   read, value, show: a cell and its value
"""

from .field import Due, Field
from .parsers import LONGEST, Raw, Wrong
from .reading import KINDS, bare_code, kept, read, show, shown, value
from .table import KEYS as TABLE_KEYS
from .table import NOTE as TABLE_NOTE
from .types import TYPES, Type

__all__ = [
    "KINDS", "LONGEST", "TABLE_KEYS", "TABLE_NOTE", "TYPES", "Due", "Field", "Raw",
    "Type", "Wrong", "bare_code", "kept", "read", "show", "shown", "value",
]  # fmt: skip
