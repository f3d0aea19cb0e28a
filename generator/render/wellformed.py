"""What can be said of a template before any paper is made: its XML stays whole, its cells keep a paragraph.

In: the Jinja tree of a part. Out: a `Proof`: what there is left to do to the text of each paper. A tag that would tear
the text apart (it opens in one structure and closes in another) is refused here, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

HOLE = "\0"  # stands for whatever a tag puts into the text
AGAIN = "\x0e{}\x0e"  # stands in a program where a round of a loop begins a list again; no XML holds it
NO, MAYBE, YES = 0, 1, 2  # whether what stands last is a paragraph
LACK = b"\v"  # stands in a program where something may lack before an end; no XML holds it
TAG = re.compile(r"""<(/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"<>]*"|'[^'<>]*')*?)(/?)>""")
SPAN = re.compile(r'w:val="(\d+)"')
HIDDEN = (nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.AssignBlock, nodes.Block)  # XML that may go anywhere
PRINTED = (nodes.CallBlock, nodes.FilterBlock, nodes.Block)  # those that show it where they stand
STORIES = {"w:txbxContent", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment"}
ENDED = STORIES | {"w:tc"}  # each must end with a paragraph (ECMA-376-1 17.4.65, [MS-OI29500] 2.1.168)
WHOLE = ENDED | {"w:tbl", "w:tr", "w:body", "w:drawing", "w:pict", "mc:AlternateContent"}  # no tag may cut these
NAMES = {"w:tc": "ช่องของตาราง", "w:tr": "แถวของตาราง", "w:tbl": "ตาราง", "w:txbxContent": "กล่องข้อความ"}
REPEATED = {"w:bookmarkStart", "w:sdtPr"}  # these have numbers of their own
PARAGRAPH_ID = "w14:paraId="
OUTSIDE = ENDED | {"w:body", "w:tr", "w:tbl", "w:p", "w:r", "w:sdtContent", "w:hyperlink", "w:ins"}  # no text here


class Unproven(Exception):
    """Why a part must be parsed again, for the designer of the template."""


@dataclass(frozen=True)
class Proof:
    """What holds for every paper. `why`: the columns of tables are not known, and why not.

    `numbered`: each drawing stands there exactly once. `may_lack`: a cell or a text box may come out without a
    paragraph, a row without cells, a table without rows; the ends of those that may are marked in the tree by `LACK`,
    if there is no `why`. `repeats`: a loop repeats what must not be called the same. `restarts`: a list within a loop
    within a loop begins again in each round of the outer one, where the tree is marked by `AGAIN`.
    `may_be_empty`: all of the text stands under conditions.
    """

    why: str = ""
    numbered: bool = False
    may_lack: bool = True
    repeats: bool = True
    may_be_empty: bool = True
    restarts: bool = False


def prove(tree: nodes.Template) -> Proof:
    """Walk every way through a part: each must leave the same elements open, and each row fill its table.

    Raises: TemplateSyntaxError for a tag that cuts a structure in two.
    """
    walk = Walk()
    try:
        walk.follow(tree.body)
        if walk.open:
            walk.refuse(f"<{walk.open[-1]}> ไม่ปิด")
        walk.mark()
    except Unproven as reason:
        return Proof(str(reason))
    numbered = walk.numbered and not walk.why
    return Proof(walk.why, numbered, bool(walk.lacks), walk.repeats, not walk.has_text, walk.restarts)


@dataclass
class Table:
    """A table that is open: how many columns it has, and what is known of its rows."""

    depth: int  # of Jinja blocks around it
    columns: int = 0
    filled: bool = False  # a row that is always there has all columns
    has_row: bool = False  # a row is always there
    always_full: bool = True  # every row that may be there has all columns


@dataclass
class Row:
    """A row that is open; `cells` count as they are, `width` with their spans."""

    depth: int
    cells: int = 0
    width: int = 0
    has_cell: bool = False  # a cell is always there


@dataclass
class Walk:
    """The state on the way through a part: the open elements, and the tables and rows among them.

    `depths` and `ended` go along with `open`: the blocks around each, and whether its last block is a paragraph.
    """

    open: list[str] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    depth: int = 0
    loops: list[nodes.For] = field(default_factory=list)
    lists: dict[str, list[tuple[nodes.For, ...]]] = field(default_factory=dict)  # by number: the loops around each use
    restarts: bool = False
    gap: nodes.For | nodes.If | None = None  # a block that ends here, and leaves a paragraph unless it leaves nothing
    line: int = 1
    forks: list[int] = field(default_factory=list)  # the lines where the blocks around begin
    holes: list[list[nodes.Expr]] = field(default_factory=list)  # the values of those in the text that is read
    tables: list[Table] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    why: str = ""
    numbered: bool = True
    run: list[tuple[int, nodes.TemplateData]] = field(default_factory=list)  # the fixed text that is read
    at: int = 0  # how far it is read
    lacks: list[tuple[nodes.TemplateData, int]] = field(default_factory=list)
    repeats: bool = False
    has_text: bool = False

    def refuse(self, why: str) -> None:
        raise TemplateSyntaxError(why, self.line)

    def doubt(self, why: str) -> None:
        """The part must be parsed in every paper, if there is a reason."""
        self.why = self.why or why

    def follow(self, body: Sequence[nodes.Node]) -> None:
        """The statements in turn; text runs on over tags that only put text into it."""
        text, line = "", 0
        for step in _steps(body):
            if isinstance(step, Text):
                line, self.run = (line, self.run) if text else (step.line, [])
                self.run += [(len(text) + at, data) for at, data in step.fixed]
                text += step.xml
                self.holes += step.holes
                self.doubt(step.why)
                continue
            self.read(text, line)
            text = ""
            self.branch(step)
        self.read(text, line)

    def branch(self, fork: Fork) -> None:
        """Every way through a block, the empty one included, ends where the others do."""
        before = list(self.open), list(self.depths), list(self.ended)
        ends: list[list[str]] = []
        ended: list[list[int]] = []
        self.depth += 1
        around = list(self.loops)
        self.loops += fork.loop
        self.forks.append(fork.line)
        for way in fork.ways:
            self.open, self.depths, self.ended = list(before[0]), list(before[1]), list(before[2])
            self.follow(way)
            ends.append(self.open)
            ended.append(self.ended)
        self.depth -= 1
        self.loops = around
        self.line = self.forks.pop()
        if any(end != ends[0] for end in ends):
            self.refuse("แท็ก if หรือ for เปิดในที่หนึ่งแล้วปิดในอีกที่หนึ่งซึ่งคร่อมโครงสร้างของเอกสาร")
        self.ended = [ways[0] if len(set(ways)) == 1 else MAYBE for ways in zip(*ended, strict=True)]
        begins = before[2][-1:] == [NO] and len(ends[0]) == len(before[0])
        is_whole = begins and all(way[-1] == YES for way in ended[: fork.filled])
        self.gap = fork.node if is_whole and not getattr(fork.node, "else_", True) else None

    def read(self, text: str, line: int) -> None:
        """A run of XML: whole tags and text."""
        at = 0
        for tag in TAG.finditer(text):
            if "<" in text[at : tag.start()]:
                break
            self.line, self.at = line + text.count("\n", 0, tag.start()), tag.start()
            self.between(text[at : tag.start()])
            at = tag.end()
            del self.holes[: tag[0].count(HOLE)]
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
        here = self.holes[: text.count(HOLE)]
        del self.holes[: len(here)]
        if here and self.open[-1:] != ["w:t"]:
            self.numbered = False
            self.repeats = True
            if self.ended:
                self.ended[-1] = MAYBE
            for value in chain.from_iterable(here if self.open and self.open[-1] in OUTSIDE else ()):
                value.is_structure = True  # type: ignore[attr-defined]

    def enter(self, name: str, attributes: str) -> None:
        self.gap = None
        self.open.append(name)
        self.depths.append(self.depth)
        self.ended.append(NO)
        self.repeats = self.repeats or (bool(self.loops) and (name in REPEATED or PARAGRAPH_ID in attributes))
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
        elif name == "w:numId" and (number := SPAN.search(attributes)):
            self.lists.setdefault(number[1], []).append(tuple(self.loops))
        elif name == "wp:docPr":
            self.numbered = self.numbered and self.depth == 0
            self.repeats = self.repeats or bool(self.loops)

    def leave(self, name: str) -> None:
        if not self.open or self.open.pop() != name:
            self.refuse(f"แท็กก่อนหน้านี้ตัดโครงสร้างของเอกสารขาด: </{name}> ไม่ตรงกับที่เปิดไว้")
        depth, ended = self.depths.pop(), self.ended.pop()
        if name in WHOLE and depth != self.depth:
            self.line = self.forks[-1] if self.forks else self.line
            self.refuse(f"แท็ก if หรือ for เปิดและปิดคนละ{NAMES.get(name, 'ส่วน')}")
        if ended != YES and (name in ENDED or (name == "w:sdtContent" and self.open[-2:-1] != ["w:p"])):
            self.fill() if name in ENDED and self.gap else self.lack()
        self.gap = None
        if name == "w:tbl":
            self.table(self.tables.pop())
        elif name == "w:tr":
            self.row(self.rows.pop())
        self.follows(name, ended)

    def follows(self, name: str, ended: int) -> None:
        """What stood last in the element that a block closes in; a content control stands for what is in it."""
        if not self.ended:
            return
        if name == "w:p":
            self.ended[-1] = YES
            self.has_text = self.has_text or (self.depth == 0 and "w:body" in self.open)
        elif name in ("w:tbl", "w:sdtContent", "w:sdt"):
            self.ended[-1] = NO if name == "w:tbl" else ended
            self.has_text = self.has_text or (self.depth == 0 and name == "w:tbl")

    def fill(self) -> None:
        """Only one block leaves this empty, where none of its ways is gone: then it leaves a paragraph."""
        assert self.gap
        self.gap.else_ = [nodes.Output([nodes.TemplateData("<w:p/>", lineno=self.line)], lineno=self.line)]

    def lack(self) -> None:
        """What ends here may lack something; the tag that ends it lies whole in one piece of fixed text."""
        start, data = max((piece for piece in self.run if piece[0] <= self.at), key=lambda piece: piece[0])
        self.lacks.append((data, self.at - start))

    def mark(self) -> None:
        for data, at in sorted(set(self.lacks), key=lambda lack: lack[1], reverse=True):
            data.data = f"{data.data[:at]}{LACK.decode()}{data.data[at:]}"
        for number, uses in self.lists.items():
            depth = min(map(len, uses))
            for outer in dict.fromkeys(loops[depth - 2] for loops in uses if depth > 1):
                mark = nodes.TemplateData(AGAIN.format(number), lineno=outer.lineno)
                outer.body.insert(0, nodes.Output([mark], lineno=outer.lineno))
                self.restarts = True

    def table(self, table: Table) -> None:
        if not table.always_full and not table.filled:
            self.doubt("ตารางมีแถวที่ช่องไม่ครบ")
        if not table.has_row:
            self.lack()

    def column(self) -> None:
        if not self.tables or self.tables[-1].depth != self.depth:
            self.doubt("จำนวนคอลัมน์ของตารางขึ้นกับข้อมูล")
        else:
            self.tables[-1].columns += 1

    def cell(self) -> None:
        if not self.rows or self.rows[-1].depth != self.depth:
            self.doubt("จำนวนช่องของแถวขึ้นกับข้อมูล")
        else:
            self.rows[-1].has_cell = True
            self.rows[-1].cells += 1
            self.rows[-1].width += 1

    def span(self, attributes: str) -> None:
        width = SPAN.search(attributes)
        if not width or not self.rows or self.rows[-1].depth != self.depth:
            self.doubt("การผสานช่องขึ้นกับข้อมูล")
        else:
            self.rows[-1].width += int(width[1]) - 1

    def row(self, row: Row) -> None:
        """docxtpl counts the rows of a table in a table as the outer one's too."""
        if not row.has_cell:
            self.lack()
        if not self.tables or any(row.cells > table.columns for table in self.tables):
            self.doubt("แถวมีช่องมากกว่าคอลัมน์ของตาราง")
        if not self.tables:
            return
        table = self.tables[-1]
        full = row.width >= table.columns
        always = row.depth == table.depth
        table.always_full = table.always_full and full
        table.filled = table.filled or (full and always)
        table.has_row = table.has_row or (row.has_cell and always)


@dataclass(frozen=True)
class Text:
    """Text of a part from a line on; a tag that prints is a hole in it, filled by one of the values."""

    xml: str
    line: int
    holes: list[list[nodes.Expr]] = field(default_factory=list)
    fixed: list[tuple[int, nodes.TemplateData]] = field(default_factory=list)  # its pieces that no tag gives
    why: str = ""


@dataclass(frozen=True)
class Fork:
    """The ways through a block; a loop may also run not at all, or twice, which must come to the same."""

    ways: list[list[nodes.Node]]
    node: Any

    @property
    def line(self) -> int:
        return int(self.node.lineno)

    @property
    def loop(self) -> list[nodes.For]:
        return [self.node] if isinstance(self.node, nodes.For) else []

    @property
    def filled(self) -> int:
        """How many of the ways have something of their own."""
        return 1 if self.loop else len(self.ways) - 1


def _steps(body: Iterable[nodes.Node]) -> Iterator[Text | Fork]:
    for node in body:
        if isinstance(node, nodes.Output):
            texts = [child.data if isinstance(child, nodes.TemplateData) else HOLE for child in node.nodes]
            places = zip(accumulate(map(len, texts), initial=0), node.nodes, strict=False)
            fixed = [(at, child) for at, child in places if isinstance(child, nodes.TemplateData)]
            yield Text("".join(texts), node.lineno, [[value] for value in _values(node)], fixed)
        elif isinstance(node, HIDDEN) and any("<" in data.data for data in node.find_all(nodes.TemplateData)):
            xml = HOLE if isinstance(node, PRINTED) else ""
            yield Text(xml, node.lineno, [[]] if xml else [], why="แท็ก macro หรือ set มีโครงสร้างของเอกสารอยู่ข้างใน")
        elif ways := _ways(node):
            if all(map(_is_text, ways)):
                yield Text(HOLE, node.lineno, [list(chain.from_iterable(map(_values, node.find_all(nodes.Output))))])
            else:
                yield Fork(ways, node)


def _values(node: nodes.Output) -> list[nodes.Expr]:
    return [child for child in node.nodes if not isinstance(child, nodes.TemplateData)]


def _is_text(way: Iterable[nodes.Node]) -> bool:
    return all(isinstance(step, Text) and not re.search("[<>]", step.xml) for step in _steps(way))


def _ways(node: nodes.Node) -> list[list[nodes.Node]]:
    """The bodies of a block."""
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
