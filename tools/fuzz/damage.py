"""What can happen to a file on its way: bits that flip, ends that are cut, members that are swapped, values that grow.

In: bytes and a source of chance. Out: other bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

ODD = (
    "", " ", "0", "-1", "99999999999999999999", "1e309", "NaN", "\u0000", "\ufffe", "\U0001f600", "ก" * 5000, "=1/0",
    "{{ x }}", "{% for a in b %}", "../../etc/passwd", "&amp;lol;", "<![CDATA[x]]>", "1-1007-00123-45-5", "²", "true",
    "31 กุมภาพันธ์ 2569",
    "\u202e", "']", '"', "%s%n", "C:\\x", "~", "*a", "&a", "!!python/object:os.system", "- - -", "[", "{",
)  # fmt: skip
TAG = re.compile(rb"<[^<>]{1,400}>")
VALUE = re.compile(rb'="([^"]{0,200})"')
WORDS = re.compile(rb">([^<>]{1,200})<")
Damage = Callable[[bytes, Random], bytes]


def flipped(data: bytes, chance: Random) -> bytes:
    """Some bits another way."""
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if held else 0):
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    return bytes(held)


def cut(data: bytes, chance: Random) -> bytes:
    """Without its end, or its beginning."""
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.8 else data[at:]


def spliced(data: bytes, chance: Random) -> bytes:
    """A stretch of it taken out, twice there, or moved."""
    a, b, c = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    moved = data[:a] + data[b:c] + data[a:b] + data[c:]
    return chance.choice((data[:a] + data[b:], data[:b] + data[a:b] + data[b:], moved))


def noisy(data: bytes, chance: Random) -> bytes:
    """With something that does not belong there."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(ODD).encode("utf-8", "surrogatepass") + data[at:]


def retold(data: bytes, chance: Random) -> bytes:
    """In another encoding."""
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-8-sig", "cp874", "utf-32", "utf-7")), "replace")


BYTES: Sequence[Damage] = (flipped, cut, spliced, noisy)


def of_bytes(data: bytes, chance: Random) -> bytes:
    return chance.choice(BYTES)(data, chance)


def of_text(data: bytes, chance: Random) -> bytes:
    """A text whose lines, words and values are changed."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        n, m = chance.randrange(len(lines)), chance.randrange(len(lines))
        how = chance.randrange(7)
        if how == 0:
            lines[n] = ""
        elif how == 1:
            lines[n], lines[m] = lines[m], lines[n]
        elif how == 2:
            lines.insert(n, lines[m])
        elif how == 3:
            lines[n] = re.sub(r"(?<=[:,\t-])[^:,\t]*$", lambda _: " " + chance.choice(ODD), lines[n], count=1)
        elif how == 4:
            lines[n] = " " * chance.randrange(6) + lines[n].lstrip()
        elif how == 5:
            lines[n] = re.sub(r"[^\s:,]+", lambda found: chance.choice((found[0], chance.choice(ODD))), lines[n])
        else:
            return of_bytes("\n".join(lines).encode("utf-8", "surrogatepass"), chance)
    done = "\n".join(lines).encode("utf-8", "surrogatepass")
    return retold(done, chance) if chance.random() < 0.05 else done


def of_xml(data: bytes, chance: Random) -> bytes:
    """XML whose tags, values and words are changed, as a program with a mistake would write it."""
    for _ in range(chance.choice((1, 1, 2, 6))):
        how = chance.randrange(6)
        found = list((TAG, TAG, VALUE, WORDS, TAG, VALUE)[how].finditer(data))
        if not found:
            return of_bytes(data, chance)
        one, other = chance.choice(found), chance.choice(found)
        value = b'="%s"' % (other[1] if how == 5 else b"")
        new = (b"", one[0] * 2, b'="%s"' % _odd(chance), b">%s<" % _odd(chance), other[0], value)[how]
        data = data[: one.start()] + new + data[one.end() :]
    return retold(data, chance) if chance.random() < 0.05 else data


def _odd(chance: Random) -> bytes:
    text = chance.choice(ODD).encode("utf-8", "surrogatepass")
    return text if chance.random() < 0.3 else text.translate(None, b'&<"\0')


def of_package(data: bytes, chance: Random) -> bytes:
    """A zip: damaged as a file, or sound with a member that is damaged, gone, twice there or under another's name."""
    if chance.random() < 0.2:
        return of_bytes(data, chance)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    for _ in range(chance.choice((1, 1, 2))):
        n = chance.randrange(len(members))
        name, held = members[n]
        how = chance.randrange(8)
        if how == 0 and len(members) > 1:
            del members[n]
        elif how == 1:
            members.append(members[n])
        elif how == 2:
            names = (chance.choice(members)[0], f"../{name}", name.upper(), f"{name}\u0e01" * 3)
            members[n] = (chance.choice(names), held)
        elif how == 3:
            members[n] = (name, chance.choice(members)[1])
        else:
            members[n] = (name, (of_xml if b"<" in held[:200] else of_bytes)(held, chance))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in members:
            archive.writestr(zipfile.ZipInfo(name), held)
    return buffer.getvalue()
