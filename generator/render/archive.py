"""A made paper as bytes: what never changes is packed once, and only the rest is packed for each paper.

In: the parts of a package that stay, then for each paper those that change. Out: a zip (APPNOTE 6.3.3, without zip64),
always the same for the same parts.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping

from .. import opc

LEVEL = 3  # of deflating what changes: half the time of 6, 3 % larger
HARD = 9  # of what is packed once
SMALL = 16 * 1024  # bytes that a window of 8 KB is enough for: setting up one of 32 KB may cost more than it packs
YEAR, MONTH, DAY = opc.EPOCH[:3]
DATE = (YEAR - 1980) << 9 | MONTH << 5 | DAY
HEAD = struct.Struct("<4s5H3L2H")
ENTRY = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
STORED, DEFLATED = 0, 8
TINY = 1024  # bytes that are not worth deflating
ENGLISH, UTF8 = 0, 0x800  # flags: how the name is written


class Archive:
    """The members of a zip that stay, and `pack` for those that change."""

    def __init__(self, staying: Mapping[str, bytes]) -> None:
        parts = [(name, staying[name]) for name in opc.ordered(staying)]
        self._members, self._entries, self._size = _packed(parts, 0, HARD)
        self._count = len(staying)

    def pack(self, changing: Mapping[str, bytes]) -> bytes:
        """The whole package."""
        members, entries, end = _packed(changing.items(), self._size, LEVEL)
        count = self._count + len(changing)
        directory = self._entries + entries
        return b"".join((
            self._members, members, directory, END.pack(b"PK\5\6", 0, 0, count, count, len(directory), end, 0),
        ))  # fmt: skip


def _packed(parts: Iterable[tuple[str, bytes]], at: int, level: int) -> tuple[bytes, bytes, int]:
    """The members from the offset `at` on, their entries in the directory, and the offset after them."""
    members: list[bytes] = []
    entries: list[bytes] = []
    for name, data in parts:
        path = name.encode()
        flag = ENGLISH if name.isascii() else UTF8
        stored = len(data) < TINY or name.lower().endswith(opc.STORED)
        method, packed = (STORED, data) if stored else (DEFLATED, deflated(data, level))
        facts = flag, method, 0, DATE, zlib.crc32(data), len(packed), len(data), len(path), 0
        members += (HEAD.pack(b"PK\3\4", 20, *facts), path, packed)
        entries += (ENTRY.pack(b"PK\1\2", 20, 20, *facts, 0, 0, 0, 0, at), path)
        at += HEAD.size + len(path) + len(packed)
    return b"".join(members), b"".join(entries), at


def deflated(data: bytes, level: int) -> bytes:
    """Raw deflate (RFC 1951)."""
    window, memory = (-13, 6) if len(data) < SMALL else (-15, 8)  # negative: no header
    packer = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return packer.compress(data) + packer.flush()
