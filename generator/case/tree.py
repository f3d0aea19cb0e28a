"""YAML to records: keys are field keys or labels, lists are lists, records are mappings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import Problem, guess, problem
from ..fields import Field, Raw
from ..form import Form
from ..source import Branch, Leaf, Node, Row, Tree
from ..thai import nearest
from .record import Record, bare, names


def records(form: Form, tree: Tree, problems: list[Problem]) -> Iterator[Record]:
    nodes = tree.root.items if isinstance(tree.root, Row) else [tree.root]
    for node in nodes:
        yield _branch(form.fields, node, tree, problems)


def _branch(fields: Sequence[Field], node: Node, tree: Tree, problems: list[Problem]) -> Record:
    nodes = {"": node}
    record = Record(lambda key: tree.place(nodes.get(key, node)))
    if not isinstance(node, Branch):
        problems.append(problem("E206", tree.place(node), expected="รายการ ชื่อช่อง: ค่า"))
        return record
    known = {bare(name): of for of in fields for name in names(of)}
    for key, child in node.items.items():
        of = known.get(bare(key))
        if of is None:
            meant = guess(nearest(key, [of.key for of in fields] + [of.label for of in fields]))
            problems.append(problem("E205", tree.place(child), key=key, guess=meant))
        elif of.is_list:
            record.lists[of.key] = _branches(of, child, tree, problems)
        elif of.is_record:
            record.records[of.key] = _branch(of.of, child, tree, problems)
        else:
            nodes[of.key] = child
            record.entries[of.key] = _leaf(of, child, tree, problems)
    return record


def _branches(of: Field, node: Node, tree: Tree, problems: list[Problem]) -> list[Record]:
    if isinstance(node, Leaf) and node.text is None:
        return []
    if not isinstance(node, Row):
        problems.append(problem("E206", tree.place(node), label=of.label, expected="รายการที่ขึ้นต้นแต่ละข้อด้วย -"))
        return []
    rows = [_named(of, child) if of.kind.is_drawn else child for child in node.items]
    return [_branch(of.of, child, tree, problems) for child in rows]


def _named(of: Field, node: Node) -> Node:
    """A row of a table that is typed as its cells, `- [ที่, รายการ]`, under the keys of the columns."""
    if not isinstance(node, Row):
        return node
    return Branch({sub.key: cell for sub, cell in zip(of.of, node.items, strict=False)}, node.line)


def _leaf(of: Field, node: Node, tree: Tree, problems: list[Problem]) -> Raw:
    if of.kind.lines and isinstance(node, Row) and all(isinstance(child, Leaf) for child in node.items):
        return "\n".join(child.text or "" for child in node.items if isinstance(child, Leaf))
    if not isinstance(node, Leaf):
        problems.append(problem("E206", tree.place(node), label=of.label, expected="ข้อความ"))
        return None
    return node.text
