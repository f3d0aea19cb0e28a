"""What a paper was made from, kept in the paper: a custom XML part beside its text.

In: a case and the parts of a made file. Out: the part that says form, paper, template, data and program, with the texts
of the late values; and from a file that comes back, whether a clerk has changed it since it was made.
(ECMA-376-1 22.5 custom XML data storage; Word keeps such a part through edits and saves.)
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from html import escape  # xml.sax.saxutils brings the whole of urllib with it
from io import BytesIO
from typing import Any

from lxml import etree

from ..word import opc
from ..word.package import DOCUMENT, add_part, drop_parts, relate
from ..word.xml import parse
from .controls import NAMESPACE, STORE, bind, tags

ITEM = "customXml/gen.xml"  # Word and LibreOffice number it when they save: item1.xml
PROPERTIES = "customXml/genProps.xml"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
MOST = 32 * 1024 * 1024  # bytes of the part: far more than any case has
END = b"PK\5\6"  # of a zip without a comment: 22 bytes (APPNOTE 4.3.16)
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

DAMAGE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError,
)  # fmt: skip  # what zipfile raises for it

PROPERTIES_OF = "docProps/"  # of the file
SAVED = re.compile(rb"<(dcterms:(?:created|modified)|cp:(?:revision|lastModifiedBy|lastPrinted))\b.*?</\1>", re.DOTALL)
FILLED = re.compile(rb"<(?:Company|Manager|HyperlinkBase)>[^<]*<")
Fact = tuple[str, int, int]  # of a part: name, CRC-32, size


@dataclass(frozen=True)
class Origin:
    """What a paper was made from. `key` tells the same case made again; `data` are the values as typed, by field key,
    and `late` those of fields that may also come after it is made.

    `issued` is the official number of an issued paper, `series` and `running` its place in the number book, and `day`
    its day (ISO, CE); all empty for a draft.
    """

    form: str
    paper: str
    office: str = ""  # whose paper it is; "" in papers of the first version
    key: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    late: Mapping[str, str] = field(default_factory=dict)
    receiver: str = ""  # of a paper that is made for each of several
    is_circular: bool = False  # its receivers share one number
    template: str = ""  # SHA-256 of the template
    program: str = ""
    made: str = ""  # the day that it was made (ISO, CE): what is blank may show its year
    issued: str = ""
    series: str = ""
    running: int = 0
    day: str = ""
    content: int = -1  # fingerprint of the file's other parts as the program wrote them

    @property
    def id(self) -> str:
        """The paper's own name in the number book: all that it was made from, and when.

        So next month's letter on the same subject is another paper, and so is that of another office. The letters of a
        circular are one paper, also when one of them is made later.
        """
        old = [self.form, self.paper, self.key or self.data, "" if self.is_circular else self.receiver]
        if not self.office:
            return digest(old)[:32]
        own = [] if self.is_circular else [self.data, self.late, self.made]
        return digest([self.office, *old, *own])[:32]

    def is_same_case(self, other: Origin) -> bool:
        """Whether both are the same paper of the same case; a late key that one does not have yet tells nothing."""
        if (self.form, self.paper, self.receiver) != (other.form, other.paper, other.receiver):
            return False
        if not self.key:
            return self.data == other.data
        both = self.key.keys() & other.key.keys()
        return bool(both) and all(self.key[name] == other.key[name] for name in both)


KEYS = [one.name for one in fields(Origin)]  # a later version may write more


def digest(value: Any) -> str:
    return hashlib.sha256(_JSON(value).encode()).hexdigest()


def fingerprint(facts: Iterable[Fact], rest: int = 0) -> int:
    """One number for all parts but ours; of the properties, what a person fills in.

    It is a sum, so that of the parts which stay (`rest`) is worked out once for all papers of a template.
    """
    for name, crc, size in facts:
        if not name.startswith("customXml/"):
            rest += int.from_bytes(hashlib.sha256(f"{name} {crc} {size}".encode()).digest()[:16], "big")
    return rest


def fingerprint_of(data: bytes) -> int:
    """That of a file."""
    return fingerprint(_facts(data))


def _facts(data: bytes) -> list[Fact]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = [(info.filename, info.CRC, info.file_size) for info in archive.infolist()]
        own = {name: _read(archive, name) for name, _, _ in found if name.startswith(PROPERTIES_OF)}
    return [*(fact for fact in found if fact[0] not in own), *facts_of(own)]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MOST)


def facts_of(parts: Mapping[str, bytes]) -> list[Fact]:
    return [(name, zlib.crc32(said), len(said)) for name, data in parts.items() if (said := _said(name, data)) or data]


def _said(name: str, data: bytes) -> bytes:
    """A part; of the properties of a file, what a person fills in, without the days and counts of a save."""
    if not name.startswith(PROPERTIES_OF):
        return data
    return b"".join(sorted(FILLED.findall(data))) if name.endswith("app.xml") else SAVED.sub(b"", data)


def item(origin: Origin, late: Mapping[str, str], template: str = "", content: int = -1) -> bytes:
    """The custom XML part: the late texts that the content controls show, and the origin as JSON.

    `template` and `content` are put into it where the maker of the paper knows them only now.
    """
    facts = vars(origin)
    if template:
        facts = {**facts, "template": template, "content": content}
    values = "".join([f"<{tag}>{escape(text, quote=False)}</{tag}>" for tag, text in late.items()])
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<paper xmlns="{NAMESPACE}"><late>{values}</late><origin>{escape(_JSON(facts), quote=False)}</origin></paper>'
    ).encode()


def furnish(parts: dict[str, bytes], late: Mapping[str, str]) -> list[str]:
    """Give a template its content controls and the room for the custom XML part; the tags of the controls."""
    stories = [name for name in parts if opc.STORY.fullmatch(name)]
    bound = {name: bind(parts[name].decode("utf-8-sig"), late) for name in stories}
    parts |= {name: xml.encode() for name, xml in bound.items() if late}
    _clear(parts)
    parts[ITEM] = item(Origin("", ""), {})
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{OFFICE_DOCUMENT}/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    add_part(parts, PROPERTIES, properties.encode(), PROPERTIES_TYPE)
    relate(parts, ITEM, "customXmlProps", PROPERTIES)
    relate(parts, DOCUMENT, "customXml", ITEM)
    return tags(bound.values())


def read(data: bytes) -> tuple[Origin, bool] | None:
    """The origin of a file, and whether it was changed since the program wrote it; None for a paper not of ours."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            name = _item_of(archive)
            if name is None:
                return None
            origin = _origin(opc.unpacked(archive, archive.getinfo(name)))
        facts = _facts(data)
    except DAMAGE:
        return None
    whole = data[-len(END) - 18 :].startswith(END)  # a zip reader passes over what stands behind its end
    if origin is None:
        return None
    # the first version did not count the properties
    now = fingerprint(facts), fingerprint(fact for fact in facts if not fact[0].startswith(PROPERTIES_OF))
    return origin, origin.content not in now or not whole


def read_item(data: bytes) -> tuple[str, Origin, dict[str, str]] | None:
    """Of a file of ours: the name of its custom XML part, the origin, and the late texts by tag."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            name = _item_of(archive)
            xml = opc.unpacked(archive, archive.getinfo(name)) if name else b""
    except DAMAGE:
        return None
    origin = _origin(xml) if name else None
    if name is None or origin is None:
        return None
    late = parse(xml).find(f"{{{NAMESPACE}}}late")
    found = () if late is None else late
    return name, origin, {etree.QName(node).localname: node.text or "" for node in found}


def _item_of(archive: zipfile.ZipFile) -> str | None:
    for info in archive.infolist():
        name = info.filename
        if name.startswith("customXml/") and name.endswith(".xml") and "Props" not in name and info.file_size < MOST:
            with archive.open(name) as part:
                if NAMESPACE.encode() in part.read(400):
                    return name
    return None


def _origin(xml: bytes) -> Origin | None:
    """The origin in the part; None for what no version of the program wrote."""
    try:
        text = parse(xml).findtext(f"{{{NAMESPACE}}}origin")
        said = json.loads(text or "")
        origin = Origin(**{key: said[key] for key in KEYS if key in said})
        for day in filter(None, (origin.made, origin.day)):
            date.fromisoformat(day)
    except (TypeError, ValueError):
        return None
    same = all(type(getattr(origin, key)) is type(value) for key, value in vars(Origin("", "")).items())
    return origin if origin.form and same else None


def _clear(parts: dict[str, bytes]) -> None:
    """Take out what a template that was once a paper of ours still carries."""
    old = {name for name in parts if name.startswith("customXml/") and NAMESPACE.encode() in parts[name]}
    if old:
        drop_parts(parts, old)
