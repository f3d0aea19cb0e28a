"""A made paper as bytes: what never changes is packed once, and only the rest is packed for each paper.

In: the parts of a package that stay, then for each paper those that change. Out: a zip (APPNOTE 6.3.3, without zip64),
always the same for the same parts. Of a part that changes, the beginning that it has in every paper is packed once too:
after a full flush a deflated stream goes on as a new one would (RFC 1951 §3.2), and CRC-32 goes on by itself.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import deflate

from ..word import opc

LEVEL = 1  # of libdeflate, for what changes: half the time of zlib 3, as small; the same bytes on every machine
HARD = 9  # of zlib, for what is packed once
RAW = -zlib.MAX_WBITS  # without the header and checksum of zlib
YEAR, MONTH, DAY = opc.EPOCH[:3]
DATE = (YEAR - 1980) << 9 | MONTH << 5 | DAY
HEAD = struct.Struct("<4s5H3L2H")
ENTRY = struct.Struct("<4s6H3L5HL")
OFFSET = struct.Struct("<L")
END = struct.Struct("<4s4H2LH")
BLOCK = struct.Struct("<B2H")
STORED, DEFLATED = 0, 8
TINY = 1024  # bytes that are not worth deflating
ENGLISH, UTF8 = 0, 0x800  # flags: how the name is written


Pack = Callable[[memoryview], "bytes | bytearray"]


class Start(NamedTuple):
    """How a part begins in every paper."""

    data: bytes = b""
    packed: bytes = b""
    crc: int = 0


NO_START = Start()


class Member(NamedTuple):
    """A part as it lies in a zip: `record` is its place among the data, `entry` in the directory, up to the offset."""

    data: bytes
    path: bytes
    record: bytes
    entry: bytes


class Archive:
    """The members of a zip that stay, and `pack` for those that change, of which `starts` are how they always begin."""

    def __init__(self, staying: Mapping[str, bytes], starts: Mapping[str, bytes]) -> None:
        members = [_member(name, staying[name], _hard) for name in opc.ordered(staying)]
        self._records = b"".join([member.record for member in members])
        self._entries = b"".join(_entries(members, 0))
        self._count = len(members)
        self._starts = {name: _start(data) for name, data in starts.items()}
        self._last: dict[str, Member] = {}

    def pack(self, changing: Mapping[str, bytes]) -> bytes:
        """The whole package."""
        members = [self._changed(name, data) for name, data in changing.items()]
        records = [member.record for member in members]
        entries = [self._entries, *_entries(members, len(self._records))]
        count, size = self._count + len(members), sum(map(len, entries))
        end = len(self._records) + sum(map(len, records))
        last = END.pack(b"PK\5\6", 0, 0, count, count, size, end, 0)
        return b"".join((self._records, *records, *entries, last))

    def _changed(self, name: str, data: bytes) -> Member:
        """The member, which is often that of the last paper: the same footer, or the same kinds of pictures."""
        member = self._last.get(name)
        if member is None or member.data != data:
            member = self._last[name] = _member(name, data, _quick, self._starts.get(name, NO_START))
        return member


def _start(data: bytes) -> Start:
    packer = zlib.compressobj(HARD, zlib.DEFLATED, RAW)
    return Start(data, packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH), zlib.crc32(data))


def _member(name: str, data: bytes, pack: Pack, start: Start = NO_START) -> Member:
    path = name.encode()
    flag = ENGLISH if name.isascii() else UTF8
    if not data.startswith(start.data):
        start = NO_START
    rest = memoryview(data)[len(start.data) :]  # not a copy: that of a long part costs a tenth of packing it
    if len(data) < TINY or name.lower().endswith(opc.STORED):
        method, packed = STORED, data
    else:
        method, packed = DEFLATED, b"".join((start.packed, pack(rest)))
    facts = flag, method, 0, DATE, zlib.crc32(rest, start.crc), len(packed), len(data), len(path), 0
    record = b"".join((HEAD.pack(b"PK\3\4", 20, *facts), path, packed))
    return Member(data, path, record, ENTRY.pack(b"PK\1\2", 20, 20, *facts, 0, 0, 0, 0))


def _entries(members: Iterable[Member], at: int) -> list[bytes]:
    """The directory of members that lie one after another from the offset `at` on."""
    entries: list[bytes] = []
    for member in members:
        entries += (member.entry, OFFSET.pack(at), member.path)
        at += len(member.record)
    return entries


def _quick(data: memoryview) -> bytes | bytearray:
    """Raw deflate; a little is one block as it is (RFC 1951 §3.2.4)."""
    if len(data) < TINY:
        return b"".join((BLOCK.pack(1, len(data), len(data) ^ 0xFFFF), data))
    return deflate.deflate_compress(data, LEVEL)


def _hard(data: memoryview) -> bytes:
    packer = zlib.compressobj(HARD, zlib.DEFLATED, RAW)
    return packer.compress(data) + packer.flush()
