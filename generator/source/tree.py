"""YAML cases (.yaml): a tree whose scalars all stay text, each with its line.

`เลขที่: 1/2562`, `09:30`, `no`, `007` mean what was typed, as in a cell formatted as text. Tags, anchors and aliases,
which no case needs, are refused, and so is a key that stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import yamlfaults
from ..errors import GenError, Place
from .file import hold_size, text

LARGEST = 4 * 2**20  # bytes; a YAML file is typed by hand
NOTHING = ("", "~", "null")


@dataclass(frozen=True, eq=False)
class Leaf:
    """A text, or None where nothing was typed; lines count from 1."""

    text: str | None
    line: int


@dataclass(frozen=True, eq=False)
class Branch:
    """A mapping `key: value`."""

    items: dict[str, Node]
    line: int


@dataclass(frozen=True, eq=False)
class Row:
    """A list `- value`."""

    items: list[Node]
    line: int


Node = Leaf | Branch | Row


@dataclass(frozen=True)
class Tree:
    """A YAML file; several documents in it are the items of one list."""

    file: str
    root: Node

    def place(self, node: Node) -> Place:
        return Place(self.file, "", f"บรรทัด {node.line}")


def read(data: bytes, file: str) -> Tree:
    """Read a YAML file. Raises: GenError E305, E307, E308, E311."""
    import yaml

    hold_size(file, len(data), LARGEST)
    typed = text(data, file)
    fast = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        documents = list(_documents(yaml.parse(typed, Loader=fast), file))
    except yaml.YAMLError:  # the parser in C has limits and words of its own: the one in Python says what is wrong
        documents = _read_slowly(typed, file)
    filled = [node for node in documents if not (isinstance(node, Leaf) and node.text is None)]
    if not filled:
        raise GenError("E311", file=file)
    return Tree(file, filled[0] if len(filled) == 1 else Row(filled, filled[0].line))


def _read_slowly(typed: str, file: str) -> list[Node]:
    """Raises: GenError E308 for whatever cannot be read."""
    import yaml

    try:
        return list(_documents(yaml.parse(typed, Loader=yaml.BaseLoader), file))
    except yaml.YAMLError as error:
        raise _wrong(file, *yamlfaults.told(error, typed)) from None


def _documents(events: Iterator[Any], file: str) -> Iterator[Node]:
    """The root node of each document, built without recursion."""
    import yaml

    open_nodes: list[Branch | Row] = []
    keys: list[str | None] = []  # of each open mapping, the key that waits for its value
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            keys.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        _refuse(event, line, file)
        if open_nodes and isinstance(open_nodes[-1], Branch) and keys[-1] is None:
            keys[-1] = _key(event, open_nodes[-1], line, file)
            continue
        node = _node(event, line)
        if not open_nodes:
            yield node
        else:
            _attach(open_nodes[-1], keys, node)
        if not isinstance(node, Leaf):
            open_nodes.append(node)
            keys.append(None)
            if len(open_nodes) > yamlfaults.DEEPEST:
                raise _wrong(file, line, yamlfaults.TOO_DEEP)


def _node(event: Any, line: int) -> Node:
    import yaml

    if isinstance(event, yaml.MappingStartEvent):
        return Branch({}, line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Row([], line)
    return Leaf(None if event.implicit[0] and event.value in NOTHING else event.value, line)


def _attach(parent: Branch | Row, keys: list[str | None], node: Node) -> None:
    if isinstance(parent, Row):
        parent.items.append(node)
    else:
        parent.items[keys[-1] or ""] = node
        keys[-1] = None


def _key(event: Any, parent: Branch, line: int, file: str) -> str:
    import yaml

    if not isinstance(event, yaml.ScalarEvent):
        raise _wrong(file, line, "ชื่อช่องต้องเป็นข้อความ")
    if event.value in parent.items:
        raise _wrong(file, line, f'มี "{event.value}" สองครั้ง')
    return str(event.value)


def _refuse(event: Any, line: int, file: str) -> None:
    import yaml

    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _wrong(file, line, "ใช้ & หรือ * นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ")
    if event.tag:
        raise _wrong(file, line, "ใช้ ! นำหน้าค่าไม่ได้ — ใส่เครื่องหมายคำพูดคร่อมข้อความ")


def _wrong(file: str, line: int, why: str) -> GenError:
    return GenError("E308", file=file, line=line, why=why)
