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
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from .controls import NAMESPACE, STORE

ITEM = "customXml/item1.xml"
ROOT = f"{{{NAMESPACE}}}paper"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)


@dataclass(frozen=True)
class Origin:
    """What a paper was made from. `key` tells the same case made again; `data` are the values as typed, by field key.

    `issued` is the official number of an issued paper, and `day` its day (ISO, CE); both empty for a draft.
    """

    form: str
    paper: str
    key: str
    template: str  # SHA-256 of the template
    program: str
    data: Mapping[str, Any]
    issued: str = ""
    day: str = ""
    content: str = ""  # fingerprint of the file's other parts as it was made

    @property
    def case(self) -> str:
        """A hash of the data: two papers with the same hash say the same."""
        return digest(self.data)


def digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(members: Iterable[tuple[str, int, int]]) -> str:
    """One hash of (name, CRC-32, size) of all parts but ours and the properties that a mere save changes."""
    kept = sorted(member for member in members if member[0] != ITEM and not member[0].startswith("docProps/"))
    return hashlib.sha256("\n".join(f"{name} {crc:08x} {size}" for name, crc, size in kept).encode()).hexdigest()


def fingerprint_of(parts: Mapping[str, bytes]) -> str:
    return fingerprint((name, zlib.crc32(data), len(data)) for name, data in parts.items())


def item(origin: Origin, late: Mapping[str, str]) -> bytes:
    """The custom XML part: the late texts that the content controls show, and the origin as JSON."""
    values = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in late.items())
    kept = escape(json.dumps(asdict(origin), ensure_ascii=False, sort_keys=True))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<paper xmlns="{NAMESPACE}"><late>{values}</late><origin>{kept}</origin></paper>'
    ).encode()


def furnish(parts: dict[str, bytes]) -> None:
    """Give a template the room for the custom XML part: its properties, relationships and content type."""
    parts[ITEM] = item(Origin("", "", "", "", "", {}), {})
    parts["customXml/itemProps1.xml"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{OFFICE_DOCUMENT}/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts["customXml/_rels/item1.xml.rels"] = _relationship(None, "customXmlProps", "itemProps1.xml")
    rels = "word/_rels/document.xml.rels"
    parts[rels] = _relationship(parts.get(rels), "customXml", "../customXml/item1.xml")
    types = etree.fromstring(parts["[Content_Types].xml"], _PARSER)
    space = etree.QName(types).namespace
    etree.SubElement(types, f"{{{space}}}Override", PartName="/customXml/itemProps1.xml", ContentType=PROPERTIES_TYPE)
    parts["[Content_Types].xml"] = _xml(types)


def read(data: bytes) -> tuple[Origin, bool] | None:
    """The origin of a file, and whether it was changed since it was made or issued; None for a paper not of ours."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            names = [info.filename for info in infos if re.fullmatch(r"customXml/item\d+\.xml", info.filename)]
            found = next((name for name in names if _is_ours(archive, name)), None)
            if found is None:
                return None
            kept = etree.fromstring(archive.read(found), _PARSER).findtext(f"{{{NAMESPACE}}}origin") or "{}"
            origin = Origin(**json.loads(kept))
            now = fingerprint((info.filename, info.CRC, info.file_size) for info in infos if info.filename != found)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, TypeError, ValueError, KeyError, OSError, zlib.error):
        return None
    return (origin, now != origin.content) if origin.form else None


def with_content(origin: Origin, parts: Mapping[str, bytes]) -> Origin:
    """The origin of a file with these parts."""
    return replace(origin, content=fingerprint_of(parts))


def _is_ours(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return NAMESPACE.encode() in part.read(400)


def _relationship(rels: bytes | None, kind: str, target: str) -> bytes:
    """The relationships of a part with one more."""
    space = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    root = etree.fromstring(rels or space, _PARSER)
    used = {node.get("Id") for node in root}
    free = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    type_ = f"{OFFICE_DOCUMENT}/relationships/{kind}"
    etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=free, Type=type_, Target=target)
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
