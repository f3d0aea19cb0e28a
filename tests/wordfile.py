"""Word files written by hand for tests: the XML of a body, wrapped in the least that Word opens."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from generator.word import opc
from generator.word.xml import NS

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = {
    "word/styles.xml": f"{WORD}.styles+xml",
    "word/settings.xml": f"{WORD}.settings+xml",
    "word/numbering.xml": f"{WORD}.numbering+xml",
    "word/header1.xml": f"{WORD}.header+xml",
    "word/footnotes.xml": f"{WORD}.footnotes+xml",
    "word/endnotes.xml": f"{WORD}.endnotes+xml",
    "word/comments.xml": f"{WORD}.comments+xml",
    "word/stylesWithEffects.xml": "application/vnd.ms-word.stylesWithEffects+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
KINDS = {
    "word/stylesWithEffects.xml": "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    "docProps/core.xml": f"{PACKAGE}/relationships/metadata/core-properties",
    "docProps/app.xml": f"{OFFICE}/extended-properties",
    "docProps/thumbnail.jpeg": f"{PACKAGE}/relationships/metadata/thumbnail",
}


def wordfile(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A .docx whose body is `body`; `parts` are further parts, related to the text or to the package by their folder."""
    more = {name: data.encode() if isinstance(data, str) else data for name, data in (parts or {}).items()}
    of_text = [name for name in more if name.startswith("word/") and "_rels" not in name]
    of_package = ["word/document.xml", *(name for name in more if name.startswith("docProps/"))]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in TYPES.items() if name in more
    )
    return opc.write({
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="emf" ContentType="image/x-emf"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/></Types>'
        ).encode(),
        "_rels/.rels": relationships(of_package, ""),
        "word/_rels/document.xml.rels": relationships(of_text, "word/"),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode(),
        **more,
    })


def relationships(names: list[str], folder: str) -> bytes:
    """Relationships rId1, rId2 … in the order of the names."""
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{KINDS.get(name) or kind_of(name)}" Target="{name.removeprefix(folder)}"/>'
        for n, name in enumerate(names, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'.encode()


def kind_of(name: str) -> str:
    stem = name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    names = {"document": "officeDocument", "app": "extended-properties"}
    return f"{OFFICE}/{'image' if '/media/' in name else names.get(stem, stem)}"


def part(docx: bytes, name: str = "word/document.xml") -> str:
    """One part as text, without its declaration and namespaces, so that a test can say what it expects."""
    root = etree.fromstring(opc.read(docx)[name])
    text = etree.tostring(root, encoding="unicode")
    for prefix, uri in NS.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"', "")
    return text


def body(docx: bytes) -> str:
    """The XML between <w:body> and </w:body>."""
    return part(docx).partition("<w:body>")[2].partition("</w:body>")[0]


def saved(pages: int, program: str = "Microsoft Office Word") -> dict[str, str]:
    """The part that says which program has saved a file, and how many pages it has counted."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    said = f"<Application>{program}</Application><Pages>{pages}</Pages>"
    return {"docProps/app.xml": f'<Properties xmlns="{space}">{said}</Properties>'}
