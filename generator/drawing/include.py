"""A made paper inside another: where a paragraph says `แทรกเอกสาร: FILE`, that file's text, pictures and pages come in.
`แทรกเอกสาร: FORM/PAPER หรือ TEXT` is the newest of these papers of the office, and TEXT where there is none.

In: the parts of a made paper, and how to find a file. Out: the parts with the other papers in it, each in sections of
its own: its margins, its look, our headers, the pages numbered on. What a clerk could fill in there is plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy

from lxml import etree

from ..errors import GenError
from ..word import opc
from ..word.package import DOCUMENT
from ..word.xml import Element, Parts, dump, find, find_all, no_height, number_drawings, parse, q
from . import INCLUDED
from .copy_styles import related_parts, styles

MARK, OR = INCLUDED, " หรือ "
MARKS = "//w:bookmarkStart | //w:bookmarkEnd | //w:commentRangeStart | //w:commentRangeEnd"
NOTES = "//w:r[w:commentReference or w:footnoteReference or w:endnoteReference]"
WRAPPED = "//w:sdt | //w:hyperlink | //w:smartTag | //w:ins"
HEADERS = "w:headerReference | w:footerReference"
Find = Callable[[str], bytes]  # the bytes of a named file; raises GenError where there is none


def include(parts: Mapping[str, bytes], find_file: Find) -> Parts:
    """The parts with every named file in its place. Raises: GenError E415 for what is no Word file."""
    made = dict(parts)
    if MARK.encode() not in parts.get(DOCUMENT, b""):
        return made
    root = parse(parts[DOCUMENT])
    for paragraph in find_all(root, "w:body/w:p"):
        words = "".join(node.text or "" for node in paragraph.iter(q("w:t"))).strip()
        if words.startswith(MARK):
            name, _, otherwise = words.removeprefix(MARK).strip().partition(OR)
            try:
                _place(paragraph, _blocks(made, name, find_file))
            except GenError as error:
                if error.code != "E301" or not otherwise:
                    raise
                _say(paragraph, otherwise)
    number_drawings([root])
    made[DOCUMENT] = dump(root)
    return made


def _blocks(made: Parts, name: str, find_file: Find) -> list[Element]:
    """The body of a file, ready to stand in ours; its last block holds the properties of its last section."""
    try:
        other = opc.read(find_file(name))
        root = parse(other[DOCUMENT])
        for gone in find_all(root, f"{MARKS} | {NOTES} | //w:del"):
            _replace(gone, ())
        for outer in reversed(find_all(root, WRAPPED)):
            content = outer.find(q("w:sdtContent"))
            _replace(outer, list(outer if content is None else content))
        styles(made, other, root)
        related_parts(made, other, root)
        return find_all(root, "w:body/*")
    except (opc.NotAPackage, KeyError, ValueError):
        raise GenError("E415", template=name) from None


def _say(mark: Element, text: str) -> None:
    """Words in the place of a file that there is not."""
    for number, run in enumerate(mark.iter(q("w:t"))):
        run.text = "" if number else text


def _place(mark: Element, blocks: list[Element]) -> None:
    """Put blocks where a paragraph stands, between a section that ends before them and one that goes on after them."""
    own = find_all(mark, "following-sibling::*/w:pPr/w:sectPr | following-sibling::w:sectPr")[0]
    last = blocks.pop() if blocks and blocks[-1].tag == q("w:sectPr") else deepcopy(own)
    inner = [section for block in blocks for section in find_all(block, "w:pPr/w:sectPr")]
    before = deepcopy(own)
    for section in (*inner, last):
        _adapt(section, own)
    _end_section(mark, before)
    for block in blocks:
        mark.addprevious(block)
    following = mark.getnext()
    if following is own:  # nothing else comes
        _replace(own, (last,))
    else:
        _end_section(mark, last)
        _run_on(own)
    _replace(mark, ())


def _end_section(mark: Element, properties: Element) -> None:
    """What stands before a paragraph ends its section there, unless it does already."""
    last = mark.getprevious()
    if last is None or find(last, "w:pPr/w:sectPr") is not None:
        return
    if last.tag != q("w:p"):
        last = no_height()
        mark.addprevious(last)
    holder = last.find(q("w:pPr"))
    if holder is None:
        holder = etree.Element(q("w:pPr"))
        last.insert(0, holder)
    holder.append(properties)


def _adapt(section: Element, own: Element) -> None:
    """Their paper and margins, our headers, and a page number that runs on in our digits."""
    for reference in find_all(section, HEADERS):
        _replace(reference, ())
    for n, reference in enumerate(find_all(own, HEADERS)):
        section.insert(n, deepcopy(reference))
    _run_on(section)
    form = find(own, "w:pgNumType")
    for numbers in section.findall(q("w:pgNumType")):
        numbers.set(q("w:fmt"), form.get(q("w:fmt"), "decimal") if form is not None else "decimal")


def _run_on(section: Element) -> None:
    for numbers in section.findall(q("w:pgNumType")):
        numbers.attrib.pop(q("w:start"), "")


def _replace(element: Element, others: Iterable[Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        for other in others:
            element.addprevious(other)
        parent.remove(element)
