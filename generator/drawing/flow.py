"""Flow charts drawn from steps: start and end, a numbered box a step, a diamond where a step is decided.

In: steps (`title`; `decision` and `otherwise` where one has them). Out: paragraphs of WordprocessingML, a drawing each,
none higher than a page; a flow that goes on in the next drawing shows the same letter in a circle on both.
Symbols: ISO 5807 (terminator, process, decision, connector).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..thai import glue, official_digits
from ..word.xml import spaces
from .shapes import BOTTOM, INSET, LEFT, RIGHT, TOP, Arrow, Drawing, Shape, height_of_text, letters_width, run

START, END = "เริ่มต้น", "สิ้นสุด"
YES, NO = "ใช่", "ไม่ใช่"
LETTERS = "กขคงจฉชซ"
DECISION = "flowChartDecision"
SIZES = (16.0, 15.0, 14.0)  # pt: the first in which a flow has room on one page, or else the largest
GAP = 0.5  # cm between shapes: an arrow
WAY = 0.7  # cm below a diamond: an arrow with a word beside it
SIDE = 4.2  # cm: the box beside a diamond
ARROW = 1.4  # cm: the least way from a diamond to the box beside it, with a word on it
WIDEST = 7.5  # cm: a diamond
AROUND = 0.6  # cm that an arrow back goes out beside the boxes
CIRCLE = 1.1
END_WIDTH, END_HEIGHT = 3.6, 0.9
WIDTH, HEIGHT = 16.0, 22.5  # cm: what a page of A4 has room for, below a heading


class Step(Protocol):
    """A step of a work. `decision` is a question asked after it („เห็นชอบหรือไม่"), or empty.

    `otherwise` is where a no leads: the number of a step to go back to (from 1), the words of a last box, or nothing
    for the same step again.
    """

    @property
    def title(self) -> str: ...
    @property
    def decision(self) -> str: ...
    @property
    def otherwise(self) -> int | str: ...


@dataclass(frozen=True)
class Flow:
    """The paragraphs of a flow chart, as a value of a template: `{{p work.flow }}`."""

    xml: str

    def __html__(self) -> str:
        return self.xml

    def __bool__(self) -> bool:
        return bool(self.xml)


def flow(
    steps: Sequence[Step], title: str = "", number: int = 30_001, style: str = "",
    width: float = WIDTH, height: float = HEIGHT,
) -> Flow:  # fmt: skip
    """The flow chart of some steps; no steps give none.

    `number`: the first number for its drawings (two each); `style`: the id of the paragraphs' style; `width` and
    `height`: what a page has room for, cm.
    """
    tries = {size: list(draw(steps, title, size, width, height)) for size in SIZES}
    size = next((size for size in SIZES if len(tries[size]) <= 1), SIZES[0])
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return Flow("".join(
        f'<w:p {spaces("w")}><w:pPr>{named}<w:jc w:val="center"/></w:pPr>{run(drawing, number + 2 * n, size)}</w:p>'
        for n, drawing in enumerate(tries[size])
    ))  # fmt: skip


@dataclass
class Sheet:
    """A drawing on its way: shapes from top to bottom, and how far down it goes."""

    width: float
    size: float
    shapes: list[Shape] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    boxes: dict[int, int] = field(default_factory=dict)  # number of a step: its shape
    last: int = -1  # the shape that the next one follows
    bottom: float = 0.05

    def add(self, shape: Shape) -> int:
        self.shapes.append(shape)
        return len(self.shapes) - 1

    def follow(self, form: str, center: float, width: float, height: float, text: str) -> int:
        """The next shape down the middle, with an arrow to it."""
        decided = self.last >= 0 and self.shapes[self.last].form == DECISION
        top = self.bottom + (WAY if decided else GAP if self.shapes else 0)
        made = self.add(Shape(form, center - width / 2, top, width, height, text))
        if self.last >= 0:
            self.arrows.append(Arrow(self.last, BOTTOM, made, TOP))
        self.last, self.bottom = made, top + height
        return made

    def drawing(self, alt: str) -> Drawing:
        return Drawing(self.width, self.bottom + 0.1, tuple(self.shapes), tuple(self.arrows), alt)


@dataclass(frozen=True)
class Layout:
    """Where the middle of the boxes is and how wide they are: decisions need room beside them."""

    center: float
    box: float
    size: float

    def height(self, text: str) -> float:
        return height_of_text(text, self.box - 2 * INSET, self.size) + 2 * INSET + 0.1

    def diamond(self, text: str) -> tuple[float, float]:
        """Its width and height: text has half of each (the preset's text rectangle)."""
        width = min(max(2 * (letters_width(text, self.size) / 0.92 + 2 * INSET), 5.0), WIDEST)
        return width, 2 * (height_of_text(text, width / 2 - 2 * INSET, self.size) + 2 * INSET)


def draw(steps: Sequence[Step], title: str, size: float, width: float, height: float) -> Iterator[Drawing]:
    """The drawings of a flow, each no higher than `height` unless one step alone is."""
    if not steps:
        return
    layout = _layout(steps, size, width)
    sheet = Sheet(width, size)
    sheet.follow("flowChartTerminator", layout.center, END_WIDTH, END_HEIGHT, START)
    turned = 0
    for number, step in enumerate(steps, 1):
        if sheet.boxes and sheet.bottom + _needed(step, number, layout) > height - (GAP + END_HEIGHT):
            letter = LETTERS[turned % len(LETTERS)]
            turned += 1
            sheet.follow("flowChartConnector", layout.center, CIRCLE, CIRCLE, letter)
            yield sheet.drawing(_alt(title, turned))
            sheet = Sheet(width, size)
            sheet.follow("flowChartConnector", layout.center, CIRCLE, CIRCLE, letter)
        _put(sheet, step, number, layout)
    sheet.follow("flowChartTerminator", layout.center, END_WIDTH, END_HEIGHT, END)
    yield sheet.drawing(_alt(title, turned + 1 if turned else 0))


def _layout(steps: Sequence[Step], size: float, width: float) -> Layout:
    if not any(step.decision for step in steps):
        return Layout(width / 2, min(width - 0.5, 15.5), size)
    center = width - SIDE - ARROW - WIDEST / 2
    return Layout(center, 2 * (center - AROUND - 0.2), size)


def _alt(title: str, sheet: int) -> str:
    return official_digits(f"ผังงาน {title}{f' แผ่นที่ {sheet}' if sheet else ''}".strip())


def _words(number: int, step: Step) -> str:
    return official_digits(glue(f"{number}. {step.title}"))


def _needed(step: Step, number: int, layout: Layout) -> float:
    """The height of a step with its decision, arrows included."""
    decided = WAY + layout.diamond(step.decision)[1] if step.decision else 0
    return GAP + layout.height(_words(number, step)) + decided


def _put(sheet: Sheet, step: Step, number: int, layout: Layout) -> None:
    text = _words(number, step)
    sheet.boxes[number] = sheet.follow("flowChartProcess", layout.center, layout.box, layout.height(text), text)
    if step.decision:
        question = official_digits(glue(step.decision))
        diamond = sheet.follow(DECISION, layout.center, *layout.diamond(question), question)
        _answer(sheet, diamond, step.otherwise or number)


def _answer(sheet: Sheet, diamond: int, otherwise: int | str) -> None:
    """Where a no leads: back to a box of this drawing, or to a box beside; a yes goes on down."""
    shape = sheet.shapes[diamond]
    (left, middle), (right, _), (across, below) = (shape.site(site) for site in (LEFT, RIGHT, BOTTOM))
    label = height_of_text(NO, 5, sheet.size)
    sheet.add(Shape("rect", across + 0.1, below, 1.2, min(label, WAY), YES, bare=True))
    if otherwise in sheet.boxes:
        box = sheet.boxes[int(otherwise)]
        sheet.arrows.append(Arrow(diamond, LEFT, box, LEFT, AROUND))
        sheet.add(Shape("rect", left - 1.6, middle - label, 1.5, label, NO, bare=True))
        return
    words = f"กลับไปขั้นตอนที่ {otherwise}" if isinstance(otherwise, int) else otherwise
    words = official_digits(glue(words))
    height = height_of_text(words, SIDE - 2 * INSET, sheet.size) + 2 * INSET + 0.1
    beside = sheet.add(Shape("flowChartAlternateProcess", sheet.width - SIDE, middle - height / 2, SIDE, height, words))
    sheet.arrows.append(Arrow(diamond, RIGHT, beside, LEFT))
    sheet.add(Shape("rect", right, middle - label, ARROW, label, NO, bare=True))
    sheet.bottom = max(sheet.bottom, middle + height / 2)
