"""What papers in one file must keep apart: lists, notes, bookmarks, content controls.

In: the body of one paper. Out: the same with numbers and names of its own, and the parts that all papers share.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import count

from lxml import etree

from ..word.xml import W, parse

NUMBER = re.compile(r'<w:numId w:val="(\d+)"/>')
NUMBERING = "word/numbering.xml"
AGAIN = re.compile("\x0e(\\d+)\x0e")  # where a list begins again: see `wellformed`
BOOKMARK = re.compile(r'(<w:bookmark(?:Start|End) (?:[^>]*? )?w:id=")(\d+)(")')
NAME = re.compile(r'<w:bookmarkStart [^>]*?w:name="([^"]+)"')
BOUND = re.compile(r'<w:dataBinding [^>]*/>|<w:id w:val="-?\d+"/>|<w15:dataBinding [^>]*/>')
PARAGRAPH = re.compile(r' w14:(?:paraId|textId)="[^"]*"')


class Lists:
    """The numbered lists of a template; each paper gets its own, which start where the template's do."""

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self._ids = count(1)
        self._new: list[str] = []
        self._originals = _lists_of(xml)
        self._ids = count(max((int(number) for number in self._originals), default=0) + 1)

    def restarted(self, text: str) -> str:
        """The text in which each round of a loop begins the lists that stand in it again."""
        first, *rest = AGAIN.split(text)
        now: dict[str, str] = {}  # list of the template: that of this round
        for number, piece in zip(rest[::2], rest[1::2], strict=True):
            now[number] = self._another(number) if number in now else number
            first += NUMBER.sub(lambda found: f'<w:numId w:val="{now.get(found[1], found[1])}"/>', piece)
        return first

    def _another(self, number: str) -> str:
        """A new list like one of the template; the same, where there is none."""
        if number not in self._originals:
            return number
        new = str(next(self._ids))
        self._new.append(self._originals[number].replace('numId="NEW"', f'numId="{new}"'))
        return new

    @property
    def has_new(self) -> bool:
        return bool(self._new)

    def renewed(self, body: str, xml: str = "") -> str:
        """The body with lists of its own; `xml` is the paper's own numbering, where it has one."""
        self._originals |= _lists_of(xml)
        own: dict[str, str] = {}

        def number(found: re.Match[str]) -> str:
            if found[1] not in self._originals:
                return found[0]
            if found[1] not in own:
                own[found[1]] = self._another(found[1])
            return f'<w:numId w:val="{own[found[1]]}"/>'

        return NUMBER.sub(number, body) if self._originals else body

    def part(self) -> str:
        """word/numbering.xml with the lists of all papers."""
        end = re.search(r"<w:numIdMacAtCleanup |</w:numbering>", self._xml)
        return f"{self._xml[: end.start()]}{''.join(self._new)}{self._xml[end.start() :]}" if end else self._xml


def _lists_of(xml: str) -> dict[str, str]:
    """The lists of a part by their numbers, each as one that starts again."""
    if not xml:
        return {}
    root = parse(xml.encode())
    return {num.get(f"{{{W}}}numId", ""): _restarting(root, num) for num in root.findall(f"{{{W}}}num")}


def _restarting(root: etree._Element, num: etree._Element) -> str:
    """A copy of a list that starts again at every level; its number is NEW."""
    new = deepcopy(num)
    new.tail = None
    new.set(f"{{{W}}}numId", "NEW")
    kind = new.find(f"{{{W}}}abstractNumId")
    of = kind.get(f"{{{W}}}val") if kind is not None else None
    for level in root.iterfind(f"{{{W}}}abstractNum[@{{{W}}}abstractNumId='{of}']/{{{W}}}lvl"):
        start = level.find(f"{{{W}}}start")
        _start(new, level.get(f"{{{W}}}ilvl", "0"), start.get(f"{{{W}}}val", "1") if start is not None else "1")
    xml = etree.tostring(new, encoding="unicode")
    return re.sub(r' xmlns(?::[\w.-]+)?="[^"]*"', "", xml)  # they are the part's


def _start(num: etree._Element, level: str, value: str) -> None:
    """Let a level of a list start at a value, unless it says so itself."""
    override = num.find(f"{{{W}}}lvlOverride[@{{{W}}}ilvl='{level}']")
    if override is None:
        override = etree.SubElement(num, f"{{{W}}}lvlOverride")
        override.set(f"{{{W}}}ilvl", level)
    if override.find(f"{{{W}}}startOverride") is None:
        start = etree.Element(f"{{{W}}}startOverride")
        start.set(f"{{{W}}}val", value)
        override.insert(0, start)


class Notes:
    """The footnotes or endnotes of all papers; `kind` is footnote or endnote."""

    def __init__(self, kind: str, xml: str) -> None:
        self.name = f"word/{kind}s.xml"
        self._each = re.compile(rf"<w:{kind} [^>]*>.*?</w:{kind}>", re.DOTALL)
        self._reference = re.compile(rf'(<w:{kind}Reference [^>]*?w:id=")(-?\d+)(")')
        self._id = re.compile(r'(w:id=")(-?\d+)(")')
        self._xml = xml
        self._own: list[str] = []
        self._ids = count(1)
        if xml:
            kept = [note for note in self._each.findall(xml) if "w:type=" in note]
            ids = [int(found[2]) for note in kept if (found := self._id.search(note))]
            self._ids = count(max(ids, default=0) + 1)

    def renewed(self, body: str, xml: str) -> str:
        """The body with notes of its own, out of the paper's part of them."""
        new: dict[str, str] = {}
        for note in self._each.findall(xml):
            found = self._id.search(note)
            if found and "w:type=" not in note[: note.index(">")]:
                new[found[2]] = str(next(self._ids))
                self._own.append(self._id.sub(rf"\g<1>{new[found[2]]}\g<3>", note, count=1))
        return self._reference.sub(lambda found: f"{found[1]}{new.get(found[2], found[2])}{found[3]}", body)

    def part(self) -> str:
        """The part with the notes of all papers, after the lines that part them from the text."""
        bare = self._each.sub(lambda note: note[0] if "w:type=" in note[0][: note[0].index(">")] else "", self._xml)
        end = bare.rindex("</w:")
        return f"{bare[:end]}{''.join(self._own)}{bare[end:]}"


class Names:
    """Bookmarks and content controls, which must not be called the same in two papers."""

    def __init__(self) -> None:
        self._ids = count(1)

    def renewed(self, body: str, paper: int) -> str:
        body = PARAGRAPH.sub("", body) if "w14:paraId" in body else body
        body = BOUND.sub("", body) if "<w:sdt>" in body else body  # one store for all papers would be typed into all
        return self._bookmarks(body, paper) if "<w:bookmarkStart" in body else body

    def _bookmarks(self, body: str, paper: int) -> str:
        ids: dict[str, int] = {}
        for name in set(NAME.findall(body)):
            own = f"{name[:30]}_{paper}"
            for attribute in ("name", "anchor"):
                body = body.replace(f'w:{attribute}="{name}"', f'w:{attribute}="{own}"')
            body = re.sub(rf'(REF\s+|\\l\s+(?:"|&quot;)?){re.escape(name)}\b', rf"\g<1>{own}", body)
        return BOOKMARK.sub(lambda found: f"{found[1]}{ids.setdefault(found[2], next(self._ids))}{found[3]}", body)
