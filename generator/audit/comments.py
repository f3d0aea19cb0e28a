"""A copy of a paper with a Word comment at each finding; comments that are there stay.

In: the bytes of the paper and its findings. Out: the bytes of the copy. A header or a note cannot bear a comment, so
what is found there is said at the paper's first words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from lxml import etree

from ..word import opc
from ..word.document import BODY, BOX, Document, Paragraph
from ..word.package import add_part, free_name, relate
from ..word.reading import read_document
from ..word.runs import fragments
from ..word.xml import SPACE, Element, W, dump, local, number, parse, relations, w
from .check import Finding
from .rule import RULES

AUTHOR, INITIALS = "gen check", "gen"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
NAMES = {"error": "ต้องแก้", "warning": "ควรดู", "info": "แนะนำ"}


def commented(docx: bytes, name: str, findings: Iterable[Finding]) -> bytes:
    """The copy with comments. Raises: GenError E801 to E803."""
    paper = read_document(docx, name)
    part = _comments_part(paper)
    root = parse(paper.parts[part])
    used = [int(number(found.get(w("id")))) for found in [*root, *paper.roots[paper.main].iter(w("commentReference"))]]
    paragraphs = paper.all
    at: dict[int, list[Finding]] = {}
    for finding in sorted(findings, key=lambda found: (found.paragraph, found.start)):
        at.setdefault(finding.paragraph, []).append(finding)
    number_ = count(max(used, default=-1) + 1)
    for index, here in at.items():
        paragraph = paragraphs[index] if index >= 0 else None
        for finding, (first, last) in zip(here, _anchors(paper, paragraph, here), strict=True):
            n = next(number_)
            root.append(_comment(n, finding))
            first.addprevious(etree.Element(w("commentRangeStart"), {w("id"): str(n)}))
            _end(n, last)
    paper.parts[paper.main] = dump(paper.roots[paper.main])
    paper.parts[part] = dump(root)
    return opc.write(paper.parts)


def _comment(n: int, finding: Finding) -> Element:
    comment = etree.Element(w("comment"), {w("id"): str(n), w("author"): AUTHOR, w("initials"): INITIALS})
    many = f" (และอีก {finding.count - 1} แห่ง)" if finding.count > 1 else ""
    lines = [f"{NAMES[finding.severity]} {finding.rule}: {finding.said}{many}"]
    lines += [f"ควรเป็น: {finding.should}"] if finding.should else []
    lines += [f"ที่มา: {RULES[finding.rule].source}"]
    for line in lines:
        run = etree.SubElement(etree.SubElement(comment, w("p")), w("r"))
        text = etree.SubElement(run, w("t"))
        text.text = line
        text.set(SPACE, "preserve")
    return comment


def _anchors(
    paper: Document, paragraph: Paragraph | None, findings: Sequence[Finding]
) -> Iterator[tuple[Element, Element]]:
    """The first and last runs of each finding's letters; of a finding without letters here, the paragraph's words."""
    own = paragraph is not None and paragraph.part == paper.main
    cuts = {at for finding in findings for at in _letters(finding)}
    pieces = fragments(paragraph, cuts) if paragraph is not None and own and paragraph.story in (BODY, BOX) else []
    runs, begins, ends = zip(*pieces, strict=True) if pieces else ((), (), ())
    for finding in findings:
        start, end = _letters(finding)
        first, after = bisect_right(ends, start), bisect_left(begins, end)
        if first < after:
            yield _in_line(runs[first]), _in_line(runs[after - 1])
        else:
            yield _whole(paragraph.element if paragraph is not None and own else _first(paper))


def _letters(finding: Finding) -> tuple[int, int]:
    return finding.start, max(finding.end, finding.start + 1)


def _whole(paragraph: Element) -> tuple[Element, Element]:
    """What a paragraph holds; an empty one gets an empty run."""
    inside = [child for child in paragraph if local(child) != "pPr"]
    if not inside:
        inside = [etree.SubElement(paragraph, w("r"))]
    return inside[0], inside[-1]


def _end(n: int, last: Element) -> None:
    end = etree.Element(w("commentRangeEnd"), {w("id"): str(n)})
    run = etree.Element(w("r"))
    etree.SubElement(run, w("commentReference"), {w("id"): str(n)})
    last.addnext(end)
    end.addnext(run)


def _in_line(run: Element) -> Element:
    """The run, or what it stands in, as a child of its paragraph: there the schema allows a comment's marks."""
    element = run
    while (parent := element.getparent()) is not None and local(parent) != "p":
        element = parent
    return element


def _first(paper: Document) -> Element:
    """The paragraph that bears what cannot be said elsewhere."""
    own = [p for p in paper.body if p.part == paper.main]
    with_words = next((p for p in own if p.text.strip() and p.cell is None and p.story == BODY), None)
    if with_words is not None:
        return with_words.element
    if own:
        return own[0].element
    body = paper.roots[paper.main].find(w("body"))
    assert body is not None
    paragraph = etree.Element(w("p"))
    body.insert(0, paragraph)
    return paragraph


def _comments_part(paper: Document) -> str:
    """The name of the part that holds the comments; made, typed and related where there is none."""
    for kind, target in relations(paper.parts, paper.main).values():
        if kind.endswith("/comments") and target in paper.parts:
            return target
    folder = paper.main.rpartition("/")[0]
    name = f"{folder}/comments.xml".lstrip("/")
    if name in paper.parts:
        name = free_name(paper.parts, name.replace(".xml", "{}.xml"))
    empty = dump(etree.Element(w("comments"), nsmap={"w": W}))
    add_part(paper.parts, name, empty, TYPE)
    relate(paper.parts, paper.main, "comments", name)
    return name
