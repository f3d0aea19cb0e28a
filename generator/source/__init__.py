"""Files to plain cells with addresses, whatever the format.

In: a path. Out: a `Book` of `Table`s (xlsx, xls, ods, CSV, a web page, a kept case) or a `Tree` (YAML); what the file
holds decides on its kind, not its name. One file a format; all refuse what is damaged, locked by a password, or larger
than is safe.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import GenError
from . import delimited, kept, ods, page, tree, xls, xlsx
from .archive import Archive
from .file import WORKBOOKS, content, damaged, kind
from .kept import Head, book_of
from .table import STAMP, UNCALCULATED, Book, Raw, Table
from .tree import Branch, Leaf, Node, Row, Tree

__all__ = [
    "STAMP", "UNCALCULATED", "Book", "Branch", "Head", "Leaf", "Node", "Raw", "Row", "Table", "Tree", "book_of", "read",
]  # fmt: skip


def read(path: Path) -> Book | Tree:
    """Read a file. Raises: GenError E301 to E311, with one clear message for whatever is wrong with the file."""
    data, file = content(path), path.name
    match kind(data, path.suffix):
        case "zip":
            return _zipped(data, file)
        case "ole":
            return xls.read(data, file)
        case "page":
            return page.read(data, file)
        case "tree":
            return tree.read(data, file)
        case "kept":
            return kept.read(data, file)
        case "text" if path.suffix.lower() not in WORKBOOKS or _is_plain(data):
            return delimited.read(data, path)
    raise GenError("E303", file=file, kind=path.suffix.lower())


def _zipped(data: bytes, file: str) -> Book:
    with damaged(file):
        is_ods = "content.xml" in Archive(data, file)
    return ods.read(data, file) if is_ods else xlsx.read(data, file)


def _is_plain(data: bytes) -> bool:
    """Whether a file named as a workbook may be text: web systems serve CSV under such names."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(byte < 32 and byte not in b"\t\r\n" for byte in data)
