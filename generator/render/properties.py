"""The properties of a paper (docProps/core.xml, ECMA-376-2 §8.3): title and office, and no clock but the run's day.

In: the day of the run and the texts. Out: the part's XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape  # xml.sax.saxutils brings the whole of urllib with it

from .show import legal

PART = "docProps/core.xml"
LONGEST = 255  # characters, of any of them
ELEMENTS = {
    "title": "dc:title",
    "subject": "dc:subject",
    "author": "dc:creator",
    "comments": "dc:description",
    "identifier": "dc:identifier",
    "language": "dc:language",
}


def core(texts: Mapping[str, str], day: date) -> bytes:
    """`texts` by python-docx's names of the properties."""
    known = {ELEMENTS[name]: escape(legal(texts[name][:LONGEST]), quote=False) for name in ELEMENTS if name in texts}
    said = "".join(f"<{element}>{text}</{element}>" for element, text in known.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'{said}<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
    ).encode()
