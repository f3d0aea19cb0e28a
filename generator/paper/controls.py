"""Late values of a paper as Word content controls, bound to the custom XML part of the file.

In a template, `bind` turns every `{{ number }}` into a content control tagged `number`; Word then shows in each of them
what stands in the custom XML part, so that typing the number once changes it everywhere. In a made file, `read` gives
what the controls hold, and `fill` writes a value into them and touches no other byte of any part.
(ECMA-376-1 17.5.2 structured document tags, 17.5.2.6 dataBinding; 22.5 custom XML data storage.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, unescape

NAMESPACE = "urn:gen-saraban:paper:1"
STORE = "{6E1C6E0B-57C3-4C5A-9C0B-5A7A3F1D2562}"  # the one custom XML part of ours in a file
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
ATTRIBUTE = r"\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')"
TOKEN = re.compile(rf"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([\w:.-]+)((?:{ATTRIBUTE})*)\s*(/?)>", re.DOTALL)
RUN = re.compile(r"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</?w:r>).)*?</w:rPr>)?<w:t(?: [^>]*)?>([^<]*)</w:t></w:r>", re.DOTALL)


@dataclass(frozen=True)
class Control:
    """A content control in the XML of a part: its tag, its text as Word shows it, and where its contents stand."""

    tag: str
    text: str
    start: int  # of the contents of w:sdtContent
    end: int
    placeholder: tuple[int, int] | None = None  # w:showingPlcHdr, to be taken away when a value comes


def bind(xml: str, late: Mapping[str, str]) -> str:
    """The XML of a template's part with its late tags as content controls; `late` gives the label of each field."""
    names = "|".join(map(re.escape, late))
    tag = re.compile(rf"\{{\{{\s*((?:{names})(?:\.\w+)*)\s*\}}\}}")
    if not late or not tag.search(xml):
        return xml
    held = _inside_controls(xml)
    number = iter(range(1, 10_000))

    def split(run: re.Match[str]) -> str:
        if any(start <= run.start() < end for start, end in held):
            return run[0]
        parts = tag.split(run[2])
        if len(parts) == 1:
            return run[0]
        properties = run[1] or ""
        pieces = [_run(properties, text) if i % 2 == 0 else "" for i, text in enumerate(parts)]
        for i in range(1, len(parts), 2):
            label = late[parts[i].partition(".")[0]]
            pieces[i] = _control(parts[i], label, next(number), _run(properties, f"{{{{ {parts[i]} }}}}"))
        return "".join(pieces)

    return RUN.sub(split, xml)


def tags(parts: Iterable[str]) -> list[str]:
    """The tags of the controls of ours in the XML of some parts, each once, in order."""
    return list(dict.fromkeys(control.tag for xml in parts for control in controls(xml)))


def controls(xml: str) -> Iterator[Control]:
    """The content controls of late values in the XML of a part."""
    if NAMESPACE not in xml:
        return
    stack: list[list[re.Match[str]]] = []  # of each open w:sdt, its tokens so far
    for token in TOKEN.finditer(xml):
        if token[2] == "w:sdt" and not token[1]:
            stack.append([])
        elif stack:
            stack[-1].append(token)
        if token[2] == "w:sdt" and token[1]:
            found = _read_control(xml, stack.pop())
            if found:
                yield found


def fill(xml: str, values: Mapping[str, str]) -> str:
    """The XML of a part with new texts in its controls; what is not theirs stays as it is, to the byte."""
    pieces, at = [], 0
    for control in sorted(controls(xml), key=lambda control: control.start):
        if control.tag not in values or control.start < at:
            continue
        if control.placeholder:
            pieces += [xml[at : control.placeholder[0]], xml[control.placeholder[1] : control.start]]
        else:
            pieces.append(xml[at : control.start])
        pieces.append(_filled(xml[control.start : control.end], values[control.tag]))
        at = control.end
    return "".join([*pieces, xml[at:]])


def _filled(contents: str, value: str) -> str:
    """The contents of a control with `value` in its first text, and its other texts empty; deleted text stays."""
    text = re.compile(r"<w:t(?: [^>]*)?(?:/>|>[^<]*</w:t>)")
    written = f'<w:t xml:space="preserve">{escape(value)}</w:t>'
    if not text.search(contents):
        empty = re.search(r"<w:r(?: [^>]*)?>(?:<w:rPr>.*?</w:rPr>)?(?=</w:r>)", contents, re.DOTALL)
        if empty:
            return contents[: empty.end()] + written + contents[empty.end() :]
        return f"{contents}<w:r>{written}</w:r>" if not re.search(r"<w:p[ >]", contents) else contents
    first = iter([written])
    return text.sub(lambda _: next(first, "<w:t/>"), contents)


def _read_control(xml: str, tokens: list[re.Match[str]]) -> Control | None:
    tag = bound = placeholder = start = end = None
    for token in tokens:
        if token[2] == "w:tag" and tag is None:
            tag = _attribute(token[3], "w:val")
        elif token[2] == "w:dataBinding":
            bound = STORE in token[3]
        elif token[2] == "w:showingPlcHdr":
            placeholder = token.span()
        elif token[2] == "w:sdtContent" and start is None and not token[4]:
            start = token.end()
        elif token[2] == "w:sdtContent" and token[1]:
            end = token.start()
    if tag is None or not bound or start is None or end is None:
        return None
    return Control(tag, shown(xml[start:end]), start, end, placeholder)


def shown(contents: str) -> str:
    """The text of some XML as Word shows it: tracked insertions in, deletions out."""
    kept = re.sub(r"<w:(del|moveFrom)(?: [^>]*)?>.*?</w:\1>", "", contents, flags=re.DOTALL)
    return unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", kept)))


def _attribute(attributes: str, name: str) -> str | None:
    found = re.search(rf"{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", attributes)
    return unescape(found[1] if found[1] is not None else found[2], {"&quot;": '"', "&apos;": "'"}) if found else None


def _inside_controls(xml: str) -> list[tuple[int, int]]:
    """Where content controls already stand; one more is not put into them."""
    open_, found = [], []
    for token in TOKEN.finditer(xml):
        if token[2] == "w:sdt":
            if not token[1]:
                open_.append(token.start())
            elif open_:
                found.append((open_.pop(), token.end()))
    return found


def _run(properties: str, text: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def _control(tag: str, label: str, number: int, run: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(label)}"/><w:tag w:val="{tag}"/><w:id w:val="{25620000 + number}"/>'
        f"<w:dataBinding w:prefixMappings=\"xmlns:g='{NAMESPACE}'\" w:xpath=\"/g:paper[1]/g:late[1]/g:{tag}[1]\" "
        f'w:storeItemID="{STORE}"/><w:text/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>'
    )
