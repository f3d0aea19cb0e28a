"""`gen tidy --frame`: figures of forms/page.yaml that were changed, put into the templates that exist.

In: a template, and the rules of its kind as they were and as they are. Out: the template with the new figure wherever
the old one stands; what its designer has set otherwise stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..layout import Kind
from ..word import opc
from ..word.package import DOCUMENT
from ..word.xml import Element, Parts, dump, emu, find, find_all, parse, q, w
from .parts import DAMAGE, open_package, twips
from .styles import styles_xml

STYLES, SETTINGS = "word/styles.xml", "word/settings.xml"
SAID = ("pPr", "rPr", "tblPr")  # of a style, what page.yaml says
DEFAULTS = ("w:docDefaults/w:rPrDefault/w:rPr", "w:docDefaults/w:pPrDefault/w:pPr")
MARGINS = ("top", "right", "bottom", "left", "header", "footer")
EMBLEM = "//wp:anchor[wp:docPr/@descr='ตราครุฑ']"


def reframe(docx: bytes, old: Kind, new: Kind, name: str) -> bytes:
    """The template with the figures that changed. Raises: GenError E415 for what is no safe Word file."""
    parts = open_package(docx, name)
    try:
        changed = _changed(parts, old, new)
    except DAMAGE:
        return docx  # tidy and the check say what is wrong with it
    if changed == {part: parts[part] for part in changed}:
        return docx
    return opc.write({**parts, **changed})


def _changed(parts: Parts, old: Kind, new: Kind) -> Parts:
    """The parts that hold figures, with the new ones in."""
    roots = {name: parse(parts[name]) for name in (DOCUMENT, STYLES, SETTINGS) if name in parts}
    before = {name: dump(root) for name, root in roots.items()}
    _put_pages(roots[DOCUMENT], old, new)
    _put_emblem(roots[DOCUMENT], old, new)
    if STYLES in roots:
        _put_styles(roots[STYLES], old, new)
    for tab in roots[SETTINGS].iter(w("defaultTabStop")) if SETTINGS in roots else ():
        _put(tab, w("val"), twips(old.font.tab), twips(new.font.tab))
    after = {name: dump(root) for name, root in roots.items()}
    return {name: after[name] for name in after if after[name] != before[name]}


def _put(element: Element | None, key: str, old: int, new: int) -> None:
    """A new figure in place of the old one, and of no other."""
    if element is not None and element.get(key) == str(old):
        element.set(key, str(new))


def _put_pages(root: Element, old: Kind, new: Kind) -> None:
    """The page of each section that stands upright: one that lies is its designer's own."""
    for section in root.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is not None and size.get(w("orient")) == "landscape":
            continue
        for key, side in (("w", "width"), ("h", "height")):
            _put(size, w(key), twips(getattr(old.page, side)), twips(getattr(new.page, side)))
        for side in MARGINS:
            _put(margins, w(side), twips(getattr(old.page, side)), twips(getattr(new.page, side)))


def _put_emblem(root: Element, old: Kind, new: Kind) -> None:
    """The height of the emblem, its width in the same ratio, and its distance from the top."""
    if old.emblem is None or new.emblem is None:
        return
    was, now = emu(old.emblem.height), emu(new.emblem.height)
    for anchor in find_all(root, EMBLEM):
        offset = find(anchor, "wp:positionV/wp:posOffset")
        if offset is not None and offset.text == str(emu(old.emblem.top)):
            offset.text = str(emu(new.emblem.top))
        for extent in find_all(anchor, "wp:extent | .//a:xfrm/a:ext"):
            if extent.get("cy") == str(was):
                extent.set("cx", str(round(int(extent.get("cx", "0")) * now / was)))
                extent.set("cy", str(now))


def _put_styles(root: Element, old: Kind, new: Kind) -> None:
    """Each style that says what page.yaml said, as page.yaml says it now."""
    was, now = (parse(styles_xml(kind).encode()) for kind in (old, new))
    for path in DEFAULTS:
        _put_said(find(root, path), find(was, path), find(now, path))
    before, after = _by_id(was), _by_id(now)
    for key, style in _by_id(root).items():
        for name in SAID if key in before and key in after else ():
            _put_said(style.find(w(name)), before[key].find(w(name)), after[key].find(w(name)), style)


def _by_id(root: Element) -> dict[str, Element]:
    return {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}


def _put_said(found: Element | None, old: Element | None, new: Element | None, style: Element | None = None) -> None:
    """What an element says now, if it says what it said; one that is missing stands where the schema wants it."""
    if _same(old, new) or not _same(found, old):
        return
    if found is None:
        assert style is not None and new is not None
        later = [q("w:rPr"), q("w:tblPr")] if new.tag == q("w:pPr") else [q("w:tblPr")]
        behind = next((child for child in style if child.tag in later), None)
        style.append(new) if behind is None else behind.addprevious(new)
    elif new is None:
        found.getparent().remove(found)  # type: ignore[union-attr]
    else:
        found.getparent().replace(found, new)  # type: ignore[union-attr]


def _same(one: Element | None, other: Element | None) -> bool:
    return list(_written(one)) == list(_written(other))


def _written(element: Element | None) -> Iterator[bytes]:
    if element is not None:
        yield etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
