"""ISO 29500 Strict: the names that Word gives to things when a file is saved as „Strict Open XML Document".

In: one part. Out: the same with the names of the usual (Transitional) files, which mean the same here; and the way
back, so that a Strict file in which one part is changed stays one. (ISO/IEC 29500-1 annex A; 29500-4 annex A.)
"""

from __future__ import annotations

import re

MARK = b"http://purl.oclc.org/ooxml/"
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
USUAL = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/([\w-]+)")
SAYS_STRICT = re.compile(rb"""\s[\w.-]+:conformance=["']strict["']""")
ROOT = re.compile(rb"<w:document(?=[\s>])")
HYPHENED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
PLAIN = {hyphened: plain for plain, hyphened in HYPHENED.items()}
RELATION = re.compile(rb"(/relationships/)(extendedProperties|customProperties)\b")
USUAL_RELATION = re.compile(rb"(/relationships/)(extended-properties|custom-properties)\b")
OWN = b"package"  # of the container, the same in both


def says_strict(part: bytes) -> bool:
    return MARK in part


def transitional(part: bytes) -> bytes:
    """A part of a Strict file as the usual ones have it; any other as it is."""
    if MARK not in part:
        return part
    named = STRICT.sub(_usual_name, part)
    return SAYS_STRICT.sub(b"", RELATION.sub(lambda found: found[1] + HYPHENED[found[2]], named))


def strict(part: bytes) -> bytes:
    """A part as a Strict file has it."""
    named = USUAL.sub(_strict_name, part)
    related = USUAL_RELATION.sub(lambda found: found[1] + PLAIN[found[2]], named)
    return ROOT.sub(b'<w:document w:conformance="strict"', related, count=1)


def _usual_name(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (found[1], HYPHENED.get(found[2], found[2]))


def _strict_name(found: re.Match[bytes]) -> bytes:
    return found[0] if found[1] == OWN else b"%s%s/%s" % (MARK, found[1], PLAIN.get(found[2], found[2]))
