"""What can be said of every paper of a template before one is made: its XML is whole, its tables keep their columns.

docxtpl parses each rendered part again, to mend what the tags broke and to recount the columns of tables. In: the
Jinja tree of a part. Out: a `Proof` that there will be nothing to mend, or `why` this part must be parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

HOLE = "\0"  # stands for whatever a tag puts into the text
TAG = re.compile(r"""<(/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"<>]*"|'[^'<>]*')*?)(/?)>""")
SPAN = re.compile(r'w:val="(\d+)"')
HIDDEN = (nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.AssignBlock, nodes.Block)  # XML that may go anywhere


class Unproven(Exception):
    """Why a part must be parsed again, for the designer of the template."""


@dataclass(frozen=True)
class Proof:
    """What holds for every paper. `why`: nothing does, and why not. `numbered`: each drawing stands there exactly once.

    `rows_may_lack`: a table may come out without rows, which docxtpl then takes its columns from.
    """

    why: str = ""
    numbered: bool = False
    rows_may_lack: bool = False


def prove(tree: nodes.Template) -> Proof:
    """Walk every way through a part: each must leave the same elements open, and each row fill its table."""
    walk = Walk()
    try:
        walk.follow(tree.body)
        if walk.open:
            raise Unproven(f"<{walk.open[-1]}> ไม่ปิด")
    except Unproven as reason:
        return Proof(str(reason))
    return Proof("", walk.numbered, walk.rows_may_lack)


@dataclass
class Table:
    """A table that is open: how many columns it has, and what is known of its rows."""

    depth: int  # of Jinja blocks around it
    columns: int = 0
    filled: bool = False  # a row that is always there has all columns
    always_full: bool = True  # every row that may be there has all columns


@dataclass
class Row:
    """A row that is open; `cells` count as they are, `width` with their spans."""

    depth: int
    cells: int = 0
    width: int = 0


@dataclass
class Walk:
    """The state on the way through a part: the open elements, and the tables and rows among them."""

    open: list[str] = field(default_factory=list)
    depth: int = 0
    tables: list[Table] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    numbered: bool = True
    rows_may_lack: bool = False

    def follow(self, body: Sequence[nodes.Node]) -> None:
        """The statements in turn; text runs on over tags that only put text into it."""
        text = ""
        for step in _steps(body):
            if isinstance(step, str):
                text += step
                continue
            self.read(text)
            text = ""
            self.branch(step)
        self.read(text)

    def branch(self, ways: list[list[nodes.Node]]) -> None:
        """Every way through a block, the empty one included, ends where the others do."""
        before, ends = list(self.open), []
        self.depth += 1
        for way in ways:
            self.open = list(before)
            self.follow(way)
            ends.append(self.open)
        self.depth -= 1
        if any(end != ends[0] for end in ends):
            raise Unproven("แท็ก if หรือ for คร่อมโครงสร้างของเอกสาร")
        self.open = ends[0]

    def read(self, text: str) -> None:
        """A run of XML: whole tags and text."""
        at = 0
        for tag in TAG.finditer(text):
            if "<" in text[at : tag.start()]:
                break
            self.between(text[at : tag.start()])
            at = tag.end()
            closing, name, attributes, empty = tag.groups()
            if not closing:
                self.enter(name, attributes)
            if closing or empty:
                self.leave(name)
        if "<" in text[at:]:
            raise Unproven("แท็กอยู่ในโครงสร้างที่อ่านล่วงหน้าไม่ได้")
        self.between(text[at:])

    def between(self, text: str) -> None:
        """A value that stands outside text (`{{p work.flow }}`) is XML, and may bring drawings."""
        if HOLE in text and self.open[-1:] != ["w:t"]:
            self.numbered = False

    def enter(self, name: str, attributes: str) -> None:
        self.open.append(name)
        if name == "w:tbl":
            self.tables.append(Table(self.depth))
        elif name == "w:gridCol":
            self.column()
        elif name == "w:tr":
            self.rows.append(Row(self.depth))
        elif name == "w:tc":
            self.cell()
        elif name == "w:gridSpan":
            self.span(attributes)
        elif name == "wp:docPr":
            self.numbered = self.numbered and self.depth == 0

    def leave(self, name: str) -> None:
        if not self.open or self.open.pop() != name:
            raise Unproven(f"</{name}> ไม่ตรงกับที่เปิดไว้")
        if name == "w:tbl":
            table = self.tables.pop()
            if table.depth != self.depth:
                raise Unproven("ตารางเปิดและปิดคนละแท็ก")
            if not table.always_full and not table.filled:
                raise Unproven("ตารางมีแถวที่ช่องไม่ครบ")
            self.rows_may_lack = self.rows_may_lack or not table.filled
        elif name == "w:tr":
            self.row(self.rows.pop())

    def column(self) -> None:
        if not self.tables or self.tables[-1].depth != self.depth:
            raise Unproven("จำนวนคอลัมน์ของตารางขึ้นกับข้อมูล")
        self.tables[-1].columns += 1

    def cell(self) -> None:
        if not self.rows or self.rows[-1].depth != self.depth:
            raise Unproven("จำนวนช่องของแถวขึ้นกับข้อมูล")
        self.rows[-1].cells += 1
        self.rows[-1].width += 1

    def span(self, attributes: str) -> None:
        width = SPAN.search(attributes)
        if not width or not self.rows or self.rows[-1].depth != self.depth:
            raise Unproven("การผสานช่องขึ้นกับข้อมูล")
        self.rows[-1].width += int(width[1]) - 1

    def row(self, row: Row) -> None:
        """docxtpl counts the rows of a table in a table as the outer one's too."""
        if row.depth != self.depth:
            raise Unproven("แถวเปิดและปิดคนละแท็ก")
        if not self.tables or any(row.cells > table.columns for table in self.tables):
            raise Unproven("แถวมีช่องมากกว่าคอลัมน์ของตาราง")
        table = self.tables[-1]
        full = row.width >= table.columns
        table.always_full = table.always_full and full
        table.filled = table.filled or (full and row.depth == table.depth)


def _steps(body: Iterable[nodes.Node]) -> Iterator[str | list[list[nodes.Node]]]:
    """Text (a tag that prints is a hole in it), and the ways through each block."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield "".join(child.data if isinstance(child, nodes.TemplateData) else HOLE for child in node.nodes)
        elif isinstance(node, HIDDEN) and any("<" in data.data for data in node.find_all(nodes.TemplateData)):
            raise Unproven("แท็ก macro หรือ set มีโครงสร้างของเอกสารอยู่ข้างใน")
        elif ways := _ways(node):
            yield HOLE if all(map(_is_text, ways)) else ways


def _is_text(way: Iterable[nodes.Node]) -> bool:
    return all(isinstance(step, str) and not re.search("[<>]", step) for step in _steps(way))


def _ways(node: nodes.Node) -> list[list[nodes.Node]]:
    """The bodies of a block; a loop may also run not at all, or twice, which must come to the same."""
    if isinstance(node, nodes.For):
        return [node.body, node.else_, []]
    if isinstance(node, nodes.If):
        return [node.body, *_otherwise(node)]
    if isinstance(node, nodes.With):
        return [node.body]
    return []


def _otherwise(node: nodes.If) -> Iterator[list[nodes.Node]]:
    for other in node.elif_:
        yield other.body
    yield node.else_
