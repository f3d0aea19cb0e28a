"""The profile of an office, measured from its good papers: what `check:` of data/office.yaml could say.

In: Word files that the office calls good. Out: the text of the settings, with what was measured as comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .. import layout
from ..office import Office
from ..watch import NOBODY, Phase, Watch, tell
from ..word.document import Document
from ..word.reading import read_document
from .check import DEFAULT, Options, findings, load
from .exam import Exam
from .files import chosen
from .find.kinds import recognise
from .rule import RULES
from .rules.layout import running
from .settings import Measures, Settings, measures

_THAI = re.compile("[ก-๛]")
ALIKE = 0.6  # of the measures of a length that must lie together before it is the office's


@dataclass
class Measured:
    """What the papers have, letter by letter and page by page."""

    papers: int = 0
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    fonts: Counter[str] = field(default_factory=Counter)
    sizes: Counter[float] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)


def learn(files: Iterable[Path], office: Office, options: Options = DEFAULT, watch: Watch = NOBODY) -> str:
    """Measure papers and propose the settings as YAML.

    Raises: GenError for a file that cannot be read; Stopped.
    """
    measured = Measured()
    papers: list[Document] = []
    paths = list(chosen(files))
    for path in paths:
        paper = read_document(load(path, options.convert), path.name)
        paper.kind = options.kind or recognise(paper)
        papers.append(paper)
        tell(watch, Phase.LEARNING, len(papers), len(paths))
        _measure(measured, Exam(paper, Settings(), options.today or office.today, office))
    usual = measures(Settings(), layout.of_office(office), "")
    settings = _settings(measured, usual)
    for paper in papers:
        exam = Exam(paper, settings, options.today or office.today, office)
        measured.broken.update({found.rule for found in findings(exam)})
    return "\n".join(_text(measured, settings, usual)) + "\n"


def _measure(measured: Measured, exam: Exam) -> None:
    measured.papers += 1
    for section in exam.paper.sections:
        if not section.landscape:
            measured.left.append(section.left)
            measured.right.append(section.right)
    measured.first += [p.layout.left + p.layout.first for p in running(exam) if p.text[:1] not in ("\t", " ")]
    for p in exam.paper.words:
        for span in p.spans:
            count = len(_THAI.findall(p.text[span.start : span.end]))
            measured.fonts[span.letters.font] += count
            measured.sizes[span.letters.size] += count
    number = exam.number_of(exam.number_line)
    if number and number.prefix:
        measured.codes[number.prefix] += 1


def _settings(measured: Measured, base: Measures) -> Settings:
    """Measures to the millimetre where most papers agree. Fonts are of those that are right, whatever papers use: that
    they break a rule is no reason to drop it."""
    letters = sum(measured.fonts.values()) or 1
    usual = tuple(font for font, count in measured.fonts.most_common() if count / letters >= 0.1 and font in base.fonts)
    left, right, first = (_agreed(getattr(measured, key)) for key in ("left", "right", "first"))
    size = measured.sizes.most_common(1)[0][0] if measured.sizes else base.size
    code = measured.codes.most_common(1)[0][0] if measured.codes else ""
    return Settings(
        fonts=usual or base.fonts, size=size, code=code, left=base.left if left is None else left,
        right=base.right if right is None else right, first=base.first if first is None else first,
    )  # fmt: skip


def _agreed(values: list[float]) -> float | None:
    """The length that most papers have, cm."""
    middle = round(median(values), 1) if values else 0.0
    near = sum(abs(value - middle) <= 0.15 for value in values)
    return middle if values and near >= ALIKE * len(values) else None


def _text(measured: Measured, settings: Settings, base: Measures) -> Iterator[str]:
    yield f"# วัดจากเอกสาร {measured.papers} ฉบับ"
    yield "check:"
    for key in ("left", "right", "first"):
        values: list[float] = getattr(measured, key)
        if values:
            spread = f"{min(values):.2f} ถึง {max(values):.2f} ซม. ทั่วไป {getattr(base, key):g}"
            yield f"  {key}: {getattr(settings, key):g}   # {spread}"
    yield f"  size: {settings.size:g}"
    yield f"  fonts: [{', '.join(settings.fonts)}]"
    if settings.code:
        yield f"  code: {settings.code}"
    letters = sum(measured.fonts.values()) or 1
    for font, count in measured.fonts.most_common():
        if font not in base.fonts and count / letters >= 0.01:
            yield f"  # {font} {count / letters:.0%} ของตัวอักษร ไม่ใช่ฟอนต์ของหนังสือราชการ จึงไม่เสนอ"
    for rule, count in sorted(measured.broken.items()):
        yield f"  # {rule} {count} ใน {measured.papers} ฉบับ: {RULES[rule].thai} (ถ้าไม่ใช้ข้อนี้: gen check --accept {rule})"
