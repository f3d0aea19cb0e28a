"""What a machine may mend without asking: digits, spaces, marks, invisible characters, the Thai slot of a font.

In: the bytes of a paper. Out: the bytes of a copy, plainly changed or with tracked changes that a clerk accepts, and
what was mended. All other parts stay as they are, byte for byte; so does all else in a changed part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from lxml import etree

from ..office import Office
from ..word import opc
from ..word.document import THAI, Document, Paragraph
from ..word.reading import read_document
from ..word.revisions import Revisions
from ..word.runs import cut, pieces, set_text
from ..word.xml import SPACE, TWIPS_CM, Element, dump, w
from .check import DEFAULT, Finding, Options, exam_of, findings
from .find.kinds import recognise
from .rule import SAFE
from .settings import Measures

AUTHOR = "gen check"
PASSES = 4  # mending one thing can lay another open: an invisible character between two marks


@dataclass(frozen=True)
class Fixed:
    """A mended copy, and how many places of each rule were mended."""

    docx: bytes
    mended: Mapping[str, int]


def fix(
    docx: bytes,
    name: str,
    office: Office | None = None,
    options: Options = DEFAULT,
    *,
    tracked: bool = False,
    page: bool = False,
) -> Fixed:
    """Mend what is safe; `page`: page size and margins too. Raises: GenError E801 to E803."""
    mended: Counter[str] = Counter()
    for _ in range(PASSES):
        paper = read_document(docx, name)
        paper.kind = options.kind or recognise(paper)
        exam = exam_of(paper, office, options)
        changed = _Changes(paper, tracked, exam.today)
        count = changed.texts(findings(exam, each=True)) + changed.fonts(exam.measures)
        if page:
            count += changed.pages(exam.measures, exam.settings.tolerance)
        if not count:
            break
        mended += count
        docx = changed.written()
    return Fixed(docx, dict(mended))


@dataclass
class _Changes:
    """The changes of one pass over a paper."""

    paper: Document
    tracked: bool
    today: date

    def __post_init__(self) -> None:
        self.touched: set[str] = set()
        roots = self.paper.roots.values()
        self.revisions = Revisions.among(roots, AUTHOR, self.today.isoformat())

    def texts(self, found: list[Finding]) -> Counter[str]:
        """Put the right text at each safe finding; of two that overlap the second waits for the next pass."""
        done: Counter[str] = Counter()
        paragraphs = self.paper.all
        after: dict[int, int] = {}
        safe = [one for one in found if one.rule in SAFE and one.fix is not None and one.paragraph >= 0]
        for one in sorted(safe, key=lambda one: (one.paragraph, -one.end, one.start)):
            if one.end > after.get(one.paragraph, one.end):
                continue
            if self._change(paragraphs[one.paragraph], one.start, one.end, one.fix or ""):
                after[one.paragraph] = one.start
                done[one.rule] += 1
        return done

    def fonts(self, due: Measures) -> Counter[str]:
        """Give the Thai slot the font that the Latin slot has, where only that one is right."""
        done: Counter[str] = Counter()
        for p in self.paper.all:
            for span in p.spans:
                letters = span.letters
                run = span.node.getparent() if span.node is not None else None
                thai = THAI.search(p.text, span.start, span.end)
                if run is not None and thai and letters.font not in due.fonts and letters.latin in due.fonts:
                    self._set_font(run, letters.latin)
                    self.touched.add(p.part)
                    done["L03"] += 1
        return done

    def pages(self, due: Measures, tolerance: float) -> Counter[str]:
        """The size of the page, and its left and right margins where it is upright."""
        upright = round(due.width * TWIPS_CM), round(due.height * TWIPS_CM)
        done: Counter[str] = Counter()
        for section in self.paper.sections:
            if section.element is None:
                continue
            size, margins = section.element.find(w("pgSz")), section.element.find(w("pgMar"))
            width, height = upright if not section.landscape else upright[::-1]
            if size is not None and (
                abs(section.width - width / TWIPS_CM) > 0.1 or abs(section.height - height / TWIPS_CM) > 0.1
            ):
                size.set(w("w"), str(width))
                size.set(w("h"), str(height))
                done["L02"] += 1
            if margins is None or section.landscape:
                continue
            for side, cm in (("left", due.left), ("right", due.right)):
                if abs(getattr(section, side) - cm) > tolerance:
                    margins.set(w(side), str(round(cm * TWIPS_CM)))
                    done["L01"] += 1
        if done:
            self.touched.add(self.paper.main)
        return done

    def written(self) -> bytes:
        for part in self.touched:
            self.paper.parts[part] = dump(self.paper.roots[part])
        return opc.write(self.paper.parts)

    def _change(self, p: Paragraph, start: int, end: int, text: str) -> bool:
        touched = list(pieces(p, start, end))
        if not touched or sum(to - at for _, at, to in touched) != end - start:
            return False  # a tab or a break stands inside
        self.touched.add(p.part)
        shares = list(_shares([to - at for _, at, to in touched], text))
        for (span, at, to), share in reversed(list(zip(touched, shares, strict=True))):
            assert span.node is not None
            old = (span.node.text or "")[at:to]
            if old == share:
                continue
            if self.tracked:
                self._track(span.node, at, to, share)
            else:
                set_text(span.node, (span.node.text or "")[:at] + share + (span.node.text or "")[to:])
        return True

    def _track(self, node: Element, start: int, end: int, text: str) -> None:
        """The old letters deleted and the new ones inserted, both as changes that Word shows."""
        run = cut(node, start, end)
        if text:
            new = deepcopy(run)
            inside = next(iter(new.iter(w("t"))))
            inside.text = text
            inside.set(SPACE, "preserve")
            run.addnext(new)
            self.revisions.insert(new)
        self.revisions.delete(run)

    def _set_font(self, run: Element, font: str) -> None:
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        before = deepcopy(properties)
        fonts = properties.find(w("rFonts"))
        if fonts is None:
            fonts = etree.Element(w("rFonts"))
            properties.insert(1 if properties.find(w("rStyle")) is not None else 0, fonts)
        fonts.attrib.pop(w("cstheme"), "")
        fonts.set(w("cs"), font)
        if self.tracked and properties.find(w("rPrChange")) is None:
            change = self.revisions.mark("rPrChange")
            change.append(before)
            properties.append(change)


def _shares(lengths: list[int], text: str) -> Iterator[str]:
    """A new text shared out over the old pieces: letter for letter where it is as long, else all to the first."""
    if sum(lengths) == len(text):
        at = 0
        for length in lengths:
            yield text[at : at + length]
            at += length
    else:
        yield text
        yield from ("" for _ in lengths[1:])
