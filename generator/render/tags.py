"""The tags of a template as they stand in Word, and what they would lose in silence.

In: the XML of a part, or the parts of a template. Out: tags read as their author meant them, or `Problem`s E411.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ..errors import Problem, problem
from ..word import opc
from ..word.xml import DRAWN, Element, find_all, no_height, parse, w
from .faults import named, paragraph_text

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")  # they take no room: nobody finds them
TYPED = str.maketrans({**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), "\u00a0": " ", **UNSEEN})

SPLIT = re.compile(r"(?<=\{)(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+(?=\})")  # within a brace of two
UP_TO_END = re.compile(r"\{%(?:(?!%\}).)*|\{#(?:(?!#\}).)*|\{\{(?:(?!\}\}).)*", re.DOTALL)
CUT = re.compile(r"</w:t>.*?<w:t(?: [^>]*)?>", re.DOTALL)
TO_PREVIOUS = re.compile(r"</w:t>((?:(?!</w:t>).)*?)\{%-", re.DOTALL)
TO_NEXT = re.compile(r"-%\}((?:(?!<w:t[ >]|\{%|\{\{).)*?<w:t(?: [^>]*)?>)", re.DOTALL)
TABS = re.compile(r"<w:tabs>.*?</w:tabs>", re.DOTALL)
KEPT = re.compile(  # what a merge of two paragraphs would cut in two or drop
    r"</?w:(?:tbl|tr|tc|txbxContent|sectPr|drawing|pict|object|tab|br|sym|sdt|hyperlink|fldChar|instrText"
    r"|footnoteReference|endnoteReference)\b|>[^<]*[^\s<]"
)

LINK = re.compile(r"""\bTarget\s*=\s*["']([^"']*)""")
MARK = re.compile(rb"\{[{%#]")
UNFILLED = "customXml/item"  # which controls may show

HOLDING = re.compile(r"\{[{%#](p|tr|tc) .*?[}%#]\}", re.DOTALL)  # a tag that takes away what it stands in
EATEN = re.compile(r"\{[{%]p ")
HOLDERS = {"p": "ย่อหน้า", "tr": "แถวของตาราง", "tc": "ช่องของตาราง"}
SHOWN = " | ".join((
    *(f".//{'mc' if name == 'AlternateContent' else 'w'}:{name}" for name in DRAWN),
    ".//w:sym", ".//w:footnoteReference", ".//w:endnoteReference", ".//w:instrText", ".//w:fldSimple",
    ".//w:br[@w:type='page']",
))  # fmt: skip


def as_meant(xml: str) -> str:
    """The XML whose tags are whole, with straight quotes, plain spaces and nothing that cannot be seen; `{%-` merges.

    `{%- … %}` goes on in the paragraph before, `{% … -%}` in the next one. Where a table, a picture or words stand
    between, which a merge would lose, a dash only takes away the spaces beside it.
    """
    xml = UP_TO_END.sub(lambda tag: CUT.sub("", tag[0]), SPLIT.sub("", xml))
    xml = TAG.sub(lambda tag: tag[0].translate(TYPED), xml)
    if "{%-" in xml:
        xml = TO_PREVIOUS.sub(lambda dash: "{%" if _is_nothing(dash[1]) else f"</w:t>{dash[1].rstrip()}{{%", xml)
        xml = re.sub(r"\s*\{%-", "{%", xml)
    if "-%}" in xml:
        xml = TO_NEXT.sub(lambda dash: "%}" if _is_nothing(dash[1]) else f"%}}{dash[1].lstrip()}", xml)
        xml = re.sub(r"-%\}\s*", "%}", xml)
    return xml


def _is_nothing(between: str) -> bool:
    """Whether two texts that a merge joins have nothing between them but the end of one paragraph."""
    return not KEPT.search(f">{TABS.sub('', between)}")


def losses(template: str, parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """What a `{%p … %}` or `{%tr … %}` would take away with it: the words beside it, since it goes with its holder."""
    for part in opc.filled(parts):
        if HOLDING.search(re.sub("<[^>]+>", "", parts[part].decode("utf-8", "replace"))):
            for paragraph, near, why in _losses(parse(parts[part])):
                yield problem("E411", template=named(template, part), paragraph=paragraph, near=near, why=why)


def strays(template: str, parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Tags where nothing fills them in: they would stand in the paper as they are."""
    for part in sorted(parts):
        if part.endswith(".rels"):
            links = LINK.findall(unquote(parts[part].decode("utf-8", "replace")))
            found, why = [link for link in links if TAG.search(link)], "ปลายทางของลิงก์ใส่แท็กไม่ได้"
        elif part.startswith(UNFILLED) and MARK.search(parts[part]):
            words = re.sub("<[^>]+>", "", parts[part].decode("utf-8", "replace"))
            found, why = TAG.findall(words)[:1], f"ระบบไม่เติมข้อความในส่วน {part}"
        else:
            continue
        for near in found:
            yield problem("E411", template=named(template, part), paragraph=0, near=paragraph_text(near), why=why)


def _losses(root: Element) -> Iterator[tuple[int, str, str]]:
    for n, paragraph in enumerate(root.iter(w("p")), 1):
        words = _words(paragraph)
        if not (tag := HOLDING.search(words)):
            continue
        kind, place = tag[1], HOLDERS[tag[1]]
        holder = paragraph if kind == "p" else next(paragraph.iterancestors(w(kind)), None)
        if holder is None:
            yield n, paragraph_text(words), f"แท็กที่ขึ้นต้นด้วย {kind} ใช้ได้ใน{place}เท่านั้น"
        elif _beside(holder, tag[0]):
            why = f"แท็กที่ขึ้นต้นด้วย {kind} ต้องอยู่ลำพังใน{place}ของตัวเอง มิฉะนั้นสิ่งที่อยู่ข้าง ๆ จะหายไป"
            yield n, paragraph_text(words), why


def _words(paragraph: Element) -> str:
    """The words of a paragraph, without those of text boxes in it."""
    texts = paragraph.iter(w("t"))
    return "".join(text.text or "" for text in texts if next(text.iterancestors(w("p"))) is paragraph)


def _beside(holder: Element, tag: str) -> bool:
    """Whether there is anything but the tag."""
    words = "".join(text.text or "" for text in holder.iter(w("t"))).replace(tag, "", 1)
    return bool(words.strip() or find_all(holder, SHOWN))


def free_section_breaks(root: Element) -> None:
    """Move a section break out of a paragraph that a `{%p … %}` tag takes away, into an empty one after it.

    Word and LibreOffice put the break into the paragraph before when a designer deletes the empty one.
    """
    breaks = [(paragraph, paragraph.findall(f"{w('pPr')}/{w('sectPr')}")) for paragraph in root.iter(w("p"))]
    for paragraph, sections in breaks:
        if sections and EATEN.search("".join(text.text or "" for text in paragraph.iter(w("t")))):
            empty = no_height()
            empty[0].extend(sections)
            paragraph.addnext(empty)
