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
from html import escape, unescape  # xml.sax.saxutils brings the whole of urllib with it

NAMESPACE = "urn:gen-saraban:paper:1"
STORE = "{6E1C6E0B-57C3-4C5A-9C0B-5A7A3F1D2562}"  # the one custom XML part of ours in a file
ATTRIBUTE = r"\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')"
TOKEN = re.compile(rf"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([\w:.-]+)((?:{ATTRIBUTE})*)\s*(/?)>", re.DOTALL)
RUN = re.compile(r"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</?w:r[ >]).)*?</w:rPr>)?((?:(?!<w:r[ >]|</w:r>).)*)</w:r>", re.DOTALL)
BOUND = re.compile(r"late\[1\]/(?:\w+:)?([\w.]+)\[1\]")  # in the path to the element of a control
TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
EMPTY_TEXT = re.compile(r"<w:t(?: [^>]*)?(?:/>|></w:t>)")
REMOVED = re.compile(r"<w:(del|moveFrom)(?: [^>]*[^/>])?>.*?</w:\1>", re.DOTALL)  # by a tracked change


@dataclass(frozen=True)
class Control:
    """A content control in the XML of a part: its tag, its text as Word shows it, and where its contents stand."""

    tag: str
    text: str
    start: int  # of the contents of w:sdtContent; of the element itself where it is empty
    end: int
    is_empty: bool = False
    placeholder: tuple[int, int] | None = None  # w:showingPlcHdr, to be taken away when a value comes


def tag_pattern(keys: Iterable[str]) -> re.Pattern[str]:
    """`{{ number }}` or `{{ date.formal }}`, for these fields; the group is what stands in it."""
    names = "|".join(map(re.escape, keys))
    return re.compile(rf"\{{\{{\s*((?:{names})(?:\.\w+)*)\s*\}}\}}")


def bind(xml: str, late: Mapping[str, str]) -> str:
    """The XML of a template's part with its late tags as content controls; `late` gives the label of each field.

    A tag with a filter stays plain text: Word could not apply the filter to what a clerk types.
    """
    tag = tag_pattern(late)
    if not late or not tag.search(xml):
        return xml
    held = _inside_controls(xml)

    def split(run: re.Match[str]) -> str:
        if not tag.search(run[2]) or any(start <= run.start() < end for start, end in held):
            return run[0]
        properties = run[1] or ""
        inner = TEXT.sub(lambda text: _split_text(text, tag, late, properties), run[2])
        opened, closed = f"<w:r>{properties}", "</w:r>"
        return f"{opened}{inner}{closed}".replace(opened + closed, "")

    return RUN.sub(split, xml)


def _split_text(text: re.Match[str], tag: re.Pattern[str], late: Mapping[str, str], properties: str) -> str:
    """A w:t of a run with its tags as controls: the run ends before each, and goes on after it."""
    pieces = tag.split(text[1])
    if len(pieces) == 1:
        return text[0]
    for i, piece in enumerate(pieces):
        if i % 2:
            label = late[piece.partition(".")[0]]
            pieces[i] = f"</w:r>{_control(piece, label, properties)}<w:r>{properties}"
        elif piece:
            pieces[i] = f'<w:t xml:space="preserve">{piece}</w:t>'
    return "".join(pieces)


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
        if stack and token[2] == "w:sdt" and token[1]:
            found = _read_control(xml, stack.pop())
            if found:
                yield found


def fill(xml: str, values: Mapping[str, str]) -> str:
    """The XML of a part with new texts in its controls; what is not theirs stays as it is, to the byte."""
    pieces, at = [], 0
    for control in sorted(controls(xml), key=lambda control: control.start):
        if control.tag not in values or control.start < at:
            continue
        if control.text == values[control.tag] and not control.placeholder:
            continue
        contents = "" if control.is_empty else xml[control.start : control.end]
        if control.placeholder:
            pieces += [xml[at : control.placeholder[0]], xml[control.placeholder[1] : control.start]]
            contents = re.sub(r"<w:rStyle [^>]*/>", "", contents)  # the grey of „Click here to enter text"
        else:
            pieces.append(xml[at : control.start])
        written = _filled(contents, values[control.tag])
        pieces.append(f"<w:sdtContent>{written}</w:sdtContent>" if control.is_empty else written)
        at = control.end
    return "".join([*pieces, xml[at:]])


def _filled(contents: str, value: str) -> str:
    """The contents of a control with `value` in its first text, and its other texts empty; deleted text stays."""
    written = f'<w:t xml:space="preserve">{escape(value, quote=False)}</w:t>'
    removed = [found.span() for found in REMOVED.finditer(contents)]
    texts = [
        found
        for found in re.finditer(rf"{TEXT.pattern}|{EMPTY_TEXT.pattern}", contents)
        if not any(start <= found.start() < end for start, end in removed)
    ]
    if not texts:
        return _with_run(contents, written)
    pieces, at = [], 0
    for found in texts:
        pieces += [contents[at : found.start()], written if found is texts[0] else "<w:t/>"]
        at = found.end()
    return "".join([*pieces, contents[at:]])


def _with_run(contents: str, written: str) -> str:
    """The contents of a control without text, with a run: in a paragraph where there is one."""
    end = contents.rfind("</w:p>")
    if end < 0:
        return f"{contents}<w:r>{written}</w:r>"
    return f"{contents[:end]}<w:r>{written}</w:r>{contents[end:]}"


def _read_control(xml: str, tokens: list[re.Match[str]]) -> Control | None:
    tag = placeholder = start = end = None
    is_empty = False
    for token in tokens:
        if token[2] == "w:dataBinding" and STORE in token[3]:
            tag = BOUND.search(token[3])  # LibreOffice 7.4 drops w:tag
        elif token[2] == "w:showingPlcHdr":
            placeholder = token.span()
        elif token[2] == "w:sdtContent" and token[4]:
            (start, end), is_empty = token.span(), True
        elif token[2] == "w:sdtContent" and start is None:
            start = token.end()
        elif token[2] == "w:sdtContent" and token[1]:
            end = token.start()
    if tag is None or start is None or end is None:
        return None
    text = "" if is_empty or placeholder else shown(xml[start:end])
    return Control(tag[1], text, start, end, is_empty, placeholder)


def shown(contents: str) -> str:
    """The text of some XML as Word shows it: tracked insertions in, deletions out."""
    return unescape("".join(TEXT.findall(REMOVED.sub("", contents))))


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


def _control(tag: str, label: str, properties: str) -> str:
    """A control bound to its element; Word numbers it (w:id) when it opens the file.

    It is a combo box without a list: plain text to Word as w:text is. LibreOffice 7.4 repeats the text of a w:text
    control for each script in it when it saves, and `๑/๒๕๖๒` has two.
    """
    return (
        f'<w:sdt><w:sdtPr>{properties}<w:alias w:val="{escape(label)}"/><w:tag w:val="{tag}"/>'
        f'<w:dataBinding w:prefixMappings="xmlns:g=\'{NAMESPACE}\'" w:xpath="/g:paper[1]/g:late[1]/g:{tag}[1]" '
        f'w:storeItemID="{STORE}"/><w:comboBox/></w:sdtPr><w:sdtContent><w:r>{properties}'
        f'<w:t xml:space="preserve">{{{{ {tag} }}}}</w:t></w:r></w:sdtContent></w:sdt>'
    )
