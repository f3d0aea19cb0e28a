"""Whether Word opens a file: what a schema cannot say, or a validator of schemas does not look at.

In: the parts of a .docx. Out: what is wrong with it, a line each. Sources: ECMA-376-1 (clause beside each rule),
[MS-OI29500] for where Word is stricter, ECMA-376-2 for the package.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from generator.word.xml import NS, find_all, local, parse, relations, relations_name, target_of, w

R = f"{{{NS['r']}}}"
W14 = f"{{{NS['w14']}}}"
BLOCKS = ("p", "tbl", "sdt", "customXml", "altChunk")
MARKS = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd")
STORIES = ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")
TEXTS = {"t", "instrText", "delText", "delInstrText", "posOffset", "align", "pctWidth", "pctHeight"}
IN_A_PARAGRAPH = {"r", "hyperlink", "fldSimple", "t", "smartTag", "drawing", "tab"}
LEFT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
TAKEN_BY_NAME = ("comments", "footnotes", "endnotes")
ORDERS = {  # the order of properties (17.4.69, 17.4.81, 17.3.1.26, 17.3.2.28, 17.6.18)
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
    "rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}
RANKS = {name: {child: rank for rank, child in enumerate(order.split())} for name, order in ORDERS.items()}


def faults(parts: Mapping[str, bytes], known: Mapping[str, bytes] | None = None) -> list[str]:
    """What is wrong with a file, none twice; parts that are as in a file that is `known` are not looked into again."""
    found: list[str] = []
    new = {name: data for name, data in parts.items() if known is None or known.get(name) != data}
    roots = {name: parse(data) for name, data in new.items() if name.endswith(".xml")}
    for name, root in roots.items():
        found += (f"{name}: {fault}" for fault in part_faults(root))
    found += package_faults(parts)
    found += reference_faults(parts, roots)
    return list(dict.fromkeys(found))


def part_faults(root: etree._Element) -> Iterator[str]:
    """What is wrong within one part."""
    for element in root.iter("*"):
        yield from _element_faults(element)
    yield from _number_faults(root)
    for text in LEFT.findall("".join(root.itertext())):
        yield f"a tag that was not rendered: {text}"
    if local(root) == "document":
        body = root.find(w("body"))
        blocks = [] if body is None else [child for child in body if local(child) in BLOCKS]
        if not blocks:
            yield "an empty body"


def _element_faults(element: etree._Element) -> Iterator[str]:
    name = local(element)
    if element.tag != w(name):
        return
    children = [child for child in element if local(child) not in MARKS]
    names = [local(child) for child in children]
    if name in STORIES and (not names or names[-1] not in ("p", "sdt")):  # 17.4.65; [MS-OI29500] 2.1.168
        yield f"a {name} that does not end with a paragraph"
    if name == "tr" and not find_all(element, "w:tc | w:sdt//w:tc | w:ins/w:tc | w:customXml//w:tc"):  # 2.1.178
        yield "a row without cells"
    if name == "tbl" and not find_all(element, "w:tr | w:sdt//w:tr | w:customXml//w:tr"):
        yield "a table without rows"
    if name == "tbl" and names.count("tblGrid") != 1:  # 17.4.48
        yield "a table without its grid"
    if name == "p" and {"p", "tbl"} & set(names):
        yield "a paragraph or table in a paragraph"
    if name in ("body", *STORIES) and IN_A_PARAGRAPH & set(names):
        yield f"text of a paragraph straight in a {name}"
    if name not in TEXTS and any(text and text.strip() for text in (element.text, *(child.tail for child in element))):
        yield f"bare text in a {name}"
    if name in ("t", "instrText") and len(element):
        yield f"elements in a {name}"
    if ranks := RANKS.get(name):
        order = [ranks[child] for child in names if child in ranks]
        if order != sorted(order):
            yield f"{name} out of order: {' '.join(names)}"


def _number_faults(root: etree._Element) -> Iterator[str]:
    """What must not be called the same: drawings (20.4.2.5), bookmarks (17.13.6.2), controls (17.5.2.18)."""
    shown = "[not(ancestor::mc:Fallback)]"
    kinds = {
        "drawing": [one.get("id") for one in find_all(root, f"//wp:docPr{shown}")],
        "bookmark": [one.get(w("id")) for one in find_all(root, "//w:bookmarkStart")],
        "bookmark name": [one.get(w("name")) for one in find_all(root, "//w:bookmarkStart")],
        "control": [one.get(w("val")) for one in find_all(root, f"//w:sdtPr/w:id{shown}")],
        "paragraph": [one.get(f"{W14}paraId") for one in find_all(root, f"//w:p[@w14:paraId]{shown}")],
    }
    for kind, numbers in kinds.items():
        for number, times in Counter(numbers).items():
            if times > 1:
                yield f"{kind} {number} {times} times"
    starts = sorted(str(one.get(w("id"))) for one in find_all(root, "//w:bookmarkStart"))
    ends = sorted(str(one.get(w("id"))) for one in find_all(root, "//w:bookmarkEnd"))
    if starts != ends:
        yield "a bookmark that does not begin or end"
    for story in find_all(root, "//w:body | //w:hdr | //w:ftr | //w:footnote | //w:endnote"):
        marks = Counter(str(one.get(w("fldCharType"))) for one in find_all(story, ".//w:fldChar"))
        if marks["begin"] != marks["end"]:
            yield "a field that does not begin or end"


def package_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Parts without a type, relationships without a part (ECMA-376-2 6.2, 7.2)."""
    types = parse(parts["[Content_Types].xml"])
    known = {str(one.get("Extension", "")).lower() for one in types if local(one) == "Default"}
    named = [str(one.get("PartName", "")).lstrip("/") for one in types if local(one) == "Override"]
    for name in parts:
        if name not in named and name.rpartition(".")[2].lower() not in known and name != "[Content_Types].xml":
            yield f"{name}: no content type"
    for name in set(named) - set(parts):
        yield f"{name}: a content type without a part"
    for name, times in Counter(named).items():
        if times > 1:
            yield f"{name}: {times} content types"
    for holder in [name for name in parts if name.endswith(".rels")]:
        part = holder.replace("_rels/", "").removesuffix(".rels")
        rels = list(parse(parts[holder]))
        for id_, times in Counter(str(rel.get("Id")) for rel in rels).items():
            if times > 1:
                yield f"{holder}: {id_} {times} times"
        for rel in rels:
            target = target_of(part, rel.get("Target", ""))
            if rel.get("TargetMode") != "External" and target not in parts:
                yield f"{holder}: no part {target}"


def reference_faults(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> Iterator[str]:
    """What refers to nothing: relationships, notes and comments, lists."""
    for name, root in roots.items():
        own = _relation_ids(parts, name)
        for id_ in _used(root):
            if id_ not in own:
                yield f"{name}: no relationship {id_}"
        if local(root) == "document":
            yield from _note_faults(root, parts, relations(parts, name).values())


def _relation_ids(parts: Mapping[str, bytes], name: str) -> set[str]:
    rels = parts.get(relations_name(name))
    return {str(rel.get("Id")) for rel in parse(rels)} if rels else set()


def _used(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        yield from (value for key, value in element.attrib.items() if str(key).startswith(R) and value)


def _note_faults(root: etree._Element, parts: Mapping[str, bytes], links: Iterable[tuple[str, str]]) -> Iterator[str]:
    held = {kind.rpartition("/")[2]: target for kind, target in links}
    for kind in ("footnote", "endnote", "comment"):
        used = {one.get(w("id")) for one in find_all(root, f"//w:{kind}Reference")}
        notes = parse(parts[held[f"{kind}s"]]) if f"{kind}s" in held else None
        there = {one.get(w("id")) for one in notes} if notes is not None else set()
        for id_ in used - there:
            yield f"no {kind} {id_}"
    numbering = parse(parts[held["numbering"]]) if "numbering" in held else None
    lists = {one.get(w("numId")) for one in numbering.iter(w("num"))} if numbering is not None else set()
    for id_ in {one.get(w("val")) for one in find_all(root, "//w:numPr/w:numId")} - lists - {"0"}:
        yield f"no list {id_}"
