"""What a Word file does, or fetches, when somebody opens it: macros, objects, remote files, fields that run or read.

In: the parts of a Word file. Out: what of it there is, in Thai, each thing once. A template with any of it is refused,
for it would stand in every paper; of a paper that comes from outside it is said.
Sources: ECMA-376-1 17.16.5 (fields), 15.2 and 17.17.2 (objects, other formats); [MS-OE376] 2.3 (macros, controls).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .xml import CONTENT_TYPES, NS, RELATIONSHIPS, Element, find_all, local, parse, w

HARMLESS = ("hyperlink",)  # links that only a click follows
PICTURE = ("image", "video", "audio", "media")
KINDS = {
    "attachedTemplate": "แม่แบบที่อยู่นอกไฟล์",
    "aFChunk": "ไฟล์อื่นที่แทรกไว้ทั้งไฟล์ (altChunk)",
    "oleObject": "วัตถุของโปรแกรมอื่น (OLE)",
    "control": "ปุ่มหรือช่องที่ทำงานเอง (ActiveX)",
    "vbaProject": "แมโคร (VBA)",
    "wordVbaData": "แมโคร (VBA)",
    "keyMapCustomizations": "คำสั่งของแป้นพิมพ์ที่ตั้งเอง",
    "attachedToolbars": "แถบเครื่องมือที่ตั้งเอง",
    "extensibility": "ปุ่มคำสั่งที่ตั้งเอง",
    "webextension": "โปรแกรมเสริมของเว็บ",
    "webextensiontaskpanes": "โปรแกรมเสริมของเว็บ",
    "mailMergeSource": "แหล่งข้อมูลจดหมายเวียน",
    "mailMergeHeaderSource": "แหล่งข้อมูลจดหมายเวียน",
    "subDocument": "เอกสารย่อยนอกไฟล์",
    "frame": "กรอบที่แสดงไฟล์อื่น",
}
TYPES = {  # in the content types, whatever a relationship calls it
    "vbaproject": KINDS["vbaProject"],
    "vbadata": KINDS["vbaProject"],
    "activex": KINDS["control"],
    "oleobject": KINDS["oleObject"],
}
FIELDS = {
    "DDE", "DDEAUTO", "LINK", "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "DATABASE", "RD", "MACROBUTTON",
    "PRINT", "EMBED", "CONTROL", "HTMLACTIVEX", "ADDIN", "AUTOTEXTLIST",
}  # fmt: skip
LOCAL = re.compile(r"(?i)(?:file:/*)?[a-z]:[\\/]")  # a path on the disk of whoever wrote the file
REMOTE = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:|\\\\|//)")
ELEMENTS = {"altChunk": KINDS["aFChunk"], "OLEObject": KINDS["oleObject"], "control": KINDS["control"]}


def active(parts: Mapping[str, bytes]) -> list[str]:
    """What a Word file does when it is opened. A part that is no plain XML is passed over: who reads it says so."""
    found: dict[str, None] = {}
    for name, data in parts.items():
        if is_typed(data):
            found["ชนิดเอกสารแบบ DTD"] = None
            continue
        if name.endswith(".rels") or name == "[Content_Types].xml" or _may_act(data):
            try:
                found.update(dict.fromkeys(_found(name, parse(data))))
            except ValueError:
                continue
    return list(found)


def is_typed(data: bytes) -> bool:
    """Whether a part has a document type, in whatever encoding (OPC forbids it: ECMA-376-2 8.1.4)."""
    return b"<!DOCTYPE" in data[:4096].replace(b"\0", b"")


def _may_act(data: bytes) -> bool:
    marks = (b"instrText", b"fldSimple", b"altChunk", b"OLEObject", b":control", b"mailMerge", b":imagedata", b"src=")
    return data[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0").startswith(b"<") and (
        b"\0" in data[:64] or any(mark in data for mark in marks)
    )


def _found(name: str, root: Element) -> Iterator[str]:
    if root.tag == f"{{{RELATIONSHIPS}}}Relationships":
        for relation in root:
            yield from _of_relation(relation)
    elif root.tag == f"{{{CONTENT_TYPES}}}Types":
        types = " ".join(kind.get("ContentType", "") for kind in root).lower()
        yield from (said for mark, said in TYPES.items() if mark in types)
    else:
        yield from _of_text(root)


def _of_relation(relation: Element) -> Iterator[str]:
    kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
    is_outside = relation.get("TargetMode") == "External" or bool(REMOTE.match(target))
    if kind == "attachedTemplate" and LOCAL.match(target):
        return
    if kind in KINDS:
        yield KINDS[kind]
    elif is_outside and kind in PICTURE:
        yield f"ภาพหรือสื่อที่อยู่นอกไฟล์ ({target[:60]})"
    elif is_outside and kind not in HARMLESS:
        yield f"สิ่งที่อยู่นอกไฟล์ ({target[:60]})"


def _of_text(root: Element) -> Iterator[str]:
    for element in root.iter():
        if said := ELEMENTS.get(local(element)):
            yield said
    for code in _fields(root):
        word = code.split(maxsplit=1)[0].upper() if code.split() else ""
        if word in FIELDS:
            yield f"ฟิลด์ {word}"
    if find_all(root, "//w:settings/w:mailMerge"):
        yield KINDS["mailMergeSource"]
    for picture in find_all(root, "//v:imagedata | //v:fill | //v:stroke"):
        links = (picture.get("src", ""), picture.get(f"{{{NS['r']}}}href", ""))
        if any(map(REMOTE.match, links)):
            yield "ภาพหรือสื่อที่อยู่นอกไฟล์"


def _fields(root: Element) -> Iterator[str]:
    """The codes of fields; of a field within a field's code both, and the outer one without it."""
    open_: list[str] = []
    for element in root.iter(w("fldSimple"), w("fldChar"), w("instrText")):
        if element.tag == w("fldSimple"):
            yield element.get(w("instr"), "")
        elif element.tag == w("instrText"):
            if open_:
                open_[-1] += element.text or ""
            else:
                yield element.text or ""
        elif element.get(w("fldCharType")) == "begin":
            open_.append("")
        elif element.get(w("fldCharType")) == "end" and open_:
            yield open_.pop()
    yield from open_
