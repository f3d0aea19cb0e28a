"""The names of the parts of a Word file: a part is what its content type says, whatever it is called (ECMA-376-2 7.3).

In: the parts of a package as somebody saved it. Out: the same under the names that Word gives them, so that everything
else may know them by name: Word for the web writes document2.xml, other programs what they like.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TEMPLATE = f"{WORD}.template.main+xml"  # what a .dotx is
SINGLE = ("footnotes", "endnotes", "comments", "styles", "numbering")
USUAL = {  # content type: the names that Word gives to such parts
    TEMPLATE: "word/document.xml",
    f"{WORD}.document.main+xml": "word/document.xml",
    f"{WORD}.header+xml": "word/header{}.xml",
    f"{WORD}.footer+xml": "word/footer{}.xml",
    **{f"{WORD}.{name}+xml": f"word/{name}.xml" for name in SINGLE},
}
GLOSSARY = "word/glossary/"  # a document of its own, of building blocks
LATIN = "surrogateescape"  # what is no text stays as it is
TYPE = re.compile(r"<(?:\w+:)?(Default|Override)\b[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")


def usual(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts under the names that Word gives them (Word for the web says document2.xml, others what they like).

    The text of a .dotx is that of a .docx.
    """
    names = usual_names(parts)
    is_template = TEMPLATE.encode() in parts[TYPES]
    if not names and not is_template:
        return parts
    own = {**names, **{relations_name(old): relations_name(new) for old, new in names.items()}}
    renamed = {own.get(name, name): data for name, data in parts.items()}
    for name in names and [name for name in parts if name.endswith(".rels")]:
        rels = _related_anew(parts[name].decode("utf-8-sig", LATIN), name, names)
        renamed[own.get(name, name)] = rels.encode("utf-8", LATIN)
    types = parts[TYPES].decode("utf-8-sig", LATIN).replace(TEMPLATE, f"{WORD}.document.main+xml")
    for old, new in names.items():
        types = re.sub(rf"""(\bPartName=["'])/{re.escape(old)}(?=["'])""", rf"\1/{new}", types)
    return {**renamed, TYPES: types.encode("utf-8", LATIN)}


def usual_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that are called otherwise than Word calls them: old name to usual name."""
    names: dict[str, str] = {}
    for name, kind in _types(parts).items():
        pattern = USUAL.get(kind, "")
        if pattern and not name.startswith(GLOSSARY) and not re.fullmatch(pattern.replace("{}", r"\d*"), name):
            tries = (pattern.format(n) for n in range(1, len(parts) + 2))
            free = next((one for one in tries if one not in parts and one not in names.values()), "")
            names |= {name: free} if free else {}
    return names


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of each part (ECMA-376-2 7.3): that of its name, else of its extension."""
    said = [one[0] for one in TYPE.finditer(parts[TYPES].decode("utf-8-sig", "replace"))]
    named = {_attribute(one, "PartName").lstrip("/"): _attribute(one, "ContentType") for one in said}
    default = {_attribute(one, "Extension").lower(): _attribute(one, "ContentType") for one in said}
    return {name: named.get(name) or default.get(name.rpartition(".")[2].lower(), "") for name in parts}


def _related_anew(rels: str, name: str, names: Mapping[str, str]) -> str:
    """The relationships of a part, some of whose targets have new names, or that has one itself."""
    folder, _, file = name.partition("_rels/")
    holder = f"{folder}{file.removesuffix('.rels')}"
    start = posixpath.dirname(names.get(holder, holder))

    def anew(found: re.Match[str]) -> str:
        target = _attribute(found[0], "Target")
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if _attribute(found[0], "TargetMode") == "External" or (part not in names and holder not in names):
            return found[0]
        path = posixpath.relpath(names.get(part, part), start or ".")
        return re.sub(rf"""(\bTarget\s*=\s*["']){re.escape(target)}(?=["'])""", rf"\g<1>{path}", found[0])

    return RELATION.sub(anew, rels)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return (found[1] or found[2] or "") if found else ""


def relations_name(part: str) -> str:
    """The part that holds the relationships of a part (ECMA-376-2 6.5.4)."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")
