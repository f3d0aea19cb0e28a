"""A Word file as its parts (Open Packaging Conventions, ECMA-376-2): name to bytes, read with limits, written the same.

In: the bytes of a .docx from outside. Out: a dict of parts, under the names that Word gives them (see `partnames`), a
Strict file's in the usual dialect (see `strict`). The same parts always give the same bytes.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO

from .partnames import TYPES, usual, usual_names
from .strict import says_strict, strict, transitional

MOST_PARTS = 4_000
MOST_BYTES = 200 * 1024 * 1024  # what all parts may unpack to
MOST_XML = 64 * 1024 * 1024  # of them, text: what a paper of a thousand pages does not reach
MOST_TAGS = 4_000_000  # in the text: short tags need far more room when they are read than in the file
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that a package may use (ECMA-376-2 annex B)
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can say
STORED = (".png", ".jpg", ".jpeg", ".gif", ".odttf")  # deflating these gains nothing
ROOT_RELATIONS = "_rels/.rels"
FIRST = (TYPES, ROOT_RELATIONS)
OFFSET = 42  # of a member, in its entry in a zip's directory
OLD_WORD = b"\xd0\xcf\x11\xe0"  # how a compound file begins: .doc, or a .docx with a password
NAMED = 46  # where the name begins there


class NotAPackage(ValueError):
    """The bytes are not a package, or not one that is safe to open."""


def read(data: bytes) -> dict[str, bytes]:
    """The parts of a package, in their order. Raises: NotAPackage."""
    if len(data) > MOST_BYTES or has_more_members(data, MOST_PARTS):
        raise NotAPackage("too large")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_hostile(infos)
            parts = {info.filename: unpacked(archive, info) for info in infos}
    except NotAPackage:
        raise
    except Exception as error:  # zipfile raises many kinds for damaged input: BadZipFile, zlib.error, EOFError …
        raise NotAPackage(str(error)) from None
    if TYPES not in parts:
        raise NotAPackage("no content types")
    refuse_large(parts, MOST_XML, MOST_TAGS)
    return {name: transitional(part) for name, part in usual(parts).items()}


def has_more_members(data: bytes, most: int) -> bool:
    """Whether a zip has far more members than that: `zipfile` would make an object of each before it tells."""
    return data.count(b"PK\1\2") > 2 * most  # twice: a zip may hold others, unpacked


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member, never more of it than its declared size, which `zipfile` would unpack before it looks.

    Raises: what zipfile raises for a damaged file, such as one that is larger than it says.
    """
    if info.compress_type not in METHODS:
        raise NotAPackage("packed in a way that a package is not")
    with archive.open(info) as member:
        return member.read(info.file_size + 1)  # beyond the end, so that the checksum is looked at


def refuse_large(parts: Mapping[str, bytes], most_bytes: int, most_tags: int) -> None:
    """Raises: NotAPackage, where the XML of all parts is more than that."""
    texts = [data for data in parts.values() if _is_xml(data)]
    if sum(map(len, texts)) > most_bytes or sum(data.count(b"<") for data in texts) > most_tags:
        raise NotAPackage("too much text")


def _is_xml(data: bytes) -> bool:
    """Whether a parser would read a part as XML, in whatever encoding (XML 1.0 annex F)."""
    start = data[:64].lstrip(b"\0\xff\xfe\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<", b"\x4c\x6f\xa7\x94"))


def stories(parts: Iterable[str]) -> list[str]:
    """The names of the parts that hold text, the body first."""
    return sorted(filter(STORY.fullmatch, parts), key=lambda name: (name != "word/document.xml", name))


def filled(parts: Iterable[str]) -> list[str]:
    """The parts whose paragraphs a template fills in: those with text, and comments, which a reader sees beside it."""
    parts = list(parts)
    return [*stories(parts), *(name for name in parts if name == "word/comments.xml")]


def is_strict(data: bytes) -> bool:
    """Whether a package is Strict, as its own relationships say. Raises: what zipfile raises for a damaged file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        held = ROOT_RELATIONS in archive.namelist()
        return held and says_strict(unpacked(archive, archive.getinfo(ROOT_RELATIONS)))


def is_encrypted(data: bytes) -> bool:
    """Whether a file is a Word file with a password: then it is no zip ([MS-OFFCRYPTO] 2.3)."""
    return data.startswith(OLD_WORD) and "EncryptedPackage".encode("utf-16-le") in data


def _refuse_hostile(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise NotAPackage("too many parts, or the same part twice")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise NotAPackage("too large")
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise NotAPackage("a part outside the package")
    if any(info.flag_bits & 1 for info in infos):
        raise NotAPackage("encrypted")


def write(parts: Mapping[str, bytes]) -> bytes:
    """The package as bytes: content types first, then by name, no clock, so that equal parts give equal bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ordered(parts):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 0  # the same on every system
            stored = name.lower().endswith(STORED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name], compresslevel=6)
    return buffer.getvalue()


def ordered(parts: Iterable[str]) -> list[str]:
    """The names of parts as a package of ours has them: content types first, then by name."""
    return sorted(parts, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


def replace(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with the contents of some parts changed: all else stays to the byte, in its order (APPNOTE 4.3).

    The names are those that `read` gives. Raises: NotAPackage.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos, start = archive.infolist(), archive.start_dir
            changed = _as_named(archive, changed)
            entries = _entries(data, start, len(infos))
    except (zipfile.BadZipFile, struct.error, ValueError) as error:
        raise NotAPackage(str(error)) from None
    order = sorted(range(len(infos)), key=lambda n: infos[n].header_offset)
    ends = [*(infos[n].header_offset for n in order[1:]), start]
    members: list[bytes] = []
    at = 0
    for n, end in zip(order, ends, strict=True):
        member, entry = data[infos[n].header_offset : end], entries[n]
        if infos[n].filename in changed:
            member, entry = _member(infos[n], member, entry, changed[infos[n].filename])
        members.append(member)
        entries[n] = entry[:OFFSET] + struct.pack("<L", at) + entry[OFFSET + 4 :]
        at += len(member)
    directory = b"".join(entries)
    comment = archive.comment
    facts = 0, 0, len(infos), len(infos), len(directory), at, len(comment)
    return b"".join((*members, directory, struct.pack("<4s4H2LH", b"PK\5\6", *facts), comment))


def _as_named(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The changed parts under the names that they have in this package, in its dialect."""
    parts = dict.fromkeys(archive.namelist(), b"")
    if TYPES not in parts:
        return changed
    for name in parts.keys() & set(FIRST):
        parts[name] = unpacked(archive, archive.getinfo(name))
    if says_strict(parts.get(ROOT_RELATIONS, b"")):
        changed = {name: strict(data) for name, data in changed.items()}
    names = {new: old for old, new in usual_names(parts).items()}
    return {names.get(name, name): data for name, data in changed.items()}


def _entries(data: bytes, at: int, count: int) -> list[bytes]:
    """The entries of a directory, as they are."""
    found = []
    for _ in range(count):
        end = at + NAMED + sum(struct.unpack_from("<3H", data, at + 28))
        found.append(data[at:end])
        at = end
    return found


def _member(info: zipfile.ZipInfo, member: bytes, entry: bytes, part: bytes) -> tuple[bytes, bytes]:
    """A member with other contents: its name, date, way of packing and attributes stay."""
    packed = part
    if info.compress_type == zipfile.ZIP_DEFLATED:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(part) + packer.flush()
    elif info.compress_type != zipfile.ZIP_STORED:
        raise NotAPackage(f"packed in a way that is not Word's: {info.compress_type}")
    flags = info.flag_bits & ~0x8  # the sizes stand before the contents, not behind them
    name = entry[NAMED : NAMED + struct.unpack_from("<H", entry, 28)[0]]
    sizes = struct.pack("<3L", zlib.crc32(part), len(packed), len(part))
    head = struct.pack("<2H", flags, info.compress_type) + entry[12:16] + sizes + struct.pack("<2H", len(name), 0)
    local = b"PK\3\4" + entry[6:8] + head + name + packed
    return local, entry[:8] + head + b"\0\0" + entry[34:NAMED] + name
